"""Plans of some groups, and a year's edits of them by a seeded script that writes down what it did.

What is written down is reckoned here, beside the edits, and knows nothing of how changes are found.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from hplan_xl.book.columns import Reference
from hplan_xl.book.values import PeriodKind, TimePeriod, YearSpan
from hplan_xl.consolidation.union import Consolidation, FileRecord
from hplan_xl.intake.states import FileState, Standing
from tests.plenty import BOOK, standing

Row = dict[str, object]
Plan = dict[str, list[Row]]
THEN, NOW = date(2025, 9, 30), date(2026, 3, 31)
STATUSES = ("not_started", "on_plan", "minor", "serious", "closed")
# What each move is, from and to; every other is "other_status".
MOVES = {
    ("on_plan", "minor"): "worse",
    ("on_plan", "serious"): "worse",
    ("minor", "serious"): "worse",
    ("minor", "on_plan"): "better",
    ("serious", "on_plan"): "better",
    ("serious", "minor"): "better",
    **{(one, "closed"): "closed" for one in STATUSES[:4]},
    **{("closed", one): "reopened" for one in STATUSES[:4]},
    **{(one, "not_started"): "halted" for one in STATUSES[1:4]},
    **{("not_started", one): "begun" for one in STATUSES[1:4]},
}
_SAID = (
    "gemensam upphandling remiss region vård patient införande nationellt vårdprogram uppföljning kvalitetsregister "
    "väntetid bedömning mottagning primärvård utbildning arbetssätt digital rutin samverkan kommun läkemedel säker "
    "jämlik tillgång specialist rehabilitering diagnostik kompetens bemanning smärta ögon hud hjärta lunga njure "
    "levnadsvanor screening provtagning journal avtal kallelse stöd barn äldre akut avancerad palliativ"
)
_WORDS = _SAID.split()
_NAMES = ("RPO Medicinsk diagnostik", "RPO Ögonsjukdomar", "RPO Akut vård", "RPO Tandvård", "RPO Levnadsvanor")

Tell = Callable[..., None]
# A change: its kind, the sheet, the group, what identifies the row now (else then), and what differs, then and now.
Told = tuple[str, str, str, str, object, object]


@dataclass
class Script:
    """The plans of then and of now, by group, and what was done between them."""

    then: dict[str, Plan]
    now: dict[str, Plan]
    told: list[Told] = field(default_factory=list)


def make_script(seed: int, groups: int = 3, areas: int = 5) -> Script:
    """Plans of some groups, and their edits."""
    draw = _Draw(random.Random(seed))
    names = [_NAMES[at] if at < len(_NAMES) else f"RPO Grupp {at:03}" for at in range(groups)]
    then = {name: _plan(draw, areas, THEN) for name in names}
    script = Script(then, deepcopy(then))
    for name in names:
        _edit(draw, script, name)
    if groups > 2 and draw.chance(0.4):  # one has left its plan out, another has sent one for the first time
        gone = draw.random.choice(names)
        del script.now[gone]
        script.told = [one for one in script.told if one[2] != gone]
        script.now["RPO Primärvård"] = _plan(draw, areas, NOW)
    return script


class _Draw:
    def __init__(self, of: random.Random) -> None:
        self.random = of
        self._used: set[str] = set()

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def words(self, count: int = 8) -> str:
        """Words that have not been drawn before."""
        while (words := " ".join(self.random.sample(_WORDS, count)).capitalize()) in self._used:
            continue
        self._used.add(words)
        return words

    def reworded(self, words: str) -> str:
        """The words, one of them another."""
        parts = words.split()
        parts[-1] = self.random.choice([word for word in ("ytterligare", "övrigt", "annat") if word != parts[-1]])
        return " ".join(parts)


def _plan(draw: _Draw, areas: int, day: date) -> Plan:
    plan: Plan = {
        "plan": [{"year": YearSpan(day.year, day.year), "as_of": day}],
        "areas": [_area(draw, number) for number in range(1, areas + 1)],
        "decisions": [_decision(draw, draw.random.randint(1, areas)) for _ in range(2)],
        "challenges": [_challenge(draw, draw.random.randint(1, areas)) for _ in range(2)],
        "indicators": [_indicator(draw, f"I{at}", draw.random.randint(1, areas)) for at in (1, 2, 3)],
    }
    plan["activities"] = [
        _activity(draw, number, at) for number in range(1, areas + 1) for at in range(draw.random.randint(0, 3))
    ]
    plan["measurements"] = [
        _measurement(draw, str(one["id"]), year) for one in plan["indicators"] for year in (2023, 2024)
    ]
    return plan


def _area(draw: _Draw, number: int) -> Row:
    row: Row = {
        "number": number,
        "title": draw.words(),
        "status": draw.random.choice(STATUSES),
        "follow_up": draw.words(),
    }
    row |= {"responsible": draw.random.choice(("RAG radiologi", "Processledare", None))}
    row |= {"due": THEN + timedelta(days=draw.random.randint(0, 300)) if draw.chance(0.7) else None}
    return row | {"needs": draw.words(5) if draw.chance(0.4) else None}


def _activity(draw: _Draw, area: object, at: int) -> Row:
    row: Row = {"area": area, "title": draw.words(), "status": draw.random.choice((*STATUSES, None))}
    row |= {"number": f"{area}.{at + 1}"} if draw.chance(0.6) else {}
    return row | {"due": THEN + timedelta(days=draw.random.randint(0, 300)) if draw.chance(0.7) else None}


def _decision(draw: _Draw, area: object) -> Row:
    state = draw.random.choice(("needed", "prepared", "decided"))
    return {"question": draw.words(), "proposal": draw.words(), "area": area, "forum": "rsl", "state": state}


def _challenge(draw: _Draw, area: object) -> Row:
    state = draw.random.choice(("new", "raised", "handled"))
    return {"text": draw.words(), "type": "support", "area": area, "addressed_to": "rsl", "state": state}


def _indicator(draw: _Draw, number: str, area: object) -> Row:
    row: Row = {
        "id": number,
        "area": area,
        "name": draw.words(),
        "unit": "%",
        "direction": "higher",
        "state": "measured",
    }
    return row | {"kind": "number", "target": float(draw.random.randint(50, 99))}


def _measurement(draw: _Draw, indicator: str, year: int) -> Row:
    row: Row = {"indicator": indicator, "period": TimePeriod(year, PeriodKind.YEAR)}
    return row | {"value_whole": draw.random.randint(100, 999) / 10, "value_RJL": float(draw.random.randint(10, 99))}


def _edit(draw: _Draw, script: Script, group: str) -> None:
    """Edit a group's plan, and write down what was done."""
    plan, then = script.now[group], script.then[group]
    plan["plan"] = [{"year": YearSpan(2026, 2026), "as_of": NOW}]

    def tell(kind: str, sheet: str, row: Row, before: object = None, after: object = None) -> None:
        identity = {"areas": "title", "activities": "title", "decisions": "question", "challenges": "text"}
        identity |= {"indicators": "name"}
        what = row[identity[sheet]] if sheet in identity else f"{row['indicator']} {row['period']}"
        script.told.append((kind, sheet, group, str(what), before, after))

    gone, new = _edit_areas(draw, plan, tell)
    closed = _over(then["areas"], plan["areas"])
    _edit_activities(draw, plan, tell, gone, new, closed)
    _edit_questions(draw, plan, "decisions", "question", ("decided", "reported"), tell)
    _edit_questions(draw, plan, "challenges", "text", ("handled",), tell)
    _edit_indicators(draw, plan, tell, gone, new, closed)


def _over(then: Sequence[Row], now: Sequence[Row]) -> set[object]:
    """The numbers of now of areas that are closed, then or now."""
    was = {row["_key"]: row for row in now if "_key" in row}
    return {row["number"] for row in was.values() if "closed" in (row["status"], row["_was"])}


def _edit_areas(draw: _Draw, plan: Plan, tell: Tell) -> tuple[set[object], set[object]]:
    """The numbers of areas that are gone and that have come."""
    kept, gone, moved = [], set(), {}
    free = max((int(str(row["number"])) for row in plan["areas"]), default=0) + 1
    for at, row in enumerate(plan["areas"]):
        row |= {"_key": at, "_was": row["status"]}
        if draw.chance(0.12):
            gone.add(row["number"])
            if row["status"] != "closed":
                tell("gone", "areas", row)
            continue
        kept.append(row)
        if draw.chance(0.12):
            moved[row["number"]] = free
            tell("other_number", "areas", row, row["number"], free)
            row["number"] = free
            free += 1
        elif draw.chance(0.2):
            before, row["title"] = row["title"], draw.reworded(str(row["title"]))
            tell("wording", "areas", row, before, row["title"])
        _edit_work(draw, row, "areas", tell)
        _edit_words(draw, row, tell)
    _follow(plan, moved, gone)
    new = []
    while draw.chance(0.35):
        new.append(_area(draw, free))
        free += 1
        tell("new", "areas", new[-1])
    plan["areas"] = kept + new
    for row in new:  # its activities come with it and are not told
        plan["activities"] += [_activity(draw, row["number"], at) for at in range(draw.random.randint(0, 2))]
    return gone, {row["number"] for row in new}


def _edit_words(draw: _Draw, row: Row, tell: Tell) -> None:
    """Another follow-up, need and responsible of an area."""
    if draw.chance(0.15):
        before, row["follow_up"] = row["follow_up"], draw.words()
        tell("wording", "areas", row, before, row["follow_up"])
    if draw.chance(0.2):
        before, after = row["needs"], draw.words(5) if draw.chance(0.6) else None
        if before != after:
            tell(f"need_{'changed' if before and after else 'new' if after else 'gone'}", "areas", row, before, after)
        row["needs"] = after
    if draw.chance(0.15):
        before, row["responsible"] = row["responsible"], f"RAG {draw.random.choice(_WORDS)}"
        if before != row["responsible"]:
            tell("other_responsible", "areas", row, before, row["responsible"])


def _follow(plan: Plan, moved: Mapping[object, object], gone: set[object]) -> None:
    """Everything of a renumbered area follows it; what was part of one that is gone goes with it, but for questions."""
    for sheet in ("activities", "indicators", "decisions", "challenges"):
        for row in plan[sheet]:
            row["area"] = moved.get(row["area"], row["area"])
        if sheet in ("decisions", "challenges"):
            for row in plan[sheet]:
                row["area"] = None if row["area"] in gone else row["area"]
        else:
            plan[sheet] = [row for row in plan[sheet] if row["area"] not in gone]
    left = {row["id"] for row in plan["indicators"]}
    plan["measurements"] = [row for row in plan["measurements"] if row["indicator"] in left]


def _edit_work(draw: _Draw, row: Row, sheet: str, tell: Tell) -> None:
    """Another status, another day."""
    if draw.chance(0.4):
        before, after = row["status"], draw.random.choice(STATUSES)
        row["status"] = after
        if before != after:
            tell(MOVES.get((str(before), after), "other_status"), sheet, row, before, after)
    if draw.chance(0.3):
        was, day = row["due"], THEN + timedelta(days=draw.random.randint(0, 400)) if draw.chance(0.85) else None
        row["due"] = day
        if was != day:
            kind = "time"
            if isinstance(was, date) and day is not None:
                kind = "later" if day > was else "earlier"
            tell(kind, sheet, row, was, day)


def _edit_activities(
    draw: _Draw, plan: Plan, tell: Tell, gone: set[object], new: set[object], closed: set[object]
) -> None:
    del gone
    kept = []
    own = [row["number"] for row in plan["areas"] if row["number"] not in new]
    for row in plan["activities"]:
        if row["area"] in new:
            kept.append(row)
            continue
        if draw.chance(0.12):
            if row["status"] != "closed" and row["area"] not in closed:
                tell("gone", "activities", row)
            continue
        kept.append(row)
        if draw.chance(0.15):
            before, row["title"] = row["title"], draw.reworded(str(row["title"]))
            tell("wording", "activities", row, before, row["title"])
        elif draw.chance(0.1) and len(own) > 1:
            before, row["area"] = row["area"], draw.random.choice(own)
            if before != row["area"]:
                tell("moved", "activities", row)
        _edit_work(draw, row, "activities", tell)
    while own and draw.chance(0.4):
        kept.append(_activity(draw, draw.random.choice(own), 7) | {"number": f"ny {len(kept)}"})
        tell("new", "activities", kept[-1])
    plan["activities"] = kept


def _edit_questions(draw: _Draw, plan: Plan, sheet: str, words: str, settled: Sequence[str], tell: Tell) -> None:
    kept = []
    own = [row["number"] for row in plan["areas"]]
    states = ("needed", "prepared", "decided", "reported") if sheet == "decisions" else ("new", "raised", "handled")
    for row in plan[sheet]:
        if draw.chance(0.15):
            if row["state"] not in settled:
                tell("gone", sheet, row)
            continue
        kept.append(row)
        if draw.chance(0.2) and row["area"] is not None:
            before, row[words] = row[words], draw.reworded(str(row[words]))
            tell("wording", sheet, row, before, row[words])
        if draw.chance(0.4):
            before, after = row["state"], draw.random.choice(states)
            row["state"] = after
            if after in settled and before not in settled:
                tell("answered", sheet, row, before, after)
            elif after != before:
                tell("other_state", sheet, row, before, after)
    while own and draw.chance(0.3):
        make = _decision if sheet == "decisions" else _challenge
        kept.append(make(draw, draw.random.choice(own)))
        tell("new", sheet, kept[-1])
    plan[sheet] = kept


def _edit_indicators(
    draw: _Draw, plan: Plan, tell: Tell, gone: set[object], new: set[object], closed: set[object]
) -> None:
    del gone
    kept = []
    for row in plan["indicators"]:
        if draw.chance(0.1):
            if row["area"] not in closed:
                tell("gone", "indicators", row)
            plan["measurements"] = [one for one in plan["measurements"] if one["indicator"] != row["id"]]
            continue
        kept.append(row)
        if draw.chance(0.2):
            before, row["name"] = row["name"], draw.reworded(str(row["name"]))
            tell("wording", "indicators", row, before, row["name"])
        if draw.chance(0.3):
            before, row["target"] = row["target"], float(draw.random.randint(100, 120))
            tell("other_target", "indicators", row, before, row["target"])
    for one in plan["measurements"]:
        if draw.chance(0.15):
            before, one["value_whole"] = one["value_whole"], draw.random.randint(1000, 1999) / 10
            tell("value", "measurements", one, before, one["value_whole"])
    for row in kept:
        if draw.chance(0.6):
            plan["measurements"].append(_measurement(draw, str(row["id"]), 2025))
            tell("value_new", "measurements", plan["measurements"][-1])
    own = [row["number"] for row in plan["areas"] if row["number"] not in new]
    while own and draw.chance(0.25):
        kept.append(_indicator(draw, f"I{20 + len(kept)}", draw.random.choice(own)))
        tell("new", "indicators", kept[-1])
    plan["indicators"] = kept


def consolidate(plans: Mapping[str, Plan], day: date) -> Consolidation:
    """The plans as one, all of them as of a day."""
    names = sorted(plans)
    dated = {name: {**plan, "plan": [{**row, "as_of": day} for row in plan["plan"]]} for name, plan in plans.items()}
    files = tuple(
        FileRecord(
            f"planer/{name}.xlsx",
            FileState.READ,
            group=name,
            healthcare_region="sydostra",
            years=YearSpan(day.year, day.year),
            as_of=day,
        )
        for name in names
    )
    return Consolidation(
        book=BOOK,
        year=day.year,
        as_of=day,
        days=(day, day),
        tables={sheet.name: _frame(sheet.name, dated, names) for sheet in BOOK.sheets},
        files=files,
        findings=(),
        standings=tuple(standing(name, "RSL", Standing.DELIVERED) for name in names),
        regions=("sydostra",),
    )


def _frame(name: str, plans: Mapping[str, Plan], groups: Sequence[str]) -> pd.DataFrame:
    sheet = BOOK.sheet(name)
    columns = [column for column in sheet.columns if not column.is_private]
    references = {column.name for column in columns if isinstance(column, Reference)}
    lead = ["_file", "_sheet", "_row", "_region", "_group", "_council"]
    rows = []
    for group in groups:
        labels = {str(row["number"]): f"{row['number']} – {str(row['title'])[:40]}" for row in plans[group]["areas"]}
        labels |= {str(row["id"]): f"{row['id']} – {row['name']}" for row in plans[group]["indicators"]}
        for at, row in enumerate(plans[group].get(name, ()), 4):
            place = {"_file": f"planer/{group}.xlsx", "_sheet": sheet.title.sv, "_row": at, "_region": "sydostra"}
            place |= {"_group": group, "_council": "RSL"}
            if name == "plan":
                place |= {"healthcare_region": "sydostra", "group": group}
            rows.append({**place, **{f"_{one}": labels.get(str(row.get(one))) for one in references}, **row})
    names = [*lead, *(column.name for column in columns), *(f"_{one}" for one in references)]
    return pd.DataFrame({one: pd.Series([row.get(one) for row in rows], dtype=object) for one in names})
