"""Commands in processes of their own that need not load everything anew: forks of one that has.

What a command prints, writes and ends with is the same as in a Python that was just started, as people start it; what
is set before a Python starts (its environment, its way of hashing) is that of this process, however.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from click.testing import CliRunner

import hplan_xl.commands
from hplan_xl.cli import main

ROOT = Path(__file__).parent.parent


class Forks:
    """A process that has loaded every command; asked for one it forks, and the fork does it."""

    def __init__(self, env: Mapping[str, str], most_seconds: int) -> None:
        """Start the process. most_seconds: after so many a command is ended, that would otherwise wait for ever."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forks", str(most_seconds)],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._process.communicate)

    def run(self, words: Sequence[str], cwd: Path, output: Path, errors: Path) -> int:
        """How a command ended that was run in a folder; what it printed stands in the two files."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([*map(str, (cwd, output, errors)), *words]), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


def _serve(most_seconds: int) -> None:
    for module in pkgutil.iter_modules(hplan_xl.commands.__path__):
        importlib.import_module(f"{hplan_xl.commands.__name__}.{module.name}")
    CliRunner().invoke(main, ["check", str(ROOT / "samples" / "plans")])
    gc.collect()
    gc.freeze()
    for order in sys.stdin:
        pid = os.fork()
        if not pid:
            signal.alarm(most_seconds)
            _do(*json.loads(order))
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def _do(cwd: str, output: str, errors: str, *words: str) -> None:
    """Run a command to its end, which is the end of this process, with no input and with its output in two files."""
    os.chdir(cwd)
    for stream, path in enumerate((os.devnull, output, errors)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), stream)
    sys.argv = ["hplan", *words]
    main(prog_name="hplan")
    raise SystemExit


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
