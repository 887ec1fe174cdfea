"""The sheets about the year: where the plan has been endorsed, and the annual wheel."""

from hplan_xl.book.columns import Choice, Column, Date, IsBlank, Need, Prose
from hplan_xl.book.description import Sheet
from hplan_xl.book.next_year import CellNextYear, RowsNextYear
from hplan_xl.book.text import Text
from hplan_xl.plan.regional_words import Locality
from hplan_xl.plan.vocabularies import CALENDAR_QUARTER, ENDORSEMENT_STATE, calendar_type

_HOW_FAR_IT_IS: tuple[Column, ...] = (
    Choice(
        name="state",
        title=Text("Läge", "State"),
        help=Text("Välj Inte påbörjad, Påbörjad eller Klar.", "Choose Not started, Started or Done."),
        need=Need.REQUIRED,
        vocabulary=ENDORSEMENT_STATE,
        width=18,
        aliases=("Status",),
        next_year=CellNextYear.ANEW,
    ),
    Date(
        name="on",
        title=Text("Datum", "Date"),
        help=Text("Skriv den dag det skedde, t.ex. 2026-09-24.", "Write the day it took place, e.g. 2026-09-24."),
        width=14,
        aliases=("Den", "On"),
        next_year=CellNextYear.CLEAR,
    ),
    Prose(
        name="comment",
        title=Text("Kommentar", "Comment"),
        help=Text(
            "Skriv hur och med vem, t.ex. ”Genomgång med verksamhetscheferna”.",
            "Say how and with whom, e.g. “Gone through with the heads of department”.",
        ),
        width=86,
        aliases=("Med vem", "Note"),
        next_year=CellNextYear.CLEAR,
    ),
)


def endorsement_sheet(local: Locality) -> Sheet:
    """Where the plan has been talked through, an instance a row."""
    return Sheet(
        name="endorsement",
        title=Text("Förankring", "Endorsement"),
        help=Text(
            "Var planen har förankrats. Raderna är ifyllda; ändra läget när det händer något.",
            "Where the plan has been endorsed. The rows are filled in; change the state when something happens.",
        ),
        label=("instance",),
        next_year=RowsNextYear.ANEW,
        aliases=("Förankrad", "Endorsed"),
        columns=(_instance(local.member(2).name, local.forum), *_HOW_FAR_IT_IS),
    )


def _instance(region: str, forum: Text) -> Prose:
    return Prose(
        name="instance",
        title=Text("Instans", "Instance"),
        help=Text(
            f"Skriv var planen förankras, t.ex. ”{region}” eller ”{forum.sv}”.",
            f"Say where the plan is endorsed, e.g. “{region}” or “{forum.en}”.",
        ),
        need=Need.REQUIRED,
        width=40,
        aliases=("Var", "Region", "Body"),
        next_year=CellNextYear.KEEP,
    )


_EVENT: tuple[Column, ...] = (
    Prose(
        name="event",
        title=Text("Händelse", "Event"),
        help=Text(
            "Skriv vad som händer, t.ex. ”RPO-möte med patientföreträdare”.",
            "Say what takes place, e.g. “RPO meeting with patient representatives”.",
        ),
        need=Need.REQUIRED,
        width=62,
        aliases=("Aktivitet", "Vad", "What"),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="quarter",
        title=Text("Kvartal", "Quarter"),
        help=Text(
            "Välj Q1, Q2, Q3, Q4 eller Löpande. Den får stå tom när det finns ett datum under Från.",
            "Choose Q1, Q2, Q3, Q4 or Continuous. It may be empty when there is a date under From.",
        ),
        need=Need.REQUIRED,
        conditions=(IsBlank("start"),),
        vocabulary=CALENDAR_QUARTER,
        width=12,
        aliases=("Kv",),
        next_year=CellNextYear.QUARTER,
    ),
    Date(
        name="start",
        title=Text("Från", "From"),
        help=Text("Skriv den första dagen, t.ex. 2026-02-16.", "Write the first day, e.g. 2026-02-16."),
        starts=True,
        width=14,
        aliases=("Datum", "Start", "Startdatum", "Date"),
        next_year=CellNextYear.EARLIER,
    ),
    Date(
        name="end",
        title=Text("Till", "To"),
        help=Text(
            "Skriv den sista dagen om det är flera, t.ex. 2026-04-14.",
            "Write the last day if there are several, e.g. 2026-04-14.",
        ),
        width=14,
        aliases=("Slut", "Slutdatum", "End"),
        next_year=CellNextYear.EARLIER,
    ),
    Prose(
        name="when",
        title=Text("När (i ord)", "When (in words)"),
        help=Text(
            "Skriv tiden i ord om det inte finns ett datum, t.ex. ”vecka 38”.",
            "Write the time in words if there is no date, e.g. “week 38”.",
        ),
        width=30,
        aliases=("När", "Tid", "When"),
        next_year=CellNextYear.KEEP,
    ),
)


def calendar_sheet(local: Locality) -> Sheet:
    """The annual wheel: an event or a continuous duty a row."""
    return Sheet(
        name="calendar",
        title=Text("Årshjul", "Annual wheel"),
        help=Text(
            "Årets händelser och löpande uppgifter. Det gemensamma är ifyllt; lägg till ert eget.",
            "The year's events and continuous duties. What is common is filled in; add your own.",
        ),
        label=("event",),
        next_year=RowsNextYear.ANEW,
        aliases=("Årshjulet", "Kalender", "Calendar"),
        columns=(*_EVENT, _type(local)),
    )


def _type(local: Locality) -> Choice:
    types = local.forums_listed(
        after=(Text("RPO-möte", "RPO meeting"), Text("Nationell remiss", "National consultation"))
    )
    return Choice(
        name="type",
        title=Text("Typ", "Type"),
        help=Text(
            f"Välj vad det är, t.ex. {types.sv}.",
            f"Choose what it is, e.g. {types.en}.",
        ),
        vocabulary=calendar_type(local.forum_terms()),
        width=24,
        next_year=CellNextYear.KEEP,
    )
