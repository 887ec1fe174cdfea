"""What has changed since an earlier master equals what was done, also by way of the master's file."""

import os
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from hplan_xl.book.text import Language
from hplan_xl.book.views import Changes
from hplan_xl.consolidation.earlier import EarlierMaster, interpret_master, list_read_tables
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.master.facts.changes import Change, compare_all
from hplan_xl.master.write import build_master
from hplan_xl.reading.master_file import read_master_file
from tests.edit_script import NOW, THEN, Told, consolidate, make_script
from tests.plenty import BOOK

VIEW = next(view for view in BOOK.views if isinstance(view, Changes))
RUNS = 500 if os.environ.get("HPLAN_THOROUGH") == "1" else 15


def read_back(consolidated: Consolidation, language: Language = "sv", name: str = "förra.xlsx") -> EarlierMaster:
    """A consolidation as it is read back from its master."""
    data = build_master(consolidated, language)
    return interpret_master(read_master_file(name, data, BOOK.name, list_read_tables(BOOK)), BOOK)


def told_of(change: Change) -> Told:
    """A change as the script writes it down."""
    row = change.row
    identity = {"areas": "title", "activities": "title", "decisions": "question", "challenges": "text"}
    identity |= {"indicators": "name"}
    name = identity.get(change.sheet)
    what = row[name] if name else f"{row['indicator']} {row['period']}"
    column = "value_whole" if change.kind == "value" else change.column if change.kind != "moved" else ""
    before, after = (one.get(column) if one is not None and column else None for one in (change.then, change.now))
    return change.kind.value, change.sheet, str(row["_group"]), str(what), before, after


@settings(max_examples=RUNS)
@given(st.integers(0, 10**6), st.sampled_from(["sv", "en"]))
def test_the_changes_are_the_edits(seed: int, language: Language) -> None:
    script = make_script(seed)
    found = compare_all(consolidate(script.now, NOW), read_back(consolidate(script.then, THEN), language), VIEW)
    assert Counter(map(told_of, found.changes)) == Counter(script.told)
    assert {str(row["_group"]) for row in found.missing} == set(script.then) - set(script.now)
    assert {str(row["_group"]) for row in found.added} == set(script.now) - set(script.then)
    assert found.since == THEN
