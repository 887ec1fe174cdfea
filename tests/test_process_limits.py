"""What the values of an indicator can bear to have said of its development."""

import random
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hplan_xl.book.text import Text
from hplan_xl.master.facts.process_limits import (
    FEWEST_VALUES,
    LEAST_VALUES,
    RUN,
    TREND,
    SignalKind,
    compute_limits,
    describe_development,
    find_signals,
)
from hplan_xl.plan.pages import INDICATORS
from hplan_xl.wording.indicator_sentences import METHOD
from tests.test_master_facts import measured

CALM = (10, 12, 11, 9, 10, 11, 12, 10, 9, 11, 10, 12)


def told(*values: float, direction: str = "higher", **goal: object) -> str:
    """What is said of values that are measured a year each, up to 2025."""
    said = describe_development(measured(direction, *values, **goal), INDICATORS)
    return said.sv if said else ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (CALM[:4], ""),
        (CALM[:5], "För få mätningar för att säga (5 av 12)"),
        (CALM[:11], "För få mätningar för att säga (11 av 12)"),
        (CALM, "Inget tecken på förändring (12 mätningar)"),
        ((*CALM, 30), "2025 ligger utanför det vanliga"),
        ((*CALM, 30, 10), "2024 ligger utanför det vanliga"),
        ((*[10, 11] * 4, *[14, 15] * 4), "Ny nivå sedan 2018"),
        ((*[10, 11] * 4, *[14, 15] * 4, 10, 11), "En annan nivå 2016 till 2023"),
        ((10, 13, 9, 12, 10, 13, 9, 10, 11, 12, 13, 14), "Stiger sedan 2020"),
        ((14, 11, 15, 12, 14, 11, 15, 14, 13, 12, 11, 10), "Sjunker sedan 2020"),
        ((10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10), "Inget tecken på förändring (12 mätningar)"),
        (
            (0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
            "Inget tecken på förändring (13 mätningar)",
        ),
    ],
)
def test_what_is_said_of_values(values: Sequence[float], said: str) -> None:
    assert told(*values) == said


@pytest.mark.parametrize(
    ("goal", "direction", "place"),
    [
        ({"target": 20}, "higher", "; målet ligger över det som processen ger"),
        ({"target": 11}, "higher", "; målet ligger inom det som processen ger"),
        ({"target": 2}, "lower", "; målet ligger under det som processen ger"),
        ({"target": 9, "target_high": 12}, "within", ""),
        ({}, "higher", ""),
    ],
)
def test_the_target_is_placed_beside_what_the_process_gives(
    goal: dict[str, object], direction: str, place: str
) -> None:
    assert told(*CALM, direction=direction, **goal) == f"Inget tecken på förändring (12 mätningar){place}"


def plainly(values: Sequence[float]) -> set[SignalKind]:
    """The rules that are broken, reckoned anew in the plainest way."""
    middle = mean(values)
    reach = 2.66 * mean(abs(b - a) for a, b in pairwise(values))
    from_middle = [(value - middle) / reach if reach else 0.0 for value in values]
    found = set()
    if any(abs(one) > 1 for one in from_middle):
        found.add(SignalKind.OUTSIDE)
    for sign in (1, -1):
        sides = "".join("x" if sign * one > 0 else "." for one in from_middle)
        steps = "".join("x" if sign * (b - a) > 0 else "." for a, b in pairwise(values))
        near = "".join("x" if sign * one > 2 / 3 else "." for one in from_middle)
        found |= {SignalKind.RUN} if "x" * RUN in sides else set()
        found |= {SignalKind.TREND} if "x" * (TREND - 1) in steps else set()
        found |= {SignalKind.NEAR_A_LIMIT} if "xx" in near or "x.x" in near else set()
    return found


@given(st.lists(st.integers(0, 1000).map(lambda tenths: tenths / 8), min_size=12, max_size=40))
def test_the_rules_are_those_of_a_plain_reckoning(values: list[float]) -> None:
    limits = compute_limits(values)
    edges = (
        limits.lower,
        limits.mean,
        limits.upper,
        *(limits.mean + side * (limits.upper - limits.mean) * 2 / 3 for side in (1, -1)),
    )
    if min(abs(value - edge) for value in values for edge in edges) > 1e-6:
        assert {one.kind for one in find_signals(values, limits)} == plainly(values)


@pytest.mark.parametrize(("count", "alarms"), [(12, 5), (24, 15)])
def test_pure_noise_gives_as_many_signs_as_the_dictionary_says(count: int, alarms: int) -> None:
    draw, tries = random.Random(count), 2_000
    series = ([draw.gauss(0, 1) for _ in range(count)] for _ in range(tries))
    found = sum(bool(find_signals(values, compute_limits(values))) for values in series)
    assert 100 * found / tries == pytest.approx(alarms, abs=2)
    assert any(f"{alarms} av 100" in text.sv and f"{alarms} of 100" in text.en.replace("of\n", "of") for text in METHOD)


def test_the_dictionary_tells_the_numbers_that_are_used() -> None:
    assert (FEWEST_VALUES, LEAST_VALUES, RUN, TREND) == (5, 12, 8, 6)
    said = Text(" ".join(text.sv for text in METHOD), " ".join(text.en for text in METHOD))
    for words in ("Under 5 mätningar", "under 12", "åtta värden i rad", "sex värden i rad"):
        assert words in said.sv
    for words in ("Below 5 measurements", "below 12", "eight values in a row", "six values in a row"):
        assert words in said.en
