"""What a filler is told, by rule name; after a colon stands the variant that fits the case.

One file to proof-read. The tone: say first what to do, with the word on the screen; name the row by its text; ask
where the plan may be right; at most two sentences.

Placeholders: {row} the row's own text in quotation marks, or its number · {column} the title · {value} what stands
there · {suggestion} the nearest words in use · and those that a rule brings itself.
"""

from collections.abc import Mapping
from types import MappingProxyType

from hplan_xl.book.text import Text

SENTENCES: Mapping[str, Text] = MappingProxyType(
    {
        # What is blank
        "plan.empty": Text(
            "Planen är tom. Fyll i den första raden på fliken ”{sheet}”.",
            "The plan is empty. Fill in the first row of the sheet “{sheet}”.",
        ),
        "required.blank": Text(
            "Fyll i ”{column}” för {row}.",
            "Fill in “{column}” for {row}.",
        ),
        "required.blank:form": Text(
            "Fyll i ”{column}”.",
            "Fill in “{column}”.",
        ),
        "required.blank:status": Text(
            "Välj en status för {row}: hur går arbetet i dag?",
            "Choose a status for {row}: how is the work going today?",
        ),
        "expected.blank": Text(
            "Fyll gärna i ”{column}” för {row}.",
            "Do fill in “{column}” for {row}.",
        ),
        "expected.blank:form": Text(
            "Fyll gärna i ”{column}”.",
            "Do fill in “{column}”.",
        ),
        "status.why": Text(
            "{row} har ”{status}”. Skriv kort varför.",
            "{row} has “{status}”. Say briefly why.",
        ),
        "status.needs": Text(
            "{row} har allvarliga problem. Vad behöver ni, och av vem, för att komma vidare?",
            "{row} has serious problems. What do you need, and from whom, to move on?",
        ),
        "closing.reason": Text(
            "{row} är ”Avslutad”. Välj varför under ”{column}”: ”Genomförd”, ”Utgår” eller ”Överförd till annat”.",
            "{row} is “Closed”. Choose why under “{column}”: “Carried out”, “Dropped” or “Handed on”.",
        ),
        "direction.blank": Text(
            "{row} har ett målvärde. Välj under ”{column}” om högre eller lägre är bättre.",
            "{row} has a target. Choose under “{column}” whether higher or lower is better.",
        ),
        "responsible.blank": Text(
            "Skriv vem som håller i {row}. En funktion eller grupp räcker, t.ex. ”RAG patologi”.",
            "Say who leads {row}. A role or a group is enough, e.g. “RAG pathology”.",
        ),
        "time.blank": Text(
            "Skriv när {row} ska vara klart: ett datum här, eller ”Q2” eller ”löpande” vid någon av aktiviteterna.",
            "Say when {row} is to be done: a date here, or “Q2” or “continuous” at one of the activities.",
        ),
        # Words to choose among
        "choice.unknown": Text(
            "”{value}” finns inte i listan för ”{column}”. Välj ett av orden i listan.",
            "“{value}” is not in the list for “{column}”. Choose one of the words in the list.",
        ),
        "choice.unknown:near": Text(
            "”{value}” finns inte i listan för ”{column}”. Menar ni {suggestions}?",
            "“{value}” is not in the list for “{column}”. Do you mean {suggestions}?",
        ),
        "status.ambiguous": Text(
            "”{value}” säger inte hur det går. Välj ”Enligt plan”, ”Mindre problem” eller ”Allvarliga problem”.",
            "“{value}” does not say how it is going. Choose “On plan”, “Minor problems” or “Serious problems”.",
        ),
        "status.colour_only": Text(
            "Cellen är {colour} men har ingen text, och en färg följer inte med i sammanställningen. "
            "Menar ni ”{suggestion}”? Välj det i listan.",
            "The cell is {colour} but has no text, and a colour is not carried into the summary. "
            "Do you mean “{suggestion}”? Choose it from the list.",
        ),
        "status.colour_only:other": Text(
            "Cellen är {colour} men har ingen text, och en färg följer inte med i sammanställningen. "
            "Välj ett av orden i listan.",
            "The cell is {colour} but has no text, and a colour is not carried into the summary. "
            "Choose one of the words in the list.",
        ),
        "group.unknown": Text(
            "”{value}” finns inte bland grupperna i registret. Namnet används som det står.",
            "“{value}” is not among the groups of the register. The name is used as it stands.",
        ),
        "group.unknown:near": Text(
            "”{value}” finns inte bland grupperna i registret. Menar ni {suggestions}?",
            "“{value}” is not among the groups of the register. Do you mean {suggestions}?",
        ),
        "tick.unreadable": Text(
            "Skriv x under ”{column}” för ja, eller lämna tomt; nu står det ”{value}”.",
            "Write x under “{column}” for yes, or leave it blank; now it says “{value}”.",
        ),
        # Numbers
        "number.unreadable": Text(
            "”{value}” går inte att läsa som ett tal. Skriv bara talet under ”{column}”.",
            "“{value}” cannot be read as a number. Write the number alone under “{column}”.",
        ),
        "number.unreadable:codes": Text(
            "”{value}” går inte att visa i ett diagram. "
            "Skriv ett tal, eller ”-” (bortfall), ”.” (ej tillämpligt) eller ”..” (sekretess).",
            "“{value}” cannot be shown in a chart. "
            "Write a number, or “-” (missing), “.” (not applicable) or “..” (confidential).",
        ),
        "number.unreadable:small": Text(
            "”{value}” är inte ett enda tal. Är antalet för litet för att visas, skriv ”..” (sekretess).",
            "“{value}” is not a single number. If the count is too small to be shown, write “..” (confidential).",
        ),
        "number.unreadable:range": Text(
            "”{value}” är inte ett enda tal. Skriv det tal som gäller under ”{column}”.",
            "“{value}” is not a single number. Write the number that holds under “{column}”.",
        ),
        "number.unreadable:unit": Text(
            "”{value}” står i en annan enhet än raden, som räknas i ”{unit}”. Skriv om talet, eller ändra enheten.",
            "“{value}” is in another unit than the row, which is counted in “{unit}”. Rewrite it, or change the unit.",
        ),
        "number.unreadable:whole": Text(
            "Skriv ett heltal under ”{column}”; nu står det ”{value}”.",
            "Write a whole number under “{column}”; now it says “{value}”.",
        ),
        "number.unreadable:date": Text(
            "Excel har gjort om talet till ett datum ({value}). Skriv talet igen under ”{column}”.",
            "Excel has turned the number into a date ({value}). Write the number again under “{column}”.",
        ),
        "number.range": Text(
            "”{column}” ska vara {range}; nu står det {value}.",
            "“{column}” is to be {range}; now it says {value}.",
        ),
        "number.two_readings": Text(
            "”{value}” kan betyda {reading_1} eller {reading_2}. Skriv med decimalkomma, utan tusentalspunkt.",
            "“{value}” may mean {reading_1} or {reading_2}. Write a decimal comma and no point for thousands.",
        ),
        "percent.scale": Text(
            "”{indicator}” mäts i procent men har värdet {value}. Menar ni {suggestion} %?",
            "“{indicator}” is measured in per cent but has the value {value}. Do you mean {suggestion} %?",
        ),
        "percent.scale:over": Text(
            "”{indicator}” mäts i procent men har värdet {value}. Kan det vara över 100?",
            "“{indicator}” is measured in per cent but has the value {value}. Can it be over 100?",
        ),
        "value.small": Text(
            "{value} personer i en region kan gå att känna igen. Ska det stå ”..” (sekretess) i stället?",
            "{value} persons in one region might be recognised. Should it say “..” (confidential) instead?",
        ),
        "value.small:one": Text(
            "1 person i en region kan gå att känna igen. Ska det stå ”..” (sekretess) i stället?",
            "1 person in one region might be recognised. Should it say “..” (confidential) instead?",
        ),
        # Times
        "date.unreadable": Text(
            "”{value}” går inte att läsa som ett datum. "
            "Skriv t.ex. {year}-03-01, eller skriv tiden i ord under ”När (i ord)”.",
            "“{value}” cannot be read as a date. "
            "Write e.g. {year}-03-01, or put the time in words under “When (in words)”.",
        ),
        "date.unreadable:only": Text(
            "”{value}” går inte att läsa som ett datum. Skriv år, månad och dag, t.ex. {year}-03-01.",
            "“{value}” cannot be read as a date. Write year, month and day, e.g. {year}-03-01.",
        ),
        "date.two_readings": Text(
            "”{value}” kan betyda {reading_1} eller {reading_2}. Skriv år, månad och dag: ÅÅÅÅ-MM-DD.",
            "“{value}” may mean {reading_1} or {reading_2}. Write year, month and day: YYYY-MM-DD.",
        ),
        "date.order": Text(
            "”{due_title}” ({due}) ligger före ”{start_title}” ({start}). Vilket datum ska ändras?",
            "“{due_title}” ({due}) comes before “{start_title}” ({start}). Which date is to be changed?",
        ),
        "date.order:end": Text(
            "”{end_title}” ({end}) ligger före ”{start_title}” ({start}). Vilket datum ska ändras?",
            "“{end_title}” ({end}) comes before “{start_title}” ({start}). Which date is to be changed?",
        ),
        "period.unreadable": Text(
            "”{value}” går inte att läsa som en period. Skriv t.ex. {year}, {year} T2, {year} Q3 eller {year}-09.",
            "“{value}” cannot be read as a period. Write e.g. {year}, {year} T2, {year} Q3 or {year}-09.",
        ),
        "period.unreadable:near": Text(
            "”{value}” är ingen av mallens perioder. Menar ni {suggestion}?",
            "“{value}” is none of the template's periods. Do you mean {suggestion}?",
        ),
        "year.unreadable": Text(
            "”{value}” är inget år som en plan kan gälla. Skriv t.ex. 2026, eller 2025–2026 för flera år i följd.",
            "“{value}” is no year that a plan can be for. Write e.g. 2026, or 2025–2026 for several in a row.",
        ),
        "year.other": Text(
            "Planen gäller {year}, men {n} datum ligger i {other_year}. "
            "Är året rätt, eller står datumen kvar från förra planen?",
            "The plan is for {year}, but {n} dates lie in {other_year}. "
            "Is the year right, or are the dates left from the last plan?",
        ),
        "value.read_as": Text(
            "”{value}” läses som {reading}. Ändra om det inte stämmer.",
            "“{value}” is read as {reading}. Change it if that is not right.",
        ),
        # Rows that point at each other
        "reference.unknown": Text(
            "”{value}” har ingen ifylld rad på fliken {sheet}. Välj i listan.",
            "“{value}” has no filled row on the sheet {sheet}. Choose from the list.",
        ),
        "reference.unknown:near": Text(
            "”{value}” har ingen ifylld rad på fliken {sheet}. Menar ni {suggestion}, ”{suggestion_title}”?",
            "“{value}” has no filled row on the sheet {sheet}. Do you mean {suggestion}, “{suggestion_title}”?",
        ),
        "key.twice": Text(
            "”{value}” står både i {cell} och {other_cell}. Ge den nya raden ett eget, t.ex. {free}.",
            "“{value}” stands in both {cell} and {other_cell}. Give the new row one of its own, e.g. {free}.",
        ),
        "key.twice:together": Text(
            "”{value}” står både i {cell} och {other_cell}. Ta bort den ena raden, eller rätta den.",
            "“{value}” stands in both {cell} and {other_cell}. Remove one of the rows, or correct it.",
        ),
        "area.no_activity": Text(
            "Område {number}, {row}, har ingen aktivitet än. Är det meningen? "
            "Skriv i så fall när aktiviteterna bestäms.",
            "Area {number}, {row}, has no activity yet. Is that intended? "
            "If so, say when the activities will be decided.",
        ),
        "area.closed_with_open": Text(
            "Området är ”Avslutad”, men {n} aktiviteter är öppna: {list}. Avsluta eller flytta dem.",
            "The area is “Closed”, but {n} activities are open: {list}. Close or move them.",
        ),
        "area.closed_with_open:one": Text(
            "Området är ”Avslutad”, men aktivitet {list} är öppen. Avsluta den, eller flytta den till annat område.",
            "The area is “Closed”, but activity {list} is open. Close it, or move it to another area.",
        ),
        "area.better_than_activity": Text(
            "Området är ”Enligt plan”, men aktivitet {activity} har ”Allvarliga problem”. "
            "Stämmer bedömningen av området?",
            "The area is “On plan”, but activity {activity} has “Serious problems”. "
            "Does your judgement of the area still hold?",
        ),
        "promise.none": Text(
            "Inget patientlöfte är kryssat för {row}. Bidrar området till något av dem?",
            "No patient promise is ticked for {row}. Does the area serve one of them?",
        ),
        "indicator.no_value": Text(
            "{row} mäts, men saknar värde på fliken Mätvärden. "
            "Fyll i det senaste, eller ändra ”Läge” till ”Under utveckling”.",
            "{row} is measured, but has no value on the sheet Measurements. "
            "Enter the latest, or change “State” to “Under development”.",
        ),
        # Text
        "text.too_long": Text(
            "”{column}” för {row} har {length} tecken. Korta till {longest}; detaljer hör hemma i projektplanen.",
            "“{column}” for {row} has {length} characters. Shorten it to {longest}; details go in the project plan.",
        ),
        "text.several_points": Text(
            "Cellen innehåller {n} punkter. Ska de följas upp var för sig? Flytta dem då till var sin rad.",
            "The cell holds {n} points. Are they to be followed up one by one? Then move each to a row of its own.",
        ),
        "text.person": Text(
            "Här ser det ut att stå ett personnamn: ”{match}”. Planen publiceras. Skriv hellre funktion eller grupp.",
            "This looks like a person's name: “{match}”. The plan is published. Rather write a role or a group.",
        ),
        "text.person:address": Text(
            "Här står en e-postadress eller ett telefonnummer: ”{match}”. Planen publiceras. "
            "Skriv hellre funktion eller grupp.",
            "Here is a mail address or a telephone number: “{match}”. The plan is published. "
            "Rather write a role or a group.",
        ),
        "text.personal_number": Text(
            "Under ”{column}” står ett personnummer eller samordningsnummer. Ta bort det: planen sprids och kan "
            "begäras ut.",
            "Under “{column}” stands a personal identity or coordination number. Take it out: the plan is passed on "
            "and may be requested.",
        ),
        "link.unreadable": Text(
            "”{value}” går inte att öppna som länk. Klistra in hela adressen, från https:// till slutet.",
            "“{value}” cannot be opened as a link. Paste the whole address, from https:// to its end.",
        ),
        # What Excel or a paste has done
        "formula.no_value": Text(
            "Formeln under ”{column}” är inte uträknad. Öppna planen i Excel och spara den, eller skriv in värdet.",
            "The formula under “{column}” has no computed value. Open the plan in Excel and save, or type the value.",
        ),
        "error.value": Text(
            "Formeln under ”{column}” ger {value}. Skriv in värdet i stället.",
            "The formula under “{column}” gives {value}. Type the value instead.",
        ),
        "merged.cells": Text(
            "Cellerna {range} är sammanfogade. Dela upp dem och fyll i varje cell för sig.",
            "The cells {range} are merged. Unmerge them and fill in each cell by itself.",
        ),
        "sheet.missing": Text(
            "Fliken ”{sheet}” saknas. Hämta mallen på nytt och flytta över raderna, eller lägg tillbaka fliken.",
            "The sheet “{sheet}” is missing. Take a new template and move the rows over, or put the sheet back.",
        ),
        "sheet.missing:headings": Text(
            "Fliken ”{sheet}” saknar sina rubriker. Lägg tillbaka dem, eller flytta raderna till en ny mall.",
            "The sheet “{sheet}” lacks its headings. Put them back, or move the rows to a new template.",
        ),
        "column.missing": Text(
            "”{column}” saknas. Lägg in den igen med sin rubrik, eller flytta över innehållet till en ny mall.",
            "“{column}” is missing. Put it back in with its heading, or move the contents to a new template.",
        ),
        "column.missing:near": Text(
            "”{column}” saknas. Är det den som heter ”{near}”? Ge den i så fall sin rubrik tillbaka.",
            "“{column}” is missing. Is it the one named “{near}”? If so, give it its heading back.",
        ),
        "version.older": Text(
            "Planen är ifylld i en äldre mall (version {found}). Den är läst ändå; ta gärna den nya nästa gång.",
            "The plan was filled in on an older template (version {found}). It is read all the same; "
            "do take the new one next time.",
        ),
        "dropdowns.lost": Text(
            "Listorna att välja i är borta på fliken ”{sheet}”, oftast efter inklistring. Klistra helst in bara text.",
            "The lists to choose from are gone on the sheet “{sheet}”, mostly after a paste. Rather paste text only.",
        ),
    }
)
