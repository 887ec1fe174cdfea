"""Our side of one process: start it, give it a piece, take the result, end it when it is late."""

import contextlib
import pickle
import subprocess
import sys
import threading
from typing import Any, BinaryIO

from hplan_xl.errors import HplanError
from hplan_xl.isolation.answers import Cause, Kind, Limits, Lost, receive, send
from hplan_xl.text import Text

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

    def __init__(self, work: bytes, limits: Limits) -> None:
        """Start the process; `work` is a pickled callable that takes a piece and gives its result.

        Raises HplanError where no process can be started; so does the first `do` where it does not come to work.
        """
        self.pieces = 0
        self.ended = False
        self._work = work
        self._limits = limits
        try:
            self._process = subprocess.Popen(
                _command(limits),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a parser that panics writes there, and a file's contents are nobody's
                **_OWN_GROUP,
            )
        except OSError as error:
            raise HplanError(CANNOT_START.filled(why=f": {error.strerror or error}")) from error

    def do(self, piece: object) -> object:
        """The result of one piece of work, or Lost; where the process has ended with it, `ended` says so."""
        if not self.pieces:
            kind, told, _ = self._ask(self._work, _SECONDS_TO_START)
            if kind is not Kind.READY:
                self.close()
                _, colon, why = told.decode("utf-8", "replace").rpartition("\n")
                raise HplanError(CANNOT_START.filled(why=f": {why}" if colon else ""))
        self.pieces += 1
        kind, told, late = self._ask(pickle.dumps(piece), self._limits.seconds)
        match kind:
            case Kind.RESULT:
                return pickle.loads(told)
            case Kind.RAISED:
                return Lost(Cause.STOPPED, told.decode("utf-8", "replace"))
            case Kind.MEMORY:  # what is left of the memory may be too little for the next piece
                return self._lost(Cause.MEMORY)
            case _:
                return self._lost(Cause.LATE if late else Cause.STOPPED)

    def _ask(self, told: bytes, seconds: float) -> tuple[Kind, bytes, bool]:
        """The answer to a message, and whether the process was ended because it took too long."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._end_late, (late,))
        timer.daemon = True
        timer.start()
        try:
            send(self._stream(self._process.stdin), Kind.RESULT, told)
            return *receive(self._stream(self._process.stdout)), late.is_set()
        except OSError:
            return Kind.ENDED, b"", late.is_set()
        finally:
            timer.cancel()

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self.kill()

    @staticmethod
    def _stream(stream: Any) -> BinaryIO:
        assert stream is not None
        return stream  # type: ignore[no-any-return]

    def _lost(self, cause: Cause) -> Lost:
        self.close()
        return Lost(cause)

    def kill(self) -> None:
        """End the process at once, from any thread: who waits for its answer gets Lost."""
        self._process.kill()

    def close(self) -> None:
        """End the process and give back its pipes."""
        self.ended = True
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                self._stream(stream).close()
        self._process.wait()


def _command(limits: Limits) -> list[str]:
    """A Python that finds the modules we find, and takes names of files as we do."""
    begin = (
        f"import sys; sys.path[:] = {sys.path!a}; from hplan_xl.isolation.serving import serve; "
        f"serve({limits.seconds!r}, {limits.memory!r})"
    )
    return [sys.executable, "-X", f"utf8={sys.flags.utf8_mode}", "-c", begin]
