"""What every page of a master is made of: frame, tables, charts, formulas that count."""
