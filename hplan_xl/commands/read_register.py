"""A register that a coordinator gives, as a workbook or as a data file of the packaged form."""

from pathlib import Path

from hplan_xl.book.errors import RegisterError, WorkbookError, explain_os_error
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Text
from hplan_xl.consolidation.frames import gather_tables
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import Register, read_packaged_register, read_register
from hplan_xl.register.register_sheets import REGISTER, build_register
from hplan_xl.validation import validate_plans
from hplan_xl.wording import compose_sentence

REGISTER_MISSING = Text("Registret {path} finns inte.", "The register {path} does not exist.")
REGISTER_UNREADABLE = Text("Registret {path} går inte att läsa: {why}.", "The register {path} cannot be read: {why}.")
REGISTER_FAULTY = Text("Registret {path}, {cell}: {sentence}", "The register {path}, {cell}: {sentence}")


def load_register(path: Path) -> Register:
    """The register at a path: a workbook is a whole register, a data file extends the packaged one.

    Raises RegisterError, with the cell where there is one, when it cannot be used.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise RegisterError(REGISTER_MISSING.fill(path=path)) from error
    except OSError as error:
        raise RegisterError(REGISTER_UNREADABLE.fill(path=path, why=explain_os_error(error))) from error
    if path.suffix.casefold() == ".xlsx":
        return _read_workbook(path, data)
    return read_packaged_register().extend(read_register(path))


def _read_workbook(path: Path, data: bytes) -> Register:
    try:
        plan = interpret_plan(read_submission(path.name, data, REGISTER), REGISTER)
    except WorkbookError as error:
        raise RegisterError(error.sentence) from error
    (findings,) = validate_plans([plan], gather_tables([plan], REGISTER), REGISTER)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            told = Text(compose_sentence(finding, "sv"), compose_sentence(finding, "en"))
            raise RegisterError(REGISTER_FAULTY.fill(path=path, cell=finding.cell, sentence=told))
    return build_register(plan.tables)
