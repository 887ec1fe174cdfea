"""The stored values of one sheet's part, written so that a reader of values takes each for what it is.

calamine takes an index that it cannot parse for index 0, a truth value that it cannot parse for true, and gives up on
the whole sheet at an error code, a type or a dimension that it does not know (measured with 0.9.1). So what it is
given is settled here first: white space around a value is taken away, errors of every age become one code that it
knows, what stands in place of a number is text, and any other value that cannot be read becomes an error that is told
of at its cell. No value ever becomes another.
"""

import re
from collections.abc import Collection

_DIMENSION = re.compile(rb"<dimension\b[^<>]*+>(?:[^<>]*+</dimension>)?+")
_INDEX = re.compile(rb't="s"[^<>]*+>\s*+<v>([^<]*+)<')
_ODD_VALUE = re.compile(rb"<v(?!>-?[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]{1,3})?</v>)")
_ODD_TYPE = re.compile(rb't="(?<=\st=")(?!(?:s|b|n)")')
_CELL = re.compile(rb"<c((?: [^<>]*+)?+)(?<!/)>(.*?)</c>", re.S)
_TYPE = re.compile(rb'\st="([^"]*+)"')
_VALUE = re.compile(rb"<v\b[^<>]*?(?:/>|>([^<]*+)</v>)")
_NUMBER = re.compile(rb"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]{1,4})?|[+-]?(?:INF|NaN)")
# White space, which may be written as a reference: &#10;
_WHITE = rb"(?:[ \t\r\n]|&#(?:0*(?:9|10|13|32)|x0*(?:9|[aAdD]|20));)+"
_WHITE_AROUND = re.compile(rb"\A" + _WHITE + rb"|" + _WHITE + rb"\Z")
_LONGEST = 200
_TRUTHS = {b"0": b"0", b"1": b"1", b"false": b"0", b"true": b"1", b"FALSE": b"0", b"TRUE": b"1"}
_FAILED = re.compile(rb"#(?:N/A|GETTING_DATA|[A-Z][A-Z0-9_/]*+[!?])")
_ERROR_VALUE = re.compile(rb'(<c [^<>]*?\bt="e"[^<>]*+(?<!/)>\s*+(?:<f\b[^<>]*+(?:/>|>[^<]*+</f>)\s*+)?+<v>)[^<]*+')
_PREFIXED_STRING = re.compile(rb"<\w+:si[\s/>]")


def count_strings(part: bytes) -> int:
    """How many texts the part of shared strings holds."""
    return part.count(b"<si") or len(_PREFIXED_STRING.findall(part))


def has_lost_strings(xml: bytes, strings: int) -> bool:
    """Whether a sheet's part refers to shared strings and none of them is there: then the file is damaged."""
    lost = False
    for found in _INDEX.finditer(xml):  # the first is nearly always there
        if _is_index(_strip(found[1]), strings):
            return False
        lost = True
    return lost


def settle_values(xml: bytes, strings: int) -> bytes:
    """A sheet's part in the plain way of writing, with every value either readable or an error.

    An error stands as t="e" with its code; so does a value that cannot be read, with what was stored in place of a
    code. strings: how many shared strings there are.
    """
    if _are_indexes(set(_INDEX.findall(xml)), strings) and not _ODD_VALUE.search(xml) and not _ODD_TYPE.search(xml):
        return xml
    return _CELL.sub(lambda cell: _settled(cell, strings), xml)


def mask_errors(xml: bytes) -> bytes:
    """A settled part in which every error has the code #N/A, which every reader knows."""
    return _ERROR_VALUE.sub(rb"\1#N/A", xml) if b't="e"' in xml else xml


def drop_dimension(xml: bytes) -> bytes:
    """A part that does not say how far its cells reach, which may be wrong."""
    return _DIMENSION.sub(b"", xml, count=1) if b"<dimension" in xml else xml


def _are_indexes(found: Collection[bytes], strings: int) -> bool:
    are_numbers = all(map(bytes.isdigit, found)) and max(map(len, found), default=0) < 10
    return are_numbers and max(map(int, found), default=-1) < strings


def _is_index(words: bytes, strings: int) -> bool:
    return len(words) < 10 and words.isdigit() and int(words) < strings


def _strip(stored: bytes) -> bytes:
    """Without white space around it; what is longer than a value can be is not searched for references."""
    is_referred = b"&" in stored and len(stored) <= _LONGEST
    return _WHITE_AROUND.sub(b"", stored) if is_referred else stored.strip(b" \t\r\n")


def _settled(cell: re.Match[bytes], strings: int) -> bytes:
    attributes, inside = cell[1], cell[2]
    typed, value = _TYPE.search(attributes), _VALUE.search(inside)
    if value is None:
        return cell[0]
    kind, stored = typed[1] if typed else b"n", value[1] or b""
    kind, stored = _read(kind, stored, strings, has_formula=b"<f" in inside)
    if kind == b"d" or (kind == (typed[1] if typed else b"n") and stored == value[1]):
        return cell[0]
    others = _TYPE.sub(b"", attributes)
    if not stored and kind != b"str":
        return b"<c%s>%s</c>" % (others, inside[: value.start()] + inside[value.end() :])
    shown = b"<v>%s</v>" % stored
    return b'<c%s t="%s">%s%s%s</c>' % (others, kind, inside[: value.start()], shown, inside[value.end() :])


def _read(kind: bytes, stored: bytes, strings: int, *, has_formula: bool) -> tuple[bytes, bytes]:
    """The type and value that a stored value stands for; the type "e" for one that cannot be read."""
    bare = _strip(stored)
    match kind:
        case b"s":
            readable = _is_index(bare, strings)
        case b"n" | b"":
            return (b"n" if _NUMBER.fullmatch(bare) or not bare else b"str"), bare
        case b"b":
            readable, bare = bare in _TRUTHS, _TRUTHS.get(bare, bare)
        case b"str":
            return (b"e", bare) if has_formula and _FAILED.fullmatch(bare) else (kind, stored)
        case b"e" | b"d" | b"inlineStr":
            return kind, bare
        case _:
            readable = False
    return (kind, bare) if readable or not bare else (b"e", bare)
