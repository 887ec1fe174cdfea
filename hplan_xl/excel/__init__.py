"""Writing of every workbook: look, checked writing, references, text metrics, atomic files."""
