"""The help of every command and option: one sentence each."""

from hplan_xl.text import Text

MAIN = Text(
    "Handlingsplaner i Excel: skriv mallar, kontrollera ifyllda planer och sammanställ dem.",
    "Action plans in Excel: write templates, check filled plans and merge them.",
)
VERSION = Text("Visa versionen.", "Show the version.")
FILE = Text("FIL", "FILE")
NAME = Text("NAMN", "NAME")
DATE = Text("ÅÅÅÅ-MM-DD", "YYYY-MM-DD")
LANG = Text(
    "Språk: sv eller en. Utan det: datorns språk i det som skrivs ut, svenska i arbetsböcker.",
    "Language: sv or en. Without it: the computer's language in what is printed, Swedish in workbooks.",
)
REGISTER = Text(
    "Ett register över regioner, grupper och råd (från ”hplan register”) som ersätter eller utökar det inbyggda.",
    "A register of regions, groups and councils (from “hplan register”) that replaces or extends the packaged one.",
)
TEMPLATE = Text(
    "Skriv en mall att fylla i: tom, för en grupp, eller för alla grupper i en sjukvårdsregion.",
    "Write a template to fill in: blank, for one group, or for all groups of a healthcare region.",
)
TEMPLATE_OUTPUT = Text(
    "Fil eller mapp att skriva till; utan det en fil med gruppens namn och året här.",
    "File or folder to write to; without it a file named by the group and the year, here.",
)
REGION = Text("Sjukvårdsregionen, t.ex. sydostra.", "The healthcare region, e.g. sydostra.")
GROUP = Text("Gruppen, t.ex. ”RPO Medicinsk diagnostik”.", "The group, e.g. “RPO Medicinsk diagnostik”.")
ALL_GROUPS = Text(
    "En mall för var och en av regionens grupper, i mappen efter -o.",
    "A template for each of the region's groups, in the folder given by -o.",
)
TEMPLATE_YEAR = Text("Året planen gäller; förifylls.", "The year of the plan; prefilled.")
DUE = Text("Dag då planen senast redovisas; förifylls.", "The day by which the plan is reported; prefilled.")
CHECK = Text(
    "Kontrollera ifyllda planer: en fil, en mapp eller en zip-fil. Varje sak sägs med sin cell.",
    "Check filled plans: a file, a folder or a zip file. Each thing is told with its cell.",
)
MARK = Text(
    "Skriv för varje plan med något att åtgärda en kopia med markerade celler i mappen; planen själv rörs inte.",
    "For each plan with something to do write a copy with marked cells into the folder; the plan is not touched.",
)
FORMAT = Text("Hur resultatet skrivs: text, json eller csv.", "How the result is written: text, json or csv.")
MERGE = Text(
    "Sammanställ ifyllda planer till en arbetsbok: filer, mappar eller zip-filer.",
    "Merge filled plans into one master workbook: files, folders or zip files.",
)
OUTPUT = Text("Filen att skriva.", "The file to write.")
MERGE_OUTPUT = Text("Filen att skriva; med --split-by mappen.", "The file to write; with --split-by the folder.")
SPLIT_BY = Text(
    "Skriv också en arbetsbok för varje kunskapsråd (council), sjukvårdsregion (region) eller grupp (group), i mappen.",
    "Write also a workbook for each council, healthcare region (region) or group, into the folder.",
)
HANDOUT = Text(
    "Ta bara med Översikt, Att lyfta och Handlingsplan: att skriva ut eller skicka.",
    "Include only Overview, To raise and Action plan: to print or send.",
)
MERGE_YEAR = Text(
    "Planernas år; utan det det år som flest planer gäller.",
    "The plans' year; without it the year that most plans are for.",
)
AS_OF = Text(
    "Dagen som försenat räknas från; utan det planernas senaste ”Status per den”.",
    "The day that overdue is counted from; without it the latest “Status as of” of the plans.",
)
EXCLUDE = Text("En fil att utelämna; kan anges flera gånger.", "A file to leave out; may be given several times.")
FORCE = Text(
    "Skriv över en fil som inte är gjord av hplan.",
    "Overwrite a file that was not made by hplan.",
)
WRITE_REGISTER = Text(
    "Skriv registret som en arbetsbok, att komplettera och sedan ange med --register.",
    "Write the register as a workbook, to complete and then give with --register.",
)
REPAIR = Text(
    "Flytta över skadade, ändrade eller äldre planer till nya mallar: en fil eller en hel mapp. Inget går förlorat.",
    "Move damaged, altered or older plans over to new templates: a file, or all in a folder. Nothing is lost.",
)
REPAIR_OUTPUT = Text(
    "Filen att skriva; för en mapp, den mapp där de lagade planerna läggs under samma namn.",
    "The file to write; for a folder, the folder where the repaired plans are put under the same names.",
)
