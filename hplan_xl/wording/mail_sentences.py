"""The words of the mails back to the groups, of the calendar, and what the coordinator is told of both."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from hplan_xl.book.text import Text

# The line over a mail
SUBJECT = Text("Handlingsplan {year}, {group}: {what}", "Action plan {year}, {group}: {what}")
SUBJECT_WITHOUT_GROUP = Text("Handlingsplan {year}: {what}", "Action plan {year}: {what}")
NOTHING_LEFT = Text("tack, inget att komplettera", "thank you, nothing to complete")
ONE_THING = Text("1 sak att komplettera", "1 thing to complete")
THINGS = Text("{n} saker att komplettera", "{n} things to complete")
REMINDER = Text("påminnelse", "reminder")
PLAN_EMPTY = Text("inga prioriterade områden än", "no priority areas yet")
DRAFT_TO_REVIEW = Text("utkast att se över", "a draft to look through")
FORM_NEEDED = Text("planen behövs i mallen", "the plan is needed in the template")
FILE_NOT_READ = Text("filen gick inte att läsa", "the file could not be read")
FILES_NOT_READ = Text("filerna gick inte att läsa", "the files could not be read")
NEW_TEMPLATE = Text("mall att fylla i", "a template to fill in")

# The mail itself
HELLO = Text("Hej!", "Hello,")
THANKS_FOR_PLAN = Text(
    "Tack för handlingsplanen. {areas} och {activities} är inlästa.",
    "Thank you for the action plan. {areas} and {activities} have been read.",
)
FILES_READ = Text("Den plan som är läst: {files}.", "The plan that was read: {files}.")
FILES_NOT_IN = Text("Det här har kommit men är inte med: {files}.", "These have come but are not in: {files}.")
NOTHING_TO_DO = Text("Det finns inget att rätta eller komplettera.", "There is nothing to correct or complete.")
MARKED_CELL = Text(
    "Den är markerad i den bifogade filen; fliken ”{sheet}” leder till den.",
    "It is marked in the attached file; the sheet “{sheet}” leads to it.",
)
MARKED_CELLS = Text(
    "De är markerade i den bifogade filen; fliken ”{sheet}” listar dem med länkar.",
    "They are marked in the attached file; the sheet “{sheet}” lists them with links.",
)
MOST_ARE_MARKED = Text(
    "De {n} viktigaste är markerade i den bifogade filen; fliken ”{sheet}” listar dem med länkar.",
    "The {n} most important are marked in the attached file; the sheet “{sheet}” lists them with links.",
)
MOST_IMPORTANT = Text("Det viktigaste:", "Most important:")
THIS_IS_IT = Text("Det gäller:", "What to look at:")
POINT = Text("• {sheet} {cell}: {sentence}", "• {sheet} {cell}: {sentence}")
POINT_OF_SEVERAL = Text(
    "• {sheet} {cell}: {sentence} (och {n} till på samma sätt)",
    "• {sheet} {cell}: {sentence} (and {n} more of the kind)",
)
CONTINUE_IN_COPY = Text(
    "Fortsätt i den bifogade filen och skicka tillbaka den{by}. Det går bra att byta filnamn.",
    "Please go on in the attached file and return it{by}; any file name will do.",
)
NUMBER_IN_FILE = Text(
    "Filen är inte bifogad, eftersom det står ett personnummer i den. Ta bort det i er egen fil och skicka den "
    "igen{by}.",
    "The file is not attached, since it holds a personal identity number. Remove it in your own file and send it "
    "again{by}.",
)
CORRECT_OWN_FILE = Text(
    "Rätta i er egen fil och skicka den igen{by}.",
    "Please correct your own file and send it again{by}.",
)
NOT_HERE = Text("Vi har inte fått er handlingsplan för {year} än.", "We have not had your action plan for {year} yet.")
OTHER_YEAR = Text("Den plan som har kommit från er gäller {years}.", "The plan that has come from you is for {years}.")
OTHER_YEARS = Text(
    "De planer som har kommit från er gäller {years}.", "The plans that have come from you are for {years}."
)
WHAT_YOU_HAVE = Text(
    "Skicka{by} det ni har. Plan, Prioriterade områden och Aktiviteter räcker, och planen kan kompletteras efteråt.",
    "Send what you have{by}. Plan, Priority areas and Activities are enough, and the plan can be completed later.",
)
TEMPLATE_ATTACHED = Text("Mallen är bifogad.", "The template is attached.")
SENT_ALREADY = Text(
    "Har ni redan skickat den, svara på det här brevet.", "If you have sent it already, please answer this mail."
)
NO_ROWS = Text(
    "Tack för filen. På fliken ”{sheet}” är ingen rad ifylld än.",
    "Thank you for the file. No row is filled in on the sheet “{sheet}” yet.",
)
THANKS_FOR_FILES = Text("Tack för {files}.", "Thank you for {files}.")
MOVED_TO_TEMPLATE = Text(
    "Innehållet är flyttat till den bifogade mallen. {counts}",
    "The contents are moved to the attached template. {counts}",
)
MOVED_TO_TEMPLATES = Text(
    "Innehållet är flyttat till de bifogade mallarna. {counts}",
    "The contents are moved to the attached templates. {counts}",
)
LOOK_THROUGH = Text(
    "Gå igenom fliken ”{sheet}” och jämför med er egen fil. Skicka sedan den bifogade filen{by}.",
    "Go through the sheet “{sheet}” and compare with your own file. Then send the attached file{by}.",
)
LOOK_THROUGH_EACH = Text(
    "Gå igenom fliken ”{sheet}” i var och en och jämför med era egna filer. Samla planen i en av dem och skicka "
    "den{by}.",
    "Go through the sheet “{sheet}” of each and compare with your own files. Put the plan together in one of them and "
    "send it{by}.",
)
_NOT_MOVED = Text(
    "Innehållet går inte att flytta till mallen, där planerna sammanställs.",
    "The contents cannot be moved to the template, in which the plans are summarised.",
)
NUMBER_IN_DOCUMENT = Text(
    "Innehållet är inte flyttat till mallen, eftersom det står ett personnummer i det.",
    "The contents are not moved to the template, since they hold a personal identity number.",
)
_OF_OTHER_GROUP = Text(
    "Det ni har skickat ser ut att vara planen från {group}.",
    "What you have sent looks like the plan of {group}.",
)
_OF_OTHER_GROUPS = Text(
    "I det ni har skickat hittades ingen plan för er grupp, bara för andra grupper.",
    "No plan for your group was found in what you have sent, only for other groups.",
)


def describe_others(groups: Collection[str]) -> Text:
    """Why nothing that came is moved, where it holds the plans of some other groups, or none; "" is one not known."""
    if not any(groups):
        return _NOT_MOVED
    return _OF_OTHER_GROUPS if len(groups) > 1 else _OF_OTHER_GROUP.fill(group=next(iter(groups)))


FILL_IN_TEMPLATE = Text(
    "Fyll i den bifogade mallen och skicka den{by}. Plan, Prioriterade områden och Aktiviteter räcker.",
    "Please fill in the attached template and send it{by}. Plan, Priority areas and Activities are enough.",
)
UNREADABLE_FILE = Text(
    "Filen går inte att läsa som handlingsplan. Det brukar bero på ett lösenord, på ett annat format än .xlsx eller på "
    "att den inte är ifylld i mallen.",
    "The file cannot be read as an action plan. It is usually due to a password, to another format than .xlsx, or to "
    "not being filled in on the template.",
)
UNREADABLE_FILES = Text(
    "Filerna går inte att läsa som handlingsplaner. Det brukar bero på ett lösenord, på ett annat format än .xlsx "
    "eller på att de inte är ifyllda i mallen.",
    "The files cannot be read as action plans. It is usually due to a password, to another format than .xlsx, or to "
    "not being filled in on the template.",
)
SAVE_OR_FILL_IN = Text(
    "Spara planen som Excel-arbetsbok (.xlsx) utan lösenord, eller fyll i den bifogade mallen, och skicka den "
    "igen{by}.",
    "Please save the plan as an Excel workbook (.xlsx) without a password, or fill in the attached template, and send "
    "it again{by}.",
)
TEMPLATE_FOR_YEAR = Text(
    "Här är mallen för {year}, ifylld med det som fortsätter från er plan för {last_year}.",
    "Here is the template for {year}, filled in with what goes on from your plan for {last_year}.",
)
TEMPLATE_FROM_LAST_PLAN = Text(
    "Här är mallen för {year}, ifylld med det som fortsätter från er förra plan.",
    "Here is the template for {year}, filled in with what goes on from your last plan.",
)
NOTHING_GOES_ON = Text(
    "Här är mallen för {year}. Inga rader fortsätter från er plan för {last_year}.",
    "Here is the template for {year}. No rows go on from your plan for {last_year}.",
)
NOTHING_GOES_ON_FROM_LAST_PLAN = Text(
    "Här är mallen för {year}. Inga rader fortsätter från er förra plan.",
    "Here is the template for {year}. No rows go on from your last plan.",
)
GO_THROUGH_TEMPLATE = Text(
    "Gå igenom den, ändra och lägg till, och skicka den{by}. {guide} säger hur.",
    "Go through it, change and add, and send it{by}. {guide} says how.",
)
BY = Text(" senast {day}", " by {day}")

# The same words as plain text
TO = Text("Till: {address}", "To: {address}")
TO_NOBODY = Text("Till: (ingen adress är känd)", "To: (no address is known)")
SUBJECT_LINE = Text("Ämne: {subject}", "Subject: {subject}")
ATTACHED = Text("Bilaga: {name}", "Attachment: {name}")

# What the coordinator is told
FOLDER_IN_USE = Text(
    "Mappen {path} är inte tom. Ange en ny mapp efter --mail, så att inga äldre brev skickas av misstag.",
    "The folder {path} is not empty. Give a new folder after --mail, so that no older mails are sent by mistake.",
)
FOLDER_OF_RESULT = Text(
    "Breven ska ligga för sig, men {written} skrivs också i mappen {path}. Ange en annan mapp efter --mail.",
    "The mails are to lie by themselves, but {written} is written to the folder {path} too. Give another after --mail.",
)
FOLDER_AMONG_PLANS = Text(
    "Mappen {path} ligger bland planerna, och breven är inte sådant som har kommit in. Ange en annan efter --mail.",
    "The folder {path} lies among the plans, and the mails are nothing that has come in. Give another after --mail.",
)
REPLY_BY_PASSED = Text(
    "I breven står svar senast {day}, men läget i planerna gäller {as_of}. Stämmer dagen?",
    "The mails ask for an answer by {day}, but the situation in the plans is that of {as_of}. Is the day right?",
)
REPLY_BY_FAR = Text(
    "Planerna gäller {year}, men i breven står svar senast {day}. Stämmer dagen?",
    "The plans are for {year}, but the mails ask for an answer by {day}. Is the day right?",
)
ONLY_WITH_MAIL = Text("{option} hör till --mail MAPP.", "{option} belongs with --mail DIR.")
NO_RECIPIENT_ONE = Text(
    "1 brev har ingen adress, eftersom registret inte säger den, eller inte för vilken sjukvårdsregion: {groups}.",
    "1 mail has no address, since the register does not say it, or not for which healthcare region: {groups}.",
)
NO_RECIPIENT = Text(
    "{n} brev har ingen adress, eftersom registret inte säger den, eller inte för vilken sjukvårdsregion: {groups}.",
    "{n} mails have no address, since the register does not say it, or not for which healthcare region: {groups}.",
)
WITHOUT_GROUP_ONE = Text(
    "1 plan säger inte vilken grupp den är från. Ta reda på det innan påminnelserna skickas.",
    "1 plan does not say which group it is from. Find out before the reminders are sent.",
)
WITHOUT_GROUP = Text(
    "{n} planer säger inte vilken grupp de är från. Ta reda på det innan påminnelserna skickas.",
    "{n} plans do not say which group they are from. Find out before the reminders are sent.",
)
NO_LETTER = Text("{group} får inget brev: {why}", "{group} gets no mail: {why}")
ONLY_OTHER_FILES = Text(
    "bland det som har kommit är {files}, som ingen plan går att läsa ur.",
    "among what has come is {files}, in which no plan can be read.",
)
OF_OTHER_YEARS = Text(
    "Breven gäller planerna för {year}. Planer för andra år besvaras inte.",
    "The mails are about the plans for {year}. Plans for other years are not answered.",
)


def describe_cells(errors: int, warnings: int) -> Text:
    """Say how many cells are to be corrected and how many can be completed; at least one of them is more than 0."""
    if not errors:
        return _CAN_ONE if warnings == 1 else _CAN.fill(n=warnings)
    first = _MUST_ONE if errors == 1 else _MUST.fill(n=errors)
    if not warnings:
        return Text(f"{first.sv}.", f"{first.en}.")
    return (_AND_ONE if warnings == 1 else _AND).fill(first=first, n=warnings)


_MUST_ONE = Text("1 cell behöver rättas", "1 cell needs correcting")
_MUST = Text("{n} celler behöver rättas", "{n} cells need correcting")
_CAN_ONE = Text("1 cell kan kompletteras.", "1 cell can be completed.")
_CAN = Text("{n} celler kan kompletteras.", "{n} cells can be completed.")
_AND_ONE = Text("{first} och 1 kan kompletteras.", "{first} and 1 can be completed.")
_AND = Text("{first} och {n} kan kompletteras.", "{first} and {n} can be completed.")


def describe_letters(kinds: Mapping[str, int], folder: object) -> Sequence[Text]:
    """Say how many mails of each kind lie in a folder, a line a kind, and that none is sent."""
    number = sum(kinds.values())
    first = _LETTERS_ONE if number == 1 else _LETTERS
    lines = [words.fill(n=kinds[kind]) for kind, words in _KINDS.items() if kinds.get(kind)]
    return [first.fill(n=number, folder=folder), *lines]


_LETTERS_ONE = Text("1 brev ligger i {folder}. Inget är skickat.", "1 mail lies in {folder}. Nothing is sent.")
_LETTERS = Text("{n} brev ligger i {folder}. Inget är skickat.", "{n} mails lie in {folder}. Nothing is sent.")
_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "nothing_left": Text("  Tack, inget att komplettera: {n}", "  Thanks, nothing to complete: {n}"),
        "to_complete": Text("  Att komplettera: {n}", "  To complete: {n}"),
        "empty": Text("  Tom plan: {n}", "  Empty plan: {n}"),
        "other_form": Text("  I annan form: {n}", "  In another form: {n}"),
        "not_read": Text("  Gick inte att läsa: {n}", "  Could not be read: {n}"),
        "reminder": Text("  Påminnelse: {n}", "  Reminder: {n}"),
        "next_year": Text("  Mall för nästa år: {n}", "  Template for next year: {n}"),
    }
)

# The calendar
CALENDAR_NAME = Text("{book} {year}", "{book} {year}")
REPORTED = Text("Handlingsplaner redovisas senast", "Action plans are reported by this day")
DUE = Text("Klart senast: {title}", "Due: {title}")
ONE_GROUP = Text("Grupp: {groups}", "Group: {groups}")
GROUPS = Text("Grupper: {groups}", "Groups: {groups}")
CALENDAR_NOT_OURS = Text(
    "{path} finns redan och är ingen kalender från hplan. Välj ett annat namn, eller skriv över med --force.",
    "{path} exists and is no calendar of hplan's. Choose another name, or overwrite it with --force.",
)
NOT_ICS = Text(
    "En kalender är en .ics-fil. Skriv ett namn som slutar på .ics efter --calendar, t.ex. {path}.ics.",
    "A calendar is an .ics file. Write a name that ends in .ics after --calendar, e.g. {path}.ics.",
)
WITHOUT_DAY_ONE = Text(
    "1 händelse i Årshjul har inget datum som går att läsa i Från eller Till och är inte med i kalendern.",
    "1 event of the annual wheel has no date that can be read under From or To and is not in the calendar.",
)
WITHOUT_DAY = Text(
    "{n} händelser i Årshjul har inget datum som går att läsa i Från eller Till och är inte med i kalendern.",
    "{n} events of the annual wheel have no date that can be read under From or To and are not in the calendar.",
)
