"""The master as a file that is read, printed and published: contrast, alt texts, links, what is in no part."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.book.columns import Choice
from hplan_xl.book.text import Language
from hplan_xl.cli import main
from hplan_xl.consolidation.earlier import interpret_master, list_read_tables
from hplan_xl.consolidation.union import Consolidation, FileRecord
from hplan_xl.excel import look
from hplan_xl.excel.formats import STYLES
from hplan_xl.excel.text_metrics import count_lines, measure_widest_word, measure_width
from hplan_xl.intake.states import FileState
from hplan_xl.master.pages import promises
from hplan_xl.master.sheet.page_frame import INDENT, TOP
from hplan_xl.master.write import build_master
from hplan_xl.plan.pages import VIEWS
from hplan_xl.reading.earlier_files import read_master_file
from tests.barriers import LEAST_CONTRAST, contrast
from tests.pieces_of_masters import assert_valid, opened, parts
from tests.plenty import BOOK, consolidation
from tests.sketch import sketch

# What stands after a state, such as "21 mar".
_DAY = re.compile(r" \d+ \w+$")
# What Excel 2007 to 2016 can reckon, and LibreOffice with it.
KNOWN = {"COUNT", "COUNTIFS", "FIND", "IF", "IFERROR", "INDEX", "ISNUMBER", "LEN", "MATCH", "NA", "OR", "ROW", "SUM"}
KNOWN |= {"SUMPRODUCT"}
SAMPLES = Path(__file__).parent.parent / "samples" / "plans"


def pairs() -> Iterator[tuple[str, str, str]]:
    """Every text colour with the fill it stands on."""
    for tone, shade in look.SHADES.items():
        yield f"{tone} cell", shade.text, shade.fill
        yield f"{tone} letters", shade.text, look.PAPER
        yield f"{tone} tile", shade.solid_text, shade.solid_fill
    for severity, mark in look.MARKS.items():
        yield f"{severity} mark", mark.text, mark.fill
        yield f"{severity} stripes", mark.text, mark.stripe
    for name, style in {**STYLES, **{f"look.{key}": value for key, value in _styles_of_look()}}.items():
        yield name, str(style.get("font_color", look.INK)), str(style.get("bg_color", look.PAPER))
    yield "what is said in passing", look.QUIET_INK, look.PAPER
    yield "a link", look.LINK, look.PAPER
    yield "deep blue on mist", look.DEEP_BLUE, look.MIST
    yield "paper on deep blue", look.PAPER, look.DEEP_BLUE


def _styles_of_look() -> Iterator[tuple[str, look.Style]]:
    for name in (
        "TITLE",
        "LEAD",
        "NOTE",
        "SECTION",
        "LABEL_CELL",
        "LINK_CELL",
        "COLUMN_TITLE",
        "NEEDED_CELL",
        "WANTED_CELL",
    ):
        yield name, getattr(look, name)


@pytest.mark.parametrize(("name", "text", "fill"), list(pairs()), ids=[name for name, _, _ in pairs()])
def test_words_can_be_read_on_what_they_stand_on(name: str, text: str, fill: str) -> None:
    assert contrast(text, fill) >= LEAST_CONTRAST, name


@pytest.mark.parametrize("groups", [1, 12])
def test_every_sheet_says_what_it_is_as_of_when_and_leads_home(groups: int) -> None:
    book = opened(build_master(consolidation(groups), "sv"))

    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            first = [sheet.cell(row, 1).value for row in range(1, 8)]
            assert first[0] == sheet.title or sheet.title == "Översikt"
            assert any("2026-10-01" in str(words) for words in first), sheet.title
            assert "2026-10-01" in str(sheet.oddFooter)
            link = sheet["A4"].hyperlink
            home = link.location if link else None
            assert home == (None if sheet.title == "Översikt" else "'Översikt'!A1"), sheet.title


def test_no_cells_are_merged_and_no_row_is_taller_than_excel_takes() -> None:
    some = consolidation(6)
    areas = some.tables["areas"]
    long = replace(some, tables={**some.tables, "areas": areas.assign(status_comment="Lång text. " * 2_900)})

    for sheet in opened(build_master(long, "sv")).worksheets:
        assert not sheet.merged_cells.ranges, sheet.title
        assert max((one.height or 0 for one in sheet.row_dimensions.values()), default=0) <= 409.5, sheet.title


def test_what_no_row_can_hold_ends_with_a_pointer_on_the_pages_that_are_read() -> None:
    some = consolidation(2)
    areas = some.tables["areas"].assign(status_comment="Lång text. " * 2_900, status="serious")

    sheet = opened(build_master(replace(some, tables={**some.tables, "areas": areas}), "sv"))["Att lyfta"]

    whys = [str(sheet.cell(row, 4).value) for row in range(1, sheet.max_row + 1)]
    assert any(words.endswith("… (hela texten i planen)") for words in whys)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_status_is_told_by_a_sign_and_a_word_beside_its_colour(language: str) -> None:
    data = parts(build_master(consolidation(12), "en" if language == "en" else "sv"))

    charts = [part for name, part in data.items() if name.startswith("xl/charts/chart")]
    bars = next(part for part in charts if b'<c:barDir val="bar"/>' in part)
    signs = re.findall(r'formatCode="&quot;(.)&quot;', bars.decode())
    assert signs == ["○", "●", "▲", "■", "☑"]
    formats = data["xl/styles.xml"].decode()
    assert all(f"&quot;{sign} &quot;@" in formats for sign in signs)


def test_the_period_before_is_lighter_the_target_dashed_and_what_is_preliminary_hatched() -> None:
    data = parts(build_master(consolidation(1), "sv"))

    charts = [part.decode() for name, part in sorted(data.items()) if name.startswith("xl/charts/chart")]
    bars = [part for part in charts if '<c:barDir val="col"/>' in part and "Diagramdata" in part]
    drawn = [re.findall(r"<c:ser>.*?</c:ser>", part, re.DOTALL) for part in bars]
    assert [len(series) for series in drawn] == [3, 3]
    for before, latest, goal in drawn:
        assert "B1BCC8" in before
        assert "16365C" in latest
        assert 'prstDash val="dash"' in goal
    assert ["wdUpDiag" in latest for _, latest, _ in drawn] == [True, False]
    hollow = [part for part in charts if "<c:lineChart>" in part and "<c:barChart>" not in part and "<c:dPt>" in part]
    assert len(hollow) == 1


def test_a_region_has_one_colour_and_one_sign_in_the_lines_of_all_indicators() -> None:
    whole = consolidation(4)
    measured = whole.tables["measurements"].copy()
    columns = [str(name) for name in measured if str(name).startswith("value_")]
    members = [name for name in columns if name not in ("value_whole", "value_nation")]
    first = measured.iloc[0]
    here = (measured["_file"] == first["_file"]) & (measured["indicator"] == first["indicator"])
    unused = [name for name in members if measured.loc[here, name].notna().any()][-1]  # so that the others would move
    measured.loc[here, unused] = None

    data = parts(build_master(replace(whole, tables={**whole.tables, "measurements": measured}), "sv"))

    looks: dict[str, set[tuple[str, str]]] = {}
    charts = [part.decode() for name, part in data.items() if name.startswith("xl/charts/chart")]
    for chart in charts:
        if "<c:lineChart>" not in chart or "<c:barChart>" in chart or "Diagramdata" not in chart:
            continue
        for series in re.findall(r"<c:ser>.*?</c:ser>", chart, re.DOTALL):
            name, colour = re.search(r"<c:tx>.*?<c:v>(.*?)</c:v>", series), re.search(r'srgbClr val="(\w+)"', series)
            sign = re.search(r'<c:symbol val="(\w+)"', series)
            if name and colour and sign and sign[1] != "none":
                looks.setdefault(name[1], set()).add((colour[1], sign[1]))
    assert len(looks) > 3
    assert {name: found for name, found in looks.items() if len(found) > 1} == {}


def test_the_names_of_lines_stand_over_them_and_none_is_of_a_line_without_values() -> None:
    some = consolidation(12)
    data = build_master(some, "sv")
    rows = [str(row[0].value or "") for row in opened(data)["Diagram"].iter_rows()]

    keys = {rows[at]: rows[at + 2] for at in range(len(rows) - 2) if re.match(r"\d+\. RPO", rows[at])}
    plans = some.tables["plan"]
    regions = dict(zip(plans["_group"], plans["_region"], strict=True))
    assert len(keys) == 24
    for title, key in keys.items():
        group, first = title.partition(". ")[2].partition(":")[0], "I1 " in title  # only the first is of every region
        members = ["● RJL", "◆ RKL", "▲ RÖ"] if first and regions[group] == "sydostra" else []
        told = [*members, "● Hela sjukvårdsregionen", *(["··· Riket", "– – Mål 85"] if first else ["– – Mål 8"])]
        assert re.split(r"\s{4,}", key.strip()) == told
    lines = [part for name, part in parts(data).items() if "/charts/" in name and b"<c:lineChart>" in part]
    assert [b"<c:legend>" in part for part in lines if b"<c:barChart>" not in part] == [False] * 25


def test_the_name_of_a_line_that_is_alone_has_its_colour() -> None:
    some = consolidation(1)
    measured = some.tables["measurements"]
    alone = measured.assign(
        **{name: None for name in map(str, measured) if name.startswith("value_") and name != "value_whole"}
    )
    tables = {**some.tables, "measurements": alone, "indicators": some.tables["indicators"].assign(target=None)}
    sheet = opened(build_master(replace(some, tables=tables), "sv"))["Diagram"]
    keys = [cell for cell in sheet["A"] if str(cell.value).strip() == "● Hela sjukvårdsregionen"]
    assert {(cell.font.b, cell.font.color.rgb) for cell in keys} == {(True, "FF16365C")}


@pytest.mark.parametrize(("silent", "told"), [((), "+1 (närmare målet)"), (("whole",), "Riket: +1 (närmare målet)")])
def test_a_change_beside_a_chart_says_whose_it_is(silent: tuple[str, ...], told: str) -> None:
    some = consolidation(1)
    measured = some.tables["measurements"].assign(value_whole=[60 + at // 2 for at in range(8)])
    measured = measured.assign(**{f"value_{name}": None for name in silent})
    sheet = opened(build_master(replace(some, tables={**some.tables, "measurements": measured}), "sv"))["Diagram"]
    lines = [str(cell.value).split(" · ") for cell in sheet["A"] if " · mål: minst 85" in str(cell.value)]
    assert [line[2:] for line in lines] == [[told, "Preliminärt"]]


def test_formulas_use_nothing_newer_than_excel_2016_and_nothing_that_is_reckoned_all_the_time() -> None:
    sheets = b"".join(
        part for name, part in parts(build_master(consolidation(14), "sv")).items() if "worksheets" in name
    )

    formulas = re.findall(rb"<f>([^<]*)</f>", sheets)
    called = {name.decode() for formula in formulas for name in re.findall(rb"([A-Z][A-Z0-9.]+)\(", formula)}
    assert called <= KNOWN
    assert b"_xlfn" not in sheets
    assert b't="array"' not in sheets


def test_there_are_no_macros_and_no_workbooks_that_are_fetched() -> None:
    found = parts(build_master(consolidation(3), "sv"))

    assert not [name for name in found if "vba" in name.lower() or "externalLinks" in name]
    kinds = {
        kind
        for part in found.values()
        for kind, mode in re.findall(rb'Type="[^"]*/(\w+)"[^>]*?(TargetMode="External")?\s*/>', part)
        if mode
    }
    assert kinds <= {b"hyperlink"}


def test_title_and_language_are_set() -> None:
    found = parts(build_master(consolidation(1), "sv"))

    core = found["docProps/core.xml"].decode()
    assert "<dc:title>Översiktlig handlingsplan 2026: sammanställning</dc:title>" in core
    assert "<dc:language>sv-SE</dc:language>" in core


@pytest.mark.parametrize("seed", range(3))
def test_internal_notes_stand_in_no_part_of_the_package(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    notes = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyzåäö", k=14)) for _ in range(4)]
    for number, (area, activity) in enumerate((notes[:2], notes[2:]), 1):
        drawn = {
            "areas": f"| title | internal_note |\n| Område | {area} |",
            "activities": f"| area | title | internal_note |\n| 1 | Aktivitet | {activity} |",
        }
        group = ("RPO Medicinsk diagnostik", "RPO Akut vård")[number - 1]
        sketch(tmp_path, drawn, {"group": group}, name=f"plan {number}")
    path = tmp_path / "ut" / "master.xlsx"

    made = CliRunner().invoke(main, ["merge", str(tmp_path), "-o", str(path.parent), "--split-by", "group"])

    assert made.exit_code in (0, 1)
    for master in path.parent.glob("*.xlsx"):
        whole = b"".join(part for part in parts(master.read_bytes()).values())
        assert not [note for note in notes if note.encode() in whole]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_word_of_a_heading_or_of_a_list_is_broken(language: Language) -> None:
    """A list: what a column's words are chosen from, such as a status."""
    lists = (column.vocabulary for sheet in BOOK.sheets for column in sheet.columns if isinstance(column, Choice))
    listed = {term.word.localize(language) for vocabulary in lists for term in vocabulary.terms}

    for sheet in opened(build_master(consolidation(12), language)):
        columns = _columns(sheet)
        for table in sheet.tables.values():
            headings, *rows = sheet[table.ref]
            words = [cell for row in rows for cell in row if _DAY.sub("", str(cell.value)) in listed]
            for cell in (*headings, *words):
                if not cell.alignment.textRotation:
                    assert measure_widest_word(str(cell.value)) <= columns[cell.column_letter].width - INDENT, (
                        sheet.title,
                        cell.value,
                    )


@pytest.mark.parametrize(("page", "word"), [("Patientlöften", "Grupper"), ("Mätvärden", "Riket")])
def test_no_heading_of_numbers_is_broken_by_its_filter(masters: dict[int, Workbook], page: str, word: str) -> None:
    """LibreOffice gives the button some 20 pixels of a low row of headings."""
    sheet = masters[12][page]
    (letter,) = {cell.column_letter for cell in sheet[5] if cell.value == word}
    assert measure_widest_word(word) + 3 <= _columns(sheet)[letter].width - 0.71


@pytest.mark.parametrize(
    ("page", "table", "name", "words"),
    [
        ("Områden", "areas", "short_title", "Förmaksflimmer"),
        ("Indikatoruppgifter", "indicators", "name", "Andel med dokumenterad rehabiliteringsbedömning"),
        ("Områden", "areas", "follow_up", "Andel med aktuell läkemedelsgenomgång"),
        ("Utmaningar", "challenges", "wanted", "Beslut om utbildningsplaneringen"),
        ("Att lyfta", "areas", "responsible", "Regional patientsäkerhetssamordnare"),
    ],
)
def test_no_word_of_a_row_is_broken(page: str, table: str, name: str, words: str) -> None:
    some = consolidation(1)
    frame = some.tables[table].assign(**{name: words})

    sheet = opened(build_master(replace(some, tables={**some.tables, table: frame}), "sv"))[page]

    letters = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == words}
    assert measure_widest_word(words) <= min(_columns(sheet)[letter].width for letter in letters) - INDENT


def test_no_word_of_an_instance_is_broken_where_its_rows_stand_under_the_groups() -> None:
    some = consolidation(1)
    names = ["Samverkansnämnden för hälso- och sjukvård", "Kunskapsstyrningsgruppen"]
    frame = some.tables["endorsement"].head(2).assign(instance=names)

    sheet = opened(build_master(replace(some, tables={**some.tables, "endorsement": frame}), "sv"))["Förankring"]

    found = [cell for row in sheet.iter_rows() for cell in row if cell.value in names]
    assert len(found) == 4
    for cell in found:
        assert measure_widest_word(str(cell.value)) <= _columns(sheet)[cell.column_letter].width - INDENT


@pytest.mark.parametrize(
    ("page", "table", "name"),
    [
        ("Beslut", "decisions", "forum"),
        ("Utmaningar", "challenges", "addressed_to"),
        ("Översikt", "decisions", "forum"),
    ],
)
def test_no_word_of_a_forum_is_broken(page: str, table: str, name: str) -> None:
    some = consolidation(1)
    frame = some.tables[table].assign(**{name: "mellansverige_support", "state": "needed"})

    sheet = opened(build_master(replace(some, tables={**some.tables, table: frame}), "sv"))[page]

    forum = "Kunskapsstyrningsgruppen"
    (letter,) = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value == forum}
    assert measure_widest_word(forum) <= _columns(sheet)[letter].width - INDENT


@pytest.mark.parametrize("councils", [("Kirurgi och cancer", "RSL"), ("RSL", "RSL")])
def test_the_overview_fits_the_screen_also_where_a_forum_has_a_long_name(councils: tuple[str, str]) -> None:
    some = consolidation(2)
    tables = {name: frame.assign(_council=councils[0]) for name, frame in some.tables.items()}
    areas = tables["areas"]
    tables["areas"] = areas.assign(_council=[councils[at % 2] for at in range(len(areas))])
    tables["decisions"] = tables["decisions"].assign(forum="mellansverige_support", state="needed")

    sheet = opened(build_master(replace(some, tables=tables), "sv"))["Översikt"]

    assert sum(round(7 * one.width) for one in _columns(sheet).values()) <= look.SCREEN_WIDTH + 5


def test_the_plan_as_it_is_shown_has_the_indicators_of_no_area_too() -> None:
    some = consolidation(2)
    indicators, areas = some.tables["indicators"].copy(), some.tables["areas"].copy()
    indicators["area"], areas["number"] = 99, 1
    tables = {
        **some.tables,
        "indicators": indicators.iloc[:2],
        "areas": areas,
        "activities": some.tables["activities"][:0],
    }
    master = build_master(replace(some, tables=tables), "sv")

    told = [[str(cell or "") for cell in row] for row in opened(master)["Handlingsplan"].iter_rows(values_only=True)]

    first = next(at for at, row in enumerate(told) if row[1] == "Utan område")
    names = [row[3].removeprefix("• ").partition(",")[0].partition(":")[0] for row in told[first : first + 2]]
    assert names == list(indicators["name"][:2])


def test_the_plan_as_it_is_shown_has_the_activities_of_no_area_too() -> None:
    some = consolidation(2)
    activities = some.tables["activities"].copy()
    activities["area"] = pd.Series([99 if at % 2 else area for at, area in enumerate(activities["area"])], dtype=object)
    master = build_master(replace(some, tables={**some.tables, "activities": activities}), "sv")

    told = [[str(cell or "") for cell in row] for row in opened(master)["Handlingsplan"].iter_rows(values_only=True)]

    assert sum(row[1] == "Aktiviteter utan område" for row in told) == 2
    titles = [words.partition(" (")[0].removeprefix("• ") for words in (row[2] for row in told) if words]
    assert sorted(titles[1:]) == sorted(activities["title"])


def test_the_title_of_an_area_is_bold_whether_it_serves_a_promise_or_none() -> None:
    some = consolidation(1)
    areas = some.tables["areas"].assign(**{f"promise_{number}": None for number in range(1, 8)})
    sheet = opened(build_master(replace(some, tables={"areas": areas}), "sv"))["Handlingsplan"]
    (title,) = (cell for cell in sheet["B"] if str(cell.value).startswith("1. "))
    assert (title.font.b, title.alignment.wrap_text, title.border.top.style) == (True, True, "thin")


def test_the_pages_of_rows_print_large_enough_to_read() -> None:
    some = consolidation(12)
    then = build_master(replace(some, as_of=date(2026, 4, 1)), "sv")
    earlier = interpret_master(read_master_file("då.xlsx", then, BOOK.name, list_read_tables(BOOK)), BOOK)
    book = opened(build_master(replace(some, earlier=(earlier,)), "sv"))

    for view in VIEWS:
        sheet = book[view.title.sv]
        widths = {letter: one.width for letter, one in _columns(sheet).items() if not one.hidden}
        area = sheet.print_area or f"A1:{sheet.dimensions.split(':')[1]}"
        last = re.sub(r"[$\d]", "", str(area).split(":")[1])
        printed = sum(wide for letter, wide in widths.items() if (len(letter), letter) <= (len(last), last))
        least = 9 / 11 if sheet.title == "Indikatorer" else 0.58
        assert (842 - 58) / (printed * 7 * 0.75) >= least, (sheet.title, printed)


def test_indicators_are_printed_to_what_stands_about_the_value_with_the_notes_on_those_columns() -> None:
    sheet = opened(build_master(consolidation(2), "sv"))["Indikatorer"]
    area = CellRange(sheet.print_area)
    heads = [cell.value for row in sheet.iter_rows() for cell in row if cell.row and cell.row == TOP + 2]
    notes = [str(row[0].value) for row in sheet.iter_rows(min_row=area.max_row - 1, max_row=sheet.max_row)]
    assert heads[: area.max_col][-1] == "Om värdet"
    assert heads[area.max_col :] == ["Före", "Utgångsvärde", "Andel av vägen", "Spridning"]
    assert [one.partition(":")[0] for one in notes] == [
        "Förändring",
        "Utan värde för hela sjukvårdsregionen visas rikets, annars en regions, med regionernas under Om värdet.",
        "Andel av vägen",
        "Spridning",
    ]


def test_a_table_does_not_begin_with_its_heading_alone_at_the_foot_of_a_page() -> None:
    """Two healthcare regions: the first table of Förankring nearly fills the page, as wide as it is printed."""
    sheet = opened(build_master(consolidation(groups=60, areas=1), "sv"))["Förankring"]
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert [sheet.cell(row + 1, 1).value for row in breaks] == ["Grupp, Sydöstra sjukvårdsregionen"]


@pytest.mark.parametrize("groups", [12, 34])
def test_no_point_to_raise_begins_at_the_foot_of_a_page(masters: dict[int, Workbook], groups: int) -> None:
    """As Excel prints it, and LibreOffice, which has a few rows more on a page."""
    sheet = masters[groups]["Att lyfta"]
    points = [sheet[table.ref][0][0].row - 1 for table in sheet.tables.values()]
    for page in (561.0, 580.0, 598.0):
        ends = _page_ends(sheet, page)
        assert not ends & {row + below for row in points for below in (0, 1)}, page


@pytest.mark.parametrize("groups", [1, 12, 34])
def test_what_stands_on_one_page_is_not_parted_on_paper(masters: dict[int, Workbook], groups: int) -> None:
    """The areas of the plan as it is shown, where an area has its words in the second column; tables of few rows."""
    book = masters[groups]
    plan = book["Handlingsplan"]
    tops = [row[0].row or 0 for row in plan.iter_rows(6) if row[0].value or row[1].value]
    whole = {"Handlingsplan": list(pairwise([*tops, plan.max_row + 1]))}
    for title in ("Status", "Indikatorer", "Förankring"):
        of_page = (table.ref for table in book[title].tables.values() if not table.name.endswith("rows_table"))
        whole[title] = [(one.min_row, one.max_row + 1) for one in map(CellRange, of_page)]
    for title, rows in whole.items():
        sheet = book[title]
        last = CellRange(sheet.print_area).max_col if sheet.print_area else sheet.max_column
        page = 523 / (0.8 if sheet is plan else min(1, 784 / (_pixels(sheet, 1, last) * 0.75)))
        ends = _page_ends(sheet, page)
        low = [
            one for one in rows if sum(sheet.row_dimensions[row].height or 15.0 for row in range(*one)) < page * 0.85
        ]
        assert low or groups == 34
        assert [one for one in low if ends & set(range(one[0], one[1] - 1))] == [], title


def test_the_foot_of_a_page_tells_no_day_where_no_plan_gives_one() -> None:
    book = opened(build_master(replace(consolidation(1), days=None), "sv"))
    assert "&LHandlingsplaner 2026&R" in str(book["Översikt"].oddFooter)


def test_headings_of_the_files_do_not_stand_over_the_groups_alone(masters: dict[int, Workbook]) -> None:
    repeated = {groups: book["Inlämnade planer"].print_title_rows for groups, book in masters.items()}
    assert repeated == {1: None, 12: None, 34: "$5:$5"}


def _page_ends(sheet: Worksheet, page: float) -> set[int]:
    """The last row of each printed page, of so many points, less the headings that each has."""
    repeated = (sheet.row_dimensions[5].height or 15.0) if sheet.print_title_rows else 0.0
    ends, used = {one.id for one in sheet.row_breaks.brk}, 0.0
    for row in range(1, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height or 15.0
        if row - 1 in ends or used + height > page:
            ends.add(row - 1)
            used = repeated
        used += height
    return ends


def test_no_link_to_a_point_to_raise_is_cut(masters: dict[int, Workbook]) -> None:
    for groups, book in masters.items():
        sheet = book["Att lyfta"]
        columns = _columns(sheet)
        for row in sheet.iter_rows(5, 7):
            links = [cell for cell in row if cell.hyperlink and cell.hyperlink.location]
            for cell, after in pairwise(links):
                first, last = (coordinate_to_tuple(one.coordinate)[1] for one in (cell, after))
                letters = map(get_column_letter, range(first, last))
                room = sum(columns[letter].width for letter in letters)
                assert measure_width(str(cell.value)) <= room, (groups, cell.value)


def _columns(sheet: Worksheet) -> dict[str, ColumnDimension]:
    """How wide each column is, and whether it is hidden, by its letter."""
    return {
        get_column_letter(place): one
        for one in sheet.column_dimensions.values()
        for place in range(one.min or 1, (one.max or 0) + 1)
    }


def _long_texts() -> Consolidation:
    some = consolidation(3)
    return replace(some, tables={name: _with(frame, "å ä ö " * 5_400) for name, frame in some.tables.items()})


def _odd_words() -> Consolidation:
    some = consolidation(3)
    odd = "'Ett' \"två\" #3 [fyra] 😀 &<>"
    return replace(some, tables={name: _with(frame, odd) for name, frame in some.tables.items()})


def _with(frame: pd.DataFrame, words: str) -> pd.DataFrame:
    texts = ("title", "short_title", "text", "name", "question", "status_comment", "responsible", "event", "_group")
    return frame.assign(
        **{name: pd.Series([words[:32_000]] * len(frame), dtype=object) for name in texts if name in frame}
    )


@pytest.mark.sdk
@pytest.mark.parametrize(
    "some",
    [
        consolidation(0),
        consolidation(1),
        consolidation(12),
        consolidation(60, 30),
        _long_texts(),
        _odd_words(),
    ],
    ids=["no plan", "one plan", "12 groups", "60 groups of 30 areas", "long texts", "odd words"],
)
def test_the_open_xml_sdk_finds_nothing_wrong(tmp_path: Path, some: Consolidation) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(some, "sv"))

    assert_valid(path)


@pytest.mark.sdk
def test_the_open_xml_sdk_finds_nothing_wrong_with_the_samples(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["merge", str(SAMPLES), "-o", str(tmp_path), "--split-by", "council"])

    assert made.exit_code == 0
    assert_valid(*tmp_path.glob("*.xlsx"))


LAPTOP, CELLS_WIDE, CELLS_HIGH = 1366, 1260, 580  # pixels of a screen, and of the cells that it has room for at 100 %
LAPTOP_CELLS = 1140  # pixels of cells that it has room for in LibreOffice, which draws a column a ninth wider


def _pixels(sheet: Worksheet, first: int, last: int) -> int:
    """How many pixels the columns from first to last take that are in sight."""
    columns = _columns(sheet)
    widths = (columns.get(get_column_letter(place)) for place in range(first, last + 1))
    return sum(64 if one is None else 0 if one.hidden else int(one.width * 7 + 0.5) for one in widths)


@pytest.fixture(scope="module")
def masters() -> dict[int, Workbook]:
    return {groups: opened(build_master(consolidation(groups), "sv")) for groups in (1, 12, 34)}


@pytest.mark.parametrize("groups", [1, 12, 34])
def test_group_area_and_status_stand_on_the_first_screen(masters: dict[int, Workbook], groups: int) -> None:
    standings = {
        "Områden": ("Prioriterat område", "Status"),
        "Aktiviteter": ("Område", "Status"),
        "Mätvärden": ("Indikator", "Kommentar"),
        "Indikatorer": ("Område", "Utveckling"),
        "Indikatoruppgifter": ("Område", "Nådd"),
        "Resultat": ("Område", "Typ"),
        "Utmaningar": ("Område", "Läge"),
        "Årshjul": ("Händelse", "Grupper"),
        "Beslut": ("Område", "När (i ord)"),  # after the forums, under which the states stand
    }
    for title, (asked, last) in standings.items():
        sheet = masters[groups][title]
        heads = next(heads for row in sheet.iter_rows(5, 6) if last in (heads := [cell.value for cell in row]))
        assert {asked, "Grupper" if title == "Årshjul" else "Grupp"} <= set(heads[: heads.index(last) + 1])
        assert _pixels(sheet, 1, heads.index(last) + 1) <= LAPTOP_CELLS, title


@pytest.mark.parametrize("groups", [1, 12, 34])
def test_headings_stay_in_sight_only_over_their_own_table(masters: dict[int, Workbook], groups: int) -> None:
    for sheet in masters[groups]:
        frozen = coordinate_to_tuple(sheet.freeze_panes)[0] - 1 if sheet.freeze_panes else 0
        repeated = int(str(sheet.print_title_rows).rpartition("$")[2]) if sheet.print_title_rows else 0
        heads = [sheet[table.ref][0] for table in sheet.tables.values()]
        over = {one.column: one.value for row in heads for one in row if one.row <= max(frozen, repeated)}
        below = [one for row in heads for one in row if one.row > max(frozen, repeated)]
        assert [one.coordinate for one in below if over.get(one.column, one.value) != one.value] == [], sheet.title


@pytest.mark.parametrize("groups", [1, 12, 34])
def test_every_promise_and_its_numbers_stand_on_the_first_screen(masters: dict[int, Workbook], groups: int) -> None:
    sheet = masters[groups]["Patientlöften"]
    ref = CellRange(sheet.tables["promises_table"].ref)
    heads = [cell.value for cell in sheet[ref.min_row]][: ref.max_col]
    assert (heads[1], heads[-1]) == ("Allvarliga problem", "Grupper")
    assert _pixels(sheet, 1, ref.max_col) <= CELLS_WIDE
    assert sum(float(sheet.row_dimensions[row].height or 15) * 4 / 3 for row in range(1, ref.max_row + 1)) <= CELLS_HIGH
    names = [
        [sheet.cell(row, 1).value for row in range(one.min_row + 1, one.max_row + 1)] for one in (ref, _behind(sheet))
    ]
    assert len(names[0]) == 7
    assert names[0] == names[1]


def _behind(sheet: Worksheet) -> CellRange:
    return CellRange(sheet.tables["promises_work"].ref)


def test_the_groups_with_trouble_are_named_whole_as_far_as_two_lines_hold() -> None:
    names = (
        "RPO Ett: 1 – Väntan; RPO Två: 2 – Vård, 3 – Vårdkedjan; RPO Tre: 1 – Bemanning på natten"
        "; RPO Fyra: 1 – Köerna i regionen"
    )
    assert promises.shorten_groups(names, "(resten)", 51.6) == f"{names.rpartition(';')[0]} … (resten)"
    assert promises.shorten_groups("RPO Ett: 1 – Väntan", "(resten)", 51.6) == "RPO Ett: 1 – Väntan"
    long = f"RPO {'lång ' * 60}: 1"
    assert promises.shorten_groups(long, "(resten)", 51.6).endswith(" … (resten)")


@pytest.mark.parametrize("groups", [1, 12, 34])
def test_a_link_to_a_row_stands_on_one_line_since_some_programs_break_none(
    masters: dict[int, Workbook], groups: int
) -> None:
    sheet = masters[groups]["Att lyfta"]
    columns = _columns(sheet)
    links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink and ", rad " in str(cell.value)]
    assert {str(cell.value).partition(",")[0] for cell in links} >= {"Prioriterade områden", "Beslut"}
    assert all(
        count_lines(str(cell.value), columns[get_column_letter(cell.column or 1)].width - INDENT + 1) == 1
        for cell in links
    )


@pytest.mark.parametrize("groups", [1, 12, 34])
def test_headings_are_low_and_what_is_frozen_leaves_most_of_the_screen(
    masters: dict[int, Workbook], groups: int
) -> None:
    for sheet in masters[groups]:
        for table in sheet.tables.values():
            heads = sheet[table.ref][0]
            assert sheet.row_dimensions[heads[0].row].height <= 45, (sheet.title, table.name)
            for cell in heads:
                room = _columns(sheet)[cell.column_letter].width - INDENT
                assert count_lines(f"{cell.value}%", room) <= 3, (sheet.title, cell.value)
                assert not cell.alignment.textRotation, (sheet.title, cell.value)
        split = coordinate_to_tuple(sheet.freeze_panes)[1] - 1 if sheet.freeze_panes else 0
        assert _pixels(sheet, 1, split) <= LAPTOP * 0.45, sheet.title


def test_every_row_of_a_table_has_a_height_which_its_folded_columns_do_not_decide() -> None:
    some = consolidation(2)
    areas = some.tables["areas"].assign(motivation="Lång text. " * 200)
    sheet = opened(build_master(replace(some, tables={**some.tables, "areas": areas}), "sv"))["Områden"]

    heights = [sheet.row_dimensions[row].height for row in range(6, sheet.max_row + 1)]
    assert all(17 <= (points or 0) <= 110 for points in heights)


def test_the_words_of_a_table_begin_at_the_top(masters: dict[int, Workbook]) -> None:
    for sheet in masters[12]:
        for table in sheet.tables.values():
            for row in sheet[table.ref][1:]:
                assert {cell.alignment.vertical for cell in row if cell.value is not None} <= {"top"}, sheet.title


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_row_is_high_enough_for_a_status_with_its_sign(language: Language) -> None:
    """Of work whose other words stand on one line: nobody is responsible for the last."""
    some = consolidation(2)
    areas = some.tables["areas"].assign(status="minor", short_title="Ett", needs="", _sheet="Områden")
    areas["responsible"] = [*["RPO"] * (len(areas) - 1), ""]
    sheet = opened(build_master(replace(some, tables={"areas": areas}), language)).worksheets[1]

    signed = [cell for row in sheet.iter_rows() for cell in row if cell.number_format.endswith('"@') and cell.value]
    terms = [cell for cell in signed if cell.alignment.wrap_text]
    assert terms
    for cell in terms:
        room = _columns(sheet)[cell.column_letter].width - INDENT
        lines = count_lines(f"{cell.number_format[1]} {cell.value}", room)
        assert (sheet.row_dimensions[cell.row].height or 0) >= lines * look.FONT_SIZE, cell.coordinate


def test_the_words_of_a_table_do_not_run_out_of_their_column_where_it_is_folded(masters: dict[int, Workbook]) -> None:
    for sheet in masters[12]:
        folded = {letter for letter, one in _columns(sheet).items() if one.hidden}
        for table in sheet.tables.values():
            words = [cell for row in sheet[table.ref][1:] for cell in row if cell.data_type == "s"]
            assert all(cell.alignment.wrap_text for cell in words if cell.column_letter in folded), sheet.title


def test_the_list_of_files_begins_with_the_plans_and_has_no_files_of_a_computer() -> None:
    some = consolidation(3)
    names = ("inkomna/anteckningar.txt", "inkomna/desktop.ini", "inkomna/Thumbs.db", "inkomna/.DS_Store", "~$plan.xlsx")
    skipped = tuple(FileRecord(name=name, state=FileState.SKIPPED, sha256="0" * 64) for name in names)
    sheet = opened(build_master(replace(some, files=(*skipped, *some.files)), "sv"))["Inlämnade planer"]

    first = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    assert [sheet.cell(row, 2).value for row in range(6, 9)] == ["Med"] * 3
    assert first.index("Grupper som inväntas (5)") < first.index("Filer som inte är lästa som planer")
    assert first.index("Filer som inte är lästa som planer") < first.index("inkomna/anteckningar.txt")
    assert not set(names[1:]) & set(first)
    assert sheet["B4"].hyperlink.location == f"'Inlämnade planer'!A{first.index('Grupper som inväntas (5)') + 1}"


@pytest.mark.parametrize("groups", [1, 12, 34])
def test_the_first_screen_of_the_overview_is_whole(masters: dict[int, Workbook], groups: int) -> None:
    """A title with region and year, five sentences, the tiles, the table of groups with its sum, the chart beside."""
    sheet = masters[groups]["Översikt"]

    assert re.match("Handlingsplaner 2026, S.*sjukvårdsregionen.*: läget i korthet", sheet["A1"].value)
    bottom = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 2).value == "Alla grupper")
    assert sum((sheet.row_dimensions[row].height or 15) / 0.75 for row in range(1, bottom + 1)) <= CELLS_HIGH
    assert _pixels(sheet, 1, sheet.max_column) <= CELLS_WIDE


def test_overview_and_promises_fit_the_screen_where_areas_lack_a_status_and_names_of_groups_keep_their_room() -> None:
    some = consolidation(12)
    areas = some.tables["areas"].assign(status=None)
    book = opened(build_master(replace(some, tables={**some.tables, "areas": areas}), "sv"))
    sheet = book["Översikt"]
    assert [_pixels(one, 1, one.max_column) <= CELLS_WIDE for one in (sheet, book["Patientlöften"])] == [True, True]
    assert count_lines("RPO Infektionssjukdomar (Norra)", _columns(sheet)["B"].width - 0.71 - INDENT) == 2


def test_what_has_changed_under_the_tiles_adds_up_with_the_areas_that_had_no_status() -> None:
    now = consolidation(4)
    fewer = now.tables["areas"].iloc[:-1].copy()
    fewer.loc[fewer.index[:2], "status"] = None
    then = replace(now, as_of=date(2026, 3, 1), tables={**now.tables, "areas": fewer})
    data = build_master(then, "sv")
    earlier = interpret_master(read_master_file("då.xlsx", data, BOOK.name, list_read_tables(BOOK)), BOOK)

    data = build_master(replace(now, earlier=(earlier,)), "sv")
    sheet = opened(data)["Översikt"]

    (row,) = [cell.row for cell in sheet["A"] if str(cell.number_format).startswith('"Mot ')]
    every, *moves = [cell.value for cell in sheet[row][:8] if cell.column != 2]
    assert every == 1
    assert sum(moves) == every
    assert sheet.cell(row - 3, 8).value == "Utan status"
    charts = [part for name, part in parts(data).items() if "/charts/" in name]
    (trend,) = [part for part in charts if b'<c:grouping val="stacked"/>' in part]
    assert trend.count(b"<c:ser>") == 6  # the columns over time are as high as there are areas


@pytest.mark.parametrize("groups", [12, 34])
def test_the_bars_are_shares_on_a_fixed_axis_and_no_label_is_wider_than_its_part(groups: int) -> None:
    charts = (part for name, part in parts(build_master(consolidation(groups), "sv")).items() if "/charts/" in name)
    bars = next(part.decode() for part in charts if b'<c:grouping val="percentStacked"/>' in part)

    assert '<c:max val="1"/><c:min val="0"/>' in bars
    assert bars.count("<c:layoutTarget val=") == 1
    for widths, labels in _parts_of_bars(bars):
        assert all(
            not wide or not digits or wide >= 13 + 6 * digits for wide, digits in zip(widths, labels, strict=True)
        )


def test_the_lowest_chart_has_room_for_two_lines_of_title_an_axis_and_three_lines_of_legend() -> None:
    book = parts(build_master(consolidation(1, awaited=0), "sv"))
    bars = next(part.decode() for part in book.values() if b'<c:grouping val="percentStacked"/>' in part)
    sheet = opened(build_master(consolidation(1, awaited=0), "sv"))["Översikt"]
    drawing = next(part.decode() for part in book.values() if b"<xdr:graphicFrame" in part)
    top, bottom = (int(row) for row in re.findall(r"<xdr:row>(\d+)</xdr:row>", drawing)[:2])
    points = sum(sheet.row_dimensions[row].height or 15.0 for row in range(top + 1, bottom + 1))
    above, below = (float(one) for one in re.findall(r'<c:y val="([\d.]+)"/>', bars))
    (high,) = (float(one) for one in re.findall(r'<c:layoutTarget.*?<c:h val="([\d.]+)"/>', bars))
    assert (above * points >= 33, (below - above - high) * points >= 15, (1 - below) * points >= 35) == (True,) * 3


def test_areas_without_a_status_are_a_part_of_the_bar_of_their_group() -> None:
    some = consolidation(3, 4)
    areas = some.tables["areas"].copy()
    areas.loc[areas.index[:3], "status"] = None

    data = parts(build_master(replace(some, tables={**some.tables, "areas": areas}), "sv"))

    bars = next(part.decode() for part in data.values() if b'<c:grouping val="percentStacked"/>' in part)
    series = re.findall(r"<c:ser>.*?</c:ser>", bars, re.DOTALL)
    numbers = [re.findall(r"<c:v>(\d+)</c:v></c:pt>", one.split("<c:val>")[1]) for one in series]
    assert [sum(map(int, line)) for line in zip(*numbers, strict=True)] == [4, 4, 4]
    assert sum(map(int, numbers[-1])) == 3
    assert re.findall(r"<c:v>(Utan status)</c:v>", series[-1]) == ["Utan status"]


def _parts_of_bars(chart: str) -> Iterator[tuple[list[float], list[int]]]:
    """Of each status how many pixels wide its part of each bar is, and how many digits its label has."""
    series = re.findall(r"<c:ser>.*?</c:ser>", chart, re.S)
    numbers = [
        [float(one) for one in re.findall(r"<c:v>([\d.]+)</c:v></c:pt>", one.split("<c:val>")[1])] for one in series
    ]
    sums = [sum(line) for line in zip(*numbers, strict=True)]
    for one, values in zip(series, numbers, strict=True):
        custom = {
            int(place): "delete" in label
            for place, label in re.findall(r'<c:dLbl><c:idx val="(\d+)"/>(.*?)</c:dLbl>', one, re.S)
        }
        yield (
            [number / of * 160 for number, of in zip(values, sums, strict=True)],
            [0 if place in custom else len(f"{number:.0f}") for place, number in enumerate(values)],
        )


def test_tabs_are_coloured_by_whom_they_are_for_and_listed_with_a_link_and_six_words() -> None:
    book = opened(build_master(consolidation(12), "sv"))
    overview = book["Översikt"]

    visible = [sheet for sheet in book if sheet.sheet_state == "visible"]
    colours = {sheet.title: str(getattr(sheet.sheet_properties.tabColor, "rgb", ""))[2:] for sheet in visible}
    readers, coordinator = ("Översikt", "Att lyfta", "Handlingsplan"), ("Inlämnade planer", "Kontroll av underlaget")
    told = {
        **dict.fromkeys(colours, look.TAB_OTHER),
        **dict.fromkeys(readers, look.TAB_CORE),
        **dict.fromkeys(coordinator, look.TAB_COORDINATOR),
    }
    assert colours == {title: colour[1:] for title, colour in told.items()}

    top = int(str(getattr(overview.cell(1, overview.max_column).hyperlink, "location", "")).rpartition("!A")[2])
    linked = {}
    for row in overview.iter_rows(min_row=top):
        for cell in row:
            if cell.hyperlink:
                assert cell.hyperlink.location == f"'{cell.value}'!A1"
                linked[cell.value] = next(str(one.value) for one in row[cell.column :] if one.value)
    assert set(linked) == set(colours) - {"Översikt"}
    assert all(1 <= len(words.split()) <= 6 for words in linked.values())
