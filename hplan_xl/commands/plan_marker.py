"""Marking in processes beside ours: what a file costs there it costs itself only, and it is bounded as reading is.

This module loads nothing that judges plans, since each process loads it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hplan_xl.book.findings import Finding
from hplan_xl.book.text import Language, Text
from hplan_xl.intake.sources import FileProcesses, Source
from hplan_xl.isolation import LossCause
from hplan_xl.marking import mark_workbook
from hplan_xl.wording import copy_sentences

_LOSSES: Mapping[LossCause, Text] = MappingProxyType(
    {
        LossCause.LATE: copy_sentences.TOOK_TOO_LONG,
        LossCause.MEMORY: copy_sentences.TOOK_TOO_MUCH,
        LossCause.STOPPED: copy_sentences.MARKING_STOPPED,
    }
)


@dataclass(frozen=True)
class MarkingOrder:
    """A file to mark, with its findings. sha256: of the file that was judged. language: of the marks."""

    source: Source
    sha256: str
    findings: Sequence[Finding]
    language: Language


@dataclass(frozen=True)
class PlanMarker:
    """Marks files by their orders, which are told by the name of the file."""

    orders: Mapping[str, MarkingOrder]

    def __call__(self, source: Source) -> bytes | Text:
        """The marked copy, or why there is none. Raises WorkbookError where the file is damaged."""
        order = self.orders[source.name]
        try:
            data = source.read_bytes()
        except OSError:
            return copy_sentences.CHANGED_MEANWHILE.fill(file=source.name)
        if hashlib.sha256(data).hexdigest() != order.sha256:
            return copy_sentences.CHANGED_MEANWHILE.fill(file=source.name)
        return mark_workbook(data, order.findings, order.language)


def make_marked_copies(orders: Sequence[MarkingOrder]) -> Iterator[bytes | Text]:
    """For each order the marked copy, or the sentence that says why there is none."""
    marker = PlanMarker({one.source.name: one for one in orders})
    with FileProcesses(marker, [one.source for one in orders], _LOSSES) as apart:
        yield from apart
