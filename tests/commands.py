"""The commands in a process of their own, as people start them, or in this; and a folder of plans for them."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from hplan_xl.book.text import Language
from hplan_xl.cli import main
from tests.forks import Forks

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "plans"
GOOD = 5
# Seconds that no machine takes, however busy: what takes longer has stopped.
HANGS_AFTER = 1800
HPLAN = [sys.executable, "-c", "from hplan_xl.cli import main; main(prog_name='hplan')"]


def run(
    *words: object, cwd: Path, env: Mapping[str, str] | None = None, status: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """What a command printed, and how it ended; asserts its exit status where one is given.

    env: what is to be otherwise in the environment; the command then is a Python of its own, and a fork where not.
    """
    do = _run if env is not None or not hasattr(os, "fork") else _fork
    result = do([*map(str, words)], cwd, env or {})
    assert "Traceback" not in result.stderr, result.stderr
    assert status is None or result.returncode == status, result
    return result


def _run(words: list[str], cwd: Path, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*HPLAN, *words],
        cwd=cwd,
        env={**_environment(), **env},
        capture_output=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
    )


def _fork(words: list[str], cwd: Path, _env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    with tempfile.TemporaryDirectory() as folder:
        printed = [Path(folder) / name for name in ("output", "errors")]
        status = _forks().run(words, cwd, *printed)
        return subprocess.CompletedProcess(words, status, *(path.read_text(encoding="utf-8") for path in printed))


@cache
def _forks() -> Forks:
    """One for all the tests of a process."""
    return Forks(_environment(), HANGS_AFTER)


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "sv_SE.UTF-8", "PYTHONUTF8": "1"}


def hplan(*words: object, lang: Language = "sv") -> Result:
    """A command, done within this process, with the language at its end."""
    return CliRunner().invoke(main, [*map(str, words), "--lang", lang])


def hashes(folder: Path) -> dict[str, str]:
    """The hash of every file in a folder, by its path within it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def good_plans(folder: Path, count: int = GOOD) -> Path:
    """A folder with so many plans in order."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(SAMPLES.glob("*.xlsx"))[:count]:
        shutil.copy(path, folder)
    return folder


def a_plan() -> bytes:
    """The bytes of a plan in order."""
    return min(SAMPLES.glob("*.xlsx")).read_bytes()


class Peak:
    """The most memory that any process under ours held while this was watched, in `bytes`."""

    def __init__(self) -> None:
        self.bytes = 0
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peak":
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._stop.wait(0.02):
            for pid in descendants(os.getpid()):
                self.bytes = max(self.bytes, _most_held(pid))


def descendants(parent: int) -> set[int]:
    """The processes that a process has started, those that they have, and itself."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found, new = set[int](), {parent}
    while new:
        new = {pid for pid, of in parents.items() if of in new}
        found |= new
    return found


def _most_held(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
