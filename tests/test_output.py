"""Where results go: no device is replaced, a link stays a link, and words that find no room are told of."""

import contextlib
import errno
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from hplan_xl.book.errors import explain_os_error
from hplan_xl.cli import main
from tests.commands import HANGS_AFTER, HPLAN, good_plans, run
from tests.test_promises import POSIX

ENV = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def shell(words: str, streams: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """A command with its streams led by the shell, such as ">/dev/full"."""
    line = f'exec "$@" {streams}'
    command = ["sh", "-c", line, "sh", *HPLAN, *words.split()]
    return subprocess.run(
        command, cwd=cwd, env=ENV, capture_output=True, encoding="utf-8", timeout=HANGS_AFTER, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    good_plans(tmp_path / "in", 1)
    return tmp_path


@POSIX
@pytest.mark.parametrize("name", ["pipe", "pipe.xlsx"])
def test_a_pipe_is_not_replaced_by_a_file(folder: Path, name: str) -> None:
    os.mkfifo(folder / name)
    result = run("merge", "in", "-o", name, "--lang", "sv", cwd=folder, status=3)
    assert result.stderr == f"{name} är ingen vanlig fil. Välj ett annat namn efter -o, t.ex. master.xlsx.\n"
    assert (folder / name).is_fifo()


@POSIX
@pytest.mark.parametrize("command", [["merge", "in", "-o"], ["template", "-o"], ["register", "-o"]])
def test_no_command_replaces_a_device(folder: Path, command: list[str]) -> None:
    result = run(*command, "/dev/null", "--lang", "sv", cwd=folder, status=3)
    assert result.stderr == "/dev/null är ingen vanlig fil. Välj ett annat namn efter -o, t.ex. master.xlsx.\n"
    assert Path("/dev/null").is_char_device()
    assert not Path("/dev/null.xlsx").exists()


@POSIX
def test_a_link_stays_a_link_and_what_it_leads_to_is_written(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "master.xlsx").symlink_to("elsewhere/real.xlsx")
    for _ in range(2):  # a link that leads nowhere, then one that leads to a master
        result = run("merge", "in", "-o", "master.xlsx", "--lang", "sv", cwd=folder, status=0)
        assert result.stdout.splitlines()[-1] == "Klart: master.xlsx"
        assert (folder / "master.xlsx").is_symlink()
        assert (folder / "elsewhere" / "real.xlsx").read_bytes()[:2] == b"PK"


@POSIX
def test_a_link_that_goes_in_a_circle_is_told_of(folder: Path) -> None:
    (folder / "one.xlsx").symlink_to("two.xlsx")
    (folder / "two.xlsx").symlink_to("one.xlsx")
    result = run("merge", "in", "-o", "one.xlsx", "--lang", "sv", cwd=folder, status=3)
    assert result.stderr.startswith("one.xlsx går inte att skriva: ")
    assert (folder / "one.xlsx").is_symlink()


def test_a_name_without_an_ending_gets_that_of_a_workbook(folder: Path) -> None:
    result = run("merge", "in", "-o", "plan v1.2", "--lang", "sv", cwd=folder, status=0)
    assert result.stdout.splitlines()[-1] == "Klart: plan v1.2.xlsx"
    assert (folder / "plan v1.2.xlsx").is_file()


@pytest.mark.parametrize("name", ["master.csv", "master.xlsm", "master.pdf"])
def test_another_ending_is_wrong_usage(folder: Path, name: str) -> None:
    ending = Path(name).suffix
    result = run("merge", "in", "-o", name, "--lang", "sv", cwd=folder, status=2)
    told = f"Resultatet är en Excel-fil, men {name} slutar på {ending}. Välj ett namn som slutar på .xlsx."
    assert told in " ".join(result.stderr.split())
    assert not (folder / name).exists()


@POSIX
@pytest.mark.parametrize("words", ["check in --lang sv", "check in --format json --lang sv", "check --help --lang sv"])
def test_words_that_find_no_room_are_told_of(folder: Path, words: str) -> None:
    result = shell(words, ">/dev/full", folder)
    assert (result.returncode, result.stderr.count("\n")) == (3, 1)
    assert result.stderr.startswith("Svaret går inte att skriva ut: ")


@POSIX
@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
def test_a_closed_stream_of_errors_stops_nothing(folder: Path, streams: str) -> None:
    plain = shell("check in --lang sv", "", folder)
    result = shell("check in --lang sv", streams, folder)
    assert (result.returncode, result.stdout) == (plain.returncode, plain.stdout)
    merged = shell("merge in -o master.xlsx --lang sv", streams, folder)
    assert (merged.returncode, (folder / "master.xlsx").is_file()) == (0, True)
    assert shell("check nowhere --lang sv", streams, folder).returncode == 3


@POSIX
def test_signs_that_steer_a_screen_are_shown_as_unknown(folder: Path) -> None:
    (plan,) = (folder / "in").iterdir()
    plan.rename(plan.with_name("plan\x1b[2J\u202exslx.xlsx"))
    result = run("check", "in", "--lang", "sv", cwd=folder)
    (folder / "in" / "rå\x1b[31m.xlsx").write_text("no workbook")
    refused = run("check", "in", "--lang", "sv", cwd=folder, status=1)
    assert "in/plan�[2J�xslx.xlsx" in result.stdout
    for told in (result.stdout, result.stderr, refused.stdout, refused.stderr):
        assert not {"\x1b", "\u202e"} & set(told)


@pytest.mark.parametrize(
    "command",
    [
        *(("export", "in", "--to", "csv", "-o"), ("publish", "in", "-o"), ("next", "in", "-o"), ("repair", "in", "-o")),
        *(("template", "--all-groups", "-o"), ("merge", "in", "--split-by", "council", "-o")),
        *(("check", "in", "--mark"), ("check", "in", "--mail")),
    ],
    ids=" ".join,
)
def test_a_folder_is_never_made_under_the_name_of_a_file(folder: Path, command: tuple[str, ...]) -> None:
    told = CliRunner().invoke(main, [*_within(folder, command), str(folder / "ut.xlsx"), "--lang", "sv"])
    assert told.exit_code == 2
    assert told.stderr.splitlines()[0] == (
        f"Det blir en mapp med filer, men {folder / 'ut.xlsx'} ser ut som namnet på en fil. "
        f"Skriv namnet på en mapp efter {command[-1]}, t.ex. ut."
    )
    assert sorted(path.name for path in folder.iterdir()) == ["in"]


@pytest.mark.parametrize(
    "command",
    [
        *(f"{command} tom -o" for command in ("next", "import", "publish", "export --to csv", "repair")),
        *("merge tom --split-by group -o", "slides tom --split-by group -o", "check tom --mark", "check tom --mail"),
    ],
)
def test_a_file_in_the_place_of_a_folder_is_told_before_anything_is_read(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ut").write_text("en fil", encoding="utf-8")
    told = _refuse_before_reading(*command.split(), "ut")
    assert told == f"ut är en fil. Skriv namnet på en mapp efter {command.split()[-1]}.\n"
    assert Path("ut").read_text(encoding="utf-8") == "en fil"


@pytest.mark.parametrize(
    "command",
    [
        *("merge tom -o nix/m.xlsx", "slides tom -o nix/m.pptx", "freeze tom -o nix/m.zip"),
        "merge tom -o m.xlsx --calendar nix/m.ics",
    ],
)
def test_a_folder_that_is_not_there_is_told_before_anything_is_read(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = _refuse_before_reading(*command.split())
    assert told == f"Mappen nix finns inte. Skapa den, eller välj en annan efter {command.split()[-2]}.\n"


def _refuse_before_reading(*words: str) -> str:
    """What a command says that would find no plan in the folder `tom`, where it is refused and nothing is printed."""
    Path("tom").mkdir()
    Path("tom/plan.xlsx").write_text("ingen plan", encoding="utf-8")
    told = CliRunner().invoke(main, [*words, "--lang", "sv"])
    assert (told.exit_code, told.stdout) == (3, "")
    return told.stderr


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("merge tom -o", "master.xlsx"),
        ("register -o", "master.xlsx"),
        ("freeze tom -o", "master.zip"),
        ("slides tom -o", "master.pptx"),
        ("merge tom -o m.xlsx --calendar", "master.ics"),
    ],
)
def test_a_folder_in_the_place_of_a_result_is_told_before_anything_is_read(
    command: str, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path(f"ut{Path(example).suffix}")
    folder.mkdir()
    Path("tom").mkdir()
    told = CliRunner().invoke(main, [*command.split(), str(folder), "--lang", "sv"])
    assert (told.exit_code, told.stdout) == (3, "")
    option = command.split()[-1]
    assert told.stderr == f"{folder} är en mapp. Skriv ett filnamn efter {option}, t.ex. {example}.\n"


class _OnWindows(PermissionError):
    """As Windows tells of a folder that is opened as a file: by the C library, which has no number of Windows' own."""

    winerror: int | None = None  # type: ignore[assignment,unused-ignore]


def _as_on_windows(path: Path) -> bytes:
    with contextlib.suppress(IsADirectoryError), path.open("rb") as file:
        return file.read()
    raise _OnWindows(errno.EACCES, "Permission denied", str(path))


@pytest.mark.parametrize("on_windows", [False, True], ids=["", "on Windows"])
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("merge", "in", "--register", "in", "-o"), "Registret {path} går inte att läsa: det är en mapp."),
        (
            ("merge", "in", "--previous", "in", "-o"),
            "Den tidigare sammanställningen {path} går inte att läsa från disken: det är en mapp.",
        ),
        (("next", "in", "--values", "in", "-o"), "{path} går inte att läsa: det är en mapp."),
    ],
    ids=lambda one: one[2] if isinstance(one, tuple) else "",
)
def test_a_folder_in_the_place_of_a_file_is_called_one(
    folder: Path, command: tuple[str, ...], said: str, on_windows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if on_windows:
        monkeypatch.setattr(Path, "read_bytes", _as_on_windows)
    told = CliRunner().invoke(main, [*_within(folder, command), str(folder / "ut"), "--lang", "sv"])
    assert (told.exit_code, told.stderr.splitlines()[-1]) == (3, said.format(path=folder / "in"))


def test_what_is_no_folder_or_is_refused_by_windows_itself_lacks_the_permission(tmp_path: Path) -> None:
    file, denied = tmp_path / "plan.xlsx", _OnWindows(errno.EACCES, "Access is denied", str(tmp_path))
    file.touch()
    denied.winerror = 5
    refused = (
        _OnWindows(errno.EACCES, "Permission denied", str(file)),
        denied,
        PermissionError(errno.EACCES, "Permission denied", str(tmp_path)),
    )
    assert [explain_os_error(error).sv for error in refused] == ["behörighet saknas"] * 3


def _within(folder: Path, command: tuple[str, ...]) -> list[str]:
    return [str(folder / word) if word == "in" else word for word in command]
