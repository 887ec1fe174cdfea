"""A file of an older version is read as the book of today, and a history that cannot have led to it is refused."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from hplan_xl.book.columns import Date, Need, Number, Prose, Reference
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.errors import BookError
from hplan_xl.book.findings import Cell
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.versions import Addition, Change, Removal, Renaming, Split, Version
from hplan_xl.reading.opening import find_new_columns, open_plan
from hplan_xl.reading.submission import Submission, build_submission, read_submission
from hplan_xl.repair import FreshTemplate, RepairedWorkbook, repair_workbook
from hplan_xl.template import build_template

NO_HELP = neutral_text("")

THEN = Book(
    name="toy",
    version=1,
    version_date=date(2025, 1, 1),
    title=neutral_text("Toy"),
    sheets=(
        Sheet(
            name="goals",
            title=Text("Mål", "Goals"),
            help=NO_HELP,
            is_core=True,
            counter="no",
            prefilled_count=4,
            columns=(
                Number(name="no", title=Text("Nr", "No."), help=NO_HELP, is_whole=True, need=Need.REQUIRED),
                Prose(name="what", title=Text("Vad", "What"), help=NO_HELP, need=Need.REQUIRED),
                Prose(name="contact", title=Text("Kontakt", "Contact"), help=NO_HELP),
                Prose(name="colour", title=Text("Färg", "Colour"), help=NO_HELP),
            ),
        ),
        Sheet(
            name="steps",
            title=Text("Steg", "Steps"),
            help=NO_HELP,
            columns=(
                Reference(name="goal", title=Text("Mål", "Goal"), help=NO_HELP, sheet="goals", need=Need.REQUIRED),
                Prose(name="text", title=Text("Text", "Text"), help=NO_HELP, need=Need.REQUIRED),
            ),
        ),
        Sheet(
            name="diary",
            title=Text("Dagbok", "Diary"),
            help=NO_HELP,
            columns=(
                Prose(name="entry", title=Text("Anteckning", "Entry"), help=NO_HELP),
                Prose(name="by", title=Text("Av", "By"), help=NO_HELP),
            ),
        ),
    ),
)
CHANGES: tuple[Change, ...] = (
    Renaming(old="goals", new="areas"),
    Renaming(sheet="areas", old="no", new="number"),
    Renaming(sheet="areas", old="what", new="title"),
    Split(sheet="areas", old="contact", new=("who", "phone"), separator=",", title=Text("Kontakt", "Contact")),
    Removal(sheet="areas", column="colour", title=Text("Färg", "Colour")),
    Addition(sheet="areas", column="due"),
    Removal(sheet="diary", title=Text("Dagbok", "Diary")),
    Addition(sheet="calendar"),
)
NOW = Book(
    name="toy",
    version=2,
    version_date=date(2026, 1, 1),
    title=neutral_text("Toy"),
    sheets=(
        Sheet(
            name="areas",
            title=Text("Områden", "Areas"),
            help=NO_HELP,
            is_core=True,
            counter="number",
            prefilled_count=4,
            aliases=("Mål", "Goals"),
            key=("number",),
            label=("title",),
            columns=(
                Number(name="number", title=Text("Nr", "No."), help=NO_HELP, is_whole=True, need=Need.REQUIRED),
                Date(name="due", title=Text("Klart", "Due"), help=NO_HELP, need=Need.REQUIRED),
                Prose(
                    name="title",
                    title=Text("Rubrik", "Title"),
                    help=NO_HELP,
                    need=Need.REQUIRED,
                    aliases=("Vad", "What"),
                ),
                Prose(name="who", title=Text("Vem", "Who"), help=NO_HELP),
                Prose(name="phone", title=Text("Telefon", "Phone"), help=NO_HELP),
            ),
        ),
        Sheet(
            name="steps",
            title=Text("Steg", "Steps"),
            help=NO_HELP,
            columns=(
                Reference(name="goal", title=Text("Mål", "Goal"), help=NO_HELP, sheet="areas", need=Need.REQUIRED),
                Prose(name="text", title=Text("Text", "Text"), help=NO_HELP, need=Need.REQUIRED),
            ),
        ),
        Sheet(
            name="calendar",
            title=Text("Årshjul", "Calendar"),
            help=NO_HELP,
            columns=(
                Prose(name="event", title=Text("Händelse", "Event"), help=NO_HELP),
                Prose(name="when", title=Text("När", "When"), help=NO_HELP),
            ),
        ),
    ),
    history=(Version(number=2, changes=CHANGES),),
)
ROWS: dict[str, list[dict[str, object]]] = {
    "goals": [
        {"no": 1, "what": "Rosor", "contact": "Trädgårdsmästaren, 0123, växel", "colour": "röd"},
        {"no": 2, "what": "Tulpaner", "contact": "Anläggningen"},
    ],
    "steps": [{"goal": 2, "text": "Gräva"}],
    "diary": [{"entry": "Regn", "by": "Vaktmästeriet"}],
}


def old_file(*, ids: bool = True, identity: bool = True) -> bytes:
    """A file filled in on version 1; without its hidden ids, or without saying which version it is."""
    book = openpyxl.load_workbook(BytesIO(build_template(THEN, language="sv", rows=ROWS)))
    if not ids:
        for title in ("Mål", "Steg"):
            book[title].delete_rows(2)
        for name in ("hplan_goals", "hplan_steps"):
            del book.defined_names[name]
    if not identity:
        del book.custom_doc_props["toy_template"]  # type: ignore[attr-defined]
        del book.defined_names["toy_template"]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Submission:
    return read_submission("old.xlsx", data, NOW)


def mended(data: bytes) -> RepairedWorkbook:
    opened = open_plan("old.xlsx", data, NOW)
    return repair_workbook(opened, build_submission(opened, data), FreshTemplate(NOW), {})


@pytest.mark.parametrize(("ids", "identity"), [(True, True), (False, True), (True, False)])
def test_a_version_1_file_is_read_as_a_version_2_book(ids: bool, identity: bool) -> None:
    submission = read(old_file(ids=ids, identity=identity))
    areas, steps = submission.tables["areas"], submission.tables["steps"]
    assert areas.values == {
        "number": (1, 2),
        "title": ("Rosor", "Tulpaner"),
        "who": ("Trädgårdsmästaren", "Anläggningen"),
        "phone": ("0123, växel", None),
    }
    assert steps.values == {"goal": (2,), "text": ("Gräva",)}
    assert set(submission.tables) == {"areas", "steps"}
    assert submission.version == (1 if identity else None)
    assert [one.rule for one in submission.findings] == ["version.older"]
    assert dict(submission.findings[0].facts) == {"found": 1}


def test_both_parts_of_a_split_cell_stand_where_the_whole_stood() -> None:
    areas = read(old_file()).tables["areas"]
    assert areas.cell("x", "who", 4) == areas.cell("x", "phone", 4) == Cell("x", "Mål", 4, 3)
    assert areas.cell("x", "title", 4) == Cell("x", "Mål", 4, 2)


def test_what_stands_in_a_gone_column_and_on_a_gone_sheet_is_counted() -> None:
    outside = read(old_file()).cells_outside
    assert outside["Mål"] == 3  # its id, its title and what stands below
    assert outside["Dagbok"] > 0


def test_what_is_new_is_not_missing_in_an_older_file() -> None:
    assert [column.name for column in find_new_columns(NOW, 1)] == ["due", "event", "when"]
    assert {one.rule for one in read(old_file()).findings} == {"version.older"}


def test_an_older_file_is_poured_into_the_new_template_and_what_is_gone_is_kept() -> None:
    data = old_file()
    made = mended(data)
    again = read(made.data)
    assert again.findings == ()
    assert again.version == 2
    assert again.tables["areas"].values == {
        "number": (1, 2),
        "due": (None, None),
        "title": ("Rosor", "Tulpaner"),
        "who": ("Trädgårdsmästaren", "Anläggningen"),
        "phone": ("0123, växel", None),
    }
    assert again.tables["steps"].values == {"goal": (2,), "text": ("Gräva",)}
    told = [(one.sheet, one.cell, one.heading, one.value, one.sentence.sv) for one in made.actions]
    assert told == [
        ("", "", "", None, "Planen var ifylld i version 1 av mallen och är flyttad till version 2."),
        ("Mål", "B3", "Vad", None, "Rubriken är ”Rubrik” i mallen."),
        (
            "Mål",
            "C4",
            "Vem",
            "Trädgårdsmästaren, 0123, växel",
            "Innehållet är delat på flera kolumner. Se efter att det blev rätt.",
        ),
        ("Mål", "D4", "Färg", "röd", "Kolumnen finns inte längre i mallen."),
        *[
            ("Dagbok", cell, "", value, "Fliken finns inte i mallen.")
            for cell, value in [
                ("A1", "Dagbok    Fliken får stå tom."),
                ("A2", "entry"),
                ("B2", "by"),
                ("A3", "Anteckning"),
                ("B3", "Av"),
                ("A4", "Regn"),
                ("B4", "Vaktmästeriet"),
            ]
        ],
    ]
    assert mended(data) == made


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ([Renaming(sheet="areas", old="no", new="numbers")], "no column 'numbers'"),
        ([Renaming(sheet="areas", old="title", new="number")], "column 'title' is still there"),
        ([Renaming(sheet="goals", old="no", new="number")], "no sheet 'goals'"),
        ([Renaming(old="steps", new="areas")], "sheet 'steps' is still there"),
        ([Addition(sheet="areas", column="colour")], "no column 'colour'"),
        ([Addition(sheet="diary")], "no sheet 'diary'"),
        ([Removal(sheet="areas", column="due", title=neutral_text("D"))], "column 'due' is still there"),
        ([Removal(sheet="areas", column="x", title=neutral_text("Klart"))], "'x' has a title of 'due'"),
        ([Removal(sheet="steps", title=neutral_text("S"))], "sheet 'steps' is still there"),
        (
            [Split(sheet="areas", old="x", new=("who",), separator=",", title=neutral_text("X"))],
            "'x' is split into nothing",
        ),
        ([Split(sheet="areas", old="x", new=("who", "y"), separator=",", title=neutral_text("X"))], "no column 'y'"),
    ],
)
def test_a_history_that_contradicts_the_book_is_refused(changes: list[Change], fault: str) -> None:
    with pytest.raises(BookError, match=f"history of version 2: {fault}"):
        replace(NOW, history=(Version(number=2, changes=tuple(changes)),))


@pytest.mark.parametrize("numbers", [(1,), (1, 2), (3,), (2, 2)])
def test_a_history_tells_of_the_versions_up_to_the_books_own(numbers: tuple[int, ...]) -> None:
    with pytest.raises(BookError, match="the history tells of the versions"):
        replace(NOW, history=tuple(Version(number=number, changes=()) for number in numbers))


def test_two_steps_are_taken_one_after_the_other() -> None:
    third = (
        Renaming(sheet="areas", old="title", new="heading"),
        Removal(sheet="areas", column="phone", title=Text("Telefon", "Phone")),
    )
    areas = NOW.sheet("areas")
    columns = tuple(
        replace(column, name="heading") if column.name == "title" else column
        for column in areas.columns
        if column.name != "phone"
    )
    later = replace(
        NOW,
        version=3,
        sheets=(replace(areas, columns=columns, label=("heading",)), *NOW.sheets[1:]),
        history=(*NOW.history, Version(number=3, changes=third)),
    )
    table = read_submission("old.xlsx", old_file(), later).tables["areas"]
    assert table.values["heading"] == ("Rosor", "Tulpaner")
    assert table.values["who"] == ("Trädgårdsmästaren", "Anläggningen")
    assert "title" not in table.values
