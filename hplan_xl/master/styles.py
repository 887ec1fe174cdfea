"""The formats of a workbook, each made once, from the styles of `look`."""

from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.format import Format

from hplan_xl import look
from hplan_xl.columns import Term

_EDGE: look.Style = {"bottom": 1, "bottom_color": look.LINE}
_CELL: look.Style = {"valign": "top", **_EDGE}

# The styles of the master, by name; `look` has the colours and what all workbooks share.
STYLES: Mapping[str, look.Style] = {
    "plain": {},
    "title": look.TITLE,
    "line": look.TITLE_LINE,
    "warning": {**look.TITLE_LINE, "bold": True, "font_color": look.INK},
    "sentence": {"valign": "vcenter"},
    "tile": {"align": "center", "valign": "vcenter", "text_wrap": True},
    "section": look.SECTION,
    "home": {"font_color": look.LINK, "underline": 1, "valign": "vcenter"},
    "heading": {**look.COLUMN_TITLE, "bg_color": look.DEEP, "valign": "vcenter"},
    "text": {**_CELL, "text_wrap": True},
    "strong": {**_CELL, "text_wrap": True, "bold": True},
    "source": {**_CELL, "text_wrap": True, "font_color": look.QUIET, "font_size": 9},
    "link": {**_CELL, "text_wrap": True, "font_color": look.LINK, "underline": 1},
    "any_number": {**_CELL, "align": "right", "indent": 1},
    "plain_number": {**_CELL, "align": "right", "indent": 1, "num_format": "0"},
    "count": {**_CELL, "align": "right", "indent": 1, "num_format": "#,##0;-#,##0;\\–"},
    "total": {**_CELL, "align": "right", "indent": 1, "num_format": "#,##0", "bold": True},
    "share": {**_CELL, "align": "right", "indent": 1, "num_format": "0 %"},
    "day": {**_CELL, "align": "left", "num_format": look.DATE_FORMAT},
    "tick": {**_CELL, "align": "center", "bold": True, "font_color": look.DEEP},
    "group": {
        "bold": True,
        "font_size": 13,
        "font_color": look.DEEP,
        "bg_color": look.MIST,
        "valign": "vcenter",
        "bottom": 2,
        "bottom_color": look.DEEP,
    },
    "bullet": {"valign": "top", "text_wrap": True},
    "bullet_first": {"valign": "top", "text_wrap": True, "top": 1, "top_color": look.LINE},
    "picked": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": look.MIST,
        "border": 1,
        "border_color": look.DEEP,
    },
    "strong_part": {"bold": True},
    "quiet_part": {"font_color": look.QUIET},
}


class Styles:
    """The formats of one workbook: the same properties are the same format."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, name: str, **more: object) -> Format:
        """The named style, with what is said beside."""
        return self.made(
            {"font_name": look.FONT, "font_size": look.FONT_SIZE, "font_color": look.INK} | {**STYLES[name], **more}
        )

    def made(self, properties: Mapping[str, object]) -> Format:
        """The format of these properties alone, such as what a conditional format changes."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(properties))
        return self._made[key]

    def term(self, term: Term, name: str = "text", **more: object) -> Format:
        """The named style for a word of a vocabulary: with its symbol and colour, where it has them."""
        return self(name, **{**(look.tone_style(term.tone, term.symbol) if term.tone else {}), **more})

    def coloured(self, term: Term, name: str = "text", **more: object) -> Format:
        """As `term`, but only the letters have the colour: for cells so high that a fill would be heavy."""
        tone = dict(look.tone_style(term.tone, term.symbol)) if term.tone else {}
        tone.pop("bg_color", None)
        return self(name, **{**tone, "bold": True, **more})
