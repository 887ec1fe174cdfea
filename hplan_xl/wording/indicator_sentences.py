"""How a change and a development of an indicator are told: as arithmetic, and by what the values can bear."""

from hplan_xl.book.text import Text

# Over the latest value: "80 % (2025)", "RJL 80 %, RKL 75 % (2025 Q2)"; `hplan import` reads it back from slides.
LATEST_VALUE = Text("Senaste värde", "Latest value")
NO_CHANGE = Text("Oförändrat", "Unchanged")
SINCE = Text("{change} sedan {period}", "{change} since {period}")
NEARER = Text("{change} (närmare målet)", "{change} (nearer the target)")
FARTHER = Text("{change} (längre från målet)", "{change} (farther from the target)")
UNREADABLE = Text("går inte att läsa", "cannot be read")
ON_TARGET = Text("{change} (når målet)", "{change} (reaches the target)")

TOO_FEW = Text("För få mätningar för att säga ({n} av {least})", "Too few measurements to tell ({n} of {least})")
NO_SIGNAL = Text("Inget tecken på förändring ({n} mätningar)", "No sign of a change ({n} measurements)")
OUTSIDE_LIMITS = Text("{last} ligger utanför det vanliga", "{last} lies outside the usual")
NEW_LEVEL = Text("Ny nivå sedan {first}", "A new level since {first}")
OTHER_LEVEL = Text("En annan nivå {first} till {last}", "Another level from {first} to {last}")
RISING = Text("Stiger sedan {first}", "Rising since {first}")
ROSE = Text("Steg från {first} till {last}", "Rose from {first} to {last}")
FALLING = Text("Sjunker sedan {first}", "Falling since {first}")
FELL = Text("Sjönk från {first} till {last}", "Fell from {first} to {last}")
NEAR_A_LIMIT = Text(
    "Nära gränsen för det vanliga {first} till {last}", "Near the limit of the usual from {first} to {last}"
)
TARGET_ABOVE = Text("målet ligger över det som processen ger", "the target lies above what the process gives")
TARGET_BELOW = Text("målet ligger under det som processen ger", "the target lies below what the process gives")
TARGET_WITHIN = Text("målet ligger inom det som processen ger", "the target lies within what the process gives")
MEAN = Text("Medel", "Mean")
UPPER = Text("Övre gräns", "Upper limit")
LOWER = Text("Nedre gräns", "Lower limit")

METHOD_TITLE = Text("Så läses en indikators utveckling", "How an indicator's development is read")
METHOD = (
    Text(
        "En förändring mellan två mätningar är ett tal, och om det är närmare målet eller längre från det. Två värden "
        "säger inte om det har blivit bättre. Under 5 mätningar sägs inget om utvecklingen, och under 12 "
        "att de är för få.",
        "A change between two measurements is a number, and whether it is nearer the target or farther from it. Two "
        "values do not tell whether things are better. Below 5 measurements nothing is said of the development, "
        "and below 12 that they are too few.",
    ),
    Text(
        "Från 12 mätningar av samma slag läses de som ett XmR-diagram (Wheeler, Understanding Variation, 1993): "
        "medelvärdet, och naturliga gränser på 2,66 gånger den genomsnittliga skillnaden mellan mätningar som följer "
        "på varandra. Fyra regler säger att något har ändrats: ett värde utanför gränserna; åtta värden i rad på "
        "samma sida om medelvärdet; två av tre värden i följd i den yttersta tredjedelen mot samma gräns (Western "
        "Electric, Statistical Quality Control Handbook, 1956); sex värden i rad som stiger eller sjunker (Nelson, "
        "Journal of Quality Technology, 1984). Det senaste tecknet sägs.",
        "From 12 measurements of the same kind they are read as an XmR chart (Wheeler, Understanding Variation, "
        "1993): the mean, and natural limits of 2.66 times the mean difference between measurements that follow upon "
        "each other. Four rules say that something has changed: a value outside the limits; eight values in a row on "
        "one side of the mean; two of three values in a row in the outermost third towards the same limit (Western "
        "Electric, Statistical Quality Control Handbook, 1956); six values in a row that rise or fall (Nelson, "
        "Journal of Quality Technology, 1984). The latest sign is told.",
    ),
    Text(
        "Också rent brus ger tecken ibland: i 5 av 100 serier med 12 mätningar och i 15 av 100 med "
        "24 (räknat på 20 000 slumpade serier av var längd). Ett tecken är en fråga att ställa, inte ett svar.",
        "Pure noise gives signs too at times: in 5 of 100 series of 12 measurements and in 15 of "
        "100 of 24 (counted on 20,000 random series of each length). A sign is a question to ask, not an answer.",
    ),
    Text(
        "Hur många personer eller händelser ett mätvärde bygger på frågar planen inte efter. Det är alltså inte känt, "
        "och inget sägs om hur säkert ett enskilt värde är.",
        "How many persons or events a value rests on is not asked for in the plan. So it is not known, and nothing is "
        "said of how certain a single value is.",
    ),
    Text(
        "I ett sparat svar från Kolada (”hplan next --values”) läses ”Missing” utan värde som bortfall och ”Private” "
        "som sekretess; med ett annat ord står cellen tom, och antalet sägs. Orden är inte bekräftade: den beskrivning "
        "av API:et som har gått att läsa (version 2) säger bara att ”status” är en text.",
        "In a saved answer of Kolada (“hplan next --values”) “Missing” without a value is read as missing and "
        "“Private” as confidential; with another word the cell is left blank, and how many is told. These words are "
        "not confirmed: the description of the API that could be read (version 2) says only that “status” is a text.",
    ),
)
