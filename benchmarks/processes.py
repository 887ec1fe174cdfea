"""Runs a command as a whole process, and tells its time and memory; that of its children included."""

import contextlib
import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_SECONDS = 0.02
_PAUSES = 20  # times as long as looking took: what is watched is not to be slowed
_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}  # modules are compiled once, as where hplan is installed
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Failed(Exception):
    """A command ended with another status than those that are fine."""


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock, seconds of all cores, most bytes of memory at once, and what it printed.

    Of pages that several processes share, each counts its part, so that the peak is what the machine must have.
    """

    wall: float
    cpu: float
    peak: int
    printed: str


def run(command: Sequence[str], *, fine: Sequence[int] = (0,), more: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end. Linux only: it is watched through /proc.

    more: variables of the environment beside those at hand.

    Raises:
        Failed: its exit status is not among `fine`, or Python tells of an exception.
    """
    peak = [0]
    done = threading.Event()
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **_INSTALLED, **(more or {})},
    )
    watching = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watching.start()
    before = _children_seconds()
    printed, complained = process.communicate()
    cpu = _children_seconds() - before
    wall = time.perf_counter() - began
    done.set()
    watching.join()
    if process.returncode not in fine or "Traceback" in complained:
        raise Failed(f"{' '.join(command)[:200]}: {process.returncode}\n{complained[-2000:]}")
    return Run(wall, cpu, peak[0], printed)


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, peak: list[int], done: threading.Event) -> None:
    """Keep the peak, until done. Asking for shares takes a while; it is only done where there may be a new peak."""
    pause = _EVERY_SECONDS
    while not done.wait(pause):
        family = _family(pid)
        began = time.perf_counter()
        if sum(map(_resident, family)) > peak[0]:
            peak[0] = max(peak[0], sum(map(_share, family)))
        pause = max(_EVERY_SECONDS, (time.perf_counter() - began) * _PAUSES)


def _family(pid: int) -> list[int]:
    """A process with all its descendants; one that has just ended has none."""
    children: list[int] = []
    with contextlib.suppress(OSError):
        for told in Path(f"/proc/{pid}/task").glob("*/children"):
            children += map(int, told.read_text().split())
    return [pid, *(one for child in children for one in _family(child))]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _share(pid: int) -> int:
    """The bytes of a process; those that it shares with others are divided among them (proc(5), smaps_rollup)."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:")), 0)
