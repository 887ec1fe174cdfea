"""The words of `hplan publish`: what it prints, and what stands on the pages."""

from collections.abc import Sequence

from hplan_xl.book.text import Text, join_texts

PUBLISH = Text(
    "Skriv en webbsida per plan, och en som listar dem. Arbetsanteckningar är inte med, och namn tas bort där de känns "
    "igen.",
    "Write a web page for each plan, and one that lists them. Working notes are left out, and names removed where they "
    "are recognised.",
)
PUBLISH_OUTPUT = Text(
    "Mappen att skriva till. Tidigare sidor där ersätts; en mapp med annat i tas inte.",
    "The folder to write to. Earlier pages there are replaced; a folder that holds anything else is not taken.",
)
PERSONAL_NUMBER = Text(
    "{file} publiceras inte: ett personnummer står i {cells}. Ta bort det ur planen först.",
    "{file} is not published: a personal identity number stands in {cells}. Remove it from the plan first.",
)
NOTHING_TO_PUBLISH = Text("Ingen plan kan publiceras.", "No plan can be published.")
_REMOVED = Text(
    "{group}: namn, e-post eller telefonnummer är borttaget på sidan ({places}). Läs igenom den innan den läggs ut.",
    "{group}: a name, a mail address or a telephone number is removed on the page ({places}). Read it through before "
    "it goes out.",
)
_AND_MORE = Text("{places} och {n} ställen till", "{places} and {n} more places")
_AND_ONE_MORE = Text("{places} och 1 ställe till", "{places} and 1 more place")
_MOST_PLACES = 3


def describe_removals(group: Text, places: Sequence[Text]) -> Text:
    """Say that persons are removed from a page, and where the first of them stood in the plan."""
    shown, rest = places[:_MOST_PLACES], len(places) - _MOST_PLACES
    told = join_texts(shown, "; ")
    if rest > 0:
        told = (_AND_ONE_MORE if rest == 1 else _AND_MORE).fill(places=told, n=rest)
    return _REMOVED.fill(group=group, places=told)


ANSWER_PLACE = Text("{sheet}: {column}", "{sheet}: {column}")
ROW_PLACE = Text("{sheet} rad {row}: {column}", "{sheet} row {row}: {column}")
NAME_REMOVED = Text("(namn borttaget)", "(name removed)")
ADDRESS_REMOVED = Text("(kontaktuppgift borttagen)", "(contact removed)")
ADOPTION_NOT_TOLD = Text(
    "{group}: för en plan som är fastställd eller publicerad saknas {columns}. Fyll i det i planen och publicera igen.",
    "{group}: for a plan that is adopted or published this is missing: {columns}. Fill it in in the plan and publish "
    "again.",
)


def describe_pages(pages: int) -> Text:
    """Say how many plans are published, and that somebody is to read them: not every name can be recognised."""
    if pages == 1:
        return Text(
            "1 plan publicerad, och en sida som listar den. Läs igenom den innan den läggs ut: alla namn går inte att "
            "känna igen.",
            "1 plan published, and a page that lists it. Read it through before it goes out: not every name can be "
            "recognised.",
        )
    return Text(
        f"{pages} planer publicerade, och en sida som listar dem. Läs igenom dem innan de läggs ut: alla namn går inte "
        "att känna igen.",
        f"{pages} plans published, and a page that lists them. Read them through before they go out: not every name "
        "can be recognised.",
    )


# On the pages
PLANS_OF_YEAR = Text("Handlingsplaner {year}", "Action plans {year}")
SKIP = Text("Till innehållet", "To the contents")
ALL_PLANS = Text("Publicerade handlingsplaner", "Published action plans")
ON_THE_PAGE = Text("På sidan", "On this page")
WORKING_MATERIAL = Text("Arbetsmaterial", "Working material")
NOT_ADOPTED = Text(
    "Planen är inte fastställd. Dokumentstatus: {status}.", "The plan is not adopted. Document status: {status}."
)
STATUS_NOT_TOLD = Text("Planen säger inte hur långt den har kommit.", "The plan does not say how far it has come.")
DOCUMENT_IS = Text("Dokumentstatus: {status}.", "Document status: {status}.")
_DECIDED = Text("Fastställd den {day} av {whom}.", "Adopted on {day} by {whom}.")
_DECIDED_ON = Text("Fastställd den {day}.", "Adopted on {day}.")
_DECIDED_BY = Text("Fastställd av {whom}.", "Adopted by {whom}.")


def describe_adoption(day: str, whom: str) -> tuple[Text, ...]:
    """Say when and by whom a document was adopted, as far as it is told; () where nothing is."""
    if day and whom:
        return (_DECIDED.fill(day=day, whom=whom),)
    if day or whom:
        return (_DECIDED_ON.fill(day=day) if day else _DECIDED_BY.fill(whom=whom),)
    return ()


DIARY_NUMBER = Text("Diarienummer {number}.", "Registration number {number}.")
STATE_HOLDS = Text("Statusen gäller den {day}.", "The statuses hold for {day}.")
STATE_DAY_NOT_TOLD = Text(
    "Planen säger inte vilken dag statusen gäller.", "The plan does not say for which day the statuses hold."
)
ABOUT_THE_PLAN = Text("Om planen", "About the plan")
PROMISES = Text("Patientlöften", "Patient promises")
UNREADABLE = Text("går inte att läsa i planen", "cannot be read in the plan")
NO_STATUS = Text("Status ej angiven", "Status not given")
# After a number of areas
WITHOUT_STATUS = Text("utan status", "without a status")
STATUS_UNREADABLE = Text("med en status som inte går att läsa", "with a status that cannot be read")
WHEN = Text("När", "When")
TARGET = Text("Mål", "Target")
PARTS_OF = Text("Aktiviteter: {work}", "Activities: {work}")
MEASURES_OF = Text("Indikatorer: {work}", "Indicators: {work}")
VALUES = Text("Mätvärden", "Measured values")
VALUES_OF_NONE = Text(
    "Mätvärden utan känd indikator eller period", "Measured values without a known indicator or period"
)
VALUES_OF = Text("{indicator}, {unit}", "{indicator}, {unit}")
GROUP = Text("Grupp", "Group")
ROUTE = Text("Redovisas för", "Reported to")
STATE_DAY = Text("Statusen gäller", "Statuses hold for")
DOCUMENT = Text("Dokument", "Document")
ROWS_OF_INDEX = Text(
    "Planerna, med antal prioriterade områden av varje status",
    "The plans, with how many areas there are of each status",
)
FOOTER = Text(
    "Arbetsanteckningar är inte med på sidan. Personnamn och kontaktuppgifter är borttagna där de har hittats.",
    "Working notes are left out of the page. Names of persons and contact details are removed where they were found.",
)
EMPTY_PLAN = Text(
    "{group} har skickat en tom plan, som inte publiceras.",
    "{group} has sent an empty plan, which is not published.",
)
WITHOUT_GROUP = Text(
    "{file} publiceras inte: planen säger inte vilken grupp den är från. Fyll i ”{column}” i planen först.",
    "{file} is not published: the plan does not say which group it is from. Fill in “{column}” in the plan first.",
)
HOW_MANY_UNKNOWN = Text("inte känt", "not known")
WITHOUT_WORK = Text("{title} utan område", "{title} without an area")
