"""A small book with every kind of column, for testing machinery without the real plan."""

from datetime import date

from hplan_xl.book.columns import (
    Among,
    Blank,
    Choice,
    Date,
    Filled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Term,
    Tick,
    Tone,
    Vocabulary,
)
from hplan_xl.book.common_rules import COMMON_RULES
from hplan_xl.book.description import Book, Line, Sheet
from hplan_xl.book.findings import Severity
from hplan_xl.book.rules import Rule, Sentence
from hplan_xl.book.text import Text, same

STATUS = Vocabulary(
    name="status",
    terms=(
        Term(name="on_plan", word=Text("Enligt plan", "On plan"), aliases=("grön",), symbol="●", tone=Tone.GREEN),
        Term(name="serious", word=Text("Allvarliga problem", "Serious problems"), symbol="■", tone=Tone.RED),
        Term(name="closed", word=Text("Avslutad", "Closed"), aliases=("klart*",), symbol="☑", tone=Tone.BLUE),
    ),
    vague=("pågår",),
)
GROUP_UNKNOWN = Rule(
    name="group.unknown",
    severity=Severity.WARNING,
    sentences={
        "": Sentence(
            Text("”{value}” odlar inte här.", "“{value}” does not garden here."),
            {"value": "RPO Tre"},
            while_typing=Text("De odlar inte här.", "They do not garden here."),
        ),
        "near": Sentence(
            Text("”{value}” odlar inte här. Menar ni {suggestions}?", "“{value}” does not garden here. {suggestions}?"),
            {"value": "RPO Ett och", "suggestions": "RPO Ett"},
        ),
    },
)
GROUPS = Vocabulary(
    name="groups", terms=(Term(name="one", word=same("RPO Ett")), Term(name="two", word=same("RPO Två")))
)

GARDEN = Sheet(
    name="garden",
    title=Text("Trädgård", "Garden"),
    help=Text("Om trädgården som helhet.", "The garden as a whole."),
    form=True,
    core=True,
    columns=(
        Choice(
            name="group",
            title=Text("Grupp", "Group"),
            help=Text("Vilka ni är.", "Who you are."),
            need=Need.REQUIRED,
            vocabulary=GROUPS,
            others=True,
            other_rule="group.unknown",
        ),
        Number(name="year", title=Text("År", "Year"), help=same("2026"), need=Need.REQUIRED, whole=True, least=2000),
        Date(name="as_of", title=Text("Status per den", "As of"), help=same("2026-03-01"), need=Need.EXPECTED),
        Prose(
            name="purpose",
            title=Text("Syfte med hela trädgården i stort", "Purpose of the garden at large"),
            help=Text("Kort.", "Briefly."),
            section=Text("Frivilligt", "Optional"),
        ),
    ),
)
BEDS = Sheet(
    name="beds",
    title=Text("Bäddar & 'träd' mm", "Beds"),
    help=Text("En bädd per rad.", "One bed a row."),
    core=True,
    key=("number",),
    counter="number",
    counted=5,
    label=("short", "title"),
    columns=(
        Number(name="number", title=Text("Nr", "No."), help=same("1"), whole=True, need=Need.REQUIRED, width=5),
        Prose(name="short", title=Text("Kort namn", "Short name"), help=same("Ros"), longest=40),
        Prose(name="title", title=Text("Bädd", "Bed"), help=same("Rosor"), need=Need.REQUIRED, width=40),
        Tick(name="sunny", title=Text("Soligt läge", "Sunny"), help=same("x"), width=4, turned=True, family="light"),
        Choice(name="status", title=same("Status"), help=same("●"), vocabulary=STATUS, need=Need.REQUIRED),
        Prose(
            name="why",
            title=Text("Varför", "Why"),
            help=same("?"),
            need=Need.EXPECTED,
            when=(Among("status", ("serious", "closed")),),
        ),
        Date(name="due", title=Text("Klart senast", "Due"), help=same("2026-03-01"), folded=True),
        Link(name="map", title=Text("Karta", "Map"), help=same("https://"), folded=True),
    ),
)
WORK = Sheet(
    name="work",
    title=Text("Arbete", "Work"),
    help=Text("Ett arbete per rad.", "One piece of work a row."),
    key=("number",),
    label=("title",),
    columns=(
        Reference(name="bed", title=Text("Bädd", "Bed"), help=same("3"), sheet="beds", need=Need.REQUIRED),
        Prose(name="number", title=Text("Nr", "No."), help=same("1.1"), width=6),
        Prose(name="title", title=Text("Arbete", "Work"), help=same("Gräva"), need=Need.REQUIRED),
        Schedule(name="when", title=Text("När", "When"), help=same("Q2")),
        Number(name="hours", title=Text("Timmar", "Hours"), help=same("4"), least=0),
        Choice(
            name="state",
            title=Text("Läge", "State"),
            help=same("●"),
            vocabulary=STATUS,
            need=Need.REQUIRED,
            when=(Filled("hours"), Blank("when")),
        ),
    ),
)
HARVEST = Sheet(
    name="harvest",
    title=Text("Skörd", "Harvest"),
    help=Text("En bädd och period per rad.", "One bed and period a row."),
    key=("bed", "period"),
    columns=(
        Reference(name="bed", title=Text("Bädd", "Bed"), help=same("3"), sheet="beds", need=Need.REQUIRED),
        Period(name="period", title=same("Period"), help=same("2024"), need=Need.REQUIRED),
        Number(name="kilos", title=Text("Kilo", "Kilos"), help=same("4"), codes=True),
    ),
)


# One form, a core table with counted rows, one that refers to it, and one with a key of two columns.
GARDEN_BOOK = Book(
    name="toy",
    version=3,
    dated=date(2026, 1, 2),
    title=Text("Trädgårdsplan", "Garden plan"),
    sheets=(GARDEN, BEDS, WORK, HARVEST),
    rules=(*COMMON_RULES, GROUP_UNKNOWN),
    guide=(
        Line(style="title", text=Text("Trädgårdsplan {year} – {owner}", "Garden plan {year} – {owner}")),
        Line(style="step", text=Text("1. Fyll i bäddarna.", "1. Fill in the beds.")),
        Line(style="entry", text=Text("● Enligt plan – det växer", "● On plan – it grows"), left=same("Status")),
    ),
)
