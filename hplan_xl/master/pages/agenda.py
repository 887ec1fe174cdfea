"""A page for a meeting: trouble, open questions, late work, missed targets, work without anyone responsible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text
from hplan_xl.book.views import Agenda, Questions, Work, table_name
from hplan_xl.consolidation.origin import GROUP
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import fit_text
from hplan_xl.master.facts.freshness import LONG_BEHIND, count_days_behind, find_past_due_values
from hplan_xl.master.facts.indicators import Indicator, is_milestone_missed, is_on_target
from hplan_xl.master.facts.issues import (
    find_end_day,
    find_idle_ticks,
    find_late_work,
    find_questions,
    find_unled_work,
    format_day,
    select_by_status,
)
from hplan_xl.master.facts.records import Record, find_vocabulary, get_text, list_records, localize_term
from hplan_xl.master.facts.status_counts import label_work, list_work, select_by_tone
from hplan_xl.master.sheet.context import Edition
from hplan_xl.master.sheet.page import TOP, Content, Page, TermContent, open_framed_page
from hplan_xl.master.sheet.tables import (
    Heading,
    format_latest_value,
    format_target,
    format_time,
    make_origin_link,
    name_group,
    write_table,
)

_WIDTHS = (28, 36, 20, 40, 32, 26)
_SOURCE = Text("Källa", "Source")
_AREA = Text("Område", "Area")
_STATUS = Text("Status", "Status")
_WHY = Text("Varför", "Why")
_NEEDS = Text("Vad behövs, av vem", "What is needed, from whom")
_WHAT = Text("Vad", "What")
_WHOM = Text("Till vem", "To whom")
_WHEN = Text("När", "When")
_DETAIL = Text("Förslag eller önskat stöd", "Proposal or wanted support")
_QUESTION = Text("Fråga", "Question")
_LATE = Text("Skulle ha varit klart", "Should have been done")
_SINCE = Text("Hur länge", "How long")
_RESPONSIBLE = Text("Ansvarig", "Responsible")
_INDICATOR = Text("Indikator", "Indicator")
_OFF_TARGET = Text("Indikatorer som inte når målet", "Indicators off target")
_LATEST = Text("Senaste", "Latest")
_TARGET = Text("Mål", "Target")
_UNLED = Text("Utan ansvarig", "Without anyone responsible")
_DUE = Text("Klart senast", "Due")
_IDLE = Text("Löften som ingen arbetar med", "Promises nobody works on")
_NONE = Text("Inget område bidrar till löftet.", "No area serves the promise.")
_RESTING = Text(
    "De områden som bidrar är avslutade eller ej påbörjade.", "The areas that serve it are closed or not started."
)
_REGION = Text("Sjukvårdsregion", "Healthcare region")
_MILESTONE = Text("Skulle ha nåtts {year}", "Was to be reached in {year}")
_PLAN_HAS_MORE = Text("(hela texten i planen)", "(the whole text in the plan)")
_PROMISE = Text("Patientlöfte", "Patient promise")
_NUMBER = Text("Områden", "Areas")
_BEHIND = Text("Planer som är äldre än de andra", "Plans older than the others")
_STATUS_OF = Text("Läget gäller", "As of")
_DAYS = Text("{n} dagar före den senaste planen", "{n} days before the latest plan")
_PAST_DUE = Text("Indikatorer med äldre värden än mätfrekvensen", "Indicators with values older than their frequency")
_FREQUENCY = Text("Mätfrekvens", "Frequency")


@dataclass(frozen=True)
class AgendaPoint:
    """A point of the agenda: what stands over it, its columns, and its rows.

    name: ends the name of its table. term: the status it is about, which colours its title.
    """

    name: str
    title: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Content, ...], ...]
    term: Term | None = None


def write_page(edition: Edition, view: Agenda) -> None:
    """Write the page."""
    page = open_framed_page(edition, view, _WIDTHS)
    top = TOP
    for point in list_points(edition, view):
        title = f"{point.title} ({len(point.rows)})"
        page.keep_together(top, 4)
        page.write_content(top, 0, TermContent(title, point.term, False), "section")
        page.set_height(top, 24)
        rows = [[_fitting(page, column, content) for column, content in enumerate(row)] for row in point.rows]
        top = write_table(page, top + 1, table_name(view, point.name), point.columns, rows, point.title) + 1
    page.sheet.freeze_panes(TOP, 0)


def list_points(edition: Edition, view: Agenda) -> Iterator[AgendaPoint]:
    """The points that have something to take up, in the order of the meeting."""
    return (point for point in _all_points(edition, view) if point.rows)


def _all_points(edition: Edition, view: Agenda) -> Iterator[AgendaPoint]:
    yield from _troubles(edition, view)
    yield from (_questions(edition, question) for question in view.questions)
    yield _late(edition, view)
    yield _off_target(edition, view)
    yield _unled(edition, view)
    yield _idle(edition, view)
    yield _behind(edition)
    yield _past_due(edition, view)


def _fitting(page: Page, column: int, content: Content) -> Content:
    if isinstance(content, str):
        return fit_text(content, page.measure_room(column), look.FONT_SIZE, page.edition.localize(_PLAN_HAS_MORE))
    return content


def _point(
    edition: Edition, name: str, title: Text, columns: Sequence[Text], rows: Sequence[Sequence[Content]]
) -> AgendaPoint:
    styles = ["strong", *["text"] * (len(columns) - 1)]
    says = edition.localize
    headings = (*(Heading(says(one), style) for one, style in zip(columns, styles, strict=True)),)
    return AgendaPoint(
        name, says(title), (*headings, Heading(says(_SOURCE), "link")), tuple(tuple(row) for row in rows)
    )


def _troubles(edition: Edition, view: Agenda) -> list[AgendaPoint]:
    work, rows = view.work, list_work(edition.consolidated, view.work)
    columns = (GROUP, _AREA, _RESPONSIBLE, _WHY, _NEEDS)
    points = []
    for term in select_by_tone(edition.consolidated.book, work, Tone.RED, Tone.YELLOW):
        told = [_trouble(edition, work, row) for row in select_by_status(rows, work, term)]
        points.append(replace(_point(edition, f"status_{term.name}", term.word, columns, told), term=term))
    return points


def _trouble(edition: Edition, work: Work, row: Record) -> tuple[Content, ...]:
    what = (
        label_work(row, work, 300),
        get_text(row, work.responsible),
        get_text(row, work.reason),
        get_text(row, work.needs),
    )
    return (name_group(edition, row), *what, make_origin_link(edition, row))


def _questions(edition: Edition, question: Questions) -> AgendaPoint:
    words = find_vocabulary(edition.consolidated.book, question.sheet, question.forum)
    rows = []
    for row in find_questions(edition.consolidated, question):
        forum = words.find_term(row.get(question.forum))
        whom = edition.localize(forum.word) if forum else get_text(row, question.forum)
        when, detail = format_time(edition, row, question.due), get_text(row, question.detail)
        rows.append(
            (name_group(edition, row), get_text(row, question.text), when, detail, whom, make_origin_link(edition, row))
        )
    return _point(edition, question.sheet, question.heading, (GROUP, _QUESTION, _WHEN, _DETAIL, _WHOM), rows)


def _late(edition: Edition, view: Agenda) -> AgendaPoint:
    book, as_of = edition.consolidated.book, edition.consolidated.as_of
    rows = []
    for one in find_late_work(edition.consolidated, view.work, view.parts):
        term = find_vocabulary(book, one.work.sheet, one.work.status).find_term(one.row.get(one.work.status))
        status = TermContent(edition.localize(term.word), term, False) if term else ""
        what = label_work(one.row, one.work, 300)
        parent = get_text(one.row, f"_{one.work.parent}") if one.work.parent else ""
        part_of = f"{parent}: {what}" if parent else what
        responsible = get_text(one.row, one.work.responsible)
        when = edition.localize(one.sentence(as_of))
        rows.append(
            (name_group(edition, one.row), part_of, status, when, responsible, make_origin_link(edition, one.row))
        )
    return _point(edition, "late", _LATE, (GROUP, _WHAT, _STATUS, _SINCE, _RESPONSIBLE), rows)


def _off_target(edition: Edition, view: Agenda) -> AgendaPoint:
    measures, as_of = view.measures, edition.consolidated.as_of
    rows = []
    for one in edition.indicators[measures.sheet]:
        unread = edition.consolidated.is_unread(one.row, measures.sheet, measures.reached_state)
        if is_on_target(one, measures) is False or (not unread and is_milestone_missed(one, measures, as_of)):
            name, parent = get_text(one.row, measures.name), get_text(one.row, f"_{measures.parent}")
            goal, latest = _missed(edition, view, one), format_latest_value(edition, measures, one)
            rows.append((name_group(edition, one.row), name, latest, goal, parent, make_origin_link(edition, one.row)))
    return _point(edition, "off_target", _OFF_TARGET, (GROUP, _INDICATOR, _LATEST, _TARGET, _AREA), rows)


def _missed(edition: Edition, view: Agenda, one: Indicator) -> str:
    goal = format_target(edition, view.measures, one.row)
    year = get_text(one.row, view.measures.target_year)
    return goal or edition.localize(_MILESTONE.fill(year=year))


def _unled(edition: Edition, view: Agenda) -> AgendaPoint:
    work, book, as_of = view.work, edition.consolidated.book, edition.consolidated.as_of
    rows = []
    for row in find_unled_work(edition.consolidated, work, view.parts):
        term = find_vocabulary(book, work.sheet, work.status).find_term(row.get(work.status))
        status = TermContent(edition.localize(term.word), term, False) if term else ""
        due = find_end_day(row, work)
        when = edition.localize(format_day(due, as_of)) if due else ""
        rows.append(
            (
                name_group(edition, row),
                label_work(row, work, 300),
                status,
                when,
                get_text(row, work.needs),
                make_origin_link(edition, row),
            )
        )
    return _point(edition, "unled", _UNLED, (GROUP, _AREA, _STATUS, _DUE, _NEEDS), rows)


def _idle(edition: Edition, view: Agenda) -> AgendaPoint:
    columns = (
        Heading(edition.localize(_REGION), "strong"),
        Heading(edition.localize(_PROMISE)),
        Heading(edition.localize(_NUMBER), "count"),
        Heading(edition.localize(_WHY)),
    )
    rows = []
    for one in find_idle_ticks(edition.consolidated, view.work):
        why = edition.localize(_RESTING if one.rows else _NONE)
        rows.append((edition.region_name(one.region), edition.localize(one.tick.title), len(one.rows), why))
    return AgendaPoint("idle", edition.localize(_IDLE), columns, tuple(rows))


def _behind(edition: Edition) -> AgendaPoint:
    """The plans whose day is long before that of the latest plan."""
    consolidated = edition.consolidated
    plans = {get_text(row, "_file"): row for row in list_records(consolidated, consolidated.book.identity.sheet)}
    rows = []
    for file in consolidated.files:
        days = count_days_behind(consolidated, file) if file.name in plans else None
        if days is not None and days > LONG_BEHIND and file.as_of:
            row = plans[file.name]
            day = edition.localize(format_day(file.as_of, consolidated.as_of))
            cells = (
                name_group(edition, row),
                day,
                edition.localize(_DAYS.fill(n=days)),
                make_origin_link(edition, row),
            )
            rows.append(cells)
    rows.sort(key=lambda cells: str(cells[0]))
    return _point(edition, "behind", _BEHIND, (GROUP, _STATUS_OF, _SINCE), rows)


def _past_due(edition: Edition, view: Agenda) -> AgendaPoint:
    """The indicators whose latest value is older than they are measured often."""
    measures, consolidated = view.measures, edition.consolidated
    rows = []
    for one in find_past_due_values(edition.indicators[measures.sheet], measures, consolidated.as_of):
        name, parent = get_text(one.row, measures.name), get_text(one.row, f"_{measures.parent}")
        often = localize_term(
            consolidated.book, measures.sheet, measures.frequency, one.row.get(measures.frequency), edition.language
        )
        latest = format_latest_value(edition, measures, one)
        rows.append((name_group(edition, one.row), name, often, latest, parent, make_origin_link(edition, one.row)))
    return _point(edition, "past_due", _PAST_DUE, (GROUP, _INDICATOR, _FREQUENCY, _LATEST, _AREA), rows)
