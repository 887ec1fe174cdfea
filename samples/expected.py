"""What `hplan check` says of each faulty plan, as text beside it."""

import os
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.commands.check_plans import NothingToDo, check
from hplan_xl.commands.report import as_text
from hplan_xl.intake.plan_files import Reading
from hplan_xl.plan import hplan
from hplan_xl.register.catalogue import packaged_register


def write_expected(folder: Path) -> None:
    """Write, for every workbook of a folder, what is said of it when it is checked there by its name."""
    book = hplan(packaged_register(), None)
    here = Path.cwd()
    os.chdir(folder)  # a file is named in the text as it was given
    try:
        for path in sorted(Path().glob("*.xlsx")):
            path.with_suffix(".txt").write_text(_said(path.name, book), encoding="utf-8", newline="\n")
    finally:
        os.chdir(here)


def _said(name: str, book: Book) -> str:
    try:
        with Reading([name], book) as reading:
            checked = check(reading, lambda number, many, source: None)
    except NothingToDo as nothing:
        return nothing.sentence.sv + "\n"
    return as_text(checked.files, checked.findings, "sv") + "\n"
