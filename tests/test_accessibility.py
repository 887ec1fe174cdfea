"""The workbooks that are sent and published keep nobody out, and the checks that say so find planted faults."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from hplan_xl.book.text import Language
from hplan_xl.cli import main
from hplan_xl.commands.make_templates import TemplateOrder, build_group_template
from hplan_xl.deck.deck_file import build_deck
from hplan_xl.excel import look
from hplan_xl.master.write import build_master
from hplan_xl.plan.pages import DECK
from hplan_xl.register.catalogue import read_packaged_register
from tests.barriers import find_barriers, find_slide_barriers
from tests.conftest import BROWSER_TOOLS
from tests.pieces_of_masters import parts
from tests.plenty import consolidation
from tests.sketch import sketch

REGISTER = read_packaged_register()


@cache
def master(language: Language = "sv") -> bytes:
    return build_master(consolidation(6), language)


@cache
def template(region: str = "sydostra", language: Language = "sv") -> bytes:
    return build_group_template(TemplateOrder(register=REGISTER, region=region, language=language), None)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_master_keeps_nobody_out(language: Language) -> None:
    assert find_barriers(master(language)) == []


@pytest.mark.parametrize(("region", "language"), [("sydostra", "sv"), ("sodra", "en")])
def test_a_template_keeps_nobody_out(region: str, language: Language) -> None:
    assert find_barriers(template(region, language)) == []


def marked_copy(tmp_path: Path) -> bytes:
    """A plan with something to mend, as it is sent back."""
    sketch(tmp_path, {"areas": "| status | short_title |\n| Pågår | |"}, {"chair": None})
    CliRunner().invoke(main, ["check", str(tmp_path / "plan.xlsx"), "--mark", str(tmp_path / "ut"), "--lang", "sv"])
    (copy,) = (tmp_path / "ut").glob("*.xlsx")
    return copy.read_bytes()


def test_a_marked_copy_keeps_nobody_out(tmp_path: Path) -> None:
    assert find_barriers(marked_copy(tmp_path)) == []


def told_by_the_judge(folder: Path, workbook: bytes) -> list[tuple[str, str, str, str]]:
    """What an audit that is not ours tells of a workbook: how grave, of what kind, the sheet and the rows."""
    path = folder / "arbetsbok.xlsx"
    path.write_bytes(workbook)
    script = Path(__file__).with_name("audit_workbooks.mjs")
    run = subprocess.run(["node", script, BROWSER_TOOLS, path], capture_output=True, encoding="utf-8", check=True)
    (told,) = json.loads(run.stdout)
    return [tuple(one) for one in told]


@pytest.mark.judge
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_outside_judge_warns_of_no_more_in_a_master_than_two_sheets_without_a_table(
    tmp_path: Path, language: Language
) -> None:
    """Handlingsplan has its headings anew on each group's page, and Diagramdata is for the charts to read, not people.

    The blank rows that are told of part the tables of a page, or lie under a chart.
    """
    told = told_by_the_judge(tmp_path, master(language))
    titles = {"sv": {"Handlingsplan", "Diagramdata"}, "en": {"Action plan", "Chart data"}}[language]
    assert {one[:3] for one in told if one[0] != "info"} == {("warning", "no-header-row", title) for title in titles}
    assert {one[1] for one in told if one[0] == "info"} == {"blank-row-in-data"}


@pytest.mark.judge
@pytest.mark.parametrize("kind", ["mall", "template", "markerad"])
def test_an_outside_judge_warns_of_no_more_in_a_template_than_that_its_sheets_are_no_tables(
    tmp_path: Path, kind: str
) -> None:
    """A table of Excel would grow with what is typed below it and carry its formats and rules along.

    The titles stand still on the screen and come anew on each printed page instead.
    """
    data = marked_copy(tmp_path) if kind == "markerad" else template("sydostra", "sv" if kind == "mall" else "en")
    told = told_by_the_judge(tmp_path, data)
    assert {one[:2] for one in told} == {("warning", "no-header-row"), ("info", "blank-row-in-data")}
    titles = openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames
    assert [one[2] for one in told if one[0] == "warning"] == titles


@pytest.mark.judge
def test_an_outside_judge_finds_a_planted_fault(tmp_path: Path) -> None:
    faulty = changed(master(), r"docProps/core\.xml", "<dc:title>[^<]*</dc:title>", "")
    assert "no-doc-title" in {one[1] for one in told_by_the_judge(tmp_path, faulty)}


@cache
def slides(count: int = 6, language: Language = "sv") -> bytes:
    return build_deck(consolidation(count), DECK, language)[0]


@pytest.mark.parametrize(("count", "language"), [(6, "sv"), (6, "en"), (1, "sv")])
def test_slides_keep_nobody_out(count: int, language: Language) -> None:
    assert find_slide_barriers(slides(count, language)) == []


def changed(data: bytes, part: str, pattern: str, by: str) -> bytes:
    """The workbook with one place of the first part whose name and contents fit replaced."""
    found, target, done = parts(data), io.BytesIO(), 0
    with zipfile.ZipFile(target, "w") as package:
        for name, content in found.items():
            text = content
            if not done and re.fullmatch(part, name):
                replaced, done = re.subn(pattern.encode(), by.encode(), content, count=1, flags=re.DOTALL)
                text = replaced
            package.writestr(name, text)
    assert done, (part, pattern)
    return target.getvalue()


AREAS = r"xl/worksheets/sheet3\.xml"
MERGE = '</sheetData><mergeCells><mergeCell ref="C5:D5"/></mergeCells>'
Fault = tuple[Callable[[], bytes], str, str, str, str]
FAULTS: dict[str, Fault] = {
    "title": (master, r"docProps/core\.xml", "<dc:title>[^<]*</dc:title>", "", "the document has no title"),
    "description": (
        *(template, r"docProps/core\.xml", "<dc:description>[^<]*</dc:description>", ""),
        "the document has no description",
    ),
    "language": (
        *(template, r"docProps/core\.xml", "<dc:language>[^<]*<", "<dc:language><"),
        "the document has no language",
    ),
    "alternative text": (
        *(master, r"xl/drawings/drawing\d+\.xml", ' descr="[^"]*"', ""),
        "Översikt: Chart 1 has no alternative text",
    ),
    "heading": (
        *(master, r"xl/tables/table1\.xml", '(<tableColumn id="1" name=")[^"]*', r"\1 "),
        "Översikt: the table overview_table has no headings",
    ),
    "header row": (
        *(master, r"xl/tables/table1\.xml", "<table ", '<table headerRowCount="0" '),
        "Översikt: the table overview_table has no headings",
    ),
    "headings that stay": (
        *(template, AREAS, "<pane [^>]*>", ""),
        "Prioriterade områden: the headings do not stay where they are seen",
    ),
    "cells of their own": (template, AREAS, "</sheetData>", MERGE, "Prioriterade områden: C5:D5 is merged"),
    "name of a sheet": (
        *(template, r"xl/workbook\.xml", 'name="Aktiviteter"', 'name="Blad3"'),
        "the name of a sheet says nothing: 'blad3'",
    ),
    "two names alike": (
        *(template, r"xl/workbook\.xml", 'name="Aktiviteter"', 'name="Resultat"'),
        "the name of a sheet says nothing: 'resultat'",
    ),
    "contrast in a cell": (
        *(master, r"xl/styles\.xml", '(<font>.*?<color rgb="FF)1F2933', r"\1C0C0C0"),
        "cell style 2: #C0C0C0 on #FFFFFF cannot be read",
    ),
    "contrast in a conditional format": (
        *(template, r"xl/styles\.xml", '(<dxfs.*?<color rgb="FF)[0-9A-F]{6}', r"\1F2B705"),
        "conditional format 0: #F2B705 on",
    ),
    "no gaps": (
        *(master, r"xl/worksheets/sheet2\.xml", '(<row r=")(?:9|1\\d)"', r'\g<1>9000"'),
        "Att lyfta: more than 2 blank rows follow upon each other",
    ),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_planted_fault_is_found(what: str) -> None:
    make, part, pattern, by, told = FAULTS[what]
    found = find_barriers(changed(make(), part, pattern, by))
    assert any(barrier.startswith(told) for barrier in found), found


def test_a_colour_without_a_word_is_found() -> None:
    fills = parts(master())["xl/styles.xml"].decode().partition("<fills")[2].partition("</fills>")[0]
    tones = {shade.fill[1:] for shade in look.SHADES.values()} | {
        shade.solid_fill[1:] for shade in look.SHADES.values()
    }
    place = next(
        at for at, fill in enumerate(re.findall("<fill>.*?</fill>", fills)) if any(tone in fill for tone in tones)
    )
    toned = f'<xf numFmtId="0" fontId="0" fillId="{place}" borderId="0" xfId="0"/>'
    styled = changed(master(), r"xl/styles\.xml", r"(<cellXfs[^>]*>)<xf [^>]*/>", rf"\1{toned}")
    faulty = changed(styled, r"xl/worksheets/sheet2\.xml", '(<row r="7"[^>]*>)', r'\1<c r="A7" s="0"/>')
    assert "Att lyfta: A7 says something by its colour alone" in find_barriers(faulty)


SLIDE = r"ppt/slides/slide3\.xml"
SLIDE_FAULTS: dict[str, tuple[str, str, str, str]] = {
    "title of the file": (r"docProps/core\.xml", "<dc:title>[^<]*</dc:title>", "", "the document has no title"),
    "description": (
        *(r"docProps/core\.xml", "<dc:description>[^<]*</dc:description>", ""),
        "the document has no description",
    ),
    "language": (r"docProps/core\.xml", "<dc:language>[^<]*</dc:language>", "", "the document has no language"),
    "title of a slide": (SLIDE, '<p:ph type="title"/>', "<p:ph/>", "slide 3: no title of its own"),
    "two titles alike": (
        *(SLIDE, '(<p:ph type="title"/>.*?<a:t>)[^<]*', r"\1Läget"),
        "slide 3: no title of its own",
    ),
    "alternative text of a table": (SLIDE, ' descr="[^"]*"', "", "slide 3: Table 2 has no alternative text"),
    "alternative text of a chart": (
        *(r"ppt/slides/slide2\.xml", ' descr="[^"]*"', ""),
        "slide 2: Chart 2 has no alternative text",
    ),
    "header row": (SLIDE, ' firstRow="1"', "", "slide 3: the table has no headings"),
    "heading": (SLIDE, "(<a:tbl>.*?<a:t>)[^<]*", r"\1 ", "slide 3: the table has no headings"),
    "cells of their own": (SLIDE, "<a:tc>", '<a:tc gridSpan="2">', "slide 3: cells of the table are merged"),
    "language of the words": (SLIDE, ' lang="[^"]*"', "", "slide 3: words without a language"),
    "contrast": (
        *(SLIDE, '(<a:tbl>.*?<a:srgbClr val=")FFFFFF', r"\g<1>16365D"),
        "slide 3: #16365D on #16365C cannot be read",
    ),
    "a bar known by its sign": (
        *(r"ppt/charts/chart\d+\.xml", "&quot;● &quot;0;;;", "&quot;○ &quot;0;;;"),
        "slide 2: the bars of a chart are told apart by their colour alone",
    ),
}


@pytest.mark.parametrize("what", SLIDE_FAULTS)
def test_a_planted_fault_in_slides_is_found(what: str) -> None:
    part, pattern, by, told = SLIDE_FAULTS[what]
    found = find_slide_barriers(changed(slides(), part, pattern, by))
    assert any(barrier.startswith(told) for barrier in found), found


def test_a_colour_without_a_word_on_a_slide_is_found() -> None:
    tones = "|".join(shade.fill[1:] for shade in look.SHADES.values())
    toned = rf'(<a:t>)[^<]*(</a:t>(?:(?!</a:tc>).)*<a:tcPr(?:(?!</a:tc>).)*val="(?:{tones})")'
    pages = ((name, content) for name, content in parts(slides()).items() if name.startswith("ppt/slides/slide"))
    part = next(name for name, content in pages if re.search(toned, content.decode(), re.DOTALL))
    found = find_slide_barriers(changed(slides(), re.escape(part), toned, r"\1\2"))
    assert any(barrier.endswith("a cell says something by its colour alone") for barrier in found), found
