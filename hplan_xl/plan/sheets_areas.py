"""The priority areas, which are the rows of the slide, and the promises they serve."""

from dataclasses import replace

from hplan_xl.book.columns import CellNextYear, Choice, Column, IsAmong, Need, Number, Prose, RowsNextYear, Schedule
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Text
from hplan_xl.plan.prefill import DUE, INTERNAL_NOTE, Locality, fit_help, responsible_column, status_column
from hplan_xl.plan.vocabularies import CLOSING_REASON

_AREA: tuple[Column, ...] = (
    Number(
        name="number",
        title=Text("Nr", "No."),
        help=Text(
            "Numret är ifyllt och syns när raden påbörjas. Ge inte ett gammalt nummer till ett nytt område.",
            "The number is filled in and shows once the row is begun. Do not give an old number to a new area.",
        ),
        need=Need.REQUIRED,
        is_whole=True,
        minimum=1,
        width=4,
        aliases=("Nummer", "Områdesnr", "Number", "No"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="short_title",
        title=Text("Kort namn", "Short name"),
        help=Text(
            "Skriv vad listor och diagram ska säga, t.ex. ”Remittentstöd”. Utan det används titelns första ord.",
            "Write what lists and charts are to say, e.g. “Referrer support”. Without it the first words are used.",
        ),
        max_length=40,
        names_row=True,
        width=11.5,
        aliases=("Kortnamn", "Kort titel", "Short title"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="title",
        title=Text("Prioriterat område", "Priority area"),
        help=Text(
            "Skriv vad området handlar om i en mening, t.ex. ”Minska variationen i väntetid till MR-undersökning”.",
            "Say in one sentence what the area is about, e.g. “Reduce the variation in waiting time for MRI”.",
        ),
        need=Need.REQUIRED,
        max_length=300,
        width=20,
        aliases=(
            "Område",
            "Insatsområde",
            "Förbättringsområde",
            "Prioriterat område och patientlöfte",
            "Area",
            "Title",
        ),
        next_year=CellNextYear.KEEP,
    ),
)


_FOLLOW_UP: tuple[Column, ...] = (
    Prose(
        name="follow_up",
        title=Text("Uppföljning", "Follow-up"),
        help=Text(
            "Skriv hur, t.ex. ”Väntetid per region, varje tertial”. Mått kan få rader på fliken Indikatorer.",
            "Say how, e.g. “Waiting time per region, every tertial”. Measures may go to the sheet Indicators.",
        ),
        width=15.5,
        aliases=("Uppföljningsmetod", "Följs upp", "Följs upp på", "Monitoring"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="effect_goal",
        title=Text("Effektmål", "Effect goal"),
        help=Text(
            "Skriv vad som ska bli bättre för patienter och vård, t.ex. ”Färre undersökningar utan evidens”.",
            "Say what is to become better for patients and care, e.g. “Fewer examinations without evidence”.",
        ),
        width=15.5,
        aliases=("Effekt", "Mål", "Outcome goal"),
        next_year=CellNextYear.KEEP,
    ),
    status_column(
        Text(
            "Välj hur det går i dag. Bedömningen är er egen; det finns inga gränsvärden.",
            "Choose how it is going today. The judgement is your own; there are no thresholds.",
        ),
        Need.REQUIRED,
    ),
    Prose(
        name="status_comment",
        title=Text("Kommentar till status", "Comment on status"),
        help=Text(
            "Skriv kort varför, särskilt vid problem, t.ex. ”Upphandlingen är överklagad”.",
            "Say briefly why, above all at problems, e.g. “The procurement has been appealed”.",
        ),
        need=Need.EXPECTED,
        conditions=(IsAmong("status", ("minor", "serious")),),
        blank_rule="status.why",
        width=13,
        aliases=("Statuskommentar", "Kommentar", "Comment", "Status comment"),
        next_year=CellNextYear.EARLIER,
    ),
)


def _needs(forum: Text) -> Prose:
    return Prose(
        name="needs",
        title=Text("Vad behöver ni, av vem?", "What do you need, from whom?"),
        help=fit_help(
            f"Skriv vad ni behöver för att komma vidare och av vem, t.ex. ”Beslut i {forum.sv} om gemensam budget”.",
            f"Say what you need to move on, and from whom, e.g. “A decision by {forum.en} on a joint budget”.",
        ),
        need=Need.EXPECTED,
        conditions=(IsAmong("status", ("serious",)),),
        blank_rule="status.needs",
        width=12,
        aliases=(
            "Behov",
            "Behov av stöd",
            "Vad behöver ni",
            "Vad behövs, av vem",
            "Needs",
            "What is needed, from whom",
        ),
        title_in_master=Text("Vad behövs, av vem", "What is needed, from whom"),
        next_year=CellNextYear.EARLIER,
    )


_CONSEQUENCES = (
    (
        "consequence_people",
        Text(
            "Konsekvenser för invånare, patienter och närstående",
            "Consequences for residents, patients and next of kin",
        ),
        Text(
            "Skriv vad arbetet väntas betyda för dem, t.ex. ”Kortare väntan på svar”.",
            "Say what the work is expected to mean to them, e.g. “Faster answers”.",
        ),
    ),
    (
        "consequence_staff",
        Text("Konsekvenser för verksamhet och medarbetare", "Consequences for services and staff"),
        Text(
            "Skriv vad arbetet väntas betyda för dem, t.ex. ”Nya arbetssätt i primärvården”.",
            "Say what the work is expected to mean to them, e.g. “New routines in primary care”.",
        ),
    ),
    (
        "consequence_management",
        Text("Konsekvenser för styrning och ledning", "Consequences for management"),
        Text(
            "Skriv vad arbetet väntas betyda för dem, t.ex. ”Gemensam budget behövs”.",
            "Say what the work is expected to mean to it, e.g. “A joint budget is needed”.",
        ),
    ),
)


def _consequence(name: str, title: Text, help: Text) -> Prose:
    return Prose(name=name, title=title, help=help, is_collapsed=True, width=32, next_year=CellNextYear.KEEP)


_MORE_ABOUT_THE_AREA: tuple[Column, ...] = (
    Prose(
        name="national_focus",
        title=Text("Nationellt insatsområde", "National focus area"),
        help=Text(
            "Skriv insatsområdets namn ur NPO:s verksamhetsplan. Lämna tomt om området inte utgår från något.",
            "Write the focus area's name in the NPO's operational plan. Leave empty if it does not come from one.",
        ),
        is_collapsed=True,
        width=28,
        aliases=("Nationellt område", "NPO insatsområde"),
        next_year=CellNextYear.KEEP,
    ),
    DUE,
    Schedule(
        name="review",
        title=Text("Avstämning", "Check-in"),
        help=Text(
            "Skriv när ni stämmer av området, i ord eller som datum, t.ex. ”Q2” eller ”första mötet 2026”.",
            "Say when you check on the area, in words or as a date, e.g. “Q2” or “the first meeting of 2026”.",
        ),
        is_collapsed=True,
        width=18,
        aliases=("Avstämningsdatum", "Stäms av", "Review"),
        next_year=CellNextYear.AHEAD,
    ),
    Prose(
        name="motivation",
        title=Text("Motivering", "Reason"),
        help=Text(
            "Skriv kort varför, t.ex. ”Väntetiderna skiljer mer än två veckor mellan regionerna”.",
            "Say briefly why, e.g. “Waiting times differ by over two weeks between the regions”.",
        ),
        is_collapsed=True,
        width=32,
        aliases=("Motiv", "Varför", "Motivation"),
        next_year=CellNextYear.KEEP,
    ),
    *(_consequence(*consequence) for consequence in _CONSEQUENCES),
    Choice(
        name="closing_reason",
        title=Text("Avslutningsorsak", "Reason for closing"),
        help=Text(
            "Välj varför området är avslutat: Genomförd, Utgår eller Överförd till annat.",
            "Choose why the area is closed: Carried out, Dropped or Handed on.",
        ),
        need=Need.EXPECTED,
        conditions=(IsAmong("status", ("closed",)),),
        blank_rule="closing.reason",
        vocabulary=CLOSING_REASON,
        is_collapsed=True,
        width=20,
        aliases=("Orsak till avslut", "Avslutsorsak", "Closing reason"),
        next_year=CellNextYear.EARLIER,
    ),
    INTERNAL_NOTE,
)


def areas_sheet(local: Locality) -> Sheet:
    """The priority areas, which are the rows of the slide, with a tick column for each promise of the regions."""
    ticks = local.promise_ticks()
    # Where nobody promises anything, the room of the ticks goes to the title and to who is responsible.
    area = _AREA if ticks else (*_AREA[:-1], replace(_AREA[-1], width=35))
    return Sheet(
        name="areas",
        title=Text("Prioriterade områden", "Priority areas"),
        help=Text(
            "Ett prioriterat område per rad. Numret följer området från år till år.",
            "One priority area a row. The number follows the area from year to year.",
        ),
        key=("number",),
        counter="number",
        key_noun=Text("områdesnummer", "number of an area"),
        prefilled_count=40,
        next_year=RowsNextYear.KEEP,
        finished_when=(IsAmong("status", ("closed",)),),
        label=("short_title", "title"),
        is_core=True,
        aliases=("Områden", "Prioriterat område", "Insatsområden", "Förbättringsområden", "Areas"),
        columns=(
            *area,
            *ticks,
            *_FOLLOW_UP,
            _needs(local.forum),
            responsible_column(12 if ticks else 22),  # without upright titles the row of titles has two lines only
            *_MORE_ABOUT_THE_AREA,
        ),
    )
