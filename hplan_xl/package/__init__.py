"""An .xlsx file as a package: its parts, relations, sheets and styles, and edits of single places."""
