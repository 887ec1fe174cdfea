"""The verb of `hplan import`: slides and documents of earlier plans -> filled templates to look through.

They are read in processes beside ours, as the other verbs read workbooks there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.book.errors import HplanError, OutputError
from hplan_xl.book.file_names import FileNames
from hplan_xl.book.text import Language, Text
from hplan_xl.commands.make_templates import TemplateOrder, collect_guide_facts, template_file_name
from hplan_xl.conversion.draft import draft_plan
from hplan_xl.conversion.headings import Headings
from hplan_xl.conversion.identity import identify
from hplan_xl.conversion.workbook import FormDraft, Prefill, build_workbook, describe_counts
from hplan_xl.documents import read_document
from hplan_xl.excel.atomic_write import WrittenFile, write_new_file
from hplan_xl.excel.folder_write import make_folder, refuse_file
from hplan_xl.intake.file_processes import FileProcesses
from hplan_xl.intake.plan_files import Progress
from hplan_xl.intake.sources import Source, find_sources
from hplan_xl.plan import VERSION_DATE, build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.register.catalogue import Group, Register
from hplan_xl.wording import import_sentences

ENDINGS = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".ppt", ".docx", ".docm", ".doc", ".pdf")
# The healthcare region of a document that names none, as of a template that is asked for without one.
_REGION = "sydostra"


@dataclass(frozen=True)
class ConvertedDocument:
    """A workbook made from a document: its preferred name, its bytes, and a sentence on what was read."""

    name: str
    data: bytes
    sentence: Text
    to_look_at: int


@dataclass(frozen=True)
class ImportOutcome:
    """The result for one document: the workbook, or the reason why there is none."""

    source: str
    conversion: ConvertedDocument | None = None
    written_file: WrittenFile | None = None
    refusal: Text | None = None


def import_documents(
    paths: Sequence[str], folder: Path, register: Register, year: int | None, language: Language, progress: Progress
) -> tuple[ImportOutcome, ...]:
    """Write a filled template for each document under the paths into a folder, which is made if it is not there.

    year: of the plans; None for the one that each document tells.
    progress: called before each document with its number from 1, how many there are, and its name.

    Raises:
        HplanError: a path does not exist, or no document is there.
        OutputError: the folder is not writable.
    """
    refuse_file(folder, "-o")
    sources = [source for source in find_sources(paths) if source.name.casefold().endswith(ENDINGS)]
    sources = [source for source in sources if not source.name.rpartition("/")[2].startswith(("~$", "."))]
    if not sources:
        raise HplanError(import_sentences.NOTHING_TO_IMPORT.fill(path=", ".join(paths)))
    make_folder(folder)
    inputs = [Path(source.path) for source in sources]
    names = FileNames()
    imported = []
    with FileProcesses(Importer(register, year, language), sources) as apart:
        made = iter(apart)
        for number, source in enumerate(sources, 1):
            progress(number, len(sources), source.name)
            imported.append(_written(next(made), source, folder, names, inputs))
    return tuple(imported)


def _written(
    made: ConvertedDocument | Text, source: Source, folder: Path, names: FileNames, inputs: Sequence[Path]
) -> ImportOutcome:
    if isinstance(made, Text):
        return ImportOutcome(source.name, refusal=made)
    target = folder / names.take(made.name)
    try:
        return ImportOutcome(source.name, made, write_new_file(target, made.data, inputs))
    except OutputError as error:
        return ImportOutcome(source.name, refusal=error.sentence)


def describe_imports(imported: Sequence[ImportOutcome], language: Language) -> Iterator[str]:
    """Yield the lines that are printed about the documents."""
    for one in imported:
        if one.conversion and one.written_file:
            count = one.conversion.to_look_at
            look = import_sentences.TO_LOOK_AT_ONE if count == 1 else import_sentences.TO_LOOK_AT.fill(n=count)
            yield f"{one.source}: {one.conversion.sentence.localize(language)} ({look.localize(language)})"


@dataclass(frozen=True)
class Importer:
    """Makes of a document the filled template of its group, with what the register knows of it.

    region: the healthcare region of a document that names none.
    """

    register: Register
    year: int | None
    language: Language
    region: str = _REGION

    def __call__(self, source: Source) -> ConvertedDocument:
        """A document as a workbook. Raises WorkbookError, OutputError and OSError where there is none."""
        document = read_document(source.read_bytes(), source.name)
        document = replace(document, name=source.name)
        region = self.register.region(self.region) or self.register.regions[0]
        whose = identify(document, self.register, Headings(self._all), region)
        book = build_book(self.register, whose.region)
        draft = draft_plan(document, book, whose.year or self.year, self.language)
        file = source.name.rpartition("/")[2]
        order = TemplateOrder(
            register=self.register,
            region=whose.region.name,
            year=self.year or whose.year or VERSION_DATE.year,
            language=self.language,
        )
        form = FormDraft(document, book, whose, self.year)
        year = self.year or whose.year
        rows = build_prefill(self.register, whose.region, whose.group, year, None, self.language)
        draft = form.fill(draft, rows, self.language)
        facts = {
            **collect_guide_facts(order, whose.group, whose.region),
            "group": whose.group.name if whose.group else "",
        }
        data = build_workbook(draft, book, Prefill(rows, facts, document.saved), file, self.language)
        name = _file_name(whose.group, order, file, year)
        return ConvertedDocument(name, data, describe_counts(draft), len(draft.doubts))

    @cached_property
    def _all(self) -> Book:
        return build_book(self.register, None)


def _file_name(group: Group | None, order: TemplateOrder, file: str, year: int | None) -> str:
    """As a template of the group is called; where the group or the year is not known, as the document is."""
    return template_file_name(group, order) if group and year else f"{Path(file).stem}.xlsx"
