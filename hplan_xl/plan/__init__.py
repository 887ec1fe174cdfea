"""The one Book of the action plan, made for a register."""

from collections.abc import Sequence
from datetime import date

from hplan_xl.book.description import Book, Sheet, find_shared_words
from hplan_xl.book.errors import BookError, RegisterError
from hplan_xl.book.text import Text
from hplan_xl.book.versions import Version
from hplan_xl.plan.pages import VIEWS
from hplan_xl.plan.prefill import Locality
from hplan_xl.plan.readme_lines import build_guide
from hplan_xl.plan.rules import build_rules
from hplan_xl.plan.sheets_activities import activities_sheet
from hplan_xl.plan.sheets_areas import areas_sheet
from hplan_xl.plan.sheets_indicators import INDICATORS, measurements_sheet
from hplan_xl.plan.sheets_plan import IDENTITY, plan_sheet
from hplan_xl.plan.sheets_year import RESULTS, calendar_sheet, challenges_sheet, decisions_sheet, endorsement_sheet
from hplan_xl.register.catalogue import HealthcareRegion, Register
from hplan_xl.register.name_search import list_recipients

NAME = "hplan"
# A column that comes, goes or gets another name is a new version with a line of history: HISTORY = (Version(number=2,
# changes=(Addition(sheet="areas", column="cost"),)),). Files of older versions are then read as before.
VERSION = 1
VERSION_DATE = date(2026, 11, 1)
HISTORY: tuple[Version, ...] = ()


_TWO_MEANINGS = Text(
    "”{word}” i registret betyder två saker på fliken {sheet}. Byt ut det där det står som löfte, forum, region eller "
    "kod, eller under Skrivs också.",
    "“{word}” in the register means two things on the sheet {sheet}. Change it where it stands as a promise, a forum, "
    "a region or a code, or under Also written.",
)


def build_book(register: Register, region: HealthcareRegion | None) -> Book:
    """The action plan of one healthcare region, for templates; of all, for reading any file, where `region` is None.

    Raises RegisterError where a word of the register means something else in the plan too.
    """
    local = Locality(register, (region,) if region else register.regions)
    return _book(local, local)


def hplan_of(register: Register, regions: Sequence[HealthcareRegion]) -> Book:
    """The action plan for a master over the plans of some healthcare regions: their words and promises.

    What was measured or concerns any member region stays, whosever plan it stands in.
    """
    return _book(Locality(register, tuple(regions)), Locality(register, register.regions))


def _book(local: Locality, measured: Locality) -> Book:
    """The book of some healthcare regions; measured: those whose members have columns of their own."""
    recipients = {region.name: list_recipients(local.register, region) for region in local.regions}
    sheets = (
        plan_sheet(local),
        areas_sheet(local),
        activities_sheet(measured),
        RESULTS,
        challenges_sheet(local),
        decisions_sheet(local),
        INDICATORS,
        measurements_sheet(measured),
        endorsement_sheet(local),
        calendar_sheet(local),
    )
    try:
        return Book(
            name=NAME,
            version=VERSION,
            version_date=VERSION_DATE,
            title=Text("Översiktlig handlingsplan", "Overview action plan"),
            sheets=sheets,
            identity=IDENTITY,
            rules=build_rules(local.regions, measured.members, recipients),
            views=VIEWS,
            guide=build_guide(local),
            history=HISTORY,
        )
    except BookError as error:
        raise _explain_clash(sheets) or error from error


def _explain_clash(sheets: Sequence[Sheet]) -> RegisterError | None:
    """What of the register means two things in these sheets, where something does."""
    shared = ((sheet, what, word) for sheet in sheets for what, word in find_shared_words(sheet))
    for sheet, what, word in shared:
        shown = word.partition("_")[2] if what == "column" else word  # of a column the code of its region or promise
        return RegisterError(_TWO_MEANINGS.fill(word=shown, sheet=sheet.title))
    return None
