"""Repairs that end badly, for the processes that are to stand it."""

from hplan_xl.commands.repair_plans import PlanRepairer
from hplan_xl.intake.sources import Source
from hplan_xl.repair import RepairedWorkbook
from tests.pieces import do


class WorkshopOrEnd(PlanRepairer):
    """Pours a workbook, but for a file whose name says how its reader ends."""

    def __call__(self, source: Source) -> RepairedWorkbook:
        """The workbook, if its name lets us."""
        do(source.name.rpartition("/")[2].removesuffix(".xlsx"))
        return super().__call__(source)
