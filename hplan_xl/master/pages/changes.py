"""A page on what has changed since the latest earlier master: one table, what has become worse first."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from hplan_xl.book.text import Text, quote_words
from hplan_xl.book.views import Changes, Measures, Noun, Work, table_name
from hplan_xl.consolidation.union import FILE, GROUP, EarlierMaster, Record
from hplan_xl.excel import look
from hplan_xl.excel.references import make_external_link
from hplan_xl.excel.text_metrics import fit_text, measure_width
from hplan_xl.master.facts.changes import Change, ChangeKind, Comparison, compare_all
from hplan_xl.master.facts.indicators import add_unit, find_series, format_number
from hplan_xl.master.facts.issues import find_end_day
from hplan_xl.master.facts.pairing import Run, compare_words, shorten_runs
from hplan_xl.master.facts.records import (
    find_column,
    find_vocabulary,
    get_text,
    join_names,
    label_work,
    list_terms,
    localize_term,
)
from hplan_xl.master.facts.sentences import describe_compared, describe_groups, describe_moves, describe_passed_on
from hplan_xl.master.sheet.page_frame import (
    TOP,
    Content,
    Edition,
    LinkedText,
    Page,
    StyledText,
    TermContent,
    open_framed_page,
)
from hplan_xl.master.sheet.tables import Heading, format_target, make_origin_link, name_group, write_table

_WIDTHS = (23, 18, 24, 29, 30, 30, 30, 40)
_PRINTED = 7
_ON_SCREEN = 6  # columns that fit the first screen
_LONGEST_WORDING = 400
_KIND = Text("Förändring", "Change")
_AREA = Text("Område", "Area")
_WHAT = Text("Vad och varför", "What and why")
_THEN = Text("Förut ({day})", "Before ({day})")
_NOW = Text("Nu", "Now")
_SOURCE = Text("Källa", "Source")
_WORDS: Mapping[ChangeKind, Text] = {
    ChangeKind.WORSE: Text("Sämre status", "Worse status"),
    ChangeKind.GONE: Text("Saknas nu", "Gone"),
    ChangeKind.HALTED: Text("Åter ej påbörjat", "Not started again"),
    ChangeKind.REOPENED: Text("Öppnat igen", "Opened again"),
    ChangeKind.LATER: Text("Senare datum", "Later date"),
    ChangeKind.NEED_NEW: Text("Nytt behov", "New need"),
    ChangeKind.NEED_CHANGED: Text("Ändrat behov", "Changed need"),
    ChangeKind.NEED_GONE: Text("Behov borttaget", "Need removed"),
    ChangeKind.BETTER: Text("Bättre status", "Better status"),
    ChangeKind.CLOSED: Text("Avslutat", "Closed"),
    ChangeKind.BEGUN: Text("Påbörjat", "Begun"),
    ChangeKind.STATUS: Text("Annan status", "Another status"),
    ChangeKind.NEW: Text("Nytt", "New"),
    ChangeKind.ANSWERED: Text("Besvarat", "Answered"),
    ChangeKind.STATE: Text("Ändrat läge", "Changed state"),
    ChangeKind.EARLIER: Text("Tidigare datum", "Earlier date"),
    ChangeKind.TIME: Text("Ändrad tid", "Changed time"),
    ChangeKind.TARGET: Text("Ändrat mål", "Changed target"),
    ChangeKind.OUTCOME: Text("Ändrat utfall", "Changed outcome"),
    ChangeKind.VALUE: Text("Ändrat mätvärde", "Changed value"),
    ChangeKind.VALUE_NEW: Text("Nytt mätvärde", "New value"),
    ChangeKind.RESPONSIBLE: Text("Ändrad ansvarig", "Changed responsible"),
    ChangeKind.MOVED: Text("Flyttat till annat område", "Moved to another area"),
    ChangeKind.NUMBER: Text("Nytt nummer", "New number"),
    ChangeKind.WORDING: Text("Ändrad text", "Changed wording"),
}
_MOVES = frozenset(
    {
        ChangeKind.WORSE,
        ChangeKind.BETTER,
        ChangeKind.CLOSED,
        ChangeKind.REOPENED,
        ChangeKind.BEGUN,
        ChangeKind.HALTED,
        ChangeKind.STATUS,
    }
)
_NOTHING = Text("Inget av det som jämförs har ändrats.", "Nothing that is compared has changed.")
_WHAT_IS_COMPARED = Text(
    "Här jämförs status, tid, ansvarig, behov, rubrik, uppföljning och effektmål, läge och text för beslut och "
    "utmaningar, indikatorers namn, enhet, mål och utfall, och nya eller ändrade mätvärden.",
    "Compared are status, time, who is responsible, needs, title, follow-up and effect goal, the state and text of "
    "decisions and challenges, names, units, targets and outcomes of indicators, and new or changed values.",
)
_WHAT_IS_NOT = Text(
    "Annat, t.ex. kommentarer, patientlöften och resultat, jämförs inte.",
    "The rest, such as comments, patient promises and results, is not compared.",
)
_WITH_FILE = Text("{compared} med {file}.", "{compared} with {file}.")
_BY_FILE = Text("Jämförelsen är gjord med {file}.", "The comparison is with {file}.")
_SAME_DAY = Noun(
    Text("plan gäller samma dag som då: ", "plan is as of the same day as then: "),
    Text("planer gäller samma dag som då: ", "plans are as of the same day as then: "),
)
_ROWS = Noun(
    Text("rad nedan, om områden och det som hör till dem:", "line below, on areas and what belongs to them:"),
    Text("rader nedan, om områden och det som hör till dem:", "lines below, on areas and what belongs to them:"),
)
_JUDGED = Text(
    "Bättre och sämre räknas bara mellan {ranked}. Att något påbörjas, avslutas eller öppnas igen är ingetdera.",
    "Better and worse are counted between {ranked} alone. That work begins, is closed or opened again is neither.",
)
_MARKS = Text(
    "I ändrade texter står det som skiljer inom [ ]: förut överstruket, nu i fetstil.",
    "In changed wordings what differs stands in [ ]: struck through before, bold now.",
)
_LATER = Noun(Text("dag senare", "day later"), Text("dagar senare", "days later"))
_EARLIER = Noun(Text("dag tidigare", "day earlier"), Text("dagar tidigare", "days earlier"))
_NOT_THERE = Text("Finns inte i planen.", "Not in the plan.")
_NOT_CLOSED = Text("Finns inte i planen, och var inte avslutat.", "Not in the plan, and was not closed.")
_NOT_ANSWERED = Text("Finns inte i planen, och var inte besvarat.", "Not in the plan, and was not answered.")
_WITH_PARTS = Text("Med {parts}.", "With {parts}.")
_THEN_AT = Text("{sheet}, rad {row} (då)", "{sheet}, row {row} (then)")
_REST = Text("(hela texten i planen)", "(the whole text in the plan)")
_SITUATION_THEN = Text(
    "Planernas läge då gällde som senast {status_day}; {day} är den dag som förseningar räknades till.",
    "The plans' situation then was that of {status_day} at the latest; {day} is the day that overdue was counted to.",
)


def write_page(edition: Edition, view: Changes) -> None:
    """Write the page."""
    earlier = edition.consolidation.earlier[-1]
    found = compare_all(edition.consolidation, earlier, view)
    page = open_framed_page(edition, view, _WIDTHS)
    top = TOP
    localize = edition.localize
    for sentence in _sentences(edition, view, found, earlier):
        page.write_content(top, 0, sentence, "plain")
        top += 1
    for line in (*_explain(edition, view.work), localize(_WHAT_IS_COMPARED), localize(_WHAT_IS_NOT)):
        page.write_content(top, 0, line, "line")
        top += 1
    titles = (GROUP, _KIND, _AREA, _WHAT, _THEN.fill(day=found.since), _NOW, _SOURCE, FILE)
    styles = ("strong", "text", "text", "text", "text", "text", "link", "source")
    columns = [Heading(localize(title), style) for title, style in zip(titles, styles, strict=True)]
    lines = [_line(page, view, change, earlier) for change in found.changes]
    top += 1
    bottom = write_table(page, top, table_name(view), columns, lines, localize(view.title)) if lines else top
    page.limit_print_columns(max(bottom, top + 1), _PRINTED)
    page.sheet.freeze_panes(TOP, 1)
    if lines:
        page.repeat_headings(top)


def _sentences(edition: Edition, view: Changes, found: Comparison, earlier: EarlierMaster) -> list[str]:
    """What the page begins with: the sum of it, which groups are compared, and how it is judged."""
    localize, work = edition.localize, view.work
    groups = describe_groups(edition.consolidation, found)  # which begin with how many are compared
    lines = [localize(one) for one in (*describe_moves(found, work), *groups, *describe_passed_on(found))]
    if found.compared_groups:
        facts = {"compared": describe_compared(found), "file": earlier.name.rsplit("/", 1)[-1]}
        compared = localize((_BY_FILE if groups else _WITH_FILE).fill(**facts))
        names = join_names([name_group(edition, row) for row in found.same_day_groups], 90, edition.language)
        same = f" {localize(_SAME_DAY.with_number(len(found.same_day_groups)))}{names}." if names else ""
        lines.append(f"{compared}{same}")
        if earlier.status_day != earlier.day:
            lines.append(localize(_SITUATION_THEN.fill(status_day=earlier.status_day, day=earlier.day)))
    lines += _counts(edition, found) if found.changes else [localize(_NOTHING)] if found.compared_groups else []
    return lines


def _explain(edition: Edition, work: Work) -> tuple[str, str]:
    """How better and worse are judged, and how changed words are marked, a line each."""
    terms = list_terms(edition.consolidation.book, work.sheet, work.status)
    ranked = [edition.localize(quote_words(term.word)) for term in terms if term.name in work.ranked_statuses]
    judged = edition.localize(_JUDGED.fill(ranked=join_names(ranked, 200, edition.language)))
    return judged, edition.localize(_MARKS)


def _counts(edition: Edition, found: Comparison) -> list[str]:
    """How many changes there are of each kind, on as many lines as they need."""
    count = Counter(change.kind for change in found.changes)
    lines = [edition.localize(_ROWS.with_number(len(found.changes)))]
    for kind in ChangeKind:
        if count[kind]:
            told = f"{edition.localize(_WORDS[kind])} {count[kind]}"
            joined = f"{lines[-1]}{' ' if lines[-1].endswith(':') else ' · '}{told}"
            if measure_width(joined) > sum(_WIDTHS[:_ON_SCREEN]):
                lines.append(told)
            else:
                lines[-1] = joined
    return lines


def _line(page: Page, view: Changes, change: Change, earlier: EarlierMaster) -> list[Content]:
    edition = page.edition
    then, now = _DESCRIBERS.get(change.kind, _words)(edition, view, change)
    row = change.row
    cells = [
        name_group(edition, row),
        edition.localize(_WORDS[change.kind]),
        _area(view, change),
        _what(edition, view, change),
        then,
        now,
        make_origin_link(edition, row) if change.now is not None else _link_to_master(edition, row, earlier),
        get_text(row, "_file"),
    ]
    return [_fit(page, column, content) for column, content in enumerate(cells)]


def _fit(page: Page, column: int, content: Content) -> Content:
    if isinstance(content, str):
        return fit_text(content, page.measure_room(column), look.FONT_SIZE, page.edition.localize(_REST))
    return content


def _link_to_master(edition: Edition, row: Record, earlier: EarlierMaster) -> LinkedText:
    """Where a row stood that is gone: its place in the plan of then, with a link to the earlier master."""
    words = _THEN_AT.fill(sheet=get_text(row, "_sheet"), row=get_text(row, "_row"))
    return LinkedText(edition.localize(words), make_external_link(earlier.name, edition.output_folder))


def _area(view: Changes, change: Change) -> str:
    """The area a change is in."""
    if change.sheet == view.work.sheet:
        return label_work(change.row, view.work, 120)
    if change.about is not None:
        return get_text(change.about, f"_{view.measures.parent}")
    parents = {view.parts.sheet: view.parts.parent, view.measures.sheet: view.measures.parent}
    parents |= {question.sheet: question.parent for question in view.questions}
    return get_text(change.row, f"_{parents.get(change.sheet, '')}")


def _what(edition: Edition, view: Changes, change: Change) -> str:
    """What is changed within the area, and for a status why."""
    localize, row = edition.localize, change.row
    work = view.work if change.sheet == view.work.sheet else view.parts
    why = get_text(change.now, work.reason) if change.kind in _MOVES and change.now is not None else ""
    if change.sheet == view.work.sheet:
        parts = localize(_WITH_PARTS.fill(parts=view.parts.noun.with_number(change.parts))) if change.parts else ""
        column = _column_title(edition, change.sheet, change.column) if change.kind is ChangeKind.WORDING else ""
        return " ".join(filter(None, (column, parts, why)))
    if change.sheet == view.parts.sheet:
        label = f"{localize(view.parts.noun.singular).capitalize()}: {label_work(row, view.parts, 120)}"
        return f"{label}. {why}" if why else label
    for question in view.questions:
        if change.sheet == question.sheet:
            return f"{localize(question.noun.singular).capitalize()}: {get_text(row, question.text)}"
    one = change.about if change.about is not None else row
    name = " ".join(filter(None, (get_text(one, view.measures.id), get_text(one, view.measures.name))))
    if change.about is not None:
        detail = get_text(row, view.measures.period)
    else:
        is_unit = change.column == view.measures.unit
        detail = _column_title(edition, change.sheet, change.column).lower() if is_unit else ""
    return f"{name}, {detail}" if detail else name


def _column_title(edition: Edition, sheet: str, name: str) -> str:
    column = find_column(edition.consolidation.book, sheet, name)
    return edition.localize(column.title) if column else ""


_Describer = Callable[[Edition, Changes, Change], tuple[Content, Content]]


def _tell_both(change: Change, tell: Callable[[Record], str]) -> tuple[str, str]:
    """What is told of the row of then and of that of now; "–" for nothing."""
    return tell(change.then or {}) or "–", tell(change.now or {}) or "–"


def _words(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    """Two wordings, with what differs told apart."""
    del edition, view
    then, now = _tell_both(change, partial(get_text, column=change.column))
    if "–" in (then, now):
        return then, now
    old, new = compare_words(then, now)
    return _style_runs(old, "struck_part"), _style_runs(new, "strong_part")


def _style_runs(runs: Sequence[Run], style: str) -> StyledText:
    short = shorten_runs(runs, _LONGEST_WORDING)
    return StyledText(tuple((f"[{run.words}]", style) if run.differs else (run.words, "plain_part") for run in short))


def _terms(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    return _term(edition, view, change, change.then), _term(edition, view, change, change.now)


def _answers(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    """The state then and now; where a day alone tells that it is settled, the day."""
    then, now = _terms(edition, view, change)
    question = next(one for one in view.questions if one.sheet == change.sheet)
    day = get_text(change.now, question.settled_on) if change.now is not None else ""
    if day and change.now is not None and change.now.get(question.state) not in question.settled_states:
        now = f"{_column_title(edition, change.sheet, question.settled_on)}: {day}"
    return then, now


def _term(edition: Edition, view: Changes, change: Change, row: Record | None) -> Content:
    """The status or state of a row."""
    states = {view.work.sheet: view.work.status, view.parts.sheet: view.parts.status}
    states |= {question.sheet: question.state for question in view.questions}
    column = states.get(change.sheet, "")
    if row is None or not column:
        return ""
    term = find_vocabulary(edition.consolidation.book, change.sheet, column).find_term(row.get(column))
    return TermContent(edition.localize(term.word), term, is_filled=False) if term else get_text(row, column) or "–"


def _presence(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    """What has come, or gone, with the status it has or had; of a status that is not known nothing is said."""
    measured = change.sheet == view.measures.sheet
    row = change.row
    state = format_target(edition, view.measures, row) if measured else _term(edition, view, change, row)
    if change.now is not None:
        return "", state
    asked = change.sheet in {question.sheet for question in view.questions}
    is_unknown = measured or not isinstance(state, TermContent)
    return state, edition.localize(_NOT_THERE if is_unknown else _NOT_ANSWERED if asked else _NOT_CLOSED)


def _times(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    """The end of then and of now, and by how many days it has moved."""
    work = view.work if change.sheet == view.work.sheet else view.parts
    then, now = _tell_both(change, partial(_time, work=work))
    if change.days:
        moved = (_LATER if change.days > 0 else _EARLIER).with_number(abs(change.days))
        now = f"{now}\n{edition.localize(moved)}"
    return then, now


def _time(row: Record, work: Work) -> str:
    """The end of a piece of work: in words, with the last day that they mean; "" where it has none."""
    day = find_end_day(row, work)
    words = "" if row.get(work.due) else get_text(row, work.schedule)
    if words and day and words != str(day):
        return f"{words} ({day})"
    return words or str(day or "")


def _numbers(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    del edition, view
    return _tell_both(change, partial(get_text, column=change.column))


def _parents(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    del edition, view
    return _tell_both(change, partial(get_text, column=f"_{change.column}"))


def _targets(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    def told(row: Record) -> str:
        goal, year = format_target(edition, view.measures, row), get_text(row, view.measures.target_year)
        return f"{goal} ({year})" if goal and year else goal or year

    then, now = _tell_both(change, told)
    if then == now:
        rest = _differences_beside_target(edition, view.measures, change)
        return f"{then}; {rest[0]}", f"{now}; {rest[1]}"
    return then, now


def _differences_beside_target(edition: Edition, measures: Measures, change: Change) -> tuple[str, str]:
    """What differs of what a target is given by where its words are the same, each after the title of its column."""
    columns = [measures.direction, measures.target_high, measures.target_text]
    different = [one for one in columns if get_text(change.then or {}, one) != get_text(change.now or {}, one)]

    def told(row: Record) -> str:
        return "; ".join(
            f"{_column_title(edition, measures.sheet, column).lower()}: {_answer(edition, measures, row, column)}"
            for column in different
        )

    return _tell_both(change, told)


def _answer(edition: Edition, measures: Measures, row: Record, column: str) -> str:
    value = row.get(column)
    if isinstance(value, int | float):
        return format_number(value, edition.language)
    return localize_term(edition.consolidation.book, measures.sheet, column, value, edition.language) or "–"


def _outcomes(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    measures = view.measures
    words = find_vocabulary(edition.consolidation.book, measures.sheet, measures.reached_state)

    def told(row: Record) -> str:
        term = words.find_term(row.get(measures.reached_state))
        state = edition.localize(term.word) if term else ""
        return ", ".join(filter(None, (state, get_text(row, measures.reached_date), get_text(row, measures.outcome))))

    return _tell_both(change, told)


def _values(edition: Edition, view: Changes, change: Change) -> tuple[Content, Content]:
    measures = view.measures
    then = _series(edition, measures, change.about_then, change.then)
    return then, _series(edition, measures, change.about, change.now)


def _series(edition: Edition, measures: Measures, about: Record | None, row: Record | None) -> str:
    """The values of a period, the whole first, each with whose it is, in the unit of the indicator they are about."""
    if row is None:
        return ""
    unit = get_text(about, measures.unit) if about is not None else ""
    series = find_series(edition.consolidation, measures)
    ordered = sorted(series, key=lambda one: one.name != measures.whole_series)
    told = []
    for one in ordered:
        value = row.get(one.column)
        if isinstance(value, int | float):
            told.append(f"{edition.localize(one.title)} {add_unit(format_number(value, edition.language), unit)}")
        elif value is not None:
            told.append(f"{edition.localize(one.title)}: {edition.localize(value.meaning)}")  # type: ignore[attr-defined]
    return ", ".join(told) or "–"


# What stood there, and what stands there now, by the kind of change.
_DESCRIBERS: Mapping[ChangeKind, _Describer] = {
    **dict.fromkeys((*_MOVES, ChangeKind.STATE), _terms),
    ChangeKind.ANSWERED: _answers,
    **dict.fromkeys((ChangeKind.GONE, ChangeKind.NEW), _presence),
    **dict.fromkeys((ChangeKind.LATER, ChangeKind.EARLIER, ChangeKind.TIME), _times),
    ChangeKind.NUMBER: _numbers,
    ChangeKind.MOVED: _parents,
    ChangeKind.TARGET: _targets,
    ChangeKind.OUTCOME: _outcomes,
    **dict.fromkeys((ChangeKind.VALUE, ChangeKind.VALUE_NEW), _values),
}
