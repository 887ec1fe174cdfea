"""The activities of the areas."""

from hplan_xl.book.columns import (
    CellNextYear,
    Choice,
    Column,
    Date,
    IsAmong,
    Link,
    Need,
    Prose,
    RowsNextYear,
    Schedule,
    Tick,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Text
from hplan_xl.plan.prefill import (
    DUE,
    INTERNAL_NOTE,
    Locality,
    area_reference,
    fit_help,
    responsible_column,
    status_column,
)
from hplan_xl.plan.vocabularies import NEW_THIS_YEAR
from hplan_xl.register.catalogue import Member

_WHAT_WHO_AND_WHEN: tuple[Column, ...] = (
    area_reference(
        Text(
            "Välj området i listan, eller skriv bara dess nummer.",
            "Choose the area from the list, or just write its number.",
        ),
        Need.REQUIRED,
        20,
    ),
    Prose(
        name="number",
        title=Text("Nr", "No."),
        help=Text(
            "Skriv ett eget nummer om ni vill, t.ex. 1.2. Det får stå tomt, men inte stå två gånger.",
            "Write a number of your own if you like, e.g. 1.2. It may be empty, but not stand twice.",
        ),
        width=6,
        aliases=("Nummer", "Aktivitetsnr", "Number", "No"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="title",
        title=Text("Aktivitet", "Activity"),
        help=Text(
            "Skriv vad som ska göras, en aktivitet per rad, t.ex. ”Ta fram gemensam vårdriktlinje för sömnapné”.",
            "Say what is to be done, one activity a row, e.g. “Write a joint care guideline for sleep apnoea”.",
        ),
        need=Need.REQUIRED,
        max_length=1000,
        width=44,
        aliases=("Åtgärd", "Insats", "Uppdrag", "Action", "Title"),
        next_year=CellNextYear.KEEP,
    ),
    responsible_column(34),
    Schedule(
        name="schedule",
        title=Text("När (i ord)", "When (in words)"),
        help=Text(
            "Skriv med egna ord: ”under 2026”, ”Q2”, ”jan–mars 2026” och ”löpande” går bra.",
            "Use your own words: “during 2026”, “Q2”, “Jan–March 2026” and “continuous” are fine.",
        ),
        width=28,
        aliases=("När", "Tidplan", "Tid", "Tidsplan", "When", "Schedule"),
        next_year=CellNextYear.AHEAD,
    ),
    status_column(
        Text(
            "Välj hur det går, om ni vill följa aktiviteten för sig. Annars får cellen stå tom.",
            "Choose how it is going, if you want to follow the activity by itself. Otherwise leave it empty.",
        ),
        Need.OPTIONAL,
    ),
)


_MORE_ABOUT_THE_WORK: tuple[Column, ...] = (
    Date(
        name="start",
        title=Text("Start", "Start"),
        help=Text("Skriv den dag arbetet börjar, t.ex. 2026-02-01.", "Write the day the work begins, e.g. 2026-02-01."),
        starts=True,
        is_collapsed=True,
        width=13,
        aliases=("Startdatum", "Påbörjas", "Start date"),
        next_year=CellNextYear.KEEP,
    ),
    DUE,
    Prose(
        name="status_comment",
        title=Text("Kommentar till status", "Comment on status"),
        help=Text(
            "Skriv kort varför det går som det går, t.ex. ”Väntar på svar från leverantören”.",
            "Say briefly why it goes as it does, e.g. “Waiting for the supplier's answer”.",
        ),
        is_collapsed=True,
        width=28,
        aliases=("Statuskommentar", "Kommentar", "Comment", "Status comment"),
        next_year=CellNextYear.EARLIER,
    ),
    Prose(
        name="assigned_to",
        names_function=True,
        title=Text("Uppdrag till (grupp eller funktion)", "Assigned to (group or role)"),
        help=Text(
            "Skriv vem ni har gett uppdraget, t.ex. ”RAG radiologi” eller ”Enhetschef, cyklotronen”.",
            "Say whom you have given the task, e.g. “RAG radiology” or “Unit manager, the cyclotron”.",
        ),
        is_collapsed=True,
        width=24,
        aliases=("Uppdrag till", "Uppdrag ges till", "Assigned to"),
        next_year=CellNextYear.KEEP,
    ),
)

_MORE_ABOUT_THE_AIM: tuple[Column, ...] = (
    Prose(
        name="partners",
        title=Text("Samverkar med", "Together with"),
        help=Text(
            "Skriv vilka ni samverkar med, t.ex. ”RPO Primärvård, SSM”.",
            "Say whom you work with, e.g. “RPO Primärvård, SSM”.",
        ),
        is_collapsed=True,
        width=24,
        aliases=("Samverkan", "Samverkan med", "Samarbetspartner", "Partners"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="goal",
        title=Text("Mätbart mål", "Measurable goal"),
        help=Text(
            "Skriv vad som ska vara uppnått, t.ex. ”Alla tre regioner har infört riktlinjen”.",
            "Say what is to be reached, e.g. “All three regions have introduced the guideline”.",
        ),
        is_collapsed=True,
        width=28,
        aliases=("Mål", "Mätbara mål", "Goal"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="final_report",
        title=Text("Slutrapport", "Final report"),
        help=Text(
            "Skriv när och hur aktiviteten slutrapporteras, t.ex. ”På mötet i november”.",
            "Say when and how the activity is finally reported, e.g. “To the meeting in November”.",
        ),
        is_collapsed=True,
        width=24,
        aliases=("Slutrapporteras",),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="evaluation",
        title=Text("Utvärdering", "Evaluation"),
        help=Text(
            "Skriv hur aktiviteten utvärderas, t.ex. ”Enkät till remittenterna efter ett år”.",
            "Say how the activity is evaluated, e.g. “A survey among referrers after one year”.",
        ),
        is_collapsed=True,
        width=24,
        aliases=("Utvärderas",),
        next_year=CellNextYear.KEEP,
    ),
    Link(
        name="project_plan",
        title=Text("Projektplan", "Project plan"),
        help=Text("Klistra in adressen till projektplanen.", "Paste the address of the project plan."),
        is_collapsed=True,
        width=24,
        aliases=("Länk till projektplan", "Länk", "Link"),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="new_this_year",
        title=Text("Ny i år", "New this year"),
        help=Text(
            "Välj Ja, Eventuellt eller Nej: är aktiviteten ny i årets plan?",
            "Choose Yes, Maybe or No: is the activity new in this year's plan?",
        ),
        vocabulary=NEW_THIS_YEAR,
        is_collapsed=True,
        width=12,
        aliases=("Ny", "New"),
        next_year=CellNextYear.CLEAR,
    ),
    INTERNAL_NOTE,
)


def activities_sheet(measured: Locality) -> Sheet:
    """The activities, with a tick column for each member region."""
    return Sheet(
        name="activities",
        title=Text("Aktiviteter", "Activities"),
        help=Text(
            "En aktivitet per rad: vad som ska göras, av vem och när.",
            "One activity a row: what is to be done, by whom and when.",
        ),
        key=("number",),
        next_year=RowsNextYear.KEEP,
        finished_when=(IsAmong("status", ("closed",)),),
        label=("title",),
        is_core=True,
        aliases=("Aktivitet", "Åtgärder", "Insatser", "Activity"),
        columns=(
            *_WHAT_WHO_AND_WHEN,
            *_MORE_ABOUT_THE_WORK,
            *(_concerns(member, measured.regions_with(member)) for member in measured.members),
            *_MORE_ABOUT_THE_AIM,
        ),
    )


def _concerns(member: Member, regions: tuple[str, ...]) -> Tick:
    return Tick(
        name=f"region_{member.code}",
        title=Text(f"Berör {member.short_name}", f"Concerns {member.short_name}"),
        help=fit_help(
            f"Sätt x om aktiviteten berör {member.name}.", f"Put an x if the activity concerns {member.name}."
        ),
        family="member",
        is_collapsed=True,
        is_title_vertical=True,
        width=4,
        may_be_absent=True,
        missed_by=regions,
        aliases=tuple(dict.fromkeys((member.short_name, member.code, member.name))),
        next_year=CellNextYear.KEEP,
    )
