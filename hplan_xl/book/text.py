"""Texts in both languages, and the comparison of spellings."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, Language] = ("sv", "en")  # in the order of a Text

_DIGITS = re.compile("[0-9]{1,9}")
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_WORD = re.compile(r"\w+")
# What words that end alike share, as hud in "hud- och könssjukdomar".
_STEM = re.compile(r"(\w+)-(?!\w)")
# Letters in a word that says something by itself, and in the beginning of one that does.
_LEAST_OF_A_WORD, _LEAST_OF_A_BEGINNING = 4, 3
# Letters of a short word, and how many names that look like it are looked at more closely.
_SHORT, _MOST_COMPARED = 8, 20
_LONGEST_NAME = 8  # in words; what is longer tells of more than it names
DASH_SIGNS = "-‐‑‒–—―−－"
# What stands alone in a cell where there is nothing to say: a dash; and where words are needed more than that.
LONE_DASHES = ("", *DASH_SIGNS)
NO_WORDS = (*LONE_DASHES, "--", "---", "?", "??", "???", ".", "..", "...", "…")
# What is written for whom, and when, where that is not known.
_NOT_KNOWN = re.compile(
    r"(?:(?:ansvarig|namn) )?(?:"
    r"ingen(?: (?:ansvarig|utsedd|bestämd|tillsatt|uppgift))*|saknas|vakan[st]|n\.? ?n|tb[ad]|okän[dt]|oklart|"
    r"vet (?:ej|inte)|(?:ska )?(?:utses|bestäms|beslutas)(?: senare)?|"
    r"(?:ännu )?(?:ej|inte) (?:ännu )?(?:utsedd|utsett|bestämd|bestämt|beslutat|satt|tillsatt|klart)|"
    r"nobody|no one|none|vacant|unknown|not (?:yet )?(?:appointed|decided|known|set)|to be (?:appointed|decided)"
    r")(?: än| ännu| yet)?"
)
_LONGEST_NOT_KNOWN = 30
# What Unicode calls default-ignorable (DerivedCoreProperties.txt): zero-width signs, soft hyphens, marks of direction,
# variation selectors and tags. Nobody sees them, so they must not part two words, nor one word from itself.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")
# Control signs but for tab and line feed, and the signs that turn the direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish and in English."""

    sv: str
    en: str

    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled: a dataclass with slots takes ten times as long of itself."""
        return Text, (self.sv, self.en)

    def localize(self, language: Language) -> str:
        """The words in one language.

        >>> Text("Aktivitet", "Activity").localize("en")
        'Activity'
        """
        return self.sv if language == "sv" else self.en

    def fill(self, **facts: object) -> "Text":
        """The same text with its {placeholders} filled; a fact that is a Text is spoken in each language."""
        return Text(*(_fill_placeholders(self.localize(language), facts, language) for language in ("sv", "en")))


def _fill_placeholders(words: str, facts: Mapping[str, object], language: Language) -> str:
    return words.format_map({name: localize(fact, language) for name, fact in facts.items()})


def localize(fact: object, language: Language) -> str:
    """Any fact as words: a Text in that language, everything else as it prints."""
    return fact.localize(language) if isinstance(fact, Text) else str(fact)


def neutral_text(words: str) -> Text:
    """A text that is the same in both languages, such as a name or a code."""
    return Text(words, words)


def quote_words(words: Text | str) -> Text:
    """Words in the quotation marks of each language.

    >>> quote_words("Akut").sv, quote_words(Text("Akut", "Emergency")).en
    ('”Akut”', '“Emergency”')
    """
    told = words if isinstance(words, Text) else neutral_text(words)
    return Text(f"”{told.sv}”", f"“{told.en}”")


def join_texts(texts: Iterable[Text], between: Text | str = "\n") -> Text:
    """Texts after one another, on a line each or with something else between them.

    >>> join_texts([neutral_text("a"), neutral_text("b")], ", ").sv
    'a, b'
    """
    told = tuple(texts)
    return Text(
        *(localize(between, language).join(one.localize(language) for one in told) for language in ("sv", "en"))
    )


AND, OR = Text("och", "and"), Text("eller", "or")


def list_texts(texts: Sequence[Text], last: Text = AND) -> Text:
    """Texts in a row, with a word before the last of them; nothing where there are none.

    >>> list_texts([neutral_text("a"), neutral_text("b"), neutral_text("c")]).en
    'a, b and c'
    """
    most = [join_texts(texts[:-1], ", ")] if len(texts) > 1 else []
    return join_texts([*most, *texts[-1:]], Text(f" {last.sv} ", f" {last.en} "))


def clean_text(words: str) -> str:
    r"""Words without what nobody sees: composed letters (NFC), no ignorable signs, one space for many.

    >>> clean_text("  RPO\u00a0Hud-  och ko\u0308nssjukdomar ")
    'RPO Hud- och könssjukdomar'
    """
    if not words.isascii():
        words = unicodedata.normalize("NFC", remove_unseen(words))
    return " ".join(words.split())


def remove_unseen(words: str) -> str:
    """Words without the signs that nobody sees."""
    return words if words.isascii() else _UNSEEN.sub("", words)


def shorten_text(words: str, longest: int) -> str:
    """The words on one line, ended with "…" at a word where they are longer.

    >>> shorten_text("ett två tre fyra", 9), shorten_text("Landstingsfullmäktige", 9), shorten_text("– Landsting", 9)
    ('ett två …', 'Landstin…', '– Landst…')
    """
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    whole = line[: longest - 1].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{whole} …" if whole else f"{line[: longest - 1]}…"


def move_years(words: str, by: int) -> str:
    """The words with each year in them so many years later.

    >>> move_years("t.ex. 2026-03-15, eller 2025–2026", 2)
    't.ex. 2028-03-15, eller 2027–2028'
    """
    return _YEAR.sub(lambda year: str(int(year[0]) + by), words)


def mask_years(words: str) -> str:
    """The words without what year they name, so that two texts that differ by their years alone are equal.

    >>> mask_years("t.ex. 2026-03-15") == mask_years("t.ex. 2028-03-15")
    True
    """
    return _YEAR.sub("0000", words)


@lru_cache(maxsize=16_384)
def normalize_text(words: str) -> str:
    """The form in which two spellings of one word are equal: `clean_text`, and without regard to case.

    >>> normalize_text("Enligt  Plan") == normalize_text("enligt plan")
    True
    """
    return clean_text(words).casefold()


def show_controls(words: str) -> str:
    r"""Words as they may be printed: signs that steer a screen, or turn its writing round, show as �; lines stay lines.

    >>> show_controls("plan\x1b[2J.xlsx")
    'plan�[2J.xlsx'
    """
    return words if words.isprintable() else _STEERING.sub("�", words)


def find_nearest(words: str, choices: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The choices that hold each of the words, else those that look most like them, best first; none where none does.

    >>> find_nearest("Enlgt plan", ["Ej påbörjad", "Enligt plan"])
    ('Enligt plan',)
    """
    by_fold = {normalize_text(choice): choice for choice in choices}
    held = find_with_words(words, by_fold)
    if held and len(held) <= most:
        return tuple(by_fold[fold] for fold in held)
    return tuple(by_fold[fold] for fold in find_alike(normalize_text(words), by_fold, most))


@lru_cache(maxsize=4_096)
def says_nothing(words: str) -> bool:
    """Whether words tell neither whom nor when: a dash, a question mark, or that it is not known.

    >>> [says_nothing(words) for words in ("–", "Ej utsett", "Ingen utsedd än", "N.N.", "TBD", "Chef (vakant)")]
    [True, True, True, True, True, False]
    """
    return words in NO_WORDS or (
        len(words) <= _LONGEST_NOT_KNOWN and _NOT_KNOWN.fullmatch(normalize_text(words).rstrip(" .!?")) is not None
    )


def find_alike(folded: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """The folded choices that look most like folded words, best first; none where none does.

    >>> find_alike("enlgt plan", ["ej påbörjad", "enligt plan"])
    ['enligt plan']
    >>> find_alike("glad", ["gula"]), find_alike("gual", ["gula"])
    ([], ['gula'])
    """
    near = difflib.get_close_matches(folded, choices, n=_MOST_COMPARED, cutoff=0.72)
    return [choice for choice in near if _is_slip(folded, choice)][:most]


def _is_slip(folded: str, choice: str) -> bool:
    """Whether a short word is a choice but for the order of its letters, an ending or one letter; any longer one is.

    Of short words that differ in two letters many are wholly other words: "glad" is no "gula".
    """
    if max(len(folded), len(choice)) > _SHORT or sorted(folded) == sorted(choice):
        return True
    steps = difflib.SequenceMatcher(None, folded, choice, autojunk=False).get_opcodes()
    wrong = sum(max(end - start, to - at) for what, start, end, at, to in steps if what != "equal")
    return wrong <= 1 or folded.startswith(choice) or choice.startswith(folded)


def find_with_words(words: str, choices: Iterable[str]) -> list[str]:
    """The names in which each of the words stands, or the beginning of one; none for words that are all short.

    >>> find_with_words("RPO Öron", ["RPO Ögonsjukdomar", "RPO Öron-, näsa- och halssjukdomar"])
    ['RPO Öron-, näsa- och halssjukdomar']
    >>> find_with_words("RPO Öronsjukdomar", ["RPO Ögonsjukdomar", "RPO Öron-, näsa- och halssjukdomar"])
    ['RPO Öron-, näsa- och halssjukdomar']
    """
    wanted = _split_words(words)
    if max(map(len, wanted), default=0) < _LEAST_OF_A_WORD:
        return []
    return [choice for choice in choices if len(_split_words(choice)) <= _LONGEST_NAME and _holds_each(wanted, choice)]


def _split_words(words: str) -> list[str]:
    return _WORD.findall(normalize_text(words))


def _holds_each(wanted: list[str], name: str) -> bool:
    held, stems = _split_words(name), _STEM.findall(normalize_text(name))
    return all(
        one in held
        or (len(one) >= _LEAST_OF_A_BEGINNING and any(word.startswith(one) for word in held))
        or any(_is_compound(one, stem, held) for stem in stems)
        for one in wanted
    )


def _is_compound(word: str, stem: str, held: list[str]) -> bool:
    """Whether a word is a stem and the ending of another: "hudsjukdomar" in "hud- och könssjukdomar"."""
    ending = word.removeprefix(stem)
    return ending != word and len(ending) >= _LEAST_OF_A_WORD and any(other.endswith(ending) for other in held)


def parse_whole_number(words: str, otherwise: int = 0) -> int:
    """The number that digits say; `otherwise` where there are none, other signs too, or more than anybody counts with.

    >>> parse_whole_number("12"), parse_whole_number("1.5"), parse_whole_number("9" * 5_000)
    (12, 0, 0)
    """
    return int(words) if _DIGITS.fullmatch(words) else otherwise


def detect_language(environment: Mapping[str, str]) -> Language:
    """The language that a process environment asks for: Swedish where it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if environment.get(name):
            return "sv" if environment[name].lower().startswith("sv") else "en"
    return "en"
