"""The house in numbers: names that explain themselves, short functions, a docstring for everything public."""

import ast
import doctest
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.mutate_guards import GUARDS
from tests.test_layers import ROOT, modules, tree

MODULES = modules()
MOST_LINES = 40
MOST_TOP_ENTRIES = 27  # five and twenty rooms and `cli`, and some air
MOST_MODULES_OF_ONE_NAME = 8

# Participles and adjectives that say nothing alone: of what, and told to whom?
BARE = frozenset(
    """
    absent addressed apart asked awaited bare begun beside blank bounded broken carried checked clean closed
    coloured counted dated defined distinct doubled dressed edited empty excluded extended filled fitted folded
    framed given gone headed idle inside judged kept keyed known late later linked listed located longest marked
    mended merged mild missed missing moved named narrowed near needed noted opened outlined outside owned parted
    picked placed plain poured prefilled prefixed printed private quoted referred refused registered rendered
    repaired restored rich said same says seen settled shown silent spoken stored structured submitted taken tall
    telling ticked titled together told toned total_of troubled turned typed uncomputed understood unled unmarked
    unpacked unplaced unread unwritable visible wanted whole wished written zipped
    """.split()  # noqa: SIM905
)
# Where such a word is the field's own term, or names the thing itself.
ALLOWED = {
    "conversion.draft.Draft.kept": "the notes that are kept, as on the sheet Övrigt",
    "documents.pages.Page.unread": "how many things on the page cannot be read",
    "package.archive.Archive.doubled": "whether a member stands twice, which is what the sentence says",
}
# One class name for two things, where the package makes it plain which is meant.
SAME_CLASSES = {"Page": "a page of a document and a page of the master"}


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def public_names(body: list[ast.stmt], prefix: str, in_class: bool = False) -> Iterator[tuple[str, ast.stmt]]:
    """Every public function, class, method, field and constant with its node; not the members of enumerations."""
    for node in body:
        name = ""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and not in_class:
            name = node.targets[0].id
        if not name or name.startswith("_"):
            continue
        yield f"{prefix}{name}", node
        if isinstance(node, ast.ClassDef):
            yield from public_names(node.body, f"{prefix}{name}.", in_class=True)


@cache
def all_names() -> list[tuple[str, ast.stmt]]:
    """Every public name of the house with its node."""
    return [(name, node) for path in MODULES for name, node in public_names(tree(path).body, f"{dotted(path)}.")]


def test_no_public_name_is_a_bare_participle_or_adjective() -> None:
    bare = {name for name, _ in all_names() if name.rpartition(".")[2].lower() in BARE}
    assert bare - ALLOWED.keys() == set()


def test_nothing_is_allowed_that_is_not_there() -> None:
    assert ALLOWED.keys() <= {name for name, _ in all_names()}


def test_no_two_classes_have_the_same_name() -> None:
    classes = Counter(
        node.name
        for path in MODULES
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and node.name[0] != "_"
    )
    assert {name for name, count in classes.items() if count > 1} == SAME_CLASSES.keys()


def test_everything_public_has_a_docstring() -> None:
    bare = [dotted(path) for path in MODULES if not ast.get_docstring(tree(path))]
    bare += [
        name
        for name, node in all_names()
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not ast.get_docstring(node)
    ]
    assert bare == []


# As `time_words` and `values.TimeSpan`; and "state, reason: " where a line or a sentence begins.
_IN_BACKTICKS = re.compile(r"`([A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)`")
_TOLD_OF = re.compile(r"(?:^ *|\. )([a-z_]+(?:, [a-z_]+)*): ", re.MULTILINE)
# Names of others' programs and of data, which stand nowhere as names of our own.
OTHERS_NAMES = frozenset({"parquet", "winerror", "next_url", "previous_url", "_source", "x", "_x"})


def test_a_docstring_names_what_exists() -> None:
    """Names in backticks are names of the house, also after what they name has got another."""
    known = {part for path in MODULES for part in dotted(path).split(".")} | OTHERS_NAMES
    for node in (node for path in MODULES for node in ast.walk(tree(path))):
        known |= {
            value for name in ("id", "attr", "arg", "name") if isinstance(value := getattr(node, name, None), str)
        }
    named = {
        (dotted(path), name)
        for path in MODULES
        for _, docstring in docstrings(path)
        for name in _IN_BACKTICKS.findall(docstring)
    }
    assert {(place, name) for place, name in named if not known.issuperset(name.split("."))} == set()


def test_a_docstring_tells_of_fields_and_parameters_that_are_there() -> None:
    told = {
        (dotted(path), node.name, name)
        for path in MODULES
        for node, docstring in docstrings(path)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for names in _TOLD_OF.findall(docstring.partition("\n")[2])
        for name in names.split(", ")
        if name not in members(node)
    }
    assert told == set()


def docstrings(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (docstring := ast.get_docstring(node)):
            yield node, docstring


def members(node: ast.AST) -> set[str]:
    """The parameters of a function; the fields, methods and attributes of a class and the parameters to make one."""
    return {
        name
        for each in ast.walk(node)
        for name in (getattr(each, "arg", None), getattr(each, "attr", None), getattr(each, "id", None))
        if name
    } | {each.name for each in ast.walk(node) if isinstance(each, ast.FunctionDef)}


# Words that users stumbled over, and that are shown nowhere.
STUMBLED = (
    "ÅÅÅÅ-03-01",
    "nfälld",
    "Patienter ska vara delaktig ",
    "detaljer hör hemma i projektplanen",
    "Ses först när planen tas emot",
    "Löften som ingen arbetar med",
    "Det här efterfrågas",
    "Öppna den i Excel och spara",
    "utan något att rätta",
)


def test_words_that_users_stumbled_over_are_shown_nowhere() -> None:
    shown = [
        *ROOT.rglob("*.py"),
        *ROOT.rglob("*.toml"),
        *(ROOT.parent / "docs").glob("*.md"),
        ROOT.parent / "README.md",
    ]
    found = {(path.name, words) for path in shown for words in STUMBLED if words in path.read_text(encoding="utf-8")}
    assert found == {("refusals.py", "Öppna den i Excel och spara")}  # of an earlier master that is damaged


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_function_fits_a_screen(path: Path) -> None:
    lengths = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_a_module_is_found_by_its_name() -> None:
    """A name stands twice only where the package makes it plain, as `facts.indicators` beside `pages.indicators`."""
    stems = [path.stem for path in MODULES if path.stem != "__init__"]
    packages = {path.parent.name for path in MODULES if path.parent != ROOT}
    twice = {stem for stem, count in Counter(stems).items() if count > 1}
    assert len(twice) <= MOST_MODULES_OF_ONE_NAME, twice
    assert {stem for stem in stems if stem in packages} - {"pages"} == set()
    near = {stem for stem in {*stems, *packages} if f"{stem}s" in {*stems, *packages}}
    assert near == set()


def test_the_top_level_is_seen_at_a_glance() -> None:
    entries = [*ROOT.iterdir()]
    assert (
        len([entry for entry in entries if entry.suffix == ".py" or (entry / "__init__.py").exists()])
        <= MOST_TOP_ENTRIES
    )


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_what_a_docstring_shows_is_so(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_each_guard_that_is_broken_now_and_then_stands_where_its_list_says() -> None:
    assert {guard.name: (ROOT / guard.path).read_text(encoding="utf-8").count(guard.text) for guard in GUARDS} == {
        guard.name: 1 for guard in GUARDS
    }
