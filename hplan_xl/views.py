"""What leaders read: the pages of the master, as data. The set is closed; each kind has one writer under `master`."""

from dataclasses import dataclass

from hplan_xl.text import Text


@dataclass(frozen=True, kw_only=True)
class _View:
    """What every page has: an identifier, the sheet's title in Excel, and a line that says what the page shows."""

    name: str
    title: Text
    help: Text


@dataclass(frozen=True, kw_only=True)
class Rows(_View):
    """All rows of one sheet of the plan, of everybody, as an Excel table with their source."""

    sheet: str


View = Rows
