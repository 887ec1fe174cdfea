"""Every sentence people are told, in both languages: of findings, of `files`, and what the `commands` print.

The sentences of findings stand with their rules: `book.common_rules`, and the rules of a book.
"""

from hplan_xl.book.columns import Number
from hplan_xl.book.errors import BookError
from hplan_xl.book.findings import Finding, Rule
from hplan_xl.book.text import Language, Text, localize, neutral_text


def compose_sentence(finding: Finding, language: Language) -> str:
    """Write a finding as the filler reads it: one or two sentences to act on. A file's name stays as it is spelled."""
    facts = {name: localize(fact, language) for name, fact in finding.facts.items()}
    sentence = finding.text.localize(language)
    words = sentence.format_map(facts)
    return words if sentence.startswith("{file}") else words[:1].upper() + words[1:]


def compose_entry_sentence(rule: Rule, variant: str = "", /, **facts: object) -> Text:
    """The sentence a filler reads while typing something that would break a rule.

    Raises BookError where the rule has no words for that: a mistake of whoever wrote the rule.
    """
    words = rule.sentences[variant].while_typing if variant in rule.sentences else None
    if words is None:
        raise BookError(f"rule {rule.name} has no sentence {variant!r} while typing")
    return words.fill(**facts)


def describe_range(column: Number) -> Text:
    """The range of numbers that a column takes, as a sentence says it; "" where any number will do."""
    least, most = ("" if end is None else f"{end:g}" for end in (column.minimum, column.maximum))
    if least and most:
        return neutral_text(f"{least}–{most}")
    if least:
        return Text(f"minst {least}", f"at least {least}")
    return Text(f"högst {most}", f"at most {most}") if most else neutral_text("")
