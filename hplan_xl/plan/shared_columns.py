"""The columns that stand on more than one sheet, worded once."""

from hplan_xl.book.columns import Choice, Date, Need, Prose, Reference
from hplan_xl.book.next_year import CellNextYear
from hplan_xl.book.text import Text
from hplan_xl.plan.vocabularies import STATUS

DUE = Date(
    name="due",
    title=Text("Klart senast", "Due"),
    help=Text(
        "Skriv den dag då det ska vara klart, t.ex. 2026-06-30.",
        "Write the day by which it is to be done, e.g. 2026-06-30.",
    ),
    is_collapsed=True,
    width=13,
    aliases=("Slutdatum", "Slut", "Deadline", "Due date", "Klar senast"),
    next_year=CellNextYear.AHEAD,
)


INTERNAL_NOTE = Prose(
    name="internal_note",
    title=Text("Arbetsanteckning (tas inte med)", "Working note (left out)"),
    help=Text(
        "Skriv det ni själva vill minnas. Den som får filen kan läsa det.",
        "Write what you want to remember. Whoever gets the file can read it.",
    ),
    is_collapsed=True,
    is_private=True,
    width=30,
    aliases=("Arbetsanteckning", "Intern anteckning", "Anteckning", "Internal note"),
    next_year=CellNextYear.CLEAR,
)


def area_reference(
    help: Text, need: Need = Need.OPTIONAL, width: float = 20, next_year: CellNextYear = CellNextYear.KEEP
) -> Reference:
    """The column that says which priority area a row belongs to."""
    return Reference(
        name="area",
        title=Text("Område", "Area"),
        help=help,
        need=need,
        sheet="areas",
        width=width,
        aliases=("Områdesnr", "Område nr", "Prioriterat område", "Insatsområde", "Area no.", "Priority area"),
        next_year=next_year,
    )


def status_column(help: Text, need: Need) -> Choice:
    """The column of the status, in the five words that are the same everywhere."""
    return Choice(
        name="status",
        title=Text("Status", "Status"),
        help=help,
        need=need,
        vocabulary=STATUS,
        width=18,
        aliases=("Läge", "Lägesstatus", "Trafikljus"),
        next_year=CellNextYear.EARLIER,
    )


def responsible_column(width: float) -> Prose:
    """Who leads it, as a role or a group."""
    return Prose(
        name="responsible",
        names_function=True,
        title=Text("Ansvarig (funktion eller grupp)", "Responsible (role or group)"),
        help=Text(
            "Skriv vem som håller i det, t.ex. ”RAG patologi”. Inga personnamn: planen publiceras.",
            "Say who leads it, e.g. “RAG pathology”. No personal names: the plan is published.",
        ),
        width=width,
        aliases=("Ansvarig", "Ansvariga", "Ansvar", "Ansvarig funktion", "Vem", "Responsible"),
        next_year=CellNextYear.KEEP,
    )
