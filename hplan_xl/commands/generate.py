"""Makes the files that are kept in the repository from the description: `python -m hplan_xl.commands.generate`.

The standard templates (Sydöstra's columns, no group) and the data dictionary; tests hold them equal to the code.
"""

from collections import Counter
from pathlib import Path

from hplan_xl.book.text import Language
from hplan_xl.commands.make_templates import TemplateOrder, build_group_template
from hplan_xl.consolidation.union import gather_tables
from hplan_xl.excel.atomic_write import write_atomically
from hplan_xl.interpretation import interpret_plan
from hplan_xl.plan import build_book
from hplan_xl.plan.dictionary import RuleSample, format_dictionary
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import Register, read_packaged_register
from hplan_xl.validation import validate_plans

LANGUAGES: tuple[Language, ...] = ("sv", "en")
SAMPLES = Path("samples/plans")


def build_kept_files(root: Path) -> dict[str, bytes]:
    """Build the content of each generated file, by its path under `root`, the repository."""
    register = read_packaged_register()
    sample = read_sample(root / SAMPLES, register)
    kept: dict[str, bytes] = {}
    for language in LANGUAGES:
        order = TemplateOrder(register=register, region="sydostra", language=language)
        book = build_book(register, order.healthcare_region)
        kept[f"workbook_templates/hplan_{language}.xlsx"] = build_group_template(order, None)
        kept[f"docs/dictionary.{language}.md"] = format_dictionary(book, language, sample).encode("utf-8")
    return kept


def read_sample(folder: Path, register: Register) -> RuleSample:
    """On how many of the plans in a folder each rule fires."""
    book = build_book(register, None)
    files = sorted(folder.glob("*.xlsx"))
    plans = [interpret_plan(read_submission(file.name, file.read_bytes(), book), book) for file in files]
    found = validate_plans(plans, gather_tables(plans, book), book)
    return RuleSample(len(plans), Counter(rule for findings in found for rule in {one.rule for one in findings}))


if __name__ == "__main__":
    here = Path()
    for name, data in build_kept_files(here).items():
        write_atomically(here / name, data)
