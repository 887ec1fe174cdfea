"""Processes that do pieces of work: one is started, given a piece and ended when it is late; several share a run.

The results of a run come in the order of its pieces.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO, Generic, TypeVar

from hplan_xl.book.errors import HplanError, explain_os_error
from hplan_xl.book.text import Text
from hplan_xl.isolation import LossCause, LostWork, MessageKind, WorkLimits, receive_message, send_message

CANNOT_START = Text(
    "Det går inte att starta den process som läser filerna{why}.",
    "The process that reads the files cannot be started{why}.",
)

# A slow disk or a busy machine may take its time to start a Python; the work may not.
_SECONDS_TO_START = 120
# The process is in a group of its own, so that Ctrl-C reaches us alone and we end it.
_OWN_GROUP: dict[str, Any] = {"process_group": 0}
if sys.platform == "win32":
    _OWN_GROUP = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}


class Worker:
    """A process that does one kind of work. All but `kill` is for one thread."""

    def __init__(self, work: bytes, limits: WorkLimits) -> None:
        """Start the process; `work` is a pickled callable that takes a piece and gives its result.

        Raises HplanError where no process can be started; so does the first `do_piece` where it does not come to work.
        """
        self.pieces = 0
        self.ended = False
        self._work = work
        self._limits = limits
        try:
            self._process = start_process(limits)
        except OSError as error:
            why = explain_os_error(error)
            raise HplanError(CANNOT_START.fill(why=Text(f": {why.sv}", f": {why.en}"))) from error

    def do_piece(self, piece: object) -> object:
        """The result of one piece of work, or LostWork; where the process has ended with it, `ended` says so."""
        if not self.pieces:
            kind, told, _ = self._ask(self._work, _SECONDS_TO_START)
            if kind is not MessageKind.READY:
                self.close()
                _, colon, why = told.decode("utf-8", "replace").rpartition("\n")
                raise HplanError(CANNOT_START.fill(why=f": {why}" if colon else ""))
        self.pieces += 1
        kind, told, late = self._ask(pickle.dumps(piece), self._limits.seconds)
        match kind:
            case MessageKind.RESULT:
                return pickle.loads(told)
            case MessageKind.RAISED:
                return LostWork(LossCause.STOPPED, told.decode("utf-8", "replace"))
            case MessageKind.MEMORY:  # what is left of the memory may be too little for the next piece
                return self._make_lost(LossCause.MEMORY)
            case _:
                return self._make_lost(LossCause.LATE if late else LossCause.STOPPED)

    def _ask(self, told: bytes, seconds: float) -> tuple[MessageKind, bytes, bool]:
        """The answer to a message, and whether the process was ended because it took too long."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._end_late, (late,))
        timer.daemon = True
        timer.start()
        try:
            send_message(self._stream(self._process.stdin), MessageKind.RESULT, told)
            return *receive_message(self._stream(self._process.stdout)), late.is_set()
        except OSError:
            return MessageKind.ENDED, b"", late.is_set()
        finally:
            timer.cancel()

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self.kill()

    @staticmethod
    def _stream(stream: Any) -> BinaryIO:
        assert stream is not None
        return stream  # type: ignore[no-any-return]

    def _make_lost(self, cause: LossCause) -> LostWork:
        self.close()
        return LostWork(cause)

    def kill(self) -> None:
        """End the process at once, from any thread: who waits for its answer gets LostWork."""
        self._process.kill()

    def close(self) -> None:
        """End the process and close its pipes."""
        self.ended = True
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                self._stream(stream).close()
        self._process.wait()


def start_process(limits: WorkLimits) -> "subprocess.Popen[bytes]":
    """Start a Python that finds the modules we find, and takes names of files as we do. Raises OSError."""
    begin = (
        f"import sys; sys.path[:] = {sys.path!a}; from hplan_xl.isolation.worker_main import serve; "
        f"serve({limits.seconds!r}, {limits.memory!r})"
    )
    return subprocess.Popen(
        [sys.executable, "-X", f"utf8={sys.flags.utf8_mode}", "-c", begin],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser that panics writes there, and a file's contents are nobody's
        **_OWN_GROUP,
    )


MOST_WORKERS = 8
# A process takes as long to start as this many pieces take to do.
_PIECES_A_WORKER = 25
# On Windows no Ctrl-C is noticed while waiting, so that waits are short.
_SECONDS_A_WAIT = 0.5

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class WorkerPool(Generic[Piece, Result]):
    """A run of work that has begun. Iterating gives a result a piece, or LostWork; leaving it ends every process."""

    def __init__(
        self, work: Callable[[Piece], Result], pieces: Sequence[Piece], limits: WorkLimits, workers: int = 0
    ) -> None:
        """Begin; `work` stands at the top of a module, or is a partial of what does. workers: 0 for what fits."""
        self._count = len(pieces)
        self._work = pickle.dumps(work)
        self._limits = limits
        self._pieces: SimpleQueue[tuple[int, Piece]] = SimpleQueue()
        self._results: SimpleQueue[tuple[int, Result | LostWork | BaseException]] = SimpleQueue()
        for numbered in enumerate(pieces):
            self._pieces.put(numbered)
        self._lock = threading.Lock()
        self._closed = False
        self._workers: set[Worker] = set()
        self._interrupted = threading.Event()
        self._hears_interrupts = _take_interrupts(self._interrupted)
        hands = workers or min(count_cores(), MOST_WORKERS, -(-len(pieces) // _PIECES_A_WORKER))
        self._threads = [threading.Thread(target=self._work_off, daemon=True) for _ in range(hands)]
        for thread in self._threads:
            thread.start()

    def __iter__(self) -> Iterator[Result | LostWork]:
        early: dict[int, Result | LostWork] = {}
        for number in range(self._count):
            while number not in early:
                at, result = self._next()
                if isinstance(result, BaseException):
                    raise result
                early[at] = result
            yield early.pop(number)

    def _next(self) -> tuple[int, Result | LostWork | BaseException]:
        while True:
            if self._interrupted.is_set():
                raise KeyboardInterrupt
            try:
                return self._results.get(timeout=_SECONDS_A_WAIT)
            except Empty:
                continue

    def __enter__(self) -> "WorkerPool[Piece, Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, whatever they do, and wait until they have gone."""
        if self._hears_interrupts:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._hears_interrupts = False
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
                result = worker.do_piece(piece)
                if _may_be_anothers(result, worker):
                    worker = self._started(worker)
                    result = worker.do_piece(piece)
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


def _take_interrupts(interrupted: threading.Event) -> bool:
    """Let Ctrl-C be noted as well as raised, and say so; not where somebody else decides what becomes of it.

    A library that is being loaded beside the run may swallow what is raised, and nobody would hear of it.
    """

    def stop(*_: object) -> None:
        interrupted.set()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        return False
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return False
    signal.signal(signal.SIGINT, stop)
    return True


def _may_be_anothers(result: object, worker: Worker) -> bool:
    """Whether a process ended that had done other pieces before, which may have been the cause."""
    return isinstance(result, LostWork) and worker.ended and worker.pieces > 1 and result.cause is not LossCause.LATE


def count_cores() -> int:
    """How many processor cores we may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
