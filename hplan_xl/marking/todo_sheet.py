"""The first sheet of a marked copy: what there is to do, sheet by sheet, each with a link to its cell and its state.

Hidden columns of it hold what lets the marks be taken out again, the value that each marked cell had, and its number as
long as it has that value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hplan_xl.book.findings import Cell, Finding, Severity, column_letters
from hplan_xl.book.text import Language, Text, clean_text, localize, parse_whole_number
from hplan_xl.excel import look, text_metrics
from hplan_xl.excel.references import quote_sheet_title, quote_text
from hplan_xl.marking.conditional_marks import (
    MARKED_CELLS_NAME,
    AddedStyles,
    StoredValue,
    ValueKind,
    build_cell_number,
    compute_cell_number,
    read_words,
)
from hplan_xl.marking.sheet_cells import SheetCells
from hplan_xl.marking.sheet_order import MarkedWorkbook, OpeningView
from hplan_xl.package.parts import LISTING_NAME
from hplan_xl.package.xml_edit import escape_content
from hplan_xl.wording import compose_sentence, copy_sentences

# The first of the hidden columns of the listing. Row 1 holds the seal and row 2 what the workbook opened on; then each
# line the value that its cell had and, in the next column, the number of the cell while it is as it was.
HIDDEN_COLUMNS = 8


@dataclass(frozen=True)
class RestoreRecord:
    """The seal of a marked copy, and the view that the workbook opened with."""

    seal: str
    view: OpeningView

    @property
    def view_text(self) -> str:
        """The view it opened with, as text for the hidden columns."""
        return ";".join([self.view.shown_sheet, self.view.first_tab, ",".join(map(str, self.view.chosen_sheets))])


def read_restore_record(workbook: MarkedWorkbook) -> RestoreRecord:
    """Read the hidden columns of a marked copy; an empty record where the sheet is missing or was changed."""
    at = workbook.listing_position
    path = workbook.paths[at] if at is not None else ""
    if not path:
        return RestoreRecord("", OpeningView("", "", ()))
    cells = SheetCells(workbook.parts.part(path))
    written = [cells.find_cell((row, HIDDEN_COLUMNS)) for row in (1, 2)]
    seal, view = (read_words(cell, lambda: workbook.shared_strings) if cell else "" for cell in written)
    return RestoreRecord(seal, _view(view))


def _view(words: str) -> OpeningView:
    shown, first_tab, chosen = [*words.split(";"), "", "", ""][:3]
    return OpeningView(
        shown, first_tab, tuple(n for one in chosen.split(",") if (n := parse_whole_number(one, -1)) >= 0)
    )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Together as wide as the first screen of a laptop.
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (copy_sentences.GRADE, 16),
    (copy_sentences.WHAT, 59),
    (copy_sentences.STATE, 10),
    (copy_sentences.CELL, 8),
    (copy_sentences.WHERE, 21),
    (copy_sentences.COLUMN, 22),
    (copy_sentences.ROW, 19),
)
_STATE_COLUMN, _LINK_COLUMN = "C", "D"
_VALUE_COLUMN, _NUMBER_COLUMN = column_letters(HIDDEN_COLUMNS), column_letters(HIDDEN_COLUMNS + 1)
_WIDTH = HIDDEN_COLUMNS - 1
_NOWHERE = "–"
_LOW = look.LINE_HEIGHT + 4


@dataclass(frozen=True)
class Head:
    """The top of the sheet: its title, one line of instructions, and a second line with more."""

    title: Text
    leads: tuple[Text, ...]
    more: Text | None = None


MARKED_COPY = Head(copy_sentences.SHEET, (copy_sentences.LEAD, copy_sentences.BACK), copy_sentences.UNSORTED)


@dataclass(frozen=True)
class ListEntry:
    """One line of the list: a finding, the value its cell has, and whether its column is hidden.

    sheet: the place of its sheet in the workbook, from 1. value: None where the sheet is not there.
    unfold_column: the one above which the sign + stands that shows it, 0 for none.
    """

    finding: Finding
    sheet: int = 0
    value: StoredValue | None = None
    is_hidden: bool = False
    unfold_column: int = 0

    @property
    def is_to_mend(self) -> bool:
        """Whether it is left to be mended: of a hint nobody knows."""
        return self.finding.severity is not Severity.HINT

    @property
    def has_state(self) -> bool:
        """Whether it can be told that the cell has another value than it had."""
        return self.value is not None and self.value.kind is not ValueKind.UNKNOWN


def sort_findings(findings: Sequence[Finding], titles: Sequence[str]) -> list[Finding]:
    """Findings by sheet, grade and place."""
    tabs = {title: number for number, title in enumerate(titles)}

    def order(one: Finding) -> tuple[object, ...]:
        tab = tabs.get(one.cell.sheet, len(tabs))
        return (tab, one.severity, one.cell.row, one.cell.column, one.rank)

    return sorted(findings, key=order)


def listing_defined_names(title: str, lines: int) -> list[tuple[str, str, str]]:
    """The defined names of the sheet: which it is, what is repeated in print, and what is filtered."""
    sheet = quote_sheet_title(title)
    first = _first_line() - 1
    bottom = first + max(lines, 1)
    last = f"${column_letters(_WIDTH)}${bottom}"
    return [
        (LISTING_NAME, "", f"{sheet}!$A$1"),
        (MARKED_CELLS_NAME, "", f"{sheet}!${_NUMBER_COLUMN}${first + 1}:${_NUMBER_COLUMN}${bottom}"),
        ("_xlnm.Print_Titles", ' localSheetId="0"', f"{sheet}!${first}:${first}"),
        ("_xlnm._FilterDatabase", ' localSheetId="0" hidden="1"', f"{sheet}!$A${first}:{last}"),
    ]


def _first_line() -> int:
    """The row of the first finding: under the title, what is left, what to know, the grades, and the headings."""
    return len(Severity) + 7


class ListingWriter:
    """Writes the sheet; the styles it needs are added to `styles` before the sheet is made."""

    def __init__(self, styles: AddedStyles, language: Language, head: Head, findings: int) -> None:
        """findings: how many there are, which may be more than are listed."""
        self.styles = styles
        self._findings = findings
        self._language = language
        self._head = head
        words = {**look.BODY_CELL, "valign": "vcenter", "align": "left", "indent": 1}
        self._title = styles.style_number(look.TITLE)
        self._lead = styles.style_number(look.TITLE_LINE)
        self._meaning = styles.style_number({**look.TITLE_LINE, "align": "left", "indent": 1})
        self._mark = {grade: styles.style_number({**words, "bold": True}, look.MARKS[grade]) for grade in Severity}
        self._left = styles.style_number({**look.TITLE_LINE, "bold": True})
        self._heading = styles.style_number(
            {**look.COLUMN_TITLE_NEEDED, "valign": "vcenter", "align": "left", "indent": 1}
        )
        self._body = styles.style_number(words)
        self._quiet = styles.style_number({**words, "font_color": look.QUIET_INK})
        self._link = styles.style_number({**look.LINK_CELL, "valign": "vcenter", "align": "left"})

    @property
    def title(self) -> str:
        """The sheet's title."""
        return self._head.title.localize(self._language)

    def build_sheet(
        self, entries: Sequence[ListEntry], record: RestoreRecord, link_to: Mapping[str, str], space: str = _MAIN
    ) -> bytes:
        """The part of the sheet.

        link_to: the sheets that can be linked to, with how a link names them. space: the workbook's namespace.
        """
        rows = [*self._top(entries, record), *self._lines(entries, link_to)]
        first, last = _first_line() - 1, _first_line() - 1 + max(len(entries), 1)
        widths = "".join(
            f'<col min="{at}" max="{at}" width="{width + 0.71:.2f}" customWidth="1"/>'
            for at, (_, width) in enumerate(_COLUMNS, 1)
        )
        hidden = f'<col min="{HIDDEN_COLUMNS}" max="{HIDDEN_COLUMNS + 1}" width="9.14" hidden="1" customWidth="1"/>'
        footer = f"&L&9&A&R&9{copy_sentences.PAGE.localize(self._language)}"
        chosen = f"{_LINK_COLUMN}{first + 1}"
        pane = f'<pane ySplit="{first}" topLeftCell="A{first + 1}" activePane="bottomLeft" state="frozen"/>'
        whole = (
            f'<worksheet xmlns="{space}"><sheetPr><tabColor rgb="FF{look.MARKS[Severity.WARNING].edge[1:]}"/>'
            '<pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{pane}'
            f'<selection pane="bottomLeft" activeCell="{chosen}" sqref="{chosen}"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}{hidden}</cols>'
            f"<sheetData>{{rows}}</sheetData>"
            '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" '
            'sort="0" autoFilter="0"/>'
            f'<autoFilter ref="A{first}:{column_letters(_WIDTH)}{last}"/>'
            '<pageMargins left="0.39" right="0.39" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            f"<headerFooter><oddFooter>{escape_content(footer).decode()}</oddFooter></headerFooter></worksheet>"
        )
        before, _, after = whole.partition("{rows}")
        return before.encode() + b"".join(rows) + after.encode()

    def _top(self, entries: Sequence[ListEntry], record: RestoreRecord) -> Iterator[bytes]:
        """The title, what is left, what to know, a line for each grade, and the headings."""
        first = [_text_cell(1, 1, self._title, self.title), _text_cell(1, HIDDEN_COLUMNS, 0, record.seal)]
        yield _row(1, look.TITLE_HEIGHT, first)
        left = list(self._count_left(entries))
        few = (
            [copy_sentences.FIRST_OF.fill(n=len(entries), all=self._findings)] if self._findings > len(entries) else []
        )
        leads = [" ".join(one.localize(self._language) for one in (*few, *self._head.leads))]
        leads += [self._head.more.localize(self._language)] if self._head.more else []
        lines = [*left, *(_text_cell(row, 1, self._lead, words) for row, words in enumerate(leads, 2 + len(left)))]
        for row, line in enumerate(lines, 2):
            yield _row(row, _LOW, [line] if row > 2 else [line, _text_cell(row, HIDDEN_COLUMNS, 0, record.view_text)])
        for at, (grade, meaning) in enumerate(zip(Severity, copy_sentences.GRADES, strict=True), 5):
            count = sum(one.finding.severity is grade for one in entries)
            told = f"{count} · {meaning.localize(self._language)}" if count else meaning.localize(self._language)
            cells = [(1, self._mark[grade], self._sign(grade)), (2, self._meaning, told)]
            yield _row(at, _LOW, [_text_cell(at, *cell) for cell in cells])
        titles = [(at, self._heading, title.localize(self._language)) for at, (title, _) in enumerate(_COLUMNS, 1)]
        at = _first_line() - 1
        yield _row(at, look.ANSWER_HEIGHT, [_text_cell(at, *title) for title in titles])

    def _count_left(self, entries: Sequence[ListEntry]) -> Iterator[bytes]:
        """How many lines are left to be mended, counted again as they change; nothing where there were none."""
        to_mend = [one for one in entries if one.is_to_mend]
        count = sum(one.has_state for one in to_mend)
        if count:
            words = copy_sentences.LEFT_OF.fill(n=count).localize(self._language)
            if count < len(to_mend):
                words += copy_sentences.TOLD_LATER.fill(n=len(to_mend) - count).localize(self._language)
            first = _first_line()
            states = f"${_STATE_COLUMN}${first}:${_STATE_COLUMN}${first - 1 + len(entries)}"
            left = copy_sentences.LEFT.localize(self._language)
            yield _formula_cell(2, 1, self._left, f'SUMPRODUCT(--({states}="{left}"))&"{words}"', f"{count}{words}")

    def _sign(self, grade: Severity) -> str:
        return f"{look.MARKS[grade].sign} {grade.word.localize(self._language)}"

    def _lines(self, entries: Sequence[ListEntry], link_to: Mapping[str, str]) -> Iterator[bytes]:
        for row, entry in enumerate(entries, _first_line()):
            words = self._words(entry)
            cells = [_text_cell(row, column, style, text) for column, (style, text) in enumerate(words, 1)]
            if (sheet := link_to.get(entry.finding.cell.sheet)) is not None:
                cells[3] = self._place(row, entry.finding.cell, sheet)
            if entry.value:
                cells[2] = self._state(row, entry) if entry.has_state else cells[2]
                cells += _memory(row, entry, entry.value, link_to[entry.finding.cell.sheet])
            room = [(text, width - 2) for (_, text), (_, width) in zip(words, _COLUMNS, strict=True)]
            high = text_metrics.measure_height(room, look.FONT_SIZE)
            yield _row(row, max(high, _LOW), cells)

    def _words(self, entry: ListEntry) -> list[tuple[int, str]]:
        one, language = entry.finding, self._language
        return [
            (self._mark[one.severity], self._sign(one.severity)),
            (self._body, clean_text(compose_sentence(one, language))),
            (self._quiet, ""),
            (self._link, one.cell.address),
            (self._body, one.cell.sheet),
            (self._body, clean_text(self._column(entry))),
            (self._quiet, clean_text(localize(one.facts.get("row", ""), language)).strip("”“")),
        ]

    def _column(self, entry: ListEntry) -> str:
        """What the column is called; of a hidden one how it is shown."""
        column = localize(entry.finding.facts.get("column", ""), self._language)
        if not entry.is_hidden:
            return column
        told = copy_sentences.COLUMN_FOLDED if entry.unfold_column else copy_sentences.COLUMN_HIDDEN
        letters = column_letters(entry.unfold_column or entry.finding.cell.column)
        return told.fill(column=column, letters=letters).localize(self._language)

    def _place(self, row: int, cell: Cell, sheet: str) -> bytes:
        """The cell that tells where a marked cell stands now, which rows that are put in or deleted move; a link."""
        place = f"{sheet}!${column_letters(cell.column)}${cell.row}"
        address = f"ADDRESS(ROW({place}),COLUMN({place}),4)"
        link = f"HYPERLINK({quote_text(f'#{sheet}!')}&{address},{address})"
        return _formula_cell(row, 4, self._link, f'IFERROR({link},"{_NOWHERE}")', cell.address)

    def _state(self, row: int, entry: ListEntry) -> bytes:
        """The cell that tells whether the marked cell still has the value it was marked for."""
        still = copy_sentences.LEFT if entry.is_to_mend else copy_sentences.YOURS_TO_DECIDE
        same, new = (one.localize(self._language) for one in (still, copy_sentences.CHANGED))
        return _formula_cell(row, 3, self._body, f'IF(${_NUMBER_COLUMN}{row}>0,"{same}","{new}")', same)


def _memory(row: int, entry: ListEntry, value: StoredValue, sheet: str) -> list[bytes]:
    """The hidden cells of a line: the value that its cell had, and the number of the cell while it has it."""
    place = f"{sheet}!${column_letters(value.place[1])}${value.place[0]}"
    still = value.build_formula(place, f"${_VALUE_COLUMN}{row}")
    # Of a cell whose row somebody has deleted, nothing can be asked.
    formula = f"IFERROR(IF({still},{build_cell_number(entry.sheet, place)},0),0)"
    number = compute_cell_number(entry.sheet, value.place)
    written = (f"{_NUMBER_COLUMN}{row}".encode(), escape_content(formula), number)
    return [value.write_cell(f"{_VALUE_COLUMN}{row}"), b'<c r="%s"><f>%s</f><v>%d</v></c>' % written]


def _row(number: int, high: float, cells: Sequence[bytes]) -> bytes:
    return b'<row r="%d" ht="%.1f" customHeight="1">%s</row>' % (number, high, b"".join(cells))


def _text_cell(row: int, column: int, style: int, words: str) -> bytes:
    address, text = f"{column_letters(column)}{row}".encode(), escape_content(words[:32_767])
    return b'<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (address, style, text)


def _formula_cell(row: int, column: int, style: int, formula: str, value: str) -> bytes:
    """A cell with a formula that gives a text, and the text it gives."""
    address = f"{column_letters(column)}{row}".encode()
    told = (address, style, escape_content(formula), escape_content(value))
    return b'<c r="%s" s="%d" t="str"><f>%s</f><v>%s</v></c>' % told
