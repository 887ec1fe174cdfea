"""The pages of the master, in the order in which they are read."""

from hplan_xl.book import views
from hplan_xl.book.text import Text


def _same(words: Text) -> views.Noun:
    return views.Noun(words, words)


AREAS = views.Work(
    sheet="areas",
    noun=views.Noun(Text("prioriterat område", "priority area"), Text("prioriterade områden", "priority areas")),
    title="title",
    short_name="short_title",
    number="number",
    status="status",
    status_nouns=(
        ("on_plan", _same(Text("enligt plan", "on plan"))),
        ("minor", _same(Text("med mindre problem", "with minor problems"))),
        ("serious", _same(Text("med allvarliga problem", "with serious problems"))),
        ("not_started", views.Noun(Text("ej påbörjat", "not started"), Text("ej påbörjade", "not started"))),
        ("closed", views.Noun(Text("avslutat", "closed"), Text("avslutade", "closed"))),
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

ACTIVITIES = views.Work(
    sheet="activities",
    noun=views.Noun(Text("aktivitet", "activity"), Text("aktiviteter", "activities")),
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

DECISIONS = views.Questions(
    sheet="decisions",
    noun=views.Noun(Text("beslut", "decision"), Text("beslut", "decisions")),
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

CHALLENGES = views.Questions(
    sheet="challenges",
    noun=views.Noun(Text("utmaning", "challenge"), Text("utmaningar", "challenges")),
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

INDICATORS = views.Measures(
    sheet="indicators",
    noun=views.Noun(Text("indikator", "indicator"), Text("indikatorer", "indicators")),
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

OVERVIEW = views.Overview(
    name="overview",
    title=Text("Översikt", "Overview"),
    help=Text("Läget i korthet.", "The situation in brief."),
    work=AREAS,
    parts=ACTIVITIES,
    questions=(DECISIONS, CHALLENGES),
)

CALENDAR = views.YearCalendar(
    name="calendar",
    title=Text("Årshjul", "Annual wheel"),
    gist=Text("Årets datum per kvartal", "The year's dates by quarter"),
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

VIEWS: tuple[views.View, ...] = (
    OVERVIEW,
    views.Agenda(
        name="agenda",
        title=Text("Att lyfta", "To raise"),
        gist=Text("Det ett möte kan avgöra", "What a meeting can settle"),
        help=Text("Det som behöver tas upp, som underlag för dagordningen.", "What needs to be taken up in a meeting."),
        work=AREAS,
        parts=ACTIVITIES,
        questions=(DECISIONS, CHALLENGES),
        measures=INDICATORS,
    ),
    views.Changes(
        name="changes",
        title=Text("Förändringar", "Changes"),
        gist=Text("Vad som ändrats sedan sist", "What has changed since last time"),
        help=Text("Det som har ändrats i planerna.", "What has changed in the plans."),
        work=AREAS,
        parts=ACTIVITIES,
        questions=(DECISIONS, CHALLENGES),
        measures=INDICATORS,
    ),
    views.Slide(
        name="slide",
        title=Text("Handlingsplan", "Action plan"),
        gist=Text("Planerna som de redovisas", "The plans as they are reported"),
        help=Text("Planerna som de visas när de redovisas.", "The plans as they are shown when they are reported."),
        work=AREAS,
        parts=ACTIVITIES,
        measures=INDICATORS,
    ),
    views.StatusTally(
        name="status",
        title=Text("Status", "Status"),
        gist=Text("Antal per region, råd och grupp", "Numbers by region, council and group"),
        help=Text(
            "Antal och andel prioriterade områden. Tal som är formler följer fliken Områden.",
            "Number and share of priority areas. Numbers that are formulas follow the sheet Areas.",
        ),
        work=AREAS,
    ),
    views.AllRows(
        name="areas",
        title=Text("Områden", "Areas"),
        gist=Text("De prioriterade områdena", "The priority areas"),
        help=Text("De prioriterade områdena, ett per rad.", "The priority areas, one a row."),
        sheet="areas",
    ),
    views.AllRows(
        name="activities",
        title=Text("Aktiviteter", "Activities"),
        gist=Text("Aktiviteter, ansvariga och tider", "Activities, who and when"),
        help=Text("Aktiviteterna, en per rad.", "The activities, one a row."),
        sheet="activities",
    ),
    views.TickCrossing(
        name="promises",
        title=Text("Patientlöften", "Patient promises"),
        gist=Text("Områden bakom varje löfte", "The areas behind each promise"),
        help=Text(
            "Vilka områden som bidrar till vilket löfte. Ett område kan bidra till flera.",
            "Which areas serve which promise. An area may serve several.",
        ),
        work=AREAS,
    ),
    views.IndicatorOutcomes(
        name="indicators",
        title=Text("Indikatorer", "Indicators"),
        gist=Text("Senaste värde, mål och förändring", "Latest value, target and change"),
        help=Text("Senaste värde, förändring och mål.", "Latest value, change and target."),
        work=AREAS,
        measures=INDICATORS,
    ),
    views.Charts(
        name="charts",
        title=Text("Diagram", "Charts"),
        gist=Text("Utveckling per region och indikator", "Development by region and indicator"),
        help=Text(
            "Utvecklingen per region, och senaste värdet. Streckad linje: målet.",
            "Development by region, and the latest value. Dashed line: the target.",
        ),
        work=AREAS,
        measures=INDICATORS,
        data=Text("Diagramdata", "Chart data"),
    ),
    views.AllRows(
        name="measurements",
        title=Text("Mätvärden", "Measurements"),
        gist=Text("Värdena som de är inlästa", "The values as they were read"),
        help=Text("Mätvärdena som de är inlästa.", "The measurements as they were read."),
        sheet="measurements",
    ),
    views.AllRows(
        name="indicator_details",
        title=Text("Indikatoruppgifter", "Indicator details"),
        gist=Text("Vad som sägs om varje indikator", "What is told of each indicator"),
        help=Text("Vad planerna säger om indikatorerna.", "What the plans tell of the indicators."),
        sheet="indicators",
    ),
    views.AllRows(
        name="results",
        title=Text("Resultat", "Results"),
        gist=Text("Resultat och framgångsfaktorer", "Results and success factors"),
        help=Text("Resultat, utveckling och framgångsfaktorer.", "Results, development and success factors."),
        sheet="results",
    ),
    views.AllRows(
        name="challenges",
        title=Text("Utmaningar", "Challenges"),
        gist=Text("Hinder och behov", "Obstacles and needs"),
        help=Text("Hinder och behov.", "Obstacles and needs."),
        sheet="challenges",
    ),
    views.Matrix(
        name="decisions",
        title=Text("Beslut", "Decisions"),
        gist=Text("Beslut som behövs eller fattats", "Decisions wanted or taken"),
        help=Text(
            "Beslut som behövs eller är fattade, med läget under det forum som beslutar.",
            "Decisions wanted or taken, with the state under the forum that decides.",
        ),
        sheet="decisions",
        across="forum",
        state="state",
        on="decided_on",
        lines=("area", "question"),
        details=("when", "proposal"),
    ),
    views.Matrix(
        name="endorsement",
        title=Text("Förankring", "Endorsement"),
        gist=Text("Hur långt varje plan förankrats", "How far plans are endorsed"),
        help=Text("Hur långt förankringen har kommit, grupp för grupp.", "How far endorsement has come, by group."),
        sheet="endorsement",
        across="instance",
        state="state",
        on="on",
    ),
    CALENDAR,
    views.AllRows(
        name="plans",
        title=Text("Planer", "Plans"),
        gist=Text("Uppgifter om varje plan", "Facts about each plan"),
        help=Text("Det som varje plan säger om sig själv.", "What each plan says about itself."),
        sheet="plan",
    ),
    views.FileList(
        name="received",
        title=Text("Inlämnade planer", "Plans received"),
        gist=Text("Filerna; vilka som inväntas", "The files; who is awaited"),
        help=Text("Filerna och vad som blev av dem.", "The files, and what became of them."),
        work=AREAS,
        parts=ACTIVITIES,
        measures=INDICATORS,
    ),
    views.FindingList(
        name="remarks",
        title=Text("Kontroll av underlaget", "Check of the plans"),
        gist=Text("Vad som kan rättas i planerna", "What can be mended in plans"),
        help=Text(
            "Det som kan rättas, kompletteras eller övervägas i planerna.",
            "What can be corrected, completed or considered in the plans.",
        ),
    ),
)

DECK = views.Deck(
    overview=OVERVIEW,
    work=AREAS,
    parts=ACTIVITIES,
    questions=(DECISIONS, CHALLENGES),
    decisions=views.SheetTable(
        sheet="decisions",
        columns=(("area", 3), ("question", 6), ("proposal", 6), ("forum", 2), ("when", 2), ("state", 2)),
    ),
    sheets=(
        views.SheetTable(
            sheet="indicators",
            columns=(
                *(("id", 1), ("area", 3), ("name", 6), ("kind", 3), ("unit", 2), ("direction", 2.5)),
                *(("target", 2.2), ("target_high", 2.2), ("target_text", 3), ("reached", 2), ("outcome", 3)),
            ),
        ),
        views.SheetTable(sheet="results", columns=(("area", 4), ("type", 3), ("text", 11), ("period", 3))),
        views.SheetTable(
            sheet="challenges",
            columns=(
                *(("area", 3), ("type", 3.8), ("text", 5.6), ("addressed_to", 2.8)),
                *(("wanted", 4), ("when", 2), ("state", 1.8)),
            ),
        ),
    ),
    measures=INDICATORS,
    calendar=CALENDAR,
    year=views.SheetTable(
        sheet="calendar", columns=(("quarter", 2), ("event", 9), ("start", 2), ("end", 2), ("when", 3), ("type", 3))
    ),
    answers=("healthcare_region", "council", "as_of", "document_status"),
)
