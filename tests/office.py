"""LibreOffice, started once for all that a process of tests has it convert: each start takes two seconds."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import xlsxwriter

from tests.commands import HANGS_AFTER

# Sheets are read one after another: in a LibreOffice that is asked by another, its threads may wait for each other.
_WITHOUT_THREADS = {"SC_IMPORT_THREADS": "0"}


def convert_files(paths: Sequence[Path], to: str, folder: Path) -> None:
    """Have the files saved as another kind in a folder, under the same names; `to` as after `--convert-to`."""
    folder.mkdir(exist_ok=True)
    _office().convert(paths, to, folder)


def end_office() -> None:
    """End the LibreOffice of this process, where one was started."""
    if _office.cache_info().currsize:
        _office().end()
        _office.cache_clear()


class _Office:
    """A LibreOffice with a profile of its own and a file open, without which it would end after what it is asked.

    Another that is started with the same profile hands over what it is asked, waits until that is done, and ends.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="office"))
        self._command = ["soffice", f"-env:UserInstallation={(self._folder / 'profile').as_uri()}", "--headless"]
        kept = self._folder / "kept.xlsx"
        xlsxwriter.Workbook(kept).close()
        self._process = subprocess.Popen(
            [*self._command, "--norestore", str(kept)],
            env={**os.environ, **_WITHOUT_THREADS},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while self.is_there and not (self._folder / f".~lock.{kept.name}#").exists():
            time.sleep(0.02)

    @property
    def is_there(self) -> bool:
        return self._process.poll() is None

    def convert(self, paths: Sequence[Path], to: str, folder: Path) -> None:
        command = [*self._command, "--convert-to", to, "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=HANGS_AFTER)
        assert self.is_there, "LibreOffice has ended"

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


@cache
def _office() -> _Office:
    return _Office()
