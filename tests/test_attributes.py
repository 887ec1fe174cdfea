"""Each attribute of a workbook with what no program writes: it is read, marked and unmarked, or refused."""

import re
from collections.abc import Callable, Iterator

import pytest

from hplan_xl.book.errors import WorkbookError
from hplan_xl.interpretation import interpret_plan
from hplan_xl.marking import is_untouched_copy, mark_workbook, unmark_workbook
from hplan_xl.reading.submission import read_submission
from tests.garden import BEDS, GARDEN_BOOK, garden_workbook
from tests.hostile import parts_of, zipped
from tests.marks import told

ODD = {"too many digits": "9" * 5_000, "a cell far down": "A" + "9" * 5_000, "no digits": "x"}
_TAG = re.compile(rb'<([\w:]+)((?:\s+[\w:]+="[^"]*")+)\s*/?>')
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
FOUND = [told(BEDS.title.sv, 4, 3)]


def odd_ones(data: bytes, value: str) -> Iterator[tuple[str, bytes]]:
    """The workbook with one attribute replaced, for each attribute of each kind of element in each kind of part."""
    seen = set()
    parts = parts_of(data)
    for path, part in parts.items():
        for tag in _TAG.finditer(part):
            for attribute in _ATTRIBUTE.finditer(tag[2]):
                name = f"{re.sub('[0-9]', '', path)} {tag[1].decode()} {attribute[1].decode()}"
                if name not in seen:
                    seen.add(name)
                    start, end = (tag.start(2) + place for place in attribute.span(2))
                    yield name, zipped({**parts, path: part[:start] + value.encode() + part[end:]})


def raised(data: bytes, value: str, *acts: Callable[[bytes], object]) -> dict[str, str]:
    """By attribute, what was raised that is no sentence."""
    found = {}
    for name, odd in odd_ones(data, value):
        for act in acts:
            try:
                act(odd)
            except WorkbookError:
                continue
            except Exception as error:  # what this is about
                found[name] = f"{type(error).__name__}: {error}"
    return found


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_a_plan_with_an_odd_attribute_is_read_and_marked_or_refused(value: str) -> None:
    def read(data: bytes) -> None:
        interpret_plan(read_submission("plan.xlsx", data, GARDEN_BOOK), GARDEN_BOOK)

    assert raised(garden_workbook(), value, read, lambda data: mark_workbook(data, FOUND, "sv")) == {}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_a_marked_copy_with_an_odd_attribute_is_unmarked_or_refused(value: str) -> None:
    assert raised(mark_workbook(garden_workbook(), FOUND, "sv"), value, unmark_workbook, is_untouched_copy) == {}
