"""Several processes at one run of work: begun at once, with the results in the order of the pieces."""

import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from hplan_xl.isolation.answers import Cause, Limits, Lost
from hplan_xl.isolation.worker import Worker

MOST_WORKERS = 8
# A process takes as long to start as this many pieces take to do.
_PIECES_A_WORKER = 25
# On Windows no Ctrl-C is noticed while waiting, so that waits are short.
_SECONDS_A_WAIT = 0.5

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Crew(Generic[Piece, Result]):
    """A run of work that has begun. Iterating gives a result a piece, or Lost; leaving it ends every process."""

    def __init__(
        self, work: Callable[[Piece], Result], pieces: Sequence[Piece], limits: Limits, workers: int = 0
    ) -> None:
        """Begin; `work` stands at the top of a module, or is a partial of what does. workers: 0 for what fits."""
        self._count = len(pieces)
        self._work = pickle.dumps(work)
        self._limits = limits
        self._pieces: SimpleQueue[tuple[int, Piece]] = SimpleQueue()
        self._results: SimpleQueue[tuple[int, Result | Lost | BaseException]] = SimpleQueue()
        for numbered in enumerate(pieces):
            self._pieces.put(numbered)
        self._lock = threading.Lock()
        self._closed = False
        self._workers: set[Worker] = set()
        hands = workers or min(cores(), MOST_WORKERS, -(-len(pieces) // _PIECES_A_WORKER))
        self._threads = [threading.Thread(target=self._work_off, daemon=True) for _ in range(hands)]
        for thread in self._threads:
            thread.start()

    def __iter__(self) -> Iterator[Result | Lost]:
        early: dict[int, Result | Lost] = {}
        for number in range(self._count):
            while number not in early:
                at, result = self._next()
                if isinstance(result, BaseException):
                    raise result
                early[at] = result
            yield early.pop(number)

    def _next(self) -> tuple[int, Result | Lost | BaseException]:
        while True:
            try:
                return self._results.get(timeout=_SECONDS_A_WAIT)
            except Empty:
                continue

    def __enter__(self) -> "Crew[Piece, Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do, and wait until they have gone."""
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        for thread in self._threads:
            thread.join()

    def _work_off(self) -> None:
        """One thread: a process, and another where it has ended, as long as there are pieces."""
        worker: Worker | None = None
        try:
            while not self._closed:
                number, piece = self._pieces.get_nowait()
                worker = self._started(worker)
                result = worker.do(piece)
                if _may_be_anothers(result, worker):
                    worker = self._started(worker)
                    result = worker.do(piece)
                self._results.put((number, result))  # type: ignore[arg-type]  # what the work gives
        except Empty:
            pass
        except BaseException as error:  # told where the results are awaited
            self._results.put((-1, error))
        finally:
            if worker:
                worker.close()

    def _started(self, worker: Worker | None) -> Worker:
        if worker and not worker.ended:
            return worker
        with self._lock:
            self._workers.discard(worker) if worker else None
            started = Worker(self._work, self._limits)
            self._workers.add(started)
            if self._closed:
                started.kill()
        return started


def _may_be_anothers(result: object, worker: Worker) -> bool:
    """Whether a process ended that had done other pieces before, which may have been the cause."""
    return isinstance(result, Lost) and worker.ended and worker.pieces > 1 and result.cause is not Cause.LATE


def cores() -> int:
    """How many processor cores we may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
