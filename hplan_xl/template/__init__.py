"""A book as an empty or prefilled workbook for people to fill in."""

from hplan_xl.template.finished_sheet import FinishedRow
from hplan_xl.template.positions import Rows
from hplan_xl.template.template_file import A_DOCUMENT, CarriedContent, RepairNote, build_template

__all__ = ["A_DOCUMENT", "CarriedContent", "FinishedRow", "RepairNote", "Rows", "build_template"]
