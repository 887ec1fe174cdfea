"""What stands in a fresh template, so that it is told from what people typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book import Book, Sheet
from hplan_xl.reading.cells import filled_cells, read_grids
from hplan_xl.reading.package import open_package
from hplan_xl.template import control, guide, lists, template_bytes
from hplan_xl.text import Language, folded
from hplan_xl.values import Typed

At = tuple[int, int]
Cells = Mapping[At, Typed]

_LANGUAGES: tuple[Language, ...] = ("sv", "en")
_OWN_PAGES = frozenset(folded(title) for text in (guide.TITLE, control.TITLE) for title in (text.sv, text.en)) | {
    folded(lists.TITLE)
}


@dataclass(frozen=True)
class Fresh:
    """The template that is poured into, as it is before anything is filled in, in both languages."""

    book: Book

    def is_page(self, title: str) -> bool:
        """Whether a sheet of that title is one of the template's own, which nobody fills in."""
        return folded(title) in _OWN_PAGES

    def holds(self, title: str, at: At) -> bool:
        """Whether the template's own sheet of that title has something in a cell."""
        return any(at in cells for name, cells in self._pages if folded(name) == folded(title))

    def texts(self, sheet: Sheet) -> frozenset[str]:
        """Every text that stands on a sheet of the book before anything is filled in."""
        titles = {folded(sheet.title.sv), folded(sheet.title.en)}
        return frozenset(
            value
            for name, cells in self._pages
            if folded(name) in titles
            for value in cells.values()
            if isinstance(value, str)
        )

    @cached_property
    def _pages(self) -> tuple[tuple[str, Cells], ...]:
        return tuple(page for language in _LANGUAGES for page in self._pages_in(language))

    def _pages_in(self, language: Language) -> list[tuple[str, Cells]]:
        package = open_package(template_bytes(self.book, language=language), self.book.name)
        grids = read_grids(package, package.worksheets)
        return [(title, filled_cells(package, title, rows)) for title, rows in grids.items()]
