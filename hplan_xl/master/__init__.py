"""Everybody's plans as one workbook.

facts   what is counted, measured and said
sheet   the frame of a page, tables, charts, formulas that count
pages   one module a page
write   the book's views, a writer for each kind, over one consolidation
"""
