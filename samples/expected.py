"""What `hplan check` says of each faulty plan, as text beside it."""

import os
from pathlib import Path

from hplan_xl.pipeline import NothingToDo, check
from hplan_xl.plan.register import Register, packaged_register
from hplan_xl.report import as_text


def write_expected(folder: Path) -> None:
    """Write, for every workbook of a folder, what is said of it when it is checked there by its name."""
    register = packaged_register()
    here = Path.cwd()
    os.chdir(folder)  # a file is named in the text as it was given
    try:
        for path in sorted(Path().glob("*.xlsx")):
            path.with_suffix(".txt").write_text(_said(path.name, register), encoding="utf-8", newline="\n")
    finally:
        os.chdir(here)


def _said(name: str, register: Register) -> str:
    try:
        checked = check([name], register, lambda number, many, source: None)
    except NothingToDo as nothing:
        return nothing.sentence.sv + "\n"
    return as_text(checked.files, checked.findings, "sv") + "\n"
