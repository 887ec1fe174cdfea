"""Consolidations made by hand: many groups of two healthcare regions, with enough of everything to fill each page."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pandas as pd

from hplan_xl.book.columns import Reference
from hplan_xl.book.description import Book
from hplan_xl.book.findings import Cell, Finding
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.values import MissingValue, PeriodKind, Precision, TimePeriod, TimeSpan, YearSpan
from hplan_xl.consolidation.union import Consolidation, FileRecord
from hplan_xl.intake.states import FileState, GroupStanding, Standing
from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import read_packaged_register

Row = dict[str, object]
AS_OF = date(2026, 10, 1)
BOOK = build_book(read_packaged_register(), None)
_COUNCILS = ("Diagnostik och sinnen", "Hälsa och rehabilitering", "Kirurgi och cancer", "Medicin och akut vård", "")
_NAMES = (
    "Medicinsk diagnostik",
    "Ögonsjukdomar",
    "Öron-, näsa- och halssjukdomar",
    "Levnadsvanor",
    "Rehabilitering, habilitering och försäkringsmedicin",
    "Cancersjukdomar",
    "Kirurgi och plastikkirurgi",
    "Akut vård",
    "Hjärt- och kärlsjukdomar",
    "Lung- och allergisjukdomar",
    "Psykisk hälsa",
    "Tandvård",
)
_TITLES = (
    "Gemensam upphandling av remittentstöd för radiologiska undersökningar",
    "Jämlik tillgång till specialiserad bedömning i hela sjukvårdsregionen",
    "Kortare väntetider till första besök, med gemensam bedömning av remisser och digitala vårdmöten där det passar",
    "Införande av nationellt vårdprogram",
    "Säker läkemedelsanvändning hos äldre",
    "Kompetensförsörjning",
)
_STATUSES = ("not_started", "on_plan", "on_plan", "on_plan", "minor", "minor", "serious", "closed")
_WHYS = (
    "Två av tre regioner har infört arbetssättet. Upphandlingen drar ut på tiden, eftersom kravbilden behöver "
    "stämmas av med nationella programområdet.",
    "Brist på specialistutbildade sjuksköterskor gör att mottagningen inte kan starta enligt plan.",
)


def consolidation(
    groups: int = 12, areas: int = 7, seed: int = 1, book: Book = BOOK, awaited: int = 5
) -> Consolidation:
    """A consolidation of made-up plans: every page has something to show where there are several groups."""
    draw = random.Random(seed)
    plans = [_plan(number, areas, draw) for number in range(groups)]
    order = sorted(
        range(groups), key=lambda at: (_of(plans[at], "region"), _of(plans[at], "council"), _of(plans[at], "name"))
    )
    tables = {sheet.name: _frame(book, sheet.name, [plans[at] for at in order]) for sheet in book.sheets}
    files = tuple(_file(plans[at], number) for number, at in enumerate(order))
    return Consolidation(
        book=book,
        year=2026,
        as_of=AS_OF,
        days=(AS_OF, AS_OF),
        tables=tables,
        files=(*files, *_others()),
        findings=tuple(_findings(files)),
        standings=(
            *(
                standing(_of(plan, "name"), _of(plan, "council"), Standing.DELIVERED, _of(plan, "region"))
                for plan in plans
            ),
            *(standing(f"RPO Grupp som inväntas nummer {number}", "RSL") for number in range(1, awaited + 1)),
        ),
        regions=tuple(dict.fromkeys(_of(plan, "region") for plan in plans)) or ("sydostra",),
    )


def standing(name: str, council: str = "", how: Standing = Standing.AWAITED, region: str = "sydostra") -> GroupStanding:
    """Where a group stands."""
    return GroupStanding(region, council, name, how, neutral_text(name))


Plan = Mapping[str, Sequence[Row]]


def _of(plan: Plan, what: str) -> str:
    return str(plan["_"][0][what])


def _plan(number: int, areas: int, draw: random.Random) -> Plan:
    name = f"RPO {_NAMES[number % len(_NAMES)]}" + (f" {number // len(_NAMES) + 1}" if number >= len(_NAMES) else "")
    region = "sodra" if number % 6 == 5 else "sydostra"
    council = _COUNCILS[number % len(_COUNCILS)] if region == "sydostra" else ""
    own = {"name": name, "region": region, "council": council, "file": f"planer/{name} 2026.xlsx"}
    rows = [_area(at, draw, calm=number % 4 == 3) for at in range(1, areas + 1)]
    status = ("draft", "reported", "adopted", "published")[number % 4]
    return {
        "_": [dict(own)],
        "plan": [
            {
                "healthcare_region": region,
                "group": name,
                "year": YearSpan(2026, 2026),
                "as_of": AS_OF,
                "document_status": status,
            }
        ],
        "areas": rows,
        "activities": [row for at in range(1, areas + 1) for row in _activities(at, draw)],
        "results": [{"area": 1, "type": "result", "text": "Väntetiden har minskat med tolv dagar.", "period": "2025"}],
        "challenges": _challenges(number),
        "decisions": _decisions(number),
        **_measured(number, region, draw),
        "endorsement": [
            {"instance": instance, "state": draw.choice(("not_started", "started", "done")), "on": date(2026, 3, 1)}
            for instance in ("Region Östergötland", "Region Jönköpings län", "Region Kalmar län", "Kunskapsråd", "RSL")
        ],
        "calendar": _calendar(number),
    }


def _area(number: int, draw: random.Random, calm: bool) -> Row:
    status = draw.choice(_STATUSES[:4]) if calm else draw.choice(_STATUSES)
    row: Row = {
        "number": number,
        "title": draw.choice(_TITLES),
        "status": status,
        "follow_up": "Följs upp i kvalitetsregister.\nUppföljning vid varje RPO-möte.",
        "effect_goal": "Minskad andel undersökningar utan evidens",
        "due": AS_OF + timedelta(days=draw.randint(-90, 200)),
        f"promise_{draw.choice((1, 2, 2, 2, 4, 6))}": True,
        "internal_note": "HEMLIG ANTECKNING",
    }
    if number % 2:
        row |= {"short_title": f"Kort namn {number}", "national_focus": "Remittentstöd"}
    if status in ("minor", "serious"):
        row |= {"status_comment": draw.choice(_WHYS), "needs": "Beslut från RSL om finansiering."}
    if status == "closed":
        row["closing_reason"] = draw.choice(("done", "dropped", "transferred"))
    if number % 3:
        row["responsible"] = "RAG radiologi"
    return row


def _activities(area: int, draw: random.Random) -> list[Row]:
    return [
        {
            "area": area,
            "number": f"{area}.{at}",
            "title": "Ta fram en gemensam plan och stäm av den med verksamhetscheferna i varje region",
            "responsible": "RAG radiologi" if area % 3 else None,
            "schedule": TimeSpan("under våren", date(2026, 1, 1), date(2026, 6, 30), Precision.HALF),
            "status": draw.choice((*_STATUSES, None)),
            "internal_note": "HEMLIG ANTECKNING",
        }
        for at in range(1, draw.randint(1, 5))
    ]


def _challenges(number: int) -> list[Row]:
    return [
        {
            "area": 1,
            "type": "support",
            "text": "Samverkan mellan journalsystemen saknas, vilket gör att uppgifter förs över för hand.",
            "addressed_to": ("council", "rsl", "svn", None)[number % 4],
            "wanted": "En gemensam beställning till systemleverantören.",
            "state": ("new", "raised", "handled")[number % 3],
        }
    ]


def _decisions(number: int) -> list[Row]:
    return [
        {
            "question": "Ska upphandlingen göras gemensamt?",
            "proposal": "RSL beslutar om gemensam upphandling.",
            "area": 2,
            "forum": ("rsl", "council", "svn")[number % 3],
            "when": TimeSpan("Q4", date(2026, 10, 1), date(2026, 12, 31), Precision.QUARTER),
            "state": ("needed", "prepared", "decided", "reported")[number % 4],
        }
    ]


def _measured(number: int, region: str, draw: random.Random) -> dict[str, list[Row]]:
    members = ("RJL", "RKL", "RO") if region == "sydostra" else ()
    indicators: list[Row] = [
        {
            "id": "I1",
            "area": 1,
            "name": "Andel besök inom 90 dagar",
            "kind": "number",
            "unit": "%",
            "direction": "higher",
        }
        | {"target": 85, "baseline": 60, "state": "measured"},
        {"id": "I2", "area": 2, "name": "Återinskrivning inom 30 dagar", "kind": "number", "unit": "%"}
        | {"direction": "lower", "target": 8, "state": "measured"},
        {"id": "I3", "area": 1, "name": "Remittentstöd upphandlat", "kind": "milestone", "target_year": 2025}
        | {"reached": ("yes", "partly", "no", None)[number % 4], "target_text": "Avtal tecknat"},
        {"id": "I4", "area": 2, "name": "Upplevd trygghet", "kind": "words", "outcome": "Fler känner sig trygga."},
    ]
    values: list[Row] = []
    for at, period in enumerate(_periods(number)):
        row: Row = {"indicator": "I1", "period": period, "value_whole": round(62 + 5 * at + draw.random() * 6, 1)}
        for member in members:
            row[f"value_{member}"] = round(60 + 5 * at + draw.random() * 10, 1)
        if at == 2 and members:
            row["value_RKL"] = MissingValue.CONFIDENTIAL
        row["value_nation"] = 70 + at
        values.append(row)
        values.append({"indicator": "I2", "period": period, "value_whole": round(9.5 - at * draw.random(), 1)})
    values[-2]["comment"] = "Preliminärt"
    return {"indicators": indicators, "measurements": values}


def _periods(number: int) -> list[TimePeriod]:
    if number % 3 == 2:
        return [TimePeriod(2025, PeriodKind.TERTIAL, part) for part in (1, 2, 3)]
    return [TimePeriod(year, PeriodKind.YEAR) for year in (2022, 2023, 2024, 2025)]


def _calendar(number: int) -> list[Row]:
    return [
        {"event": "Nationella remisser", "start": date(2026, 2, 15), "end": date(2026, 4, 14), "type": "consultation"},
        {"event": "Gemensamt kunskapsråd", "quarter": "q3", "start": date(2026, 9, 24), "type": "council"},
        {"event": "Omvärldsbevakning", "quarter": "continuous", "type": "continuous"},
        {"event": f"Eget möte {number}", "quarter": "q4", "when": "vecka 45", "type": "meeting"},
    ]


def _frame(book: Book, sheet: str, plans: Sequence[Plan]) -> pd.DataFrame:
    columns = [column for column in book.sheet(sheet).columns if not column.is_private]
    references = [f"_{column.name}" for column in columns if isinstance(column, Reference)]
    names = ["_file", "_sheet", "_row", "_region", "_group", "_council", *(column.name for column in columns)]
    rows = []
    for plan in plans:
        own, labels = plan["_"][0], _labels(plan)
        for at, row in enumerate(plan.get(sheet, ()), 4):
            place = {"_file": own["file"], "_sheet": book.sheet(sheet).title.sv, "_row": at, "_region": own["region"]}
            place |= {"_group": own["name"], "_council": own["council"]}
            place |= {name: labels.get(str(row.get(name[1:]))) for name in references}
            rows.append({**place, **row})
    cells = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in [*names, *references]}
    return pd.DataFrame(cells)


def _labels(plan: Plan) -> dict[str, str]:
    areas = {
        str(row["number"]): f"{row['number']} – {row.get('short_title') or str(row['title'])[:40]}"
        for row in plan["areas"]
    }
    return areas | {str(row["id"]): f"{row['id']} – {row['name']}" for row in plan["indicators"]}


def _file(plan: Plan, number: int) -> FileRecord:
    return FileRecord(
        name=_of(plan, "file"),
        state=FileState.READ,
        group=_of(plan, "name"),
        healthcare_region=_of(plan, "region"),
        years=YearSpan(2026, 2026),
        as_of=AS_OF,
        document_status=str(plan["plan"][0]["document_status"]),
        sha256=f"{number:064x}",
        template_version=1,
        saved_at=datetime(2026, 9, 30, 16, 5),
        rows={name: len(rows) for name, rows in plan.items() if name != "_"},
    )


def _others() -> tuple[FileRecord, ...]:
    return (
        FileRecord(
            "planer/RPO Akut vård 2026 (1).xlsx", FileState.SUPERSEDED, Text("Samma innehåll.", "The same contents.")
        ),
        FileRecord(
            "planer/gamla.zip/RPO Hud.xlsx", FileState.LEFT_OUT, Text("Planen gäller 2025.", "The plan is for 2025.")
        ),
        FileRecord("planer/brev.docx", FileState.SKIPPED, Text("Ingen arbetsbok.", "Not a workbook.")),
    )


def _findings(files: Sequence[FileRecord]) -> list[Finding]:
    found = []
    for file in files:
        cell = Cell(file.name, "Prioriterade områden", 7, 15)
        found.append(BOOK.make_finding(cell, "required.blank", "status", row="Kompetensförsörjning", column="Status"))
    return found
