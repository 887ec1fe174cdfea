"""Everybody's plans as one workbook: the book's views, a writer for each kind, over one consolidation."""

import io
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import assert_never

from xlsxwriter.exceptions import FileCreateError

from hplan_xl.book.errors import OutputError
from hplan_xl.book.text import Language, Text
from hplan_xl.book.views import (
    Agenda,
    Charts,
    Crossing,
    Matrix,
    Outcomes,
    Overview,
    Received,
    Remarks,
    Rows,
    Slide,
    Tally,
    View,
    Wheel,
)
from hplan_xl.consolidation.union import Consolidated
from hplan_xl.excel.atomic_write import MASTER_MARK, NO_TEMPORARY, Written, working_folder, write_whole
from hplan_xl.excel.formats import Formats
from hplan_xl.excel.writer import LANGUAGE_TAGS, PlainSheet, PlainWorkbook, SpokenWorkbook, write_workbook
from hplan_xl.master.facts.indicators import indicators as indicators_of
from hplan_xl.master.facts.records import family
from hplan_xl.master.facts.sentences import five_sentences
from hplan_xl.master.facts.status_counts import group_names
from hplan_xl.master.pages import (
    agenda,
    calendar,
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
from hplan_xl.master.sheet.context import Edition

__all__ = ["MASTER_MARK", "five_sentences", "master_bytes", "write_master"]

_TITLE = Text("{book} {year}: sammanställning", "{book} {year}: master")
_NOTHING = Text("Det finns inget att visa än.", "There is nothing to show yet.")


def master_bytes(consolidated: Consolidated, language: Language, beside: str | None = ".") -> bytes:
    """The master as an .xlsx, in Swedish or English. The same consolidation gives the same bytes.

    beside: the folder in which it will lie; links to the plans are relative to it. None for one without such links.

    Raises:
        NotWritten: Excel does not take something, which is our mistake.
        OutputError: the disk has no room for the sheets, which wait there to be packed.
    """
    file = io.BytesIO()
    try:
        with working_folder() as folder, write_workbook(SpokenWorkbook(file, folder)) as workbook:
            _write_pages(_edition(consolidated, language, workbook, beside))
    except (OSError, FileCreateError) as error:
        raise OutputError(NO_TEMPORARY.filled(why=error)) from error
    return file.getvalue()


def _write_pages(edition: Edition) -> None:
    _describe(edition)
    for view in edition.views:
        _write(edition, view)
    if not edition.views:
        edition.workbook.add_worksheet(None, PlainSheet).write_value(0, 0, edition.says(_NOTHING))


def write_master(consolidated: Consolidated, path: Path, language: Language) -> Written:
    """Write the master whole or not at all, and say where it went. Raises OutputError where it cannot be written."""
    return write_whole(path, master_bytes(consolidated, language, str(path.parent)))


def _edition(consolidated: Consolidated, language: Language, workbook: PlainWorkbook, beside: str | None) -> Edition:
    book = consolidated.book
    reckoned = (view.measures for view in book.views if isinstance(view, Agenda | Outcomes | Charts))
    measures = {one.sheet: one for one in reckoned}
    draft = Edition(
        consolidated,
        language,
        workbook,
        Formats(workbook),
        book.views,
        (),
        beside,
        group_names(consolidated),
        {sheet: indicators_of(consolidated, one) for sheet, one in measures.items()},
    )
    has = {view.name: _has_content(view, draft) for view in book.views}
    return replace(
        draft,
        views=tuple(view for view in book.views if has[view.name]),
        absent=tuple(view for view in book.views if not has[view.name]),
    )


def _describe(edition: Edition) -> None:
    """Title and dates from the consolidation, never from the clock, and the mark that it is a master."""
    consolidated, workbook = edition.consolidated, edition.workbook
    made = datetime.combine(consolidated.as_of or consolidated.book.dated, time())
    title = _TITLE.filled(book=consolidated.book.title, year=consolidated.year)
    tag = LANGUAGE_TAGS[edition.language]
    workbook.set_properties({"title": edition.says(title), "created": made, "language": tag})
    workbook.set_custom_property(MASTER_MARK.decode(), consolidated.book.name)


def _write(edition: Edition, view: View) -> None:  # noqa: C901 - a case a kind
    """Write the page of a view."""
    match view:
        case Rows():
            rows.write(edition, view)
        case Overview():
            overview.write(edition, view)
        case Agenda():
            agenda.write(edition, view)
        case Slide():
            slide.write(edition, view)
        case Tally():
            status.write(edition, view)
        case Crossing():
            promises.write(edition, view)
        case Outcomes():
            indicators.write(edition, view)
        case Charts():
            charts.write(edition, view)
        case Matrix():
            matrix.write(edition, view)
        case Wheel():
            calendar.write(edition, view)
        case Received():
            files.write(edition, view)
        case Remarks():
            findings.write(edition, view)
        case _:
            assert_never(view)


def _has_content(view: View, draft: Edition) -> bool:
    """Whether the page would show anything; one that would not is left out."""
    consolidated = draft.consolidated
    match view:
        case Overview() | Received():
            return True
        case Rows() | Matrix() | Wheel():
            return _filled(consolidated, view.sheet)
        case Slide() | Tally():
            return _filled(consolidated, view.work.sheet)
        case Crossing():
            ticks = family(consolidated.book, view.work.sheet, view.work.family)
            return bool(ticks) and _filled(consolidated, view.work.sheet)
        case Outcomes():
            return _filled(consolidated, view.measures.sheet)
        case Charts():
            return any(one.latest for one in draft.indicators[view.measures.sheet])
        case Agenda():
            return next(agenda.points(draft, view), None) is not None
        case Remarks():
            return bool(consolidated.findings)
        case _:
            assert_never(view)


def _filled(consolidated: Consolidated, sheet: str) -> bool:
    frame = consolidated.tables.get(sheet)
    return frame is not None and not frame.empty
