"""A register that a coordinator gives as a workbook."""

from pathlib import Path

from hplan_xl.book.errors import RegisterError, WorkbookError, WrongTemplate
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Text
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import Register, read_register_bytes
from hplan_xl.register.register_sheets import REGISTER, build_register
from hplan_xl.validation import validate_plans
from hplan_xl.wording import compose_sentence, refusals

REGISTER_FAULTY = Text("Registret {path}, {cell}: {sentence}", "The register {path}, {cell}: {sentence}")
_NO_REGISTER = Text(
    "{path} är inget register. Gör ett med ”hplan register -o register.xlsx”, fyll i det och ange det.",
    "{path} is no register. Make one with “hplan register -o register.xlsx”, complete it and give it.",
)
_NOT_OPENED = Text(
    "Registret {path} går inte att läsa: filen är tom, skadad, har lösenord eller är ingen Excel-arbetsbok (.xlsx).",
    "The register {path} cannot be read: the file is empty, damaged, has a password or is no Excel workbook (.xlsx).",
)


def read_register_workbook(path: Path) -> Register:
    """The whole register in a workbook. Raises RegisterError, with its cell where there is one, if it is faulty."""
    try:
        plan = interpret_plan(read_submission(path.name, read_register_bytes(path), REGISTER), REGISTER)
    except WrongTemplate as error:
        others = [sentence.fill(file=path.name) for sentence in (refusals.NOT_OURS, refusals.A_MASTER)]
        raise RegisterError(_NO_REGISTER.fill(path=path) if error.sentence in others else error.sentence) from error
    except WorkbookError as error:
        raise RegisterError(_NOT_OPENED.fill(path=path)) from error
    if plan.tables.keys().isdisjoint(("groups", "regions")):  # a plan has a column with the title of one of councils
        raise RegisterError(_NO_REGISTER.fill(path=path))
    (findings,) = validate_plans([plan], gather_tables([plan], REGISTER), REGISTER)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            told = Text(compose_sentence(finding, "sv"), compose_sentence(finding, "en"))
            raise RegisterError(REGISTER_FAULTY.fill(path=path, cell=finding.cell, sentence=told))
    return build_register(plan.tables)
