"""A consolidation without what names a person: names, mail addresses, telephone numbers. What is left out is told of.

Every text is looked at as if it asked for a role: on a page that anybody reads, a name too few is better than one too
many. Personal identity numbers were taken out where the plan was understood.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Language, Text
from hplan_xl.book.values import TimeSpan
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.interpretation.personal_data import find_person, find_personal_address
from hplan_xl.wording import publish_sentences as words

_MOST_PERSONS = 50  # in one text
_SOURCE_COLUMNS = ("_file", "_sheet", "_row", "_region", "_group")


@dataclass(frozen=True)
class PersonPlace:
    """Where in which file a person is named."""

    file: str
    place: Text


def remove_persons_from_plans(
    consolidated: Consolidation, language: Language
) -> tuple[Consolidation, tuple[PersonPlace, ...]]:
    """The consolidation without persons, and where they stood. language: of the words in their place."""
    tables, removals = {}, list[PersonPlace]()
    for sheet in consolidated.book.sheets:
        frame = consolidated.tables[sheet.name]
        cleaned: dict[str, Any] = {}
        for name in (name for name in frame.columns if name not in _SOURCE_COLUMNS):
            typed = frame[name].tolist()
            is_number = name == consolidated.book.identity.diary_number
            cleaned[name] = [_clean_value(value, language, is_number) for value in typed]
            changed = (row for row, (old, new) in enumerate(zip(typed, cleaned[name], strict=True)) if old is not new)
            if not name.startswith("_"):
                where = list(zip(frame["_file"].tolist(), frame["_row"].tolist(), strict=True))
                removals += [PersonPlace(where[row][0], _place(sheet, name, where[row][1])) for row in changed]
        tables[sheet.name] = frame.assign(**cleaned)
    return replace(consolidated, tables=tables), tuple(removals)


def _place(sheet: Sheet, column: str, row: int) -> Text:
    facts = {"sheet": sheet.title, "column": sheet.column(column).title, "row": row}
    return (words.ANSWER_PLACE if sheet.is_form else words.ROW_PLACE).fill(**facts)


def _clean_value(value: object, language: Language, is_number: bool) -> object:
    """The very same value where it names no person."""
    if isinstance(value, TimeSpan):
        cleaned = remove_person(value.words, language)
        return value if cleaned == value.words else replace(value, words=cleaned)
    if not isinstance(value, str):
        return value
    cleaned = _remove_names(value, language) if is_number else remove_person(value, language)
    return value if cleaned == value else cleaned


def remove_person(text: str, language: Language) -> str:
    """A text with words in place of each name of a person, mail address and telephone number.

    >>> remove_person("Anna Berg, 010-123 45 67", "sv")
    '(namn borttaget), (kontaktuppgift borttagen)'
    """
    for _ in range(_MOST_PERSONS):
        address = find_personal_address(text)
        if not address:
            break
        text = text.replace(address, words.ADDRESS_REMOVED.localize(language))
    return _remove_names(text, language)


def _remove_names(text: str, language: Language) -> str:
    removed = words.NAME_REMOVED.localize(language)
    for _ in range(_MOST_PERSONS):
        name = find_person(text, function=True)
        if not name:
            break
        # The name wherever it stands, in the genitive too, with the family name that may follow it.
        whole = rf"(?<!\w){re.escape(name)}s?(?!\w)(?:[ \t]+[A-ZÅÄÖÉ][\w-]*(?=:))?"
        text = re.sub(whole, removed, text)
    return text


def find_numbered_plans(consolidated: Consolidation) -> Mapping[str, tuple[str, ...]]:
    """The files in which a personal identity number stands, each with its cells."""
    numbered = [one.cell for one in consolidated.findings if one.rule == "text.personal_number"]
    files = dict.fromkeys(cell.source for cell in numbered)
    return {file: tuple(str(cell) for cell in numbered if cell.source == file) for file in files}


def leave_out_files(consolidated: Consolidation, files: Mapping[str, object]) -> Consolidation:
    """The consolidation without the rows of some files."""
    tables = {name: frame[~frame["_file"].isin(list(files))] for name, frame in consolidated.tables.items()}
    return replace(consolidated, tables=tables)
