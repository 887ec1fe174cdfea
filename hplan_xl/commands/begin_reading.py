"""Begin to read plans: every command that reads them begins here, before it loads what judges them.

The book of each healthcare region is made once in a process.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.intake.plan_files import PlanReading
from hplan_xl.intake.sources import is_deck
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.plan import build_book
from hplan_xl.reading.opening import OpenedPlan
from hplan_xl.register.catalogue import HealthcareRegion, Register
from hplan_xl.register.name_search import find_group_in_name, is_register


def begin_reading(
    paths: Sequence[str], register: Register, target: Path | None = None, root: str = "", results: Path | None = None
) -> PlanReading:
    """Find the plans under some paths and begin to read them; the register's file is none of them, nor are our slides.

    target: where a master, or a folder of them, is to be written. root: the folder that names are told from.
    results: a folder that is to be written, in which no plan lies.
    Raises HplanError where a path does not exist.
    """
    whose = partial(find_group_in_name, register=register)
    place = os.path.realpath(results) if results else None

    def is_no_plan(path: Path) -> bool:
        return is_register(path) or is_deck(path) or os.path.realpath(path.parent) == place

    return PlanReading(paths, build_book(register, None), target, whose, is_no_plan, root)


@dataclass(frozen=True)
class RegionalBooks:
    """The books of a register: of all its regions together, by which any plan is read, and of each."""

    register: Register

    @cached_property
    def all_regions(self) -> Book:
        """The book of all regions."""
        return build_book(self.register, None)

    @cached_property
    def by_region(self) -> Mapping[str, Book]:
        """The book of each region, by its name."""
        return {region.name: build_book(self.register, region) for region in self.register.regions}

    def find_region(self, plan: InterpretedPlan, opened: OpenedPlan) -> HealthcareRegion:
        """The plan's healthcare region; where it does not say, the one whose columns stand there."""
        told = plan.identity.region
        known = next((region for region in self.register.regions if region.name == told), None)
        return known or max(self.register.regions, key=lambda region: self._columns_of(region, opened))

    def _columns_of(self, region: HealthcareRegion, opened: OpenedPlan) -> int:
        columns = {
            (sheet.name, column.name) for sheet in self.by_region[region.name].sheets for column in sheet.columns
        }
        standing = {(name, column) for name, place in opened.places.items() for column in place.places}
        return len(columns & standing) - len(standing - columns)
