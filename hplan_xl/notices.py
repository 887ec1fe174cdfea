"""What to know about a file that is read: what in it is not in the result, and what is though nobody sees it."""

from collections.abc import Iterator

from hplan_xl.book import Book
from hplan_xl.history import new_columns
from hplan_xl.interpretation import Interpreted
from hplan_xl.submission import Submission
from hplan_xl.text import Text
from hplan_xl.wording import files as said

_ALTERED = {"sheet.missing", "column.missing", "dropdowns.lost", "merged.cells"}
_PROGRAMS_OF_WORKBOOKS = ("Microsoft Excel", "LibreOffice")


def notices(plan: Interpreted, book: Book) -> tuple[Text, ...]:
    """The sentences, none where all that stands in the file is read and seen; `book` is what it was read by."""
    return (*_of_the_template(plan, book), *_notices(plan.submission))


def opened(submission: Submission, program: str) -> tuple[Text, ...]:
    """That the file is open in a program, if it is."""
    saved = f"{submission.saved:%Y-%m-%d %H:%M}" if submission.saved else "–"
    return (said.OPEN.filled(program=program, time=saved),) if program else ()


def _of_the_template(plan: Interpreted, book: Book) -> Iterator[Text]:
    """That the file's template is older or altered, and that `hplan repair` helps."""
    submission, found = plan.submission, {one.rule: one for one in plan.findings}
    elsewhere = not submission.application.startswith(_PROGRAMS_OF_WORKBOOKS)
    if "version.older" in found:
        version = found["version.older"].facts["found"]
        blank = len(new_columns(book, version)) if isinstance(version, int) else 0
        yield said.OLDER.filled(found=version, n=blank)
    elif elsewhere and ("dropdowns.lost" in found or submission.version is None):
        yield said.SAVED_ELSEWHERE.filled(program=submission.application or said.SOME_PROGRAM)
    elif found.keys() & _ALTERED:
        yield said.ALTERED


def _notices(submission: Submission) -> Iterator[Text]:
    read = {table.title for table in submission.tables.values()}
    for sheet, count in submission.outside.items():
        sentence = said.OUTSIDE if sheet in read else said.OWN_SHEET
        yield sentence.filled(sheet=sheet, cells=said.cells(count), are=said.are(count))
    for sheet, count in submission.hidden_rows.items():
        yield said.HIDDEN_ROWS.filled(sheet=sheet, rows=said.rows(count), are=said.are(count))
    if submission.unwritable:
        yield said.UNWRITABLE.filled(texts=said.texts(submission.unwritable))
    if submission.too_long:
        yield said.TOO_LONG.filled(texts=said.texts(submission.too_long))
    if submission.macros:
        yield said.MACROS
    if submission.links:
        yield said.LINKS
