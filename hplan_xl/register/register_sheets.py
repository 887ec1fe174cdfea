"""The register as a small Book, so that it can be written as a workbook, completed, and read back like any other."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from hplan_xl.book.columns import Choice, Need, Prose, Term, Vocabulary
from hplan_xl.book.description import Book, GuideLine, Sheet
from hplan_xl.book.errors import RegisterError
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.register.catalogue import Council, Group, HealthcareRegion, Member, Register

if TYPE_CHECKING:
    from hplan_xl.reading.submission import Table

_KIND = Vocabulary(
    name="group_kind",
    terms=(
        Term(name="RPO", word=neutral_text("RPO"), aliases=("Regionalt programområde", "Programområde", "RMPO")),
        Term(name="RSG", word=neutral_text("RSG"), aliases=("Regional samverkansgrupp", "Samverkansgrupp")),
    ),
)

_GROUPS = Sheet(
    name="groups",
    title=Text("Grupper", "Groups"),
    help=Text(
        "En grupp per rad. Fyll i kunskapsråd och kontakt där ni vet; det som är okänt får stå tomt.",
        "One group a row. Fill in councils and contact where you know them; what is not known may stay empty.",
    ),
    key=("name", "region"),
    label=("name",),
    is_core=True,
    columns=(
        Prose(
            name="name",
            title=Text("Grupp", "Group"),
            help=Text(
                "Skriv gruppens namn med RPO eller RSG först, t.ex. ”RPO Tandvård”.",
                "Write the group's name with RPO or RSG first, e.g. “RPO Tandvård”.",
            ),
            need=Need.REQUIRED,
            width=50,
        ),
        Choice(
            name="kind",
            title=Text("Slag", "Kind"),
            help=Text("Välj RPO eller RSG, eller skriv ett annat slag.", "Choose RPO or RSG, or write another kind."),
            need=Need.REQUIRED,
            vocabulary=_KIND,
            allows_others=True,
            width=9,
        ),
        Prose(
            name="region",
            title=Text("Sjukvårdsregion", "Healthcare region"),
            help=Text(
                "Skriv sjukvårdsregionen, t.ex. ”Sydöstra”. Lämna tomt för en grupp som alla sjukvårdsregioner har.",
                "Write the healthcare region, e.g. “Sydöstra”. Leave empty for a group that every one has.",
            ),
            width=18,
        ),
        Prose(
            name="councils",
            title=Text("Kunskapsråd", "Councils"),
            help=Text(
                "Skriv vilket kunskapsråd gruppen redovisar till, eller RSL. Är det flera: semikolon emellan.",
                "Write the council that the group reports to, or RSL. If there are several: semicolons between them.",
            ),
            width=34,
        ),
        Prose(
            name="host",
            title=Text("Värdregion", "Host region"),
            help=Text(
                "Skriv regionen som håller i gruppen, t.ex. ”RKL”.", "Write the region that hosts it, e.g. “RKL”."
            ),
            width=14,
        ),
        Prose(
            name="contact",
            title=Text("Skickar planen till", "Sends its plan to"),
            help=Text(
                "Skriv vart gruppen skickar sin plan och sina frågor, helst en funktionsbrevlåda. Det står på Läs mig.",
                "Say where the group sends its plan and questions, preferably a shared mailbox. It stands on Read me.",
            ),
            width=34,
        ),
        Prose(
            name="aliases",
            title=Text("Skrivs också", "Also written"),
            help=Text(
                "Skriv andra namn som används, med semikolon emellan, t.ex. ”ÖNH; Öron-näsa-hals”.",
                "Write other names in use, with semicolons between them, e.g. “ÖNH; Öron-näsa-hals”.",
            ),
            width=60,
        ),
    ),
)

_COUNCILS = Sheet(
    name="councils",
    title=Text("Kunskapsråd", "Councils"),
    help=Text("Ett kunskapsråd per rad.", "One council a row."),
    key=("name", "region"),
    label=("name",),
    is_core=True,
    columns=(
        Prose(
            name="name",
            title=Text("Kunskapsråd", "Council"),
            help=Text(
                "Skriv kunskapsrådets namn, t.ex. ”Kirurgi och cancer”.",
                "Write the name of the council, e.g. “Kirurgi och cancer”.",
            ),
            need=Need.REQUIRED,
            width=50,
        ),
        Prose(
            name="region",
            title=Text("Sjukvårdsregion", "Healthcare region"),
            help=Text("Skriv sjukvårdsregionen, t.ex. ”Sydöstra”.", "Write the healthcare region, e.g. “Sydöstra”."),
            need=Need.REQUIRED,
            width=18,
        ),
    ),
)


def _region_column(name: str, title: Text, help: Text, need: Need = Need.OPTIONAL, width: float = 24) -> Prose:
    return Prose(name=name, title=title, help=help, need=need, width=width)


_REGIONS = Sheet(
    name="regions",
    title=Text("Regioner", "Regions"),
    help=Text(
        "En region i en sjukvårdsregion per rad. Halland hör till två och står på två rader.",
        "One region of a healthcare region a row. Halland belongs to two and stands on two rows.",
    ),
    key=("region", "code"),
    label=("member",),
    is_core=True,
    columns=(
        _region_column(
            "region",
            Text("Beteckning", "Identifier"),
            Text(
                "Skriv sjukvårdsregionens beteckning, t.ex. ”sydostra”. Den används i kommandon och ändras aldrig.",
                "Write the healthcare region's identifier, e.g. “sydostra”. It is used in commands and never changes.",
            ),
            Need.REQUIRED,
            18,
        ),
        _region_column(
            "title",
            Text("Sjukvårdsregion", "Healthcare region"),
            Text(
                "Skriv hela namnet på svenska, t.ex. ”Sydöstra sjukvårdsregionen”.",
                "Write the whole name in Swedish, e.g. “Sydöstra sjukvårdsregionen”.",
            ),
            Need.REQUIRED,
            34,
        ),
        _region_column(
            "title_en",
            Text("Namn på engelska", "Name in English"),
            Text(
                "Skriv namnet på engelska, t.ex. ”South-East healthcare region”.",
                "Write the name in English, e.g. “South-East healthcare region”.",
            ),
            width=32,
        ),
        _region_column(
            "short",
            Text("Kortnamn", "Short name"),
            Text(
                "Skriv det korta namn som står över en kolumn, t.ex. ”SÖSR”.",
                "Write the short name that stands over a column, e.g. “SÖSR”.",
            ),
            Need.REQUIRED,
            15,
        ),
        _region_column(
            "code",
            Text("Regionens kod", "Code of the region"),
            Text(
                "Skriv regionens kod med bokstäver a–z, t.ex. ”RJL”. Den ändras aldrig.",
                "Write the region's code in letters a–z, e.g. “RJL”. It never changes.",
            ),
            Need.REQUIRED,
            15,
        ),
        _region_column(
            "member_short",
            Text("Regionens kortnamn", "Short name of the region"),
            Text(
                "Skriv det korta namn som står över regionens kolumn, t.ex. ”RÖ” eller ”Skåne”.",
                "Write the short name that stands over the region's column, e.g. “RÖ” or “Skåne”.",
            ),
            Need.REQUIRED,
            20,
        ),
        _region_column(
            "member",
            Text("Region", "Region"),
            Text(
                "Skriv regionens namn, t.ex. ”Region Kalmar län”.", "Write the region's name, e.g. “Region Kalmar län”."
            ),
            Need.REQUIRED,
            30,
        ),
        _region_column(
            "aliases",
            Text("Skrivs också", "Also written"),
            Text(
                "Skriv andra namn på sjukvårdsregionen, med semikolon emellan, t.ex. ”Sydöstra; Sydöst”.",
                "Write other names of the healthcare region, with semicolons between them, e.g. “Sydöstra; Sydöst”.",
            ),
            width=40,
        ),
        _region_column(
            "web_address",
            Text("Webbadress", "Web address"),
            Text(
                "Klistra in adressen till sjukvårdsregionens sida om handlingsplanen. Den står på Läs mig.",
                "Paste the address of the healthcare region's page on action plans. It stands on Read me.",
            ),
            width=40,
        ),
    ),
)

REGISTER = Book(
    name="hplan_register",
    version=1,
    version_date=date(2026, 11, 1),
    title=Text("Register över grupper och regioner", "Register of groups and regions"),
    sheets=(_GROUPS, _COUNCILS, _REGIONS),
    guide=(
        GuideLine(style="title", text=Text("Register över grupper och regioner", "Register of groups and regions")),
        GuideLine(
            style="lead",
            text=Text(
                "Fylls i en gång av samordnaren och ges sedan till hplan med --register.",
                "Completed once by the coordinator, then given to hplan with --register.",
            ),
        ),
        GuideLine(
            style="step",
            text=Text(
                "1. Fyll i på fliken Grupper vilket kunskapsråd varje grupp redovisar till och vart den skickar "
                "planen.",
                "1. On the sheet Groups, fill in the council that each group reports to and where it sends its plan.",
            ),
        ),
        GuideLine(
            style="step",
            text=Text(
                "2. Lägg till grupper som saknas, och ta bort de rader som inte är era. Det okända får stå tomt.",
                "2. Add groups that are missing, and remove rows that are not yours. What is not known may stay empty.",
            ),
        ),
        GuideLine(
            style="step",
            text=Text(
                "3. Flikarna Kunskapsråd och Regioner är ifyllda. Ändra bara det som har ändrats på riktigt.",
                "3. The sheets Councils and Regions are filled in. Change only what has really changed.",
            ),
        ),
    ),
)


def make_register_rows(register: Register) -> dict[str, list[dict[str, object]]]:
    """The register as the rows of its workbook, by sheet; blank cells are left out."""
    titles = {region.name: region.title.sv for region in register.regions}
    rows: dict[str, list[dict[str, object]]] = {
        "groups": [
            {
                "name": group.name,
                "kind": group.kind,
                "region": titles.get(group.region, group.region),
                "councils": "; ".join(group.councils),
                "host": group.host,
                "contact": group.contact,
                "aliases": "; ".join(group.aliases),
            }
            for group in register.groups
        ],
        "councils": [
            {"name": council.name, "region": titles.get(council.region, council.region)}
            for council in register.councils
        ],
        "regions": [_membership(region, member) for region in register.regions for member in region.members],
    }
    return {
        sheet: [{column: value for column, value in row.items() if value} for row in records]
        for sheet, records in rows.items()
    }


def _membership(region: HealthcareRegion, member: Member) -> dict[str, object]:
    return {
        "region": region.name,
        "title": region.title.sv,
        "title_en": region.title.en,
        "short": region.short_name,
        "code": member.code,
        "member_short": member.short_name,
        "member": member.name,
        "aliases": "; ".join(region.aliases),
        "web_address": region.web_address,
    }


def build_register(tables: "Mapping[str, Table]") -> Register:
    """The register in a workbook's tables, their values as understood. Raises RegisterError where it cannot be used."""
    councils = (
        Council(name=_required_word(row, "name", "councils"), region=_required_word(row, "region", "councils"))
        for row in _records(tables, "councils")
    )
    groups = (
        Group(
            name=_required_word(row, "name", "groups"),
            kind=_required_word(row, "kind", "groups"),
            region=row.get("region", ""),
            aliases=_split_list(row, "aliases"),
            councils=_split_list(row, "councils"),
            host=row.get("host", ""),
            contact=row.get("contact", ""),
        )
        for row in _records(tables, "groups")
    )
    return Register(_regions_of(_records(tables, "regions")), tuple(groups), tuple(councils)).link().require_whole()


def _records(tables: "Mapping[str, Table]", sheet: str) -> list[dict[str, str]]:
    table = tables.get(sheet)
    if table is None:
        title = REGISTER.sheet(sheet).title
        raise RegisterError(Text(f"Registret saknar fliken {title.sv}.", f"The register has no sheet {title.en}."))
    columns = table.values.items()
    return [
        {column: str(values[index]) for column, values in columns if values[index] not in (None, "")}
        for index in range(len(table.rows))
    ]


def _regions_of(rows: list[dict[str, str]]) -> tuple[HealthcareRegion, ...]:
    """The healthcare regions in their order; what is said of one is taken from its first row."""
    by_name: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_name.setdefault(_required_word(row, "region", "regions"), []).append(row)
    return tuple(
        HealthcareRegion(
            name=name,
            title=Text(title, memberships[0].get("title_en", title)),
            short_name=_required_word(memberships[0], "short", "regions"),
            members=tuple(
                Member(*(_required_word(row, column, "regions") for column in ("code", "member_short", "member")))
                for row in memberships
            ),
            aliases=_split_list(memberships[0], "aliases"),
            web_address=memberships[0].get("web_address", ""),
        )
        for name, memberships in by_name.items()
        for title in [_required_word(memberships[0], "title", "regions")]
    )


def _required_word(row: Mapping[str, str], column: str, sheet: str) -> str:
    if row.get(column):
        return row[column]
    where = REGISTER.sheet(sheet)
    title = where.column(column).title
    words = ", ".join(row.values())
    raise RegisterError(
        Text(
            f"På fliken {where.title.sv} i registret saknas ”{title.sv}” i raden ”{words}”.",
            f"On the sheet {where.title.en} of the register, “{title.en}” is missing in the row “{words}”.",
        )
    )


def _split_list(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in row.get(column, "").split(";"))))
