"""Begin to read plans: every command that reads them begins here, before it loads what judges them."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from hplan_xl.intake.plan_files import PlanReading
from hplan_xl.plan import build_book
from hplan_xl.register.catalogue import Register
from hplan_xl.register.name_search import find_group_in_name, is_register


def begin_reading(
    paths: Sequence[str], register: Register, target: Path | None = None, root: str = "", results: Path | None = None
) -> PlanReading:
    """Find the plans under some paths and begin to read them; the register's own file is none of them.

    target: where a master, or a folder of them, is to be written. root: the folder that names are told from.
    results: a folder that is to be written, in which no plan lies.
    Raises HplanError where a path does not exist.
    """
    whose = partial(find_group_in_name, register=register)
    place = os.path.realpath(results) if results else None

    def is_no_plan(path: Path) -> bool:
        return is_register(path) or os.path.realpath(path.parent) == place

    return PlanReading(paths, build_book(register, None), target, whose, is_no_plan, root)
