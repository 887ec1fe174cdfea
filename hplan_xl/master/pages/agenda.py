"""A page to hold a meeting by: what is in trouble, asked for, late, off target, without anyone responsible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text
from hplan_xl.book.views import Agenda, Asked, Work
from hplan_xl.excel import look
from hplan_xl.excel.text_metrics import fitted
from hplan_xl.master.facts.indicators import Indicator, missed_milestone, on_target
from hplan_xl.master.facts.issues import asked, ends, idle, late, spoken_day, troubled, unled
from hplan_xl.master.facts.records import Record, text, vocabulary
from hplan_xl.master.facts.status_counts import all_of, label, toned
from hplan_xl.master.sheet.context import Edition, table_name
from hplan_xl.master.sheet.page import TOP, Content, Marked, Page, framed
from hplan_xl.master.sheet.row_columns import GROUP
from hplan_xl.master.sheet.tables import Heading, group, origin, spoken_goal, spoken_latest, table, when_told

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


@dataclass(frozen=True)
class Point:
    """A point of the agenda: what stands over it, its columns, and its rows.

    name: ends the name of its table. term: the status it is about, which colours its title.
    """

    name: str
    title: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Content, ...], ...]
    term: Term | None = None


def write(edition: Edition, view: Agenda) -> None:
    """Write the page."""
    page = framed(edition, view, _WIDTHS)
    top = TOP
    for point in points(edition, view):
        title = f"{point.title} ({len(point.rows)})"
        page.together(top, 4)
        page.put(top, 0, Marked(title, point.term, False), "section")
        page.tall(top, 24)
        rows = [[_fitting(page, column, content) for column, content in enumerate(row)] for row in point.rows]
        top = table(page, top + 1, table_name(view, point.name), point.columns, rows, point.title) + 1
    page.sheet.freeze_panes(TOP, 0)


def points(edition: Edition, view: Agenda) -> Iterator[Point]:
    """The points that have something to take up, in the order of the meeting."""
    return (point for point in _all_points(edition, view) if point.rows)


def _all_points(edition: Edition, view: Agenda) -> Iterator[Point]:
    yield from _troubles(edition, view)
    yield from (_questions(edition, question) for question in view.asked)
    yield _late(edition, view)
    yield _off_target(edition, view)
    yield _unled(edition, view)
    yield _idle(edition, view)


def _fitting(page: Page, column: int, content: Content) -> Content:
    if isinstance(content, str):
        return fitted(content, page.room(column), look.FONT_SIZE, page.edition.says(_PLAN_HAS_MORE))
    return content


def _point(
    edition: Edition, name: str, title: Text, columns: Sequence[Text], rows: Sequence[Sequence[Content]]
) -> Point:
    styles = ["strong", *["text"] * (len(columns) - 1)]
    says = edition.says
    headings = (*(Heading(says(one), style) for one, style in zip(columns, styles, strict=True)),)
    return Point(name, says(title), (*headings, Heading(says(_SOURCE), "link")), tuple(tuple(row) for row in rows))


def _troubles(edition: Edition, view: Agenda) -> list[Point]:
    work, rows = view.work, all_of(edition.consolidated, view.work)
    columns = (GROUP, _AREA, _RESPONSIBLE, _WHY, _NEEDS)
    points = []
    for term in toned(edition.consolidated.book, work, Tone.RED, Tone.YELLOW):
        told = [_trouble(edition, work, row) for row in troubled(rows, work, term)]
        points.append(replace(_point(edition, f"status_{term.name}", term.word, columns, told), term=term))
    return points


def _trouble(edition: Edition, work: Work, row: Record) -> tuple[Content, ...]:
    what = (label(row, work, 300), text(row, work.responsible), text(row, work.why), text(row, work.needs))
    return (group(edition, row), *what, origin(edition, row))


def _questions(edition: Edition, question: Asked) -> Point:
    words = vocabulary(edition.consolidated.book, question.sheet, question.forum)
    rows = []
    for row in asked(edition.consolidated, question):
        forum = words.term(row.get(question.forum))
        whom = edition.says(forum.word) if forum else text(row, question.forum)
        when, detail = when_told(edition, row, question.when), text(row, question.detail)
        rows.append((group(edition, row), text(row, question.text), when, detail, whom, origin(edition, row)))
    return _point(edition, question.sheet, question.heading, (GROUP, _QUESTION, _WHEN, _DETAIL, _WHOM), rows)


def _late(edition: Edition, view: Agenda) -> Point:
    book, as_of = edition.consolidated.book, edition.consolidated.as_of
    rows = []
    for one in late(edition.consolidated, view.work, view.parts):
        term = vocabulary(book, one.work.sheet, one.work.status).term(one.row.get(one.work.status))
        status = Marked(edition.says(term.word), term, False) if term else ""
        what = label(one.row, one.work, 300)
        parent = text(one.row, f"_{one.work.parent}") if one.work.parent else ""
        part_of = f"{parent}: {what}" if parent else what
        responsible = text(one.row, one.work.responsible)
        when = edition.says(one.sentence(as_of))
        rows.append((group(edition, one.row), part_of, status, when, responsible, origin(edition, one.row)))
    return _point(edition, "late", _LATE, (GROUP, _WHAT, _STATUS, _SINCE, _RESPONSIBLE), rows)


def _off_target(edition: Edition, view: Agenda) -> Point:
    measures, as_of = view.measures, edition.consolidated.as_of
    rows = []
    for one in edition.indicators[measures.sheet]:
        if on_target(one, measures) is False or missed_milestone(one, measures, as_of):
            name, parent = text(one.row, measures.name), text(one.row, f"_{measures.parent}")
            goal, latest = _missed(edition, view, one), spoken_latest(edition, measures, one)
            rows.append((group(edition, one.row), name, latest, goal, parent, origin(edition, one.row)))
    return _point(edition, "off_target", _OFF_TARGET, (GROUP, _INDICATOR, _LATEST, _TARGET, _AREA), rows)


def _missed(edition: Edition, view: Agenda, one: Indicator) -> str:
    goal = spoken_goal(edition, view.measures, one.row)
    year = text(one.row, view.measures.target_year)
    return goal or edition.says(_MILESTONE.filled(year=year))


def _unled(edition: Edition, view: Agenda) -> Point:
    work, book, as_of = view.work, edition.consolidated.book, edition.consolidated.as_of
    rows = []
    for row in unled(edition.consolidated, work, view.parts):
        term = vocabulary(book, work.sheet, work.status).term(row.get(work.status))
        status = Marked(edition.says(term.word), term, False) if term else ""
        due = ends(row, work)
        when = edition.says(spoken_day(due, as_of)) if due else ""
        rows.append(
            (group(edition, row), label(row, work, 300), status, when, text(row, work.needs), origin(edition, row))
        )
    return _point(edition, "unled", _UNLED, (GROUP, _AREA, _STATUS, _DUE, _NEEDS), rows)


def _idle(edition: Edition, view: Agenda) -> Point:
    columns = (
        Heading(edition.says(_REGION), "strong"),
        Heading(edition.says(_PROMISE)),
        Heading(edition.says(_NUMBER), "count"),
        Heading(edition.says(_WHY)),
    )
    rows = []
    for one in idle(edition.consolidated, view.work):
        why = edition.says(_RESTING if one.rows else _NONE)
        rows.append((edition.region(one.region), edition.says(one.tick.title), len(one.rows), why))
    return Point("idle", edition.says(_IDLE), columns, tuple(rows))
