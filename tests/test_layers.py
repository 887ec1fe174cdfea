"""The house keeps its floors: imports only go down, and each tool is used through its own doors only."""

import ast
import graphlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import hplan_xl

ROOT = Path(hplan_xl.__file__).parent

# From the ground up. What stands on one line may know what stands on the lines above it, and its own package.
FLOORS = (
    ("book",),
    ("excel", "wording", "isolation"),
    ("package", "template"),
    ("reading", "marking"),
    ("interpretation", "register"),
    ("intake", "validation", "plan", "repair", "documents"),
    ("consolidation", "conversion", "renewal"),
    ("master", "export", "mail"),
    ("deck", "publish"),
    ("commands",),
    ("cli",),
)
# The floors within `master`, in the same way.
MASTER_FLOORS = (("facts",), ("sheet",), ("pages",), ("write",))
# The description of the plan rests on what things are and on the register, and only the commands know it.
UNDER_THE_PLAN = frozenset({"book", "register", "plan"})
TOP = frozenset({"commands", "cli"})

# Where each tool may be imported.
DOORS = {
    "xlsxwriter": {"excel", "template", "master"},
    "openpyxl": set(),
    "pandas": {"validation", "consolidation", "master"},
    "pandera": {"validation"},
    "python_calamine": {"reading"},
    "click": {"cli"},
    "icalendar": {"mail"},
    "pdfplumber": {"documents"},
    "pptx": {"deck"},
    "jinja2": {"publish"},
    "pyarrow": {"export"},
}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def part(path: Path) -> str:
    """The module or package right under hplan_xl that a file belongs to; "" for the package itself."""
    name = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module that is imported at run time, with its line."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "hplan_xl" else [module]
            yield from ((name, node.lineno) for name in names)
        else:
            yield from imported(node)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def own(name: str) -> str:
    """The part of hplan_xl that a module name belongs to; "" where it is none of ours."""
    package, _, rest = name.partition(".")
    return rest.partition(".")[0] if package == "hplan_xl" else ""


def test_every_module_stands_on_a_floor() -> None:
    assert {part(path) for path in modules()} - {""} <= {name for floor in FLOORS for name in floor}


def test_the_map_in_the_readme_names_every_package_and_no_other_on_its_floor() -> None:
    readme = (ROOT.parent / "README.md").read_text(encoding="utf-8")
    drawn = readme.partition("Imports only go down:\n\n```\n")[2].partition("```")[0].splitlines()
    floors = [set(re.split(r"\s{2,}", line)[0].split()) for line in drawn if not line.startswith(" ")]
    assert floors == [set(floor) for floor in reversed(FLOORS)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    heights = {name: height for height, floor in enumerate(FLOORS) for name in floor}
    here = part(path)
    up = [
        f"line {line}: {name}"
        for name, line in imported(tree(path))
        if here and own(name) in heights and own(name) != here and heights[own(name)] >= heights[here]
    ]
    assert up == []


def test_no_two_modules_know_each_other_not_even_for_their_annotations() -> None:
    names = {
        ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in modules()
    }
    known = {
        name: {
            found
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ImportFrom) and node.module
            for found in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
            if found in names and not name.startswith(f"{found}.")
        }
        for name, path in names.items()
    }
    assert len(list(graphlib.TopologicalSorter(known).static_order())) == len(names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_top_knows_the_plan(path: Path) -> None:
    names = {own(name) for name, _ in imported(tree(path))}
    assert "plan" not in names or part(path) in {*TOP, "plan"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_tool_is_used_through_its_own_doors(path: Path) -> None:
    used = {name.partition(".")[0] for name, _ in imported(tree(path))}
    assert {tool for tool in used & DOORS.keys() if part(path) not in DOORS[tool]} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_imported_inside_a_function_but_in_the_commands(path: Path) -> None:
    inner = [
        name
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for name, _ in imported(function)
    ]
    assert inner == [] or part(path) == "cli"


@pytest.mark.parametrize("path", [path for path in modules() if part(path) == "plan"], ids=lambda path: path.name)
def test_the_plan_is_data_on_the_ground_floors(path: Path) -> None:
    allowed = UNDER_THE_PLAN | ({"wording"} if path.name == "dictionary.py" else set())
    assert {own(name) for name, _ in imported(tree(path))} - {""} <= allowed


@pytest.mark.parametrize("path", sorted((ROOT / "master").rglob("*.py")), ids=lambda path: path.name)
def test_imports_go_down_within_the_master(path: Path) -> None:
    heights = {name: height for height, floor in enumerate(MASTER_FLOORS) for name in floor}
    here = path.relative_to(ROOT / "master").parts[0].removesuffix(".py")
    names = {name.split(".")[2] for name, _ in imported(tree(path)) if name.startswith("hplan_xl.master.")}
    assert {name for name in names if name != here and heights[name] >= heights[here]} == set()
