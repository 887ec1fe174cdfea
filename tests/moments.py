"""Work that a signal meets at a given moment, whatever the machine's speed.

A process does the work once, and then in forks of itself, as often as is asked. The moments are the events that Python
tells its audit hooks of and that change the disk: a file is opened, moved or removed, a process is started. Between
two of them nothing changes there but the length of a file that is open.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from hplan_xl.cli import main
from hplan_xl.excel.atomic_write import write_atomically

ROOT = Path(__file__).parent.parent
NEW = b"new " * 2_000_000


def _merge() -> None:
    main(["merge", "in", "-o", "master.xlsx", "--lang", "sv"], prog_name="hplan")


def _repair() -> None:
    main(["repair", "in", "-o", "out", "--lang", "sv"], prog_name="hplan")


def _write() -> None:
    write_atomically(Path("master.xlsx"), NEW)


# Of the folder that they are done in: commands on what lies in `in`, and new contents for what is called as a master.
WORKS: Mapping[str, Callable[[], None]] = {"merge": _merge, "repair": _repair, "write": _write}


_CHANGES = ("open", "os.", "shutil.", "tempfile.", "subprocess.")


class Moments:
    """A work that is done in a folder as often as is asked; a context manager.

    said: the file that what it prints is written to. count: how many moments it has.
    """

    def __init__(self, work: str, folder: Path, said: Path, env: Mapping[str, str] | None = None) -> None:
        """Start the process, which does the work twice, to the end."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.moments", work, str(folder), str(said)],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._told = iter(self._process.stdout or ())
        self.count = int(next(self._told))

    def __enter__(self) -> "Moments":
        """Nothing more."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._process.communicate()

    def stopped(self, moment: int, by: int) -> int:
        """How the work ends that a signal meets at a moment, from 1: its exit status; -9 where it was killed by 9."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{moment} {by}\n")
        self._process.stdin.flush()
        return int(next(self._told))


def _serve(work: Callable[[], None], said: Path) -> None:
    with contextlib.suppress(SystemExit), said.open("w") as output, contextlib.redirect_stdout(output):
        work()  # loads all that it needs
    _in_a_fork(work, said, 0, 0)
    print(said.read_text(encoding="utf-8").split()[-1], flush=True)
    for order in sys.stdin:
        moment, by = map(int, order.split())
        print(_in_a_fork(work, said, moment, by), flush=True)


def _in_a_fork(work: Callable[[], None], said: Path, moment: int, by: int) -> int:
    """The exit status of a process that does the work; it prints the number of its moments last."""
    pid = os.fork()
    if not pid:
        output = os.open(said, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os._exit(_status(work, moment, by))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _status(work: Callable[[], None], moment: int, by: int) -> int:
    moments, status = 0, 0

    def count(event: str, _arguments: object) -> None:
        nonlocal moments
        if event.startswith(_CHANGES) and threading.current_thread() is threading.main_thread():
            moments += 1
            if moments == moment:
                signal.raise_signal(by)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(count)
    try:
        work()
    except SystemExit as end:
        status = int(end.code or 0)
    print(moments, flush=True)
    return status


if __name__ == "__main__":
    os.chdir(sys.argv[2])
    _serve(WORKS[sys.argv[1]], Path(sys.argv[3]))
