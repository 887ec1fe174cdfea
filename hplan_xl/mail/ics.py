"""The year as an .ics: the dated events of the annual wheel, when plans are reported, and when work is due.

An event keeps its identifier from run to run, so that a calendar that takes the file again changes what is there and
adds what is new. The time stamp that every event must have is the day of the plans, never the clock's.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from hplan_xl import __version__
from hplan_xl.book.columns import Prose
from hplan_xl.book.text import Language, Text, neutral_text, normalize_text
from hplan_xl.book.views import Overview, Work, YearCalendar
from hplan_xl.consolidation.union import Consolidation, Record
from hplan_xl.intake.selection import is_named_group
from hplan_xl.interpretation.personal_data import remove_persons
from hplan_xl.mail.letters import make_one_line
from hplan_xl.wording import mail_sentences

_DOMAIN = "hplan"
_LAST_DAY = date.max - timedelta(days=1)
GroupNames = Mapping[tuple[str, str], Text]


@dataclass(frozen=True)
class DatedEvent:
    """What takes a day or more. key: what makes it the same from run to run. last: its last day."""

    key: tuple[str, ...]
    first: date
    last: date
    title: Text
    groups: tuple[Text, ...]


def collect_events(consolidation: Consolidation, names: GroupNames) -> tuple[tuple[DatedEvent, ...], int]:
    """Collect the events of all plans that are used, in the order of their days, and how many of the wheel lack a day.

    What many groups have alike is one event, with the groups. Of those that lack a day, what is alike in all its
    columns is one, as it is one row on the master's page. names: what each group is called, by its healthcare
    region's term name and its own.
    """
    views = consolidation.book.views
    wheel, undated = _list_wheel(consolidation, [view for view in views if isinstance(view, YearCalendar)], names)
    due = [
        one for view in views if isinstance(view, Overview) for one in _list_due_work(consolidation, view.work, names)
    ]
    events = [*wheel, *_list_reports(consolidation, names), *due]
    return tuple(sorted(events, key=lambda event: (event.first, event.last, event.key))), undated


def _list_wheel(
    consolidation: Consolidation, views: Iterable[YearCalendar], names: GroupNames
) -> tuple[list[DatedEvent], int]:
    groups: dict[tuple[Text, date, date], list[Text]] = defaultdict(list)
    undated: set[tuple[str, ...]] = set()
    for view in views:
        sheet = consolidation.book.sheet(view.sheet)
        columns = [column for column in sheet.columns if not column.is_private]
        event = sheet.column(view.event)
        known = event.phrases_by_spelling() if isinstance(event, Prose) else {}
        for record in consolidation.records.get(view.sheet, ()):
            words = str(record.get(view.event) or "")
            title = known.get(normalize_text(words), neutral_text(words)) if words else event.title
            days = [day for day in (record.get(view.start), record.get(view.end)) if isinstance(day, date)]
            if not days:
                told = (title.sv if column is event else str(record.get(column.name)) for column in columns)
                undated.add(tuple(told))
            else:
                first, last = days[0], max(days[0], days[-1])
                groups[title, first, last].extend(_name_group(record, names))
    events = [
        DatedEvent(("wheel", title.sv, str(first), str(last)), first, last, title, tuple(dict.fromkeys(named)))
        for (title, first, last), named in groups.items()
    ]
    return events, len(undated)


def _list_reports(consolidation: Consolidation, names: GroupNames) -> Iterator[DatedEvent]:
    """The days by which plans are reported, each with its groups."""
    identity = consolidation.book.identity
    groups: dict[date, list[Text]] = defaultdict(list)
    for record in consolidation.records.get(identity.sheet, ()):
        day = record.get(identity.due)
        if isinstance(day, date):
            groups[day].extend(_name_group(record, names))
    for day, named in groups.items():
        key = ("reported", str(consolidation.year), str(day))
        yield DatedEvent(key, day, day, mail_sentences.REPORTED, tuple(named))


def _list_due_work(consolidation: Consolidation, work: Work, names: GroupNames) -> Iterator[DatedEvent]:
    """When open work is due, an event each."""
    for record in consolidation.records.get(work.sheet, ()):
        day = record.get(work.due)
        if isinstance(day, date) and record.get(work.status) not in work.closed_statuses:
            number, title = str(record.get(work.number) or ""), record.get(work.short_name) or record.get(work.title)
            whose = (str(record.get("_region")), str(record.get("_group")), number or str(title or ""))
            told = mail_sentences.DUE.fill(title=str(title) if title else _name_by_number(work, number))
            yield DatedEvent(("work", str(consolidation.year), *whose), day, day, told, _name_group(record, names))


def _name_by_number(work: Work, number: str) -> Text:
    """What work without a title is called, also where it has no number."""
    noun = work.noun.singular
    return Text(f"{noun.sv} {number}".strip(), f"{noun.en} {number}".strip())


def _name_group(record: Record, names: GroupNames) -> tuple[Text, ...]:
    """What the group is called, () where the plan does not name it: what a file is called is not told outside."""
    region, group = str(record.get("_region") or ""), str(record.get("_group") or "")
    return (names[region, group],) if is_named_group(group) else ()


def build_calendar(consolidation: Consolidation, events: Sequence[DatedEvent], language: Language) -> bytes:
    """The bytes of an .ics (RFC 5545) with these events, all of them whole days that block no time."""
    calendar = Calendar()
    calendar.add("prodid", f"-//hplan//hplan {__version__}//{language.upper()}")
    calendar.add("version", "2.0")
    name = mail_sentences.CALENDAR_NAME.fill(book=consolidation.book.title, year=consolidation.year)
    calendar.add("x-wr-calname", name.localize(language))
    stamp = datetime.combine(consolidation.as_of or consolidation.book.version_date, time(), UTC)
    for identifier, event in _identify_events(events):
        calendar.add_component(_component(event, identifier, stamp, language))
    data: bytes = calendar.to_ical()
    return data


def _identify_events(events: Sequence[DatedEvent]) -> Iterator[tuple[str, DatedEvent]]:
    """Each event with its identifier; of several with one key the later get a number."""
    met: dict[tuple[str, ...], int] = defaultdict(int)
    for event in events:
        met[event.key] += 1
        whole = "\x1f".join((*event.key, str(met[event.key])))
        yield f"{hashlib.sha256(whole.encode()).hexdigest()[:32]}@{_DOMAIN}", event


def _component(event: DatedEvent, identifier: str, stamp: datetime, language: Language) -> Event:
    made = Event()
    made.add("uid", identifier)
    made.add("dtstamp", stamp)
    made.add("dtstart", event.first)
    made.add("dtend", min(event.last, _LAST_DAY) + timedelta(days=1))
    made.add("summary", remove_persons(make_one_line(event.title.localize(language))))
    if named := [group.localize(language) for group in event.groups]:
        words = mail_sentences.ONE_GROUP if len(named) == 1 else mail_sentences.GROUPS
        made.add("description", make_one_line(words.fill(groups=", ".join(named)).localize(language)))
    made.add("transp", "TRANSPARENT")
    return made
