"""Running text and links: kept as people write them, with a question where a text says more than it should."""

import re
from datetime import date

from hplan_xl.book.text import UNSEEN, Text, clean_text, normalize_text
from hplan_xl.book.values import LinkedWords, Percent, ShownNumber
from hplan_xl.interpretation.outcomes import Outcome, ReadValue, Remark, make_remarked_value, show_value
from hplan_xl.interpretation.personal_data import find_person, find_personal_address

# What PowerPoint and others break a line with.
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters but tab and line feed, and signs that nobody sees. Those that join and vary signs stay behind a
# sign of another script than ours: there they change what is seen, as in an emoji of several parts.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    f"|(?<![^\x00-\u024f\u1e00-\u1eff])[{UNSEEN}]"
)
# Nearly every text is of these signs alone, which are all seen.
_SEEN = re.compile("[\t\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
# As people type them, and as Word's come over: with hard spaces behind, or as signs of its symbol fonts.
_BULLET = re.compile(
    r"^[^\S\n]*(?:[•●◦▪■·➢❖‣⁃✓✔→\uf0a7\uf0b7\uf0d8\uf0fc]|[–—-](?=[^\W\d])|(?:[*o§–—-]|[0-9]{1,2}[.)]|[a-zåäö]\))[^\S\n])"
    r"[^\S\n]*\S",
    re.MULTILINE,
)
_INLINE_BULLET = re.compile(r"•[ \t]*\S")
_FEWEST_POINTS = 3
# What points to the cell above: a ditto mark, with dashes or not, and the same in words.
_DITTO = re.compile(
    r"(?:[-–—] ?)?(?:[\"”“„″〃]{1,2}|['’´]{2}|,,)(?: ?[-–—](?: ?[\"”“„″])?)?|d:o|dito|ditto|idem|"
    r"(?:det ?)?samma|(?:(?:(?:det ?)?samma|likadant) )?(?:se|som|enligt|enl\.?) (?:raden )?"
    r"(?:ovan|ovanför|ovanstående|föregående)(?: rad)?|"
    r"(?:the )?same(?: as above)?|(?:see|as) above"
)
_LONGEST_DITTO = 30
_DITTO_BEGINNINGS = frozenset("-–—\"”“„″〃'’´,dilsetaDILSETA")
_WEB = re.compile(r"(?:https?://|ftps?://|www\.)[^\s/:?#]+(?:\.[^\s/:?#]+)+(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE)
_LOCAL_WEB = re.compile(r"https?://[^\s/:?#]+(?::[0-9]+)?/\S*", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?[^\s@:]+@[^\s@]+\.[^\s@]+", re.IGNORECASE)
_PATH = re.compile(r"(?:[A-Za-z]:)?\\{1,2}[^\\/:*?\"<>|\r\n]+(?:\\[^\\/:*?\"<>|\r\n]*)*|file:\S+", re.IGNORECASE)
_DOTTED = re.compile(r"(?![A-Za-z][A-Za-z0-9+-]+:)[^\s:]*[^\s:.]\.[^\s:.]\S*")


def read_prose(typed: object, listed: bool, published: bool, function: bool = False) -> Outcome:
    """A cell as text, without what nobody sees.

    listed: the column names its row, so that several points in one cell are asked about.
    published: the column is printed, so that what looks like a person's name is asked about.
    function: the column asks for a role or a group, so that every name, mail address and telephone number is.
    """
    if isinstance(typed, ShownNumber):
        return _made_by_excel("as_number", str(typed), str(typed))
    if not isinstance(typed, str):
        return _not_text(typed)
    text = visible_text(typed)
    remarks = (*find_ditto(text), *_several_points(text, listed), *_person(text, published, function))
    return ReadValue(text, remarks)


def find_ditto(text: str) -> tuple[Remark, ...]:
    """A remark on a text that only points to the cell above: a ditto mark, "samma som ovan", "see above"."""
    is_ditto = (
        len(text) <= _LONGEST_DITTO
        and text[:1] in _DITTO_BEGINNINGS
        and _DITTO.fullmatch(normalize_text(text).rstrip(".!"))
    )
    return (Remark("text.ditto"),) if is_ditto else ()


def visible_text(text: str) -> str:
    r"""Text as people see it: no control characters or zero-width marks, plain line ends, nothing blank around it.

    >>> visible_text(" a\u200bb\r\nc\x0bd ")
    'ab\nc\nd'
    """
    if _SEEN.fullmatch(text):
        return text.strip()
    return _UNSEEN.sub("", _BREAK.sub("\n", text)).strip()


def _not_text(typed: object) -> Outcome:
    """A number or a date in a column of text: shown where Excel may have made it of something else (1.10, 3-4)."""
    words = show_value(typed)
    if isinstance(typed, bool | int | Percent):
        return ReadValue(words.sv)
    if isinstance(typed, float):
        return ReadValue(words.en) if typed.is_integer() else _made_by_excel("as_number", words.en, words)
    return (
        _made_by_excel("as_day", words.sv, words) if isinstance(typed, date) else make_remarked_value(words.sv, words)
    )


def _made_by_excel(kind: str, value: str, reading: Text | str) -> Outcome:
    """What may have been typed otherwise before Excel made a number or a day of it, with the question."""
    return ReadValue(value, (Remark("value.read_as", kind, {"reading": reading}),))


def _several_points(text: str, listed: bool) -> tuple[Remark, ...]:
    if not listed:
        return ()
    points = max(len(_BULLET.findall(text)), len(_INLINE_BULLET.findall(text)), _lines_like_points(text))
    return (Remark("text.several_points", facts={"n": points}),) if points >= _FEWEST_POINTS else ()


def _lines_like_points(text: str) -> int:
    """The number of lines, where each begins anew: text that was broken in the middle of sentences has none."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) if all(line.lstrip()[0].isupper() for line in lines) else 0


def _person(text: str, published: bool, function: bool) -> tuple[Remark, ...]:
    if not published:
        return ()
    if name := find_person(text, function=function):
        return (Remark("text.person", facts={"match": name}),)
    address = find_personal_address(text) if function else ""
    return (Remark("text.person", "address", {"match": address}),) if address else ()


def read_link(typed: object) -> Outcome:
    """A cell as a web address, a mail address, a path or a file name; other words are kept, with a remark.

    Words that hide an address give that address, and it is said.
    """
    if not isinstance(typed, str):
        return ReadValue(show_value(typed).sv, (Remark("link.unreadable"),))
    if isinstance(typed, LinkedWords) and typed != typed.address:
        return ReadValue(typed.address, (Remark("link.behind_words", facts={"reading": typed.address}),))
    link = visible_text(typed).strip("<>")
    if any(pattern.fullmatch(link) for pattern in (_WEB, _LOCAL_WEB, _MAIL, _PATH)):
        return ReadValue(link)
    plain = not link.lower().startswith(("http", "www.", "ftp")) and _DOTTED.fullmatch(link)
    return ReadValue(link) if plain else ReadValue(clean_text(link), (Remark("link.unreadable"),))
