"""The rules of any book: what the machinery finds in the cells of columns, in rows and in whole workbooks.

Three tuples, so that a book can put its own rules between them: `Book.rules` is the order in which they are told of.

The tone of a sentence: say first what to do, with the word on the screen; name the row by its text; ask where the plan
may be right; at most two sentences.
"""

from hplan_xl.book.findings import Rule, Sentence, Severity
from hplan_xl.book.text import Text

# What stands in a usual plan.
_ROW = Text("”Minska variationen i väntetid till MR”", "“Minska variationen i väntetid till MR”")
_RESPONSIBLE = Text("Ansvarig (funktion eller grupp)", "Responsible (role or group)")
_AREAS = Text("Prioriterade områden", "Priority areas")

# What is found by it is passed on by nothing: it is asked for by name.
PERSONAL_NUMBER_RULE = "text.personal_number"


BLANK_RULES: tuple[Rule, ...] = (
    Rule(
        name="required.blank",
        severity=Severity.ERROR,
        sentence=Sentence(
            "Fyll i ”{column}” för {row}.",
            "Fill in “{column}” for {row}.",
            {"row": _ROW, "column": _RESPONSIBLE},
        ),
        variants={
            "form": Sentence(
                "Fyll i ”{column}”.",
                "Fill in “{column}”.",
                {"column": Text("Status per den", "Status as of")},
            ),
            "status": Sentence(
                "Välj en status för {row}: hur går arbetet i dag?",
                "Choose a status for {row}: how is the work going today?",
                {"row": _ROW},
            ),
        },
    ),
    Rule(
        name="expected.blank",
        severity=Severity.WARNING,
        sentence=Sentence(
            "Fyll gärna i ”{column}” för {row}.",
            "Do fill in “{column}” for {row}.",
            {"row": _ROW, "column": _RESPONSIBLE},
        ),
        variants={
            "form": Sentence(
                "Fyll gärna i ”{column}”.",
                "Do fill in “{column}”.",
                {"column": Text("Processtöd", "Process support")},
            )
        },
    ),
)

CELL_RULES: tuple[Rule, ...] = (
    Rule(
        name="choice.unknown",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” finns inte i listan för ”{column}”. Välj ett av orden i listan.",
            "“{value}” is not in the list for “{column}”. Choose one of the words in the list.",
            {"value": "Ska påbörjas under våren", "column": Text("Avslutningsorsak", "Reason for closing")},
            while_typing=Text(
                "Det ni skrev finns inte i listan för ”{column}”. Välj ett av orden i listan.",
                "What you typed is not in the list for “{column}”. Choose one of the words in the list.",
            ),
        ),
        variants={
            "near": Sentence(
                "”{value}” finns inte i listan för ”{column}”. Menar ni {suggestions}?",
                "“{value}” is not in the list for “{column}”. Do you mean {suggestions}?",
                {
                    "value": "Enligt plan och tidplan",
                    "column": Text("Status", "Status"),
                    "suggestions": Text("”Enligt plan”", "“On plan”"),
                },
            ),
            "elsewhere": Sentence(
                "”{value}” är ett ord i en annan sjukvårdsregions mall. Stämmer planens sjukvårdsregion? "
                "Välj i så fall ett annat ord för ”{column}”.",
                "“{value}” is a word of another healthcare region's template. Is the plan's region right? "
                "If so, choose another word for “{column}”.",
                {"value": "RSL", "column": Text("Typ", "Type")},
            ),
        },
    ),
    Rule(
        name="status.ambiguous",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” säger inte hur det går. Välj ”Enligt plan”, ”Mindre problem” eller ”Allvarliga problem”.",
            "“{value}” does not say how it is going. Choose “On plan”, “Minor problems” or “Serious problems”.",
            {"value": "Ska påbörjas under våren"},
        ),
    ),
    Rule(
        name="status.colour_only",
        severity=Severity.ERROR,
        sentence=Sentence(
            "Cellen är {colour} men har ingen text, och en färg följer inte med i sammanställningen. "
            "Menar ni ”{suggestion}”? Välj det i listan.",
            "The cell is {colour} but has no text, and a colour is not carried into the summary. "
            "Do you mean “{suggestion}”? Choose it from the list.",
            {"colour": Text("gul", "yellow"), "suggestion": Text("Mindre problem", "Minor problems")},
        ),
        variants={
            "other": Sentence(
                "Cellen är {colour} men har ingen text, och en färg följer inte med i sammanställningen. "
                "Välj ett av orden i listan.",
                "The cell is {colour} but has no text, and a colour is not carried into the summary. "
                "Choose one of the words in the list.",
                {"colour": Text("lila", "purple")},
            )
        },
    ),
    Rule(
        name="number.unreadable",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” går inte att läsa som ett tal. Skriv bara talet under ”{column}”.",
            "“{value}” cannot be read as a number. Write the number alone under “{column}”.",
            {"value": "kortare än i dag", "column": Text("Målvärde", "Target")},
            while_typing=Text(
                "Här hör ett tal hemma. Skriv bara talet under ”{column}”.",
                "A number belongs here. Write the number alone under “{column}”.",
            ),
        ),
        variants={
            "in_words": Sentence(
                "”{value}” går inte att läsa som ett tal. "
                "Skriv ett tal under ”{column}”, eller orden under ”{other_column}”.",
                "“{value}” cannot be read as a number. "
                "Write a number under “{column}”, or the words under “{other_column}”.",
                {
                    "value": "öka",
                    "column": Text("Målvärde", "Target"),
                    "other_column": Text("Mål i ord", "Target in words"),
                },
            ),
            "codes": Sentence(
                "”{value}” går inte att visa i ett diagram. "
                "Skriv ett tal, eller ”-” (bortfall), ”.” (ej tillämpligt) eller ”..” (sekretess).",
                "“{value}” cannot be shown in a chart. "
                "Write a number, or “-” (missing), “.” (not applicable) or “..” (confidential).",
                {"value": "inte mätt i år"},
                while_typing=Text(
                    "Skriv ett tal, eller ”-” (bortfall), ”.” (ej tillämpligt) eller ”..” (sekretess).",
                    "Write a number, or “-” (missing), “.” (not applicable) or “..” (confidential).",
                ),
            ),
            "small": Sentence(
                "”{value}” är inget bestämt tal. Är antalet för litet för att visas, skriv ”..” (sekretess).",
                "“{value}” is not a definite number. If the count is too small to be shown, write “..” (confidential).",
                {"value": "<5"},
            ),
            "range": Sentence(
                "”{value}” är inget bestämt tal. Skriv det tal som gäller under ”{column}”.",
                "“{value}” is not a definite number. Write the number that holds under “{column}”.",
                {"value": "10–15", "column": Text("Målvärde", "Target")},
            ),
            "unit": Sentence(
                "”{value}” går inte att läsa som ett tal i ”{unit}”, som raden räknas i. "
                "Skriv talet ensamt i den enheten, eller ändra enheten.",
                "“{value}” cannot be read as a number in “{unit}”, which the row is counted in. "
                "Write the number alone in that unit, or change the unit.",
                {"value": "85 %", "unit": "dagar"},
            ),
            "whole": Sentence(
                "Skriv ett heltal under ”{column}”; nu står det ”{value}”.",
                "Write a whole number under “{column}”; now it says “{value}”.",
                {"column": Text("År", "Year"), "value": "i fjol"},
                while_typing=Text("Skriv ett heltal under ”{column}”.", "Write a whole number under “{column}”."),
            ),
            "date": Sentence(
                "Excel har gjort om talet till ett datum ({value}). Skriv talet igen under ”{column}”.",
                "Excel has turned the number into a date ({value}). Write the number again under “{column}”.",
                {"value": "2026-03-01", "column": Text("Målvärde", "Target")},
            ),
        },
    ),
    Rule(
        name="number.range",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{column}” ska vara {range}; nu står det {value}.",
            "“{column}” is to be {range}; now it says {value}.",
            {"column": Text("År", "Year"), "range": "2000–2100", "value": "1999"},
            while_typing=Text("”{column}” ska vara {range}.", "“{column}” is to be {range}."),
        ),
    ),
    Rule(
        name="number.two_readings",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” kan betyda {reading_1} eller {reading_2}. Skriv tusental utan tecken emellan.",
            "“{value}” may mean {reading_1} or {reading_2}. Write thousands with no sign between them.",
            {"value": "1.234", "reading_1": Text("1234", "1234"), "reading_2": Text("1,234", "1.234")},
        ),
        variants={
            "percent": Sentence(
                "”{value}” kan betyda {reading_1} eller {reading_2}; raden räknas i ”{unit}”. "
                "Ta bort procentformatet och skriv talet igen, eller ändra enheten.",
                "“{value}” may mean {reading_1} or {reading_2}; the row is counted in “{unit}”. "
                "Remove the per cent format and write the number again, or change the unit.",
                {"value": Text("85 %", "85%"), "reading_1": "85", "reading_2": Text("0,85", "0.85"), "unit": "dagar"},
            )
        },
    ),
    Rule(
        name="date.unreadable",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” går inte att läsa som ett datum. "
            "Skriv t.ex. {year}-03-01, eller skriv tiden i ord under ”När (i ord)”.",
            "“{value}” cannot be read as a date. "
            "Write e.g. {year}-03-01, or put the time in words under “When (in words)”.",
            {"value": "Ska påbörjas under våren", "year": 2026},
        ),
        variants={
            "only": Sentence(
                "”{value}” går inte att läsa som ett datum. Skriv år, månad och dag, t.ex. {year}-03-01.",
                "“{value}” cannot be read as a date. Write year, month and day, e.g. {year}-03-01.",
                {"value": "Ska påbörjas under våren", "year": 2026},
                while_typing=Text(
                    "Här hör ett datum mellan 2000 och 2100 hemma. Skriv år, månad och dag, t.ex. 2026-03-01.",
                    "A date from 2000 to 2100 belongs here. Write year, month and day, e.g. 2026-03-01.",
                ),
            ),
            "outside": Sentence(
                "”{value}” ligger inte mellan åren {first} och {last}. Skriv år, månad och dag, t.ex. {year}-03-01.",
                "“{value}” is not between the years {first} and {last}. Write year, month and day, e.g. {year}-03-01.",
                {"value": "1926-06-30", "first": 2000, "last": 2100, "year": 2026},
            ),
            "serial": Sentence(
                "Talet {serial} blir ”{value}” i en cell för datum. Skriv år, månad och dag, t.ex. {year}-03-01.",
                "The number {serial} becomes “{value}” in a cell for dates. "
                "Write year, month and day, e.g. {year}-03-01.",
                {"value": "1905-07-18", "serial": 2026, "year": 2026},
            ),
        },
    ),
    Rule(
        name="date.two_readings",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” kan betyda {reading_1} eller {reading_2}. Skriv år, månad och dag: ÅÅÅÅ-MM-DD.",
            "“{value}” may mean {reading_1} or {reading_2}. Write year, month and day: YYYY-MM-DD.",
            {"value": "3/4/2026", "reading_1": "2026-04-03", "reading_2": "2026-03-04"},
        ),
    ),
    Rule(
        name="period.unreadable",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” går inte att läsa som en period. Skriv t.ex. {year}, {year} T2, {year} Q3 eller {year}-09.",
            "“{value}” cannot be read as a period. Write e.g. {year}, {year} T2, {year} Q3 or {year}-09.",
            {"value": "när rapporten kommer", "year": 2026},
        ),
    ),
    Rule(
        name="year.unreadable",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” är inget år som en plan kan gälla. Skriv t.ex. 2026, eller 2025–2026 för flera år i följd.",
            "“{value}” is no year that a plan can be for. Write e.g. 2026, or 2025–2026 for several in a row.",
            {"value": "nästa år"},
            while_typing=Text(
                "Det ni skrev är inget år som en plan kan gälla. "
                "Skriv t.ex. 2026, eller 2025–2026 för flera år i följd.",
                "What you typed is no year that a plan can be for. Write e.g. 2026, or 2025–2026 for several in a row.",
            ),
        ),
    ),
    Rule(
        name="tick.unreadable",
        severity=Severity.ERROR,
        sentence=Sentence(
            "Skriv x under ”{column}” för ja, eller lämna tomt; nu står det ”{value}”.",
            "Write x under “{column}” for yes, or leave it blank; now it says “{value}”.",
            {"column": Text("Jämlik vård", "Equitable care"), "value": "kanske"},
            while_typing=Text(
                "Skriv x under ”{column}” för ja, eller lämna tomt.",
                "Write x under “{column}” for yes, or leave it blank.",
            ),
        ),
        variants={
            "pasted": Sentence(
                "Text står över kryssen i {n} celler. Är en bild inklistrad? "
                "”hplan import” läser bilden; flytta annars texten och sätt x.",
                "Text stands over the ticks in {n} cells. Is a slide pasted? "
                "“hplan import” reads the slide; else move the text and put x.",
                {"n": 8},
            )
        },
    ),
    Rule(
        name="reference.unknown",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” har ingen ifylld rad på fliken {sheet}. Välj i listan.",
            "“{value}” has no filled row on the sheet {sheet}. Choose from the list.",
            {"value": "7", "sheet": _AREAS},
        ),
        variants={
            "noun": Sentence(
                "”{value}” är inget {noun}. Välj i listan.",
                "“{value}” is no {noun}. Choose from the list.",
                {"value": "IT", "noun": Text("områdesnummer", "number of an area")},
            ),
            "noun_or_blank": Sentence(
                "”{value}” är inget {noun}. Välj i listan, eller lämna cellen tom.",
                "“{value}” is no {noun}. Choose from the list, or leave the cell blank.",
                {"value": "hela planen", "noun": Text("områdesnummer", "number of an area")},
            ),
            "several": Sentence(
                "”{value}” är flera rader på fliken {sheet}. Skriv en av dem här, och en rad till för varje annan.",
                "“{value}” is several rows on the sheet {sheet}. Write one of them here, and another row for each "
                "other.",
                {"value": "3, 4", "sheet": _AREAS},
            ),
            "near": Sentence(
                "”{value}” har ingen ifylld rad på fliken {sheet}. Menar ni {suggestion}, ”{suggestion_title}”?",
                "“{value}” has no filled row on the sheet {sheet}. Do you mean {suggestion}, “{suggestion_title}”?",
                {"value": "Remitentstöd", "sheet": _AREAS, "suggestion": "3", "suggestion_title": "Remittentstöd"},
            ),
        },
    ),
    Rule(
        name="key.twice",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{value}” står både i {cell} och {other_cell}. Ge den nya raden ett eget, t.ex. {free}.",
            "“{value}” stands in both {cell} and {other_cell}. Give the new row one of its own, e.g. {free}.",
            {"value": "3", "cell": "A7", "other_cell": "A5", "free": "41"},
        ),
        variants={
            "together": Sentence(
                "”{value}” står både i {cell} och {other_cell}. Ta bort den ena raden, eller rätta den.",
                "“{value}” stands in both {cell} and {other_cell}. Remove one of the rows, or correct it.",
                {"value": "I1 2025", "cell": "B7", "other_cell": "B5"},
            )
        },
    ),
    Rule(
        name=PERSONAL_NUMBER_RULE,
        severity=Severity.ERROR,
        sentence=Sentence(
            "Under ”{column}” står ett personnummer eller samordningsnummer. "
            "Ta bort det: planen sprids och kan begäras ut.",
            "Under “{column}” stands a personal identity or coordination number. "
            "Take it out: the plan is passed on and may be requested.",
            {"column": _RESPONSIBLE},
        ),
    ),
    Rule(
        name="text.too_long",
        severity=Severity.WARNING,
        sentence=Sentence(
            "”{column}” för {row} har {length} tecken. Korta till {longest}.",
            "“{column}” for {row} has {length} characters. Shorten it to {longest}.",
            {"column": Text("Prioriterat område", "Priority area"), "row": _ROW, "length": 1412, "longest": 300},
            while_typing=Text(
                "”{column}” för raden har mer än {longest} tecken. Korta till {longest}.",
                "“{column}” for the row has more than {longest} characters. Shorten it to {longest}.",
            ),
        ),
    ),
    Rule(
        name="link.unreadable",
        severity=Severity.WARNING,
        sentence=Sentence(
            "”{value}” går inte att öppna som länk. Klistra in hela adressen, från https:// till slutet.",
            "“{value}” cannot be opened as a link. Paste the whole address, from https:// to its end.",
            {"value": "se projektplanen på servern"},
        ),
    ),
    Rule(
        name="link.behind_words",
        severity=Severity.HINT,
        sentence=Sentence(
            "Bakom ”{value}” ligger {reading}, och den adressen är med. Ändra om det inte stämmer.",
            "Behind “{value}” lies {reading}, and that address is in. Change it if that is not right.",
            {"value": "Projektplanen", "reading": "https://example.se/plan"},
        ),
    ),
    Rule(
        name="value.read_as",
        severity=Severity.HINT,
        sentence=Sentence(
            "”{value}” läses som {reading}. Ändra om det inte stämmer.",
            "“{value}” is read as {reading}. Change it if that is not right.",
            {"value": "15/9", "reading": "2026-09-15"},
        ),
        variants={
            "as_number": Sentence(
                "Cellen innehåller talet {reading}. Skrev ni något annat, t.ex. 1.10, skriv då om det med ' framför.",
                "The cell holds the number {reading}. If you typed something else, e.g. 1.10, type it anew with ' "
                "before it.",
                {"reading": Text("1,1", "1.1")},
            ),
            "as_day": Sentence(
                "Cellen innehåller datumet {reading}. Skrev ni något annat, t.ex. 3-4, skriv då om det med ' framför.",
                "The cell holds the date {reading}. If you typed something else, e.g. 3-4, type it anew with ' "
                "before it.",
                {"reading": "2026-04-03"},
            ),
        },
    ),
    Rule(
        name="time.as_words",
        severity=Severity.HINT,
        sentence=Sentence(
            "”{value}” behålls som ord; någon tid går inte att läsa ut. "
            "Skriv t.ex. ”Q2 {year}” eller ”senast {year}-06-01”.",
            "“{value}” is kept as words; no time can be read from it. Write e.g. “Q2 {year}” or “by {year}-06-01”.",
            {"value": "efter möte 3", "year": 2026},
        ),
        variants={
            "no_such_day": Sentence(
                "Dagen i ”{value}” finns inte i kalendern. Vilken dag menar ni?",
                "The day in “{value}” is not in the calendar. Which day do you mean?",
                {"value": "senast 31/9"},
            ),
            "two_readings": Sentence(
                "”{value}” kan betyda {reading_1} eller {reading_2}. Skriv år, månad och dag: ÅÅÅÅ-MM-DD.",
                "“{value}” may mean {reading_1} or {reading_2}. Write year, month and day: YYYY-MM-DD.",
                {"value": "3/4/2026", "reading_1": "2026-04-03", "reading_2": "2026-03-04"},
            ),
        },
    ),
    Rule(
        name="text.several_points",
        severity=Severity.HINT,
        sentence=Sentence(
            "Cellen innehåller {n} punkter. Ska de följas upp var för sig? Flytta dem då till var sin rad.",
            "The cell holds {n} points. Are they to be followed up one by one? Then move each to a row of its own.",
            {"n": 4},
        ),
    ),
    Rule(
        name="text.ditto",
        severity=Severity.WARNING,
        sentence=Sentence(
            "”{value}” pekar på en annan cell, som inte alltid visas intill. Skriv orden även här.",
            "“{value}” points to another cell, which is not always shown beside it. Write the words here too.",
            {"value": "se ovan"},
        ),
    ),
    Rule(
        name="text.person",
        severity=Severity.HINT,
        sentence=Sentence(
            "Här ser det ut att stå ett personnamn: ”{match}”. Planen publiceras. Skriv hellre funktion eller grupp.",
            "This looks like a person's name: “{match}”. The plan is published. Rather write a role or a group.",
            {"match": "Bertil"},
        ),
        variants={
            "address": Sentence(
                "Här står en e-postadress eller ett telefonnummer: ”{match}”. "
                "Planen publiceras. Skriv hellre funktion eller grupp.",
                "Here is a mail address or a telephone number: “{match}”. "
                "The plan is published. Rather write a role or a group.",
                {"match": "fornamn.efternamn@example.org"},
            )
        },
    ),
)

WORKBOOK_RULES: tuple[Rule, ...] = (
    Rule(
        name="plan.empty",
        severity=Severity.ERROR,
        sentence=Sentence(
            "På fliken ”{sheet}” är ingen rad ifylld. Fyll i den första.",
            "No row of the sheet “{sheet}” is filled in. Fill in the first.",
            {"sheet": "Prioriterade områden"},
        ),
    ),
    Rule(
        name="formula.no_value",
        severity=Severity.ERROR,
        sentence=Sentence(
            "Formeln under ”{column}” är inte uträknad. Öppna planen i Excel och spara den, eller skriv in värdet.",
            "The formula under “{column}” has no computed value. Open the plan in Excel and save, or type the value.",
            {"column": _RESPONSIBLE},
        ),
        variants={
            "of_the_day": Sentence(
                "Formeln under ”{column}” ger ett nytt värde varje dag. Skriv in det som gäller.",
                "The formula under “{column}” gives a new value each day. Type the one that holds.",
                {"column": Text("Status per den", "Status as of")},
            )
        },
    ),
    Rule(
        name="error.value",
        severity=Severity.ERROR,
        sentence=Sentence(
            "Formeln under ”{column}” ger {value}. Skriv in värdet i stället.",
            "The formula under “{column}” gives {value}. Type the value instead.",
            {"column": _RESPONSIBLE, "value": "#REF!"},
        ),
        variants={
            "unreadable": Sentence(
                "Det som står under ”{column}” gick inte att läsa ur filen. Skriv in värdet igen.",
                "What stands under “{column}” could not be read from the file. Type the value again.",
                {"column": _RESPONSIBLE},
            )
        },
    ),
    Rule(
        name="merged.cells",
        severity=Severity.ERROR,
        sentence=Sentence(
            "Cellerna {range} är sammanfogade. Dela upp dem och fyll i varje cell för sig.",
            "The cells {range} are merged. Unmerge them and fill in each cell by itself.",
            {"range": "B4:B6"},
        ),
    ),
    Rule(
        name="sheet.missing",
        severity=Severity.ERROR,
        sentence=Sentence(
            "Fliken ”{sheet}” saknas. Hämta mallen på nytt och flytta över raderna, eller lägg tillbaka fliken.",
            "The sheet “{sheet}” is missing. Take a new template and move the rows over, or put the sheet back.",
            {"sheet": _AREAS},
        ),
        variants={
            "headings": Sentence(
                "Fliken ”{sheet}” saknar sina rubriker. Lägg tillbaka dem, eller flytta raderna till en ny mall.",
                "The sheet “{sheet}” lacks its headings. Put them back, or move the rows to a new template.",
                {"sheet": _AREAS},
            )
        },
    ),
    Rule(
        name="column.missing",
        severity=Severity.ERROR,
        sentence=Sentence(
            "”{column}” saknas. Lägg in den igen med sin rubrik, eller flytta över innehållet till en ny mall.",
            "“{column}” is missing. Put it back in with its heading, or move the contents to a new template.",
            {"column": _RESPONSIBLE},
        ),
        variants={
            "near": Sentence(
                "”{column}” saknas. Är det den som heter ”{near}”? Ge den i så fall sin rubrik tillbaka.",
                "“{column}” is missing. Is it the one named “{near}”? If so, give it its heading back.",
                {"column": _RESPONSIBLE, "near": "Ansvarig (funktion/grupp)"},
            )
        },
    ),
    Rule(
        name="version.older",
        severity=Severity.WARNING,
        sentence=Sentence(
            "Planen är ifylld i en äldre mall (version {found}). Den är läst ändå; ta gärna den nya nästa gång.",
            "The plan was filled in on an older template (version {found}). "
            "It is read all the same; do take the new one next time.",
            {"found": 1},
        ),
    ),
    Rule(
        name="dropdowns.lost",
        severity=Severity.WARNING,
        sentence=Sentence(
            "Listorna att välja i är borta på fliken ”{sheet}”, oftast efter inklistring. Klistra helst in bara text.",
            "The lists to choose from are gone on the sheet “{sheet}”, mostly after a paste. Rather paste text only.",
            {"sheet": _AREAS},
        ),
        variants={
            "names": Sentence(
                "Listorna att välja i är tomma, oftast sedan flikar flyttats mellan filer. "
                "Svaren är lästa; fortsätt i en ny mall.",
                "The lists to choose from are empty, mostly since sheets were moved between files. "
                "The answers are read; go on in a new template.",
            )
        },
    ),
    Rule(
        name="sheet.twice",
        severity=Severity.WARNING,
        sentence=Sentence(
            "Fliken ”{copy}” är en kopia av ”{sheet}” och är inte läst. Ta bort den.",
            "The sheet “{copy}” is a copy of “{sheet}” and is not read. Delete it.",
            {"copy": "Aktiviteter (2)", "sheet": "Aktiviteter"},
        ),
        variants={
            "rows": Sentence(
                "Fliken ”{copy}” är inte läst, men {rows} där finns inte på ”{sheet}”. "
                "Flytta över det som saknas och ta bort kopian.",
                "The sheet “{copy}” is not read, but holds {rows} that “{sheet}” lacks. "
                "Move over what is missing and delete the copy.",
                {"copy": "Aktiviteter (2)", "sheet": "Aktiviteter", "rows": Text("1 rad", "1 row")},
            )
        },
    ),
    Rule(
        name="titles.moved",
        severity=Severity.WARNING,
        sentence=Sentence(
            "Rubrikerna på fliken ”{sheet}” har sorterats in på rad {row}. Flytta tillbaka dem överst.",
            "The headings on the sheet “{sheet}” were sorted in at row {row}. Move them back to the top.",
            {"sheet": _AREAS, "row": 12},
        ),
        variants={
            "again": Sentence(
                "På rad {row} står rubrikerna en gång till. Raden är inte läst; ta bort den.",
                "Row {row} holds the headings once more. The row is not read; delete it.",
                {"row": 12},
            ),
            "gone": Sentence(
                "Rubrikerna på fliken ”{sheet}” är borta. Raderna är lästa ändå; "
                "sätt tillbaka rubrikerna, eller flytta raderna till en ny mall.",
                "The headings on the sheet “{sheet}” are gone. The rows are read all the same; "
                "put the headings back, or move the rows to a new template.",
                {"sheet": _AREAS},
            ),
            "exchanged": Sentence(
                "Här står rubriken ”{heading}”, men innehållet läses som ”{column}”. Flytta tillbaka rubriken, "
                "eller innehållet.",
                "The heading here is “{heading}”, but the contents are read as “{column}”. Move the heading back, "
                "or the contents.",
                {"heading": Text("Effektmål", "Effect goal"), "column": _RESPONSIBLE},
            ),
        },
    ),
)

COMMON_RULES = (*BLANK_RULES, *CELL_RULES, *WORKBOOK_RULES)
