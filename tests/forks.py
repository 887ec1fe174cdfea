"""Processes that need not load everything anew: forks of one that has, which do a command or read plans.

What a command prints, writes and ends with is the same as in a Python that was just started, as people start it, and so
is what comes of a plan; what is set before a Python starts (its environment, its way of hashing) is that of this
process, however.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from click.testing import CliRunner

import hplan_xl.commands
from hplan_xl.cli import main
from hplan_xl.intake.plan_files import read_plan
from hplan_xl.intake.sources import find_sources
from hplan_xl.isolation import WorkLimits, pool
from hplan_xl.isolation.worker_main import serve
from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import read_packaged_register

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "plans"
# How the pool starts a process for people: a Python of its own.
start_python = pool.start_process


class Forks:
    """A process that has loaded every command; asked for one it forks, and the fork does it."""

    def __init__(self, env: Mapping[str, str], most_seconds: int) -> None:
        """Start the process. most_seconds: after so many a command is ended, that would otherwise wait for ever."""
        self._process = _start_loaded("commands", str(most_seconds), env=env)

    def run(self, words: Sequence[str], cwd: Path, output: Path, errors: Path) -> int:
        """How a command ended that was run in a folder; what it printed stands in the two files."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        readers = _readers() if pool.start_process is fork_reader else ""
        print(json.dumps([readers, *map(str, (cwd, output, errors)), *words]), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


class ReaderFork:
    """What the pool asks of a process, of a fork of the one that listens at an address."""

    def __init__(self, address: str, limits: WorkLimits) -> None:
        self._life = socket.socket(socket.AF_UNIX)
        self._life.connect(address)
        theirs, ours = os.pipe()
        self.stdin = os.fdopen(ours, "wb")
        ours, answers = os.pipe()
        self.stdout = os.fdopen(ours, "rb")
        socket.send_fds(self._life, [b"."], [theirs, answers])
        order = {"cwd": os.getcwd(), "env": dict(os.environ), "seconds": limits.seconds, "memory": limits.memory}
        self._life.sendall(json.dumps(order).encode() + b"\n")
        self._pid = int(self._life.recv(64))
        for pipe in (theirs, answers):
            os.close(pipe)

    def kill(self) -> None:
        """End the fork at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> None:
        """Wait until the fork has ended: then nobody holds the other end."""
        if self._life.fileno() != -1:
            self._life.recv(1)
            self._life.close()


def fork_reader(limits: WorkLimits) -> Any:
    """What the pool asks of a process, of a fork; a Python of its own where there are no forks."""
    if not hasattr(os, "fork"):
        return start_python(limits)
    with _ONE_AT_A_TIME:
        address = _readers()
    return ReaderFork(address, limits)


# The pool's threads may ask for the first one at the same time.
_ONE_AT_A_TIME = threading.Lock()


@cache
def _readers() -> str:
    """The address of the one that forks the readers of all the tests of a process."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    address = str(Path(folder.name) / "readers")
    process = _start_loaded("readers", address, env=os.environ)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return address


def _start_loaded(does: str, told: str, env: Mapping[str, str]) -> "subprocess.Popen[str]":
    """A process that ends when its input does, at the end of this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forks", does, told],
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.communicate)
    return process


def _serve_commands(most_seconds: str) -> None:
    for module in pkgutil.iter_modules(hplan_xl.commands.__path__):
        importlib.import_module(f"{hplan_xl.commands.__name__}.{module.name}")
    CliRunner().invoke(main, ["check", str(SAMPLES)])
    gc.collect()
    gc.freeze()
    for order in sys.stdin:
        pid = os.fork()
        if not pid:
            signal.alarm(int(most_seconds))
            _do_command(*json.loads(order))
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def _do_command(readers: str, cwd: str, output: str, errors: str, *words: str) -> None:
    """Run a command to its end, which is the end of this process, with no input and with its output in two files."""
    os.chdir(cwd)
    for stream, path in enumerate((os.devnull, output, errors)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), stream)
    if readers:
        pool.start_process = partial(ReaderFork, readers)  # type: ignore[assignment]
    sys.argv = ["hplan", *words]
    main(prog_name="hplan")
    raise SystemExit


def _serve_readers(address: str) -> None:
    """Load what a reader loads and no more: it may not take more memory than that and the limit."""
    book = build_book(read_packaged_register(), None)
    for source in find_sources([str(SAMPLES)]):
        read_plan(source, book)
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as server, selectors.DefaultSelector() as selector:
        server.bind(address)
        server.listen()
        print("ready", flush=True)
        selector.register(server, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while all(key.fileobj is server for key, _ in selector.select()):
            life, _ = server.accept()
            _, pipes, _, _ = socket.recv_fds(life, 1, 2)
            with life.makefile("rb") as orders:
                order = json.loads(orders.readline())
            pid = os.fork()
            if not pid:
                _do_reading(pipes, **order)
            life.send(str(pid).encode())
            for held in (life.detach(), *pipes):
                os.close(held)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def _do_reading(pipes: Sequence[int], cwd: str, env: Mapping[str, str], seconds: float, memory: int) -> None:
    """Do the work of a reader process to its end. Its socket stays open until then."""
    os.chdir(cwd)
    os.environ |= env
    os.setpgid(0, 0)
    for stream, pipe in enumerate((*pipes, os.open(os.devnull, os.O_RDWR))):
        os.dup2(pipe, stream)
        os.close(pipe)
    serve(seconds, memory)
    os._exit(0)


if __name__ == "__main__":
    {"commands": _serve_commands, "readers": _serve_readers}[sys.argv[1]](sys.argv[2])
