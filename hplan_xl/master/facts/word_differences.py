"""Two wordings of one text, each in runs of words that are in both and words that are in one of them alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

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
    old: list[Run] = []
    new: list[Run] = []
    for what, first, last, start, end in matcher.get_opcodes():
        _add(old, before[first:last], what != "equal")
        _add(new, after[start:end], what != "equal")
    return tuple(old), tuple(new)


def _add(runs: list[Run], words: Sequence[str], differs: bool) -> None:
    """Add words to the runs; space at the ends of what differs is left outside it."""
    text = "".join(words)
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

    What is longer even so ends in "…"; no more than so many characters are left, but for that sign.
    """
    if sum(len(run.words) for run in runs) <= longest:
        return tuple(runs)
    found: list[Run] = []
    room = longest
    for at, run in enumerate(runs):
        words = run.words if run.differs else _ends(run.words, is_first=at == 0, is_last=at == len(runs) - 1)
        if len(words) > room:
            return (*found, Run(f"{words[:room].rstrip()} …", run.differs))
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
