"""What a marked copy is called."""

import re
import unicodedata
from collections.abc import Collection

from hplan_xl.text import Language, clean
from hplan_xl.wording import marks as said

_NOT_IN_A_FILE_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LONGEST_GROUP = 120
_ENDINGS = re.compile(rf" – (?:{said.TO_COMPLETE.sv}|{said.TO_COMPLETE.en})(?: \(\d+\))?\Z")


def copy_name(group: str, year: int | None, language: Language, taken: Collection[str]) -> str:
    """The name of a plan's marked copy, with a number where the name is taken, whatever the case of its letters.

    >>> copy_name("RPO Hud- och könssjukdomar", 2026, "sv", ["rpo hud- och könssjukdomar 2026 – att komplettera.xlsx"])
    'RPO Hud- och könssjukdomar 2026 – att komplettera (2).xlsx'
    """
    whose = _ENDINGS.sub("", clean(_NOT_IN_A_FILE_NAME.sub("-", clean(group))))[:_LONGEST_GROUP].strip(" .")
    when = "" if year is None else f" {year}"
    name = f"{whose or '-'}{when} – {said.TO_COMPLETE.spoken(language)}"
    folded = {_folded(one) for one in taken}
    numbered = (f"{name} ({number}).xlsx" if number > 1 else f"{name}.xlsx" for number in range(1, len(folded) + 2))
    return next(one for one in numbered if _folded(one) not in folded)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
