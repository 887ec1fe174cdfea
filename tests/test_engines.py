"""Our workbooks mean the same in every program: what three engines compute of each, and of a plan with four faults."""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.cli import main
from tests import engines
from tests.recompute import Values, cached, convert_all, recomputed_all

pytestmark = [
    *(pytest.mark.libreoffice, pytest.mark.engines),
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),
]

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "workbook_templates" / "hplan_sv.xlsx"
SAMPLES = ROOT / "samples" / "plans"
ENGINES = {
    "LibreOffice": convert_all,
    "document-builder": engines.document_builder,
    "IronCalc": engines.ironcalc,
}
WORKBOOKS = ("template", "plan", "marked copy", "register", "master", "handout")
LIST_OF_A_COPY = "Att åtgärda"


class Fault(NamedTuple):
    """What an engine computes wrong: a formula over A2:A4 that comes to 2, and its sign in ours, where it has one."""

    engine: str
    formula: str
    sign: str = ""


FAULTS = (
    Fault("IronCalc", "=SUMPRODUCT(--ISNUMBER(A2:A4))", r"SUMPRODUCT\(.*\bIS[A-Z]+\("),
    Fault("IronCalc", "=ROWS(INDEX(A2:A4,1):INDEX(A2:A4,2))", r"\):INDEX\("),
    Fault("document-builder", "=COUNTIF(A2:A4,1)"),
)
# What a filler typed: a date in words, a status that is none, a number twice, and an area that does not exist.
TYPED: Mapping[str, Mapping[str, str | int]] = {
    "Plan": {"C3": "Sydöstra", "C4": "RPO Medicinsk diagnostik", "C5": 2026, "C6": "i mars"},
    "Prioriterade områden": {
        "A4": 1,
        "C4": "Område 4",
        "M4": "Enligt plan",
        "A5": 2,
        "C5": "Område 5",
        "M5": "Nästan klart",
        "A6": 2,
        "C6": "Område 6",
        "M6": "Avslutad",
    },
    "Aktiviteter": {
        "A4": 1,
        "C4": "Aktivitet 4",
        "A5": "9 – Finns inte",
        "C5": "Aktivitet 5",
        "A6": "2 – Område 5",
        "C6": "Aktivitet 6",
    },
}
# Probes stand to the right of everything, a hundred in a row.
BESIDE, FIRST_PROBE, LAST_PROBED = 60, 100, 11
MOST_CHOICES = 45


def keep_none(formula: str) -> bool:
    return False


def is_beyond_ironcalc(formula: str) -> bool:
    return any(fault.sign and re.search(fault.sign, formula, re.DOTALL) for fault in FAULTS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A workbook of each kind, as the commands write it."""
    folder = tmp_path_factory.mktemp("made")
    paths = {name: folder / f"{name}.xlsx" for name in ("register", "master", "handout")}
    faulty = str(ROOT / "samples" / "faulty" / "Ord utanför listorna.xlsx")
    for status, *words in (
        (1, "check", faulty, "--mark", str(folder / "back")),
        (0, "register", "-o", str(paths["register"])),
        (0, "merge", str(SAMPLES), "-o", str(paths["master"])),
        (0, "merge", str(SAMPLES), "-o", str(paths["handout"]), "--handout"),
    ):
        assert CliRunner().invoke(main, [*words, "--lang", "sv"], catch_exceptions=False).exit_code == status
    (copy,) = (folder / "back").iterdir()
    return {"template": TEMPLATE, "plan": min(SAMPLES.glob("*.xlsx")), "marked copy": copy, **paths}


@pytest.fixture(scope="module")
def stored(made: dict[str, Path]) -> dict[str, Values]:
    """The value that each formula of each workbook was written with; of a marked copy, only the list is of our hand."""
    found = {name: cached(path) for name, path in made.items()}
    found["marked copy"] = {cell: value for cell, value in found["marked copy"].items() if cell[0] == LIST_OF_A_COPY}
    return found


@pytest.fixture(scope="module")
def computed(made: dict[str, Path], stored: dict[str, Values]) -> dict[str, dict[str, Values]]:
    """What each engine computes of each workbook; IronCalc is given the values of what it cannot."""
    paths = [made[name] for name in WORKBOOKS]

    def compute(engine: str) -> dict[str, Values]:
        keeps = is_beyond_ironcalc if engine == "IronCalc" else keep_none
        found = zip(WORKBOOKS, recomputed_all(paths, ENGINES[engine], keeps), strict=True)
        return {name: {cell: values[cell] for cell in stored[name] if cell in values} for name, values in found}

    with ThreadPoolExecutor(2) as workers:
        return dict(zip(ENGINES, workers.map(compute, ENGINES), strict=True))


@pytest.mark.parametrize("workbook", WORKBOOKS)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_formula_has_the_value_that_is_stored(
    stored: dict[str, Values], computed: dict[str, dict[str, Values]], engine: str, workbook: str
) -> None:
    found, true = computed[engine][workbook], stored[workbook]
    assert {cell: (value, true[cell]) for cell, value in found.items() if value != true[cell]} == {}
    assert engine == "IronCalc" or found.keys() == true.keys()


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Fault, Mapping[str, object]]:
    """What each engine computes where one of them is said to be wrong."""
    folder = tmp_path_factory.mktemp("proofs")
    paths = [folder / f"{number}.xlsx" for number in range(len(FAULTS))]
    for path, fault in zip(paths, FAULTS, strict=True):
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("S")
            sheet.write_column(0, 0, (fault.formula, "=0+1", "=0+1"))
    found = {name: recomputed_all(paths, engine) for name, engine in ENGINES.items()}
    return {fault: {name: found[name][at]["S", "A1"] for name in ENGINES} for at, fault in enumerate(FAULTS)}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_an_engine_is_said_to_compute_wrong_is_wrong_there_alone(
    fault: Fault, proved: Mapping[Fault, Mapping[str, object]]
) -> None:
    """Where an engine has learnt it, its line goes out of FAULTS and of the docs, and our formulas are compared."""
    assert [name for name, value in proved[fault].items() if value != 2] == [fault.engine]


def test_the_table_in_the_docs_tells_what_was_computed(
    stored: dict[str, Values], computed: dict[str, dict[str, Values]]
) -> None:
    page = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
    rows = [
        f"| {name} | {' | '.join(f'{len(computed[engine][name])} of {len(stored[name])}' for engine in ENGINES)} |"
        for name in WORKBOOKS
    ]
    assert re.findall(r"^\| [a-z ]+ \| [0-9]+ of .*$", page, re.MULTILINE) == rows


class Probe(NamedTuple):
    """A formula that tells what a program shows at a cell: 1 for a mark or an answer that is taken, or a choice."""

    at: str
    kind: str
    formula: str


Probes = dict[tuple[str, str], Probe]


def fill_as_a_filler(path: Path) -> Probes:
    """Write the template with what is typed; the probes that stand beside it, by sheet and address."""
    book = openpyxl.load_workbook(TEMPLATE)
    for title, cells in TYPED.items():
        for address, value in cells.items():
            book[title][address] = value
    probes: Probes = {}
    for sheet in book.worksheets:
        for at, probe in enumerate([*probe_marks(sheet), *probe_rules(sheet)], FIRST_PROBE):
            cell = sheet.cell(at // 100, at % 100 + BESIDE)
            cell.value = f"=IFERROR({probe.formula},0)"
            probes[sheet.title, cell.coordinate] = probe
    book.save(path)
    return probes


def probe_marks(sheet: Worksheet) -> Iterator[Probe]:
    """Whether each conditional format of the first rows holds, each formula as it means in its row.

    One that fills nothing keeps a number from being seen, and is no mark.
    """
    for area in sheet.conditional_formatting:
        (cells,) = area.sqref.ranges
        column = get_column_letter(cells.min_col)
        for rule in area.rules:
            for row in range(cells.min_row, min(cells.max_row, LAST_PROBED) + 1):
                moved = Translator(f"={rule.formula[0]}", f"A{cells.min_row}").translate_formula(f"A{row}")
                kind = "mark" if rule.dxf.fill else "unseen"
                yield Probe(f"{column}{row}", kind, f"IF({moved[1:]},1,0)")


def probe_rules(sheet: Worksheet) -> Iterator[Probe]:
    """The choices that each drop-down offers, and whether each other rule takes what stands in its first cell."""
    for rule in sheet.data_validations.dataValidation:
        (cells,) = rule.sqref.ranges
        at = f"{get_column_letter(cells.min_col)}{cells.min_row}"
        if rule.type == "list":
            yield Probe(at, "length", f"ROWS({rule.formula1})")
            yield from (Probe(at, "choice", f"INDEX({rule.formula1},{n})") for n in range(1, MOST_CHOICES))
        elif rule.type == "custom":
            yield Probe(at, "taken", f"IF({rule.formula1},1,0)")


def test_a_filler_sees_the_same_count_marks_and_lists_in_two_programs(tmp_path: Path) -> None:
    path = tmp_path / "typed.xlsx"
    probes = fill_as_a_filler(path)
    one, other = (recomputed_all([path], ENGINES[name])[0] for name in ("LibreOffice", "document-builder"))

    assert {cell: (value, other[cell]) for cell, value in one.items() if value != other[cell]} == {}
    assert [one["Kontroll", cell] for cell in ("A2", "A3")] == ["4 celler kvar att rätta", "3 celler kan kompletteras."]
    assert [one["Kontroll", f"{column}{row}"] for row in (7, 8, 9) for column in "CEF"] == [
        *(0, 1, "C8"),
        *(3, 0, "A5"),
        *(1, 0, "A5"),
    ]
    marks, unseen = (
        {(sheet, probe.at) for (sheet, cell), probe in probes.items() if probe.kind == kind and one[sheet, cell]}
        for kind in ("mark", "unseen")
    )
    assert marks == {
        *(("Plan", cell) for cell in ("C6", "C8", "C9")),
        *(("Prioriterade områden", cell) for cell in ("M4", "A5", "M5", "A6", "M6", "X6")),
        ("Aktiviteter", "A5"),
        *(("Kontroll", cell) for cell in ("A2", "D7", "E7", "C8", "D8", "C9")),
    }
    assert {at for sheet, at in unseen if sheet == "Prioriterade områden"} == {
        f"A{row}" for row in range(8, LAST_PROBED + 1)
    }
    offered = [
        one[sheet, cell]
        for (sheet, cell), probe in probes.items()
        if (sheet, probe.at, probe.kind) == ("Aktiviteter", "A4", "choice")
    ]
    assert offered == ["1 – Område 4", "2 – Område 5", "2 – Område 6", *[0] * (MOST_CHOICES - 4)]
