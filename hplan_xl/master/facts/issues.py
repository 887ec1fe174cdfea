"""The issues a meeting takes up: trouble, open questions by forum, late work, work that nobody leads or works on."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hplan_xl.book.columns import Term, Tick
from hplan_xl.book.description import Book
from hplan_xl.book.text import NO_WORDS, Text, neutral_text, normalize_text, says_nothing
from hplan_xl.book.values import TimeSpan
from hplan_xl.book.views import Noun, Questions, Work
from hplan_xl.consolidation.union import Consolidation, Record, Scope
from hplan_xl.master.facts.records import (
    find_owner,
    get_text,
    group_records,
    list_family,
    list_groups,
    list_records,
    list_terms,
    list_work,
    make_term_reader,
)

# What is written under needs where there are none; "vi har inget stöd" and "ingen hjälp finns än" are no such thing.
_NO_NEED = re.compile(
    r"(?:(?:nej|no),? )?(?!in\w+ (?:\w+ )?(?:stöd|hjälp) (?:finns|än|ännu)\b)"
    r"(?:nej|no|n/?a|(?:behov )?saknas|ej|inte|not|(?:ej|inte) (?:aktuellt|relevant|nödvändigt)|"
    r"(?:stöd |hjälp )?behövs (?:ej|inte)|behövs inget|not (?:applicable|needed|relevant|required)|"
    r"(?:(?:vi |we )?(?:behöver|need|(?:har|have)(?= \w+(?: \w+)? (?:behov|needs?)\b)) )?"
    r"(?:inget|inga|ingen|ingenting|none|nothing|no)"
    r"(?: (?:särskil[dt]a?|speciell[at]|specifi[kc]a?t?|extra|mer|ytterligare|aktuell[at]|kän[dt]a?|identifierade|"
    r"more|further|special|known))?"
    r"(?: (?:behov(?: av (?:stöd|hjälp))?|stöd|hjälp|needs?|support|help))?"
    r"(?: (?:behövs|finns|identifierade|needed|required))?)"
    r"(?: (?:just nu|för (?:närvarande|tillfället|stunden)|i nuläget|i dagsläget|idag|i dag|än|ännu|f\.? ?n|at present|"
    r"at (?:the moment|this time)|now))?"
)
_DAYS = Noun(Text("dag", "day"), Text("dagar", "days"))
_MONTHS = Text("jan feb mar apr maj jun jul aug sep okt nov dec", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")


@dataclass(frozen=True)
class LateWork:
    """A piece of work that should have been done before the day of the consolidation, or parts of which should.

    due, days: its day and how long ago that is; the first such day of its parts where the work itself is over.
    noun, late_parts: what its parts are called, and how many of them are late; 0 where each stands by itself.
    """

    row: Record
    work: Work
    due: date
    days: int
    noun: Noun
    late_parts: int = 0
    is_over: bool = False

    def sentence(self, as_of: date | None) -> Text:
        """When it should have been done, how long ago that is, and how many of its parts are late."""
        ago = _DAYS.with_number(self.days)
        day, parts, one = format_day(self.due, as_of), self.noun.with_number(self.late_parts), self.late_parts == 1
        if self.is_over:
            return Text(
                f"{parts.sv} skulle ha varit {'klar' if one else 'klara, den första'} {day.sv}, för {ago.sv} sedan.",
                f"{parts.en} {'was due' if one else 'were due, the first'} on {day.en}, {ago.en} ago.",
            )
        also_sv = f" {parts.sv} är också {'försenad' if one else 'försenade'}." if self.late_parts else ""
        also_en = f" {parts.en} {'is' if one else 'are'} late too." if self.late_parts else ""
        return Text(
            f"Skulle ha varit klart {day.sv}, för {ago.sv} sedan.{also_sv}",
            f"Was due on {day.en}, {ago.en} ago.{also_en}",
        )


def format_day(day: date, as_of: date | None) -> Text:
    """A day as people say it, with its year where that is another than the present.

    >>> format_day(date(2025, 1, 31), date(2025, 10, 1)).sv, format_day(date(2024, 1, 31), date(2025, 10, 1)).en
    ('31 jan', '31 Jan 2024')
    """
    year = "" if as_of and day.year == as_of.year else f" {day.year}"
    return Text(*(f"{day.day} {months.split()[day.month - 1]}{year}" for months in (_MONTHS.sv, _MONTHS.en)))


def find_late_work(consolidation: Consolidation, work: Work, parts: Work) -> tuple[LateWork, ...]:
    """The work, and the parts of it, that should have been done.

    Work that is late, and work that is closed though parts of it are late, stands once, with how many those are; the
    late parts of other work stand each by itself.
    """
    settled = list_settled_numbers(consolidation, work)
    by_key = {key: row for row in list_work(consolidation, work) if (key := _key(row, work.number)) in settled}
    late = {id(one.row): one for one in _find_late_rows(consolidation, work, parts.noun)}
    alone = []
    for part in _find_late_rows(consolidation, parts, parts.noun):
        whole = by_key.get(_key(part.row, parts.parent))
        if whole is not None and id(whole) in late:
            known = late[id(whole)]
            first = min(known, part, key=lambda one: one.due) if known.is_over else known
            late[id(whole)] = replace(known, due=first.due, days=first.days, late_parts=known.late_parts + 1)
        elif whole is not None and whole.get(work.status) in work.closed_statuses:
            late[id(whole)] = replace(part, row=whole, work=work, late_parts=1, is_over=True)
        else:
            alone.append(part)
    order = {group: place for place, group in enumerate(list_groups(consolidation))}
    return tuple(sorted((*late.values(), *alone), key=lambda one: (order[find_owner(one.row)], one.due)))


def _find_late_rows(consolidation: Consolidation, work: Work, noun: Noun) -> list[LateWork]:
    """The work that is late by its own day."""
    as_of = consolidation.as_of
    if as_of is None:
        return []
    rows = select_open(consolidation, list_work(consolidation, work), work)
    dated = [(row, find_due_day(consolidation, row, work)) for row in rows]
    return [LateWork(row, work, due, (as_of - due).days, noun) for row, due in dated if due is not None and due < as_of]


def find_due_day(consolidation: Consolidation, row: Record, work: Work) -> date | None:
    """When the work of a plan that is used is to be done; None also where its day could not be understood."""
    return None if consolidation.is_unread(row, work.sheet, work.due) else find_end_day(row, work)


def find_end_day(row: Record, work: Work) -> date | None:
    """When the work is to be done: its day, else the last day of the time it was given in words."""
    day = row.get(work.due) if work.due else None
    if isinstance(day, date):
        return day
    span = row.get(work.schedule) if work.schedule else None
    return span.last if isinstance(span, TimeSpan) else None


def _key(row: Record, column: str) -> tuple[str, str]:
    return get_text(row, "_file"), get_text(row, column)


def list_settled_numbers(consolidation: Consolidation, work: Work) -> frozenset[tuple[str, str]]:
    """The file and the number of all work that a number can name: one that stands twice in a plan names neither."""
    often = Counter(_key(row, work.number) for row in list_work(consolidation, work))
    return frozenset(key for key, number in often.items() if number == 1 and key[1])


PartsOfWork = Mapping[tuple[str, str | None], Sequence[Record]]


def group_parts(consolidation: Consolidation, work: Work, parts: Work) -> PartsOfWork:
    """The parts by the file and the number of the work they belong to; by the file and None those of no known work."""
    settled = list_settled_numbers(consolidation, work)
    found: dict[tuple[str, str | None], list[Record]] = {}
    for row in list_work(consolidation, parts):
        file, number = _key(row, parts.parent)
        found.setdefault((file, number if (file, number) in settled else None), []).append(row)
    return found


def select_by_status(rows: Sequence[Record], work: Work, status: Term) -> tuple[Record, ...]:
    """The work that has this status."""
    return tuple(row for row in rows if row.get(work.status) == status.name)


def select_needing(consolidation: Consolidation, work: Work, troubled: Sequence[Term]) -> tuple[Record, ...]:
    """The work of any other status for which a need is told."""
    names = [term.name for term in troubled]
    rows = list_work(consolidation, work)
    return tuple(row for row in rows if has_need(row, work) and row.get(work.status) not in names)


def has_need(row: Record, work: Work) -> bool:
    """Whether a need is told of some work, rather than that there is none: "inget", "inga behov", "N/A"."""
    words = normalize_text(get_text(row, work.needs)).rstrip(" .!")
    return words not in NO_WORDS and _NO_NEED.fullmatch(words) is None


def select_open(consolidation: Consolidation, rows: Sequence[Record], work: Work) -> tuple[Record, ...]:
    """The work that is not told to be closed; nor may be, as one whose status could not be understood."""
    return tuple(
        row
        for row in rows
        if row.get(work.status) not in work.closed_statuses
        and not consolidation.is_unread(row, work.sheet, work.status)
    )


def find_unled_work(consolidation: Consolidation, work: Work, parts: Work) -> tuple[Record, ...]:
    """The open work for which nobody answers, neither for it nor for any part that is, or may be, of it."""
    led = [row for row in list_work(consolidation, parts) if is_led(consolidation, row, parts)]
    answered = {_key(row, parts.parent) for row in led}
    astray = {get_text(row, "_file") for row in led if not get_text(row, parts.parent)}
    return tuple(
        row
        for row in select_open(consolidation, list_work(consolidation, work), work)
        if not is_led(consolidation, row, work)
        and _key(row, work.number) not in answered
        and get_text(row, "_file") not in astray
    )


def is_led(consolidation: Consolidation, row: Record, work: Work) -> bool:
    """Whether it is told, in words that are understood or not, who answers for a row; "vakant" is nobody."""
    return _is_told(consolidation, row, work, (work.responsible, work.assigned_to))


def is_timed(consolidation: Consolidation, row: Record, work: Work) -> bool:
    """Whether it is told, in words that are understood or not, when a row is to be done; "ej bestämt" is no time."""
    return _is_told(consolidation, row, work, (work.due, work.schedule))


def _is_told(consolidation: Consolidation, row: Record, work: Work, columns: Iterable[str]) -> bool:
    return any(
        not says_nothing(get_text(row, one)) or consolidation.is_unread(row, work.sheet, one)
        for one in filter(None, columns)
    )


@dataclass(frozen=True)
class TickService:
    """Which work serves a tick of the family in a healthcare region.

    is_doubtful: more may, as some cells could not be understood, or other work that has it tells no region.
    """

    region: str
    tick: Tick
    rows: tuple[Record, ...]
    is_doubtful: bool


def _list_tick_services(consolidation: Consolidation, work: Work) -> list[TickService]:
    """Each tick of each healthcare region that is counted; none for a part that is not all of a region."""
    if consolidation.scope not in (Scope.WHOLE, Scope.REGION):
        return []
    ticks = list_family(consolidation.book, work.sheet, work.family)
    of_region = group_records(list_work(consolidation, work), lambda row: get_text(row, "_region"))
    of_any = of_region.get("", ())
    found = []
    for region, rows in of_region.items():
        if region not in consolidation.regions:
            continue
        for tick in (tick for tick in ticks if not tick.only_for or region in tick.only_for):
            serving = tuple(row for row in rows if row.get(tick.name))
            doubtful = any(row.get(tick.name) for row in of_any) or any(
                consolidation.is_unread(row, work.sheet, tick.name) for row in (*rows, *of_any)
            )
            found.append(TickService(region, tick, serving, doubtful))
    return found


def find_idle_ticks(consolidation: Consolidation, work: Work) -> tuple[TickService, ...]:
    """What nobody works on, by healthcare region that is counted: the work that serves it, if any, rests.

    Nothing for a part that is not all of a region.
    """
    resting = (*work.closed_statuses, *work.idle_statuses)
    return tuple(
        one
        for one in _list_tick_services(consolidation, work)
        if not one.is_doubtful and all(row.get(work.status) in resting for row in one.rows)
    )


def is_all_served(consolidation: Consolidation, work: Work) -> bool:
    """Whether work under way serves every tick of the regions that are counted; False where that cannot be said."""
    resting = (None, *work.closed_statuses, *work.idle_statuses)
    services = _list_tick_services(consolidation, work)
    return bool(services) and all(any(row.get(work.status) not in resting for row in one.rows) for one in services)


def find_questions(consolidation: Consolidation, question: Questions) -> tuple[Record, ...]:
    """List the questions that are not settled, in the order of their forums: others by name, last those of none."""
    unsettled = _list_unsettled_questions(consolidation, question)
    return tuple(row for row in unsettled if _asks(row, question) and not _may_be_settled(consolidation, row, question))


def find_doubtful_questions(consolidation: Consolidation, question: Questions) -> tuple[Record, ...]:
    """List in that order those that may wait: what tells whether they are settled, or ask, could not be understood."""
    return tuple(
        row
        for row in _list_unsettled_questions(consolidation, question)
        if (
            _may_be_settled(consolidation, row, question)
            if _asks(row, question)
            else _is_unread(consolidation, row, question, (question.forum, question.kind))
        )
    )


def _may_be_settled(consolidation: Consolidation, row: Record, question: Questions) -> bool:
    """Whether a question that tells no state may be settled, as its state or its day could not be understood."""
    settling = (question.state, question.settled_on)
    return not get_text(row, question.state) and _is_unread(consolidation, row, question, settling)


def _is_unread(consolidation: Consolidation, row: Record, question: Questions, columns: Sequence[str]) -> bool:
    return any(consolidation.is_unread(row, question.sheet, column) for column in columns if column)


def name_doubtful_questions(question: Questions) -> Text:
    """What stands over the questions that may wait."""
    noun = question.noun.plural
    return Text(
        f"{noun.sv.capitalize()} som inte går att läsa helt", f"{noun.en.capitalize()} that cannot be read in full"
    )


def _list_unsettled_questions(consolidation: Consolidation, question: Questions) -> tuple[Record, ...]:
    """The questions that are not told to be settled, in the order of their forums: others by name, last of none."""
    terms = list_terms(consolidation.book, question.sheet, question.forum)
    order = {term.name: place for place, term in enumerate(terms)}
    forum_of = _read_forums(consolidation.book, question)
    rows = (row for row in list_records(consolidation, question.sheet) if not is_settled(row, question))

    def place(row: Record) -> tuple[int, bool, str]:
        forum = forum_of(row)
        return order.get(forum, len(order)), not forum, "" if forum in order else normalize_text(forum)

    return tuple(sorted(rows, key=place))


def _read_forums(book: Book, question: Questions) -> Callable[[Record], str]:
    """What tells of whom a row asks: a term's name, also where words say which one of its kind, else the words."""
    name = make_term_reader(book, question.sheet, question.forum)
    return lambda row: name(get_forum(row, question))


def get_forum(row: Record, question: Questions) -> str:
    """Of whom a row asks, as it is told; "" where it is of nobody: "ingen", "ej bestämt"."""
    words = get_text(row, question.forum)
    return "" if says_nothing(words) else words


def is_settled(row: Record, question: Questions) -> bool:
    """Whether a question is told to be settled, by its state or by a day."""
    has_day = bool(question.settled_on) and bool(row.get(question.settled_on))
    return has_day or row.get(question.state) in question.settled_states


def _asks(row: Record, question: Questions) -> bool:
    """Whether a row asks something of somebody, or of nobody where its kind says that something is needed."""
    return bool(get_forum(row, question)) or not question.requires_forum or row.get(question.kind) in question.needs


def count_by_forum(consolidation: Consolidation, questions: Sequence[Questions]) -> dict[Text, Counter[str]]:
    """How many of each kind of question is asked of whom: the forum in words, by the questions' sheets.

    Forums with the same words are one, whatever their capitals, by the first spelling; a blank Text is what names
    nobody. "Kunskapsråd Diagnostik och sinnen" is counted as Kunskapsråd.
    """
    found: dict[Text, Counter[str]] = {}
    spelled: dict[str, Text] = {}
    for question in questions:
        forums = {term.name: term.word for term in list_terms(consolidation.book, question.sheet, question.forum)}
        forum_of = _read_forums(consolidation.book, question)
        for row in find_questions(consolidation, question):
            name = forum_of(row)
            forum = forums.get(name, neutral_text(name))
            found.setdefault(spelled.setdefault(normalize_text(forum.sv), forum), Counter())[question.sheet] += 1
    return found
