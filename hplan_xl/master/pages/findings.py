"""For the coordinator: the findings in the plans, each with a link to its cell."""

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.findings import Finding, Severity
from hplan_xl.book.text import Text
from hplan_xl.book.views import FindingList, table_name
from hplan_xl.consolidation.union import FILE, GROUP, SHEET
from hplan_xl.excel import look
from hplan_xl.excel.references import make_external_link, quote_sheet_title
from hplan_xl.intake.states import FileState
from hplan_xl.master.sheet.page_frame import TOP, Content, Edition, LinkedText, TermContent, open_framed_page
from hplan_xl.master.sheet.tables import Heading, write_table
from hplan_xl.wording import compose_sentence

_CELL = Text("Cell", "Cell")
_GRADE = Text("Grad", "Grade")
_WHAT = Text("Vad som kan göras", "What can be done")
_RULE = Text("Regel", "Rule")
_WIDTHS = (22, 14.5, 48, 16, 7, 28, 20)
_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.YELLOW, Severity.HINT: Tone.BLUE}


def write_page(edition: Edition, view: FindingList) -> None:
    """Write the page."""
    page = open_framed_page(edition, view, _WIDTHS)
    localize = edition.localize
    titles = ((GROUP, "strong"), (_GRADE, "text"), (_WHAT, "text"), (SHEET, "text"), (_CELL, "link"), (FILE, "text"))
    columns = [*(Heading(localize(title), style) for title, style in titles), Heading(localize(_RULE), "source")]
    groups = {
        file.name: edition.group_name(file.healthcare_region, file.group)
        for file in edition.consolidation.files
        if file.state is FileState.READ
    }
    rows = [_line(edition, finding, groups.get(finding.cell.source, "")) for finding in edition.consolidation.findings]
    write_table(page, TOP, table_name(view), columns, rows, localize(view.title))
    page.sheet.freeze_panes(TOP + 1, 1)
    page.repeat_headings(TOP)
    page.sheet.lay_aside()


def _line(edition: Edition, finding: Finding, group: str) -> list[Content]:
    cell = finding.cell
    target = make_external_link(cell.source, edition.output_folder, f"{quote_sheet_title(cell.sheet)}!{cell.address}")
    return [
        group,
        TermContent(edition.localize(finding.severity.word), _grade(finding.severity)),
        compose_sentence(finding, edition.language),
        cell.sheet,
        LinkedText(cell.address, target),
        cell.source,
        finding.rule,
    ]


def _grade(severity: Severity) -> Term:
    return Term(name=severity.name, word=severity.word, symbol=look.MARKS[severity].sign, tone=_TONES[severity])
