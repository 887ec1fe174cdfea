"""A page for a meeting: trouble, open questions, late work, missed targets, work without anyone responsible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.book.views import Agenda, Questions, Work, table_name
from hplan_xl.consolidation.union import GROUP, NOT_GIVEN, Record
from hplan_xl.excel import look
from hplan_xl.excel.references import make_internal_link
from hplan_xl.excel.text_metrics import fit_text, measure_widest_word, measure_width
from hplan_xl.master.facts import issues
from hplan_xl.master.facts.freshness import LONG_BEHIND, count_days_behind, find_past_due_values
from hplan_xl.master.facts.indicators import Indicator, is_milestone_missed, is_on_target
from hplan_xl.master.facts.records import (
    find_vocabulary,
    get_text,
    label_work,
    list_records,
    list_work,
    localize_term,
    select_by_tone,
)
from hplan_xl.master.sheet.page_frame import (
    INDENT,
    TOP,
    Content,
    Edition,
    LinkedText,
    Page,
    TermContent,
    open_framed_page,
)
from hplan_xl.master.sheet.tables import (
    Heading,
    format_latest_value,
    format_target,
    format_time,
    make_origin_link,
    name_group,
    write_table,
)

_WIDTHS = (25, 30, 17, 32, 25.5, 26.5)  # a link is on one line: some programs break none
_NARROW = 2  # the column that long words of responsible and forums stand in, beside a wide one
_MOST_WIDENED = 10.0
_LINKS_IN = (0, 1, 3, 4)  # the columns that a link begins in; it has those up to the next
_SOURCE = Text("Källa", "Source")
_AREA = Text("Område", "Area")
_STATUS = Text("Status", "Status")
_WHY = Text("Varför", "Why")
_NEEDS = Text("Vad behövs, av vem", "What is needed, from whom")
_WHAT = Text("Vad", "What")
_WHOM = Text("Till vem", "To whom")
_UNREAD = Text("Går inte att läsa", "Cannot be read")
_WHEN = Text("När", "When")
_DETAIL = Text("Förslag eller önskat stöd", "Proposal or wanted support")
_QUESTION = Text("Fråga", "Question")
_OTHER_NEEDS = Text("Behov på övriga områden", "Needs of other areas")
_LATE = Text("Försenat", "Overdue")
_SINCE = Text("Hur länge", "How long")
_RESPONSIBLE = Text("Ansvarig", "Responsible")
_INDICATOR = Text("Indikator", "Indicator")
_OFF_TARGET = Text("Indikatorer som inte når målet", "Indicators off target")
_LATEST = Text("Senaste", "Latest")
_TARGET = Text("Mål", "Target")
_UNLED = Text("Utan ansvarig", "Without anyone responsible")
_MANY_UNLED = Text("{n} av {of} områden som inte är avslutade", "{n} of {of} areas that are not closed")
_NO_ONE = Text(
    "Ingen ansvarig är angiven, varken för området eller för någon av dess aktiviteter.",
    "No one is told to be responsible, neither for the area nor for any of its activities.",
)
_LISTED = Text(" De står på fliken {sheet}.", " They stand on the sheet {sheet}.")
_HOW_MANY = Text("Hur många", "How many")
_MOST_UNLED = 3  # where more than one in so many lack someone responsible, a list of them is no agenda
_DUE = Text("Klart senast", "Due")
_IDLE = Text("Patientlöften utan område", "Patient promises without an area")
_NONE = Text("Inget område här är kryssat för löftet.", "No area here is ticked for the promise.")
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

    name: ends the name of its table. number: how many it is about, which is more than its rows where a line tells of
    many. term: the status it is about, which colours its title.
    """

    name: str
    title: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Content, ...], ...]
    number: int
    term: Term | None = None

    @property
    def heading(self) -> str:
        """What stands over it, with how many it is about."""
        return f"{self.title} ({self.number})"


def write_page(edition: Edition, view: Agenda) -> None:
    """Write the page."""
    points = list(list_points(edition, view))
    widths = _fit_widths(points)
    page = open_framed_page(edition, view, widths)
    places = _place_links([point.heading for point in points], widths) if len(points) > 1 else []
    top = places[-1][0] + 1 if places else TOP
    for at, point in enumerate(points):
        if places:
            target = make_internal_link(edition.localize(view.title), f"A{top + 1}")
            page.write_content(*places[at], LinkedText(point.heading, target), "home")
        page.keep_together(top, 4)
        page.write_content(top, 0, TermContent(point.heading, point.term, False), "section")
        page.set_height(top, 24)
        rows = [[_fit_content(page, column, content) for column, content in enumerate(row)] for row in point.rows]
        top = write_table(page, top + 1, table_name(view, point.name), point.columns, rows, point.title) + 1
    page.sheet.freeze_panes(TOP, 0)
    page.sheet.lay_aside()


def _fit_widths(points: Sequence[AgendaPoint]) -> Sequence[float]:
    """The widths of the columns, where the narrow one has room for its widest word, taken from the one after it."""
    words = (row[_NARROW] for point in points for row in point.rows if len(row) > _NARROW)
    widest = max((measure_widest_word(one) for one in words if isinstance(one, str)), default=0.0)
    more = min(_MOST_WIDENED, max(0.0, round(widest + INDENT - _WIDTHS[_NARROW], 1)))
    taken = {_NARROW: more, _NARROW + 1: -more}
    return [wide + taken.get(at, 0.0) for at, wide in enumerate(_WIDTHS)]


def _place_links(headings: Sequence[str], widths: Sequence[float]) -> list[tuple[int, int]]:
    """The row and the column of a link to each point: the next one that is wide enough, so that none is cut."""
    rooms = [sum(widths[first:last]) for first, last in pairwise((*_LINKS_IN, len(widths)))]
    found: list[tuple[int, int]] = []
    place = 0
    for heading in headings:
        wide = min(measure_width(heading), max(rooms))
        while rooms[place % len(rooms)] < wide:
            place += 1
        row, at = divmod(place, len(rooms))
        found.append((TOP + row, _LINKS_IN[at]))
        place += 1
    return found


def list_points(edition: Edition, view: Agenda) -> Iterator[AgendaPoint]:
    """The points that have something to take up, in the order of the meeting."""
    return (point for point in _all_points(edition, view) if point.rows)


def _all_points(edition: Edition, view: Agenda) -> Iterator[AgendaPoint]:
    yield from _troubles(edition, view)
    yield _other_needs(edition, view)
    for question in view.questions:
        waiting = issues.find_questions(edition.consolidation, question)
        yield _questions(edition, question, question.sheet, question.heading, waiting)
        doubtful = issues.find_doubtful_questions(edition.consolidation, question)
        title = issues.name_doubtful_questions(question)
        yield _questions(edition, question, f"{question.sheet}_unread", title, doubtful)
    yield _late(edition, view)
    yield _off_target(edition, view)
    yield _unled(edition, view)
    yield _idle(edition, view)
    yield _behind(edition)
    yield _past_due(edition, view)


def _fit_content(page: Page, column: int, content: Content) -> Content:
    if isinstance(content, str):
        return fit_text(content, page.measure_room(column), look.FONT_SIZE, page.edition.localize(_PLAN_HAS_MORE))
    return content


def _point(
    edition: Edition, name: str, title: Text, columns: Sequence[Text], rows: Sequence[Sequence[Content]]
) -> AgendaPoint:
    styles = ["strong", *["text"] * (len(columns) - 1)]
    localize = edition.localize
    headings = (*(Heading(localize(one), style) for one, style in zip(columns, styles, strict=True)),)
    return AgendaPoint(
        name,
        localize(title),
        (*headings, Heading(localize(_SOURCE), "link")),
        tuple(tuple(row) for row in rows),
        len(rows),
    )


def _troubles(edition: Edition, view: Agenda) -> list[AgendaPoint]:
    work, rows = view.work, list_work(edition.consolidation, view.work)
    columns = (GROUP, _AREA, _RESPONSIBLE, _WHY, _NEEDS)
    points = []
    for term in select_by_tone(edition.consolidation.book, work, Tone.RED, Tone.YELLOW):
        told = [_trouble(edition, work, row) for row in issues.select_by_status(rows, work, term)]
        points.append(replace(_point(edition, f"status_{term.name}", term.word, columns, told), term=term))
    return points


def _trouble(edition: Edition, work: Work, row: Record) -> tuple[Content, ...]:
    what = (get_text(row, column) for column in (work.responsible, work.reason, work.needs))
    return (name_group(edition, row), label_work(row, work, 300), *what, make_origin_link(edition, row))


def _other_needs(edition: Edition, view: Agenda) -> AgendaPoint:
    work, book = view.work, edition.consolidation.book
    rows = []
    for row in issues.select_needing(edition.consolidation, work, select_by_tone(book, work, Tone.RED, Tone.YELLOW)):
        what = (label_work(row, work, 300), _status(edition, work, row), get_text(row, work.needs))
        link = make_origin_link(edition, row)
        rows.append((name_group(edition, row), *what, get_text(row, work.responsible), link))
    return _point(edition, "other_needs", _OTHER_NEEDS, (GROUP, _AREA, _STATUS, _NEEDS, _RESPONSIBLE), rows)


def _status(edition: Edition, work: Work, row: Record) -> Content:
    term = find_vocabulary(edition.consolidation.book, work.sheet, work.status).find_term(row.get(work.status))
    return TermContent(edition.localize(term.word), term, False) if term else ""


def _questions(
    edition: Edition, question: Questions, name: str, title: Text, questions: Sequence[Record]
) -> AgendaPoint:
    words = find_vocabulary(edition.consolidation.book, question.sheet, question.forum)
    spelled = words.terms_by_spelling()
    rows = []
    for row in questions:
        told = issues.get_forum(row, question)
        forum = words.find_term(told) or spelled.get(normalize_text(told))  # a word of another region's list too
        is_unread = edition.consolidation.is_unread(row, question.sheet, question.forum)
        whom = edition.localize(forum.word) if forum else told or edition.localize(_UNREAD if is_unread else NOT_GIVEN)
        when, detail = format_time(edition, row, question.due), get_text(row, question.detail)
        rows.append(
            (name_group(edition, row), get_text(row, question.text), when, detail, whom, make_origin_link(edition, row))
        )
    return _point(edition, name, title, (GROUP, _QUESTION, _WHEN, _DETAIL, _WHOM), rows)


def _late(edition: Edition, view: Agenda) -> AgendaPoint:
    as_of, rows = edition.consolidation.as_of, []
    for one in issues.find_late_work(edition.consolidation, view.work, view.parts):
        status = _status(edition, one.work, one.row)
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
    measures, as_of = view.measures, edition.consolidation.as_of
    rows = []
    for one in edition.indicators[measures.sheet]:
        told_by = [measures.reached_state]
        told_by += [] if one.row.get(measures.reached_state) else [measures.reached_date, measures.outcome]
        unread = any(edition.consolidation.is_unread(one.row, measures.sheet, column) for column in told_by)
        if is_on_target(one, measures) is False or (not unread and is_milestone_missed(one, measures, as_of)):
            name, parent = get_text(one.row, measures.name), get_text(one.row, f"_{measures.parent}")
            latest = format_latest_value(edition, measures, one) or edition.localize(NOT_GIVEN)
            goal = _describe_missed_target(edition, view, one)
            rows.append((name_group(edition, one.row), name, latest, goal, parent, make_origin_link(edition, one.row)))
    return _point(edition, "off_target", _OFF_TARGET, (GROUP, _INDICATOR, _LATEST, _TARGET, _AREA), rows)


def _describe_missed_target(edition: Edition, view: Agenda, one: Indicator) -> str:
    goal = format_target(edition, view.measures, one.row)
    year = get_text(one.row, view.measures.target_year)
    return goal or edition.localize(_MILESTONE.fill(year=year))


def _unled(edition: Edition, view: Agenda) -> AgendaPoint:
    work, as_of = view.work, edition.consolidation.as_of
    unled = issues.find_unled_work(edition.consolidation, work, view.parts)
    number = len(issues.select_open(edition.consolidation, list_work(edition.consolidation, work), work))
    if len(unled) * _MOST_UNLED > number and len(unled) > 1:
        return _many_unled(edition, work, len(unled), number)
    rows = []
    for row in unled:
        due = issues.find_due_day(edition.consolidation, row, work)
        when = edition.localize(issues.format_day(due, as_of)) if due else ""
        what = (label_work(row, work, 300), _status(edition, work, row), when, get_text(row, work.needs))
        rows.append((name_group(edition, row), *what, make_origin_link(edition, row)))
    return _point(edition, "unled", _UNLED, (GROUP, _AREA, _STATUS, _DUE, _NEEDS), rows)


def _many_unled(edition: Edition, work: Work, number: int, of: int) -> AgendaPoint:
    """One line with how many there are."""
    listing = edition.rows_page(work.sheet)
    where = edition.localize(_LISTED.fill(sheet=listing.title)) if listing else ""
    row = (edition.localize(_MANY_UNLED.fill(n=number, of=of)), f"{edition.localize(_NO_ONE)}{where}")
    columns = (Heading(edition.localize(_HOW_MANY), "strong"), Heading(edition.localize(_WHAT)))
    return AgendaPoint("unled", edition.localize(_UNLED), columns, (row,), number)


def _idle(edition: Edition, view: Agenda) -> AgendaPoint:
    columns = (
        Heading(edition.localize(_REGION), "strong"),
        Heading(edition.localize(_PROMISE)),
        Heading(edition.localize(_NUMBER), "count"),
        Heading(edition.localize(_WHY)),
    )
    rows = []
    for one in issues.find_idle_ticks(edition.consolidation, view.work):
        why = edition.localize(_RESTING if one.rows else _NONE)
        rows.append((edition.region_name(one.region), edition.localize(one.tick.title), len(one.rows), why))
    return AgendaPoint("idle", edition.localize(_IDLE), columns, tuple(rows), len(rows))


def _behind(edition: Edition) -> AgendaPoint:
    """The plans whose day is long before that of the latest plan."""
    consolidation = edition.consolidation
    plans = {get_text(row, "_file"): row for row in list_records(consolidation, consolidation.book.identity.sheet)}
    rows: list[tuple[Content, ...]] = []
    for file in consolidation.files:
        days = count_days_behind(consolidation, file) if file.name in plans else None
        if days is not None and days > LONG_BEHIND and file.as_of:
            row = plans[file.name]
            told = (issues.format_day(file.as_of, consolidation.as_of), _DAYS.fill(n=days))
            rows.append((name_group(edition, row), *map(edition.localize, told), make_origin_link(edition, row)))
    rows.sort(key=lambda cells: str(cells[0]))
    return _point(edition, "behind", _BEHIND, (GROUP, _STATUS_OF, _SINCE), rows)


def _past_due(edition: Edition, view: Agenda) -> AgendaPoint:
    """The indicators whose latest value is older than they are measured often."""
    measures, consolidation = view.measures, edition.consolidation
    rows = []
    for one in find_past_due_values(edition.indicators[measures.sheet], measures, consolidation.as_of):
        name, parent = get_text(one.row, measures.name), get_text(one.row, f"_{measures.parent}")
        often = localize_term(
            consolidation.book, measures.sheet, measures.frequency, one.row.get(measures.frequency), edition.language
        )
        latest = format_latest_value(edition, measures, one)
        rows.append((name_group(edition, one.row), name, often, latest, parent, make_origin_link(edition, one.row)))
    return _point(edition, "past_due", _PAST_DUE, (GROUP, _INDICATOR, _FREQUENCY, _LATEST, _AREA), rows)
