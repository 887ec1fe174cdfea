"""What becomes of a plan's rows and cells when next year's plan is made from it: two closed sets of words.

The description says one word a sheet and one a column; who makes next year's plan asks for nothing else.
"""

from enum import StrEnum


class RowsNextYear(StrEnum):
    """What becomes of the rows of a sheet.

    A row that refers to a row that does not go on does not go on either, whatever the sheet says.

    KEEP: they go on, but for those that are finished (`Sheet.finished_when`), which are remembered.
    ANEW: the template's own rows are as the new year has them; the group's own beside them go on.
    CLEAR: none goes on; they belong to their year.
    """

    KEEP = "keep"
    ANEW = "anew"
    CLEAR = "clear"


class CellNextYear(StrEnum):
    """What becomes of a cell of a row that goes on.

    KEEP: as it stood. CLEAR: blank.
    EARLIER: blank, to be answered anew; what stood there is shown at the cell as last year's.
    AHEAD: a time, kept where it reaches into the new year and means the same there; else as EARLIER.
    ANEW: as the template of the new year has it.
    REGISTER: as the template has it, where the register knows it; else as it stood.
    ADOPTION: of the decision on the plan: kept where the plan's own years go on, else as ANEW.
    LATEST_VALUE, LATEST_PERIOD: the latest number for the whole, and its period; as it stood where there is none later.
    QUARTER: as it stood; where blank, the quarter of the day that the row begins.
    """

    KEEP = "keep"
    CLEAR = "clear"
    EARLIER = "earlier"
    AHEAD = "ahead"
    ANEW = "anew"
    REGISTER = "register"
    ADOPTION = "adoption"
    LATEST_VALUE = "latest_value"
    LATEST_PERIOD = "latest_period"
    QUARTER = "quarter"
