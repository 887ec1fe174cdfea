"""The form about the plan as a whole: who, for which year, and what it rests on."""

from hplan_xl.book.columns import (
    CellNextYear,
    Choice,
    Column,
    Date,
    Link,
    Need,
    Prose,
    RowsNextYear,
    Term,
    Vocabulary,
    Years,
)
from hplan_xl.book.description import IdentityColumns, Sheet
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.plan.prefill import Locality
from hplan_xl.plan.vocabularies import DOCUMENT_STATUS
from hplan_xl.register.catalogue import HealthcareRegion

OPTIONAL = Text("Frivilligt", "Optional")


_WHEN_AND_BY_WHOM: tuple[Column, ...] = (
    Years(
        name="year",
        title=Text("År", "Year"),
        help=Text(
            "Skriv det år planen gäller, t.ex. 2026. Gäller den flera år i följd: 2025–2026.",
            "Write the year the plan is for, e.g. 2026. If it is for several in a row: 2025–2026.",
        ),
        former_texts=(
            Text(
                "Skriv det år planen gäller, med fyra siffror, t.ex. 2026.",
                "Write the year the plan is for, with four digits, e.g. 2026.",
            ),
        ),
        need=Need.REQUIRED,
        minimum=2000,
        maximum=2100,
        aliases=("Planår", "Verksamhetsår", "Plan year"),
        next_year=CellNextYear.ANEW,
    ),
    Date(
        name="as_of",
        title=Text("Status per den", "Status as of"),
        help=Text(
            "Skriv den dag då ni gick igenom statusen, t.ex. 2026-03-15. Ändra den varje gång ni uppdaterar planen.",
            "Write the day you went through the statuses, e.g. 2026-03-15. Change it whenever you update the plan.",
        ),
        need=Need.REQUIRED,
        aliases=(
            "Statusen gäller (datum)",
            "Statusen gäller",
            "Statusdatum",
            "Status per",
            "Lägesdatum",
            "Uppdaterad",
            "As of",
        ),
        next_year=CellNextYear.CLEAR,
    ),
    Choice(
        name="document_status",
        title=Text("Dokumentstatus", "Document status"),
        help=Text(
            "Välj hur långt planen har kommit: Utkast, Redovisad, Fastställd eller Publicerad.",
            "Choose how far the plan has come: Draft, Reported, Adopted or Published.",
        ),
        former_texts=(
            Text(
                "Välj hur långt planen har kommit: Utkast, Redovisad (i kunskapsråd eller RSL), Fastställd eller "
                "Publicerad.",
                "Choose how far the plan has come: Draft, Reported (to the council or RSL), Adopted or Published.",
            ),
        ),
        need=Need.REQUIRED,
        vocabulary=DOCUMENT_STATUS,
        next_year=CellNextYear.ADOPTION,
    ),
    Prose(
        name="chair",
        title=Text("Ordförande", "Chair"),
        help=Text(
            "Skriv vem som är ordförande, gärna med region, t.ex. ”Verksamhetschef ögonkliniken”.",
            "Say who chairs the group, preferably with region, e.g. “Head of the eye clinic”.",
        ),
        former_texts=(
            Text(
                "Skriv vem som är ordförande, gärna med region, t.ex. ”Verksamhetschef ögonkliniken, RÖ”.",
                "Say who chairs the group, preferably with region, e.g. “Head of the eye clinic, RÖ”.",
            ),
        ),
        need=Need.EXPECTED,
        aliases=("Ordf", "Ordf.", "RPO-ordförande", "Chairperson"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="process_support",
        title=Text("Processtöd", "Process support"),
        help=Text(
            "Skriv vem som ger gruppen processtöd, t.ex. ”Processledare”.",
            "Say who gives the group process support, e.g. “Process leader”.",
        ),
        former_texts=(
            Text(
                "Skriv vem som ger gruppen processtöd, t.ex. ”Processledare, RKL”.",
                "Say who gives the group process support, e.g. “Process leader, RKL”.",
            ),
        ),
        need=Need.EXPECTED,
        aliases=("Processledare", "Process leader", "Koordinator"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="contact",
        title=Text("Kontakt för frågor", "Contact for questions"),
        help=Text(
            "Skriv vart den som läser planen kan vända sig, helst en funktionsbrevlåda.",
            "Say where a reader of the plan can turn, preferably a shared mailbox.",
        ),
        aliases=("Kontakt", "Kontaktperson", "E-post", "Contact"),
        next_year=CellNextYear.KEEP,
    ),
)


_VERSION = Prose(
    name="version",
    title=Text("Version", "Version"),
    help=Text(
        "Skriv ert eget versionsnummer om ni har ett, t.ex. ”2”. ”Status per den” avgör vad som är nyast.",
        "Write your own version number if you have one, e.g. “2”. “Status as of” decides what is newest.",
    ),
    next_year=CellNextYear.ADOPTION,
)


def _route(local: Locality) -> tuple[Column, ...]:
    """Where the plan is reported and by when, in the words of the healthcare region."""
    return _council(local), _report_by(local)


_TO_A_FORUM = Text(
    "Skriv det forum som planen redovisas för. Ofta är det redan ifyllt.",
    "Write the forum that the plan is reported to. It is often filled in already.",
)
_TO_A_COUNCIL = Text(
    "Skriv det kunskapsråd, eller för en RSG det forum, som planen redovisas för. Ofta är det redan ifyllt.",
    "Write the council, or for an RSG the forum, that the plan is reported to. It is often filled in already.",
)
_TO_A_COUNCIL_BEFORE = Text(
    "Skriv det kunskapsråd som planen redovisas för, t.ex. ”Hälsa och rehabilitering”. För en RSG: RSL.",
    "Write the council that the plan is reported to, e.g. “Hälsa och rehabilitering”. For an RSG: RSL.",
)


def _council(local: Locality) -> Prose:
    """What the plan is reported to. No help names a body of the register, which may have other ones next year."""
    to_council, to_other = Text("Kunskapsråd", "Council"), Text("Redovisas för", "Reported to")
    title, other = (to_council, to_other) if local.councils else (to_other, to_council)
    return Prose(
        name="council",
        title=title,
        help=_TO_A_COUNCIL if local.councils else _TO_A_FORUM,
        aliases=(other.sv, other.en, "KR", "Knowledge council"),
        former_texts=(_TO_A_COUNCIL, _TO_A_FORUM, _TO_A_COUNCIL_BEFORE),
        next_year=CellNextYear.REGISTER,
    )


def _report_by(local: Locality) -> Date:
    staff = local.regions[0].rsg_recipient
    forums = Text(f"kunskapsråd/{staff}", f"council/{staff}") if local.councils and staff else None
    plain = Text("Redovisas senast", "Report by")
    title = Text(f"Redovisas i {forums.sv} senast", f"To be reported to {forums.en} by") if forums else plain
    known = ("Redovisas senast", "Report by", "Redovisas i kunskapsråd/RSL senast", "To be reported to council/RSL by")
    return Date(
        name="due",
        title=title,
        help=Text(
            "Skriv den dag då planen senast ska redovisas, t.ex. 2026-10-15. Ofta är den redan ifylld.",
            "Write the day by which the plan is to be reported, e.g. 2026-10-15. It is often filled in already.",
        ),
        aliases=("Lämnas senast", *(words for words in known if words not in (title.sv, title.en))),
        next_year=CellNextYear.ANEW,
    )


_STARTING_POINTS: tuple[Column, ...] = (
    Prose(
        name="purpose",
        title=Text("Syfte och mål", "Purpose and goals"),
        help=Text(
            "Skriv kort vad planen ska leda till. Texten som står här kan ni behålla, ändra eller ta bort.",
            "Say briefly what the plan is to lead to. Keep, change or remove the text that stands here.",
        ),
        section=OPTIONAL,
        aliases=("Syfte", "Purpose"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="basis",
        title=Text("Utgångspunkter", "Starting points"),
        help=Text(
            "Skriv vad planen bygger på, t.ex. uppdrag, behovsanalyser och den nationella verksamhetsplanen.",
            "Say what the plan rests on, e.g. assignment, analyses of needs and the national operational plan.",
        ),
        former_texts=(
            Text(
                "Skriv vad planen bygger på, t.ex. uppdrag, patientlöften och den nationella verksamhetsplanen.",
                "Say what the plan rests on, e.g. assignment, patient promises and the national operational plan.",
            ),
        ),
        aliases=("Utgångspunkt", "Basis"),
        next_year=CellNextYear.KEEP,
    ),
    Link(
        name="npo_plan",
        title=Text("NPO:s eller NSG:s verksamhetsplan", "The NPO's or NSG's operational plan"),
        help=Text(
            "Klistra in webbadressen till verksamhetsplanen för ert nationella programområde (NPO) eller er NSG.",
            "Paste the web address of the operational plan of your national programme area (NPO) or NSG.",
        ),
        former_texts=(Text("NPO:s verksamhetsplan", "The NPO's operational plan"),),
        aliases=(
            *("NPO:s verksamhetsplan", "The NPO's operational plan"),
            *("NSG:s verksamhetsplan", "Verksamhetsplan NPO", "NPO verksamhetsplan"),
        ),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="research_goals",
        title=Text("Forskningsmål", "Research goals"),
        help=Text(
            "Skriv eventuella mål för patientnära forskning, t.ex. ”En gemensam studie om uppföljning efter stroke”.",
            "Write any goals for patient-near research, e.g. “A joint study of follow-up after stroke”.",
        ),
        aliases=("Mål för forskning", "Forskning"),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="communication",
        title=Text("Kommunikation", "Communication"),
        help=Text(
            "Skriv hur planen görs känd, t.ex. ”Nyhetsbrev till verksamheterna varje kvartal”.",
            "Say how the plan is made known, e.g. “Newsletter to the services every quarter”.",
        ),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="collaboration_national",
        title=Text("Samverkan med NPO och nationella aktörer", "Collaboration with the NPO and national bodies"),
        help=Text(
            "Skriv hur ni samverkar nationellt, t.ex. med NPO, myndigheter och kvalitetsregister.",
            "Say how you work together nationally, e.g. with the NPO, authorities and quality registers.",
        ),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="collaboration_groups",
        title=Text("Samverkan med andra RPO och RSG", "Collaboration with other RPO and RSG"),
        help=Text(
            "Skriv vilka andra grupper ni samverkar med och om vad, t.ex. ”RPO Primärvård om en gemensam "
            "vårdriktlinje”.",
            "Say which other groups you work with and on what, e.g. “RPO Primärvård on a joint care guideline”.",
        ),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="collaboration_local",
        title=Text(
            "Samverkan med kommuner och andra lokala", "Collaboration with municipalities and other local bodies"
        ),
        help=Text(
            "Skriv hur ni samverkar med kommuner och andra lokala samarbetspartner.",
            "Say how you work together with municipalities and other local partners.",
        ),
        next_year=CellNextYear.KEEP,
    ),
    Prose(
        name="collaboration_patients",
        title=Text("Samverkan med patientföreträdare", "Collaboration with patient representatives"),
        help=Text(
            "Skriv hur patienter och närstående är med i arbetet, t.ex. ”Två företrädare från patientföreningen "
            "i RAG”.",
            "Say how patients and next of kin take part, e.g. “Two representatives of the patients' association "
            "in the RAG”.",
        ),
        next_year=CellNextYear.KEEP,
    ),
)


_DECIDED_AND_PUBLISHED: tuple[Column, ...] = (
    Date(
        name="decided_on",
        title=Text("Fastställd den", "Adopted on"),
        help=Text(
            "Skriv den dag planen fastställdes, t.ex. 2026-11-20.",
            "Write the day the plan was adopted, e.g. 2026-11-20.",
        ),
        aliases=("Fastställd datum", "Fastställelsedatum"),
        next_year=CellNextYear.ADOPTION,
    ),
    Prose(
        name="decided_by",
        names_function=True,
        title=Text("Fastställd av", "Adopted by"),
        help=Text(
            "Skriv vilken funktion eller grupp som fastställde planen, t.ex. ”gruppens ordförande”.",
            "Say which role or group adopted the plan, e.g. “the chair of the group”.",
        ),
        former_texts=(Text("Skriv vem som fastställde planen, t.ex. ”RSL”.", "Say who adopted the plan, e.g. “RSL”."),),
        next_year=CellNextYear.ADOPTION,
    ),
    Prose(
        name="diary_number",
        title=Text("Diarienummer", "Registration number"),
        help=Text(
            "Skriv diarienumret om planen är diarieförd, t.ex. ”2026/123”.",
            "Write the registration number if the plan is registered, e.g. “2026/123”.",
        ),
        former_texts=(
            Text(
                "Skriv diarienumret om planen är diarieförd, t.ex. ”RJL 2026/123”.",
                "Write the registration number if the plan is registered, e.g. “RJL 2026/123”.",
            ),
        ),
        aliases=("Dnr", "Diarienr"),
        next_year=CellNextYear.ADOPTION,
    ),
    Link(
        name="published_at",
        title=Text("Webbadress", "Web address"),
        help=Text(
            "Klistra in webbadressen till den publicerade planen.", "Paste the web address of the published plan."
        ),
        aliases=("Publicerad på", "Länk till planen", "URL"),
        next_year=CellNextYear.ADOPTION,
    ),
    Prose(
        name="prepared_by",
        names_function=True,
        title=Text("Upprättad av (funktion)", "Prepared by (role)"),
        help=Text(
            "Skriv vilken funktion som har fyllt i planen, t.ex. ”Processtöd”.",
            "Say which role has filled in the plan, e.g. “Process support”.",
        ),
        former_texts=(
            Text(
                "Skriv vilken funktion som har fyllt i planen, t.ex. ”Processtöd RÖ”.",
                "Say which role has filled in the plan, e.g. “Process support RÖ”.",
            ),
        ),
        aliases=("Upprättad av",),
        next_year=CellNextYear.KEEP,
    ),
)


IDENTITY = IdentityColumns(
    sheet="plan",
    region="healthcare_region",
    group="group",
    years="year",
    as_of="as_of",
    council="council",
    status="document_status",
    final_statuses=("adopted", "published"),
    version="version",
    due="due",
    decided_on="decided_on",
    decided_by="decided_by",
    diary_number="diary_number",
    delivery_sheet="areas",
)


def plan_sheet(local: Locality) -> Sheet:
    """The form about the plan as a whole, with the healthcare regions and the groups to choose among."""
    return Sheet(
        name="plan",
        title=Text("Plan", "Plan"),
        help=Text(
            "Om planen som helhet: grupp, år och per vilken dag statusen gäller. Det under Frivilligt kan stå tomt.",
            "About the plan as a whole: group, year and the day the statuses hold for. Optional answers may stay "
            "empty.",
        ),
        next_year=RowsNextYear.KEEP,
        is_form=True,
        is_core=True,
        label=("group",),
        aliases=("Om planen", "Planen", "Grunduppgifter"),
        columns=(
            *_who(local),
            *_WHEN_AND_BY_WHOM,
            *_route(local),
            _VERSION,
            *_STARTING_POINTS,
            *_DECIDED_AND_PUBLISHED,
        ),
    )


def _who(local: Locality) -> tuple[Column, ...]:
    return (
        Choice(
            name="healthcare_region",
            title=Text("Sjukvårdsregion", "Healthcare region"),
            help=Text("Välj sjukvårdsregionen i listan.", "Choose the healthcare region from the list."),
            former_texts=(
                Text(
                    "Välj sjukvårdsregionen i listan, t.ex. ”Sydöstra sjukvårdsregionen”.",
                    "Choose the healthcare region from the list, e.g. “South-East healthcare region”.",
                ),
            ),
            need=Need.REQUIRED,
            vocabulary=_regions_to_choose(local.register.regions),
            own_term=local.one.name if local.one else "",
            next_year=CellNextYear.REGISTER,
        ),
        Choice(
            name="group",
            title=Text("Grupp", "Group"),
            help=Text(
                "Välj gruppen i listan, t.ex. ”RPO Tandvård”. Finns den inte där går det bra att skriva namnet.",
                "Choose the group from the list, e.g. “RPO Tandvård”. If it is not there, write its name.",
            ),
            need=Need.REQUIRED,
            vocabulary=_groups_to_choose(local),
            allows_others=True,
            other_rule="group.unknown",
            aliases=("RPO", "RSG", "RPO/RSG", "Programområde", "Regionalt programområde", "Samverkansgrupp"),
            next_year=CellNextYear.REGISTER,
        ),
    )


def _regions_to_choose(regions: tuple[HealthcareRegion, ...]) -> Vocabulary:
    return Vocabulary(
        name="healthcare_region",
        terms=tuple(
            Term(name=region.name, word=region.title, aliases=(region.short_name, region.name, *region.aliases))
            for region in regions
        ),
    )


# What names another body, but makes one think of a group: asked about, never taken for it.
_SUGGESTED_BY = {
    "RPO Primärvård": ("nära vård", "god och nära vård"),
    "RPO Cancersjukdomar": ("rcc", "regionalt cancercentrum", "cancercentrum"),
}


def _groups_to_choose(local: Locality) -> Vocabulary:
    return Vocabulary(
        name="group",
        terms=tuple(
            Term(
                name=group.name,
                word=neutral_text(group.name),
                aliases=group.spellings,
                suggested_by=_SUGGESTED_BY.get(group.name, ()),
                only_for=() if local.one else local.register.regions_of(group.name),
            )
            for group in local.groups
        ),
    )
