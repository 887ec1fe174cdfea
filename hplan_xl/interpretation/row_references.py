"""References to rows of another sheet as people type them: 3 · "3 – Kort namn" · I2."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from hplan_xl.book.text import Text, clean_text, find_nearest, neutral_text, normalize_text
from hplan_xl.interpretation.outcomes import (
    Outcome,
    ReadValue,
    UnreadValue,
    cut_text,
    make_remarked_value,
    make_unread,
    show_value,
)

# A dash with space around it, or close before anything but a number: "1-2" is two rows, "A-1" is a key.
_DASH = re.compile(r" [-‐‑‒–—−] | ?[-‐‑‒–—−:] ?(?=[^\d\s])| ?[.] (?=[^\d\s])")
# What parts two references in one cell.
BETWEEN = r"[,;/\n&+]|\b(?:och|and|samt)\b"
_BETWEEN = re.compile(rf"\s*(?:{BETWEEN})\s*")
# The same where a row stands with its label, in which "24/7" or "1+1" may stand.
_BETWEEN_LABELS = re.compile(r"\s*(?:[,;\n]|\s[/&+]\s|[/&+](?=\w+\s+[–—-]\s)|\b(?:och|and|samt)\b)\s*")
_NAMED = re.compile(
    r"\A(?:(?:prioriterat område|område|omr|prio|priority area|area|indikator|indicator|nummer|number|nr|no|#)"
    r"(?:[.:] ?| |(?<=#)|(?=[0-9#])))+(?=[^\W_])",
    re.IGNORECASE,
)
# Brackets and a colon that belong to a number: "3)", "(3)" and "3:", but not "3 – Vård (ny)".
_BRACKETED = re.compile(r"\(([^()]+)\)|([^()]*[0-9])[):]")
# "A3" and "3.0" are no spellings of 3, but what people, and programs, make of it.
_ALMOST = (re.compile(r"[A-ZÅÄÖ][ .-]?([0-9]+)", re.IGNORECASE), re.compile(r"([0-9]+)[.,]0"))
_LED = re.compile("[,; ]+")
_APART = re.compile(r"(?<=[^\W\d]) (?=\d)")


@dataclass(frozen=True)
class RowKeys:
    """The begun rows of a sheet that others refer to.

    rows: the key of each by its normalized spelling. labels: the label by key. other_labels: what else a row is
    called, by key: its title, where its label is short. unread_spellings: the normalized text of keys that could not be
    interpreted, and the labels of their rows. has_lost_keys: whether a formula hides the key of some row. prefix: what
    running numbers of the sheet are written after. noun: what a key is called, where it is always a number.
    """

    title: Text
    rows: Mapping[str, object]
    labels: Mapping[object, str]
    unread_spellings: frozenset[str] = frozenset()
    has_lost_keys: bool = False
    prefix: str = ""
    noun: Text | None = None
    other_labels: Mapping[object, tuple[str, ...]] = field(default_factory=dict)

    def find_key(self, spelling: str) -> object:
        """The key that is spelt so, the prefix left out or not; None where there is none."""
        key = self.rows.get(normalize_key(spelling))
        if key is None and self.prefix and spelling.isdecimal():
            return self.rows.get(normalize_key(self.prefix + spelling))
        return key

    @cached_property
    def keys_by_label(self) -> Mapping[str, object]:
        """The keys by folded label, of labels that only one row has."""
        labels = dict.fromkeys((name, key) for key in self.labels for name in self.find_names(key))
        times = Counter(label for label, _ in labels)
        return {label: key for label, key in labels if times[label] == 1}

    def find_names(self, key: object) -> list[str]:
        """What a row is called, its label and others, folded."""
        return [normalize_text(name) for name in (self.labels.get(key), *self.other_labels.get(key, ())) if name]


def normalize_key(words: str) -> str:
    """The form in which two spellings of a key are equal: I 2 and i2."""
    key = normalize_text(words).removesuffix(".")
    key = _APART.sub("", key) if " " in key else key
    return key.lstrip("0") or "0" if key.isdecimal() else key


def strip_key(words: str) -> str:
    """A key without what it may be called before its number, and without brackets or a colon around it.

    >>> strip_key("Område 3"), strip_key("(3)"), strip_key("3)")
    ('3', '3', '3')
    """
    bare = _NAMED.sub("", clean_text(words), count=1)
    bracketed = _BRACKETED.fullmatch(bare)
    return bracketed.group(1) or bracketed.group(2) if bracketed else bare


def read_reference(typed: object, keys: RowKeys | None) -> Outcome:
    """A cell as the key of the row referred to; with None for keys, of a sheet that is not there, what is typed."""
    shown = clean_text(show_value(typed).sv.replace("\n", ";"))
    words = _strip_unless_known(shown, keys)
    before, label = _split_label(words)
    if keys is None:
        return ReadValue(int(before) if before.isdecimal() and len(before) < 10 else before)
    if _are_several(words, before, label, keys):
        return make_unread("reference.unknown", "several", sheet=keys.title)
    for spelling, behind in ((words, ""), (before, label)):
        key = keys.find_key(spelling)
        if key is not None:
            return (
                _reject_unknown(words, "", keys)
                if _is_another(behind, key, keys)
                else _accept_known(key, behind, spelling, keys)
            )
    if _is_of_unread_row((shown, words, before, label), before, keys):
        return UnreadValue(None)
    if (key := _before_its_label(words, keys)) is not None:
        return ReadValue(key)
    names = (normalize_text(name) for name in (show_value(typed).sv, words))
    labelled = (keys.keys_by_label.get(name) for name in names)
    key = next((key for key in labelled if key is not None), _almost(before, keys))
    return _reject_unknown(words, label, keys) if key is None else make_remarked_value(key, _find_named(key, keys))


def read_optional_reference(typed: object, keys: RowKeys | None) -> Outcome:
    """A cell as such a key, where it may be blank, as it is for the whole plan: words that name no row are told so."""
    outcome = read_reference(typed, keys)
    if isinstance(outcome, UnreadValue) and outcome.remark and outcome.remark.variant == "noun":
        return UnreadValue(replace(outcome.remark, variant="noun_or_blank"))
    return outcome


def _strip_unless_known(words: str, keys: RowKeys | None) -> str:
    """Words as `strip_key` leaves them; as they stand where they begin with a key that is spelt so, such as NR1."""
    is_known = keys is not None and keys.find_key(_split_label(words)[0]) is not None
    return words if is_known else strip_key(words)


def _is_of_unread_row(parts: tuple[str, ...], before: str, keys: RowKeys) -> bool:
    """Whether words, or their key or label, may be of a row whose own key could not be read, which is told there."""
    if not keys.unread_spellings.isdisjoint(normalize_key(part) for part in parts if part):
        return True
    return keys.has_lost_keys and before.casefold().removeprefix(keys.prefix.casefold()).strip().isdecimal()


def _are_several(words: str, before: str, label: str, keys: RowKeys) -> bool:
    """Whether words name more than one row; a label may itself hold numbers and commas."""
    between = _BETWEEN_LABELS if label else _BETWEEN
    if not between.search(words):
        return False
    is_one = keys.find_key(words) or keys.keys_by_label.get(normalize_text(words)) or _before_its_label(words, keys)
    if is_one or any(normalize_text(label).endswith(name) for name in keys.find_names(keys.find_key(before))):
        return False
    parts = [_split_label(_strip_unless_known(part, keys))[0].removesuffix(")") for part in between.split(words)]
    return len({key for part in parts if (key := keys.find_key(part)) is not None}) > 1


def _before_its_label(words: str, keys: RowKeys) -> object:
    """The row whose key and label stand there with a blank or a comma between: "3 Patologi", "3 (Patologi)"."""
    spelling, _, label = _LED.sub("\n", words, count=1).partition("\n")
    key = keys.find_key(spelling)
    return key if key is not None and normalize_text(label.strip("()")) in keys.find_names(key) else None


def _almost(words: str, keys: RowKeys) -> object:
    """The row whose number stands behind a letter, or before a point and a nought."""
    found = (pattern.fullmatch(words) for pattern in _ALMOST)
    return next((key for match in found if match and (key := keys.rows.get(normalize_key(match.group(1))))), None)


def _split_label(words: str) -> tuple[str, str]:
    """Split words into what stands before the dash and after it."""
    match = _DASH.search(words)
    return (words[: match.start()].strip(), words[match.end() :].strip()) if match else (words.strip(), "")


def _is_another(label: str, key: object, keys: RowKeys) -> bool:
    """Whether what stands behind the dash is no label but another key: "1 – 2"."""
    return label != keys.labels.get(key) and keys.find_key(label) not in (None, key)


def _accept_known(key: object, label: str, spelling: str, keys: RowKeys) -> Outcome:
    """A row that is there; shown where the label behind the dash is that of another row, or the prefix is left out."""
    other = keys.keys_by_label.get(normalize_text(label), key) if label and label != keys.labels.get(key) else key
    if other != key or (spelling != str(key) and normalize_key(spelling) != normalize_key(str(key))):
        return make_remarked_value(key, _find_named(key, keys))
    return ReadValue(key)


def _find_named(key: object, keys: RowKeys) -> Text:
    label = cut_text(keys.labels.get(key, ""))
    return neutral_text(f"{key} – {label}" if label else str(key))


def _reject_unknown(words: str, label: str, keys: RowKeys) -> Outcome:
    near = keys.keys_by_label.get(normalize_text(label)) if label else None
    if near is None:
        near = _nearest_key(words, keys)
    if near is None and keys.noun and not normalize_key(_split_label(words)[0]).isdecimal():
        return make_unread("reference.unknown", "noun", noun=keys.noun)
    if near is None:
        return make_unread("reference.unknown", sheet=keys.title)
    return make_unread(
        "reference.unknown",
        "near",
        sheet=keys.title,
        suggestion=str(near),
        suggestion_title=cut_text(keys.labels.get(near, "")),
    )


def _nearest_key(words: str, keys: RowKeys) -> object:
    """The row whose label, or whose key where keys have letters, is most like the words; none where two have them."""
    if any(normalize_text(words) in keys.find_names(key) for key in keys.labels):
        return None
    lettered = {spelling: key for spelling, key in keys.rows.items() if not spelling.isdecimal()}
    for spellings in (keys.keys_by_label, lettered):
        if found := find_nearest(words, spellings, most=1):
            return spellings[found[0]]
    return None
