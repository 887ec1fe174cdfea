"""What of now is what of then: rows, by what identifies them, else by their words; and the words of two texts.

Two texts are taken apart into runs of words that are in both and words that are in one of them alone.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hplan_xl.book.text import normalize_text
from hplan_xl.consolidation.union import Record

Key = Callable[[Record], Hashable]
# Two texts that are as alike as this are one, reworded.
_ALIKE = 0.75


@dataclass(frozen=True)
class Wording:
    """How rows are paired by words that are nearly the same: those with equal keys, by the words in a column.

    key_then, key_now: the key of a row of then and of one of now. may_be_same: whether two such rows may be one.
    """

    key_then: Key
    key_now: Key
    column: str
    may_be_same: Callable[[Record, Record], bool] = lambda then, now: True


@dataclass(frozen=True)
class Pairing:
    """The rows of then with the rows of now that they are, in the order of now; and those that have no other."""

    pairs: tuple[tuple[Record, Record], ...]
    lost_rows: tuple[Record, ...]
    new_rows: tuple[Record, ...]


def pair_records(
    then: Sequence[Record],
    now: Sequence[Record],
    stages: Sequence[tuple[Key, Key]],
    wording: Wording | None = None,
) -> Pairing:
    """Pair rows in stages: in each, rows that are not paired yet and have equal keys, in their order.

    stages: for each, the key of a row of then and of one of now; None as a key pairs nothing.
    wording: at last, rows whose words are nearly the same.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key_then, key_now in stages:
        by_key: dict[Hashable, list[int]] = {}
        for at, row in enumerate(then):
            key = key_then(row) if at not in taken else None
            if key is not None:
                by_key.setdefault(key, []).append(at)
        for at, row in enumerate(now):
            key = key_now(row) if at not in found else None
            if key is not None and by_key.get(key):
                found[at] = by_key[key].pop(0)
                taken.add(found[at])
    if wording:
        for before, after in _pair_alike(then, now, found, taken, wording):
            found[after] = before
            taken.add(before)
    return Pairing(
        tuple((then[found[at]], row) for at, row in enumerate(now) if at in found),
        tuple(row for at, row in enumerate(then) if at not in taken),
        tuple(row for at, row in enumerate(now) if at not in found),
    )


def _pair_alike(
    then: Sequence[Record], now: Sequence[Record], found: dict[int, int], taken: set[int], wording: Wording
) -> Iterator[tuple[int, int]]:
    """The places of rows whose words are nearly the same, the most alike first, each row once."""
    column = wording.column
    left: dict[Hashable, list[int]] = {}
    for at, row in enumerate(then):
        if at not in taken:
            left.setdefault(wording.key_then(row), []).append(at)
    scored = []
    for after, row in enumerate(now):
        if after in found:
            continue
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(normalize_text(str(row.get(column) or "")))
        for before in left.get(wording.key_now(row), ()):
            if not wording.may_be_same(then[before], row):
                continue
            matcher.set_seq1(normalize_text(str(then[before].get(column) or "")))
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                scored.append((-matcher.ratio(), before, after))
    used_then: set[int] = set()
    used_now: set[int] = set()
    for score, before, after in sorted(scored):
        if -score >= _ALIKE and before not in used_then and after not in used_now:
            used_then.add(before)
            used_now.add(after)
            yield before, after


_WORDS = re.compile(r"\s+|[^\s]+")
_KEPT_AROUND = 6  # words that are shown on each side of a difference in a long text


@dataclass(frozen=True)
class Run:
    """Some words in a row; differs: they are in this wording alone."""

    words: str
    differs: bool


def compare_words(then: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of the earlier wording and of the later; together each is the whole text.

    >>> compare_words("Korta köerna", "Korta väntan")[0]
    (Run(words='Korta ', differs=False), Run(words='köerna', differs=True))
    """
    before, after = _WORDS.findall(then), _WORDS.findall(now)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    parts = [
        (what != "equal", "".join(before[first:last]), "".join(after[start:end]))
        for what, first, last, start, end in matcher.get_opcodes()
    ]
    old: list[Run] = []
    new: list[Run] = []
    for differs, was, has in _join_differences(parts):
        _add(old, was, differs)
        _add(new, has, differs)
    return tuple(old), tuple(new)


def _join_differences(parts: Sequence[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """The parts of two texts, those that differ as one where nothing but space stands between them."""
    found: list[tuple[bool, str, str]] = []
    for at, (differs, was, has) in enumerate(parts):
        is_between = not differs and not was.strip() and 0 < at < len(parts) - 1
        if found and found[-1][0] and (differs or is_between):
            found[-1] = (True, found[-1][1] + was, found[-1][2] + has)
        else:
            found.append((differs, was, has))
    return found


def _add(runs: list[Run], text: str, differs: bool) -> None:
    """Add words to the runs; space at the ends of what differs is left outside it."""
    if not text:
        return
    if not differs or not text.strip():
        runs.append(Run(text, differs=False))
        return
    bare = text.strip()
    lead, _, rest = text.partition(bare)
    runs.extend(Run(part, part is bare) for part in (lead, bare, rest) if part)


def shorten_runs(runs: Sequence[Run], longest: int) -> tuple[Run, ...]:
    """The runs of a text longer than `longest` characters with the middle of what is in both left out.

    What is longer even so ends in "…", at a word; no more than so many characters are left, but for that sign.
    """
    if sum(len(run.words) for run in runs) <= longest:
        return tuple(runs)
    found: list[Run] = []
    room = longest
    for at, run in enumerate(runs):
        words = run.words if run.differs else _ends(run.words, is_first=at == 0, is_last=at == len(runs) - 1)
        if len(words) > room:
            whole = re.match(r"(?s:.*)(?=\s)", words[: room + 1])
            kept = whole[0].rstrip() if whole else ""
            return (*found, Run(f"{kept or words[:room].rstrip()} …", run.differs))
        found.append(Run(words, run.differs))
        room -= len(words)
    return tuple(found)


def _ends(text: str, *, is_first: bool, is_last: bool) -> str:
    """The words of a run that stand next to a difference."""
    words = text.split()
    if len(words) <= 2 * _KEPT_AROUND:
        return text
    lead = "" if is_first else f" {' '.join(words[:_KEPT_AROUND])} "
    rest = "" if is_last else f" {' '.join(words[-_KEPT_AROUND:])} "
    return f"{lead}…{rest}"
