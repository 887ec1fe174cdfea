"""Every sentence people are told, in both languages: `findings` of cells, `files`, and what the `commands` print."""

import re

from hplan_xl.book.columns import Number
from hplan_xl.book.findings import Finding
from hplan_xl.book.text import Language, Text, same, spoken
from hplan_xl.wording import import_sentences
from hplan_xl.wording.finding_sentences import SENTENCES

_SENTENCES = {**SENTENCES, **import_sentences.SENTENCES}

_WHAT_WAS_TYPED = Text("Det ni skrev", "What you typed")
_QUOTED = re.compile(r"[”“]\{value\}”")
_AND_WHAT_STANDS = re.compile(r"; (?:nu står det|now it says) [”“]?\{value\}”?")


def sentence(finding: Finding, language: Language) -> str:
    """What a filler is told of a finding: one or two sentences to act on."""
    text = _SENTENCES.get(f"{finding.rule}:{finding.variant}") or _SENTENCES[finding.rule]
    words = text.spoken(language).format_map({name: spoken(fact, language) for name, fact in finding.facts.items()})
    return words[:1].upper() + words[1:]


def entry_sentence(rule: str, **facts: object) -> Text:
    """What a filler is told while typing: the sentence of the finding that there would be, without what was typed.

    rule: with its variant after a colon, where it has one.
    """
    text = SENTENCES[rule]
    return Text(
        *(_unquoted(text.spoken(language), _WHAT_WAS_TYPED.spoken(language)) for language in ("sv", "en"))
    ).filled(**facts)


def _unquoted(words: str, typed: str) -> str:
    return _QUOTED.sub(typed, _AND_WHAT_STANDS.sub("", words))


def allowed_range(column: Number) -> Text:
    """The range of numbers that a column takes, as a sentence says it; "" where any number will do."""
    least, most = ("" if end is None else f"{end:g}" for end in (column.least, column.most))
    if least and most:
        return same(f"{least}–{most}")
    if least:
        return Text(f"minst {least}", f"at least {least}")
    return Text(f"högst {most}", f"at most {most}") if most else same("")
