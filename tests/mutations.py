"""Seeded mutations of templates and filled plans: a mutation is known by its number alone."""

import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from hplan_xl.book.description import Book
from hplan_xl.book.errors import WorkbookError
from hplan_xl.book.text import Text
from hplan_xl.interpretation import InterpretedPlan, interpret_plan
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import read_submission
from hplan_xl.register.catalogue import read_packaged_register
from tests.hostile import parts_of

ROOT = Path(__file__).parent.parent
_TAG = re.compile(rb"<[^<>]{1,2000}>")
_VALUE = re.compile(rb'(?<==")[^"<>]{0,400}(?=")')
_ATTRIBUTE = re.compile(rb' [\w:]+="[^"<>]{0,400}"')
_ELEMENT = re.compile(rb"<(\w+)(?: [^<>]*)?(?:/>|>(?:[^<]|<(?!/\1>)){0,600}?</\1>)")
_WORDS = re.compile(rb"(?<=>)[^<>]{1,400}(?=<)")
# What stands in well-formed XML, and what makes it something else.
_FITTING: tuple[bytes, ...] = (
    b"", b"0", b"-1", b"1", b"4294967296", b"99999999999999999999", b"1e308", b"1e999", b"-0", b"NaN", b"INF", b"0.85",
    b"A1", b"XFD1048576", b"XFE1", b"A0", b"A1048577", b"ZZZZ9", b"A1:A1", b"B4:C3", b"A:A", b"1:1", b"#REF!", b"#N/A",
    b"s", b"n", b"b", b"e", b"str", b"inlineStr", b"d", b"true", b"hidden", b"veryHidden", b"2026-13-45", b"60", b"0.5",
    b"2958466", b"-693594", b"&amp;", b"&#x1F600;", b"&#x10FFFF;", b"_x0000_", b"_x000D_", b"_xD800_", b"_xFFFF_",
    b"=1+1", b"'", b"[x]", b"../../etc/passwd", b"/", b"http://x", b"x" * 300, b"x" * 40_000, "å".encode(),
    "a\u0308".encode(), "\u202e\u200b\ufeff".encode(), "\U0001f600".encode(), "\u0661\u0662".encode(), b"1 000,5",
    b"2026-02-30", b"v. 53", b"Q5 2026", b"jan-25", b"2021/2022", b"9999-12-31", b"1900-02-29", b"{0}", b"%s", b"x\ny",
    b"3 - x", b"1.10", "½".encode(), b"..", b"-", b"mailto:a@b.se", b"plan", b"areas", b"number", b"title", b"Nr",
)  # fmt: skip
_BREAKING: tuple[bytes, ...] = (
    b"&bogus;", b"&#0;", b"&#xD800;", b"\xff\xfe", b"\x00", b"\x0b", b"<c r=\"A1\">", b"</row>", b"<f>1</f>", b"<!--",
    b"]]>", b"<![CDATA[x]]>", b"<!DOCTYPE x>", b"<?x?>", b"<x/>", b"<a:b/>",
)  # fmt: skip
_BROKEN = 0.04

Change = Callable[[bytes, random.Random], bytes]


@cache
def bases() -> tuple[bytes, ...]:
    """The files that are mutated: the samples, and the templates that are kept."""
    folders = ("samples/plans", "samples/faulty", "workbook_templates")
    paths = [path for folder in folders for path in sorted((ROOT / folder).glob("*.xlsx"))]
    return tuple(data for path in paths if (data := path.read_bytes()).startswith(b"PK"))


@cache
def book() -> Book:
    """The book that the mutations are read by."""
    return build_book(read_packaged_register(), None)


def mutated(number: int) -> bytes:
    """The mutation of that number."""
    draw = random.Random(number)
    data = draw.choice(bases())
    if draw.random() < 0.15:
        for _ in range(draw.choice((1, 1, 2, 8))):
            data = draw.choice(_ON_BYTES)(data, draw)
        return data
    parts = parts_of(data)
    for _ in range(draw.choice((1, 1, 1, 2, 3, 8, 30))):
        _change_part(parts, draw)
    return _zipped(parts, draw)


def _change_part(parts: dict[str, bytes], draw: random.Random) -> None:
    names = sorted(parts)
    if not names:
        return
    sheets = [name for name in names if "sheet" in name or "sharedStrings" in name or name.endswith("workbook.xml")]
    name = draw.choice(sheets) if sheets and draw.random() < 0.7 else draw.choice(names)
    kind = draw.random()
    if kind < 0.02:
        del parts[name]
    elif kind < 0.04:
        parts[draw.choice((name.upper(), name.replace("/", "\\"), "x/" + name, name + "x"))] = parts.pop(name)
    elif kind < 0.05:
        other = draw.choice(names)
        parts[name], parts[other] = parts[other], parts[name]
    elif kind < 0.07:
        parts[name] = draw.choice(_ON_BYTES)(parts[name], draw)
    else:
        parts[name] = draw.choice(_ON_XML)(parts[name], draw)


def _zipped(parts: dict[str, bytes], draw: random.Random) -> bytes:
    stream = BytesIO()
    method = draw.choice((zipfile.ZIP_DEFLATED,) * 8 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with zipfile.ZipFile(stream, "w", method, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return stream.getvalue()


def _spot(data: bytes, draw: random.Random) -> int:
    return draw.randrange(len(data) + 1)


def _flipped(data: bytes, draw: random.Random) -> bytes:
    at = _spot(data, draw)
    return data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: _spot(data, draw)]


def _gap(data: bytes, draw: random.Random) -> bytes:
    at = _spot(data, draw)
    return data[:at] + data[at + draw.choice((1, 4, 40, 4000)) :]


def _doubled(data: bytes, draw: random.Random) -> bytes:
    at = _spot(data, draw)
    return data[:at] + data[at : at + draw.choice((4, 40, 4000))] + data[at:]


def _sized(data: bytes, draw: random.Random) -> bytes:
    """Four bytes of the zip's directory, or near its end, made extreme."""
    at = (
        max(data.rfind(b"PK\x01\x02"), 0) + draw.randrange(46)
        if draw.random() < 0.5
        else max(len(data) - draw.randrange(22), 0)
    )
    return data[:at] + draw.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x80", b"\1\0\0\0")) + data[at + 4 :]


_ON_BYTES: tuple[Change, ...] = (_flipped, _cut, _gap, _doubled, _sized)


def _nasty(draw: random.Random) -> bytes:
    return draw.choice(_BREAKING if draw.random() < _BROKEN else _FITTING)


def _found(pattern: re.Pattern[bytes], part: bytes, draw: random.Random) -> re.Match[bytes] | None:
    return pattern.search(part, _spot(part, draw)) or pattern.search(part)


def _replaced(pattern: re.Pattern[bytes]) -> Change:
    def change(part: bytes, draw: random.Random) -> bytes:
        found = _found(pattern, part, draw)
        return part[: found.start()] + _nasty(draw) + part[found.end() :] if found else part

    return change


def _element_moved(part: bytes, draw: random.Random) -> bytes:
    """An element with all in it taken away, repeated, or put where another stands."""
    found, other = (_found(_ELEMENT, part, draw) for _ in range(2))
    if not found or not other:
        return part
    ways = (b"", found[0] * 2, found[0] * draw.choice((3, 100, 3000)), other[0])
    return part[: found.start()] + draw.choice(ways) + part[found.end() :]


def _tag_lost(part: bytes, draw: random.Random) -> bytes:
    found = _found(_TAG, part, draw) if draw.random() < 3 * _BROKEN else None
    return part[: found.start()] + part[found.end() :] if found else part


def _attribute_lost(part: bytes, draw: random.Random) -> bytes:
    found = _found(_ATTRIBUTE, part, draw)
    return part[: found.start()] + part[found.end() :] if found else part


def _values_swapped(part: bytes, draw: random.Random) -> bytes:
    pattern = draw.choice((_VALUE, _WORDS))
    one, other = (_found(pattern, part, draw) for _ in range(2))
    if not one or not other or one.end() > other.start():
        return part
    return part[: one.start()] + other[0] + part[one.end() : other.start()] + one[0] + part[other.end() :]


_ON_XML: tuple[Change, ...] = (
    _replaced(_VALUE),
    _replaced(_VALUE),
    _replaced(_WORDS),
    _replaced(_WORDS),
    _element_moved,
    _attribute_lost,
    _tag_lost,
    _values_swapped,
)


def read_mutation(number: int) -> InterpretedPlan | Text:
    """What is read of a mutation: a plan, or the sentence that refuses it. What else it raises is our mistake."""
    try:
        return interpret_plan(read_submission(f"{number}.xlsx", mutated(number), book()), book())
    except WorkbookError as error:
        return error.sentence
