"""The columns of a page with all rows of a sheet: their order, width, and how their values are shown.

Counts over them are live formulas: of which rows, by which words.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, assert_never
from weakref import WeakKeyDictionary

from hplan_xl.book.columns import (
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
    Years,
)
from hplan_xl.book.description import Sheet
from hplan_xl.book.views import Work, table_name
from hplan_xl.consolidation.union import FILE, GROUP, REGION, ROW, SHEET
from hplan_xl.excel.formats import SMALL_SIZE
from hplan_xl.excel.look import FONT_SIZE, MOST_FROZEN, SCREEN_WIDTH, count_pixels
from hplan_xl.excel.references import make_criterion, structured_reference
from hplan_xl.excel.rendering import render_value
from hplan_xl.excel.text_metrics import measure_widest_word, measure_width
from hplan_xl.master.facts.records import find_sheet
from hplan_xl.master.sheet.page_frame import INDENT, Content, Edition, Formula
from hplan_xl.master.sheet.tables import make_headings

if TYPE_CHECKING:
    import pandas as pd

_WIDEST, _ROOMY = 60.0, 40.0
_COLLAPSED = 100.0  # a column that is folded may be so wide: it is not counted in the height of its rows
_WIDEST_LABEL = 44.0  # of a row that is referred to, so that it stands on one line
_WIDEST_NUMBER = 20.0  # a long word of its heading stands whole
_LINES = 4
_MOST_PRINTED = 240.0  # units that are printed at 62 %: more would be too small to read
_NARROWEST = 17.0  # that a column of words is made, and what part of its width it keeps
_KEPT_WIDTH = 0.6
_WIDEST_WORD = 26.0  # that a column is widened for, so that it is not broken; an address may be longer
_NEAR = 0.05  # units
_BUTTON = 1.6  # of the filter, beside a heading
_BESIDE_WORD = 4.2  # digits that the heading of a number keeps free for its margins and its filter


@dataclass(frozen=True)
class Field:
    """A column of the page: the frame's column, its heading, and how its values are shown.

    to_content: from what is understood to what stands in the cell. is_printed: stands on paper too.
    vocabulary: of a column whose words are chosen from a list alone. widest_word: that is not to be broken, in digits.
    """

    name: str
    heading: str
    width: float
    style: str
    to_content: Callable[[object], Content]
    is_collapsed: bool = False
    vocabulary: Vocabulary | None = None
    is_printed: bool = False
    widest_word: float = 0.0


# Several pages ask for the same columns, whose widths are measured over all rows.
_LAID_OUT: WeakKeyDictionary[Edition, dict[str, tuple[Field, ...]]] = WeakKeyDictionary()


def lay_out_columns(edition: Edition, sheet: str) -> tuple[Field, ...]:
    """List the columns of a sheet's page: the group, its own that are not private, and the origin of each row."""
    known = _LAID_OUT.setdefault(edition, {})
    if sheet not in known:
        known[sheet] = _lay_out(edition, sheet)
    return known[sheet]


def _lay_out(edition: Edition, name: str) -> tuple[Field, ...]:
    frame = edition.consolidation.tables.get(name)
    sheet = find_sheet(edition.consolidation.book, name)
    shown = _shown_columns(sheet, frame)
    beside = _list_folded(shown)
    own = [_field(edition, column, frame, folded=column in beside) for column in shown]
    own = [_keep_words_whole(field, frame) if field.style == "text" else field for field in own]
    localize = edition.localize
    taken = {field.heading.casefold() for field in own}
    lead = Field("_group", localize(GROUP), 26, "strong", _text, is_printed=True)
    source = (
        Field(
            "_council",
            localize(edition.route),
            _council_width(frame),
            "source",
            cache(lambda value: edition.council_name(str(value or ""))),
        ),
        Field("_region", localize(REGION), 26, "source", cache(lambda value: edition.region_name(str(value or "")))),
        Field("_file", localize(FILE), _file_width(frame), "source", _text),
        Field("_sheet", localize(SHEET), 18, "source", _text),
        Field("_row", localize(ROW), 6, "plain_number", _number),
    )
    fields = [field for field in (lead, *own, *source) if field in own or field.heading.casefold() not in taken]
    titles = make_headings([field.heading for field in fields])
    return _narrow_fields([replace(field, heading=title) for field, title in zip(fields, titles, strict=True)])


def _file_width(frame: "pd.DataFrame | None") -> float:
    """Wide enough for the longest of the files to stand on one line."""
    names = frame["_file"].unique().tolist() if frame is not None and "_file" in frame else []
    longest = max((measure_width(str(name)) for name in names), default=0)
    return min(_WIDEST, max(18, round(longest * SMALL_SIZE / FONT_SIZE + 2 * INDENT + 1, 1)))


def _council_width(frame: "pd.DataFrame | None") -> float:
    """Wide enough for a group that reports to several councils to name them on two lines."""
    names = frame["_council"].unique().tolist() if frame is not None and "_council" in frame else []
    return min(_WIDEST, max(26, 4 + max((len(str(name)) for name in names), default=0) / 2))


def count_printed_columns(fields: Sequence[Field]) -> int:
    """How many columns, from the first, stand on paper: the group and what most plans fill in."""
    return max((place for place, field in enumerate(fields, 1) if field.is_printed), default=len(fields))


def count_frozen_columns(sheet: Sheet | None, fields: Sequence[Field]) -> int:
    """How many columns stay in sight: the group and what names the row, as far as they leave most of the screen."""
    naming = {"_group", *(sheet.key if sheet else ()), *(sheet.label if sheet else ())}
    naming |= (
        {sheet.counter} | {f"_{one.name}" for one in sheet.columns if isinstance(one, Reference)} if sheet else set()
    )
    for count, field in enumerate(fields):
        wide = count_pixels(one.width for one in fields[: count + 1])
        if count and (field.name not in naming or field.is_collapsed or wide > SCREEN_WIDTH * MOST_FROZEN):
            return count
    return 1


def _narrow_fields(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The columns, those that hold words made narrower where too little would fit on paper or on the screen.

    On paper those that are printed; on the screen those up to the last that is chosen from a list: how the row stands.
    """
    on_paper = [field for field in fields if field.is_printed]
    fitted = _fit_widths(fields, on_paper, sum(field.width for field in on_paper) - _MOST_PRINTED)
    standing = max((place for place, field in enumerate(fitted, 1) if field.vocabulary and field.is_printed), default=0)
    return narrow_to_screen(fitted, standing)


def narrow_to_screen(fields: Sequence[Field], count: int, beside: int = 0) -> tuple[Field, ...]:
    """The columns, the first `count` made narrower where they would not fit the screen with `beside` more pixels."""
    first = [field for field in fields[:count] if not field.is_collapsed]
    return _fit_widths(fields, first, (count_pixels(field.width for field in first) + beside - SCREEN_WIDTH) / 7)


def _fit_widths(fields: Sequence[Field], among: Sequence[Field], over: float) -> tuple[Field, ...]:
    """The columns, with so many units taken from some of them: from the widest first, and as far as each can go."""
    low, high = 0.0, max((field.width for field in among), default=0)
    while over > 0 and high - low > _NEAR:
        middle = (low + high) / 2
        taken = sum(field.width - _cap(field, middle) for field in among)
        low, high = (middle, high) if taken > over else (low, middle)
    return tuple(replace(field, width=_cap(field, low)) if over > 0 and field in among else field for field in fields)


def _cap(field: Field, most: float) -> float:
    return min(field.width, max(_least(field), round(most, 1)))


def _least(field: Field) -> float:
    """How narrow a column may be made; words known by a colour stand on one line, no word of a list is broken."""
    if field.style != "text" or (field.vocabulary and field.vocabulary.has_tones):
        return field.width
    if field.vocabulary:
        words = [word for term in field.vocabulary.terms for word in (term.word.sv, term.word.en)]
        widest = max([measure_widest_word(field.heading) + _BUTTON, *map(measure_widest_word, words)])
        return min(field.width, widest + INDENT + 1)  # letters are wider in some programs
    kept = max(min(_NARROWEST, field.width), field.width * _KEPT_WIDTH)
    return max(kept, min(field.width, field.widest_word + INDENT))


def _list_folded(columns: Sequence[Column]) -> list[Column]:
    """The columns that stand back under an outline group: folded in the template, ticks, a form's last sections."""
    section = next((place for place, column in enumerate(columns) if column.section), len(columns))
    return [
        column
        for place, column in enumerate(columns)
        if column.is_collapsed or column.is_title_vertical or place >= section
    ]


def _shown_columns(sheet: Sheet | None, frame: "pd.DataFrame | None") -> list[Column]:
    """The sheet's columns but the private ones, and those for another region that nobody has filled in."""
    columns = [column for column in sheet.columns if not column.is_private] if sheet else []
    return [column for column in columns if not column.may_be_absent or _is_filled(frame, column.name)]


def _is_filled(frame: "pd.DataFrame | None", name: str) -> bool:
    return frame is not None and name in frame and bool(frame[name].notna().any())


def _field(edition: Edition, column: Column, frame: "pd.DataFrame | None", *, folded: bool) -> Field:
    name, style, told = _kind(edition, column)
    title = edition.localize(column.title_in_master or column.title)
    shown = name if frame is not None and name in frame else column.name
    return Field(
        shown,
        title,
        _width(column, frame, title, folded=folded),
        style,
        told,
        folded,
        column.vocabulary if isinstance(column, Choice) and not column.allows_others else None,
        not folded,
    )


def _keep_words_whole(field: Field, frame: "pd.DataFrame | None") -> Field:
    """The column with room for the widest of its words."""
    # `unique` of pandas would leave its UTF-8 with each text, for as long as the text lives.
    values = dict.fromkeys(frame[field.name].dropna()) if frame is not None and field.name in frame else {}
    words = {word for value in values for word in str(field.to_content(value)).split()}
    widest = max((wide for wide in map(measure_width, words) if wide <= _WIDEST_WORD), default=0.0)
    return replace(field, width=max(field.width, round(widest + INDENT, 1)), widest_word=widest)


def _width(column: Column, frame: "pd.DataFrame | None", title: str, *, folded: bool) -> float:
    """As wide as in the template, with room for the filter's button; long texts get more, so that rows are lower."""
    if column.is_title_vertical or isinstance(column, Number):
        return min(_WIDEST_NUMBER, max(7, measure_widest_word(title) + _BESIDE_WORD))
    wide = max(column.width, 8)
    if isinstance(column, Reference) and frame is not None and f"_{column.name}" in frame:
        labels = frame[f"_{column.name}"].unique().tolist()
        wide = max(wide, min(_WIDEST_LABEL, max((measure_width(str(label or "")) for label in labels), default=0) + 1))
    if isinstance(column, Prose) and frame is not None and column.name in frame:
        longest = max(map(len, filter(None, frame[column.name].tolist())), default=0)
        wide = max(wide, min(_COLLAPSED if folded else _ROOMY, longest / _LINES))
    return min(_COLLAPSED if folded else _WIDEST, wide) + 2


def _kind(edition: Edition, column: Column) -> tuple[str, str, Callable[[object], Content]]:
    """The frame's column that is shown, the style of its cells, and how a value of it is told."""

    def told(value: object) -> Content:
        return render_value(column, value, edition.language)

    match column:
        case Prose() | Link() | Period():
            return column.name, "text", _text
        case Schedule():
            return column.name, "text", told
        case Choice():
            words = {term.name: term.word.localize(edition.language) for term in column.vocabulary.terms}
            return column.name, "text", lambda value: words.get(str(value), str(value))
        case Reference():
            return f"_{column.name}", "text", _text
        case Tick():
            return column.name, "tick", told
        case Number():
            return column.name, "plain_number" if column.is_whole else "any_number", told
        case Years():
            return column.name, "plain_number", told
        case Date():
            return column.name, "day", told
        case _:
            assert_never(column)


def _number(value: object) -> Content:
    return value if isinstance(value, int | float) else _text(value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class CountedTable:
    """The Excel table that is counted: its name, and the headings of its columns by what they hold."""

    table: str
    headings: dict[str, str]

    def column(self, name: str) -> str | None:
        """The column in a formula."""
        heading = self.headings.get(name)
        return structured_reference(self.table, heading) if heading else None


def find_counted_table(edition: Edition, work: Work) -> CountedTable | None:
    """The table of the page that lists all the work, or None where there is no such page."""
    view = edition.rows_page(work.sheet)
    if view is None:
        return None
    return CountedTable(table_name(view), {field.name: field.heading for field in lay_out_columns(edition, work.sheet)})


@dataclass(frozen=True)
class RowCondition:
    """Counts only rows with these words in a column of the table.

    cell: where the words stand, for words that are a filler's: they are never made part of a formula.
    between: what parts the words of a cell that holds several, of which any may be these.
    """

    column: str
    words: str
    cell: str = ""
    between: str = ""

    @property
    def criterion(self) -> str | None:
        """The criterion for COUNTIFS; None where it would also count other words, such as those differing by case."""
        wanted = make_criterion(self.words)
        if not self.cell or wanted is None:
            return wanted
        return self.cell if wanted == f'"{self.words}"' else None

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria of which exactly one fits a cell that counts; () where no formula would count the same."""
        wanted, between = self.criterion, self.between
        if wanted is None:
            return ()
        if not between:
            return (wanted,)
        return wanted, f'{wanted}&"{between}*"', f'"*{between}"&{wanted}', f'"*{between}"&{wanted}&"{between}*"'


def distinguish_names(names: Sequence[str]) -> dict[str, str]:
    """Each name, and the words it is counted by: "" for one that differs from another by capitals alone."""
    alike = Counter(name.casefold() for name in names)
    return {name: name if alike[name.casefold()] == 1 else "" for name in names}


def count_formula(value: int, table_of: CountedTable | None, conditions: Sequence[RowCondition]) -> Content:
    """A count as a live formula; as a number where no formula would count the same."""
    if table_of is None or not conditions:
        return value
    counted_by = [""]
    for one in conditions:
        column, wanted = table_of.column(one.column), one.criteria
        if column is None or not wanted:
            return value
        counted_by = [f"{before},{column},{criterion_of}" for before in counted_by for criterion_of in wanted]
    return Formula("=" + "+".join(f"COUNTIFS({part[1:]})" for part in counted_by), value)
