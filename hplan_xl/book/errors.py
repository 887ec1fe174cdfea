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
    + WrongEnding     its name ends as another kind of file does

A fault in somebody's data is never an exception: it is a `findings.Finding`.
"""

import errno
import os

from hplan_xl.book.text import Text, neutral_text

_REASONS = {
    errno.ENOENT: Text("det finns ingen sådan fil eller mapp", "there is no such file or folder"),
    errno.EEXIST: Text("det finns redan något annat där", "something else is there already"),
    errno.EISDIR: Text("det är en mapp", "it is a folder"),
    errno.ENOTDIR: Text("det som ska vara en mapp är en fil", "what should be a folder is a file"),
    errno.EACCES: Text("behörighet saknas", "permission is denied"),
    errno.EPERM: Text("det är inte tillåtet", "it is not permitted"),
    errno.ENOSPC: Text("disken är full", "the disk is full"),
    errno.EDQUOT: Text("utrymmet är slut", "the quota is used up"),
    errno.EROFS: Text("disken går bara att läsa", "the disk can only be read"),
    errno.EBUSY: Text("den används av ett annat program", "another program is using it"),
    errno.ENAMETOOLONG: Text("namnet är för långt", "the name is too long"),
    errno.ELOOP: Text("länkarna leder runt i en ring", "the links lead round in a ring"),
    errno.EIO: Text("disken svarar inte som den ska", "the disk does not answer as it should"),
    errno.EMFILE: Text("för många filer är öppna", "too many files are open"),
    errno.ENOMEM: Text("minnet räcker inte", "there is not enough memory"),
}
# What Windows says of a file that another program, such as Excel, has open.
_SHARING_VIOLATIONS = (32, 33)


def explain_os_error(error: OSError) -> Text:
    """Why the system refused, as the end of a sentence; in the system's own words where there are none here.

    >>> explain_os_error(OSError(28, "No space left on device")).sv
    'disken är full'
    """
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return _REASONS[errno.EBUSY]
    if _is_folder_on_windows(error):
        return _REASONS[errno.EISDIR]
    return _REASONS.get(error.errno or 0) or neutral_text(str(error.strerror or error))


def _is_folder_on_windows(error: OSError) -> bool:
    """Whether a folder was opened as a file on Windows, where that is a lack of permission.

    It is the C library that says so there, and gives no number of Windows (`winerror` is None); where a person lacks
    the permission, Windows gives one. Elsewhere an OSError has no `winerror`, and a folder is told as what it is.
    """
    is_of_c_library = getattr(error, "winerror", 0) is None
    return is_of_c_library and error.errno == errno.EACCES and os.path.isdir(error.filename or "")


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
    """The name of the result ends as another kind of file does: wrong usage, not a fault of the place."""
