"""How high a row must be for its wrapped words.

Excel and LibreOffice measure with the font; here the widths of a common sans serif are taken, a little on the wide
side, so that a row is rather a line too high than a line too low.
"""

from collections.abc import Iterable

TALLEST = 409.0
_LINE = 1.36
_NARROW = frozenset("iljtfrI.,;:'!|()[]- ·”“’")
_WIDE = frozenset("mwMWÅÄÖOQGDNHUVA@%—–…&#")
_WIDEST = 0x2030


def width(words: str) -> float:
    """How wide words are, in digits of their own font.

    >>> width("iii") < width("aaa") < width("WWW")
    True
    """
    narrow = sum(map(_NARROW.__contains__, words))
    wide = sum(map(_WIDE.__contains__, words))
    widest = 0 if words.isascii() else sum(ord(sign) > _WIDEST for sign in words)
    return len(words) - 0.4 * narrow + 0.35 * wide + widest


def lines(words: str, room: float) -> int:
    """How many lines wrapped words take in a cell that is `room` digits wide.

    >>> lines("ett två tre", 20), lines("ett två tre", 5), lines("ett" + chr(10) + "två", 20)
    (1, 3, 2)
    """
    if len(words) < room * 0.7 and "\n" not in words:
        return 1
    return sum(_paragraph(paragraph, max(room - 1, 1)) for paragraph in words.split("\n"))


def height(cells: Iterable[tuple[str, float]], size: float = 11, least: float = 0) -> float:
    """The height in points of a row whose cells hold these words in columns this wide, in a font of this size.

    >>> height([("en rad", 20)], 10), height([("x " * 100_000, 5)])
    (15.6, 409.0)
    """
    most = max((lines(words, room * 11 / size) for words, room in cells), default=1)
    return min(TALLEST, max(least, round(most * size * _LINE + 2, 1)))


def _paragraph(words: str, room: float) -> int:
    count, used = 1, 0.0
    for word in words.split(" "):
        wide = width(word)
        if used and used + 0.5 + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            count += int(wide // room)
            wide %= room
        used += wide + (0.5 if used else 0)
    return count
