"""Sentences on what `hplan repair` did, for stdout and the sheet Övrigt of the fresh workbook."""

from hplan_xl.book.text import Text

# Cells that have no place in the fresh workbook, each with its contents
NO_COLUMN = Text("Kolumnen finns inte i mallen.", "The column is not in the template.")
NO_COLUMN_HERE = Text(
    "Kolumnen finns inte i den här sjukvårdsregionens mall.",
    "The column is not in this healthcare region's template.",
)
COLUMN_GONE = Text("Kolumnen finns inte längre i mallen.", "The column is no longer in the template.")
COLUMN_DOUBLED = Text(
    "Kolumnen ”{column}” stod två gånger. Den andra är flyttad till mallen; jämför dem.",
    "The column “{column}” stood twice. The other one is in the template; compare them.",
)
NO_ROW = Text("Raden innehöll inget mer.", "The row held nothing else.")
NO_PLACE = Text("Cellen har ingen plats i mallen.", "The cell has no place in the template.")
NO_SHEET = Text("Fliken finns inte i mallen.", "The sheet is not in the template.")
NO_HEADINGS = Text(
    "Fliken saknade sina rubriker. Flytta innehållet till den nya.",
    "The sheet lacked its headings. Move the contents to the new one.",
)
SHEET_COPIED = Text(
    "Fliken är en kopia av ”{sheet}”. Flytta dit det som saknas.",
    "The sheet is a copy of “{sheet}”. Move there what is missing.",
)
FORMULA_FAILED = Text(
    "Formeln gav inget värde, och cellen är tom. Skriv in värdet.",
    "The formula failed, and the cell is blank. Type the value.",
)
FORMULA_UNCOMPUTED = Text(
    "Formeln var inte uträknad, och cellen är tom. Skriv in värdet.",
    "The formula was never computed, and the cell is blank. Type the value.",
)
REST = Text(
    "Texten är längre än en cell rymmer. Här står slutet av den.",
    "The text is longer than a cell holds. This is its end.",
)
TEXT_PARTED = Text(
    "Innehållet är delat på flera kolumner. Se efter att det blev rätt.",
    "The contents are split over several columns. See that it came out right.",
)

ADDRESS = Text(
    "Bakom orden låg en webbadress, som nu står i cellen.",
    "Behind the words lay a web address, which now stands in the cell.",
)
TEXT_BOX = Text("Text i en ruta ovanpå bladet.", "Text in a box on top of the sheet.")
COMMENT = Text("Kommentar till cellen.", "Comment on the cell.")
LINK = Text("Webbadressen bakom orden i cellen.", "The web address behind the words in the cell.")

# What was done, without contents
VERSION = Text(
    "Planen var ifylld i version {found} av mallen och är flyttad till version {version}.",
    "The plan was filled in on version {found} of the template and is moved to version {version}.",
)
SHEET_RENAMED = Text("Fliken heter åter ”{sheet}”.", "The sheet is called “{sheet}” again.")
SHEET_SHOWN = Text("Fliken var dold och syns igen.", "The sheet was hidden and can be seen again.")
STRUCK = Text(
    "Celler med överstruken text, som nu står utan streck: {n}.",
    "Cells with text that was struck through, which now stands without the line: {n}.",
)
SHEET_BACK = Text("Fliken saknades. Den är tillbaka, tom.", "The sheet was missing. It is back, blank.")
SHEET_WITHOUT_HEADINGS = Text(
    "Fliken saknade sina rubriker. Den är tillbaka med dem, tom.",
    "The sheet lacked its headings. It is back with them, blank.",
)
COLUMN_BACK = Text("”{column}” saknades och är tillbaka utan innehåll.", "“{column}” was missing and is back, blank.")
COLUMN_RETITLED = Text("Rubriken är ”{column}” i mallen.", "The heading is “{column}” in the template.")
TITLES_AGAIN = Text(
    "Rubrikerna stod en gång till på rad {row}, och den raden är inte med.",
    "The headings stood once more at row {row}, and that row is left out.",
)
TITLES_BACK = Text("Rubrikerna var borta och är tillbaka.", "The headings were gone and are back.")
IDS_BACK = Text(
    "Mallens dolda namn på rubrikerna var borta. Innehållet är funnet på sina rubriker.",
    "The template's hidden names of the headings were gone. The contents were found by their headings.",
)
ORDER_BACK = Text("Kolumnerna står åter i mallens ordning.", "The columns stand in the template's order again.")
LISTS_BACK = Text("Listorna att välja i är tillbaka.", "The lists to choose from are back.")
CELLS_UNMERGED = Text(
    "De sammanfogade cellerna {range} är uppdelade. Innehållet står i den första.",
    "The merged cells {range} are unmerged. Their contents stand in the first.",
)
VALUE_SPREAD = Text(
    "De sammanfogade cellerna {range} är uppdelade. ”{value}” står på varje rad.",
    "The merged cells {range} are unmerged. “{value}” stands in every row.",
)
FORMULAS = Text("Formler är ersatta av sina värden.", "Formulas are replaced by their values.")
ROWS_SHOWN = Text("Dolda rader är med och syns: {n}.", "Hidden rows are in and can be seen: {n}.")
TOO_FAR = Text(
    "Fliken är för stor för att flyttas och finns bara i den gamla filen.",
    "The sheet is too large to be moved and is in the old file only.",
)
LEFT_BEHIND = Text("Bilder och diagram finns bara i den gamla filen.", "Pictures and charts are in the old file only.")

# What is printed
LISTING_LEFT = Text(
    "Listan är inte med, eftersom den gäller cellerna som de låg. Den står kvar i originalet.",
    "The list is not in, since it is of the cells as they lay. It is still in the original.",
)
NOTHING_TO_REPAIR = Text("Inget att laga: allt står på sin plats.", "Nothing to repair: everything is in its place.")
HEADED_PLACE = Text("{place} ”{heading}”", "{place} “{heading}”")
CELLS_ONE = Text("{sheet}: 1 cell står på fliken {other}. {told}", "{sheet}: 1 cell is on the sheet {other}. {told}")
CELLS = Text(
    "{sheet}: {n} celler står på fliken {other}. {told}", "{sheet}: {n} cells are on the sheet {other}. {told}"
)
NO_PLAN = Text(
    "Ingen plan att laga i {path}. Ange en ifylld plan (.xlsx) eller en mapp.",
    "No plan to repair in {path}. Give a filled plan (.xlsx) or a folder.",
)
