"""What a formula makes of truth values, read from its text: where programs differ, and none says so.

In Excel FALSE is more than any number and no number at all in a sum over a range or an array; in LibreOffice it is 0.
So a formula that means the same in both turns a truth value into a number before it is compared or summed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

TRUTHS = frozenset("AND OR NOT TRUE FALSE EXACT ISBLANK ISERR ISERROR ISNA ISNUMBER ISTEXT ISLOGICAL".split())  # noqa: SIM905
# Functions that count truth values in some programs and pass them over in others.
SUMMING = frozenset("SUM SUMPRODUCT MMULT MAX MIN SMALL LARGE FREQUENCY AVERAGE MATCH LOOKUP SUMIFS".split())  # noqa: SIM905
FIRST_OF = frozenset({"INDEX"})
ANY_OF = frozenset({"IF", "IFERROR", "CHOOSE"})
_STRENGTH = {":": 7, " ": 7, "^": 5, "*": 4, "/": 4, "+": 3, "-": 3, "&": 2}
_COMPARISON = 1


def list_faults(formula: str, names: Mapping[str, str] | None = None) -> list[str]:
    """What is wrong with a formula, in words; names: the formulas that defined names stand for."""
    reading = _Reading(_tokens(formula), names or {})
    reading.expression(0)
    return reading.faults


def _tokens(formula: str) -> list[Token]:
    tokens = Tokenizer("=" + formula.removeprefix("=")).items
    return [part for token in tokens if token.type != Token.WSPACE for part in _parted(token)]


def _parted(token: Token) -> Iterator[Token]:
    """The token; the colon before a function, which openpyxl takes for a part of its name, as one of its own."""
    if token.type == Token.FUNC and token.value.startswith(":"):
        yield Token(":", Token.OP_IN)
        token = Token(token.value[1:], token.type, token.subtype)
    yield token


@dataclass
class _Reading:
    """A formula that is read from left to right; `expression` tells whether it comes to a truth value."""

    tokens: list[Token]
    names: Mapping[str, str]
    at: int = 0
    faults: list[str] = field(default_factory=list)

    def _next(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def expression(self, least: int) -> bool:
        truth = self._operand()
        while (token := self._next()) and token.type in (Token.OP_IN, Token.OP_POST):
            strength = _STRENGTH.get(token.value, _COMPARISON)
            if token.type == Token.OP_IN and strength < least:
                break
            self.at += 1
            if token.type == Token.OP_POST:
                truth = False
                continue
            other = self.expression(strength + 1)
            if strength == _COMPARISON:
                self._compare(token.value, truth, other)
            truth = strength == _COMPARISON
        return truth

    def _compare(self, sign: str, one: bool, other: bool) -> None:
        if one != other or (one and sign not in ("=", "<>")):
            self.faults.append(f"a truth value is compared by {sign}")

    def _operand(self) -> bool:
        token = self.tokens[self.at]
        self.at += 1
        if token.type == Token.OP_PRE:
            self.expression(6)
            return False
        if token.type == Token.PAREN:
            truth = self.expression(0)
            self.at += 1
            return truth
        if token.type == Token.FUNC:
            return self._function(token.value.rstrip("(").upper())
        if token.type == Token.OPERAND and token.value in self.names:
            return _Reading(_tokens(self.names[token.value]), self.names).expression(0)
        return token.subtype == Token.LOGICAL

    def _function(self, name: str) -> bool:
        truths = list(self._arguments())
        if name in SUMMING and any(truths):
            self.faults.append(f"{name} is given a bare truth value")
        if name in TRUTHS:
            return True
        if name in FIRST_OF:
            return truths[0]
        return name in ANY_OF and any(truths[1:] if name == "IF" else truths)

    def _arguments(self) -> Iterator[bool]:
        while (token := self._next()) and not (token.type == Token.FUNC and token.subtype == Token.CLOSE):
            if token.type == Token.SEP:
                self.at += 1
            else:
                yield self.expression(0)
        self.at += 1
