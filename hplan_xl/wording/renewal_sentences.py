"""Sentences on next year's plan: what it took over from the earlier one, for stdout, Läs mig, cells and Avslutat."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hplan_xl.book.text import Text, join_texts, neutral_text
from hplan_xl.book.values import MissingValue
from hplan_xl.book.views import Noun

# In the workbook
FROM_LAST_PLAN = Text("Från förra planen", "From the last plan")
LAST_PLAN = Text("förra planen", "the last plan")
AS_OF = Text("{years}, status per {day}", "{years}, status as of {day}")
ANSWER = neutral_text("{column}: {words}")
BELONGS_TO = Text(
    "Hör till {key} på fliken {sheet}, som är avslutat.", "Belongs to {key} on the sheet {sheet}, which is closed."
)
GUIDE = Text("Planen är förifylld från {years}.", "The plan is prefilled from {years}.")
GUIDE_ANSWERS = Text(
    "Peka på en cell med en liten triangel i hörnet: där syns vad som stod förra gången. Svara på nytt i cellen.",
    "Point at a cell with a small triangle in its corner to see what stood there last time. Answer anew in the cell.",
)
GUIDE_FINISHED = Text(
    "Det som är avslutat står på fliken Avslutat. Numren där ges inte till något annat.",
    "What is closed stands on the sheet Closed. The numbers there are given to nothing else.",
)

# What is printed
ROWS_STAYING = Text("Följer med till {years}: {rows}.", "Goes on to {years}: {rows}.")
NOTHING_STAYED = Text("Inga rader följer med till {years}.", "No rows go on to {years}.")
ROWS_OF_TEMPLATE = Text("Som i det nya årets mall: {rows}.", "As in the new year's template: {rows}.")
ROWS_FINISHED = Text("Till fliken Avslutat: {rows}.", "To the sheet Closed: {rows}.")
ROW_OPEN = Text(
    "En av dem är öppen men hör till något avslutat.", "One of them is open but belongs to something that is closed."
)
ROWS_OPEN = Text(
    "{n} av dem är öppna men hör till något avslutat.", "{n} of them are open but belong to something that is closed."
)
KEYS_SPLIT = Text(
    "Stod flera gånger, och bara en del följer med: {keys}. Se efter att det som anger numret hör till det som följer "
    "med.",
    "Stood several times, and only some go on: {keys}. See that what gives the number belongs to what goes on.",
)
KEY_ON = Text("{key} på {sheet}", "{key} on {sheet}")
ANSWERS_SHOWN = Text("Förra svaret visas vid cellen: {columns}.", "The last answer is shown at the cell: {columns}.")
BASELINE_ONE = Text(
    "1 indikator har fått det senast mätta värdet som utgångsvärde.",
    "1 indicator has got the latest measured value as its baseline.",
)
BASELINES = Text(
    "{n} indikatorer har fått det senast mätta värdet som utgångsvärde.",
    "{n} indicators have got the latest measured value as their baseline.",
)
NOT_CARRIED = Text("Följer inte med: {what}.", "Does not go on: {what}.")
CELLS_UNREAD = Text(
    "Gick inte att läsa och följer inte med: {columns}.", "Could not be read and does not go on: {columns}."
)
NUMBERS_WITHHELD = Text(
    "Personnummer är borttagna ur: {columns}.", "Personal identity numbers are taken out of: {columns}."
)
CELLS_OUTSIDE = Text("{cells} utanför tabellerna", "{cells} outside the tables")
WAS_MISSING = Text(
    "Saknades i den förra filen och är tomt: {what}.", "Was missing in the earlier file and is blank: {what}."
)
SAME_YEARS = Text(
    "Planen gäller {years}: fastställande, diarienummer och webbadress står kvar.",
    "The plan is for {years}: its adoption, registration number and web address stay.",
)

# Why a plan is not used
FOR_THE_YEAR_ALREADY = Text(
    "{file} gäller redan {years}, så planen för {year} görs inte av den.",
    "{file} is for {years} already, so the plan for {year} is not made from it.",
)
LATER_PLAN = Text(
    "{file} gäller {years}. Gruppens plan för {later}, {other}, används i stället.",
    "{file} is for {years}. The group's plan for {later}, {other}, is used instead.",
)
NO_EARLIER_PLAN = Text(
    "Ingen av planerna gäller tiden före {year}. De gäller {years}; ange ett senare år med --year.",
    "None of the plans is for a time before {year}. They are for {years}; give a later year with --year.",
)
GROUP_WITHOUT_PLAN = Text(
    "1 grupp i {region} har ingen plan här: {groups}. Gör en mall till den med "
    "”hplan template --region {code} --group GRUPP --year {year}”.",
    "1 group of the {region} has no plan here: {groups}. Make a template for it with "
    "“hplan template --region {code} --group GROUP --year {year}”.",
)
GROUPS_WITHOUT_PLAN = Text(
    "{n} grupper i {region} har ingen plan här: {groups}. Gör mallar till dem med "
    "”hplan template --region {code} --group GRUPP --year {year}”.",
    "{n} groups of the {region} have no plan here: {groups}. Make templates for them with "
    "“hplan template --region {code} --group GROUP --year {year}”.",
)
IN_THE_OUTPUT = Text("{file} ligger i mappen som skrivs.", "{file} lies in the folder that is written.")


@dataclass(frozen=True)
class CountedSentence:
    """A sentence about one, and about several."""

    one: Text
    several: Text

    def with_number(self, number: int, **facts: object) -> Text:
        """The sentence for so many."""
        return (self.one if number == 1 else self.several).fill(n=number, **facts)


# Values of a national source
FROM_SOURCE = Text("Källa: Kolada ({kpi})", "Source: Kolada ({kpi})")
FROM_SOURCE_FOR = Text("Källa: Kolada ({kpi}) för {columns}", "Source: Kolada ({kpi}) for {columns}")
THE_NATION = Text("riket", "the nation")
MUNICIPALITY = Text("kommun {area}", "municipality {area}")
OTHER_AREA = Text("område {area}", "area {area}")
_AND_SO_MANY_MORE = Text("och {n} till", "and {n} more")
OTHER_AREAS = Text(
    "{kpi}: filen har värden också för {areas}, som planen inte har någon kolumn för. De är inte med. Stämmer det?",
    "{kpi}: the file has values for {areas} too, for which the plan has no column. They are not in. Is that right?",
)
NO_AREA_FITS = Text(
    "{kpi}: filen har bara värden för {areas}, och planen har ingen kolumn för dem. Hämta värden för regionerna?",
    "{kpi}: the file has values for {areas} only, and the plan has no column for them. Fetch those of the regions?",
)
AREAS_LACKING = Text(
    "{kpi}: filen har inget värde för {areas}. Cellerna är tomma.",
    "{kpi}: the file has no value for {areas}. The cells are blank.",
)
CODES_FROM_SOURCE = {
    MissingValue.LOST: CountedSentence(
        Text(
            "{kpi}: 1 värde saknas i källan och står som ”-” (bortfall).",
            "{kpi}: 1 value is missing in the source and stands as “-” (missing).",
        ),
        Text(
            "{kpi}: {n} värden saknas i källan och står som ”-” (bortfall).",
            "{kpi}: {n} values are missing in the source and stand as “-” (missing).",
        ),
    ),
    MissingValue.CONFIDENTIAL: CountedSentence(
        Text(
            "{kpi}: 1 värde visas inte av källan och står som ”..” (sekretess).",
            "{kpi}: 1 value is not shown by the source and stands as “..” (confidential).",
        ),
        Text(
            "{kpi}: {n} värden visas inte av källan och står som ”..” (sekretess).",
            "{kpi}: {n} values are not shown by the source and stand as “..” (confidential).",
        ),
    ),
}
UNEXPLAINED_BLANKS = CountedSentence(
    Text(
        "{kpi}: 1 värde är tomt i källan utan att den säger varför. Cellen är tom.",
        "{kpi}: 1 value is blank in the source, which does not say why. The cell is blank.",
    ),
    Text(
        "{kpi}: {n} värden är tomma i källan utan att den säger varför. Cellerna är tomma.",
        "{kpi}: {n} values are blank in the source, which does not say why. The cells are blank.",
    ),
)
NO_TOTAL = CountedSentence(
    Text(
        "{kpi}: 1 värde finns bara för kvinnor och män var för sig och är inte med.",
        "{kpi}: 1 value is for women and men apart only and is not in.",
    ),
    Text(
        "{kpi}: {n} värden finns bara för kvinnor och män var för sig och är inte med.",
        "{kpi}: {n} values are for women and men apart only and are not in.",
    ),
)
NOT_FOLLOWED_AS_NUMBER = Text(
    "”{indicator}” har id {kpi} men följs inte som tal, så inget är ifyllt från Kolada.",
    "“{indicator}” has the id {kpi} but is not followed as a number, so nothing is filled in from Kolada.",
)
OTHER_SOURCE = Text(
    "”{indicator}” har id {kpi} men källan ”{source}”, så inget är ifyllt. Är det Koladas mått? Välj då Kolada under "
    "Källa.",
    "“{indicator}” has the id {kpi} but the source “{source}”, so nothing is filled in. Is it Kolada's? Then choose "
    "Kolada under Source.",
)
UNUSED_MEASURE = Text(
    "{kpi} i {file} är inte ”Id i källan” för någon indikator i planerna som gjordes. Inget är ifyllt från det.",
    "{kpi} in {file} is not the “Id in the source” of any indicator in the plans made. Nothing is filled in from it.",
)
DIFFERING_VALUES = CountedSentence(
    Text(
        "1 cell på Mätvärden har ett annat värde än Kolada: {where} är {own} i planen, {theirs} i Kolada. Planens står "
        "kvar. Stämmer det?",
        "1 cell of Measurements has another value than Kolada: {where} is {own} in the plan, {theirs} in Kolada. The "
        "plan's stays. Is it right?",
    ),
    Text(
        "{n} celler på Mätvärden har andra värden än Kolada, t.ex. {where}: {own} i planen, {theirs} i Kolada. Planens "
        "står kvar. Stämmer de?",
        "{n} cells of Measurements have other values than Kolada, e.g. {where}: {own} in the plan, {theirs} in Kolada. "
        "The plan's stay. Are they right?",
    ),
)

# Why a file of saved values is not used
VALUES_UNREADABLE = Text("{file} går inte att läsa: {why}.", "{file} cannot be read: {why}.")
VALUES_NO_JSON = Text(
    "{file} är inte json, som ett sparat svar från Kolada är. Spara svaret på nytt, oförändrat.",
    "{file} is not json, as a saved answer of Kolada is. Save the answer again, unchanged.",
)
VALUES_OTHER_SHAPE = Text(
    "{file} är inget svar med mätvärden från Kolada. Spara svaret från t.ex. "
    "https://api.kolada.se/v3/data/kpi/N00945/municipality/0006/year/2024.",
    "{file} is no answer of values from Kolada. Save the answer of e.g. "
    "https://api.kolada.se/v3/data/kpi/N00945/municipality/0006/year/2024.",
)
VALUES_EMPTY = Text(
    "{file} är ett svar från Kolada utan mätvärden. Se över nyckeltalet, regionerna och åren i adressen.",
    "{file} is an answer of Kolada without values. Look over the measure, the regions and the years in the address.",
)
VALUES_ONE_PAGE = Text(
    "{file} är en sida av flera, och alla finns inte med. Spara också de andra (next_url) och ange var och en med "
    "--values.",
    "{file} is one page of several, which are not all given. Save the others too (next_url) and give each with "
    "--values.",
)
TWO_VALUES = Text(
    "{file}: {kpi} har två olika värden för {area} {year} i filerna. Ange bara den som gäller.",
    "{file}: {kpi} has two different values for {area} {year} in the files. Give the one that holds only.",
)


def describe_filled_values(cells: int, indicators: int) -> Text:
    """How many values were filled in from the source, and what its terms of use ask for."""
    return _FILLED.fill(values=_VALUES.with_number(cells), indicators=_INDICATORS.with_number(indicators))


_FILLED = Text(
    "Ifyllt från Kolada: {values} för {indicators}. Visas de för andra ska det stå ”Källa: Kolada”.",
    "Filled in from Kolada: {values} for {indicators}. Where they are shown, “Källa: Kolada” is to stand.",
)
_VALUES = Noun(Text("värde", "value"), Text("värden", "values"))
_INDICATORS = Noun(Text("indikator", "indicator"), Text("indikatorer", "indicators"))


def list_counts(counts: Mapping[Text, int]) -> list[Text]:
    """How many rows of which sheet, where there are any: "Prioriterade områden 5"."""
    return [Text(f"{title.sv} {n}", f"{title.en} {n}") for title, n in counts.items() if n]


def list_words(words: Iterable[Text]) -> Text:
    """Words in a row, each once."""
    return join_texts(dict.fromkeys(words), ", ")


def list_first(names: Sequence[Text], most: int) -> Text:
    """The first of names, and how many more there are."""
    more = [_AND_SO_MANY_MORE.fill(n=len(names) - most)] if len(names) > most else []
    return join_texts([join_texts(names[:most], ", "), *more], " ")
