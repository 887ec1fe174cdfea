"""How high a row must be for its wrapped words, and where a text that no row can hold is cut.

Excel and LibreOffice measure with the font; here its widths are known to a twentieth of a digit, with a little to
spare, so that a row is rather a line too high than a line too low.
"""

import re
from collections.abc import Iterable

TALLEST_ROW = 409.0
_LINE = 1.364
_PADDING = 1.0  # digits that a cell keeps free beside its words
_SPARE = 1.04  # screens and bold letters make words a little wider than they are on paper
_SPACE = 0.45
_WIDEST = 0x2E80
_WIDEST_SIGN = 2.1  # digits
_LAST_WORD = re.compile(r"(?<=\s)\S+\Z")
_SURELY_ONE_LINE = 0.6  # signs to each digit of room


class _SignWidths(dict[str, float]):
    """How wide a sign is, in digits; others are as wide as a wide letter, or as two where the script is East Asian."""

    def __missing__(self, sign: str) -> float:
        return 1.05 if ord(sign) < _WIDEST else 2.0


_WIDTHS = _SignWidths(
    {
        **dict.fromkeys("ijl '\N{NO-BREAK SPACE}", _SPACE),
        **dict.fromkeys("I.,·:;’", 0.52),
        **dict.fromkeys("tJ!f()[]-", 0.63),
        **dict.fromkeys('rs/z"', 0.75),
        **dict.fromkeys("cxLkvyFSZ?|”“", 0.88),
        **dict.fromkeys("agåäETY", 0.95),
        **dict.fromkeys("eéPX0123456789–•#+=<>_*", 1.0),
        **dict.fromkeys("VAÅÄD○●", 1.16),
        **dict.fromkeys("GHNUOÖQ…&▲■☑≤≥", 1.32),
        **dict.fromkeys("mw%", 1.55),
        **dict.fromkeys("MW@—", 1.78),
    }
)


def measure_width(words: str) -> float:
    """How wide words are, in digits of their own font.

    >>> measure_width("iii") < measure_width("aaa") < measure_width("WWW")
    True
    """
    return sum(map(_WIDTHS.__getitem__, words)) * _SPARE


def measure_widest_word(words: str) -> float:
    """How wide the widest of words is; 0 where there are none.

    >>> measure_widest_word("en längre text") == measure_widest_word("längre"), measure_widest_word(" ")
    (True, 0)
    """
    return max(map(measure_width, words.split()), default=0)


def count_lines(words: str, room: float) -> int:
    """How many lines wrapped words take in a cell that is `room` digits wide.

    >>> count_lines("ett två tre", 20), count_lines("ett två tre", 5), count_lines("ett" + chr(10) + "två", 20)
    (1, 3, 2)
    """
    if "\n" in words:
        return sum(count_lines(paragraph, room) for paragraph in words.split("\n"))
    return 1 if len(words) < room * _SURELY_ONE_LINE else _paragraph(words, max(room - _PADDING, 1))


def measure_height(cells: Iterable[tuple[str, float]], size: float = 11, least: float = 0) -> float:
    """The height in points of a row whose cells hold these words in columns this wide, in a font of this size.

    >>> measure_height([("en rad", 20)], 10), measure_height([("x " * 100_000, 5)])
    (15.6, 409.0)
    """
    most = max((count_lines(words, room * 11 / size) for words, room in cells if words), default=1)
    return measure_lines(most, size, least)


def measure_lines(count: int, size: float = 11, least: float = 0) -> float:
    """The height in points of a row of so many lines, in a font of this size."""
    return min(TALLEST_ROW, max(least, round(count * size * _LINE + 2, 1)))


def raise_lines(lines: list[int], contents: Iterable[object], room: float) -> None:
    """Raise the lines of rows to what the words among their contents in one column take, `room` digits wide."""
    known: dict[str, int] = {}
    short = room * _SURELY_ONE_LINE
    for place, words in enumerate(contents):
        if isinstance(words, str) and (len(words) >= short or "\n" in words):
            if words not in known:
                known[words] = count_lines(words, room)
            if known[words] > lines[place]:
                lines[place] = known[words]


def fit_text(words: str, room: float, size: float, pointer: str, tallest: float = TALLEST_ROW) -> str:
    """The words, or as many of them as a row holds, with "…" and where the rest is to be read.

    tallest: how high the row may be, in points.

    >>> fit_text("kort", 10, 11, "(se planen)")
    'kort'
    >>> fit_text("Utbilda primärvårdens medarbetare och följ upp", 20, 11, "(se planen)", 33)
    'Utbilda primärvårdens … (se planen)'
    """
    most = int((tallest - 2) / (size * _LINE))
    room = room * 11 / size
    if len(words) <= most or _surely_fits(words, room) <= most:
        return words
    low, high = 0, int(most * room * 3)  # no three signs are narrower than a digit
    if len(words) <= high and count_lines(words, room) <= most:
        return words
    high = min(len(words), high)
    while low < high:
        middle = (low + high + 1) // 2
        if count_lines(_end_with_pointer(words, middle, pointer), room) <= most:
            low = middle
        else:
            high = middle - 1
    return _end_with_pointer(words, low, pointer)


def _surely_fits(words: str, room: float) -> float:
    """How many lines are enough whatever the words: a line that is broken between words is more than half full."""
    return words.count("\n") + 1 + len(words) * 2 * _WIDEST_SIGN / max(room - _PADDING, 1)


def _end_with_pointer(words: str, most: int, pointer: str) -> str:
    """So many signs of the words, less what is left of a word that they end within, and the pointer."""
    kept = words[:most]
    if not words[most : most + 1].isspace():
        kept = _LAST_WORD.sub("", kept)
    return f"{kept.rstrip(' …')} … {pointer}"


def _paragraph(words: str, room: float) -> int:
    count, used = 1, 0.0
    room += _SPACE
    for wide in map(_WORDS_AND_SPACES.__getitem__, words.split(" ")):
        used += wide
        if used <= room:
            continue
        if wide <= room:
            count, used = count + 1, wide
        else:
            broken, rest = divmod(wide - _SPACE, room - _SPACE)
            count, used = count + (used > wide) + int(broken), rest + _SPACE
    return count


class _WordWidths(dict[str, float]):
    """The width of a word and the space after it; the same words come again and again."""

    def __missing__(self, word: str) -> float:
        if len(self) == _MOST_WORDS:
            self.clear()
        self[word] = wide = measure_width(word) + _SPACE
        return wide


_MOST_WORDS = 65_536
_WORDS_AND_SPACES = _WordWidths()
