"""Files are written whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hplan_xl.book.errors import OutputError
from hplan_xl.book.limits import FileNames, split_to_cells
from hplan_xl.excel.atomic_write import (
    STRAY_AFTER_SECONDS,
    make_working_folder,
    refuse_foreign_file,
    refuse_input,
    refuse_other_file,
    write_atomically,
)
from tests.moments import NEW, Moments


def test_what_is_written_is_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "master.xlsx"
    target.write_bytes(b"old")

    written = write_atomically(target, b"new")

    assert (written.path, written.instead_of) == (target, None)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"master.xlsx": b"new"}


def test_a_folder_as_target_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as raised:
        write_atomically(tmp_path, b"new")
    assert raised.value.sentence.sv == f"{tmp_path} är en mapp. Skriv ett filnamn efter -o, t.ex. master.xlsx."


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as raised:
        write_atomically(tmp_path / "nowhere" / "master.xlsx", b"new")
    folder = tmp_path / "nowhere"
    assert raised.value.sentence.sv == f"Mappen {folder} finns inte. Skapa den, eller välj en annan efter -o."


def test_a_locked_target_gets_a_result_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "master.xlsx"
    target.write_bytes(b"open in Excel")
    really = Path.replace

    def replace(self: Path, other: Path) -> Path:
        if other == target:
            raise PermissionError(13, "Permission denied")
        return really(self, other)

    monkeypatch.setattr(Path, "replace", replace)

    written = write_atomically(target, b"new")

    assert (written.path, written.instead_of) == (tmp_path / "master (2).xlsx", target)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "master.xlsx": b"open in Excel",
        "master (2).xlsx": b"new",
    }


def test_the_nth_write_failing_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "master.xlsx"
    target.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OutputError) as raised:
        write_atomically(target, b"new")

    assert raised.value.sentence.sv == f"{target} går inte att skriva: disken är full."
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"master.xlsx": b"old"}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not to be had on Windows")
def test_killed_at_every_moment_it_ruins_no_master_and_leaves_no_stray(tmp_path: Path) -> None:
    target = tmp_path / "in" / "master.xlsx"
    target.parent.mkdir()
    strays = set[str]()
    with Moments("write", target.parent, tmp_path / "said") as writes:
        assert target.read_bytes() == NEW
        for moment in range(1, writes.count + 1):
            target.write_bytes(b"old")
            assert writes.stopped(moment, signal.SIGKILL) == -signal.SIGKILL
            assert target.read_bytes() in (b"old", NEW)
            strays |= {path.name for path in target.parent.iterdir()} - {"master.xlsx"}
    assert strays
    for path in target.parent.iterdir():
        long_ago = time.time() - 3 * STRAY_AFTER_SECONDS
        os.utime(path, (long_ago, long_ago))

    write_atomically(target, b"last")

    assert {path.name: path.read_bytes() for path in target.parent.iterdir()} == {"master.xlsx": b"last"}


_WORKER = """
import sys
from hplan_xl.excel.atomic_write import make_working_folder
with make_working_folder() as folder:
    (folder / "sheet").write_bytes(b"rows")
    print(folder, flush=True)
    sys.stdin.read()
"""


def _working(place: Path) -> "subprocess.Popen[str]":
    """A run that has a folder of temporary files in a place, until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER],
        env={**os.environ, "TMPDIR": str(place), "TEMP": str(place)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _folder_of(run: "subprocess.Popen[str]") -> Path:
    assert run.stdout is not None
    return Path(run.stdout.readline().strip())


def test_a_killed_runs_folder_is_removed_by_the_next_and_a_living_ones_is_not(tmp_path: Path) -> None:
    with _working(tmp_path) as killed, _working(tmp_path) as living, _working(tmp_path) as young:
        folders = [_folder_of(run) for run in (killed, living, young)]
        assert sorted(tmp_path.iterdir()) == sorted(folders)
        killed.kill()
        killed.wait()
        for folder in folders[:2]:
            long_ago = time.time() - 3 * STRAY_AFTER_SECONDS
            os.utime(folder, (long_ago, long_ago))
        with _working(tmp_path) as following:
            own = _folder_of(following)
            assert sorted(tmp_path.iterdir()) == sorted([own, *folders[1:]])
            assert (folders[1] / "sheet").read_bytes() == b"rows"
            following.communicate()
        living.communicate()
        young.communicate()
    assert list(tmp_path.iterdir()) == []


def test_what_is_called_as_ours_but_is_not_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "held").write_bytes(b"theirs")
    (tmp_path / "tmp" / ".hplan-link.tmp").symlink_to(tmp_path / "theirs", target_is_directory=True)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "tmp" / ".hplan-pipe.tmp")
    later = time.time() + 3 * STRAY_AFTER_SECONDS
    monkeypatch.setattr(time, "time", lambda: later)
    with make_working_folder() as folder:
        assert folder.is_dir()
    assert (tmp_path / "theirs" / "held").read_bytes() == b"theirs"


def test_an_input_is_never_the_target_not_even_through_a_link(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(b"plan")
    link = tmp_path / "link.xlsx"
    link.symlink_to(plan)

    with pytest.raises(OutputError) as raised:
        refuse_input(link, [plan])

    assert raised.value.sentence.sv == (
        f"{link} är en av planerna som läses och skrivs inte över. Välj ett annat namn efter -o."
    )


def test_a_file_that_is_not_ours_is_not_overwritten(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "budget.xlsx", tmp_path / "master.xlsx"
    theirs.write_bytes(b"somebody's budget")
    with zipfile.ZipFile(ours, "w") as package:
        package.writestr("docProps/custom.xml", "<p>hplan_master</p>")

    refuse_foreign_file(ours, b"hplan_master")
    refuse_foreign_file(tmp_path / "new.xlsx", b"hplan_master")
    with pytest.raises(OutputError) as raised:
        refuse_foreign_file(theirs, b"hplan_master")

    assert raised.value.sentence.sv == (
        f"{theirs} finns redan och är inte gjord av hplan. Välj ett annat namn, eller skriv över med --force."
    )


def test_a_template_never_replaces_a_file_that_may_be_filled_in(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"filled")

    refuse_other_file(target, b"filled")
    with pytest.raises(OutputError) as raised:
        refuse_other_file(target, b"blank")

    assert raised.value.sentence.sv == (
        f"{target} finns redan och kan vara ifylld. Välj ett annat namn, eller flytta filen först."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="modes are not Windows'")
def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomically(tmp_path / "master.xlsx", b"new")
    plain, ours = ((tmp_path / name).stat().st_mode for name in ("plain", "master.xlsx"))
    assert stat.S_IMODE(ours) == stat.S_IMODE(plain)


@given(st.text(alphabet=st.sampled_from("aå🟢\ud83d"), max_size=40), st.integers(min_value=2, max_value=9))
def test_pieces_for_cells_are_the_whole_text_and_part_no_sign(words: str, longest: int) -> None:
    pieces = split_to_cells(words, longest)
    assert "".join(pieces) == words
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) <= longest * 2 for piece in pieces)


def test_no_two_files_of_a_folder_get_one_name_on_any_system() -> None:
    names = FileNames(["plan.xlsx"])
    assert [names.take(name) for name in ("Plan.xlsx", "PLAN.xlsx", "Ma\u030al.xlsx", "mål.xlsx", "b/plan.xlsx")] == [
        "Plan (2).xlsx",
        "PLAN (3).xlsx",
        "Ma\u030al.xlsx",
        "mål (2).xlsx",
        "b/plan.xlsx",
    ]
