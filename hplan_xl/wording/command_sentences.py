"""Texts of the commands: help, progress, summaries, and why nothing could be done."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hplan_xl.book.text import Text, join_texts
from hplan_xl.wording.file_sentences import GROUPS

NOTHING_TO_SAY = Text("inget att rätta", "nothing to correct")
TO_DO = Text(
    "Rätta: {errors} · Komplettera: {warnings} · Fundera på: {hints}",
    "Correct: {errors} · Complete: {warnings} · Consider: {hints}",
)
NOTICE = Text("Obs", "Note")
AND_MORE = Text("(och {n} till på samma sätt)", "(and {n} more of the kind)")
NO_PLANS = Text(
    "Ingen handlingsplan att läsa i {paths}. Ange en ifylld plan (.xlsx), en mapp eller en zip-fil.",
    "No action plan to read in {paths}. Give a filled plan (.xlsx), a folder or a zip file.",
)
NO_PLANS_FOR_YEAR = Text(
    "Ingen av planerna gäller {year}. De gäller {years}; välj år med --year.",
    "None of the plans is for {year}. They are for {years}; choose the year with --year.",
)
IS_PREVIOUS = Text(
    "{path} är den tidigare sammanställningen, som läses och inte skrivs över. Välj ett annat namn efter -o.",
    "{path} is the earlier master, which is read and not overwritten. Choose another name after -o.",
)
NO_YEAR_TOLD = Text(
    "Ingen av planerna säger vilket år den gäller. Ange året med --year.",
    "None of the plans says which year it is for. Give the year with --year.",
)
READING = Text("Läser {n} av {all}: {file}", "Reading {n} of {all}: {file}")
EARLIER_KEPT = Text(
    "{path} hade sparats i ett annat program än hplan. Den finns kvar som {kept}.",
    "{path} had been saved in another program than hplan. It is kept as {kept}.",
)
FILE_WRITTEN = Text("Klart: {path}", "Done: {path}")
FILE_LOCKED = Text(
    "{path} är öppen i ett annat program eller skrivskyddad. Resultatet ligger i {spare} i stället.",
    "{path} is open in another program or write-protected. The result is in {spare} instead.",
)
UNKNOWN_REGION = Text(
    "Sjukvårdsregionen ”{region}” finns inte i registret. Välj en av: {known}.",
    "The healthcare region “{region}” is not in the register. Choose one of: {known}.",
)
ALL_EXCLUDED = Text(
    "Alla planer för {year} är utelämnade med --exclude. Utelämna inte alla, eller välj ett annat år med --year.",
    "All plans for {year} are left out by --exclude. Do not leave out all of them, or choose another year with --year.",
)
EXCLUDES_NOTHING = Text(
    "Ingen av filerna heter ”{file}”, som ska utelämnas. Skriv namnet efter --exclude som ”hplan check” visar det.",
    "None of the files is called “{file}”, which is to be left out. Write the name after --exclude as “hplan check” "
    "shows it.",
)
UNKNOWN_GROUP = Text(
    "Gruppen ”{group}” finns inte i registret. Menar ni {suggestions}? Med --register kan ni lägga till grupper.",
    "The group “{group}” is not in the register. Do you mean {suggestions}? With --register you can add groups.",
)
UNKNOWN_GROUP_NONE_NEAR = Text(
    "Gruppen ”{group}” finns inte i registret. Med --register kan ni lägga till grupper.",
    "The group “{group}” is not in the register. With --register you can add groups.",
)
NO_GROUPS = Text(
    "Registret har inga grupper i {region}. Lägg till dem i registret, eller kör kommandot utan det.",
    "The register has no groups in the {region}. Add them to the register, or run the command without it.",
)
NOT_PRINTED = Text(
    "Svaret går inte att skriva ut: {why}. Rikta utskriften dit det finns plats och kör kommandot igen.",
    "The answer cannot be printed: {why}. Send the output where there is room and run the command again.",
)
PATH_NOT_REACHED = Text("{path} går inte att nå: {why}.", "{path} cannot be reached: {why}.")
NO_LETTERS = Text(
    "Datorns inställningar tar inga andra bokstäver än a till z i namn på filer. Kör igen med PYTHONUTF8=1.",
    "The settings of this computer take no letters but a to z in names of files. Run again with PYTHONUTF8=1.",
)
GROUP_AND_ALL = Text("Välj antingen --group eller --all-groups.", "Choose either --group or --all-groups.")
ALL_GROUPS_NEEDS_FOLDER = Text(
    "Ange en mapp för mallarna: --all-groups -o MAPP.",
    "Give a folder for the templates: --all-groups -o DIR.",
)
WITHOUT_COUNCIL = Text(
    "Utan kunskapsråd, och därför i en egen arbetsbok: {groups}. Ange råd i planen eller i registret.",
    "Without a council, and therefore in a workbook of their own: {groups}. Give it in the plan or in the register.",
)
SLIDES_WITHOUT_COUNCIL = Text(
    "Utan kunskapsråd, och därför i en egen presentation: {groups}. Ange råd i planen eller i registret.",
    "Without a council, and therefore in slides of their own: {groups}. Give it in the plan or in the register.",
)
IN_SEVERAL = Text(
    "{group} hör till {routes} och finns med i vart och ett.",
    "{group} belongs to {routes} and is in each of them.",
)
_INTERRUPTED = Text("Avbrutet. Inget är ändrat.", "Stopped. Nothing is changed.")
_INTERRUPTED_AFTER = Text("Avbrutet. Det här hann skrivas: {paths}.", "Stopped. This was written before: {paths}.")
_PATHS_AND_MORE = Text("{paths} och {n} till", "{paths} and {n} more")
_MOST_PATHS = 3


def describe_interruption(placed: Sequence[Path]) -> Text:
    """Say that a run was stopped, and which files and folders it had written by then."""
    if not placed:
        return _INTERRUPTED
    shown: str | Text = ", ".join(map(str, placed[:_MOST_PATHS]))
    if (rest := len(placed) - _MOST_PATHS) > 0:
        shown = _PATHS_AND_MORE.fill(paths=shown, n=rest)
    return _INTERRUPTED_AFTER.fill(paths=shown)


ROWS_RECONCILED = Text(
    "{read} rader lästa = {merged} i sammanställningen + {left} i filer som inte används.",
    "{read} rows read = {merged} in the summary + {left} in files that are not used.",
)


def describe_plans_read(plans: int, without_errors: int) -> Text:
    """How many plans were read and how many of them have nothing to correct."""
    if plans == 1:
        return (
            Text("1 plan läst, inget att rätta.", "1 plan read, nothing to correct.")
            if without_errors
            else Text("1 plan läst, med celler att rätta.", "1 plan read, with cells to correct.")
        )
    if without_errors == plans:
        return Text(
            f"{plans} planer lästa; ingen har något att rätta.", f"{plans} plans read; none has anything to correct."
        )
    with_errors = plans - without_errors
    return Text(
        f"{plans} planer lästa; {with_errors} har något att rätta.",
        f"{plans} plans read; {with_errors} {'has' if with_errors == 1 else 'have'} something to correct.",
    )


REGISTER_BESIDE = Text(
    "Registret {path} ligger bland planerna och används.", "The register {path} lies among the plans and is used."
)


DUE_FAR = Text(
    "Planerna gäller {year}, men enligt --due redovisas de senast {day}. Stämmer dagen?",
    "The plans are for {year}, but by --due they are reported by {day}. Is the day right?",
)
AS_OF_FAR = Text(
    "Planerna gäller {year}, men enligt --as-of räknas försening till {day}. Stämmer dagen?",
    "The plans are for {year}, but by --as-of overdue is counted to {day}. Is the day right?",
)
REGISTER_AT_OUTPUT = Text(
    "Registret {path} ligger där mallarna skrivs och används.",
    "The register {path} lies where the templates are written and is used.",
)


def describe_register_blanks(
    region: Text, groups: int, without: Mapping[str, int], kinds: Sequence[str], advice: Text
) -> Text:
    """Say what the register does not know of a healthcare region and its groups, and what each blank costs.

    without: how many groups lack a "council", a "contact" and a "mail"; where one of the region's own "forums",
    "promises", "starting_points", "events" or its "web_address" is not known, 1. kinds: of group that are in doubt.
    advice: what to do about it.
    """
    lines = [line for name, line in _BLANKS.items() if without.get(name)]
    filled = [line.fill(region=region, groups=GROUPS.with_number(groups), **without) for line in lines]
    filled += [_IN_DOUBT.fill(kind=kind, region=region) for kind in kinds]
    if not filled:
        return Text("", "")
    return join_texts([*filled, advice])


_BLANKS = {
    "council": Text(
        "Registret anger inte vart {council} av {groups} redovisar: det står tomt i mallarna, och vilka i ett "
        "kunskapsråd som inväntas går inte att säga.",
        "The register does not say where the plans of {council} of {groups} are reported: it is blank in the "
        "templates, and who in a council is awaited cannot be told.",
    ),
    "contact": Text(
        "Registret anger inte vart {contact} av {groups} skickar planen: på Läs mig står ”er samordnare”.",
        "The register does not say where the plans of {contact} of {groups} are sent: Read me says “your coordinator”.",
    ),
    "mail": Text(
        "Registret saknar e-post till {mail} av {groups}: brev till dem får ingen mottagare.",
        "The register lacks the mail address of {mail} of {groups}: mails to them get no recipient.",
    ),
    "forums": Text(
        "Registret anger inga forum för {region}: listorna för beslut och behov har bara grupper, regioner och NPO, "
        "andra ord skrivs fritt.",
        "The register gives no forums of the {region}: the lists for decisions and needs have only groups, regions and "
        "NPO, other words are typed.",
    ),
    "promises": Text(
        "Registret anger inga patientlöften för {region}: mallarna har inga kolumner för dem.",
        "The register gives no patient promises of the {region}: the templates have no columns for them.",
    ),
    "starting_points": Text(
        "Registret anger inga utgångspunkter för {region}: de står tomma på Plan.",
        "The register gives no starting points of the {region}: they are blank on Plan.",
    ),
    "events": Text(
        "Registret anger inget årshjul för {region}: på Årshjul står bara de nationella remisserna.",
        "The register gives no annual wheel of the {region}: on Annual wheel stand the national consultations only.",
    ),
    "web_address": Text(
        "Registret saknar webbadress till instruktionen för {region}: Läs mig hänvisar inte till någon.",
        "The register lacks the address of the instruction of the {region}: Read me refers to none.",
    ),
}
_IN_DOUBT = Text(
    "Registret vet inte vilka {kind} som finns i {region}: de får ingen mall och inväntas inte.",
    "The register does not know which {kind} there are in the {region}: they get no template and are not awaited.",
)
COMPLETE_YOURS = Text(
    "Fyll i det ni vet i ert register. Gör sedan mallarna i en ny mapp.",
    "Fill in what you know in your register. Then make the templates in a new folder.",
)
COMPLETE = Text(
    "Fyll i det ni vet: hplan register -o register.xlsx. Gör sedan mallarna i en ny mapp med --register register.xlsx, "
    "och lägg filen bland planerna när de kommer.",
    "Fill in what you know: hplan register -o register.xlsx. Then make the templates in a new folder with --register "
    "register.xlsx, and put the file among the plans when they come.",
)


MAIN = Text(
    "Handlingsplaner i Excel: skriv mallar, kontrollera ifyllda planer och sammanställ dem. Börja här: "
    "hplan check MAPP, med mappen där planerna ligger.",
    "Action plans in Excel: write templates, check filled plans and merge them. Start here: "
    "hplan check FOLDER, with the folder that holds the plans.",
)
COMMANDS = Text("Kommandon", "Commands")
EXAMPLES = Text(
    "\b\nExempel:\n  hplan check inkomna --mark åter\n  hplan merge inkomna -o master.xlsx",
    "\b\nExamples:\n  hplan check received --mark returned\n  hplan merge received -o master.xlsx",
)
VERSION = Text("Visa versionen.", "Show the version.")
FILE = Text("FIL", "FILE")
NAME = Text("NAMN", "NAME")
DATE = Text("ÅÅÅÅ-MM-DD", "YYYY-MM-DD")
LANG = Text(
    "Språk: sv eller en. Utan det: datorns språk i det som skrivs ut, svenska i filerna. Planer från repair och next "
    "behåller sitt språk; anmärkningar i markerade kopior och brev är på planens.",
    "Language: sv or en. Without it: the computer's language in what is printed, Swedish in the files. Plans from "
    "repair and next keep their language; remarks in marked copies and letters are in the plan's.",
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
TEMPLATE_YEAR = Text(
    "Året planen gäller; förifylls. Utan det: det år som mallens version är från.",
    "The year of the plan; prefilled. Without it: the year that the template's version is of.",
)
DUE = Text("Dag då planen senast redovisas; förifylls.", "The day by which the plan is reported; prefilled.")
CONTACT = Text(
    "Vem planen skickas till och som svarar på frågor; står på Läs mig.",
    "Whom the plan is sent to and who answers questions; stands on Read me.",
)
CHECK = Text(
    "Kontrollera ifyllda planer: en fil, en mapp eller en zip-fil. Varje sak sägs med sin cell.",
    "Check filled plans: a file, a folder or a zip file. Each thing is told with its cell.",
)
MARK = Text(
    "Skriv för varje plan med något att rätta eller komplettera en kopia med markerade celler i mappen; planen själv "
    "rörs inte.",
    "For each plan with something to correct or complete write a copy with marked cells into the folder; the plan is "
    "not touched.",
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
    "Ta bara med Översikt, Att lyfta, Handlingsplan och, där det jämförs med en tidigare, Förändringar: att skriva ut "
    "eller skicka.",
    "Include only Overview, To raise, Action plan and, where it is compared with an earlier one, Changes: to print or "
    "send.",
)
MERGE_YEAR = Text(
    "Planernas år; utan det det år som flest planer gäller.",
    "The plans' year; without it the year that most plans are for.",
)
AS_OF = Text(
    "Dagen som försening räknas till; utan det planernas senaste ”Status per den”.",
    "The day that overdue is counted to; without it the latest “Status as of” of the plans.",
)
MERGE_REGION = Text(
    "En sjukvårdsregion vars grupper inväntas; kan anges flera gånger. Utan den: de som minst var femte plan är från.",
    "A healthcare region whose groups are awaited; may be given several times. Without it: those that at least every "
    "fifth plan is from.",
)
PREVIOUS = Text(
    "En tidigare sammanställning att jämföra med, t.ex. förra omgångens master.xlsx; kan anges flera gånger.",
    "An earlier master to compare with, such as that of the last round; may be given several times.",
)
EXCLUDE = Text("En fil att utelämna; kan anges flera gånger.", "A file to leave out; may be given several times.")
FORCE = Text("Skriv över en fil som inte är gjord av hplan.", "Overwrite a file that was not made by hplan.")
SLIDES = Text(
    "Gör bilder (.pptx) av ifyllda planer: läget, det som ska avgöras och varje grupps plan i bildens fem kolumner.",
    "Make slides (.pptx) of filled plans: the situation, what is to be decided, and each group's plan in five columns.",
)
SLIDES_OUTPUT = Text(
    "Presentationen att skriva; med --split-by mappen.", "The presentation to write; with --split-by the folder."
)
SLIDES_SPLIT_BY = Text(
    "Skriv också en presentation för varje kunskapsråd (council) eller grupp (group), i mappen.",
    "Write also a presentation for each council or group, into the folder.",
)
NO_DECK_ENDING = Text(
    "{path} är inget namn på en presentation. Skriv ett som slutar på .pptx efter -o, t.ex. handlingsplan.pptx.",
    "{path} is no name of a presentation. Write one that ends in .pptx after -o, e.g. plan.pptx.",
)
DECK_EDITED = Text(
    "{path} finns redan och är ändrad, eller inte gjord av hplan. Välj ett annat namn, eller flytta filen först.",
    "{path} exists and has been edited, or was not made by hplan. Choose another name, or move the file first.",
)
MAIL = Text(
    "Skriv brev till grupperna i en ny mapp: tack, vad som är kvar eller en påminnelse. Inget skickas.",
    "Write mails to the groups into a new folder: thanks, what is left or a reminder. Nothing is sent.",
)
NEXT_MAIL = Text(
    "Skriv brev till grupperna i en ny mapp, med nästa års plan. Inget skickas.",
    "Write mails to the groups into a new folder, with next year's plan. Nothing is sent.",
)
REPLY_BY = Text("Dag då svar önskas; står i breven.", "The day by which an answer is wanted; stands in the mails.")
SENDER = Text("Vem breven är från; står sist i dem.", "Whom the mails are from; stands last in them.")
CALENDAR = Text(
    "Skriv Årshjul med datum, när planerna redovisas och när områdena ska vara klara, som en kalender (.ics).",
    "Write the dated events of the wheel, when plans are reported and areas are due, as a calendar (.ics).",
)
FREEZE = Text(
    "Frys en omgång: filerna som de kom, sammanställningen av dem och kontrollsummor, i en zip-fil.",
    "Freeze a round: the files as they came, the master made of them and checksums, in a zip file.",
)
FREEZE_OUTPUT = Text("Zip-filen att skriva, t.ex. 2026-04.zip.", "The zip file to write, e.g. 2026-04.zip.")
VERIFY = Text(
    "Kontrollera en fryst omgång: vad som är ändrat, och om sammanställningen gjord på nytt är densamma.",
    "Verify a frozen round: what is changed, and whether the master made anew is the same.",
)
ROUND = Text("OMGÅNG.zip", "ROUND.zip")
WRITE_REGISTER = Text(
    "Skriv registret som en arbetsbok, att komplettera och sedan ange med --register.",
    "Write the register as a workbook, to complete and then give with --register.",
)
IMPORT = Text(
    "Gör ifyllda mallar av tidigare planers bilder (.pptx), dokument (.docx, .pdf) och egna Excel-filer (.xlsx), att "
    "se över och skicka.",
    "Make filled templates of earlier plans' slides (.pptx), documents (.docx, .pdf) and own Excel files (.xlsx), to "
    "look through and send.",
)
IMPORT_OUTPUT = Text(
    "Mappen där mallarna läggs, en för varje grupp i varje fil.",
    "The folder where the templates are put, one for each group in each file.",
)
IMPORT_YEAR = Text(
    "År som mallarna gäller. Utan det gäller året som filen säger.",
    "The year that the templates are for. Without it, the year that the file tells.",
)
NEXT = Text(
    "Gör nästa års planer, förifyllda från de senaste: filer, mappar eller zip-filer.",
    "Make next year's plans, prefilled from the latest ones: files, folders or zip files.",
)
NEXT_OUTPUT = Text(
    "Mappen där planerna läggs, en för varje grupp; den görs om den inte finns.",
    "The folder where the plans are put, one for each group; it is made if it is not there.",
)
NEXT_YEAR = Text(
    "Året som planerna ska gälla; utan det året efter det som flest planer gäller.",
    "The year that the plans are to be for; without it the year after the one that most plans are for.",
)
NEXT_VALUES = Text(
    "Ett sparat svar (json) från Koladas API med mätvärden, att fylla i där ”Id i källan” stämmer; kan anges flera "
    "gånger.",
    "A saved answer (json) of Kolada's API with values, to fill in where the “Id in the source” fits; may be given "
    "several times.",
)
REPAIR = Text(
    "Flytta över skadade, ändrade eller äldre planer till nya mallar: en fil eller en hel mapp. Det som inte får plats "
    "sägs.",
    "Move damaged, altered or older plans over to new templates: a file, or all in a folder. What has no place there "
    "is told.",
)
REPAIR_OUTPUT = Text(
    "Filen att skriva; för en mapp, den mapp där de lagade planerna läggs under samma namn.",
    "The file to write; for a folder, the folder where the repaired plans are put under the same names.",
)


# Wrong usage
READ_MORE = Text("Mer: {command} --help", "More: {command} --help")
FOR_EXAMPLE = Text("T.ex.: {command}", "E.g.: {command}")
EXAMPLE_OF = {
    "template": Text("hplan template --all-groups -o mallar", "hplan template --all-groups -o templates"),
    "import": Text("hplan import inkomna -o mallar", "hplan import received -o templates"),
    "check": Text("hplan check inkomna --mark åter", "hplan check received --mark returned"),
    "repair": Text("hplan repair inkomna -o lagade", "hplan repair received -o mended"),
    "merge": Text("hplan merge inkomna -o master.xlsx", "hplan merge received -o master.xlsx"),
    "next": Text("hplan next inkomna -o nästa", "hplan next received -o next"),
    "slides": Text("hplan slides inkomna -o bilder.pptx", "hplan slides received -o plans.pptx"),
    "export": Text("hplan export inkomna -o data --to csv", "hplan export received -o data --to csv"),
    "publish": Text("hplan publish inkomna -o webb", "hplan publish received -o web"),
    "freeze": Text("hplan freeze inkomna -o 2026-04.zip", "hplan freeze received -o 2026-04.zip"),
    "verify": Text("hplan verify 2026-04.zip", "hplan verify 2026-04.zip"),
    "register": Text("hplan register -o register.xlsx", "hplan register -o register.xlsx"),
}
UNKNOWN_COMMAND = Text(
    "hplan har inget kommando ”{word}”. Välj ett av: {commands}.",
    "hplan has no command “{word}”. Choose one of: {commands}.",
)
UNKNOWN_COMMAND_NEAR = Text(
    "hplan har inget kommando ”{word}”. Menar ni {near}?", "hplan has no command “{word}”. Do you mean {near}?"
)
UNKNOWN_OPTION = Text("{option} finns inte här.", "There is no {option} here.")
UNKNOWN_OPTION_NEAR = Text(
    "{option} finns inte här. Menar ni {near}?", "There is no {option} here. Do you mean {near}?"
)
OPTION_MISSING = Text(
    "{option} saknas. Skriv {option} och sedan {what}.", "{option} is missing. Write {option}, then {what}."
)
OPTION_TAKES_VALUE = Text("Efter {option} ska det stå {what}.", "After {option} there must be {what}.")
OPTION_TAKES_NOTHING = Text(
    "{option} skrivs ensamt, utan något efter.", "{option} is written alone, with nothing after it."
)
OTHER_VALUE = Text(
    "Efter {option} ska det stå {what}, inte ”{found}”.", "After {option} there must be {what}, not “{found}”."
)
PATH_MISSING = Text(
    "Skriv också vad som ska läsas: en fil, en mapp eller en zip-fil.",
    "Write also what to read: a file, a folder or a zip file.",
)
ROUND_MISSING = Text(
    "Skriv också vilken omgång: en zip-fil från ”hplan freeze”.",
    "Write also which round: a zip file from “hplan freeze”.",
)
COMMAND_MISSING = Text(
    "Skriv också vad som ska göras. Välj ett av: {commands}.", "Write also what to do. Choose one of: {commands}."
)
OPTION_TWICE = Text(
    "{option} står två gånger, med ”{first}” och ”{last}”. Skriv {option} en gång.",
    "{option} stands twice, with “{first}” and “{last}”. Write {option} once.",
)
TOO_MUCH = Text(
    "”{words}” är mer än {command} tar emot. Ska det höra ihop med ordet före? Sätt då citattecken om dem.",
    "“{words}” is more than {command} takes. Does it belong to the word before? Then put quotes around them.",
)
QUOTE_PATH = Text(
    'Namnet har mellanslag: sätt citattecken om det, "{path}".',
    'The name has spaces: put quotes around it, "{path}".',
)
SOME_VALUE = Text("ett värde", "a value")
A_DAY = Text("en dag, t.ex. 2026-03-01", "a day, e.g. 2026-03-01")
ONE_OF = Text("{most} eller {last}", "{most} or {last}")
YEAR_BETWEEN = Text("ett år mellan {least} och {most}", "a year between {least} and {most}")
_A_FILE = Text("en fil", "a file")
_A_FOLDER = Text("en mapp", "a folder")
WHAT_STANDS_AFTER = {
    "--group": Text("en grupp", "a group"),
    "--region": Text("en sjukvårdsregion", "a healthcare region"),
    "--contact": Text("ett namn eller en adress", "a name or an address"),
    "--register": _A_FILE,
    "--exclude": _A_FILE,
    "--previous": _A_FILE,
    "--calendar": _A_FILE,
    "--values": _A_FILE,
    "--mark": _A_FOLDER,
    "--mail": _A_FOLDER,
}

# What stands after -o, by what its help calls it; a file where that is another word
FILE_TO_WRITE = Text("filen att skriva", "the file to write")
WHAT_IS_WRITTEN = {
    "DIR": Text("mappen att skriva till", "the folder to write to"),
    "PATH": Text("filen eller mappen att skriva", "the file or folder to write"),
}

# The help's own words: those of the library in English, and ours
USAGE = Text("Användning:", "Usage:")
OPTIONS = Text("Val", "Options")
HELP_TERMS = (
    Text("Visa den här hjälpen.", "Show this message and exit."),
    Text("[VAL]", "[OPTIONS]"),
    Text("KOMMANDO [ORD]", "COMMAND [ARGS]"),
    Text("[krävs]", "[required]"),
    Text("[förval: ", "[default: "),
    Text("ÅR", "INTEGER RANGE"),
    Text("MAPP", "DIR"),
    Text("VÄG", "PATH"),
    Text("FIL.ics", "FILE.ics"),
)
