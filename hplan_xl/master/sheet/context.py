"""The context all pages of one master share: the consolidation, the language, and the list of pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from hplan_xl.book.excel_limits import NOT_IN_A_CELL, cut_to_cell
from hplan_xl.book.text import Language, Text
from hplan_xl.book.views import AllRows, Overview, View
from hplan_xl.consolidation.union import NO_COUNCIL, NOT_GIVEN, Consolidation
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.writer import PlainWorkbook
from hplan_xl.intake.selection import group_title
from hplan_xl.master.facts.indicators import Indicator
from hplan_xl.master.facts.records import COUNCIL, GroupNames, find_column, name_region


@dataclass(frozen=True, eq=False)
class Edition:
    """One master in the making. views: the pages it has. absent_views: those that would have been empty.

    output_folder: the folder the master is written to, so that links to the plans can be relative to it; None for a
    master that is sent without the plans, which has no links to them.
    names: what each group is called.
    indicators: all indicators with their values, by the sheet they stand on.
    """

    consolidated: Consolidation
    language: Language
    workbook: PlainWorkbook
    style: Formats
    views: tuple[View, ...]
    absent_views: tuple[View, ...]
    output_folder: str | None
    names: GroupNames
    indicators: Mapping[str, tuple[Indicator, ...]]

    def localize(self, text: Text) -> str:
        """The words in the master's language."""
        return text.localize(self.language)

    @property
    def home_page(self) -> Overview | None:
        """The page that the others link to."""
        return next((view for view in self.views if isinstance(view, Overview)), None)

    def rows_page(self, sheet: str) -> AllRows | None:
        """The page that lists all rows of a sheet, where there is one."""
        return next((view for view in self.views if isinstance(view, AllRows) and view.sheet == sheet), None)

    def region_name(self, name: str) -> str:
        """A healthcare region as people call it."""
        return self.localize(name_region(self.consolidated, name))

    def group_name(self, region: str, name: str) -> str:
        """The displayed name of a group: with its healthcare region where several have one of that name."""
        return self.localize(self.names.get((region, name)) or group_title(name))

    @property
    def route(self) -> Text:
        """What plans are reported to, as the regions at hand call it: a council, or another forum."""
        book = self.consolidated.book
        asked = find_column(book, book.identity.sheet, book.identity.council)
        return asked.title if asked else COUNCIL

    def council_name(self, name: str) -> str:
        """A council, or what stands in its place, as it is shown, also where it is not known."""
        return name or self.localize(NO_COUNCIL if self.route == COUNCIL else NOT_GIVEN)


def clean_cell_text(words: str) -> str:
    r"""Words as a cell can hold them: no control characters, one kind of line break, no longer than Excel takes.

    >>> clean_cell_text("a\x00b\r\nc")
    'ab\nc'
    """
    if not words.isprintable():
        words = NOT_IN_A_CELL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return cut_to_cell(words)


def make_distinct(titles: list[str]) -> list[str]:
    """The titles, each once: a second of the same gets a number, as Excel's tables demand."""
    seen: set[str] = set()
    found = []
    for title in titles:
        name, number = title, 1
        while name.casefold() in seen:
            number += 1
            name = f"{title} {number}"
        seen.add(name.casefold())
        found.append(name)
    return found
