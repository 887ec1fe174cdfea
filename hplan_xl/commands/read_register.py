"""A register that a coordinator gives as a workbook."""

from pathlib import Path

from hplan_xl.book.errors import RegisterError, WorkbookError
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Text
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import Register, read_register_bytes
from hplan_xl.register.register_sheets import REGISTER, build_register
from hplan_xl.validation import validate_plans
from hplan_xl.wording import compose_sentence

REGISTER_FAULTY = Text("Registret {path}, {cell}: {sentence}", "The register {path}, {cell}: {sentence}")


def read_register_workbook(path: Path) -> Register:
    """The whole register in a workbook. Raises RegisterError, with its cell where there is one, if it is faulty."""
    try:
        plan = interpret_plan(read_submission(path.name, read_register_bytes(path), REGISTER), REGISTER)
    except WorkbookError as error:
        raise RegisterError(error.sentence) from error
    (findings,) = validate_plans([plan], gather_tables([plan], REGISTER), REGISTER)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            told = Text(compose_sentence(finding, "sv"), compose_sentence(finding, "en"))
            raise RegisterError(REGISTER_FAULTY.fill(path=path, cell=finding.cell, sentence=told))
    return build_register(plan.tables)
