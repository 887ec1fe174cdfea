"""The pages of the master, in the order in which they are read."""

from hplan_xl.book.text import Text
from hplan_xl.book.views import (
    Agenda,
    AllRows,
    Changes,
    Charts,
    Deck,
    FileList,
    FindingList,
    IndicatorOutcomes,
    Matrix,
    Measures,
    Noun,
    Overview,
    Questions,
    SheetTable,
    Slide,
    StatusTally,
    TickCrossing,
    View,
    Work,
    YearCalendar,
)


def _same(words: Text) -> Noun:
    return Noun(words, words)


AREAS = Work(
    sheet="areas",
    noun=Noun(Text("prioriterat område", "priority area"), Text("prioriterade områden", "priority areas")),
    title="title",
    short_name="short_title",
    number="number",
    status="status",
    status_nouns=(
        ("on_plan", _same(Text("enligt plan", "on plan"))),
        ("minor", _same(Text("med mindre problem", "with minor problems"))),
        ("serious", _same(Text("med allvarliga problem", "with serious problems"))),
        ("not_started", Noun(Text("ej påbörjat", "not started"), Text("ej påbörjade", "not started"))),
        ("closed", Noun(Text("avslutat", "closed"), Text("avslutade", "closed"))),
    ),
    focus="national_focus",
    reason="status_comment",
    needs="needs",
    responsible="responsible",
    due="due",
    closing_reason="closing_reason",
    family="promise",
    follow_up=("follow_up", "effect_goal"),
    closed_statuses=("closed",),
    idle_statuses=("not_started",),
    ranked_statuses=("on_plan", "minor", "serious"),
)

ACTIVITIES = Work(
    sheet="activities",
    noun=Noun(Text("aktivitet", "activity"), Text("aktiviteter", "activities")),
    title="title",
    status="status",
    number="number",
    parent="area",
    reason="status_comment",
    responsible="responsible",
    assigned_to="assigned_to",
    due="due",
    schedule="schedule",
    closed_statuses=("closed",),
    idle_statuses=("not_started",),
    ranked_statuses=("on_plan", "minor", "serious"),
    assignee="assigned_to",
    new="new_this_year",
    new_signs=(("yes", Text("(NY)", "(NEW)")), ("maybe", Text("(ev. NY)", "(maybe NEW)"))),
)

DECISIONS = Questions(
    sheet="decisions",
    noun=Noun(Text("beslut", "decision"), Text("beslut", "decisions")),
    heading=Text("Beslut som behövs", "Decisions wanted"),
    text="question",
    detail="proposal",
    forum="forum",
    state="state",
    settled_states=("decided", "reported"),
    settled_on="decided_on",
    due="when",
    parent="area",
)

CHALLENGES = Questions(
    sheet="challenges",
    noun=Noun(Text("utmaning", "challenge"), Text("utmaningar", "challenges")),
    heading=Text("Utmaningar som lyfts", "Challenges raised"),
    text="text",
    detail="wanted",
    forum="addressed_to",
    state="state",
    settled_states=("handled",),
    due="when",
    parent="area",
    requires_forum=True,
    kind="type",
    needs=("collaboration", "support"),
)

INDICATORS = Measures(
    sheet="indicators",
    noun=Noun(Text("indikator", "indicator"), Text("indikatorer", "indicators")),
    id="id",
    name="name",
    parent="area",
    kind="kind",
    unit="unit",
    direction="direction",
    target="target",
    target_high="target_high",
    target_text="target_text",
    target_year="target_year",
    baseline="baseline",
    reached_state="reached",
    reached_date="reached_on",
    outcome="outcome",
    state="state",
    number="number",
    milestone="milestone",
    higher_term="higher",
    lower_term="lower",
    within_term="within",
    missed_terms=("partly", "no"),
    values="measurements",
    indicator="indicator",
    period="period",
    comment="comment",
    whole_series="whole",
    nation_series="nation",
    frequency="frequency",
    frequency_months=(("year", 12), ("half", 6), ("tertial", 4), ("quarter", 3), ("month", 1)),
    source="source",
    source_id="source_id",
    national_source="kolada",
    baseline_period="baseline_period",
)

OVERVIEW = Overview(
    name="overview",
    title=Text("Översikt", "Overview"),
    help=Text("Läget i korthet.", "The situation in brief."),
    work=AREAS,
    parts=ACTIVITIES,
    questions=(DECISIONS, CHALLENGES),
)

CALENDAR = YearCalendar(
    name="calendar",
    title=Text("Årshjul", "Annual wheel"),
    help=Text(
        "Året per kvartal. Det som flera grupper har lika står en gång.",
        "The year by quarter. What several groups have alike stands once.",
    ),
    sheet="calendar",
    quarter="quarter",
    event="event",
    start="start",
    end="end",
)

VIEWS: tuple[View, ...] = (
    OVERVIEW,
    Agenda(
        name="agenda",
        title=Text("Att lyfta", "To raise"),
        help=Text("Det som behöver tas upp, som underlag för dagordningen.", "What needs to be taken up in a meeting."),
        work=AREAS,
        parts=ACTIVITIES,
        questions=(DECISIONS, CHALLENGES),
        measures=INDICATORS,
    ),
    Changes(
        name="changes",
        title=Text("Förändringar", "Changes"),
        help=Text("Det som har ändrats i planerna.", "What has changed in the plans."),
        work=AREAS,
        parts=ACTIVITIES,
        questions=(DECISIONS, CHALLENGES),
        measures=INDICATORS,
    ),
    Slide(
        name="slide",
        title=Text("Handlingsplan", "Action plan"),
        help=Text("Planerna som de visas när de redovisas.", "The plans as they are shown when they are reported."),
        work=AREAS,
        parts=ACTIVITIES,
        measures=INDICATORS,
    ),
    StatusTally(
        name="status",
        title=Text("Status", "Status"),
        help=Text(
            "Antal och andel prioriterade områden. Formler som följer fliken Områden.",
            "Number and share of priority areas. Formulas that follow the sheet Areas.",
        ),
        work=AREAS,
    ),
    AllRows(
        name="areas",
        title=Text("Områden", "Areas"),
        help=Text("Alla prioriterade områden.", "All priority areas."),
        sheet="areas",
    ),
    AllRows(
        name="activities",
        title=Text("Aktiviteter", "Activities"),
        help=Text("Alla aktiviteter.", "All activities."),
        sheet="activities",
    ),
    TickCrossing(
        name="promises",
        title=Text("Patientlöften", "Patient promises"),
        help=Text(
            "Vilka områden som bidrar till vilket löfte. Ett område kan bidra till flera.",
            "Which areas serve which promise. An area may serve several.",
        ),
        work=AREAS,
    ),
    IndicatorOutcomes(
        name="indicators",
        title=Text("Indikatorer", "Indicators"),
        help=Text("Senaste värde, förändring och mål.", "Latest value, change and target."),
        work=AREAS,
        measures=INDICATORS,
    ),
    Charts(
        name="charts",
        title=Text("Diagram", "Charts"),
        help=Text(
            "Utvecklingen per region, och senaste värdet. Streckad linje: målet.",
            "Development by region, and the latest value. Dashed line: the target.",
        ),
        work=AREAS,
        measures=INDICATORS,
        data=Text("Diagramdata", "Chart data"),
    ),
    AllRows(
        name="measurements",
        title=Text("Mätvärden", "Measurements"),
        help=Text("Mätvärden som de är ifyllda.", "Measurements as filled in."),
        sheet="measurements",
    ),
    AllRows(
        name="indicator_details",
        title=Text("Indikatoruppgifter", "Indicator details"),
        help=Text("Allt som är ifyllt om indikatorerna.", "All that is filled in about the indicators."),
        sheet="indicators",
    ),
    AllRows(
        name="results",
        title=Text("Resultat", "Results"),
        help=Text("Resultat, utveckling och framgångsfaktorer.", "Results, development and success factors."),
        sheet="results",
    ),
    AllRows(
        name="challenges",
        title=Text("Utmaningar", "Challenges"),
        help=Text("Hinder och behov.", "Obstacles and needs."),
        sheet="challenges",
    ),
    Matrix(
        name="decisions",
        title=Text("Beslut", "Decisions"),
        help=Text(
            "Beslut som behövs eller är fattade, med läget under det forum som beslutar.",
            "Decisions wanted or taken, with the state under the forum that decides.",
        ),
        sheet="decisions",
        across="forum",
        state="state",
        on="decided_on",
        lines=("question", "proposal", "when"),
    ),
    Matrix(
        name="endorsement",
        title=Text("Förankring", "Endorsement"),
        help=Text("Hur långt förankringen har kommit, grupp för grupp.", "How far endorsement has come, by group."),
        sheet="endorsement",
        across="instance",
        state="state",
        on="on",
    ),
    CALENDAR,
    AllRows(
        name="plans",
        title=Text("Planer", "Plans"),
        help=Text("Det som varje plan säger om sig själv.", "What each plan says about itself."),
        sheet="plan",
    ),
    FileList(
        name="received",
        title=Text("Inlämnade planer", "Plans received"),
        help=Text("Alla filer, och vilka grupper som inväntas.", "All files, and which groups are awaited."),
        work=AREAS,
        parts=ACTIVITIES,
        measures=INDICATORS,
    ),
    FindingList(
        name="remarks",
        title=Text("Kontroll av underlaget", "Check of the plans"),
        help=Text(
            "Det som kan rättas, kompletteras eller övervägas i planerna.",
            "What can be corrected, completed or considered in the plans.",
        ),
    ),
)

DECK = Deck(
    overview=OVERVIEW,
    work=AREAS,
    parts=ACTIVITIES,
    questions=(DECISIONS, CHALLENGES),
    decisions=SheetTable(
        sheet="decisions",
        columns=(("area", 3), ("question", 6), ("proposal", 6), ("forum", 2), ("when", 2), ("state", 2)),
    ),
    sheets=(
        SheetTable(
            sheet="indicators",
            columns=(
                *(("id", 1), ("area", 3), ("name", 6), ("kind", 3), ("unit", 2), ("direction", 2.5)),
                *(("target", 2.2), ("target_high", 2.2), ("target_text", 3), ("reached", 2), ("outcome", 3)),
            ),
        ),
        SheetTable(sheet="results", columns=(("area", 4), ("type", 3), ("text", 11), ("period", 3))),
        SheetTable(
            sheet="challenges",
            columns=(
                *(("area", 3), ("type", 3.8), ("text", 5.6), ("addressed_to", 2.8)),
                *(("wanted", 4), ("when", 2), ("state", 1.8)),
            ),
        ),
    ),
    calendar=CALENDAR,
    year=SheetTable(
        sheet="calendar",
        columns=(("quarter", 2), ("event", 9), ("start", 2), ("end", 2), ("when", 3), ("type", 3)),
    ),
    answers=("healthcare_region", "council", "as_of", "document_status"),
)
