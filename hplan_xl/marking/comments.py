"""The comments of one sheet: ours are added beside the filler's, and removed again by their signature line.

Excel still asks for a drawing in VML for the boxes that show them. Excel writes VML that is no well-formed XML, so
these parts are searched, never parsed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from hplan_xl.book.findings import Severity, column_letters
from hplan_xl.book.text import clean_text
from hplan_xl.excel import look, text_metrics
from hplan_xl.marking.sheet_cells import CellPlace, SheetCells
from hplan_xl.package.parts import (
    Parts,
    Relation,
    find_relation,
    list_relations,
    with_relation,
    with_type,
    with_type_of_ending,
    without_part,
    without_relations,
)
from hplan_xl.package.worksheet import parse_address
from hplan_xl.package.xml_edit import (
    Edit,
    Piece,
    append_content,
    escape_content,
    insert_after,
    prefix_elements,
    remove_piece,
)
from hplan_xl.wording import copy_sentences

_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<(?:\w+:)?shape[\s>](?:(?!</(?:\w+:)?shape\s*>).)*</(?:\w+:)?shape\s*>", re.S)
_SHAPE_ID = re.compile(rb'id="_x0000_s(\d{1,9})"')
_SHAPE_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d{1,9})\s*<")
_SHAPE_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d{1,9})\s*<")
_LAST_TAG = re.compile(rb"</(?:\w+:)?xml\s*>\s*\Z")
_FARTHEST = 100  # rows or columns, where most are hidden
_NOTE_WIDTH = 300  # pixels
_CHARACTERS_A_LINE = 46


class CommentBox(NamedTuple):
    """The text and the colour of a comment's box."""

    lines: tuple[str, ...]
    fill: str


def add_boxes(
    parts: Parts, sheet: str, cells: SheetCells, new: Mapping[CellPlace, CommentBox], types: str
) -> tuple[Parts, list[Edit]]:
    """The package with a box for each new comment of a sheet, in which Excel shows it when the cell is pointed at.

    Also the edits of the sheet itself.
    """
    parts, path, edits = _drawing_of(parts, sheet, cells, types)
    part = parts.part(path)
    first = max([1024, *(int(number) for number in _SHAPE_ID.findall(part))]) + 1
    shapes = [_shape(number, at, box, cells) for number, (at, box) in enumerate(sorted(new.items()), start=first)]
    if b'id="_x0000_t202"' not in part:
        shapes.insert(0, _SHAPE_TYPE)
    last = _LAST_TAG.search(part)
    at = last.start() if last else len(part)
    return parts.apply_edits(path, [Edit(at, at, "".join(shapes).encode())]), edits


def _drawing_of(parts: Parts, sheet: str, cells: SheetCells, types: str) -> tuple[Parts, str, list[Edit]]:
    """The path of the drawing that holds the sheet's boxes, which is made where there is none, and how it is named."""
    found = _drawing(parts, sheet, cells.root)
    if found:
        return parts, found.path, []
    path = parts.find_free_path("xl/drawings/vmlDrawing{}.vml")
    parts = with_type_of_ending(parts.with_part(path, _VML), "vml", _VML_TYPE)
    parts, name = with_relation(parts, sheet, "vmlDrawing", types, path, "hplanBoxes")
    written = f'<legacyDrawing xmlns:r="{types.rstrip("/")}" r:id="{name}"/>'.encode()
    gone = [remove_piece(one) for one in cells.root.find_children_named("legacyDrawing")]
    return parts, path, [*gone, cells.insert_element("legacyDrawing", written)]


def _drawing(parts: Parts, sheet: str, root: Piece) -> Relation | None:
    """The drawing that the sheet names for its comments; a sheet may have another for its header."""
    told = root.child("legacyDrawing")
    name = next((value for key, value in told.attributes.items() if key.endswith(":id")), "") if told else ""
    return next((one for one in list_relations(parts, sheet) if one.name == name and one.path in parts), None)


def _shape(number: int, at: CellPlace, box: CommentBox, cells: SheetCells) -> str:
    row, column = at
    fill = box.fill
    tall = 20 * sum(text_metrics.count_lines(line, _CHARACTERS_A_LINE) for line in box.lines) + 12
    right, right_rest = _reach(cells.column_pixels, column + 1, 15 + _NOTE_WIDTH)
    top = max(row - 1, 1)
    bottom, bottom_rest = _reach(cells.row_pixels, top, 10 + tall)
    anchor = f"{column}, 15, {top - 1}, 10, {right - 1}, {right_rest}, {bottom - 1}, {bottom_rest}"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
        f"margin-top:1.5pt;width:{_NOTE_WIDTH * 3 // 4}pt;height:{tall * 3 // 4}pt;z-index:{number % 1024};"
        f'visibility:hidden" fillcolor="{fill}" o:insetmode="auto"><v:fill color2="{fill}"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _reach(pixels: Callable[[int], int], first: int, wanted: int) -> tuple[int, int]:
    """The row or column in which so many pixels from the beginning of `first` end, and how many of its own."""
    at, left = first, wanted
    while (wide := pixels(at)) < left and at < first + _FARTHEST:
        at, left = at + 1, left - wide
    return at, left


def remove_boxes(parts: Parts, sheet: str, gone: Collection[CellPlace]) -> Parts:
    """The package without the boxes at these cells; without the drawing where it then holds none."""
    cells = SheetCells(parts.part(sheet))
    drawing = _drawing(parts, sheet, cells.root)
    if drawing is None:
        return parts
    part = _SHAPE.sub(lambda shape: b"" if _at(shape[0]) in gone else shape[0], parts.part(drawing.path))
    if _SHAPE.search(part):
        return parts.with_part(drawing.path, part)
    told = cells.root.child("legacyDrawing")
    parts = parts.with_part(sheet, cells.apply_edits([remove_piece(told)])) if told else parts
    return without_part(without_relations(parts, sheet, [drawing]), drawing.path)


def _at(shape: bytes) -> CellPlace:
    row, column = _SHAPE_ROW.search(shape), _SHAPE_COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1]) + 1) if row and column else (0, 0)


AUTHOR = "hplan"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_THREADED = "tc="


class CellNote(NamedTuple):
    """Our comment at a cell: a line for each finding, and the severity of the worst."""

    lines: tuple[str, ...]
    grade: Severity

    @property
    def words(self) -> str:
        """The whole comment, signed."""
        return "\n".join([*self.lines, copy_sentences.SIGNATURE.sv])


def format_note_line(grade: str, words: str) -> str:
    """One line of a note: its grade first, then what to do."""
    return f"{grade}: {clean_text(words)}"


def add_notes(
    parts: Parts, sheet: str, cells: SheetCells, notes: Mapping[CellPlace, CellNote], types: str
) -> tuple[Parts, list[Edit]]:
    """The package with these notes on one sheet, given by its path; a comment that is there keeps its words.

    Also the edits of the sheet itself, which are left to be made together with others.
    A cell with a conversation (a threaded comment) is left alone: Excel shows no other words there.
    types: what the types of the package's relations begin with.
    """
    parts, comments = _comments_of(parts, sheet, cells, types)
    root, part = parts.piece(comments), parts.part(comments)
    there = {
        parse_address(one.attributes.get("ref", "").encode()): one for one in root.find_descendants_named("comment")
    }
    new = {at: note for at, note in notes.items() if at not in there}
    threaded = _threaded_comments(root)
    edits = [
        _append_note(part, there[at], note)
        for at, note in notes.items()
        if at in there and there[at].number("authorId") not in threaded
    ]
    edits += _author_and_comments(part, root, new)
    parts = parts.apply_edits(comments, edits)
    if not new:
        return parts, []
    boxes = {at: CommentBox(tuple(note.words.split("\n")), look.MARKS[note.grade].fill) for at, note in new.items()}
    return add_boxes(parts, sheet, cells, boxes, types)


def _comments_of(parts: Parts, sheet: str, cells: SheetCells, types: str) -> tuple[Parts, str]:
    """The path of the sheet's comments, which are made where there are none."""
    found = find_relation(parts, sheet, "comments")
    if found:
        return parts, found.path
    path = parts.find_free_path("xl/comments{}.xml")
    space = cells.root.attributes.get("xmlns", _MAIN)
    empty = f'<comments xmlns="{space}"><authors/><commentList/></comments>'
    parts = with_type(parts.with_part(path, empty.encode()), path, _COMMENTS_TYPE)
    return with_relation(parts, sheet, "comments", types, path, "hplanNotes")[0], path


def _authors(root: Piece) -> list[str]:
    held = root.child("authors")
    return [one.text for one in held.children] if held else []


def _threaded_comments(root: Piece) -> frozenset[int]:
    return frozenset(number for number, name in enumerate(_authors(root)) if name.startswith(_THREADED))


def _append_note(part: bytes, comment: Piece, note: CellNote) -> Edit:
    """Our words after the filler's."""
    run = prefix_elements(_run(f"\n\n{note.words}"), comment.prefix)
    text = comment.child("text")
    if text is None:
        return append_content(
            part,
            comment,
            prefix_elements(b"<text>", comment.prefix) + run + prefix_elements(b"</text>", comment.prefix),
        )
    return insert_after(part, text, ("t", "r"), run)


def _author_and_comments(part: bytes, root: Piece, new: Mapping[CellPlace, CellNote]) -> Iterator[Edit]:
    authors, listed = root.child("authors"), root.child("commentList")
    if not new or authors is None or listed is None:
        return
    names = _authors(root)
    if AUTHOR not in names:
        yield append_content(part, authors, prefix_elements(f"<author>{AUTHOR}</author>".encode(), root.prefix))
    number = names.index(AUTHOR) if AUTHOR in names else len(names)
    written = b"".join(
        f'<comment ref="{column_letters(column)}{row}" authorId="{number}"><text>'.encode()
        + _run(note.words)
        + b"</text></comment>"
        for (row, column), note in sorted(new.items())
    )
    yield append_content(part, listed, prefix_elements(written, root.prefix))


def _run(words: str) -> bytes:
    font = f'<rPr><sz val="10"/><color rgb="FF{look.INK[1:]}"/><rFont val="{look.FONT}"/><family val="2"/></rPr>'
    return f"<r>{font}".encode() + b'<t xml:space="preserve">' + escape_content(words) + b"</t></r>"


def remove_notes(parts: Parts, sheet: str) -> Parts:
    """The package without our words in the comments of a sheet; a comment of which nothing is left is taken out."""
    comments = find_relation(parts, sheet, "comments")
    if comments is None or comments.path not in parts:
        return parts
    part, root = parts.part(comments.path), parts.piece(comments.path)
    listed = list(root.find_descendants_named("comment"))
    gone = [one for one in listed if _is_ours(one)]
    cuts = [edit for one in listed if one not in gone for edit in _cut(part, one)]
    parts = parts.apply_edits(comments.path, [*map(remove_piece, gone), *cuts, *_forget_authors(root, listed, gone)])
    if not gone:
        return parts
    parts = remove_boxes(parts, sheet, {parse_address(one.attributes.get("ref", "").encode()) for one in gone})
    if len(gone) < len(listed):
        return parts
    return without_part(without_relations(parts, sheet, [comments]), comments.path)


def _is_ours(comment: Piece) -> bool:
    """Whether nothing would be left of a comment without our words."""
    words = "".join(one.text for one in comment.find_descendants_named("t"))
    ours = list(_our_ranges(words))
    return bool(ours) and not "".join(_rest(words, ours)).strip()


def _forget_authors(root: Piece, listed: Sequence[Piece], gone: Sequence[Piece]) -> Iterator[Edit]:
    """Takes our name out of the authors where it is the last and nobody's any more: the others keep their numbers."""
    authors = root.child("authors")
    last = len(authors.children) - 1 if authors else -1
    still = {one.number("authorId") for one in listed if one not in gone}
    if authors and last >= 0 and authors.children[last].text == AUTHOR and last not in still:
        yield remove_piece(authors.children[last])


_Range = tuple[int, int]


def _our_ranges(words: str) -> Iterator[_Range]:
    """Where our lines stand; what somebody wrote between them is left.

    A comment of ours goes from a line that begins with a grade to the line that signs it, with the blank line before.
    No line of it is blank: what begins with a grade above such a line, somebody wrote.
    """
    lines = list(_lines(words))
    end = 0
    for number, (start, close) in enumerate(lines):
        if start < end or not _is_graded(words[start:close]):
            continue
        signed = next((one for one in lines[number + 1 :] if words[slice(*one)] == copy_sentences.SIGNATURE.sv), None)
        if signed is None:
            return
        ours = [one for one in lines[number:] if one <= signed]
        if any(at == to and _is_graded(words[slice(*below)]) for (at, to), below in pairwise(ours)):
            continue
        begin, end = max(start - 2 if words[max(start - 2, 0) : start] == "\n\n" else start - 1, 0), signed[1]
        if all(_is_our_line(words[slice(*one)]) or not words[slice(*one)].strip() for one in ours):
            yield begin, end
        else:
            yield from ((at, min(to + 1, end)) for at, to in ours if _is_our_line(words[at:to]))


def _lines(words: str) -> Iterator[_Range]:
    """Where each line stands, without the sign that ends it."""
    at = 0
    for line in words.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _is_graded(line: str) -> bool:
    grade, colon, _ = line.partition(": ")
    return bool(colon) and grade in copy_sentences.GRADE_WORDS


def _is_our_line(line: str) -> bool:
    return line == copy_sentences.SIGNATURE.sv or _is_graded(line)


def _rest(words: str, ranges: Iterable[_Range]) -> Iterator[str]:
    at = 0
    for start, end in ranges:
        yield words[at:start]
        at = end
    yield words[at:]


def _cut(part: bytes, comment: Piece) -> Iterator[Edit]:
    """Takes our words out of a comment that may be written in several runs; a run of which nothing is left goes too."""
    texts = list(comment.find_descendants_named("t"))
    ranges = list(_our_ranges("".join(one.text for one in texts)))
    runs = {text.start: run for run in comment.find_descendants_named("r") for text in run.find_children_named("t")}
    at = 0
    for text in texts:
        own = [(max(start - at, 0), min(end - at, len(text.text))) for start, end in ranges]
        own = [one for one in own if one[0] < one[1]]
        left = "".join(_rest(text.text, own))
        if own and not left and text.start in runs:
            yield remove_piece(runs[text.start])
        elif own:
            yield Edit(text.inner, text.close, escape_content(left))
        at += len(text.text)
