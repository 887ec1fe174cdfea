"""Words of a vocabulary and ticks as people type them: "Enligt plan" · "● enligt  plan." · "grön" · x.

A tick may also be told in words: a promise as a sentence in its own cell, several in one cell, or behind the title of
the row.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from hplan_xl.book.columns import Choice, Term, Tick, Tone, Vocabulary, is_unticked
from hplan_xl.book.text import (
    OR,
    Text,
    clean_text,
    find_alike,
    find_nearest,
    find_with_words,
    join_texts,
    list_texts,
    normalize_text,
    quote_words,
)
from hplan_xl.book.values import ColourOnlyCell
from hplan_xl.interpretation.outcomes import (
    Outcome,
    ReadValue,
    Remark,
    UnreadValue,
    make_remarked_value,
    make_unread,
    show_value,
)
from hplan_xl.interpretation.prose import find_ditto, visible_text
from hplan_xl.interpretation.times import read_point, time_words

# Cyrillic and Greek letters that nobody can tell from the Latin ones.
_LOOK_ALIKES = str.maketrans(
    "аеорсхуіјѕԁһԛԝοανικτρυхΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТХУІЈЅ", "aeopcxyijsdhqwoavikTpuxABEZHIKMNOPTYXABEKMHOPCTXYIJS"
)
# Bullets before a word; a dash close before a digit is a minus.
_BULLETS = re.compile(r"(?:[•·* ]|[–—-](?![0-9]))+")
_AFTER_DASH = re.compile(r"[–—-] +[0-9]+\W*")
# Words that turn what they stand with into its opposite, and beginnings of a word that do.
DENIALS = frozenset(
    (
        *("ej", "inte", "icke", "aldrig", "utan", "ingen", "inget", "inga", "nej", "saknas", "saknar"),
        *("not", "no", "never", "without", "none", "off", "cannot", "lacks", "missing"),
    )
)
# Words that leave something out, so that what is partly carried out is not suggested to be closed.
_PARTLY = frozenset("delvis nästan halvt snart ännu kvar partly partially nearly almost half soon yet".split())  # noqa: SIM905
# Words that skip some of what they stand with: every second month is no month.
_OF_SEVERAL = re.compile(
    r"\b(?:varannan|vartannat|tredje|fjärde|femte|sjätte|[0-9]+:[ae]|other|second|third|fourth|fifth|sixth|[0-9]+th)\b"
)
_MOST_SUGGESTED = 3
_DENYING_STARTS = ("o", "un", "in", "icke", "non")
_SAME_STEM = 5
_EITHER = re.compile(r"\b\w+/\w+")  # "ja/nej" denies nothing
_AFTER_LEAD = ":,;.(–—-"
_LEAD = re.compile(r"(.+?)\s*(?:[:,;(–—]|-\s|\s-|\.\s|\n)")
_SINCE = re.compile(r"(.+) (?:sedan|since) (.+)")
# Words of so many letters look like one another whatever they mean: SKR is no KR.
_TOO_SHORT = 3
_YES = frozenset(("x", "×", "✓", "✔", "✅", "☑", "☒", "√", "ja", "yes", "j", "y", "1", "true", "sann", "sant"))
_COLOURS = {
    Tone.GREY: Text("grå", "grey"),
    Tone.GREEN: Text("grön", "green"),
    Tone.YELLOW: Text("gul", "yellow"),
    Tone.RED: Text("röd", "red"),
    Tone.BLUE: Text("blå", "blue"),
}
_COLOUR_WORDS = frozenset(
    (
        *("grön", "grönt", "gröna", "gul", "gult", "gula", "orange", "röd", "rött", "röda"),
        *("grå", "grått", "gråa", "blå", "blått", "blåa"),
        *("green", "yellow", "amber", "red", "grey", "gray", "blue"),
    )
)
_LONGEST_COLOUR = max(map(len, _COLOUR_WORDS))
_COLOURED_SIGNS = frozenset("🟢🟩🟡🟠🟨🟧🔴🟥🔵🟦⚪")
_ORANGE = Text("orange", "orange")
_PURPLE = Text("lila", "purple")
_BLACK = Text("svart", "black")


class _Same:
    """Compares a vocabulary by identity, so that what is cached for it is found without comparing its parts."""

    __slots__ = ("of",)

    def __init__(self, of: Vocabulary) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.of is self.of

    def __hash__(self) -> int:
        return id(self.of)


def read_choice(typed: object, column: Choice) -> Outcome:
    """A cell as the name of a term; where others are let in, a word outside the vocabulary as it stands."""
    words = clean_text(visible_text(typed) if isinstance(typed, str) else show_value(typed).sv)
    term = _find_term(words, _Same(column.vocabulary))
    if isinstance(term, ReadValue | UnreadValue):
        return _with_others(term, words, column)
    return ReadValue(term.name)


def _with_others(outcome: ReadValue | UnreadValue, words: str, column: Choice) -> Outcome:
    if isinstance(outcome, ReadValue):
        return outcome
    if not column.allows_others:
        return make_unread("choice.unknown", "elsewhere") if column.vocabulary.has_elsewhere(words) else outcome
    if not column.other_rule or outcome.remark is None:
        return ReadValue(words, find_ditto(words))
    remark = outcome.remark
    return ReadValue(words, (Remark(column.other_rule, remark.variant, remark.facts),))


@lru_cache(maxsize=16_384)
def _find_term(words: str, vocabulary: _Same) -> Term | ReadValue | UnreadValue:
    """The term that words stand for; else what is to be told of them."""
    spellings = _spellings(vocabulary)
    if term := _find_spelt(words, spellings):
        return term
    outcome = _beside_signs(words, vocabulary) or _since(words, spellings)
    if outcome is not None:
        return outcome
    key = _key(words)
    if thought_of := _find_thought_of(words, vocabulary):
        return _reject_unknown(thought_of)
    if key in _vague(vocabulary):
        return make_unread("status.ambiguous")
    near = _find_near(words, vocabulary)
    leads = tuple(f"{vague} " for vague in _vague(vocabulary))
    if not near and key.startswith(leads) and not _is_denied(key, vocabulary):
        return make_unread("status.ambiguous")
    return _reject_unknown(near)


def _beside_signs(words: str, vocabulary: _Same) -> Term | ReadValue | UnreadValue | None:
    """What a word means that has symbols, emoji or bullets beside it, or symbols without a word.

    A number behind a dash and a space is read as behind a bullet, and shown: it may be less than nought.
    """
    bullets = _BULLETS.match(words)
    bare = words[bullets.end() :] if bullets else words
    signs = [sign for sign in bare if unicodedata.category(sign) == "So"]
    rest = "".join(sign for sign in bare if sign not in signs).strip()
    if rest == words:
        return None
    meant = {_symbols(vocabulary)[sign] for sign in signs if sign in _symbols(vocabulary)}
    if not rest:
        return make_remarked_value(next(iter(meant)).name, next(iter(meant)).word) if len(meant) == 1 else None
    term = _find_spelt(rest, _spellings(vocabulary))
    if term is not None and _AFTER_DASH.fullmatch(words):
        return make_remarked_value(term.name, term.word)
    if term is None or meant <= {term}:
        return term
    return _reject_unknown((*sorted((one.word for one in meant), key=str), term.word))


def _since(words: str, spellings: dict[str, Term]) -> ReadValue | None:
    """A word with the time since when it holds: "införd sedan 2023"."""
    match = _SINCE.fullmatch(_key(words))
    term = _find_spelt(match.group(1), spellings) if match else None
    if match is None or term is None or read_point(time_words(match.group(2)), 2000) is None:
        return None
    return make_remarked_value(term.name, term.word)


def _find_spelt(words: str, spellings: dict[str, Term]) -> Term | None:
    """The term of a spelling, also with another spelling of the same term in brackets behind it."""
    term = spellings.get(normalize_text(words)) or spellings.get(_key(words))
    if term is None and words.endswith(")") and "(" in words:
        outer, _, inner = words[:-1].partition("(")
        said = {spellings.get(_key(outer)), spellings.get(_key(inner))}
        term = said.pop() if len(said) == 1 else None
    return term


def _key(words: str) -> str:
    """Folded words without a closing full stop, quotation marks and look-alike letters."""
    return normalize_text(words.translate(_LOOK_ALIKES)).strip(" \"'”“’").rstrip(".!").strip()


@lru_cache(maxsize=256)
def _spellings(vocabulary: _Same) -> dict[str, Term]:
    return vocabulary.of.terms_by_spelling()


@lru_cache(maxsize=256)
def _symbols(vocabulary: _Same) -> dict[str, Term]:
    """The term of each sign that stands for one: its symbol, and the emoji among its aliases."""
    signs = {
        sign: term for sign, term in _spellings(vocabulary).items() if unicodedata.category(sign[:1] or " ") == "So"
    }
    return signs | {term.symbol: term for term in vocabulary.of.terms if term.symbol}


@lru_cache(maxsize=256)
def _vague(vocabulary: _Same) -> frozenset[str]:
    return frozenset(map(normalize_text, vocabulary.of.vague_words))


def _find_thought_of(words: str, vocabulary: _Same) -> tuple[Text, ...]:
    """The terms that words make one think of; none where they deny it."""
    is_denied = _is_denied(_key(words), vocabulary)
    return tuple(term.word for term in vocabulary.of.terms if not is_denied and _speaks_of(words, term))


def _find_near(words: str, vocabulary: _Same) -> tuple[Text, ...]:
    """The terms that words may mean; never one that says the opposite, such as "klar" of "ej klar"."""
    spellings, is_denied = _spellings(vocabulary), _is_denied(_key(words), vocabulary)
    outside_brackets = _key(words.partition("(")[0])
    coloured = () if is_denied else _find_colours(outside_brackets, vocabulary)
    if len(coloured) > 1:
        return coloured
    named = () if is_denied else _find_named(_key(words), vocabulary)
    if len(named) > 1:
        return named
    choices = {
        _without_denials(spelling): spelling
        for spelling in spellings
        if len(spelling) > _TOO_SHORT
        and _is_denied(spelling, vocabulary) == is_denied
        and _is_in_part(spelling) == _is_in_part(outside_brackets)
        and _OF_SEVERAL.findall(spelling) == _OF_SEVERAL.findall(outside_brackets)
    }
    bare = _without_denials(_key(words))
    held = [spellings[choices[one]] for one in find_with_words(bare, choices)]
    near = tuple(term.word for term in vocabulary.of.terms if term in held)
    if near:
        return near if len(near) <= _MOST_SUGGESTED else ()  # of four quarters, none is nearer than the others
    outside = _without_denials(outside_brackets)
    found = tuple(find_alike(bare, choices)) or (find_nearest(outside, choices) if outside != bare else ())
    alike = tuple(dict.fromkeys(spellings[choices[one]].word for one in found))
    lead = None if alike or is_denied else find_lead_term(words, vocabulary.of)  # "Röd – sen start", "gul men på väg"
    return (lead.word,) if lead else alike


def _find_named(key: str, vocabulary: _Same) -> tuple[Text, ...]:
    """The terms whose own words stand whole among others: "enligt plan / mindre problem"."""
    held = f" {' '.join(_split_words(key))} "
    spelt = {
        term: [" ".join(_split_words(normalize_text(one))) for one in (term.word.sv, term.word.en)]
        for term in vocabulary.of.terms
    }
    return tuple(term.word for term, names in spelt.items() if any(f" {name} " in held for name in names))


def _find_colours(key: str, vocabulary: _Same) -> tuple[Text, ...]:
    """The terms whose colours words hold, as signs, as words or as a word of two: "grön → gul", "gröngul"."""
    spellings, symbols = _spellings(vocabulary), _symbols(vocabulary)
    named = [symbols[part] for part in key if part in symbols]
    for word in _split_words(key):
        halves = ((word[:at], word[at:]) for at in range(1, min(len(word), _LONGEST_COLOUR + 1)))
        parts = next((both for both in halves if _COLOUR_WORDS.issuperset(both)), (word,))
        named += [spellings[part] for part in parts if part in _COLOUR_WORDS and part in spellings]
    return tuple(dict.fromkeys(term.word for term in named))


def find_lead_term(words: str, vocabulary: Vocabulary) -> Term | None:
    """The term of the coloured sign, the colour, or the words before a mark, that words begin with; None for none.

    >>> from hplan_xl.plan.vocabularies import STATUS
    >>> [term and term.name for term in (find_lead_term("🔴 sen start", STATUS), find_lead_term("Klar i höst", STATUS))]
    ['serious', None]
    """
    same = _Same(vocabulary)
    plain = {term.symbol for term in vocabulary.terms}  # without a colour, and so perhaps a bullet
    meant = {_symbols(same)[sign] for sign in words.split(" ")[0] if sign in _symbols(same) and sign not in plain}
    if len(meant) == 1:
        return meant.pop()
    first = normalize_text(words).split(" ")[0].strip(_AFTER_LEAD)
    if any(first in (colour.sv, colour.en) for colour in _COLOURS.values()):
        return _spellings(same).get(first)
    head = _LEAD.match(words)
    return _find_spelt(head[1], _spellings(same)) if head else None


def find_term_of_colour(words: str, vocabulary: Vocabulary) -> Term | None:
    """The term that a colour's name, or a sign with a colour of its own, stands for; None for any other words."""
    key = normalize_text(words)
    return vocabulary.terms_by_spelling().get(key) if key in _COLOUR_WORDS or key in _COLOURED_SIGNS else None


def is_taken_back(term: Term, beside: str, vocabulary: Vocabulary) -> bool:
    """Whether words beside a status say no to it, or that what is said to be carried out goes on, in part or not yet.

    >>> from hplan_xl.plan.vocabularies import STATUS
    >>> closed, on_plan = STATUS.find_term("closed"), STATUS.find_term("on_plan")
    >>> [is_taken_back(closed, one, STATUS) for one in ("delvis", "inte ännu", "pågår", "i höst", "ej klar")]
    [True, True, True, False, False]
    >>> [is_taken_back(on_plan, one, STATUS) for one in ("nästan klart", "pågår", "ej", "inga avvikelser")]
    [False, False, True, False]
    """
    key = normalize_text(beside)
    words = _split_words(key)
    denies = bool(words) and DENIALS.union(_PARTLY).issuperset(words)
    goes_on = key in _vague(_Same(vocabulary)) or not _PARTLY.isdisjoint(words[:2])
    return denies or (term.tone is Tone.BLUE and goes_on)


def is_partly(words: str) -> bool:
    """Whether a word says that something is so in part, and nothing else."""
    return normalize_text(words) in _PARTLY


def _is_in_part(key: str) -> bool:
    return not _PARTLY.isdisjoint(_split_words(key))


def _without_denials(key: str) -> str:
    """Folded words without those that deny: two are no nearer one another for having "inte" in common."""
    return " ".join(word for word in key.split() if word not in DENIALS) or key


@lru_cache(maxsize=16_384)
def _is_denied(key: str, vocabulary: _Same) -> bool:
    """Whether folded words deny something, by a word of their own or by a beginning such as that of "ohanterad"."""
    words = _split_words(_EITHER.sub("", key))
    denials = [word for word in words if word in DENIALS or word.endswith("n't")]
    denials += [word for word in words if _has_denying_start(word, _stems(vocabulary))]
    return len(denials) % 2 == 1


def _split_words(key: str) -> list[str]:
    return re.findall(r"[\w'’]+", key.replace("’", "'"))


@lru_cache(maxsize=256)
def _stems(vocabulary: _Same) -> frozenset[str]:
    """The beginnings of the words in all spellings of a vocabulary."""
    return frozenset(word[:_SAME_STEM] for spelling in _spellings(vocabulary) for word in _split_words(spelling))


def _has_denying_start(word: str, stems: frozenset[str]) -> bool:
    """Whether a word is the opposite of one that the vocabulary knows.

    >>> _has_denying_start("ohanterade", frozenset({"hante"})), _has_denying_start("ofta", frozenset({"hante"}))
    (True, False)
    """
    rests = (word[len(start) :] for start in _DENYING_STARTS if word.startswith(start))
    return any(len(rest) > _TOO_SHORT and rest[:_SAME_STEM] in stems for rest in rests)


def _speaks_of(words: str, term: Term) -> bool:
    """Whether words that make one think of the term stand in the text."""
    held = f" {_key(words)} "
    return any(f" {normalize_text(clue)} " in held for clue in term.suggested_by)


def _reject_unknown(suggestions: tuple[Text, ...]) -> UnreadValue:
    if not suggestions:
        return make_unread("choice.unknown")
    listed = list_texts([quote_words(word) for word in suggestions], OR)
    return make_unread("choice.unknown", "near", suggestion=suggestions[0], suggestions=listed)


def read_tick(typed: object) -> Outcome:
    """A cell as True, or None where it says no."""
    if isinstance(typed, bool):
        return ReadValue(typed or None)
    words = normalize_text(show_value(typed).sv.translate(_LOOK_ALIKES)).rstrip(".")
    if words in _YES:
        return ReadValue(True)
    return ReadValue(None) if is_unticked(words) or not words else make_unread("tick.unreadable")


def read_colour(typed: ColourOnlyCell, column: Choice) -> Outcome:
    """A cell that has a colour but no word: asked about, with the term of that colour where there is one."""
    tones = {term.tone: term for term in reversed(column.vocabulary.terms) if term.tone is not None}
    seen = visible_colour(typed.rgb) if tones else None
    if seen is None:
        return ReadValue(None)
    colour, tone = seen
    if tone not in tones:
        return make_unread("status.colour_only", "other", colour=colour)
    return make_unread("status.colour_only", colour=colour, suggestion=tones[tone].word)


def visible_colour(rgb: str) -> tuple[Text, Tone | None] | None:
    """A colour's word and the tone nearest to it; None for white, which is no colour.

    >>> visible_colour("00B050"), visible_colour("FFFFFF")
    ((Text(sv='grön', en='green'), <Tone.GREEN: 'green'>), None)
    """
    red, green, blue = (int(rgb[-6:][at : at + 2], 16) for at in (0, 2, 4))
    most, least = max(red, green, blue), min(red, green, blue)
    if least >= 0xF5:
        return None
    if most - least < 0x18:
        return (_BLACK, None) if most < 0x40 else (_COLOURS[Tone.GREY], Tone.GREY)
    return _of_degree(_degree(red, green, blue))


def _degree(red: int, green: int, blue: int) -> float:
    """The place of a colour on the wheel, in degrees: red 0, green 120, blue 240."""
    most, least = max(red, green, blue), min(red, green, blue)
    if most == red:
        return 60 * (green - blue) / (most - least) % 360
    if most == green:
        return 60 * (blue - red) / (most - least) + 120
    return 60 * (red - green) / (most - least) + 240


def _of_degree(degree: float) -> tuple[Text, Tone | None]:
    for end, colour, tone in (
        (18, _COLOURS[Tone.RED], Tone.RED),
        (46, _ORANGE, Tone.YELLOW),
        (68, _COLOURS[Tone.YELLOW], Tone.YELLOW),
        (170, _COLOURS[Tone.GREEN], Tone.GREEN),
        (260, _COLOURS[Tone.BLUE], Tone.BLUE),
        (335, _PURPLE, None),
    ):
        if degree < end:
            return colour, tone
    return _COLOURS[Tone.RED], Tone.RED


# What stands before promises, in a line of its own or within one.
PROMISE_LEAD = re.compile(
    r"\b(?:patientlöften?(?:na)?|patient promises?)\s*:?\s*(?=[”“\"'„»:]|$)|(?:\bpatient|^)löften?\s*:", re.IGNORECASE
)
# A row with text in so many of its ticks had other columns pasted over them; in its neighbours fewer are enough.
_PASTED, _PASTED_BESIDE = 3, 2
_LONGEST_SIGN = 3  # "x?" and "RÖ" are no text of a slide
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
    told: dict[tuple[Tick, int], tuple[Tick, ...]] = {}
    for tick in ticks:
        family = [other for other in ticks if other.family == tick.family and other.name in outcomes]
        for index, outcome in enumerate(outcomes.get(tick.name, ())):
            words = typed[tick.name][index]
            if isinstance(outcome, UnreadValue) and outcome.remark and isinstance(words, str):
                told[tick, index] = find_ticks(words, family)
    ticked = {(other.name, index) for (_, index), meant in told.items() for other in meant}
    filled = {name: list(column) for name, column in outcomes.items()}
    for name, index in ticked:
        if isinstance(filled[name][index], ReadValue):
            filled[name][index] = ReadValue(True)
    for (tick, index), meant in told.items():
        if meant:
            is_set = (tick.name, index) in ticked or None
            filled[tick.name][index] = _read_told_ticks(typed[tick.name][index], tick, meant, is_set)
    return filled


def _read_told_ticks(words: object, tick: Tick, meant: tuple[Tick, ...], is_set: bool | None) -> ReadValue:
    """A tick in whose cell promises stand in words: shown, but for its own title, which is as good as an x."""
    if normalize_text(str(words)) in map(normalize_text, (tick.title.sv, tick.title.en)):
        return ReadValue(is_set)
    return make_remarked_value(is_set, join_texts((other.title for other in meant), ", "))


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


def gather_pasted_ticks(
    outcomes: Mapping[str, list[Outcome]], family: Sequence[Tick], typed: Mapping[str, tuple[object, ...]]
) -> None:
    """Tell once of columns that were pasted over the ticks, at the first cell, in place of once a cell."""
    names = [tick.name for tick in family if tick.name in outcomes]
    rows = range(len(outcomes[names[0]])) if names else range(0)
    texts = [[name for name in names if _is_pasted_text(outcomes[name][row], typed[name][row])] for row in rows]
    if max(map(len, texts), default=0) < _PASTED:
        return
    cells = [(name, row) for row, found in enumerate(texts) if len(found) >= _PASTED_BESIDE for name in found]
    for name, row in cells:
        outcomes[name][row] = UnreadValue(None)
    first, row = cells[0]
    outcomes[first][row] = UnreadValue(Remark("tick.unreadable", "pasted", {"n": len(cells)}))


def _is_pasted_text(outcome: Outcome, typed: object) -> bool:
    is_unread = isinstance(outcome, UnreadValue) and outcome.remark is not None
    return is_unread and isinstance(typed, str) and len(clean_text(typed)) > _LONGEST_SIGN
