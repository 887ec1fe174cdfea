"""The calendar of `hplan merge --calendar`: what has a day in the plans that are used, as an .ics."""

from dataclasses import dataclass
from pathlib import Path

from hplan_xl.book.errors import OutputError, WrongEnding
from hplan_xl.book.text import Language, Text
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.excel.atomic_write import WrittenFile, refuse_place, suggest_stem, write_atomically
from hplan_xl.intake.sources import is_calendar
from hplan_xl.mail.ics import build_calendar, collect_events
from hplan_xl.master.facts.records import name_groups
from hplan_xl.wording import mail_sentences


@dataclass(frozen=True)
class WrittenCalendar:
    """A calendar that was written, and what is not in it."""

    written_file: WrittenFile
    notes: tuple[Text, ...]


def refuse_foreign_calendar(path: Path, *, force: bool) -> None:
    """Raise WrongEnding where a calendar cannot have that name, OutputError where a file is there that is not ours."""
    if path.suffix.lower() != ".ics":
        raise WrongEnding(mail_sentences.NOT_ICS.fill(path=suggest_stem(path)))
    refuse_place(path, "--calendar")
    if path.is_file() and not force and not is_calendar(path):
        raise OutputError(mail_sentences.CALENDAR_NOT_OURS.fill(path=path))


def write_calendar(consolidation: Consolidation, path: Path, language: Language) -> WrittenCalendar:
    """Write the calendar of the plans that are used. Raises OutputError where it cannot be written."""
    events, undated = collect_events(consolidation, name_groups(consolidation))
    written = write_atomically(path, build_calendar(consolidation, events, language))
    said = mail_sentences.WITHOUT_DAY_ONE if undated == 1 else mail_sentences.WITHOUT_DAY.fill(n=undated)
    return WrittenCalendar(written, (said,) if undated else ())
