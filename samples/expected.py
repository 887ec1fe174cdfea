"""What `hplan check` says of each faulty plan, as text beside it."""

import os
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.commands.check_plans import NoPlans, judge_plans, read_plans
from hplan_xl.commands.report import format_text
from hplan_xl.intake.plan_files import PlanReading
from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import read_packaged_register


def write_expected(folder: Path) -> None:
    """Write, for every workbook of a folder, what is said of it when it is checked there by its name."""
    book = build_book(read_packaged_register(), None)
    here = Path.cwd()
    os.chdir(folder)  # a file is named in the text as it was given
    try:
        for path in sorted(Path().glob("*.xlsx")):
            path.with_suffix(".txt").write_text(_said(path.name, book), encoding="utf-8", newline="\n")
    finally:
        os.chdir(here)


def _said(name: str, book: Book) -> str:
    try:
        with PlanReading([name], book) as reading:
            outcomes = read_plans(reading, lambda number, many, source: None)
            checked = judge_plans(outcomes, reading.book, None, ())
    except NoPlans as nothing:
        return nothing.sentence.sv + "\n"
    return format_text(checked.files, checked.findings, "sv") + "\n"
