"""The building blocks of every page of a master: frame, tables, charts, count formulas."""
