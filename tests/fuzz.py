"""Mutations of templates and filled plans, read as files of groups are read: `python -m tests.fuzz 10000`.

A mutation is known by its number alone: `python -m tests.fuzz 1 --from 4711` reads that one again.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hplan_xl.book.text import Text
from hplan_xl.commands.check_plans import judge_plans
from hplan_xl.commands.report import format_json, format_text
from hplan_xl.consolidation.union import Route, consolidate_plans
from hplan_xl.intake.plan_files import FileOutcome
from hplan_xl.intake.sources import LIMITS, FileKind, Source
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.isolation import LostWork
from hplan_xl.isolation.pool import WorkerPool
from hplan_xl.master.write import build_master
from tests.mutations import book, read_mutation

_BATCH = 40


@dataclass
class Tally:
    """What a run found. lost: by number, what ended badly while it was read; raised: what did when it was judged."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    lost: dict[int, LostWork] = field(default_factory=dict)
    raised: dict[int, str] = field(default_factory=dict)

    @property
    def bad(self) -> int:
        """How many ended badly."""
        return len(self.lost) + len(self.raised)


def run(numbers: Sequence[int], masters: bool = True) -> Tally:
    """Read these mutations in processes beside ours; judge and merge what is read here, a batch at a time."""
    tally = Tally()
    batch: list[FileOutcome] = []
    with WorkerPool(read_mutation, numbers, LIMITS) as pool:
        for number, told in zip(numbers, pool, strict=True):
            match told:
                case LostWork():
                    tally.lost[number] = told
                case Text():
                    tally.refused[told.en.partition(" ")[2]] += 1
                case InterpretedPlan():
                    tally.read += 1
                    batch.append(FileOutcome(Source(f"{number}.xlsx", FileKind.WORKBOOK, ""), told))
            if len(batch) == _BATCH:
                _judge(batch, tally, masters)
                batch = []
    _judge(batch, tally, masters)
    return tally


def _judge(batch: list[FileOutcome], tally: Tally, masters: bool) -> None:
    """Judge a batch; where that raises, its halves, until it is known which file did it."""
    try:
        for _ in _results(batch, masters):
            pass
    except Exception as error:
        if len(batch) == 1:
            tally.raised[int(batch[0].source.name.partition(".")[0])] = f"{type(error).__name__}: {error}"[:300]
            return
        middle = len(batch) // 2
        _judge(batch[:middle], tally, masters)
        _judge(batch[middle:], tally, masters)


def _results(batch: list[FileOutcome], masters: bool) -> Iterator[object]:
    if not batch:
        return
    checked = judge_plans(batch, book(), None, ())
    yield format_text(checked.files, checked.findings, "sv")
    yield format_json(checked.files, checked.findings, "en").encode()
    if masters:
        routes = [Route(plan, "") for plan in checked.plans]
        yield build_master(
            consolidate_plans(
                routes, book(), year=2026, as_of_day=None, files=checked.files, findings=checked.findings
            ),
            "sv",
        )


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--masters", action="store_true", help="make a master of every batch too")
    asked = parser.parse_args()
    started = time.monotonic()
    tally = run(range(asked.first, asked.first + asked.count), asked.masters)
    for number, lost in tally.lost.items():
        print(number, lost.cause.name, lost.trace)
    for number, raised in tally.raised.items():
        print(number, raised)
    for sentence, count in tally.refused.most_common():
        print(f"{count:6}  {sentence}")
    print(f"{asked.count} mutations in {time.monotonic() - started:.0f} s: {tally.read} read, {tally.bad} ended badly")
    return min(tally.bad, 1)


if __name__ == "__main__":
    sys.exit(_main())
