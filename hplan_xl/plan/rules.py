"""The plan's own rules, each with its grade, its sentences and where it is looked for (plan.md, "Rules").

First the checks across columns and sheets: each takes the frames of all plans and gives the rows that break it, with
the facts its sentence is filled with; see `RuleCheck`. pandas comes in with the frames, so that describing the plan
does not load it. Then the rules themselves; what holds for any book stands in `book.common_rules`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from hplan_xl.book.common_rules import BLANK_RULES, CELL_RULES, WORKBOOK_RULES
from hplan_xl.book.findings import Rule, RuleCheck, Sentence, Severity, Tables
from hplan_xl.book.text import Text, clean_text, join_texts, neutral_text, quote_words, says_nothing
from hplan_xl.book.values import (
    MONTHS,
    MissingValue,
    TimePeriod,
    TimeSpan,
    YearSpan,
    counts_anything,
    counts_percent,
    counts_persons,
)
from hplan_xl.register.catalogue import HealthcareRegion, Member
from hplan_xl.register.name_search import Recipients

if TYPE_CHECKING:
    import pandas as pd

OPEN_STATUSES = ("not_started", "on_plan", "minor", "serious")
# Fewer persons than this in one region may be recognised.
FEWEST_PERSONS = 5
FEWEST_OLD_DATES = 3
# A day so many years after the plan's is rather a slip than a plan.
FARTHEST_YEARS = 10
MOST_NAMED = 3
LONGEST_NAME = 20
# 2025-03-14, 20250314, 14/3 2025, 14 mars 2025
_DAY = re.compile(
    r"\b(?:(20\d\d)(?:-(\d\d)-|(\d\d))(\d\d)|(\d{1,2})[/ ](\d{1,2}|[a-z]{3,9})[ -](20\d\d))\b", re.IGNORECASE
)


def _dates_in_order(sheet: str, first: str, last: str, tables: Tables) -> "pd.DataFrame":
    frame = tables[sheet]
    both = frame[frame[first].notna() & frame[last].notna()]
    broken = both[both[first] > both[last]]
    return broken[[first, last]]


def _dated_far_ahead(sheet: str, column: str, tables: Tables) -> "pd.DataFrame":
    """The rows of a sheet with a day more than so many years after those of their plan."""
    rows, years = tables[sheet], _years(tables)
    pairs = zip(rows["_source"].map(years), rows[column], strict=True)
    far = [
        isinstance(span, YearSpan) and isinstance(day, date) and day.year > span.last + FARTHEST_YEARS
        for span, day in pairs
    ]
    found = rows.loc[far, ["_source", column]].rename(columns={column: "value"})
    return found.assign(year=found["_source"].map(years))[["value", "year"]]


def _calendar_dates(tables: Tables) -> "pd.DataFrame":
    return _dates_in_order("calendar", "start", "end", tables).assign(variant="end")


def _limits_exchanged(tables: Tables) -> "pd.DataFrame":
    rows = tables["indicators"]
    broken = rows[(rows["direction"] == "within") & (rows["target_high"] < rows["target"])]
    return broken[["target", "target_high"]].map(_decimal).rename(columns={"target_high": "high"})


def _with_areas(activities: "pd.DataFrame", areas: "pd.DataFrame") -> "pd.DataFrame":
    """The activities that have an area among these, each with the index of the area's row (`_area`).

    Where a number stands twice, an activity stands once with each: it may be of either.
    """
    known = areas.loc[areas["number"].notna(), ["_source", "number"]]
    known = known.assign(_area=known.index).rename(columns={"number": "area"})
    return activities.merge(known, on=["_source", "area"], how="inner")


def _with_sure_areas(tables: Tables) -> "pd.DataFrame":
    """The activities as `_with_areas` has them, but for those of a number that stands twice."""
    areas = tables["areas"]
    return _with_areas(tables["activities"], areas.drop_duplicates(["_source", "number"], keep=False))


def _filled(frame: "pd.DataFrame", columns: Sequence[str]) -> "pd.Series[Any]":
    """Whether any of some cells of a row is filled, be it understood or not."""
    unread = frame["_unread"].map(lambda names: not names.isdisjoint(columns)).astype(bool)
    return frame[list(columns)].notna().any(axis=1) | unread


def _answered(frame: "pd.DataFrame", columns: Sequence[str]) -> "pd.Series[Any]":
    """Whether any of some cells of a row says something, be it understood or not; "ej utsett" does not."""
    said = frame.assign(**{name: frame[name].where(frame[name].map(_says_something).astype(bool)) for name in columns})
    return _filled(said, columns)


def _says_something(value: object) -> bool:
    return not says_nothing(value.words if isinstance(value, TimeSpan) else str(value))


def _with_none(areas: "pd.DataFrame", activities: "pd.DataFrame") -> "pd.Series[Any]":
    """Whether none of these activities is, or may be, of an area."""
    reached = areas.index.isin(_with_areas(activities, areas)["_area"])
    return ~areas["_source"].isin(activities.loc[activities["area"].isna(), "_source"]) & ~reached


def _no_responsible(tables: Tables) -> "pd.DataFrame":
    areas, activities = _open(tables["areas"]), tables["activities"]
    led = activities[_answered(activities, ("responsible", "assigned_to"))]
    return areas.loc[~_answered(areas, ("responsible",)) & _with_none(areas, led), []]


def _no_time(tables: Tables) -> "pd.DataFrame":
    areas, activities = _open(tables["areas"]), tables["activities"]
    timed = activities[_answered(activities, ("schedule", "due"))]
    return areas.loc[areas["due"].isna() & _with_none(areas, timed), []]


def _open(areas: "pd.DataFrame") -> "pd.DataFrame":
    """The areas that are not told to be closed."""
    return areas[areas["status"] != "closed"]


def _years(tables: Tables) -> "pd.Series[Any]":
    plan = tables["plan"].drop_duplicates("_source").set_index("_source")
    return plan["year"]


def _closed_with_open(tables: Tables) -> "pd.DataFrame":
    closed = tables["areas"].index[tables["areas"]["status"] == "closed"]
    activities = _with_sure_areas(tables)
    still = activities[activities["_area"].isin(closed) & activities["status"].isin(OPEN_STATUSES)]
    told = still.assign(name=_names(still)).groupby("_area")["name"].agg(list)
    facts = told.to_frame("list")
    return facts.assign(
        n=told.map(len), variant=told.map(lambda names: "one" if len(names) == 1 else ""), list=told.map(_join_names)
    )


def _join_names(names: Sequence[Text]) -> Text:
    more = Text(" med flera", " and others") if len(names) > MOST_NAMED else Text("", "")
    return join_texts([join_texts(names[:MOST_NAMED], ", "), more], "")


def _names(activities: "pd.DataFrame") -> list[Any]:
    """The number of each activity, else the beginning of its title in quotation marks, else its row."""
    return [_name(*one) for one in zip(*(activities[name] for name in ("number", "title", "_row")), strict=True)]


def _name(number: object, title: object, row: int) -> Text:
    if isinstance(number, str):
        return neutral_text(number)
    line = clean_text(title) if isinstance(title, str) else ""
    cut = line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…"
    return quote_words(cut) if cut else Text(f"(rad {row})", f"(row {row})")


def _better_than_activity(tables: Tables) -> "pd.DataFrame":
    areas, activities = tables["areas"], _with_sure_areas(tables)
    good = areas.index[areas["status"] == "on_plan"]
    red = activities[activities["_area"].isin(good) & (activities["status"] == "serious")]
    return red.assign(activity=_names(red)).drop_duplicates("_area").set_index("_area")[["activity"]]


def _no_activity(tables: Tables) -> "pd.DataFrame":
    areas = _open(tables["areas"])
    return areas.loc[areas["number"].notna() & _with_none(areas, tables["activities"]), ["number"]]


def _no_promise(region: str, promises: tuple[str, ...], tables: Tables) -> "pd.DataFrame":
    """The areas of a healthcare region's plans that serve none of its promises."""
    areas, plan = tables["areas"], tables["plan"]
    of_region = plan.loc[plan["healthcare_region"] == region, "_source"]
    return areas[areas[list(promises)].isna().all(axis=1) & areas["_source"].isin(of_region)][[]]


def _series(tables: Tables) -> list[str]:
    return [name for name in tables["measurements"].columns if str(name).startswith("value_")]


def _measured_numbers(tables: Tables, is_counted: Callable[[str], bool]) -> "pd.DataFrame":
    """One row a measured number: the index of its row (`_index`), its column (`blames`), value, unit and indicator.

    is_counted: whether a unit is one whose numbers are wanted.
    """
    indicators = tables["indicators"][["_source", "id", "name", "unit"]].drop_duplicates(["_source", "id", "unit"])
    indicators = indicators.drop_duplicates(["_source", "id"], keep=False)  # which of two units is meant is not known
    indicators = indicators[indicators["unit"].map(lambda unit: is_counted(str(unit))).astype(bool)]
    rows = tables["measurements"]
    rows = rows[rows["indicator"].isin(indicators["id"].dropna())]
    long = rows.reset_index(names="_index").melt(
        id_vars=["_index", "_source", "indicator"], value_vars=_series(tables), var_name="blames", value_name="value"
    )
    told = long[long["value"].notna()]
    coded = told["value"].map(lambda value: isinstance(value, MissingValue)).astype(bool)
    numbers = told[~coded]
    numbers = numbers.assign(value=numbers["value"].astype(float))
    return numbers.merge(indicators, left_on=["_source", "indicator"], right_on=["_source", "id"])


def _no_value(tables: Tables) -> "pd.DataFrame":
    indicators, rows = tables["indicators"], tables["measurements"]
    measured = rows[_filled(rows, _series(tables))]
    known = set(zip(measured["_source"], measured["indicator"], strict=True))
    astray = measured.loc[measured["indicator"].isna(), "_source"]
    wanted = indicators[(indicators["kind"] == "number") & (indicators["state"] == "measured")]
    wanted = wanted[~wanted["_source"].isin(astray)]
    missing = [key not in known for key in zip(wanted["_source"], wanted["id"], strict=True)]
    return wanted[missing][[]]


def _percent_scale(tables: Tables) -> "pd.DataFrame":
    values = _measured_numbers(tables, counts_percent)
    largest = values.groupby(["_source", "id"])["value"].transform("max")
    tiny = (largest < 1) & (values["value"] > 0)
    beside = (values["value"] < 1) & _are_shares(values)
    broken = values[tiny | beside | (values["value"] > 100)].sort_values("_index", kind="stable")
    broken = broken.drop_duplicates(["_source", "id"])
    return _tell_scale(broken.assign(variant=broken["value"].map(lambda value: "over" if value > 100 else "")))


def _tell_scale(broken: "pd.DataFrame") -> "pd.DataFrame":
    """The facts of values that are on the wrong scale, with what each would be in per cent."""
    return broken.assign(
        suggestion=broken["value"].map(lambda value: _decimal(value * 100)),
        value=broken["value"].map(_decimal),
        indicator=broken["name"].fillna(broken["id"]),
    ).set_index("_index")[["blames", "indicator", "value", "suggestion", "variant"]]


def _percent_scale_of_goals(tables: Tables) -> "pd.DataFrame":
    """The targets and baselines that are shares beside measured values in per cent."""
    values = _measured_numbers(tables, counts_percent)
    measured = values.groupby(["_source", "id"])["value"].agg(["min", "max"])
    rows = tables["indicators"].drop_duplicates(["_source", "id"], keep=False)
    rows = rows[rows["unit"].map(lambda unit: counts_percent(str(unit))).astype(bool)]
    goals = rows.reset_index(names="_index").melt(
        id_vars=["_index", "_source", "id", "name"], value_vars=_GOALS, var_name="blames", value_name="value"
    )
    goals = goals[goals["value"].notna()].join(measured, on=["_source", "id"], how="inner")
    goal = goals["value"].astype(float)
    is_share = (goal < 1) & (goal * 10 < goals["min"])
    broken = goals[is_share & (goal * 100 >= goals["min"] / 2) & (goal * 100 <= goals["max"] * 2)]
    return _tell_scale(broken.drop_duplicates(["_source", "id"]).assign(variant="goal"))


_GOALS = ["target", "target_high", "baseline"]


def _are_shares(measured: "pd.DataFrame") -> "pd.Series[bool]":
    """Whether a value is far from the others of its indicator, and would stand among them were it a hundredfold."""
    values = measured["value"]
    of_indicator = values.where(values > 1).groupby([measured["_source"], measured["id"]])
    least, most = of_indicator.transform("min"), of_indicator.transform("max")
    return (values * 10 < least) & (values * 100 >= least / 2) & (values * 100 <= most * 2)


def _decimal(value: float) -> Text:
    words = f"{float(f'{value:.10g}'):.15g}"  # 57 for 0.57 * 100, and 20000000000 for 2e10
    return Text(words.replace(".", ","), words)


def _small_value(tables: Tables) -> "pd.DataFrame":
    """Values of so few; where the unit does not say that persons are counted, that is asked."""
    values = _measured_numbers(tables, lambda unit: counts_persons(unit) or counts_anything(unit))
    one_region = ~values["blames"].isin(["value_whole", "value_nation"])
    few = (values["value"] >= 1) & (values["value"] < FEWEST_PERSONS) & (values["value"] % 1 == 0)
    broken = values[one_region & few]
    variants = [
        ("one" if value == 1 else "") if counts_persons(str(unit)) else "anything"
        for value, unit in zip(broken["value"], broken["unit"], strict=True)
    ]
    return broken.assign(
        variant=variants, value=broken["value"].map(_decimal), indicator=broken["name"].fillna(broken["id"])
    ).set_index("_index")[["blames", "indicator", "value", "variant"]]


def _other_year(tables: Tables) -> "pd.DataFrame":
    """Plans that have most of their dates in one year before their own."""
    plan = tables["plan"].drop_duplicates("_source")
    dates = _dated_rows(tables)
    first = _years(tables).dropna().map(lambda span: span.first)
    dates = dates.assign(first=dates["_source"].map(first))
    dates = dates[dates["first"].notna()]
    in_each = dates.groupby(["_source", "year", "first"]).size().rename("n").reset_index()
    in_each = in_each.assign(all=in_each.groupby("_source")["n"].transform("sum"))
    many = (in_each["n"] >= FEWEST_OLD_DATES) & (in_each["n"] * 2 > in_each["all"])
    old = in_each[many & (in_each["year"] < in_each["first"])].set_index("_source")
    found = plan[plan["_source"].isin(old.index)]
    return found[["year"]].assign(n=found["_source"].map(old["n"]), other_year=found["_source"].map(old["year"]))


def _dated_rows(tables: Tables) -> "pd.DataFrame":
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
    return value.last if isinstance(value, TimeSpan) else value


# What stands in a usual plan.
_ROW = Text("”Minska variationen i väntetid till MR”", "“Minska variationen i väntetid till MR”")
_INDICATOR = Text("”Andel svar inom sju dagar”", "“Andel svar inom sju dagar”")


def _told_years(plan: "pd.DataFrame") -> "pd.DataFrame":
    return plan[plan["year"].notna()]


def _as_of_far(tables: Tables) -> "pd.DataFrame":
    """The plans whose status is more than a year outside their years."""
    plan = _told_years(tables["plan"])
    dated = plan[plan["as_of"].notna()]
    pairs = zip(dated["as_of"], dated["year"], strict=True)
    far = [not span.first - 1 <= day.year <= span.last + 1 for day, span in pairs]
    return dated.loc[far, ["year", "as_of"]]


def _measured_later(tables: Tables) -> "pd.DataFrame":
    """The measurements of periods that begin after the day of the plan's status, where that may be right."""
    plan, far = tables["plan"].drop_duplicates("_source"), _as_of_far(tables)
    told = plan[plan["as_of"].notna() & ~plan.index.isin(far.index)]
    days = dict(zip(told["_source"], told["as_of"], strict=True))
    rows = tables["measurements"]
    later = [
        isinstance(period, TimePeriod) and source in days and period.begins_after(days[source])
        for source, period in zip(rows["_source"], rows["period"], strict=True)
    ]
    found = rows[later]
    return found[["period"]].assign(as_of=found["_source"].map(days))


def _too_early(span: YearSpan) -> date:
    """A plan that was adopted before this day was adopted for earlier years."""
    return date(span.first - 1, 7, 1)


def _decided_before(tables: Tables) -> "pd.DataFrame":
    plan = _told_years(tables["plan"])
    dated = plan[plan["decided_on"].notna()]
    early = [day < _too_early(span) for day, span in zip(dated["decided_on"], dated["year"], strict=True)]
    return dated.loc[early, ["year", "decided_on"]].rename(columns={"decided_on": "decided"})


def _adopted_before(tables: Tables) -> "pd.DataFrame":
    """The adopted plans without a day of adoption, but with an early one in the words that say by whom."""
    plan = _told_years(tables["plan"])
    plan = plan[plan["decided_on"].isna() & plan["document_status"].isin(("adopted", "published"))]
    days = plan["decided_by"].map(_day_in)
    early = [
        day is not None and day < _too_early(span)
        for day, span in zip(days.tolist(), plan["year"].tolist(), strict=True)
    ]
    return plan.assign(decided=days).loc[early, ["year", "decided"]]


def _day_in(words: object) -> date | None:
    match = _DAY.search(str(words or ""))
    if match is None:
        return None
    told = [part for part in match.groups() if part]
    year, month, day = told if match.group(1) else reversed(told)
    try:
        return date(int(year), int(MONTHS.get(month[:3].casefold(), month)), int(day))
    except ValueError:
        return None


def _unknown_councils(recipients: Mapping[str, Recipients], tables: Tables) -> "pd.DataFrame":
    plan = tables["plan"]
    told = plan[plan["council"].notna() & plan["healthcare_region"].isin(list(recipients))]
    facts = {
        index: _unknown_council(str(words), recipients[region])
        for index, region, words in zip(told.index, told["healthcare_region"], told["council"], strict=True)
    }
    found = {index: unknown for index, unknown in facts.items() if unknown}
    names = ("value", "variant", "suggestion", "councils")
    return told.loc[list(found), []].assign(**{name: [one[name] for one in found.values()] for name in names})


def _unknown_council(words: str, recipients: Recipients) -> dict[str, Any]:
    """The facts of the first name among the words that is no council; {} where all are."""
    unknown = recipients.list_unknown(recipients.read_names(words))
    if not unknown:
        return {}
    near = recipients.find_nearest_council(unknown[0])
    councils = Text(
        ", ".join(f"”{name}”" for name in recipients.councils),
        ", ".join(f"“{name}”" for name in recipients.councils),
    )
    return {"value": unknown[0], "variant": "near" if near else "", "suggestion": near, "councils": councils}


DATE_ORDER = Rule(
    name="date.order",
    severity=Severity.ERROR,
    sentence=Sentence(
        "”{due_title}” ({due}) ligger före ”{start_title}” ({start}). Vilket datum ska ändras?",
        "“{due_title}” ({due}) comes before “{start_title}” ({start}). Which date is to be changed?",
        {
            "due_title": Text("Klart senast", "Due"),
            "due": "2026-03-01",
            "start_title": Text("Start", "Start"),
            "start": "2026-06-30",
        },
    ),
    variants={
        "end": Sentence(
            "”{end_title}” ({end}) ligger före ”{start_title}” ({start}). Vilket datum ska ändras?",
            "“{end_title}” ({end}) comes before “{start_title}” ({start}). Which date is to be changed?",
            {
                "end_title": Text("Till", "To"),
                "end": "2026-03-01",
                "start_title": Text("Från", "From"),
                "start": "2026-06-30",
            },
        )
    },
    checks=(
        RuleCheck(
            sheet="activities",
            reads=("start", "due"),
            blames="due",
            find_broken=partial(_dates_in_order, "activities", "start", "due"),
        ),
        RuleCheck(sheet="calendar", reads=("start", "end"), blames="end", find_broken=_calendar_dates),
    ),
)

DATE_FAR = Rule(
    name="date.far",
    severity=Severity.HINT,
    sentence=Sentence(
        "”{column}” är {value}, men planen gäller {year}. Kontrollera gärna året.",
        "“{column}” is {value}, but the plan is for {year}. Do check the year.",
        {"column": Text("Klart senast", "Due"), "value": "2062-03-01", "year": 2026},
    ),
    checks=tuple(
        RuleCheck(
            sheet=sheet,
            reads=(column, "plan.year"),
            blames=column,
            find_broken=partial(_dated_far_ahead, sheet, column),
        )
        for sheet, column in (("areas", "due"), ("activities", "start"), ("activities", "due"))
    ),
)

DIRECTION_OTHER = Rule(
    name="direction.other",
    severity=Severity.WARNING,
    sentence=Sentence(
        "{row} har målet ”{value}”, men under ”{other_column}” står ”{choice}”. Vilket stämmer?",
        "{row} has the target “{value}”, but “{other_column}” says “{choice}”. Which is right?",
        {
            "row": _INDICATOR,
            "value": Text("högst 5", "at most 5"),
            "other_column": Text("Riktning", "Direction"),
            "choice": Text("Högre är bättre", "Higher is better"),
        },
    ),
)

TARGET_ORDER = Rule(
    name="target.order",
    severity=Severity.WARNING,
    sentence=Sentence(
        "{row} har ”{column}” {high}, som är lägre än målvärdet {target}. Vilket tal ska ändras?",
        "{row} has “{column}” {high}, which is lower than the target {target}. Which number is to be changed?",
        {
            "row": _INDICATOR,
            "column": Text("Målvärde, övre gräns", "Target, upper limit"),
            "high": "60",
            "target": "80",
        },
    ),
    checks=(
        RuleCheck(
            sheet="indicators",
            reads=("direction", "target", "target_high"),
            blames="target_high",
            find_broken=_limits_exchanged,
        ),
    ),
)

DIRECTION_BLANK = Rule(
    name="direction.blank",
    severity=Severity.ERROR,
    sentence=Sentence(
        "{row} har ett målvärde. Välj under ”{column}” om högre eller lägre är bättre.",
        "{row} has a target. Choose under “{column}” whether higher or lower is better.",
        {"row": _INDICATOR, "column": Text("Riktning", "Direction")},
    ),
)

GROUP_UNKNOWN = Rule(
    name="group.unknown",
    severity=Severity.WARNING,
    sentence=Sentence(
        "”{value}” finns inte bland grupperna i registret. Namnet används som det står.",
        "“{value}” is not among the groups of the register. The name is used as it stands.",
        {"value": "RPO Medicinsk diagnostik och radiologi"},
        while_typing=Text(
            "Välj gruppen i listan. Finns den inte där? Namnet används som det står.",
            "Choose the group from the list. Is it not there? The name is used as it stands.",
        ),
    ),
    variants={
        "near": Sentence(
            "”{value}” finns inte bland grupperna i registret. Menar ni {suggestions}?",
            "“{value}” is not among the groups of the register. Do you mean {suggestions}?",
            {
                "value": "RPO Medicinsk diagnostk",
                "suggestions": Text("”RPO Medicinsk diagnostik”", "“RPO Medicinsk diagnostik”"),
            },
        )
    },
)

STATUS_WHY = Rule(
    name="status.why",
    severity=Severity.WARNING,
    sentence=Sentence(
        "{row} har ”{status}”. Skriv kort varför.",
        "{row} has “{status}”. Say briefly why.",
        {"row": _ROW, "status": Text("Mindre problem", "Minor problems")},
    ),
)

STATUS_NEEDS = Rule(
    name="status.needs",
    severity=Severity.WARNING,
    sentence=Sentence(
        "{row} har allvarliga problem. Vad behöver ni, och av vem, för att komma vidare?",
        "{row} has serious problems. What do you need, and from whom, to move on?",
        {"row": _ROW},
    ),
)

CLOSING_REASON = Rule(
    name="closing.reason",
    severity=Severity.WARNING,
    sentence=Sentence(
        "{row} är ”Avslutad”. Välj varför under ”{column}”: ”Genomförd”, ”Utgår” eller ”Överförd till annat”.",
        "{row} is “Closed”. Choose why under “{column}”: “Carried out”, “Dropped” or “Handed on”.",
        {"row": _ROW, "column": Text("Avslutningsorsak", "Reason for closing")},
    ),
)

RESPONSIBLE_BLANK = Rule(
    name="responsible.blank",
    severity=Severity.WARNING,
    sentence=Sentence(
        "Skriv vem som håller i {row}. En funktion eller grupp räcker, t.ex. ”RAG patologi”.",
        "Say who leads {row}. A role or a group is enough, e.g. “RAG pathology”.",
        {"row": _ROW},
    ),
    checks=(
        RuleCheck(
            sheet="areas",
            reads=(
                "responsible",
                "areas.status",
                "areas.number",
                "activities.area",
                "activities.responsible",
                "activities.assigned_to",
            ),
            blames="responsible",
            find_broken=_no_responsible,
        ),
    ),
)

TIME_BLANK = Rule(
    name="time.blank",
    severity=Severity.WARNING,
    sentence=Sentence(
        "Skriv när {row} ska vara klart: ett datum här, eller ”Q2” eller ”löpande” vid någon av aktiviteterna.",
        "Say when {row} is to be done: a date here, or “Q2” or “continuous” at one of the activities.",
        {"row": _ROW},
    ),
    checks=(
        RuleCheck(
            sheet="areas",
            reads=("due", "areas.status", "areas.number", "activities.area", "activities.schedule", "activities.due"),
            blames="due",
            find_broken=_no_time,
        ),
    ),
)

AREA_CLOSED_WITH_OPEN = Rule(
    name="area.closed_with_open",
    severity=Severity.WARNING,
    sentence=Sentence(
        "Området är ”Avslutad”, men {n} aktiviteter är öppna: {list}. Avsluta eller flytta dem.",
        "The area is “Closed”, but {n} activities are open: {list}. Close or move them.",
        {
            "n": 4,
            "list": Text(
                "”Ta fram gemensam v…”, ”Ta fram gemensam v…”, ”Ta fram gemensam v…” med flera",
                "“Ta fram gemensam v…”, “Ta fram gemensam v…”, “Ta fram gemensam v…” and others",
            ),
        },
    ),
    variants={
        "one": Sentence(
            "Området är ”Avslutad”, men aktivitet {list} är öppen. Avsluta den, eller flytta den till annat område.",
            "The area is “Closed”, but activity {list} is open. Close it, or move it to another area.",
            {"list": Text("”Ta fram gemensam v…”", "“Ta fram gemensam v…”")},
        )
    },
    checks=(
        RuleCheck(
            sheet="areas",
            reads=("status", "areas.number", "activities.area", "activities.status"),
            blames="status",
            find_broken=_closed_with_open,
        ),
    ),
)

INDICATOR_NO_VALUE = Rule(
    name="indicator.no_value",
    severity=Severity.WARNING,
    sentence=Sentence(
        "{row} mäts, men saknar värde på fliken Mätvärden. "
        "Fyll i det senaste, eller ändra ”Läge” till ”Under utveckling”.",
        "{row} is measured, but has no value on the sheet Measurements. "
        "Enter the latest, or change “State” to “Under development”.",
        {"row": _INDICATOR},
    ),
)

PERCENT_SCALE = Rule(
    name="percent.scale",
    severity=Severity.WARNING,
    sentence=Sentence(
        "”{indicator}” mäts i procent men har värdet {value}. Menar ni {suggestion} %?",
        "“{indicator}” is measured in per cent but has the value {value}. Do you mean {suggestion} %?",
        {"indicator": "Andel svar inom sju dagar", "value": Text("0,85", "0.85"), "suggestion": "85"},
    ),
    variants={
        "over": Sentence(
            "”{indicator}” mäts i procent men har värdet {value}. Kan det vara över 100?",
            "“{indicator}” is measured in per cent but has the value {value}. Can it be over 100?",
            {"indicator": "Andel svar inom sju dagar", "value": "850"},
        ),
        "goal": Sentence(
            "”{indicator}” mäts i procent men här står {value}. Menar ni {suggestion} %?",
            "“{indicator}” is measured in per cent but {value} stands here. Do you mean {suggestion} %?",
            {"indicator": "Andel svar inom sju dagar", "value": Text("0,85", "0.85"), "suggestion": "85"},
        ),
    },
    checks=(
        RuleCheck(
            sheet="measurements",
            reads=("indicator", "indicators.unit"),
            blames="value_whole",
            find_broken=_percent_scale,
        ),
        RuleCheck(
            sheet="indicators",
            reads=("unit", "measurements.indicator"),
            blames="target",
            find_broken=_percent_scale_of_goals,
        ),
    ),
)

PROMISE_NONE = Rule(
    name="promise.none",
    severity=Severity.HINT,
    sentence=Sentence(
        "Inget patientlöfte är kryssat för {row}. Bidrar området till något av dem?",
        "No patient promise is ticked for {row}. Does the area serve one of them?",
        {"row": _ROW},
    ),
)

AREA_NO_ACTIVITY = Rule(
    name="area.no_activity",
    severity=Severity.HINT,
    sentence=Sentence(
        "Område {number}, {row}, har ingen aktivitet än. Är det meningen? Skriv i så fall när aktiviteterna bestäms.",
        "Area {number}, {row}, has no activity yet. Is that intended? If so, say when the activities will be decided.",
        {"number": 3, "row": _ROW},
    ),
    checks=(
        RuleCheck(
            sheet="areas",
            reads=("number", "areas.status", "activities.area"),
            blames="number",
            find_broken=_no_activity,
        ),
    ),
)

AREA_BETTER_THAN_ACTIVITY = Rule(
    name="area.better_than_activity",
    severity=Severity.HINT,
    sentence=Sentence(
        "Området är ”Enligt plan”, men aktivitet {activity} har ”Allvarliga problem”. Stämmer bedömningen av området?",
        "The area is “On plan”, but activity {activity} has “Serious problems”. "
        "Does your judgement of the area still hold?",
        {"activity": Text("”Ta fram gemensam v…”", "“Ta fram gemensam v…”")},
    ),
    checks=(
        RuleCheck(
            sheet="areas",
            reads=("status", "areas.number", "activities.area", "activities.status"),
            blames="status",
            find_broken=_better_than_activity,
        ),
    ),
)

PERIOD_LATER = Rule(
    name="period.later",
    severity=Severity.WARNING,
    sentence=Sentence(
        "Perioden {period} börjar efter ”Status per den” ({as_of}). Är värdet ett mål, skriv det under ”Målvärde”.",
        "The period {period} begins after “Status as of” ({as_of}). If the value is a target, write it under “Target”.",
        {"period": "2030", "as_of": "2026-03-15"},
    ),
    checks=(
        RuleCheck(
            sheet="measurements",
            reads=("period", "plan.as_of", "plan.year"),
            blames="period",
            find_broken=_measured_later,
        ),
    ),
)

VALUE_SMALL = Rule(
    name="value.small",
    severity=Severity.HINT,
    sentence=Sentence(
        "{value} personer i en region kan gå att känna igen. Ska det stå ”..” (sekretess) i stället?",
        "{value} persons in one region might be recognised. Should it say “..” (confidential) instead?",
        {"value": "3"},
    ),
    variants={
        "one": Sentence(
            "1 person i en region kan gå att känna igen. Ska det stå ”..” (sekretess) i stället?",
            "1 person in one region might be recognised. Should it say “..” (confidential) instead?",
        ),
        "anything": Sentence(
            "Om ”{indicator}” räknar personer kan {value} i en region gå att känna igen. Ska det i så fall stå ”..” "
            "(sekretess)?",
            "If “{indicator}” counts persons, {value} in one region might be recognised. Should it then say “..” "
            "(confidential)?",
            {"indicator": "Antal i väntan på operation", "value": "3"},
        ),
    },
    checks=(
        RuleCheck(
            sheet="measurements", reads=("indicator", "indicators.unit"), blames="value_whole", find_broken=_small_value
        ),
    ),
)

YEAR_OTHER = Rule(
    name="year.other",
    severity=Severity.HINT,
    sentence=Sentence(
        "Planen gäller {year}, men {n} datum ligger i {other_year}. "
        "Är året rätt, eller står datumen kvar från förra planen?",
        "The plan is for {year}, but {n} dates lie in {other_year}. "
        "Is the year right, or are the dates left from the last plan?",
        {"year": 2026, "n": 12, "other_year": 2025},
    ),
    checks=(RuleCheck(sheet="plan", reads=("year",), blames="year", find_broken=_other_year),),
)


AS_OF_FAR = Rule(
    name="as_of.far",
    severity=Severity.WARNING,
    sentence=Sentence(
        "Planen gäller {year}, men statusen {as_of}. Stämmer dagen? Den räknas inte förrän den gör det.",
        "The plan is for {year}, but its status is as of {as_of}. Is the day right? Until it is, it does not count.",
        {"year": 2026, "as_of": "2035-03-15"},
    ),
    checks=(RuleCheck(sheet="plan", reads=("year", "as_of"), blames="as_of", find_broken=_as_of_far),),
)

DECIDED_BEFORE_PLAN = Rule(
    name="decided.before_plan",
    severity=Severity.WARNING,
    sentence=Sentence(
        "Planen gäller {year} men är fastställd {decided}. Står det kvar från en äldre plan?",
        "The plan is for {year} but was adopted on {decided}. Is that left from an older plan?",
        {"year": 2026, "decided": "2025-03-14"},
    ),
    checks=(
        RuleCheck(sheet="plan", reads=("year", "decided_on"), blames="decided_on", find_broken=_decided_before),
        RuleCheck(
            sheet="plan",
            reads=("year", "document_status", "decided_on", "decided_by"),
            blames="document_status",
            find_broken=_adopted_before,
        ),
    ),
)

COUNCIL_UNKNOWN = Rule(
    name="council.unknown",
    severity=Severity.WARNING,
    sentence=Sentence(
        "”{value}” finns inte bland registrets kunskapsråd, och räknas inte som ett. De som finns: {councils}.",
        "“{value}” is not among the councils of the register, and is not counted as one. They are: {councils}.",
        {
            "value": "Öppenvård",
            "councils": Text(
                "”Diagnostik och sinnen”, ”Hälsa och rehabilitering”",
                "“Diagnostik och sinnen”, “Hälsa och rehabilitering”",
            ),
        },
    ),
    variants={
        "near": Sentence(
            "”{value}” finns inte bland registrets kunskapsråd. Menar ni ”{suggestion}”?",
            "“{value}” is not among the councils of the register. Do you mean “{suggestion}”?",
            {"value": "Kirurgi och canser", "suggestion": "Kirurgi och cancer"},
        )
    },
)


def build_rules(
    regions: Sequence[HealthcareRegion], members: Sequence[Member], recipients: Mapping[str, Recipients]
) -> tuple[Rule, ...]:
    """Every rule of the plans of these healthcare regions, as they are told of.

    members: the member regions that measurements have a column for. recipients: what groups report to, by healthcare
    region.
    """
    return (
        *_promise_none(regions),
        *(AREA_NO_ACTIVITY, AREA_BETTER_THAN_ACTIVITY),
        *BLANK_RULES,
        GROUP_UNKNOWN,
        *CELL_RULES,
        *(DATE_ORDER, DATE_FAR, TARGET_ORDER, DIRECTION_BLANK, DIRECTION_OTHER),
        *(STATUS_WHY, STATUS_NEEDS, CLOSING_REASON, RESPONSIBLE_BLANK, TIME_BLANK),
        *(AREA_CLOSED_WITH_OPEN, _indicator_no_value(members), PERCENT_SCALE),
        *(PERIOD_LATER, VALUE_SMALL, YEAR_OTHER, AS_OF_FAR, DECIDED_BEFORE_PLAN, _council_unknown(recipients)),
        *WORKBOOK_RULES,
    )


def _council_unknown(recipients: Mapping[str, Recipients]) -> Rule:
    check = RuleCheck(
        sheet="plan",
        reads=("healthcare_region", "council"),
        blames="council",
        find_broken=partial(_unknown_councils, recipients),
    )
    return replace(COUNCIL_UNKNOWN, checks=(check,))


def _promise_none(regions: Sequence[HealthcareRegion]) -> tuple[Rule, ...]:
    """The rule, with a check for each region that promises something; none where no region does."""
    promised = [(region.name, tuple(promise.column for promise in region.promises)) for region in regions]
    checks = tuple(
        RuleCheck(sheet="areas", reads=columns, blames=columns[0], find_broken=partial(_no_promise, name, columns))
        for name, columns in promised
        if columns
    )
    return (replace(PROMISE_NONE, checks=checks),) if checks else ()


def _indicator_no_value(members: Sequence[Member]) -> Rule:
    values = [f"measurements.value_{series}" for series in (*(member.code for member in members), "whole", "nation")]
    reads = ("indicators.id", "kind", "state", "measurements.indicator", *values)
    check = RuleCheck(sheet="indicators", reads=reads, blames="state", find_broken=_no_value)
    return replace(INDICATOR_NO_VALUE, checks=(check,))
