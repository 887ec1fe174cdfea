"""What becomes of a file, and where a group stands: the one vocabulary, with one sentence each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from hplan_xl.book.text import Text, join_texts, list_texts, neutral_text
from hplan_xl.wording.file_sentences import GROUPS


class FileState(StrEnum):
    """What became of a file."""

    READ = "read"
    SUPERSEDED = "superseded"
    LEFT_OUT = "left_out"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    OTHER_FORM = "other_form"

    @property
    def word(self) -> Text:
        """The state as people are told it."""
        return _FILES[self][0]

    def describe_count(self, number: int) -> Text:
        """What is told of so many files."""
        one, many = _FILES[self][1:]
        return (one if number == 1 else many).fill(n=number)


_FILES: Mapping[FileState, tuple[Text, Text, Text]] = MappingProxyType(
    {
        FileState.READ: (
            Text("Med", "Used"),
            Text("{n} fil är med", "{n} file is used"),
            Text("{n} filer är med", "{n} files are used"),
        ),
        FileState.REJECTED: (
            Text("Gick inte att läsa", "Could not be read"),
            Text("{n} fil gick inte att läsa som plan", "{n} file could not be read as a plan"),
            Text("{n} filer gick inte att läsa som planer", "{n} files could not be read as plans"),
        ),
        FileState.OTHER_FORM: (
            Text("I annan form", "In another form"),
            Text("{n} fil har annan form", "{n} file is in another form"),
            Text("{n} filer har annan form", "{n} files are in another form"),
        ),
        FileState.SKIPPED: (
            Text("Inte läst som plan", "Not read as a plan"),
            Text("{n} fil är inte läst som plan", "{n} file is not read as a plan"),
            Text("{n} filer är inte lästa som planer", "{n} files are not read as plans"),
        ),
        FileState.SUPERSEDED: (
            Text("Ersatt", "Superseded"),
            Text("{n} fil är ersatt av en annan", "{n} file is superseded by another"),
            Text("{n} filer är ersatta av andra", "{n} files are superseded by others"),
        ),
        FileState.LEFT_OUT: (
            Text("Inte med", "Left out"),
            Text("{n} fil lämnas utanför", "{n} file is left out"),
            Text("{n} filer lämnas utanför", "{n} files are left out"),
        ),
    }
)


def describe_files_left(states: Iterable[FileState]) -> Text | None:
    """How many files are in each state but the one of those that are used; None where there are none."""
    of = Counter(states)
    told = [state.describe_count(of[state]) for state in _FILES if of[state] and state is not FileState.READ]
    if not told:
        return None
    return join_texts([list_texts(told), neutral_text(".")], "")


class Standing(StrEnum):
    """Where a group stands: each group is in exactly one of these.

    DELIVERED: a plan of its is used, with at least one row that makes it one. EMPTY: what it sent has none.
    OTHER_FORM: it sent a document, or a workbook that is no plan. UNKNOWN: a plan of its is left out by hand, or for a
    year that it does not tell itself, one under its name gives another healthcare region, or none where several regions
    have a group of the name, or one names a group that is in no register but much like it.
    AWAITED: nothing has come from it for this year.
    """

    DELIVERED = "delivered"
    EMPTY = "empty"
    OTHER_FORM = "other_form"
    AWAITED = "awaited"
    UNKNOWN = "unknown"

    @property
    def sentence(self) -> Text:
        """What is told of one group, by its {name}."""
        return _GROUPS[self][0]

    def describe_count(self, number: int) -> Text:
        """What is told of so many groups, without their names."""
        one, many = _GROUPS[self][1:]
        return (one if number == 1 else many).fill(n=number)


_GROUPS: Mapping[Standing, tuple[Text, Text, Text]] = MappingProxyType(
    {
        Standing.DELIVERED: (
            Text("{name} har lämnat in sin plan.", "{name} has delivered its plan."),
            Text("{n} grupp har lämnat in sin plan", "{n} group has delivered its plan"),
            Text("{n} grupper har lämnat in sin plan", "{n} groups have delivered their plan"),
        ),
        Standing.EMPTY: (
            Text("{name} har skickat en tom plan.", "{name} has sent an empty plan."),
            Text("{n} har skickat en tom plan", "{n} has sent an empty plan"),
            Text("{n} har skickat en tom plan", "{n} have sent an empty plan"),
        ),
        Standing.OTHER_FORM: (
            Text("{name} har skickat i annan form.", "{name} has sent in another form."),
            Text("{n} har skickat i annan form", "{n} has sent in another form"),
            Text("{n} har skickat i annan form", "{n} have sent in another form"),
        ),
        Standing.AWAITED: (
            Text("{name} inväntas.", "{name} is awaited."),
            Text("{n} grupp inväntas", "{n} group is awaited"),
            Text("{n} grupper inväntas", "{n} groups are awaited"),
        ),
        Standing.UNKNOWN: (
            Text(
                "Det går inte att säga om {name} har lämnat in: "
                "en plan är utelämnad, säger inget år som går att läsa, anger en annan region eller ingen, eller har "
                "ett liknande gruppnamn.",
                "Whether {name} has delivered cannot be said: "
                "a plan is left out, tells no year that can be read, gives another region or none, or has a similar "
                "group name.",
            ),
            Text("{n} är oklar", "{n} is in doubt"),
            Text("{n} är oklara", "{n} are in doubt"),
        ),
    }
)
NOBODY_AWAITED = Text("Ingen grupp inväntas.", "No group is awaited.")
_NO_COUNCIL_KNOWN = Text(
    "Registret anger inget kunskapsråd för {groups} utan plan i sammanställningen; {what} går inte att säga.",
    "The register gives no council for {groups} without a plan in the master; {what} cannot be said.",
)
_WHO_IS_AWAITED = Text("vilka som inväntas", "who is awaited")
_WHETHER_MORE_ARE = Text("om fler inväntas", "whether more are awaited")
NO_REGION_KNOWN = Text(
    "Ingen plan anger en sjukvårdsregion som är känd; vilka som inväntas går inte att säga.",
    "No plan gives a healthcare region that is known; who is awaited cannot be said.",
)
REGION_NOT_COUNTED = Text(
    "Grupperna i planernas sjukvårdsregion är inte räknade; vilka som inväntas går inte att säga.",
    "The groups of the plans' healthcare region are not counted; who is awaited cannot be said.",
)


@dataclass(frozen=True)
class GroupStanding:
    """Where one group stands. region: a term's name; council: "" where it is not known; name: as `group_name` has it.

    words: how it is told, with its region where several are counted.
    """

    region: str
    council: str
    name: str
    standing: Standing
    words: Text


def describe_unknown_groups(without_council: int | None, awaited: int) -> Text | None:
    """Why who is awaited, or who else, cannot be said; None where it can.

    without_council: how many groups the register knows no council of, where a council is asked about; None where not
    even the healthcare region is known. awaited: how many groups are known to be.
    """
    if without_council is None:
        return NO_REGION_KNOWN
    if not without_council:
        return None
    what = _WHETHER_MORE_ARE if awaited else _WHO_IS_AWAITED
    return _NO_COUNCIL_KNOWN.fill(groups=GROUPS.with_number(without_council), what=what)
