"""A plan told in TOML, as the workbook that its group would have sent in."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from resaved import resaved

from hplan_xl.book.values import MissingValue, Precision, TimeSpan
from hplan_xl.plan import build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.register.catalogue import Group, HealthcareRegion, Register
from hplan_xl.template import build_template

YEAR = 2025
_LONGEST_LABEL = 60
_MADE_UP = (
    "Påhittad exempelplan. Gruppen finns, men innehåll, siffror, datum, kunskapsråd och beslut är påhittade för att "
    "visa mallen."
)
_RETOLD = (
    "Återgiven kort med egna ord efter gruppens publicerade plan för 2025. Statusarna utom Ej påbörjad är påhittade, "
    "liksom dagen de gäller: källans färger gick förlorade."
)

Record = dict[str, object]
Told = Mapping[str, object]


@dataclass(frozen=True)
class Filled:
    """One filled plan: the name of its file and what is in it."""

    name: str
    data: bytes


def filled_plan(source: Path, register: Register) -> Filled:
    """The workbook of the plan that a TOML file tells."""
    told = tomllib.loads(source.read_text(encoding="utf-8"))
    region = register.region(told["region"])
    group = register.find_group(told["group"], region)
    if region is None or group is None:
        raise LookupError(f"{source.name}: {told['region']} or {told['group']} is not in the register")
    rows = _rows(told, register, region, group)
    data = build_template(build_book(register, region), language="sv", rows=rows, facts=_facts(told, region, group))
    return Filled(told["file"], resaved(data, datetime.combine(told["plan"]["as_of"], time(16))))


def _facts(told: Told, region: HealthcareRegion, group: Group) -> Mapping[str, object]:
    return {
        "year": YEAR,
        "group": group.name,
        "contact": "er samordnare",
        "due": told.get("due", "den dag ni fått"),
        "more": f" Läs mer: {region.web_address}." if region.web_address else "",
    }


def _rows(told: Told, register: Register, region: HealthcareRegion, group: Group) -> dict[str, list[Record]]:
    """What the template is prefilled with, and over it what the group has filled in."""
    due = told.get("due")
    before = build_prefill(register, region, group, YEAR, due if isinstance(due, date) else None)
    areas = _entries(told, "area")
    indicators = list(_indicators(areas))
    return {
        "plan": [_plan(before["plan"][0], told)],
        "areas": [_without(area, "promises", "activities", "indicators") | _promises(area) for area in areas],
        "activities": list(_activities(areas)),
        "results": [_with_area(row, areas) for row in _entries(told, "result")],
        "challenges": [_with_area(row, areas) for row in _entries(told, "challenge")],
        "decisions": [_with_area(row, areas) for row in _entries(told, "decision")],
        "indicators": [_without(row, "values") for row in indicators],
        "measurements": list(_measurements(indicators, region)),
        "endorsement": _over(before["endorsement"], _entries(told, "endorsement"), ("instance",)),
        "calendar": _over(before["calendar"], _entries(told, "calendar"), ("event", "quarter")),
    }


def _plan(before: Record, told: Told) -> Record:
    says = _RETOLD if told.get("retold") else _MADE_UP
    answers = told["plan"]
    assert isinstance(answers, dict)
    return before | answers | {"purpose": f"{says}\n{before['purpose']}"}


def _promises(area: Told) -> Record:
    return {f"promise_{number}": True for number in _list(area, "promises")} | _times(area)


def _activities(areas: Sequence[Told]) -> Iterator[Record]:
    for number, area in enumerate(areas, 1):
        for activity in _entries(area, "activities"):
            ticks = {f"region_{code}": True for code in _list(activity, "regions")}
            label = {"area": _label(number, area["short_title"])}
            yield label | _without(activity, "regions") | _times(activity) | ticks


def _indicators(areas: Sequence[Told]) -> Iterator[Record]:
    count = 0
    for number, area in enumerate(areas, 1):
        for indicator in _entries(area, "indicators"):
            count += 1
            yield {"id": f"I{count}", "area": _label(number, area["short_title"]), **indicator}


def _measurements(indicators: Sequence[Told], region: HealthcareRegion) -> Iterator[Record]:
    columns = [f"value_{member.code}" for member in region.members] + ["value_whole", "value_nation", "comment"]
    for indicator in indicators:
        for row in _list(indicator, "values"):
            assert isinstance(row, list)
            measured = {name: _value(value) for name, value in zip(columns, row[1:], strict=False)}
            yield {"indicator": _label(indicator["id"], indicator["name"]), "period": row[0], **measured}


def _value(told: object) -> object:
    return MissingValue(told) if told in {code.value for code in MissingValue} else told


def _with_area(row: Told, areas: Sequence[Told]) -> Record:
    number = row.get("area")
    label = {"area": _label(number, areas[number - 1]["short_title"])} if isinstance(number, int) else {}
    return {**row, **_times(row), **label}


def _label(key: object, words: object) -> str:
    """A row of another sheet, as the template's list offers it."""
    return f"{key} – {str(words)[:_LONGEST_LABEL]}"


def _times(row: Told) -> Record:
    """The times in words; only the words are written, whatever they are read as."""
    names = ("schedule", "when", "review")
    return {name: TimeSpan(str(row[name]), None, None, Precision.WORDS) for name in names if name in row}


def _over(before: Sequence[Record], own: Sequence[Told], key: tuple[str, ...]) -> list[Record]:
    """The prefilled rows, filled further where an own row has their key; then the other own rows."""
    rows = [dict(row) for row in before]
    for told in own:
        known = next((row for row in rows if all(row.get(name) == told.get(name) for name in key)), None)
        if known is None or known.get("start"):
            rows.append(dict(told))
        else:
            known.update(told)
    return rows


def _entries(told: Told, name: str) -> list[Told]:
    return [entry for entry in _list(told, name) if isinstance(entry, dict)]


def _list(told: Told, name: str) -> list[object]:
    entries = told.get(name, [])
    assert isinstance(entries, list)
    return entries


def _without(row: Told, *names: str) -> Record:
    return {name: value for name, value in row.items() if name not in names}
