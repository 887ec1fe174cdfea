"""Every sentence people are told, in both languages: `findings` of cells, `files`, and what the `commands` print."""

from hplan_xl.findings import Finding
from hplan_xl.text import Language, spoken
from hplan_xl.wording.findings import SENTENCES


def sentence(finding: Finding, language: Language) -> str:
    """What a filler is told of a finding: one or two sentences to act on."""
    text = SENTENCES.get(f"{finding.rule}:{finding.variant}") or SENTENCES[finding.rule]
    words = text.spoken(language).format_map({name: spoken(fact, language) for name, fact in finding.facts.items()})
    return words[:1].upper() + words[1:]
