"""Ticks told in words: a promise as a sentence in its own cell, several in one cell, or behind the title of the row."""

import re
from collections.abc import Mapping, Sequence

from hplan_xl.book.columns import Tick
from hplan_xl.book.text import Text, clean_text, normalize_text
from hplan_xl.interpretation.outcomes import Outcome, ReadValue, Remark, UnreadValue, make_remarked_value

Outcomes = Mapping[str, list[Outcome]]
# What stands before promises, in a line of its own or within one.
PROMISE_LEAD = re.compile(
    r"\b(?:patientlöften?(?:na)?|patient promises?)\s*:?\s*(?=[”“\"'„»:]|$)|\bpatientlöften?\s*:", re.IGNORECASE
)
# A row with text in so many of its ticks had other columns pasted over them; in its neighbours fewer are enough.
_PASTED, _PASTED_BESIDE = 3, 2
# What may stand around the promises: quotation marks, "Patientlöfte:", "Patienter … ska", and between them.
_AROUND = re.compile(
    r"(?:patienter(?: i [\w-]+ sjukvårdsregionen)? ska|patientlöften?|samt|och|and|[\s\"'”“’.,;:…•-])*"
)


def find_ticks(words: str, family: Sequence[Tick]) -> tuple[Tick, ...]:
    """The ticks whose titles or aliases make up the words, with nothing left over; none where something is.

    >>> one, two = Tick(name="a", title=Text("Jämlik vård", ""), help=Text("", "")), Tick(
    ...     name="b", title=Text("Tillgänglighet", ""), help=Text("", ""))
    >>> [tick.name for tick in find_ticks("”Jämlik vård” samt tillgänglighet.", [one, two])]
    ['a', 'b']
    """
    spellings = {
        normalize_text(words): tick for tick in family for words in (*tick.aliases, tick.title.sv, tick.title.en)
    }
    left, found = normalize_text(words), set[str]()
    for spelling in sorted(filter(None, spellings), key=len, reverse=True):
        if spelling in left:
            left = left.replace(spelling, " ")
            found.add(spellings[spelling].name)
    if not found or _AROUND.fullmatch(left) is None:
        return ()
    return tuple(tick for tick in family if tick.name in found)


def set_family_ticks(
    outcomes: Mapping[str, list[Outcome]], ticks: Sequence[Tick], typed: Mapping[str, tuple[object, ...]]
) -> dict[str, list[Outcome]]:
    """The outcomes by column, with ticks set where their promise stands in words in a cell of their family."""
    filled = {name: list(column) for name, column in outcomes.items()}
    for tick in ticks:
        for index, outcome in enumerate(outcomes.get(tick.name, ())):
            words = typed[tick.name][index]
            if not isinstance(outcome, UnreadValue) or not isinstance(words, str) or outcome.remark is None:
                continue
            meant = find_ticks(
                words, [other for other in ticks if other.family == tick.family and other.name in outcomes]
            )
            if meant:
                _set_tick(filled, tick, index, meant)
    return filled


def find_promised(words: str, family: Sequence[Tick]) -> tuple[str, tuple[Tick, ...]]:
    """A title and the promises that stand behind it, as on a slide; no promises where words are left over.

    >>> equal = Tick(name="a", title=Text("Jämlik vård", ""), help=Text("", ""))
    >>> find_promised("Väntetid till MR. Patientlöfte: ”jämlik vård”", [equal])[0]
    'Väntetid till MR.'
    """
    lead = PROMISE_LEAD.search(words)
    title = words[: lead.start()].rstrip().rstrip("–-(").rstrip() if lead else ""
    promised = find_ticks(words[lead.end() :].rstrip(" )"), family) if lead and clean_text(title) else ()
    return (title, promised) if promised else (words, ())


def gather_pasted_ticks(outcomes: Outcomes, family: Sequence[Tick], typed: Mapping[str, tuple[object, ...]]) -> None:
    """Tell once of columns that were pasted over the ticks, at the first cell, in place of once a cell."""
    names = [tick.name for tick in family if tick.name in outcomes]
    rows = range(len(outcomes[names[0]])) if names else range(0)
    texts = [[name for name in names if _is_unread_text(outcomes[name][row], typed[name][row])] for row in rows]
    if max(map(len, texts), default=0) < _PASTED:
        return
    cells = [(name, row) for row, found in enumerate(texts) if len(found) >= _PASTED_BESIDE for name in found]
    for name, row in cells:
        outcomes[name][row] = UnreadValue(None)
    first, row = cells[0]
    outcomes[first][row] = UnreadValue(Remark("tick.unreadable", "pasted", {"n": len(cells)}))


def _is_unread_text(outcome: Outcome, typed: object) -> bool:
    return isinstance(outcome, UnreadValue) and outcome.remark is not None and isinstance(typed, str)


def _set_tick(filled: dict[str, list[Outcome]], tick: Tick, index: int, meant: tuple[Tick, ...]) -> None:
    titles = Text(", ".join(other.title.sv for other in meant), ", ".join(other.title.en for other in meant))
    for other in meant:
        if isinstance(filled[other.name][index], ReadValue):
            filled[other.name][index] = ReadValue(True)
    filled[tick.name][index] = make_remarked_value(True if tick in meant else None, titles)
