"""Texts of a marked copy beside the findings: the sheet that lists them, the comments, the file name."""

from hplan_xl.book.text import Text, neutral_text

SHEET = Text("Att åtgärda", "To do")
# The word before each line of a comment, in all that copies have said: by these and by who signs it our lines are found
# again and taken out. A word that is changed stays here, for the copies that are out.
GRADE_WORDS = frozenset({"Rätta", "Correct", "Komplettera", "Complete", "Fundera på", "Consider"})
SIGNATURE = neutral_text("– hplan")
TO_COMPLETE = Text("att komplettera", "to complete")
LEAD = Text("Välj en cell i listan för att komma till den.", "Choose a cell in the list to go to it.")
BACK = Text(
    "Fortsätt i den här filen och skicka tillbaka den. En cell som ni ändrar är inte längre markerad; "
    "om ändringen räcker syns när planen läses igen.",
    "Go on in this file and send it back. A cell that you change is marked no longer; "
    "whether the change is enough is seen when the plan is read again.",
)
UNSORTED = Text(
    "Vänta med att sortera rader: listan följer cellens plats, inte det som står i raden.",
    "Wait before you sort any rows: the list follows the place of a cell, not what stands in the row.",
)
GRADES = (
    Text("Cellen går inte att använda som den står.", "The cell cannot be used as it stands."),
    Text("En läsare saknar det annars.", "A reader will miss it otherwise."),
    Text("Kan vara helt rätt. Ni avgör.", "May be quite right. You decide."),
)
GRADE = Text("Grad", "Grade")
WHERE = Text("Flik", "Sheet")
CELL = neutral_text("Cell")
COLUMN = Text("Kolumn", "Column")
ROW = Text("Rad", "Row")
WHAT = Text("Gör så här", "What to do")
STATE = Text("Läge", "State")
# The state of a line, told by a formula: of what is to be mended, of what may be right as it is, and of either when the
# cell has another value than it had.
LEFT = Text("Kvar", "Left")
YOURS_TO_DECIDE = Text("Ni avgör", "You decide")
CHANGED = Text("Ändrad ✓", "Changed ✓")
# How many lines are left to be mended; before it stands their number.
LEFT_OF = Text(" av {n} kvar att rätta eller komplettera", " of {n} left to correct or complete")
# How many more there are of which no formula can tell whether they are mended.
TOLD_LATER = Text("; {n} till syns först när planen läses igen", "; {n} more will be told when the plan is read again")
FIRST_OF = Text(
    "Listan tar upp de {n} viktigaste av {all}; resten kommer när de är rättade.",
    "The list has the {n} most important of {all}; the rest will come when they are mended.",
)
MANY = Text(
    "{file}: de {n} viktigaste av {all} anmärkningar är markerade; resten kommer när de är rättade.",
    "{file}: the {n} most important of {all} remarks are marked; the rest will come when they are mended.",
)
TOOK_TOO_LONG = Text(
    "{file} är inte markerad: det tog mer än {seconds} sekunder. Be gruppen flytta över planen till en ny mall.",
    "{file} is not marked: it took more than {seconds} seconds. Ask the group to move the plan over to a new template.",
)
TOOK_TOO_MUCH = Text(
    "{file} är inte markerad: det behövs för mycket minne. Be gruppen flytta över planen till en ny mall.",
    "{file} is not marked: it needs too much memory. Ask the group to move the plan over to a new template.",
)
MARKING_STOPPED = Text(
    "{file} är inte markerad: markeringen avbröts. Be gruppen flytta över planen till en ny mall.",
    "{file} is not marked: the marking stopped. Ask the group to move the plan over to a new template.",
)
COLUMN_FOLDED = Text(
    "{column} (dold kolumn: klicka på + ovanför rubrikerna, vid kolumn {letters})",
    "{column} (hidden column: click + above the headings, at column {letters})",
)
COLUMN_HIDDEN = Text(
    "{column} (dold kolumn {letters}: högerklicka på kolumnrubrikerna runt den och välj Ta fram)",
    "{column} (hidden column {letters}: right-click the column headings around it and choose Unhide)",
)
PAGE = Text("Sida &P av &N", "Page &P of &N")
CHANGED_MEANWHILE = Text(
    "{file} har ändrats medan den lästes och är inte markerad. Kör kommandot igen.",
    "{file} was changed while it was read and is not marked. Run the command again.",
)
OF_DRAFT = Text(
    "{file} är ett utkast från ”hplan import”. I den markerade kopian står ”{listing}” i stället för ”{questions}”; "
    "skicka hellre utkastet.",
    "{file} is a draft from “hplan import”. In the marked copy “{listing}” stands in place of “{questions}”; rather "
    "send the draft.",
)
NOTHING_TO_MARK = Text(
    "Ingen kopia är skriven: ingen plan har något att rätta eller komplettera.",
    "No copy is written: no plan has anything to correct or complete.",
)
