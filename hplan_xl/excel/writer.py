"""XlsxWriter as every workbook here uses it: what it refuses is raised, words stay words, many cells are written fast.

Every use of a private name of XlsxWriter stands in this module: tests/test_writer.py lists them and fails by name where
one is gone, and pyproject.toml keeps XlsxWriter below the next minor version.
"""

import os
import re
import shutil
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import cache, cached_property
from io import BytesIO, StringIO
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from zipfile import ZIP64_LIMIT, ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name, xl_range
from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, CellStringTuple, RowInfo, Worksheet

from hplan_xl.book.errors import OutputError
from hplan_xl.book.text import Language, Text, shorten_text
from hplan_xl.excel import look
from hplan_xl.excel.rendering import RenderedValue

_LONGEST_REFUSAL = 200  # signs of what was not written
_REFUSED = Text("Excel tar inte emot {what}.", "Excel does not take {what}.")


class NotWritten(OutputError):
    """XlsxWriter left something out, and said so by a number or a warning only."""

    def __init__(self, what: object) -> None:
        super().__init__(_REFUSED.fill(what=what))


def _raise_refusal(code: int | None, sheet: Worksheet, *what: object) -> int:
    """Raise NotWritten where XlsxWriter says, by a code that is not 0, that it left something out."""
    if code:
        raise NotWritten(f"{sheet.get_name()}: {shorten_text(' '.join(map(str, what)), _LONGEST_REFUSAL)}")
    return 0


def _make_checked(name: str) -> Callable[..., int]:
    """The method of that name of XlsxWriter's worksheet, which raises NotWritten where that only gives back a code."""

    def method(sheet: "PlainSheet", *place: Any, **options: Any) -> int:
        code = getattr(Worksheet, name)(sheet, *place, **options)
        return _raise_refusal(code, sheet, name, place, *([options] if options else []))

    method.__name__ = name
    return method


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet that raises what it refuses, in which words are words, and formulas are not looked through.

    XlsxWriter takes words between <r> and </r> for runs that it has made itself and writes them unescaped: somebody's
    such words would make a workbook that cannot be opened, so they are written as two runs of one look. It searches
    each formula for the names of newer functions, 150 of them; that took half of a template's time, and we use none.
    """

    add_sparkline = _make_checked("add_sparkline")
    add_table = _make_checked("add_table")
    conditional_format = _make_checked("conditional_format")
    data_validation = _make_checked("data_validation")
    ignore_errors = _make_checked("ignore_errors")
    insert_chart = _make_checked("insert_chart")
    merge_range = _make_checked("merge_range")
    print_area = _make_checked("print_area")
    set_column = _make_checked("set_column")
    set_row = _make_checked("set_row")
    write_blank = _make_checked("write_blank")
    write_boolean = _make_checked("write_boolean")
    write_comment = _make_checked("write_comment")
    write_datetime = _make_checked("write_datetime")
    write_formula = _make_checked("write_formula")
    write_number = _make_checked("write_number")
    write_rich_string = _make_checked("write_rich_string")
    write_string = _make_checked("write_string")
    write_url = _make_checked("write_url")

    def write_value(self, row: int, column: int, value: RenderedValue, look_of: Format | None = None) -> None:
        """Write a value as what it is; text is never a formula or a link, and None is a blank cell."""
        match value:
            case None:
                self.write_blank(row, column, None, look_of)
            case bool():
                self.write_boolean(row, column, value, look_of)
            case date():
                self.write_datetime(row, column, value, look_of)
            case int() | float():
                self.write_number(row, column, value, look_of)
            case str():
                self.write_string(row, column, value, look_of)

    def extend_table(self, top: int, left: int, bottom: int, right: int) -> None:
        """Extend the table that was added last to more rows.

        XlsxWriter keeps a note of each cell of a table, larger than the cell itself: so it hears of one row only.
        """
        area = xl_range(top, left, bottom, right)
        table = self.tables[-1]
        table.update({name: area for name in ("range", "a_range", "autofilter") if table.get(name)})

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        if string.startswith("<r>") and string.endswith("</r>"):
            look_of = cell_format or Format()
            return int(self._write_rich_string(row, col, string[0], look_of, string[1:], look_of))
        return int(super()._write_string(row, col, string, cell_format))

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: str | float = 0
    ) -> int:
        refused = int(self._check_dimensions(row, col)) or (0 if formula else -2)
        if not refused:
            self.table[row][col] = CellFormulaTuple(self._prepare_formula(formula), cell_format, value)
        return refused

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class GrowingSheet(PlainSheet):
    """A worksheet whose rows have a height from the start and still grow with what is typed into them.

    XlsxWriter writes every height as chosen by hand, which stops Excel and LibreOffice from fitting the row; without a
    height LibreOffice shows one line of it. The first `fixed_rows` rows keep theirs.
    """

    fixed_rows = 0

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        if tag == "row" and attributes and attributes[0][1] > self.fixed_rows:
            attributes = [attribute for attribute in attributes if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


# What a part was written to, its name, and whether it holds other things than words.
_Part = tuple[str | StringIO, str, bool]
_LARGE = ("xl/worksheets/sheet", "xl/sharedStrings")
# Levels of packing: the quick one takes 60 % of the time of zlib's own choice, and gives 2 or 3 % more bytes; the
# smallest gives 3 % fewer.
_QUICK, _SMALLEST = 5, 8
_PIECE = 2**23  # each piece waits for the interpreter a few times: small ones would take longer than all the work


class ParallelPackaging(Packager):  # type: ignore[misc]  # XlsxWriter ships no types
    """Packs each part into the file in a thread of its own, while XlsxWriter writes the next one.

    XlsxWriter itself packs when everything is written; for thousands of plans that is a tenth of the time, and zlib
    needs no interpreter for it.
    """

    def __init__(self, file: BinaryIO, level: int) -> None:
        super().__init__()
        self._file, self._level = file, level
        self._handed: list[Future[None]] = []

    def _create_package(self) -> list[_Part]:
        """Write and pack all parts; none is left for XlsxWriter to pack. Raises OSError where the disk is full."""
        with (
            ZipFile(self._file, "w", ZIP_DEFLATED, compresslevel=self._level) as self._archive,
            ThreadPoolExecutor(1) as self._beside,
        ):
            super()._create_package()
            self._hand_over()
            for packed in self._handed:
                packed.result()
        return []

    def _filename(self, xml_filename: str) -> str | StringIO:
        """Where a part is to be written: on disk where it may be large, in a folder that is ours alone."""
        self._hand_over()
        is_large = self.tmpdir and xml_filename.startswith(_LARGE)
        place = os.path.join(self.tmpdir, f"part{len(self.filenames)}") if is_large else StringIO()
        self.filenames.append((place, xml_filename, False))
        return place

    def _write_core_file(self) -> None:
        core = _LocalizedCore()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = _ManyStrings()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()

    def _hand_over(self) -> None:
        """Have what is written packed: all parts named so far, when the next one is asked for."""
        for source, name, _ in self.filenames[len(self._handed) :]:
            self._handed.append(self._beside.submit(_pack, source, name, self._archive))


def _pack(part: str | StringIO, name: str, archive: ZipFile) -> None:
    if isinstance(part, StringIO):
        with archive.open(name, "w") as packed:  # which, unlike `writestr`, looks at no clock
            packed.write(part.getvalue().encode())
        return
    source = Path(part)
    is_large = source.stat().st_size > ZIP64_LIMIT // 2
    with source.open("rb") as written, archive.open(name, "w", force_zip64=is_large) as packed:
        shutil.copyfileobj(written, packed, _PIECE)
    source.unlink()


_SURELY_SHORT = 16_000  # signs; Excel takes twice as many units in a cell, and a sign is two at most
_POINTS = 0.75  # a pixel, in which XlsxWriter keeps heights
_DAY_0 = date(1899, 12, 30).toordinal()
_FIRST_PLAIN_DAY = date(1900, 3, 1)  # Excel has a day before it that never was
_column_name = cache(xl_col_to_name)
_CELL = re.compile(r'<c r="(\w+)" s="\d+"( t="s")?><v>([^<]*)')


class CellTexts:
    """The cells of a column in one look, as the text that a sheet's part has of them; the same words are made once."""

    def __init__(self, sheet: "BulkSheet", column: int, look_of: Format, clean: Callable[[str], str] = str) -> None:
        """Cells for `BulkSheet.write_rows`. clean: makes of words what a cell can hold; "" is no cell."""
        self._sheet, self._column, self._look, self._clean = sheet, column, look_of, clean
        self._start = f'<c r="{_column_name(column)}'
        self._strings = sheet.str_table
        self._ends: dict[str, str] = {}

    @cached_property
    def _style(self) -> str:
        return f'" s="{self._look._get_xf_index()}'

    def make_texts(
        self, top: int, contents: Iterable[object], make_other: Callable[[int, Any], str] | None = None
    ) -> list[str]:
        """The cells of contents from row `top` down, as XlsxWriter would write them; "" for None and no words.

        What XlsxWriter looks at closer it writes itself: "" then. make_other: gives the cell, in a row, of what is no
        words, "" where it has written it; `make_value` unless said. Raises NotWritten where words are longer than Excel
        takes.
        """
        start, ends, made, make_other = self._start, self._ends, [], make_other or self.make_value
        for row, content in enumerate(contents, top):
            if isinstance(content, str):
                end = ends.get(content)
                if end:
                    self._strings.count += 1
                elif end is None:
                    end = self._write_new(row, content)
                made.append(f"{start}{row + 1}{end}" if end else "")
            else:
                made.append("" if content is None else make_other(row, content))
        return made

    def _write_new(self, row: int, words: str) -> str:
        """The end of a cell of words that are new; "" where XlsxWriter has written it."""
        shown = self._clean(words)
        if shown[:1] == "<" or len(shown) >= _SURELY_SHORT:
            self._sheet.write_string(row, self._column, shown, self._look)
            return ""
        index = self._strings._get_shared_string_index(shown) if shown else 0
        self._ends[words] = end = f'{self._style}" t="s"><v>{index}</v></c>' if shown else ""
        return end

    def make_value(self, row: int, value: object) -> str:
        """A cell of a number or a day, as XlsxWriter would write it; "" where it writes it, for a day of long ago.

        Raises TypeError for what is neither, and for a number that no cell can hold.
        """
        if isinstance(value, date):
            if value < _FIRST_PLAIN_DAY:
                self._sheet.write_datetime(row, self._column, value, self._look)
                return ""
            value = value.toordinal() - _DAY_0
        if not isinstance(value, int | float) or not isfinite(value):
            raise TypeError(f"{value} is no number that a cell can hold")
        return f'{self._start}{row + 1}{self._style}"><v>{value:.16G}</v></c>'


class BulkSheet(PlainSheet):
    """A worksheet of many rows, which writes the same cells in a third of the time and a fifth of the memory.

    XlsxWriter keeps each cell by itself, takes addresses such as "A1" for a row and column too, looks for a cell in
    every column of a row, looks through its attributes for signs to escape, which addresses and styles never have, and
    notes of each row which columns it spans, which no program needs. Here many rows are kept as text, each a whole.
    """

    table: dict[int, dict[int, Any]]

    def __init__(self) -> None:
        super().__init__()
        self._aside: dict[int, tuple[Path, int]] = {}  # by the first row of a file on disk, the row after its last

    def write_rows(self, top: int, columns: Sequence[Sequence[str]], left: int = 0) -> None:
        """Write rows from `top` down, of cells that `CellTexts` made or that are written already, where "" stands.

        Raises NotWritten where the sheet has no room for them.
        """
        for column, cells in enumerate(columns, left):
            self._reach(top, column, cells)
        for row, cells in enumerate(zip(*columns, strict=True), top):
            if others := self.table.get(row):
                others |= {column: cell for column, cell in enumerate(cells, left) if cell}
            elif text := "".join(cells):
                self.table[row][left] = text

    def _reach(self, top: int, column: int, cells: Sequence[str]) -> None:
        """Have the sheet reach from the first to the last of these cells."""
        filled = [row for row, cell in enumerate(cells, top) if cell]
        for row in (filled[0], filled[-1]) if filled else ():
            _raise_refusal(self._check_dimensions(row, column), self, xl_range(row, column, row, column))

    def write_string(self, row: int, column: int, words: str, look_of: Format | None = None) -> int:
        """Write words, with rows and columns as numbers."""
        return _raise_refusal(self._write_string(row, column, words, look_of), self, words)

    def write_number(self, row: int, column: int, number: float, look_of: Format | None = None) -> int:
        """Write a number, with rows and columns as numbers."""
        return _raise_refusal(self._write_number(row, column, number, look_of), self, number)

    def set_height(self, row: int, points: float) -> None:
        """Give a row a height, as `set_row` would; those that are equally high share one note of it."""
        _raise_refusal(self._check_dimensions(row, self.dim_colmin or 0), self, row)
        self.row_info[row], self.row_sizes[row] = _notes_of_height(points)

    def lay_aside(self, top: int = 0) -> None:
        """Write the rows from `top` on to disk, where they wait for their part: none changes, and no chart reads one.

        Rows may follow, and some of them may wait there already.
        """
        path = Path(self.tmpdir) / f"rows{self.index}-{top}.xml"
        with path.open("w", encoding="utf-8") as self.fh:
            self._write_rows(top)
        for kept in (self.table, self.row_info, self.row_sizes):
            before = {row: kept[row] for row in kept if row < top}
            kept.clear()  # gives its room back, which taking row after row out would not
            kept.update(before)
        self._aside[max(top, self.dim_rowmin)] = path, self.dim_rowmax + 1

    def _get_range_data(self, top: int, left: int, bottom: int, right: int) -> list[Any]:
        """What a chart keeps of its cells, taken from the text of their rows too."""
        whole = self.table
        self.table = {row: dict(_take_apart(whole[row])) for row in range(top, bottom + 1) if row in whole}
        found = super()._get_range_data(top, left, bottom, right)
        self.table = whole
        return list(found)

    def _write_rows(self, top: int = 0) -> None:
        row = max(top, self.dim_rowmin)
        while row <= self.dim_rowmax:
            if row in self._aside:
                row = self._fetch_aside(row)
                continue
            cells, info = self.table.get(row), self.row_info.get(row)
            if cells:
                self._write_cells(row, cells, self._start(row, info))
            elif info:
                self._write_empty_row(row, None, info)
            row += 1

    def _fetch_aside(self, top: int) -> int:
        """Copy the rows that wait on disk from `top` on, and give back the row after them."""
        path, end = self._aside.pop(top)
        self.fh.flush()
        with path.open("rb") as rows:
            shutil.copyfileobj(rows, self.fh.buffer)
        path.unlink()
        return end

    def _start(self, row: int, info: RowInfo | None) -> str:
        """The start of a row that has cells; one of which more is said than how high it is, is left to XlsxWriter."""
        if info and (info.row_format or info.hidden or info.level or info.collapsed):
            self._write_row(row, None, info)
            return ""
        if info is None or info.height == self.original_row_height:
            return f'<row r="{row + 1}">'
        return f'<row r="{row + 1}" ht="{info.height * _POINTS:.16g}" customHeight="1">'

    def _write_cells(self, row: int, cells: Mapping[int, Any], start: str) -> None:
        """A row: what is text, and words and numbers of a look, are put together; all else is left to XlsxWriter."""
        written = [start]
        for column in sorted(cells):
            cell = cells[column]
            kind = cell.__class__
            if kind is str:
                written.append(cell)
            elif kind is CellStringTuple and cell.format:
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


@cache
def _notes_of_height(points: float) -> tuple[RowInfo, tuple[int, bool]]:
    """What XlsxWriter notes of a row this high: in whole pixels, and not hidden."""
    pixels = int(points * 4.0 / 3.0 + 0.5)
    return RowInfo(height=pixels), (pixels, False)


def _take_apart(cells: Mapping[int, Any]) -> Iterator[tuple[int, Any]]:
    """The cells of a row by their columns, those that are kept as text too."""
    for column, cell in cells.items():
        if cell.__class__ is not str:
            yield column, cell
            continue
        for address, is_words, value in _CELL.findall(cell):
            at = xl_cell_to_rowcol(address)[1]
            yield at, CellStringTuple(int(value), None) if is_words else CellNumberTuple(float(value), None)


LANGUAGE_TAGS: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}
# Words that stand in a workbook as they are: nothing to escape in them, no space around them.
_AS_THEY_ARE = re.compile(r"(?!\s)[^\x00-\x08\x0b-\x1f&<>_\ufffe\uffff]+(?<!\s)\Z")


class _LocalizedCore(Core):  # type: ignore[misc]
    """The document properties, with the language, for which XlsxWriter has no setting."""

    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        if "language" in self.properties:
            self._xml_data_element("dc:language", self.properties["language"])


class PlainWorkbook(Workbook):  # type: ignore[misc]
    """A workbook that raises the names it refuses, whose parts go into the file as they are written.

    Its document properties may hold "language", such as "sv-SE", as published documents must.
    """

    _level = _SMALLEST

    def __init__(self, file: BinaryIO, options: Mapping[str, Any] | None = None) -> None:
        """A workbook that goes into `file`. options: XlsxWriter's own."""
        super().__init__(BytesIO(), options)
        self._file = file

    def _get_packager(self) -> ParallelPackaging:
        return ParallelPackaging(self._file, self._level)

    def define_name(self, name: str, formula: str) -> int:
        """Give cells or a formula a name. Raises NotWritten where Excel knows no such name."""
        if super().define_name(name, formula):
            raise NotWritten(name)
        return 0


AnyWorkbook = TypeVar("AnyWorkbook", bound=Workbook)


@contextmanager
def write_workbook(workbook: AnyWorkbook) -> Iterator[AnyWorkbook]:
    """A workbook that is written when the block ends.

    Raises NotWritten, with XlsxWriter's own words, where XlsxWriter warns that it leaves something out.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("error", category=UserWarning, module=r"xlsxwriter\.")
        try:
            yield workbook
            workbook.close()
        except UserWarning as refusal:
            raise NotWritten(refusal) from refusal


class LocalizedWorkbook(PlainWorkbook):
    """A workbook of many rows."""

    _level = _QUICK

    def __init__(self, file: BinaryIO, folder: Path) -> None:
        """A workbook that goes into `file`; its parts wait in `folder` to be packed."""
        super().__init__(file, {"tmpdir": str(folder), "default_date_format": look.DATE_FORMAT})


class _ManyStrings(SharedStrings):  # type: ignore[misc]
    """The very same, in half of the time: most words have nothing in them that XlsxWriter would have to escape."""

    def _write_sst_strings(self) -> None:
        plain, write = _AS_THEY_ARE.match, self.fh.write
        for words in self.string_table.string_array:
            if plain(words):
                write(f"<si><t>{words}</t></si>")
            else:
                self._write_si(words)
