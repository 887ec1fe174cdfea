"""Plans become slides, nothing of them is cut, and slides become the same plans again."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from hplan_xl.book.text import clean_text
from hplan_xl.book.values import TimeSpan
from hplan_xl.commands.import_plans import Importer
from hplan_xl.consolidation.union import Consolidation, Route, consolidate_plans
from hplan_xl.deck.write import build_deck
from hplan_xl.intake.sources import FileKind, Source
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.plan import build_book
from hplan_xl.plan.pages import DECK
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import read_packaged_register
from tests.commands import SAMPLES, run
from tests.plans_at_random import plan_at_random, workbook

REGISTER = read_packaged_register()
BOOK = build_book(REGISTER, None)
Record = Mapping[str, Any]
PLANS = sorted(SAMPLES.glob("*.xlsx"))


def understood(name: str, data: bytes) -> InterpretedPlan:
    return interpret_plan(read_submission(name, data, BOOK), BOOK)


def consolidated(*plans: InterpretedPlan) -> Consolidation:
    years = [plan.identity.years for plan in plans if plan.identity.years]
    routes = [Route(plan, plan.identity.council) for plan in plans]
    return consolidate_plans(routes, BOOK, year=years[0].last if years else 2026, as_of_day=None, files=(), findings=())


def deck_of(*plans: InterpretedPlan) -> bytes:
    return build_deck(consolidated(*plans), DECK, "sv")[0]


def imported(deck: bytes, folder: Path) -> InterpretedPlan:
    """The plan that a deck is imported as."""
    path = folder / "bilder.pptx"
    path.write_bytes(deck)
    made = Importer(REGISTER, None, "sv")(Source(path.name, FileKind.DOCUMENT, str(path)))
    return understood(made.name, made.data)


# What the slides show of a plan


def shown(plan: InterpretedPlan) -> dict[str, object]:
    """All that its slides show of a plan, by plan.md's words alone."""
    whole = consolidated(plan)
    tables = whole.records
    form = tables["plan"][0] if tables["plan"] else {}
    areas = tables["areas"]
    return {
        "form": [plan.identity.region, plan.identity.group, str(plan.identity.years), plan.identity.as_of]
        + [form.get(name) for name in ("council", "document_status")],
        "areas": [_area(one) for one in sorted(areas, key=lambda one: one.get("number", 0))],
        "activities": [_activities(one, tables["activities"]) for one in (*areas, {})],
        "results": [_cells(one, "area type text period") for one in tables["results"]],
        "challenges": [_cells(one, "area type text addressed_to wanted when state") for one in tables["challenges"]],
        "decisions": Counter(
            str(_cells(one, "area question proposal forum when state"))
            for one in tables["decisions"]
            if one.get("state") not in ("decided", "reported")
            and not one.get("decided_on")
            and not whole.is_unread(one, "decisions", "state")
        ),
        "calendar": Counter(str(_event(one)) for one in tables["calendar"]),
    }


def _area(row: Record) -> list[object]:
    troubled = row.get("status") in ("minor", "serious") or row.get("needs")
    beside = ("responsible", "needs") if troubled else ()
    promises = [name for name in row if name.startswith("promise_")]
    texts = ("national_focus", "follow_up", "effect_goal", "status_comment", *beside)
    title = _plain(row.get("title") or row.get("short_title"))
    return [row.get("number"), title, row.get("status"), promises, *(_plain(row.get(name)) for name in texts)]


def _activities(area: Record, rows: Sequence[Record]) -> list[object]:
    names = "title responsible schedule due status assigned_to"
    return [
        [*_cells(row, names), row.get("new_this_year") if row.get("new_this_year") != "no" else None]
        for row in rows
        if row.get("area") == area.get("number")
    ]


def _cells(row: Record, names: str) -> list[object]:
    return [_forum(row[name]) if name in _FORUMS and name in row else _plain(row.get(name)) for name in names.split()]


_FORUMS = ("forum", "addressed_to")


def _forum(value: str) -> str:
    """A forum of another healthcare region is words, which slides write as the forum that has them is called."""
    return value.casefold()


def _event(row: Record) -> list[object]:
    start = row.get("start")
    quarter = row.get("quarter") or (f"q{(start.month + 2) // 3}" if isinstance(start, date) else None)
    return [quarter, *_cells(row, "event start end when type")]


def _plain(value: object) -> object:
    """Words without the signs of bullets and the ends of lines; any other value as it is."""
    if isinstance(value, TimeSpan):
        value = value.words
    if not isinstance(value, str):
        return value
    lines = (re.sub(r"^[•–*-]\s+", "", clean_text(line)) for line in value.splitlines())
    return clean_text(" ".join(lines)) or None


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_sample_is_the_same_plan_after_slides_and_import(path: Path, tmp_path: Path) -> None:
    plan = understood(path.name, path.read_bytes())
    again = shown(imported(deck_of(plan), tmp_path))
    wanted = shown(plan)
    assert {name: (again[name], wanted[name]) for name in wanted if again[name] != wanted[name]} == {}
