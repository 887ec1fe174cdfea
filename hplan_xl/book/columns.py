"""The kinds of column: plain frozen data, independent of any library; and what becomes of rows and cells next year.

Both sets are closed. Each reading of a book (template, interpretation, validation, dictionary, master) has one
`match` over the kinds that ends in `assert_never`, so that a new kind makes the type checker name every reading that
has not heard of it. Of next year the description says one word a sheet and one a column; who makes next year's plan
asks for nothing else.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from hplan_xl.book.limits import LONGEST_CELL
from hplan_xl.book.text import DASH_SIGNS, LONE_DASHES, NO_WORDS, Text, clean_text, normalize_text


class RowsNextYear(StrEnum):
    """What becomes of the rows of a sheet.

    A row that refers to a row that does not go on does not go on either, whatever the sheet says.

    KEEP: they go on, but for those that are finished (`Sheet.finished_when`), which are remembered.
    ANEW: the template's own rows are as the new year has them; the group's own beside them go on.
    CLEAR: none goes on; they belong to their year.
    """

    KEEP = "keep"
    ANEW = "anew"
    CLEAR = "clear"


class CellNextYear(StrEnum):
    """What becomes of a cell of a row that goes on.

    KEEP: as it stood. CLEAR: blank.
    EARLIER: blank, to be answered anew; what stood there is shown at the cell as last year's.
    AHEAD: a time, kept where it reaches into the new year and means the same there; else as EARLIER.
    ANEW: as the template of the new year has it.
    REGISTER: as the template has it, where the register knows it; else as it stood.
    ADOPTION: of the decision on the plan: kept where the plan's own years go on, else as ANEW.
    LATEST_VALUE, LATEST_PERIOD: the latest number for the whole, and its period; as it stood where there is none later.
    QUARTER: as it stood; where blank, the quarter of the day that the row begins.
    """

    KEEP = "keep"
    CLEAR = "clear"
    EARLIER = "earlier"
    AHEAD = "ahead"
    ANEW = "anew"
    REGISTER = "register"
    ADOPTION = "adoption"
    LATEST_VALUE = "latest_value"
    LATEST_PERIOD = "latest_period"
    QUARTER = "quarter"


class Tone(StrEnum):
    """The colour a word is known by, as a name; `look` says which shade."""

    GREY = "grey"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word of a vocabulary.

    name: the identifier that rules and tables use; never shown, never changed once used.
    word: what stands in the cell.
    aliases: other spellings that are read as this word, in any language.
    suggested_by: words that make one think of it; a text that holds them is asked about, never read.
    symbol, tone: how the word is told beside the letters, where it is; never colour alone.
    only_for: the regions (see `Book.identity`) whose plans have the word; none named: all have it.
    """

    name: str
    word: Text
    aliases: tuple[str, ...] = ()
    suggested_by: tuple[str, ...] = ()
    symbol: str = ""
    tone: Tone | None = None
    explanation: Text | None = None
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words one may choose among.

    vague_words: words that people do write here but that leave the choice open; they are asked about, never read, also
        where more stands behind them ("pågår sedan 2021").
    terms_elsewhere: those that only plans of other regions have. They are never read or suggested; but a plan may stand
        in another region's template, which offers them, and has rows that hold them.
    """

    name: str
    terms: tuple[Term, ...]
    vague_words: tuple[str, ...] = ()
    terms_elsewhere: tuple[Term, ...] = ()

    @property
    def has_tones(self) -> bool:
        """Whether some of its words are known by a colour."""
        return any(term.tone for term in self.terms)

    def find_term(self, name: object) -> Term | None:
        """The term with that identifier."""
        return next((term for term in self.terms if term.name == name), None)

    def find_leading_term(self, words: str) -> Term | None:
        """The one term whose spelling words begin with: "Kunskapsråd Diagnostik och sinnen" tells which council.

        None where the words speak of another term as well ("RSL och Region").
        """
        said = f"{normalize_text(words)} "
        found = [(spelling, term) for spelling, term in self.terms_by_spelling().items() if spelling[:1].isalpha()]
        spoken = {term.name: term for spelling, term in found if re.search(rf"\b{re.escape(spelling)}\b", said)}
        leads = any(said.startswith((f"{spelling} ", f"{spelling}: ")) for spelling, _ in found)
        return next(iter(spoken.values())) if leads and len(spoken) == 1 else None

    def terms_by_spelling(self) -> dict[str, Term]:
        """Every folded spelling that is read, with the term it is read as; the first where two owners share one."""
        return _index_by_spelling(self.terms)

    def has_elsewhere(self, words: str) -> bool:
        """Whether words are a spelling of one of `terms_elsewhere`."""
        return normalize_text(words) in _index_by_spelling(self.terms_elsewhere)


def _index_by_spelling(terms: tuple[Term, ...]) -> dict[str, Term]:
    return {
        normalize_text(spelling): term
        for term in reversed(terms)
        for spelling in (term.word.sv, term.word.en, *term.aliases)
    }


class Need(StrEnum):
    """How much a cell is wanted, in plan.md's letters."""

    REQUIRED = "R"
    EXPECTED = "r"
    OPTIONAL = ""


@dataclass(frozen=True)
class IsAmong:
    """Holds where a choice of the same row is one of these terms."""

    column: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class IsFilled:
    """Holds where another cell of the same row is filled."""

    column: str


@dataclass(frozen=True)
class IsBlank:
    """Holds where another cell of the same row is blank."""

    column: str


Condition = IsAmong | IsFilled | IsBlank

_NOTHING = ("",)
# A 0 is no word either: a formula that leads to a blank cell gives it.
NOTHING_OR_0, DASHES_OR_0, NO_WORDS_OR_0 = ((*words, "0") for words in (_NOTHING, LONE_DASHES, NO_WORDS))


@dataclass(frozen=True, kw_only=True)
class _Column:
    """The attributes of every column.

    name: identifier, stored in the hidden id row; never changed once used.
    title: what stands over the column; help: what the filler is told when a cell is chosen (at most 255 characters).
    need: how much the cell is wanted in a begun row; `conditions` narrows that to rows where all the conditions hold.
    blank_rule: the rule told when it is blank, where it has a name of its own.
    aliases: other titles the column is found by.
    is_collapsed: stands to the right, under an outline group that is closed from the start.
    width: in Excel's units (characters of the standard font).
    is_title_vertical: the title is written upwards, for narrow columns.
    is_private: stands in no output.
    may_be_absent: a workbook without the column is whole, such as a column for another region.
    missed_by: the regions (see `Book.identity`) whose plans are not whole without a column that may be absent.
    only_for: the regions (see `Book.identity`) whose plans have the column; none named: all have it.
    section: the heading a form puts before this answer.
    next_year: what becomes of its cells in next year's plan; where nothing is said, they are kept.
    former_texts: what templates of earlier releases, or of other regions, say here (help, heading), so that a file of
        theirs, in which these words stand, holds no words of its own.
    title_in_master: what stands over it where everybody's rows stand, in other words than those to the filler.
    """

    name: str
    title: Text
    help: Text
    need: Need = Need.OPTIONAL
    conditions: tuple[Condition, ...] = ()
    blank_rule: str = ""
    aliases: tuple[str, ...] = ()
    is_collapsed: bool = False
    width: float = 16
    is_title_vertical: bool = False
    is_private: bool = False
    may_be_absent: bool = False
    missed_by: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()
    section: Text | None = None
    next_year: CellNextYear | None = None
    former_texts: tuple[Text, ...] = ()
    title_in_master: Text | None = None

    @property
    def rule_when_blank(self) -> str:
        """The rule that a blank cell breaks where it is needed."""
        if self.blank_rule:
            return self.blank_rule
        return "required.blank" if self.need is Need.REQUIRED else "expected.blank"

    @property
    def cell_next_year(self) -> CellNextYear:
        """What becomes of its cells in next year's plan."""
        return self.next_year or CellNextYear.KEEP

    @property
    def blank_words(self) -> tuple[str, ...]:
        """What leaves the cell blank where it stands alone, "" first."""
        return LONE_DASHES if self.need is Need.OPTIONAL or self.conditions else _NOTHING


@dataclass(frozen=True, kw_only=True)
class Prose(_Column):
    """Words as people write them. Understood as str.

    max_length: in characters; longer is read whole, with a remark.
    names_function: it asks for a role or a group, so that a person in it is asked about.
    names_row: lists and charts call the row by it.
    phrases: what templates come with in its cells, which says the same in either language.
    """

    max_length: int = LONGEST_CELL
    names_function: bool = False
    names_row: bool = False
    phrases: tuple[Text, ...] = ()

    def phrases_by_spelling(self) -> dict[str, Text]:
        """The phrases by either wording, normalized."""
        return {normalize_text(words): phrase for phrase in self.phrases for words in (phrase.sv, phrase.en)}

    @property
    def blank_words(self) -> tuple[str, ...]:
        """Where words are needed, and where they name the row, also what stands for none."""
        return _NOTHING if self.need is Need.OPTIONAL and not self.names_row else NO_WORDS_OR_0


@dataclass(frozen=True, kw_only=True)
class Link(_Column):
    """A web address or a path to a document. Understood as str."""


@dataclass(frozen=True, kw_only=True)
class Choice(_Column):
    """One word of a vocabulary. Understood as the term's name.

    allows_others: a word outside the vocabulary is kept as it stands; `other_rule` is told then, or nothing.
    own_term: the one that the template is made for, "" where it is for all; with another, what stands on other sheets
        may be read in another way.
    """

    vocabulary: Vocabulary
    own_term: str = ""
    allows_others: bool = False
    other_rule: str = ""

    @property
    def blank_words(self) -> tuple[str, ...]:
        """A 0 too; where any words will do, also what stands for none."""
        return NO_WORDS_OR_0 if self.allows_others else (*super().blank_words, "0")


# The FALSE of a check box, as programs make words of it.
FALSE_WORDS = ("FALSE", "FALSKT")
# What says no in a tick, in folded case; a full stop may stand behind it.
UNTICKED_WORDS = ("nej", "no", "n", "0", "false", "falskt", "falsk", "☐", *DASH_SIGNS)


def is_unticked(value: object) -> bool:
    """Whether what stands in a tick says no, which is as good as blank.

    >>> [is_unticked(one) for one in (False, 0, "Nej.", "–", "", True, "x")]
    [True, True, True, True, False, False, False]
    """
    if isinstance(value, int | float):
        return not value
    return isinstance(value, str) and normalize_text(value).rstrip(".") in UNTICKED_WORDS


@dataclass(frozen=True, kw_only=True)
class Tick(_Column):
    """An x or nothing. Understood as True or None.

    family: ticks of one family answer one question together, such as which promises an area serves.
    """

    family: str = ""

    @property
    def blank_words(self) -> tuple[str, ...]:
        """No sign: a dash says no."""
        return _NOTHING


@dataclass(frozen=True)
class BetterWay:
    """The choice of the row that says which way a number is better.

    at_least, at_most: the terms that go with a number told as "minst 70", and as "högst 5". rule: asks where the term
    is another one.
    """

    column: str
    rule: str
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Number(_Column):
    """A quantity. Understood as float (int where `is_whole`), as `values.MissingValue` where `allows_codes` are let in.

    minimum, maximum: the allowed range, both ends included; None leaves that side open.
    unit_column: the column, of the same row or of the row referred to, that names the unit.
    series: what the value belongs to, where several columns hold one measure ("RJL", "whole", "nation").
    better_way: the choice that a bound told with the number is to agree with, None where there is none.
    words_column: the column of the row where words stand instead of a number, "" where there is none.
    """

    is_whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    allows_codes: bool = False
    unit_column: str = ""
    series: str = ""
    better_way: BetterWay | None = None
    words_column: str = ""

    @property
    def blank_words(self) -> tuple[str, ...]:
        """No sign where a dash is a code."""
        return _NOTHING if self.allows_codes else super().blank_words


@dataclass(frozen=True, kw_only=True)
class Years(_Column):
    """A year, or several in a row ("2026", "2024–2025"). Understood as `values.YearSpan`.

    minimum, maximum: the first and the last year that it may be.
    """

    minimum: int
    maximum: int


@dataclass(frozen=True, kw_only=True)
class Date(_Column):
    """A day. Understood as datetime.date.

    starts: it is the first day of something, so that a month told in its place means its first day; else its last.
    """

    starts: bool = False


@dataclass(frozen=True, kw_only=True)
class Schedule(_Column):
    """A time in words ("under 2025", "Q2", "löpande"). Understood as `values.TimeSpan`."""

    @property
    def blank_words(self) -> tuple[str, ...]:
        """No sign: what is no time is kept as words."""
        return _NOTHING


@dataclass(frozen=True, kw_only=True)
class Period(_Column):
    """A measuring period ("2024", "2024 T2"). Understood as `values.TimePeriod`."""


@dataclass(frozen=True, kw_only=True)
class Reference(_Column):
    """A row of another sheet, by its key. Understood as that key's value (int or str).

    sheet: the sheet referred to; its `counter` column is the key.
    """

    sheet: str

    @property
    def blank_words(self) -> tuple[str, ...]:
        """A 0 too."""
        return (*super().blank_words, "0")


Column = Prose | Link | Choice | Tick | Number | Years | Date | Schedule | Period | Reference


def begins_row(value: object, column: Column) -> bool:
    """Whether what stands in a cell that is not blank begins a row: not what says no, as FALSE or "nej" in a tick does.

    The number 0 begins one only where a number is wanted: a formula that leads to a blank cell gives it, and somebody
    may have pasted its value.
    """
    if isinstance(column, Tick):
        return not is_unticked(value)
    if isinstance(value, int | float):
        return value is not False and (value != 0 or isinstance(column, Number))
    return not isinstance(value, str) or clean_text(value) not in FALSE_WORDS
