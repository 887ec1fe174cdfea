"""The verb of `hplan repair`: which files are poured into which fresh template, and where they go.

They are poured in processes beside ours, as the other verbs read them there.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from hplan_xl.book.errors import HplanError, OutputError
from hplan_xl.book.limits import NOT_IN_A_FILE_NAME, FileNames
from hplan_xl.book.text import Language, Text, join_texts
from hplan_xl.commands.begin_reading import RegionalBooks
from hplan_xl.commands.make_templates import YOUR_COORDINATOR, TemplateOrder, collect_guide_facts
from hplan_xl.excel import atomic_write
from hplan_xl.intake.plan_files import Progress
from hplan_xl.intake.sources import FileKind, FileProcesses, Source, find_sources
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.interpretation.personal_data import remove_numbers
from hplan_xl.marking import find_listing_title, unmark_workbook
from hplan_xl.reading.earlier_files import read_guide_fact
from hplan_xl.reading.opening import open_plan
from hplan_xl.reading.submission import build_submission
from hplan_xl.register.catalogue import HealthcareRegion, Register
from hplan_xl.register.name_search import is_register
from hplan_xl.repair import FreshTemplate, RepairedWorkbook, repair_workbook
from hplan_xl.template import RepairNote
from hplan_xl.template.template_file import TITLE
from hplan_xl.wording import repair_sentences


@dataclass(frozen=True)
class RepairOutcome:
    """The result for one workbook: the repaired copy and what was done, or the reason why there is none.

    workbook_language: of the copy.
    """

    source: str
    written_file: atomic_write.WrittenFile | None = None
    actions: tuple[RepairNote, ...] = ()
    refusal: Text | None = None
    workbook_language: Language = "sv"


def repair_plans(path: str, output: Path, register: Register, progress: Progress) -> tuple[RepairOutcome, ...]:
    """Write a repaired copy of a workbook, or of every workbook in a folder under the same names in another.

    progress: called before each workbook with its number from 1, how many there are, and its name.

    Raises:
        HplanError: the path does not exist, or no workbook is there.
        WrongEnding: the copy is to have another ending than .xlsx.
        OutputError: no copy could be written.
    """
    found = find_sources([path])
    sources = [one for one in found if one.kind is FileKind.WORKBOOK and not is_register(Path(one.name))]
    atomic_write.refuse_input(output, [Path(path), *(Path(source.path) for source in sources)])
    targets = list(_targets(path, output, sources))
    if not targets:
        raise HplanError(repair_sentences.NO_PLAN.fill(path=path))
    inputs = [Path(source.path) for source, _ in targets]
    mended = []
    with FileProcesses(PlanRepairer(register), [source for source, _ in targets]) as apart:
        poured = iter(apart)
        for number, (source, target) in enumerate(targets, 1):
            progress(number, len(targets), source.name)
            mended.append(_write_repaired(next(poured), source, target, inputs))
    if not any(one.written_file for one in mended):
        raise HplanError(join_texts(list(dict.fromkeys(one.refusal for one in mended if one.refusal))))
    return tuple(mended)


def _targets(path: str, output: Path, sources: Sequence[Source]) -> Iterator[tuple[Source, Path]]:
    """Each workbook with where its copy goes; what lies in the output folder already is no input."""
    if not sources:
        return
    if Path(path).is_file() and not sources[0].member:
        name = Path(path).with_suffix(".xlsx").name
        yield sources[0], output / name if output.is_dir() else atomic_write.name_workbook(output)
        return
    atomic_write.refuse_file(output, "-o")
    names = FileNames()
    place, given = (Path(os.path.realpath(one)) for one in (output, path))  # Path.resolve raises at links in a circle
    for source in sources:
        if given in place.parents and place in Path(os.path.realpath(source.path)).parents:
            continue
        yield source, output / names.take(_path_within(path, source))


def _path_within(path: str, source: Source) -> str:
    """The name of a file as seen from the folder or zip that was given, as .xlsx; in a zip it may lead anywhere."""
    shown = Path(path).as_posix()
    inner = source.name.removeprefix(shown if shown != "." else "").lstrip("/")
    if source.member:
        parts = (NOT_IN_A_FILE_NAME.sub("_", part) for part in inner.split("/") if part not in ("", ".", ".."))
        inner = "/".join(parts)
    return str(Path(inner).with_suffix(".xlsx"))


def _write_repaired(
    made: RepairedWorkbook | Text, source: Source, target: Path, inputs: Sequence[Path]
) -> RepairOutcome:
    """Write the copy, if one was made and its place is free. What was typed in a target is never written over."""
    if isinstance(made, Text):
        return RepairOutcome(source.name, refusal=made)
    try:
        atomic_write.make_folder(target.parent)
        written = atomic_write.write_new_file(target, made.data, inputs)
        return RepairOutcome(source.name, written, made.actions, workbook_language=made.language)
    except OutputError as error:
        return RepairOutcome(source.name, refusal=error.sentence)


def describe_repairs(mended: Sequence[RepairOutcome], language: Language) -> list[str]:
    """List the lines printed about repaired workbooks: what was done to each, and how many cells are kept beside it."""
    return [
        line
        for one in mended
        if one.written_file
        for line in (f"{one.source}:", *map(remove_numbers, _lines(one, language)))
    ]


def _lines(mended: RepairOutcome, language: Language) -> Iterator[str]:
    done, other = mended.actions, TITLE.localize(mended.workbook_language)
    if not done:
        yield f"  {repair_sentences.NOTHING_TO_REPAIR.localize(language)}"
    for one in done:
        if one.value is None:
            place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
            headed = repair_sentences.HEADED_PLACE.fill(place=place, heading=one.heading).localize(language)
            yield f"  {headed if one.heading else place}{': ' if place else ''}{one.sentence.localize(language)}"
    kept = Counter((one.sheet, one.sentence) for one in done if one.value is not None)
    for (sheet, why), number in kept.items():
        sentence = repair_sentences.CELLS_ONE if number == 1 else repair_sentences.CELLS
        yield f"  {sentence.fill(sheet=sheet, n=number, other=other, told=why).localize(language)}"


@dataclass(frozen=True)
class PlanRepairer:
    """Copies workbooks into fresh templates, each into that of its healthcare region; a template is built once."""

    register: Register

    def __call__(self, source: Source) -> RepairedWorkbook:
        """A workbook poured. Raises WorkbookError, OutputError and OSError where it cannot be read or written."""
        original = source.read_bytes()
        data = unmark_workbook(original, source.name)
        opened = open_plan(source.name, data, self._books.all_regions)
        submission = build_submission(opened, data)
        plan = interpret_plan(submission, self._books.all_regions)
        region = self._books.find_region(plan, opened)
        said = {name: read_guide_fact(opened.package, opened.latest, name) for name in ("contact", "year")}
        facts = self._facts(plan, region, said)
        made = repair_workbook(opened, submission, self._fresh[region.name], facts)
        listing = find_listing_title(original, source.name) if data is not original else ""
        left = [RepairNote(listing, "", "", None, repair_sentences.LISTING_LEFT)] if listing else []
        return replace(made, actions=(*left, *made.actions))

    @cached_property
    def _books(self) -> RegionalBooks:
        return RegionalBooks(self.register)

    @cached_property
    def _fresh(self) -> Mapping[str, FreshTemplate]:
        return {
            name: FreshTemplate(book, tuple(other for other in self._books.by_region.values() if other is not book))
            for name, book in self._books.by_region.items()
        }

    def _facts(self, plan: InterpretedPlan, region: HealthcareRegion, said: Mapping[str, str]) -> dict[str, object]:
        """The facts of the guide; said: what the old guide said, whose year holds where the form tells none."""
        told, contact = plan.identity, said["contact"]
        known_contact = "" if contact in (YOUR_COORDINATOR.sv, YOUR_COORDINATOR.en) else contact
        order = TemplateOrder(register=self.register, region=region.name, contact=known_contact, language="sv")
        group = self.register.find_group(told.group, region) if told.group else None
        default = collect_guide_facts(order, group, region)
        year = told.years or said["year"] or None  # never the template's own, which nobody told
        due = told.due or default["due"]
        facts = {**default, "year": year, "group": group.name if group else told.group, "due": due}
        return {name: value for name, value in facts.items() if value is not None}
