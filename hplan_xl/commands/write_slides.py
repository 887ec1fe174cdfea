"""The verb of `hplan slides`: plans that are read -> one presentation, or a folder with one beside it a part."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hplan_xl.book.errors import OutputError, WrongEnding
from hplan_xl.book.text import Text
from hplan_xl.commands.check_plans import CheckResult
from hplan_xl.commands.merge_plans import MergeOrder, describe_parts, gather_plans
from hplan_xl.deck.deck_file import build_deck
from hplan_xl.excel import atomic_write
from hplan_xl.intake.plan_files import PlanReading, Progress
from hplan_xl.intake.sources import FileKind, is_deck
from hplan_xl.master.facts.slices import WHOLE_FILE_NAME, divide_consolidation, name_files
from hplan_xl.plan.pages import DECK
from hplan_xl.register.catalogue import Register
from hplan_xl.wording import command_sentences

ENDING = ".pptx"


@dataclass(frozen=True)
class SlidesResult:
    """Written presentations: the plans they rest on, where each is with its number of slides, and notes on the parts.

    check_result: without its plans.
    """

    check_result: CheckResult
    written_files: tuple[tuple[atomic_write.WrittenFile, int], ...]
    notes: tuple[Text, ...]


def write_slides(
    reading: PlanReading, output: Path, register: Register, order: MergeOrder, progress: Progress
) -> SlidesResult:
    """Judge and consolidate the plans of one year as a merge does, and write them as slides.

    Raises:
        NoPlans: no file is a plan, or none is for that year.
        OutputError: a presentation cannot be written, or would replace another file.
    """
    whole = output / f"{Path(WHOLE_FILE_NAME).stem}{ENDING}" if order.split_by else _with_ending(output)
    if order.split_by:
        atomic_write.refuse_file(output, "-o")
    else:
        atomic_write.refuse_place(whole)
    _refuse([whole], reading)
    checked, consolidation = gather_plans(reading, register, order, progress)
    parts = divide_consolidation(consolidation, order.split_by) if order.split_by else ()
    names = [f"{Path(name).stem}{ENDING}" for name in name_files(parts, order.language)]
    paths = [whole, *(output / name for name in names)]
    _refuse(paths, reading)
    decks = [build_deck(one, DECK, order.language) for one in (consolidation, *(part.consolidation for part in parts))]
    if order.split_by:
        atomic_write.make_folder(output)
    written = tuple(
        (atomic_write.write_atomically(path, data), count) for path, (data, count) in zip(paths, decks, strict=True)
    )
    return SlidesResult(
        checked, written, describe_parts(consolidation, parts, command_sentences.SLIDES_WITHOUT_COUNCIL)
    )


def _with_ending(output: Path) -> Path:
    """The path with its ending. Raises WrongEnding where it has another."""
    if output.suffix.casefold() == ENDING:
        return output
    if output.suffix or output.name in ("", ".."):
        raise WrongEnding(command_sentences.NO_DECK_ENDING.fill(path=output))
    return output.with_name(f"{output.name}{ENDING}")


def _refuse(paths: Sequence[Path], reading: PlanReading) -> None:
    """Raise OutputError where a path is an input, or a presentation stands there that somebody has made or edited."""
    workbooks = [Path(source.path) for source in reading.sources if source.kind is FileKind.WORKBOOK]
    for path in paths:
        atomic_write.refuse_input(path, workbooks)
        if path.is_file() and not is_deck(path):
            raise OutputError(command_sentences.DECK_EDITED.fill(path=path))
