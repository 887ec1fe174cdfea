"""A consolidation as tables: one a sheet of the book, measured values a row each, then findings, files and words.

A private column stands in none of them, as it stands in no consolidation.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hplan_xl.book.columns import Choice, Column, Number, Reference, Vocabulary
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.text import Language, Text, clean_text, normalize_text
from hplan_xl.book.views import Measures, find_measures
from hplan_xl.consolidation.union import Consolidation, FileRecord, Record, localize_phrases
from hplan_xl.export.data_tables import (
    ColumnFields,
    DataField,
    DataTable,
    FieldType,
    Row,
    divide_measured,
    make_column_fields,
    number_type,
)
from hplan_xl.intake.selection import is_named_group
from hplan_xl.intake.states import FileState
from hplan_xl.wording import compose_sentence
from hplan_xl.wording import export_sentences as words

_PLANS, _PLAN_KEY, _GROUP_KEY, _SOURCE_ROW = "plans", "plan_key", "group_key", "source_row"

_OWNER_FIELDS = (
    DataField(_PLAN_KEY, FieldType.STRING, words.PLAN_KEY, words.PLAN_KEY_HELP),
    DataField(_GROUP_KEY, FieldType.STRING, words.GROUP_KEY, words.GROUP_KEY_HELP),
    DataField("group_name", FieldType.STRING, words.GROUP_NAME, words.GROUP_NAME_HELP),
    DataField("plan_year", FieldType.INTEGER, words.PLAN_YEAR, words.PLAN_YEAR_HELP),
)
_PLACE_FIELDS = (
    DataField("source_file", FieldType.STRING, words.SOURCE_FILE, words.SOURCE_FILE_HELP),
    DataField("source_sheet", FieldType.STRING, words.SOURCE_SHEET, words.SOURCE_SHEET_HELP),
    DataField(_SOURCE_ROW, FieldType.INTEGER, words.SOURCE_ROW, words.SOURCE_ROW_HELP),
)
_ROUTE = DataField("reported_to", FieldType.STRING, words.ROUTE, words.ROUTE_HELP)
_TO_PLAN = (_PLAN_KEY, _PLANS, _PLAN_KEY)
_VALUE_FIELDS = (
    DataField("region", FieldType.STRING, words.REGION, words.REGION_HELP),
    DataField("region_title", FieldType.STRING, words.REGION_TITLE, words.REGION_TITLE_HELP),
    DataField("value", FieldType.NUMBER, words.VALUE, words.VALUE_HELP),
    DataField("missing", FieldType.STRING, words.MISSING_OF.fill(title=words.VALUE), words.MISSING_HELP),
)


def build_tables(consolidation: Consolidation, language: Language) -> tuple[DataTable, ...]:
    """The tables of a consolidation. language: of the sentences in them; codes and keys are the same in both."""
    consolidation = localize_phrases(consolidation, language)
    sheets = (_sheet_table(sheet, consolidation, language) for sheet in consolidation.book.sheets)
    return (*sheets, _findings(consolidation, language), _files(consolidation, language), _terms(consolidation.book))


def make_group_key(region: str, group: str) -> str:
    """The key of a group: the same from year to year, however its name is written in capitals.

    >>> make_group_key("sydostra", "RPO Hud- och könssjukdomar")
    'sydostra/rpo hud- och könssjukdomar'
    """
    return f"{region}/{normalize_text(group)}"


def _owner(record: Record, year: int) -> tuple[str, str, str | None, int]:
    """The plan's key, the group's key and name, and the year; a plan that names no group goes by its file."""
    group = str(record["_group"])
    named = is_named_group(group)
    region = str(record["_region"])
    key = make_group_key(region, group) if named else f"{region}/({record['_file']})"
    return f"{year}/{key}", key, group if named else None, year


@dataclass(frozen=True)
class _SheetColumns:
    """The fields of a sheet's columns, and how a record is divided among them."""

    columns: tuple[tuple[Column, ColumnFields], ...]

    @property
    def fields(self) -> tuple[DataField, ...]:
        return tuple(field for _, made in self.columns for field in made.fields)

    def divide(self, record: Record) -> Row:
        return tuple(part for column, made in self.columns for part in made.divide(record.get(column.name)))


def _sheet_table(sheet: Sheet, consolidation: Consolidation, language: Language) -> DataTable:
    if any(_is_measured(column) for column in sheet.columns):
        return _measured_table(sheet, consolidation, language)
    book = consolidation.book
    read, keys = _read_columns(sheet, book), _KeyFields(sheet, book)
    route = (_ROUTE,) if sheet.is_form else ()
    rows = []
    for record in consolidation.records[sheet.name]:
        owner = _owner(record, consolidation.year)
        beside = (clean_text(str(record.get("_council", ""))) or None,) if sheet.is_form else ()
        rows.append((*owner, *keys.values(record, owner[1]), *read.divide(record), *beside, *_place(record)))
    return DataTable(
        _PLANS if sheet.is_form else sheet.name,
        sheet.title,
        sheet.help,
        (*_OWNER_FIELDS, *keys.fields, *read.fields, *route, *_PLACE_FIELDS),
        tuple(rows),
        (_PLAN_KEY,) if sheet.is_form else (_PLAN_KEY, _SOURCE_ROW),
        (*(() if sheet.is_form else (_TO_PLAN,)), *keys.references),
    )


def _is_measured(column: Column) -> bool:
    return isinstance(column, Number) and bool(column.series)


def _read_columns(sheet: Sheet, book: Book) -> _SheetColumns:
    columns = [column for column in sheet.columns if not column.is_private and not _is_measured(column)]
    return _SheetColumns(tuple((column, make_column_fields(column, _key_type(column, book))) for column in columns))


def _key_type(column: Column, book: Book) -> FieldType:
    """The type of what a reference holds: that of the other sheet's counter."""
    if not isinstance(column, Reference):
        return FieldType.STRING
    target = book.sheet(column.sheet)
    return number_type(target.column(target.counter))


class _KeyFields:
    """The keys of a sheet's rows: its own, where others refer to it, and those of the rows that it refers to."""

    def __init__(self, sheet: Sheet, book: Book) -> None:
        self._own = sheet.counter if sheet.counter and sheet.name in _key_names(book) else ""
        self.others = [column for column in sheet.columns if isinstance(column, Reference)]
        own = [_row_key(_key_names(book)[sheet.name], sheet.column(self._own).title)] if self._own else []
        others = [field for column in self.others for field in _reference_fields(column)]
        self.fields: tuple[DataField, ...] = (*own, *others)
        self.references = tuple(
            (f"{column.name}_key", column.sheet, _key_names(book)[column.sheet]) for column in self.others
        )

    def values(self, record: Record, group_key: str) -> Row:
        """The keys of a record, in the order of the fields."""
        own = (_join_key(group_key, record.get(self._own)),) if self._own else ()
        others = (
            part
            for column in self.others
            for part in (_join_key(group_key, record.get(column.name)), record.get(f"_{column.name}"))
        )
        return (*own, *others)


def _key_names(book: Book) -> Mapping[str, str]:
    """The field that holds the key of a sheet's rows, by sheet: named by the first column that refers to it."""
    found: dict[str, str] = {}
    for sheet in book.sheets:
        for column in sheet.columns:
            if isinstance(column, Reference):
                found.setdefault(column.sheet, f"{column.name}_key")
    return found


def _row_key(name: str, title: Text) -> DataField:
    help = words.ROW_KEY_HELP.fill(title=title)
    return DataField(name, FieldType.STRING, words.ROW_KEY_OF.fill(title=title), help)


def _reference_fields(column: Reference) -> tuple[DataField, DataField]:
    label = DataField(
        f"{column.name}_label", FieldType.STRING, words.LABEL_OF.fill(title=column.title), words.LABEL_HELP
    )
    return _row_key(f"{column.name}_key", column.title), label


def _join_key(group_key: str, value: object) -> str | None:
    return None if value is None else f"{group_key}/{value}"


def _place(record: Record) -> Row:
    return str(record["_file"]), str(record["_sheet"]), int(str(record["_row"]))


def _measured_table(sheet: Sheet, consolidation: Consolidation, language: Language) -> DataTable:
    """The values of a sheet with a column a region: a row each, with what tells of the indicator beside."""
    read, keys = _read_columns(sheet, consolidation.book), _KeyFields(sheet, consolidation.book)
    about, known = _indicator_facts(sheet, consolidation)
    series = [column for column in sheet.columns if isinstance(column, Number) and column.series]
    rows = []
    for record in consolidation.records[sheet.name]:
        owner = _owner(record, consolidation.year)
        told = known.get((record["_file"], *(record.get(column.name) for column in keys.others)), ())
        facts = told or (None,) * len(about.fields)
        own = (*owner, *keys.values(record, owner[1]), *facts, *read.divide(record))
        rows += [(*own, *value, *_place(record)) for value in _values(record, series, language)]
    return DataTable(
        sheet.name,
        sheet.title,
        words.VALUES_HELP,
        (*_OWNER_FIELDS, *keys.fields, *about.fields, *read.fields, *_VALUE_FIELDS, *_PLACE_FIELDS),
        tuple(rows),
        (),
        (_TO_PLAN, *keys.references),
    )


def _values(record: Record, series: Sequence[Number], language: Language) -> Iterator[Row]:
    """The values of a row, a region each; where there is none, one row without region and value."""
    measured = [column for column in series if record.get(column.name) is not None]
    for column in measured:
        value = divide_measured(record[column.name], FieldType.NUMBER)
        yield (column.series, column.title.localize(language), *value)
    if not measured:
        yield (None,) * len(_VALUE_FIELDS)


def _indicator_facts(
    sheet: Sheet, consolidation: Consolidation
) -> tuple[_SheetColumns, Mapping[tuple[object, ...], Row]]:
    """What tells of an indicator beside its values, and that of each indicator that an id names, by its file and id."""
    measures = find_measures(consolidation.book.views)
    if measures is None or measures.values != sheet.name:
        return _SheetColumns(()), {}
    names = (measures.name, measures.unit, measures.direction, measures.target, measures.target_high)
    columns = [consolidation.book.sheet(measures.sheet).column(name) for name in names]
    made = _SheetColumns(tuple((column, _named_by_sheet(column, measures)) for column in columns))
    keyed = [((record["_file"], record.get(measures.id)), record) for record in consolidation.records[measures.sheet]]
    often = Counter(key for key, _ in keyed)  # which one an id that stands twice means is not known
    return made, {key: made.divide(record) for key, record in keyed if often[key] == 1}


def _named_by_sheet(column: Column, measures: Measures) -> ColumnFields:
    """The fields of a column as they are called beside another sheet's: a name says whose it is."""
    made = make_column_fields(column)
    fields = tuple(
        DataField(f"{measures.indicator}_{one.name}", one.type, one.title, one.help, one.terms) for one in made.fields
    )
    return ColumnFields(fields, made.divide)


def _findings(consolidation: Consolidation, language: Language) -> DataTable:
    plans = _plan_keys(consolidation)
    rows = tuple(
        (
            plans.get(one.cell.source),
            one.cell.source,
            one.cell.sheet,
            one.cell.row,
            one.cell.address,
            one.rule,
            one.severity.name.lower(),
            compose_sentence(one, language),
        )
        for one in consolidation.findings
    )
    fields = (
        _OWNER_FIELDS[0],
        *_PLACE_FIELDS,
        DataField("cell", FieldType.STRING, words.CELL, words.CELL_HELP),
        DataField("rule", FieldType.STRING, words.RULE, words.RULE_HELP),
        DataField("severity", FieldType.STRING, words.SEVERITY, words.SEVERITY_HELP),
        DataField("message", FieldType.STRING, words.MESSAGE, words.MESSAGE_HELP),
    )
    return DataTable("findings", words.FINDINGS, words.FINDINGS_HELP, fields, rows, (), (_TO_PLAN,))


def _plan_keys(consolidation: Consolidation) -> Mapping[str, str]:
    """The key of the plan in each file that is used."""
    form = next((sheet.name for sheet in consolidation.book.sheets if sheet.is_form), "")
    records = consolidation.records.get(form, ())
    return {str(record["_file"]): _owner(record, consolidation.year)[0] for record in records}


_FILE_FIELDS = (
    _OWNER_FIELDS[0],
    _PLACE_FIELDS[0],
    DataField("state", FieldType.STRING, words.STATE, words.STATE_HELP),
    DataField("reason", FieldType.STRING, words.REASON, words.REASON_HELP),
    _OWNER_FIELDS[2],
    DataField("year_first", FieldType.INTEGER, words.FIRST_YEAR, words.FIRST_YEAR_HELP),
    DataField("year_last", FieldType.INTEGER, words.LAST_YEAR, words.LAST_YEAR_HELP),
    DataField("as_of", FieldType.DATE, words.AS_OF, words.AS_OF_HELP),
    DataField("document_status", FieldType.STRING, words.DOCUMENT_STATUS, words.DOCUMENT_STATUS_HELP),
    DataField("sha256", FieldType.STRING, words.SHA256, words.SHA256_HELP),
    DataField("template_version", FieldType.INTEGER, words.TEMPLATE_VERSION, words.TEMPLATE_VERSION_HELP),
    DataField("saved_at", FieldType.DATETIME, words.SAVED_AT, words.SAVED_AT_HELP),
    DataField("row_count", FieldType.INTEGER, words.ROWS, words.ROWS_HELP),
    DataField("notes", FieldType.STRING, words.NOTES, words.NOTES_HELP),
)


def _files(consolidation: Consolidation, language: Language) -> DataTable:
    plans = _plan_keys(consolidation)
    rows = tuple(_file_row(file, plans, language) for file in consolidation.files)
    key = (_PLACE_FIELDS[0].name,)
    return DataTable("files", words.FILES, words.FILES_HELP, _FILE_FIELDS, rows, key, (_TO_PLAN,))


def _file_row(file: FileRecord, plans: Mapping[str, str], language: Language) -> Row:
    return (
        plans.get(file.name) if file.state is FileState.READ else None,
        file.name,
        file.state.value,
        file.reason.localize(language) if file.reason else None,
        file.group if file.has_group else None,
        file.years.first if file.years else None,
        file.years.last if file.years else None,
        file.as_of,
        file.document_status or None,
        file.sha256 or None,
        file.template_version,
        _without_zone(file.saved_at),
        sum(file.rows.values()) if file.sha256 else None,
        "\n".join(notice.localize(language) for notice in file.notices) or None,
    )


def _without_zone(moment: datetime | None) -> datetime | None:
    """The moment in UTC, to the second; one without a zone is taken for UTC, as where plans are compared."""
    if moment is None:
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)


def _terms(book: Book) -> DataTable:
    rows = tuple(
        (vocabulary.name, term.name, position, term.word.sv, term.word.en, term.symbol or None)
        for vocabulary in _vocabularies(book)
        for position, term in enumerate(vocabulary.terms, 1)
    )
    vocabulary = DataField("vocabulary", FieldType.STRING, words.VOCABULARY, words.VOCABULARY_HELP)
    term = DataField("term", FieldType.STRING, words.TERM, words.TERM_HELP)
    fields = (
        vocabulary,
        term,
        DataField("position", FieldType.INTEGER, words.POSITION, words.POSITION_HELP),
        DataField("word_sv", FieldType.STRING, words.WORD_SV, words.WORD_HELP),
        DataField("word_en", FieldType.STRING, words.WORD_EN, words.WORD_HELP),
        DataField("symbol", FieldType.STRING, words.SYMBOL, words.SYMBOL_HELP),
    )
    return DataTable("terms", words.TERMS, words.TERMS_HELP, fields, rows, (vocabulary.name, term.name))


def _vocabularies(book: Book) -> Iterator[Vocabulary]:
    """Each vocabulary of the book once."""
    choices = (column for sheet in book.sheets for column in sheet.columns if isinstance(column, Choice))
    yield from {column.vocabulary.name: column.vocabulary for column in choices}.values()
