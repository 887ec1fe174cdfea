"""Everybody's plans as plain web pages that anybody can read: a page a plan, and one that lists them.

page_parts       what a page consists of: values as they stand there, and texts that name no person
plan_contents    a consolidation -> the contents of the pages
html_files       the contents -> HTML, by the templates beside
"""
