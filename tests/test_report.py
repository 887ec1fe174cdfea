"""What `check` prints: the shapes that programs read, and the lines that people read."""

import csv
import io
import json
from datetime import date

from hplan_xl.book.findings import Cell, Finding
from hplan_xl.book.text import Text
from hplan_xl.book.values import YearSpan
from hplan_xl.commands.report import (
    FIELDS,
    format_csv,
    format_findings,
    format_json,
    format_merge,
    format_summary,
    format_text,
)
from hplan_xl.consolidation.union import FileRecord
from hplan_xl.intake.states import FileState
from tests.sketch import BOOK

READ = FileRecord(
    "in/md.xlsx",
    FileState.READ,
    None,
    "RPO Hud",
    "sydostra",
    YearSpan(2026, 2026),
    date(2026, 3, 1),
    sha256="ab",
    template_version=1,
)
REJECTED = FileRecord("in/x.xlsx", FileState.REJECTED, Text("in/x.xlsx är en PDF.", "in/x.xlsx is a PDF."))
SKIPPED = FileRecord(
    "in/b.docx", FileState.SKIPPED, Text("in/b.docx är ingen Excel-fil.", "in/b.docx is no Excel file.")
)


def vague(row: int, column: int = 13, value: str = "Pågår") -> Finding:
    """A status that does not say how it goes."""
    return BOOK.make_finding(Cell("in/md.xlsx", "Områden", row, column), "status.ambiguous", value=value)


def blank(row: int) -> Finding:
    """A title that is blank."""
    facts = {"column": Text("Aktivitet", "Activity"), "row": Text(f"rad {row}", f"row {row}")}
    return BOOK.make_finding(Cell("in/md.xlsx", "Aktiviteter", row, 3), "required.blank", **facts)


def hint() -> Finding:
    """A reading that is not plain."""
    cell = Cell("in/md.xlsx", "Områden", 4, 18)
    return BOOK.make_finding(cell, "value.read_as", value="15/9", reading="2026-09-15")


def test_json_is_one_object_of_files_and_findings() -> None:
    assert json.loads(format_json([READ, REJECTED], [blank(5), hint()], "sv")) == {
        "files": [
            {
                "file": "in/md.xlsx",
                "state": "read",
                "reason": None,
                "group": "RPO Hud",
                "year": 2026,
                "years": [2026],
                "sha256": "ab",
                "template_version": 1,
                "notes": [],
            },
            {
                "file": "in/x.xlsx",
                "state": "rejected",
                "reason": "in/x.xlsx är en PDF.",
                "group": None,
                "year": None,
                "years": None,
                "sha256": None,
                "template_version": None,
                "notes": [],
            },
        ],
        "findings": [
            {
                "file": "in/md.xlsx",
                "sheet": "Aktiviteter",
                "cell": "C5",
                "rule": "required.blank",
                "severity": "error",
                "message": "Fyll i ”Aktivitet” för rad 5.",
            },
            {
                "file": "in/md.xlsx",
                "sheet": "Områden",
                "cell": "R4",
                "rule": "value.read_as",
                "severity": "hint",
                "message": "”15/9” läses som 2026-09-15. Ändra om det inte stämmer.",
            },
        ],
    }


def test_json_speaks_the_language_asked_for_and_keeps_its_keys() -> None:
    told = json.loads(format_json([REJECTED], [blank(5)], "en"))
    assert told["files"][0]["reason"] == "in/x.xlsx is a PDF."
    assert told["findings"][0]["message"] == "Fill in “Activity” for row 5."
    assert told["findings"][0]["severity"] == "error"


def test_csv_has_the_columns_of_the_findings() -> None:
    rows = list(csv.DictReader(io.StringIO(format_csv([blank(5), hint()], "sv"))))
    assert rows == json.loads(format_json([], [blank(5), hint()], "sv"))["findings"]
    assert format_csv([], "sv") == ",".join(FIELDS) + "\n" == "file,sheet,cell,rule,severity,message\n"


def test_csv_holds_no_formula() -> None:
    harmful = BOOK.make_finding(Cell("=1+1.xlsx", "@x", 1, 1), "required.blank", "form", column="-2")
    (row,) = csv.DictReader(io.StringIO(format_csv([harmful], "sv")))
    assert [row["file"], row["sheet"], row["message"]] == ["'=1+1.xlsx", "'@x", "Fyll i ”-2”."]


def test_people_read_a_file_a_paragraph_worst_first_and_a_summary_last() -> None:
    assert format_text([READ, REJECTED, SKIPPED], [hint(), blank(5)], "sv").splitlines() == [
        "in/md.xlsx: Rätta 1, Fundera på 1",
        "  Rätta  Aktiviteter!C5  Fyll i ”Aktivitet” för rad 5.",
        "  Fundera på  Områden!R4  ”15/9” läses som 2026-09-15. Ändra om det inte stämmer.",
        "in/x.xlsx är en PDF.",
        "in/b.docx är ingen Excel-fil.",
        "",
        "1 plan läst, med celler att rätta.",
        "1 fil gick inte att läsa som plan och 1 fil är inte läst som plan.",
        "Rätta: 1 · Komplettera: 0 · Fundera på: 1",
    ]


def test_a_plan_in_order_says_so() -> None:
    assert format_text([READ], [], "en").splitlines() == [
        "in/md.xlsx: nothing to correct",
        "",
        "1 plan read, nothing to correct.",
        "Correct: 0 · Complete: 0 · Consider: 0",
    ]


def test_the_same_fault_down_a_column_is_one_line_with_its_ranges() -> None:
    rows = [4, 5, 6, 9, 11, 12]
    assert format_findings([vague(row) for row in rows], "sv") == [
        "Rätta  Områden!M4:M6, M9, M11:M12  ”Pågår” säger inte hur det går. Välj ”Enligt plan”, ”Mindre problem” eller "
        "”Allvarliga problem”. (och 5 till på samma sätt)"
    ]
    few = format_findings([vague(row) for row in rows[:3]], "en")
    assert [line.partition("  ”")[0].partition("  “")[0] for line in few] == [
        "Correct  Områden!M4",
        "Correct  Områden!M5",
        "Correct  Områden!M6",
    ]


def test_faults_of_two_columns_do_not_share_a_line() -> None:
    lines = format_findings([vague(row, column) for row in range(4, 8) for column in (12, 13)], "sv")
    assert [line.split("  ")[1] for line in lines] == ["Områden!L4:L7", "Områden!M4:M7"]


def test_counts_have_the_form_for_one_and_for_many() -> None:
    files = [READ, FileRecord("in/b.xlsx", FileState.READ), REJECTED, REJECTED]
    assert format_summary(files, [blank(5)], "sv") == [
        "2 planer lästa; 1 har något att rätta.",
        "2 filer gick inte att läsa som planer.",
        "Rätta: 1 · Komplettera: 0 · Fundera på: 0",
    ]


def test_a_merge_says_which_files_are_not_in_and_that_no_row_is_lost() -> None:
    sentences = [Text("Ett.", "One."), Text("Två.", "Two.")]
    system = FileRecord("in/Thumbs.db", FileState.SKIPPED, Text("in/Thumbs.db är en systemfil.", ""), is_silent=True)
    noted = FileRecord("in/n.xlsx", FileState.READ, notices=(Text("Två rader är dolda.", "Two rows are hidden."),))
    assert format_merge([READ, REJECTED, SKIPPED, system, noted], sentences, (9, 7, 2), "sv") == [
        "Ett.",
        "Två.",
        "",
        "in/x.xlsx är en PDF.",
        "in/b.docx är ingen Excel-fil.",
        "in/n.xlsx: Två rader är dolda.",
        "9 rader lästa = 7 i sammanställningen + 2 i filer som inte används.",
    ]
