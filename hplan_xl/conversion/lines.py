"""The paragraphs of a cell -> an area with its promises, activities one by one, follow-up and effect goal."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hplan_xl.book.columns import Tick
from hplan_xl.book.text import clean_text, normalize_text
from hplan_xl.book.values import MONTH, Precision, TimeSpan
from hplan_xl.documents.pages import GridCell, Paragraph, Paragraphs, join_line_parts
from hplan_xl.interpretation.choices import PROMISE_LEAD, find_ticks, is_partly, read_tick
from hplan_xl.interpretation.outcomes import ReadValue
from hplan_xl.interpretation.personal_data import find_person
from hplan_xl.interpretation.schedules import read_schedule
from hplan_xl.wording import slide_sentences

_BULLET = re.compile(r"\s*(?:[•●◦▪■·➢❖‣⁃]\s*|(?:[*–—-]|\(?[0-9]{1,2}[.)]|[a-zåäö]\))\s+)(?=\S)")
# What no line goes on from, and with what one begins anew: the headings and the months of a year.
_OF_YEAR = re.compile(r"(?:Q|kv\.?|kvartal)\s?[1-4]|löpande|continuous", re.I)
_MONTH = re.compile(rf"(?:{MONTH})\.?\s*[:–—-]\s", re.I)
_ENDS = (".", ":", ";", "!", "?", "…")


def lines_of(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Split paragraphs into lines, one paragraph each, with typed bullet signs read as bullets; blank ones left out."""
    found: list[Paragraph] = []
    for one in paragraphs:
        for number, line in enumerate(_split_bullets(one.text)):
            sign = _BULLET.match(line)
            text = clean_text(line[sign.end() :] if sign else line)
            if not text:
                continue
            bulleted = bool(sign) or (one.bulleted and number == 0)
            found.append(replace(one, text=text, bulleted=bulleted))
    return _join_lines(found)


def _split_bullets(text: str) -> list[str]:
    """The lines of a text; a line that holds several round bullets is several."""
    return [
        part for line in text.split("\n") for part in (re.split(r"\s*(?=•)", line) if line.count("•") > 1 else [line])
    ]


def _join_lines(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines, where one that plainly goes on with the line before is joined to it."""
    whole: list[Paragraph] = []
    for line in lines:
        before = whole[-1].text if whole else ""
        goes_on = line.text[:1].islower() and not line.bulleted and before and not before.endswith((*_ENDS, " att"))
        goes_on = goes_on and not _OF_YEAR.fullmatch(before) and not _MONTH.match(line.text)
        if goes_on:
            whole[-1] = replace(whole[-1], text=join_line_parts(before, line.text))
        else:
            whole.append(line)
    return whole


_TICKED = re.compile(r"\s*[☒☑✓✔✗xX×]\s+(?=\S)")
_UNTICKED = re.compile(r"\s*[☐□❑❏○]\s*(?=\S)")
_SAYS_NO = re.compile(r"[–—−-]*")
_NUMBER = re.compile(r"([0-9]{1,2})(?:[.)]\s*|\s+)(?=[A-ZÅÄÖ])")
_NUMBERED = re.compile(r"\s*([0-9]{1,4})[.)]\s+(?=\S)")
_LONG = 20


@dataclass(frozen=True)
class AreaWords:
    """The content of an area's cell. number: before its title, 0 for none. rest: words that are neither."""

    number: int
    title: str
    promises: tuple[Tick, ...]
    rest: tuple[str, ...] = ()


def read_area(paragraphs: Paragraphs, family: Sequence[Tick]) -> AreaWords:
    """The title of an area and the promises under it, with or without a word before them, in quotes or as ticks."""
    lines = [line.text for line in lines_of(paragraphs)]
    titles, promised = _part_title(lines, family)
    title = clean_text(" ".join(titles))
    first = next((one.text for one in paragraphs if one.text.strip()), "")
    before = _NUMBERED.match(first)
    title = title.removeprefix(before[0].lstrip()) if before and len(before[1]) > 2 else title
    number = before or _NUMBER.match(title)
    promises, rest = read_promises(promised, family)
    return AreaWords(int(number[1]) if number else 0, title, promises, rest)


def without_number(title: str, number: int) -> str:
    """The title without that number before it."""
    found = _NUMBER.match(title)
    return title[found.end() :] if found and int(found[1]) == number else title


def _part_title(lines: Sequence[str], family: Sequence[Tick]) -> tuple[list[str], list[str]]:
    """The lines of the title, and those of the promises."""
    for at, line in enumerate(lines):
        lead = PROMISE_LEAD.search(line)
        if lead:
            before = clean_text(line[: lead.start()]).rstrip(" –-")
            after = line[lead.end() :].lstrip(" :")
            after = after.rstrip(" )") if before.endswith("(") else after
            before = before.rstrip(" –-(")
            return [*lines[:at], *([before] if before else [])], [after, *lines[at + 1 :]]
        is_promise = bool(family) and bool(find_ticks(line, family) or _within(line, family))
        if at and family and (is_promise or _TICKED.match(line) or _UNTICKED.match(line)):
            return list(lines[:at]), list(lines[at:])
    return list(lines), []


def read_promises(lines: Sequence[str], family: Sequence[Tick]) -> tuple[tuple[Tick, ...], tuple[str, ...]]:
    """The promises that lines are, and the lines that are none. A box that is not ticked, or a dash, says no."""
    lines = [line for line in lines if not _SAYS_NO.fullmatch(clean_text(line))]
    if any(_TICKED.match(line) or _UNTICKED.match(line) for line in lines):
        lines = [_TICKED.sub("", line, count=1) for line in lines if not _UNTICKED.match(line)]
    whole = find_ticks(" ".join(lines), family) if lines else ()
    if whole:
        return whole, ()
    found: dict[str, Tick] = {}
    rest = []
    for line in lines:
        meant = find_ticks(line, family)
        found |= {tick.name: tick for tick in meant or _within(line, family)}
        if not meant:
            rest.append(line)
    return tuple(tick for tick in family if tick.name in found), tuple(rest)


def _within(line: str, family: Sequence[Tick]) -> tuple[Tick, ...]:
    """The promises that stand whole within other words."""
    words = normalize_text(line)
    return tuple(
        tick for tick in family if any(len(alias) > _LONG and normalize_text(alias) in words for alias in tick.aliases)
    )


@dataclass(frozen=True)
class ActivityWords:
    """One activity. fields: by the column what was taken out of its words. doubt: a heading, or an activity?"""

    text: str
    fields: dict[str, str] = field(default_factory=dict)
    doubt: bool = False


@dataclass
class CellWords:
    """The content of cells of activities and follow-up."""

    activities: list[ActivityWords] = field(default_factory=list)
    follow_up: list[str] = field(default_factory=list)
    effect_goal: list[str] = field(default_factory=list)
    internal_note: list[str] = field(default_factory=list)
    milestones: list[str] = field(default_factory=list)


_FOLLOWED = re.compile(
    r"(?:följs upp(?: (?:på|genom|med|via))?|uppföljning|followed up(?: by| on)?|follow-up)\s*:\s*", re.I
)
_EFFECT = re.compile(r"(?:effektmål|effect goals?)\s*:\s*", re.I)
_AFTERWARDS = re.compile(r"(?:samt|och)?,?\s*efter införande,?\s+på\s+effektmål\b", re.I)
_SECTIONS = re.compile(
    rf"(?:(?<=[.;:]\s)|(?<=^))(?:(?P<followed>{_FOLLOWED.pattern})|(?P<effect>{_EFFECT.pattern})|(?P<after>{_AFTERWARDS.pattern}))",
    re.I,
)


def read_cells(cells: Iterable[tuple[str, Paragraphs]]) -> CellWords:
    """The content of cells, each with what it begins with: "activities", one a bullet or paragraph, or "follow_up".

    From a word that says so on, it is follow-up or effect goal; the word stands for the column, and is left out.
    """
    words = CellWords()
    for section, paragraphs in cells:
        _add_cell(words, section, lines_of(paragraphs))
    return words


def _add_cell(words: CellWords, section: str, lines: Sequence[Paragraph]) -> None:
    activities: list[Paragraph] = []
    others = {"follow_up": words.follow_up, "effect_goal": words.effect_goal}
    is_led = False
    for line in lines:
        if _is_note_to_somebody(line.text):
            words.internal_note.append(line.text)
            continue
        for name, text, begins in _split_sections(line.text, section):
            section, is_led = name, is_led or begins
            rest = replace(line, text=_without_milestones(text, words.milestones) if is_led else text)
            if _SAYS_NO.fullmatch(rest.text):
                continue
            if section in others:
                others[section].append(with_bullet(rest))
            else:
                activities.append(rest)
    words.activities += _activities(activities)


_MILESTONE = re.compile(
    r"(?:^|(?<=[.,;:]\s))(?P<name>(?:[^.,;:()]|[.,;:](?!\s)|\((?!ja|yes)[^()]*\))+?)"
    r"\s*\(\s*(?:ja\s*/\s*nej|yes\s*/\s*no)\s*\)(?:\s*[.,;]\s*|$|\s+)",
    re.I,
)


def _without_milestones(text: str, found: list[str]) -> str:
    """The text without the parts that are followed as yes or no, which are added to those found."""
    found += [clean_text(one["name"]) for one in _MILESTONE.finditer(text)]
    return clean_text(_MILESTONE.sub("", text))


def _is_note_to_somebody(text: str) -> bool:
    """Whether a line is to somebody by name: "Bertil: Hör med labbet"."""
    name = find_person(text, function=False)
    return bool(name) and text.partition(":")[0].startswith(name)


def _split_sections(text: str, section: str) -> Iterator[tuple[str, str, bool]]:
    """The parts of a line, each with the section it belongs to, and whether a word in it says so."""
    start = 0
    led = False
    for found in _SECTIONS.finditer(text):
        if found.start() > start:
            yield section, text[start : found.start()].strip(), led
        section, led = "follow_up" if found["followed"] else "effect_goal", True
        start = found.start() if found["after"] else found.end()
    yield section, text[start:].strip(), led


def with_bullet(line: Paragraph) -> str:
    """The words of a line, with a bullet where it has one."""
    return f"• {line.text}" if line.bulleted else line.text


def whole_text(cell: GridCell) -> str:
    """All words of a cell and of what lies over it, a line each."""
    return "\n".join(map(with_bullet, lines_of(cell.all_paragraphs)))


_ASSIGNED = re.compile(
    r"uppdrag(?:et)?\s+(?:(?:ges|lämnas|är givet|har getts)\s+)?(?:till|åt)\s+(?P<whom>.+?)\s+att:?", re.I
)


def _activities(lines: Sequence[Paragraph]) -> Iterator[ActivityWords]:
    """One a bullet of the first level; deeper bullets are lines of theirs."""
    lines, facts = _without_facts(lines)
    base = min((line.level for line in lines if line.bulleted), default=0)
    whom = ""
    held: list[int] = []
    for at, line in enumerate(lines):
        if held and line.bulleted and line.level > base and not _leads(lines[held[0]], lines, at - 1):
            held.append(at)
            continue
        if held:
            yield _activity([lines[one] for one in held], whom, _join_facts(facts.get(one, {}) for one in held))
        held = []
        assigned = _ASSIGNED.fullmatch(line.text)
        if assigned and at + 1 < len(lines):
            whom = assigned["whom"]
            continue
        if not line.bulleted and at and lines[at - 1].bulleted:
            whom = ""
        if _leads(line, lines, at) and at not in facts:
            yield ActivityWords(line.text, doubt=True)
        else:
            held = [at]
    if held:
        yield _activity([lines[one] for one in held], whom, _join_facts(facts.get(one, {}) for one in held))


_FACT_COLUMNS = {
    slide_sentences.RESPONSIBLE: "responsible",
    slide_sentences.WHEN: "schedule",
    slide_sentences.DUE: "due",
    slide_sentences.STATUS: "status",
    slide_sentences.ASSIGNED: "assigned_to",
}
# Other labels that people write; what stands behind those of times is a fact where it is one.
_TIME_LABELS = ("Klart", "Tid", "Tidplan", "Tidsplan")
_COLUMN_OF = {
    **{label: column for words, column in _FACT_COLUMNS.items() for label in (words.sv, words.en)},
    **dict.fromkeys(("Ansvariga", "Ansvar", "Vem"), "responsible"),
    **dict.fromkeys(_TIME_LABELS, "schedule"),
}
_LABELS = "|".join(map(re.escape, _COLUMN_OF))
_FACT = re.compile(rf"(?P<label>{_LABELS}):\s+(?P<value>\S.*)")
_BETWEEN_FACTS = re.compile(rf"{re.escape(slide_sentences.BETWEEN_FACTS)}(?=(?:{_LABELS}):\s)")


def read_facts(text: str) -> dict[str, str]:
    """The facts that a line holds and nothing else, by column; none where it is another line.

    >>> read_facts("Ansvarig: RAG lab; När: Q2"), read_facts("Ansvarig: RAG lab, som tar fram underlag")
    ({'responsible': 'RAG lab', 'schedule': 'Q2'}, {'responsible': 'RAG lab, som tar fram underlag'})
    >>> read_facts("När: löpande;")  # a line that goes on below
    {'schedule': 'löpande'}
    >>> read_facts("Klart: Q2"), read_facts("Klart: upphandlingen")
    ({'schedule': 'Q2'}, {})
    """
    found = [_FACT.fullmatch(part) for part in _BETWEEN_FACTS.split(text.rstrip().removesuffix(";"))]
    facts = {
        _COLUMN_OF[one["label"]]: one["value"]
        for one in found
        if one and (one["label"] not in _TIME_LABELS or is_time(one["value"]))
    }
    return facts if len(facts) == len(found) else {}


def _without_facts(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[int, dict[str, str]]]:
    """The lines without those that hold facts of the line before, and the facts by the place of that line."""
    kept: list[Paragraph] = []
    facts: dict[int, dict[str, str]] = {}
    for line in lines:
        found = read_facts(line.text) if kept and (line.level or not line.bulleted) else {}
        if found:
            facts[len(kept) - 1] = _join_facts([facts.get(len(kept) - 1, {}), found])
        else:
            kept.append(line)
    return kept, facts


def _join_facts(told: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Facts as those of one activity: of a column that several tell, each value once."""
    held: dict[str, list[str]] = {}
    for facts in told:
        for column, value in facts.items():
            held.setdefault(column, []).append(value)
    return {column: ", ".join(dict.fromkeys(values)) for column, values in held.items()}


def _leads(line: Paragraph, lines: Sequence[Paragraph], at: int) -> bool:
    """Whether a line announces the bullets after it."""
    follows = at + 1 < len(lines) and lines[at + 1].bulleted and (not line.bulleted or lines[at + 1].level > line.level)
    return follows and line.text.endswith((":", " att"))


def _activity(held: Sequence[Paragraph], whom: str, facts: Mapping[str, str]) -> ActivityWords:
    activity = _without_new(held[0].text) if facts else split_activity(held[0].text)
    details = [f"– {line.text}" for line in held[1:]]
    fields = {**activity.fields, **({"assigned_to": whom} if whom else {}), **facts}
    text = "" if normalize_text(activity.text) in _NO_TITLE else activity.text
    return replace(activity, text="\n".join([text, *details]), fields=fields)


# Before what it is said of, or behind it: in "Bygg (nya) lokaler" it is of the premises.
_SIGN_OF_NEW = r"\(\s*(?P<maybe{0}>(?i:ev\.?|eventuellt|maybe))?\s*(?i:ny(?:tt|a)?|new)\s*\)"
_NEW = re.compile(rf"^\s*{_SIGN_OF_NEW.format(1)}|\s*{_SIGN_OF_NEW.format(2)}(?=\s*(?:[.,;:(–-]|$)|\s+[A-ZÅÄÖ])")
_LABEL = re.compile(
    r"(?:(?<=[.;,(–\n-])\s*|(?<=\s)[–(-]\s*|\s)"
    r"(?P<label>Ansvariga?|Ansvar|Vem|Responsible|När|Tidplan|Tidsplan|Tid|When|Klart? senast|Klart?|Due)\s*:\s*"
)
# Of which year a time is does not matter for whether it is one.
ANY_YEAR = 2024
_RESPONSIBLE = ("ansvar", "vem", "resp")
# Who and when behind one label: "Ansvarig: RAG, klart Q3".
_TIME_BEHIND = re.compile(
    r"(?P<responsible>.+?)\s*[,;–-]\s*(?:(?:klart?|färdigt?)(?:\s+senast)?|senast|due)\s+(?P<schedule>[^,;]{2,40})",
    re.I,
)
_WHO_BEHIND = re.compile(
    r"(?P<schedule>[^,;]{2,40}?)\s*[,;–-]\s*(?:ansvariga?|responsible)(?:\s*:)?\s+(?P<responsible>\S.*)", re.I
)
_LAST_BRACKETS = re.compile(r"(?P<rest>.*\S)\s*\((?P<time>[^()]{2,40})\)\s*\.?", re.S)
# A group and when, in either order.
_GROUP = r"(?P<responsible>(?:RAG|NAG|LAG|RPO|RSG|LPO|NPO|NSG)\b[^(),;]*)"
_GROUP_AND_TIME = tuple(
    re.compile(rf"(?P<rest>.*\S)\s*\({parts}\)\s*\.?", re.S)
    for parts in (rf"{_GROUP}[,;]\s*(?P<time>[^(),;]{{2,40}})", rf"(?P<time>[^(),;]{{2,40}})[,;]\s*{_GROUP}")
)
_LAST_SENTENCE = re.compile(r"(?P<rest>.*[.!?])\s+(?P<time>[^.!?]{2,40})\.?", re.S)


def split_activity(text: str) -> ActivityWords:
    """An activity without what stands apart plainly: new or not, who and when.

    >>> split_activity("Ta fram riktlinje (NY). Ansvarig: RAG lab. Klart: Q2").fields
    {'new_this_year': 'yes', 'responsible': 'RAG lab', 'schedule': 'Q2'}
    >>> [split_activity(f"Ta fram riktlinje ({words})").fields for words in ("RAG lab, Q2", "etapp 1, Q2")]
    [{'schedule': 'Q2', 'responsible': 'RAG lab'}, {}]
    """
    known = _without_new(text)
    fields = known.fields
    text = _without_labels(known.text, fields)
    if "schedule" not in fields:
        for pattern in (_LAST_BRACKETS, _LAST_SENTENCE, *(() if "responsible" in fields else _GROUP_AND_TIME)):
            found = pattern.fullmatch(text)
            if found and is_time(found["time"]):
                told = found.groupdict()
                text, fields["schedule"] = told.pop("rest"), told.pop("time")
                fields |= told
                break
    return ActivityWords(text, fields)


def _without_new(text: str) -> ActivityWords:
    """An activity without the sign that it is new."""
    new = _NEW.search(text)
    if not new:
        return ActivityWords(text)
    rest = clean_text(text[: new.start()] + text[new.end() :])
    return ActivityWords(rest, {"new_this_year": "maybe" if new["maybe1"] or new["maybe2"] else "yes"})


def _without_labels(text: str, fields: dict[str, str]) -> str:
    labels = list(_LABEL.finditer(text))
    if not labels:
        return text
    ends = [*(label.start() for label in labels[1:]), len(text)]
    values = [text[label.end() : end].strip(" .;,()–-\n") for label, end in zip(labels, ends, strict=True)]
    named = ["responsible" if label["label"].casefold().startswith(_RESPONSIBLE) else "schedule" for label in labels]
    before = text[: labels[0].start()].strip()
    if not before or not all(values) or len(set(named)) < len(named):
        return text
    fields |= dict(zip(named, values, strict=True))
    if len(named) == 1 and (found := (_TIME_BEHIND, _WHO_BEHIND)[named[0] == "schedule"].fullmatch(values[0])):
        fields |= found.groupdict() if is_time(found["schedule"]) else {}
    return before.rstrip(" ;,(–-")


_NO_TITLE = frozenset(map(normalize_text, (slide_sentences.NO_TITLE.sv, slide_sentences.NO_TITLE.en)))
# How much or how long something is: "2 h per vecka".
_AMOUNT = re.compile(
    r"[0-9]+(?:[.,][0-9]+)?(?:\s*(?:%|procent|h|tim(?:mar)?|min(?:uter)?|dag(?:ar)?|veckor|månader|kr|tkr|hours?|days?)\b.*"
    r"|\s*%)?",
    re.I | re.S,
)


def is_no_time(words: str) -> bool:
    """Whether words where a time should stand are none: yes or no, in part, a tick, or an amount.

    >>> [is_no_time(one) for one in ("ja", "Delvis", "x", "2 h per vecka", "45838", "Q2", "löpande", "2025", "-")]
    [True, True, True, True, True, False, False, False, False]
    """
    lines = [clean_text(line) for line in words.split("\n")]
    is_said = any(
        is_partly(line) or isinstance(read_tick(line), ReadValue) for line in lines if any(map(str.isalnum, line))
    )
    return not is_time(words) and (is_said or any(map(_AMOUNT.fullmatch, lines)))


def is_time(words: str) -> bool:
    """Whether the words are a time and nothing else, and can be read in one way only."""
    span = read_span(words, ANY_YEAR)
    return span is not None and span.precision is not Precision.WORDS


def read_span(words: str | None, year: int | None) -> TimeSpan | None:
    """The time that words are; None where they are none."""
    outcome = read_schedule(words, year)
    return outcome.value if isinstance(outcome, ReadValue) and isinstance(outcome.value, TimeSpan) else None
