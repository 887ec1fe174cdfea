"""The book of each healthcare region, made once in a process, and which of them a plan is of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hplan_xl.book.description import Book
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.plan import build_book
from hplan_xl.reading.opening import OpenedPlan
from hplan_xl.register.catalogue import HealthcareRegion, Register


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
