"""What a marked copy holds in hidden columns, so that its marks can be taken out again.

A cell there has the style that the marked cell had before: a program that saves the file and numbers the styles anew
does so for both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hplan_xl.marking.cells import Before, Cells, Kept, Place
from hplan_xl.marking.pieces import Piece
from hplan_xl.marking.workbook import View, Workbook
from hplan_xl.reading.worksheet import place
from hplan_xl.text import whole_number

# The first of the hidden columns of the listing. Row 1 holds the seal and row 2 what the workbook opened on; then each
# line of a marked cell its sheet, its address, and how it was written before, in the style it had.
HIDDEN = 8


@dataclass(frozen=True)
class Kit:
    """What the hidden columns hold: the seal, what the workbook opened on, and each marked cell as it was before."""

    seal: str
    view: View
    before: Mapping[tuple[str, Place], Before]

    @property
    def view_words(self) -> str:
        """What the workbook opened on, as it is written down."""
        return ";".join([self.view.shown, self.view.first_tab, ",".join(map(str, self.view.chosen))])


def read_kit(workbook: Workbook) -> Kit:
    """What the hidden columns of a marked copy hold; of nothing, where the sheet is gone or was changed."""
    at = workbook.listing
    path = workbook.paths[at] if at is not None else ""
    if not path:
        return Kit("", View("", "", ()), {})
    strings = _shared_strings(workbook)
    cells = Cells(workbook.parts.part(path))
    words = {
        (row, column): (_text(cell, strings), cell.number("s"))
        for row in cells.rows
        for column, cell in cells.in_row(row).items()
        if column >= HIDDEN
    }
    seal, view = words.get((1, HIDDEN), ("", 0))[0], words.get((2, HIDDEN), ("", 0))[0]
    return Kit(seal, _view(view), dict(_kept(words)))


def _view(words: str) -> View:
    shown, first_tab, chosen = [*words.split(";"), "", "", ""][:3]
    return View(shown, first_tab, tuple(n for one in chosen.split(",") if (n := whole_number(one, -1)) >= 0))


def _kept(words: Mapping[Place, tuple[str, int]]) -> Iterator[tuple[tuple[str, Place], Before]]:
    for (row, column), (told, style) in words.items():
        kept, _, spans = told.partition(" ")
        if column == HIDDEN + 2 and kept in set(Kept):
            sheet, address = words.get((row, HIDDEN), ("", 0))[0], words.get((row, HIDDEN + 1), ("", 0))[0]
            yield (sheet, place(address.encode())), Before(Kept(kept), style, spans)


def _shared_strings(workbook: Workbook) -> Sequence[str]:
    path = workbook.part_of("sharedStrings")
    if not path:
        return ()
    return [_joined(one) for one in workbook.parts.piece(path).all("si")]


def _text(cell: Piece, strings: Sequence[str]) -> str:
    value = cell.child("v")
    if cell.attributes.get("t") == "s":
        number = value.text.strip() if value else ""
        return strings[int(number)] if number.isdigit() and int(number) < len(strings) else ""
    inline = cell.child("is")
    return _joined(inline) if inline else value.text if value else ""


def _joined(held: Piece) -> str:
    """The words of a text that may be written in several runs."""
    return "".join(one.text for one in held.within("t"))
