"""The words of the real plan as people spell them: read, asked about, or kept, and never taken for their opposite."""

import pytest

from hplan_xl.book.text import Text
from hplan_xl.interpretation.cell import CellContext, read_cell
from hplan_xl.interpretation.outcomes import ReadValue
from tests.plans_at_random import BOOK


@pytest.mark.parametrize(
    ("column", "words", "told"),
    [
        ("plan.group", "RMPG Ögon", "RPO Ögonsjukdomar"),
        ("plan.group", "PO Hud", "RPO Hud- och könssjukdomar"),
        ("plan.group", "RPO\u00a0Ögon\u200e", "RPO Ögonsjukdomar"),
        ("plan.group", "RPO nära vård", "RPO nära vård, ”RPO Primärvård”?"),
        ("plan.group", "RCC Sydöst", "RCC Sydöst, ”RPO Cancersjukdomar”?"),
        *(
            ("areas.status", words, "status.ambiguous")
            for words in (
                *("genomförs", "håller på att införas", "införs", "pågår sedan 2021", "fortsätter", "påbörjats"),
                *("har initierats", "Påbörjas", "planeras till hösten", "Beslutad"),
            )
        ),
        ("areas.status", "framtagen", "closed"),
        ("areas.status", "slutförd", "closed"),
        ("areas.status", "införd sedan 2023", "closed, Avslutad?"),
        ("areas.status", "Stora utmaningar kvarstår", "choice.unknown ”Allvarliga problem”"),
        ("activities.status", "Beslutad", "status.ambiguous"),
        ("plan.document_status", "Godkänd", "adopted"),
        ("decisions.state", "Godkänd", "decided"),
        ("decisions.forum", "SKR", "SKR"),
    ],
)
def test_a_word_is_read_asked_about_or_kept(column: str, words: str, told: str) -> None:
    sheet, _, name = column.partition(".")
    outcome = read_cell(words, BOOK.sheet(sheet).column(name), CellContext(2026))
    if isinstance(outcome, ReadValue):
        asked = [remark.facts.get("suggestions", remark.facts.get("reading")) for remark in outcome.remarks]
        said = [str(outcome.value), *(f"{words.sv}?" for words in asked if isinstance(words, Text))]
        assert ", ".join(said) == told
    else:
        assert outcome.remark is not None
        near = outcome.remark.facts.get("suggestions")
        assert f"{outcome.remark.rule} {near.sv if isinstance(near, Text) else ''}".strip() == told
