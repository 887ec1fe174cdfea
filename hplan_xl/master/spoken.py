"""A workbook that says which language it is in, as published documents must; XlsxWriter has no setting for it."""

from xlsxwriter import Workbook
from xlsxwriter.core import Core
from xlsxwriter.packager import Packager

from hplan_xl.text import Language

LANGUAGE_TAGS: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}


class SpokenWorkbook(Workbook):  # type: ignore[misc]
    """A workbook whose document properties may hold "language", such as "sv-SE"."""

    def _get_packager(self) -> Packager:
        return _SpokenPackager()


class _SpokenPackager(Packager):  # type: ignore[misc]
    def _write_core_file(self) -> None:
        core = _SpokenCore()
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _SpokenCore(Core):  # type: ignore[misc]
    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        if "language" in self.properties:
            self._xml_data_element("dc:language", self.properties["language"])
