"""Makes the files that are kept in the repository from the description: `python -m hplan_xl.making`.

The standard templates (Sydöstra's columns, no group) and the data dictionary; tests hold them equal to the code.
"""

from pathlib import Path

from hplan_xl.dictionary import data_dictionary
from hplan_xl.plan import hplan
from hplan_xl.plan.register import packaged_register
from hplan_xl.templates import Order, one_template
from hplan_xl.text import Language
from hplan_xl.writing import write_whole

LANGUAGES: tuple[Language, ...] = ("sv", "en")


def kept_files() -> dict[str, bytes]:
    """What each kept file is to hold, by its path in the repository."""
    register = packaged_register()
    kept: dict[str, bytes] = {}
    for language in LANGUAGES:
        order = Order(register=register, region="sydostra", language=language)
        book = hplan(register, order.healthcare_region)
        kept[f"workbook_templates/hplan_{language}.xlsx"] = one_template(order, None)
        kept[f"docs/dictionary.{language}.md"] = data_dictionary(book, language).encode("utf-8")
    return kept


if __name__ == "__main__":
    for name, data in kept_files().items():
        write_whole(Path(name), data)
