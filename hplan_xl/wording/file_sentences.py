"""Sentences to the coordinator about a file: why it is left out, or what to know about it."""

from collections.abc import Mapping
from types import MappingProxyType

from hplan_xl.book.text import Text, list_texts, neutral_text
from hplan_xl.book.views import Noun

UNANSWERED = Text(
    "{file} är en mall som ”hplan next” har förifyllt. Ingen har sparat den sedan dess; den räknas inte som inlämnad.",
    "{file} is a template that “hplan next” prefilled. Nobody has saved it since; it does not count as delivered.",
)
DRAFT = Text(
    "Planen är ett utkast från ”hplan import”. Ingen har sparat det sedan dess, så inget är ändrat i det.",
    "The plan is a draft from “hplan import”. Nobody has saved it since, so nothing in it has been changed.",
)
OTHER_YEAR = Text(
    "{file} gäller {year}. Sammanställningen gäller {merge_year}, så planen är inte med.",
    "{file} is for {year}. The summary is for {merge_year}, so the plan is not in it.",
)
TAKEN_FOR_OTHER_YEAR = Text(
    "{file}: {why} Sammanställningen gäller {merge_year}, så planen är inte med.",
    "{file}: {why} The summary is for {merge_year}, so the plan is not in it.",
)
YEAR_OF_STATUS = Text(
    "Planens år går inte att läsa. Den är tagen för {year}, efter sin ”Status per den”.",
    "The plan's year cannot be read. It is taken for {year}, by its “Status as of”.",
)
COMMONEST_YEAR = Text(
    "Planens år går inte att läsa. Den är tagen för {year}, som är det vanligaste året i planerna.",
    "The plan's year cannot be read. It is taken for {year}, which is the commonest year in the plans.",
)
NO_YEAR = Text(
    "Planens år går inte att läsa, och inget annat säger vilket år den gäller.",
    "The plan's year cannot be read, and nothing else says which year it is for.",
)
EMPTY_VERSION = Text(
    "Två versioner: {file} har inga prioriterade områden än och är ersatt av {other}.",
    "Two versions: {file} has no priority areas yet and is superseded by {other}.",
)
HELD_APART = Text(
    "”{group}” kan läsas som {register}, men en annan plan har ett annat namn för den. De är med var för sig. "
    "Stämmer det?",
    "“{group}” could be read as {register}, but another plan has another name for it. They are in one by one. "
    "Is that right?",
)
STRAY = Text(
    "Planen från {group} anger {region}; flest planer är från {others}. Stämmer det?",
    "The plan from {group} gives {region}; more plans are from {others}. Is that right?",
)
STRAY_FROM_ASKED = Text(
    "Planen från {group} anger {region}; sammanställningen gäller {others}. Stämmer det?",
    "The plan from {group} gives {region}; the summary is for {others}. Is that right?",
)
DAY_NOT_COUNTED = Text(
    "”Status per den” är {day}. Den dagen avgör inte när läget gäller eller vad som är försenat.",
    "“Status as of” is {day}. That day does not decide when the situation holds or what is overdue.",
)
YEAR_NOT_TOLD = Text(
    "Två versioner: {file} säger inte vilket år den gäller och är ersatt av {other}, som gäller {year}.",
    "Two versions: {file} does not say which year it is for and is superseded by {other}, which is for {year}.",
)
NO_GROUP = Text("Grupp saknas ({file})", "Group missing ({file})")
NO_GROUP_STARTS = tuple(words.partition("{file}")[0] for words in (NO_GROUP.sv, NO_GROUP.en))
FILE_EXCLUDED = Text("{file} är utelämnad med --exclude.", "{file} is left out by --exclude.")
SAME_CONTENT = Text(
    "{file} har samma innehåll som {other}. Det räknas en gång.",
    "{file} has the same contents as {other}. It is counted once.",
)
OLDER_STATUS = Text(
    "Två versioner: {file} är ersatt av {other}, som har senare ”Status per den” ({date}).",
    "Two versions: {file} is superseded by {other}, which has a later “Status as of” ({date}).",
)
STATUS_NOT_TOLD = Text(
    "Två versioner: {file} har ingen ”Status per den” som går att läsa och är ersatt av {other}, som gäller {date}.",
    "Two versions: {file} has no “Status as of” that can be read and is superseded by {other}, which is as of {date}.",
)
FAR_STATUS = Text(
    "Två versioner: {file} är ersatt av {other}, eftersom dess ”Status per den” ({date}) ligger långt från planens år.",
    "Two versions: {file} is superseded by {other}, as its “Status as of” ({date}) lies far from the plan's years.",
)
SAVED_EARLIER = Text(
    "Två versioner: {file} är ersatt av {other}, som är sparad senare ({date}).",
    "Two versions: {file} is superseded by {other}, which was saved later ({date}).",
)
SAVING_NOT_TOLD = Text(
    "Två versioner: {file} säger inte när den sparades och är ersatt av {other}, som är sparad {date}.",
    "Two versions: {file} does not say when it was saved and is superseded by {other}, which was saved {date}.",
)
EQUALLY_NEW = Text(
    "Två versioner för {group} är lika nya: {file} och {other}. {other} är med. "
    "Vill ni ha den andra: flytta undan filen, eller ge merge, export, publish eller freeze --exclude ”{other}”.",
    "Two versions for {group} are equally new: {file} and {other}. {other} is in. "
    "If you want the other: move the file away, or give merge, export, publish or freeze --exclude “{other}”.",
)
LOCK_FILE = Text(
    "{other} är öppen i {program}. Det som senast sparades är läst.",
    "{other} is open in {program}. What was last saved is read.",
)
FILE_OPEN = Text(
    "Filen är öppen i {program}. Det som senast sparades är läst ({time}).",
    "The file is open in {program}. What was last saved is read ({time}).",
)
OLDER_VERSION = Text(
    "Filen är ifylld i en äldre mall (version {found}). Den är läst ändå; nya kolumner som står tomma: {n}. "
    "”hplan repair” flyttar den till den nya.",
    "The file was filled in on an older template (version {found}). It is read all the same; new columns left blank: "
    "{n}. “hplan repair” moves it to the new one.",
)
SAVED_ELSEWHERE = Text(
    "Filen är sparad i {program}, och listor eller dolda uppgifter är borta. ”hplan repair” lägger tillbaka dem.",
    "The file was saved by {program}, and lists or hidden particulars are gone. “hplan repair” puts them back.",
)
FILE_ALTERED = Text(
    "Mallen är ändrad. ”hplan repair” flyttar planen till en ny och säger vad som inte får plats där.",
    "The template has been altered. “hplan repair” moves the plan to a new one and tells what has no place there.",
)
SOME_PROGRAM = Text("ett annat program än Excel", "another program than Excel")
SYSTEM_FILE = Text(
    "{file} är en systemfil och hör inte till planerna.",
    "{file} is a system file and no part of the plans.",
)
OTHER_DOCUMENT = Text(
    "{file} är ingen Excel-fil (.xlsx). Be gruppen fylla i handlingsplanens mall.",
    "{file} is no Excel file (.xlsx). Ask the group to fill in the action plan template.",
)
MAIL = Text(
    "{file} är ett mejl. Spara planen som är bifogad som en egen fil, och kör igen.",
    "{file} is a mail. Save the plan that is attached as a file of its own, and run again.",
)
PRESENTATION = Text(
    "{file} är en presentation som inte läses som den är sparad. Spara den som .pptx eller PDF, och gör om den till en "
    "plan med ”hplan import”.",
    "{file} is a presentation that is not read as it is saved. Save it as .pptx or PDF, and turn it into a plan with "
    "“hplan import”.",
)
WORDS = Text(
    "{file} är ett textdokument som inte läses som det är sparat. Spara det som .docx eller PDF, och gör om det till "
    "en plan med ”hplan import”.",
    "{file} is a text document that is not read as it is saved. Save it as .docx or PDF, and turn it into a plan with "
    "“hplan import”.",
)
POWERPOINT = Text(
    "{file} är en PowerPoint-presentation. Gör om den till en plan med ”hplan import” och låt gruppen kontrollera den.",
    "{file} is a PowerPoint presentation. Turn it into a plan with “hplan import” and let the group check it.",
)
WORD = Text(
    "{file} är ett Word-dokument. Gör om det till en plan med ”hplan import” och låt gruppen kontrollera den.",
    "{file} is a Word document. Turn it into a plan with “hplan import” and let the group check it.",
)
PDF = Text(
    "{file} är en PDF. Gör om den till ett utkast till plan med ”hplan import” och låt gruppen kontrollera varje rad.",
    "{file} is a PDF. Turn it into a draft of a plan with “hplan import” and let the group check every row.",
)
NUMBERS = Text(
    "{file} är sparad i Numbers. Exportera den därifrån till Excel (.xlsx).",
    "{file} is saved in Numbers. Export it from there to Excel (.xlsx).",
)
SHORTCUT = Text(
    "{file} är en länk till en fil, inte filen själv. Öppna länken, och spara planen här som .xlsx.",
    "{file} is a link to a file, not the file itself. Open the link, and save the plan here as .xlsx.",
)
PACKED = Text(
    "{file} är packad och är inte uppackad här. Packa upp den i en mapp, och ange mappen.",
    "{file} is packed and was not unpacked here. Unpack it into a folder, and give the folder.",
)
PACKED_REGISTER = Text(
    "{file} är ett register. Det används inte så länge det ligger i en zip-fil: packa upp den, eller ange registret "
    "med --register.",
    "{file} is a register. It is not used as long as it lies in a zip file: unpack that, or give the register with "
    "--register.",
)
_PACKED = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
PROBABLY = Text("{sentence} Troligen: {group}.", "{sentence} Probably: {group}.")
_DOCUMENTS: Mapping[str, Text] = MappingProxyType(
    {
        **dict.fromkeys((".msg", ".eml"), MAIL),
        **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"), POWERPOINT),
        **dict.fromkeys((".ppt", ".odp", ".key"), PRESENTATION),
        **dict.fromkeys((".docx", ".docm"), WORD),
        **dict.fromkeys((".doc", ".odt", ".rtf", ".pages"), WORDS),
        **dict.fromkeys((".gsheet", ".lnk", ".url", ".webloc"), SHORTCUT),
        ".numbers": NUMBERS,
        ".pdf": PDF,
    }
)
# What the template's sheets beside the plan's own are called.
README_PAGE = Text("Läs mig", "Read me")
CHECK_PAGE = Text("Kontroll", "Check")
FINISHED_PAGE = Text("Avslutat", "Closed")
OTHER_PAGE = Text("Övrigt", "Other")
LISTS_PAGE = neutral_text("Listor")
PAGES = (README_PAGE, CHECK_PAGE, FINISHED_PAGE, OTHER_PAGE, LISTS_PAGE)
CELLS_OUTSIDE = Text(
    "Fliken ”{sheet}”: {cells} utanför planens kolumner och rader är inte med.",
    "The sheet “{sheet}”: {cells} outside the columns and rows of the plan {are} not in.",
)
OWN_SHEET = Text(
    "Fliken ”{sheet}” är gruppens egen och är inte med ({cells}).",
    "The sheet “{sheet}” is the group's own and is not in ({cells}).",
)
PAGE_BESIDE = Text(
    "Fliken ”{sheet}” hör inte till planen och är inte med ({cells}).",
    "The sheet “{sheet}” is no part of the plan and is not in ({cells}).",
)
HIDDEN_ROWS = Text("Fliken ”{sheet}”: {rows} är med.", "The sheet “{sheet}”: {rows} {are} in.")
BESIDE_CELLS = Text("Fliken ”{sheet}”: {what} är inte med.", "Left out of the sheet “{sheet}”: {what}.")
UNWRITABLE_TEXT = Text(
    "{texts} innehåller styrtecken, som är borttagna.",
    "{texts} held control characters, which are removed.",
)
TOO_LONG = Text(
    "{texts} är längre än de 32 767 tecken som en cell rymmer. Det som är utöver det är inte med.",
    "{texts} went beyond the 32,767 characters that a cell takes. What goes beyond them is not in.",
)
NUMBER_IN_NAME = Text(
    "Filens namn innehåller ett personnummer. Byt namn på filen och kör igen, så att numret inte kommer med i "
    "sammanställningen.",
    "The name of the file holds a personal identity number. Rename the file and run again, so that the number does not "
    "come into the master.",
)
NUMBER_IN_FOLDER = Text(
    "Namnet på en mapp eller zip-fil som filen ligger i innehåller ett personnummer. Byt namn på den och kör igen, så "
    "att numret inte kommer med i sammanställningen.",
    "The name of a folder or zip file that the file lies in holds a personal identity number. Rename it and run again, "
    "so that the number does not come into the master.",
)
MACROS = Text("Filen innehåller makron. De körs inte.", "The file holds macros. They are not run.")
LINKS = Text(
    "Filen länkar till andra filer. De öppnas inte: värdena är de som senast sparades.",
    "The file links to other files. They are not opened: the values are those last saved.",
)
UNREADABLE_FILE = Text("{file} går inte att läsa från disken: {why}.", "{file} cannot be read from the disk: {why}.")


def describe_document(file: str, group: str) -> Text:
    """Say what to do with a file that is not a workbook; group: whose it probably is, "" where unknown."""
    other = PACKED if file.lower().endswith(_PACKED) else OTHER_DOCUMENT
    sentence = (_find_sentence(file) or other).fill(file=file)
    return PROBABLY.fill(sentence=sentence, group=group) if group else sentence


def is_of_words(file: str) -> bool:
    """Whether a file is of a kind that a plan may be written in, beside a workbook."""
    return _find_sentence(file) is not None


def may_hold_plans(file: str) -> bool:
    """Whether a plan may be in a file that is no workbook: one of words, or a packed one."""
    return is_of_words(file) or file.lower().endswith(_PACKED)


def is_mail(file: str) -> bool:
    """Whether a file is a mail, to which the plan may be attached."""
    return _find_sentence(file) is MAIL


def _find_sentence(file: str) -> Text | None:
    """The sentence on files of its kind, by the ending of its name; None for a kind that is not known."""
    dot = file.rfind(".")
    return _DOCUMENTS.get(file[dot:].lower()) if dot >= 0 else None


CELLS = Noun(Text("ifylld cell", "filled cell"), Text("ifyllda celler", "filled cells"))
ROWS = Noun(Text("rad", "row"), Text("rader", "rows"))
ROWS_UNSEEN = Noun(
    Text("rad som är dold eller bortfiltrerad", "row hidden or filtered away"),
    Text("rader som är dolda eller bortfiltrerade", "rows hidden or filtered away"),
)
ANSWERS = Noun(Text("svar", "answer"), Text("svar", "answers"))
TEXTS = Noun(Text("text", "text"), Text("texter", "texts"))
COUNCILS = Noun(Text("kunskapsråd", "council"), Text("kunskapsråd", "councils"))
FORUMS = Noun(Text("forum", "forum"), Text("forum", "forums"))
GROUPS = Noun(Text("grupp", "group"), Text("grupper", "groups"))
_PICTURES = Noun(Text("bild", "picture"), Text("bilder", "pictures"))
_TEXT_BOXES = Noun(Text("textruta", "text box"), Text("textrutor", "text boxes"))
_COMMENTS = Noun(Text("kommentar", "comment"), Text("kommentarer", "comments"))


def describe_beside_cells(pictures: int, texts: int, comments: int) -> Text:
    """Say that there are so many pictures, text boxes and comments, those that there are."""
    counted = ((pictures, _PICTURES), (texts, _TEXT_BOXES), (comments, _COMMENTS))
    return list_texts([noun.with_number(count) for count, noun in counted if count])


def conjugate_be(count: int) -> Text:
    """The verb of so many."""
    return Text("är", "is" if count == 1 else "are")
