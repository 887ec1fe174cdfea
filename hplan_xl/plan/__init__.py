"""The one Book of the action plan, made for a register."""

from datetime import date

from hplan_xl.book.description import Book
from hplan_xl.book.text import Text
from hplan_xl.plan.pages import VIEWS
from hplan_xl.plan.readme_lines import build_guide
from hplan_xl.plan.rules import build_rules
from hplan_xl.plan.sheets_activities import activities_sheet
from hplan_xl.plan.sheets_areas import AREAS
from hplan_xl.plan.sheets_indicators import INDICATORS
from hplan_xl.plan.sheets_measurements import measurements_sheet
from hplan_xl.plan.sheets_plan import IDENTITY, plan_sheet
from hplan_xl.plan.sheets_results import CHALLENGES, DECISIONS, RESULTS
from hplan_xl.plan.sheets_year import CALENDAR, ENDORSEMENT
from hplan_xl.register.catalogue import RSL, HealthcareRegion, Register

NAME = "hplan"
VERSION = 1
_LEADERSHIP = ("Regionsjukvårdsledningen", "Regionsjukvårdsledning")
VERSION_DATE = date(2026, 11, 1)


def build_book(register: Register, region: HealthcareRegion | None) -> Book:
    """The action plan of one healthcare region, for templates; of all, for reading any file, where `region` is None."""
    wholes = (region,) if region else register.regions
    members = region.members if region else register.members
    return Book(
        name=NAME,
        version=VERSION,
        version_date=VERSION_DATE,
        title=Text("Översiktlig handlingsplan", "Overview action plan"),
        sheets=(
            plan_sheet(register.regions, register.groups_of(region)),
            AREAS,
            activities_sheet(members),
            RESULTS,
            CHALLENGES,
            DECISIONS,
            INDICATORS,
            measurements_sheet(members, wholes),
            ENDORSEMENT,
            CALENDAR,
        ),
        identity=IDENTITY,
        rules=build_rules(members, _councils(register)),
        views=VIEWS,
        guide=build_guide(region),
    )


def _councils(register: Register) -> dict[str, tuple[str, ...]]:
    """What groups may report to, by healthcare region; () where the register knows no council there."""
    of_region = {
        region.name: tuple(council.name for council in register.councils if council.region == region.name)
        for region in register.regions
    }
    return {region: (*names, RSL, *_LEADERSHIP) if names else () for region, names in of_region.items()}
