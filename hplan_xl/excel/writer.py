"""XlsxWriter as every workbook here uses it: words stay words, many cells are written fast, parts are packed early."""

import io
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple, RowInfo, Worksheet

from hplan_xl.book.text import Language
from hplan_xl.excel import look


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet in which words are words, and formulas are not looked through.

    XlsxWriter takes words between <r> and </r> for runs that it has made itself and writes them unescaped: somebody's
    such words would make a workbook that cannot be opened, so they are written as two runs of one look. It searches
    each formula for the names of newer functions, 130 of them; that took half of a template's time, and we use none.
    """

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        if string.startswith("<r>") and string.endswith("</r>"):
            look_of = cell_format or Format()
            return int(self._write_rich_string(row, col, string[0], look_of, string[1:], look_of))
        return int(super()._write_string(row, col, string, cell_format))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


# A temporary file, the name of the part that it is, and whether it holds other things than words.
_Part = tuple[str, str, bool]
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip can say; the same parts give the same bytes
_PIECE = 2**23  # each piece waits for the interpreter a few times: small ones would take longer than all the work


class PackedBeside(Packager):  # type: ignore[misc]  # XlsxWriter ships no types
    """Packs each part into the file in a thread of its own, while XlsxWriter writes the next one.

    XlsxWriter itself packs when everything is written; for thousands of plans that is a tenth of the time, and zlib
    needs no interpreter for it.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._handed: list[Future[None]] = []

    def _create_package(self) -> list[_Part]:
        """Write and pack all parts; none is left for XlsxWriter to pack. Raises OSError where the disk is full."""
        with ZipFile(self._file, "w", ZIP_DEFLATED) as self._archive, ThreadPoolExecutor(1) as self._beside:
            super()._create_package()
            self._hand_over()
            for packed in self._handed:
                packed.result()
        return []

    def _filename(self, xml_filename: str) -> str:
        self._hand_over()
        return str(super()._filename(xml_filename))

    def _hand_over(self) -> None:
        """Have what is written packed: all parts named so far, when the next one is asked for."""
        for source, name, _ in self.filenames[len(self._handed) :]:
            self._handed.append(self._beside.submit(_pack, Path(source), name, self._archive))


def _pack(source: Path, name: str, archive: ZipFile) -> None:
    about = ZipInfo(name, _EARLIEST)
    about.compress_type, about.file_size = ZIP_DEFLATED, source.stat().st_size
    with source.open("rb") as written, archive.open(about, "w") as packed:
        shutil.copyfileobj(written, packed, _PIECE)
    source.unlink()


_SURELY_SHORT = 16_000  # signs; Excel takes twice as many units in a cell, and a sign is two at most
_POINTS = 0.75  # a pixel, in which XlsxWriter keeps heights
_column_name = cache(xl_col_to_name)


class LongSheet(PlainSheet):
    """A worksheet that writes the same cells, in half of the time where there are millions of them.

    XlsxWriter takes addresses such as "A1" for a row and column too, takes each cell by itself, looks for one in every
    column of a row, looks through its attributes for signs to escape, which addresses and styles never have, and notes
    of each row which columns it spans, which no program needs.
    """

    def write_words(self, column: int, words: Sequence[tuple[int, str]], look_of: Format) -> int:
        """Write words into rows of a column, as `write_string` would each. Not 0: they were refused."""
        table, index_of = self.table, self.str_table._get_shared_string_index
        refused = self._refuses(words, column)
        for row, one in words:
            if len(one) < _SURELY_SHORT and one[0] != "<":
                table[row][column] = CellStringTuple(index_of(one), look_of)
            else:
                refused |= self._write_string(row, column, one, look_of) != 0
        return int(refused)

    def write_numbers(self, column: int, numbers: Sequence[tuple[int, float]], look_of: Format) -> int:
        """Write numbers into rows of a column, as `write_number` would each. Not 0: they were refused."""
        table = self.table
        for row, one in numbers:
            if not isfinite(one):
                raise TypeError(f"{one} is no number that a cell can hold")
            table[row][column] = CellNumberTuple(one, look_of)
        return int(self._refuses(numbers, column))

    def _refuses(self, cells: Sequence[tuple[int, object]], column: int) -> bool:
        """Whether the sheet has no room for the first or the last row; else the sheet reaches as far from now on."""
        ends: Iterable[int] = (cells[0][0], cells[-1][0]) if cells else ()
        return any(self._check_dimensions(row, column) for row in ends)

    def write_string(self, row: int, column: int, words: str, look_of: Format | None = None) -> int:
        """Write words, with rows and columns as numbers. Not 0: they were refused."""
        return int(self._write_string(row, column, words, look_of))

    def write_number(self, row: int, column: int, number: float, look_of: Format | None = None) -> int:
        """Write a number, with rows and columns as numbers. Not 0: it was refused."""
        return int(self._write_number(row, column, number, look_of))

    def _write_rows(self) -> None:
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, info = self.table[row], self.row_info.get(row)
            if cells:
                self._write_cells(row, cells, self._start(row, info))
            elif info:
                self._write_empty_row(row, None, info)

    def _start(self, row: int, info: RowInfo | None) -> str:
        """The start of a row that has cells; one of which more is said than how high it is, is left to XlsxWriter."""
        if info and (info.row_format or info.hidden or info.level or info.collapsed):
            self._write_row(row, None, info)
            return ""
        if info is None or info.height == self.original_row_height:
            return f'<row r="{row + 1}">'
        return f'<row r="{row + 1}" ht="{info.height * _POINTS:.16g}" customHeight="1">'

    def _write_cells(self, row: int, cells: Mapping[int, Any], start: str) -> None:
        """A row; words and numbers of a look are put together, all else is left to XlsxWriter."""
        written = [start]
        for column in sorted(cells):
            cell = cells[column]
            kind = cell.__class__
            if kind is CellStringTuple and cell.format:
                look_of = cell.format._get_xf_index()
                written.append(f'<c r="{_column_name(column)}{row + 1}" s="{look_of}" t="s"><v>{cell.string}</v></c>')
            elif kind is CellNumberTuple and cell.format:
                look_of = cell.format._get_xf_index()
                written.append(f'<c r="{_column_name(column)}{row + 1}" s="{look_of}"><v>{cell.number:.16G}</v></c>')
            else:
                self.fh.write("".join(written))
                written.clear()
                self._write_cell(row, column, cell)
        written.append("</row>")
        self.fh.write("".join(written))


LANGUAGE_TAGS: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}
# Words that stand in a workbook as they are: nothing to escape in them, no space around them.
_AS_THEY_ARE = re.compile(r"(?!\s)[^\x00-\x08\x0b-\x1f&<>_\ufffe\uffff]+(?<!\s)\Z")


class SpokenWorkbook(Workbook):  # type: ignore[misc]
    """A workbook whose document properties may hold "language", such as "sv-SE", as published documents must.

    XlsxWriter has no setting for it. What it packs itself is nothing: the parts go into the file as they are written.
    """

    def __init__(self, file: BinaryIO, folder: Path) -> None:
        """A workbook that goes into `file`; its parts wait in `folder` to be packed."""
        super().__init__(io.BytesIO(), {"tmpdir": str(folder), "default_date_format": look.DATE_FORMAT})
        self._file = file

    def _get_packager(self) -> PackedBeside:
        return _SpokenPackager(self._file)


class _SpokenPackager(PackedBeside):
    def _write_core_file(self) -> None:
        core = _SpokenCore()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = _ManyStrings()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()


class _SpokenCore(Core):  # type: ignore[misc]
    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        if "language" in self.properties:
            self._xml_data_element("dc:language", self.properties["language"])


class _ManyStrings(SharedStrings):  # type: ignore[misc]
    """The very same, in half of the time: most words have nothing in them that XlsxWriter would have to escape."""

    def _write_sst_strings(self) -> None:
        plain, write = _AS_THEY_ARE.match, self.fh.write
        for words in self.string_table.string_array:
            if plain(words):
                write(f"<si><t>{words}</t></si>")
            else:
                self._write_si(words)
