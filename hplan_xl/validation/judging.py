"""The rules across columns and sheets, each over all plans at once."""

from collections.abc import Iterable, Mapping

import pandas as pd

from hplan_xl.book import Book, Rule
from hplan_xl.validation.ledger import Fault, Ledger


def broken_rules(rule: Rule, tables: Mapping[str, pd.DataFrame], book: Book, ledger: Ledger) -> Iterable[Fault]:
    """The rows that break a rule, but for those that have an error in a column the rule reads."""
    sheet = book.sheet(rule.sheet)
    if tables[rule.sheet].empty:
        return
    elsewhere = _not_judged(rule, book, ledger)
    titles = {f"{name}_title": sheet.column(name).title for name in rule.reads if "." not in name}
    broken = rule.broken(tables)
    for index, told in zip(broken.index.tolist(), broken.to_dict("records"), strict=True):
        facts = {str(name): fact for name, fact in told.items()}
        source, row = ledger.place(rule.sheet, index)
        read = [(source, rule.sheet, name, row) for name in rule.reads if "." not in name]
        if source in elsewhere or not ledger.faulty.isdisjoint(read):
            continue
        column, variant = str(facts.pop("blames", rule.blames)), str(facts.pop("variant", ""))
        yield Fault(rule.name, column, index, {**titles, **facts}, variant)


def _not_judged(rule: Rule, book: Book, ledger: Ledger) -> set[int]:
    """The plans that lack a column the rule reads, or have an error in one that it reads on another sheet."""
    reads = [_split(name, rule) for name in rule.reads]
    lacking = {
        source
        for source in ledger.sources()
        for sheet, column in reads
        if not book.sheet(sheet).column(column).absent_is_fine
        and ((table := ledger.table(source, sheet)) is None or column not in table.places)
    }
    others = {(sheet, column) for sheet, column in reads if sheet != rule.sheet}
    return lacking | {source for source, sheet, column, _ in ledger.faulty if (sheet, column) in others}


def _split(name: str, rule: Rule) -> tuple[str, str]:
    sheet, _, column = name.rpartition(".")
    return (sheet or rule.sheet, column)
