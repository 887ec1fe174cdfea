"""A draft -> the filled template: its form and records, marks, the list of what to look through, and Övrigt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from hplan_xl.book.description import Book
from hplan_xl.book.findings import Cell, Finding, Severity
from hplan_xl.book.limits import fits_in_cell, split_to_cells
from hplan_xl.book.text import Language, Text
from hplan_xl.book.values import TypedValue
from hplan_xl.conversion.area_records import Record
from hplan_xl.conversion.draft import Doubt, Draft
from hplan_xl.conversion.headings import ACTIVITIES, AREAS
from hplan_xl.conversion.plan_pages import PlanPages
from hplan_xl.documents.pages import describe_pages
from hplan_xl.excel.rendering import render_value
from hplan_xl.marking import Head, mark_workbook
from hplan_xl.template import A_DOCUMENT, CarriedContent, RepairNote, Rows, build_template
from hplan_xl.template.positions import TemplateSheet, place_sheets
from hplan_xl.wording import import_sentences, repair_sentences


@dataclass(frozen=True)
class Prefill:
    """What the template comes with. rows: by sheet, as understood. facts: for the guide. saved: the document's day."""

    rows: Rows
    facts: Mapping[str, object]
    saved: date | None


def build_workbook(draft: Draft, book: Book, prefill: Prefill, file: str, language: Language) -> bytes:
    """The workbook; the same bytes for the same arguments. Raises OutputError where Excel does not take it."""
    draft = _fit_to_cells(draft, book, file, language)
    saved = datetime.combine(prefill.saved, time()) if prefill.saved else None
    carried = CarriedContent(draft.rows, draft.kept, saved, A_DOCUMENT)
    data = build_template(book, language=language, rows=prefill.rows, facts=prefill.facts, carried=carried)
    places = place_sheets(book, prefill.rows, language, draft.rows)
    findings = [_finding(doubt, places[doubt.sheet], file) for doubt in draft.doubts]
    return mark_workbook(data, findings, language, _head(draft, file))


def _fit_to_cells(draft: Draft, book: Book, file: str, language: Language) -> Draft:
    """The draft with texts that a cell holds each; what goes beyond that is kept, under the heading of its column."""
    rows: dict[str, list[Record]] = {name: [dict(record) for record in records] for name, records in draft.rows.items()}
    kept: list[RepairNote] = []
    for name, records in rows.items():
        for record in records:
            for column, value in record.items():
                if isinstance(value, str) and not fits_in_cell(value):
                    record[column], *rest = split_to_cells(value)
                    heading = book.sheet(name).column(column).title.localize(language)
                    kept += (RepairNote(file, "", heading, piece, repair_sentences.REST) for piece in rest)
    for note in draft.kept:
        pieces = split_to_cells(note.value) if isinstance(note.value, str) else []
        kept.append(replace(note, value=pieces[0]) if pieces else note)
        kept += (replace(note, value=piece, sentence=repair_sentences.REST) for piece in pieces[1:])
    return replace(draft, rows=rows, kept=tuple(kept))


def _finding(doubt: Doubt, place: TemplateSheet, file: str) -> Finding:
    row, column = place.cell(doubt.column, doubt.record)
    title = place.sheet.column(doubt.column).title
    facts = {"file": file, "column": title, **doubt.facts}
    text = import_sentences.SENTENCES[doubt.rule]
    return Finding(Cell("", place.title, row, column), doubt.rule, doubt.severity, text, facts)


def _head(draft: Draft, file: str) -> Head:
    return Head(
        import_sentences.TITLE,
        (describe_counts(draft), *([import_sentences.OTHER] if draft.kept else [])),
        import_sentences.LEAD.fill(file=file),
    )


def describe_counts(draft: Draft) -> Text:
    """How much was read, in a sentence: of how many areas, with how many activities, and what is asked of statuses."""
    areas = draft.rows.get(AREAS, ())
    if not areas:
        return import_sentences.NO_TABLE
    titled = sum(bool(record.get("title")) for record in draft.rows.get(ACTIVITIES, ()))
    statuses = [one for one in draft.doubts if one.sheet in (AREAS, ACTIVITIES) and one.column == "status"]
    choose = sum(one.severity is not Severity.HINT for one in statuses)
    return import_sentences.COUNTS.fill(
        areas=import_sentences.AREAS.with_number(draft.areas),
        read=sum(bool(record.get("title")) for record in areas),
        activities=import_sentences.ACTIVITIES.with_number(titled),
        statuses=import_sentences.describe_statuses(len(statuses) - choose, choose),
    )


@dataclass(frozen=True)
class FormDraft:
    """The answers of the form: what the register knows, and what the document says of itself. year: as asked for."""

    pages: PlanPages
    book: Book
    year: int | None

    def fill(self, draft: Draft, rows: Mapping[str, Sequence[Mapping[str, object]]], language: Language) -> Draft:
        """The draft with its form, and with what is to be looked at there first."""
        whose, document = self.pages.whose, self.pages.document
        form = self.book.sheet(self.book.identity.sheet)
        known = rows[form.name][0]
        record: dict[str, TypedValue] = {
            column.name: value
            for column in form.columns
            if (value := render_value(column, known.get(column.name), language)) not in (None, "")
        }
        record |= {name: words for name, (words, _) in whose.answers.items() if words}
        record |= {"year": self.year or whose.years or record.get("year")}
        as_of = whose.as_of or document.saved
        record |= {"as_of": as_of} if as_of else {}
        doubts = [
            *([] if whose.is_region_told else [self._ask("healthcare_region", "import.region")]),
            *self._of_the_pages(),
            *([] if record.get("group") else [self._ask("group", "import.group", Severity.ERROR)]),
            *([] if self.year or whose.years else [self._ask("year", "import.year", Severity.ERROR)]),
            *self._of_the_year(),
            *self._of_the_day(),
        ]
        none = [] if draft.areas else [Doubt(AREAS, 0, "title", "import.no_area", {}, Severity.ERROR)]
        kept = tuple(left for note in draft.kept if (left := self._without_answers(note)))
        doubts = [*doubts, *none, *draft.doubts]
        return replace(draft, rows={form.name: [record], **draft.rows}, doubts=tuple(doubts), kept=kept)

    def _without_answers(self, note: RepairNote) -> RepairNote | None:
        """What has no place elsewhere, without the lines that stand on the form; None where that is all of it."""
        if note.sentence not in (import_sentences.NO_PLACE, import_sentences.NOT_A_PLAN):
            return note
        answers = self.pages.whose.form_lines
        lines = str(note.value or "").split("\n")
        left = [line for line in lines if line.strip().replace(" | ", ": ", 1) not in answers]
        return note if left == lines else replace(note, value="\n".join(left)) if left else None

    def _of_the_pages(self) -> list[Doubt]:
        if self.pages.other_groups:
            return [self._ask("group", "import.other_groups", groups=", ".join(self.pages.other_groups))]
        if not self.pages.companions:
            return []
        document = self.pages.document
        where = describe_pages(document.kind, [page.number for page in document.pages])
        return [self._ask("group", "import.part", n=self.pages.companions + 1, where=where)]

    def _of_the_year(self) -> list[Doubt]:
        """Ask about other years in the headings; where the plan is made for another year, about times without one."""
        years, others = self.pages.whose.years, ", ".join(self.pages.whose.other_years)
        if others and not self.year:
            return [self._ask("year", "import.several_years", years=str(years), others=others)]
        if not self.year or not years or str(self.year) in str(years):
            return []
        return [self._ask("year", "import.other_year", years=str(years), year=str(self.year))]

    def _of_the_day(self) -> list[Doubt]:
        if self.pages.whose.as_of:
            return []
        if self.pages.document.saved:
            return [self._ask("as_of", "import.as_of_saved")]
        return [self._ask("as_of", "import.as_of", Severity.ERROR)]

    def _ask(self, column: str, rule: str, severity: Severity = Severity.HINT, **facts: object) -> Doubt:
        return Doubt(
            self.book.identity.sheet, 0, column, rule, {"value": self.pages.whose.region.title, **facts}, severity
        )
