"""A piece of work that ends badly costs itself and nothing else."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from hplan_xl.book.errors import HplanError
from hplan_xl.intake.plan_files import PlanReading, read_plan
from hplan_xl.intake.states import FileState
from hplan_xl.isolation import LossCause, LostWork, WorkLimits
from hplan_xl.isolation.pool import WorkerPool
from tests.commands import HANGS_AFTER, ROOT
from tests.garden import GARDEN_BOOK, garden_workbook
from tests.pieces import do, loaded, read_or_end, slow

SECONDS = 2
LIMITS = WorkLimits(seconds=HANGS_AFTER, memory=2**28)


def results(*pieces: str, workers: int = 1) -> list[object]:
    with WorkerPool(do, pieces, LIMITS, workers) as pool:
        return list(pool)


def children(parent: int = os.getpid()) -> set[int]:
    """The processes of a parent, dead ones that it has not buried among them."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(status.read_text().rpartition(")")[2].split()[1]) == parent:
                found.add(int(status.parent.name))
    return found


@pytest.fixture(autouse=True)
def _none_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def test_results_come_in_the_order_of_the_pieces() -> None:
    with WorkerPool(slow, range(12), LIMITS, 3) as pool:
        assert list(pool) == list(range(12))


def test_no_pieces_start_no_process() -> None:
    before = children()
    nothing: list[str] = []
    with WorkerPool(do, nothing, LIMITS) as pool:
        assert (list(pool), children()) == ([], before)


@pytest.mark.parametrize(
    ("piece", "cause"),
    [
        ("hang", LossCause.LATE),
        ("spin", LossCause.LATE),
        ("abort", LossCause.STOPPED),
        ("segfault", LossCause.STOPPED),
        ("exit", LossCause.STOPPED),
        ("system exit", LossCause.STOPPED),
        ("raise", LossCause.STOPPED),
        ("answer what cannot be sent", LossCause.STOPPED),
        ("take all", LossCause.MEMORY),
        ("take it bit by bit", LossCause.MEMORY),
        ("answer much", LossCause.MEMORY),
    ],
)
@pytest.mark.usefixtures("late_when_it_hangs")
def test_a_piece_that_ends_badly_costs_itself_only(piece: str, cause: LossCause) -> None:
    before, lost, after = results("before", piece, "after")
    assert isinstance(lost, LostWork)
    assert (before, lost.cause, after) == ("BEFORE", cause, "AFTER")


def test_a_piece_is_late_after_its_seconds() -> None:
    with WorkerPool(do, ["hang", "spin"], WorkLimits(seconds=1), 2) as pool:
        assert list(pool) == [LostWork(LossCause.LATE)] * 2


def test_where_the_work_raised_is_told_and_what_it_said_is_not() -> None:
    (lost,) = results("raise")
    assert isinstance(lost, LostWork)
    assert lost.trace.endswith("ValueError")
    assert "pieces.py" in lost.trace
    assert "filler" not in lost.trace


def test_what_the_work_prints_is_no_answer() -> None:
    assert results("print", "on") == ["PRINT", "ON"]


def test_a_reader_loads_neither_pandas_nor_what_writes() -> None:
    modules = ["pandas", "numpy", "pandera", "openpyxl", "xlsxwriter", "click", "pytest"]
    with WorkerPool(partial(read_plan, book=GARDEN_BOOK), [], LIMITS), WorkerPool(loaded, modules, LIMITS) as pool:
        assert dict(zip(modules, pool, strict=True)) == dict.fromkeys(modules, False)


def test_leaving_early_ends_what_hangs_at_once() -> None:
    started = time.monotonic()
    with WorkerPool(do, ["one", "hang", "hang", "hang"], LIMITS, 2) as pool:
        assert next(iter(pool)) == "ONE"
    assert time.monotonic() - started < HANGS_AFTER


def test_ctrl_c_is_heard_where_a_library_that_is_being_loaded_swallows_it() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts the tests may ignore it
    try:
        with WorkerPool(do, ["one", "hang"], LIMITS, 2) as pool:
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            with pytest.raises(KeyboardInterrupt):
                list(pool)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_run_leaves_ctrl_c_to_who_has_decided_about_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with WorkerPool(do, ["one"], LIMITS) as pool:
            signal.raise_signal(signal.SIGINT)
            assert (list(pool), signal.getsignal(signal.SIGINT)) == (["ONE"], signal.SIG_IGN)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_process_that_cannot_start_stops_the_run_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(HplanError) as raised, WorkerPool(do, ["one"], LIMITS) as pool:
        list(pool)
    assert raised.value.sentence.sv == (
        "Det går inte att starta den process som läser filerna: det finns ingen sådan fil eller mapp."
    )


def test_a_killed_caller_leaves_no_process_behind() -> None:
    script = f"from tests.pieces import give_one_and_wait; give_one_and_wait({SECONDS})"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT) as caller:
        assert caller.stdout is not None
        assert caller.stdout.readline() == b"ONE\n"
        while len(orphans := children(caller.pid)) < 2:
            assert caller.poll() is None
            time.sleep(0.02)
        caller.kill()
    assert len(orphans) == 2
    deadline = time.monotonic() + HANGS_AFTER
    while alive := {pid for pid in orphans if Path(f"/proc/{pid}/fd/0").is_symlink()}:
        assert time.monotonic() < deadline, alive
        time.sleep(0.1)


@pytest.mark.usefixtures("late_when_it_hangs")
def test_a_file_whose_reader_ends_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("hplan_xl.intake.plan_files.read_plan", read_or_end)
    monkeypatch.setattr("hplan_xl.intake.sources.LIMITS", LIMITS)
    for name in ("a", "abort", "hang", "raise", "take all", "z"):
        (tmp_path / f"{name}.xlsx").write_bytes(garden_workbook())
    monkeypatch.chdir(tmp_path)
    with PlanReading(["."], GARDEN_BOOK) as reading:
        told = [(outcome.state, outcome.reason) for outcome in reading.outcomes(lambda *_: None)]
    assert [(state, reason and reason.sv) for state, reason in told] == [
        (FileState.READ, None),
        (
            FileState.REJECTED,
            "abort.xlsx gick inte att läsa klart: läsningen avbröts. Be gruppen spara den på nytt och skicka den igen.",
        ),
        (
            FileState.REJECTED,
            "hang.xlsx tog mer än 1800 sekunder att läsa och är inte med. "
            "Be gruppen flytta över planen till en ny mall.",
        ),
        (
            FileState.REJECTED,
            "raise.xlsx gick inte att läsa klart: läsningen avbröts. Be gruppen spara den på nytt och skicka den igen.",
        ),
        (
            FileState.REJECTED,
            "take all.xlsx behövde för mycket minne för att läsas och är inte med. "
            "Be gruppen flytta över planen till en ny mall.",
        ),
        (FileState.READ, None),
    ]
    (mistake,) = caplog.messages
    assert mistake.startswith("raise.xlsx\n")
    assert mistake.endswith("ValueError")
    assert "filler" not in mistake
