"""Simulated years: a seeded hand that edits a plan as a group would, and a plain reckoning of what goes on.

The reckoning knows the plan's columns by their ids and nothing of the words that the book has for next year.
`python -m tests.simulated_years 40` tries so many seeds, each with three years of four groups.
"""

import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from hplan_xl.book.findings import Finding, Severity
from hplan_xl.commands.next_plans import NextOrder, NextResult, make_next_plans
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.intake.plan_files import PlanReading
from hplan_xl.interpretation import interpret_plan
from hplan_xl.reading.submission import read_submission
from hplan_xl.validation import validate_plans
from tests.sketch import BOOK, REGISTER, write_plan

GROUPS = ("RPO Tandvård", "RPO Akut vård", "RSG Patientsäkerhet", "RPO Hud- och könssjukdomar")
IDS_ROW, FIRST_ROW = 2, 4
COUNTERS = {"areas": "number", "indicators": "id"}
Record = dict[str, Any]
Rows = dict[str, list[Record]]
# What is asked anew, or belongs to its year, by sheet.
ANEW = {
    "areas": {"status", "status_comment", "needs", "closing_reason", "internal_note"},
    "activities": {"status", "status_comment", "new_this_year", "internal_note"},
    "indicators": {"reached", "reached_on", "outcome"},
}
TIMES = {"areas": {"due", "review"}, "activities": {"due", "schedule"}, "challenges": {"when"}, "decisions": {"when"}}


def sheet_of(workbook: Workbook, name: str) -> Any:
    """The worksheet of the book's sheet of that name."""
    return workbook[BOOK.sheet(name).title.sv]


def columns_of(worksheet: Any) -> dict[str, int]:
    """The Excel column of each id of a table."""
    return {str(cell.value): cell.column for cell in worksheet[IDS_ROW] if cell.value}


def records(workbook: Workbook) -> Rows:
    """The rows of every table that hold more than their number, as values by id."""
    return {sheet.name: list(_records(sheet_of(workbook, sheet.name), sheet.counter)) for sheet in BOOK.tables}


def _records(worksheet: Any, counter: str) -> Iterator[Record]:
    columns = columns_of(worksheet)
    for row in worksheet.iter_rows(min_row=FIRST_ROW):
        found = {name: _plain(row[at - 1].value) for name, at in columns.items() if row[at - 1].value is not None}
        if found.keys() - {counter}:
            yield found


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def offered(workbook: Workbook, sheet: str) -> list[int]:
    """The running numbers that stand ready in rows that are not begun."""
    worksheet = sheet_of(workbook, sheet)
    at = columns_of(worksheet)[COUNTERS[sheet]]
    rows = ([cell.value for cell in row] for row in worksheet.iter_rows(min_row=FIRST_ROW))
    return [
        _number(row[at - 1]) for row in rows if row[at - 1] is not None and sum(one is not None for one in row) == 1
    ]


def _number(key: object) -> int:
    return int(str(key).removeprefix("I"))


class Hand:
    """A hand that edits plans, by chance and always the same for a seed."""

    def __init__(self, seed: int) -> None:
        self._chance, self._marks = random.Random(seed), 0

    def first_plan(self, folder: Path, group: str, year: int) -> Path:
        """A plan of a first year, written as a group would on the template."""
        path = write_plan(folder / f"{group} {year}.xlsx", {"endorsement": [], "calendar": []}, {"group": group})
        self.edit(path, year)
        return path

    def edit(self, path: Path, year: int) -> None:
        """A year of work on a plan: it is answered, and rows are added, closed, retitled and taken away."""
        workbook = openpyxl.load_workbook(path)
        form = sheet_of(workbook, "plan")
        rows = {form.cell(row, 1).value: row for row in range(1, form.max_row + 1)}
        answers: Record = {"year": year, "as_of": date(year, 10, 1), "document_status": "Fastställd", "version": "2"}
        answers |= {"decided_on": date(year - 1, 12, 1), "decided_by": "RSL", "diary_number": f"{year}/7"}
        for name, value in answers.items():
            form.cell(rows[name], 3).value = value
        for name in ("areas", "activities", "indicators", "measurements", "challenges", "decisions", "results"):
            self._edit_sheet(workbook, name, year)
        workbook.save(path)

    def _edit_sheet(self, workbook: Workbook, name: str, year: int) -> None:
        worksheet = sheet_of(workbook, name)
        columns, counter = columns_of(worksheet), COUNTERS.get(name, "")
        begun = [
            row
            for row in range(FIRST_ROW, worksheet.max_row + 1)
            if any(worksheet.cell(row, at).value is not None for id_, at in columns.items() if id_ != counter)
        ]
        for row in begun:
            if self._chance.random() < 0.06 and name not in COUNTERS:  # taken away
                for at in columns.values():
                    worksheet.cell(row, at).value = None
                continue
            record = {id_: _plain(worksheet.cell(row, at).value) for id_, at in columns.items()}
            for id_, value in self._change(name, record, year).items():
                worksheet.cell(row, columns[id_]).value = value
        last = max([FIRST_ROW - 1, *begun])
        for row in range(last + 1, last + 1 + self._chance.randint(1, 3)):
            for id_, value in self._new(workbook, name, year).items():
                worksheet.cell(row, columns[id_]).value = value

    def _change(self, name: str, record: Record, year: int) -> Record:
        pick, some = self._chance.choice, self._chance.random
        retitled = {"title": f"Omdöpt {self._mark()}"} if some() < 0.2 else {}
        match name:
            case "areas":
                return {**retitled, **self._area(year)}
            case "activities":
                return {**retitled, **self._activity(year)}
            case "indicators" if record["kind"] != "Tal":
                return {"reached": pick(["Ja", "Delvis", "Nej", None]), "outcome": pick([None, "Nästan"])}
            case "challenges":
                return {"state": pick(["Ny", "Lyft", "Hanterad", None]), "when": self._time(year)}
            case "decisions":
                return {"state": pick(["Behöver beslut", "Bereds", "Beslutad", "Återrapporterad"])}
            case _:
                return {}

    def _new(self, workbook: Workbook, name: str, year: int) -> Record:
        pick, mark = self._chance.choice, self._mark()
        area = pick(_keys(workbook, "areas") or [1])
        match name:
            case "areas":
                return {"title": f"Område {mark}", "motivation": mark, "promise_1": "x", **self._area(year)}
            case "activities":
                number = pick([None, f"{area}.{mark}"])
                shown = pick([f"{area} – Namn", str(area)])
                return {"area": shown, "title": f"Aktivitet {mark}", "number": number, **self._activity(year)}
            case "indicators":
                kind = pick(["Tal", "Tal", "Milstolpe (ja/nej)"])
                more = {"unit": "dagar", "target": 5, "direction": "Lägre är bättre"} if kind == "Tal" else {}
                return {"area": str(area), "name": f"Indikator {mark}", "kind": kind, "method": mark, **more}
            case "measurements":
                return self._measurement(workbook, year)
            case "challenges":
                return {"type": "Hinder", "text": f"Hinder {mark}", "area": pick([str(area), None]), "state": "Ny"}
            case "decisions":
                return {"question": f"Fråga {mark}", "state": "Bereds", "when": self._time(year)}
            case _:
                return {"type": "Resultat", "text": f"Resultat {mark}"}

    def _measurement(self, workbook: Workbook, year: int) -> Record:
        measured = list(_records(sheet_of(workbook, "measurements"), ""))
        taken = {(one["indicator"], one["period"]) for one in measured}
        free = [
            (key, period)
            for key in _keys(workbook, "indicators")
            for period in (f"{year - 1}", f"{year} T1", f"{year} T2")
            if (key, period) not in taken
        ]
        if not free:
            return {}
        indicator, period = self._chance.choice(free)
        whole = self._chance.choice([self._chance.randint(1, 99), "..", None])
        return {
            "indicator": indicator,
            "period": period,
            "value_RJL": self._chance.randint(1, 99),
            "value_whole": whole,
        }

    def _area(self, year: int) -> Record:
        status = self._chance.choice(["Ej påbörjad", "Enligt plan", "Mindre problem", "Allvarliga problem", "Avslutad"])
        problem = status.endswith("problem")
        return {
            "status": status,
            "status_comment": "Väntar" if problem else None,
            "needs": "Beslut i RSL" if problem else None,
            "closing_reason": "Genomförd" if status == "Avslutad" else None,
            "due": self._chance.choice([None, date(year, 6, 30), date(year + 1, 3, 1)]),
            "internal_note": self._chance.choice([None, "Minns"]),
        }

    def _activity(self, year: int) -> Record:
        return {
            "status": self._chance.choice([None, "Enligt plan", "Mindre problem", "Avslutad"]),
            "schedule": self._time(year),
            "new_this_year": self._chance.choice([None, "Ja"]),
        }

    def _time(self, year: int) -> str | None:
        return self._chance.choice([None, "löpande", f"under {year}", "Q2", f"{year}–{year + 4}", "hösten"])

    def _mark(self) -> str:
        self._marks += 1
        return f"m{self._marks}"


def _keys(workbook: Workbook, sheet: str) -> list[Any]:
    """The keys of the rows of a sheet that are begun."""
    counter = COUNTERS[sheet]
    return [record[counter] for record in _records(sheet_of(workbook, sheet), counter) if counter in record]


@dataclass
class Reckoning:
    """What next year's plan must hold: the rows by sheet, and the keys or words of what is finished."""

    rows: Rows = field(default_factory=dict)
    finished: Counter[tuple[str, str]] = field(default_factory=Counter)


def reckon(old: Mapping[str, list[Record]], year: int) -> Reckoning:
    """What becomes of a plan's rows in the plan of the year after its own."""
    done = Reckoning()
    gone = {one["number"] for one in old["areas"] if one.get("status") == "Avslutad"}
    ends: dict[str, Callable[[Record], bool]] = {
        "areas": lambda one: one["number"] in gone,
        "activities": lambda one: one.get("status") == "Avslutad" or _area(one) in gone,
        "challenges": lambda one: one.get("state") == "Hanterad" or _area(one) in gone,
        "decisions": lambda one: one.get("state") == "Återrapporterad" or _area(one) in gone,
        "indicators": lambda one: (one["kind"] != "Tal" and one.get("reached") == "Ja") or _area(one) in gone,
    }
    for name, is_finished in ends.items():
        kept = [one for one in old[name] if not is_finished(one)]
        done.rows[name] = [_going_on(name, one, year) for one in kept]
        title = BOOK.sheet(name).title.sv
        done.finished.update((title, _words(one)) for one in old[name] if is_finished(one))
    ids = {one["id"] for one in done.rows["indicators"]}
    done.rows["measurements"] = [one for one in old["measurements"] if one["indicator"] in ids]
    done.rows["results"] = []
    for one in done.rows["indicators"]:
        if one["kind"] == "Tal":
            one.update(_baseline(one["id"], done.rows["measurements"]))
    return done


def _area(record: Record) -> int | None:
    return int(str(record["area"]).partition(" – ")[0]) if record.get("area") else None


def _words(record: Record) -> str:
    return str(next(record[name] for name in ("title", "text", "question", "name") if name in record))


def _going_on(name: str, record: Record, year: int) -> Record:
    without = ANEW.get(name, set()) | {one for one in TIMES.get(name, ()) if not _is_ahead(record.get(one), year)}
    return {id_: value for id_, value in record.items() if id_ not in without}


def _is_ahead(time: object, year: int) -> bool:
    """Whether a time of those that the hand writes reaches into the year."""
    if isinstance(time, date):
        return time.year >= year
    spans = re.fullmatch(r"\d{4}–(\d{4})", str(time))
    return time == "löpande" or bool(spans and int(spans[1]) >= year)


def _baseline(indicator: str, measurements: list[Record]) -> Record:
    """The latest number for the whole, of whole years and of tertials."""
    known = [one for one in measurements if one["indicator"] == indicator and isinstance(one.get("value_whole"), int)]
    if not known:
        return {}
    latest = max(known, key=lambda one: (str(one["period"])[:4], {"T1": 1, "T2": 2}.get(str(one["period"])[-2:], 3)))
    return {"baseline": latest["value_whole"], "baseline_period": str(latest["period"])}


def counted(rows: Rows, sheet: str) -> Counter[frozenset[tuple[str, Any]]]:
    """The rows of a sheet, however they are ordered."""
    return Counter(frozenset(one.items()) for one in rows.get(sheet, []))


def finished(workbook: Workbook) -> Counter[tuple[str, str, str]]:
    """What stands on Avslutat: year, sheet and words of each row."""
    if "Avslutat" not in workbook.sheetnames:
        return Counter()
    rows = workbook["Avslutat"].iter_rows(min_row=5, values_only=True)
    return Counter((str(row[0]), str(row[1]), str(row[3])) for row in rows if row[0])


def made(paths: list[Path], folder: Path, year: int | None = None) -> NextResult:
    """Next year's plans of files and folders, in a folder."""
    with PlanReading([str(path) for path in paths], BOOK) as reading:
        return make_next_plans(reading, folder, NextOrder(REGISTER, year), lambda *_: None)


def findings(path: Path) -> tuple[Finding, ...]:
    """What `check` says of a plan."""
    plan = interpret_plan(read_submission(path.name, path.read_bytes(), BOOK), BOOK)
    return validate_plans([plan], gather_tables([plan], BOOK), BOOK)[0]


def _find_lost(old: Rows, new: Workbook) -> Iterator[str]:
    """What stood in rows that go on or are remembered, and is in no cell of the new workbook nor shown at one."""
    cells = [cell for sheet in new.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [str(_plain(cell.value)) for cell in cells if cell.value is not None]
    there = "\n".join([*texts, *(cell.comment.text for cell in cells if cell.comment)])
    for name in ("areas", "activities", "indicators", "challenges", "decisions"):
        values = (value for one in old[name] for id_, value in one.items() if id_ not in _CLEARED)
        yield from (f"{name}: {value}" for value in values if str(value) not in there)


_CLEARED = {"internal_note", "new_this_year"}


class Years:
    """Some years of some groups, each made from the plans of the years before; what is not as reckoned is gathered."""

    def __init__(self, seed: int, groups: tuple[str, ...], root: Path) -> None:
        self.wrong: list[str] = []
        self.hand, self._groups, self._root, self._chance = Hand(seed), groups, root, random.Random(seed)
        self._marks: dict[tuple[str, str], dict[object, str]] = defaultdict(dict)
        self._remembered: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)

    def run(self, first: int = 2025, years: int = 3) -> list[str]:
        """Let the years pass; what was not as reckoned, a line each."""
        folders = [self._root / str(first)]
        folders[0].mkdir(parents=True)
        latest = {group: self.hand.first_plan(folders[0], group, first) for group in self._groups}
        for year in range(first + 1, first + 1 + years):
            target = self._root / f"made {year}"
            made(folders, target, year)
            for group in self._groups:
                self.compare(group, latest[group], target / f"{group} {year}.xlsx", year)
            folders.append(self._root / str(year))
            folders[-1].mkdir()
            for group in self._groups:
                self._send(group, target, folders[-1], year, latest)
        return self.wrong

    def _send(self, group: str, target: Path, inbox: Path, year: int, latest: dict[str, Path]) -> None:
        """The group sends its plan, or none, or an unfinished one before it."""
        if self._chance.random() < 0.15:
            return
        sent = inbox / f"{group} {year}.xlsx"
        sent.write_bytes((target / sent.name).read_bytes())
        self.hand.edit(sent, year)
        if self._chance.random() < 0.2:
            early = inbox / f"tidig {group} {year}.xlsx"
            workbook = openpyxl.load_workbook(sent)
            form = sheet_of(workbook, "plan")
            row = next(row for row in range(1, form.max_row) if form.cell(row, 1).value == "as_of")
            form.cell(row, 3).value = date(year, 3, 1)
            sheet_of(workbook, "areas").cell(FIRST_ROW, 3).value = "Förr"
            workbook.save(early)
        latest[group] = sent

    def compare(self, group: str, old: Path, new: Path, year: int) -> None:
        """Hold a plan of a year against the one that it was made from."""
        before, workbook = records(openpyxl.load_workbook(old)), openpyxl.load_workbook(new)
        after, told = records(workbook), reckon(before, year)
        for sheet in told.rows:
            there, wanted = counted(after, sheet), counted(told.rows, sheet)
            if there != wanted:
                self._say(new, f"{sheet}: {there - wanted} for {wanted - there}")
        if lost := list(_find_lost(before, workbook)):
            self._say(new, f"nowhere: {lost}")
        remembered = self._remembered[old.name] + self._finished(old, told)
        if finished(workbook) != remembered:
            self._say(new, f"Avslutat: {finished(workbook) - remembered} for {remembered - finished(workbook)}")
        self._remembered[new.name] = remembered
        for sheet, mark in (("areas", "motivation"), ("indicators", "method")):
            self._compare_numbers(group, sheet, mark, before[sheet], set(offered(workbook, sheet)))
        errors = {(one.rule, one.cell.sheet) for one in findings(new) if one.severity is Severity.ERROR}
        empty = set() if told.rows["areas"] else {("plan.empty", "Prioriterade områden")}
        if errors - empty - {("required.blank", "Plan"), ("required.blank", "Prioriterade områden")}:
            self._say(new, f"check says {errors}")

    def _finished(self, old: Path, told: Reckoning) -> Counter[tuple[str, str, str]]:
        year = re.findall(r"[0-9]{4}", old.name)[-1]
        return Counter({(year, *key): number for key, number in told.finished.items()})

    def _compare_numbers(self, group: str, sheet: str, mark: str, before: list[Record], ready: set[int]) -> None:
        """Each number is one thing's, over all years, and none that was used stands ready again."""
        known = self._marks[group, sheet]
        for one in before:
            if known.setdefault(one[COUNTERS[sheet]], one[mark]) != one[mark]:
                self.wrong.append(f"{group}: {one[COUNTERS[sheet]]} is given anew")
        if again := ready & {_number(key) for key in known}:
            self.wrong.append(f"{group}: {again} stand ready again")

    def _say(self, path: Path, words: str) -> None:
        self.wrong.append(f"{path.name}: {words}")


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        with tempfile.TemporaryDirectory() as place:
            for line in Years(number, GROUPS, Path(place)).run():
                print(number, line)
