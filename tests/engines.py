"""Two more programs that compute workbooks. They stand in a Python of their own, which HPLAN_ENGINES names.

document-builder is under the AGPL 3.0 and IronCalc under the MIT or Apache 2.0 licence: both are run by tests alone, as
programs of their own, and nothing of ours imports them. That Python runs this file: engines.py NAME FOLDER WORKBOOK…
"""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

PYTHON = os.environ.get("HPLAN_ENGINES", "")


def document_builder(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks opened, computed and saved in a folder by document-builder."""
    return _run("document-builder", paths, folder)


def ironcalc(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks opened, computed and saved in a folder by IronCalc."""
    return _run("ironcalc", paths, folder)


def _run(name: str, paths: Sequence[Path], folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    subprocess.run([PYTHON, __file__, name, str(folder), *map(str, paths)], check=True, capture_output=True)
    return [folder / path.name for path in paths]


def _save_with_document_builder(path: str, copy: str) -> None:
    import docbuilder

    _drop_panes(path, copy)
    builder = docbuilder.CDocBuilder()
    builder.OpenFile(copy, "")
    builder.ExecuteCommand("Api.RecalculateAllFormulas();")
    builder.SaveFile("xlsx", copy)
    builder.CloseFile()


def _drop_panes(path: str, copy: str) -> None:
    """Without frozen panes: document-builder draws nothing, and those of the first sheet may end its computing."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"<pane [^>]*/>", b"", source.read(name)))


def _save_with_ironcalc(path: str, copy: str) -> None:
    import ironcalc

    model = ironcalc.load_from_xlsx(path)
    model.evaluate()
    model.save_to_xlsx(copy)


if __name__ == "__main__":
    name, folder, *workbooks = sys.argv[1:]
    save = {"document-builder": _save_with_document_builder, "ironcalc": _save_with_ironcalc}[name]
    for workbook in workbooks:
        save(workbook, str(Path(folder) / Path(workbook).name))
