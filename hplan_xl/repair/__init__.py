"""A damaged, altered or older workbook poured into a fresh one: nothing is lost, and what was done is told.

What has a place in the template goes there as it was typed, understood or not; that is for `check` to judge. All else
is kept on a sheet of its own with the place where it stood.

    transfer     the records, each value with its column, and what was done to the workbook itself
    kept_cells   the cells outside the records
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from hplan_xl.book.text import Language
from hplan_xl.reading.earlier_files import find_told_numbers, read_finished_rows
from hplan_xl.reading.opening import OpenedPlan
from hplan_xl.reading.submission import Submission
from hplan_xl.repair.kept_cells import find_earlier_notes, find_leftovers
from hplan_xl.repair.transfer import FreshTemplate, describe_actions, pour_plan
from hplan_xl.template import CarriedContent, RepairNote, build_template

__all__ = ["FreshTemplate", "RepairedWorkbook", "repair_workbook"]


@dataclass(frozen=True)
class RepairedWorkbook:
    """A fresh workbook with what an older one held.

    actions: what was done now, without what an earlier repair told. language: the workbook's.
    """

    data: bytes
    actions: tuple[RepairNote, ...]
    language: Language


def repair_workbook(
    opened: OpenedPlan, submission: Submission, fresh: FreshTemplate, facts: Mapping[str, object]
) -> RepairedWorkbook:
    """Copy a workbook's content into a fresh template; the same workbook gives the same bytes.

    opened, submission: the old workbook, read by a book that has all columns that `fresh` has.
    facts: what fills the placeholders of the guide.

    Raises:
        NotAWorkbook: a sheet of the group's own cannot be read.
        OutputError: Excel does not take something of it.
    """
    language = opened.language
    poured = pour_plan(opened, submission, fresh.book, language)
    done = tuple(
        chain(
            describe_actions(opened, submission, fresh, language),
            poured.notes,
            find_leftovers(opened, poured, fresh, language),
        )
    )
    finished = read_finished_rows(opened.package)
    carried = CarriedContent(
        poured.rows,
        (*find_earlier_notes(opened), *done),
        submission.saved_at,
        finished_rows=finished,
        spent_numbers=find_told_numbers(opened.package, finished, fresh.book),
        comments=poured.comments,
        is_unanswered=submission.is_unanswered,
    )
    data = build_template(fresh.book, language=language, facts=facts, carried=carried)
    return RepairedWorkbook(data, done, language)
