"""The words of the real plan as people spell them: read, asked about, or kept, and never taken for their opposite."""

import re

import pytest

from hplan_xl.book.columns import Choice
from hplan_xl.book.description import Sheet
from hplan_xl.book.text import Text, normalize_text
from hplan_xl.interpretation.cell import CellContext, read_cell
from hplan_xl.interpretation.choices import DENIALS
from hplan_xl.interpretation.outcomes import ReadValue
from hplan_xl.template.positions import list_spellings
from tests.plans_at_random import BOOK


@pytest.mark.parametrize(
    ("column", "words", "told"),
    [
        ("plan.group", "RMPG Ögon", "RPO Ögonsjukdomar"),
        ("plan.group", "PO Hud", "RPO Hud- och könssjukdomar"),
        ("plan.group", "RPO\u00a0Ögon\u200e", "RPO Ögonsjukdomar"),
        ("plan.group", "RPO nära vård", "RPO nära vård, ”RPO Primärvård”?"),
        ("plan.group", "RPO Öron", "RPO Öron, ”RPO Öron-, näsa- och halssjukdomar”?"),
        ("plan.group", "RPO Psyk", "RPO Psyk, ”RPO Psykisk hälsa”?"),
        ("plan.group", "RCC Sydöst", "RCC Sydöst, ”RPO Cancersjukdomar”?"),
        *(
            ("areas.status", words, "status.ambiguous")
            for words in (
                *("genomförs", "håller på att införas", "införs", "pågår sedan 2021", "fortsätter", "påbörjats"),
                *("har initierats", "Beslutad"),
            )
        ),
        *(
            ("areas.status", words, "choice.unknown ”Ej påbörjad” eller ”Enligt plan”")
            for words in ("Påbörjas", "planeras till hösten", "Planerat", "Under planering", "planned")
        ),
        *(
            ("areas.status", words, "choice.unknown ”Avslutad”")
            for words in ("Utgår", "Utgått", "Struken", "Överförd till annat", "Förs vidare i RAG")
        ),
        *(("areas.status", words, "choice.unknown") for words in ("ingen status", "Grattis", "utgår inte")),
        ("areas.status", "framtagen", "closed"),
        ("areas.status", "slutförd", "closed"),
        ("areas.status", "införd sedan 2023", "closed, Avslutad?"),
        ("areas.status", "Stora utmaningar kvarstår", "choice.unknown ”Allvarliga problem”"),
        ("areas.status", "Små utmaningar kvarstår", "choice.unknown ”Mindre problem”"),
        ("areas.status", "vissa problem", "choice.unknown ”Mindre problem”"),
        ("areas.status", "större avvikelse", "choice.unknown ”Allvarliga problem”"),
        ("areas.status", "betydande förseningar", "choice.unknown ”Allvarliga problem”"),
        ("areas.status", "problem", "choice.unknown ”Mindre problem” eller ”Allvarliga problem”"),
        ("areas.status", "avvikelser", "choice.unknown ”Mindre problem” eller ”Allvarliga problem”"),
        ("areas.status", "allvarlga problem", "choice.unknown ”Allvarliga problem”"),
        ("areas.status", "inga avvikelser", "choice.unknown"),
        ("activities.status", "Beslutad", "status.ambiguous"),
        ("indicators.direction", "högre är sämre", "lower"),
        ("indicators.direction", "lägre är sämre", "higher"),
        ("indicators.frequency", "2 ggr/år", "half"),
        ("indicators.frequency", "tre gånger om året", "tertial"),
        ("indicators.frequency", "12 ggr per år", "month"),
        ("indicators.frequency", "varannan månad", "choice.unknown"),
        ("indicators.frequency", "vartannat år", "choice.unknown"),
        ("indicators.frequency", "var tredje månad", "choice.unknown"),
        ("indicators.frequency", "Var 6:e månad", "choice.unknown"),
        ("indicators.frequency", "var 5:e månad", "choice.unknown"),
        ("indicators.frequency", "every 2nd month", "choice.unknown"),
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


# The opposite is never suggested

CLOSED = [(sheet, column) for sheet in BOOK.sheets for column in sheet.columns if isinstance(column, Choice)]
_DENIED = ("ej {}", "inte {}", "{} ej", "är inte {}", "not {}", "is not yet {}", "ännu ej {}", "aldrig {}")
_DENIED_WITHIN = ("o{}", "un{}")
_DENYING = re.compile(r"^(?:ej|inte|not|no) ")


def meant(column: Choice, words: str) -> set[str]:
    """The names of the terms that words are read as, or that are suggested for them."""
    outcome = read_cell(words, column, CellContext(2026))
    if isinstance(outcome, ReadValue):
        return {str(outcome.value)}
    if outcome.remark is None or outcome.remark.rule == "status.ambiguous":
        return {outcome.remark.rule if outcome.remark else ""}
    told = outcome.remark.facts.get("suggestions", "")
    return {term.name for term in column.vocabulary.terms if f"”{term.word.sv}”" in getattr(told, "sv", "")}


@pytest.mark.parametrize(("sheet", "column"), CLOSED, ids=lambda one: one.name)
def test_what_is_denied_never_suggests_what_it_denies_nor_the_other_way(sheet: Sheet, column: Choice) -> None:
    spelt = column.vocabulary.terms_by_spelling()
    for spelling, term in spelt.items():
        other = _DENYING.sub("", spelling)
        if other != spelling and other not in spelt:
            assert term.name not in meant(column, f"{other}s"), (spelling, other)
        if other == spelling and spelling.isalpha() and len(spelling) > 2 and spelling not in DENIALS:
            within = _DENIED_WITHIN if re.fullmatch(r"(?!un|o).{4,}(?:d|t|de)", spelling) else ()
            for denied in (one.format(spelling) for one in (*_DENIED, *within)):
                if normalize_text(denied) not in spelt:
                    assert not meant(column, denied) & {term.name, "status.ambiguous"}, denied


@pytest.mark.parametrize(
    ("sheet", "column", "words"),
    [
        ("areas", "status", "ej klar"),
        ("areas", "status", "påbörjats"),
        ("areas", "status", "påbörjad"),
        ("areas", "status", "ej enligt plan"),
        ("areas", "status", "utan allvarliga problem"),
        ("areas", "status", "not on plan"),
        ("areas", "status", "pågår ej"),
        ("decisions", "state", "ej beslutad"),
        ("decisions", "state", "undecided"),
        ("decisions", "state", "behöver inte beslut"),
        ("challenges", "state", "inte lyft"),
        ("challenges", "state", "ohanterad"),
        ("challenges", "state", "unhandled"),
        ("endorsement", "state", "påbörjats inte"),
    ],
)
def test_the_opposite_of_a_word_is_asked_about_without_it(sheet: str, column: str, words: str) -> None:
    choice = BOOK.sheet(sheet).column(column)
    assert isinstance(choice, Choice)
    found = {term.word.sv for term in choice.vocabulary.terms if term.name in meant(choice, words)}
    assert found <= {"Ej påbörjad", "Inte påbörjad"}
    assert not (found and words in ("påbörjats", "påbörjad"))


@pytest.mark.parametrize("sign", ["●", "🟢", "🟩"])
@pytest.mark.parametrize("blank", [" ", ""])
def test_a_status_behind_one_of_its_signs_is_a_word_to_kontroll_as_to_check(sign: str, blank: str) -> None:
    column = BOOK.sheet("areas").column("status")
    assert isinstance(column, Choice)
    term = next(term for term in column.vocabulary.terms if term.name == "on_plan")
    for word in (f"{sign}{blank}{term.word.sv}", f"{sign}{blank}{term.word.en}"):
        assert word in list_spellings(term)
        assert read_cell(word, column, CellContext(2026)) == ReadValue("on_plan")
