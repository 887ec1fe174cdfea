"""The words one chooses among in the action plan, with every spelling that is read as one of them.

A term's name is for rules and tables and never changes. Swedish words are those of the template; single letters,
colour names and signs are read because people type them.
"""

from hplan_xl.book.columns import Term, Tone, Vocabulary
from hplan_xl.book.text import Text, neutral_text


def _term(name: str, sv: str, en: str, *aliases: str) -> Term:
    return Term(name=name, word=Text(sv, en), aliases=aliases)


_TROUBLES = (
    *("problem", "utmaning", "utmaningar", "svårigheter", "avvikelse", "avvikelser", "hinder", "förseningar"),
    *("problems", "challenges", "difficulties", "deviations", "obstacles", "delays"),
)

STATUS = Vocabulary(
    name="status",
    terms=(
        Term(
            name="not_started",
            word=Text("Ej påbörjad", "Not started"),
            symbol="○",
            tone=Tone.GREY,
            explanation=Text("arbetet har inte startat", "work has not begun"),
            aliases=(
                *("○", "⚪", "◯", "⬜", "grå", "grått", "gråa", "grey", "gray"),
                *("ej påbörjat", "ej påbörjade", "inte påbörjad", "inte påbörjat", "inte påbörjade"),
                *("ej start", "ej startad", "ej startat", "ej startade", "inte startad", "inte startat"),
                *("ej påbörjats", "har ej påbörjats", "inte påbörjats", "har inte påbörjats", "har ej startat"),
                *("inte startade", "har inte startat", "arbetet har inte startat", "not begun", "not yet started"),
            ),
        ),
        Term(
            name="on_plan",
            word=Text("Enligt plan", "On plan"),
            symbol="●",
            tone=Tone.GREEN,
            explanation=Text("arbetet går enligt plan (grön)", "work goes according to plan (green)"),
            aliases=(
                *("●", "🟢", "🟩", "grön", "grönt", "gröna", "green", "g", "1"),
                *("enligt planen", "går enligt plan", "går enligt planen", "arbetet går enligt plan"),
                *("pågår enligt plan", "pågår enligt planen", "löper enligt plan", "följer plan", "följer planen"),
                *("on track", "according to plan", "goes according to plan", "as planned"),
            ),
        ),
        Term(
            name="minor",
            word=Text("Mindre problem", "Minor problems"),
            symbol="▲",
            tone=Tone.YELLOW,
            explanation=Text("arbetet pågår med mindre problem (gul)", "work goes on with minor problems (yellow)"),
            aliases=(
                *("▲", "🟡", "🟠", "🟨", "🟧", "gul", "gult", "gula", "orange", "yellow", "amber", "y"),
                *("mindre avvikelse", "mindre avvikelser", "pågår med mindre problem", "har mindre problem"),
                *("arbetet pågår med mindre problem", "minor problem", "minor issues", "minor deviation"),
            ),
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
            aliases=(
                *("■", "🔴", "🟥", "röd", "rött", "röda", "red", "r"),
                *("stora problem", "stort problem", "allvarlig", "allvarligt", "allvarliga", "allvarligt problem"),
                *("allvarlig avvikelse", "allvarliga avvikelser", "har allvarliga problem"),
                *("arbetet har allvarliga problem", "serious", "serious problem", "major problems", "serious issues"),
            ),
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
            aliases=(
                *("☑", "☒", "✓", "✔", "✅", "🔵", "🟦", "x", "ja", "blå", "blått", "blåa", "blue"),
                *("avslutat", "avslutade", "är avslutad", "är avslutat", "arbetet är avslutat"),
                *("klar", "klart", "klara", "färdig", "färdigt", "färdiga", "slutförd", "slutfört", "slutförda"),
                *("genomförd", "genomfört", "genomförda", "done", "finished", "completed", "complete"),
                *("framtagen", "framtaget", "framtagna", "införd", "infört", "införda"),
            ),
        ),
    ),
    vague_words=(
        *("pågår", "pågående", "på gång", "igång", "i gång", "pågår delvis", "under arbete", "delvis"),
        *("påbörjad", "påbörjat", "påbörjade", "startad", "startat", "startade"),
        *(
            "påbörjats",
            "har påbörjats",
            "har påbörjat",
            "är påbörjad",
            "är påbörjat",
            "påbörjas",
            "har startat",
            "startar",
        ),
        *("har startats", "startats", "initierad", "initierat", "initierats", "har initierats", "inledd", "inletts"),
        *("genomförs", "införs", "håller på", "håller på att införas", "håller på att genomföras", "fortsätter"),
        *("fortgår", "fortlöper", "löpande", "planeras", "planerad", "planerat", "arbete pågår", "arbetet pågår"),
        *("beslutad", "beslutat", "beslutade", "bereds", "utreds", "förbereds", "tas fram", "being introduced"),
        *("continues", "planned", "decided"),
        *("ongoing", "in progress", "under way", "underway", "started", "begun"),
    ),
)

CLOSING_REASON = Vocabulary(
    name="closing_reason",
    terms=(
        _term(
            "done", "Genomförd", "Carried out", "genomfört", "genomförda", "klar", "klart", "färdig", "färdigt", "done"
        ),
        _term("dropped", "Utgår", "Dropped", "utgått", "utgår ur planen", "bort", "borttagen", "borttaget", "struken"),
        _term(
            "transferred",
            "Överförd till annat",
            "Handed on",
            *("överförd", "överfört", "överförda", "överfört till annat", "förs vidare", "fört vidare", "flyttad"),
            *("flyttat", "transferred", "moved"),
        ),
    ),
)

DOCUMENT_STATUS = Vocabulary(
    name="document_status",
    terms=(
        _term("draft", "Utkast", "Draft", "arbetsmaterial", "arbetsversion"),
        _term("reported", "Redovisad", "Reported", "redovisat", "redovisad i kunskapsråd", "redovisad kr", "presented"),
        _term(
            "adopted",
            "Fastställd",
            "Adopted",
            "fastställt",
            "beslutad",
            "beslutat",
            "antagen",
            "antaget",
            "godkänd",
            "godkänt",
            "approved",
        ),
        _term("published", "Publicerad", "Published", "publicerat"),
    ),
)

INDICATOR_KIND = Vocabulary(
    name="indicator_kind",
    terms=(
        _term("number", "Tal", "Number", "siffra", "siffror", "antal", "numerisk", "numeriskt", "mätvärde", "figure"),
        _term(
            "milestone",
            "Milstolpe (ja/nej)",
            "Milestone (yes/no)",
            *("milstolpe", "milstolpar", "delmål", "ja/nej", "ja nej", "milestone", "yes/no"),
        ),
        _term("words", "I ord", "In words", "ord", "text", "beskrivning", "fritext", "words"),
    ),
)

DIRECTION = Vocabulary(
    name="direction",
    terms=(
        _term(
            "higher",
            "Högre är bättre",
            "Higher is better",
            *("högre", "hög", "upp", "öka", "ökar", "ökad", "ska öka", "stigande", "↑"),
            *("lägre är sämre", "högt", "så högt som möjligt", "higher", "up", "increase"),
        ),
        _term(
            "lower",
            "Lägre är bättre",
            "Lower is better",
            *("lägre", "låg", "ned", "ner", "minska", "minskar", "minskad", "ska minska", "fallande", "↓"),
            *("högre är sämre", "lågt", "så lågt som möjligt", "lower", "down", "decrease"),
        ),
        _term("within", "Inom intervall", "Within a range", "intervall", "inom", "mellan", "within", "range"),
        _term("none", "Ingen riktning", "No direction", "ingen", "saknar riktning", "neutral", "none"),
    ),
)

INDICATOR_STATE = Vocabulary(
    name="indicator_state",
    terms=(
        _term("measured", "Mäts", "Measured", "mätt", "mätning pågår", "mäts i dag", "mäts idag"),
        _term(
            "developing",
            "Under utveckling",
            "Under development",
            *("utvecklas", "tas fram", "formas", "formas därefter", "ska tas fram", "in development"),
        ),
        _term(
            "unmeasured", "Mätning saknas", "Not measured", *("saknas", "mäts inte", "mäts ej", "ej mätt", "unmeasured")
        ),
    ),
)

INDICATOR_TYPE = Vocabulary(
    name="indicator_type",
    terms=(
        _term("structure", "Struktur", "Structure", "strukturindikator", "strukturmått"),
        _term("process", "Process", "Process", "processindikator", "processmått"),
        _term("outcome", "Resultat", "Outcome", "resultatindikator", "resultatmått", "utfall", "effekt", "result"),
    ),
)

REACHED = Vocabulary(
    name="reached",
    terms=(
        _term(
            "yes", "Ja", "Yes", "j", "x", "✓", "☑", "uppfyllt", "uppfylld", "nått", "nådd", "klar", "klart", "reached"
        ),
        _term("partly", "Delvis", "Partly", "delvis uppfyllt", "delvis uppfylld", "delvis nådd", "partially"),
        _term(
            "no", "Nej", "No", "n", "ej", "inte", "ej uppfyllt", "ej uppfylld", "inte nådd", "ej nådd", "not reached"
        ),
    ),
)


def _times(how_often: str, number: str) -> tuple[str, ...]:
    """So many times a year, as people write it."""
    many = [
        f"{count} {times}{year}"
        for count in (number, how_often)
        for times in ("gånger", "gång", "ggr", "ggn")
        for year in ("/år", " / år", " per år", " om året", " årligen")
    ]
    return tuple(many)


FREQUENCY = Vocabulary(
    name="frequency",
    terms=(
        _term("year", "År", "Year", "årlig", "årligen", "årsvis", "varje år", "yearly", *_times("en", "1")),
        _term("half", "Halvår", "Half-year", "halvårsvis", "varje halvår", *_times("två", "2")),
        _term("tertial", "Tertial", "Tertial", "tertialvis", "varje tertial", "four-monthly", *_times("tre", "3")),
        _term("quarter", "Kvartal", "Quarter", "kvartalsvis", "varje kvartal", "quarterly", *_times("fyra", "4")),
        _term(
            "month",
            "Månad",
            "Month",
            *("månadsvis", "varje månad", "månatlig", "månatligen", "monthly"),
            *_times("tolv", "12"),
        ),
        _term("once", "Engång", "Once", "en gång", "engångsmätning", "vid ett tillfälle"),
    ),
)

CHALLENGE_TYPE = Vocabulary(
    name="challenge_type",
    terms=(
        _term("obstacle", "Hinder", "Obstacle", "hindrande", "problem", "barrier"),
        _term("collaboration", "Behov av samverkan", "Need for collaboration", "samverkan", "samverkansbehov"),
        _term(
            "support",
            "Behov av ledningsstöd",
            "Need for management support",
            *("ledningsstöd", "behov av stöd", "stödbehov", "stöd", "management support"),
        ),
        _term("long_term", "Långsiktigt behov", "Long-term need", "långsiktiga behov", "långsiktigt", "long-term"),
        _term(
            "change",
            "Verksamhetsförändring",
            "Change of services",
            *("förändring", "verksamhetsförändringar", "förändrad verksamhet"),
        ),
        _term("other", "Annat", "Other", "övrigt", "annan"),
    ),
)

_REGION = _term("region", "Region", "Region", "regionen", "regionerna", "regioner")


def addressed_to(forums: tuple[Term, ...]) -> Vocabulary:
    """Whom a challenge can be addressed to: the healthcare regions' forums, and what all have."""
    return Vocabulary(
        name="addressed_to",
        terms=(
            *forums,
            _term(
                "group",
                "Annan grupp (RPO, RSG)",
                "Another group (RPO, RSG)",
                *("annan grupp", "rpo", "rsg", "annat rpo", "annan rsg", "rpo/rsg", "another group", "group"),
            ),
            _term("npo", "NPO", "NPO", "nationellt programområde", "nationella programområdet", "nsg"),
            _REGION,
        ),
    )


CHALLENGE_STATE = Vocabulary(
    name="challenge_state",
    terms=(
        _term("new", "Ny", "New", "nytt", "nya"),
        _term("raised", "Lyft", "Raised", "lyfts", "tas upp", "upptagen", "lyft till kunskapsråd"),
        _term("handled", "Hanterad", "Handled", "hanterat", "löst", "klar", "klart", "åtgärdad", "solved"),
    ),
)


def forum_vocabulary(forums: tuple[Term, ...]) -> Vocabulary:
    """Where a decision can be taken: the healthcare regions' forums, and what all have."""
    return Vocabulary(
        name="forum",
        terms=(
            _term("rpo", "RPO", "RPO", "programområdet", "rpo-möte", "rsg", "gruppen"),
            *forums,
            _REGION,
            _term("national", "NPO/NSG", "NPO/NSG", "npo", "nsg", "nationellt programområde"),
        ),
    )


DECISION_STATE = Vocabulary(
    name="decision_state",
    terms=(
        _term("needed", "Behöver beslut", "Needs a decision", "behövs", "beslut behövs", "att besluta", "needed"),
        _term("prepared", "Bereds", "Being prepared", "berett", "bereds inför beslut", "beredning", "prepared"),
        _term(
            "decided",
            "Beslutad",
            "Decided",
            "beslutat",
            "fattat",
            "beslut fattat",
            "taget",
            "godkänd",
            "godkänt",
            "approved",
        ),
        _term("reported", "Återrapporterad", "Reported back", "återrapporterat", "redovisad", "redovisat", "reported"),
    ),
)

DECISION_TYPE = Vocabulary(
    name="decision_type",
    terms=(
        _term("direction", "Inriktning", "Direction", "inriktningsbeslut"),
        _term("change", "Verksamhetsförändring", "Change of services", "förändring", "verksamhetsförändringar"),
        _term("economy", "Ekonomi", "Economy", "finansiell", "finansiellt", "finansiering", "ekonomiskt", "finance"),
        _term("procurement", "Upphandling", "Procurement", "upphandla"),
        _term(
            "goal",
            "Avsluta eller omforma mål",
            "Drop or reshape a goal",
            *("avsluta mål", "omforma mål", "avsluta/omforma mål", "ändra mål"),
        ),
    ),
)

RESULT_TYPE = Vocabulary(
    name="result_type",
    terms=(
        _term("result", "Resultat", "Result", "utfall", "resultatet"),
        _term("development", "Utveckling", "Development", "utvecklingen"),
        _term("success", "Framgångsfaktor", "Success factor", "framgångsfaktorer", "framgång"),
    ),
)

ENDORSEMENT_STATE = Vocabulary(
    name="endorsement_state",
    terms=(
        _term(
            "not_started", "Inte påbörjad", "Not started", "ej påbörjad", "ej påbörjat", "inte påbörjat", "ej", "nej"
        ),
        _term("started", "Påbörjad", "Started", "påbörjat", "pågår", "pågående", "ongoing"),
        _term("done", "Klar", "Done", "klart", "förankrad", "förankrat", "ja", "x", "✓"),
    ),
)


def _quarter(number: int) -> Term:
    aliases = [f"{word}{space}{number}" for word in ("kv", "kvartal", "quarter", "k") for space in ("", " ")]
    return Term(name=f"q{number}", word=neutral_text(f"Q{number}"), aliases=(f"q {number}", str(number), *aliases))


CALENDAR_QUARTER = Vocabulary(
    name="calendar_quarter",
    terms=(
        *(_quarter(number) for number in (1, 2, 3, 4)),
        _term("continuous", "Löpande", "Continuous", "fortlöpande", "kontinuerligt", "hela året", "continuously"),
    ),
)


def calendar_type(forums: tuple[Term, ...]) -> Vocabulary:
    """What an event of the year can be: a meeting of a forum, and what all have."""
    return Vocabulary(name="calendar_type", terms=(*forums, *_EVENTS))


_EVENTS = (
    _term("meeting", "RPO-möte", "RPO meeting", "rpo", "rpo möte", "möte", "rsg-möte", "meeting"),
    _term(
        "consultation",
        "Nationell remiss",
        "National consultation",
        *("nationella remisser", "remiss", "remisser", "consultation"),
    ),
    _term("plan", "Handlingsplan", "Action plan", "handlingsplanen", "plan"),
    _term("continuous", "Löpande", "Continuous", "fortlöpande", "kontinuerligt"),
    _term("other", "Annat", "Other", "övrigt"),
)

NEW_THIS_YEAR = Vocabulary(
    name="new_this_year",
    terms=(
        _term("yes", "Ja", "Yes", "j", "x", "ny", "nytt", "(ny)", "new"),
        _term("maybe", "Eventuellt", "Maybe", "ev", "ev.", "ev. ny", "(ev. ny)", "kanske", "possibly"),
        _term("no", "Nej", "No", "n", "ej", "inte ny"),
    ),
)

SOURCE = Vocabulary(
    name="source",
    terms=(
        _term("varden_i_siffror", "Vården i siffror", "Vården i siffror", "vis", "vardenisiffror", "vardenisiffror.se"),
        _term(
            "quality_register",
            "Kvalitetsregister",
            "Quality register",
            *("nationellt kvalitetsregister", "register", "kvalitetsregistret"),
        ),
        _term("kolada", "Kolada", "Kolada", "rka", "kolada.se"),
        _term("socialstyrelsen", "Socialstyrelsen", "Socialstyrelsen", "sos", "national board of health and welfare"),
        _term("skr", "SKR", "SKR", "sveriges kommuner och regioner", "väntetider i vården"),
        _term("nysam", "NYSAM", "NYSAM"),
        _term("own", "Egen mätning", "Own measurement", "egen", "eget", "egen statistik", "own"),
        _term("other", "Annan", "Other", "annat", "övrigt"),
    ),
)
