"""The pages of the master, in the order in which they are read."""

from hplan_xl.book.text import Text
from hplan_xl.book.views import (
    Agenda,
    Asked,
    Charts,
    Crossing,
    Matrix,
    Measures,
    Noun,
    Outcomes,
    Overview,
    Plans,
    Received,
    Remarks,
    Rows,
    Slide,
    Tally,
    View,
    Wheel,
    Work,
)


def _same(words: Text) -> Noun:
    return Noun(words, words)


PLANS = Plans(sheet="plan", region="healthcare_region", status="document_status", final=("adopted", "published"))

AREAS = Work(
    sheet="areas",
    noun=Noun(Text("prioriterat område", "priority area"), Text("prioriterade områden", "priority areas")),
    title="title",
    short="short_title",
    number="number",
    status="status",
    told=(
        ("on_plan", _same(Text("enligt plan", "on plan"))),
        ("minor", _same(Text("med mindre problem", "with minor problems"))),
        ("serious", _same(Text("med allvarliga problem", "with serious problems"))),
        ("not_started", Noun(Text("ej påbörjat", "not started"), Text("ej påbörjade", "not started"))),
        ("closed", Noun(Text("avslutat", "closed"), Text("avslutade", "closed"))),
    ),
    focus="national_focus",
    why="status_comment",
    needs="needs",
    responsible="responsible",
    due="due",
    closing_reason="closing_reason",
    family="promise",
    follow_up=("follow_up", "effect_goal"),
    closed=("closed",),
    idle=("not_started",),
)

ACTIVITIES = Work(
    sheet="activities",
    noun=Noun(Text("aktivitet", "activity"), Text("aktiviteter", "activities")),
    title="title",
    status="status",
    number="number",
    parent="area",
    why="status_comment",
    responsible="responsible",
    due="due",
    schedule="schedule",
    closed=("closed",),
    idle=("not_started",),
)

DECISIONS = Asked(
    sheet="decisions",
    noun=Noun(Text("beslut", "decision"), Text("beslut", "decisions")),
    heading=Text("Beslut som behövs", "Decisions wanted"),
    text="question",
    detail="proposal",
    forum="forum",
    state="state",
    settled=("decided", "reported"),
    when="when",
    parent="area",
)

CHALLENGES = Asked(
    sheet="challenges",
    noun=Noun(Text("utmaning", "challenge"), Text("utmaningar", "challenges")),
    heading=Text("Utmaningar som lyfts", "Challenges raised"),
    text="text",
    detail="wanted",
    forum="addressed_to",
    state="state",
    settled=("handled",),
    when="when",
    parent="area",
    addressed_only=True,
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
    reached="reached",
    reached_on="reached_on",
    outcome="outcome",
    state="state",
    number="number",
    milestone="milestone",
    higher="higher",
    lower="lower",
    within="within",
    missed=("partly", "no"),
    values="measurements",
    indicator="indicator",
    period="period",
    comment="comment",
    whole="whole",
    nation="nation",
)

VIEWS: tuple[View, ...] = (
    Overview(
        name="overview",
        title=Text("Översikt", "Overview"),
        help=Text("Läget i korthet.", "The situation in brief."),
        plans=PLANS,
        work=AREAS,
        parts=ACTIVITIES,
        asked=(DECISIONS, CHALLENGES),
    ),
    Agenda(
        name="agenda",
        title=Text("Att lyfta", "To raise"),
        help=Text("Det som behöver tas upp, som underlag för dagordningen.", "What needs to be taken up in a meeting."),
        work=AREAS,
        parts=ACTIVITIES,
        asked=(DECISIONS, CHALLENGES),
        measures=INDICATORS,
    ),
    Slide(
        name="slide",
        title=Text("Handlingsplan", "Action plan"),
        help=Text("Planerna som de visas i kunskapsråden.", "The plans as they are shown in the councils."),
        work=AREAS,
        parts=ACTIVITIES,
        measures=INDICATORS,
    ),
    Tally(
        name="status",
        title=Text("Status", "Status"),
        help=Text(
            "Antal och andel prioriterade områden. Formler som följer fliken Områden.",
            "Number and share of priority areas. Formulas that follow the sheet Areas.",
        ),
        work=AREAS,
    ),
    Rows(
        name="areas",
        title=Text("Områden", "Areas"),
        help=Text("Alla prioriterade områden.", "All priority areas."),
        sheet="areas",
    ),
    Rows(
        name="activities",
        title=Text("Aktiviteter", "Activities"),
        help=Text("Alla aktiviteter.", "All activities."),
        sheet="activities",
    ),
    Crossing(
        name="promises",
        title=Text("Patientlöften", "Patient promises"),
        help=Text(
            "Vilka områden som bidrar till vilket löfte. Ett område kan bidra till flera.",
            "Which areas serve which promise. An area may serve several.",
        ),
        work=AREAS,
    ),
    Outcomes(
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
    Rows(
        name="measurements",
        title=Text("Mätvärden", "Measurements"),
        help=Text("Mätvärden som de är ifyllda.", "Measurements as filled in."),
        sheet="measurements",
    ),
    Rows(
        name="indicator_details",
        title=Text("Indikatoruppgifter", "Indicator details"),
        help=Text("Allt som är ifyllt om indikatorerna.", "All that is filled in about the indicators."),
        sheet="indicators",
    ),
    Rows(
        name="results",
        title=Text("Resultat", "Results"),
        help=Text("Resultat, utveckling och framgångsfaktorer.", "Results, development and success factors."),
        sheet="results",
    ),
    Rows(
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
    Wheel(
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
    ),
    Rows(
        name="plans",
        title=Text("Planer", "Plans"),
        help=Text("Det som varje plan säger om sig själv.", "What each plan says about itself."),
        sheet="plan",
    ),
    Received(
        name="received",
        title=Text("Inlämnade planer", "Plans received"),
        help=Text("Alla filer, och vilka grupper som inväntas.", "All files, and which groups are awaited."),
    ),
    Remarks(
        name="remarks",
        title=Text("Kontroll av underlaget", "Check of the plans"),
        help=Text(
            "Det som kan rättas, kompletteras eller övervägas i planerna.",
            "What can be corrected, completed or considered in the plans.",
        ),
    ),
)
