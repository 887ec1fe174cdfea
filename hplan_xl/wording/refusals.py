"""The reasons why a file is not read as a plan: what it is, and what to do. Every sentence is filled with `file`."""

from hplan_xl.book.text import Text

BLANK_NAME = Text("”” (ett tomt namn)", "“” (a blank name)")
NO_SUCH_PATH = Text(
    "{file} finns inte. Se efter hur den heter och var den ligger.",
    "{file} does not exist. Look at what it is called and where it lies.",
)
NOT_A_FILE = Text("{file} är ingen vanlig fil och läses inte.", "{file} is no ordinary file and is not read.")
LARGE_FILE = Text(
    "{file} är större än {most} MB och läses inte. Ta bort bilder och bilagor ur den.",
    "{file} is larger than {most} MB and is not read. Take pictures and attachments out of it.",
)
TOO_MANY_PAGES = Text(
    "{file} har fler än {most} sidor och läses inte. Spara sidorna med planen som en egen PDF.",
    "{file} has more than {most} pages and is not read. Save the pages of the plan as a PDF of their own.",
)
EMPTY_FILE = Text(
    "{file} är tom (0 byte). Be gruppen skicka planen igen.",
    "{file} is empty (0 bytes). Ask the group to send the plan again.",
)
PASSWORD = Text(
    "{file} är skyddad med lösenord. Be gruppen spara den utan lösenord.",
    "{file} is protected by a password. Ask the group to save it without one.",
)
OLD_EXCEL = Text(
    "{file} är sparad i det gamla formatet .xls. Spara den som .xlsx.",
    "{file} is saved in the old format .xls. Save it as .xlsx.",
)
OLD_OFFICE = Text(
    "{file} är ett äldre Office-dokument eller ett brev, ingen Excel-arbetsbok (.xlsx). Be gruppen fylla i "
    "handlingsplanens mall.",
    "{file} is an older Office document or a mail, not an Excel workbook (.xlsx). Ask the group to fill in the action "
    "plan template.",
)
OLD_DOCUMENT = Text(
    "{file} är sparad i ett gammalt format (.ppt eller .doc). Öppna den och spara den som .pptx eller .docx.",
    "{file} is saved in an old format (.ppt or .doc). Open it and save it as .pptx or .docx.",
)
NO_DOCUMENT = Text(
    "{file} är {what}. Ange en presentation (.pptx), ett Word-dokument (.docx), en PDF eller en Excel-fil (.xlsx).",
    "{file} is {what}. Give a presentation (.pptx), a Word document (.docx), a PDF or an Excel file (.xlsx).",
)
MISNAMED_WORKBOOK = Text(
    "{file} är en Excel-arbetsbok. Ge den ändelsen .xlsx och kör igen.",
    "{file} is an Excel workbook. Give it the ending .xlsx and run again.",
)
OTHER_FORMAT = Text(
    "{file} är {what}, ingen Excel-arbetsbok (.xlsx). Be gruppen fylla i handlingsplanens mall.",
    "{file} is {what}, not an Excel workbook (.xlsx). Ask the group to fill in the action plan template.",
)
OTHER_SPREADSHEET = Text("{file} är {what}. Spara den som .xlsx.", "{file} is {what}. Save it as .xlsx.")
DAMAGED_FILE = Text(
    "{file} är skadad och går inte att öppna. Be gruppen spara den på nytt och skicka den igen.",
    "{file} is damaged and cannot be opened. Ask the group to save it anew and to send it again.",
)
TOO_LARGE_INSIDE = Text(
    "{file} packar upp till orimligt mycket och läses inte. Be gruppen flytta över planen till en ny mall.",
    "{file} unpacks to far too much and is not read. Ask the group to move the plan over to a new template.",
)
TOOK_TOO_LONG = Text(
    "{file} tog mer än {seconds} sekunder att läsa och är inte med. Be gruppen flytta över planen till en ny mall.",
    "{file} took more than {seconds} seconds to read and is left out. "
    "Ask the group to move the plan over to a new template.",
)
TOOK_TOO_MUCH = Text(
    "{file} behövde för mycket minne för att läsas och är inte med. Be gruppen flytta över planen till en ny mall.",
    "{file} needed too much memory to be read and is left out. Ask the group to move the plan over to a new template.",
)
READER_STOPPED = Text(
    "{file} gick inte att läsa klart: läsningen avbröts. Be gruppen spara den på nytt och skicka den igen.",
    "{file} could not be read to its end: the reading stopped. Ask the group to save it anew and to send it again.",
)
UNSAFE_FILE = Text(
    "{file} innehåller en DOCTYPE, som Office aldrig skriver, och läses inte. Öppna den och spara den på nytt.",
    "{file} holds a DOCTYPE, which Office never writes, and is not read. Open it and save it anew.",
)
ENCODING = Text(
    "{file} är sparad med en ovanlig teckenkodning ({what}). Öppna den och spara den på nytt.",
    "{file} is saved in an unusual encoding ({what}). Open it and save it anew.",
)
OUT_OF_GRID = Text(
    "{file} är skadad: fliken ”{sheet}” har en cell, {cell}, som inte finns i Excel. Spara planen på nytt i Excel.",
    "{file} is damaged: the sheet “{sheet}” has a cell, {cell}, that Excel has not. Save the plan anew in Excel.",
)
TOO_WIDE = Text(
    "{file} har innehåll långt utanför planen, på fliken ”{sheet}”, cell {cell}. Ta bort det och spara igen.",
    "{file} has contents far outside the plan, on the sheet “{sheet}”, cell {cell}. Remove it and save again.",
)
A_MASTER = Text(
    "{file} är en sammanställning som hplan har gjort, ingen plan, och är inte med.",
    "{file} is a master that hplan has made, not a plan, and is left out.",
)
ROUND_AS_MASTER = Text(
    "{file} är en omgång från ”hplan freeze”. Packa upp master.xlsx ur den och ange den filen efter --previous.",
    "{file} is a round from “hplan freeze”. Unpack its master.xlsx and give that file after --previous.",
)
NO_SUCH_MASTER = Text(
    "Det finns ingen fil {file} att jämföra med. Se efter hur den heter och var den ligger.",
    "There is no file {file} to compare with. Look at what it is called and where it lies.",
)
UNGIVEN_MASTER = Text(
    "Den tidigare sammanställningen {file} går inte att läsa från disken: {why}.",
    "The earlier master {file} cannot be read from the disk: {why}.",
)
UNREADABLE_MASTER = Text(
    "{file} går inte att läsa som en tidigare sammanställning: filen är skadad, har lösenord eller är ingen "
    "Excel-arbetsbok (.xlsx).",
    "{file} cannot be read as an earlier master: the file is damaged, has a password or is no Excel workbook (.xlsx).",
)
DAMAGED_MASTER = Text(
    "Den tidigare sammanställningen {file} är skadad. Öppna den i Excel och spara den på nytt.",
    "The earlier master {file} is damaged. Open it in Excel and save it anew.",
)
NOT_A_MASTER = Text(
    "{file} är ingen sammanställning som hplan har gjort. Ange en tidigare master.xlsx efter --previous.",
    "{file} is no master that hplan has made. Give an earlier master.xlsx after --previous.",
)
MASTER_WITHOUT_ROWS = Text(
    "{file} saknar fliken {sheet}, som i en utskriftsversion eller av tomma planer, och går inte att jämföra med. Ange "
    "en hel sammanställning.",
    "{file} lacks the sheet {sheet}, as a handout or a master of empty plans does, and cannot be compared with. Give a "
    "whole master.",
)
MASTER_WITHOUT_DAY = Text(
    "Planerna i {file} säger inte vilken dag läget gäller, så det går inte att säga sedan när något har ändrats.",
    "The plans in {file} do not say which day the situation is that of, so it cannot be said since when anything has "
    "changed.",
)
MASTERS_OF_ONE_DAY = Text(
    "{file} och {other} gäller samma dag, {day}. Ange bara en av dem efter --previous.",
    "{file} and {other} are as of the same day, {day}. Give only one of them after --previous.",
)
MASTER_OF_LATER_DAY = Text(
    "{file} gäller {day}, men den nya sammanställningen gäller {present}. Den tidigare ska inte gälla en senare "
    "dag; ange dagen för den nya med --as-of om den är en annan.",
    "{file} is as of {day}, but the new master is as of {present}. The earlier one must not be of a later day; give "
    "the day of the new one with --as-of if it is another.",
)
NO_DAY_TO_COMPARE = Text(
    "Planerna säger inte vilken dag läget gäller, så de går inte att jämföra med en tidigare sammanställning. Ange "
    "dagen med --as-of.",
    "The plans do not say which day the situation is that of, so they cannot be compared with an earlier master. Give "
    "the day with --as-of.",
)
NOT_OURS = Text(
    "{file} är en Excel-fil men inte ifylld i handlingsplanens mall. Är det en plan, gör om den med ”hplan import”.",
    "{file} is an Excel file but was not filled in on the action plan template. If it is a plan, turn it into one with "
    "“hplan import”.",
)
NEWER_VERSION = Text(
    "{file} är ifylld i en nyare mall (version {found}) än den här versionen av hplan läser. Uppdatera hplan.",
    "{file} was filled in on a newer template (version {found}) than this version of hplan reads. Update hplan.",
)

PDF = Text("en PDF", "a PDF")
HTML = Text("en webbsida (HTML)", "a web page (HTML)")
RTF = Text("ett RTF-dokument", "an RTF document")
IMAGE = Text("en bild", "a picture")
CSV = Text("en textfil (CSV eller liknande)", "a text file (CSV or the like)")
XML = Text("en XML-fil", "an XML file")
BINARY_FILE = Text("en fil av okänt slag", "a file of an unknown kind")
WORD = Text("ett Word-dokument", "a Word document")
POWERPOINT = Text("en PowerPoint-presentation", "a PowerPoint presentation")
ARCHIVE = Text("ett zip-arkiv", "a zip archive")
OPEN_TEXT = Text("ett OpenDocument-dokument", "an OpenDocument document")
OPEN_SPREADSHEET = Text("en OpenDocument-kalkyl (.ods)", "an OpenDocument spreadsheet (.ods)")
BINARY_WORKBOOK = Text("en binär Excel-arbetsbok (.xlsb)", "a binary Excel workbook (.xlsb)")
