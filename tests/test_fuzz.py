"""Mutated files are read, or refused with a sentence; what the long runs found stays here by its number."""

import pytest

from tests.fuzz import run
from tests.mutations import mutated, read_mutation

MUTATIONS = 500


def test_mutations_neither_crash_hang_nor_raise() -> None:
    tally = run(range(MUTATIONS), masters=True)
    assert (tally.lost, tally.raised) == ({}, {})
    assert tally.read + tally.refused.total() == MUTATIONS
    assert tally.read > MUTATIONS / 4, "most mutations are to get beyond the gate"


@pytest.mark.parametrize(
    "number",
    [
        *(2343, 4211, 6726, 7638, 8049, 9104),  # a zip's directory with a name of no letters
        *(5268, 6187, 9508),  # a sheet that ends before its headings
    ],
)
def test_what_was_found_is_answered(number: int) -> None:
    read_mutation(number)


def test_a_mutation_is_known_by_its_number() -> None:
    assert mutated(7) == mutated(7)
    assert mutated(7) != mutated(8)
