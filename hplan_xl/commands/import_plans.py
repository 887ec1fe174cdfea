"""The verb of `hplan import`: slides, documents and own workbooks of earlier plans -> filled templates to look through.

They are read in processes beside ours, as the other verbs read workbooks there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.book.errors import HplanError, OutputError, WrongTemplate
from hplan_xl.book.limits import FileNames
from hplan_xl.book.text import Language, Text, neutral_text
from hplan_xl.commands.make_templates import TemplateOrder, collect_guide_facts, name_template_file
from hplan_xl.conversion.draft import draft_plan
from hplan_xl.conversion.free_pages import arrange_sheets
from hplan_xl.conversion.headings import Headings
from hplan_xl.conversion.plan_pages import DocumentPlans, PlanPages, find_plans
from hplan_xl.conversion.tables import find_tables
from hplan_xl.conversion.workbook import FormDraft, Prefill, build_workbook, describe_counts
from hplan_xl.documents import read_document, read_sheets
from hplan_xl.documents.pages import Document, Page, describe_pages
from hplan_xl.excel.atomic_write import MASTER_MARK, WrittenFile, make_folder, refuse_file, write_new_file
from hplan_xl.intake.plan_files import Progress
from hplan_xl.intake.selection import add_region
from hplan_xl.intake.sources import FileKind, FileProcesses, Source, find_sources
from hplan_xl.interpretation.personal_data import remove_numbers
from hplan_xl.package.contents import open_package
from hplan_xl.plan import VERSION_DATE, build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.reading.opening import open_plan
from hplan_xl.register.catalogue import Register
from hplan_xl.register.register_sheets import REGISTER
from hplan_xl.wording import import_sentences, refusals
from hplan_xl.wording.file_sentences import describe_document, may_hold_plans

ENDINGS = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".ppt", ".docx", ".docm", ".doc", ".pdf")
# So many files of ours are told of by their names; of more it is said how many they are.
_MOST_TOLD = 3
# A workbook that has lost what our template is known by is one of ours by so many of its sheets.
_SHEETS_OF_OURS = 3
# The healthcare region of a document that names none, as of a template that is asked for without one.
_REGION = "sydostra"


@dataclass(frozen=True)
class ConvertedPlan:
    """A workbook made from a plan in a document: its preferred name, its bytes, and a sentence on what was read.

    group: whose plan it is by the register; "" where that is not known. place: of a document with several plans the
    name and the pages that the plan stands under; None of one plan.
    """

    name: str
    data: bytes
    sentence: Text
    to_look_at: int
    group: str
    place: Text | None = None


@dataclass(frozen=True)
class ConvertedDocument:
    """The workbooks made from a document, one a plan. note: what of the document is in none of them.

    is_ours: it is a workbook that hplan has made, so that nothing is made of it; the note says which.
    """

    plans: tuple[ConvertedPlan, ...]
    note: Text | None = None
    is_ours: bool = False


@dataclass(frozen=True)
class ImportOutcome:
    """The result for one plan in a document: the workbook, or the reason why there is none.

    note: what of the document is in no workbook, with the last of its plans.
    """

    source: str
    conversion: ConvertedPlan | None = None
    written_file: WrittenFile | None = None
    refusal: Text | None = None
    note: Text | None = None


def import_documents(
    paths: Sequence[str], folder: Path, register: Register, year: int | None, language: Language, progress: Progress
) -> tuple[ImportOutcome, ...]:
    """Write a filled template for each plan in the documents under the paths into a folder, made if it is not there.

    year: of the plans; None for the one that each document tells.
    progress: called before each document with its number from 1, how many there are, and its name.

    Raises:
        HplanError: a path does not exist, or no document is there.
        OutputError: the folder is not writable.
    """
    refuse_file(folder, "-o")
    found = find_sources(paths)
    documents = [source for source in found if source.kind is FileKind.DOCUMENT]
    sources = [one for one in found if one.kind is FileKind.WORKBOOK or one.name.casefold().endswith(ENDINGS)]
    others = [one.name for one in documents if one not in sources and may_hold_plans(one.name)]
    if not sources and not others:
        raise HplanError(import_sentences.NOTHING_TO_IMPORT.fill(path=", ".join(paths)))
    if sources:
        make_folder(folder)
    inputs = [Path(source.path) for source in sources]
    names = FileNames()
    imported: list[ImportOutcome] = []
    ours: list[ImportOutcome] = []
    with FileProcesses(Importer(register, year, language), sources) as apart:
        made = iter(apart)
        for number, source in enumerate(sources, 1):
            progress(number, len(sources), source.name)
            came = next(made)
            if isinstance(came, ConvertedDocument) and came.is_ours:
                ours.append(ImportOutcome(source.name, note=came.note))
            else:
                imported += _write_plans(came, source, folder, names, inputs)
    if len(ours) > _MOST_TOLD:
        ours = [ImportOutcome("", note=import_sentences.ARE_OURS.fill(n=len(ours)))]
    return (*imported, *ours, *(ImportOutcome(name, refusal=describe_document(name, "")) for name in others))


def _write_plans(
    made: ConvertedDocument | Text, source: Source, folder: Path, names: FileNames, inputs: Sequence[Path]
) -> Iterator[ImportOutcome]:
    if isinstance(made, Text):
        yield ImportOutcome(source.name, refusal=made)
        return
    for plan in made.plans:
        note = made.note if plan is made.plans[-1] else None
        target = folder / names.take(plan.name)
        try:
            yield ImportOutcome(source.name, plan, write_new_file(target, plan.data, inputs), note=note)
        except OutputError as error:
            yield ImportOutcome(source.name, refusal=error.sentence, note=note)


def describe_imports(imported: Sequence[ImportOutcome], language: Language) -> Iterator[str]:
    """Yield the lines that are printed about the documents."""
    for one in imported:
        if one.conversion and one.written_file:
            look = import_sentences.TO_LOOK_AT.with_number(one.conversion.to_look_at)
            place = (one.conversion.place.localize(language),) if one.conversion.place else ()
            told = f"{one.conversion.sentence.localize(language)} ({look.localize(language)})"
            yield ": ".join((one.source, *place, told))
        if one.note:
            yield one.note.localize(language)


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
        """A document as workbooks. Raises WorkbookError, OutputError and OSError where there is none."""
        data = source.read_bytes()
        is_workbook = source.kind is FileKind.WORKBOOK
        if is_workbook and (told := self._tell_ours(source.name, data)):
            return ConvertedDocument((), told, is_ours=True)
        headings = Headings(self._all)
        if is_workbook:
            document = arrange_sheets(read_sheets(data, source.name), headings)
        else:
            document = read_document(data, source.name)
        document = replace(document, name=remove_numbers(source.name))
        region = self.register.region(self.region) or self.register.regions[0]
        found = find_plans(document, self.register, headings, region)
        if is_workbook and not any(one.lines for one in find_tables(document.pages, headings)):
            raise WrongTemplate(import_sentences.NO_PLAN_TABLE.fill(file=source.name))
        plans = tuple(self._convert(pages, self._call(pages, found), document.pages) for pages in found.plans)
        return ConvertedDocument(plans, _describe_shared_pages(document, found))

    def _tell_ours(self, name: str, data: bytes) -> Text | None:
        """Say which workbook of hplan's this is; None for any other. Raises NotAWorkbook where it is none."""
        if MASTER_MARK.decode() in open_package(data, name).properties:
            return import_sentences.IS_MASTER.fill(file=name)
        for book, told in ((self._all, import_sentences.IS_PLAN), (REGISTER, import_sentences.IS_REGISTER)):
            try:
                opened = open_plan(name, data, book)
            except WrongTemplate as error:
                if error.sentence != refusals.NOT_OURS.fill(file=name):
                    raise
                continue
            by_id = any(place.is_by_id for place in opened.places.values())
            if by_id or opened.version is not None or len(opened.places) >= _SHEETS_OF_OURS:
                return told.fill(file=name)
        return None

    def _call(self, pages: PlanPages, found: DocumentPlans) -> str:
        """The name of one of several plans' groups, with its healthcare region where two have one name."""
        if [one.heading for one in found.plans].count(pages.heading) == 1:
            return pages.heading
        return add_region(neutral_text(pages.heading), pages.whose.region.title, self.register.region_titles).localize(
            self.language
        )

    def _convert(self, pages: PlanPages, called: str, around: Sequence[Page]) -> ConvertedPlan:
        document, whose = pages.document, pages.whose
        book = build_book(self.register, whose.region)
        draft = draft_plan(document, book, whose.year or self.year, self.language, around)
        file = document.name.rpartition("/")[2]
        order = TemplateOrder(
            register=self.register,
            region=whose.region.name,
            year=self.year or whose.year or VERSION_DATE.year,
            language=self.language,
        )
        form = FormDraft(pages, book, self.year)
        year, years = self.year or whose.year, self.year or whose.years
        rows = build_prefill(self.register, whose.region, whose.group, year, None, self.language)
        draft = form.fill(draft, rows, self.language)
        group = whose.group.name if whose.group else ""
        facts = {**collect_guide_facts(order, whose.group, whose.region), "group": group, "year": years or "…"}
        data = build_workbook(draft, book, Prefill(rows, facts, document.saved), file, self.language)
        told, count = describe_counts(draft), len(draft.doubts)
        if not pages.companions:
            name = name_template_file(group, years) if group and years else f"{Path(file).stem}.xlsx"
            return ConvertedPlan(name, data, told, count, group)
        name = name_template_file(called, years or Path(file).stem)
        where = describe_pages(document.kind, [page.number for page in document.pages])
        place = import_sentences.PLACE.fill(group=called, where=where)
        return ConvertedPlan(name, data, told, count, group, place)

    @cached_property
    def _all(self) -> Book:
        return build_book(self.register, None)


def _describe_shared_pages(document: Document, found: DocumentPlans) -> Text | None:
    """Say which pages are in no template, where there are such."""
    if not found.shared_pages:
        return None
    where = describe_pages(document.kind, found.shared_pages)
    return import_sentences.SHARED.fill(file=document.name, where=where)
