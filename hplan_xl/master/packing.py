"""Packs a workbook while it is still being written."""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter.packager import Packager

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
