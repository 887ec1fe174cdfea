"""The worker process: take a piece of work, do it, answer, until the input is closed."""

import contextlib
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

from hplan_xl.isolation import LARGEST_RESULT, MessageKind, WorkLimits, receive_message, send_message

if sys.platform != "win32":
    import resource

# The caller ends a process that is late; this is for one whose caller was killed.
SECONDS_OF_GRACE = 5


def serve(seconds: float, memory: int) -> None:
    """Do the work that comes on standard input and answer on standard output. Never raises what the work raises."""
    limits = WorkLimits(seconds, memory)
    orders, answers = _pipes()
    _hold_to(limits)
    _, work = receive_message(orders)
    try:
        do = pickle.loads(work)
    except BaseException as stop:
        send_message(answers, MessageKind.RAISED, _trace(stop))
        return
    gc.freeze()  # what is loaded stays, and need not be looked through for garbage again and again
    send_message(answers, MessageKind.READY, b"")
    while True:
        kind, piece = receive_message(orders)
        if kind is MessageKind.ENDED:
            return
        _wake_up_in(limits.seconds + SECONDS_OF_GRACE)
        answer = _answer(do, piece)
        _wake_up_in(0)
        with contextlib.suppress(OSError):
            send_message(answers, *answer)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The standard streams for ourselves; the work finds nothing to read there, and what it prints is lost."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    return orders, answers


def _hold_to(limits: WorkLimits) -> None:
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for kind, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # macOS takes no limit of memory
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _wake_up_in(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(do: Callable[[object], object], piece: bytes) -> tuple[MessageKind, bytes]:
    try:
        result = pickle.dumps(do(pickle.loads(piece)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return MessageKind.MEMORY, b""
    except BaseException as stop:  # a parser's panic is no Exception
        return MessageKind.RAISED, _trace(stop)
    return (MessageKind.RESULT, result) if len(result) <= LARGEST_RESULT else (MessageKind.MEMORY, b"")


def _trace(stop: BaseException) -> bytes:
    """The place and the kind of an exception; not its message, which may hold a file's contents."""
    return "".join((*traceback.format_tb(stop.__traceback__), type(stop).__name__)).encode("utf-8", "replace")
