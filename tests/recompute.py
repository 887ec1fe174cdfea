"""A workbook's formulas as LibreOffice or another engine computes them anew, beside the values it was written with."""

import csv
import html
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from tests.commands import HANGS_AFTER

Values = dict[tuple[str, str], object]
# Opens workbooks, computes what has no stored value, and saves them in a folder under the same names.
Engine = Callable[[Sequence[Path], Path], Sequence[Path]]

_FORMULA_CELL = re.compile(rb"(<c\b[^>]*)(>)(<f\b[^>]*>[^<]*</f>|<f\b[^>]*/>)(<v\b[^>]*>[^<]*</v>|<v\s*/>)?")
_TAG = re.compile(rb"<[^>]*>")
_TYPE = re.compile(rb'\st="[a-z]+"')


def cached(path: Path) -> Values:
    """The stored value of every formula, by sheet title and address; None where none is stored, "" told as None."""
    values = _values(path)
    return {(sheet, address): values[sheet].get(address) for sheet, address in formulas(path)}


def formulas(path: Path) -> Mapping[tuple[str, str], str]:
    """The text of every formula, by sheet title and address."""
    return _formulas(path.read_bytes())


@lru_cache(maxsize=8)
def _formulas(workbook: bytes) -> Mapping[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): str(getattr(cell.value, "text", cell.value))
        for sheet in openpyxl.load_workbook(BytesIO(workbook), read_only=True).worksheets
        for row in sheet.rows
        for cell in row
        if cell.data_type == "f"
    }


def _values(path: Path) -> Mapping[str, Mapping[str, object]]:
    """Of each sheet, by its title, the value of each cell that has one, by its address."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    try:
        return {
            sheet.title: {
                cell.coordinate: _plain(cell.value) for row in sheet.rows for cell in row if cell.value is not None
            }
            for sheet in book.worksheets
        }
    finally:
        book.close()


def recomputed(path: Path) -> Values:
    """The value of every formula, computed by LibreOffice from a copy without stored values, by title and address."""
    return _recomputed(path.read_bytes())


@lru_cache(maxsize=8)
def _recomputed(workbook: bytes) -> Values:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(workbook)
        return recomputed_all([path], convert_all)[0]


def recomputed_all(
    paths: Sequence[Path], engine: Engine, keeps: Callable[[str], bool] = lambda _: False
) -> list[Values]:
    """Of each workbook the value of every formula as an engine computes it, from copies without stored values.

    keeps: whether a formula, given its text, is left out, and its stored value kept for others to rest on.
    """
    with tempfile.TemporaryDirectory() as folder:
        emptied = [Path(folder) / f"{number}.xlsx" for number in range(len(paths))]
        for path, copy in zip(paths, emptied, strict=True):
            _empty(path, copy, keeps)
        found = [_values(path) for path in engine(emptied, Path(folder) / "out")]
        return [
            {
                (sheet, address): values[sheet].get(address)
                for (sheet, address), formula in formulas(path).items()
                if sheet in values and not keeps(formula)
            }
            for path, values in zip(paths, found, strict=True)
        ]


def convert(path: Path, folder: Path) -> Path:
    """The workbook opened and saved as .xlsx by LibreOffice, in a folder."""
    return convert_all([path], folder)[0]


def convert_all(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks opened and saved as .xlsx by LibreOffice, in a folder."""
    convert_files(paths, "xlsx:Calc MS Excel 2007 XML", folder)
    return [folder / path.with_suffix(".xlsx").name for path in paths]


def sheets_as_shown(paths: Sequence[Path], number: int, title: str, folder: Path) -> list[list[list[str]]]:
    """Of each workbook one sheet, its place from 1 and its title, as rows of the texts that LibreOffice shows.

    Formulas without stored values are computed.
    """
    convert_files(paths, f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}", folder)
    files = [folder / f"{path.stem}-{title}.csv" for path in paths]
    return [list(csv.reader(file.read_text(encoding="utf-8").splitlines())) for file in files]


def fills_as_shown(paths: Sequence[Path], folder: Path) -> list[dict[tuple[str, str], str]]:
    """Of each workbook the colour of each cell that LibreOffice shows filled, by sheet title and address.

    Conditional formats are computed. Columns after a hidden one stand one too far to the left.
    """
    convert_files(paths, "html:HTML (StarCalc)", folder)
    return [_Fills((folder / f"{path.stem}.html").read_text(encoding="utf-8")).found for path in paths]


class _Fills(HTMLParser):
    """The cells with a colour of the tables of a page, each under a heading with the title of its sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], str] = {}
        self.title = ""
        self.row = self.column = 0
        self.in_title = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell, a row, or the title of a sheet begins."""
        told = {name: value or "" for name, value in attrs}
        if tag == "em":
            self.title, self.row, self.in_title = "", 0, True
        elif tag == "tr":
            self.row, self.column = self.row + 1, 0
        elif tag == "td":
            if "bgcolor" in told:
                self.found[self.title, f"{get_column_letter(self.column + 1)}{self.row}"] = told["bgcolor"]
            self.column += int(told.get("colspan", "1"))

    def handle_endtag(self, tag: str) -> None:
        """The title of a sheet ends."""
        self.in_title = self.in_title and tag != "em"

    def handle_data(self, data: str) -> None:
        """A part of the title of a sheet."""
        self.title += data if self.in_title else ""


def convert_files(paths: Sequence[Path], to: str, folder: Path) -> None:
    """Have files saved as another kind, in a folder under the same names, by one LibreOffice with its own profile.

    to: as after `--convert-to`. One start for all; a start costs seconds. A LibreOffice that stays, and is asked again
    by the next, waits for ever now and then.
    """
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=HANGS_AFTER)


def _empty(path: Path, copy: Path, keeps: Callable[[str], bool]) -> None:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _FORMULA_CELL.sub(lambda cell: _emptied_cell(cell, keeps), part)
            target.writestr(name, part)


def _emptied_cell(cell: re.Match[bytes], keeps: Callable[[str], bool]) -> bytes:
    formula = html.unescape(_TAG.sub(b"", cell[3]).decode())
    return cell[1] + cell[2] + (cell[4] or b"") if keeps(formula) else _TYPE.sub(b"", cell[1]) + cell[2] + cell[3]


def _plain(value: object) -> object:
    """Numbers to 9 digits, no text as None: what the two programs may write in different ways."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(f"{value:.9g}")
    return None if value == "" else value
