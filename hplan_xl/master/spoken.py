"""The workbook behind a master: it says which language it is in, and writes many words fast."""

import io
import re
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.sharedstrings import SharedStrings

from hplan_xl import look
from hplan_xl.master.packing import PackedBeside
from hplan_xl.text import Language

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
