"""A council as people write it: "KR Hälsa & rehab" is the council "Hälsa och rehabilitering" of the register."""

import re
from collections.abc import Sequence

from hplan_xl.book.text import clean_text, find_nearest, normalize_text

_LEAD = re.compile(r"(?:kunskapsrådet|kunskapsråd|kr|knowledge council|council)(?: för| for)?[: ]+", re.IGNORECASE)
_AND = re.compile(r" ?(?:&|\+) ?| (?:o|and)\.? ")
# A word is shortened to no fewer letters than these.
_SHORTEST = 4


def read_councils(words: str, known: Sequence[str]) -> tuple[str, ...]:
    """The councils that an answer names, parted by commas or semicolons, each by its own name where it is known.

    known: the names of the councils that there are, of which one may hold a comma.

    >>> read_councils("KR Hälsa o rehab; RSL", ["Hälsa och rehabilitering"])
    ('Hälsa och rehabilitering', 'RSL')
    """
    whole = find_council(words, known)
    if whole:
        return (whole,)
    parts = filter(None, map(clean_text, words.replace(";", ",").split(",")))
    return tuple(dict.fromkeys(find_council(part, known) or _without_lead(part) for part in parts))


def find_council(words: str, known: Sequence[str]) -> str:
    """The one known council that words name in full or shortened; "" where they name none, or may be several.

    >>> find_council("Diagnostik & sinnen", ["Diagnostik och sinnen", "Kirurgi och cancer"])
    'Diagnostik och sinnen'
    """
    wanted = _split_words(words)
    found = [name for name in known if _split_words(name) == wanted]
    found = found or [name for name in known if _shortens(wanted, _split_words(name))]
    return found[0] if len(found) == 1 else ""


def find_nearest_council(words: str, known: Sequence[str]) -> str:
    """The known council that words look most like; "" where none is near."""
    by_fold = {" ".join(_split_words(name)): name for name in known}
    return next((by_fold[fold] for fold in find_nearest(" ".join(_split_words(words)), by_fold, 1)), "")


def _without_lead(words: str) -> str:
    return _LEAD.sub("", clean_text(words), count=1)


def _split_words(name: str) -> list[str]:
    """The folded words of a name, "&" and "o" as "och"."""
    return _AND.sub(" och ", normalize_text(_without_lead(name))).rstrip(".").split()


def _shortens(wanted: Sequence[str], name: Sequence[str]) -> bool:
    return len(wanted) == len(name) and all(
        short == word or (len(short.rstrip(".")) >= _SHORTEST and word.startswith(short.rstrip(".")))
        for short, word in zip(wanted, name, strict=True)
    )
