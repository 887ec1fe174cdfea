"""Every formula that is written means the same in each program: no truth value is taken for a number."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook

from hplan_xl.cli import main
from tests.formula_types import list_faults

ROOT = Path(__file__).parents[1]
FILLED = ROOT / "samples" / "plans" / "RPO Akut vård 2025.xlsx"


@pytest.mark.parametrize(
    ("formula", "faults"),
    [
        ("(ISERROR(A1))>0", ["a truth value is compared by >"]),
        ("(A1=2)=1", ["a truth value is compared by ="]),
        ("IF(A1>(B1=C1),1,0)", ["a truth value is compared by >"]),
        ("SUMPRODUCT(ISERROR(A1:A9))", ["SUMPRODUCT is given a bare truth value"]),
        ("MATCH(1,INDEX(A1:A9=B1,0),0)", ["MATCH is given a bare truth value"]),
        ("SUMPRODUCT(waits)", ["SUMPRODUCT is given a bare truth value"]),
        ("SUM(IF(A1>2,ISTEXT(B1),0))", ["SUM is given a bare truth value"]),
        ("(0+ISERROR(A1))>0", []),
        ("SUMPRODUCT(--ISERROR(A1:A9))", []),
        ("SUMPRODUCT(--(A1:A9>INDEX(B1:B3,2)))", []),
        ("LOOKUP(2,1/(A1:A9=SMALL(A1:A9,ROW()-2)),B1:B9)", []),
        ("AND(A1>2,OR(B1=1,NOT(ISBLANK(C1))))", []),
        ("(A1=2)=(B1=2)", []),
        ("MATCH(1,INDEX((A1:A9=1)*(B1:B9=2),0),0)", []),
        ("SUMPRODUCT(1-ISERROR(1/(INDEX(A1:A9,2):INDEX(A1:A9,3)>5)))", []),
        ('IF(-A1%>2,"a"&(B1="x"),A1:INDEX(A1:A9,3))', []),
    ],
)
def test_a_truth_value_that_is_taken_for_a_number_is_found(formula: str, faults: list[str]) -> None:
    assert list_faults(formula, {"waits": "A1:A9>3"}) == faults


def _formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    for name, defined in book.defined_names.items():
        yield name, str(defined.value)
    for sheet in book:
        for row in sheet.iter_rows():
            yield from ((f"{sheet.title}!{cell.coordinate}", str(cell.value)) for cell in row if cell.data_type == "f")
        for cells in sheet.conditional_formatting:
            yield from ((f"{sheet.title}!{cells.sqref}", formula) for rule in cells.rules for formula in rule.formula)
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "custom":
                yield f"{sheet.title}!{rule.sqref}", str(rule.formula1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A master, a register, and a copy with marks."""
    made = tmp_path_factory.mktemp("made")
    run = CliRunner().invoke
    run(main, ["merge", str(ROOT / "samples" / "plans"), "-o", str(made / "master.xlsx"), "--lang", "sv"])
    run(main, ["register", "-o", str(made / "register.xlsx"), "--lang", "sv"])
    run(main, ["check", str(ROOT / "samples" / "faulty"), "--mark", str(made / "marked"), "--lang", "sv"])
    return made


def test_every_formula_that_is_written_means_the_same_in_each_program(folder: Path) -> None:
    paths = [*(ROOT / "workbook_templates").glob("*.xlsx"), FILLED, folder / "master.xlsx", folder / "register.xlsx"]
    marked = sorted((folder / "marked").glob("*.xlsx"))[:1]
    found, count = {}, 0
    for path in [*paths, *marked]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl does not read sparklines
            book = openpyxl.load_workbook(path)
        names = {name: str(defined.value) for name, defined in book.defined_names.items()}
        for at, formula in _formulas(book):
            count += 1
            faults = list_faults(formula, names)
            if faults:
                found[path.name, at] = (faults, formula)
    assert found == {}
    assert len(marked) == 1
    assert count > 3000
