"""Everybody's plans as slides, in the form that councils meet over and that `hplan import` reads.

flow          rows of cells -> as many slides as they need, nothing cut
tables        the areas of a group, the other sheets, and what a meeting decides -> rows
presentation  slides with a title and a table, a chart or words each, as python-pptx writes them
deck_file     all of it, slide after slide
"""
