"""What a group is called: by its name, and by its healthcare region too where several regions have such a group."""

from collections import Counter
from collections.abc import Mapping

from hplan_xl.consolidation import Consolidated
from hplan_xl.master.counting import groups
from hplan_xl.master.records import vocabulary
from hplan_xl.text import Text, same
from hplan_xl.views import Overview

NO_GROUP = Text("Grupp ej angiven", "Group not given")
NO_COUNCIL = Text("Kunskapsråd ej angivet", "Council not given")
NO_REGION = Text("Sjukvårdsregion ej angiven", "Healthcare region not given")

Names = Mapping[tuple[str, str], Text]


def group_names(consolidated: Consolidated) -> Names:
    """What each group with rows is called, by its region's term name and its own name; no two are called the same."""
    owners = {(group.region, group.name) for group in groups(consolidated)}
    regions = Counter(name.casefold() for _, name in owners)
    return {
        (region, name): _with_region(consolidated, region, name) if regions[name.casefold()] > 1 else _told(name)
        for region, name in owners
    }


def _told(name: str) -> Text:
    return same(name) if name else NO_GROUP


def _with_region(consolidated: Consolidated, region: str, name: str) -> Text:
    title, told = region_name(consolidated, region), _told(name)
    return Text(f"{told.sv} ({title.sv})", f"{told.en} ({title.en})")


def region_name(consolidated: Consolidated, region: str) -> Text:
    """A healthcare region as people call it; the book's Overview says where its words are."""
    if not region:
        return NO_REGION
    plans = next((view.plans for view in consolidated.book.views if isinstance(view, Overview)), None)
    term = vocabulary(consolidated.book, plans.sheet, plans.region).term(region) if plans else None
    return term.word if term else same(region)
