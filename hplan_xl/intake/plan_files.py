"""Files -> plans as understood; what is not a plan keeps its place, with the sentence that says why.

Files are read in processes beside ours (`isolation`), from the moment a Reading is made: a file that makes a parser
crash, hang or take all memory costs itself only, and who reads has the time to load what judges the plans.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.excel.atomic_write import MASTER_MARK, has_mark
from hplan_xl.intake.sources import FileKind, FileProcesses, Source, find_sources
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.interpretation.personal_data import is_number_in, remove_numbers
from hplan_xl.reading.opening import find_new_columns, is_titled_as_page
from hplan_xl.reading.submission import Submission, read_submission
from hplan_xl.register.name_search import is_register
from hplan_xl.wording import file_sentences, refusals

_ALTERED = {"sheet.missing", "column.missing", "dropdowns.lost", "merged.cells"}
_PROGRAMS_OF_WORKBOOKS = ("Microsoft Excel", "LibreOffice")


def find_notices(plan: InterpretedPlan, book: Book) -> tuple[Text, ...]:
    """The notices about a file; empty where everything in it is read. `book` is the version it was read by."""
    notices = (*_of_the_template(plan, book), *_notices(plan.submission))
    return tuple(Text(remove_numbers(one.sv), remove_numbers(one.en)) for one in notices)


def describe_lock(submission: Submission, program: str) -> tuple[Text, ...]:
    """Say that the file is open in a program; empty where it is not."""
    saved = f"{submission.saved_at:%Y-%m-%d %H:%M}" if submission.saved_at else "–"
    return (file_sentences.FILE_OPEN.fill(program=program, time=saved),) if program else ()


def _of_the_template(plan: InterpretedPlan, book: Book) -> Iterator[Text]:
    """Say that the file's template is older or altered, and that `hplan repair` helps."""
    submission, found = plan.submission, {one.rule: one for one in plan.findings}
    elsewhere = not submission.application.startswith(_PROGRAMS_OF_WORKBOOKS)
    if "version.older" in found:
        version = found["version.older"].facts["found"]
        blank = len(find_new_columns(book, version)) if isinstance(version, int) else 0
        yield file_sentences.OLDER_VERSION.fill(found=version, n=blank)
    elif elsewhere and ("dropdowns.lost" in found or submission.version is None):
        yield file_sentences.SAVED_ELSEWHERE.fill(program=submission.application or file_sentences.SOME_PROGRAM)
    elif found.keys() & _ALTERED:
        yield file_sentences.FILE_ALTERED


def _notices(submission: Submission) -> Iterator[Text]:
    folder, _, file = submission.source.rpartition("/")
    if is_number_in(file):
        yield file_sentences.NUMBER_IN_NAME
    if is_number_in(folder):
        yield file_sentences.NUMBER_IN_FOLDER
    read = {table.title for table in submission.tables.values()}
    if submission.is_draft:
        yield file_sentences.DRAFT
    without_headings = {one.cell.sheet for one in submission.findings if one.variant == "headings"}
    for sheet, count in submission.cells_outside.items():
        is_ours = sheet in read or sheet in without_headings
        may_be_page = is_titled_as_page(sheet) or sheet in submission.protected_sheets  # such as Läs mig, retitled
        other = file_sentences.PAGE_BESIDE if may_be_page else file_sentences.OWN_SHEET
        sentence = file_sentences.CELLS_OUTSIDE if is_ours else other
        yield sentence.fill(
            sheet=sheet, cells=file_sentences.CELLS.with_number(count), are=file_sentences.conjugate_be(count)
        )
    for sheet, count in submission.hidden_rows.items():
        yield file_sentences.HIDDEN_ROWS.fill(
            sheet=sheet, rows=file_sentences.ROWS_UNSEEN.with_number(count), are=file_sentences.conjugate_be(count)
        )
    for sheet, beside in submission.beside_cells.items():
        what = file_sentences.describe_beside_cells(beside.pictures, len(beside.texts), len(beside.comments))
        yield file_sentences.BESIDE_CELLS.fill(sheet=sheet, what=what)
    if submission.unwritable_count:
        yield file_sentences.UNWRITABLE_TEXT.fill(texts=file_sentences.TEXTS.with_number(submission.unwritable_count))
    if submission.too_long_count:
        yield file_sentences.TOO_LONG.fill(texts=file_sentences.TEXTS.with_number(submission.too_long_count))
    if submission.has_macros:
        yield file_sentences.MACROS
    if submission.has_links:
        yield file_sentences.LINKS


Progress = Callable[[int, int, str], None]
Whose = Callable[[str], str]


@dataclass(frozen=True)
class FileOutcome:
    """The result for one source: a plan, or the state and the reason why there is none.

    group: whose a file is that is no plan, by its name; "" where that cannot be told.
    locking_program: the one that has the file open, "" where none does. is_silent: nobody need be told of it.
    """

    source: Source
    plan: InterpretedPlan | None = None
    state: FileState = FileState.READ
    reason: Text | None = None
    group: str = ""
    locking_program: str = ""
    is_silent: bool = False


class PlanReading:
    """The files under some paths, being read since this was made; leaving it ends the reading.

    paths: as given. sources: every file there, in order.
    """

    def __init__(
        self,
        paths: Sequence[str],
        book: Book,
        target: Path | None = None,
        whose: Whose = lambda _: "",
        is_no_plan: Callable[[Path], bool] = lambda _: False,
        root: str = "",
    ) -> None:
        """Find the files and begin. Raises HplanError where a path does not exist.

        target: where a master, or a folder of them, is to be written; masters that lie there already are left out.
        whose: from the name of a file to the group it is probably from, "" where that cannot be told.
        is_no_plan: whether a file lies there for a purpose of its own, such as the register, and is left out.
        root: the folder that names are told from; "" tells them as the paths are given.
        """
        self.paths = tuple(paths)
        self.book = book
        files = [source for source in find_sources(paths, root) if source.member or not is_no_plan(Path(source.path))]
        self.sources = tuple(_drop_earlier_results(files, target))
        self._whose = whose
        workbooks = [one for one in self.sources if one.kind is FileKind.WORKBOOK and not _is_packed_register(one)]
        self._apart = FileProcesses(partial(read_plan, book=book), workbooks)

    def __enter__(self) -> "PlanReading":
        return self

    def __exit__(self, *_: object) -> None:
        self._apart.close()

    def outcomes(self, progress: Progress) -> Iterator[FileOutcome]:
        """One outcome per source, in their order. A bad file never stops the others. May be called once.

        progress: called before each source with its number from 1, how many there are, and its name.
        """
        read = iter(self._apart)
        opened = {
            normalize_text(source.locked_name): source.program
            for source in self.sources
            if source.kind is FileKind.LOCK
        }
        found = {normalize_text(source.name) for source in self.sources}
        for number, source in enumerate(self.sources, start=1):
            progress(number, len(self.sources), source.name)
            match source.kind:
                case FileKind.WORKBOOK | FileKind.DOCUMENT if _is_packed_register(source):
                    reason = file_sentences.PACKED_REGISTER.fill(file=source.name)
                    yield FileOutcome(source, state=FileState.SKIPPED, reason=reason)
                case FileKind.WORKBOOK:
                    outcome = _outcome(source, next(read))
                    group = "" if outcome.plan or _is_master(outcome) else self._whose(source.name)
                    yield replace(outcome, group=group, locking_program=opened.get(normalize_text(source.name), ""))
                case FileKind.LOCK if normalize_text(source.locked_name) in found:
                    reason = file_sentences.LOCK_FILE.fill(other=source.locked_name, program=source.program)
                    yield FileOutcome(source, state=FileState.SKIPPED, reason=reason, is_silent=True)
                case FileKind.LOCK | FileKind.SYSTEM:
                    reason = file_sentences.SYSTEM_FILE.fill(file=source.name)
                    yield FileOutcome(source, state=FileState.SKIPPED, reason=reason, is_silent=True)
                case FileKind.DOCUMENT:
                    group = self._whose(source.name)
                    state = (
                        FileState.OTHER_FORM if group and file_sentences.is_of_words(source.name) else FileState.SKIPPED
                    )
                    yield FileOutcome(
                        source, state=state, reason=file_sentences.describe_document(source.name, group), group=group
                    )


def _is_packed_register(source: Source) -> bool:
    """Whether a file is the register by its name, but in a zip, where it is neither taken nor a plan."""
    return source.member is not None and is_register(Path(source.name))


def _drop_earlier_results(sources: Sequence[Source], target: Path | None) -> Sequence[Source]:
    """The sources, but for the masters that are to be replaced: the target, or what lies in it where it is a folder."""
    if target is None or not target.exists():
        return sources
    place = os.path.realpath(target)
    return [source for source in sources if not _is_earlier_result(os.path.realpath(source.path), place)]


def _is_earlier_result(path: str, place: str) -> bool:
    return place in (path, os.path.dirname(path)) and has_mark(Path(path), MASTER_MARK)


def read_plan(source: Source, book: Book) -> InterpretedPlan:
    """Read and interpret the plan in a file. Raises WorkbookError or OSError where there is none."""
    return interpret_plan(read_submission(source.name, source.read_bytes(), book), book)


def _outcome(source: Source, read: InterpretedPlan | Text) -> FileOutcome:
    if isinstance(read, Text):
        return FileOutcome(source, state=FileState.REJECTED, reason=read)
    return FileOutcome(source, read)


def _is_master(outcome: FileOutcome) -> bool:
    """Whether a file is a master, whose name may be a group's though the group has not sent it."""
    return outcome.reason == refusals.A_MASTER.fill(file=outcome.source.name)
