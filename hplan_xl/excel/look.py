"""How every workbook of ours looks: colours, fonts, number formats, heights; one look for template, marks and master.

Plain data that knows no tool. A style is a mapping of the properties that XlsxWriter's `add_format` takes; colours are
"#RRGGBB". Every text colour stands at a contrast of at least 4.5:1 to the fill it is meant for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import assert_never

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
    Tone,
    Years,
)
from hplan_xl.book.findings import Severity
from hplan_xl.book.values import Percent

Style = Mapping[str, object]

FONT = "Calibri"
FONT_SIZE = 11
INK = "#1F2933"  # text
QUIET_INK = "#52606D"  # text that stands back
DEEP_BLUE = "#16365C"  # headings, and the band of column titles
SLATE = "#47648A"  # lines within that band
PAPER = "#FFFFFF"
MIST = "#F1F5F9"  # a fill that stands back
LINE = "#D3DBE4"  # thin rules between cells
LINK = "#1F4E8C"
TAB_CORE = DEEP_BLUE
TAB_OTHER = "#C5CED9"
TAB_COORDINATOR = "#B7791F"

DATE_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = "@"


@dataclass(frozen=True)
class Shade:
    """One tone in its two strengths, each with the text that can be read on it.

    fill, text: for a cell in a table. solid_fill, solid_text: for tiles, bars and symbols.
    """

    fill: str
    text: str
    solid_fill: str
    solid_text: str


SHADES: Mapping[Tone, Shade] = MappingProxyType(
    {
        Tone.GREY: Shade("#E4E8ED", "#3A4754", "#5F6C7B", PAPER),
        Tone.GREEN: Shade("#D3EDDC", "#14532D", "#1F7A4A", PAPER),
        Tone.YELLOW: Shade("#FCE8A6", "#5A4000", "#F2B705", INK),
        Tone.RED: Shade("#F8D3D5", "#861420", "#BE2D38", PAPER),
        Tone.BLUE: Shade("#D8E5F5", "#1B3D6E", "#3A6BA5", PAPER),
    }
)


@dataclass(frozen=True)
class Mark:
    """The look of a cell to correct: fill, text and edge, and a sign that does not depend on colour.

    pattern: of the fill of a cell in a marked copy, by Excel's name; so the grades are told apart in grey too.
    stripe: the colour of that pattern; for "solid" the one colour of the cell.
    blend: what a program that knows no patterns makes of it.
    """

    fill: str
    text: str
    edge: str
    sign: str
    pattern: str
    stripe: str
    blend: str


MARKS: Mapping[Severity, Mark] = MappingProxyType(
    {
        Severity.ERROR: Mark("#FBE0E1", "#861420", "#BE2D38", "✕", "solid", "#FAD4D7", "#FAD4D7"),
        Severity.WARNING: Mark("#FFF1C7", "#5A4000", "#B98900", "△", "lightUp", "#EBC766", "#FAE7AF"),
        Severity.HINT: Mark("#E6EFFA", "#1B3D6E", "#3A6BA5", "?", "gray125", "#96B6E0", "#DCE8F7"),
    }
)


def _style(**properties: object) -> Style:
    return MappingProxyType(properties)


# What a cell looks like that nobody has styled, such as one made by another program: it wraps, so that it can be read.
DEFAULT = _style(font_name=FONT, font_size=FONT_SIZE, font_color=INK, text_wrap=True, valign="top")

# The line at the top of a sheet never wraps: it runs on over the empty cells beside it.
TITLE = _style(bold=True, font_size=16, font_color=DEEP_BLUE, valign="vcenter", text_wrap=False)
TITLE_LINE = _style(font_color=QUIET_INK, valign="vcenter", text_wrap=False)
LEAD = _style(font_size=12, font_color=QUIET_INK, valign="top", text_wrap=False)
NOTE = _style(font_size=10, font_color=QUIET_INK, text_wrap=True, valign="vcenter")
SECTION = _style(bold=True, font_size=13, font_color=DEEP_BLUE, text_wrap=False, valign="bottom")
STEP_NUMBER = _style(bold=True, font_size=12, font_color=DEEP_BLUE, align="right", valign="top", indent=1)
ENTRY_NAME = _style(bold=True, font_color=DEEP_BLUE, text_wrap=True, valign="top")
BODY = _style(valign="top", text_wrap=True)
BODY_CELL = _style(valign="top", text_wrap=True, border=1, border_color=LINE)
LABEL_CELL = _style(
    font_color=DEEP_BLUE, bg_color=MIST, valign="vcenter", text_wrap=True, indent=1, border=1, border_color=LINE
)
LABEL_CELL_NEEDED = _style(**{**LABEL_CELL, "bold": True})
ANSWER = _style(align="left", valign="vcenter", indent=1)
NUMBER_CELL = _style(valign="top", align="center", num_format="#,##0", border=1, border_color=LINE)
LINK_CELL = _style(font_color=LINK, underline=1, valign="top", indent=1, border=1, border_color=LINE)
COLUMN_TITLE = _style(
    font_color=PAPER, bg_color=DEEP_BLUE, valign="bottom", text_wrap=True, border=1, border_color=SLATE
)
COLUMN_TITLE_NEEDED = _style(**{**COLUMN_TITLE, "bold": True})
CENTRED_CELL = _style(align="center")
# So small that the longest promise stands on one line of a heading 100 pixels high, and any other on two.
VERTICAL_TITLE = _style(rotation=90, align="center", valign="bottom", font_size=8.5)
VERDICT = _style(bold=True, font_size=18, valign="vcenter", text_wrap=False, indent=1)
# A cell that waits to be filled; what is wrong in a filled one has the mark of its grade.
NEEDED_CELL = _style(bg_color="#FFE7A3", font_color=INK, border=1, border_color="#B98900")
WANTED_CELL = _style(bg_color="#FFF8E3", font_color=INK, border=1, border_color="#E3CB86")

UNSEEN = _style(num_format=";;;")

TITLE_HEIGHT = 30  # points
LINE_HEIGHT = 15
ANSWER_HEIGHT = 20
COLUMN_TITLE_HEIGHT = 33
VERTICAL_TITLE_HEIGHT = 75

# Pixels of cells that a window 1366 wide has room for, at 100 %: 1,320 in Excel, 1,265 in LibreOffice, which draws each
# column a ninth wider.
SCREEN_WIDTH = 1130
MOST_FROZEN = 0.45  # of a screen


def count_pixels(widths: Iterable[float]) -> int:
    """How many pixels columns of these widths take together, at 100 %."""
    return sum(int(wide * 7 + 5) for wide in widths)


def tone_style(tone: Tone, symbol: str = "") -> Style:
    """The style of a word that is known by a colour; with a symbol before the word, which the cell does not hold."""
    shade = SHADES[tone]
    style = {"bg_color": shade.fill, "font_color": shade.text}
    return _style(**style, num_format=f'"{symbol} "@') if symbol else _style(**style)


def mark_style(severity: Severity) -> Style:
    """The style of a cell with something to mend."""
    mark = MARKS[severity]
    return _style(bg_color=mark.fill, font_color=mark.text, border=1, border_color=mark.edge)


def number_format(column: Column) -> str:
    """How Excel shows, and takes, what is typed in a column: "@" where it would make dates and numbers of words."""
    match column:
        case Prose() | Link() | Schedule() | Period() | Reference():
            return TEXT_FORMAT
        case Date():
            return DATE_FORMAT
        case Number():
            return "0" if column.is_whole else "General"
        case Years():
            return "0"
        case Choice() | Tick():
            return "General"
        case _:
            assert_never(column)


def value_style(column: Column, value: object) -> Style:
    """The style that one value needs beyond its column's: a percentage, a time, or a day among words."""
    match value:
        case Percent():
            is_whole = round(100 * value, 9).is_integer()  # 100 times 0.07 is a little more than 7
            return _style(num_format="0%" if is_whole else "0.0###%")
        case datetime() if value.time() != time():
            return _style(num_format=f"{DATE_FORMAT} hh:mm:ss")
        case date() if number_format(column) != DATE_FORMAT:
            return _style(num_format=DATE_FORMAT)
        case _:
            return _style()


def column_style(column: Column) -> Style:
    """How the cells of a column look: kind decides number format and alignment."""
    match column:
        case Tick():
            own: Style = {"align": "center", "bold": True, "font_color": DEEP_BLUE}
        case Number() | Date():
            is_centred = isinstance(column, Date) or column.is_whole
            own = {"align": "center"} if is_centred else {"align": "right", "indent": 1}
        case Years():
            own = {"align": "center"}
        case Prose() | Link() | Choice() | Schedule() | Period() | Reference():
            own = {"align": "left"}
        case _:
            assert_never(column)
    return _style(**{**BODY_CELL, **own, "num_format": number_format(column)})
