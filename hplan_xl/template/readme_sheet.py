"""Läs mig: how to fill in, on one page."""

import re
from collections.abc import Iterable, Iterator, Mapping

from xlsxwriter.format import Format

from hplan_xl.book.columns import Choice, Term
from hplan_xl.book.description import Book, GuideLine
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Language, Text, join_texts
from hplan_xl.excel import look
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.writer import PlainSheet
from hplan_xl.template import check_sheet
from hplan_xl.template.fault_formulas import is_read_later
from hplan_xl.template.sheet_writer import fit_row, set_up_print, write_runs, write_value
from hplan_xl.wording import file_sentences

TITLE = file_sentences.README_PAGE
_VERSION = Text("{title}. Mall {version}, {dated}.", "{title}. Template {version}, {dated}.")
_SHEETS = Text("Flikar", "Sheets")
_ENOUGH = Text("Mörkblå flik, de här räcker: {sheets}", "Dark blue tab, these are enough: {sheets}")
_MAY_BE_EMPTY = Text("Grå flik, får stå tom: {sheets}", "Grey tab, may stay empty: {sheets}")
_COLOURS = (
    (
        look.NEEDED_CELL,
        Text("Behövs", "Needed"),
        Text("fyll i cellen, annars är det inte klart", "fill in the cell, or it is not ready"),
    ),
    (look.WANTED_CELL, Text("Gärna", "Wanted"), Text("en läsare saknar det annars", "a reader will miss it otherwise")),
    (
        look.mark_style(Severity.ERROR),
        Text("Passar inte", "Does not fit"),
        Text(
            "inte ett ord i listan, eller något som inte finns eller som står två gånger",
            "no word of the list, or something that is not there or stands twice",
        ),
    ),
)
# Of a book in which words can stand where a formula cannot judge them.
_READ_LATER = (
    look.mark_style(Severity.HINT),
    check_sheet.READ_LATER,
    Text("ord där ett tal, ett datum eller en period hör hemma", "words where a number, a date or a period belongs"),
)
_INDENTED = {"align": "left", "valign": "vcenter", "indent": 1}
_LEFT_WIDTH, _TEXT_WIDTH = 29, 88
_ROOM = 93  # of digits, in the text column, for words in which narrow letters are many
_LEAST = {"step": 21, "entry": 18, "note": 20}
_GAP = 8  # points between blocks of lines
_NUMBERED = re.compile(r"(\d+)\.\s+(.*)", re.S)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

_STYLES: Mapping[str, look.Style] = {
    "title": look.TITLE,
    "lead": look.LEAD,
    "step": look.BODY,
    "entry": look.BODY,
    "note": look.NOTE,
}


class GuideFacts(dict[str, object]):
    """The values for the placeholders; an unknown one becomes an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


def find_fact(words: Iterable[str], guide: Iterable[GuideLine], name: str) -> str:
    """What stands for a placeholder of the guide in the cells of a Läs mig of any language; "" where nothing does."""
    cells = list(words)
    for line in guide:
        for text in (line.text.sv, line.text.en):
            written = _PLACEHOLDER.split(_NUMBERED.sub(r"\2", text))  # words and names by turns
            pattern = "".join(
                re.escape(piece) if at % 2 == 0 else "(.+?)" if piece == name else ".*?"
                for at, piece in enumerate(written)
            )
            if name in written[1::2] and (found := [one for cell in cells if (one := re.fullmatch(pattern, cell))]):
                return found[0][1]
    return ""


def write_readme_sheet(
    worksheet: PlainSheet, book: Book, language: Language, facts: Mapping[str, object], formats: Formats
) -> None:
    """Write Läs mig from the book's guide, and after it what the template itself knows: tabs, colours, version."""
    worksheet.set_column(0, 0, _LEFT_WIDTH)
    worksheet.set_column(1, 1, _TEXT_WIDTH)
    known = GuideFacts({"version": book.version, "dated": book.version_date, "title": book.title, **facts})
    terms = _terms_with_tones(book)
    row, before = 0, None
    steps = max((at for at, line in enumerate(book.guide) if line.style == "step"), default=len(book.guide) - 1)
    for at, line in enumerate((*book.guide, *_own_lines(book))):
        row += 1
        if before and _begins_block(line, before):
            worksheet.set_row(row - 1, _GAP)
            row += 1
        _write_line(worksheet, row, line, language, known, terms, formats)
        before = line
        if at == steps:  # what is to be seen without scrolling
            worksheet.set_row(row, _GAP)
            row = _write_colours(worksheet, row + 2, book, language, formats)
    worksheet.set_tab_color(look.TAB_CORE)
    worksheet.set_portrait()
    set_up_print(worksheet, language)
    worksheet.fit_to_pages(1, 1)
    worksheet.hide_gridlines(2)
    worksheet.protect()


def _write_colours(worksheet: PlainSheet, first: int, book: Book, language: Language, formats: Formats) -> int:
    """Say what the colours of the cells mean, from a row on; the last of these rows."""
    is_judged_later = any(is_read_later(column) for sheet in book.sheets for column in sheet.columns)
    row = first
    for row, (style, name, told) in enumerate((*_COLOURS, _READ_LATER) if is_judged_later else _COLOURS, first):
        write_value(worksheet, row, 1, name.localize(language), formats.get_format(look.BODY, style, _INDENTED))
        write_value(worksheet, row, 2, told.localize(language), formats.get_format(look.BODY, _INDENTED))
        fit_row(worksheet, row, (), least=_LEAST["entry"])
    return row


def _begins_block(line: GuideLine, before: GuideLine) -> bool:
    """Whether a line is of another kind than the one before it, or an entry under a name of its own."""
    if before.style in ("title", "lead"):
        return False
    return line.style != before.style or (line.label is not None and before.label is None)


def _own_lines(book: Book) -> Iterator[GuideLine]:
    core = [sheet.title for sheet in book.sheets if sheet.is_core]
    others = [sheet.title for sheet in book.sheets if not sheet.is_core]
    yield GuideLine(
        style="entry", label=_SHEETS, text=_ENOUGH.fill(sheets=join_texts([*core, check_sheet.TITLE], ", "))
    )
    if others:
        yield GuideLine(style="entry", text=_MAY_BE_EMPTY.fill(sheets=join_texts(others, ", ")))
    if not any("{version}" in line.text.sv for line in book.guide):
        yield GuideLine(style="note", text=_VERSION)


def _write_line(
    worksheet: PlainSheet,
    row: int,
    line: GuideLine,
    language: Language,
    facts: GuideFacts,
    terms: Mapping[str, Term],
    formats: Formats,
) -> None:
    words = _fill_facts(line.text, language, facts)
    if line.style in ("title", "lead"):
        words = words.rstrip(" –")  # a title ends where nobody is named
        worksheet.set_row(row - 1, look.TITLE_HEIGHT if line.style == "title" else 24)
        write_value(worksheet, row, 1, words, formats.get_format(_STYLES[line.style]))
        return
    left = _fill_facts(line.label, language, facts) if line.label else ""
    numbered = _NUMBERED.match(words)
    if numbered and not left:
        left, words = numbered.groups()
        write_value(worksheet, row, 1, left, formats.get_format(look.STEP_NUMBER))
    elif left:
        write_value(worksheet, row, 1, left, formats.get_format(look.ENTRY_NAME))
    _write_words(worksheet, row, words, terms, formats, formats.get_format(_STYLES[line.style]))
    fit_row(worksheet, row, ((left, _LEFT_WIDTH), (words, _ROOM)), least=_LEAST[line.style])


def _write_words(
    worksheet: PlainSheet, row: int, words: str, terms: Mapping[str, Term], formats: Formats, body: Format
) -> None:
    """Words that begin with a status's symbol get it in its colour, and the status in bold."""
    term = terms.get(words[:1])
    if term is None or term.tone is None:
        write_value(worksheet, row, 2, words, body)
        return
    shade = look.SHADES[term.tone]
    name = next((word for word in (term.word.sv, term.word.en) if words[1:].strip().startswith(word)), "")
    rest = words[1:].strip()[len(name) :]
    symbol = formats.get_format({"font_color": shade.solid_fill, "bold": True, "font_size": 13})
    runs: list[str | Format] = [symbol, words[:1]]
    runs += [formats.get_format({"bold": True}), f"  {name}"] if name else []
    runs += [formats.get_format(look.BODY), rest if name else f"  {rest}"] if rest else []
    write_runs(worksheet, row, 2, runs, body)


def _fill_facts(text: Text, language: Language, facts: GuideFacts) -> str:
    spoken = {name: fact.localize(language) if isinstance(fact, Text) else fact for name, fact in facts.items()}
    return text.localize(language).format_map(GuideFacts(spoken))


def _terms_with_tones(book: Book) -> Mapping[str, Term]:
    return {
        term.symbol: term
        for sheet in book.sheets
        for column in sheet.columns
        if isinstance(column, Choice)
        for term in column.vocabulary.terms
        if term.tone and term.symbol
    }
