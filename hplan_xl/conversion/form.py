"""The answers of the form of a plan that was read from a document, with what is to be looked at there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hplan_xl.book.description import Book
from hplan_xl.book.findings import Severity
from hplan_xl.book.text import Language
from hplan_xl.book.values import TypedValue
from hplan_xl.conversion.draft import Doubt, Draft
from hplan_xl.conversion.headings import AREAS
from hplan_xl.conversion.identity import DocumentIdentity
from hplan_xl.documents.pages import Document
from hplan_xl.excel.rendering import render_value


@dataclass(frozen=True)
class FormDraft:
    """The answers of the form: what the register knows, and what the document says of itself. year: as asked for."""

    document: Document
    book: Book
    whose: DocumentIdentity
    year: int | None

    def fill(self, draft: Draft, rows: Mapping[str, Sequence[Mapping[str, object]]], language: Language) -> Draft:
        """The draft with its form, and with what is to be looked at there first."""
        form = next(sheet for sheet in self.book.sheets if sheet.is_form)
        known = rows[form.name][0]
        record: dict[str, TypedValue] = {
            column.name: value
            for column in form.columns
            if (value := render_value(column, known.get(column.name), language)) not in (None, "")
        }
        record |= {name: words for name, (words, _) in self.whose.answers.items() if words}
        record |= {"year": self.year or self.whose.years or record.get("year")}
        as_of = self.whose.as_of or self.document.saved
        record |= {"as_of": as_of} if as_of else {}
        doubts = [
            *([] if self.whose.named or self.whose.group else [self._ask("healthcare_region", "import.region")]),
            *([] if record.get("group") else [self._ask("group", "import.group", Severity.ERROR)]),
            *([] if self.year or self.whose.years else [self._ask("year", "import.year", Severity.ERROR)]),
            *self._of_the_day(as_of is not None),
        ]
        none = [] if draft.areas else [Doubt(AREAS, 0, "title", "import.no_area", {}, Severity.ERROR)]
        return replace(draft, rows={form.name: [record], **draft.rows}, doubts=(*doubts, *none, *draft.doubts))

    def _of_the_day(self, known: bool) -> list[Doubt]:
        if self.whose.as_of:
            return []
        return [
            self._ask("as_of", "import.as_of_saved") if known else self._ask("as_of", "import.as_of", Severity.ERROR)
        ]

    def _ask(self, column: str, rule: str, severity: Severity = Severity.HINT) -> Doubt:
        form = next(sheet for sheet in self.book.sheets if sheet.is_form)
        return Doubt(form.name, 0, column, rule, {"value": self.whose.region.title}, severity)
