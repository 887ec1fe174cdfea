"""Files -> plans as understood; what is not a plan keeps its place, with the sentence that says why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hplan_xl.book import Book
from hplan_xl.errors import WorkbookError
from hplan_xl.interpretation import Interpreted, interpret
from hplan_xl.selection import State
from hplan_xl.sources import Kind, Source
from hplan_xl.submission import read_submission
from hplan_xl.text import Text
from hplan_xl.wording import files as said

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one source: a plan, or the state and the reason why there is none."""

    source: Source
    plan: Interpreted | None = None
    state: State = State.READ
    reason: Text | None = None


def take_in(sources: Sequence[Source], book: Book, progress: Progress) -> Iterator[Outcome]:
    """One outcome a source, in their order. One bad file never stops the others.

    progress: called before each source with its number from 1, how many there are, and its name.
    """
    open_names = {source.opened for source in sources if source.kind is Kind.LOCK}
    for number, source in enumerate(sources, start=1):
        progress(number, len(sources), source.name)
        yield _outcome(source, book, open_names)


def _outcome(source: Source, book: Book, open_names: set[str]) -> Outcome:
    match source.kind:
        case Kind.WORKBOOK:
            return _plan(source, book)
        case Kind.LOCK:
            return Outcome(source, state=State.SKIPPED, reason=said.LOCK_FILE.filled(other=source.opened))
        case Kind.SYSTEM:
            return Outcome(source, state=State.SKIPPED, reason=said.SYSTEM_FILE.filled(file=source.name))
        case Kind.DOCUMENT:
            return Outcome(source, state=State.SKIPPED, reason=said.OTHER_DOCUMENT.filled(file=source.name))


def _plan(source: Source, book: Book) -> Outcome:
    try:
        return Outcome(source, interpret(read_submission(source.name, source.read(), book), book))
    except WorkbookError as error:
        return Outcome(source, state=State.REJECTED, reason=error.sentence)
    except OSError as error:
        reason = said.UNREADABLE.filled(file=source.name, why=error.strerror or error)
        return Outcome(source, state=State.REJECTED, reason=reason)
