"""Columns of words and times take what Excel shows in the cell, not the number that lies behind it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from hplan_xl.book.text import Text
from hplan_xl.book.values import TimeSpan
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.package.cell_values import CellFormats, WordFormat, parse_date_parts, parse_word_format
from hplan_xl.reading.submission import read_submission
from hplan_xl.wording import compose_sentence
from tests.plans_at_random import BOOK

_Cell = str | float | date | time | timedelta
OWN_PALETTE = '<colors><indexedColors><rgbColor rgb="00000000"/><rgbColor rgb="0012AB34"/></indexedColors></colors>'
TEMPLATE = Path(__file__).parent.parent / "workbook_templates" / "hplan_sv.xlsx"


def filled(sheet: str, cells: Mapping[str, tuple[_Cell, str]], epoch: datetime | None = None) -> InterpretedPlan:
    """The template with a begun row and these values and number formats, by column id, as it is understood."""
    workbook = openpyxl.load_workbook(TEMPLATE)
    if epoch:
        workbook.epoch = epoch
    worksheet = workbook[BOOK.sheet(sheet).title.sv]
    ids = {str(cell.value): cell.column for row in (1, 2, 3) for cell in worksheet[row] if cell.column}
    started: Mapping[str, tuple[_Cell, str]] = {"title": ("Stöd", "@"), **cells}
    for name, (value, number_format) in started.items():
        cell = worksheet.cell(4, ids[name] or 0, value)
        cell.number_format = number_format
    target = BytesIO()
    workbook.save(target)
    return interpret_plan(read_submission("plan.xlsx", target.getvalue(), BOOK), BOOK)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (timedelta(hours=26, minutes=30), "[h]:mm", "26:30"),
        (time(8, 30), "hh:mm", "08:30"),
        (time(8, 30, 15), "hh:mm:ss", "08:30:15"),
        (0.5, "0%", "50 %"),
        (0.075, "0.0%", "7,5 %"),
        (26.5, '0.0" dygn"', "26,5 dygn"),
        (3, '"Steg "0', "Steg 3"),
        (-2, '0" grader";-0" minusgrader"', "-2 minusgrader"),
        (12500, '# ##0" kr"', "12\u00a0500 kr"),
        (12500, "#,##0 [$SEK-41D]", "12\u00a0500 SEK"),
        (0, '"inga"??', "inga"),
        (7, '"RAG "000', "RAG 007"),
        (2.5, '0" dygn"', "3 dygn"),
        (2.5, '0.0#" dygn"', "2,5 dygn"),
        (1e300, '0.00" dygn"', f"1{'0' * 300},00 dygn"),
        (2.5, 'General" dygn"', "2,5 dygn"),
        (1_234_567, '#,##0," tkr"', "1\u00a0235 tkr"),
        (0.85, "General", "0,85"),
        (7, "General", "7"),
        (date(2025, 3, 1), "mmm-yy", "2025-03"),
        (date(2025, 3, 1), "yyyy-mm-dd", "2025-03-01"),
    ],
)
def test_a_column_of_words_holds_what_the_cell_shows(value: _Cell, number_format: str, shown: str) -> None:
    plan = filled("areas", {"follow_up": (value, number_format)})
    assert plan.tables["areas"].values["follow_up"] == (shown,)


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (
            1.1,
            "General",
            "Cellen innehåller talet 1,1. Skrev ni något annat, t.ex. 1.10, skriv då om det med ' framför.",
        ),
        (
            date(2026, 4, 3),
            "yyyy-mm-dd",
            "Cellen innehåller datumet 2026-04-03. Skrev ni något annat, t.ex. 3-4, skriv då om det med ' framför.",
        ),
    ],
)
def test_what_excel_may_have_made_of_words_is_asked_about(value: _Cell, number_format: str, said: str) -> None:
    found = filled("activities", {"number": (value, number_format)}).findings
    assert [compose_sentence(one, "sv") for one in found if one.rule == "value.read_as"] == [said]


def test_the_form_of_an_english_plan_shows_its_numbers_with_a_point() -> None:
    """The form's sheet is called the same in both languages."""
    workbook = openpyxl.load_workbook(TEMPLATE.with_name("hplan_en.xlsx"))
    row = next(row for row in workbook["Plan"].iter_rows() if row[0].value == "version")
    row[2].value = 1.5
    target = BytesIO()
    workbook.save(target)
    found = interpret_plan(read_submission("plan.xlsx", target.getvalue(), BOOK), BOOK).findings
    assert [compose_sentence(one, "en") for one in found if one.cell.row == row[0].row] == [
        "The cell holds the number 1.5. If you typed something else, e.g. 1.10, type it anew with ' before it."
    ]


def test_a_comma_of_an_english_plan_is_asked_about_on_a_sheet_of_another_name_too() -> None:
    workbook = openpyxl.load_workbook(TEMPLATE.with_name("hplan_en.xlsx"))
    for title, cells in {
        "Priority areas": {"C4": "Imaging"},
        "Indicators": {"A4": "I1", "B4": "1", "C4": "Waiting time", "D4": "Number", "E4": "days"},
        "Measurements": {"A4": "I1", "B4": "2025", "C4": "1,234"},
    }.items():
        for address, value in cells.items():
            workbook[title][address] = value
    workbook["Measurements"].title = "Our values"
    target = BytesIO()
    workbook.save(target)
    found = interpret_plan(read_submission("plan.xlsx", target.getvalue(), BOOK), BOOK).findings
    assert [compose_sentence(one, "en") for one in found if str(one.cell) == "Our values!C4"] == [
        "“1,234” may mean 1.234 or 1234. Write thousands with no sign between them."
    ]


def test_a_percentage_as_status_is_quoted_as_it_is_shown() -> None:
    plan = filled("areas", {"status": (0.8, "0%")})
    assert [one.facts["value"] for one in plan.findings if one.rule == "choice.unknown"] == [Text("80 %", "80%")]


@pytest.mark.parametrize(
    ("value", "number_format", "days"),
    [
        (date(2025, 6, 1), "yyyy-mm-dd", (date(2025, 6, 1), date(2025, 6, 1))),
        (date(2025, 6, 1), "d mmm", (date(2025, 6, 1), date(2025, 6, 1))),
        (date(2025, 6, 1), "mmm-yy", (date(2025, 6, 1), date(2025, 6, 30))),
        (date(2025, 6, 1), "mmmm yyyy", (date(2025, 6, 1), date(2025, 6, 30))),
        (date(2025, 1, 1), "yyyy", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_a_date_as_a_time_in_words_is_what_the_cell_shows_of_it(
    value: date, number_format: str, days: tuple[date, date]
) -> None:
    plan = filled("activities", {"schedule": (value, number_format)})
    (span,) = plan.tables["activities"].values["schedule"]
    assert isinstance(span, TimeSpan)
    assert (span.first, span.last) == days


def test_a_due_day_that_shows_only_its_month_is_the_last_of_it() -> None:
    plan = filled("activities", {"start": (date(2025, 6, 1), "mmm-yy"), "due": (date(2025, 6, 1), "mmm-yy")})
    values = plan.tables["activities"].values
    assert (values["start"], values["due"]) == ((date(2025, 6, 1),), (date(2025, 6, 30),))
    assert {one.cell.address for one in plan.findings if one.rule == "value.read_as"} != set()


def test_days_count_from_1904_where_the_workbook_says_so_also_without_the_format_of_a_date() -> None:
    serial = (date(2025, 6, 13) - date(1904, 1, 1)).days
    plan = filled("areas", {"due": (serial, "General")}, epoch=datetime(1904, 1, 1))
    assert plan.tables["areas"].values["due"] == (date(2025, 6, 13),)


def test_a_format_of_digits_alone_or_of_a_date_puts_no_words_around() -> None:
    codes = ["0.00", "# ##0", "@", "General", "0%", "yyyy-mm-dd", 'd" maj "yyyy', '"bara ord"', "[Red]0"]
    assert [parse_word_format(code) for code in codes] == [None] * len(codes)
    assert parse_word_format('0" st"') == WordFormat(('0" st"',))
    assert [parse_date_parts(code) for code in ("mmm-yy", "yyyy", "yyyy-mm-dd", "0.0", "[$-41D]mmmm yyyy")] == [
        "ym",
        "y",
        "ymd",
        "",
        "ym",
    ]


@pytest.mark.parametrize(
    ("colour", "palette", "rgb"),
    [
        ('indexed="2"', "", "FF0000"),
        ('indexed="10"', "", "FF0000"),
        ('indexed="17"', "", "008000"),
        ('indexed="64"', "", None),
        ('rgb="FFXY00AB"', "", None),
        ('rgb="red"', "", None),
        ('theme="0" tint="-4.9989318521683403E-2"', "", "F2F2F2"),
        ('theme="1" tint="9"', "", None),
        ('theme="1" tint="1..0"', "", "000000"),
        (
            'indexed="1"',
            OWN_PALETTE,
            "12AB34",
        ),
    ],
)
def test_a_colour_of_the_palette_or_the_theme_is_a_colour(colour: str, palette: str, rgb: str | None) -> None:
    styles = ElementTree.fromstring(
        f'<styleSheet><fills><fill><patternFill patternType="solid"><fgColor {colour}/></patternFill></fill></fills>'
        f'<cellXfs><xf fillId="0"/></cellXfs>{palette}</styleSheet>'
    )
    theme = ElementTree.fromstring(
        '<a><clrScheme><lt1><c val="FFFFFF"/></lt1><dk1><c val="000000"/></dk1></clrScheme></a>'
    )
    assert CellFormats(styles, lambda: theme).fills.get(0) == rgb
