"""Makes filled plans: as many groups as are wanted, of all healthcare regions and one year, the same every time.

The real template writes a few shapes, filled by the kind of each column; every plan is a shape in which group, texts
and measured numbers are its own, put into the package, which takes a hundredth of the time.
"""

import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
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
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.values import PeriodKind, Precision, TimePeriod, TimeSpan, YearSpan
from hplan_xl.plan import build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.register.catalogue import HealthcareRegion, read_packaged_register
from hplan_xl.template import build_template

YEAR = 2026
SHAPES = 12
# So many rows that a plan has some 1,600 filled cells.
ROWS = {
    "areas": 12,
    "activities": 50,
    "results": 12,
    "challenges": 10,
    "decisions": 10,
    "indicators": 22,
    "endorsement": 3,
    "calendar": 6,
}
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
_FILLED = {Need.REQUIRED: 1.0, Need.EXPECTED: 0.97, Need.OPTIONAL: 0.8}
_FOLDED = 0.45
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


def make_plans(count: int, folder: Path, seed: int = 1) -> Made:
    """Write `count` filled plans into a folder of their own under `folder`, with the register of their groups."""
    made = folder / f"plans-{count}"
    made.mkdir(parents=True)
    regions = read_packaged_register().regions
    shapes = [_shape(regions[at % len(regions)], random.Random(f"{seed} {at}")) for at in range(min(SHAPES, count))]
    groups = []
    for number in range(1, count + 1):
        name, at = f"RPO Verksamhet {number:05}", number % len(shapes)
        data = _own(shapes[at][0], number, random.Random(f"{seed} plan {number}"))
        (made / f"{name} {YEAR}.xlsx").write_bytes(data)
        groups.append(f'[[group]]\nname = "{name}"\nkind = "RPO"\nregion = "{regions[at % len(regions)].name}"\n')
    register = folder / f"register-{count}.toml"
    register.write_text("\n".join(groups), encoding="utf-8")
    return Made(made, register, round(sum(cells for _, cells in shapes) / len(shapes)))


def _shape(region: HealthcareRegion, draw: random.Random) -> tuple[bytes, int]:
    """A filled plan of a region, and how many cells of its ten sheets are filled."""
    register = read_packaged_register()
    book = build_book(register, region)
    rows = build_prefill(register, region, None, YEAR, date(YEAR, 10, 15))
    for sheet in book.sheets:
        before = rows.get(sheet.name, [])
        if sheet.is_form:
            rows[sheet.name] = [_record(sheet, 1, rows, book, draw) | before[0] | {"group": f"RPO Verksamhet {MARK}"}]
        elif sheet.name == "measurements":
            rows[sheet.name] = [
                _record(sheet, 1, rows, book, draw)
                | {"indicator": _label(indicator, book.sheet("indicators")), "period": period}
                for indicator in rows["indicators"]
                if indicator["kind"] == "number"
                for period in PERIODS
            ]
        else:
            own = [_record(sheet, at, rows, book, draw) for at in range(1, ROWS[sheet.name] + 1)]
            rows[sheet.name] = [*before, *own]
    _spoil(rows, draw)
    facts = {
        "year": YEAR,
        "contact": "er samordnare",
        "more": f" Läs mer: {region.web_address}." if region.web_address else "",
    }
    return build_template(book, language="sv", rows=rows, facts=facts), _filled(rows)


def _filled(rows: Mapping[str, list[Record]]) -> int:
    return sum(value not in (None, "") for records in rows.values() for row in records for value in row.values())


def _record(sheet: Sheet, number: int, rows: Mapping[str, list[Record]], book: Book, draw: random.Random) -> Record:
    filled = [column for column in sheet.columns if draw.random() < _share(column, sheet)]
    record = {column.name: _value(column, rows, book, draw) for column in filled}
    if sheet.counter:
        record[sheet.counter] = f"{sheet.prefix}{number}" if sheet.prefix else number
    if sheet.name == "activities":
        record["number"] = f"{draw.randint(1, 12)}.{number}"
    return record


def _share(column: Column, sheet: Sheet) -> float:
    """How often a column is filled in."""
    if isinstance(column, Tick):
        return 0.3
    if sheet.name == "measurements":
        return 0.3 if column.name == "comment" else 0.95
    if column.is_collapsed and column.need is Need.OPTIONAL:
        return _FOLDED
    return _FILLED[column.need]


def _value(column: Column, rows: Mapping[str, list[Record]], book: Book, draw: random.Random) -> object:
    match column:
        case Prose():
            return _prose(min(column.max_length, draw.choice((25, 60, 60, 120, 220))), draw)
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
            return _label(draw.choice(rows[column.sheet]), book.sheet(column.sheet))
        case _:
            assert_never(column)


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


def _spoil(rows: Mapping[str, list[Record]], draw: random.Random) -> None:
    """What people do write, so that there is something to tell of."""
    activities = rows["activities"]
    draw.choice(activities)["status"] = "Pågår"
    draw.choice(activities)["area"] = "99"
    draw.choice(activities)["due"] = "i god tid"
    draw.choice(rows["measurements"])["value_whole"] = "cirka 40"
    draw.choice(rows["decisions"])["state"] = "kanske"


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
