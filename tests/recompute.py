"""A workbook's formulas as LibreOffice computes them anew, beside the values that it was written with."""

import csv
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from tests.commands import HANGS_AFTER

Values = dict[tuple[str, str], object]

_FORMULA_CELL = re.compile(rb"(<c\b[^>]*)(>)(<f\b[^>]*>[^<]*</f>|<f\b[^>]*/>)(<v\b[^>]*>[^<]*</v>|<v\s*/>)?")
_TYPE = re.compile(rb'\st="[a-z]+"')


def cached(path: Path) -> Values:
    """The stored value of every formula, by sheet title and address; None where none is stored, "" told as None."""
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): _plain(values[sheet.title][cell.coordinate].value)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def recomputed(path: Path) -> Values:
    """The value of every formula, computed by LibreOffice from a copy without stored values, by title and address."""
    with tempfile.TemporaryDirectory() as folder:
        emptied = Path(folder) / "emptied.xlsx"
        emptied.write_bytes(_without_values(path, emptied))
        converted = convert(emptied, Path(folder) / "out")
        found = openpyxl.load_workbook(converted, data_only=True)
        return {
            (sheet, address): _plain(found[sheet][address].value)
            for sheet, address in cached(path)
            if sheet in found.sheetnames
        }


def convert(path: Path, folder: Path) -> Path:
    """The workbook opened and saved as .xlsx by LibreOffice, in a folder; LibreOffice gets a profile of its own."""
    return convert_all([path], folder)[0]


def convert_all(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks opened and saved as .xlsx by one LibreOffice, in a folder."""
    _soffice(paths, "xlsx:Calc MS Excel 2007 XML", folder)
    return [folder / path.with_suffix(".xlsx").name for path in paths]


def sheets_as_shown(paths: Sequence[Path], number: int, title: str, folder: Path) -> list[list[list[str]]]:
    """Of each workbook one sheet, its place from 1 and its title, as rows of the texts that LibreOffice shows.

    Formulas without stored values are computed. One start for all; a start costs seconds.
    """
    _soffice(paths, f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}", folder)
    files = [folder / f"{path.stem}-{title}.csv" for path in paths]
    return [list(csv.reader(file.read_text(encoding="utf-8").splitlines())) for file in files]


def fills_as_shown(paths: Sequence[Path], folder: Path) -> list[dict[tuple[str, str], str]]:
    """Of each workbook the colour of each cell that LibreOffice shows filled, by sheet title and address.

    Conditional formats are computed. Columns after a hidden one stand one too far to the left.
    """
    _soffice(paths, "html:HTML (StarCalc)", folder)
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


def _soffice(paths: Sequence[Path], to: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=HANGS_AFTER)


def _without_values(path: Path, target: Path) -> bytes:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _FORMULA_CELL.sub(lambda cell: _TYPE.sub(b"", cell[1]) + cell[2] + cell[3], part)
            copy.writestr(name, part)
    return target.read_bytes()


def _plain(value: object) -> object:
    """Numbers to 9 digits, no text as None: what the two programs may write in different ways."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(f"{value:.9g}")
    return None if value == "" else value
