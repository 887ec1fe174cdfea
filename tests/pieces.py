"""Work that ends badly, for the processes that are to stand it: each function takes a piece and gives it back."""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.intake import plan_files
from hplan_xl.intake.plan_files import read_plan
from hplan_xl.intake.sources import Source
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.isolation import WorkLimits
from hplan_xl.isolation.pool import WorkerPool


def _raise() -> None:
    raise ValueError("what a fill" + "er wrote")


def _take_bit_by_bit() -> None:
    taken = []
    while True:
        taken.append(bytearray(2**24))


# The environment variable that names the file which says, by being there, that a piece hangs.
HANGS = "HPLAN_TESTS_HANGS"


def _hang() -> None:
    _say_so()
    while True:
        time.sleep(60)


def _spin() -> None:
    _say_so()
    while True:
        pass


def _say_so() -> None:
    if HANGS in os.environ:
        Path(os.environ[HANGS]).touch()


_ENDINGS: Mapping[str, Callable[[], object]] = {
    "hang": _hang,
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


class LateWhenItHangs(threading.Timer):
    """A timer that goes off as soon as a piece says that it hangs, however long it was to wait; for one process."""

    def run(self) -> None:
        """Wait for the file."""
        said = Path(os.environ[HANGS])
        while not self.finished.wait(0.02):
            if said.exists():
                said.unlink()
                self.function(*self.args, **self.kwargs)
                return


def give_one_and_wait(seconds: float) -> None:
    """Print the first result of a run of two processes, of which both have more to do, and wait to be killed."""
    with WorkerPool(do, ["one", "doze", "hang"], WorkLimits(seconds), 2) as pool:
        print(next(iter(pool)), flush=True)
        time.sleep(10**6)


def run_hplan() -> None:
    """The command line, with readers that end as the files are called."""
    from hplan_xl.cli import main

    plan_files.read_plan = read_or_end
    main(prog_name="hplan")
