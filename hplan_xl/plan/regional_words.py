"""What the sheets say that depends on the healthcare regions they are for: promises, forums, and words in examples."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hplan_xl.book.columns import CellNextYear, Term, Tick
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.register.catalogue import Council, Forum, Group, HealthcareRegion, Member, Promise, Register

_MANAGEMENT = Text("regionledningen", "the regional management")


@dataclass(frozen=True)
class Locality:
    """The healthcare regions that a book is for: one for a template, all for reading any file.

    What belongs to one of several is marked `only_for` it. An example names a body of the first region.
    """

    register: Register
    regions: tuple[HealthcareRegion, ...]

    @property
    def one(self) -> HealthcareRegion | None:
        """The healthcare region, where there is only one."""
        return self.regions[0] if len(self.regions) == 1 else None

    @property
    def members(self) -> tuple[Member, ...]:
        """The member regions, each once."""
        return tuple(dict.fromkeys(member for region in self.regions for member in region.members))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups to choose among."""
        return self.register.groups_to_choose(self.one)

    @property
    def councils(self) -> tuple[Council, ...]:
        """The councils that groups of these regions report to."""
        names = {region.name for region in self.regions}
        return tuple(council for council in self.register.councils if council.region in names)

    @property
    def promises(self) -> tuple[tuple[HealthcareRegion, Promise], ...]:
        """What patients are promised, with whose promise it is."""
        return tuple((region, promise) for region in self.regions for promise in region.promises)

    def only(self, owners: Iterable[str]) -> tuple[str, ...]:
        """These regions as `only_for`; none named where they are all."""
        having = set(owners)
        found = tuple(region.name for region in self.regions if region.name in having)
        return () if len(found) == len(self.regions) else found

    def regions_with(self, member: Member) -> tuple[str, ...]:
        """The names of the healthcare regions that a member region belongs to."""
        return tuple(region.name for region in self.regions if member in region.members)

    def forum_terms(self) -> tuple[Term, ...]:
        """The forums as words to choose, in the regions' order."""
        having: dict[Forum, list[str]] = {}
        by_code: dict[str, Forum] = {}
        for region in self.regions:
            for forum in region.forums:
                having.setdefault(by_code.setdefault(forum.code, forum), []).append(region.name)
        return tuple(
            Term(name=forum.code, word=forum.word, aliases=forum.aliases, only_for=self.only(owners))
            for forum, owners in having.items()
        )

    def promise_ticks(self) -> tuple[Tick, ...]:
        """A tick column for each promise."""
        return tuple(_tick(promise, self.only([region.name])) for region, promise in self.promises)

    def member(self, number: int) -> Member:
        """The member region of that number, from 1, for an example; the last where there are fewer."""
        members = self.regions[0].members
        return members[min(number, len(members)) - 1]

    @property
    def forum(self) -> Text:
        """The forum of an example: the one that collaboration groups report to, else the last."""
        region = self.regions[0]
        if region.rsg_recipient:
            return neutral_text(region.rsg_recipient)
        return region.forums[-1].word if region.forums else _MANAGEMENT

    def forums_listed(self, before: Sequence[Text] = (), after: Sequence[Text] = ()) -> Text:
        """The forums of a sentence, as "RPO, Kunskapsråd, RSL, SVN eller Region"."""
        words = [*before, *(forum.word for forum in self.regions[0].forums), *after]
        return Text(
            f"{', '.join(word.sv for word in words[:-1])} eller {words[-1].sv}",
            f"{', '.join(word.en for word in words[:-1])} or {words[-1].en}",
        )


def _tick(promise: Promise, only_for: tuple[str, ...]) -> Tick:
    return Tick(
        name=promise.column,
        title=promise.title,
        help=Text(
            f"Sätt x om området bidrar: Patienter ska {promise.promise.sv}.",
            f"Put an x if the area serves this: Patients shall {promise.promise.en}.",
        ),
        family="promise",
        is_title_vertical=True,
        width=4,
        aliases=(promise.promise.sv, promise.promise.en, *promise.aliases),
        only_for=only_for,
        next_year=CellNextYear.KEEP,
    )
