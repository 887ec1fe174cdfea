"""Work that ends badly, for the processes that are to stand it: each function takes a piece and gives it back."""

import ctypes
import os
import sys
import time
from collections.abc import Callable, Mapping

from hplan_xl.book.description import Book
from hplan_xl.intake.plan_files import read_plan
from hplan_xl.intake.sources import Source
from hplan_xl.interpretation import InterpretedPlan


def _spin() -> None:
    while True:
        pass


def _raise() -> None:
    raise ValueError("what a fill" + "er wrote")


def _take_bit_by_bit() -> None:
    taken = []
    while True:
        taken.append(bytearray(2**24))


_ENDINGS: Mapping[str, Callable[[], object]] = {
    "hang": lambda: time.sleep(600),
    "doze": lambda: time.sleep(0.5),
    "spin": _spin,
    "abort": os.abort,
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(0),
    "system exit": lambda: sys.exit("out"),
    "raise": _raise,
    "take all": lambda: bytearray(4 * 2**30),
    "take it bit by bit": _take_bit_by_bit,
    "answer much": lambda: "x" * (65 * 2**20),
    "answer what cannot be sent": lambda: lambda: None,
    "print": lambda: print("noise on standard output" * 10_000),
}


def do(piece: str) -> object:
    """The piece in capitals, or what it stands for where that is anything; what it names happens first."""
    ended = _ENDINGS.get(piece, lambda: None)()
    return piece.upper() if ended is None else ended


def loaded(piece: str) -> bool:
    """Whether the process has loaded a module."""
    return piece in sys.modules


def slow(piece: int) -> int:
    """The piece, later the smaller it is."""
    time.sleep(0.2 / (1 + piece))
    return piece


def read_or_end(source: Source, book: Book) -> InterpretedPlan:
    """A plan, but for a file whose name says how its reader ends."""
    do(source.name.rpartition("/")[2].removesuffix(".xlsx"))
    return read_plan(source, book=book)
