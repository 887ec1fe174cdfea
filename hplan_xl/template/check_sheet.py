"""Kontroll: live, by formulas only, what is still to correct or complete, and whether the plan is ready to send."""

from collections.abc import Iterator
from dataclasses import dataclass

from hplan_xl.book.columns import Choice, Tone
from hplan_xl.book.description import Book
from hplan_xl.book.findings import Severity, column_letters
from hplan_xl.book.limits import COLUMN_COUNT
from hplan_xl.book.text import Language, Text, join_texts
from hplan_xl.excel import look
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.references import quote_text, sheet_reference
from hplan_xl.excel.writer import PlainSheet
from hplan_xl.template.lists_sheet import Lists
from hplan_xl.template.positions import TemplateSheet
from hplan_xl.template.sheet_writer import fit_row, mark_cells_where, set_up_print, write_formula, write_value
from hplan_xl.wording import file_sentences

TITLE = file_sentences.CHECK_PAGE
READY_VERDICT = Text("Klar att skicka", "Ready to send")
NOT_READY_ONE = Text("1 cell kvar att rätta", "1 cell left to correct")
NOT_READY = Text(" celler kvar att rätta", " cells left to correct")
NOTHING_YET = Text("Inga {sheet} än", "No {sheet} yet")
COMPLETE_NONE = Text("Inget att komplettera.", "Nothing to complete.")
COMPLETE_ONE = Text("1 cell kan kompletteras.", "1 cell can be completed.")
COMPLETE_MANY = Text(" celler kan kompletteras.", " cells can be completed.")
LEAD = Text(
    "Räknas om medan ni skriver. Länken går till den första cellen på fliken.",
    "Counts as you write. The link leads to the first cell of the sheet.",
)
READ_LATER = Text("Läses när planen tas emot", "Read when the plan arrives")
HEADINGS = (
    Text("Flik", "Sheet"),
    Text("Rader", "Rows"),
    Text("Att rätta", "To correct"),
    Text("Att komplettera", "To complete"),
    READ_LATER,
    Text("Första cellen", "First cell"),
)
WHAT_COUNTS_TITLE = Text("Det här räknas", "What is counted")
WHAT_COUNTS = (
    (
        Text("Att rätta", "To correct"),
        Text(
            "Något som behövs saknas på en påbörjad rad, ett ord finns inte i listan, ett områdesnummer eller id "
            "leder inte till någon rad, ett nummer eller en indikators period står två gånger, eller en flik eller "
            "kolumn som behövs saknas.",
            "Something needed is missing on a row that is begun, a word is not in its list, a number or id leads to "
            "no row, a number or an indicator's period stands twice, or a sheet or column that is needed is missing.",
        ),
    ),
    (
        Text("Att komplettera", "To complete"),
        Text(
            "En läsare kommer att sakna det. Planen kan skickas ändå.",
            "A reader will miss it. The plan can be sent all the same.",
        ),
    ),
    (
        READ_LATER,
        Text(
            "Ord där ett tal, ett datum, en period eller ett områdesnummer hör hemma, eller ett årtal i stället för "
            "ett datum. Det mesta går att läsa, men inte av en formel här. Planen kan skickas ändå; det som inte gick "
            "att läsa kan komma tillbaka med markeringar.",
            "Words where a number, a date, a period or the number of an area belongs, or a year instead of a date. "
            "Most can be read, but not by a formula here. The plan can be sent all the same; what could not be read "
            "may come back with marks.",
        ),
    ),
    (
        Text("Det här ser samordnaren", "This the coordinator sees"),
        Text(
            "Tider, länkar och kryss som inte går att läsa, tal utanför sina gränser eller som Excel gjort "
            "till datum, datum i omvänd ordning, en period skriven på två sätt, för långa texter, formler utan värde, "
            "sammanfogade celler, celler med bara färg, personnamn, rader under rad 2 000, och det som gäller flera "
            "flikar tillsammans. Då kan planen komma tillbaka med markeringar.",
            "Times, links and ticks that cannot be read, numbers outside their range or turned into dates by "
            "Excel, dates in reverse order, a period written in two ways, texts that are too long, formulas without a "
            "value, merged cells, cells with a colour only, personal names, rows below row 2,000, and what concerns "
            "several sheets together. Then the plan may come back with marks.",
        ),
    ),
)
# Of a workbook that is completed and kept, not sent.
WHAT_COUNTS_TO_COMPLETE = (
    (
        WHAT_COUNTS[0][0],
        Text(
            "Något som behövs saknas på en påbörjad rad, ett ord finns inte i listan, ett namn eller en kod står två "
            "gånger, eller en flik eller kolumn som behövs saknas.",
            "Something needed is missing on a row that is begun, a word is not in its list, a name or a code stands "
            "twice, or a sheet or column that is needed is missing.",
        ),
    ),
    (
        Text("Att komplettera", "To complete"),
        Text("Det får stå tomt. Filen går att använda ändå.", "It may be blank. The file can be used all the same."),
    ),
)
# Put to what is said of READ_LATER.
OF_ANOTHER_TEMPLATE = Text(
    " Hit räknas ”{column}” när den är en annan än den som mallen är gjord för.",
    " “{column}” counts here when it is another than the one that the template is made for.",
)

_WIDTHS = (40, 10, 12, 18, 18, 16)
_COUNTS = range(2, 6)
_VERDICT_ROW, _COMPLETE_ROW, _LEAD_ROW, _HEADINGS_ROW = 2, 3, 4, 6


def write_check_sheet(worksheet: PlainSheet, lists: Lists, language: Language, formats: Formats) -> None:
    """Write Kontroll: the verdict, a row per sheet, and what is counted."""
    for at, width in enumerate(_WIDTHS):
        worksheet.set_column(at, at, width)
    worksheet.set_row(0, look.TITLE_HEIGHT)
    write_value(worksheet, 1, 1, TITLE.localize(language), formats.get_format(look.TITLE))
    write_value(worksheet, _LEAD_ROW, 1, LEAD.localize(language), formats.get_format(look.TITLE_LINE))
    worksheet.set_row(_HEADINGS_ROW - 1, look.COLUMN_TITLE_HEIGHT)
    for at, heading in enumerate(HEADINGS, 1):
        style = look.CENTRED_CELL if at in _COUNTS else look.BODY
        write_value(
            worksheet,
            _HEADINGS_ROW,
            at,
            heading.localize(language),
            formats.get_format(style, look.COLUMN_TITLE_NEEDED),
        )
    places = list(lists.places.values())
    for row, place in enumerate(places, _HEADINGS_ROW + 1):
        _write_sheet(worksheet, row, place, lists, formats)
    _write_verdict(worksheet, lists, language, formats)
    _write_what_counts(worksheet, _HEADINGS_ROW + len(places) + 2, lists.names.book, language, formats)
    completion = lists.names.book.completion
    ready = (completion.none if completion else READY_VERDICT).localize(language)
    _mark(worksheet, len(places), ready, formats)
    _set_up(worksheet, language)


def _write_sheet(worksheet: PlainSheet, row: int, place: TemplateSheet, lists: Lists, formats: Formats) -> None:
    name, number = place.sheet.name, formats.get_format(look.NUMBER_CELL)
    write_value(worksheet, row, 1, place.title, formats.get_format(look.BODY_CELL))
    if place.sheet.is_form:
        write_value(worksheet, row, 2, "–", formats.get_format(look.NUMBER_CELL))
    else:
        write_formula(
            worksheet,
            row,
            2,
            f"=IFERROR(SUMPRODUCT(--{lists.cells[name].begun_rows}),0)",
            len(place.begun_records),
            number,
        )
    for column, grade in ((3, Severity.ERROR), (4, Severity.WARNING), (5, Severity.HINT)):
        formula = f"={_count(place, grade, lists.count_cells(name, grade))}"
        write_formula(worksheet, row, column, formula, len(lists.found_cells(name, grade)), number)
    first = lists.first_found_cell(name)
    shown = f"{column_letters(first[1])}{first[0]}" if first else ""
    write_formula(
        worksheet, row, 6, f"={_link(place, lists.first_code(name))}", shown, formats.get_format(look.LINK_CELL)
    )


def _count(place: TemplateSheet, grade: Severity, counts: str) -> str:
    """How many cells of a sheet, by its checks; of a sheet that somebody removed only that, as `check` tells it."""
    told_as = Severity.ERROR if place.sheet.is_core else Severity.WARNING
    return f"IF(ISERROR(ROWS({place.block_range})),{int(grade is told_as)},{f'SUM({counts})' if counts else '0'})"


def _link(place: TemplateSheet, code: str) -> str:
    """A link to the cell whose row and column `encode_cell` holds as one number; "" where it holds none."""
    address = f"ADDRESS(INT({code}/{COLUMN_COUNT}),MOD({code},{COLUMN_COUNT}),4)"
    start = quote_text("#" + sheet_reference(place.title, ""))
    return f'IF({code}="","",IFERROR(HYPERLINK({start}&{address},{address}),""))'


def _write_verdict(worksheet: PlainSheet, lists: Lists, language: Language, formats: Formats) -> None:
    worksheet.set_row(_VERDICT_ROW - 1, 36)
    errors, warnings = (
        sum(len(lists.found_cells(name, grade)) for name in lists.places)
        for grade in (Severity.ERROR, Severity.WARNING)
    )
    to_correct, to_complete = (_column(letter, len(lists.places)) for letter in "CD")
    left = (_tell(words, language) for words in (NOT_READY_ONE, NOT_READY))
    verdict = _tell_count(to_correct, errors, _tell_ready(lists, language), *left)
    verdict = _unless_empty(verdict, errors, lists, to_correct, language)
    words = (COMPLETE_NONE, COMPLETE_ONE, COMPLETE_MANY)
    complete = _tell_count(to_complete, warnings, *(_tell(text, language) for text in words))
    for row, told, style in ((_VERDICT_ROW, verdict, look.VERDICT), (_COMPLETE_ROW, complete, look.TITLE_LINE)):
        write_formula(worksheet, row, 1, f"={told.formula}", told.value, formats.get_format(style))


@dataclass(frozen=True)
class _Told:
    """Words that a cell tells: the formula without its equals sign, and what it comes to."""

    formula: str
    value: str


def _tell(words: Text, language: Language) -> _Told:
    said = words.localize(language)
    return _Told(quote_text(said), said)


def _tell_count(cells: str, number: int, none: _Told, one: _Told, more: _Told) -> _Told:
    """How many the cells come to together, which is a number now: words for none and one, and words after more."""
    formula = f"IF(SUM({cells})=0,{none.formula},IF(SUM({cells})=1,{one.formula},SUM({cells})&{more.formula}))"
    return _Told(formula, (none.value, one.value)[number] if number < 2 else f"{number}{more.value}")


def _tell_ready(lists: Lists, language: Language) -> _Told:
    """That nothing is to correct; of a workbook that nobody sends, what the book says in place of "ready to send"."""
    completion = lists.names.book.completion
    if completion is None:
        return _tell(READY_VERDICT, language)
    row = _HEADINGS_ROW + 1 + list(lists.places).index(completion.sheet)
    number = len(lists.found_cells(completion.sheet, Severity.WARNING))
    words = (completion.none, completion.one, completion.several.fill(n=""))
    return _tell_count(f"D{row}", number, *(_tell(text, language) for text in words))


def _unless_empty(told: _Told, number: int, lists: Lists, cells: str, language: Language) -> _Told:
    """The verdict, but for a plan in which a sheet that it needs has no row: the first of them before all else.

    The others stand in the place of the ready verdict, so that what is left to correct is told first.
    """
    if not lists.names.book.identity.delivery_sheet:
        return told
    rows = enumerate(lists.places.values(), _HEADINGS_ROW + 1)
    needed = [(row, place) for row, place in rows if place.sheet.is_core and not place.sheet.is_form]
    for row, place in reversed(needed):
        nothing = _tell(NOTHING_YET.fill(sheet=_in_a_sentence(place.title)), language)
        first = (row, place) == needed[0]
        condition = f"B{row}=0" if first else f"AND(B{row}=0,SUM({cells})=0)"
        is_empty = not place.begun_records and (first or number == 0)
        value = nothing.value if is_empty else told.value
        told = _Told(f"IF({condition},{nothing.formula},{told.formula})", value)
    return told


def _in_a_sentence(title: str) -> str:
    return title[:1].lower() + title[1:]


def _column(letter: str, sheets: int) -> str:
    return f"{letter}{_HEADINGS_ROW + 1}:{letter}{_HEADINGS_ROW + sheets}"


def _list_what_counts(book: Book) -> Iterator[tuple[Text, Text]]:
    columns = [column for sheet in book.sheets for column in sheet.columns]
    made_for = [column for column in columns if isinstance(column, Choice) and column.own_term]
    for name, words in WHAT_COUNTS_TO_COMPLETE if book.completion else WHAT_COUNTS:
        more = made_for if name is READ_LATER else ()
        yield name, join_texts([words, *(OF_ANOTHER_TEMPLATE.fill(column=one.title) for one in more)], "")


def _write_what_counts(worksheet: PlainSheet, row: int, book: Book, language: Language, formats: Formats) -> None:
    write_value(worksheet, row, 1, WHAT_COUNTS_TITLE.localize(language), formats.get_format(look.SECTION))
    for at, (name, words) in enumerate(_list_what_counts(book), row + 1):
        write_value(worksheet, at, 1, name.localize(language), formats.get_format(look.ENTRY_NAME))
        worksheet.merge_range(
            at - 1, 1, at - 1, len(_WIDTHS) - 1, words.localize(language), formats.get_format(look.BODY)
        )
        fit_row(
            worksheet,
            at,
            ((name.localize(language), _WIDTHS[0]), (words.localize(language), 1.1 * sum(_WIDTHS[1:]))),
            22,
        )


def _mark(worksheet: PlainSheet, sheets: int, ready_verdict: str, formats: Formats) -> None:
    verdict = f"A{_VERDICT_ROW}:F{_VERDICT_ROW}"
    ready = f"$A${_VERDICT_ROW}={quote_text(ready_verdict)}"
    mark_cells_where(worksheet, verdict, ready, formats.get_format(look.tone_style(Tone.GREEN)))
    mark_cells_where(worksheet, verdict, f"NOT({ready})", formats.get_format(look.tone_style(Tone.YELLOW)))
    for letter, grade in (("C", Severity.ERROR), ("D", Severity.WARNING), ("E", Severity.HINT)):
        style = formats.get_format(look.mark_style(grade))
        mark_cells_where(worksheet, _column(letter, sheets), f"{letter}{_HEADINGS_ROW + 1}>0", style)


def _set_up(worksheet: PlainSheet, language: Language) -> None:
    worksheet.set_tab_color(look.TAB_CORE)
    worksheet.set_portrait()
    set_up_print(worksheet, language)
    worksheet.hide_gridlines(2)
    worksheet.protect()
