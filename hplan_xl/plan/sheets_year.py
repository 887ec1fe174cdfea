"""The sheets about the year: where the plan has been endorsed, the annual wheel, how it went and what is asked for."""

from hplan_xl.book.columns import (
    CellNextYear,
    Choice,
    Column,
    Date,
    IsAmong,
    IsBlank,
    Need,
    Prose,
    RowsNextYear,
    Schedule,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.plan import vocabularies
from hplan_xl.plan.prefill import Locality, area_reference, fit_help

_HOW_FAR_IT_IS: tuple[Column, ...] = (
    Choice(
        name="state",
        title=Text("Läge", "State"),
        help=Text("Välj Inte påbörjad, Påbörjad eller Klar.", "Choose Not started, Started or Done."),
        need=Need.REQUIRED,
        vocabulary=vocabularies.ENDORSEMENT_STATE,
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
        columns=(_instance(local), *_HOW_FAR_IT_IS),
    )


def _instance(local: Locality) -> Prose:
    region, forum = local.regions[0].members[:2][-1].name, local.forum
    return Prose(
        name="instance",
        title=Text("Instans", "Instance"),
        help=fit_help(
            f"Skriv var planen förankras, t.ex. ”{region}” eller ”{forum.sv}”.",
            f"Say where the plan is endorsed, e.g. “{region}” or “{forum.en}”.",
        ),
        need=Need.REQUIRED,
        width=40,
        aliases=("Var", "Region", "Body"),
        phrases=local.instances,
        next_year=CellNextYear.KEEP,
    )


def _event(local: Locality) -> Prose:
    return Prose(
        name="event",
        title=Text("Händelse", "Event"),
        help=Text(
            "Skriv vad som händer, t.ex. ”RPO-möte med patientföreträdare”.",
            "Say what takes place, e.g. “RPO meeting with patient representatives”.",
        ),
        need=Need.REQUIRED,
        width=62,
        aliases=("Aktivitet", "Vad", "What"),
        phrases=local.events,
        next_year=CellNextYear.KEEP,
    )


_TIME: tuple[Column, ...] = (
    Choice(
        name="quarter",
        title=Text("Kvartal", "Quarter"),
        help=Text(
            "Välj Q1, Q2, Q3, Q4 eller Löpande. Den får stå tom när det finns ett datum under Från eller Till.",
            "Choose Q1, Q2, Q3, Q4 or Continuous. It may be empty when there is a date under From or To.",
        ),
        need=Need.REQUIRED,
        conditions=(IsBlank("start"), IsBlank("end")),
        vocabulary=vocabularies.CALENDAR_QUARTER,
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
        columns=(_event(local), *_TIME, _type(local)),
    )


def _type(local: Locality) -> Choice:
    types = local.list_forums(
        after=(Text("RPO-möte", "RPO meeting"), Text("Nationell remiss", "National consultation"))
    )
    return Choice(
        name="type",
        title=Text("Typ", "Type"),
        help=fit_help(f"Välj vad det är, t.ex. {types.sv}.", f"Choose what it is, e.g. {types.en}."),
        vocabulary=vocabularies.calendar_type(local.forum_terms()),
        width=24,
        next_year=CellNextYear.KEEP,
    )


_AREA_OR_WHOLE_PLAN = Text(
    "Välj området i listan, eller lämna tomt om det gäller hela planen.",
    "Choose the area from the list, or leave it empty if it is about the whole plan.",
)


# Comments on results, development and what made for success.
RESULTS = Sheet(
    name="results",
    title=Text("Resultat", "Results"),
    help=Text(
        "Kommentera resultat, utveckling och framgångsfaktorer, en sak per rad.",
        "Comment on results, development and success factors, one thing a row.",
    ),
    label=("text",),
    next_year=RowsNextYear.CLEAR,
    aliases=("Resultatet", "Result"),
    columns=(
        area_reference(_AREA_OR_WHOLE_PLAN, width=24, next_year=CellNextYear.CLEAR),
        Choice(
            name="type",
            title=Text("Typ", "Type"),
            help=Text(
                "Välj vad raden är: Resultat, Utveckling eller Framgångsfaktor.",
                "Choose what the row is: Result, Development or Success factor.",
            ),
            need=Need.REQUIRED,
            vocabulary=vocabularies.RESULT_TYPE,
            width=18,
            next_year=CellNextYear.CLEAR,
        ),
        Prose(
            name="text",
            title=Text("Text", "Text"),
            help=Text(
                "Skriv vad som har hänt och vad det betyder, t.ex. ”Väntetiden har halverats i två av tre regioner”.",
                "Say what has happened and what it means, e.g. “Waiting time has halved in two of three regions”.",
            ),
            need=Need.REQUIRED,
            width=98,
            aliases=("Kommentar", "Beskrivning", "Comment", "Resultat"),
            next_year=CellNextYear.CLEAR,
        ),
        Prose(
            name="period",
            title=Text("Period", "Period"),
            help=Text(
                "Skriv vilken tid det gäller, t.ex. ”hösten 2025”.",
                "Say which time it is about, e.g. “autumn 2025”.",
            ),
            width=18,
            aliases=("Tid", "Time"),
            next_year=CellNextYear.CLEAR,
        ),
    ),
)

_ANOTHER_GROUP = Text("en annan grupp", "another group")
_OTHER_FORUMS = (neutral_text("Region"), neutral_text("NPO/NSG"))


_WHAT_IS_RAISED: tuple[Column, ...] = (
    area_reference(_AREA_OR_WHOLE_PLAN, width=18),
    Choice(
        name="type",
        title=Text("Typ", "Type"),
        help=Text(
            "Välj vad raden är, t.ex. Hinder, Behov av samverkan eller Behov av ledningsstöd.",
            "Choose what the row is, e.g. Obstacle, Need for collaboration or Need for management support.",
        ),
        need=Need.REQUIRED,
        vocabulary=vocabularies.CHALLENGE_TYPE,
        width=22,
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="text",
        title=Text("Text", "Text"),
        help=Text(
            "Skriv vad som hindrar eller behövs, t.ex. ”Journalsystemen kan inte utbyta bilder”.",
            "Say what hinders or is needed, e.g. “The record systems cannot exchange images”.",
        ),
        need=Need.REQUIRED,
        width=44,
        aliases=("Utmaning", "Beskrivning", "Hinder", "Challenge"),
        next_year=CellNextYear.KEEP,
    ),
)

_HOW_IT_IS_MET: tuple[Column, ...] = (
    Prose(
        name="wanted",
        title=Text("Önskat stöd", "Support wanted"),
        help=Text(
            "Skriv vad ni önskar, t.ex. ”En gemensam beställning till it-avdelningarna”.",
            "Say what you wish for, e.g. “A joint order to the IT departments”.",
        ),
        width=26,
        aliases=("Stöd", "Önskad åtgärd", "Wanted"),
        next_year=CellNextYear.KEEP,
    ),
    Schedule(
        name="when",
        title=Text("När (i ord)", "When (in words)"),
        help=Text(
            "Skriv när det behövs, t.ex. ”före sommaren 2026” eller ”Q3”.",
            "Say when it is needed, e.g. “before summer 2026” or “Q3”.",
        ),
        width=14,
        aliases=("När", "Senast", "When"),
        next_year=CellNextYear.AHEAD,
    ),
    Choice(
        name="state",
        title=Text("Läge", "State"),
        help=Text(
            "Välj Ny, Lyft (ni har tagit upp det) eller Hanterad.",
            "Choose New, Raised (you have brought it up) or Handled.",
        ),
        vocabulary=vocabularies.CHALLENGE_STATE,
        width=10,
        aliases=("Status",),
        next_year=CellNextYear.KEEP,
    ),
)


def challenges_sheet(local: Locality) -> Sheet:
    """The obstacles and needs, with those whom they can be addressed to."""
    return Sheet(
        name="challenges",
        title=Text("Utmaningar", "Challenges"),
        help=Text(
            "Skriv hinder och behov, ett per rad, och vem de riktas till.",
            "Write obstacles and needs, one a row, and whom they are addressed to.",
        ),
        label=("text",),
        next_year=RowsNextYear.KEEP,
        finished_when=(IsAmong("state", ("handled",)),),
        aliases=("Utmaning", "Hinder och behov", "Challenge"),
        columns=(*_WHAT_IS_RAISED, _addressed_to(local), *_HOW_IT_IS_MET),
    )


def _addressed_to(local: Locality) -> Choice:
    asked = local.list_forums(after=(_ANOTHER_GROUP, neutral_text("NPO"), neutral_text("Region")))
    return Choice(
        name="addressed_to",
        title=Text("Riktas till", "Addressed to"),
        help=fit_help(f"Välj vem som behöver göra något: {asked.sv}.", f"Choose who needs to act: {asked.en}."),
        vocabulary=vocabularies.build_addressees(local.forum_terms()),
        allows_others=True,
        width=22,
        aliases=("Till", "Riktad till", "Mottagare"),
        next_year=CellNextYear.KEEP,
    )


_WHAT_IS_DECIDED: tuple[Column, ...] = (
    Prose(
        name="question",
        title=Text("Fråga", "Question"),
        help=Text(
            "Skriv vad som behöver avgöras, t.ex. ”Ska remittentstödet upphandlas gemensamt?”",
            "Say what needs to be settled, e.g. “Is the referrer support to be procured jointly?”",
        ),
        need=Need.REQUIRED,
        width=44,
        aliases=("Beslutsfråga", "Ärende"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="proposal",
        title=Text("Förslag till beslut", "Proposed decision"),
        help=Text(
            "Skriv det beslut ni föreslår, t.ex. ”RPO får i uppdrag att förbereda en upphandling”.",
            "Write the decision you propose, e.g. “The RPO is asked to prepare a procurement”.",
        ),
        width=42,
        aliases=("Förslag", "Beslutsförslag", "Proposal"),
        next_year=CellNextYear.KEEP,
    ),
    area_reference(_AREA_OR_WHOLE_PLAN, width=20),
)

_HOW_FAR_A_DECISION_IS: tuple[Column, ...] = (
    Schedule(
        name="when",
        title=Text("När (i ord)", "When (in words)"),
        help=Text(
            "Skriv när beslutet behövs, t.ex. ”mötet i maj 2026” eller ”Q2”.",
            "Say when the decision is needed, e.g. “the meeting in May 2026” or “Q2”.",
        ),
        width=18,
        aliases=("När", "Önskat datum", "When"),
        next_year=CellNextYear.AHEAD,
    ),
    Choice(
        name="state",
        title=Text("Läge", "State"),
        help=Text(
            "Välj hur långt beslutet har kommit: Behöver beslut, Bereds, Beslutad eller Återrapporterad.",
            "Choose how far the decision has come: Needs a decision, Being prepared, Decided or Reported back.",
        ),
        need=Need.REQUIRED,
        vocabulary=vocabularies.DECISION_STATE,
        width=18,
        aliases=("Status",),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="type",
        title=Text("Typ", "Type"),
        help=Text(
            "Välj vad beslutet gäller, t.ex. Inriktning, Ekonomi eller Upphandling.",
            "Choose what the decision is about, e.g. Direction, Economy or Procurement.",
        ),
        vocabulary=vocabularies.DECISION_TYPE,
        is_collapsed=True,
        width=26,
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="outcome",
        title=Text("Beslut", "Decision"),
        help=Text(
            "Skriv vad som beslutades, t.ex. ”Förslaget antas”.",
            "Say what was decided, e.g. “The proposal is adopted”.",
        ),
        is_collapsed=True,
        width=40,
        aliases=("Beslutstext", "Fattat beslut", "Outcome"),
        next_year=CellNextYear.KEEP,
    ),
    Date(
        name="decided_on",
        title=Text("Beslutsdatum", "Decided on"),
        help=Text(
            "Skriv den dag beslutet fattades, t.ex. 2026-05-13.",
            "Write the day of the decision, e.g. 2026-05-13.",
        ),
        is_collapsed=True,
        width=13,
        aliases=("Beslutad den",),
        next_year=CellNextYear.KEEP,
    ),
)


def decisions_sheet(local: Locality) -> Sheet:
    """The decisions that are wanted or taken, with the forums that can take them."""
    return Sheet(
        name="decisions",
        title=Text("Beslut", "Decisions"),
        help=Text(
            "Skriv de beslut som behövs eller är fattade, ett per rad.",
            "Write the decisions that are needed or taken, one a row.",
        ),
        label=("question",),
        next_year=RowsNextYear.KEEP,
        finished_when=(IsAmong("state", ("reported",)),),
        aliases=("Beslutsbehov", "Decision"),
        columns=(*_WHAT_IS_DECIDED, _forum(local), *_HOW_FAR_A_DECISION_IS),
    )


def _forum(local: Locality) -> Choice:
    forums = local.list_forums((neutral_text("RPO"),), _OTHER_FORUMS)
    return Choice(
        name="forum",
        title=Text("Forum", "Forum"),
        help=fit_help(f"Välj var beslutet fattas: {forums.sv}.", f"Choose where the decision is taken: {forums.en}."),
        vocabulary=vocabularies.forum_vocabulary(local.forum_terms()),
        allows_others=True,
        width=14,
        aliases=("Beslutas av", "Beslutsforum"),
        next_year=CellNextYear.KEEP,
    )
