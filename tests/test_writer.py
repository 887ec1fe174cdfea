"""XlsxWriter as we use it: the private names that we rest on are there, and nothing is left out in silence."""

import ast
import html
import inspect
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, CellStringTuple, RowInfo, Worksheet

import hplan_xl
from hplan_xl.excel import writer
from hplan_xl.excel.references import plain_words
from hplan_xl.excel.writer import NotWritten, PlainSheet, PlainWorkbook, write_workbook

ROOT = Path(hplan_xl.__file__).parent
WRITER = Path(inspect.getfile(writer))

# What XlsxWriter promises nobody: what begins with "_", and what its manual does not name.
PRIVATE = {
    Core: ("_assemble_xml_file", "_set_properties", "_set_xml_writer", "_write_cp_content_status", "_xml_data_element"),
    Format: ("_get_xf_index",),
    Packager: ("_create_package", "_filename", "_write_core_file", "_write_shared_strings_file"),
    SharedStrings: ("_assemble_xml_file", "_set_xml_writer", "_write_si", "_write_sst_strings"),
    SharedStringTable: ("_get_shared_string_index",),
    Workbook: ("_get_packager",),
    Worksheet: (
        "_check_dimensions",
        "_get_range_data",
        "_prepare_formula",
        "_write_cell",
        "_write_empty_row",
        "_write_formula",
        "_write_number",
        "_write_rich_string",
        "_write_row",
        "_write_rows",
        "_write_string",
        "_xml_start_tag_unencoded",
    ),
}
KEPT = {
    Core: ("properties",),
    Packager: ("filenames", "workbook"),
    SharedStrings: ("fh", "string_table"),
    SharedStringTable: ("count", "string_array"),
    Workbook: ("doc_properties", "str_table"),
    Worksheet: (
        *(
            "dim_rowmax",
            "dim_rowmin",
            "fh",
            "index",
            "original_row_height",
            "row_info",
            "row_sizes",
            "str_table",
            "table",
            "tables",
        ),
        "tmpdir",
    ),
}
FIELDS = {
    CellFormulaTuple: ("formula", "format", "value"),
    CellNumberTuple: ("number", "format"),
    CellStringTuple: ("string", "format"),
    RowInfo: ("height", "row_format", "hidden", "level", "collapsed"),
}


def named(table: Mapping[type, tuple[str, ...]]) -> list[object]:
    """A case for each name, called as what it is: "Worksheet._write_rows"."""
    return [pytest.param(kind, name, id=f"{kind.__name__}.{name}") for kind, names in table.items() for name in names]


@pytest.mark.parametrize(("kind", "name"), named(PRIVATE))
def test_a_private_method_that_we_rest_on_is_there(kind: type, name: str) -> None:
    assert callable(getattr(kind, name, None)), f"XlsxWriter has no {kind.__name__}.{name} any more"


@pytest.mark.parametrize(("kind", "name"), named(KEPT))
def test_a_place_that_we_rest_on_is_there(kind: type, name: str) -> None:
    assert hasattr(kind(), name), f"XlsxWriter has no {kind.__name__}().{name} any more"


def test_every_private_name_in_use_is_in_the_list() -> None:
    tree = ast.parse(WRITER.read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    theirs = {name for kind in PRIVATE for name in dir(kind) if name.startswith("_") and not name.endswith("__")}
    assert used & theirs == {name for names in PRIVATE.values() for name in names}


def test_no_other_module_uses_a_private_name() -> None:
    theirs = {name for kind in PRIVATE for name in dir(kind) if name.startswith("_") and not name.endswith("__")}
    found = {
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in theirs and ast.unparse(node.value) != "self"
    }
    assert {one for one in found if not one.startswith(str(WRITER.relative_to(ROOT)))} == set()


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
def test_what_xlsxwriter_keeps_of_a_cell_and_a_row_has_the_parts_that_we_take(kind: type) -> None:
    fields = tuple(getattr(kind, "_fields", ())) or tuple(inspect.signature(kind).parameters)
    assert set(FIELDS[kind]) <= set(fields), f"XlsxWriter's {kind.__name__} has {fields}"


def test_whatever_gives_back_a_code_is_called_in_its_checked_form() -> None:
    of_xlsxwriter = {name for name in vars(Worksheet) if getattr(PlainSheet, name) is not getattr(Worksheet, name)}
    assert {name for name in _called_on_sheets() & _giving_codes() if name not in of_xlsxwriter} == set()


def _called_on_sheets() -> set[str]:
    """The methods of a worksheet that are called anywhere in the package."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in Path(hplan_xl.__file__).parent.rglob("*.py"))
    calls = (node.func for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in vars(Worksheet)}


def _giving_codes() -> set[str]:
    """The public methods of XlsxWriter's worksheet that may give back a number other than 0."""
    methods = {name: method for name, method in vars(Worksheet).items() if callable(method) and name[0] != "_"}
    return {name for name, method in methods.items() if "return -" in inspect.getsource(inspect.unwrap(method))}


@pytest.mark.parametrize("method", ["set_footer", "set_header"])
def test_what_the_writer_only_warns_of_is_raised(method: str) -> None:
    with pytest.raises(NotWritten, match="255 characters"), write_workbook(PlainWorkbook(BytesIO())) as workbook:
        getattr(workbook.add_worksheet("a", PlainSheet), method)("x" * 256)


def test_a_name_that_excel_knows_not_is_refused() -> None:
    with pytest.raises(NotWritten, match="no name"), write_workbook(PlainWorkbook(BytesIO())) as workbook:
        workbook.define_name("no name", "=1")


PAYLOADS = (
    "Se Underlag!B12", "=Underlag!B12", "Underlag!$B$12", "'Mätvärden'!A1", "[1]Blad1!A1", "A!A1", "=A!A1", "x\ny!AB12",
    "Se a!b!C3", "=1+1", "@SUM(A1)", "+A1", "-1!A1", "&P&D", "Klart!", "a!$A", "!A1", "Å!Ä1", "=cmd|'/C calc'!A0",
    "<c:f>A1</c:f>", "]]>", "&amp;", "{=A1}", "#REF!A1", "=#REF!", "x!A1 y", "100 %!B2", "=HYPERLINK(\"file:///x\")!A1",
)  # fmt: skip


@pytest.mark.parametrize("words", PAYLOADS)
def test_a_fillers_words_are_the_words_of_a_chart_and_no_reference(words: str) -> None:
    stream = BytesIO()
    workbook = PlainWorkbook(stream)
    sheet, chart = workbook.add_worksheet("Tal"), workbook.add_chart({"type": "column"})
    label = {"value": True, "custom": [{"value": plain_words(words)}]}
    chart.add_series({"values": "=Tal!$A$1:$A$2", "data_labels": label})
    chart.set_title({"name": plain_words(words)})
    chart.set_x_axis({"name": plain_words(words)})
    sheet.insert_chart("C3", chart)
    workbook.close()
    xml = zipfile.ZipFile(stream).read("xl/charts/chart1.xml").decode()
    assert re.findall("<c:f>(.*?)</c:f>", xml) == ["Tal!$A$1:$A$2"]
    shown = [html.unescape(text).replace("\u2060", "") for text in re.findall("<a:t>(.*?)</a:t>", xml, re.S)]
    assert shown == [words] * 3
