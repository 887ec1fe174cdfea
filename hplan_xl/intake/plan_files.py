"""Files -> plans as understood; what is not a plan keeps its place, with the sentence that says why.

Files are read in processes beside ours (`isolation`), from the moment a Reading is made: a file that makes a parser
crash, hang or take all memory costs itself only, and who reads has the time to load what judges the plans.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from hplan_xl.book.description import Book
from hplan_xl.book.errors import OutputError, WorkbookError
from hplan_xl.book.text import Text, folded
from hplan_xl.excel.atomic_write import MASTER_MARK, is_marked
from hplan_xl.intake.sources import Kind, Source, find_sources
from hplan_xl.intake.states import State
from hplan_xl.interpretation import Interpreted, interpret
from hplan_xl.isolation.pool import Crew
from hplan_xl.isolation.protocol import Cause, Limits, Lost
from hplan_xl.reading.older_versions import new_columns
from hplan_xl.reading.submission import Submission, read_submission
from hplan_xl.wording import file_sentences as said
from hplan_xl.wording import refusals

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


_LOG = logging.getLogger(__name__)
LIMITS = Limits(seconds=20, memory=2**30)

Progress = Callable[[int, int, str], None]
Whose = Callable[[str], str]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Outcome:
    """What became of one source: a plan, or the state and the reason why there is none.

    group: whose a file is that is no plan, by its name; "" where that cannot be told.
    opened_in: the program that has the file open, "" where none does. silent: nobody need be told of it.
    """

    source: Source
    plan: Interpreted | None = None
    state: State = State.READ
    reason: Text | None = None
    group: str = ""
    opened_in: str = ""
    silent: bool = False


class Reading:
    """The files under some paths, being read since this was made; leaving it ends the reading.

    paths: as given. sources: every file there, in order.
    """

    def __init__(
        self, paths: Sequence[str], book: Book, target: Path | None = None, whose: Whose = lambda _: ""
    ) -> None:
        """Find the files and begin. Raises HplanError where a path does not exist.

        target: where a master, or a folder of them, is to be written; earlier ones there are none of the files.
        whose: from the name of a file to the group it is probably from, "" where that cannot be told.
        """
        self.paths = tuple(paths)
        self.book = book
        self.sources = tuple(_without_earlier(find_sources(paths), target))
        self._whose = whose
        workbooks = [source for source in self.sources if source.kind is Kind.WORKBOOK]
        self._apart = Apart(partial(read_plan, book=book), workbooks)

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_: object) -> None:
        self._apart.close()

    def outcomes(self, progress: Progress) -> Iterator[Outcome]:
        """One outcome a source, in their order. One bad file never stops the others. May be asked for once.

        progress: called before each source with its number from 1, how many there are, and its name.
        """
        read = iter(self._apart)
        opened = {folded(source.opened): source.program for source in self.sources if source.kind is Kind.LOCK}
        found = {folded(source.name) for source in self.sources}
        for number, source in enumerate(self.sources, start=1):
            progress(number, len(self.sources), source.name)
            match source.kind:
                case Kind.WORKBOOK:
                    outcome = _outcome(source, next(read))
                    group = "" if outcome.plan else self._whose(source.name)
                    yield replace(outcome, group=group, opened_in=opened.get(folded(source.name), ""))
                case Kind.LOCK if folded(source.opened) in found:
                    reason = said.LOCK_FILE.filled(other=source.opened, program=source.program)
                    yield Outcome(source, state=State.SKIPPED, reason=reason, silent=True)
                case Kind.LOCK | Kind.SYSTEM:
                    reason = said.SYSTEM_FILE.filled(file=source.name)
                    yield Outcome(source, state=State.SKIPPED, reason=reason, silent=True)
                case Kind.DOCUMENT:
                    group = self._whose(source.name)
                    state = State.OTHER_FORM if group and said.is_of_words(source.name) else State.SKIPPED
                    yield Outcome(source, state=state, reason=said.document(source.name, group), group=group)


def _without_earlier(sources: Sequence[Source], target: Path | None) -> Sequence[Source]:
    """The sources, but for the masters that are to be replaced: the target, or what lies in it where it is a folder."""
    if target is None or not target.exists():
        return sources
    place = os.path.realpath(target)
    return [source for source in sources if not _is_earlier(os.path.realpath(source.path), place)]


def _is_earlier(path: str, place: str) -> bool:
    return place in (path, os.path.dirname(path)) and is_marked(Path(path), MASTER_MARK)


def read_plan(source: Source, book: Book) -> Interpreted:
    """The plan in a file as understood. Raises WorkbookError or OSError where there is none."""
    return interpret(read_submission(source.name, source.read(), book), book)


class Apart(Generic[Result]):
    """Work on files in processes beside ours, begun when this is made; leaving it ends them.

    Iterating gives for each file, in order, what came of it or the sentence that says why nothing did. Where the work
    raised what it may not, it is logged where; not what was said, which may hold a file's contents.
    """

    def __init__(self, work: Callable[[Source], Result], sources: Sequence[Source]) -> None:
        """Begin. The work may raise WorkbookError, OutputError and OSError; it is pickled."""
        self._sources = sources
        self._crew: Crew[Source, Result | Text] = Crew(partial(_attempted, work), sources, LIMITS)

    def __iter__(self) -> Iterator[Result | Text]:
        for source, told in zip(self._sources, self._crew, strict=True):
            yield _why(source.name, told) if isinstance(told, Lost) else told

    def __enter__(self) -> "Apart[Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._crew.close()


def _attempted(work: Callable[[Source], Result], source: Source) -> Result | Text:
    try:
        return work(source)
    except (WorkbookError, OutputError) as error:
        return error.sentence
    except OSError as error:
        return said.UNREADABLE.filled(file=source.name, why=error.strerror or error)


def _why(file: str, lost: Lost) -> Text:
    if lost.trace:  # our mistake, whatever the file
        _LOG.error("%s\n%s", file, lost.trace)
    match lost.cause:
        case Cause.LATE:
            return refusals.TOOK_TOO_LONG.filled(file=file, seconds=f"{LIMITS.seconds:g}")
        case Cause.MEMORY:
            return refusals.TOOK_TOO_MUCH.filled(file=file)
        case Cause.STOPPED:
            return refusals.READER_STOPPED.filled(file=file)


def _outcome(source: Source, read: Interpreted | Text) -> Outcome:
    if isinstance(read, Text):
        return Outcome(source, state=State.REJECTED, reason=read)
    return Outcome(source, read)
