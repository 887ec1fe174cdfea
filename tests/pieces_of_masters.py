"""A master taken apart: its parts as bytes, its sheets as values."""

import io
import os
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook


def opened(data: bytes, *, formulas: bool = False) -> Workbook:
    """The workbook as openpyxl sees it: the stored values, or the formulas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparkline Group extension", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas)


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of the package by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def values(book: Workbook, title: str) -> list[list[object]]:
    """The rows of a sheet."""
    return [[cell.value for cell in row] for row in book[title].iter_rows()]


def table(book: Workbook, title: str, name: str) -> list[dict[str, object]]:
    """The rows of an Excel table, each by its headings."""
    head, *rows = [[cell.value for cell in row] for row in book[title][book[title].tables[name].ref]]
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def assert_valid(*paths: Path) -> None:
    """Assert that the Open XML SDK, and Excel's rules as they are known, find nothing wrong with the workbooks."""
    checker = [sys.executable, os.environ["OOXML_CHECKER"], "--sdk", os.environ["OOXML_VALIDATOR"]]
    told = subprocess.run([*checker, "--require-sdk", "--no-audit", *map(str, paths)], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout[-2000:]
