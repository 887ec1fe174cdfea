"""For the coordinator: every file and what became of it, who is awaited, which pages are left out."""

from collections import Counter
from collections.abc import Sequence

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Text
from hplan_xl.book.views import FileList, table_name
from hplan_xl.consolidation.union import FILE, GROUP, REGION, FileRecord, Scope
from hplan_xl.excel.references import make_external_link, make_internal_link
from hplan_xl.excel.text_metrics import measure_width
from hplan_xl.intake.sources import is_system_file
from hplan_xl.intake.states import NOBODY_AWAITED, FileState, Standing
from hplan_xl.master.facts.freshness import count_days_behind, find_past_due_values, measure_told_work
from hplan_xl.master.facts.records import get_text, localize_term, name_standings
from hplan_xl.master.facts.sentences import explain_unknown_groups
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
from hplan_xl.master.sheet.tables import Heading, write_table

_SIGNS = {
    FileState.READ: ("●", Tone.GREEN),
    FileState.REJECTED: ("■", Tone.RED),
    FileState.OTHER_FORM: ("▲", Tone.YELLOW),
}
_STATES = {
    state: Term(name=state.value, word=state.word, symbol=symbol, tone=tone)
    for state in FileState
    for symbol, tone in [_SIGNS.get(state, ("○", Tone.GREY))]
}
_STATE = Text("Läge", "State")
_REASON = Text("Att veta", "To know")
_YEAR = Text("År", "Year")
_AS_OF = Text("Status per den", "Status as of")
_DOCUMENT = Text("Dokumentstatus", "Document status")
_VERSION = Text("Version", "Version")
_TEMPLATE = Text("Mall", "Template")
_SAVED = Text("Sparad", "Saved")
_HASH = Text("Kontrollsumma (SHA-256)", "Checksum (SHA-256)")
_ROWS = Text("Rader: {sheet}", "Rows: {sheet}")
_FILES = Text("Filer", "Files")
_SKIPPED = Text("Filer som inte är lästa som planer", "Files that are not read as plans")
_ALL_AWAITED = Text("{title} ({n})", "{title} ({n})")
_AWAITED = Text("Grupper som inväntas", "Groups awaited")
_OTHERS = Text("Grupper som har skickat något annat än en plan", "Groups that have sent something other than a plan")
_LEFT_OUT = Text(
    "Flikar som är utelämnade, eftersom de skulle ha varit tomma", "Sheets left out because they would be empty"
)

_COLUMNS = (
    (_STATE, "text"),
    (_REASON, "text"),
    (GROUP, "strong"),
    (REGION, "text"),
    (_YEAR, "plain_number"),
    (_AS_OF, "day"),
    (_DOCUMENT, "text"),
    (_VERSION, "text"),
    (_TEMPLATE, "plain_number"),
    (_SAVED, "text"),
)

_FRESHNESS = (
    (Text("Dagar äldre än den senaste planen", "Days older than the latest plan"), "count"),
    (Text("Öppna områden med ansvarig", "Open areas with someone responsible"), "share"),
    (Text("Öppna områden med tid", "Open areas with a time"), "share"),
    (Text("Öppna aktiviteter med ansvarig", "Open activities with someone responsible"), "share"),
    (Text("Öppna aktiviteter med tid", "Open activities with a time"), "share"),
    (Text("Indikatorer äldre än mätfrekvensen", "Indicators older than their frequency"), "count"),
)
_WIDEST_NAME = 60.0
_UNKNOWN = (None,) * len(_FRESHNESS)


def write_page(edition: Edition, view: FileList) -> None:
    """Write the page: the plans, who is awaited, the files that are no plans, and the pages there are none of."""
    files = [file for file in edition.consolidation.files if not is_system_file(file.name)]
    skipped = [file for file in files if file.state is FileState.SKIPPED]
    plans = sorted((file for file in files if file not in skipped), key=lambda file: _ORDER.index(file.state))
    page = open_framed_page(edition, view, _widths(edition, files))
    localize = edition.localize
    top = _plans(page, view, plans)
    if not page.fits_one_page(0, top, len(_COLUMNS) + 1):
        page.repeat_headings(TOP)  # else they would stand over the lists alone
    top = _lists(page, view, top)
    if skipped:
        page.keep_together(top, 3, len(_COLUMNS) + 1)
        page.write_content(top, 0, localize(_SKIPPED), "section")
        page.set_height(top, 24)
        columns = [Heading(localize(FILE), "link"), *(Heading(localize(title), style) for title, style in _COLUMNS[:2])]
        rows = [_line(edition, file, (), ())[: len(columns)] for file in skipped]
        top = write_table(page, top + 1, table_name(view, "skipped"), columns, rows, localize(_SKIPPED)) + 1
    if edition.absent_views:
        top = _list(page, top, localize(_LEFT_OUT), [localize(one.title) for one in edition.absent_views])
    page.limit_print_columns(top, len(_COLUMNS) + 1)
    page.sheet.freeze_panes(TOP + 1, 1)


_ORDER = (
    *(FileState.READ, FileState.OTHER_FORM, FileState.REJECTED),
    *(FileState.SUPERSEDED, FileState.LEFT_OUT, FileState.SKIPPED),
)


def _widths(edition: Edition, files: Sequence[FileRecord]) -> list[float]:
    """The names of the files on one line, as far as they leave most of the screen."""
    longest = max((measure_width(file.name) for file in files), default=0)
    sheets = sum(not sheet.is_form for sheet in edition.consolidation.book.sheets)
    first = min(_WIDEST_NAME, max(30, round(longest + 2 * INDENT, 1)))
    return [first, 18, 38, 28, 22, 7, 13, 16, 12, 9, 17, *[17] * len(_FRESHNESS), *[15] * sheets, 36]


def _plans(page: Page, view: FileList, plans: Sequence[FileRecord]) -> int:
    """The table of the plans; the row after it and a blank one."""
    edition, localize = page.edition, page.edition.localize
    sheets = [sheet for sheet in edition.consolidation.book.sheets if not sheet.is_form]
    columns = [Heading(localize(FILE), "link"), *(Heading(localize(title), style) for title, style in _COLUMNS)]
    columns += [Heading(localize(title), style) for title, style in _FRESHNESS]
    columns += [Heading(localize(_ROWS.fill(sheet=sheet.title)), "count") for sheet in sheets]
    columns.append(Heading(localize(_HASH), "source"))
    fresh = _describe_freshness(edition, view)
    rows = [_line(edition, file, [sheet.name for sheet in sheets], fresh.get(file.name, _UNKNOWN)) for file in plans]
    return write_table(page, TOP, table_name(view), columns, rows, localize(_FILES)) + 1


def _lists(page: Page, view: FileList, top: int) -> int:
    """Who is awaited, with a link from the top, and who has sent something else; the row after them."""
    consolidation, localize = page.edition.consolidation, page.edition.localize
    awaited = [localize(one.words) for one in consolidation.groups_in(Standing.AWAITED)]
    unsaid = explain_unknown_groups(consolidation)
    if consolidation.scope is not Scope.GROUP:
        title = localize(_AWAITED if not awaited else _ALL_AWAITED.fill(title=_AWAITED, n=len(awaited)))
        target = make_internal_link(localize(view.title), f"A{top + 1}")
        page.write_content(TOP - 1, 1, LinkedText(title, target), "home")
        top = _list(page, top, title, [*awaited, localize(unsaid)] if unsaid else awaited or [localize(NOBODY_AWAITED)])
    names = name_standings(consolidation)
    others = [
        localize(standing.sentence.fill(name=names[one.region, one.name]))
        for standing in (Standing.EMPTY, Standing.OTHER_FORM, Standing.UNKNOWN)
        for one in consolidation.groups_in(standing)
    ]
    if others:
        top = _list(page, top, localize(_OTHERS), others)
    return top


def _describe_freshness(edition: Edition, view: FileList) -> dict[str, tuple[Content, ...]]:
    """How fresh and full each plan that is used is, by its file: the cells under `_FRESHNESS`."""
    consolidation = edition.consolidation
    work = measure_told_work(consolidation, view.work, view.parts)
    indicators = edition.indicators.get(view.measures.sheet, ())
    old = Counter(
        get_text(one.row, "_file") for one in find_past_due_values(indicators, view.measures, consolidation.as_of)
    )
    found: dict[str, tuple[Content, ...]] = {}
    for file in consolidation.files:
        if file.state is FileState.READ:
            told = work.get(file.name)
            shares = (told.led, told.timed, told.parts_led, told.parts_timed) if told else ()
            parts = [share.part for share in shares] or [None] * 4
            number = None if consolidation.as_of is None else old[file.name]
            found[file.name] = (count_days_behind(consolidation, file), *parts, number)
    return found


def _line(edition: Edition, file: FileRecord, sheets: Sequence[str], freshness: Sequence[Content]) -> list[Content]:
    state = _STATES[file.state]
    return [
        LinkedText(file.name, make_external_link(file.name, edition.output_folder)),
        TermContent(edition.localize(state.word), state, is_filled=False),
        "\n".join(edition.localize(told) for told in (file.reason, *file.notices) if told),
        edition.group_name(file.healthcare_region, file.group) if file.group else "",
        edition.region_name(file.healthcare_region) if file.healthcare_region else "",
        _years(file),
        file.as_of,
        _document(edition, file),
        file.version,
        file.template_version,
        f"{file.saved_at:%Y-%m-%d %H:%M}" if file.saved_at else "",
        *freshness,
        *(file.rows.get(name) for name in sheets),
        file.sha256,
    ]


def _years(file: FileRecord) -> Content:
    if file.years is None:
        return ""
    return file.years.first if file.years.first == file.years.last else str(file.years)


def _document(edition: Edition, file: FileRecord) -> str:
    identity = edition.consolidation.book.identity
    return localize_term(
        edition.consolidation.book, identity.sheet, identity.status, file.document_status, edition.language
    )


def _list(page: Page, top: int, title: str, names: Sequence[str]) -> int:
    """A heading and a name a row; the row after them and a blank one."""
    page.write_content(top, 0, title, "section")
    page.set_height(top, 24)
    for row, name in enumerate(names, top + 1):
        page.write_content(row, 0, name, "plain")
    page.keep_whole(top, top + len(names), len(_COLUMNS) + 1)
    return top + len(names) + 2
