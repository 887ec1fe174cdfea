"""The pages of a master, one module a page."""
