"""The lines of a plan's tables -> its areas, each with its lines; and which area words refer to.

A line begins an area, goes on with the one before it, or is of one that it names by number, letter or name. An area
that stands in several tables is one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, groupby

from hplan_xl.book.columns import Tick
from hplan_xl.book.text import clean_text, normalize_text, parse_whole_number
from hplan_xl.conversion.headings import (
    ACTIVITY,
    FOLLOW_UP,
    NUMBER,
    PROMISES,
    STATUS,
    TITLE,
    Headings,
    read_any_heading,
)
from hplan_xl.conversion.lines import CellWords, read_area, read_cells, whole_text, without_number
from hplan_xl.conversion.tables import Line
from hplan_xl.documents.pages import DocumentKind, GridCell, Paragraph
from hplan_xl.interpretation.outcomes import ReadValue
from hplan_xl.interpretation.row_references import BETWEEN, RowKeys, read_reference, strip_key
from hplan_xl.wording import slide_sentences

# The number or the letter of an area, alone or before its name; what has a letter before it; what parts several.
_REFERENCE = re.compile(r"([0-9]{1,2}|[A-ZÅÄÖ])(?:[.)]|\s+[–—-]\s+(\S.*))?", re.S)
_LETTERED = re.compile(r"([A-ZÅÄÖ])(?:[.)](?=\s|$)|\s+[–—-]\s|$)")
_BETWEEN = re.compile(rf"\s*(?:{BETWEEN}|[–—-])\s*")
# Columns of the plan's table that are read in their own way, beside those of a promise each.
_OWN_WAYS = frozenset({TITLE, PROMISES, ACTIVITY, FOLLOW_UP, STATUS, NUMBER})
# What says that an area goes on, before or behind its name: "Forts. Väntetider", "Väntetider (2/3)", "Väntetider 2(3)".
_GOES_ON = re.compile(
    r"^(?:forts\b\.?|(?:fortsättning|continued)(?=\s*(?:[:–-]|$)))\s*[:–-]?\s*"
    r"|(?:[\s,;]*[(–-]\s*(?:forts|fortsättning|cont|continued)|[\s,;]+(?:forts|cont))\.?\s*\)?\.?$"
    r"|[\s,;]+(?:\([0-9]+\s*(?:/|av|of)\s*[0-9]+\)|[0-9]+\s?\([0-9]+\))$",
    re.I,
)
# The same by a word alone, which may be a part of a name: "Väntetider fortsättning".
_MAY_GO_ON = re.compile(r"^fortsättning\s+|[\s,;]+(?:fortsättning|continued)$", re.I)


@dataclass(eq=False)
class Area:
    """The lines of one area, from its first on. title: as it stands. number: before its title, 0 for none.

    doubts: what is asked of the area itself, each by its column and rule, and the number of the page where it stands.
    counts_rows: whether a column of numbers beside those of the areas counts rows.
    """

    title: str
    number: int = 0
    promises: tuple[Tick, ...] = ()
    doubts: list[tuple[str, str, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    counts_rows: bool = False

    @cached_property
    def name(self) -> str:
        """What the area is found again by: its folded title without its number."""
        return _fold_title(self.title, self.number)

    @property
    def is_none(self) -> bool:
        """Whether it only says that what is in it belongs to no area."""
        return normalize_text(self.title) in map(
            normalize_text, (slide_sentences.NO_AREA.sv, slide_sentences.NO_AREA.en)
        )

    @property
    def own_number(self) -> int:
        """The number that the document gives it; 0 for none."""
        own = [line for line in self.lines if not self.numbers_activity(line)]
        return next(filter(None, map(find_number, own)), self.number)

    @property
    def key(self) -> str:
        """The number or the letter that the document gives it; "" for none."""
        words = [cell.text for role in (NUMBER, TITLE) for line in self.lines for cell in line.of(role)]
        letters = (_LETTERED.match(strip_key(one)) for one in (*words, self.title))
        return str(self.own_number or next((one[1] for one in letters if one), ""))

    def numbers_activity(self, line: Line) -> bool:
        """Whether a number in a line is that of an activity, for it counts rows or the table is of activities."""
        return line.numbers_activities or (self.counts_rows and line.has_area_names)


def find_number(line: Line) -> int:
    """The whole number of a line in the column of numbers; 0 for none."""
    read = (parse_whole_number(clean_text(cell.text).rstrip(".")) for cell in line.of(NUMBER))
    return next((number for number in read if number), 0)


def read_texts(line: Line) -> CellWords:
    """The content of the cells of activities and follow-up of a line."""
    return read_cells(
        ("activities" if ACTIVITY in roles else "follow_up", cell.all_paragraphs)
        for roles, cells in line.cells.items()
        if ACTIVITY in roles or FOLLOW_UP in roles
        for cell in cells
    )


def list_fields(line: Line) -> dict[str, str]:
    """The words of the other columns of a line, by "sheet.column"."""
    found: dict[str, str] = {}
    for roles, cells in line.cells.items():
        if _OWN_WAYS.isdisjoint(roles) and ".promise_" not in roles[0]:
            words = "\n".join(filter(None, (found.get(roles[0], ""), *(whole_text(cell) for cell in cells))))
            found |= {roles[0]: words} if words else {}
    return found


def _fold_title(title: str, number: int = 0) -> str:
    return normalize_text(without_number(title, number))


def _number_alone(words: str) -> int:
    """The number that words are, such as "3." or "Område 3"; 0 for other words."""
    return parse_whole_number(strip_key(words).removesuffix("."))


@dataclass
class AreaGroups:
    """The areas as their lines come. last: the one of the last line.

    other_promises: words among an area's promises that are none, each with the area and the number of its page.
    """

    headings: Headings
    areas: list[Area] = field(default_factory=list)
    other_promises: list[tuple[Area, int, str]] = field(default_factory=list)
    last: Area | None = None

    def add(self, line: Line) -> None:
        """Add a line to the area that it is of."""
        line = self._with_first_area(line)
        self.last = self._find_area(line) if line.has_area_names else self._find_area_of_page(line)
        self.areas += [] if self.last.lines else [self.last]
        self.last.lines.append(line)

    def _named(self, title: str, number: int = 0) -> list[Area]:
        """The areas that are called so."""
        name = _fold_title(title, number)
        return [area for area in self.areas if area.name == name]

    def _without_continuation(self, title: str) -> str:
        """A title without what says that its area goes on; a word that alone says so, where the area is known."""
        title = clean_text(_GOES_ON.sub("", title))
        name = clean_text(_MAY_GO_ON.sub("", title))
        return name if self._named(name) else title

    def _find_referred(self, title: str) -> Area | None:
        """The area whose number or letter a title is, by itself or before its name: "3", "B – Väntetider"; or None."""
        read = _REFERENCE.fullmatch(strip_key(title))
        found = (area for area in self.areas if read and area.key == read[1])
        name = normalize_text(read[2] or "") if read else ""
        return next((area for area in found if normalize_text(area.title).endswith(name)), None)

    def _with_first_area(self, line: Line) -> Line:
        """A line as of the first of the areas that it names by several numbers, letters or names: "1, 2", "1–3"."""
        words = "\n".join(cell.text.strip() for cell in line.of(TITLE))
        parts = [strip_key(part) for part in _BETWEEN.split(words)]
        if len(parts) < 2 or self._named(words) or self._find_referred(words):
            return line
        found = [next(iter(self._named(part)), None) or self._find_referred(part) for part in parts]
        are_known = all(found) and len(set(found)) > 1
        if not (are_known or all(map(_REFERENCE.fullmatch, parts))):
            return line
        first = (GridCell((Paragraph(parts[0]),)),)
        cells = {roles: first if TITLE in roles else held for roles, held in line.cells.items()}
        return replace(line, cells=cells, areas=clean_text(words))

    def _find_area(self, line: Line) -> Area:
        """The area of a line in a table with a column of areas, with the promises that stand at its name there."""
        words = read_area(tuple(one for cell in line.of(TITLE) for one in cell.paragraphs), self.headings.promises)
        area = self._find_titled(line, self._without_continuation(words.title), words.number)
        area.promises = tuple(dict.fromkeys((*area.promises, *words.promises)))
        known = {rest for one, _, rest in self.other_promises if one is area}
        self.other_promises += ((area, line.page, rest) for rest in words.rest if rest not in known)
        if self.headings.promises and not known.issuperset(words.rest):
            area.doubts = [("promise", "import.promises", line.page), *area.doubts]
        return area

    def _find_titled(self, line: Line, title: str, number: int) -> Area:
        """The area that a title begins, goes on with, or refers to. number: before it, 0 for none."""
        if not title:
            if self.last is None:
                return _nameless(line)
            own = any(cell.text.strip() for role in (FOLLOW_UP, STATUS) for cell in line.of(role))
            if line.of(TITLE) and own and self.last.lines[-1].page == line.page:
                self.last.doubts.append(("title", "import.goes_on", line.page))
            return self.last
        if referred := self._find_referred(title):
            return referred
        if alone := _number_alone(title):
            return replace(_nameless(line) if title.rstrip(".").isdecimal() else Area(title), number=alone)
        namesakes = reversed(self._named(title, number))
        if same := next((one for one in namesakes if not number or one.own_number in (0, number)), None):
            if not (same is self.last or line.areas or line.is_summary or same.lines[0].is_summary):
                same.doubts.append(("title", "import.title_again", line.page))
            return same
        doubts = [] if line.has_title_heading else [("title", "import.title_unheaded", line.page)]
        return Area(title, number=number, doubts=doubts)

    def _find_area_of_page(self, line: Line) -> Area:
        """The area of a table without a column of areas: the title of its page, where that may be the name of one."""
        heading = read_any_heading(self._without_continuation(line.area))
        is_name = heading.title and (not line.names_area_of_page or self.headings.may_be_area(heading.title))
        title, rule = (heading.title, line.area_rule) if is_name else ("", "import.title_blank")
        goes_on = bool(line.area) and not heading.title
        last = self.last
        is_same = last and normalize_text(last.title) == normalize_text(title)
        if last and (goes_on or (is_same and (title or last.lines[-1].page == line.page))):
            if not last.lines[0].cells:  # its name alone, at the end of the page before
                last.doubts = [("title", "import.title_from_row" if goes_on else rule, last.lines[0].page)]
            return last
        number = heading.number if title else 0
        summed = (
            one
            for one in (self._named(title, number) if title else ())
            if one.number in (0, number) and all(own.is_summary and own.has_area_names for own in one.lines)
        )
        return next(summed, None) or Area(title, number=number, doubts=[("title", rule, line.page)])


def _nameless(line: Line) -> Area:
    return Area("", doubts=[("title", "import.title_blank", line.page)])


def group_lines(lines: Iterable[Line], kind: DocumentKind, headings: Headings) -> AreaGroups:
    """The areas of the lines of a document; in the order of their numbers, where each has one of its own.

    The lines of pages that name areas by number are taken after the others.
    """
    groups = AreaGroups(headings)
    by_page = [list(held) for _, held in groupby(lines, key=lambda line: line.page)]
    for line in chain.from_iterable(sorted(by_page, key=_names_areas_by_number)):
        last = groups.last
        if kind is DocumentKind.PDF and last and _is_rest_of_row(line, last.lines[-1]):
            last.lines[-1] = _with_rest(last.lines[-1], line)
        else:
            groups.add(line)
    named = [area for area in groups.areas if not area.is_none]
    numbers = {area.number for area in named}
    in_order = sorted(named, key=lambda area: area.number) if len(numbers - {0}) == len(named) else named
    groups.areas = [*in_order, *(area for area in groups.areas if area.is_none)]
    counts_rows = any(map(_counts_rows, groups.areas))
    for area in groups.areas:
        area.counts_rows = counts_rows
    return groups


def _names_areas_by_number(lines: Iterable[Line]) -> bool:
    """Whether a number or a letter, alone or with a name behind a dash, stands for an area in a column of areas."""
    words = (strip_key(cell.text) for line in lines for cell in line.of(TITLE))
    return any(map(_REFERENCE.fullmatch, words))


def _is_rest_of_row(line: Line, last: Line) -> bool:
    """Whether a line goes on with the row that the page before ends in: it has no name, and begins no cell anew."""
    held = [cell.text.strip() for cells in line.cells.values() for cell in cells if cell.text.strip()]
    is_next = line.page == last.page + 1 and line.cells.keys() == last.cells.keys() and not line.unknown
    return is_next and bool(held) and all(words[0].islower() for words in held)


def _with_rest(line: Line, rest: Line) -> Line:
    """A line with the words of the one that goes on with it, cell by cell."""
    added = {roles: tuple(one for cell in cells for one in cell.paragraphs) for roles, cells in rest.cells.items()}
    cells = {
        roles: (*held[:-1], replace(held[-1], paragraphs=(*held[-1].paragraphs, *added[roles])))
        for roles, held in line.cells.items()
    }
    return replace(line, cells=cells)


def _counts_rows(area: Area) -> bool:
    """Whether a column of numbers beside that of the areas counts rows: an area has several of them."""
    return len({find_number(line) for line in area.lines if line.has_area_names} - {0}) > 1


def read_area_reference(words: str, keys: RowKeys, *, are_own: bool) -> tuple[object, str]:
    """The key of the area that words refer to, None for none; and the rule to ask by, "" for none.

    are_own: the keys are those of the document; else a number in it may mean another area.
    """
    outcome, number = read_reference(words, keys), _number_alone(words)
    if isinstance(outcome, ReadValue):
        return outcome.value, "import.read_as" if number and (outcome.remarks or not are_own) else ""
    parts = [read_reference(part, keys) for part in _BETWEEN.split(words)]
    first, *others = (one.value if isinstance(one, ReadValue) else None for one in parts)
    if first is not None and None not in others:
        return first, "import.areas"
    named = (key for label, key in keys.keys_by_label.items() if normalize_text(words).endswith(f" {label}"))
    key = next(named, None)
    is_asked = key is not None or number in keys.labels
    return key, ("import.read_as" if key is not None else "import.area_unknown") if is_asked else ""
