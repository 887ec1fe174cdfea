"""An .xlsx file as it lies on the disk, opened with care: what `submission` makes tables of.

layout           where the book's sheets and columns stand in a workbook
typed_cells      the values, by calamine, as typed
opening          all of this for one plan; one on an older template is converted to the tables of today
submission       a filled workbook, as typed: one table per sheet
earlier_files    what masters and plans of earlier years remember
"""
