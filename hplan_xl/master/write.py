"""Everybody's plans as one workbook: the book's views, a writer for each kind, over one consolidation."""

import io
from dataclasses import replace
from datetime import datetime, time
from typing import assert_never

from xlsxwriter.exceptions import FileCreateError

from hplan_xl.book.errors import OutputError
from hplan_xl.book.text import Language, Text
from hplan_xl.book.views import (
    Agenda,
    AllRows,
    Changes,
    Charts,
    FileList,
    FindingList,
    IndicatorOutcomes,
    Matrix,
    Overview,
    Slide,
    StatusTally,
    TickCrossing,
    View,
    YearCalendar,
)
from hplan_xl.consolidation.union import Consolidation, localize_phrases
from hplan_xl.excel.atomic_write import MASTER_MARK, NO_TEMPORARY, make_working_folder
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.writer import LANGUAGE_TAGS, LocalizedWorkbook, PlainSheet, PlainWorkbook, write_workbook
from hplan_xl.master.facts.history import join_history
from hplan_xl.master.facts.indicators import collect_indicators, find_series
from hplan_xl.master.facts.records import list_families, list_family, name_groups
from hplan_xl.master.facts.sentences import compose_five_sentences
from hplan_xl.master.pages import (
    agenda,
    calendar,
    changes,
    charts,
    files,
    findings,
    indicators,
    matrix,
    overview,
    promises,
    rows,
    slide,
    status,
)
from hplan_xl.master.sheet.page_frame import Edition

__all__ = ["MASTER_MARK", "build_master", "compose_five_sentences"]

_TITLE = Text("{book} {year}: sammanställning", "{book} {year}: master")
_DESCRIPTION = Text(
    "Handlingsplaner i en arbetsbok. Börja på fliken {sheet}.",
    "Action plans in one workbook. Begin on the sheet {sheet}.",
)
_NOTHING = Text("Det finns inget att visa än.", "There is nothing to show yet.")


def build_master(consolidation: Consolidation, language: Language, beside: str | None = ".") -> bytes:
    """The master as an .xlsx, in Swedish or English. The same consolidation gives the same bytes.

    beside: the folder in which it will lie; links to the plans are relative to it. None for one without such links.

    Raises:
        NotWritten: Excel does not take something, which is our mistake.
        OutputError: the disk has no room for the sheets, which wait there to be packed.
    """
    file = io.BytesIO()
    try:
        with make_working_folder() as folder, write_workbook(LocalizedWorkbook(file, folder)) as workbook:
            _write_pages(_edition(localize_phrases(consolidation, language), language, workbook, beside))
    except (OSError, FileCreateError) as error:
        raise OutputError(NO_TEMPORARY.fill(why=error)) from error
    return file.getvalue()


def _write_pages(edition: Edition) -> None:
    _describe(edition)
    for view in edition.views:
        _write(edition, view)
    if not edition.views:
        edition.workbook.add_worksheet(None, PlainSheet).write_value(0, 0, edition.localize(_NOTHING))


def _edition(consolidation: Consolidation, language: Language, workbook: PlainWorkbook, beside: str | None) -> Edition:
    book = consolidation.book
    reckoned = (
        view.measures for view in book.views if isinstance(view, Agenda | Slide | IndicatorOutcomes | Charts | FileList)
    )
    measures = {one.sheet: one for one in reckoned}
    draft = Edition(
        consolidation,
        language,
        workbook,
        Formats(workbook),
        book.views,
        (),
        beside,
        name_groups(consolidation),
        {
            sheet: join_history(consolidation, one, collect_indicators(consolidation, one))
            for sheet, one in measures.items()
        },
        {sheet: find_series(consolidation, one) for sheet, one in measures.items()},
    )
    has = {view.name: _has_content(view, draft) for view in book.views}
    return replace(
        draft,
        views=tuple(view for view in book.views if has[view.name]),
        absent_views=tuple(
            view for view in book.views if not has[view.name] and _may_have_content(view, consolidation)
        ),
    )


def _describe(edition: Edition) -> None:
    """Title and dates from the consolidation, never from the clock, and the mark that it is a master."""
    consolidation, workbook = edition.consolidation, edition.workbook
    made = datetime.combine(consolidation.as_of or consolidation.book.version_date, time())
    title = _TITLE.fill(book=consolidation.book.title, year=consolidation.year)
    tag = LANGUAGE_TAGS[edition.language]
    first = edition.views[0].title if edition.views else _NOTHING
    description = edition.localize(_DESCRIPTION.fill(sheet=first))
    described = {"title": edition.localize(title), "comments": description, "language": tag}
    workbook.set_properties({**described, "created": made})
    workbook.set_custom_property(MASTER_MARK.decode(), consolidation.book.name)


def _write(edition: Edition, view: View) -> None:  # noqa: C901 - a case a kind
    """Write the page of a view."""
    match view:
        case AllRows():
            rows.write_page(edition, view)
        case Overview():
            overview.write_page(edition, view)
        case Agenda():
            agenda.write_page(edition, view)
        case Changes():
            changes.write_page(edition, view)
        case Slide():
            slide.write_page(edition, view)
        case StatusTally():
            status.write_page(edition, view)
        case TickCrossing():
            promises.write_page(edition, view)
        case IndicatorOutcomes():
            indicators.write_page(edition, view)
        case Charts():
            charts.write_page(edition, view)
        case Matrix():
            matrix.write_page(edition, view)
        case YearCalendar():
            calendar.write_page(edition, view)
        case FileList():
            files.write_page(edition, view)
        case FindingList():
            findings.write_page(edition, view)
        case _:
            assert_never(view)


def _may_have_content(view: View, consolidation: Consolidation) -> bool:
    """Whether the page could have shown anything: none about promises where no region has any, nor about changes."""
    if not isinstance(view, TickCrossing):
        return not isinstance(view, Changes)
    regions = {*consolidation.regions, *(region for region, _, _ in consolidation.owners)}
    ticks = list_family(consolidation.book, view.work.sheet, view.work.family)
    return any(not tick.only_for or regions & {*tick.only_for} for tick in ticks)


def _has_content(view: View, draft: Edition) -> bool:
    """Whether the page would show anything; one that would not is left out."""
    consolidation = draft.consolidation
    match view:
        case Overview() | FileList():
            return True
        case AllRows() | Matrix() | YearCalendar():
            return _has_rows(consolidation, view.sheet)
        case Slide() | StatusTally():
            return _has_rows(consolidation, view.work.sheet)
        case TickCrossing():
            ticks = list_families(consolidation, view.work.sheet, view.work.family)
            return bool(ticks) and _has_rows(consolidation, view.work.sheet)
        case IndicatorOutcomes():
            return _has_rows(consolidation, view.measures.sheet)
        case Charts():
            return any(one.latest for one in draft.indicators[view.measures.sheet])
        case Agenda():
            return next(agenda.list_points(draft, view), None) is not None
        case Changes():
            return bool(consolidation.earlier)
        case FindingList():
            return bool(consolidation.findings)
        case _:
            assert_never(view)


def _has_rows(consolidation: Consolidation, sheet: str) -> bool:
    frame = consolidation.tables.get(sheet)
    return frame is not None and not frame.empty
