"""Everybody's plans as slides, in the form that councils meet over and that `hplan import` reads.

flow        rows of cells -> as many slides as they need, nothing cut
plan_table  the areas of a group -> the rows of the five columns
tables      the other sheets, and what a meeting decides -> rows
slides      a presentation of slides with a title, a table, a chart or words each
write       all of it, slide after slide
"""
