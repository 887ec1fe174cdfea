"""Work in processes of its own: a crash, a hang or a blow-up costs the one piece of work that caused it.

The results and limits of a piece of work stand here, and the messages that they are sent by.

    worker_main   the worker process
    pool          starting and ending processes, and sharing a run of work among several

A process is a Python of its own, started by its command line: it imports what the work needs and nothing of its
caller's. So the caller's script is not run again, as multiprocessing would, and no process with threads is copied.

Weighed against this was Pebble 5.2.3 (its ProcessPool, spawned; two cores). It costs little: one plan is read in 0.32 s
for 0.22 here, 100 in 1.7 s for 1.3, in 3.5 s of processor time for 2.8. But what ends badly does not cost itself only:
of 10 runs of 100 pieces, 50 of them crashes, beside a busy caller, 4 stopped as a whole, and in 2 others 7 crashes were
told as late and 2 whole pieces as lost (here none), for a process may die before its taking of a piece is noticed.
Processes killed from outside, as a system short of memory does, stopped 3 runs of 3 (here none): all share one pipe. An
exit with status 0 is told as late; Ctrl-C while a process starts prints a traceback; and a caller's script without a
guard cannot read at all, for each process runs it again.
"""

from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

LARGEST_RESULT = 64 * 2**20
_LENGTH = 8


class LossCause(Enum):
    """The reason why a piece of work has no result."""

    LATE = "it took more time than it may"
    MEMORY = "it needed more memory than it may, or its result does"
    STOPPED = "the process ended, or the work raised"


@dataclass(frozen=True)
class LostWork:
    """A piece of work that has no result; `trace` is where the work raised, "" where it did not."""

    cause: LossCause
    trace: str = ""


@dataclass(frozen=True)
class WorkLimits:
    """The limits for one piece of work: seconds on the clock, and bytes where the system can enforce them."""

    seconds: float = 20
    memory: int = 2**30


class MessageKind(bytes, Enum):
    """The kind of a message from the process."""

    READY = b"+"
    RESULT = b"="
    MEMORY = b"m"
    RAISED = b"!"
    ENDED = b"."


def send_message(stream: BinaryIO, kind: MessageKind, told: bytes) -> None:
    """Write one message. Raises OSError where the other side has closed the stream."""
    stream.write(kind.value + len(told).to_bytes(_LENGTH, "little"))
    stream.write(told)
    stream.flush()


def receive_message(stream: BinaryIO) -> tuple[MessageKind, bytes]:
    """The next message; ENDED where the other side has gone, also in the middle of one."""
    head = stream.read(1 + _LENGTH)
    if len(head) < 1 + _LENGTH:
        return MessageKind.ENDED, b""
    length = int.from_bytes(head[1:], "little")
    told = stream.read(length)
    return (MessageKind(head[:1]), told) if len(told) == length else (MessageKind.ENDED, b"")
