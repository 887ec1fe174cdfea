"""What a number format shows of a value beside its digits: a percentage, words, or only the month or year of a date."""

import re
from dataclasses import dataclass

# Text in quotation marks, after a backslash, or in brackets is shown as it stands.
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PIECE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.|(?P<digits>[#0?][#0?., ]*)|(?P<other>.)')
_LETTERS = re.compile(r"[^\W\d_]")
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordFormat:
    """A format that puts words around a number, such as 0.0" dygn": one section for each sign, as Excel orders them."""

    sections: tuple[str, ...]

    def show(self, number: float, decimal_sign: str) -> str:
        """The words that a cell of this format shows."""
        section = self.sections[0]
        if number < 0 and len(self.sections) > 1:
            section, number = self.sections[1], -number
        elif number == 0 and len(self.sections) > 2:
            section = self.sections[2]
        shown = "".join(_show_piece(piece, abs(number), decimal_sign) for piece in _PIECE.finditer(section))
        return ("-" if number < 0 else "") + shown.strip()


def parse_word_format(code: str) -> WordFormat | None:
    """The format, where it puts words around a number; None for dates, percentages and formats of digits alone."""
    words = "".join(piece["quoted"] or piece["escaped"] or "" for piece in _PIECE.finditer(code))
    bare = LITERAL.sub("", code)
    if not _LETTERS.search(words) or _DATE_LETTERS.search(bare) or "%" in bare or not re.search("[#0?]", bare):
        return None
    return WordFormat(tuple(code.split(";")))


def parse_date_parts(code: str) -> str:
    """The parts of a date that a format shows, of y, m, d, h and s, each once and in that order; "" for a number."""
    bare = LITERAL.sub("", code.partition(";")[0]).lower()
    return "" if re.search("[#0?]", bare) else "".join(part for part in "ymdhs" if part in bare)


def _show_piece(piece: re.Match[str], number: float, decimal_sign: str) -> str:
    if piece["digits"]:
        digits = piece["digits"].rstrip(" ,")
        wanted, _, behind = digits.partition(".")
        whole, _, decimals = f"{number:.{len(behind)}f}".partition(".")
        kept = decimals.rstrip("0") if set(behind) <= {"#"} else decimals
        grouped = f"{int(whole):,}".replace(",", "\u00a0") if "," in wanted or " " in wanted else whole
        return grouped + (decimal_sign + kept if kept else "") + piece["digits"][len(digits) :]
    return piece["quoted"] or piece["escaped"] or (piece["other"] if piece["other"] not in (None, '"') else "")
