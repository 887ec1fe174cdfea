"""Plans at random in the real template: whole ones, spelt in every way that is fine, and some with faults.

What is the matter with a plan is told here by plan.md's words alone, from what was typed, by no code of the package
but the description: a second opinion on the formulas of Kontroll.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.book.columns import (
    Choice,
    Column,
    Condition,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Term,
    Tick,
    Years,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.findings import column_letters
from hplan_xl.book.text import clean_text, normalize_text
from hplan_xl.commands.make_templates import TemplateOrder, build_group_template
from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import read_packaged_register

REGISTER = read_packaged_register()
BOOK = build_book(REGISTER, REGISTER.region("sydostra"))
FIRST_ROW, ANSWERS = 4, 3
CODES = ("-", ".", "..", "–", "bortfall", "Sekretess", "not applicable")

WORDS = (
    *("röntgen", "väntetid", "=1+1", "*stjärna", "vad?", "~ungefär", "<5", "@alla", "1.10", "3-4", "”citat”", "A&B"),
    *("https://x.se", "100%", "ÅÄÖ"),
)
_NO_WORD = ("qwerty", "*", "?", "~", "Pågår inte alls", "Enligt plan~", "<5", "=A1", "Enligt plan, Avslutad", "x*")
_NO_NUMBER = ("ca 4", "<5", "3–5", "fyra", "=2", "85 procent eller så", "*")
_READABLE_TEXT = ("4", "1 000", "85 %", "2,5")
_NO_DATE = ("i juni", "våren", "2026-13-40", "*")
_PERIOD_TEXT = ("sommaren", "2024 T4", "2024-13", "24", "jan–aug 2024", "kv 3 2024", "2024 q3", "2021/2022", "2024*")
_DATE_TEXT = ("2026-03-01", "3 mars 2026")
_PLAIN_PERIOD = re.compile("20[0-9]{2}( h[12]| t[1-3]| q[1-4]|-(0[1-9]|1[0-2]))?|2021/2022")
_NOTHING = (None, "   ", "\u00a0", " \u00a0 ")

Row = dict[str, object]


class Fault(NamedTuple):
    """What is the matter with a cell: kind is blank, word, reference, twice, later or wanted.

    later: words that a formula cannot judge, where a number, a date, a period or the number of a row belongs.
    """

    sheet: str
    cell: str
    kind: str


@dataclass
class Plan:
    """What is typed: by sheet and Excel row, the cells by column; a form has one row, 0."""

    cells: dict[str, dict[int, Row]] = field(default_factory=dict)

    def begun(self, sheet: Sheet) -> list[int]:
        """The Excel rows in which more than the running number is filled."""
        rows = self.cells[sheet.name]
        return [
            row
            for row in sorted(rows)
            if sheet.is_form or any(_filled(rows[row], one.name) for one in sheet.starting_columns)
        ]


def plan_at_random(seed: int) -> Plan:
    """A plan with none to four faults, of which three in five have none."""
    draw = random.Random(seed)
    plan = _whole(draw, many=seed % 60 == 7)
    for _ in range(draw.choice((0, 0, 0, 1, 1, 2, 4))):
        draw.choice(_FAULTS)(plan, draw)
    if draw.random() < 0.3:
        _rows_with_spaces_only(plan, draw)
    return plan


def workbook(plan: Plan) -> bytes:
    """The workbook of a plan, its formulas without stored values."""
    book = openpyxl.load_workbook(BytesIO(_template()))
    for sheet in BOOK.sheets:
        worksheet = book[sheet.title.sv]
        for row, cells in plan.cells[sheet.name].items():
            for name, value in cells.items():
                at = _place(sheet, name, row)
                _type(worksheet[at], value)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@cache
def _template() -> bytes:
    return build_group_template(TemplateOrder(register=REGISTER, region="sydostra", language="sv"), None)


def _type(cell: Cell, value: object) -> None:
    cell.value = value  # type: ignore[assignment]  # a number, a text, a date or None
    if isinstance(value, str):
        cell.data_type = "s"


@cache
def _form_rows() -> Mapping[str, int]:
    sheet = openpyxl.load_workbook(BytesIO(_template()))[BOOK.sheets[0].title.sv]
    return {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}


def _place(sheet: Sheet, column: str, row: int) -> str:
    if sheet.is_form:
        return f"{column_letters(ANSWERS)}{_form_rows()[column]}"
    names = [one.name for one in sheet.columns]
    return f"{column_letters(names.index(column) + 1)}{row}"


# What is the matter, by plan.md


def faults(plan: Plan) -> set[Fault]:
    """Everything that Kontroll is to count, and nothing else."""
    return {fault for sheet in BOOK.sheets for fault in _of_sheet(plan, sheet)}


def _of_sheet(plan: Plan, sheet: Sheet) -> Iterator[Fault]:
    keys: dict[tuple[str, ...], list[int]] = {}
    for row in plan.begun(sheet):
        cells = plan.cells[sheet.name][row]
        for column in sheet.columns:
            for kind in _kinds(plan, sheet, column, cells):
                yield Fault(sheet.name, _place(sheet, column.name, row), kind)
        key = tuple(_key_text(sheet.column(name), cells.get(name)) for name in sheet.key)
        if key and all(key):
            keys.setdefault(key, []).append(row)
    for rows in keys.values():
        yield from (Fault(sheet.name, _place(sheet, sheet.key[-1], row), "twice") for row in rows if len(rows) > 1)


def _kinds(plan: Plan, sheet: Sheet, column: Column, cells: Row) -> Iterator[str]:
    value = cells.get(column.name)
    if not _filled(cells, column.name):
        if column.need is not Need.OPTIONAL and all(holds(one, sheet, cells) for one in column.conditions):
            yield "blank" if column.need is Need.REQUIRED else "wanted"
    elif isinstance(column, Choice):
        if _term(column, value) is None:
            yield from ["word"] if not column.allows_others else ["wanted"] if column.other_rule else []
    elif isinstance(column, Reference):
        yield from _kinds_of_reference(value, BOOK.sheet(column.sheet), _begun_keys(plan, BOOK.sheet(column.sheet)))
    elif isinstance(column, Number | Date) and isinstance(value, str):
        codes = (
            {normalize_text(code) for code in CODES} if isinstance(column, Number) and column.allows_codes else set()
        )
        if normalize_text(value) not in codes:
            yield "later"
    elif isinstance(column, Period) and not _PLAIN_PERIOD.fullmatch(normalize_text(str(value))):
        yield "later"


def _kinds_of_reference(value: object, sheet: Sheet, keys: Mapping[str, int]) -> Iterator[str]:
    before, after = _parted(value)
    if re.fullmatch(f"{sheet.prefix.lower()}(0|[1-9][0-9]*)", before):
        yield from ["reference"] if before not in keys or after in keys or _ends_in_dash(value) else []
    elif before not in keys:
        yield "later"


def _ends_in_dash(value: object) -> bool:
    return normalize_text(str(value)).endswith(("–", "—", "-"))


def _filled(cells: Mapping[str, object], name: str) -> bool:
    value = cells.get(name)
    return value is not None and clean_text(str(value)) != ""


def holds(condition: Condition, sheet: Sheet, cells: Mapping[str, object]) -> bool:
    """Whether a condition holds in a row, by what is typed there."""
    match condition:
        case IsFilled():
            return _filled(cells, condition.column)
        case IsBlank():
            return not _filled(cells, condition.column)
        case IsAmong():
            column = sheet.column(condition.column)
            assert isinstance(column, Choice)
            term = _term(column, cells.get(condition.column))
            return term is not None and term.name in condition.terms


def _term(column: Choice, value: object) -> Term | None:
    words = normalize_text(str(value)).removesuffix(".")
    return next((term for term in column.vocabulary.terms if words in map(normalize_text, _spellings(term))), None)


def _spellings(term: Term) -> list[str]:
    words = [term.word.sv, term.word.en]
    return [*words, *(f"{term.symbol} {word}" for word in words if term.symbol), *term.aliases]


def _begun_keys(plan: Plan, sheet: Sheet) -> dict[str, int]:
    rows = plan.cells[sheet.name]
    counter = sheet.counter
    return {normalize_text(str(rows[row][counter])): row for row in plan.begun(sheet) if _filled(rows[row], counter)}


def _parted(value: object) -> tuple[str, str]:
    """What stands before the dash and after it; a number close behind a dash is a second key, not a label."""
    words = normalize_text(str(value))
    parted = re.match(r"(.*?)(?: [–—-] | ?[–—-] ?(?=[^\d\s])| ?[–—-]$)(.*)", words)
    return (parted[1], parted[2]) if parted else (words, "")


def _key_text(column: Column, value: object) -> str:
    words = normalize_text("" if value is None else str(value))
    if isinstance(column, Reference):
        return re.split(r" [–—-] | ?[–—-] ?(?=[^\d\s])", words)[0]
    return words


# Whole plans


def _whole(draw: random.Random, many: bool) -> Plan:
    plan = Plan()
    for sheet in BOOK.sheets:
        plan.cells[sheet.name] = _prefilled(sheet)
    answers: Row = {
        "group": _spelt(draw, "RPO Medicinsk diagnostik"),
        "as_of": date(2026, 3, 1),
        "chair": "Verksamhetschef" if draw.random() < 0.7 else None,
        "process_support": "Processledare",
        "healthcare_region": _spelt(draw, "Sydöstra sjukvårdsregionen"),
        "document_status": _spelt(draw, draw.choice(("Utkast", "Draft", "fastställt"))),
    }
    plan.cells["plan"][0] |= answers
    counts = {"areas": 130 if many else draw.randint(1, 6), "activities": draw.randint(0, 8), "results": 2}
    for sheet in BOOK.tables:
        rows = _rows(plan, sheet, counts.get(sheet.name, draw.randint(0, 4)), draw)
        for at, row in enumerate(rows):
            _fill(plan, sheet, row, at, draw)
    return plan


def _prefilled(sheet: Sheet) -> dict[int, Row]:
    return {row: dict(cells) for row, cells in _all_prefilled()[sheet.name].items()}


@cache
def _all_prefilled() -> Mapping[str, dict[int, Row]]:
    book = openpyxl.load_workbook(BytesIO(_template()))
    return {sheet.name: _typed_in(book[sheet.title.sv], sheet) for sheet in BOOK.sheets}


def _typed_in(worksheet: Worksheet, sheet: Sheet) -> dict[int, Row]:
    if sheet.is_form:
        return {0: {name: worksheet.cell(row, ANSWERS).value for name, row in _form_rows().items()}}
    rows: dict[int, Row] = {}
    for number in range(FIRST_ROW, worksheet.max_row + 1):
        values = {column.name: worksheet.cell(number, at).value for at, column in enumerate(sheet.columns, 1)}
        cells: Row = {name: value for name, value in values.items() if value is not None}
        if cells:
            rows[number] = cells
    return rows


def _rows(plan: Plan, sheet: Sheet, count: int, draw: random.Random) -> list[int]:
    """Rows to fill: prefilled numbers first, now and then one far down or after a gap."""
    free = [row for row in range(FIRST_ROW, FIRST_ROW + 400) if row not in plan.cells[sheet.name]]
    if sheet.counter:
        free = list(range(FIRST_ROW, FIRST_ROW + 400))
    if count < 20 and draw.random() < 0.3:
        return sorted(draw.sample(free, count))
    return free[:count]


def _fill(plan: Plan, sheet: Sheet, row: int, at: int, draw: random.Random) -> None:
    cells = plan.cells[sheet.name].setdefault(row, {})
    if sheet.counter and sheet.counter not in cells:
        cells[sheet.counter] = f"{sheet.prefix}{row + 500}" if sheet.prefix else row + 500
    for column in sheet.columns:
        wanted = column.need is Need.REQUIRED or column.name in sheet.label[:1]
        if column.name != sheet.counter and (wanted or draw.random() < 0.35):
            cells[column.name] = _value(plan, sheet, column, at, draw)
    for column in sheet.columns:
        if not _filled(cells, column.name) and column.need is Need.REQUIRED:
            cells[column.name] = _value(plan, sheet, column, at, draw)


def _value(plan: Plan, sheet: Sheet, column: Column, at: int, draw: random.Random) -> object:  # noqa: C901 - a case a kind
    match column:
        case Prose() if column.name in sheet.key:
            return draw.choice((f"{at}.1", f"{at}.10", f"{at}*", f"{at}?", f"a{at}"))
        case Prose():
            return " ".join(draw.choices(WORDS, k=draw.randint(2, 4)))
        case Link():
            return "https://exempel.se/sida"
        case Choice():
            return _spelt(draw, draw.choice(_spellings(draw.choice(column.vocabulary.terms))))
        case Tick():
            return draw.choice(("x", None))
        case Number() if column.allows_codes and draw.random() < 0.3:
            return draw.choice(CODES)
        case Number():
            least = int(column.minimum or 1)
            return (
                draw.randint(least, int(column.maximum or least + 80))
                if column.is_whole
                else draw.choice((0.85, 7, 12.5))
            )
        case Years():
            return draw.randint(column.minimum, column.maximum)
        case Date():
            return date(2026, 1, 1) + timedelta(days=draw.randint(0, 300))
        case Schedule():
            return draw.choice(("Q2", "under 2026", "löpande", "när det passar"))
        case Period():
            return (str, int)[draw.random() < 0.5](2000 + at)
        case Reference():
            return _reference(plan, BOOK.sheet(column.sheet), column.need is Need.REQUIRED, draw)


def _reference(plan: Plan, sheet: Sheet, needed: bool, draw: random.Random) -> object:
    """One of the begun rows, spelt in one of the ways that are fine; one is made where there is none."""
    if not plan.begun(sheet):
        if not needed:
            return None
        _fill(plan, sheet, FIRST_ROW, 0, draw)
    rows = plan.cells[sheet.name]
    row = draw.choice(plan.begun(sheet))
    key = rows[row][sheet.counter]
    label = next((clean_text(str(rows[row][name])) for name in sheet.label if _filled(rows[row], name)), "x")[:60]
    label = label if label[:1].isalpha() else f"x {label}"
    return draw.choice((key, str(key), f"{key} – {label}", f"{key} - {label}", f"{key}–{label}", f" {key} — {label} "))


def _spelt(draw: random.Random, words: str) -> str:
    """Words in another case, with other spaces, or with a full stop."""
    spellings: list[Callable[[str], str]] = [str, str.upper, str.lower, lambda one: f" {one.replace(' ', '  ')}\u00a0"]
    if words[-1:].isalpha() and len(words) > 2:
        spellings.append(lambda one: f"{one}.")
    return draw.choice(spellings)(words)


# Faults


def _somewhere(plan: Plan, draw: random.Random, which: Callable[[Column], bool]) -> tuple[Sheet, Row, Column] | None:
    """A cell of a begun row whose column is such; None where there is none."""
    places = [
        (sheet, plan.cells[sheet.name][row], column)
        for sheet in BOOK.sheets
        for row in plan.begun(sheet)[:20]
        for column in sheet.columns
        if which(column)
    ]
    return draw.choice(places) if places else None


def _blank(plan: Plan, draw: random.Random) -> None:
    place = _somewhere(plan, draw, lambda column: column.need is Need.REQUIRED)
    if place:
        sheet, cells, column = place
        cells[column.name] = draw.choice(_NOTHING)
        for condition in column.conditions:
            if isinstance(condition, IsFilled):
                cells[condition.column] = 85
            elif isinstance(condition, IsBlank):
                cells[condition.column] = None
            else:
                choice = sheet.column(condition.column)
                assert isinstance(choice, Choice)
                term = choice.vocabulary.find_term(condition.terms[0])
                assert term is not None
                cells[condition.column] = term.word.sv


def _word(plan: Plan, draw: random.Random) -> None:
    place = _somewhere(plan, draw, lambda column: isinstance(column, Choice))
    if place:
        words = ["Pågår"] if place[2].name == "status" else []
        place[1][place[2].name] = draw.choice((*words, *_NO_WORD))


def _dangling(plan: Plan, draw: random.Random) -> None:
    place = _somewhere(plan, draw, lambda column: isinstance(column, Reference))
    if place and isinstance(place[2], Reference):
        sheet = BOOK.sheet(place[2].sheet)
        keys = [plan.cells[sheet.name][row].get(sheet.counter) for row in plan.begun(sheet)]
        two = [f"{keys[0]}{dash}{keys[1]}" for dash in ("-", " – ")] if len(keys) > 1 else []
        not_begun = f"{sheet.prefix}40" if sheet.prefix else 40
        place[1][place[2].name] = draw.choice((*two, not_begun, "999", "*", "?*", "område utan namn", "~1", "–"))


def _twice(plan: Plan, draw: random.Random) -> None:
    sheet = draw.choice([sheet for sheet in BOOK.tables if sheet.key])
    rows = plan.begun(sheet)
    if len(rows) > 1:
        one, other = draw.sample(rows, 2)
        for name in sheet.key:
            key = plan.cells[sheet.name][one].get(name)
            plan.cells[sheet.name][other][name] = f" {key.upper()} " if isinstance(key, str) else key


def _text(plan: Plan, draw: random.Random) -> None:
    place = _somewhere(plan, draw, lambda column: isinstance(column, Number | Date | Period))
    if place:
        numbers, dates = (*_NO_NUMBER, *_READABLE_TEXT), (*_NO_DATE, *_DATE_TEXT)
        of_kind = numbers if isinstance(place[2], Number) else dates if isinstance(place[2], Date) else _PERIOD_TEXT
        place[1][place[2].name] = draw.choice(of_kind)


def _rows_with_spaces_only(plan: Plan, draw: random.Random) -> None:
    farthest = 2000 if draw.random() < 0.05 else 540
    for sheet in BOOK.tables:
        plan.cells[sheet.name][draw.randint(farthest - 10, farthest)] = {
            sheet.columns[-1].name: "  ",
            sheet.columns[1].name: "\u00a0",
        }


_FAULTS: tuple[Callable[[Plan, random.Random], None], ...] = (_blank, _word, _dangling, _twice, _text)
