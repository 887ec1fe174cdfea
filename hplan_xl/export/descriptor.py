"""Tables -> datapackage.json: what is in each file, in the book's words, by the Data Package standard (v2)."""

import json
from collections.abc import Mapping, Sequence

from hplan_xl.book.text import Language, Text
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.export.data_tables import DataField, DataFormat, DataTable
from hplan_xl.intake.states import FileState
from hplan_xl.wording import export_sentences as words

DESCRIPTOR = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"


def describe_package(
    tables: Sequence[DataTable], form: DataFormat, consolidated: Consolidation, language: Language
) -> bytes:
    """The descriptor of the tables in their files, as JSON in UTF-8."""
    book, year = consolidated.book, consolidated.year
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"{book.name}-{year}",
        "title": words.PACKAGE_TITLE.fill(book=book.title, year=year).localize(language),
        "description": _describe_contents(consolidated).localize(language),
        "resources": [_describe_table(table, form, language) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _describe_contents(consolidated: Consolidation) -> Text:
    plans = sum(file.state is FileState.READ for file in consolidated.files)
    sentence = words.ONE_PLAN if plans == 1 else words.PACKAGE_HELP
    days = " – ".join(dict.fromkeys(map(str, consolidated.days or ())))
    return sentence.fill(plans=plans, year=consolidated.year, as_of=days or words.DAY_NOT_KNOWN)


def _describe_table(table: DataTable, form: DataFormat, language: Language) -> Mapping[str, object]:
    schema: dict[str, object] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_describe_field(field, language) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": target, "fields": [there]}}
            for field, target, there in table.references
        ]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title.localize(language),
        "description": table.help.localize(language),
        **form.describe_place(table),
        "schema": schema,
    }


def _describe_field(field: DataField, language: Language) -> Mapping[str, object]:
    described: dict[str, object] = {
        "name": field.name,
        "type": field.type.value,
        "title": field.title.localize(language),
        "description": field.help.localize(language),
    }
    if field.terms:
        described["categories"] = [{"value": term.name, "label": term.word.localize(language)} for term in field.terms]
    return described
