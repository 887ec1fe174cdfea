"""Findings -> the filler's own workbook with marks, and without them again.

The package itself is edited, never saved anew by a library of workbooks: values, formulas with their results, entry
rules, styles, names, protection, widths and charts stay byte for byte as they were.

    marked_copy         mark a plan, remove the marks again, name the marked copy
    conditional_marks   the marks of one sheet: conditional formats that hold while a cell is as it was; styles
    comments            comments, and the boxes that show them
    sheet_cells         the part of one sheet: its cells, and how wide and high they are
    sheet_order         the workbook part: the sheets and their order
    todo_sheet          the first sheet: what it lists, and what it hides
"""

from hplan_xl.marking.marked_copy import (
    MOST_MARKS,
    find_copy_ending,
    find_listing_title,
    is_untouched_copy,
    make_copy_name,
    mark_workbook,
    unmark_workbook,
)
from hplan_xl.marking.todo_sheet import Head

__all__ = [
    "MOST_MARKS",
    "Head",
    "find_copy_ending",
    "find_listing_title",
    "is_untouched_copy",
    "make_copy_name",
    "mark_workbook",
    "unmark_workbook",
]
