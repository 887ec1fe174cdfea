"""Ticks of one family told in words in one of their cells: a promise as a sentence, or several in one cell."""

import re
from collections.abc import Mapping, Sequence

from hplan_xl.columns import Tick
from hplan_xl.interpretation.reading import Outcome, Read, Unread, read_as
from hplan_xl.text import Text, folded

# What may stand around the promises: quotation marks, "Patientlöfte:", "Patienter … ska", and between them.
_AROUND = re.compile(
    r"(?:patienter(?: i [\w-]+ sjukvårdsregionen)? ska|patientlöften?|samt|och|and|[\s\"'”“’.,;:…•-])*"
)


def ticked(words: str, family: Sequence[Tick]) -> tuple[Tick, ...]:
    """The ticks whose titles or aliases make up the words, with nothing left over; none where something is.

    >>> one, two = Tick(name="a", title=Text("Jämlik vård", ""), help=Text("", "")), Tick(
    ...     name="b", title=Text("Tillgänglighet", ""), help=Text("", ""))
    >>> [tick.name for tick in ticked("”Jämlik vård” samt tillgänglighet.", [one, two])]
    ['a', 'b']
    """
    spellings = {folded(words): tick for tick in family for words in (*tick.aliases, tick.title.sv, tick.title.en)}
    left, found = folded(words), set[str]()
    for spelling in sorted(filter(None, spellings), key=len, reverse=True):
        if spelling in left:
            left = left.replace(spelling, " ")
            found.add(spellings[spelling].name)
    if not found or _AROUND.fullmatch(left) is None:
        return ()
    return tuple(tick for tick in family if tick.name in found)


def with_families(
    outcomes: Mapping[str, list[Outcome]], ticks: Sequence[Tick], typed: Mapping[str, tuple[object, ...]]
) -> dict[str, list[Outcome]]:
    """The outcomes by column, with ticks set where their promise stands in words in a cell of their family."""
    filled = {name: list(column) for name, column in outcomes.items()}
    for tick in ticks:
        for index, outcome in enumerate(outcomes.get(tick.name, ())):
            words = typed[tick.name][index]
            if not isinstance(outcome, Unread) or not isinstance(words, str) or outcome.remark is None:
                continue
            meant = ticked(words, [other for other in ticks if other.family == tick.family and other.name in outcomes])
            if meant:
                _set(filled, tick, index, meant)
    return filled


def _set(filled: dict[str, list[Outcome]], tick: Tick, index: int, meant: tuple[Tick, ...]) -> None:
    titles = Text(", ".join(other.title.sv for other in meant), ", ".join(other.title.en for other in meant))
    for other in meant:
        if isinstance(filled[other.name][index], Read):
            filled[other.name][index] = Read(True)
    filled[tick.name][index] = read_as(True if tick in meant else None, titles)
