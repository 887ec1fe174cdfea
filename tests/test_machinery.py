"""The machinery knows no plan: it asks the book, and no column or sheet of the plan is named in it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hplan_xl
from tests.sketch import BOOK

ROOT = Path(hplan_xl.__file__).parent
# The description of the plan, of the register's own workbook, and what reads the plan's own slide form.
PLAN = frozenset({"plan", "register", "conversion"})
IDS = {sheet.name for sheet in BOOK.sheets} | {
    name for sheet in BOOK.sheets for column in sheet.columns for name in (column.name, f"{sheet.name}.{column.name}")
}

# Words that are ids of the plan by chance: where they stand, and what they are there.
_OTHERWISE = {
    ("interpretation", "start"): "a group of an expression",
    ("interpretation", "event"): "a group of an expression",
    ("wording", "council"): "what the register may lack of a group",
    ("wording", "contact"): "what the register may lack of a group",
    ("package", "comment"): "an element of a part of comments",
    ("book", "title"): "the style of a line of Läs mig, and what a fault of the book is called",
    ("book", "year"): "a precision, a kind of period, and a placeholder of a sentence",
    ("book", "status"): "a variant of a sentence",
    ("book", "unit"): "a variant and a placeholder of a sentence",
    ("book", "quarter"): "a precision and a kind of period",
    ("cli", "text"): "a format of check",
    ("cli", "council"): "a way to split a master",
    ("cli", "group"): "a way to split a master",
    ("commands", "council"): "what the register may lack of a group",
    ("commands", "state"): "a key of the JSON",
    ("commands", "version"): "a key of a round's description",
    ("commands", "as_of"): "a key of a round's description",
    ("commands", "group"): "a key of the JSON, and a placeholder of Läs mig",
    ("commands", "year"): "a key of the JSON, and a placeholder of Läs mig",
    ("commands", "contact"): "a placeholder of Läs mig",
    ("commands", "due"): "a placeholder of Läs mig",
    ("consolidation", "council"): "what a part covers",
    ("consolidation", "group"): "what a part covers",
    ("deck", "id"): "an attribute of a shape",
    ("deck", "title"): "what a placeholder is for",
    ("deck", "type"): "an attribute of a placeholder",
    ("documents", "id"): "an attribute of a note",
    ("documents", "name"): "an element of a style",
    ("documents", "text"): "an element of a comment",
    ("documents", "title"): "what a figure is for",
    ("documents", "type"): "an attribute in a package",
    ("excel", "title"): "a style",
    ("excel", "text"): "a style",
    ("excel", "source"): "a style",
    ("excel", "group"): "a style",
    ("export", "name"): "a property of a data package",
    ("export", "number"): "a type of field",
    ("export", "title"): "a property of a data package",
    ("export", "type"): "a property of a data package",
    ("export", "state"): "a field of the files",
    ("export", "as_of"): "a field of the files",
    ("export", "document_status"): "a field of the files",
    ("intake", "name"): "a key of a round's description",
    ("intake", "title"): "a key of a round's description",
    ("intake", "as_of"): "a key of a round's description",
    ("interpretation", "unit"): "a variant of a sentence",
    ("interpretation", "year"): "a placeholder of a sentence",
    ("interpretation", "name"): "a group of an expression",
    ("mail", "version"): "a property of a calendar",
    ("marking", "text"): "an element of a comment",
    ("marking", "comment"): "an element of a part of comments",
    ("marking", "name"): "an attribute in a package",
    ("master", "text"): "a style",
    ("master", "title"): "a style, and an option of XlsxWriter",
    ("master", "source"): "a style, and an option of XlsxWriter",
    ("master", "group"): "a style, and a way to split a master",
    ("master", "council"): "a way to split a master",
    ("master", "plan"): "a noun",
    ("master", "type"): "an option of XlsxWriter",
    ("master", "name"): "an option of XlsxWriter",
    ("package", "name"): "an attribute in a package",
    ("package", "state"): "an attribute in a package",
    ("package", "on"): "a way to write true",
    ("publish", "plan"): "the address of a page whose group has no letters",
    ("renewal", "period"): "a property of an answer of Kolada",
    ("renewal", "status"): "a property of an answer of Kolada",
    ("renewal", "title"): "the style of a line of Läs mig",
    ("template", "year"): "a placeholder of Läs mig",
    ("template", "source"): "an option of XlsxWriter",
    ("template", "name"): "a heading of the lists",
    ("template", "title"): "a style, a document property and a placeholder of Läs mig",
    ("template", "version"): "a placeholder of Läs mig",
    ("template", "type"): "an option of XlsxWriter",
    ("template", "text"): "a kind of document property",
    **{
        ("wording", noun): "a noun"
        for noun in ("activities", "area", "areas", "comment", "forum", "group", "indicator", "indicators", "text")
    },
}


def _part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _ids_named(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module, but for docstrings, that are ids of the plan."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef))
    docstrings = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from ((node.lineno, name) for name in IDS & {node.value})


@pytest.mark.parametrize(
    "path", [path for path in sorted(ROOT.rglob("*.py")) if _part(path) not in PLAN], ids=lambda path: path.name
)
def test_no_module_of_the_machinery_names_a_column_or_a_sheet_of_the_plan(path: Path) -> None:
    assert [(line, name) for line, name in _ids_named(path) if (_part(path), name) not in _OTHERWISE] == []


def test_every_exception_is_needed() -> None:
    found = {(_part(path), name) for path in ROOT.rglob("*.py") for _, name in _ids_named(path)}
    assert _OTHERWISE.keys() - found == set()
