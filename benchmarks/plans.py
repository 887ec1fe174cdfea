"""Makes filled plans: as many groups as are wanted, of all healthcare regions and one year, the same every time.

The real template writes a few shapes, filled by the kind of each column; every plan is a shape in which group, texts
and measured numbers are its own, put into the package, which takes a hundredth of the time.
"""

import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import assert_never

from hplan_xl.book.columns import (
    Choice,
    Column,
    Date,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Years,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.values import PeriodKind, Precision, TimePeriod, TimeSpan, YearSpan
from hplan_xl.plan import build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.register.catalogue import HealthcareRegion, read_packaged_register
from hplan_xl.template import build_template

YEAR = 2026
REGIONS = 5  # and so as many parts when a master is divided by healthcare region
SHAPES = 10


@dataclass(frozen=True)
class Density:
    """How much is filled in: rows by sheet, how often an optional cell is, how long texts are, how many are spoiled."""

    rows: Mapping[str, int]
    optional: float
    folded: float
    lengths: tuple[int, ...]
    spoiled: int


# Some 1,600 filled cells, five of them spoiled.
DENSE = Density(
    {
        "areas": 12,
        "activities": 50,
        "results": 12,
        "challenges": 10,
        "decisions": 10,
        "indicators": 22,
        "endorsement": 3,
        "calendar": 6,
    },
    optional=0.8,
    folded=0.45,
    lengths=(25, 60, 60, 120, 220),
    spoiled=5,
)
# Some 470 filled cells, as many as people fill in; and the same with some twenty findings.
USUAL = Density(
    {"areas": 6, "activities": 14, "results": 2, "challenges": 2, "decisions": 3, "indicators": 11, "calendar": 2},
    optional=0.65,
    folded=0.12,
    lengths=(20, 30, 40, 60, 120),
    spoiled=1,
)
FAULTY = replace(USUAL, spoiled=24)
PERIODS = tuple(TimePeriod(year, PeriodKind.YEAR) for year in range(YEAR - 4, YEAR))
# Stands in every text of a shape, and is each plan's own number in a plan.
MARK = "0#0#0"
_SAID = (
    "gemensam upphandling remiss region vård patient införande nationellt vårdprogram uppföljning kvalitetsregister "
    "väntetid bedömning mottagning primärvård utbildning arbetssätt digital rutin samverkan kommun läkemedel säker "
    "jämlik tillgång specialist rehabilitering diagnostik kompetens bemanning resultat indikator mål och för av med "
    "till i som under ska stödja utveckla genomföra följa minska öka förbättra"
)
_WORDS = _SAID.split()
_TIMES = (*("under 2026", "Q2 2026", "löpande", "2026-05-01", "mars 2026") * 5, "våren 2026")
_SHARES = {Need.REQUIRED: 1.0, Need.EXPECTED: 0.97}
_SPOILED = (
    ("activities", "status", "Pågår"),
    ("activities", "area", "99"),
    ("activities", "due", "i god tid"),
    ("measurements", "value_whole", "cirka 40"),
    ("decisions", "state", "kanske"),
)
_MEASURED = re.compile(rb'(<c r="[A-Z]+[0-9]+"[^>]*><v>)([0-9]+\.[0-9]+)(</v></c>)')

Record = dict[str, object]


@dataclass(frozen=True)
class Made:
    """The plans that were made, and the register that knows their groups.

    cells: how many cells of the ten sheets are filled in each, on the average.
    """

    folder: Path
    register: Path
    cells: int


def make_plans(count: int, folder: Path, density: Density = DENSE, seed: int = 1) -> Made:
    """Write `count` filled plans into a folder under `folder` that is not there yet, with the register of their groups.

    The plans of a density are of the same groups and healthcare regions as those of another.
    """
    made = folder / "plans"
    made.mkdir(parents=True)
    regions = read_packaged_register().regions[:REGIONS]
    draws = [random.Random(f"{seed} {at}") for at in range(min(SHAPES, count))]
    shapes = [_Shape(regions[at % REGIONS], density, draw).build() for at, draw in enumerate(draws)]
    groups = []
    for number in range(1, count + 1):
        name, at = f"RPO Verksamhet {number:05}", number % len(shapes)
        data = _own(shapes[at][0], number, random.Random(f"{seed} plan {number}"))
        (made / f"{name} {YEAR}.xlsx").write_bytes(data)
        groups.append(f'[[group]]\nname = "{name}"\nkind = "RPO"\nregion = "{regions[at % REGIONS].name}"\n')
    register = folder / "register.toml"
    register.write_text("\n".join(groups), encoding="utf-8")
    return Made(made, register, round(sum(cells for _, cells in shapes) / len(shapes)))


class _Shape:
    """A filled plan of a region."""

    def __init__(self, region: HealthcareRegion, density: Density, draw: random.Random) -> None:
        register = read_packaged_register()
        self.region, self.density, self.draw = region, density, draw
        self.book = build_book(register, region)
        self.rows = build_prefill(register, region, None, YEAR, date(YEAR, 10, 15))

    def build(self) -> tuple[bytes, int]:
        """The plan's file, and how many cells of its ten sheets are filled."""
        for sheet in self.book.sheets:
            before = self.rows.get(sheet.name, [])
            if sheet.is_form:
                self.rows[sheet.name] = [self._record(sheet, 1) | before[0] | {"group": f"RPO Verksamhet {MARK}"}]
            elif sheet.name == "measurements":
                self.rows[sheet.name] = [
                    self._record(sheet, 1)
                    | {"indicator": _label(indicator, self.book.sheet("indicators")), "period": period}
                    for indicator in self.rows["indicators"]
                    if indicator["kind"] == "number"
                    for period in PERIODS
                ]
            else:
                count = self.density.rows.get(sheet.name, 0)
                self.rows[sheet.name] = [*before, *(self._record(sheet, at) for at in range(1, count + 1))]
        filled = sum(value not in (None, "") for rows in self.rows.values() for row in rows for value in row.values())
        for at in range(self.density.spoiled):
            self._spoil(at)
        facts = {
            "year": YEAR,
            "contact": "er samordnare",
            "more": f" Läs mer: {self.region.web_address}." if self.region.web_address else "",
        }
        return build_template(self.book, language="sv", rows=self.rows, facts=facts), filled

    def _record(self, sheet: Sheet, number: int) -> Record:
        record = {column.name: self._value(column) for column in sheet.columns if self._is_filled(column, sheet)}
        if sheet.counter:
            record[sheet.counter] = f"{sheet.prefix}{number}" if sheet.prefix else number
        if sheet.name == "activities":
            record["number"] = f"{self.draw.randint(1, self.density.rows['areas'])}.{number}"
        return record

    def _is_filled(self, column: Column, sheet: Sheet) -> bool:
        share = self.density.optional if column.need is Need.OPTIONAL else _SHARES[column.need]
        if isinstance(column, Tick):
            share = 0.3
        elif sheet.name == "measurements":
            share = 0.3 if column.name == "comment" else 0.95
        elif column.is_collapsed and column.need is Need.OPTIONAL:
            share = self.density.folded
        return self.draw.random() < share

    def _value(self, column: Column) -> object:
        draw = self.draw
        match column:
            case Prose():
                return _prose(min(column.max_length, draw.choice(self.density.lengths)), draw)
            case Link():
                return f"https://example.org/{MARK}/{draw.randint(1, 999)}"
            case Choice():
                return draw.choice(column.vocabulary.terms).name
            case Tick():
                return True
            case Number():
                return _number(column, draw)
            case Years():
                return YearSpan(YEAR, YEAR)
            case Date():
                first_half = column.name in ("start", "as_of")
                return date(YEAR, 1 if first_half else 7, 1) + timedelta(days=draw.randint(0, 180))
            case Schedule():
                return TimeSpan(draw.choice(_TIMES), None, None, Precision.WORDS)
            case Period():
                return draw.choice(PERIODS)
            case Reference():
                return _label(draw.choice(self.rows[column.sheet]), self.book.sheet(column.sheet))
            case _:
                assert_never(column)

    def _spoil(self, at: int) -> None:
        """What people do write, so that there is something to tell of; five kinds of it in turn."""
        sheet, column, words = _SPOILED[at % len(_SPOILED)]
        if self.rows[sheet]:
            self.draw.choice(self.rows[sheet])[column] = words


def _prose(longest: int, draw: random.Random) -> str:
    words = [draw.choice(_WORDS).capitalize()]
    while len(" ".join(words)) < longest - 2 * len(MARK) - 12:
        words.append(draw.choice(_WORDS))
    return f"{' '.join(words)} {MARK}"


def _number(column: Number, draw: random.Random) -> float:
    if column.is_whole:
        return draw.randint(int(column.minimum or 1), int(column.maximum or 40))
    return round(draw.uniform(column.minimum or 5, min(column.maximum or 95, 95)), 1) + 0.05


def _label(row: Record, sheet: Sheet) -> str:
    """A row as the template's lists offer it: "3 – Kort namn"."""
    words = next((str(row[name]) for name in sheet.label if row.get(name)), "")
    return f"{row[sheet.counter]} – {words[:60]}"


def _own(shape: bytes, number: int, draw: random.Random) -> bytes:
    """A shape as the plan of one group: its own number in every text, its own measured numbers."""
    target = BytesIO()
    own = f"{number:05}".encode()
    with zipfile.ZipFile(BytesIO(shape)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = before.read(info).replace(MARK.encode(), own)
            if info.filename.startswith("xl/worksheets/"):
                part = _MEASURED.sub(lambda found: b"%b%.1f%b" % (found[1], draw.uniform(5, 95), found[3]), part)
            after.writestr(info, part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
