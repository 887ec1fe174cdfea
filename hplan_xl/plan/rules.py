"""The rules of the action plan that reach across columns or sheets (plan.md, "Rules").

Each takes the frames of all plans and gives the rows that break it, with the facts its sentence is filled with; see
`book.Rule`. pandas comes in with the frames, so that describing the plan does not load it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from hplan_xl.book.description import Rule, Tables
from hplan_xl.book.text import Text, clean, same
from hplan_xl.book.values import Missing, Span
from hplan_xl.register.catalogue import HealthcareRegion, Member

if TYPE_CHECKING:
    import pandas as pd

OPEN = ("not_started", "on_plan", "minor", "serious")
PERSONS = ("antal", "st", "personer", "patienter", "antal personer", "antal patienter", "persons", "patients")
# Fewer persons than this in one region may be recognised.
FEWEST_PERSONS = 5
FEWEST_OLD_DATES = 3
MOST_LISTED = 3
LONGEST_NAME = 20


def _dates_in_order(sheet: str, first: str, last: str, tables: Tables) -> "pd.DataFrame":
    frame = tables[sheet]
    both = frame[frame[first].notna() & frame[last].notna()]
    broken = both[both[first] > both[last]]
    return broken[[first, last]]


def _activity_dates(tables: Tables) -> "pd.DataFrame":
    return _dates_in_order("activities", "start", "due", tables)


def _calendar_dates(tables: Tables) -> "pd.DataFrame":
    return _dates_in_order("calendar", "start", "end", tables).assign(variant="end")


def _with_areas(tables: Tables) -> "pd.DataFrame":
    """The activities that have an area, each with the index of the area's row (`_area`)."""
    areas = tables["areas"]
    known = areas.loc[areas["number"].notna(), ["_source", "number"]].drop_duplicates(["_source", "number"])
    known = known.assign(_area=known.index).rename(columns={"number": "area"})
    return tables["activities"].merge(known, on=["_source", "area"], how="inner")


def _no_responsible(tables: Tables) -> "pd.DataFrame":
    areas, activities = tables["areas"], _with_areas(tables)
    led = activities.loc[activities["responsible"].notna() | activities["assigned_to"].notna(), "_area"]
    still_open = _open(areas)
    return still_open.loc[still_open["responsible"].isna() & ~still_open.index.isin(led), []]


def _no_time(tables: Tables) -> "pd.DataFrame":
    areas, activities = tables["areas"], _with_areas(tables)
    timed = activities.loc[activities["schedule"].notna() | activities["due"].notna(), "_area"]
    still_open = _open(areas)
    return still_open.loc[still_open["due"].isna() & ~still_open.index.isin(timed), []]


def _open(areas: "pd.DataFrame") -> "pd.DataFrame":
    return areas[areas["status"] != "closed"]


def _years(tables: Tables) -> "pd.Series[Any]":
    plan = tables["plan"].drop_duplicates("_source").set_index("_source")
    return plan["year"]


def _closed_with_open(tables: Tables) -> "pd.DataFrame":
    closed = tables["areas"].index[tables["areas"]["status"] == "closed"]
    activities = _with_areas(tables)
    still = activities[activities["_area"].isin(closed) & activities["status"].isin(OPEN)]
    told = still.assign(name=_names(still)).groupby("_area")["name"].agg(list)
    facts = told.to_frame("list")
    return facts.assign(
        n=told.map(len),
        variant=told.map(lambda names: "one" if len(names) == 1 else ""),
        list=told.map(_listed),
    )


def _listed(names: Sequence[Text]) -> Text:
    more = Text(" med flera", " and others") if len(names) > MOST_LISTED else Text("", "")
    shown = names[:MOST_LISTED]
    return Text(", ".join(name.sv for name in shown) + more.sv, ", ".join(name.en for name in shown) + more.en)


def _names(activities: "pd.DataFrame") -> "pd.Series[Any]":
    """The number of each activity, or the beginning of its title in quotation marks."""
    numbers = activities["number"].map(lambda number: same(str(number)))
    return numbers.where(activities["number"].notna(), activities["title"].map(_quoted))


def _quoted(title: object) -> Text:
    line = clean(str(title or ""))
    cut = line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…"
    return Text(f"”{cut}”", f"“{cut}”")


def _better_than_activity(tables: Tables) -> "pd.DataFrame":
    areas, activities = tables["areas"], _with_areas(tables)
    good = areas.index[areas["status"] == "on_plan"]
    red = activities[activities["_area"].isin(good) & (activities["status"] == "serious")]
    return red.assign(activity=_names(red)).drop_duplicates("_area").set_index("_area")[["activity"]]


def _no_activity(tables: Tables) -> "pd.DataFrame":
    areas = _open(tables["areas"])
    return areas[~areas.index.isin(_with_areas(tables)["_area"]) & areas["number"].notna()][["number"]]


def _no_promise(region: str, promises: tuple[str, ...], tables: Tables) -> "pd.DataFrame":
    """The areas of a healthcare region's plans that serve none of its promises."""
    areas, plan = tables["areas"], tables["plan"]
    of_region = plan.loc[plan["healthcare_region"] == region, "_source"]
    return areas[areas[list(promises)].isna().all(axis=1) & areas["_source"].isin(of_region)][[]]


def promise_rules(regions: Sequence[HealthcareRegion]) -> Iterator[Rule]:
    """The rules of the healthcare regions that promise something."""
    for region in regions:
        promises = tuple(promise.column for promise in region.promises)
        if promises:
            broken = partial(_no_promise, region.name, promises)
            yield Rule(name="promise.none", sheet="areas", reads=promises, blames=promises[0], broken=broken)


def _series(tables: Tables) -> list[str]:
    return [name for name in tables["measurements"].columns if str(name).startswith("value_")]


def _measured(tables: Tables) -> "pd.DataFrame":
    """One row a measured value: the index of its row (`_index`), its column (`blames`), value, unit and indicator."""
    rows = tables["measurements"]
    long = rows.reset_index(names="_index").melt(
        id_vars=["_index", "_source", "indicator"], value_vars=_series(tables), var_name="blames", value_name="value"
    )
    long = long[long["value"].notna() & long["indicator"].notna()]
    indicators = tables["indicators"][["_source", "id", "name", "unit"]].drop_duplicates(["_source", "id"])
    return long.merge(indicators, left_on=["_source", "indicator"], right_on=["_source", "id"])


def _no_value(tables: Tables) -> "pd.DataFrame":
    indicators = tables["indicators"]
    measured = _measured(tables)
    known = set(zip(measured["_source"], measured["id"], strict=True))
    wanted = indicators[(indicators["kind"] == "number") & (indicators["state"] == "measured")]
    missing = [key not in known for key in zip(wanted["_source"], wanted["id"], strict=True)]
    return wanted[missing][[]]


def _percent_scale(tables: Tables) -> "pd.DataFrame":
    values = _numbers(_measured(tables))
    values = values[values["unit"].astype(str).str.strip().isin(["%", "procent", "per cent", "percent"])]
    by_indicator = values.groupby(["_source", "id"])["value"]
    tiny = (by_indicator.transform("max") < 1) & (values["value"] > 0)
    broken = values[tiny | (values["value"] > 100)].sort_values("_index", kind="stable")
    broken = broken.drop_duplicates(["_source", "id"])
    return broken.assign(
        variant=broken["value"].map(lambda value: "over" if value > 100 else ""),
        suggestion=broken["value"].map(lambda value: _decimal(value * 100)),
        value=broken["value"].map(_decimal),
        indicator=broken["name"],
    ).set_index("_index")[["blames", "indicator", "value", "suggestion", "variant"]]


def _numbers(measured: "pd.DataFrame") -> "pd.DataFrame":
    coded = measured["value"].map(lambda value: isinstance(value, Missing)).astype(bool)
    numbers = measured[~coded]
    return numbers.assign(value=numbers["value"].astype(float))


def _decimal(value: float) -> Text:
    words = f"{value:.10g}"
    return Text(words.replace(".", ","), words)


def _small_value(tables: Tables) -> "pd.DataFrame":
    values = _numbers(_measured(tables))
    persons = values["unit"].astype(str).str.strip().str.casefold().isin(PERSONS)
    one_region = ~values["blames"].isin(["value_whole", "value_nation"])
    few = (values["value"] >= 1) & (values["value"] < FEWEST_PERSONS) & (values["value"] % 1 == 0)
    broken = values[persons & one_region & few]
    return broken.assign(
        variant=broken["value"].map(lambda value: "one" if value == 1 else ""), value=broken["value"].map(_decimal)
    ).set_index("_index")[["blames", "value", "variant"]]


def _other_year(tables: Tables) -> "pd.DataFrame":
    """Plans that have most of their dates in one year before their own."""
    plan = tables["plan"].drop_duplicates("_source")
    dates = _dated(tables)
    first = _years(tables).dropna().map(lambda span: span.first)
    dates = dates.assign(first=dates["_source"].map(first))
    dates = dates[dates["first"].notna()]
    in_each = dates.groupby(["_source", "year", "first"]).size().rename("n").reset_index()
    in_each = in_each.assign(all=in_each.groupby("_source")["n"].transform("sum"))
    many = (in_each["n"] >= FEWEST_OLD_DATES) & (in_each["n"] * 2 > in_each["all"])
    old = in_each[many & (in_each["year"] < in_each["first"])].set_index("_source")
    found = plan[plan["_source"].isin(old.index)]
    return found[["year"]].assign(n=found["_source"].map(old["n"]), other_year=found["_source"].map(old["year"]))


def _dated(tables: Tables) -> "pd.DataFrame":
    """The year of every date among areas and activities, with its plan."""
    places = [("areas", "due"), ("activities", "start"), ("activities", "due"), ("activities", "schedule")]
    years = [
        (source, value.year)
        for sheet, column in places
        for source, value in zip(tables[sheet]["_source"], tables[sheet][column].map(_last_day), strict=True)
        if value is not None and value == value
    ]
    frame: pd.DataFrame = type(tables["plan"])(years, columns=["_source", "year"])
    return frame


def _last_day(value: object) -> object:
    return value.last if isinstance(value, Span) else value


def rules(members: Sequence[Member]) -> tuple[Rule, ...]:
    """The rules of a plan whose measurements have a column for each of these member regions."""
    values = [f"measurements.value_{series}" for series in (*(member.code for member in members), "whole", "nation")]
    return (
        Rule(name="date.order", sheet="activities", reads=("start", "due"), blames="due", broken=_activity_dates),
        Rule(name="date.order", sheet="calendar", reads=("start", "end"), blames="end", broken=_calendar_dates),
        Rule(
            name="responsible.blank",
            sheet="areas",
            reads=(
                "responsible",
                "status",
                "number",
                "activities.area",
                "activities.responsible",
                "activities.assigned_to",
            ),
            blames="responsible",
            broken=_no_responsible,
        ),
        Rule(
            name="time.blank",
            sheet="areas",
            reads=("due", "status", "number", "activities.area", "activities.schedule", "activities.due"),
            blames="due",
            broken=_no_time,
        ),
        Rule(
            name="area.closed_with_open",
            sheet="areas",
            reads=("status", "number", "activities.area", "activities.status"),
            blames="status",
            broken=_closed_with_open,
        ),
        Rule(
            name="area.better_than_activity",
            sheet="areas",
            reads=("status", "number", "activities.area"),
            blames="status",
            broken=_better_than_activity,
        ),
        Rule(
            name="area.no_activity",
            sheet="areas",
            reads=("number", "status", "activities.area"),
            blames="number",
            broken=_no_activity,
        ),
        Rule(
            name="indicator.no_value",
            sheet="indicators",
            reads=("id", "kind", "state", "measurements.indicator", *values),
            blames="state",
            broken=_no_value,
        ),
        Rule(
            name="percent.scale",
            sheet="measurements",
            reads=("indicator", "indicators.unit"),
            blames="value_whole",
            broken=_percent_scale,
        ),
        Rule(
            name="value.small",
            sheet="measurements",
            reads=("indicator", "indicators.unit"),
            blames="value_whole",
            broken=_small_value,
        ),
        Rule(name="year.other", sheet="plan", reads=("year",), blames="year", broken=_other_year),
    )
