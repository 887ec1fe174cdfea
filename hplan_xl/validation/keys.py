"""Keys that stand twice in a plan: which other row has the same, and what nobody has yet."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pandas as pd

from hplan_xl.book import Sheet
from hplan_xl.text import folded, whole_number
from hplan_xl.validation.ledger import Fault


def keys(frame: pd.DataFrame, sheet: Sheet) -> "pd.Series[Any]":
    """The plan and the key's folded values as one text a row; None where a part of the key is blank."""
    given = frame[list(sheet.key)].notna().all(axis=1)
    texts = frame["_source"].astype(str)
    for name in sheet.key:
        texts = texts + "\x1f" + frame[name].map(lambda value: folded(str(value)))
    return texts.astype(object).where(given, None)


def twice(frame: pd.DataFrame, told: "pd.Series[Any]", sheet: Sheet, indexes: Sequence[int]) -> Iterator[Fault]:
    """The faults of these rows, all that share their key with another; each is told at the key's last column.

    told: what `keys` gives of the frame.
    """
    taken = {source: set(map(str, of_plan)) for source, of_plan in frame.groupby("_source")[sheet.key[0]]}
    free = cache(lambda source, head, number: _free(taken[source], head, number))
    variant = "" if len(sheet.key) == 1 else "together"
    rows: dict[str, list[int]] = {}
    for index, key in zip(indexes, told[list(indexes)], strict=True):
        rows.setdefault(key, []).append(index)
    for same in rows.values():
        for index in same:
            value = " ".join(str(frame.at[index, name]) for name in sheet.key)
            facts = {"value": value, "free": free(frame.at[index, "_source"], *_counted(sheet, value))}
            other = same[1] if index == same[0] else same[0]
            yield Fault("key.twice", sheet.key[-1], index, facts, variant, other=other)


def _counted(sheet: Sheet, value: str) -> tuple[str, int]:
    """From where a free key is sought: the sheet's running numbers where it has such, else the value's own number."""
    if sheet.counter in sheet.key:
        return sheet.prefix, sheet.counted + 1
    head = value.rstrip("0123456789")
    number = whole_number(value[len(head) :] or "1", -1)
    return (head, number) if number >= 0 else (value, 1)


def _free(taken: set[str], head: str, number: int) -> str:
    while f"{head}{number}" in taken:
        number += 1
    return f"{head}{number}"
