"""How high a row must be for its wrapped words, and where a text that no row can hold is cut.

Excel and LibreOffice measure with the font; here the widths of a common sans serif are taken, a little on the wide
side, so that a row is rather a line too high than a line too low.
"""

from collections.abc import Iterable

TALLEST = 409.0
LONGEST_TEXT = 32_767
_LINE = 1.36
_PADDING = 0.8  # digits that a cell keeps free beside its words


class _Widths(dict[str, float]):
    """How wide a sign is, in digits; others are as wide as most letters, or as two where the script is East Asian."""

    def __missing__(self, sign: str) -> float:
        return 1.0 if ord(sign) < _WIDEST else 2.0


_WIDEST = 0x2E80
_WIDTHS = _Widths(
    {
        **dict.fromkeys(" ijl.,:;'!|I·’\N{NO-BREAK SPACE}", 0.48),
        **dict.fromkeys('tfr()[]-/"”“', 0.68),
        **dict.fromkeys("szckvxyg", 0.9),
        **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZÅÄÖ&#+=<>–…", 1.2),
        **dict.fromkeys("mwMW@%—", 1.6),
    }
)


def width(words: str) -> float:
    """How wide words are, in digits of their own font.

    >>> width("iii") < width("aaa") < width("WWW")
    True
    """
    return sum(map(_WIDTHS.__getitem__, words))


def lines(words: str, room: float) -> int:
    """How many lines wrapped words take in a cell that is `room` digits wide.

    >>> lines("ett två tre", 20), lines("ett två tre", 5), lines("ett" + chr(10) + "två", 20)
    (1, 3, 2)
    """
    if len(words) < room * 0.6 and "\n" not in words:
        return 1
    return sum(_paragraph(paragraph, max(room - _PADDING, 1)) for paragraph in words.split("\n"))


def height(cells: Iterable[tuple[str, float]], size: float = 11, least: float = 0) -> float:
    """The height in points of a row whose cells hold these words in columns this wide, in a font of this size.

    >>> height([("en rad", 20)], 10), height([("x " * 100_000, 5)])
    (15.6, 409.0)
    """
    most = max((lines(words, room * 11 / size) for words, room in cells), default=1)
    return min(TALLEST, max(least, round(most * size * _LINE + 2, 1)))


def fitted(words: str, room: float, size: float, pointer: str) -> str:
    """The words, or as many of them as the tallest row holds, with "…" and where the rest is to be read.

    >>> fitted("kort", 10, 11, "(se planen)")
    'kort'
    """
    most = int((TALLEST - 2) / (size * _LINE))
    if lines(words, room * 11 / size) <= most:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if lines(_ended(words, middle, pointer), room * 11 / size) <= most:
            low = middle
        else:
            high = middle - 1
    return _ended(words, low, pointer)


def _ended(words: str, most: int, pointer: str) -> str:
    return f"{words[:most].rstrip()} … {pointer}"


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
