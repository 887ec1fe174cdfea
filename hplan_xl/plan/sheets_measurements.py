"""The values of the indicators: a row for an indicator in a period, a column for each region."""

from collections.abc import Iterable

from hplan_xl.book.columns import Need, Number, Period, Prose, Reference
from hplan_xl.book.description import Sheet
from hplan_xl.book.next_year import CellNextYear, RowsNextYear
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.register.catalogue import HealthcareRegion, Member

# The values of all member regions and the comment share one width, so that the sheet fits a page.
_VALUE_WIDTH = 11
_MEMBERS_AND_COMMENT = 83
_NARROWEST_COMMENT = 22

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


def measurements_sheet(members: tuple[Member, ...], wholes: tuple[HealthcareRegion, ...]) -> Sheet:
    """The values, a column for each of these member regions.

    wholes: the healthcare regions that the column of the whole may stand for; one in a template, all in a reading.
    """
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
        columns=(
            *_INDICATOR_AND_PERIOD,
            *(_value(f"value_{member.code}", member) for member in members),
            _value_of_the_whole(wholes),
            _VALUE_OF_THE_NATION,
            Prose(
                name="comment",
                title=Text("Kommentar", "Comment"),
                help=Text(
                    "Skriv det som behövs för att förstå värdet, t.ex. ”Preliminärt” eller ”Ny mätmetod från 2024”.",
                    "Say what is needed to understand the value, e.g. “Preliminary” or “New method from 2024”.",
                ),
                width=max(_NARROWEST_COMMENT, _MEMBERS_AND_COMMENT - _VALUE_WIDTH * len(members)),
                aliases=("Anmärkning", "Note"),
                next_year=CellNextYear.KEEP,
            ),
        ),
    )


def _value(name: str, member: Member) -> Number:
    return Number(
        name=name,
        title=neutral_text(member.short_name),
        help=Text(
            f"Skriv värdet för {member.name} utan enhet, t.ex. 85 för 85 %.",
            f"Write the value of {member.name} without unit, e.g. 85 for 85 %.",
        ),
        allows_codes=True,
        series=member.code,
        unit_column="indicators.unit",
        may_be_absent=True,
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
