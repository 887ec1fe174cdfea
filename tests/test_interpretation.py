"""A plan as typed becomes a plan as understood, with findings at the cells they are about."""

from collections.abc import Mapping
from datetime import date

from hplan_xl.book.columns import Choice, Date, Number, Prose, Reference, Schedule, Term, Tick, Tone, Vocabulary, Years
from hplan_xl.book.description import Book, IdentityColumns, Sheet
from hplan_xl.book.findings import Cell, Finding
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.values import (
    ColourOnlyCell,
    ErrorValue,
    MergedCell,
    Percent,
    Precision,
    TimeSpan,
    UncomputedFormula,
    YearSpan,
)
from hplan_xl.interpretation import InterpretedPlan, PlanIdentity, interpret_plan, row_label
from hplan_xl.reading.submission import Submission, Table
from hplan_xl.wording import compose_sentence

NO_WORDS = neutral_text("")
STATUS = Vocabulary(
    name="status",
    terms=(
        Term(name="on_plan", word=Text("Enligt plan", "On plan"), symbol="●", tone=Tone.GREEN),
        Term(name="serious", word=Text("Allvarliga problem", "Serious problems"), symbol="■", tone=Tone.RED),
    ),
    vague_words=("pågår",),
)
PLAN = Sheet(
    name="plan",
    title=Text("Plan", "Plan"),
    help=NO_WORDS,
    is_form=True,
    columns=(
        Date(name="as_of", title=Text("Status per den", "Status as of"), help=NO_WORDS),
        Years(name="year", title=Text("År", "Year"), help=NO_WORDS, minimum=2000, maximum=2100),
    ),
)
AREAS = Sheet(
    name="areas",
    title=Text("Områden", "Areas"),
    help=NO_WORDS,
    counter="number",
    label=("short_title", "title"),
    columns=(
        Number(name="number", title=Text("Nr", "No."), help=NO_WORDS, is_whole=True),
        Prose(name="short_title", title=Text("Kort namn", "Short name"), help=NO_WORDS),
        Prose(name="title", title=Text("Område", "Area"), help=NO_WORDS),
        Tick(name="equal", title=Text("Jämlik vård", "Equitable care"), help=NO_WORDS, family="promise"),
        Tick(name="cost", title=Text("Kostnadseffektiv vård", "Efficient care"), help=NO_WORDS, family="promise"),
        Choice(name="status", title=Text("Status", "Status"), help=NO_WORDS, vocabulary=STATUS),
        Schedule(name="when", title=Text("När (i ord)", "When (in words)"), help=NO_WORDS),
        Prose(name="unit", title=Text("Enhet", "Unit"), help=NO_WORDS),
    ),
)
VALUES = Sheet(
    name="values",
    title=Text("Mätvärden", "Measurements"),
    help=NO_WORDS,
    columns=(
        Reference(name="area", title=Text("Område", "Area"), help=NO_WORDS, sheet="areas"),
        Number(name="value", title=Text("RJL", "RJL"), help=NO_WORDS, allows_codes=True, unit_column="areas.unit"),
        Date(name="on", title=Text("Datum", "Date"), help=NO_WORDS),
    ),
)
BOOK = Book(
    name="toy",
    version=1,
    version_date=date(2026, 1, 1),
    title=neutral_text("Toy"),
    sheets=(PLAN, AREAS, VALUES),
    identity=IdentityColumns(sheet="plan", years="year", as_of="as_of", delivery_sheet="areas"),
)


def table(sheet: Sheet, values: Mapping[str, tuple[object, ...]]) -> Table:
    count = len(next(iter(values.values())))
    if sheet.is_form:
        places = {column.name: row for row, column in enumerate(sheet.columns, start=3)}
        return Table(sheet.name, sheet.title.sv, places, 3, (3,), values, is_form=True)
    places = {column.name: place for place, column in enumerate(sheet.columns, start=1)}
    return Table(sheet.name, sheet.title.sv, places, 3, tuple(range(4, 4 + count)), values)


def plan(
    shape: tuple[Finding, ...] = (),
    answers: Mapping[str, object] | None = None,
    areas: Mapping[str, tuple[object, ...]] | None = None,
    values: Mapping[str, tuple[object, ...]] | None = None,
) -> InterpretedPlan:
    form = {name: (value,) for name, value in (answers or {"year": 2025}).items()}
    tables = [
        table(PLAN, form),
        *([table(AREAS, areas)] if areas else ()),
        *([table(VALUES, values)] if values else ()),
    ]
    return interpret_plan(Submission("a.xlsx", "", None, 1, {one.sheet: one for one in tables}, shape), BOOK)


def told(found: InterpretedPlan) -> list[tuple[str, str, str]]:
    return [(str(one.cell), one.rule, one.variant) for one in found.findings]


def test_values_are_understood_in_their_places_and_blank_ones_are_none() -> None:
    understood = plan(areas={"number": (1.0, "2"), "title": (" Remittentstöd ", None), "equal": ("X", "nej")})
    assert understood.tables["areas"].values == {
        "number": (1, 2),
        "title": ("Remittentstöd", None),
        "equal": (True, None),
    }
    assert understood.tables["areas"].rows == (4, 5)
    assert understood.findings == ()
    assert understood.unread_cells == frozenset()


def test_a_cell_that_is_not_understood_is_told_of_once_with_its_row_and_is_empty() -> None:
    understood = plan(areas={"number": (7,), "short_title": ("Stöd",), "status": ("Enlgt plan",)})
    assert understood.tables["areas"].values["status"] == (None,)
    assert understood.unread_cells == {("areas", "status", 4)}
    assert understood.findings == (
        BOOK.make_finding(
            Cell("a.xlsx", "Områden", 4, 6),
            "choice.unknown",
            "near",
            value=neutral_text("Enlgt plan"),
            column=Text("Status", "Status"),
            row=Text("”Stöd”", "“Stöd”"),
            suggestion=Text("Enligt plan", "On plan"),
            suggestions=Text("”Enligt plan”", "“On plan”"),
        ),
    )


def test_findings_come_after_those_of_the_shape_by_sheet_row_and_column() -> None:
    lost = BOOK.make_finding(Cell("a.xlsx", "Mätvärden", 1, 1), "dropdowns.lost", sheet=neutral_text("Mätvärden"))
    understood = plan(
        shape=(lost,),
        answers={"year": 2025, "as_of": "i dag"},
        areas={"number": ("a", "b"), "status": ("Pågår", "?")},
        values={"area": ("9",), "value": ("ca 5",)},
    )
    assert told(understood) == [
        ("Mätvärden!A1", "dropdowns.lost", ""),
        ("Plan!C3", "date.unreadable", "only"),
        ("Områden!A4", "number.unreadable", ""),
        ("Områden!F4", "status.ambiguous", ""),
        ("Områden!A5", "number.unreadable", ""),
        ("Områden!F5", "choice.unknown", ""),
        ("Mätvärden!A4", "reference.unknown", ""),
        ("Mätvärden!B4", "number.unreadable", "range"),
    ]


def test_the_year_of_the_form_is_that_of_times_without_one() -> None:
    words = {"number": (1,), "when": ("Q2",)}
    assert plan(answers={"year": "2026"}, areas=words).tables["areas"].values["when"] == (
        TimeSpan("Q2", date(2026, 4, 1), date(2026, 6, 30), Precision.QUARTER),
    )
    assert plan(answers={"year": "nästa"}, areas=words).tables["areas"].values["when"] == (
        TimeSpan("Q2", None, None, Precision.WORDS),
    )


def test_the_answers_of_the_form_are_at_hand_by_name() -> None:
    understood = plan(answers={"year": "2024–25", "as_of": date(2026, 3, 1)})
    assert understood.identity == PlanIdentity(years=YearSpan(2024, 2025), as_of=date(2026, 3, 1), is_delivered=False)


def test_a_reference_is_its_rows_key_and_one_to_nothing_is_not_understood() -> None:
    understood = plan(
        areas={"number": (1, 2), "title": ("Stöd", "Prov")},
        values={"area": ("2 – Prov", 1.0, 3, "4 – Prov", None)},
    )
    assert understood.tables["values"].values["area"] == (2, 1, None, None, None)
    assert told(understood) == [
        ("Mätvärden!A6", "reference.unknown", ""),
        ("Mätvärden!A7", "reference.unknown", "near"),
    ]
    assert understood.findings[1].facts["suggestion"] == "2"
    assert understood.findings[1].facts["suggestion_title"] == "Prov"


def test_a_reference_to_a_number_that_is_not_understood_is_told_of_there_only() -> None:
    understood = plan(areas={"number": ("1b",), "title": ("Stöd",)}, values={"area": ("1b",)})
    assert told(understood) == [("Områden!A4", "number.unreadable", "")]
    assert understood.unread_cells == {("areas", "number", 4), ("values", "area", 4)}


def test_references_to_a_sheet_that_is_not_there_are_kept_as_keys() -> None:
    understood = plan(values={"area": ("3 – Stöd", "I2")})
    assert understood.tables["values"].values["area"] == (3, "I2")
    assert understood.findings == ()


def test_per_cent_is_read_by_the_unit_of_the_row_referred_to() -> None:
    understood = plan(
        areas={"number": (1, 2, 3), "title": ("A", "B", "C"), "unit": ("%", "dagar", None)},
        values={
            "area": (1, 1, 2, 2, 3),
            "value": (Percent(0.85), "85 %", Percent(0.85), "45 dagar", "85 %"),
        },
    )
    assert understood.tables["values"].values["value"] == (85.0, 85.0, None, 45.0, 85.0)
    assert told(understood) == [
        ("Mätvärden!B6", "number.two_readings", "percent"),
        ("Mätvärden!B8", "value.read_as", ""),
    ]


def test_what_excel_has_done_to_a_cell_is_told_by_its_own_name() -> None:
    merged = [MergedCell("A5:A6", "Stöd", first) for first in (True, False)]
    understood = plan(
        areas={
            "number": (ErrorValue("#REF!"), UncomputedFormula("=A1"), 3),
            "title": (None, *merged),
            "status": (ColourOnlyCell("00B050"), None, "Enligt plan"),
        }
    )
    assert told(understood) == [
        ("Områden!A4", "error.value", ""),
        ("Områden!F4", "status.colour_only", ""),
        ("Områden!A5", "formula.no_value", ""),
        ("Områden!C5", "merged.cells", ""),
    ]
    assert understood.unread_cells == {
        ("areas", "number", 4),
        ("areas", "status", 4),
        ("areas", "number", 5),
        ("areas", "title", 5),
        ("areas", "title", 6),
    }
    assert understood.findings[0].facts["value"] == neutral_text("#REF!")
    assert understood.findings[1].facts["suggestion"] == Text("Enligt plan", "On plan")
    assert understood.findings[3].facts["range"] == "A5:A6"


def test_promises_in_words_tick_their_own_columns_and_are_shown() -> None:
    understood = plan(
        areas={
            "number": (1, 2, 3),
            "equal": ("”Jämlik vård” samt ”kostnadseffektiv vård”.", "Kostnadseffektiv vård", "god vård"),
            "cost": (None, None, "x"),
        }
    )
    values = understood.tables["areas"].values
    assert (values["equal"], values["cost"]) == ((True, None, None), (True, True, True))
    assert told(understood) == [
        ("Områden!D4", "value.read_as", ""),
        ("Områden!D5", "value.read_as", ""),
        ("Områden!D6", "tick.unreadable", ""),
    ]
    assert understood.findings[0].facts["reading"] == Text(
        "Jämlik vård, Kostnadseffektiv vård", "Equitable care, Efficient care"
    )


def test_promises_in_one_anothers_cells_tick_each_its_own_column() -> None:
    understood = plan(areas={"number": (1,), "equal": ("Kostnadseffektiv vård",), "cost": ("Jämlik vård",)})
    values = understood.tables["areas"].values
    assert (values["equal"], values["cost"]) == ((True,), (True,))
    assert told(understood) == [("Områden!D4", "value.read_as", ""), ("Områden!E4", "value.read_as", "")]


def test_a_row_is_called_by_its_first_filled_label_else_by_its_number() -> None:
    long = "Upphandling av remittentstöd för radiologiska undersökningar"
    rows = table(AREAS, {"short_title": (None, "Stöd", None), "title": (long, "x", None)})
    assert [row_label(rows, AREAS, index) for index in range(3)] == [
        Text("”Upphandling av remittentstöd för radiol…”", "“Upphandling av remittentstöd för radiol…”"),
        Text("”Stöd”", "“Stöd”"),
        Text("rad 6", "row 6"),
    ]
    assert row_label(table(PLAN, {"year": (2025,)}), PLAN, 0) == Text("”Plan”", "“Plan”")


def test_columns_that_the_book_does_not_know_are_in_no_table() -> None:
    assert plan(areas={"number": ("1",), "own": ("x",)}).tables["areas"].values == {"number": (1,)}


def test_every_finding_has_what_its_sentences_are_filled_with() -> None:
    understood = plan(
        answers={"year": 2025, "as_of": "03/04/2025"},
        areas={
            "number": ("1.234", "7,5", date(2025, 3, 4)),
            "title": ("Bertil: ring", "• a\n• b\n• c", None),
            "status": ("Pågår", "Enligt", ColourOnlyCell("7030A0")),
            "when": ("Q2", None, None),
            "equal": ("kanske", None, None),
        },
        values={"area": ("9", None), "value": ("<5", "ca 80"), "on": ("Q2", "-")},
    )
    assert len(understood.findings) == 16
    for one in understood.findings:
        assert "{" not in compose_sentence(one, "sv") + compose_sentence(one, "en")
