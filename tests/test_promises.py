"""What is promised of every run, whatever people and machines do: each promise with its figure."""

import builtins
import contextlib
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet as Page
from xlsxwriter.worksheet import Worksheet

from hplan_xl.book.columns import Prose
from hplan_xl.book.text import clean_text
from hplan_xl.cli import main
from hplan_xl.consolidation.union import Route, consolidate_plans
from hplan_xl.excel.atomic_write import STRAY_AFTER_SECONDS
from hplan_xl.excel.writer import NotWritten
from hplan_xl.intake.sources import find_sources
from hplan_xl.interpretation import interpret_plan
from hplan_xl.master.sheet.tables import make_headings
from hplan_xl.master.write import build_master
from hplan_xl.package.archive import open_archive
from hplan_xl.reading.submission import read_submission
from hplan_xl.template import build_template
from tests.commands import HANGS_AFTER, HPLAN, ROOT, SAMPLES, a_plan, descendants, good_plans, run
from tests.hostile import parts_of, zipped
from tests.moments import Moments
from tests.mutations import book
from tests.pieces import HANGS
from tests.pieces_of_masters import assert_valid

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals, modes and file systems as Windows has them not")
KILLS = 12


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook on the disk."""
    return parts_of(path.read_bytes())


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# 1. Every workbook that is written opens without repair.


def _of_a_group(name: str) -> bytes:
    """A plan whose group is called so; `_x0001_` is a control character, as Excel writes it."""
    made = parts_of(a_plan())
    strings = made["xl/sharedStrings.xml"]
    made["xl/sharedStrings.xml"] = re.sub(rb"<t>RPO [^<]*</t>", f"<t>{name}</t>".encode(), strings, count=1)
    assert made["xl/sharedStrings.xml"] != strings
    return zipped(made)


@pytest.mark.sdk
def test_every_kind_of_workbook_that_is_written_is_one_to_excel(tmp_path: Path) -> None:
    good_plans(tmp_path / "in", 3)
    for number in range(2):
        name = f"RPO _x0001_Påhittad [a] 'b' #c &lt;d&gt; {'å' * 250} {number}"
        (tmp_path / "in" / f"påhittad {number}.xlsx").write_bytes(_of_a_group(name))
    _merged("=1+1", tmp_path / "begun")
    run("merge", "in", "-o", "master.xlsx", cwd=tmp_path, status=0)
    run("merge", "in", "-o", "parts", "--split-by", "group", "--lang", "en", cwd=tmp_path, status=0)
    run("template", "-o", "template.xlsx", cwd=tmp_path, status=0)
    run("register", "-o", "register.xlsx", cwd=tmp_path, status=0)
    run("check", "begun/in", "in", "--mark", "marked", cwd=tmp_path)
    run("repair", "in", "-o", "repaired", cwd=tmp_path, status=0)
    made = [path for path in tmp_path.rglob("*.xlsx") if path.parent.name != "in"]
    assert {path.parent.name for path in made} == {tmp_path.name, "begun", "parts", "marked", "repaired"}
    assert_valid(*made)


def test_headings_over_a_table_are_what_excel_takes() -> None:
    made = make_headings(["å" * 300, "Å" * 300, "a\x01\n b", "A B", "", "\x02"])
    assert len({one.casefold() for one in made}) == len(made) == 6
    assert all(0 < len(one) <= 255 and one.isprintable() for one in made)


# 2. The writer never degrades silently.


@pytest.mark.parametrize(
    ("method", "of_templates", "of_masters"),
    [
        ("_write_string", True, True),
        ("_write_number", True, True),
        ("_check_dimensions", True, True),
        ("add_sparkline", False, True),
        ("add_table", False, True),
        ("conditional_format", True, True),
        ("data_validation", True, True),
        ("insert_chart", False, True),
        ("merge_range", True, False),
        ("set_column", True, True),
        ("set_row", True, False),
        ("write_blank", True, True),
        ("write_formula", True, True),
        ("write_rich_string", True, True),
        ("write_url", False, True),
    ],
)
def test_what_the_writer_refuses_by_a_code_alone_is_raised(
    method: str, of_templates: bool, of_masters: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = interpret_plan(read_submission("x.xlsx", a_plan(), book()), book())
    routes = [Route(plan, "")]
    made = consolidate_plans(routes, book(), year=2025, as_of_day=None, files=(), findings=())
    monkeypatch.setattr(Worksheet, method, lambda *_, **__: -2)
    if of_templates:
        with pytest.raises(NotWritten):
            build_template(book(), language="sv", rows={"areas": [{"title": "x"}]})
    if of_masters:
        with pytest.raises(NotWritten):
            build_master(made, "sv")


# 3. Text never becomes a formula or a link.

_BEGINS = (
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "http://example.org/x",
    "mailto:a@b.se",
    "{=1}",
)


# No master says this of itself.
_OURS = b"Zqx"


def _merged(begins: str, folder: Path) -> Path:
    """A master whose every text of a filler begins so."""
    (folder / "in").mkdir(parents=True)
    workbook = openpyxl.load_workbook(BytesIO(a_plan()))
    for sheet in book().sheets:
        page = workbook[sheet.title.sv]
        for row in page.iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell, Cell) and isinstance(cell.value, str) and _is_prose(sheet.name, page, cell):
                    cell.value = f"{begins} {_OURS.decode()} {cell.value}"
                    cell.data_type = "s"
    workbook.save(folder / "in" / "plan.xlsx")
    run("merge", "in", "-o", "master.xlsx", cwd=folder)
    return folder / "master.xlsx"


def _is_prose(sheet: str, page: Page, cell: Cell) -> bool:
    form = book().sheet(sheet).is_form
    name = page.cell(cell.row, 1).value if form else page.cell(2, cell.column).value
    if form and cell.column != 3:
        return False
    columns = {column.name: column for column in book().sheet(sheet).columns}
    return cell.row > 3 - form and isinstance(columns.get(str(name)), Prose)


_LIVE = re.compile(rb"<f[ >][^<]*|<hyperlink [^>]*|<c:f>[^<]*|<definedName [^>]*>[^<]*|<Relationship [^>]*")


def test_text_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    for number, begins in enumerate(_BEGINS):
        master = parts(_merged(begins, tmp_path / str(number)))
        live = [one for part in master.values() for one in _LIVE.findall(part)]
        assert len(live) > 100
        assert [one for one in live if _OURS in one] == []
        assert sum(_OURS in part for part in master.values()) >= 1


# 7. Reported addresses are true.


@pytest.mark.parametrize("seed", range(4))
def test_every_address_that_is_told_is_true(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    workbook = openpyxl.load_workbook(BytesIO(a_plan()))
    expected = set()
    for title, column in (("Prioriterade områden", "status"), ("Aktiviteter", "status"), ("Indikatorer", "kind")):
        page = workbook[title]
        page.insert_rows(5, draw.randrange(4))
        page.row_dimensions[6].hidden = True
        ids = [cell.value for cell in page[2]]
        at = ids.index(column) + 1
        rows = [
            row
            for row in range(4, page.max_row + 1)
            if page.cell(row, ids.index("title" if "title" in ids else "name") + 1).value
        ]
        for row in draw.sample(rows, min(2, len(rows))):
            page.cell(row, at).value = f"Vad {seed}"
            expected.add((title, page.cell(row, at).coordinate))
    workbook.save(tmp_path / "plan.xlsx")
    told = json.loads(run("check", "plan.xlsx", "--format", "json", cwd=tmp_path, status=1).stdout)["findings"]
    assert {
        (one["sheet"], one["cell"]) for one in told if one["rule"] in ("choice.unknown", "status.ambiguous")
    } == expected
    for one in told:
        if f"Vad {seed}" in one["message"]:
            assert workbook[one["sheet"]][one["cell"]].value == f"Vad {seed}"


# 8. The old master survives.


@POSIX
def test_killed_at_any_moment_a_merge_ruins_no_master(tmp_path: Path) -> None:
    place = {"TMPDIR": str(tmp_path / "tmp")}
    with _merges(tmp_path) as (merges, old):
        moments = _spread(merges.count, KILLS)
        assert [merges.stopped(moment, signal.SIGKILL) for moment in moments] == [-signal.SIGKILL] * KILLS
        assert sha(tmp_path / "master.xlsx") == old
    left = list((tmp_path / "tmp").iterdir())
    assert left, "some were killed while their sheets waited to be packed"
    _aged([*left, *tmp_path.glob(".hplan*")])
    run("merge", "in", "-o", "master.xlsx", cwd=tmp_path, env=place)
    assert sha(tmp_path / "master.xlsx") != old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "master.xlsx", "tmp"]
    assert list((tmp_path / "tmp").iterdir()) == []


@contextlib.contextmanager
def _merges(folder: Path) -> Iterator[tuple[Moments, str]]:
    """Merges of a folder to stop, and the hash of a master of other plans that stands there."""
    good_plans(folder / "in", 1)
    (folder / "tmp").mkdir()
    said = folder.with_name(f"{folder.name} said")
    with Moments("merge", folder, said, {"TMPDIR": str(folder / "tmp")}) as merges:
        good_plans(folder / "others", 2)
        run("merge", "others", "-o", "master.xlsx", cwd=folder)
        shutil.rmtree(folder / "others")
        yield merges, sha(folder / "master.xlsx")


def _spread(count: int, some: int) -> list[int]:
    """So many of the moments from 1 to the last but one of them: what ends the work comes after it."""
    return [1 + (count - 2) * number // (some - 1) for number in range(some)]


def _aged(paths: Iterable[Path]) -> None:
    """Let what was left look as old as what nobody works on."""
    for path in paths:
        long_ago = time.time() - 3 * STRAY_AFTER_SECONDS
        os.utime(path, (long_ago, long_ago))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@POSIX
def test_a_full_disk_leaves_the_old_master_and_nothing_else(tmp_path: Path, small_disk: Path) -> None:
    good_plans(tmp_path / "in", 2)
    with zipfile.ZipFile(small_disk / "master.xlsx", "w") as old:
        old.writestr("docProps/custom.xml", "hplan_master")
    before = sha(small_disk / "master.xlsx")
    result = run("merge", "in", "-o", small_disk / "master.xlsx", cwd=tmp_path, status=3)
    assert "går inte att skriva" in result.stderr
    assert (sha(small_disk / "master.xlsx"), len(list(small_disk.iterdir()))) == (before, 1)


@POSIX
def test_a_full_folder_for_temporary_files_is_not_needed(tmp_path: Path, small_disk: Path) -> None:
    (small_disk / "full").write_bytes(bytes(64 * 1024))
    good_plans(tmp_path / "in", 2)
    run("merge", "in", "-o", "master.xlsx", cwd=tmp_path, env={"TMPDIR": str(small_disk)})
    assert zipfile.ZipFile(tmp_path / "master.xlsx").testzip() is None


@POSIX
def test_a_folder_for_temporary_files_that_fills_is_told_and_left_clean(tmp_path: Path, small_disk: Path) -> None:
    good_plans(tmp_path / "in", 2)
    result = run("merge", "in", "-o", "master.xlsx", cwd=tmp_path, env={"TMPDIR": str(small_disk)}, status=3)
    assert result.stderr.startswith("Det går inte att skriva i mappen för tillfälliga filer: ")
    assert list(small_disk.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_two_merges_to_one_target_do_not_mix(tmp_path: Path) -> None:
    for name, count in (("few", 1), ("more", 3)):
        good_plans(tmp_path / name, count)
        run("merge", name, "-o", f"{name}.xlsx", cwd=tmp_path)
    both = [
        subprocess.Popen([*HPLAN, "merge", name, "-o", "master.xlsx"], cwd=tmp_path, stdout=subprocess.DEVNULL)
        for name in ("few", "more") * 2
    ]
    assert [merge.wait() for merge in both] == [0] * 4
    assert sha(tmp_path / "master.xlsx") in {sha(tmp_path / "few.xlsx"), sha(tmp_path / "more.xlsx")}


# 9. The same input gives the same bytes.


def test_nothing_around_a_run_changes_a_byte_of_it(tmp_path: Path) -> None:
    plans = [path.name for path in sorted(good_plans(tmp_path / "one" / "in").iterdir())]
    (tmp_path / "annan mapp" / "in").mkdir(parents=True)
    for name in reversed(plans):
        shutil.copy(tmp_path / "one" / "in" / name, tmp_path / "annan mapp" / "in")
    first = tmp_path / "one" / "master.xlsx"
    run("merge", "in", "-o", "master.xlsx", cwd=tmp_path / "one", env={"TZ": "UTC", "PYTHONHASHSEED": "1"})
    given = [f"in/{name}" for name in reversed(plans)]
    around = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LC_ALL": "C", "LC_NUMERIC": "sv_SE.UTF-8"}
    other = tmp_path / "annan mapp" / "master.xlsx"
    run("merge", *given, "-o", "master.xlsx", cwd=tmp_path / "annan mapp", env=around)
    assert parts(other) == parts(first)
    assert other.read_bytes() == first.read_bytes()


# 10. No network, no code.


_WATCH = """
import sys
DOORS = ("socket.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.startfile", "ftplib", "urllib", "http.",
    "smtplib", "webbrowser")
def told(event, arguments):
    started = event == "subprocess.Popen" and arguments[0] != sys.executable
    if event.startswith(DOORS) or started or event == "open" and "elsewhere" in str(arguments[0]):
        with open({log!r}, "a") as log:
            log.write(event + repr(arguments) + chr(10))
sys.addaudithook(told)
"""
_RELATION = '<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
_LINKED = (
    ("externalLinkPath", "http://127.0.0.1:{port}/plan.xlsx"),
    ("externalLinkPath", "file:///{elsewhere}"),
    ("oleObject", "file:///{elsewhere}"),
    ("image", "http://127.0.0.1:{port}/picture.png"),
    ("attachedTemplate", "http://127.0.0.1:{port}/template.xltm"),
    ("hyperlink", "http://127.0.0.1:{port}/"),
)
_FORMULAS = ("cmd|'/C calc'!A0", 'WEBSERVICE("http://127.0.0.1:{port}/")', "[1]Blad1!A1", 'HYPERLINK("file:///x")')


def _reaching_out(port: int, elsewhere: Path) -> bytes:
    """A plan with macros, and with every link that makes a program fetch or start something."""
    made = parts_of(a_plan())
    made["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    made["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    )
    made["xl/connections.xml"] = (
        b'<connections><connection id="1" type="4"><webPr url="http://127.0.0.1"/></connection>'
    )
    relations = "".join(
        f'{_RELATION.format(id=f"x{number}", kind=kind)} Target="{target}" TargetMode="External"/>'
        for number, (kind, target) in enumerate(_LINKED)
    ).format(port=port, elsewhere=elsewhere)
    made["xl/externalLinks/_rels/externalLink1.xml.rels"] = f"<Relationships>{relations}</Relationships>".encode()
    rels = "xl/_rels/workbook.xml.rels"
    made[rels] = made[rels].replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    cells = "".join(
        f'<c r="{letter}90" t="str"><f>{escape(formula.format(port=port))}</f><v>hämtat {letter}</v></c>'
        for letter, formula in zip("CDEF", _FORMULAS, strict=True)
    )
    areas = _part_of(made, "Prioriterade områden")
    made[areas] = made[areas].replace(b"</sheetData>", f'<row r="90">{cells}</row></sheetData>'.encode())
    return zipped(made)


def _part_of(made: Mapping[str, bytes], title: str) -> str:
    (relation,) = re.findall(f'name="{title}"[^>]* r:id="([^"]+)"'.encode(), made["xl/workbook.xml"])
    for found in re.findall(rb"<Relationship [^>]*", made["xl/_rels/workbook.xml.rels"]):
        if b'Id="%s"' % relation in found:
            return "xl/" + str(re.findall(rb'Target="([^"]+)"', found)[0], "utf-8")
    raise AssertionError(title)


def test_no_connection_is_made_and_no_code_is_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    elsewhere = tmp_path / "elsewhere.xlsx"
    shutil.copy(min(SAMPLES.glob("*.xlsx")), elsewhere)
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(_WATCH.format(log=str(tmp_path / "events")))
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "watch"), *filter(None, [os.environ.get("PYTHONPATH")])])}
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        (tmp_path / "in" / "plan.xlsm").write_bytes(_reaching_out(server.getsockname()[1], elsewhere))
        told = run("check", "in", "--mark", "marked", cwd=tmp_path, env=env).stdout
        run("merge", "in", "-o", "master.xlsx", cwd=tmp_path, env=env)
        run("repair", "in", "-o", "repaired", cwd=tmp_path, env=env, status=0)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "Filen innehåller makron. De körs inte." in told
    assert "Filen länkar till andra filer." in told
    assert not (tmp_path / "events").exists(), (tmp_path / "events").read_text()
    for path in (tmp_path / "master.xlsx", tmp_path / "repaired" / "plan.xlsx"):
        made = parts(path)
        assert [name for name in made if re.search("vba|externalLink|connections", name, re.I)] == []
        live = [one for part in made.values() for one in _LIVE.findall(part)]
        assert [one for one in live if re.search(rb"cmd|127\.0\.0\.1|WEBSERVICE|elsewhere|\[1\]", one)] == []
        assert any("hämtat C".encode() in part for part in made.values()), "what was fetched before is a text"


# 11. Inputs are untouched; a folder that cannot be written to is as good.


@POSIX
def test_inputs_are_untouched_and_their_folder_may_be_read_only(tmp_path: Path) -> None:
    plans = good_plans(tmp_path / "in")
    before = {path.name: (sha(path), path.stat().st_mtime_ns, path.stat().st_mode) for path in plans.iterdir()}
    (tmp_path / "out").mkdir()
    bound = subprocess.run(["mount", "--bind", "-o", "ro", str(plans), str(plans)], check=False, capture_output=True)
    if not bound.returncode:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(plans)], check=True)
    else:
        plans.chmod(0o500)
    try:
        run("check", "in", cwd=tmp_path)
        run("merge", "in", "-o", "out/master.xlsx", cwd=tmp_path)
        result = run("merge", "in", "-o", "in/master.xlsx", cwd=tmp_path, status=3)
    finally:
        if not bound.returncode:
            subprocess.run(["umount", str(plans)], check=True)
        plans.chmod(0o700)
    assert "in/master.xlsx går inte att skriva" in result.stderr
    assert {path.name: (sha(path), path.stat().st_mtime_ns, path.stat().st_mode) for path in plans.iterdir()} == before


# 12. Words are the same however they are encoded.


def _with_other_spaces(words: re.Match[str]) -> str:
    return re.sub(r"(?<=\w) (?=\w)", "\u00a0", words[0])


def test_decomposed_letters_and_spaces_that_nobody_sees_change_nothing(tmp_path: Path) -> None:
    plain, odd = tmp_path / "plain" / "in", tmp_path / "odd" / "in"
    good_plans(plain, 2)
    odd.mkdir(parents=True)
    for path in plain.iterdir():
        made = parts_of(path.read_bytes())
        strings = unicodedata.normalize("NFD", made["xl/sharedStrings.xml"].decode())
        made["xl/sharedStrings.xml"] = re.sub(r"(?<=>)[^<>]+", _with_other_spaces, strings).encode()
        made["xl/workbook.xml"] = unicodedata.normalize("NFD", made["xl/workbook.xml"].decode()).encode()
        (odd / unicodedata.normalize("NFD", path.name)).write_bytes(zipped(made))
    told = [json.loads(run("check", "in", "--format", "json", cwd=of.parent).stdout) for of in (plain, odd)]
    for one in told:
        for file in one["files"]:
            del file["sha256"]
    assert json.loads(clean_text(json.dumps(told[1], ensure_ascii=False))) == json.loads(
        clean_text(json.dumps(told[0], ensure_ascii=False))
    )


# Long work can be stopped.


@POSIX
def test_ctrl_c_at_any_moment_ends_cleanly_and_leaves_the_old_master(tmp_path: Path) -> None:
    with _merges(tmp_path) as (merges, old):
        for moment in _spread(merges.count, 6)[:-1]:
            assert merges.stopped(moment, signal.SIGINT) == 130, moment
            lines = (tmp_path.with_name(f"{tmp_path.name} said")).read_text(encoding="utf-8").splitlines()
            assert lines[-2] == "Avbrutet. Inget är ändrat."
            assert [line for line in lines if "Traceback" in line] == []
            assert sha(tmp_path / "master.xlsx") == old
            assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".hplan")] == []


@POSIX
def test_ctrl_c_among_several_files_tells_which_are_written(tmp_path: Path) -> None:
    good_plans(tmp_path / "in", 4)
    said, told = tmp_path.with_name(f"{tmp_path.name} said"), set()
    with Moments("repair", tmp_path, said) as repairs:
        for moment in _spread(repairs.count, 8)[:-1]:
            shutil.rmtree(tmp_path / "out", ignore_errors=True)
            assert repairs.stopped(moment, signal.SIGINT) == 130, moment
            written = [f"out/{path.name}" for path in sorted((tmp_path / "in").iterdir())]
            written = [name for name in written if (tmp_path / name).exists()]
            paths = ", ".join(written[:3]) + (" och 1 till" if len(written) == 4 else "")
            line = f"Avbrutet. Det här hann skrivas: {paths}." if written else "Avbrutet. Inget är ändrat."
            assert said.read_text(encoding="utf-8").splitlines()[-2] == line
            told.add(len(written))
    assert {0, 2} <= told, told


@pytest.mark.parametrize("wrap", [RuntimeError, None])
def test_ctrl_c_is_heard_also_where_python_wraps_it(
    wrap: type[Exception] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as stopped:
            raise (wrap("Error calling __set_name__") if wrap else stopped) from stopped

    monkeypatch.setattr("hplan_xl.cli._reading", stop)
    result = CliRunner().invoke(main, ["check", str(SAMPLES), "--lang", "en"])
    assert (result.exit_code, result.stderr) == (130, "Stopped. Nothing is changed.\n")


@POSIX
def test_ctrl_c_is_heard_while_a_file_takes_for_ever_to_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(min(SAMPLES.glob("*.xlsx")), tmp_path / "in" / "hang.xlsx")
    heard = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # where the tests run beside others
    )
    command = [sys.executable, "-c", f"{heard}; from tests.pieces import run_hplan; run_hplan()"]
    env = {**os.environ, HANGS: str(tmp_path / "hangs")}
    with subprocess.Popen(
        [*command, "merge", tmp_path / "in", "-o", tmp_path / "master.xlsx", "--lang", "sv"],
        cwd=ROOT,
        env=env,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as merge:
        while not (tmp_path / "hangs").exists():
            assert merge.poll() is None
            time.sleep(0.02)
        readers = descendants(merge.pid) - {merge.pid}
        os.killpg(merge.pid, signal.SIGINT)
        _, said = merge.communicate(timeout=HANGS_AFTER)
    assert (merge.returncode, said.splitlines()[-1]) == (130, "Avbrutet. Inget är ändrat.")
    assert "Traceback" not in said
    assert (len(readers), [pid for pid in readers if Path(f"/proc/{pid}").exists()]) == (1, [])
    assert {path.name for path in tmp_path.iterdir()} == {"in", "hangs"}


# Names and places of all kinds.


def test_of_ten_thousand_other_files_none_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good_plans(tmp_path / "in", 1)
    for number in range(10_000):
        (tmp_path / "in" / f"bilaga {number}.pdf").touch()
    opened = list[object]()
    really = io.open

    def watched(file: object, *arguments: Any, **options: Any) -> object:
        opened.append(file)
        return really(file, *arguments, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as watch:
        for module in (io, builtins):
            watch.setattr(module, "open", watched)
        found = find_sources([str(tmp_path / "in")])
    assert len(found) == 10_001
    assert [file for file in opened if str(file).endswith(".pdf")] == []
    assert "1 plan läst" in run("check", "in", cwd=tmp_path).stdout


ODD_NAMES = (
    unicodedata.normalize("NFD", "Åtgärder för ögon"),
    "😀 plan",
    "#1 & 50 % 'plan' [x]",
    "x" * 195,
    "  två  blanka ",
    "=cmd",
    "-o",
)


@POSIX
@pytest.mark.parametrize(
    "locale", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_files_of_any_name_are_read_on_any_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    folder = tmp_path / "Årets planer 📁"
    folder.mkdir()
    for name, path in zip(ODD_NAMES, sorted(SAMPLES.glob("*.xlsx")), strict=False):
        shutil.copy(path, folder / f"{name}.xlsx")
    out = run(
        "merge", folder.name, "-o", f"{folder.name}/sammanställning å.xlsx", "--lang", "sv", cwd=tmp_path, env=locale
    )
    assert out.returncode in (0, 1), out
    assert f"{len(ODD_NAMES)} planer l" in out.stdout
    master = parts(folder / "sammanställning å.xlsx")
    assert sum(name.startswith("xl/worksheets/sheet") for name in master) > 5


# Privacy.


def test_nothing_that_is_written_names_a_user_or_a_folder(tmp_path: Path) -> None:
    good_plans(tmp_path / "hemlig mapp" / "in", 2)
    here = tmp_path / "hemlig mapp"
    env = {"USER": "anna.hemlig", "LOGNAME": "anna.hemlig", "USERNAME": "anna.hemlig"}
    run("merge", "in", "-o", "master.xlsx", cwd=here, env=env)
    run("template", "-o", "mall.xlsx", cwd=here, env=env)
    run("register", "-o", "register.xlsx", cwd=here, env=env)
    for name in ("master.xlsx", "mall.xlsx", "register.xlsx"):
        for part, data in parts(here / name).items():
            assert b"hemlig" not in data, (name, part)
            assert str(tmp_path).encode() not in data, (name, part)
        core = parts(here / name)["docProps/core.xml"]
        assert re.findall(rb"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core) in ([], [b"", b""]), core


# The gate costs an honest file next to nothing.


def test_the_gate_takes_no_longer_than_unpacking_an_honest_file_thrice() -> None:
    data = a_plan()
    gate, unpacked = (
        min(_seconds(work) for _ in range(20))
        for work in (lambda: open_archive(data, "x.xlsx"), lambda: [parts_of(data) for _ in range(3)])
    )
    assert gate < unpacked


def _seconds(work: Callable[[], object]) -> float:
    """The time that our own process takes, whatever the others on the machine do."""
    started = time.process_time()
    work()
    return time.process_time() - started
