"""An XML part with the place of every element in its bytes: one spot is changed, and every other byte stays."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.parsers import expat

from hplan_xl.book.limits import NOT_IN_A_CELL
from hplan_xl.book.text import parse_whole_number

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(rb"<[^\s/>]+")
_PLAIN_TAG = re.compile(rb"<(/?)(?=[A-Za-z])")


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


class Edit(NamedTuple):
    """The bytes from `start` to `end` are replaced."""

    start: int
    end: int
    replacement: bytes


@dataclass(frozen=True)
class Piece:
    """One element. Its start tag is the bytes `start`:`inner`, its end tag `close`:`end` (empty in <a/>).

    name: without its prefix; prefix: with its colon. text: directly within, the children's left out.
    """

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int
    end: int
    children: tuple["Piece", ...]
    text: str

    def child(self, name: str) -> "Piece | None":
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)

    def find_children_named(self, name: str) -> Iterator["Piece"]:
        """The children of that name."""
        return (one for one in self.children if one.name == name)

    def find_descendants_named(self, name: str) -> Iterator["Piece"]:
        """The elements of that name at any depth, in their order."""
        ahead = [*reversed(self.children)]  # however deep they lie
        while ahead:
            one = ahead.pop()
            if one.name == name:
                yield one
            ahead += reversed(one.children)

    def number(self, name: str, otherwise: int = 0) -> int:
        """A whole number that an attribute gives."""
        return parse_whole_number(self.attributes.get(name, ""), otherwise)


def read_piece(part: bytes) -> Piece:
    """The root of a part in UTF-8. Raises expat.ExpatError where it is not well-formed."""
    return _Reader(part).read()


class _Reader:
    """Takes down where each element begins and ends."""

    def __init__(self, part: bytes) -> None:
        self.part = part
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.open: list[tuple[str, dict[str, str], int, int, list[Piece], list[str]]] = []
        self.root: Piece | None = None

    def read(self) -> Piece:
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says
        self.parser.Parse(self.part, True)
        assert self.root is not None  # expat has met one, or raised
        return self.root

    def _begins(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.part, start)
        self.open.append((name, attributes, start, tag.end() if tag else start, [], []))

    def _ends(self, _: str) -> None:
        name, attributes, start, inner, children, words = self.open.pop()
        close = end = inner
        if self.part[inner - 2 : inner] != b"/>":
            close = self.parser.CurrentByteIndex
            end = self.part.index(b">", close) + 1
        before, colon, local = name.rpartition(":")
        piece = Piece(local, before + colon, attributes, start, inner, close, end, tuple(children), "".join(words))
        if self.open:
            self.open[-1][4].append(piece)
        else:
            self.root = piece

    def _says(self, words: str) -> None:
        self.open[-1][5].append(words)


def apply_edits(part: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with these edits, none of which overlap; those at one place stand in the order given."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda one: one[:2]):
        assert edit.start >= at, "edits overlap"
        pieces += [part[at : edit.start], edit.replacement]
        at = edit.end
    return b"".join([*pieces, part[at:]])


def remove_piece(piece: Piece) -> Edit:
    """Remove an element."""
    return Edit(piece.start, piece.end, b"")


def set_attribute(part: bytes, piece: Piece, name: str, value: str | None) -> Edit:
    """Give an element an attribute, or take it away where the value is None; what stands around it stays."""
    after_name = _NAME.match(part, piece.start)
    at = after_name.end() if after_name else piece.start
    while found := _ATTRIBUTE.match(part, at, piece.inner):
        if found[1].decode() == name:
            if value is None:
                return Edit(found.start(), found.end(), b"")
            return Edit(found.start(2) + 1, found.end(2) - 1, escape_attribute(value))
        at = found.end()
    return Edit(at, at, b"" if value is None else b' %s="%s"' % (name.encode(), escape_attribute(value)))


def append_content(part: bytes, piece: Piece, by: bytes) -> Edit:
    """Append bytes to the content of an element, also one that is written <a/>."""
    if piece.end > piece.close:
        return Edit(piece.close, piece.close, by)
    tag = part[piece.start : piece.inner - 2].rstrip()
    name = f"{piece.prefix}{piece.name}".encode()
    return Edit(piece.start, piece.end, tag + b">" + by + b"</" + name + b">")


def insert_after(part: bytes, parent: Piece, before: Collection[str], by: bytes) -> Edit:
    """Insert bytes after the last child with one of these names; as the first child where there is none."""
    if parent.end == parent.close:
        return append_content(part, parent, by)
    at = max((one.end for one in parent.children if one.name in before), default=parent.inner)
    return Edit(at, at, by)


def prefix_elements(xml: bytes, prefix: str) -> bytes:
    """Elements of ours as they are written in a part whose elements have a prefix."""
    return _PLAIN_TAG.sub(rb"<\1" + prefix.encode(), xml) if prefix else xml


def escape_attribute(words: str) -> bytes:
    """Words as they stand in an attribute between double quotes."""
    written = escape(NOT_IN_A_CELL.sub("", words), quote=False)
    return written.replace('"', "&quot;").replace("\n", "&#10;").encode()


def escape_content(words: str) -> bytes:
    """Words as they stand between tags."""
    return escape(NOT_IN_A_CELL.sub("", words), quote=False).encode()
