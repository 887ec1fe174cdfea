"""Whole plans at random, and faults of every rule planted in them: what is typed, and the cell that is then told of.

Nothing is said of a whole plan. A fault changes as little as its rule asks for, and no two are planted where one
would hide another: not in one row, and not where an error makes a rule be silent about the whole plan.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from openpyxl.workbook import Workbook

from hplan_xl.book.columns import Choice, Column, Date, Link, Need, Number, Prose, Schedule, Years
from hplan_xl.book.description import Sheet
from hplan_xl.book.findings import Severity, column_letters
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.template.positions import TITLES_ROW
from tests.marks import Address
from tests.plain_plans import not_understood, place_of, plain
from tests.plans_at_random import WORDS, holds
from tests.sketch import FOR_SYDOSTRA, Typed
from tests.test_findings import of_an_older_template

Records = dict[str, list[dict[str, Typed]]]
Place = tuple[str, str, int]
"""A cell: the sheet, the column and the record, from 0."""
Cell = tuple[int, int]
Change = Callable[[Workbook], object]
Mend = Callable[[Workbook, Workbook], object]

_STATUSES = ("Ej påbörjad", "Enligt plan", "Mindre problem", "Allvarliga problem", "Avslutad")
_OPEN = _STATUSES[:4]
_PROMISES = tuple(f"promise_{number}" for number in range(1, 8))
_SERIES = ("value_RJL", "value_RKL", "value_RO", "value_nation")
_IN_ORDER = (("activities", "start", "due"), ("calendar", "start", "end"))
_LEFT_WHOLE = {  # a blank cell here is something to say, or hides what is
    "areas": {"status", "due", "responsible", "closing_reason", *_PROMISES},
    "activities": {"number", "status", "responsible", "assigned_to", "schedule", "due"},
    "indicators": {"state", "unit", "direction", "target", "kind"},
    "measurements": {"value_whole"},
}
_TIMES = ("under 2026", "Q3 2026", "löpande", "efter nästa rådsmöte")
_FAILED = "#REF!"
COUNCILS = tuple(council.name for council in read_packaged_register().councils if council.region == "sydostra")


@dataclass(frozen=True)
class Fault:
    """Something in a plan that a rule is there for.

    typed: what is typed in its cells. told: the cells that are then told of, by title of the sheet and address.
    touches: what no other fault is to touch. errors: the columns, of sheets, that have an error then.
    change, mend: what is done to the workbook, and undone; mend is given the workbook as it was, too.
    """

    rule: str
    typed: Mapping[Place, Typed]
    told: frozenset[Address]
    touches: frozenset[tuple[str, object]]
    errors: frozenset[str] = frozenset()
    change: Change | None = None
    mend: Mend | None = None


def whole_plan(draw: random.Random) -> Records:
    """A plan of which nothing is said: as many rows in each table, and a spare one last in those that others need."""
    rows = draw.randint(4, 9)
    records: Records = {}
    for sheet in FOR_SYDOSTRA.sheets:
        spare = sheet.name in ("areas", "indicators", "measurements")
        count = 1 if sheet.is_form else rows + spare
        records[sheet.name] = [_record(sheet, at, rows, draw) for at in range(1, count + 1)]
    for at in range(rows):
        _settled(records, at, draw)
    if "council" in records["plan"][0]:
        records["plan"][0]["council"] = draw.choice(COUNCILS)
    records["areas"][-1] |= {"status": "Avslutad"}
    records["indicators"][-1] |= {"kind": "Tal", "state": "Under utveckling"}
    records["measurements"][-1] |= {"indicator": "'I1"}
    return records


def _record(sheet: Sheet, at: int, rows: int, draw: random.Random) -> dict[str, Typed]:
    record: dict[str, Typed] = {}
    for column in sheet.columns:
        optional = column.need is Need.OPTIONAL and column.name not in _LEFT_WHOLE.get(sheet.name, ())
        if not (optional and draw.random() < 0.4):
            record[column.name] = _value(sheet, column, at, rows, draw)
    return record


def _value(sheet: Sheet, column: Column, at: int, rows: int, draw: random.Random) -> Typed:
    match column:
        case Prose() if column.name not in (sheet.counter, *sheet.key, "unit"):
            return "'" + " ".join(draw.choices(WORDS, k=draw.randint(1, 4)))[: min(column.max_length, 40)].strip()
        case Choice() if column.name not in ("healthcare_region", "group", "kind", "state"):
            return draw.choice(column.vocabulary.terms).word.sv
        case Number() if column.name == "target_high":
            return 100
        case Number() if not column.is_whole:
            return draw.choice((5, 7.5, 40, 99.5, 100))
        case Date() if column.name == "start":
            return date(2026, draw.randint(1, 5), draw.randint(2, 28))
        case Date():
            return date(2026, draw.randint(6, 12), draw.randint(1, 28))
        case _ if column.name == "area":
            return f"'{draw.randint(1, rows) if sheet.name != 'activities' else at}"
        case _ if column.name in ("schedule", "when", "review") and not isinstance(column, Prose):
            return draw.choice(_TIMES)
        case _:
            return plain(column, sheet, at)


def _settled(records: Records, at: int, draw: random.Random) -> None:
    """Lets what rules compare agree: an area with its activity, an indicator with its values."""
    area, activity, indicator = records["areas"][at], records["activities"][at], records["indicators"][at]
    area["status"] = draw.choice(_STATUSES)
    calm = {"Avslutad": ("Avslutad",), "Enligt plan": (*_OPEN[:3], "Avslutad")}
    activity["status"] = draw.choice(calm.get(str(area["status"]), _STATUSES))
    for name in draw.choice(((), ("responsible", "assigned_to"))):
        del activity[name]
    for name in draw.choice(((), ("schedule", "due"))):
        del activity[name]
    indicator["kind"], indicator["state"] = draw.choice(("Tal", "I ord")), draw.choice(("Mäts", "Under utveckling"))
    indicator["unit"] = draw.choice(("%", "patienter", "dagar"))
    if draw.random() < 0.3:
        del indicator["target"]


def faults_of(records: Records, first: Sequence[str], many: int, draw: random.Random) -> list[Fault]:
    """Faults to plant in a plan, at most so many, those of the first rules before others."""
    candidates = [*_candidates(records)]
    draw.shuffle(candidates)
    rules = list(dict.fromkeys(one.rule for one in candidates))
    draw.shuffle(rules)
    planted: list[Fault] = []
    for rule in (*first, *draw.choices(rules, k=many)):
        chosen = next((one for one in candidates if one.rule == rule and _goes_with(one, planted)), None)
        planted += [chosen] if chosen else []
    return planted


def _goes_with(fault: Fault, planted: Sequence[Fault]) -> bool:
    return all(
        fault.touches.isdisjoint(one.touches) and not _silences(fault, one) and not _silences(one, fault)
        for one in planted
    )


def _silences(one: Fault, other: Fault) -> bool:
    """Whether a rule reads, on another sheet, a column in which one has an error, and so says nothing of the plan."""
    checks = FOR_SYDOSTRA.rule(other.rule).checks
    reads = {name for check in checks for name in check.reads if "." in name}
    return not one.errors.isdisjoint(reads)


def with_faults(records: Records, faults: Sequence[Fault]) -> Records:
    """The records with what the faults have typed in them."""
    faulty = {sheet: [dict(record) for record in rows] for sheet, rows in records.items()}
    for fault in faults:
        for (sheet, column, at), typed in fault.typed.items():
            faulty[sheet][at][column] = typed
    return faulty


def changed(workbook: Workbook, faults: Sequence[Fault]) -> None:
    """Does to a workbook what its faults do beside typing; a failed formula keeps its error, which openpyxl drops."""
    for fault in faults:
        if fault.change:
            fault.change(workbook)
        for place, typed in fault.typed.items():
            if typed == _FAILED:
                title, address = _cell(place)
                workbook[title][address] = _FAILED


def mended(workbook: Workbook, marks: set[Address], faults: Sequence[Fault], plan: Records, was: Workbook) -> None:
    """Puts back what stood in the cells that have a mark; `was` is the workbook as it was before its faults."""
    for fault in faults:
        if fault.told <= marks:
            if fault.mend:
                fault.mend(workbook, was)
            for (sheet, column, at), _ in fault.typed.items():
                title, address = _cell((sheet, column, at))
                _type(workbook, title, address, plan[sheet][at].get(column))


def _type(workbook: Workbook, title: str, address: str, value: Typed) -> None:
    cell = workbook[title][address]
    cell.value = value.removeprefix("'") if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


@cache
def _cell(place: Place) -> Address:
    sheet = FOR_SYDOSTRA.sheet(place[0])
    row, column = place_of(sheet, place[1], place[2])
    return sheet.title.sv, f"{column_letters(column)}{row}"


# Faults


def _candidates(plan: Records) -> Iterator[Fault]:
    for sheet in FOR_SYDOSTRA.sheets:
        for column in sheet.columns:
            for at, record in enumerate(plan[sheet.name]):
                # What refers to a counter has nothing to refer to then; by its status an area wants activities.
                is_spare = (sheet.name, column.name, at) == ("areas", "status", len(plan["areas"]) - 1)
                if column.name != sheet.counter and not is_spare:
                    yield from _in_one_cell(sheet, column, at, record)
    yield from _twice(plan)
    yield from _across(plan)
    yield from _of_sheets(plan)


def _fault(rule: str, place: Place, typed: Typed, *also: Place) -> Fault:
    """A fault in one cell; also: the other cells whose rows it reads."""
    return Fault(rule, {place: typed}, frozenset({_cell(place)}), _touches(place, *also), _errors(rule, place))


def _touches(*places: Place) -> frozenset[tuple[str, object]]:
    """The rows of some cells; of the form, the answers."""
    return frozenset((sheet, column if FOR_SYDOSTRA.sheet(sheet).is_form else at) for sheet, column, at in places)


def _errors(rule: str, *places: Place) -> frozenset[str]:
    is_error = FOR_SYDOSTRA.rule(rule).severity is Severity.ERROR
    return frozenset(f"{sheet}.{column}" for sheet, column, _ in places if is_error)


def _in_one_cell(sheet: Sheet, column: Column, at: int, record: Mapping[str, Typed]) -> Iterator[Fault]:
    place = (sheet.name, column.name, at)
    yield _fault("error.value", place, _FAILED)
    yield _fault("formula.no_value", place, "=A1")
    if column.need is not Need.OPTIONAL and all(holds(one, sheet, record) for one in column.conditions):
        yield _fault(column.rule_when_blank, place, None)
    for typed in not_understood(column):
        yield _fault(_rule_of(column, typed), place, typed)
    match column:
        case Prose() if column.max_length < 1_000:
            yield _fault("text.too_long", place, "x" * (column.max_length + 1))
        case Prose() if column.name in sheet.label and column.name not in sheet.key:
            yield _fault("text.several_points", place, "'• Utse\n• Upphandla\n• Inför")
            yield _fault("text.person", place, "'Bertil: hör med lab")
            yield _fault("text.personal_number", place, "'Gäller 811218-9876")
        case Schedule():
            yield _fault("time.as_words", place, "efter möte 3")
        case Link():
            yield _fault("link.unreadable", place, "se mejl från i går")
        case Choice() if column.other_rule:
            yield _fault(column.other_rule, place, "RPO Finns Inte")
        case Choice() if column.vocabulary.vague_words:
            yield _fault("status.ambiguous", place, "Pågår")
            yield _fault("status.colour_only", place, "[gul]")
        case Number() if column.minimum is not None and column.maximum is not None:
            yield _fault("number.range", place, column.maximum + 1)
        case Date() if (sheet.name, column.name) not in {(one[0], name) for one in _IN_ORDER for name in one[1:]}:
            yield _fault("value.read_as", place, "15/9", ("plan", "year", 0))
            yield _fault("date.two_readings", place, "03/04/2026")


def _rule_of(column: Column, typed: Typed) -> str:
    kind = "year" if isinstance(column, Years) else type(column).__name__.lower()
    if typed in ("'1.234", "03/04/2026"):
        return f"{kind}.two_readings"
    return f"{kind}.{ {'choice': 'unknown', 'reference': 'unknown'}.get(kind, 'unreadable') }"


def _twice(plan: Records) -> Iterator[Fault]:
    """A key that stands in a second row, which is told of at both; nobody refers to the spare rows' own."""
    for sheet in FOR_SYDOSTRA.tables:
        rows = plan[sheet.name]
        for one in range(len(rows) - 1 if sheet.key else 0):
            other = len(rows) - 1
            typed = {(sheet.name, name, other): rows[one][name] for name in sheet.key}
            last = sheet.key[-1]
            told = [(sheet.name, last, at) for at in (one, other)]
            yield Fault("key.twice", typed, frozenset(map(_cell, told)), _touches(*told), _errors("key.twice", *told))


def _across(plan: Records) -> Iterator[Fault]:
    """The faults that one cell has for what stands in others."""
    spare = len(plan["areas"]) - 1
    for sheet, first, last in _IN_ORDER:
        for at, record in enumerate(plan[sheet]):
            if record.get(first):
                yield _fault("date.order", (sheet, last, at), date(2026, 1, 1))
    for at, activity in enumerate(plan["activities"]):
        yield from _of_an_area(at, plan["areas"][at], activity)
        yield from _of_values(at, plan["indicators"][at])
    yield _told_elsewhere("area.no_activity", ("areas", "status", spare), "Ej påbörjad", ("areas", "number", spare))
    yield _fault("indicator.no_value", ("indicators", "state", spare), "Mäts")
    yield _fault("council.unknown", ("plan", "council", 0), "Rådet som inte finns")
    yield _fault("as_of.far", ("plan", "as_of", 0), date(2035, 3, 15), ("plan", "year", 0))
    yield _fault("decided.before_plan", ("plan", "decided_on", 0), date(2025, 3, 14), ("plan", "year", 0))
    yield _fault("date.far", ("areas", "due", spare), date(2062, 3, 1))
    dated = [("areas", "due", at) for at in range(3)]
    decided = plan["plan"][0].get("decided_on")
    if not isinstance(decided, date) or decided >= date(2026, 7, 1):  # before it, 2027 is decided too early
        yield _fault("year.other", ("plan", "year", 0), 2027, *dated)


def _told_elsewhere(rule: str, place: Place, typed: Typed, told: Place) -> Fault:
    """A fault of one cell that is told of at another of its row."""
    return Fault(rule, {place: typed}, frozenset({_cell(told)}), _touches(place))


def _of_an_area(at: int, area: Mapping[str, Typed], activity: Mapping[str, Typed]) -> Iterator[Fault]:
    status, its = ("areas", "status", at), ("activities", "status", at)
    is_open = area["status"] != "Avslutad"
    yield _fault("text.ditto", ("areas", "follow_up", at), "se ovan")
    if is_open and not activity.get("responsible"):
        yield _fault("responsible.blank", ("areas", "responsible", at), None, its)
    if is_open and not activity.get("due"):
        yield _fault("time.blank", ("areas", "due", at), None, its)
    if activity["status"] in _OPEN:
        yield _fault("area.closed_with_open", status, "Avslutad", its)
    if activity["status"] == "Allvarliga problem":
        yield _fault("area.better_than_activity", status, "Enligt plan", its)
    ticks = {("areas", name, at): None for name in _PROMISES}
    told = frozenset({_cell(("areas", _PROMISES[0], at))})
    yield Fault("promise.none", ticks, told, frozenset({("areas", at)}))


def _of_values(at: int, indicator: Mapping[str, Typed]) -> Iterator[Fault]:
    bound = {"Högre är bättre": "högst 5", "Lägre är bättre": "minst 70"}.get(str(indicator.get("direction")))
    if bound:
        yield _fault("direction.other", ("indicators", "target", at), bound)
    if indicator.get("direction") == "Inom intervall" and indicator.get("target"):
        both = ("indicators", "target", at), ("indicators", "direction", at)
        yield _fault("target.order", ("indicators", "target_high", at), 1, *both)
    yield _fault("period.later", ("measurements", "period", at), "'2031", ("plan", "as_of", 0), ("plan", "year", 0))
    for name in _SERIES:
        value, of = ("measurements", name, at), ("indicators", "unit", at)
        if indicator["unit"] == "%":
            yield _fault("percent.scale", value, 850, of)
        if indicator["unit"] == "patienter" and name != "value_nation":
            yield _fault("value.small", value, 3, of)


# Faults that are not typed


def _of_sheets(plan: Records) -> Iterator[Fault]:
    first = frozenset({("Läs mig", "A1")})
    yield Fault(
        "version.older", {}, first, frozenset({("", "version")}), change=of_an_older_template, mend=_version_again
    )
    for sheet in FOR_SYDOSTRA.tables:
        at_first = frozenset({(sheet.title.sv, "A1")})
        lists, rows = (sheet.name, "lists"), frozenset((sheet.name, at) for at in range(len(plan[sheet.name])))
        lost = partial(_without_lists, title=sheet.title.sv)
        lists_again = partial(_lists_again, title=sheet.title.sv)
        yield Fault("dropdowns.lost", {}, at_first, frozenset({lists}), change=lost, mend=lists_again)
        yield from _merged(sheet, plan)
        headings = [(row, at) for row in (TITLES_ROW - 1, TITLES_ROW) for at in range(1, len(sheet.columns) + 1)]
        if not sheet.key:  # nobody refers to its rows
            yield _blanked("sheet.missing", (sheet.title.sv, "A1"), rows | {lists}, headings)
        for number, column in enumerate(sheet.columns, 1):
            if _is_by_itself(sheet, column):
                at = [(TITLES_ROW - 1, number), (TITLES_ROW, number)]
                told = (sheet.title.sv, f"{column_letters(number)}{TITLES_ROW}")
                yield _blanked("column.missing", told, rows, at)


def _is_by_itself(sheet: Sheet, column: Column) -> bool:
    checks = [check for rule in FOR_SYDOSTRA.rules for check in rule.checks]
    read = {name for check in checks for name in check.reads if check.sheet == sheet.name or "." in name}
    needed = column.need is not Need.OPTIONAL or column.may_be_absent or column.name in (*sheet.key, *sheet.label)
    conditions = {condition.column for one in sheet.columns for condition in one.conditions}
    return not needed and column.name not in conditions and not {column.name, f"{sheet.name}.{column.name}"} & read


def _merged(sheet: Sheet, plan: Records) -> Iterator[Fault]:
    """Two cells of a column, one below the other."""
    for column in sheet.columns:
        for at, (upper, lower) in enumerate(zip(plan[sheet.name], plan[sheet.name][1:], strict=False)):
            if column.name != sheet.counter and upper.get(column.name) and lower.get(column.name):
                places = [(sheet.name, column.name, one) for one in (at, at + 1)]
                (title, one), (_, other) = map(_cell, places)
                yield Fault(
                    "merged.cells",
                    {place: plan[sheet.name][place[2]][column.name] for place in places},
                    frozenset({(title, one)}),
                    _touches(*places),
                    _errors("merged.cells", *places),
                    partial(_merge, title=title, cells=f"{one}:{other}"),
                    partial(_unmerge, title=title, cells=f"{one}:{other}"),
                )


def _merge(workbook: Workbook, title: str, cells: str) -> None:
    workbook[title].merge_cells(cells)


def _unmerge(workbook: Workbook, was: Workbook, title: str, cells: str) -> None:
    workbook[title].unmerge_cells(cells)


def _blanked(rule: str, told: Address, touches: frozenset[tuple[str, object]], cells: Sequence[Cell]) -> Fault:
    """A fault of cells that are blank, on the sheet where it is told of."""
    blank = partial(_blank, title=told[0], cells=cells)
    return Fault(rule, {}, frozenset({told}), touches, change=blank, mend=partial(_again, title=told[0], cells=cells))


def _blank(workbook: Workbook, title: str, cells: Sequence[Cell]) -> None:
    for row, column in cells:
        workbook[title].cell(row, column).value = None


def _again(workbook: Workbook, was: Workbook, title: str, cells: Sequence[Cell]) -> None:
    for row, column in cells:
        workbook[title].cell(row, column).value = was[title].cell(row, column).value


def _without_lists(workbook: Workbook, title: str) -> None:
    workbook[title].data_validations.dataValidation = []


def _lists_again(workbook: Workbook, was: Workbook, title: str) -> None:
    workbook[title].data_validations = was[title].data_validations


def _version_again(workbook: Any, was: Any) -> None:
    name = "hplan_template"
    workbook.custom_doc_props[name].value = was.custom_doc_props[name].value
