"""Whatever a filler types stays words: forty texts in which some program reads a meaning, in every column of words.

One folder holds a plan for each, and every command reads the folder; what was written is searched for anything live
that holds a filler's words, and read back.
"""

import csv
import email
import io
import json
import re
import warnings
from collections.abc import Mapping
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from hplan_xl.book.columns import Prose
from hplan_xl.cli import main
from hplan_xl.commands.read_register import read_register_workbook
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import extend_packaged_register
from hplan_xl.template.positions import ANSWER_COLUMN, FIRST_ROW
from tests.commands import a_plan
from tests.hostile import parts_of
from tests.sketch import BOOK, FOR_SYDOSTRA

PAYLOADS = (
    *("=1+1", "+1", "-1+2", "@SUM(A1)", "{=1}", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "=Underlag!B12"),
    *("Underlag!B12", "'Ett blad'!A1", "Plan!$A$1:$B$2", "[Bok.xlsx]Blad!A1", "areas_table[Status]", "A1", "R1C1"),
    *("http://example.org/x", "mailto:a@example.org", "file:///c:/x", "internal:Översikt!A1", "external:x.xlsx"),
    *("&L&D", "&[Sida]", "&P av &N", "%s %(x)s", "{0}", "{value}", "{row!r}", "[Red]General", '"● "@', "0;-0"),
    *("</t></si><f>1</f>", "]]>", "&amp;&lt;", "<b>x</b>", "=1;2", "#REF!", "TRUE", "'apostrof", "~*?", "\\\\v\\d"),
)
# So many payloads go into one plan: every command takes a second a plan.
A_PLAN = 10
_LIVE = re.compile(rb"<f[ >][^<]*|<hyperlink [^>]*|<c:f>[^<]*|<definedName [^>]*>[^<]*|<Relationship [^>]*")
_HEADER = re.compile(rb"<(?:odd|even|first)(?:Header|Footer)>[^<]*|<numFmt [^>]*|<\w+ColumnFormula>[^<]*")


def marked(number: int) -> str:
    """What is typed: the payload, and a mark that is its own and that nothing of ours says."""
    return f"{PAYLOADS[number]} Zqx{number}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans in a folder `in`, and beside it what the commands made of them."""
    here = tmp_path_factory.mktemp("payloads")
    (here / "in").mkdir()
    for first in range(0, len(PAYLOADS), A_PLAN):
        _write(here / "in" / f"{first:02}.xlsx", first)
    plans = str(here / "in")
    made = {
        "master": ("merge", plans, "-o", str(here / "master.xlsx"), "--mail", str(here / "mails")),
        "copies": ("check", plans, "--mark", str(here / "copies")),
        "repaired": ("repair", plans, "-o", str(here / "repaired")),
        "next": ("next", plans, "-o", str(here / "next")),
        "slides": ("slides", plans, "-o", str(here / "plans.pptx")),
        "data": ("export", plans, "-o", str(here / "data"), "--to", "csv"),
        "pages": ("publish", plans, "-o", str(here / "pages")),
    }
    results = {name: _run(*words) for name, words in made.items()}
    assert {name: result.exit_code for name, result in results.items() if result.exit_code > 1} == {}
    (here / "findings.csv").write_text(_run("check", plans, "--format", "csv").stdout, encoding="utf-8", newline="")
    return here


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--lang", "sv"], catch_exceptions=False)


def _write(path: Path, first: int) -> None:
    """A plan with payloads in every column of words: by turns in the form, and each in a row of every table."""
    workbook = openpyxl.load_workbook(io.BytesIO(a_plan()))
    for sheet in FOR_SYDOSTRA.sheets:
        page = workbook[sheet.title.sv]
        ids = {cell.value: cell for cell in (next(page.iter_cols(max_col=1)) if sheet.is_form else page[2])}
        for column in sheet.columns:
            if isinstance(column, Prose) and column.name not in (sheet.counter, *sheet.key, "council"):
                at = ids[column.name]
                assert at.row is not None
                assert at.column is not None
                turn = at.row % A_PLAN
                for number in range(turn, turn + 1) if sheet.is_form else range(A_PLAN):
                    place = (at.row, ANSWER_COLUMN) if sheet.is_form else (FIRST_ROW + number, at.column)
                    page.cell(*place).value = marked(first + number)
                    page.cell(*place).data_type = "s"
    form = {cell.value: cell.row for cell in next(workbook["Plan"].iter_cols(max_col=1))}
    workbook["Plan"].cell(form["group"] or 0, ANSWER_COLUMN).value = f"RPO Prov {first:02}"
    workbook.save(path)


def _workbooks(folder: Path) -> Mapping[str, bytes]:
    paths = [folder / "master.xlsx", *(folder / "copies").glob("*.xlsx"), *(folder / "repaired").rglob("*.xlsx")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in [*paths, *(folder / "next").glob("*.xlsx")]}


def test_nothing_live_in_a_workbook_holds_a_fillers_words(folder: Path) -> None:
    written = _workbooks(folder)
    assert len(written) == 1 + 3 * len(PAYLOADS) // A_PLAN
    live = {
        (name, part): found
        for name, data in written.items()
        for part, content in parts_of(data).items()
        for found in (*_LIVE.findall(content), *_HEADER.findall(content))
        if b"Zqx" in found
    }
    assert live == {}


def test_the_master_has_every_payload_as_it_was_typed(folder: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not read sparklines
        book = openpyxl.load_workbook(folder / "master.xlsx")
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"}
    assert [number for number in range(len(PAYLOADS)) if marked(number) not in words] == []


@pytest.mark.parametrize("kind", ["copies", "repaired"])
def test_what_a_group_gets_back_reads_as_what_it_sent(folder: Path, kind: str) -> None:
    sent = [_titles(path) for path in sorted((folder / "in").glob("*.xlsx"))]
    back = [_titles(path) for path in sorted((folder / kind).rglob("*.xlsx"))]
    assert sorted(back, key=str) == sorted(sent, key=str)
    assert [titles[:A_PLAN] for titles in sent] == [
        tuple(marked(first + number) for number in range(A_PLAN)) for first in range(0, len(PAYLOADS), A_PLAN)
    ]


def _titles(path: Path) -> tuple[object, ...]:
    return tuple(read_submission(path.name, path.read_bytes(), BOOK).tables["areas"].values["title"])


def test_lists_for_other_programs_hold_the_words_and_no_formula(folder: Path) -> None:
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    with (folder / "data" / "areas.csv").open(encoding="utf-8", newline="") as file:
        exported = {cell for row in csv.reader(file) for cell in row}
    assert [number for number in range(len(PAYLOADS)) if marked(number) not in exported] == []


def test_a_register_holds_the_words_alone_and_is_read_back_as_it_was(tmp_path: Path) -> None:
    source, workbook = tmp_path / "register.toml", tmp_path / "register.xlsx"
    source.write_text("\n".join(_register_of(marked(number)) for number in range(len(PAYLOADS))), encoding="utf-8")

    assert _run("register", "--register", str(source), "-o", str(workbook)).exit_code == 0

    live = [found for content in parts_of(workbook.read_bytes()).values() for found in _LIVE.findall(content)]
    assert [found for found in live if b"Zqx" in found] == []
    assert read_register_workbook(workbook) == extend_packaged_register(source)


def _register_of(words: str) -> str:
    """A group and its council in a data file; in a workbook councils stand between semicolons, so none holds one.

    What has an @ and is no mail address is refused as one.
    """
    told, mail = json.dumps(words), json.dumps("" if "@" in words else words)
    council = json.dumps(words.replace(";", ","))
    return f"""
        [[council]]
        name = {council}
        region = "sydostra"
        [[group]]
        name = {told}
        kind = "RPO"
        region = "sydostra"
        councils = [{council}]
        host = {told}
        contact = {told}
        mail = {mail}
    """


def test_mails_slides_and_pages_hold_the_words_alone(folder: Path) -> None:
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in _mails(folder)]
    assert len(mails) >= len(PAYLOADS) // A_PLAN
    assert {mail["X-Unsent"] for mail in mails} == {"1"}
    shown = {
        paragraph.text
        for slide in Presentation(str(folder / "plans.pptx")).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
    }
    assert any("Zqx" in words for words in shown)
    pages = "".join(path.read_text(encoding="utf-8") for path in (folder / "pages").glob("*.html"))
    assert "&lt;b&gt;x&lt;/b&gt; Zqx" in pages
    assert "<b>x</b>" not in pages
    assert re.findall(r"""(?:href|src)=["'][^"']*Zqx""", pages) == []


def _mails(folder: Path) -> list[Path]:
    return sorted((folder / "mails").glob("*.eml"))
