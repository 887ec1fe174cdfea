"""A coordinator's inbox as it is: what becomes of each file, what is said, and what stands in the master.

The expected text stands in real_folder.txt; `python -m tests.test_real_folder` writes it anew, to be read before it is
kept.
"""

import contextlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from click.testing import CliRunner
from openpyxl.utils import range_boundaries

from hplan_xl.book.views import AllRows, FileList, FindingList
from hplan_xl.cli import main
from hplan_xl.plan.pages import VIEWS
from tests.real_folder import make

EXPECTED = Path(__file__).parent / "real_folder.txt"


def test_the_inbox_gives_the_expected_states_sentences_and_master() -> None:
    assert told().splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


def told() -> str:
    """All that the inbox gives, as text: files with state, reason and notices; what is printed; the master's rows."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        make(Path("Inkorg"))
        return "\n".join(line.rstrip() for line in _told()) + "\n"


def _told() -> Iterator[str]:
    checked = CliRunner().invoke(main, ["check", "Inkorg", "--format", "json", "--lang", "sv"])
    files = json.loads(checked.stdout)["files"]
    yield f"hplan check: {checked.exit_code}"
    yield ", ".join(f"{state} {number}" for state, number in sorted(Counter(one["state"] for one in files).items()))
    for one in files:
        yield f"{one['state']:<11}{one['file']}"
        yield from (f"           {sentence}" for sentence in [one["reason"], *one["notes"]] if sentence)
    merged = CliRunner().invoke(main, ["merge", "Inkorg", "-o", "master.xlsx", "--lang", "sv"])
    yield f"\nhplan merge: {merged.exit_code}"
    yield merged.stdout
    master = openpyxl.load_workbook("master.xlsx")
    for view in VIEWS:
        if isinstance(view, AllRows | FileList | FindingList) and view.title.sv in master.sheetnames:
            ranges = [range_boundaries(table.ref) for table in master[view.title.sv].tables.values()]
            rows = max(int(bottom or 0) - int(top or 0) for _, top, _, bottom in ranges)
            yield f"{view.title.sv}: {rows} rader"


if __name__ == "__main__":
    os.environ.setdefault("LANG", "sv_SE.UTF-8")
    EXPECTED.write_text(told(), encoding="utf-8")
