"""Action plans of Swedish programme groups, by way of Excel: template, check, merge."""

__version__ = "1.1.0.dev0"
