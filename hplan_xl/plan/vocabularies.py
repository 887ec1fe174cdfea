"""The words one chooses among in the action plan, with every spelling that is read as one of them.

A term's name is for rules and tables and never changes. Swedish words are those of the template; single letters,
colour names and signs are read because people type them.
"""

import re
from dataclasses import replace

from hplan_xl.book.columns import Term, Tone, Vocabulary
from hplan_xl.book.text import Text, neutral_text


def _words(listed: str) -> tuple[str, ...]:
    """Words in rows, with semicolons between them."""
    return tuple(filter(None, map(str.strip, re.split(r"[;\n]", listed))))


def _terms(table: str) -> tuple[Term, ...]:
    """Terms, one a line: name | Swedish | English | other spellings. A line that begins with | has more of these."""
    rows = [row.split("|") for row in re.sub(r"\n\s*\|", ";", table).splitlines() if row.strip()]
    return tuple(
        Term(name=name.strip(), word=Text(sv.strip(), en.strip()), aliases=_words(";".join(spellings)))
        for name, sv, en, *spellings in rows
    )


_TROUBLES = (
    *("problem", "utmaning", "utmaningar", "svårigheter", "avvikelse", "avvikelser", "hinder", "förseningar"),
    *("problems", "challenges", "difficulties", "deviations", "obstacles", "delays"),
)

# Work that is planned may not have begun, or go as planned.
_PLANNED = _words("""
    planeras; planerad; planerat; planerade; påbörjas; startar; ska påbörjas; ska starta; under planering; planned
    """)

STATUS = Vocabulary(
    name="status",
    terms=(
        Term(
            name="not_started",
            word=Text("Ej påbörjad", "Not started"),
            symbol="○",
            tone=Tone.GREY,
            explanation=Text("arbetet har inte startat", "work has not begun"),
            aliases=_words("""
                ○; ⚪; ◯; ⬜; grå; grått; gråa; grey; gray
                ej påbörjat; ej påbörjade; inte påbörjad; inte påbörjat; inte påbörjade
                ej start; ej startad; ej startat; ej startade; inte startad; inte startat
                ej påbörjats; har ej påbörjats; inte påbörjats; har inte påbörjats; har ej startat
                inte startade; har inte startat; arbetet har inte startat; not begun; not yet started
                """),
            suggested_by=_PLANNED,
        ),
        Term(
            name="on_plan",
            word=Text("Enligt plan", "On plan"),
            symbol="●",
            tone=Tone.GREEN,
            explanation=Text("arbetet går enligt plan (grön)", "work goes according to plan (green)"),
            aliases=_words("""
                ●; 🟢; 🟩; grön; grönt; gröna; green; g; 1
                enligt planen; går enligt plan; går enligt planen; arbetet går enligt plan
                pågår enligt plan; pågår enligt planen; löper enligt plan; följer plan; följer planen
                on track; according to plan; goes according to plan; as planned
                """),
            suggested_by=_PLANNED,
        ),
        Term(
            name="minor",
            word=Text("Mindre problem", "Minor problems"),
            symbol="▲",
            tone=Tone.YELLOW,
            explanation=Text("arbetet pågår med mindre problem (gul)", "work goes on with minor problems (yellow)"),
            aliases=_words("""
                ▲; 🟡; 🟠; 🟨; 🟧; gul; gult; gula; orange; yellow; amber; y
                mindre avvikelse; mindre avvikelser; pågår med mindre problem; har mindre problem
                arbetet pågår med mindre problem; minor problem; minor issues; minor deviation
                """),
            suggested_by=tuple(
                f"{degree} {trouble}"
                for degree in ("små", "smärre", "viss", "visst", "vissa", "några", "mindre", "some", "small", "minor")
                for trouble in _TROUBLES
            ),
        ),
        Term(
            name="serious",
            word=Text("Allvarliga problem", "Serious problems"),
            symbol="■",
            tone=Tone.RED,
            explanation=Text("arbetet har allvarliga problem (röd)", "work has serious problems (red)"),
            aliases=_words("""
                ■; 🔴; 🟥; röd; rött; röda; red; r
                stora problem; stort problem; allvarlig; allvarligt; allvarliga; allvarligt problem
                allvarlig avvikelse; allvarliga avvikelser; har allvarliga problem
                arbetet har allvarliga problem; serious; serious problem; major problems; serious issues
                """),
            suggested_by=tuple(
                f"{degree} {trouble}"
                for degree in (*("stora", "stor", "stort", "större", "omfattande", "betydande"), "major", "big")
                for trouble in _TROUBLES
            ),
        ),
        Term(
            name="closed",
            word=Text("Avslutad", "Closed"),
            symbol="☑",
            tone=Tone.BLUE,
            explanation=Text("genomfört, utgår eller fört vidare", "carried out, dropped or handed on"),
            aliases=_words("""
                ☑; ☒; ✓; ✔; ✅; 🔵; 🟦; x; ja; blå; blått; blåa; blue
                avslutat; avslutade; är avslutad; är avslutat; arbetet är avslutat
                klar; klart; klara; färdig; färdigt; färdiga; slutförd; slutfört; slutförda
                genomförd; genomfört; genomförda; done; finished; completed; complete
                framtagen; framtaget; framtagna; införd; infört; införda
                """),
            suggested_by=_words("""
                utgår; utgått; struken; strukits; borttagen; borttaget; överförd; överfört; överförda; förs vidare
                fört vidare; nedlagd; nedlagt; inställd; inställt; dropped; handed on
                """),
        ),
    ),
    vague_words=_words("""
        pågår; pågående; på gång; igång; i gång; pågår delvis; under arbete; delvis
        påbörjad; påbörjat; påbörjade; startad; startat; startade
        påbörjats; har påbörjats; har påbörjat; är påbörjad; är påbörjat; påbörjas; har startat; startar
        har startats; startats; initierad; initierat; initierats; har initierats; inledd; inletts
        genomförs; införs; håller på; håller på att införas; håller på att genomföras; fortsätter
        fortgår; fortlöper; löpande; planeras; planerad; planerat; arbete pågår; arbetet pågår
        beslutad; beslutat; beslutade; bereds; utreds; förbereds; tas fram; being introduced
        continues; planned; decided
        ongoing; in progress; under way; underway; started; begun
        """),
)

CLOSING_REASON = Vocabulary(
    name="closing_reason",
    terms=_terms("""
        done | Genomförd | Carried out | genomfört; genomförda; klar; klart; färdig; färdigt; done
        dropped | Utgår | Dropped | utgått; utgår ur planen; bort; borttagen; borttaget; struken
        transferred | Överförd till annat | Handed on | överförd; överfört; överförda; överfört till annat
            | förs vidare; fört vidare; flyttad; flyttat; transferred; moved
        """),
)

DOCUMENT_STATUS = Vocabulary(
    name="document_status",
    terms=_terms("""
        draft | Utkast | Draft | arbetsmaterial; arbetsversion
        reported | Redovisad | Reported | redovisat; redovisad i kunskapsråd; redovisad kr; presented
        adopted | Fastställd | Adopted | fastställt; beslutad; beslutat; antagen; antaget; godkänd; godkänt; approved
        published | Publicerad | Published | publicerat
        """),
)

INDICATOR_KIND = Vocabulary(
    name="indicator_kind",
    terms=_terms("""
        number | Tal | Number | siffra; siffror; antal; numerisk; numeriskt; mätvärde; figure
        milestone | Milstolpe (ja/nej) | Milestone (yes/no) | milstolpe; milstolpar; delmål; ja/nej; ja nej; milestone
            | yes/no
        words | I ord | In words | ord; text; beskrivning; fritext; words
        """),
)

DIRECTION = Vocabulary(
    name="direction",
    terms=_terms("""
        higher | Högre är bättre | Higher is better | högre; hög; upp; öka; ökar; ökad; ska öka; stigande; ↑
            | lägre är sämre; högt; så högt som möjligt; higher; up; increase
        lower | Lägre är bättre | Lower is better | lägre; låg; ned; ner; minska; minskar; minskad; ska minska
            | fallande; ↓; högre är sämre; lågt; så lågt som möjligt; lower; down; decrease
        within | Inom intervall | Within a range | intervall; inom; mellan; within; range
        none | Ingen riktning | No direction | ingen; saknar riktning; neutral; none
        """),
)

INDICATOR_STATE = Vocabulary(
    name="indicator_state",
    terms=_terms("""
        measured | Mäts | Measured | mätt; mätning pågår; mäts i dag; mäts idag
        developing | Under utveckling | Under development | utvecklas; tas fram; formas; formas därefter; ska tas fram
            | in development
        unmeasured | Mätning saknas | Not measured | saknas; mäts inte; mäts ej; ej mätt; unmeasured
        """),
)

INDICATOR_TYPE = Vocabulary(
    name="indicator_type",
    terms=_terms("""
        structure | Struktur | Structure | strukturindikator; strukturmått
        process | Process | Process | processindikator; processmått
        outcome | Resultat | Outcome | resultatindikator; resultatmått; utfall; effekt; result
        """),
)

REACHED = Vocabulary(
    name="reached",
    terms=_terms("""
        yes | Ja | Yes | j; x; ✓; ☑; uppfyllt; uppfylld; nått; nådd; klar; klart; reached
        partly | Delvis | Partly | delvis uppfyllt; delvis uppfylld; delvis nådd; partially
        no | Nej | No | n; ej; inte; ej uppfyllt; ej uppfylld; inte nådd; ej nådd; not reached
        """),
)


# How many times a year, in digits and in words.
_TIMES = {"year": "1 en", "half": "2 två", "tertial": "3 tre", "quarter": "4 fyra", "month": "12 tolv"}


def _with_times(term: Term) -> Term:
    """The term with its times a year, as people write them, among its spellings."""
    many = (
        f"{count} {times}{year}"
        for count in _TIMES.get(term.name, "").split()
        for times in ("gånger", "gång", "ggr", "ggn")
        for year in ("/år", " / år", " per år", " om året", " årligen")
    )
    return replace(term, aliases=(*term.aliases, *many))


FREQUENCY = Vocabulary(
    name="frequency",
    terms=tuple(
        map(
            _with_times,
            _terms("""
            year | År | Year | årlig; årligen; årsvis; varje år; yearly
            half | Halvår | Half-year | halvårsvis; varje halvår
            tertial | Tertial | Tertial | tertialvis; varje tertial; four-monthly
            quarter | Kvartal | Quarter | kvartalsvis; varje kvartal; quarterly
            month | Månad | Month | månadsvis; varje månad; månatlig; månatligen; monthly
            once | Engång | Once | en gång; engångsmätning; vid ett tillfälle
            """),
        )
    ),
)

CHALLENGE_TYPE = Vocabulary(
    name="challenge_type",
    terms=_terms("""
        obstacle | Hinder | Obstacle | hindrande; problem; barrier
        collaboration | Behov av samverkan | Need for collaboration | samverkan; samverkansbehov
        support | Behov av ledningsstöd | Need for management support | ledningsstöd; behov av stöd; stödbehov; stöd
            | management support
        long_term | Långsiktigt behov | Long-term need | långsiktiga behov; långsiktigt; long-term
        change | Verksamhetsförändring | Change of services | förändring; verksamhetsförändringar
            | förändrad verksamhet
        other | Annat | Other | övrigt; annan
        """),
)

_REGION = "region | Region | Region | regionen; regionerna; regioner"


def build_addressees(forums: tuple[Term, ...]) -> Vocabulary:
    """Whom a challenge can be addressed to: the healthcare regions' forums, and what all have."""
    return Vocabulary(
        name="addressed_to",
        terms=(
            *forums,
            *_terms(f"""
            group | Annan grupp (RPO, RSG) | Another group (RPO, RSG) | annan grupp; rpo; rsg; annat rpo; annan rsg
                | rpo/rsg; another group; group
            npo | NPO | NPO | nationellt programområde; nationella programområdet; nsg
            {_REGION}
            """),
        ),
    )


CHALLENGE_STATE = Vocabulary(
    name="challenge_state",
    terms=_terms("""
        new | Ny | New | nytt; nya
        raised | Lyft | Raised | lyfts; tas upp; upptagen; lyft till kunskapsråd
        handled | Hanterad | Handled | hanterat; löst; klar; klart; åtgärdad; solved
        """),
)


def forum_vocabulary(forums: tuple[Term, ...]) -> Vocabulary:
    """Where a decision can be taken: the healthcare regions' forums, and what all have."""
    return Vocabulary(
        name="forum",
        terms=(
            *_terms("rpo | RPO | RPO | programområdet; rpo-möte; rsg; gruppen"),
            *forums,
            *_terms(f"""
            {_REGION}
            national | NPO/NSG | NPO/NSG | npo; nsg; nationellt programområde
            """),
        ),
    )


DECISION_STATE = Vocabulary(
    name="decision_state",
    terms=_terms("""
        needed | Behöver beslut | Needs a decision | behövs; beslut behövs; att besluta; needed
        prepared | Bereds | Being prepared | berett; bereds inför beslut; beredning; prepared
        decided | Beslutad | Decided | beslutat; fattat; beslut fattat; taget; godkänd; godkänt; approved
        reported | Återrapporterad | Reported back | återrapporterat; redovisad; redovisat; reported
        """),
)

DECISION_TYPE = Vocabulary(
    name="decision_type",
    terms=_terms("""
        direction | Inriktning | Direction | inriktningsbeslut
        change | Verksamhetsförändring | Change of services | förändring; verksamhetsförändringar
        economy | Ekonomi | Economy | finansiell; finansiellt; finansiering; ekonomiskt; finance
        procurement | Upphandling | Procurement | upphandla
        goal | Avsluta eller omforma mål | Drop or reshape a goal | avsluta mål; omforma mål; avsluta/omforma mål
            | ändra mål
        """),
)

RESULT_TYPE = Vocabulary(
    name="result_type",
    terms=_terms("""
        result | Resultat | Result | utfall; resultatet
        development | Utveckling | Development | utvecklingen
        success | Framgångsfaktor | Success factor | framgångsfaktorer; framgång
        """),
)

ENDORSEMENT_STATE = Vocabulary(
    name="endorsement_state",
    terms=_terms("""
        not_started | Inte påbörjad | Not started | ej påbörjad; ej påbörjat; inte påbörjat; ej; nej
        started | Påbörjad | Started | påbörjat; pågår; pågående; ongoing
        done | Klar | Done | klart; förankrad; förankrat; ja; x; ✓
        """),
)


def _quarter(number: int) -> Term:
    aliases = [f"{word}{space}{number}" for word in ("kv", "kvartal", "quarter", "k") for space in ("", " ")]
    return Term(name=f"q{number}", word=neutral_text(f"Q{number}"), aliases=(f"q {number}", str(number), *aliases))


CALENDAR_QUARTER = Vocabulary(
    name="calendar_quarter",
    terms=(
        *(_quarter(number) for number in (1, 2, 3, 4)),
        *_terms("""
            continuous | Löpande | Continuous | fortlöpande; kontinuerligt; hela året; continuously
            """),
    ),
)


def calendar_type(forums: tuple[Term, ...]) -> Vocabulary:
    """What an event of the year can be: a meeting of a forum, and what all have."""
    return Vocabulary(name="calendar_type", terms=(*forums, *_EVENTS))


_EVENTS = _terms("""
        meeting | RPO-möte | RPO meeting | rpo; rpo möte; möte; rsg-möte; meeting
        consultation | Nationell remiss | National consultation | nationella remisser; remiss; remisser; consultation
        plan | Handlingsplan | Action plan | handlingsplanen; plan
        continuous | Löpande | Continuous | fortlöpande; kontinuerligt
        other | Annat | Other | övrigt
        """)

NEW_THIS_YEAR = Vocabulary(
    name="new_this_year",
    terms=_terms("""
        yes | Ja | Yes | j; x; ny; nytt; (ny); new
        maybe | Eventuellt | Maybe | ev; ev.; ev. ny; (ev. ny); kanske; possibly
        no | Nej | No | n; ej; inte ny
        """),
)

SOURCE = Vocabulary(
    name="source",
    terms=_terms("""
        varden_i_siffror | Vården i siffror | Vården i siffror | vis; vardenisiffror; vardenisiffror.se
        quality_register | Kvalitetsregister | Quality register | nationellt kvalitetsregister; register
            | kvalitetsregistret
        kolada | Kolada | Kolada | rka; kolada.se
        socialstyrelsen | Socialstyrelsen | Socialstyrelsen | sos; national board of health and welfare
        skr | SKR | SKR | sveriges kommuner och regioner; väntetider i vården
        nysam | NYSAM | NYSAM
        own | Egen mätning | Own measurement | egen; eget; egen statistik; own
        other | Annan | Other | annat; övrigt
        """),
)
