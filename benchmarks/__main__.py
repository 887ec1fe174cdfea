"""Measures hplan and what it is compared with, and prints the tables: `python -m benchmarks`.

Linux only. What takes part is run in turn, round by round, so that a machine that slows down slows all of them.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks import datamaps
from benchmarks.decks import make_deck
from benchmarks.master_facts import facts
from benchmarks.plans import DENSE, FAULTY, USUAL, Made, make_plans
from benchmarks.processes import Run, run

ROOT = Path(__file__).parent.parent
HPLAN = str(Path(sys.executable).parent / "hplan")
SIZES = (10, 100, 1000)
# The slow ones are run with so many plans only.
COMPARED = 100
# How many plans as people fill them in: those of every group of five healthcare regions.
USUAL_COUNT = 200
# A merge of plans in which something is to be corrected ends with 1.
DONE = (0, 1)

RATIOS = ("", "seconds", "CPU seconds", "peak MB", "seconds / floor", "CPU / floor")

Runs = Mapping[str, Sequence[Run]]


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast hplan is.")
    parser.add_argument("--plans", type=int, nargs="+", default=SIZES, help="how many, in turn (10 100 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run (3); the median is told")
    parser.add_argument("--datamaps", default="", help="the program datamaps, in an environment of its own")
    parser.add_argument("--libreoffice", default=shutil.which("soffice") or "", help="the program soffice")
    parser.add_argument("--commands-only", action="store_true", help="only the short commands")
    parser.add_argument("--usual-only", action="store_true", help="only the plans as people fill them in")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not arguments.usual_only:
            print(commands(Path(folder), arguments.rounds))
        if not arguments.commands_only:
            print(usual(Path(folder), arguments.rounds), flush=True)
        if not (arguments.commands_only or arguments.usual_only):
            for count in arguments.plans:
                print(merges(Path(folder), count, arguments), flush=True)


def commands(folder: Path, rounds: int) -> str:
    """The table of the short commands: what anybody waits for who uses them by hand."""
    plan, out = next((ROOT / "samples" / "plans").glob("*.xlsx")), folder / "t.xlsx"
    asked = {
        "`hplan --help`": [HPLAN, "--help"],
        "`hplan template`": [HPLAN, "template", "-o", str(out)],
        "`hplan check` of one plan": [HPLAN, "check", str(plan)],
        "`hplan merge samples/plans` (README)": [
            *(HPLAN, "merge", str(ROOT / "samples" / "plans"), "-o", str(folder / "m.xlsx")),
        ],
        "`hplan slides samples/plans`": [
            *(HPLAN, "slides", str(ROOT / "samples" / "plans"), "-o", str(folder / "d.pptx")),
        ],
        "`hplan import` of 200 slides": [
            *(HPLAN, "import", str(make_deck(folder / "long.pptx", 200)), "-o", str(folder / "in"), "--year", "2025"),
        ],
    }
    runs = in_turn({name: _running(command) for name, command in asked.items()}, max(rounds, 5))
    lines = [f"| {name} | {_wall(of):.2f} | {_cpu(of):.2f} | {_peak(of):.0f} |" for name, of in runs.items()]
    return _table(("Command", "seconds", "CPU seconds", "peak MB"), lines)


def merges(folder: Path, count: int, arguments: argparse.Namespace) -> str:
    """The table of a number of plans: hplan beside the floor and others, and what its master is."""
    made = make_plans(count, folder / f"dense-{count}", DENSE)
    master, cells = folder / f"master-{count}.xlsx", folder / f"cells-{count}"
    plans = sorted(map(str, made.folder.iterdir()))
    merging = _merging(made, master)
    asked = {"floor": _floor_of(made, master, cells), "hplan merge": _running(merging)}
    if count == COMPARED:
        script = [sys.executable, "-m", "benchmarks.pandas_script", str(folder / "p.xlsx"), *plans]
        asked |= {"pandas script": _running(script), **_datamaps(arguments.datamaps, made, folder)}
    runs = in_turn(asked, arguments.rounds)
    lines = [_line(name, of, runs["floor"]) for name, of in runs.items()]
    if arguments.libreoffice:
        lines += _conversions(arguments.libreoffice, master, Path(f"{cells}.xlsx"), folder)
    shutil.rmtree(made.folder)
    of = facts(master)
    return (
        f"### {count:,} plans of {made.cells} filled cells\n\n"
        + _table(RATIOS, lines)
        + f"\nThe master: {of.filled:,} filled cells, {of.blank:,} blank ones with a format, {of.formulas:,} formulas, "
        f"{of.volatile} of them volatile, {master.stat().st_size / 1e6:.1f} MB.\n"
    )


def usual(folder: Path, rounds: int) -> str:
    """The table of plans as people fill them in: all that a coordinator does with them, beside the floor of a merge."""
    made, faulty = (
        make_plans(USUAL_COUNT, folder / name, density) for name, density in (("usual", USUAL), ("faulty", FAULTY))
    )
    master, earlier = folder / "usual.xlsx", folder / "earlier.xlsx"
    run([*_merging(made, earlier), "--as-of", "2026-01-01"], fine=DONE)
    checking = [HPLAN, "check", str(made.folder), "--register", str(made.register)]
    asked = {
        "floor": _floor_of(made, master, folder / "cells"),
        "`hplan check`": _running(checking),
        "`hplan check --mark`, a copy of each": _running([*checking, "--mark", str(folder / "marked")]),
        "`hplan merge`": _running(_merging(made, master)),
        "`hplan merge`, of some twenty findings each": _running(_merging(faulty, folder / "faulty.xlsx")),
        "`hplan merge --previous`": _running([*_merging(made, folder / "p.xlsx"), "--previous", str(earlier)]),
        "`hplan merge --split-by region`, five parts": _running(
            [*_merging(made, folder / "parts"), "--split-by", "region"]
        ),
    }
    runs = in_turn(asked, rounds)
    lines = [_line(name, of, runs["floor"]) for name, of in runs.items()]
    shutil.rmtree(made.folder)
    shutil.rmtree(faulty.folder)
    return f"### {USUAL_COUNT} plans of {made.cells} filled cells, as people fill them in\n\n" + _table(RATIOS, lines)


def _merging(made: Made, master: Path) -> list[str]:
    return [HPLAN, "merge", str(made.folder), "-o", str(master), "--register", str(made.register)]


def _floor_of(made: Made, master: Path, cells: Path) -> Callable[[], Run]:
    """The floor of the plans; their master is written for it, and its cells kept."""
    run(_merging(made, master), fine=DONE)
    run([sys.executable, "-m", "benchmarks.floor", "keep", str(master), str(cells)])
    plans = sorted(map(str, made.folder.iterdir()))
    return _floor([sys.executable, "-m", "benchmarks.floor", "run", str(cells), f"{cells}.xlsx", *plans])


def _conversions(program: str, master: Path, floor: Path, folder: Path) -> Iterator[str]:
    """LibreOffice at the master, and at the floor's workbook: the very same cells with nothing to them."""
    asked = (
        ("LibreOffice opens the master", "csv", master),
        ("LibreOffice opens it and saves it as .ods", "ods", master),
        ("LibreOffice opens it and saves it as .xlsx", "xlsx", master),
        ("LibreOffice opens the floor's and saves it as .xlsx", "xlsx", floor),
    )
    command = [program, f"-env:UserInstallation={(folder / 'lo').as_uri()}", "--headless"]
    for name, to, file in asked:
        done = run([*command, "--convert-to", to, "--outdir", str(folder / "converted"), str(file)])
        yield f"| {name} | {done.wall:.1f} | {done.cpu:.1f} | {_peak([done]):.0f} | | |"


def in_turn(asked: Mapping[str, Callable[[], Run]], rounds: int) -> Runs:
    """The runs of each, one of each a round."""
    turns = [{name: once() for name, once in asked.items()} for _ in range(rounds)]
    return {name: [turn[name] for turn in turns] for name in asked}


def _running(command: Sequence[str]) -> Callable[[], Run]:
    return lambda: run(command, fine=DONE)


def _floor(command: Sequence[str]) -> Callable[[], Run]:
    """A run of the floor without the seconds in which it loads what it is to write."""

    def once() -> Run:
        whole = run(command)
        loading = float(whole.printed)
        return Run(whole.wall - loading, whole.cpu - loading, whole.peak, "")

    return once


def _datamaps(program: str, made: Made, folder: Path) -> dict[str, Callable[[], Run]]:
    if not program:
        return {}
    home, datamap = folder / "home", folder / "datamap.csv"
    (home / "Documents" / "datamaps" / "input").mkdir(parents=True)
    (home / "Documents" / "datamaps" / "output").mkdir()
    datamaps.write_datamap(min(made.folder.iterdir()), datamap)
    command = datamaps.command(program, made.folder, datamap)
    return {"datamaps": lambda: run(command, more={"HOME": str(home)})}


def _line(name: str, runs: Sequence[Run], floor: Sequence[Run]) -> str:
    wall = median(one.wall / least.wall for one, least in zip(runs, floor, strict=True))
    cpu = median(one.cpu / least.cpu for one, least in zip(runs, floor, strict=True))
    return f"| {name} | {_wall(runs):.1f} | {_cpu(runs):.1f} | {_peak(runs):.0f} | {wall:.2f} | {cpu:.2f} |"


def _wall(runs: Sequence[Run]) -> float:
    return median(one.wall for one in runs)


def _cpu(runs: Sequence[Run]) -> float:
    return median(one.cpu for one in runs)


def _peak(runs: Sequence[Run]) -> float:
    return median(one.peak for one in runs) / 1e6


def _table(titles: Sequence[str], lines: Sequence[str]) -> str:
    return "\n".join([f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}", *lines, ""])


if __name__ == "__main__":
    main()
