"""The titles of the columns that say where a row of a master comes from; earlier masters are read back by them."""

from hplan_xl.book.text import Text

GROUP = Text("Grupp", "Group")
REGION = Text("Sjukvårdsregion", "Healthcare region")
FILE = Text("Fil", "File")
SHEET = Text("Flik", "Sheet")
ROW = Text("Rad", "Row")
# Stands in the place of a value that is blank, or outside its list.
NOT_GIVEN = Text("Ej angivet", "Not given")
NONE_OF_THE_TERMS = Text("Annat", "Other")
NO_COUNCIL = Text("Kunskapsråd ej angivet", "Council not given")
