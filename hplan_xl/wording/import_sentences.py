"""What is said of a plan that was read from slides or a document: on its list, in comments, on Övrigt and when printed.

Placeholders: {row} the row's own text in quotation marks · {where} the slide, page or part ("bild 2"), {on} and {On}
with a preposition before it ("på bild 2", "I avsnitt 2") · {value} what stands there.
"""

from collections.abc import Mapping
from types import MappingProxyType

from hplan_xl.book.text import Text, list_texts
from hplan_xl.book.views import Noun

# The list
TITLE = Text("Att se över", "To look through")
COUNTS = Text(
    "Av {areas} lästes {read}, med {activities}; {statuses}.",
    "Read: {read} of {areas}, with {activities}; {statuses}.",
)
LEAD = Text(
    "Gå igenom listan och jämför med {file}. Kontroll visar vad som saknas; när där står ”Klar att skicka” är planen "
    "klar.",
    "Go through the list and compare with {file}. Check shows what is missing; the plan is done when it says “Ready to "
    "send”.",
)
OTHER = Text(
    "Det som inte har någon plats i mallen står på fliken Övrigt.",
    "What has no place in the template is on the sheet Other.",
)

# Where something stood
SLIDE, SLIDES = Text("bild {n}", "slide {n}"), Text("bild {n}", "slides {n}")
PART, PARTS = Text("avsnitt {n}", "part {n}"), Text("avsnitt {n}", "parts {n}")
ON, IN = Text("på {where}", "on {where}"), Text("i {where}", "in {where}")
SHEET, SHEETS = Text("flik {n}", "sheet {n}"), Text("flik {n}", "sheets {n}")
PAGE, PAGES = Text("sida {n}", "page {n}"), Text("sidorna {n}", "pages {n}")

# What is told of cells, by rule
SENTENCES: Mapping[str, Text] = MappingProxyType(
    {
        "import.status_none": Text(
            "Välj en status för {row}: {on} står ingen som går att läsa.",
            "Choose a status for {row}: there is none {on} that can be read.",
        ),
        "import.status_words": Text(
            "Välj en status för {row}: {on} står ”{value}”, som inte säger vilken den är.",
            "Choose a status for {row}: {where} says “{value}”, which does not tell which it is.",
        ),
        "import.status_picture": Text(
            "Välj en status för {row}: {on} är den en bild, som inte går att läsa.",
            "Choose a status for {row}: {on} it is a picture, which cannot be read.",
        ),
        "import.status_in_title": Text(
            "Statusen ”{status}” för {row} är läst ur dess namn. Stämmer den? Ta i så fall bort den ur namnet.",
            "The status “{status}” of {row} is read from its name. Is it right? If so, take it out of the name.",
        ),
        "import.status_figure": Text(
            "Välj en status för {row}: {on} står ingen, men där finns en figur i färg ({colour}). Gäller den området?",
            "Choose a status for {row}: there is none {on}, but a coloured figure ({colour}). Is it for the area?",
        ),
        "import.status_row": Text(
            "Välj en status för {row}: {on} står ingen, men dess cell har färg ({colour}). Säger färgen hur det går?",
            "Choose a status for {row}: there is none {on}, but its cell has a colour ({colour}). Does that tell it?",
        ),
        "import.status_several": Text(
            "Välj en status för {row}: {on} har den flera färger.",
            "Choose a status for {row}: {on} it has several colours.",
        ),
        "import.status_colour": Text(
            "Välj en status för {row}: {on} är den {colour}. Menar ni ”{status}”?",
            "Choose a status for {row}: {on} it is {colour}. Do you mean “{status}”?",
        ),
        "import.status_other_colour": Text(
            "Välj en status för {row}: {on} är den {colour}, som inte betyder någon status.",
            "Choose a status for {row}: {on} it is {colour}, which means no status.",
        ),
        "import.status_colour_and_words": Text(
            "Statusen för {row} är läst av färgen ({colour}) {on}, där det också står ”{value}”. Stämmer den?",
            "The status of {row} is read from the colour ({colour}) {on}, which says “{value}”. Is it right?",
        ),
        "import.status_legend": Text(
            "I {file} står att {colour} betyder ”{meaning}”. Stämmer ”{status}” för {row}?",
            "{file} says that {colour} means “{meaning}”. Is “{status}” right for {row}?",
        ),
        "import.status_legend_open": Text(
            "Välj en status för {row}: {on} är den {colour}, som i {file} betyder ”{meaning}”.",
            "Choose a status for {row}: {on} it is {colour}, which in {file} means “{meaning}”.",
        ),
        "import.status_shade": Text(
            "Statusen för {row} är läst av färgen ({colour}) {on}. Stämmer den?",
            "The status of {row} is read from the colour ({colour}) {on}. Is it right?",
        ),
        "import.status_between": Text(
            "Välj en status för {row}: {on} ligger figurerna mellan raderna. Närmast är en som är {colour}.",
            "Choose a status for {row}: {on} the figures lie between the rows. The nearest is {colour}.",
        ),
        "import.status_place": Text(
            "Figurerna {on} ligger inte mitt för sina rader; de är lästa uppifrån. Stämmer ”{status}” för {row}?",
            "The figures {on} are not level with their rows; read from the top. Is “{status}” right for {row}?",
        ),
        "import.status_conflict": Text(
            "{On} står ”{status}” för {row}, men färgen är {colour}. Stämmer ordet?",
            "{On} it says “{status}” for {row}, but the colour is {colour}. Is the word right?",
        ),
        "import.status_sign": Text(
            "Statusen för {row} är läst av ett tecken utan färg {on}. Stämmer den?",
            "The status of {row} is read from a sign without a colour {on}. Is it right?",
        ),
        "import.status_earlier": Text(
            "{On} finns flera kolumner för status, och den sista är tom för {row}. Är ”{status}” läget nu?",
            "{On} there are several columns of statuses, and the last is blank for {row}. Is it “{status}” now?",
        ),
        "import.status_rows": Text(
            "Välj en status för {row}: {on} står den vid dess rader, och här vid aktiviteterna.",
            "Choose a status for {row}: {on} it stands at its rows, and here at the activities.",
        ),
        "import.promises": Text(
            "{On} står löften för {row} i andra ord än patientlöftenas. Se efter kryssen; orden står på Övrigt.",
            "{On} the promises for {row} are in other words. Look at the ticks; the words are on Other.",
        ),
        "import.heading": Text(
            "Är {row} en aktivitet eller en rubrik till dem som följer? Ta bort raden om den är en rubrik.",
            "Is {row} an activity, or a heading of those that follow? Delete the row if it is a heading.",
        ),
        "import.milestone": Text(
            "{On} följs {row} upp med ja eller nej. Den står här som milstolpe, i stället för under Uppföljning.",
            "{On} {row} is followed as yes or no. It stands here as a milestone, instead of under Follow-up.",
        ),
        "import.number_again": Text(
            "Numret {value} har fler än en aktivitet i {file}. Ska {row} ha {reading}? Excel skriver 1.10 som 1.1.",
            "In {file} several activities have the number {value}. Is {row} {reading}? Excel writes 1.10 as 1.1.",
        ),
        "import.note": Text(
            "{On} står en anteckning till någon vid {row}. Den står här, som inte tas med i sammanställningen.",
            "{On} there is a note to somebody at {row}. It is moved here and is not carried into the summary.",
        ),
        "import.title_from_page": Text(
            "Områdets namn är rubriken {on}. Stämmer det?",
            "The name of the area is the title of {where}. Is it right?",
        ),
        "import.title_from_row": Text(
            "Områdets namn står på en rad för sig över aktiviteterna {on}. Stämmer det?",
            "The name of the area stands on a row of its own over the activities {on}. Is it right?",
        ),
        "import.title_in_text": Text(
            "{row} är läst ur rubriker och stycken {on}, inte ur en tabell. Stämmer raden och dess aktiviteter?",
            "{row} is read from headings and paragraphs {on}, not from a table. Are its row and its activities right?",
        ),
        "import.title_in_row": Text(
            "{row} står {on} bland rubrikerna för områden, utan aktiviteter. Är det ett område?",
            "{row} stands {on} among the headings of areas, without activities. Is it an area?",
        ),
        "import.title_unheaded": Text(
            "Områdets namn står utan rubrik {on}. Stämmer det?",
            "The name of the area stands without a heading {on}. Is it right?",
        ),
        "import.title_again": Text(
            "{row} står på flera ställen, också {on}, och är läst som ett område. Stämmer det?",
            "{row} stands in several places, also {on}, and is read as one area. Is it right?",
        ),
        "import.is_area": Text(
            "Är {row} namnet på ett område? {On} står det där områdenas namn står.",
            "Is {row} the name of an area? {On} it stands where the names of areas stand.",
        ),
        "import.areas": Text(
            "{On} hör {row} till ”{value}”. Här står raden under {reading}. Stämmer det?",
            "{On} {row} belongs to “{value}”. Here the row stands under {reading}. Is that right?",
        ),
        "import.area_unknown": Text(
            "Välj område för {row}: {on} står ”{value}”, som inte är numret på just ett område i {file}.",
            "Choose the area of {row}: {on} it says “{value}”, which is not the number of just one area in {file}.",
        ),
        "import.title_blank": Text(
            "Skriv vad området heter: {on} står inget namn vid raden.",
            "Write what the area is called: {where} has no name at the row.",
        ),
        "import.goes_on": Text(
            "Raden {on} saknar områdesnamn och är läst som en fortsättning på {row}. Stämmer det?",
            "The row {on} has no name of an area and is read as going on with {row}. Is it right?",
        ),
        "import.read_as": Text(
            "”{value}” {on} är läst som {reading}. Stämmer det?",
            "“{value}” {on} is read as {reading}. Is it right?",
        ),
        "import.no_time": Text(
            "”{value}” {on} går inte att läsa som en tid. Skriv när aktiviteten ska vara klar, eller töm cellen.",
            "“{value}” {on} cannot be read as a time. Write when the activity is to be done, or clear the cell.",
        ),
        "import.unit": Text(
            "Ett tal för {row} {on} står i procent, men enheten är ”{value}”. Stämmer enheten?",
            "A number of {row} {on} is in per cent, but the unit is “{value}”. Is the unit right?",
        ),
        "import.no_activity": Text(
            "Skriv aktiviteten: {on} står ingen i raden för {row}, bara annat om den.",
            "Write the activity: {on} the row of {row} names none, only other things about it.",
        ),
        "import.for_all": Text(
            "{On} står ”{value}” en gång för flera aktiviteter i {row}. Gäller det var och en av dem?",
            "{On} “{value}” stands once for several activities of {row}. Is it so for each of them?",
        ),
        "import.by_line": Text(
            "{On} står ”{value}” på en rad var bredvid aktiviteterna i {row}. Hör varje rad till sin aktivitet?",
            "{On} “{value}” stand a line each beside the activities of {row}. Is each line of its own activity?",
        ),
        "import.kind": Text("Välj typ för {row}: den står inte {on}.", "Choose the type of {row}: it is not {on}."),
        "import.quarter": Text(
            "Är {row} en löpande uppgift? {On} har den inget datum.",
            "Is {row} a continuous duty? {On} it has no date.",
        ),
        "import.quarter_blank": Text(
            "Välj kvartal för {row}: {on} står varken kvartal eller datum.",
            "Choose the quarter of {row}: {where} has neither quarter nor date.",
        ),
        "import.day": Text(
            "”{value}” {on} går inte att läsa som en dag. Skriv datumet under Från.",
            "“{value}” {on} cannot be read as a day. Write the date under From.",
        ),
        "import.review": Text(
            "{row} är läst ur en PDF, där rader och celler är tolkade av linjer och färger. Jämför raden med {where}.",
            "{row} is read from a PDF, where rows and cells are told from lines and colours. Compare it with {where}.",
        ),
        "import.group": Text(
            "Välj grupp: ingen av registrets grupper är läst ur {file}.",
            "Choose the group: none of the register's groups is read from {file}.",
        ),
        "import.region": Text(
            "Planens sjukvårdsregion är inte läst ur {file}. Stämmer ”{value}”?",
            "The plan's healthcare region is not read from {file}. Is “{value}” right?",
        ),
        "import.other_groups": Text(
            "I {file} står också som rubrik: {groups}. Gäller allt som är läst er egen grupp?",
            "In {file} there are also headings of: {groups}. Is all that was read for your own group?",
        ),
        "import.part": Text(
            "{file} har planer från {n} grupper. Den här är läst ur {where}. Är allt där gruppens, och är allt med?",
            "{file} has plans from {n} groups. This one is read from {where}. Is all of that theirs, and all here?",
        ),
        "import.year": Text(
            "Skriv planens år: det är inte läst ur {file}.",
            "Write the plan's year: it is not read from {file}.",
        ),
        "import.other_year": Text(
            "{file} gäller {years} och planen {year}. Tider utan år, som ”Q3”, betyder här {year}: stämmer de?",
            "{file} is for {years} and the plan for {year}. Times without a year, as “Q3”, here mean {year}: are they "
            "right?",
        ),
        "import.several_years": Text(
            "{file} nämner också {others}. Gäller allt som är läst {years}?",
            "{file} also names {others}. Is all that was read for {years}?",
        ),
        "import.as_of": Text(
            "Skriv vilken dag statusen gäller: den är inte läst ur {file}.",
            "Write the day that the statuses are for: it is not read from {file}.",
        ),
        "import.as_of_saved": Text(
            "Dagen är den då {file} senast sparades. Gäller statusen den dagen?",
            "The day is when {file} was last saved. Are the statuses for that day?",
        ),
        "import.no_area": Text(
            "Inget prioriterat område är läst ur {file}. Skriv in dem här; filens text står på fliken Övrigt.",
            "No priority area is read from {file}. Write them here; the text of the file is on the sheet Other.",
        ),
    }
)

# What a time that stood among the words of an activity is read as.
TIME_OF_ACTIVITY = Text("tiden för aktiviteten", "the time of the activity")

# The sheet Övrigt
NO_PLACE = Text("Har inte fått någon plats i mallen.", "Was given no place in the template.")
NO_COLUMN = Text("Kolumnen finns inte i mallen. {row}", "The column is not in the template. {row}")
SEVERAL_COLUMNS = Text(
    "Tabellen har flera sådana kolumner, och vilken som är planens är inte känt. {row}",
    "The table has several such columns, and which is the plan's is not known. {row}",
)
OTHER_COLUMN = Text(
    "Tabellen har flera sådana kolumner, och den sista är läst som planens. {row}",
    "The table has several such columns, and the last one is read as the plan's. {row}",
)
COLOUR_ALONE = Text(
    "Cellerna har färg men ingen text; färgen är inte med. {row}",
    "The cells have a colour and no text; the colour is not here. {row}",
)
OTHER_NUMBER = Text(
    "Områdets nummer; det har fått ett annat i mallen, för inte varje område har ett eget. {row}",
    "The number of the area; it has another in the template, for not every area has one of its own. {row}",
)
NUMBER_OF_ROW = Text(
    "Numret har inte fått någon plats i mallen. {row}", "The number was given no place in the template. {row}"
)
OTHER_SHEET = Text("Hör hemma på fliken {sheet}. {row}", "Belongs on the sheet {sheet}. {row}")
LOOSE_HEADING = Text(
    "Rubriken är läst som mallens, utan det som står efter.",
    "The heading is read as the template's, without what stands behind it.",
)
NOT_A_PLAN = Text("Tabellen har andra rubriker än planens.", "The table has other headings than the plan.")
OVER_HEADINGS = Text(
    "Står bland tabellens rubriker, men är ingen kolumn i mallen.",
    "Stands among the headings of the table, but is no column of the template.",
)
ROW_OVER_ALL = Text(
    "Raden går över hela tabellen och är inte läst som ett område.",
    "The row is across the whole table and is not read as an area.",
)
SUM = Text(
    "Raden är en summa och är inte läst som område eller aktivitet.",
    "The row is a sum and is not read as an area or an activity.",
)
EXAMPLE = Text(
    "Raden ser ut som ett exempel på hur man fyller i, och är inte läst som område eller aktivitet.",
    "The row looks like an example of how to fill in, and is not read as an area or an activity.",
)
HIDDEN = Text("Bilden är dold och är inte läst som plan.", "The slide is hidden and is not read as a plan.")
HIDDEN_ROWS = Text("Läst som det som syns: {rows}.", "Read as what is seen: {rows}.")
HIDDEN_SHEET = Text("Fliken är dold och är inte läst som plan.", "The sheet is hidden and is not read as a plan.")
STRUCK = Text(
    "Texten är överstruken. Den är läst som annan text.", "The text is struck through. It is read as other text is."
)
MAY_BE_OLD = Text(
    "Står över rader som är lästa som planens. Hör de till planen som gäller?",
    "Stands over rows that are read as the plan's. Are they of the plan that holds?",
)
REMARK_IN_CELL = Text("Kommentar till en cell.", "A comment on a cell.")
REMARK = Text("Anteckning eller kommentar till bilden.", "A note or comment on the slide.")
REMARK_ON_PAGE = Text(
    "Kommentar på sidan, eller svar i ett formulärs fält.", "A comment on the page, or an answer in a field of a form."
)
REMARK_IN_WORDS = Text("Sidhuvud, sidfot, fotnot eller kommentar.", "A header, footer, footnote or comment.")
OTHER_PROMISE = Text("Står bland löftena men är inget av dem.", "Stands among the promises but is none of them.")
UNREAD_MANY = Text(
    "Här finns {n} bilder eller objekt som inte går att läsa. Se efter om de säger något om planen.",
    "There are {n} pictures or objects here that cannot be read. See whether they say something of the plan.",
)
UNREAD_ONE = Text(
    "Här finns en bild eller ett objekt som inte går att läsa. Se efter om det säger något om planen.",
    "There is a picture or an object here that cannot be read. See whether it says something of the plan.",
)
MACROS = Text(
    "Filen innehåller makron. De är inte körda och inte med.",
    "The file holds macros. They were not run and are not here.",
)

# What is printed
NOTHING_TO_IMPORT = Text(
    "Ingen presentation, inget Word-dokument, ingen PDF och ingen Excel-fil finns i {path}.",
    "There is no presentation, Word document, PDF or Excel file in {path}.",
)
NO_PLAN_TABLE = Text(
    "{file} är en Excel-fil utan en plans rubriker. Är det en plan, skriv t.ex. Område, Aktivitet och Status över "
    "kolumnerna och kör igen.",
    "{file} is an Excel file without the headings of a plan. If it is a plan, write e.g. Area, Activity and Status "
    "over its columns and run again.",
)
IS_PLAN = Text(
    "{file} har redan mallens form och görs inte om. Läs den med ”hplan check”.",
    "{file} has the form of the template already and is not made anew. Read it with “hplan check”.",
)
IS_MASTER = Text(
    "{file} är en sammanställning och görs inte om till en plan.",
    "{file} is a master and is not made into a plan.",
)
IS_REGISTER = Text(
    "{file} är ett register och görs inte om till en plan.",
    "{file} is a register and is not made into a plan.",
)
ARE_OURS = Text(
    "{n} Excel-filer har redan mallens form, eller är sammanställningar eller register, och görs inte om.",
    "{n} Excel files have the form of the template already, or are masters or registers, and are not made anew.",
)
NO_TABLE = Text(
    "Inget prioriterat område: ingen tabell eller rubrik är läst som ett.",
    "No priority area: no table or heading is read as one.",
)
PLACE = Text("{group}, {where}", "{group}, {where}")
SHARED = Text(
    "{file}: {where} finns inte, eller bara delvis, i mallarna. Se efter om något där hör till en grupp.",
    "{file}: not, or only in part, in the templates: {where}. See whether anything there is a group's.",
)
TO_LOOK_AT = Noun(Text("sak att se över", "thing to look at"), Text("saker att se över", "things to look at"))
AREAS = Noun(Text("område", "area"), Text("områden", "areas"))
ACTIVITIES = Noun(Text("aktivitet", "activity"), Text("aktiviteter", "activities"))
_TO_CONFIRM = Noun(
    Text("status att bekräfta", "status to confirm"), Text("statusar att bekräfta", "statuses to confirm")
)
_TO_CHOOSE = Noun(Text("status att välja", "status to choose"), Text("statusar att välja", "statuses to choose"))


def describe_statuses(confirm: int, choose: int) -> Text:
    """How many statuses are to be confirmed and to be chosen."""
    if not confirm and not choose:
        return Text("alla statusar lästa", "all statuses read")
    return list_texts([noun.with_number(n) for n, noun in ((confirm, _TO_CONFIRM), (choose, _TO_CHOOSE)) if n])
