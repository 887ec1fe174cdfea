"""What people and programs do to a filled workbook, drawn at random: each a change to an openpyxl workbook."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import count

import openpyxl
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.book.text import clean_text
from hplan_xl.template import build_template
from tests.garden import GARDEN_BOOK

IDS_ROW, TITLES_ROW, FIRST_ROW = 2, 3, 4
TITLES = ("Trädgård", "Bäddar & 'träd' mm", "Arbete", "Skörd")
FILLED: dict[str, list[dict[str, object]]] = {
    "garden": [{"group": "RPO Ett", "year": 2026, "purpose": "Blommor v1"}],
    "beds": [
        {"short": f"bädd v{number}", "title": f"titel v{number}", "status": "on_plan", "map": f"https://v{number}.se"}
        for number in range(2, 7)
    ],
    "work": [{"bed": number, "title": f"arbete v{10 + number}", "hours": 1.5 * number} for number in range(1, 5)],
    "harvest": [{"bed": 1, "period": f"{2020 + number}", "kilos": 100 + number} for number in range(3)],
}

Damage = Callable[[Workbook], None]


@cache
def filled() -> bytes:
    """A garden plan before anything was done to it."""
    return build_template(GARDEN_BOOK, language="sv", rows=FILLED)


def damaged(damages: list[Damage]) -> bytes:
    """The filled garden plan after some damages; one that cannot be done any more is left out."""
    book = openpyxl.load_workbook(BytesIO(filled()))
    for damage in damages:
        try:
            damage(book)
        except (KeyError, IndexError):
            continue
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _new() -> Iterator[str]:
    return (f"egen v{number}" for number in count(100))


@st.composite
def damages(draw: st.DrawFn) -> list[Damage]:
    """One to five damages."""
    new = _new()
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5))
    return [kind(draw, new) for kind in kinds]


Kind = Callable[[st.DrawFn, Iterator[str]], Damage]


def _table(draw: st.DrawFn) -> int:
    return draw(st.integers(1, 3))


def _sheet(book: Workbook, number: int) -> Worksheet:
    """The sheet that was a table or the form at first, whatever it is called now."""
    for name in (f"hplan_{('garden', 'beds', 'work', 'harvest')[number]}",):
        if name in book.defined_names:
            for title, _ in book.defined_names[name].destinations:
                if title in book.sheetnames:
                    return book[title]
    return book[TITLES[number]]


def _renamed(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number, title = draw(st.integers(0, 3)), draw(st.sampled_from(["Blad1", "Vår lista", "Övrigt", "Kopia av (2)"]))

    def change(book: Workbook) -> None:
        if title not in book.sheetnames:
            sheet = _sheet(book, number)
            name = f"hplan_{('garden', 'beds', 'work', 'harvest')[number]}"
            old = sheet.title.replace("'", "''")
            sheet.title = title
            if name in book.defined_names:
                defined = book.defined_names[name]
                defined.attr_text = (
                    str(defined.attr_text).replace(f"'{old}'", f"'{title}'").replace(f"{old}!", f"'{title}'!")
                )

    return change


def _ids_deleted(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number = draw(st.integers(0, 3))

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        if number:
            for row in range(1, 12):
                values = {cell.value for cell in sheet[row]}
                if values & {"title", "bed", "kilos"}:
                    sheet.delete_rows(row)
                    return
        else:
            for row in range(1, 20):
                sheet.cell(row, 1).value = None

    return change


def _rows_above(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    number, rows, words = _table(draw), draw(st.integers(1, 5)), next(new)

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        sheet.insert_rows(1, rows)
        sheet.cell(1, 2).value = words

    return change


def _blank_rows(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number, at, rows = _table(draw), draw(st.integers(4, 8)), draw(st.integers(1, 3))
    return lambda book: _sheet(book, number).insert_rows(at, rows)


def _swapped(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number, one, other = _table(draw), draw(st.integers(1, 6)), draw(st.integers(1, 6))

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        for row in range(1, sheet.max_row + 1):
            first, second = sheet.cell(row, one), sheet.cell(row, other)
            if (row, one) != (1, 1) != (row, other) and not _merged_here(sheet, row, one, other):
                first.value, second.value = second.value, first.value

    return change


def _merged_here(sheet: Worksheet, row: int, *columns: int) -> bool:
    return any(
        part.min_row <= row <= part.max_row and part.min_col <= column <= part.max_col
        for part in sheet.merged_cells.ranges
        for column in columns
    )


def _retitled(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    number, column = _table(draw), draw(st.integers(1, 6))
    title = draw(st.sampled_from(["Rubrik", "KLART SENAST", "Vår egen", "Nr."]))

    def change(book: Workbook) -> None:
        cell = _sheet(book, number).cell(TITLES_ROW, column)
        if cell.value and not str(cell.value).startswith("egen"):
            cell.value = title

    return change


def _doubled(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    number, column, words = _table(draw), draw(st.integers(1, 6)), [next(new), next(new)]

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        copy = sheet.max_column + 1
        for row in (IDS_ROW, TITLES_ROW):
            sheet.cell(row, copy).value = sheet.cell(row, column).value
        for row, word in enumerate(words, FIRST_ROW):
            sheet.cell(row, copy).value = word

    return change


def _rules_lost(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number = draw(st.integers(0, 3))

    def change(book: Workbook) -> None:
        _sheet(book, number).data_validations = DataValidationList()

    return change


def _merged(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number, top, left = _table(draw), draw(st.integers(4, 7)), draw(st.integers(1, 5))
    down, right = draw(st.sampled_from([(1, 0), (2, 0), (0, 1), (1, 1)]))

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        cells = [(row, column) for row in range(top, top + down + 1) for column in range(left, left + right + 1)]
        if not any(_merged_here(sheet, row, column) for row, column in cells):
            sheet.merge_cells(start_row=top, start_column=left, end_row=top + down, end_column=left + right)

    return change


def _own_column(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    number, words = _table(draw), [next(new) for _ in range(3)]
    values: list[float | datetime] = [4711.25, datetime(2031, 5, 6), 0.125]
    value = draw(st.sampled_from(values))

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        column = sheet.max_column + draw_gap
        for row, word in zip((TITLES_ROW, FIRST_ROW, 30), words, strict=True):
            sheet.cell(row, column).value = word
        sheet.cell(FIRST_ROW + 1, column).value = value
        if value == 0.125:
            sheet.cell(FIRST_ROW + 1, column).number_format = "0.0%"

    draw_gap = draw(st.integers(1, 3))
    return change


def _own_sheet(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    words, hidden = [next(new) for _ in range(4)], draw(st.booleans())

    def change(book: Workbook) -> None:
        sheet = book.create_sheet(draw_title, draw_at)
        sheet.append([words[0], None, words[1], 17.5])
        sheet.append([None, words[2], True])
        sheet["F40"] = words[3]
        sheet.sheet_state = "hidden" if hidden else "visible"

    draw_title, draw_at = draw(st.sampled_from(["Eget", "Övrigt", "Anteckningar"])), draw(st.integers(0, 4))
    return change


def _sheet_deleted(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number = draw(st.integers(0, 3))
    return lambda book: book.remove(_sheet(book, number))


def _column_deleted(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    number, column = _table(draw), draw(st.integers(1, 6))

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        if not sheet.merged_cells.ranges:
            sheet.delete_cols(column)

    return change


def _typed_over(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    number, row, column, words = _table(draw), draw(st.integers(4, 8)), draw(st.integers(1, 6)), next(new)
    values: list[str | float | datetime] = [
        words,
        f"{words} " + "x" * 32_700,
        f'="{words}"',
        f" =1+1 {words}",
        f"@{words}",
        f"{words}\nnästa rad",
        f"_x {words}",
        f"<r>{words} & mer</r>",
        0.1 + 0.2,
        -1e-7,
        datetime(2026, 2, 28, 13, 45),
        True,
        4711,
    ]
    value = draw(st.sampled_from(values))

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        if not _merged_here(sheet, row, column):
            sheet.cell(row, column).value = value

    return change


def _failed(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    number, row, column = _table(draw), draw(st.integers(4, 8)), draw(st.integers(2, 6))

    def change(book: Workbook) -> None:
        sheet = _sheet(book, number)
        if not _merged_here(sheet, row, column):
            sheet.cell(row, column).value = "#REF!"
            sheet.cell(row, column).data_type = "e"

    return change


def _beside_the_form(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    row, column, words = draw(st.integers(1, 20)), draw(st.integers(5, 7)), next(new)

    def change(book: Workbook) -> None:
        _sheet(book, 0).cell(row, column).value = words

    return change


def _identity_lost(draw: st.DrawFn, _: Iterator[str]) -> Damage:
    def change(book: Workbook) -> None:
        del book.custom_doc_props["toy_template"]  # type: ignore[attr-defined]
        for name in list(book.defined_names):
            del book.defined_names[name]

    return change


def _page_written_on(draw: st.DrawFn, new: Iterator[str]) -> Damage:
    words = next(new)

    def change(book: Workbook) -> None:
        page = book["Läs mig"]
        page.protection.sheet = False
        page["H3"] = words

    return change


KINDS: tuple[Kind, ...] = (
    _renamed,
    _ids_deleted,
    _rows_above,
    _blank_rows,
    _swapped,
    _retitled,
    _doubled,
    _rules_lost,
    _merged,
    _own_column,
    _own_sheet,
    _sheet_deleted,
    _column_deleted,
    _typed_over,
    _failed,
    _beside_the_form,
    _identity_lost,
    _page_written_on,
)


def said(value: object) -> str:
    """A value as it is compared: text without what a writer may change, numbers as Excel keeps them."""
    match value:
        case bool():
            return str(value)
        case int() | float():
            return f"{value:.14g}"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case _:
            return clean_text(str(value))
