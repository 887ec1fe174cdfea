"""Signs of Office's symbol fonts as the plain signs they look like."""

# Positions in Wingdings, which people choose for ticks, boxes and traffic lights; a file may write them as F0xx.
_WINGDINGS = {
    "l": "●",
    "n": "■",
    "o": "☐",
    "q": "☐",
    "r": "☐",
    "u": "◆",
    "ü": "✓",
    "û": "✗",
    "þ": "☑",
    "ý": "☒",
    "x": "☒",
    "J": "☺",
    "K": "😐",
    "L": "☹",
    "§": "▪",
    "Ø": "➢",
    "v": "❖",
    "\x6d": "○",
    "\xa1": "○",
}
_WINGDINGS_2 = {"P": "✓", "O": "✗", "R": "☑", "S": "☒", "T": "☒", "\x97": "●", "\xa3": "☐"}
_WINGDINGS_3 = {"p": "▲", "q": "▼"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3}
_PRIVATE = range(0xF000, 0xF100)


def plain_symbols(text: str, font: str) -> str:
    r"""Replace the characters of a symbol font with plain ones; text in other fonts is unchanged.

    >>> plain_symbols("þ", "Wingdings"), plain_symbols("\uf06c", ""), plain_symbols("lön", "Calibri")
    ('☑', '●', 'lön')
    """
    signs = _FONTS.get(font.casefold(), {})
    if not signs and not any(ord(one) in _PRIVATE for one in text):
        return text
    return "".join(_plain(one, signs or _WINGDINGS, bool(signs)) for one in text)


def _plain(sign: str, signs: dict[str, str], in_font: bool) -> str:
    if ord(sign) in _PRIVATE:
        return signs.get(chr(ord(sign) - 0xF000), sign)
    return signs.get(sign, sign) if in_font else sign
