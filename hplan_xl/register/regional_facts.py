"""What a healthcare region has of its own beside its members: promises, forums, what its plans start from, its year."""

from dataclasses import dataclass

from hplan_xl.book.text import Text, normalize_text


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What patients of a healthcare region are promised.

    code: ends the identifier of its column; never changes once used, and no two promises of the register share one.
    title: the short words over the column. promise: the whole of it, after "Patients shall".
    """

    code: str
    title: Text
    promise: Text
    aliases: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The identifier of its column among the priority areas."""
        return f"promise_{self.code}"


@dataclass(frozen=True, kw_only=True)
class Forum:
    """A body of a healthcare region that plans are endorsed in, and that decides or is asked to act.

    code: its identifier in tables, never shown. Forums of several regions that have one code are called the same.
    """

    code: str
    word: Text
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> set[str]:
        """Every way it is written, folded."""
        return {normalize_text(words) for words in (self.word.sv, self.word.en, *self.aliases)}


@dataclass(frozen=True, kw_only=True)
class StartingPoint:
    """One thing that plans start from by the region's instruction; kind: of RPO or RSG only, "" of both."""

    text: Text
    kind: str = ""


QUARTERS = ("q1", "q2", "q3", "q4", "continuous")


@dataclass(frozen=True, kw_only=True)
class YearlyEvent:
    """What returns each year for the groups of a healthcare region, or is their duty all the year.

    quarter: one of QUARTERS. type: the forum that meets, by its code or any of its names, or "plan" or "meeting"; ""
        for anything else.
    """

    text: Text
    quarter: str
    type: str = ""
