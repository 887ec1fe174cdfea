"""Choose the files that are used: one year, and one file per plan (plan.md, "Two files for one plan")."""

import difflib
import hashlib
import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from hplan_xl.book.text import Text, normalize_text
from hplan_xl.book.values import YearSpan
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.interpretation.personal_data import remove_numbers
from hplan_xl.reading.submission import Submission, Table
from hplan_xl.register.catalogue import shorten_region, strip_kind
from hplan_xl.wording import file_sentences, renewal_sentences

# A group that is not named goes by its file; no typed text holds this sign.
_UNNAMED_GROUP = "\x1f"
_MISTYPED = 0.85  # names as like each other as this are one, mistyped


def group_name(plan: InterpretedPlan) -> str:
    """The name of the plan's group, or its file where it names none, so that it is neither lost nor mixed up.

    By the whole path of it: attachments from many groups often have one name. `group_title` says it to people.
    """
    return plan.identity.group or make_file_group(plan.submission.source)


def make_file_group(source: str) -> str:
    """The name that the group of a plan goes by that names none: its file."""
    return _UNNAMED_GROUP + source


def is_named_group(name: str) -> bool:
    """Whether a name from `group_name` is a group's own and not a file's."""
    return bool(name) and not name.startswith(_UNNAMED_GROUP)


def fold_group(name: str) -> str:
    """The form in which two spellings of a group's name are equal; the name of a file stays apart from every other."""
    return normalize_text(name) if is_named_group(name) else name


def group_title(name: str) -> Text:
    r"""A group's name as people see it.

    >>> [group_title(name).sv for name in ("RPO Hud", "\x1fin/plan.xlsx", "\x1f811218-9876.xlsx")]
    ['RPO Hud', 'Grupp saknas (plan.xlsx)', 'Grupp saknas ((personnummer borttaget).xlsx)']
    """
    if not name.startswith(_UNNAMED_GROUP):
        return Text(name, name)
    file = name.rsplit("/", 1)[-1].removeprefix(_UNNAMED_GROUP)
    return file_sentences.NO_GROUP.fill(file=remove_numbers(file))


def add_region(group: Text, region: Text, regions: Iterable[Text]) -> Text:
    """A group with its healthcare region in short, for where groups of several have one name.

    regions: the titles of all; where another has the same short name, the region is told in whole.

    >>> norra = Text("Norra sjukvårdsregionen", "Northern healthcare region")
    >>> [add_region(Text("RPO Hud", "RPO Hud"), norra, others).sv for others in ((), [Text("Norra", "Norra")])]
    ['RPO Hud (Norra)', 'RPO Hud (Norra sjukvårdsregionen)']
    """
    short = shorten_region(region)
    others = [shorten_region(one) for one in regions if one != region]
    if any(normalize_text(one.sv) == normalize_text(short.sv) or one.en == short.en for one in others):
        short = region
    return Text(f"{group.sv} ({short.sv})", f"{group.en} ({short.en})")


def remove_region(group: str, region: Text) -> str:
    """A group's name without the healthcare region that `add_region` put behind it, in short or in whole."""
    short = shorten_region(region)
    endings = (f" ({words})" for words in (region.sv, region.en, short.sv, short.en))
    return next((group.removesuffix(ending) for ending in endings if group.endswith(ending)), group)


def find_shared_names(plans: Iterable[InterpretedPlan]) -> frozenset[str]:
    """The names that groups of several healthcare regions have."""
    counts = Counter(group for group, _ in {(plan.identity.group, plan.identity.region) for plan in plans})
    return frozenset(group for group, count in counts.items() if group and count > 1)


def keep_names_apart(plans: Sequence[InterpretedPlan]) -> tuple[InterpretedPlan, ...]:
    """The plans, where an alias never makes one group of two names that the plans themselves hold apart.

    Plans that name their group in two ways, neither of them the register's own nor like the other, keep what was typed.
    """
    typed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for plan in plans:
        told = plan.identity
        typed[told.region, told.group].add(normalize_text(strip_kind(told.typed_group)))
    return tuple(_as_typed(plan, typed[plan.identity.region, plan.identity.group]) for plan in plans)


def _as_typed(plan: InterpretedPlan, names: Collection[str]) -> InterpretedPlan:
    told = plan.identity
    own, register_name = normalize_text(strip_kind(told.typed_group)), normalize_text(strip_kind(told.group))
    others = {name for name in names if name not in ("", own, register_name) and not _is_alike(name, own)}
    if not told.group or not others or own in ("", register_name):
        return plan
    return replace(plan, identity=replace(told, group=told.typed_group, read_as=told.group))


def _is_alike(one: str, other: str) -> bool:
    return one in other or other in one or difflib.SequenceMatcher(None, one, other).ratio() > _MISTYPED


@dataclass(frozen=True)
class PlanYears:
    """The years a plan is taken for, and why where it does not tell them; `reason` is None where it does."""

    span: YearSpan | None
    reason: Text | None = None


def assign_years(plans: Sequence[InterpretedPlan]) -> tuple[PlanYears, ...]:
    """Find the years of each plan: as given, else the year of its status, else the commonest of the plans' years."""
    common = find_commonest_year(plans)
    return tuple(_years(plan, common) for plan in plans)


def _years(plan: InterpretedPlan, common: int | None) -> PlanYears:
    told = plan.identity
    if told.years:
        return PlanYears(told.years)
    if told.as_of:
        year = told.as_of.year
        return PlanYears(YearSpan(year, year), file_sentences.YEAR_OF_STATUS.fill(year=year))
    if common is not None:
        return PlanYears(YearSpan(common, common), file_sentences.COMMONEST_YEAR.fill(year=common))
    return PlanYears(None, file_sentences.NO_YEAR)


def find_credible_day(plan: InterpretedPlan) -> date | None:
    """The plan's "Status per den", where its years are given and the day is at most a year outside them."""
    told = plan.identity
    return told.as_of if is_credible_day(told.as_of, told.years) else None


def is_credible_day(day: date | None, years: YearSpan | None) -> bool:
    """Whether a plan for these years can be as of that day: both are given, and it is at most a year outside them."""
    return day is not None and years is not None and day.year in range(years.first - 1, years.last + 2)


def find_commonest_year(plans: Sequence[InterpretedPlan]) -> int | None:
    """The year most of the plans are for, the later of equals; that of most statuses where no plan says.

    A plan for several years counts in each, an empty one only beside none that is delivered. None where there is
    nothing to go by.
    """
    told = [plan for plan in plans if plan.identity.years]
    told = [plan for plan in told if plan.identity.is_delivered] or told
    years = Counter(year for plan in told if plan.identity.years for year in plan.identity.years.years)
    years = years or Counter(plan.identity.as_of.year for plan in plans if plan.identity.as_of)
    return max(years, key=lambda year: (years[year], year), default=None)


@dataclass(frozen=True)
class _Whose:
    """The key that two files for one plan share."""

    region: str
    group: str
    years: object


def select_plans(
    plans: Sequence[InterpretedPlan], year: int | None, excluded: Collection[str]
) -> tuple[tuple[FileState, Text | None], ...]:
    """The state of each plan, and why it is not used; None for one that is.

    year: of the plans to use, None for every year. excluded: sources, or the names of files, to leave out.
    """
    states: dict[int, tuple[FileState, Text | None]] = {}
    rivals: dict[_Whose, list[int]] = defaultdict(list)
    for place, (plan, years) in enumerate(zip(plans, assign_years(plans), strict=True)):
        source, span = plan.submission.source, years.span
        if is_excluded(source, excluded):
            states[place] = (FileState.LEFT_OUT, file_sentences.FILE_EXCLUDED.fill(file=source))
        elif year is not None and span is not None and year not in span:
            states[place] = (FileState.LEFT_OUT, _other_year(source, years, year))
        else:
            rivals[_whose(plan, span if year is None else year)].append(place)
    for places in rivals.values():
        used = max(places, key=lambda place: _newness(plans[place]))
        states[used] = (FileState.READ, None)
        states |= {place: (FileState.SUPERSEDED, _why(plans[place], plans[used])) for place in places if place != used}
    return tuple(states[place] for place in range(len(plans)))


def select_latest_plans(
    plans: Sequence[InterpretedPlan], year: int | None
) -> tuple[int | None, tuple[tuple[FileState, Text | None], ...]]:
    """The year to plan for next, and the state of each plan: for each group the latest plan before that year is used.

    A plan for several years that the year is among counts as before it, where its first year is.
    year: None for the one after that which most groups' latest plans are for; the year given back is None where no plan
    tells any.
    """
    states = list(select_plans(plans, None, ()))
    spans = [years.span for years in assign_years(plans)]
    used = [place for place, (state, _) in enumerate(states) if state is FileState.READ]
    year = _find_following_year(plans, spans, used) if year is None else year
    groups: dict[_Whose, list[int]] = defaultdict(list)
    for place, span in enumerate(spans):
        if year is not None and span is not None and span.first >= year:
            reason = renewal_sentences.FOR_THE_YEAR_ALREADY.fill(
                file=plans[place].submission.source, years=span, year=year
            )
            states[place] = (FileState.LEFT_OUT, reason)
        else:
            groups[_whose(plans[place], None)].append(place)
    for places in groups.values():
        latest = max(places, key=lambda place: _lateness(plans[place], spans[place]))
        for place in places:
            if spans[place] != spans[latest]:  # of versions for the same years it is said already which is used
                states[place] = (FileState.SUPERSEDED, _why_earlier(plans, spans, place, latest))
    return year, tuple(states)


def _find_following_year(
    plans: Sequence[InterpretedPlan], spans: Sequence[YearSpan | None], used: Sequence[int]
) -> int | None:
    """The year after that which most groups' latest plans are for, the later of equals."""
    latest: dict[_Whose, int] = {}
    for place in used:
        whose = _whose(plans[place], None)
        latest[whose] = max(latest.get(whose, place), place, key=lambda one: _lateness(plans[one], spans[one]))
    years = Counter(year for place in latest.values() if (span := spans[place]) for year in span.years)
    common = max(years, key=lambda year: (years[year], year), default=None)
    return None if common is None else common + 1


def _lateness(plan: InterpretedPlan, span: YearSpan | None) -> tuple[object, ...]:
    """The later the greater, of plans of one group for whatever years; an empty plan comes after all others."""
    return (plan.identity.is_delivered, (span.last, span.first) if span else (0, 0), _newness(plan))


def _why_earlier(plans: Sequence[InterpretedPlan], spans: Sequence[YearSpan | None], place: int, latest: int) -> Text:
    return renewal_sentences.LATER_PLAN.fill(
        file=plans[place].submission.source,
        years=spans[place],
        later=spans[latest],
        other=plans[latest].submission.source,
    )


def is_excluded(source: str, excluded: Collection[str]) -> bool:
    """Whether a file is left out by hand, by its whole name or the last part of it."""
    name, words = fold_file_name(source), set(map(fold_file_name, excluded))
    return name in words or name.rsplit("/", 1)[-1] in words


def fold_file_name(name: str) -> str:
    """A file's name by which it is known again: Macs write å as two signs, and Windows parts folders by a backslash."""
    return unicodedata.normalize("NFC", name.replace(os.sep, "/")).removeprefix("./")


def _other_year(source: str, years: PlanYears, year: int) -> Text:
    if years.reason is None:
        return file_sentences.OTHER_YEAR.fill(file=source, year=years.span, merge_year=year)
    return file_sentences.TAKEN_FOR_OTHER_YEAR.fill(file=source, why=years.reason, merge_year=year)


def _whose(plan: InterpretedPlan, years: object) -> _Whose:
    """The key of a plan: files with equal keys hold the same plan.

    A plan that does not name its group is one with its own copies only: two groups may give their files one name.
    """
    told = plan.identity
    group = normalize_text(told.group) if told.group else compute_fingerprint(plan.submission)
    return _Whose(told.region, group, years)


def _newness(plan: InterpretedPlan) -> tuple[bool, bool, date, datetime, bool, str, str]:
    """The later the greater. An empty plan comes after all others, then one that is only taken for its years.

    Of two as new, the one without marks of ours, which is the original.
    """
    source, told = plan.submission.source, plan.identity
    when = (_status_day(plan) or date.min, _find_saving_time(plan))
    return (
        told.is_delivered,
        told.years is not None,
        *when,
        not plan.submission.is_marked,
        source.rsplit("/", 1)[-1],
        source,
    )


def _status_day(plan: InterpretedPlan) -> date | None:
    """The plan's "Status per den", but for one that is too far from its years to be right."""
    return plan.identity.as_of if plan.identity.years is None else find_credible_day(plan)


def _find_saving_time(plan: InterpretedPlan) -> datetime:
    saved = plan.submission.saved_at or datetime.min
    return saved.replace(tzinfo=UTC) if saved.tzinfo is None else saved


def _why(plan: InterpretedPlan, used: InterpretedPlan) -> Text:
    """Say why a plan is not used; the day is left out where its file gives none."""
    names = {"file": plan.submission.source, "other": used.submission.source}
    if compute_fingerprint(plan.submission) == compute_fingerprint(used.submission):
        return file_sentences.SAME_CONTENT.fill(**names)
    if used.identity.is_delivered and not plan.identity.is_delivered:
        return file_sentences.EMPTY_VERSION.fill(**names)
    if used.identity.years and not plan.identity.years:
        return file_sentences.YEAR_NOT_TOLD.fill(**names, year=used.identity.years)
    if plan.identity.as_of and not _status_day(plan) and _status_day(used):
        return file_sentences.FAR_STATUS.fill(**names, date=plan.identity.as_of)
    if _status_day(plan) != _status_day(used):
        return file_sentences.OLDER_STATUS.fill(**names, date=_status_day(used))
    if _find_saving_time(plan) != _find_saving_time(used):
        return file_sentences.SAVED_EARLIER.fill(**names, date=f"{_find_saving_time(used):%Y-%m-%d %H:%M}")
    return file_sentences.EQUALLY_NEW.fill(**names, group=group_title(group_name(plan)))


def compute_fingerprint(submission: Submission) -> str:
    """A fingerprint of the values typed in form and tables, whatever the file around them; empty sheets are ignored."""
    told = [(name, _records(table)) for name, table in sorted(submission.tables.items()) if table.rows]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _records(table: Table) -> list[list[tuple[str, str]]]:
    """Of each record the columns that are filled, with what was typed."""
    return [
        sorted((column, repr(values[record])) for column, values in table.values.items() if values[record] is not None)
        for record in range(len(table.rows))
    ]
