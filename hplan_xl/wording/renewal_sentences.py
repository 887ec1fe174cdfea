"""Sentences on next year's plan: what it took over from the earlier one, for stdout, Läs mig, cells and Avslutat."""

from collections.abc import Iterable, Mapping

from hplan_xl.book.text import Text, neutral_text

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
    "{file} gäller redan {years}. Planen för {year} görs från en tidigare plan.",
    "{file} is for {years} already. The plan for {year} is made from an earlier one.",
)
LATER_PLAN = Text(
    "{file} gäller {years}. Gruppens plan för {later}, {other}, används i stället.",
    "{file} is for {years}. The group's plan for {later}, {other}, is used instead.",
)
NO_EARLIER_PLAN = Text(
    "Ingen av planerna gäller tiden före {year}. De gäller {years}; välj år med --year.",
    "None of the plans is for a time before {year}. They are for {years}; choose the year with --year.",
)
GROUP_WITHOUT_PLAN = Text(
    "1 grupp i {region} har ingen tidigare plan här: {groups}. Gör en mall till den med ”hplan template --group”.",
    "1 group of the {region} has no earlier plan here: {groups}. Make a template for it with “hplan template --group”.",
)
GROUPS_WITHOUT_PLAN = Text(
    "{n} grupper i {region} har ingen tidigare plan här: {groups}. Gör mallar till dem med ”hplan template --group”.",
    "{n} groups of the {region} have no earlier plan here: {groups}. Make templates for them with “hplan template "
    "--group”.",
)
IN_THE_OUTPUT = Text("{file} ligger i mappen som skrivs.", "{file} lies in the folder that is written.")


def list_counts(counts: Mapping[Text, int]) -> list[Text]:
    """How many rows of which sheet, where there are any: "Prioriterade områden 5"."""
    return [Text(f"{title.sv} {n}", f"{title.en} {n}") for title, n in counts.items() if n]


def list_words(words: Iterable[Text]) -> Text:
    """Words in a row, each once."""
    each = list(dict.fromkeys(words))
    return Text(", ".join(one.sv for one in each), ", ".join(one.en for one in each))
