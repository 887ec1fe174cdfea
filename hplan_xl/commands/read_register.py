"""A register that a coordinator gives, as a workbook or as a data file of the packaged form."""

from pathlib import Path

from hplan_xl.book.errors import RegisterError, WorkbookError
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Text
from hplan_xl.consolidation.frames import gather
from hplan_xl.interpretation import interpret
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import Register, packaged_register, read_register
from hplan_xl.register.register_sheets import REGISTER, register_of
from hplan_xl.validation import validate
from hplan_xl.wording import sentence

NOT_THERE = Text("Registret {path} finns inte.", "The register {path} does not exist.")
TO_CORRECT = Text("Registret {path}, {cell}: {sentence}", "The register {path}, {cell}: {sentence}")


def read(path: Path) -> Register:
    """The register at a path: a workbook is a whole register, a data file extends the packaged one.

    Raises RegisterError, with the cell where there is one, when it cannot be used.
    """
    if not path.is_file():
        raise RegisterError(NOT_THERE.filled(path=path))
    if path.suffix.casefold() == ".xlsx":
        return _read_workbook(path)
    return packaged_register().extended(read_register(path))


def _read_workbook(path: Path) -> Register:
    try:
        plan = interpret(read_submission(path.name, path.read_bytes(), REGISTER), REGISTER)
    except WorkbookError as error:
        raise RegisterError(error.sentence) from error
    (findings,) = validate([plan], gather([plan], REGISTER), REGISTER)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            told = Text(sentence(finding, "sv"), sentence(finding, "en"))
            raise RegisterError(TO_CORRECT.filled(path=path, cell=finding.cell, sentence=told))
    return register_of(plan.tables)
