"""What has changed since an earlier master: which row of then is which of now, and in what they differ.

Groups are compared that have work in both. A row is the same by its number and its words, else by its words, else by
its number, but not where its title came from or went to another group; so a new title is a change of wording, and a new
number one of number, never a loss and a gain. Open work with the number of work that was closed is the same only where
its title is nearly so, else the number was taken for other work; a part that was closed, or a question that was
answered, is not opened again by words that are nearly the same but for their numbers, such as a year. What is told of a
piece of work is not told again of its parts: with work that has come or gone, so have they.

A move between two of `Work.ranked_statuses` is for the better or the worse. That work begins, rests, is closed or is
opened again is told as that and judged as neither. A cell that could not be understood claims nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import product

from hplan_xl.book.text import NO_WORDS, clean_text, normalize_text
from hplan_xl.book.values import PERCENT_SIGNS
from hplan_xl.book.views import Changes, Measures, Questions, Work
from hplan_xl.consolidation.union import Consolidation, EarlierMaster, OwnedTitles, Record
from hplan_xl.intake.selection import is_named_group, remove_region
from hplan_xl.master.facts.indicators import find_series, group_values, join_values, round_as_told
from hplan_xl.master.facts.issues import find_end_day, has_need, is_settled
from hplan_xl.master.facts.pairing import Key, Pairing, Wording, pair_records
from hplan_xl.master.facts.records import find_vocabulary, get_text, name_region


class ChangeKind(StrEnum):
    """The kinds of change, in the order in which they are told: first what a leader has to know."""

    WORSE = "worse"
    GONE = "gone"
    HALTED = "halted"
    REOPENED = "reopened"
    LATER = "later"
    NEED_NEW = "need_new"
    NEED_CHANGED = "need_changed"
    NEED_GONE = "need_gone"
    BETTER = "better"
    CLOSED = "closed"
    BEGUN = "begun"
    STATUS = "other_status"
    NEW = "new"
    ANSWERED = "answered"
    STATE = "other_state"
    EARLIER = "earlier"
    TIME = "time"
    TARGET = "other_target"
    OUTCOME = "other_outcome"
    VALUE = "value"
    VALUE_NEW = "value_new"
    RESPONSIBLE = "other_responsible"
    MOVED = "moved"
    NUMBER = "other_number"
    WORDING = "wording"


_HALF = 0.5
_NUMBER = re.compile("[0-9]+")
_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


@dataclass(frozen=True)
class Change:
    """One change.

    sheet: what it is about. then, now: its row in the earlier master and in this one; None where it has none there.
    column: where they differ, for what is one column's. about: the indicator of a measurement, for what is one's, as
    it is now; about_then: as it was, for one that was there then.
    days: how many days later, or earlier where it is less than 0. parts: how many parts have come or gone with it.
    """

    kind: ChangeKind
    sheet: str
    then: Record | None
    now: Record | None
    column: str = ""
    about: Record | None = None
    about_then: Record | None = None
    days: int = 0
    parts: int = 0

    @property
    def row(self) -> Record:
        """The row of now, else that of then."""
        row = self.now if self.now is not None else self.then
        return row if row is not None else {}


@dataclass(frozen=True)
class Comparison:
    """The changes since an earlier master, and between which groups.

    changes: in the order in which they are told. compared_groups: a row of now for each group with work in both.
    missing_groups: rows of then, one for each group that has no work now. new_groups: rows of now, one for each group
    that had none then. same_day_groups: the same for each group whose plan is as of the very day that it was then.
    unread_count: how many statuses of the work of the groups compared could not be understood now.
    from_others, to_others: of the work that is new, how much another group had then and has no more; of that which is
        gone, how much another group has now and had not then; by its title. in_new_groups: the same as from_others
        of the work of groups that had none then, as that of a group with another name has.
    is_same_day: whether the earlier master is of the very day that the new one is of.
    """

    since: date
    changes: tuple[Change, ...]
    compared_groups: tuple[Record, ...]
    missing_groups: tuple[Record, ...]
    new_groups: tuple[Record, ...]
    same_day_groups: tuple[Record, ...]
    unread_count: int
    from_others: int = 0
    to_others: int = 0
    in_new_groups: int = 0
    is_same_day: bool = False


SheetRows = Mapping[str, Sequence[Record]]


@dataclass(frozen=True)
class _Group:
    """The rows of one group by sheet, then and now; left, come: the work that has left a group, and come to one."""

    then: SheetRows
    now: SheetRows
    left: OwnedTitles
    come: OwnedTitles


def compare_work(consolidation: Consolidation, earlier: EarlierMaster, work: Work) -> Comparison:
    """The changes in the pieces of work alone, without their parts."""
    return _compare(consolidation, earlier, work, lambda group: _work_changes(consolidation, work, group)[1])


def compare_all(consolidation: Consolidation, earlier: EarlierMaster, view: Changes) -> Comparison:
    """All changes that the page tells."""
    return _compare(consolidation, earlier, view.work, partial(_all_changes, consolidation, view))


def pair_groups(
    consolidation: Consolidation, earlier: EarlierMaster, work: Work
) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Which group of now a group of then is, each by its region and name, of those that have work in both."""
    matched = _match_groups(consolidation, group_rows(earlier.records), group_rows(consolidation.records), work)
    return {get_owner(old): get_owner(new) for old, new in matched.pairs}


def find_movements(consolidation: Consolidation, earlier: EarlierMaster, work: Work) -> tuple[OwnedTitles, OwnedTitles]:
    """The work that has left a group since an earlier master, and that which has come to one."""
    then, now = group_rows(earlier.records), group_rows(consolidation.records)
    return _find_movements(_match_groups(consolidation, then, now, work), then, now, work)


def _compare(
    consolidation: Consolidation, earlier: EarlierMaster, work: Work, tell: Callable[[_Group], Iterable[Change]]
) -> Comparison:
    then, now = group_rows(earlier.records), group_rows(consolidation.records)
    matched = _match_groups(consolidation, then, now, work)
    pairs = [(then[get_owner(old)], now[get_owner(new)]) for old, new in matched.pairs]
    left, come = earlier.movements or _find_movements(matched, then, now, work)
    changes = [change for old, new in pairs for change in tell(_Group(old, new, left, come))]
    sheets = [work.sheet, *consolidation.records]
    changes.sort(key=lambda one: (_ORDER[one.kind], sheets.index(one.sheet)))
    same_day = [
        row for (_, row), (old, new) in zip(matched.pairs, pairs, strict=True) if _is_same_day(consolidation, old, new)
    ]
    unread = sum(consolidation.is_unread(row, work.sheet, work.status) for _, new in pairs for row in new[work.sheet])
    groups = (tuple(row for _, row in matched.pairs), matched.lost_rows, matched.new_rows, tuple(same_day))
    passed = _count_passed_on(changes, left, come, work)
    brought = [row for new in matched.new_rows for row in now[get_owner(new)][work.sheet] if _is_among(row, left, work)]
    is_same_day = earlier.day == consolidation.as_of
    return Comparison(earlier.day, tuple(changes), *groups, unread, *passed, len(brought), is_same_day)


def _find_movements(
    matched: Pairing, then: Mapping[tuple[str, str], SheetRows], now: Mapping[tuple[str, str], SheetRows], work: Work
) -> tuple[OwnedTitles, OwnedTitles]:
    """The work that has left a group and the work that has come to one, each by its region and title."""
    none: SheetRows = {}
    sides = [(get_owner(new)[0], then[get_owner(old)], now[get_owner(new)]) for old, new in matched.pairs]
    sides += [(get_owner(row)[0], then[get_owner(row)], none) for row in matched.lost_rows]
    sides += [(get_owner(row)[0], none, now[get_owner(row)]) for row in matched.new_rows]
    left: set[tuple[str, str | None]] = set()
    come: set[tuple[str, str | None]] = set()
    for region, *group in sides:
        before, after = ({get_words(row, work.title) for row in rows.get(work.sheet, ())} for rows in group)
        left |= {(region, words) for words in before - after if words}
        come |= {(region, words) for words in after - before if words}
    return frozenset(left), frozenset(come)


def _count_passed_on(changes: Iterable[Change], left: OwnedTitles, come: OwnedTitles, work: Work) -> tuple[int, int]:
    """How much work that is new to its group left another of its region, and that is gone came to another."""
    told: Mapping[ChangeKind, OwnedTitles] = {ChangeKind.NEW: left, ChangeKind.GONE: come}
    found = Counter(
        change.kind
        for change in changes
        if change.sheet == work.sheet and _is_among(change.row, told.get(change.kind, frozenset()), work)
    )
    return found[ChangeKind.NEW], found[ChangeKind.GONE]


def _is_among(row: Record, titles: OwnedTitles, work: Work) -> bool:
    return (get_text(row, "_region"), get_words(row, work.title)) in titles


def group_rows(records: Mapping[str, Sequence[Record]]) -> dict[tuple[str, str], dict[str, list[Record]]]:
    """The rows of each group, by its region and name, by sheet."""
    found: dict[tuple[str, str], dict[str, list[Record]]] = {}
    for sheet, rows in records.items():
        for row in rows:
            found.setdefault(get_owner(row), {}).setdefault(sheet, []).append(row)
    return found


def get_owner(row: Record) -> tuple[str, str]:
    """Whose a row is: the region's term name and the group's name."""
    return get_text(row, "_region"), get_text(row, "_group")


def _match_groups(
    consolidation: Consolidation,
    then: Mapping[tuple[str, str], SheetRows],
    now: Mapping[tuple[str, str], SheetRows],
    work: Work,
) -> Pairing:
    """The groups that have work, each by a row of it: by region and name, by another spelling, by name alone.

    One that is not named then or now is the one that has the same work: its file tells nothing of whose it is. So is
    one that tells no region, where groups of several have its name.
    """
    identity = consolidation.book.identity
    spellings = find_vocabulary(consolidation.book, identity.sheet, identity.group).terms_by_spelling()

    def name(row: Record) -> str | None:
        group = get_text(row, "_group")
        return normalize_text(group) if is_named_group(group) else None

    def registered(row: Record) -> Hashable:
        term = spellings.get(name(row) or "")
        return (get_text(row, "_region"), term.name) if term else None

    def without_region(row: Record) -> Hashable:
        return None if get_text(row, "_region") else name(row)

    def without_ending(row: Record) -> Hashable:
        region = name_region(consolidation, get_text(row, "_region"))
        return normalize_text(remove_region(get_text(row, "_group"), region)) if name(row) else None

    same, ended = (_joint_key(partial(get_text, column="_region"), key) for key in (name, without_ending))
    rows = [[sheets[work.sheet][0] for sheets in groups.values() if sheets.get(work.sheet)] for groups in (then, now)]
    named: list[tuple[Key, Key]] = [(same, same), (registered, registered), (same, ended)]
    alone_then, alone_now = (_keep_unique(name, of) for of in rows)
    found = pair_records(rows[0], rows[1], [*named, (without_region, alone_now), (alone_then, without_region)])
    return _match_by_work(found, _collect_titles(then, work), _collect_titles(now, work), name)


_Titles = Mapping[tuple[str, str], frozenset[str]]


def _collect_titles(groups: Mapping[tuple[str, str], SheetRows], work: Work) -> _Titles:
    """The titles of the work of each group, without regard to case."""
    return {
        owner: frozenset(words for row in sheets.get(work.sheet, ()) if (words := get_words(row, work.title)))
        for owner, sheets in groups.items()
    }


def _keep_unique(key: Key, rows: Sequence[Record]) -> Key:
    """The key, but None for rows that have it in common."""
    often = Counter(map(key, rows))
    return lambda row: key(row) if often[key(row)] == 1 else None


def _match_by_work(found: Pairing, then: _Titles, now: _Titles, name_of: Key) -> Pairing:
    """Pair also groups that have not two names and share half of their work or more, the most alike first.

    Of two regions they are not the same. then, now: the titles of the work of each group. name_of: None of no name.
    """
    alike = []
    for old, new in product(found.lost_rows, found.new_rows):
        is_one_region = len({get_owner(old)[0], get_owner(new)[0]} - {""}) < 2
        if is_one_region and len({name_of(old), name_of(new)} - {None}) < 2:
            before, after = then[get_owner(old)], now[get_owner(new)]
            share = len(before & after) / max(len(before), len(after), 1)
            if share >= _HALF:
                alike.append((share, old, new))
    pairs, lost, added = list(found.pairs), list(found.lost_rows), list(found.new_rows)
    for _, old, new in sorted(alike, key=lambda one: -one[0]):
        if old in lost and new in added:
            pairs.append((old, new))
            lost.remove(old)
            added.remove(new)
    return Pairing(tuple(pairs), tuple(lost), tuple(added))


def _is_same_day(consolidation: Consolidation, then: SheetRows, now: SheetRows) -> bool:
    """Whether a group's plan is as of the very day that it was of then."""
    identity = consolidation.book.identity
    days = [[row.get(identity.as_of) for row in rows.get(identity.sheet, ())] for rows in (then, now)]
    return bool(days[0]) and None not in days[0] and days[0] == days[1]


def _all_changes(consolidation: Consolidation, view: Changes, group: _Group) -> Iterator[Change]:
    areas, told = _work_changes(consolidation, view.work, group)
    around = _Around(consolidation, view.work, areas)
    parts = _pair_parts(around, view.parts, group)
    yield from (_with_parts(change, view, parts, around) for change in told)
    yield from _part_changes(around, view.parts, parts)
    for question in view.questions:
        yield from _question_changes(around, question, group)
    yield from _indicator_changes(around, view.measures, group)


def _with_parts(change: Change, view: Changes, parts: Pairing, around: "_Around") -> Change:
    """The change, with how many parts have come or gone with the work; one that has moved is told by itself."""
    if change.kind not in (ChangeKind.GONE, ChangeKind.NEW):
        return change
    is_new, number = change.now is not None, change.row.get(view.work.number)
    rows, known = (parts.new_rows, around.come) if is_new else (parts.lost_rows, around.left)
    return replace(change, parts=sum(around.is_told(row, view.parts.parent, known & {number}) for row in rows))


class _Around:
    """What the parts of a group's work are compared in: which of its work of then is which of now.

    settled_then, settled_now: the numbers that name one piece of work; nothing is told by one that stands twice.
    """

    def __init__(self, consolidation: Consolidation, work: Work, areas: Pairing) -> None:
        self.consolidation = consolidation
        number = work.number
        self.now_of = {then.get(number): now.get(number) for then, now in areas.pairs}
        self.settled_then = find_single_keys([*(then for then, _ in areas.pairs), *areas.lost_rows], number)
        self.settled_now = find_single_keys([*(now for _, now in areas.pairs), *areas.new_rows], number)
        self.come = {row.get(number) for row in areas.new_rows} & self.settled_now
        self.left = {row.get(number) for row in areas.lost_rows} & self.settled_then
        self.over_then = {
            then.get(number)
            for then, now in areas.pairs
            if then.get(work.status) in work.closed_statuses or now.get(work.status) in work.closed_statuses
        } & self.settled_then

    def parent_then(self, row: Record, column: str) -> Hashable:
        """The number that the work a row of then is part of has now; what it was where that is gone."""
        number = row.get(column)
        return ("gone", number) if number in self.left else self.now_of.get(number)

    def has_moved(self, then: Record, now: Record, column: str) -> bool:
        """Whether a part is of other work than it was, where both are known."""
        is_known = then.get(column) in self.settled_then and now.get(column) in self.settled_now
        return is_known and self.parent_then(then, column) != _cell(now, column)

    def is_told(self, row: Record, column: str, numbers: Set[Hashable]) -> bool:
        """Whether the work that a row is part of is among those by whom it is told already."""
        return row.get(column) is not None and row.get(column) in numbers

    def list_gone_and_new(
        self, sheet: str, parent: str, lost: Iterable[Record], new: Iterable[Record]
    ) -> Iterator[Change]:
        """The parts that have gone and come, but for those that are told with the work they are part of."""
        for row in lost:
            if not self.is_told(row, parent, self.left | self.over_then):
                yield Change(ChangeKind.GONE, sheet, row, None)
        for row in new:
            if not self.is_told(row, parent, self.come):
                yield Change(ChangeKind.NEW, sheet, None, row)


def _same_words(one: object, other: object) -> bool:
    return _show_words(one) == _show_words(other)


def _show_words(value: object) -> str:
    """The words of a value as a cell shows them: without signs that no cell holds, and one space for many.

    A dash alone, or another sign that says nothing, is no words.
    """
    words = "" if value is None else str(value)
    if not words.isprintable():
        words = "".join(sign for sign in words if sign.isprintable() or sign.isspace())
    words = clean_text(words)
    return "" if words in NO_WORDS else words


def get_words(row: Record, column: str) -> str | None:
    """The words of a column without regard to case, None where there are none."""
    return _show_words(row.get(column)).casefold() or None


def _work_changes(consolidation: Consolidation, work: Work, group: _Group) -> tuple[Pairing, list[Change]]:
    then, now = group.then.get(work.sheet, ()), group.now.get(work.sheet, ())
    both = _joint_key(partial(_cell, column=work.number), partial(get_words, column=work.title))
    title = partial(get_words, column=work.title)
    numbers = (_number_of_kept(work, group.come), _number_of_kept(work, group.left))
    single = (_pair_single(numbers[0], then, work.number), _pair_single(numbers[1], now, work.number))
    as_it_was = _joint_key(title, partial(_cell, column=work.status))
    stages: list[tuple[Key, Key]] = [
        (both, both),
        (as_it_was, as_it_was),
        (title, title),
        *_make_stages_by_number(*single, work),
    ]
    wording = Wording(_pair_alone(numbers[0]), _pair_alone(numbers[1]), work.title)
    pairing = pair_records(then, now, stages, wording)
    found = [change for old, new in pairing.pairs for change in _differences(consolidation, work, old, new)]
    found += [
        Change(ChangeKind.GONE, work.sheet, row, None)
        for row in pairing.lost_rows
        if row.get(work.status) not in work.closed_statuses
    ]
    found += [Change(ChangeKind.NEW, work.sheet, None, row) for row in pairing.new_rows]
    return pairing, found


def _make_stages_by_number(then: Key, now: Key, work: Work) -> list[tuple[Key, Key]]:
    """The keys by the numbers alone, of then and of now: work that was over is the same where it still is."""

    def is_over(row: Record) -> Hashable:
        return row.get(work.status) in work.closed_statuses or None

    def is_open(row: Record) -> Hashable:
        return row.get(work.status) not in work.closed_statuses or None

    under_way = (_joint_key(then, is_open), _joint_key(now, lambda row: True))
    return [(_joint_key(then, is_over), _joint_key(now, is_over)), under_way]


def _number_of_kept(work: Work, passed: OwnedTitles) -> Key:
    """The key that is the number of a piece of work, but for one that another group has now, or had then."""

    def number(row: Record) -> Hashable:
        return None if _is_among(row, passed, work) else _cell(row, work.number)

    return number


def _cell(row: Record, column: str) -> Hashable:
    value = row.get(column)
    return value if isinstance(value, Hashable) else str(value)


def _joint_key(*keys: Key) -> Key:
    """A key of several, None where any of them is."""

    def joint(row: Record) -> Hashable:
        found = tuple(key(row) for key in keys)
        return None if None in found else found

    return joint


def find_single_keys(rows: Sequence[Record], column: str) -> frozenset[Hashable]:
    """What stands in a column of one row alone: a number or an id that stands twice names none of its rows."""
    often = Counter(_cell(row, column) for row in rows)
    return frozenset(key for key, number in often.items() if number == 1 and key is not None)


def _pair_single(key: Key, rows: Sequence[Record], column: str) -> Key:
    """The key, but None for a row whose number stands twice among the rows."""
    single = find_single_keys(rows, column)
    return lambda row: key(row) if _cell(row, column) in single else None


def _pair_alone(key: Key) -> Key:
    """The key, where None pairs nothing also among rows whose words are nearly the same."""

    def alone(row: Record) -> Hashable:
        found = key(row)
        return id(row) if found is None else (found,)

    return alone


def _differences(consolidation: Consolidation, work: Work, then: Record, now: Record) -> Iterator[Change]:
    """In what a piece of work differs."""

    def is_read(*columns: str) -> bool:
        return not any(consolidation.is_unread(now, work.sheet, column) for column in columns if column)

    if is_read(work.status) and (kind := classify_move(then.get(work.status), now.get(work.status), work)):
        yield Change(kind, work.sheet, then, now, work.status)
    if is_read(work.due, work.schedule):
        yield from _time_change(work, then, now)
    before, after = (get_text(row, work.needs) if has_need(row, work) else "" for row in (then, now))
    if work.needs and is_read(work.needs) and not _same_words(before, after):
        kind = ChangeKind.NEED_CHANGED if before and after else ChangeKind.NEED_NEW if after else ChangeKind.NEED_GONE
        yield Change(kind, work.sheet, then, now, work.needs)
    for column, kind in (
        (work.responsible, ChangeKind.RESPONSIBLE),
        *((name, ChangeKind.WORDING) for name in (work.title, *work.follow_up)),
    ):
        if column and is_read(column) and not _same_words(then.get(column), now.get(column)):
            yield Change(kind, work.sheet, then, now, column)
    if not work.parent and is_read(work.number) and then.get(work.number) != now.get(work.number):
        yield Change(ChangeKind.NUMBER, work.sheet, then, now, work.number)


def classify_move(then: object, now: object, work: Work) -> ChangeKind | None:
    """What a move from one status to another is; None where it is none. A status that is blank is judged as neither."""
    if then == now:
        return None
    if then is None or now is None:
        return ChangeKind.STATUS
    if now in work.closed_statuses:
        return ChangeKind.CLOSED
    if then in work.closed_statuses:
        return ChangeKind.REOPENED
    if now in work.idle_statuses:
        return ChangeKind.HALTED
    if then in work.idle_statuses:
        return ChangeKind.BEGUN
    ranked = work.ranked_statuses
    if then in ranked and now in ranked:
        return ChangeKind.WORSE if ranked.index(str(now)) > ranked.index(str(then)) else ChangeKind.BETTER
    return ChangeKind.STATUS


def _time_change(work: Work, then: Record, now: Record) -> Iterator[Change]:
    """By how many days the end has moved; where it cannot be counted, that the time is told in other words."""
    before, after = find_end_day(then, work), find_end_day(now, work)
    if before and after:
        if before != after:
            kind = ChangeKind.LATER if after > before else ChangeKind.EARLIER
            yield Change(kind, work.sheet, then, now, work.due, days=(after - before).days)
    elif before or after or not _same_words(get_text(then, work.schedule), get_text(now, work.schedule)):
        yield Change(ChangeKind.TIME, work.sheet, then, now, work.due)


def _pair_parts(around: _Around, parts: Work, group: _Group) -> Pairing:
    """Which part of then is which of now, also of other work; of like ones, those that stand as they did."""

    def standing(row: Record) -> Hashable:
        return row.get(parts.status), find_end_day(row, parts)

    then, now = group.then.get(parts.sheet, ()), group.now.get(parts.sheet, ())
    title, number = partial(get_words, column=parts.title), partial(get_words, column=parts.number)
    old, new = partial(around.parent_then, column=parts.parent), partial(_cell, column=parts.parent)
    return pair_records(
        then,
        now,
        [
            (_joint_key(old, number, title), _joint_key(new, number, title)),
            (_joint_key(number, title), _joint_key(number, title)),
            (_joint_key(old, title, standing), _joint_key(new, title, standing)),
            (_joint_key(old, title), _joint_key(new, title)),
            (_joint_key(title, standing), _joint_key(title, standing)),
            (title, title),
            *_make_stages_by_number(
                _pair_single(_joint_key(old, number), then, parts.number),
                _pair_single(_joint_key(new, number), now, parts.number),
                parts,
            ),
        ],
        _make_wording((old, new), parts.title, lambda row: row.get(parts.status) in parts.closed_statuses),
    )


def _make_wording(keys: tuple[Key, Key], column: str, is_over: Callable[[Record], bool]) -> Wording:
    """Pair by nearly the same words: what was over and is not with other numbers in them, as of a year, is another."""

    def may_be_same(then: Record, now: Record) -> bool:
        return is_over(now) or not is_over(then) or _list_numbers(then, column) == _list_numbers(now, column)

    return Wording(*keys, column, may_be_same)


def _list_numbers(row: Record, column: str) -> list[str]:
    return _NUMBER.findall(get_text(row, column))


def _part_changes(around: _Around, parts: Work, pairing: Pairing) -> Iterator[Change]:
    for before, after in pairing.pairs:
        yield from _differences(around.consolidation, parts, before, after)
        if around.has_moved(before, after, parts.parent):
            yield Change(ChangeKind.MOVED, parts.sheet, before, after, parts.parent)
    lost = [row for row in pairing.lost_rows if row.get(parts.status) not in parts.closed_statuses]
    yield from around.list_gone_and_new(parts.sheet, parts.parent, lost, pairing.new_rows)


def _question_changes(around: _Around, question: Questions, group: _Group) -> Iterator[Change]:
    then, now = group.then.get(question.sheet, ()), group.now.get(question.sheet, ())
    words = partial(get_words, column=question.text)
    old, new = partial(around.parent_then, column=question.parent), partial(_cell, column=question.parent)
    state = partial(_cell, column=question.state)
    stages: list[tuple[Key, Key]] = [
        (_joint_key(old, words, state), _joint_key(new, words, state)),
        (_joint_key(old, words), _joint_key(new, words)),
        (_joint_key(words, state), _joint_key(words, state)),
        (words, words),
    ]
    wording = _make_wording((old, new), question.text, partial(is_settled, question=question))
    pairing = pair_records(then, now, stages, wording)
    for before, after in pairing.pairs:
        yield from _question_differences(around.consolidation, question, before, after)
    asked = (row for row in pairing.lost_rows if not is_settled(row, question))
    yield from (Change(ChangeKind.GONE, question.sheet, row, None) for row in asked)
    yield from (Change(ChangeKind.NEW, question.sheet, None, row) for row in pairing.new_rows)


def _question_differences(
    consolidation: Consolidation, question: Questions, then: Record, now: Record
) -> Iterator[Change]:
    unread = [
        column
        for column in (question.state, question.settled_on, question.text, question.detail)
        if column and consolidation.is_unread(now, question.sheet, column)
    ]
    if question.state not in unread and question.settled_on not in unread:
        if is_settled(now, question) and not is_settled(then, question):
            yield Change(ChangeKind.ANSWERED, question.sheet, then, now, question.state)
        elif then.get(question.state) != now.get(question.state):
            yield Change(ChangeKind.STATE, question.sheet, then, now, question.state)
    for column in (question.text, question.detail):
        if column not in unread and not _same_words(then.get(column), now.get(column)):
            yield Change(ChangeKind.WORDING, question.sheet, then, now, column)


def get_unit(row: Record, measures: Measures) -> str | None:
    """The unit of an indicator without regard to case and to how per cent is written, None where there is none."""
    words = get_words(row, measures.unit)
    return "%" if words in PERCENT_SIGNS else words


def pair_indicators(
    then: Sequence[Record], now: Sequence[Record], measures: Measures, numbers: tuple[Key, Key] | None = None
) -> Pairing:
    """Which indicator of then is which of now: by its id and name, by its name, else by the keys for its id.

    Of one id alone they are the same where not both name and unit are others; a unit that is blank is no other.
    """
    name, number = partial(get_words, column=measures.name), partial(get_words, column=measures.id)
    both = _joint_key(number, name)
    stages: list[tuple[Key, Key]] = [(both, both), (name, name)]
    if numbers is None:
        return pair_records(then, now, stages)

    def has_no_unit(row: Record) -> Hashable:
        return get_unit(row, measures) is None or None

    old, new = (_pair_single(key, rows, measures.id) for key, rows in zip(numbers, (then, now), strict=True))
    unit = partial(get_unit, measures=measures)
    stages += [
        (_joint_key(old, unit), _joint_key(new, unit)),
        (_joint_key(old, has_no_unit), _joint_key(new, lambda row: True)),
        (_joint_key(old, lambda row: True), _joint_key(new, has_no_unit)),
    ]
    wording = Wording(_pair_alone(numbers[0]), _pair_alone(numbers[1]), measures.name)
    return pair_records(then, now, stages, wording)


def _indicator_changes(around: _Around, measures: Measures, group: _Group) -> Iterator[Change]:
    def find_number_of_kept(row: Record, numbers: Set[Hashable]) -> Hashable:
        """The id, but for an indicator of work that has come or gone: it is another's than that of the same id."""
        return None if around.is_told(row, measures.parent, numbers) else get_words(row, measures.id)

    numbers = (partial(find_number_of_kept, numbers=around.left), partial(find_number_of_kept, numbers=around.come))
    then, now = group.then.get(measures.sheet, ()), group.now.get(measures.sheet, ())
    pairing = pair_indicators(then, now, measures, numbers)
    for before, after in pairing.pairs:
        yield from _indicator_differences(around.consolidation, measures, before, after)
    not_reached = (None, *measures.missed_terms)
    lost = [row for row in pairing.lost_rows if row.get(measures.reached_state) in not_reached]
    yield from around.list_gone_and_new(measures.sheet, measures.parent, lost, pairing.new_rows)
    yield from _value_changes(around.consolidation, measures, group, pairing)


def _indicator_differences(
    consolidation: Consolidation, measures: Measures, then: Record, now: Record
) -> Iterator[Change]:
    def differ(*columns: str) -> bool:
        if any(consolidation.is_unread(now, measures.sheet, column) for column in columns):
            return False
        return any(_differ(then.get(column), now.get(column)) for column in columns)

    if differ(measures.name):
        yield Change(ChangeKind.WORDING, measures.sheet, then, now, measures.name)
    has_number = then.get(measures.target) is not None or now.get(measures.target) is not None
    read_by = (measures.direction,) if has_number else ()
    is_other_unit = has_number and differ(measures.unit) and get_unit(then, measures) != get_unit(now, measures)
    targets = (measures.target, measures.target_high, measures.target_text, measures.target_year)
    if differ(*targets, *read_by) or is_other_unit:
        yield Change(ChangeKind.TARGET, measures.sheet, then, now, measures.target)
    elif differ(measures.unit):
        yield Change(ChangeKind.WORDING, measures.sheet, then, now, measures.unit)
    if differ(measures.reached_state, measures.reached_date, measures.outcome):
        yield Change(ChangeKind.OUTCOME, measures.sheet, then, now, measures.reached_state)


def _differ(then: object, now: object) -> bool:
    """Whether two answers are told otherwise: words but for space, numbers by the decimals that are shown."""
    if isinstance(then, str | None) and isinstance(now, str | None):
        return not _same_words(then, now)
    if isinstance(then, float | int) and isinstance(now, float | int):
        return round_as_told(then) != round_as_told(now)
    return then != now


def _value_changes(
    consolidation: Consolidation, measures: Measures, group: _Group, indicators: Pairing
) -> Iterator[Change]:
    """The measurements of indicators that are in both: of a period that is new, and those with another value.

    Nothing is told of an id that two indicators have, nor of a period that stands twice with different values.
    """
    columns = [one.column for one in find_series(consolidation, measures)]
    then, now = (group_values(rows.get(measures.values, ()), measures) for rows in (group.then, group.now))
    single_then, single_now = (
        find_single_keys(rows.get(measures.sheet, ()), measures.id) for rows in (group.then, group.now)
    )
    was = {get_text(new, measures.id): (old, new) for old, new in indicators.pairs}
    for (key, period), rows in now.items():
        after = join_values(rows, columns)
        if key not in single_now or key not in was or after is None:
            continue
        old, new = was[key]
        own = get_text(old, measures.id)
        rows_then = then.get((own, period), [])
        before = join_values(rows_then, columns) if own in single_then else None
        read = [one for one in columns if not any(consolidation.is_unread(row, measures.values, one) for row in rows)]
        if before is not None and any(_differ(before.get(column), after.get(column)) for column in read):
            yield Change(ChangeKind.VALUE, measures.values, before, after, about=new, about_then=old)
        elif not rows_then and any(after.get(column) is not None for column in columns):
            yield Change(ChangeKind.VALUE_NEW, measures.values, None, after, about=new)
