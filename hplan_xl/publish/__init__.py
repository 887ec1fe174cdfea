"""Everybody's plans as plain web pages that anybody can read: a page a plan, and one that lists them.

public_texts     a consolidation without what names a person
page_parts       what a page consists of, and a value as it stands there
plan_contents    a consolidation -> the contents of the pages
html_files       the contents -> HTML, by the templates beside
"""
