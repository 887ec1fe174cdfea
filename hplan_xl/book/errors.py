"""The reasons to stop a run, or the reading of one file.

HplanError
  x BookError         the description of the workbook contradicts itself; a programmer's mistake
  x RegisterError     the register of regions and groups cannot be used
  x WorkbookError     one file cannot be taken as a plan; the others go on
    + NotAWorkbook    not an .xlsx that opens: another format, a password, damage
    + WrongTemplate   a workbook, but not of this book
  x NotAMaster      a file that is to be compared with is no master that can be
  x SavedValuesError  a saved file of a national source cannot be used
  x OutputError       the result cannot be written where it was asked for

A fault in somebody's data is never an exception: it is a `findings.Finding`.
"""

from hplan_xl.book.text import Text


class HplanError(Exception):
    """A reason to stop that a person can act on; `sentence` says it in both languages."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class BookError(HplanError):
    """The description of the workbook contradicts itself."""

    def __init__(self, fault: str) -> None:
        super().__init__(Text(fault, fault))


class RegisterError(HplanError):
    """The register of regions and groups cannot be used."""


class WorkbookError(HplanError):
    """One file cannot be taken as a plan."""


class NotAWorkbook(WorkbookError):
    """The file is not an .xlsx that can be opened."""


class WrongTemplate(WorkbookError):
    """The file is a workbook, but was not filled in on this template."""


class NotAMaster(HplanError):
    """A file that is to be compared with is no master, or none that can be compared."""


class SavedValuesError(HplanError):
    """A saved file of a national source cannot be used."""


class OutputError(HplanError):
    """The result cannot be written where it was asked for."""


class WrongEnding(OutputError):
    """The name after -o ends as another kind of file does: wrong usage, not a fault of the place."""
