"""Book -> the data dictionary, in Markdown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from hplan_xl.book import columns
from hplan_xl.book.description import Book, Sheet
from hplan_xl.book.limits import LONGEST_CELL
from hplan_xl.book.text import Language, Text, join_texts
from hplan_xl.wording.indicator_sentences import METHOD, METHOD_TITLE

_MADE = Text("Skapad ur beskrivningen; ändra inte här.", "Made from the description; do not edit here.")
_HEADINGS = Text("| id | titel | slag | behov | nästa år | hjälp |", "| id | title | kind | need | next year | help |")
_RULE_HEADINGS = Text("| regel | grad | mening | planer |", "| rule | grade | sentence | plans |")
_SHARE = Text(
    "”Planer” är hur många av de {plans} exempelplanerna i samples/plans som får anmärkningen.",
    "“Plans” is how many of the {plans} sample plans in samples/plans get the remark.",
)
_NEEDS = {
    columns.Need.REQUIRED: Text("behövs", "needed"),
    columns.Need.EXPECTED: Text("önskas", "wanted"),
    columns.Need.OPTIONAL: Text("", ""),
}


_NEXT_YEAR = Text(
    "Vad ”hplan next” gör med varje svar. En rad som hör till något avslutat följer det.",
    "What “hplan next” does with each answer. A row that belongs to something closed follows it.",
)
_FORM_NEXT_YEAR = Text("Nästa år: svar för svar.", "Next year: answer by answer.")
_FINISHED = Text(
    "Nästa år: raderna följer med, utom när {when}; då står de på fliken Avslutat.",
    "Next year: the rows go on, but where {when}; then they stand on the sheet Closed.",
)
_ROWS_NEXT_YEAR = {
    columns.RowsNextYear.KEEP: Text("Nästa år: raderna följer med.", "Next year: the rows go on."),
    columns.RowsNextYear.ANEW: Text(
        "Nästa år: de förifyllda raderna är det nya årets; gruppens egna rader följer med.",
        "Next year: the prefilled rows are the new year's; the group's own rows go on.",
    ),
    columns.RowsNextYear.CLEAR: Text(
        "Nästa år: raderna hör till sitt år och följer inte med.",
        "Next year: the rows belong to their year and do not go on.",
    ),
}
_CELLS_NEXT_YEAR = {
    columns.CellNextYear.KEEP: (Text("behålls", "kept"), Text("som det stod.", "as it stood.")),
    columns.CellNextYear.CLEAR: (Text("töms", "cleared"), Text("tomt.", "blank.")),
    columns.CellNextYear.EARLIER: (
        Text("förra", "last"),
        Text(
            "tomt, att svara på nytt; förra svaret visas vid cellen.",
            "blank, to be answered anew; the last answer is shown at the cell.",
        ),
    ),
    columns.CellNextYear.AHEAD: (
        Text("framåt", "ahead"),
        Text(
            "en tid som når in i det nya året och betyder detsamma där behålls, annars som ”förra”.",
            "a time that reaches into the new year and means the same there is kept, else as “last”.",
        ),
    ),
    columns.CellNextYear.ANEW: (Text("ny", "new"), Text("som i det nya årets mall.", "as in the new year's template.")),
    columns.CellNextYear.REGISTER: (
        Text("registret", "register"),
        Text(
            "som i registret där det vet, annars som det stod.", "as in the register where it knows, else as it stood."
        ),
    ),
    columns.CellNextYear.ADOPTION: (
        Text("beslutet", "adoption"),
        Text(
            "behålls så länge en plan för flera år gäller, annars som ”ny”.",
            "kept as long as a plan for several years holds, else as “new”.",
        ),
    ),
    columns.CellNextYear.LATEST_VALUE: (
        Text("senaste värde", "latest value"),
        Text(
            "det senaste talet för hela sjukvårdsregionen, om något är senare än det som stod.",
            "the latest number for the whole healthcare region, where one is later than what stood there.",
        ),
    ),
    columns.CellNextYear.LATEST_PERIOD: (
        Text("senaste period", "latest period"),
        Text("perioden för det senaste värdet.", "the period of the latest value."),
    ),
    columns.CellNextYear.QUARTER: (
        Text("kvartal", "quarter"),
        Text(
            "som det stod; är det tomt, kvartalet för radens första dag.",
            "as it stood; where blank, the quarter of the row's first day.",
        ),
    ),
}


@dataclass(frozen=True)
class RuleSample:
    """How many plans were checked, and on how many of them each rule fires."""

    plans: int
    plans_by_rule: Mapping[str, int]


def format_dictionary(book: Book, language: Language, sample: RuleSample) -> str:
    """Every sheet, column, vocabulary and rule of a book as a Markdown page that ends in a newline.

    sample: tells with each rule how common its remarks are.
    """
    lines = [f"# {book.title.localize(language)}", "", _MADE.localize(language)]
    for sheet in book.sheets:
        lines += ["", *_sheet_lines(sheet, book, language)]
    lines += ["", *_next_year_lines(language)]
    lines += ["", f"## {Text('Ord att välja bland', 'Words to choose among').localize(language)}"]
    for vocabulary in _vocabularies(book):
        lines += ["", *_vocabulary_lines(vocabulary, language)]
    lines += ["", *_rule_lines(book, sample, language)]
    lines += ["", f"## {METHOD_TITLE.localize(language)}"]
    lines += [line for text in METHOD for line in ("", text.localize(language))]
    return "\n".join(lines) + "\n"


def _sheet_lines(sheet: Sheet, book: Book, language: Language) -> Iterable[str]:
    yield f"## {sheet.title.localize(language)} (`{sheet.name}`)"
    yield ""
    yield sheet.help.localize(language)
    yield ""
    yield _rows_next_year(sheet).localize(language)
    yield ""
    yield _HEADINGS.localize(language)
    yield "|---|---|---|---|---|---|"
    for column in sheet.columns:
        cells = (
            f"`{column.name}`",
            column.title.localize(language),
            _kind(column, book).localize(language),
            _need(column, sheet).localize(language),
            _CELLS_NEXT_YEAR[column.cell_next_year][0].localize(language),
            column.help.localize(language),
        )
        yield "| " + " | ".join(_cell(text) for text in cells) + " |"


def _rows_next_year(sheet: Sheet) -> Text:
    """What becomes of the rows of a sheet in next year's plan."""
    if sheet.is_form:
        return _FORM_NEXT_YEAR
    if not sheet.finished_when:
        return _ROWS_NEXT_YEAR[sheet.rows_next_year]
    return _FINISHED.fill(when=_conditions(sheet.finished_when, sheet))


def _next_year_lines(language: Language) -> Iterable[str]:
    """What the words of the column on next year mean."""
    yield f"## {Text('Nästa års plan', 'Next year’s plan').localize(language)}"
    yield ""
    yield _NEXT_YEAR.localize(language)
    yield ""
    for word, meaning in _CELLS_NEXT_YEAR.values():
        yield f"- **{word.localize(language)}**: {meaning.localize(language)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _kind(column: columns.Column, book: Book) -> Text:
    match column:
        case columns.Prose():
            limit = f" ≤ {column.max_length}" if column.max_length < LONGEST_CELL else ""
            return Text(f"text{limit}", f"text{limit}")
        case columns.Link():
            return Text("länk", "link")
        case columns.Choice():
            more = Text(", eller annat", ", or other") if column.allows_others else Text("", "")
            name = f"[{column.vocabulary.name}](#{column.vocabulary.name})"
            return Text(f"val: {name}{more.sv}", f"choice: {name}{more.en}")
        case columns.Tick():
            return Text("kryss", "tick")
        case columns.Number():
            return _number_kind(column)
        case columns.Years():
            limits = f"{column.minimum}–{column.maximum}"
            return Text(f"år, eller flera i följd ({limits})", f"year, or several in a row ({limits})")
        case columns.Date():
            return Text("datum", "date")
        case columns.Schedule():
            return Text("tid i ord", "time in words")
        case columns.Period():
            return Text("period", "period")
        case columns.Reference():
            title = book.sheet(column.sheet).title
            return Text(f"rad på {title.sv}", f"row of {title.en}")
        case _:
            assert_never(column)


def _number_kind(column: columns.Number) -> Text:
    kind = Text("heltal", "whole number") if column.is_whole else Text("tal", "number")
    codes = Text(", eller - . ..", ", or - . ..") if column.allows_codes else Text("", "")
    return Text(kind.sv + codes.sv, kind.en + codes.en)


def _need(column: columns.Column, sheet: Sheet) -> Text:
    need = _NEEDS[column.need]
    if not column.conditions:
        return need
    when = _conditions(column.conditions, sheet)
    return Text("{need} när {when}", "{need} when {when}").fill(need=need, when=when)


def _conditions(conditions: Iterable[columns.Condition], sheet: Sheet) -> Text:
    return join_texts((_condition(one, sheet) for one in conditions), Text(" och ", " and "))


def _condition(condition: columns.Condition, sheet: Sheet) -> Text:
    column = sheet.column(condition.column)
    match condition:
        case columns.IsAmong():
            words = join_texts((term.word for term in _terms(column) if term.name in condition.terms), " / ")
            return Text("{title} är {words}", "{title} is {words}").fill(title=column.title, words=words)
        case columns.IsFilled():
            return Text(f"{column.title.sv} är ifylld", f"{column.title.en} is filled")
        case columns.IsBlank():
            return Text(f"{column.title.sv} är tom", f"{column.title.en} is blank")
        case _:
            assert_never(condition)


def _terms(column: columns.Column) -> tuple[columns.Term, ...]:
    return column.vocabulary.terms if isinstance(column, columns.Choice) else ()


def _vocabularies(book: Book) -> Iterable[columns.Vocabulary]:
    found = {
        column.vocabulary.name: column.vocabulary
        for sheet in book.sheets
        for column in sheet.columns
        if isinstance(column, columns.Choice)
    }
    return found.values()


def _vocabulary_lines(vocabulary: columns.Vocabulary, language: Language) -> Iterable[str]:
    yield f"### {vocabulary.name}"
    yield ""
    for term in vocabulary.terms:
        word = f"{term.symbol} {term.word.localize(language)}".strip()
        aliases = f" ({', '.join(term.aliases)})" if term.aliases else ""
        yield f"- `{term.name}` {word}{aliases}"


def _rule_lines(book: Book, sample: RuleSample, language: Language) -> Iterable[str]:
    """One line a rule, worst grade first; a sentence's variants stand below each other."""
    yield f"## {Text('Vad som kontrolleras', 'What is checked').localize(language)}"
    yield ""
    yield _SHARE.fill(plans=sample.plans).localize(language)
    yield ""
    yield _RULE_HEADINGS.localize(language)
    yield "|---|---|---|---|"
    for rule in sorted(book.rules, key=lambda rule: rule.severity):
        cells = (
            f"`{rule.name}`",
            rule.severity.word.localize(language),
            _cell("<br>".join(sentence.text.localize(language) for sentence in rule.sentences.values())),
            str(sample.plans_by_rule.get(rule.name, 0)),
        )
        yield "| " + " | ".join(cells) + " |"
