"""Which row of now is which row of then: by what identifies it, else by its words, else by words that are alike."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hplan_xl.book.text import normalize_text
from hplan_xl.master.facts.records import Record

Key = Callable[[Record], Hashable]
# Two texts that are as alike as this are one, reworded.
_ALIKE = 0.75


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
    wording: tuple[Key, Key, str] | None = None,
) -> Pairing:
    """Pair rows in stages: in each, rows that are not paired yet and have equal keys, in their order.

    stages: for each, the key of a row of then and of one of now; None as a key pairs nothing.
    wording: at last, rows with equal keys whose words in a column are nearly the same.
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
    then: Sequence[Record], now: Sequence[Record], found: dict[int, int], taken: set[int], wording: tuple[Key, Key, str]
) -> Iterator[tuple[int, int]]:
    """The places of rows whose words are nearly the same, the most alike first, each row once."""
    key_then, key_now, column = wording
    left: dict[Hashable, list[int]] = {}
    for at, row in enumerate(then):
        if at not in taken:
            left.setdefault(key_then(row), []).append(at)
    scored = []
    for after, row in enumerate(now):
        if after in found:
            continue
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(normalize_text(str(row.get(column) or "")))
        for before in left.get(key_now(row), ()):
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
