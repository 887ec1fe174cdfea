"""A page with all rows of one sheet of the plan: an Excel table, each row with group, file, sheet and row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from hplan_xl import look
from hplan_xl.book import Sheet
from hplan_xl.columns import (
    Choice,
    Column,
    Date,
    Link,
    Number,
    Period,
    Prose,
    Reference,
    Schedule,
    Tick,
    Vocabulary,
)
from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.heights import TALLEST, lines
from hplan_xl.master.page import TOP, Content, Page, framed
from hplan_xl.master.records import known, within
from hplan_xl.master.tables import headings, outlined, toned
from hplan_xl.rendition import rendered
from hplan_xl.text import Text
from hplan_xl.views import Rows

if TYPE_CHECKING:
    import pandas as pd

GROUP = Text("Grupp", "Group")
COUNCIL = Text("Kunskapsråd", "Council")
REGION = Text("Sjukvårdsregion", "Healthcare region")
FILE = Text("Fil", "File")
SHEET = Text("Flik", "Sheet")
ROW = Text("Rad", "Row")
_WIDEST, _ROOMY = 60.0, 40.0
_LINES = 4


@dataclass(frozen=True)
class Field:
    """A column of the page: the frame's column, its heading, and how its values are told.

    told: from what is understood to what stands in the cell.
    """

    name: str
    heading: str
    width: float
    style: str
    told: Callable[[object], Content]
    folded: bool = False
    turned: bool = False
    vocabulary: Vocabulary | None = None


def write(edition: Edition, view: Rows) -> None:
    """Write the page."""
    fields = layout(edition, view)
    frame = named(edition, view.sheet)
    page = framed(edition, view, [field.width for field in fields])
    listed(page, TOP, fields, frame, table_name(view), edition.says(view.title))
    page.sheet.freeze_panes(TOP + 1, 1)
    page.sheet.repeat_rows(TOP)


def named(edition: Edition, sheet: str) -> "pd.DataFrame | None":
    """The rows of a sheet, each with its group as it is called."""
    frame = edition.consolidated.tables.get(sheet)
    if frame is None or frame.empty:
        return frame
    owners = zip(frame["_region"], frame["_group"], strict=True)
    return frame.assign(_group=[edition.group(_text(region), _text(group)) for region, group in owners])


def layout(edition: Edition, view: Rows) -> tuple[Field, ...]:
    """The columns of the page: the group, the sheet's own that are not private, and where each row comes from."""
    frame = edition.consolidated.tables.get(view.sheet)
    sheet = within(edition.consolidated.book, view.sheet)
    own = [_field(edition, column, frame) for column in _shown(sheet, frame)]
    says = edition.says
    taken = {field.heading.casefold() for field in own}
    lead = Field("_group", says(GROUP), 30, "strong", _text)
    source = (
        Field("_council", says(COUNCIL), 20, "source", lambda value: edition.council(str(value or ""))),
        Field("_region", says(REGION), 22, "source", lambda value: edition.region(str(value or ""))),
        Field("_file", says(FILE), 34, "source", _text),
        Field("_sheet", says(SHEET), 18, "source", _text),
        Field("_row", says(ROW), 6, "plain_number", _number),
    )
    fields = [field for field in (lead, *own, *source) if field in own or field.heading.casefold() not in taken]
    titles = headings([field.heading for field in fields])
    return tuple(replace(field, heading=title) for field, title in zip(fields, titles, strict=True))


def _shown(sheet: Sheet | None, frame: "pd.DataFrame | None") -> list[Column]:
    """The sheet's columns but the private ones, and those for another region that nobody has filled in."""
    columns = [column for column in sheet.columns if not column.private] if sheet else []
    return [column for column in columns if not column.absent_is_fine or _filled(frame, column.name)]


def _filled(frame: "pd.DataFrame | None", name: str) -> bool:
    return frame is not None and name in frame and bool(frame[name].notna().any())


def _field(edition: Edition, column: Column, frame: "pd.DataFrame | None") -> Field:
    name, style, told = _kind(edition, column)
    shown = name if frame is not None and name in frame else column.name
    return Field(
        shown,
        edition.says(column.title),
        _width(column, frame),
        style,
        told,
        column.folded,
        column.turned,
        column.vocabulary if isinstance(column, Choice) else None,
    )


def _width(column: Column, frame: "pd.DataFrame | None") -> float:
    """As wide as in the template, with room for the filter's button; long texts get more, so that rows are lower."""
    if column.turned:
        return max(column.width, 5)
    wide = max(column.width, 8)
    if isinstance(column, Prose) and frame is not None and column.name in frame:
        longest = max((len(value) for value in frame[column.name] if isinstance(value, str)), default=0)
        wide = max(wide, min(_ROOMY, longest / _LINES))
    return min(_WIDEST, wide) + 2


def _kind(edition: Edition, column: Column) -> tuple[str, str, Callable[[object], Content]]:
    """The frame's column that is shown, the style of its cells, and how a value of it is told."""

    def told(value: object) -> Content:
        return rendered(column, value, edition.language)

    match column:
        case Prose() | Link() | Period() | Schedule():
            return column.name, "text", told
        case Choice():
            words = {term.name: term.word.spoken(edition.language) for term in column.vocabulary.terms}
            return column.name, "text", lambda value: words.get(str(value), str(value))
        case Reference():
            return f"_{column.name}", "text", _text
        case Tick():
            return column.name, "tick", told
        case Number():
            return column.name, "plain_number" if column.whole else "any_number", told
        case Date():
            return column.name, "day", told
        case _:
            assert_never(column)


def _number(value: object) -> Content:
    return value if isinstance(value, int | float) else _text(value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def listed(
    page: Page, top: int, fields: Sequence[Field], frame: "pd.DataFrame | None", name: str, description: str
) -> int:
    """Write the rows of a frame as an Excel table, and give back the row after it."""
    count = 0 if frame is None else len(frame)
    tall = [1] * count
    for column, field in enumerate(fields):
        values = frame[field.name].tolist() if frame is not None and field.name in frame else [None] * count
        _column(page, top + 1, column, field, values, tall)
        _fold(page, column, fields)
        if field.vocabulary and count:
            toned(page, (top + 1, column, top + count, column), field.vocabulary)
    for row, most in enumerate(tall, top + 1):
        if most > 1:
            page.tall(row, min(TALLEST, most * look.FONT_SIZE * 1.36 + 2))
    turned = frozenset(column for column, field in enumerate(fields) if field.turned)
    outlined(page, top, 0, max(count, 1), name, [field.heading for field in fields], description, turned)
    return top + max(count, 1) + 1


def _column(page: Page, top: int, column: int, field: Field, values: Sequence[object], tall: list[int]) -> None:
    """Write the values below each other, and raise `tall` to the lines that each row needs."""
    look_of, room = page.style(field.style), page.widths[column]
    counted: dict[str, int] = {}
    for place, value in enumerate(values):
        told = field.told(value) if known(value) is not None or field.name.startswith("_") else None
        if isinstance(told, str) and told:
            page.text(top + place, column, told, look_of)
            if told not in counted:
                counted[told] = lines(told, room)
            tall[place] = max(tall[place], counted[told])
        else:
            page.put(top + place, column, told, field.style)


def _fold(page: Page, column: int, fields: Sequence[Field]) -> None:
    """Put a folded column under an outline group that is closed; the column after the group carries its button."""
    if fields[column].folded:
        page.sheet.set_column(column, column, page.widths[column], None, {"level": 1, "hidden": True})
    elif column and fields[column - 1].folded:
        page.sheet.set_column(column, column, page.widths[column], None, {"collapsed": True})
