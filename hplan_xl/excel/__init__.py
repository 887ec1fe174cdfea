"""How every workbook here is written: look, checked writing, references, text metrics, files whole or not at all."""
