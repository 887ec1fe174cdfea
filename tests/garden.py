"""A small book with every kind of column, for testing machinery without the real plan."""

from datetime import date

from hplan_xl.book.columns import (
    Choice,
    Date,
    IsAmong,
    IsBlank,
    IsFilled,
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
from hplan_xl.book.description import Book, GuideLine, Sheet
from hplan_xl.book.findings import Severity
from hplan_xl.book.rules import Rule, Sentence
from hplan_xl.book.text import Text, neutral_text

STATUS = Vocabulary(
    name="status",
    terms=(
        Term(name="on_plan", word=Text("Enligt plan", "On plan"), aliases=("grön",), symbol="●", tone=Tone.GREEN),
        Term(name="serious", word=Text("Allvarliga problem", "Serious problems"), symbol="■", tone=Tone.RED),
        Term(name="closed", word=Text("Avslutad", "Closed"), aliases=("klart*",), symbol="☑", tone=Tone.BLUE),
    ),
    vague_words=("pågår",),
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
    name="groups",
    terms=(Term(name="one", word=neutral_text("RPO Ett")), Term(name="two", word=neutral_text("RPO Två"))),
)

GARDEN = Sheet(
    name="garden",
    title=Text("Trädgård", "Garden"),
    help=Text("Om trädgården som helhet.", "The garden as a whole."),
    is_form=True,
    is_core=True,
    columns=(
        Choice(
            name="group",
            title=Text("Grupp", "Group"),
            help=Text("Vilka ni är.", "Who you are."),
            need=Need.REQUIRED,
            vocabulary=GROUPS,
            allows_others=True,
            other_rule="group.unknown",
        ),
        Number(
            name="year",
            title=Text("År", "Year"),
            help=neutral_text("2026"),
            need=Need.REQUIRED,
            is_whole=True,
            minimum=2000,
        ),
        Date(name="as_of", title=Text("Status per den", "As of"), help=neutral_text("2026-03-01"), need=Need.EXPECTED),
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
    is_core=True,
    key=("number",),
    counter="number",
    prefilled_count=5,
    label=("short", "title"),
    columns=(
        Number(
            name="number", title=Text("Nr", "No."), help=neutral_text("1"), is_whole=True, need=Need.REQUIRED, width=5
        ),
        Prose(name="short", title=Text("Kort namn", "Short name"), help=neutral_text("Ros"), max_length=40),
        Prose(name="title", title=Text("Bädd", "Bed"), help=neutral_text("Rosor"), need=Need.REQUIRED, width=40),
        Tick(
            name="sunny",
            title=Text("Soligt läge", "Sunny"),
            help=neutral_text("x"),
            width=4,
            is_title_vertical=True,
            family="light",
        ),
        Choice(
            name="status", title=neutral_text("Status"), help=neutral_text("●"), vocabulary=STATUS, need=Need.REQUIRED
        ),
        Prose(
            name="why",
            title=Text("Varför", "Why"),
            help=neutral_text("?"),
            need=Need.EXPECTED,
            conditions=(IsAmong("status", ("serious", "closed")),),
        ),
        Date(name="due", title=Text("Klart senast", "Due"), help=neutral_text("2026-03-01"), is_collapsed=True),
        Link(name="map", title=Text("Karta", "Map"), help=neutral_text("https://"), is_collapsed=True),
    ),
)
WORK = Sheet(
    name="work",
    title=Text("Arbete", "Work"),
    help=Text("Ett arbete per rad.", "One piece of work a row."),
    key=("number",),
    label=("title",),
    columns=(
        Reference(name="bed", title=Text("Bädd", "Bed"), help=neutral_text("3"), sheet="beds", need=Need.REQUIRED),
        Prose(name="number", title=Text("Nr", "No."), help=neutral_text("1.1"), width=6),
        Prose(name="title", title=Text("Arbete", "Work"), help=neutral_text("Gräva"), need=Need.REQUIRED),
        Schedule(name="when", title=Text("När", "When"), help=neutral_text("Q2")),
        Number(name="hours", title=Text("Timmar", "Hours"), help=neutral_text("4"), minimum=0),
        Choice(
            name="state",
            title=Text("Läge", "State"),
            help=neutral_text("●"),
            vocabulary=STATUS,
            need=Need.REQUIRED,
            conditions=(IsFilled("hours"), IsBlank("when")),
        ),
    ),
)
HARVEST = Sheet(
    name="harvest",
    title=Text("Skörd", "Harvest"),
    help=Text("En bädd och period per rad.", "One bed and period a row."),
    key=("bed", "period"),
    columns=(
        Reference(name="bed", title=Text("Bädd", "Bed"), help=neutral_text("3"), sheet="beds", need=Need.REQUIRED),
        Period(name="period", title=neutral_text("Period"), help=neutral_text("2024"), need=Need.REQUIRED),
        Number(name="kilos", title=Text("Kilo", "Kilos"), help=neutral_text("4"), allows_codes=True),
    ),
)


# One form, a core table with counted rows, one that refers to it, and one with a key of two columns.
GARDEN_BOOK = Book(
    name="toy",
    version=3,
    version_date=date(2026, 1, 2),
    title=Text("Trädgårdsplan", "Garden plan"),
    sheets=(GARDEN, BEDS, WORK, HARVEST),
    rules=(*COMMON_RULES, GROUP_UNKNOWN),
    guide=(
        GuideLine(style="title", text=Text("Trädgårdsplan {year} – {owner}", "Garden plan {year} – {owner}")),
        GuideLine(style="step", text=Text("1. Fyll i bäddarna.", "1. Fill in the beds.")),
        GuideLine(
            style="entry", text=Text("● Enligt plan – det växer", "● On plan – it grows"), label=neutral_text("Status")
        ),
    ),
)
