"""The formats of a workbook, each made once, from the styles of `look`."""

from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from hplan_xl.book.columns import Term
from hplan_xl.excel import look

RULE: look.Style = {"bottom": 1, "bottom_color": look.LINE}  # the thin rule under a cell
_CELL: look.Style = {"valign": "top", **RULE}
_BULLET: look.Style = {"valign": "top", "text_wrap": True, "align": "left", "indent": 1}
_WORDS: look.Style = {**_BULLET, **RULE}
_SHARED: look.Style = {"font_name": look.FONT, "font_size": look.FONT_SIZE, "font_color": look.INK}
SMALL_SIZE = 9.0  # points, of words that stand back
# The styles of the master, by name; `look` has the colours and what all workbooks share.
STYLES: Mapping[str, look.Style] = {
    "plain": {},
    "title": look.TITLE,
    "line": look.TITLE_LINE,
    "small_line": {**look.TITLE_LINE, "font_size": SMALL_SIZE},
    "key": {"font_size": SMALL_SIZE, "valign": "vcenter"},
    "warning": {**look.TITLE_LINE, "bold": True, "font_color": look.INK},
    "sentence": {"valign": "vcenter"},
    "tile": {"align": "center", "valign": "vcenter", "text_wrap": True},
    "total_tile": {"align": "left", "valign": "vcenter", "indent": 1, "bg_color": look.MIST},
    "section": look.SECTION,
    "home": {"font_color": look.LINK, "underline": 1, "valign": "vcenter"},
    "heading": {**look.COLUMN_TITLE, "bg_color": look.DEEP_BLUE, "valign": "vcenter", "align": "left", "indent": 1},
    "centred_heading": {**look.COLUMN_TITLE, "bg_color": look.DEEP_BLUE, "valign": "vcenter", "align": "center"},
    "text": _WORDS,
    "strong": {**_WORDS, "bold": True},
    "source": {**_WORDS, "font_color": look.QUIET_INK, "font_size": SMALL_SIZE},
    "link": {**_WORDS, "font_color": look.LINK, "underline": 1},
    "any_number": {**_CELL, "align": "right", "indent": 1},
    "plain_number": {**_CELL, "align": "right", "indent": 1, "num_format": "0"},
    "count": {**_CELL, "align": "right", "indent": 1, "num_format": "#,##0;-#,##0;\\–"},
    "total": {**_CELL, "align": "right", "indent": 1, "num_format": "#,##0", "bold": True},
    "share": {**_CELL, "align": "right", "indent": 1, "num_format": "0 %"},
    "day": {**_CELL, "align": "left", "indent": 1, "num_format": look.DATE_FORMAT},
    # Wrapped, since words that are not run out of a folded column in some programs.
    "tick": {**_CELL, "align": "center", "text_wrap": True, "bold": True, "font_color": look.DEEP_BLUE},
    "group": {
        "bold": True,
        "font_size": 13,
        "font_color": look.DEEP_BLUE,
        "bg_color": look.MIST,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
        "bottom": 2,
        "bottom_color": look.DEEP_BLUE,
    },
    "bullet": _BULLET,
    "bullet_first": {**_BULLET, "top": 1, "top_color": look.LINE},
    "picked": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": look.MIST,
        "border": 1,
        "border_color": look.DEEP_BLUE,
    },
    "strong_part": {"bold": True},
    "quiet_part": {"font_color": look.QUIET_INK},
    "plain_part": {},
    "struck_part": {"font_strikeout": True, "font_color": look.QUIET_INK},
}


class Formats:
    """The formats of one workbook: the same properties are the same format."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._named: dict[str | tuple[object, ...], Format] = {}

    def get_format(self, *styles: look.Style) -> Format:
        """The format of these properties alone; of several styles, the later ones decide."""
        properties = {name: value for style in styles for name, value in style.items()}
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def __call__(self, name: str, **more: object) -> Format:
        """The style of that name in STYLES, with what is said beside."""
        key = (name, *more.items()) if more else name
        if key not in self._named:
            self._named[key] = self.get_format(_SHARED, STYLES[name], more)
        return self._named[key]

    def format_term(self, term: Term, name: str = "text", **more: object) -> Format:
        """The named style for a word of a vocabulary: with its symbol and colour, where it has them."""
        return self(name, **{**(look.tone_style(term.tone, term.symbol) if term.tone else {}), **more})

    def format_coloured_term(self, term: Term, name: str = "text", **more: object) -> Format:
        """As `format_term`, but only the letters have the colour: for cells so high that a fill would be heavy."""
        tone = dict(look.tone_style(term.tone, term.symbol)) if term.tone else {}
        tone.pop("bg_color", None)
        return self(name, **{**tone, "bold": True, **more})
