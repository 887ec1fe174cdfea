"""The indicators, by which the areas are followed, and their values: a row for an indicator in a period."""

from collections.abc import Iterable
from dataclasses import replace

from hplan_xl.book.columns import (
    BetterWay,
    CellNextYear,
    Choice,
    Column,
    Date,
    IsAmong,
    IsFilled,
    Link,
    Need,
    Number,
    Period,
    Prose,
    Reference,
    RowsNextYear,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.plan import vocabularies
from hplan_xl.plan.prefill import Locality, area_reference, fit_help
from hplan_xl.register.catalogue import HealthcareRegion, Member

_WHAT_IS_MEASURED: tuple[Column, ...] = (
    Prose(
        name="id",
        title=Text("Id", "Id"),
        help=Text(
            "Id är redan ifyllt. Fliken Mätvärden hänvisar till det, så låt indikatorn behålla det.",
            "The id is filled in already. The sheet Measurements points to it, so let the indicator keep it.",
        ),
        need=Need.REQUIRED,
        width=6,
        aliases=("Indikator-id", "Nr", "Indicator id"),
        next_year=CellNextYear.KEEP,
    ),
    area_reference(
        Text(
            "Välj det område som indikatorn följer, eller skriv bara dess nummer.",
            "Choose the area that the indicator follows, or just write its number.",
        ),
        Need.REQUIRED,
        18,
    ),
    Prose(
        name="name",
        title=Text("Indikator", "Indicator"),
        help=Text(
            "Skriv vad som följs, t.ex. ”Andel svar inom 7 dagar” eller ”RFI-svar utvärderade”.",
            "Say what is followed, e.g. “Share of answers within 7 days” or “RFI answers evaluated”.",
        ),
        need=Need.REQUIRED,
        width=28,
        aliases=("Nyckeltal", "Mätetal", "Mått", "Styrmått", "Kvalitetsindikator", "Namn", "Name"),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="kind",
        title=Text("Följs som", "Followed as"),
        help=Text(
            "Välj Tal om värden mäts, Milstolpe (ja/nej) om något ska vara gjort, eller I ord.",
            "Choose Number if values are measured, Milestone (yes/no) if something is to be done, or In words.",
        ),
        need=Need.REQUIRED,
        vocabulary=vocabularies.INDICATOR_KIND,
        width=16,
        aliases=("Slag", "Kind"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="unit",
        title=Text("Enhet", "Unit"),
        help=Text(
            "Skriv enheten för ett tal, t.ex. %, dagar, antal eller kr.",
            "Write the unit of a number, e.g. %, days, count or SEK.",
        ),
        need=Need.EXPECTED,
        conditions=(IsAmong("kind", ("number",)),),
        width=8,
        aliases=("Måttenhet",),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="direction",
        title=Text("Riktning", "Direction"),
        help=Text(
            "Välj om högre eller lägre värden är bättre. Det behövs när det finns ett målvärde.",
            "Choose whether higher or lower values are better. It is needed when there is a target.",
        ),
        need=Need.REQUIRED,
        conditions=(IsAmong("kind", ("number",)), IsFilled("target")),
        blank_rule="direction.blank",
        vocabulary=vocabularies.DIRECTION,
        width=16,
        aliases=("Önskad riktning",),
        next_year=CellNextYear.KEEP,
    ),
)


_TARGET_AND_OUTCOME: tuple[Column, ...] = (
    Number(
        name="target",
        title=Text("Målvärde", "Target"),
        help=Text(
            "Skriv målet som ett tal utan enhet, t.ex. 85 för 85 %. Är målet inget tal: skriv under Mål i ord.",
            "Write the target as a number without unit, e.g. 85 for 85 %. If it is no number: use Target in words.",
        ),
        unit_column="unit",
        better_way=BetterWay(
            "direction", "direction.other", at_least=("higher", "within"), at_most=("lower", "within")
        ),
        words_column="target_text",
        width=10,
        aliases=("Mål", "Måltal", "Målnivå", "Target value"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="target_text",
        title=Text("Mål i ord", "Target in words"),
        help=Text(
            "Skriv målet i ord om det inte är ett tal, t.ex. ”minskad andel utan evidens”.",
            "Write the target in words if it is not a number, e.g. “a smaller share without evidence”.",
        ),
        width=15,
        aliases=("Måltext", "Target text"),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="reached",
        title=Text("Nådd", "Reached"),
        help=Text("Välj för en milstolpe: Ja, Delvis eller Nej.", "Choose for a milestone: Yes, Partly or No."),
        vocabulary=vocabularies.REACHED,
        width=8,
        aliases=("Uppnådd", "Måluppfyllelse", "Uppfyllt"),
        next_year=CellNextYear.EARLIER,
    ),
    Date(
        name="reached_on",
        title=Text("Nådd den", "Reached on"),
        help=Text(
            "Skriv den dag milstolpen nåddes, t.ex. 2026-04-30.", "Write the day it was reached, e.g. 2026-04-30."
        ),
        width=11,
        aliases=("Uppnådd den",),
        next_year=CellNextYear.EARLIER,
    ),
    Prose(
        name="outcome",
        title=Text("Utfall i ord", "Outcome in words"),
        help=Text(
            "Skriv hur det gick, för det som inte är ett tal. Tal skrivs på fliken Mätvärden.",
            "Say how it went, for what is not a number. Numbers go to the sheet Measurements.",
        ),
        width=17,
        aliases=("Utfall", "Resultat", "Outcome"),
        next_year=CellNextYear.EARLIER,
    ),
)


_SOURCE_AND_METHOD: tuple[Column, ...] = (
    Choice(
        name="source",
        title=Text("Källa", "Source"),
        help=Text(
            "Välj varifrån värdet kommer, t.ex. Vården i siffror, eller skriv källans namn.",
            "Choose where the value comes from, e.g. Vården i siffror, or write the name of the source.",
        ),
        vocabulary=vocabularies.SOURCE,
        allows_others=True,
        is_collapsed=True,
        width=20,
        aliases=("Datakälla",),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="source_id",
        title=Text("Id i källan", "Id in the source"),
        help=Text(
            "Skriv nyckeltalets beteckning i källan, t.ex. ”N00945” i Kolada.",
            "Write what the source calls the measure, e.g. “N00945” in Kolada.",
        ),
        is_collapsed=True,
        width=14,
        aliases=("Käll-id", "Källans id"),
        next_year=CellNextYear.KEEP,
    ),
    Link(
        name="source_url",
        title=Text("Länk", "Link"),
        help=Text("Klistra in webbadressen till källan.", "Paste the web address of the source."),
        is_collapsed=True,
        width=24,
        aliases=("Webbadress", "URL", "Länk till källan"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="method",
        title=Text("Mätmetod", "Method"),
        help=Text(
            "Skriv hur, gärna med täljare och nämnare, t.ex. ”Svar inom 7 dagar / alla svar”.",
            "Say how, preferably with numerator and denominator, e.g. “Answers within 7 days / all answers”.",
        ),
        is_collapsed=True,
        width=28,
        aliases=("Metod", "Definition"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="measured_by",
        names_function=True,
        title=Text("Ansvarig för mätningen", "Responsible for measuring"),
        help=Text(
            "Skriv vem som tar fram värdena: en funktion eller grupp, t.ex. ”Analysenheten”.",
            "Say who produces the values: a role or a group, e.g. “The analysis unit”.",
        ),
        is_collapsed=True,
        width=22,
        aliases=("Mätansvarig", "Measured by"),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="frequency",
        title=Text("Mätfrekvens", "Frequency"),
        help=Text(
            "Välj hur ofta det mäts: År, Halvår, Tertial, Kvartal, Månad eller Engång.",
            "Choose how often it is measured: Year, Half-year, Tertial, Quarter, Month or Once.",
        ),
        vocabulary=vocabularies.FREQUENCY,
        is_collapsed=True,
        width=14,
        aliases=("Frekvens", "Hur ofta"),
        next_year=CellNextYear.KEEP,
    ),
)


_MORE_ABOUT_THE_INDICATOR: tuple[Column, ...] = (
    Choice(
        name="state",
        title=Text("Läge", "State"),
        help=Text(
            "Välj Mäts, Under utveckling eller Mätning saknas. Alla tre går bra.",
            "Choose Measured, Under development or Not measured. All three are fine.",
        ),
        vocabulary=vocabularies.INDICATOR_STATE,
        is_collapsed=True,
        width=18,
        aliases=("Mätläge", "Status"),
        next_year=CellNextYear.KEEP,
    ),
    Choice(
        name="type",
        title=Text("Indikatortyp", "Indicator type"),
        help=Text(
            "Välj Struktur (förutsättningar), Process (det som görs) eller Resultat (det som uppnås).",
            "Choose Structure (conditions), Process (what is done) or Outcome (what is reached).",
        ),
        vocabulary=vocabularies.INDICATOR_TYPE,
        is_collapsed=True,
        width=14,
        aliases=("Typ", "Type"),
        next_year=CellNextYear.KEEP,
    ),
    Number(
        name="target_high",
        title=Text("Målvärde, övre gräns", "Target, upper limit"),
        help=Text(
            "Skriv övre gränsen när riktningen är Inom intervall; den undre står under Målvärde.",
            "Write the upper limit when the direction is Within a range; the lower one stands under Target.",
        ),
        unit_column="unit",
        is_collapsed=True,
        width=13,
        aliases=("Övre gräns", "Målvärde högst", "Upper limit"),
        next_year=CellNextYear.KEEP,
    ),
    Number(
        name="target_year",
        title=Text("Målår", "Target year"),
        help=Text(
            "Skriv det år målet ska vara nått, t.ex. 2028.",
            "Write the year by which the target is to be reached, e.g. 2028.",
        ),
        is_whole=True,
        minimum=2000,
        maximum=2100,
        is_collapsed=True,
        width=9,
        next_year=CellNextYear.KEEP,
    ),
    Number(
        name="baseline",
        title=Text("Utgångsvärde", "Baseline"),
        help=Text(
            "Skriv värdet när arbetet började, t.ex. 62. Det visar hur långt ni har kommit.",
            "Write the value when the work began, e.g. 62. It shows how far you have come.",
        ),
        unit_column="unit",
        is_collapsed=True,
        width=13,
        aliases=("Nuläge", "Startvärde", "Basvärde"),
        next_year=CellNextYear.LATEST_VALUE,
    ),
    Period(
        name="baseline_period",
        title=Text("Utgångsperiod", "Baseline period"),
        help=Text(
            "Skriv perioden för utgångsvärdet, t.ex. ”2024” eller ”2024 T2”.",
            "Write the period of the baseline, e.g. “2024” or “2024 T2”.",
        ),
        is_collapsed=True,
        width=13,
        aliases=("Basår", "Utgångsår", "Baseline year"),
        next_year=CellNextYear.LATEST_PERIOD,
    ),
    *_SOURCE_AND_METHOD,
)


# What each area is followed by: a number, a milestone or words.
INDICATORS = Sheet(
    name="indicators",
    title=Text("Indikatorer", "Indicators"),
    help=Text(
        "En indikator per rad: ett tal, en milstolpe (ja/nej) eller en beskrivning i ord.",
        "One indicator a row: a number, a milestone (yes/no) or a description in words.",
    ),
    key=("id",),
    counter="id",
    prefilled_count=30,
    prefix="I",
    next_year=RowsNextYear.KEEP,
    finished_when=(IsAmong("kind", ("milestone",)), IsAmong("reached", ("yes",))),
    label=("name",),
    aliases=("Indikator", "Nyckeltal", "Mätetal", "Mått", "Indicator"),
    columns=(*_WHAT_IS_MEASURED, *_TARGET_AND_OUTCOME, *_MORE_ABOUT_THE_INDICATOR),
)


# The values and the comment share one width, so that the sheet fits a page and a screen, and a column of values is no
# narrower than its title. Where they are many it is no wider either, and what comes before them is narrower.
_VALUE_WIDTH, _LEAST_WIDTH = 11, 8
_VALUES_AND_COMMENT = 94
_NARROWEST_COMMENT = 17
_FEW_MEMBERS = 5
_NARROW = {"indicator": 29, "period": 11}

_VALUE_OF_THE_NATION = Number(
    name="value_nation",
    title=Text("Riket", "Sweden"),
    help=Text(
        "Skriv värdet för riket om det finns, utan enhet.",
        "Write the value of the nation if there is one, without unit.",
    ),
    allows_codes=True,
    series="nation",
    unit_column="indicators.unit",
    width=_VALUE_WIDTH,
    aliases=("Sverige", "Hela riket", "Nation", "Nationellt"),
    next_year=CellNextYear.KEEP,
)


_INDICATOR_AND_PERIOD = (
    Reference(
        name="indicator",
        title=Text("Indikator", "Indicator"),
        help=Text(
            "Välj indikatorn i listan, eller skriv bara dess id, t.ex. I3.",
            "Choose the indicator from the list, or just write its id, e.g. I3.",
        ),
        need=Need.REQUIRED,
        sheet="indicators",
        width=36,
        aliases=("Indikator-id", "Nyckeltal", "Mått", "Indicator id"),
        next_year=CellNextYear.KEEP,
    ),
    Period(
        name="period",
        title=Text("Period", "Period"),
        help=Text(
            "Skriv perioden: 2025, 2025 H1, 2025 T2, 2025 Q3, 2025-09 eller läsåret 2024/2025.",
            "Write the period: 2025, 2025 H1, 2025 T2, 2025 Q3, 2025-09 or the school year 2024/2025.",
        ),
        need=Need.REQUIRED,
        width=13,
        aliases=("Mätperiod", "Tid"),
        next_year=CellNextYear.KEEP,
    ),
)


def measurements_sheet(measured: Locality) -> Sheet:
    """The values, a column for each member region, and one for the whole of any of the healthcare regions."""
    columns = _lay_out_measurements(measured)
    return Sheet(
        name="measurements",
        title=Text("Mätvärden", "Measurements"),
        help=Text(
            "En rad per indikator och period. Skriv talet, eller - (bortfall), . (ej tillämpligt) eller .. "
            "(sekretess).",
            "One row for each indicator and period. Write the number, or - (missing), . (not applicable), .. "
            "(confidential).",
        ),
        key=("indicator", "period"),
        label=("indicator",),
        next_year=RowsNextYear.KEEP,
        aliases=("Mätvärde", "Värden", "Utfall", "Values"),
        columns=columns if len(measured.members) <= _FEW_MEMBERS else tuple(map(_narrow, columns)),
    )


def _lay_out_measurements(measured: Locality) -> tuple[Column, ...]:
    members = (_value(member, measured.regions_with(member)) for member in measured.members)
    values = [_fit_title(one, _VALUE_WIDTH) for one in (*members, _value_of_the_whole(measured.regions))]
    return (
        *_INDICATOR_AND_PERIOD,
        *values,
        _VALUE_OF_THE_NATION,
        Prose(
            name="comment",
            title=Text("Kommentar", "Comment"),
            help=Text(
                "Skriv det som behövs för att förstå värdet, t.ex. ”Preliminärt” eller ”Ny mätmetod från 2024”.",
                "Say what is needed to understand the value, e.g. “Preliminary” or “New method from 2024”.",
            ),
            width=max(_NARROWEST_COMMENT, _VALUES_AND_COMMENT - sum(one.width for one in values)),
            aliases=("Anmärkning", "Note"),
            next_year=CellNextYear.KEEP,
        ),
    )


def _narrow(column: Column) -> Column:
    """The column as it stands beside many others."""
    if isinstance(column, Number):
        return _fit_title(column, _LEAST_WIDTH)
    return replace(column, width=_NARROW.get(column.name, column.width))


def _fit_title(column: Number, least: float) -> Number:
    """The column as wide as its title on one line needs, and at least so wide."""
    return replace(column, width=max(least, len(column.title.sv) + 2))


def _value(member: Member, regions: tuple[str, ...]) -> Number:
    return Number(
        name=f"value_{member.code}",
        title=neutral_text(member.short_name),
        help=fit_help(
            f"Skriv värdet för {member.name} utan enhet, t.ex. 85 för 85 %.",
            f"Write the value of {member.name} without unit, e.g. 85 for 85 %.",
        ),
        allows_codes=True,
        series=member.code,
        unit_column="indicators.unit",
        may_be_absent=True,
        missed_by=regions,
        width=_VALUE_WIDTH,
        aliases=_others((member.code, member.name), member.short_name),
        next_year=CellNextYear.KEEP,
    )


def _value_of_the_whole(wholes: tuple[HealthcareRegion, ...]) -> Number:
    one = wholes[0] if len(wholes) == 1 else None
    named = (words for region in wholes for words in (region.short_name, region.title.sv, region.title.en))
    title = neutral_text(one.short_name) if one else Text("Hela sjukvårdsregionen", "Whole healthcare region")
    return Number(
        name="value_whole",
        title=title,
        help=Text(
            "Skriv värdet för hela sjukvårdsregionen ur källan. Räkna inte ut ett medelvärde.",
            "Write the value of the whole healthcare region from the source. Do not average the regions.",
        ),
        allows_codes=True,
        series="whole",
        unit_column="indicators.unit",
        width=_VALUE_WIDTH,
        aliases=_others(
            ("Hela sjukvårdsregionen", "Whole healthcare region", "Sjukvårdsregionen", *named), title.sv, title.en
        ),
        next_year=CellNextYear.KEEP,
    )


def _others(words: Iterable[str], *titles: str) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word not in titles)
