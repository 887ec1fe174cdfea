"""Many hostile and odd files beside five good plans: the five are merged, and of the others each is named."""

import json
import os
import re
import shutil
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hplan_xl.book.text import Language, Text
from hplan_xl.wording import file_sentences, refusals
from tests.commands import GOOD, Peak, a_plan, good_plans, run
from tests.hostile import REFUSED, STRAY_ROWS, bomb, parts_of, with_password_flag, with_row, zipped

# A reader may take this much, and the command itself what its tables need.
MOST_MEMORY = 2**30


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        here = Path.cwd()
        os.chdir(path.parent)  # an address is at most some hundred letters
        try:
            opened.bind(path.name)
        finally:
            os.chdir(here)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 * 2**30)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere.xlsx")


def _zip_of_bombs(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xlsx", bomb())
        archive.writestr("mapp/tom.xlsx", b"")


def _newer(path: Path) -> None:
    """A plan that was filled in on the template of some later year."""
    later = {name: part.replace(b"hplan 1", b"hplan 99") for name, part in parts_of(a_plan()).items()}
    path.write_bytes(zipped(later))


def _straying(row: bytes) -> Callable[[Path], None]:
    """A plan whose areas have one row more."""
    return lambda path: _wrote(path, with_row(row, a_plan(), "xl/worksheets/sheet3.xml"))


# On the disk: how each is made, and the sentence on it or on what is in it.
ON_DISK: dict[str, tuple[Callable[[Path], None], Text]] = {
    "rör.xlsx": (_fifo, refusals.NOT_A_FILE),
    "uttag.xlsx": (_socket, refusals.NOT_A_FILE),
    "jätte.xlsx": (_sparse, refusals.LARGE_FILE),
    "slinga.xlsx": (_loop, file_sentences.UNREADABLE_FILE),
    "pekar ut.xlsx": (_dangling, file_sentences.UNREADABLE_FILE),
    "planer.zip": (_zip_of_bombs, refusals.TOO_LARGE_INSIDE),
    "trasig.zip": (lambda path: _wrote(path, b"PK\x03\x04 nothing"), refusals.DAMAGED_FILE),
    "låst.xlsx": (lambda path: _wrote(path, with_password_flag()), refusals.PASSWORD),
    "newer_than_us.xlsx": (_newer, refusals.NEWER_VERSION),
    **{f"{name}.xlsx": (_straying(row), sentence) for name, (row, sentence) in STRAY_ROWS.items()},
    "~$RPO.xlsx": (lambda path: _wrote(path, b"lock"), file_sentences.SYSTEM_FILE),
    "._RPO.xlsx": (lambda path: _wrote(path, bytes(4096)), file_sentences.SYSTEM_FILE),
    "Thumbs.db": (lambda path: _wrote(path, b"x"), file_sentences.SYSTEM_FILE),
    "plan.xlsx.crdownload": (lambda path: _wrote(path, b"PK"), file_sentences.SYSTEM_FILE),
}


def _wrote(path: Path, data: bytes) -> None:
    path.write_bytes(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five good plans, and all hostile and odd files beside them."""
    plans = good_plans(tmp_path_factory.mktemp("hostile") / "in")
    for name, (make, _) in REFUSED.items():
        (plans / f"{name}.xlsx").write_bytes(make())
    for name, (on_disk, _) in ON_DISK.items():
        on_disk(plans / name)
    return plans


def test_every_file_but_the_plans_is_told_of_in_one_sentence(folder: Path) -> None:
    languages: tuple[Language, ...] = ("sv", "en")
    sentences = {**{f"{name}.xlsx": sentence for name, (_, sentence) in REFUSED.items()}}
    sentences |= {name: sentence for name, (_, sentence) in ON_DISK.items()}
    for language in languages:
        printed = run("check", "in", "--format", "json", "--lang", language, cwd=folder.parent, status=1).stdout
        files = {file["file"].removeprefix("in/"): file for file in json.loads(printed)["files"]}
        bad = {name: file for name, file in files.items() if file["state"] in ("rejected", "skipped")}
        assert len(files) - len(bad) == GOOD
        assert len(bad) >= 60
        for name, file in bad.items():
            assert "\n" not in file["reason"], name
            assert len(file["reason"]) < 250, name
        for name, sentence in sentences.items():
            parts = re.split(r"\{\w+\}", sentence.localize(language))
            told = [file["reason"] for of, file in bad.items() if of == name or of.startswith(f"{name}/")]
            assert any(re.fullmatch(".+".join(map(re.escape, parts)), reason) for reason in told), (name, told)


def test_all_good_plans_are_merged_within_bounds(folder: Path) -> None:
    with Peak() as peak:
        result = run("merge", "in", "-o", "master.xlsx", cwd=folder.parent, status=1)
    told = f"{len(REFUSED) + len(ON_DISK)} bad files: the largest process {peak.bytes / 2**20:.0f} MiB"
    print(told)
    assert f"{GOOD} planer lästa" in result.stdout
    assert "sekunder att läsa" not in result.stdout, "none was given up because it took too long"
    assert peak.bytes < MOST_MEMORY, told
    assert [name for name in REFUSED if f"in/{name}.xlsx " not in result.stdout] == []


def test_all_good_plans_are_repaired_and_each_bad_file_is_told_of_once(folder: Path, tmp_path: Path) -> None:
    with Peak() as peak:
        result = run("repair", "in", "-o", tmp_path / "out", cwd=folder.parent, status=1)
    print(f"the largest process {peak.bytes / 2**20:.0f} MiB")
    assert peak.bytes < MOST_MEMORY
    good = {path.name for path in good_plans(tmp_path / "good").iterdir()}
    assert {path.name for path in (tmp_path / "out").rglob("*")} == good
    told = result.stderr.splitlines()
    bad = {f"{name}.xlsx" for name in REFUSED}
    bad |= {
        name for name, (_, why) in ON_DISK.items() if name.endswith(".xlsx") and why is not file_sentences.SYSTEM_FILE
    }
    assert {name: sum(line.startswith(f"in/{name} ") for line in told) for name in bad} == dict.fromkeys(bad, 1)
    assert all(len(line) < 250 for line in told)


def test_the_inputs_are_as_they_were(folder: Path) -> None:
    ordinary = [path for path in sorted(folder.iterdir()) if path.is_file() and path.stat().st_size < 10**7]
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in ordinary}
    run("check", "in", cwd=folder.parent, status=1)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in ordinary} == before


@pytest.mark.parametrize("name", ["bomb", "far_corner", "password", "html"])
def test_a_bad_file_alone_is_told_and_nothing_is_done(folder: Path, name: str) -> None:
    result = run("check", f"in/{name}.xlsx", cwd=folder.parent, status=3)
    assert result.stderr.startswith(f"in/{name}.xlsx ")
    assert result.stdout == ""


def test_a_folder_whose_name_is_a_workbooks_is_searched(tmp_path: Path) -> None:
    good_plans(tmp_path / "in" / "mapp.xlsx", 1)
    shutil.copy(next((tmp_path / "in" / "mapp.xlsx").iterdir()), tmp_path / "in" / "kopia.xlsx")
    printed = json.loads(run("check", "in", "--format", "json", cwd=tmp_path).stdout)
    assert [file["state"] for file in printed["files"]] in (["read", "superseded"], ["superseded", "read"])
