"""Work on files in processes beside ours: what a file does to them it does to itself only, and it is bounded.

This module loads nothing that reads plans, since processes that do something else load it too.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Generic, TypeVar

from hplan_xl.book.errors import OutputError, WorkbookError, explain_os_error
from hplan_xl.book.text import Text
from hplan_xl.intake.sources import Source
from hplan_xl.isolation.pool import WorkerPool
from hplan_xl.isolation.protocol import LossCause, LostWork, WorkLimits
from hplan_xl.wording import file_sentences, refusals

_LOG = logging.getLogger(__name__)
Result = TypeVar("Result")
LIMITS = WorkLimits(seconds=20, memory=2**30)
READING: Mapping[LossCause, Text] = MappingProxyType(
    {
        LossCause.LATE: refusals.TOOK_TOO_LONG,
        LossCause.MEMORY: refusals.TOOK_TOO_MUCH,
        LossCause.STOPPED: refusals.READER_STOPPED,
    }
)


class FileProcesses(Generic[Result]):
    """Runs work on files in processes of their own, from when it is made until it is left.

    Iterating gives for each file, in order, what came of it or the sentence that says why nothing did. Where the work
    raised what it may not, it is logged where; not what was said, which may hold a file's contents.
    """

    def __init__(
        self, work: Callable[[Source], Result], sources: Sequence[Source], losses: Mapping[LossCause, Text] = READING
    ) -> None:
        """Begin. The work may raise WorkbookError, OutputError and OSError; it is pickled.

        losses: what is said of a file of which nothing came, with {file} and {seconds}.
        """
        self._sources = sources
        self._losses = losses
        self._crew: WorkerPool[Source, Result | Text] = WorkerPool(partial(_attempt, work), sources, LIMITS)

    def __iter__(self) -> Iterator[Result | Text]:
        for source, told in zip(self._sources, self._crew, strict=True):
            yield self._why(source.name, told) if isinstance(told, LostWork) else told

    def _why(self, file: str, lost: LostWork) -> Text:
        if lost.trace:  # our mistake, whatever the file
            _LOG.error("%s\n%s", file, lost.trace)
        return self._losses[lost.cause].fill(file=file, seconds=f"{LIMITS.seconds:g}")

    def __enter__(self) -> "FileProcesses[Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._crew.close()


def _attempt(work: Callable[[Source], Result], source: Source) -> Result | Text:
    try:
        return work(source)
    except (WorkbookError, OutputError) as error:
        return error.sentence
    except OSError as error:
        return file_sentences.UNREADABLE_CELLS.fill(file=source.name, why=explain_os_error(error))
