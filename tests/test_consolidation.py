"""Many plans as one: no row is lost, and each says where it comes from."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hplan_xl.book.columns import Number, Prose, Reference
from hplan_xl.book.description import Sheet
from hplan_xl.book.findings import Cell
from hplan_xl.commands.check_plans import judge_plans
from hplan_xl.consolidation.union import Consolidation, FileRecord, Route, consolidate_plans
from hplan_xl.intake.plan_files import FileOutcome
from hplan_xl.intake.sources import FileKind, Source
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan
from tests.sketch import BOOK, read, sketch
from tests.test_selection import plan as made_up

SOURCE = ["_file", "_sheet", "_region", "_group", "_council", "_row"]


def merged(*routes: tuple[InterpretedPlan, str], day: date | None = None) -> Consolidation:
    """These plans, each with its council, as one."""
    return consolidate_plans(
        [Route(plan, council) for plan, council in routes],
        BOOK,
        year=2026,
        as_of_day=day,
        files=(),
        findings=(),
    )


def filled(folder: Path, name: str, group: str, areas: Sequence[str], **answers: str) -> InterpretedPlan:
    """A plan with areas of these titles, read from a file."""
    table = "\n".join(["| title |", *(f"| {title} |" if title else "|" for title in areas)])
    return read(sketch(folder, {"areas": table}, {"group": group, **answers}, name=name))


def test_every_row_says_where_it_comes_from(tmp_path: Path) -> None:
    plan = filled(tmp_path, "hud", "RPO Hud- och könssjukdomar", ["Stöd", "", "Rutin"])

    areas = merged((plan, "Hälsa")).tables["areas"]

    assert areas[[*SOURCE, "title"]].to_dict("split") == {
        "index": [0, 1],
        "columns": [*SOURCE, "title"],
        "data": [
            ["hud.xlsx", "Prioriterade områden", "sydostra", "RPO Hud- och könssjukdomar", "Hälsa", 4, "Stöd"],
            ["hud.xlsx", "Prioriterade områden", "sydostra", "RPO Hud- och könssjukdomar", "Hälsa", 6, "Rutin"],
        ],
    }


def test_every_sheet_has_its_columns_but_for_private_ones_and_a_label_beside_each_reference(tmp_path: Path) -> None:
    tables = merged((filled(tmp_path, "a", "RPO Tandvård", ["Stöd"]), "")).tables
    assert list(tables) == [sheet.name for sheet in BOOK.sheets]
    for sheet in BOOK.sheets:
        assert list(tables[sheet.name].columns) == [*SOURCE, *_columns(sheet)]


def _columns(sheet: Sheet) -> list[str]:
    return [
        name
        for column in sheet.columns
        if not column.is_private
        for name in ((column.name, f"_{column.name}") if isinstance(column, Reference) else (column.name,))
    ]


def test_plans_stand_by_region_council_and_group_with_those_without_a_council_last(tmp_path: Path) -> None:
    routes = [
        (filled(tmp_path, "a", "RPO Tandvård", ["A"]), ""),
        (filled(tmp_path, "b", "RPO Tandvård", ["B"]), "Hälsa"),
        (filled(tmp_path, "c", "RPO Akut vård", ["C"]), "Hälsa"),
        (filled(tmp_path, "d", "RPO Tandvård", ["D"], healthcare_region="Norra sjukvårdsregionen"), "Hälsa"),
    ]
    for order in (routes, routes[::-1]):
        tables = merged(*order).tables
        assert list(tables["areas"]["title"]) == ["D", "C", "B", "A"]
        assert list(tables["plan"]["_region"]) == ["norra", "sydostra", "sydostra", "sydostra"]


def test_a_reference_is_labelled_within_its_own_plan(tmp_path: Path) -> None:
    one = filled(tmp_path, "a", "RPO Akut vård", ["Remittentstöd"])
    long = "Minska variationen i väntetid till undersökning"
    other = read(
        sketch(
            tmp_path,
            {
                "areas": f"| number | short_title | title |\n| 1 | | {long} |\n| 2 | Stöd | Annat |",
                "activities": "| area |\n| 1 |\n| 2 |\n| 9 |\n| |",
            },
            {"group": "RPO Tandvård"},
            name="b",
        )
    )
    activities = merged((one, ""), (other, "")).tables["activities"]
    assert list(activities["_area"]) == [
        "1 – Remittentstöd",
        "1 – Minska variationen i väntetid till …",
        "2 – Stöd",
        None,
        None,
    ]
    assert list(activities["area"]) == [1, 1, 2, None, None]


def test_what_is_not_understood_is_empty_and_its_row_stays(tmp_path: Path) -> None:
    plan = read(sketch(tmp_path, {"areas": "| title | status | due |\n| Stöd | Pågår | i vår |"}))
    areas = merged((plan, "")).tables["areas"]
    assert areas[["title", "status", "due"]].to_numpy().tolist() == [["Stöd", None, None]]


def test_a_sheet_that_no_plan_has_is_there_without_rows() -> None:
    tables = merged((made_up("a.xlsx"), "")).tables
    assert {name: len(table) for name, table in tables.items() if len(table)} == {"plan": 1, "areas": 1}
    assert list(tables["measurements"].columns) == [*SOURCE, *_columns(BOOK.sheet("measurements"))]


def test_the_day_is_the_latest_of_the_plans_unless_one_is_given() -> None:
    plans = [(made_up("a", day=date(2026, 3, 1)), ""), (made_up("b", day=date(2026, 5, 1)), "")]
    assert merged(*plans).as_of == date(2026, 5, 1)
    assert merged(*plans, day=date(2026, 4, 1)).as_of == date(2026, 4, 1)
    assert (merged(*plans).days, merged(*plans, day=date(2026, 4, 1)).days) == (
        spread := (date(2026, 3, 1), date(2026, 5, 1)),
        spread,
    )
    assert (merged((made_up("a", day=None), "")).as_of, merged((made_up("a", day=None), "")).days) == (None, None)
    assert merged((made_up("a", day=date(2035, 1, 1)), ""), plans[0]).as_of == date(2026, 3, 1)


def test_the_day_of_an_empty_plan_decides_nothing_but_where_all_are_empty() -> None:
    filled_in = (made_up("a", day=date(2026, 3, 1)), "")
    empty = (made_up("b", day=date(2026, 5, 1), areas=()), "")
    assert merged(filled_in, empty).days == (date(2026, 3, 1), date(2026, 3, 1))
    assert merged(filled_in, empty).as_of == date(2026, 3, 1)
    assert merged((made_up("a", day=None), ""), empty).as_of is None
    assert merged(empty).as_of == date(2026, 5, 1)


def test_files_and_findings_stand_by_name_in_whatever_order_they_came() -> None:
    files = [FileRecord(name, FileState.SKIPPED) for name in ("b.xlsx", "Ä.xlsx", "A.xlsx")]
    findings = [
        BOOK.make_finding(Cell(name, "Plan", row, 3), "required.blank")
        for name in ("b.xlsx", "A.xlsx")
        for row in (9, 4)
    ]
    plan = Route(made_up("a"), "")
    for turn in (1, -1):
        together = consolidate_plans([plan], BOOK, year=2026, as_of_day=None, files=files[::turn], findings=findings)
        assert [file.name for file in together.files] == ["A.xlsx", "b.xlsx", "Ä.xlsx"]
        assert [(one.cell.source, one.cell.row) for one in together.findings] == [
            ("A.xlsx", 9),
            ("A.xlsx", 4),
            ("b.xlsx", 9),
            ("b.xlsx", 4),
        ]


@st.composite
def submitted(draw: st.DrawFn) -> list[InterpretedPlan]:
    """Plans of few groups and years, so that many of them are rivals, copies or of another year."""
    return [
        made_up(
            f"{number}.xlsx",
            group=draw(st.sampled_from(["RPO Hud", "RPO Tandvård", None])),
            year=draw(st.sampled_from([2025, 2026, None])),
            areas=tuple(draw(st.lists(st.sampled_from("AB"), max_size=4))),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


@settings(max_examples=40)
@given(submitted(), st.sampled_from([2025, 2026, None]))
def test_rows_that_are_read_are_rows_merged_and_rows_of_files_not_used(
    plans: list[InterpretedPlan], year: int | None
) -> None:
    outcomes = [FileOutcome(Source(plan.submission.source, FileKind.WORKBOOK, ""), plan) for plan in plans]
    checked = judge_plans(outcomes, BOOK, year, ())
    together = merged(*((plan, "") for plan in checked.plans))

    assert [file.name for file in checked.files] == [plan.submission.source for plan in plans]
    for sheet in ("plan", "areas"):
        rows = {file.name: file.rows[sheet] for file in checked.files}
        used = [file.name for file in checked.files if file.state is FileState.READ]
        assert rows == {plan.submission.source: len(plan.tables[sheet].rows) for plan in plans}
        assert len(together.tables[sheet]) == sum(rows[name] for name in used)
        assert set(together.tables[sheet]["_file"]) == {name for name in used if rows[name]}


def test_private_columns_are_in_no_table() -> None:
    private = [(sheet.name, column.name) for sheet in BOOK.sheets for column in sheet.columns if column.is_private]
    tables = merged((made_up("a"), "")).tables
    assert private
    assert [name for sheet, name in private if name in tables[sheet]] == []


def test_numbers_and_words_keep_their_kind(tmp_path: Path) -> None:
    plan = read(
        sketch(
            tmp_path,
            {"indicators": "| target |\n| 7 |\n| |", "measurements": "| value_RJL | value_RKL |\n| 0 | .. |"},
        )
    )
    tables = merged((plan, "")).tables
    assert tables["indicators"]["target"].tolist() == [7.0, None]
    assert [type(value).__name__ for value in tables["measurements"].loc[0, ["value_RJL", "value_RKL"]]] == [
        "float",
        "MissingValue",
    ]
    for sheet in BOOK.sheets:
        kinds = {
            column.name for column in sheet.columns if isinstance(column, Number | Prose) and not column.is_private
        }
        assert {str(tables[sheet.name][name].dtype) for name in kinds} <= {"object"}
