"""For the coordinator: what can be mended in the plans, each finding with a link to its cell."""

from collections.abc import Mapping

from hplan_xl import look
from hplan_xl.columns import Term, Tone
from hplan_xl.findings import Finding, Severity
from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.page import TOP, Content, Linked, Marked, framed
from hplan_xl.master.references import inside, outside, sheet
from hplan_xl.master.rows import FILE, GROUP, SHEET
from hplan_xl.master.tables import Heading, table
from hplan_xl.selection import State
from hplan_xl.text import Text
from hplan_xl.views import Received, Remarks
from hplan_xl.wording import sentence

MOST_LINKS = 30_000  # rows with links: two each, of the 65,530 that Excel takes
_CELL = Text("Cell", "Cell")
_GRADE = Text("Grad", "Grade")
_WHAT = Text("Vad som kan göras", "What can be done")
_RULE = Text("Regel", "Rule")
_WIDTHS = (30, 17, 74, 22, 9, 46, 22)
_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.YELLOW, Severity.HINT: Tone.BLUE}


def write(edition: Edition, view: Remarks) -> None:
    """Write the page."""
    page = framed(edition, view, _WIDTHS)
    says = edition.says
    titles = ((GROUP, "strong"), (_GRADE, "text"), (_WHAT, "text"), (SHEET, "text"), (_CELL, "link"), (FILE, "link"))
    columns = [*(Heading(says(title), style) for title, style in titles), Heading(says(_RULE), "source")]
    groups = {
        file.name: edition.group(file.healthcare_region, file.group)
        for file in edition.consolidated.files
        if file.state is State.READ
    }
    found = edition.consolidated.findings
    listed = _listed(edition)
    rows = [
        _line(edition, finding, groups.get(finding.cell.source, ""), listed if place < MOST_LINKS else None)
        for place, finding in enumerate(found)
    ]
    table(page, TOP, table_name(view), columns, rows, says(view.title))
    page.sheet.freeze_panes(TOP + 1, 1)
    page.sheet.repeat_rows(TOP)


def _listed(edition: Edition) -> Mapping[str, str]:
    """A link to the row of each file on the page that lists them."""
    received = next((one for one in edition.views if isinstance(one, Received)), None)
    if received is None:
        return {}
    title, files = edition.says(received.title), edition.consolidated.files
    return {file.name: inside(title, f"A{row}") for row, file in enumerate(files, TOP + 2)}


def _line(edition: Edition, finding: Finding, group: str, listed: Mapping[str, str] | None) -> list[Content]:
    """listed: links to the files on the page that lists them; None for a row that is to have no links."""
    cell = finding.cell
    place = f"{sheet(cell.sheet)}!{cell.address}"
    target = outside(cell.source, edition.beside, place) if listed is not None else None
    return [
        group,
        Marked(edition.says(finding.severity.word), _grade(finding.severity)),
        sentence(finding, edition.language),
        cell.sheet,
        Linked(cell.address, target),
        Linked(cell.source, listed.get(cell.source) if listed else None),
        finding.rule,
    ]


def _grade(severity: Severity) -> Term:
    return Term(name=severity.name, word=severity.word, symbol=look.MARKS[severity].sign, tone=_TONES[severity])
