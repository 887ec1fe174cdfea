"""The first sheet of a marked copy: what there is to do, by grade and rule, each with a link to its cell.

Hidden columns of it hold what lets the marks be taken out again. A cell there has the style that the marked cell had
before: a program that saves the file and numbers the styles anew does so for both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hplan_xl.book.findings import Finding, Severity, column_letters
from hplan_xl.book.text import Language, Text, clean_text, localize, parse_whole_number
from hplan_xl.excel import look, text_metrics
from hplan_xl.marking.added_styles import AddedStyles
from hplan_xl.marking.cell_styles import CellPlace, OriginalCell, SheetCells, WrittenForm
from hplan_xl.marking.sheet_order import OpeningView, WorkbookPart
from hplan_xl.package.contents import LISTING_NAME
from hplan_xl.package.worksheet import parse_address
from hplan_xl.package.xml_edit import Piece, escape_attribute, escape_content
from hplan_xl.wording import compose_sentence, copy_sentences

# The first of the hidden columns of the listing. Row 1 holds the seal and row 2 what the workbook opened on; then each
# line of a marked cell its sheet, its address, and how it was written before, in the style it had.
HIDDEN_COLUMNS = 8


@dataclass(frozen=True)
class RestoreRecord:
    """The content of the hidden columns: the seal, the view it opened with, and each marked cell as it was before."""

    seal: str
    view: OpeningView
    originals: Mapping[tuple[str, CellPlace], OriginalCell]

    @property
    def view_text(self) -> str:
        """The view it opened with, as text for the hidden columns."""
        return ";".join([self.view.shown_sheet, self.view.first_tab, ",".join(map(str, self.view.chosen_sheets))])


def read_restore_record(workbook: WorkbookPart) -> RestoreRecord:
    """Read the hidden columns of a marked copy; an empty record where the sheet is missing or was changed."""
    at = workbook.listing_position
    path = workbook.paths[at] if at is not None else ""
    if not path:
        return RestoreRecord("", OpeningView("", "", ()), {})
    strings = _shared_strings(workbook)
    cells = SheetCells(workbook.parts.part(path))
    words = {
        (row, column): (_text(cell, strings), cell.number("s"))
        for row in cells.rows
        for column, cell in cells.cells_in_row(row).items()
        if column >= HIDDEN_COLUMNS
    }
    seal, view = words.get((1, HIDDEN_COLUMNS), ("", 0))[0], words.get((2, HIDDEN_COLUMNS), ("", 0))[0]
    return RestoreRecord(seal, _view(view), dict(_parse_originals(words)))


def _view(words: str) -> OpeningView:
    shown, first_tab, chosen = [*words.split(";"), "", "", ""][:3]
    return OpeningView(
        shown, first_tab, tuple(n for one in chosen.split(",") if (n := parse_whole_number(one, -1)) >= 0)
    )


def _parse_originals(
    words: Mapping[CellPlace, tuple[str, int]],
) -> Iterator[tuple[tuple[str, CellPlace], OriginalCell]]:
    for (row, column), (told, style) in words.items():
        kept, _, spans = told.partition(" ")
        if column == HIDDEN_COLUMNS + 2 and kept in set(WrittenForm):
            sheet, address = (
                words.get((row, HIDDEN_COLUMNS), ("", 0))[0],
                words.get((row, HIDDEN_COLUMNS + 1), ("", 0))[0],
            )
            yield (sheet, parse_address(address.encode())), OriginalCell(WrittenForm(kept), style, spans)


def _shared_strings(workbook: WorkbookPart) -> Sequence[str]:
    path = workbook.part_of("sharedStrings")
    if not path:
        return ()
    return [_join_texts(one) for one in workbook.parts.piece(path).children_named("si")]


def _text(cell: Piece, strings: Sequence[str]) -> str:
    value = cell.child("v")
    if cell.attributes.get("t") == "s":
        number = value.text.strip() if value else ""
        return strings[int(number)] if number.isdigit() and int(number) < len(strings) else ""
    inline = cell.child("is")
    return _join_texts(inline) if inline else value.text if value else ""


def _join_texts(held: Piece) -> str:
    """The words of a text that may be written in several runs."""
    return "".join(one.text for one in held.descendants_named("t"))


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (copy_sentences.NUMBER, 6),
    (copy_sentences.GRADE, 18),
    (copy_sentences.WHERE, 22),
    (copy_sentences.CELL, 9),
    (copy_sentences.COLUMN, 25),
    (copy_sentences.ROW, 29),
    (copy_sentences.WHAT, 76),
)
_WIDTH = HIDDEN_COLUMNS - 1
_MOST_LINKS = 65_530
_LOW = look.LINE_HEIGHT + 4


@dataclass(frozen=True)
class Head:
    """The top of the sheet: its title, one line of instructions, and a second line with more."""

    title: Text
    leads: tuple[Text, ...]
    more: Text | None = None


MARKED_COPY = Head(copy_sentences.SHEET, (copy_sentences.LEAD, copy_sentences.BACK))


@dataclass(frozen=True)
class ListEntry:
    """One line of the list: a finding, the cell it refers to, and whether its column is collapsed."""

    finding: Finding
    is_collapsed: bool = False


def sort_findings(findings: Sequence[Finding], titles: Sequence[str]) -> list[Finding]:
    """Findings by grade, rule, sheet and place."""
    tabs = {title: number for number, title in enumerate(titles)}

    def order(one: Finding) -> tuple[object, ...]:
        tab = tabs.get(one.cell.sheet, len(tabs))
        return (one.severity, one.rank, tab, one.cell.column, one.cell.row)

    return sorted(findings, key=order)


def listing_defined_names(title: str, lines: int) -> list[tuple[str, str, str]]:
    """The defined names of the sheet: which it is, what is repeated in print, and what is filtered."""
    sheet = "'" + title.replace("'", "''") + "'"
    first = _first_line() - 1
    last = f"${column_letters(_WIDTH)}${first + max(lines, 1)}"
    return [
        (LISTING_NAME, "", f"{sheet}!$A$1"),
        ("_xlnm.Print_Titles", ' localSheetId="0"', f"{sheet}!${first}:${first}"),
        ("_xlnm._FilterDatabase", ' localSheetId="0" hidden="1"', f"{sheet}!$A${first}:{last}"),
    ]


def _first_line() -> int:
    """The row of the first finding: under the title, a line for each grade, what to know, and the headings."""
    return len(Severity) + 6


class ListingWriter:
    """Writes the sheet; the styles it needs are added to `styles` before the sheet is made."""

    def __init__(self, styles: AddedStyles, language: Language, head: Head) -> None:
        self._language = language
        self._head = head
        words = {**look.BODY_CELL, "valign": "vcenter", "align": "left", "indent": 1}
        self._title = styles.style_number(look.TITLE)
        self._lead = styles.style_number(look.TITLE_LINE)
        self._meaning = styles.style_number({**look.TITLE_LINE, "align": "left", "indent": 1})
        self._mark = {
            grade: styles.mark_style_number(grade, {**words, "align": "center", "indent": None}) for grade in Severity
        }
        self._grade = {
            grade: styles.style_number({**words, "bold": True, "font_color": look.MARKS[grade].text})
            for grade in Severity
        }
        self._count = {
            grade: styles.style_number(
                {**look.TITLE_LINE, "bold": True, "align": "left", "indent": 1, "font_color": look.MARKS[grade].text}
            )
            for grade in Severity
        }
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
        self, entries: Sequence[ListEntry], kit: RestoreRecord, link_to: Mapping[str, str], space: str = _MAIN
    ) -> bytes:
        """The part of the sheet.

        link_to: the sheets that can be linked to, with how a link names them. space: the workbook's namespace.
        """
        rows = [*self._top(entries, kit), *self._lines(entries, kit)]
        first, last = _first_line() - 1, _first_line() - 1 + max(len(entries), 1)
        links = self._links(entries, link_to)
        widths = "".join(
            f'<col min="{at}" max="{at}" width="{width + 0.71:.2f}" customWidth="1"/>'
            for at, (_, width) in enumerate(_COLUMNS, 1)
        )
        hidden = f'<col min="{HIDDEN_COLUMNS}" max="{HIDDEN_COLUMNS + 2}" width="9.14" hidden="1" customWidth="1"/>'
        footer = f"&L&9&A&R&9{copy_sentences.PAGE.localize(self._language)}"
        pane = f'<pane ySplit="{first}" topLeftCell="A{first + 1}" activePane="bottomLeft" state="frozen"/>'
        whole = (
            f'<worksheet xmlns="{space}"><sheetPr><tabColor rgb="FF{look.MARKS[Severity.WARNING].edge[1:]}"/>'
            '<pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">{pane}'
            f'<selection pane="bottomLeft" activeCell="D{first + 1}" sqref="D{first + 1}"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}{hidden}</cols>'
            f"<sheetData>{{rows}}</sheetData>"
            '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" '
            'sort="0" autoFilter="0"/>'
            f'<autoFilter ref="A{first}:{column_letters(_WIDTH)}{last}"/>{{links}}'
            '<pageMargins left="0.39" right="0.39" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            f"<headerFooter><oddFooter>{escape_content(footer).decode()}</oddFooter></headerFooter></worksheet>"
        )
        before, _, rest = whole.partition("{rows}")
        between, _, after = rest.partition("{links}")
        return before.encode() + b"".join(rows) + between.encode() + links + after.encode()

    def _top(self, entries: Sequence[ListEntry], kit: RestoreRecord) -> Iterator[bytes]:
        """The title, what to know, a line for each grade, and the headings."""
        folded = any(entry.is_collapsed for entry in entries)
        leads = [*self._head.leads, *([copy_sentences.UNFOLD] if folded else [])]
        hidden = [kit.seal, kit.view_text]
        yield _row(1, look.TITLE_HEIGHT, [(1, self._title, self.title), (HIDDEN_COLUMNS, 0, hidden[0])])
        lead = " ".join(one.localize(self._language) for one in leads)
        yield _row(2, _LOW, [(1, self._lead, lead), (HIDDEN_COLUMNS, 0, hidden[1])])
        if self._head.more:
            yield _row(3, _LOW, [(1, self._lead, self._head.more.localize(self._language))])
        for at, (grade, meaning) in enumerate(zip(Severity, copy_sentences.GRADES, strict=True), 4):
            count = sum(one.finding.severity is grade for one in entries)
            told = f"{self._sign(grade)}: {count}"
            cells = [(1, self._mark[grade], ""), (2, self._count[grade], told)]
            yield _row(at, _LOW, [*cells, (3, self._meaning, meaning.localize(self._language))])
        titles = [(at, self._heading, title.localize(self._language)) for at, (title, _) in enumerate(_COLUMNS, 1)]
        yield _row(_first_line() - 1, look.ANSWER_HEIGHT, titles)

    def _sign(self, grade: Severity) -> str:
        return f"{look.MARKS[grade].sign} {grade.word.localize(self._language)}"

    def _lines(self, entries: Sequence[ListEntry], kit: RestoreRecord) -> Iterator[bytes]:
        told: set[tuple[str, CellPlace]] = set()
        for number, entry in enumerate(entries, 1):
            cell = entry.finding.cell
            at = (cell.sheet, (cell.row, cell.column))
            words = self._words(number, entry)
            cells = [(column, style, text) for column, (style, text) in enumerate(words, 1)]
            if at in kit.originals and at not in told:
                was = kit.originals[at]
                cells += [(HIDDEN_COLUMNS, 0, cell.sheet), (HIDDEN_COLUMNS + 1, 0, cell.address)]
                cells.append((HIDDEN_COLUMNS + 2, was.style, f"{was.form} {was.spans}".strip()))
                told.add(at)
            room = [(text, width - 2) for (_, text), (_, width) in zip(words, _COLUMNS, strict=True)]
            high = text_metrics.measure_height(room, look.FONT_SIZE)
            yield _row(_first_line() - 1 + number, max(high, _LOW), cells)

    def _words(self, number: int, entry: ListEntry) -> list[tuple[int, str]]:
        one, language = entry.finding, self._language
        column = localize(one.facts.get("column", ""), language)
        if entry.is_collapsed and column:
            column = copy_sentences.COLUMN_COLLAPSED.fill(column=column).localize(language)
        return [
            (self._mark[one.severity], str(number)),
            (self._grade[one.severity], self._sign(one.severity)),
            (self._body, one.cell.sheet),
            (self._link, one.cell.address),
            (self._body, clean_text(column)),
            (self._quiet, clean_text(localize(one.facts.get("row", ""), language)).strip("”“")),
            (self._body, clean_text(compose_sentence(one, language))),
        ]

    def _links(self, entries: Sequence[ListEntry], link_to: Mapping[str, str]) -> bytes:
        links = [
            b'<hyperlink ref="D%d" location="%s" display="%s"/>'
            % (
                _first_line() - 1 + number,
                escape_attribute(f"{link_to[cell.sheet]}!{cell.address}"),
                cell.address.encode(),
            )
            for number, cell in enumerate((entry.finding.cell for entry in entries), 1)
            if cell.sheet in link_to
        ]
        return b"<hyperlinks>" + b"".join(links[:_MOST_LINKS]) + b"</hyperlinks>" if links else b""


def _row(number: int, high: float, cells: Sequence[tuple[int, int, str]]) -> bytes:
    written = b"".join(_cell(number, *cell) for cell in cells)
    return b'<row r="%d" ht="%.1f" customHeight="1">%s</row>' % (number, high, written)


def _cell(row: int, column: int, style: int, words: str) -> bytes:
    address = f"{column_letters(column)}{row}".encode()
    if words.isascii() and words.isdigit() and column == 1:
        return b'<c r="%s" s="%d"><v>%s</v></c>' % (address, style, words.encode())
    text = escape_content(words[:32_767])
    return b'<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (address, style, text)
