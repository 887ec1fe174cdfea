"""What stands and lies in a status cell -> a status; with a doubt where its reading is not plain, or a question.

A word says it, or a sign, the cell's own colour, a figure that lies over it. Green, yellow and red are what the
instruction for the slide defines, and a tick; other colours are asked about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hplan_xl.book.columns import Choice, Term, Tone
from hplan_xl.book.text import Text, clean_text, normalize_text
from hplan_xl.documents.pages import GridCell, GridRow, Lying, Paragraph, Shape
from hplan_xl.interpretation.choices import (
    DENIALS,
    find_lead_term,
    find_term_of_colour,
    is_taken_back,
    read_choice,
    read_tick,
    visible_colour,
)
from hplan_xl.interpretation.outcomes import ReadValue, cut_text

# Signs that say something by their colour alone.
_FIGURES = frozenset("●⬤⚫•◉■▪◼⬛▲◆")
_NO_SIGNS = frozenset("☐□❑❏○◯")
# A box before a choice: "☐ Grön ☒ Gul". The round sign is none: it stands for a status.
_BOX = re.compile(r"(?P<open>[☐□❑❏]|\[\s*\])|[☒☑✓✔]|\[[xX]\]")
_HEAD = re.compile(r"(.+?)\s*(?P<sign>[:,;(–—-]|\.\s|\n)\s*(?P<rest>.*)", re.S)
_BUT = re.compile(r"(?:men|dock|fast|but|though|however)\b", re.IGNORECASE)
_SIGNED = re.compile(r"(\S)\s+(.+)", re.S)
_PLAIN = frozenset({Tone.GREEN, Tone.YELLOW, Tone.RED})
# What is as good as no fill (RRGGBB): none, and white.
NO_FILLS = frozenset({"", "FFFFFF"})
_ORANGE = "orange"
# The least that a colour's strongest and weakest part differ by where it is a colour and not a pale shade of one.
_STRONG = 0x60
_LARGEST_LAMP = 1_100_000  # EMU, some 3 cm


@dataclass(frozen=True)
class StatusWords:
    """A status that was read. term: None where none is taken. comment: words beside it.

    rule: what is to be told of it, "" for nothing; facts: what its sentence is filled with, and as its value the
        comment where they have none.
    """

    term: Term | None
    comment: str = ""
    rule: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        """Whether a status stands there, also one that cannot be read."""
        return bool(self.term) or self.rule not in ("", "import.status_none")


@dataclass(frozen=True)
class ColourMeaning:
    """What a document says that a colour means, where that is no more what the plan means by it.

    term: the status that its words are, None for none. is_open: they are such as say nothing of how it goes.
    """

    colour: str
    words: str
    term: Term | None
    is_open: bool


Legend = Mapping[str, ColourMeaning]


@dataclass(frozen=True)
class _Colour:
    """A colour that was seen: its word, the term it is known for, and whether nobody would ask."""

    word: Text
    term: Term | None
    plain: bool


def is_lamp(shape: Shape) -> bool:
    """Whether a figure may be what shows a status: coloured, small, about as high as it is wide; no bar, no frame."""
    if not shape.fill or shape.picture or shape.box is None:
        return False
    width, height = shape.box.right - shape.box.left, shape.box.bottom - shape.box.top
    return 0 < max(width, height) <= min(_LARGEST_LAMP, 2 * min(width, height))


def list_lamp_colours(shapes: Iterable[Shape], column: Choice) -> list[Text]:
    """The colours that mean a status of the figures without words that may show one, each once."""
    return list_plain_colours((one.fill for one in shapes if is_lamp(one) and not one.text.strip()), column)


def list_plain_colours(fills: Iterable[str], column: Choice) -> list[Text]:
    """Those of fills (RRGGBB) that mean a status, by their names, each once."""
    seen = (_seen(rgb, column) for rgb in fills)
    return list(dict.fromkeys(one.word for one in seen if one and one.plain))


def differ_in_status(fills: Iterable[str], column: Choice) -> bool:
    """Whether fills have two of green, yellow or orange, and red, which rows in bands have not."""
    seen = (_seen(rgb, column) for rgb in dict.fromkeys(fills) if rgb)
    return len({one.term for one in seen if one and one.term and (one.plain or one.word.en == _ORANGE)}) > 1


# "Grön = klart", and of words that are a status also "grön: klart".
_MEANING = re.compile(r"(?P<colour>\S+?)\s*(?P<sign>[=:–-]|\bbetyder\b|\bmeans\b)\s*(?P<words>\S.*)")
_APART = re.compile(r"[,;\n(]|\.(?:\s|$)|(?<=[a-zåäö]):\s(?=\S+\s*=)|\s(?=\S+\s*=)")


def read_legend(texts: Iterable[str], column: Choice) -> Legend:
    """By the name of the term that a colour stands for in the plan, and for orange by itself: what texts say it means.

    Told where they say so of two colours or more.
    """
    found: dict[str, ColourMeaning] = {}
    vague = {*map(normalize_text, column.vocabulary.vague_words)}
    for piece in (clean_text(part) for text in texts for part in _APART.split(text)):
        meaning = _MEANING.fullmatch(piece)
        own = find_term_of_colour(meaning["colour"], column.vocabulary) if meaning else None
        if not meaning or not own:
            continue
        words = meaning["words"].rstrip(" ).")
        terms = {read[0].name: read[0] for part in words.split("/") if (read := _term(part, column))}
        is_open = normalize_text(words) in vague
        if not terms and not is_open and meaning["sign"] in ":–-":
            continue
        term = terms.get(own.name) or (next(iter(terms.values())) if len(terms) == 1 else None)
        key = _ORANGE if _is_orange(meaning["colour"]) else own.name
        found.setdefault(key, ColourMeaning(meaning["colour"].lower(), words, term, is_open))
    return found if len(found) > 1 else {}


def _is_orange(colour: str) -> bool:
    return colour.lower() in (_ORANGE, "amber", "🟠", "🟧")


def list_legend_texts(shapes: Sequence[Shape]) -> Iterator[str]:
    """What shapes say, and what stands beside a coloured figure, or in one, with the name of its colour before it."""
    worded = [shape for shape in shapes if shape.text.strip()]
    for shape in shapes:
        yield shape.text
        seen = visible_colour(shape.fill) if shape.fill else None
        if not seen:
            continue
        place = shape.box
        beside = [
            (one.box.left, one.text)
            for one in worded
            if place and one.box and one.box.left >= place.middle[0] and one.box.shared_height(place) > 0.5
        ]
        words = shape.text.strip() or min(beside, default=(0.0, ""))[1]
        yield f"{seen[0].sv}: {words}"


def list_legend_cells(row: GridRow) -> Iterator[str]:
    """What cells of a table say beside one that is a colour, or names one; and in one that has a colour of its own."""
    held = [(clean_text(cell.text), visible_colour(cell.fill) if cell.fill else None) for cell in row if cell]
    for (words, seen), (beside, _) in pairwise([*held, ("", None)]):
        colour = seen[0].sv if seen else ""
        yield f"{colour}: {words}" if colour and words else f"{words or colour}: {beside}"


def read_by_legend(status: StatusWords, cells: Sequence[GridCell], legend: Legend, column: Choice) -> StatusWords:
    """A status; where it is told by a colour that the document has another meaning for, that one, with a question."""
    terms = column.vocabulary.terms
    shown = status.term or next((one for one in terms if one.word == status.facts.get("status")), None)
    if not shown or not legend:
        return status
    words = _words_in(cells)
    first = _first_word(words)
    colour = status.facts.get("colour")
    told_by = colour.sv if isinstance(colour, Text) else ""
    keys = [shown.name, *([_ORANGE] if shown.tone is Tone.YELLOW else [])]
    keys = keys[::-1] if _is_orange(first) or _is_orange(told_by) else keys
    meaning = next((legend[key] for key in keys if key in legend), None)
    in_other_words = _in_words(words, column)[0] and find_term_of_colour(first, column.vocabulary) is not shown
    if not meaning or meaning.term is shown or in_other_words:
        return status
    term = None if meaning.is_open else meaning.term or shown
    facts: dict[str, object] = {"colour": meaning.colour, "meaning": meaning.words}
    if term is None:
        return replace(status, term=None, rule="import.status_legend_open", facts=facts)
    return replace(status, term=term, rule="import.status_legend", facts={**facts, "status": term.word})


def find_tick_columns(headings: GridRow, rows: Sequence[GridRow], column: Choice) -> tuple[int, ...]:
    """The places of headings that are a status each, over ticks and nothing else: an x under Grön, Gul or Röd."""
    spelled = column.vocabulary.terms_by_spelling()
    known = {*spelled, *map(normalize_text, column.vocabulary.vague_words)}
    words = {at: normalize_text(cell.text) for at, cell in enumerate(headings) if cell}
    places = tuple(at for at, one in words.items() if one in known and len(one) > 1 and one[0].isalpha())
    held = [[row[at] for at in places] for row in rows]
    is_plain = all(_is_ticked(cell) or says_no(cell) for row in held for cell in row)
    return places if is_plain and any(words[at] in spelled for at in places) and any(map(list_ticked, held)) else ()


def list_ticked(cells: Sequence[GridCell | None]) -> list[int]:
    """The places of the cells of a row that are ticked; where none is, of the only one of several with a colour."""
    ticked = [at for at, cell in enumerate(cells) if _is_ticked(cell)]
    coloured = [at for at, cell in enumerate(cells) if cell and says_no(cell) and cell.fill not in NO_FILLS]
    return ticked or (coloured if len(coloured) == 1 < len(cells) else [])


def says_no(cell: GridCell | None) -> bool:
    """Whether a cell for a tick is blank or says no."""
    outcome = None if cell is None else read_tick(clean_text(cell.text))
    return cell is None or (isinstance(outcome, ReadValue) and not outcome.value and not cell.over)


def _is_ticked(cell: GridCell | None) -> bool:
    """Whether a cell has a tick, a round sign, or a coloured figure over it; a number is none, for it may count."""
    words = clean_text(cell.text) if cell else ""
    if cell is None or words.isdecimal():
        return False
    outcome = read_tick(words)
    lies = not words and any(shape.fill for shape in cell.over)
    return lies or (bool(words) and set(words) <= _FIGURES) or (isinstance(outcome, ReadValue) and bool(outcome.value))


def read_status(
    cells: Sequence[GridCell], others: Sequence[GridCell], column: Choice, heading_fill: str
) -> StatusWords:
    """A status from the cells it stands in; `others` are the other cells of the row, `heading_fill` its heading's."""
    words = _words_in(cells)
    colours = list(_colours(cells, others, column, heading_fill))
    if (ticked := _list_ticked_choices(words, column)) is not None:
        if len(ticked) != 1:
            return StatusWords(None, clean_text(words), "import.status_words")
        words = ticked[0]
    lying = max((cell.lying for cell in cells), key=list(Lying).index, default=Lying.PLAIN)
    term, comment, plain = _in_words(words, column)
    if any(shape.picture for cell in cells for shape in cell.over) and term is None and not colours:
        return StatusWords(None, comment, "import.status_picture")
    if term and not plain and not comment and colours:  # the sign is as any other
        return _without_word("", colours, lying)
    if term:
        read = _with_word(term, comment, plain, colours)
        colour = _first_word(words)
        is_other = term.tone not in _PLAIN and find_term_of_colour(colour, column.vocabulary) is term
        if is_other and not read.rule:
            return replace(read, rule="import.status_shade", facts={**read.facts, "colour": colour.lower()})
        # "Klart: våren 2027" is not carried out, "Avslutad" is in the past, and 1 may be the best or the worst.
        is_plain = any(normalize_text(word) in normalize_text(words) for word in (term.word.sv, term.word.en))
        is_doubtful = bool(comment) and (
            (term.tone is Tone.BLUE and not is_plain) or _names_another(term, comment, column)
        )
        if (is_doubtful or words.isdecimal()) and not read.rule:
            facts = {"value": cut_text(clean_text(words)), "reading": term.word}
            return replace(read, rule="import.read_as", facts=facts)
        return read
    return _without_word(comment, colours, lying)


def _list_ticked_choices(words: str, column: Choice) -> list[str] | None:
    """The ticked ones of choices with a box before each; None where there are none, such as of a lone sign."""
    boxes = list(_BOX.finditer(words))
    ends = [box.start() for box in boxes[1:]] + [len(words)]
    choices = [clean_text(words[box.end() : end]) for box, end in zip(boxes, ends, strict=False)]
    if not boxes or boxes[0].start() or not all(choices) or (len(boxes) == 1 and not _term(choices[0], column)):
        return None
    return [choice for box, choice in zip(boxes, choices, strict=True) if not box["open"]]


def _names_another(term: Term, comment: str, column: Choice) -> bool:
    """Whether words beside a status take it back or name another one: "gul, rött i RKL"."""
    denied = not DENIALS.isdisjoint(normalize_text(comment).split())
    others = [one for one in column.vocabulary.terms if one is not term and not denied]
    colours = (find_term_of_colour(word, column.vocabulary) for word in re.split(r"\W+", comment))
    told = " ".join(["", *re.findall(r"\w+", normalize_text(comment)), ""])
    is_named = any(f" {normalize_text(word)} " in told for one in others for word in (one.word.sv, one.word.en))
    return bool(_BUT.match(comment)) or is_named or any(one in others for one in colours)


def _first_word(words: str) -> str:
    return re.split(r"[\s,:;(–-]", words, maxsplit=1)[0]


def _words_in(cells: Sequence[GridCell]) -> str:
    """The words of cells and of what lies over them; a figure that has a colour of its own is no word."""
    paragraphs = (one for cell in cells for one in cell.all_paragraphs)
    return "\n".join(filter(None, (clean_text(one.text) for one in paragraphs if not _is_figure(one))))


def _is_figure(paragraph: Paragraph) -> bool:
    signs = set(clean_text(paragraph.text).replace(" ", ""))
    return signs <= _NO_SIGNS or (bool(paragraph.colour) and signs <= _FIGURES)


def _colours(
    cells: Sequence[GridCell], others: Sequence[GridCell], column: Choice, heading_fill: str
) -> Sequence[_Colour]:
    """Every colour that says something, once."""
    shades = [cell.fill for cell in others if cell.fill]
    found = []
    for cell in cells:
        shaded = cell.fill == heading_fill or shades.count(cell.fill) * 2 >= max(len(others), 1)
        if cell.fill and not shaded:
            found.append(cell.fill)
        found += [shape.fill for shape in cell.over if shape.fill]
        found += [one.colour for one in cell.all_paragraphs if one.colour and clean_text(one.text) and _is_figure(one)]
    seen = (_seen(rgb, column) for rgb in dict.fromkeys(found))
    named = {one.word: one for one in seen if one is not None}
    if len(named) > 1:  # lamps that are not lit, a frame
        named = {word: one for word, one in named.items() if one.plain} or named
    return list(named.values())


def _seen(rgb: str, column: Choice) -> _Colour | None:
    seen = visible_colour(rgb)
    if seen is None or seen[0].en == "black":
        return None
    word, tone = seen
    term = next((one for one in column.vocabulary.terms if one.tone is tone), None) if tone else None
    parts = [int(rgb[at : at + 2], 16) for at in (0, 2, 4)]
    strong = max(parts) - min(parts) >= _STRONG
    return _Colour(word, term, tone in _PLAIN and strong and word.en != _ORANGE)


def _in_words(words: str, column: Choice) -> tuple[Term | None, str, bool]:
    """The term that words are or begin with, the words beside it, and whether the reading is plain."""
    term, comment, plain = _split_term(words, column)
    if term and is_taken_back(term, comment, column.vocabulary):
        return None, clean_text(words), True
    return term, comment, plain


def _split_term(words: str, column: Choice) -> tuple[Term | None, str, bool]:
    if not words:
        return None, "", True
    whole = _term(words, column)
    if whole:
        return whole[0], "", whole[1]
    if lead := _lead(words, column):
        return lead
    spellings = column.vocabulary.terms_by_spelling().items()
    broken = normalize_text(words).replace(" ", "")  # by a narrow cell
    if term := next((one for spelling, one in spellings if spelling.replace(" ", "") == broken), None):
        return term, "", True
    lines = [clean_text(line) for line in words.split("\n")]
    of_lines = [(line, found) for line in lines if (found := _term(line, column))]
    if len(of_lines) == 1:
        (line, found) = of_lines[0]
        return found[0], " ".join(other for other in lines if other != line), found[1]
    return None, clean_text(words), True


def _lead(words: str, column: Choice) -> tuple[Term | None, str, bool] | None:
    """The term before a mark or of a coloured sign, the words after it, and whether it is plain; None for none.

    No term where the words after it are another one: grön–gul.
    """
    head = _HEAD.fullmatch(words)
    first = _term(head[1], column) if head else None
    if head and first:
        inner = head["rest"].removesuffix(")")
        rest = head["rest"] if head["sign"] != "(" else inner if ")" not in inner else f"({head['rest']}"
    elif (head := _SIGNED.fullmatch(words)) and (term := find_lead_term(head[1], column.vocabulary)):
        first, rest = (term, True), head[2]
    else:
        return None
    others = [(part, found[0]) for part in (rest, *rest.split("\n")) if (found := _term(part, column))]
    if any(term is not first[0] for _, term in others):
        return None, clean_text(words), True
    repeated = {part for part, _ in others}
    return first[0], clean_text(" ".join(part for part in rest.split("\n") if part not in repeated)), first[1]


def _term(words: str, column: Choice) -> tuple[Term, bool] | None:
    """The term that words are, and whether nobody would ask: a lone figure without a colour is asked about."""
    outcome = read_choice(words, column)
    term = column.vocabulary.find_term(outcome.value) if isinstance(outcome, ReadValue) else None
    if term is None:
        return None
    return term, not (set(normalize_text(words)) <= _FIGURES | {" "})


def _with_word(term: Term, comment: str, plain: bool, colours: Sequence[_Colour]) -> StatusWords:
    facts: dict[str, object] = {"status": term.word}
    others = [one for one in colours if one.plain and one.term is not term]
    if others:
        return StatusWords(term, comment, "import.status_conflict", {**facts, "colour": others[0].word})
    return StatusWords(term, comment, "" if plain else "import.status_sign", facts)


def _without_word(comment: str, colours: Sequence[_Colour], lying: Lying) -> StatusWords:
    if not colours:
        return StatusWords(None, comment, "import.status_words" if comment else "import.status_none")
    if len(colours) > 1:
        return StatusWords(None, comment, "import.status_several")
    seen = colours[0]
    facts: dict[str, object] = {"colour": seen.word}
    if seen.term is None:
        return StatusWords(None, comment, "import.status_other_colour", facts)
    facts["status"] = seen.term.word
    if lying is Lying.DOUBTFUL:
        return StatusWords(None, comment, "import.status_between", facts)
    if comment:
        return StatusWords(seen.term, comment, "import.status_colour_and_words", facts)
    if seen.plain:
        return StatusWords(seen.term, "", "" if lying is Lying.PLAIN else "import.status_place", facts)
    if seen.word.en == _ORANGE or seen.term.tone in _PLAIN:
        return StatusWords(seen.term, "", "import.status_shade", facts)
    return StatusWords(None, "", "import.status_colour", facts)
