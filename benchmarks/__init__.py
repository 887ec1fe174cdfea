"""How fast hplan is, beside other ways of doing the same: `python -m benchmarks`."""
