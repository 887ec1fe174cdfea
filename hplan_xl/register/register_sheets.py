"""The register as a small Book, so that it can be written as a workbook, completed, and read back like any other."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hplan_xl.book.columns import Choice, IsAmong, Need, Prose, Term, Vocabulary
from hplan_xl.book.description import Book, Completion, GuideLine, Sheet
from hplan_xl.book.errors import RegisterError
from hplan_xl.book.text import Text, neutral_text, normalize_text
from hplan_xl.book.versions import Addition, Version
from hplan_xl.register.catalogue import (
    LIST_SIGN,
    REGIONAL_FACTS,
    Council,
    Group,
    HealthcareRegion,
    Member,
    Register,
    describe_unknown_region,
    read_packaged_register,
)
from hplan_xl.register.regional_facts import QUARTERS, Forum, Promise, StartingPoint, YearlyEvent

if TYPE_CHECKING:
    from hplan_xl.reading.submission import Table

_KIND = Vocabulary(
    name="group_kind",
    terms=(
        Term(name="RPO", word=neutral_text("RPO"), aliases=("Regionalt programområde", "Programområde", "RMPO")),
        Term(name="RSG", word=neutral_text("RSG"), aliases=("Regional samverkansgrupp", "Samverkansgrupp")),
    ),
)

_QUARTER = Vocabulary(
    name="event_quarter",
    terms=(
        *(Term(name=name, word=neutral_text(name.upper())) for name in QUARTERS[:-1]),
        Term(name=QUARTERS[-1], word=Text("Löpande", "Continuous")),
    ),
)

_REGION = """region | Sjukvårdsregion | Healthcare region | required | 28
    Skriv sjukvårdsregionen, t.ex. ”Sydöstra”.
    Write the healthcare region, e.g. “Sydöstra”."""


def _columns(described: str) -> tuple[Prose, ...]:
    """Columns of words, three lines each: name | title | in English | need | width, what to write, and in English."""
    lines = [line.strip() for line in described.splitlines() if line.strip()]
    columns = []
    for head, sv, en in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        name, title, title_en, need, width = head.split(" | ")
        column = Prose(name=name, title=Text(title, title_en), help=Text(sv, en), width=int(width))
        columns.append(replace(column, need=Need[need.upper()]))
    return tuple(columns)


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
        *_columns("""
            name | Grupp | Group | required | 50
                Skriv gruppens namn med RPO eller RSG först, t.ex. ”RPO Tandvård”.
                Write the group's name with RPO or RSG first, e.g. “RPO Tandvård”.
            """),
        Choice(
            name="kind",
            title=Text("Slag", "Kind"),
            help=Text("Välj RPO eller RSG, eller skriv ett annat slag.", "Choose RPO or RSG, or write another kind."),
            need=Need.REQUIRED,
            vocabulary=_KIND,
            allows_others=True,
            width=9,
        ),
        *_columns("""
            region | Sjukvårdsregion | Healthcare region | optional | 18
                Skriv sjukvårdsregionen, t.ex. ”Sydöstra”. Lämna tomt för en grupp som alla sjukvårdsregioner har.
                Write the healthcare region, e.g. “Sydöstra”. Leave empty for a group that every one has.
            """),
        Prose(
            name="councils",
            title=Text("Kunskapsråd", "Councils"),
            help=Text(
                "Skriv vilket kunskapsråd gruppen redovisar till, eller RSL. Är det flera: semikolon emellan.",
                "Write the council that the group reports to, or RSL. If there are several: semicolons between them.",
            ),
            need=Need.EXPECTED,
            conditions=(IsAmong("kind", ("RPO",)),),
            width=34,
        ),
        *_columns("""
            host | Värdregion | Host region | optional | 14
                Skriv regionen som håller i gruppen, t.ex. ”RKL”.
                Write the region that hosts it, e.g. “RKL”.
            contact | Skickar planen till | Sends its plan to | optional | 34
                Skriv vart gruppen skickar sin plan och sina frågor, helst en funktionsbrevlåda. Det står på Läs mig.
                Say where the group sends its plan and questions, preferably a shared mailbox. It stands on Read me.
            mail | Gruppens e-post | Mail of the group | optional | 34
                Skriv den adress som brev till gruppen går till, helst en funktionsbrevlåda.
                Write the address that mail to the group goes to, preferably a shared mailbox.
            aliases | Skrivs också | Also written | optional | 60
                Skriv andra namn som används, med semikolon emellan, t.ex. ”ÖNH; Öron-näsa-hals”.
                Write other names in use, with semicolons between them, e.g. “ÖNH; Öron-näsa-hals”.
            """),
    ),
)

_COUNCILS = Sheet(
    name="councils",
    title=Text("Kunskapsråd", "Councils"),
    help=Text("Ett kunskapsråd per rad.", "One council a row."),
    key=("name", "region"),
    label=("name",),
    is_core=True,
    columns=_columns("""
        name | Kunskapsråd | Council | required | 50
            Skriv kunskapsrådets namn, t.ex. ”Kirurgi och cancer”.
            Write the name of the council, e.g. “Kirurgi och cancer”.
        region | Sjukvårdsregion | Healthcare region | required | 18
            Skriv sjukvårdsregionen, t.ex. ”Sydöstra”.
            Write the healthcare region, e.g. “Sydöstra”.
        """),
)


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
    columns=_columns("""
        region | Beteckning | Identifier | required | 18
            Skriv sjukvårdsregionens beteckning, t.ex. ”sydostra”. Den används i kommandon och ändras aldrig.
            Write the healthcare region's identifier, e.g. “sydostra”. It is used in commands and never changes.
        title | Sjukvårdsregion | Healthcare region | required | 34
            Skriv hela namnet på svenska, t.ex. ”Sydöstra sjukvårdsregionen”.
            Write the whole name in Swedish, e.g. “Sydöstra sjukvårdsregionen”.
        title_en | Namn på engelska | Name in English | optional | 32
            Skriv namnet på engelska, t.ex. ”South-East healthcare region”.
            Write the name in English, e.g. “South-East healthcare region”.
        short | Kortnamn | Short name | required | 15
            Skriv det korta namn som står över en kolumn, t.ex. ”SÖSR”.
            Write the short name that stands over a column, e.g. “SÖSR”.
        code | Regionens kod | Code of the region | required | 15
            Skriv regionens kod med bokstäver a–z, t.ex. ”RJL”. Den ändras aldrig.
            Write the region's code in letters a–z, e.g. “RJL”. It never changes.
        member_short | Regionens kortnamn | Short name of the region | required | 20
            Skriv det korta namn som står över regionens kolumn, t.ex. ”RÖ” eller ”Skåne”.
            Write the short name that stands over the region's column, e.g. “RÖ” or “Skåne”.
        member | Region | Region | required | 30
            Skriv regionens namn, t.ex. ”Region Kalmar län”.
            Write the region's name, e.g. “Region Kalmar län”.
        aliases | Skrivs också | Also written | optional | 40
            Skriv andra namn på sjukvårdsregionen, med semikolon emellan, t.ex. ”Sydöstra; Sydöst”.
            Write other names of the healthcare region, with semicolons between them, e.g. “Sydöstra; Sydöst”.
        web_address | Webbadress | Web address | optional | 40
            Klistra in adressen till sjukvårdsregionens sida om handlingsplanen. Den står på Läs mig.
            Paste the address of the healthcare region's page on action plans. It stands on Read me.
        rsg_reports_to | RSG redovisar till | RSG report to | optional | 18
            Skriv vad sjukvårdsregionens RSG redovisar till, t.ex. ”RSL”.
            Write what the healthcare region's RSG report to, e.g. “RSL”.
        lacks | Grupper som saknas här | Groups it lacks | optional | 40
            Skriv de grupper som alla andra har men inte den här, med semikolon emellan.
            Write the groups that all others have but not this one, with semicolons between them.
        kinds_in_doubt | Okända grupper | Groups in doubt | optional | 20
            Skriv RPO eller RSG om ni inte vet vilka som finns. De kan väljas, men ingen av dem inväntas.
            Write RPO or RSG if you do not know which there are. They can be chosen, but none is awaited.
        """),
)

_PROMISES = Sheet(
    name="promises",
    title=Text("Patientlöften", "Patient promises"),
    help=Text(
        "Ett patientlöfte per rad. En sjukvårdsregion utan löften här får inga kolumner för dem.",
        "One patient promise a row. A healthcare region without promises here gets no columns for them.",
    ),
    key=("code",),
    label=("title",),
    columns=_columns(f"""
        {_REGION}
        code | Kod | Code | required | 14
            Skriv en egen kod med bokstäver a–z, siffror och _, t.ex. ”vast_1”. Den ändras aldrig.
            Write a code of its own in letters a–z, digits and _, e.g. “vast_1”. It never changes.
        title | Kort namn | Short name | required | 30
            Skriv det som ska stå över kolumnen, t.ex. ”Jämlik vård”.
            Write what is to stand over the column.
        promise | Löftet: Patienter ska … | The promise: Patients shall … | required | 60
            Skriv hela löftet efter ”Patienter ska”, t.ex. ”få tillgång till jämlik vård”.
            Write the whole promise in Swedish, after “Patienter ska”.
        title_en | Kort namn på engelska | Short name in English | optional | 26
            Skriv det korta namnet på engelska.
            Write the short name in English.
        promise_en | Löftet på engelska | The promise in English | optional | 60
            Skriv löftet på engelska, efter ”Patients shall”.
            Write the promise after “Patients shall”.
        aliases | Skrivs också | Also written | optional | 50
            Skriv andra ord för löftet, med semikolon emellan.
            Write other words for it, between semicolons.
        """),
)

_FORUMS = Sheet(
    name="forums",
    title=Text("Forum", "Forums"),
    help=Text(
        "Ett forum per rad: där planen förankras, beslut fattas och behov riktas, utöver regionerna.",
        "One forum a row: where plans are endorsed, decisions taken and needs addressed, beside the regions.",
    ),
    label=("word",),
    columns=_columns(f"""
        {_REGION}
        code | Kod | Code | required | 25
            Skriv en kod med bokstäver a–z, siffror och _, t.ex. ”rsl”. Den ändras aldrig.
            Write a code in letters a–z, digits and _, e.g. “rsl”. It never changes.
        word | Forum | Forum | required | 34
            Skriv vad det kallas, t.ex. ”RSL”.
            Write what it is called, e.g. “RSL”.
        word_en | Namn på engelska | Name in English | optional | 30
            Skriv namnet på engelska.
            Write the name in English.
        aliases | Skrivs också | Also written | optional | 50
            Skriv andra namn, med semikolon emellan.
            Write other names, with semicolons between them.
        """),
)

_STARTING_POINTS = Sheet(
    name="starting_points",
    title=Text("Utgångspunkter", "Starting points"),
    help=Text(
        "En utgångspunkt per rad, enligt sjukvårdsregionens instruktion. De förifylls i mallarna.",
        "One starting point a row, by the healthcare region's instruction. They are prefilled in the templates.",
    ),
    label=("text",),
    columns=(
        *_columns(f"""
            {_REGION}
            text | Utgångspunkt | Starting point | required | 60
                Skriv vad planen utgår från.
                Write what the plan starts from, in Swedish.
            """),
        Choice(
            name="kind",
            title=Text("Gäller", "Of"),
            help=Text(
                "Välj RPO eller RSG om den bara gäller den ena sortens grupp.",
                "Choose RPO or RSG if it is of one kind of group only.",
            ),
            vocabulary=_KIND,
            allows_others=True,
            width=9,
        ),
        *_columns("""
            text_en | På engelska | In English | optional | 60
                Skriv den på engelska.
                Write it in English.
            """),
    ),
)

_EVENTS = Sheet(
    name="events",
    title=Text("Årshjul", "Annual wheel"),
    help=Text(
        "Det som återkommer varje år i sjukvårdsregionen, och gruppernas löpande uppdrag. De förifylls i mallarna.",
        "What returns each year in the healthcare region, and the groups' duties. They are prefilled in the templates.",
    ),
    label=("text",),
    columns=(
        *_columns(f"""
            {_REGION}
            text | Händelse | Event | required | 60
                Skriv vad som händer eller görs.
                Write what happens or is done, in Swedish.
            """),
        Choice(
            name="quarter",
            title=Text("Kvartal", "Quarter"),
            help=Text("Välj när det är, eller Löpande.", "Choose when it is, or Continuous."),
            need=Need.REQUIRED,
            vocabulary=_QUARTER,
            width=12,
        ),
        *_columns("""
            type | Typ | Type | optional | 14
                Skriv koden för det forum som möts, plan eller meeting. Får stå tom.
                Write the code of the forum that meets, plan or meeting. It may be blank.
            text_en | På engelska | In English | optional | 60
                Skriv den på engelska.
                Write it in English.
            """),
    ),
)

REGISTER = Book(
    name="hplan_register",
    version=2,
    version_date=date(2026, 11, 28),
    title=Text("Register över grupper och regioner", "Register of groups and regions"),
    sheets=(_GROUPS, _COUNCILS, _REGIONS, _PROMISES, _FORUMS, _STARTING_POINTS, _EVENTS),
    completion=Completion(
        sheet="groups",
        none=Text("Varje RPO har ett kunskapsråd", "Each RPO has a council"),
        one=Text("1 grupp saknar kunskapsråd", "1 group lacks a council"),
        several=Text("{n} grupper saknar kunskapsråd", "{n} groups lack a council"),
    ),
    history=(
        Version(
            number=2,
            changes=(
                Addition(sheet="groups", column="mail"),
                Addition(sheet="regions", column="rsg_reports_to"),
                Addition(sheet="regions", column="lacks"),
                Addition(sheet="regions", column="kinds_in_doubt"),
                Addition(sheet="promises"),
                Addition(sheet="forums"),
                Addition(sheet="starting_points"),
                Addition(sheet="events"),
            ),
        ),
    ),
    guide=(
        GuideLine(style="title", text=Text("Register över grupper och regioner", "Register of groups and regions")),
        GuideLine(
            style="lead",
            text=Text(
                "Fylls i en gång av samordnaren. Lägg filen bland planerna under namnet register.xlsx, eller ange den "
                "med --register.",
                "Completed once by the coordinator. Put the file among the plans under the name register.xlsx, or "
                "give it with --register.",
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
                "3. På flikarna Kunskapsråd och Regioner står det som är känt. Lägg till det som saknas, och ändra "
                "bara det som har ändrats på riktigt.",
                "3. The sheets Councils and Regions hold what is known. Add what is missing, and change only what has "
                "really changed.",
            ),
        ),
        GuideLine(
            style="step",
            text=Text(
                "4. Patientlöften, Forum, Utgångspunkter och Årshjul hör till en sjukvårdsregion. Det som inte är känt "
                "står tomt: mallen får då inga löften, forum eller utgångspunkter, och i årshjulet bara nationella "
                "remisser.",
                "4. Patient promises, Forums, Starting points and Annual wheel belong to a healthcare region. What is "
                "not known is blank: templates then get no promises, forums or starting points, and national "
                "consultations alone in the wheel.",
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
                "councils": _join_list(group.councils),
                "host": group.host,
                "contact": group.contact,
                "mail": group.mail,
                "aliases": _join_list(group.aliases),
            }
            for group in register.groups
        ],
        "councils": [
            {"name": council.name, "region": titles.get(council.region, council.region)}
            for council in register.councils
        ],
        "regions": [_membership(region, member) for region in register.regions for member in region.members],
        **_rows_of_regions(register),
    }
    return {
        sheet: [{column: value for column, value in row.items() if value} for row in records]
        for sheet, records in rows.items()
    }


def _rows_of_regions(register: Register) -> dict[str, list[dict[str, object]]]:
    """What healthcare regions have of their own, by sheet: promises, forums, starting points and events."""
    return {
        "promises": [
            {
                "region": region.title.sv,
                "code": promise.code,
                "title": promise.title.sv,
                "promise": promise.promise.sv,
                "title_en": promise.title.en,
                "promise_en": promise.promise.en,
                "aliases": _join_list(promise.aliases),
            }
            for region in register.regions
            for promise in region.promises
        ],
        "forums": [
            {
                "region": region.title.sv,
                "code": forum.code,
                "word": forum.word.sv,
                "word_en": forum.word.en,
                "aliases": _join_list(forum.aliases),
            }
            for region in register.regions
            for forum in region.forums
        ],
        "starting_points": [
            {"region": region.title.sv, "text": point.text.sv, "kind": point.kind, "text_en": point.text.en}
            for region in register.regions
            for point in region.starting_points
        ],
        "events": [_event_row(region, event) for region in register.regions for event in region.events],
    }


def _event_row(region: HealthcareRegion, event: YearlyEvent) -> dict[str, object]:
    return {
        "region": region.title.sv,
        "text": event.text.sv,
        "quarter": event.quarter,
        "type": event.type,
        "text_en": event.text.en,
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
        "aliases": _join_list(region.aliases),
        "web_address": region.web_address,
        "rsg_reports_to": region.rsg_reports_to,
        "lacks": _join_list(region.lacks),
        "kinds_in_doubt": _join_list(region.kinds_in_doubt),
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
            mail=row.get("mail", ""),
        )
        for row in _records(tables, "groups")
    )
    told = _regions_of(_records(tables, "regions"))
    _refuse_facts_of_nobody(told, tables)
    regions = tuple(_with_facts(region, tables) for region in told)
    return Register(regions, tuple(groups), tuple(councils)).link().require_whole()


def _refuse_facts_of_nobody(regions: tuple[HealthcareRegion, ...], tables: "Mapping[str, Table]") -> None:
    """Raise RegisterError where a promise, forum, starting point or event is of a region that the register lacks."""
    known = {spelling for region in regions for spelling in region.spellings}
    for name in (name for name in _FACTS if name in tables):
        for row in _records(tables, name):
            region = _required_word(row, "region", name)
            if normalize_text(region) not in known:
                (label,) = REGISTER.sheet(name).label
                raise RegisterError(describe_unknown_region(f"”{row.get(label, '')}”", region, regions))


def _with_facts(region: HealthcareRegion, tables: "Mapping[str, Table]") -> HealthcareRegion:
    """The region with its promises, forums and starting points.

    A workbook from before they were in the register has no sheet or column for them, and means what it meant: the
    packaged register's are taken.
    """
    known = {other.name: other for other in read_packaged_register().regions}.get(region.name)
    facts: dict[str, Any] = {
        name: tuple(
            made(row) for row in _records(tables, name) if normalize_text(row.get("region", "")) in region.spellings
        )
        for name, made in _FACTS.items()
        if name in tables
    }
    told = {*facts, *(tables["regions"].values.keys() & REGIONAL_FACTS)}
    unsaid = {name: getattr(known, name) for name in REGIONAL_FACTS - told} if known else {}
    return replace(region, **facts, **unsaid)


def _promise(row: Mapping[str, str]) -> Promise:
    title, promise = _required_text(row, "title", "promises"), _required_text(row, "promise", "promises")
    return Promise(
        code=_required_word(row, "code", "promises"),
        title=title,
        promise=promise,
        aliases=_split_list(row, "aliases"),
    )


def _forum(row: Mapping[str, str]) -> Forum:
    word = _required_text(row, "word", "forums")
    return Forum(code=_required_word(row, "code", "forums"), word=word, aliases=_split_list(row, "aliases"))


def _starting_point(row: Mapping[str, str]) -> StartingPoint:
    return StartingPoint(text=_required_text(row, "text", "starting_points"), kind=row.get("kind", ""))


def _event(row: Mapping[str, str]) -> YearlyEvent:
    text, quarter = _required_text(row, "text", "events"), _required_word(row, "quarter", "events")
    return YearlyEvent(text=text, quarter=quarter, type=row.get("type", ""))


_FACTS: Mapping[str, Callable[[Mapping[str, str]], object]] = {
    "promises": _promise,
    "forums": _forum,
    "starting_points": _starting_point,
    "events": _event,
}


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
            title=_required_text(memberships[0], "title", "regions"),
            short_name=_required_word(memberships[0], "short", "regions"),
            members=tuple(
                Member(*(_required_word(row, column, "regions") for column in ("code", "member_short", "member")))
                for row in memberships
            ),
            aliases=_split_list(memberships[0], "aliases"),
            web_address=memberships[0].get("web_address", ""),
            rsg_reports_to=memberships[0].get("rsg_reports_to", ""),
            lacks=_split_list(memberships[0], "lacks"),
            kinds_in_doubt=_split_list(memberships[0], "kinds_in_doubt"),
        )
        for name, memberships in by_name.items()
    )


def _required_text(row: Mapping[str, str], column: str, sheet: str) -> Text:
    """The word of a column and of that with its English; the word for both where that is blank."""
    word = _required_word(row, column, sheet)
    return Text(word, row.get(f"{column}_en", word))


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


def _join_list(words: tuple[str, ...]) -> str:
    return f"{LIST_SIGN} ".join(words)


def _split_list(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in row.get(column, "").split(LIST_SIGN))))
