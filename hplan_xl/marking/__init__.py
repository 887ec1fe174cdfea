"""Findings -> the filler's own workbook with marks, and without them again.

The package itself is edited, never saved anew by a library of workbooks: values, formulas with their results, entry
rules, conditional formats, names, protection, widths and charts stay byte for byte as they were.

    pieces              an XML part with the place of every element
    parts               the parts of a file, their relations and content types
    styles · cells      which style a cell has, and another in its place
    notes · boxes       comments, and the boxes that show them
    workbook            the sheets and their order
    kit · listing       the first sheet: what it lists, and what it hides
    copies              what a marked copy is called
"""

from hplan_xl.marking.mark_plan import is_untouched_copy, make_copy_name, mark_workbook, unmark_workbook
from hplan_xl.marking.todo_sheet import Head

__all__ = ["Head", "is_untouched_copy", "make_copy_name", "mark_workbook", "unmark_workbook"]
