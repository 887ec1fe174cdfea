"""The results and limits of a piece of work, and the messages they are sent by."""

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
