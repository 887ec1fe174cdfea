"""A document without a table of the plan -> the lines of its areas, from headings and the paragraphs under them.

An area begins at a heading such as "Prioriterat område 1: Väntetider", or at any heading of the document with the word
Aktiviteter over what follows, also where headings of parts such as Bakgrund stand between. A heading that stands in one
row with those, by its number or between two of them, is an area too. Under it a heading or a word before a colon says
which column comes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from hplan_xl.book.text import Text, clean_text, normalize_text
from hplan_xl.conversion.headings import (
    ACTIVITIES,
    ACTIVITY,
    AREAS,
    NUMBER,
    RESPONSIBLE,
    SCHEDULE,
    STATUS,
    TITLE,
    AreaHeading,
    Headings,
    Roles,
    is_of_whole_plan,
    read_any_heading,
    read_area_heading,
)
from hplan_xl.conversion.lines import lines_of
from hplan_xl.conversion.statuses import is_lamp
from hplan_xl.conversion.tables import FoundTables, Line, find_tables
from hplan_xl.documents.pages import DocumentKind, GridCell, Page, Paragraph, Role, Shape
from hplan_xl.wording import slide_sentences

_LABELLED = re.compile(r"(?P<label>[^:]{2,40}):\s*(?P<words>\S.*)", re.S)
_BEFORE_LABEL = re.compile(r"[,;.]\s+(?=[A-ZÅÄÖ][^:,;.]{1,39}:\s)")
_LONGEST_HEADING = 160
_LONGEST_ITEM = _LONGEST_HEADING - len("Område 99: ")
_OF_A_PLAN = re.compile(r"plan(?:en)?\b", re.I)
_ITEM = re.compile(r"^([0-9]{1,2})[.)]\s+(?=[^\W\d])")
_PART_OF_ITEM = re.compile(r"\s*[0-9]{1,2}\.[0-9]{1,2}[.)]?\s+(?=[^\W\d])")
# Sheets whose rows may stand under the heading of an area, and what no activity begins with, before a colon.
_OWN_SHEETS = ("", AREAS, ACTIVITIES)
_ASIDE = frozenset({"behov av beslut", "beslutsbehov", "hinder", "problem", "risk", "risker", "risks"})
_NUMBER: Roles = (NUMBER,)
_ACTIVITIES: Roles = (ACTIVITY,)
_STATUS: Roles = (STATUS,)
_FACTS: Mapping[Roles, Text] = {
    (RESPONSIBLE,): slide_sentences.RESPONSIBLE,
    (SCHEDULE,): slide_sentences.WHEN,
    _STATUS: slide_sentences.STATUS,
}


@dataclass(frozen=True)
class _Entry:
    """Words of a column. fact: the same as a fact of the activity before, where a label says what it is."""

    roles: Roles
    words: Paragraph
    fact: Paragraph | None = None

    def is_bullet_of(self, roles: Roles) -> bool:
        """Whether it is a bullet in a list of that column."""
        return self.words.bulleted and self.roles == roles


@dataclass(eq=False)
class _HeadedArea:
    """What stands under a heading. has_area_heading: the heading says that it is over an area. role: what comes next.

    level: of the heading, from the outermost, 0 of the title of a text. number: before its title, 0 for none.
    may_be_area: it is no heading of a part that every plan has. is_in_row: it is one by the headings beside it alone.
    is_over_areas: it is the heading over all of them. has_words: something of its own stands under it.
    has_table: a table of the plan is called as it is. has_parts: its activities have headings of their own.

    takes_bullets: those without a label are activities. is_past_list: a label has come since, so that plain paragraphs
    are of no column and bullets alone go on.
    figures: without words, on its own page. shapes: those it is read from. rest: the lines of them that are of no
    column.
    """

    page: Page
    title: str
    has_area_heading: bool
    level: int = 0
    number: int = 0
    may_be_area: bool = True
    is_in_row: bool = False
    is_over_areas: bool = False
    has_words: bool = False
    has_table: bool = False
    has_parts: bool = False
    entries: list[_Entry] = field(default_factory=list)
    role: Roles = ()
    takes_bullets: bool = True
    is_past_list: bool = False
    figures: list[Shape] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    rest: list[tuple[Page, Shape]] = field(default_factory=list)

    @property
    def is_told_of(self) -> bool:
        """Whether something of an area of a plan stands under the heading."""
        named = {entry.roles for entry in self.entries} - {_NUMBER}
        return self.has_table or (
            bool(named) and (self.has_area_heading or (_ACTIVITIES in named and not is_of_whole_plan(self.title)))
        )

    def line(self) -> Line:
        """The area as a line of a table with the columns that it names."""
        held: dict[Roles, list[Paragraph]] = {}
        facts = Counter(entry.roles for entry in self.entries if entry.fact)
        for entry in self.entries:
            is_of_each = self.has_parts or facts[entry.roles] > 1  # one an activity, not one for the area
            if entry.fact and is_of_each and _ACTIVITIES in held:
                held[_ACTIVITIES].append(entry.fact)
            else:
                held.setdefault(entry.roles, []).append(entry.words)
        cells = {roles: (GridCell(tuple(words)),) for roles, words in held.items()}
        if self.figures:
            cells[_STATUS] = (*cells.get(_STATUS, ()), GridCell(over=tuple(self.figures)))
        return Line(
            self.page.number,
            cells,
            heading_fills=dict.fromkeys(cells, ""),
            area=self.title,
            area_rule="import.title_in_row" if self.is_in_row else "import.title_in_text",
        )


def find_areas(pages: Sequence[Page], kind: DocumentKind, headings: Headings) -> list[FoundTables]:
    """Every page with the lines of the areas on it: of the plan's tables, else of what stands under headings.

    Of a PDF the tables alone: where its paragraphs end is not sure enough; and of a workbook, which has no headings.
    """
    tables = list(find_tables(pages, headings))
    if kind is DocumentKind.SHEETS:
        return [_with_labels(found, headings) for found in tables]
    if kind is DocumentKind.PDF:
        return tables
    if any(found.lines for found in tables):
        in_row = list(_find_areas_of_headings(pages, headings)) if kind is DocumentKind.WORDS else tables
        return list(_with_headed_areas(in_row, kind, headings))
    found = list(_find_headed_areas(pages, kind, headings))
    listed = None if any(one.lines for one in found) else _with_listed_areas(pages, headings)
    return list(_find_headed_areas(listed, kind, headings)) if listed else found


def _with_labels(found: FoundTables, headings: Headings) -> FoundTables:
    """What a sheet holds, with what labels beside the tables of its one area say of that: "Område: …", "Mål: …"."""
    if not found.lines or not all(line.names_area_of_page for line in found.lines):
        return found
    cells: dict[Roles, tuple[GridCell, ...]] = {}
    rest = []
    for shape in found.shapes:
        kept = []
        for line in lines_of(shape.paragraphs):
            label = _LABELLED.fullmatch(line.text)
            roles = headings.roles(label["label"]) if label else ()
            is_of_area = bool(roles) and all(role.startswith(f"{AREAS}.") for role in roles) and roles not in cells
            if label and is_of_area:
                cells[roles] = (GridCell((Paragraph(label["words"], colour=line.colour),)),)
            else:
                kept.append(line)
        rest += [replace(shape, paragraphs=tuple(kept))] if kept else []
    if not cells:
        return found
    first = found.lines[0]
    own = Line(first.page, cells, heading_fills=dict.fromkeys(cells, ""), area=first.area, area_rule=first.area_rule)
    name: dict[Roles, tuple[GridCell, ...]] = {roles: cells[roles] for roles in cells if roles == (TITLE,)}
    named = (
        replace(line, cells={**name, **line.cells}, heading_fills={**dict.fromkeys(name, ""), **line.heading_fills})
        for line in found.lines
    )
    return replace(found, lines=(own, *named), shapes=tuple(rest))


def _with_listed_areas(pages: Sequence[Page], headings: Headings) -> list[Page] | None:
    """The pages of a plan, where items of a list that have items under them are as headings over areas; None without.

    Items that are numbered 1, 2, … as typed; else those of the outermost level of a list under a heading over areas.
    """
    shapes = [shape for page in pages for shape in page.shapes if shape.role is not Role.FOOTER]
    lines = [line for shape in shapes for line in shape.paragraphs]
    over = next((at for at, line in enumerate(lines) if headings.is_over_areas(line.text)), -1)
    headed = {id(line) for shape in shapes if shape.role is Role.TITLE for line in shape.paragraphs}
    plain = [at for at, line in enumerate(lines) if at > over and id(line) not in headed]
    listed = _list_outer_items(lines, over) or _list_cards(shapes, lines, over) if over >= 0 else []
    items = _list_typed_items(lines, plain) or listed
    before = lines[: items[0]] if items else []
    if over < 0 and not any(_OF_A_PLAN.search(line.text) for line in before):
        return None
    bounds = list(pairwise([*items, len(lines)]))
    parted = sum(any(_is_under(line, headings) for line in lines[at + 1 : end]) for at, end in bounds)
    titles = {id(lines[at]): _ITEM.sub("", clean_text(lines[at].text)) for at in items}
    has_other = any(headings.is_part(one) or len(one) > _LONGEST_ITEM for one in titles.values())
    if len(items) < 2 or 2 * parted < len(items) or has_other:
        return None
    numbers = {held: number for number, held in enumerate(titles, 1)}

    def as_heading(line: Paragraph) -> Paragraph:
        if id(line) in titles:
            return Paragraph(f"Område {numbers[id(line)]}: {titles[id(line)]}")
        part = _PART_OF_ITEM.match(line.text)
        return replace(line, text=line.text[part.end() :], bulleted=True) if part else line

    def with_headings(shape: Shape) -> Shape:
        return replace(shape, paragraphs=tuple(map(as_heading, shape.paragraphs)))

    return [replace(page, shapes=tuple(map(with_headings, page.shapes))) for page in pages]


def _list_typed_items(lines: Sequence[Paragraph], places: Sequence[int]) -> list[int]:
    """The places, of those, of lines that begin with 1, 2, … in order."""
    found: list[int] = []
    for at in places:
        item = None if lines[at].bulleted else _ITEM.match(clean_text(lines[at].text))
        found += [at] if item and int(item[1]) == len(found) + 1 else []
    return found


def _list_outer_items(lines: Sequence[Paragraph], over: int) -> list[int]:
    """The places of the outermost items of the list right under a line."""
    held = [at for at, _ in takewhile(lambda one: one[1].bulleted, enumerate(lines[over + 1 :], over + 1))]
    outermost = min((lines[at].level for at in held), default=0)
    return [at for at in held if lines[at].level == outermost]


def _list_cards(shapes: Sequence[Shape], lines: Sequence[Paragraph], over: int) -> list[int]:
    """The places of first lines, below a line, of shapes in which bullets alone follow."""
    held = [(shape.paragraphs[0], lines_of(shape.paragraphs)) for shape in shapes if shape.paragraphs]
    cards = {
        id(line) for line, (first, *rest) in held if rest and not first.bulleted and all(one.bulleted for one in rest)
    }
    return [at for at, line in enumerate(lines) if at > over and id(line) in cards]


def _is_under(line: Paragraph, headings: Headings) -> bool:
    """Whether a line is an item under another, or says which column comes."""
    (read, *_) = lines_of([line]) or [line]
    return read.bulleted or bool(_PART_OF_ITEM.match(line.text) or _columns(line.text, headings))


def _find_areas_of_headings(pages: Sequence[Page], headings: Headings) -> Iterator[FoundTables]:
    """The tables of a text, and the headings that stand in one row with those over them, each an area of its own.

    A table under the heading of a part, such as Aktiviteter, is of the area that the part is of.
    """
    opened: list[_HeadedArea] = []
    areas: dict[int, _HeadedArea] = {}
    named: list[Page] = []
    for page in pages:
        shape = next((one for one in page.shapes if one.role is Role.TITLE), None)
        own = _begin(shape, page, headings) if shape else None
        if shape and own:
            areas[page.number] = own
            opened = [*_over(own, shape, opened), own]
        owner = next((one for one in reversed(opened) if one.may_be_area), None)
        is_part = bool(shape) and not headings.may_be_area(page.title)
        named.append(replace(page, title=owner.page.title) if is_part and owner and owner.level else page)
    tables = list(find_tables(named, headings))
    for found in tables:
        for headed in areas.values():
            over = any(line.names_area_of_page and line.area == headed.page.title for line in found.lines)
            headed.has_table = headed.has_table or (over and headed.may_be_area)
    in_row = {area.page.number for area in _list_in_row(list(areas.values()), DocumentKind.WORDS)}
    for page, found in zip(pages, tables, strict=True):
        lines, shapes = found.lines, found.shapes
        area = areas.get(page.number)
        if area and page.number in in_row and not lines:
            area.is_in_row = True
            lines = (area.line(),)
        if area and (area.is_in_row or area.has_table):
            shapes = tuple(one for one in shapes if one not in area.shapes)
        yield replace(found, page=page, lines=lines, shapes=shapes)


def _with_headed_areas(tables: Sequence[FoundTables], kind: DocumentKind, headings: Headings) -> Iterator[FoundTables]:
    """The same, also with the areas of headings that say that they are, or have a number, on pages without a table.

    What a table has as an area too stays as it stands.
    """
    bare = _split_pages([replace(one.page, shapes=one.shapes) for one in tables if not one.lines and not one.grids])
    lines = [line for one in tables for line in one.lines]
    of_tables = {_name_of(words) for line in lines for words in (line.area, *(cell.text for cell in line.of(TITLE)))}
    areas = [
        area
        for area in _areas(bare, kind, headings)
        if (area.has_area_heading or (area.number and area.may_be_area))
        and area.is_told_of
        and _name_of(area.title) not in of_tables
    ]
    headed = {one.page.number: one for one in _place_areas(bare, areas)} if areas else {}
    for one in tables:
        own = headed.get(one.page.number)
        yield replace(one, lines=own.lines, shapes=own.shapes) if own else one


def _name_of(words: str) -> str:
    """The folded name of an area without its number."""
    return normalize_text(_ITEM.sub("", clean_text(words)))


def _split_pages(pages: Sequence[Page]) -> list[Page]:
    return [
        replace(page, shapes=tuple(part for shape in page.shapes for part in _split_at_headings(shape)))
        for page in pages
    ]


def _find_headed_areas(pages: Sequence[Page], kind: DocumentKind, headings: Headings) -> Iterator[FoundTables]:
    pages = _split_pages(pages)
    yield from _place_areas(pages, _without_others(_areas(pages, kind, headings), kind))


def _place_areas(pages: Sequence[Page], areas: Sequence[_HeadedArea]) -> Iterator[FoundTables]:
    """Each page with the areas that begin on it, and the shapes that are of none."""
    for page in pages:
        on_page = [area for area in areas if area.page is page]
        if len(on_page) > 1:  # of which of them a figure tells nobody knows
            for area in on_page:
                area.figures.clear()
        used = {id(shape) for area in areas for shape in (*area.shapes, *area.figures)}
        lines = tuple(area.line() for area in on_page)
        left = [shape for shape in page.shapes if id(shape) not in used]
        left += [shape for area in areas for of_page, shape in area.rest if of_page is page]
        yield FoundTables(page, lines, page.grids, tuple(left))


def _split_at_headings(shape: Shape) -> Iterator[Shape]:
    """A shape, in parts where a line in it is the heading over an area."""
    lines = lines_of(shape.paragraphs)
    over = [at for at, line in enumerate(lines) if not line.bulleted and _read_short_heading(line.text)]
    edges = sorted({0, len(lines), *over, *(at + 1 for at in over)})
    if len(edges) < 3:
        yield shape
        return
    for first, end in pairwise(edges):
        yield replace(shape, paragraphs=tuple(lines[first:end]))


def _read_short_heading(words: str) -> AreaHeading | None:
    """The area that a heading is over, but of a text that is too long for one."""
    return read_area_heading(words) if len(words) <= _LONGEST_HEADING else None


def _without_others(areas: Sequence[_HeadedArea], kind: DocumentKind) -> list[_HeadedArea]:
    """Those that are areas; also headings alone that say so, but for such as stand in a list of contents too."""
    told = {normalize_text(area.title) for area in areas if area.is_told_of}
    last = {normalize_text(area.title): area for area in areas if area.has_area_heading}
    alone = [area for title, area in last.items() if title not in told]
    for area in _list_in_row(areas, kind):
        area.is_in_row = normalize_text(area.title) not in told
    return [area for area in areas if area.is_told_of or area.is_in_row or area in alone]


def _list_in_row(areas: Sequence[_HeadedArea], kind: DocumentKind) -> list[_HeadedArea]:
    """The headings that stand in one row with those of areas, of their level: by their numbers, or between two of them.

    Numbers are those of areas where the first of them is; else they are of chapters, and only what stands between two
    areas is one. Without numbers so in a text alone: slides have no levels.
    """
    told = [at for at, area in enumerate(areas) if area.is_told_of and not area.has_area_heading]
    found: list[_HeadedArea] = []
    for level in {areas[at].level for at in told}:
        of_level = [at for at in told if areas[at].level == level]
        has_numbers = all(areas[at].number for at in of_level)
        if not (has_numbers or kind is DocumentKind.WORDS):
            continue
        beside = [area for area in areas if area.level == level and bool(area.number) is has_numbers]
        of_areas = has_numbers and beside[0].may_be_area and beside[0].number == 1
        first, end = _find_section(areas, of_level, level)
        between = beside if of_areas else [one for one in areas[first:end] if one in beside]
        found += _in_order(between) if has_numbers else between
    return [area for area in found if area.may_be_area and not area.is_told_of]


def _find_section(areas: Sequence[_HeadedArea], told: Sequence[int], level: int) -> tuple[int, int]:
    """From where to where headings of a level are of areas: all under a heading over areas, else from first to last."""
    first, end = told[0], told[-1] + 1
    while first and areas[first - 1].level >= level:
        first -= 1
    if not first or not areas[first - 1].is_over_areas:
        return told[0], end
    while end < len(areas) and areas[end].level >= level:
        end += 1
    return first, end


def _in_order(areas: Sequence[_HeadedArea]) -> list[_HeadedArea]:
    """Those whose numbers go on one by one."""
    kept = list(areas[:1])
    for area in areas[1:]:
        kept += [area] if area.number == kept[-1].number + 1 else []
    return kept


def _areas(pages: Sequence[Page], kind: DocumentKind, headings: Headings) -> list[_HeadedArea]:
    """What stands under each heading, also of those that are over no area.

    On slides no further than its own, and one that is called Aktiviteter after it.
    """
    found: list[_HeadedArea] = []
    opened: list[_HeadedArea] = []
    for page in pages:
        goes_on = kind is DocumentKind.WORDS or bool(headings.activity_roles(page.title))
        for shape in sorted(page.shapes, key=lambda one: one.order):
            if shape.role is Role.FOOTER:
                continue
            if owner := _owner_of_part(shape, page, opened, headings):
                opened = opened[: opened.index(owner) + 1]
                title = Paragraph(_PART_OF_ITEM.sub("", clean_text(shape.text), count=1), bulleted=True)
                owner.entries.append(_Entry(_ACTIVITIES, title))
                owner.has_parts = True
                owner.shapes.append(shape)
                continue
            begun = _begin(shape, page, headings)
            if begun:
                opened = [*_over(begun, shape, opened), begun]
                found.append(begun)
                continue
            opened = _over_column(shape, opened, headings)
            if opened and (page is opened[-1].page or goes_on):
                opened[-1].has_words = True
                _take(opened[-1], shape, page, headings, is_box=kind is DocumentKind.SLIDES)
    return found


def _owner_of_part(shape: Shape, page: Page, opened: Sequence[_HeadedArea], headings: Headings) -> _HeadedArea | None:
    """The area that a heading is an activity of: "2.1 Starta", with who or when under it, somewhere after "2 Sår"."""
    if shape.role is not Role.TITLE or not _PART_OF_ITEM.match(shape.text):
        return None
    lines = (line for other in page.shapes for line in lines_of(other.paragraphs))
    if not any(entry.fact for line in lines for entry in _read_labels(line, headings)):
        return None
    number = int(shape.text.partition(".")[0])
    return next((area for area in opened if area.number == number and area.may_be_area), None)


def _over(begun: _HeadedArea, shape: Shape, opened: Sequence[_HeadedArea]) -> list[_HeadedArea]:
    """The headings that one that begins stands under; a plain paragraph is an area of the level that it stands on."""
    if shape.role is Role.TITLE:
        return [area for area in opened if area.level < begun.level]
    over = [area for area in opened if not area.has_area_heading]
    begun.level = over[-1].level if over else 0
    return over


def _over_column(shape: Shape, opened: list[_HeadedArea], headings: Headings) -> list[_HeadedArea]:
    """The headings over what says which column comes: to the area that it is of, not to a part such as Bakgrund."""
    lines = lines_of(shape.paragraphs)
    if not any(_columns(line.text, headings) or any(_read_labels(line, headings)) for line in lines):
        return opened
    level = lines[0].level if shape.role is Role.TITLE else 0
    if opened[-1:] and opened[-1].may_be_area and not opened[-1].has_words:
        return opened
    under = [
        at for at, one in enumerate(opened) if one.has_area_heading or (one.level and (not level or one.level < level))
    ]
    named = [at for at, one in enumerate(opened) if one.may_be_area]
    owner = max({*under}.intersection(named) or (*under, *named), default=-1)
    return opened[: owner + 1]


def _begin(shape: Shape, page: Page, headings: Headings) -> _HeadedArea | None:
    """The area, or what may be one, that begins with a shape; None where none does."""
    words = clean_text(shape.text)
    over = None if any(one.bulleted for one in shape.paragraphs) else _read_short_heading(words)
    if over is None and (shape.role is not Role.TITLE or _columns(words, headings)):
        return None
    heading = over or read_any_heading(words)
    return _HeadedArea(
        page,
        heading.title,
        has_area_heading=over is not None,
        level=shape.paragraphs[0].level if shape.paragraphs else 0,
        number=heading.number,
        may_be_area=over is not None or headings.may_be_area(words),
        is_over_areas=over is None and headings.is_over_areas(words),
        takes_bullets=over is not None,
        entries=[_Entry(_NUMBER, Paragraph(str(heading.number)))] if heading.number else [],
        shapes=[shape],
    )


def _columns(words: str, headings: Headings) -> Roles:
    """The columns that a heading or a label names, but for the one that names the areas and those of a promise each."""
    roles = headings.roles(words) or headings.activity_roles(words)
    return () if TITLE in roles or any(".promise_" in role for role in roles) else roles


def _read_labels(line: Paragraph, headings: Headings) -> Iterator[_Entry]:
    """The words behind the labels of a line, where every part of it begins with the label of a column."""
    parts = [_LABELLED.fullmatch(part) for part in _BEFORE_LABEL.split(line.text)]
    found = [(part, _columns(part["label"], headings)) for part in parts if part]
    if len(found) == len(parts) and all(roles for _, roles in found):
        for part, roles in found:
            fact = Paragraph(f"{_FACTS[roles].sv}: {part['words']}") if roles in _FACTS else None
            yield _Entry(roles, Paragraph(part["words"], colour=line.colour), fact)


def _take(area: _HeadedArea, shape: Shape, page: Page, headings: Headings, *, is_box: bool) -> None:
    """Add to an area what a shape under its heading says; what is of no column stays where it stands.

    is_box: the shape is a text of its own, of which one line alone is over those that follow though it has a bullet.
    """
    words = shape.text.strip()
    if not words or (is_lamp(shape) and headings.is_status(words)):
        if page is area.page and is_lamp(shape):
            area.figures.append(shape)
        return
    lines = lines_of(shape.paragraphs)
    base = min(line.level for line in lines)
    kept: list[Paragraph] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        labelled = list(_read_labels(line, headings)) if line.level == base else []
        leads = (
            not line.bulleted
            or (is_box and len(lines) == 1)
            or line.text.endswith(":")
            or (after is not None and after.level > line.level)
        )
        kept += [] if _take_line(area, line, labelled, leads, headings) else [line]
    if len(kept) < len(lines):
        area.shapes.append(shape)
        area.rest += [(page, replace(shape, paragraphs=tuple(kept)))] if kept else []


def _is_of_another_sheet(words: str, headings: Headings) -> bool:
    """Whether a line says before a colon that it is a decision, a challenge or the like: "Behov av beslut: …"."""
    label, _, rest = words.partition(":")
    return bool(rest.strip()) and (
        headings.find_sheet_by_title(label) not in _OWN_SHEETS or normalize_text(label) in _ASIDE
    )


def _is_other_heading(line: Paragraph, headings: Headings) -> bool:
    """Whether a line is over what is of no column: another sheet, a part that every plan has, or a question."""
    is_over = headings.is_part(line.text) or line.text.endswith("?")
    return bool(headings.find_sheet_by_title(line.text)) or (is_over and not line.bulleted)


def _take_line(area: _HeadedArea, line: Paragraph, labelled: Sequence[_Entry], leads: bool, headings: Headings) -> bool:
    """Add to an area what a line says; False where it is of no column. leads: it may be over the lines that follow."""
    is_status = area.role == _STATUS and headings.is_status(line.text)
    roles = () if is_status else _columns(line.text, headings)
    is_listed = bool(area.entries) and area.entries[-1].is_bullet_of(_ACTIVITIES)
    if roles and (leads or not is_listed):  # else an activity that is called as a column
        area.role, area.is_past_list = roles, False
    elif labelled:
        area.entries += labelled
        area.is_past_list = not line.bulleted
    elif _is_of_another_sheet(line.text, headings):
        return False
    elif not is_status and _is_other_heading(line, headings):
        area.role, area.takes_bullets = (), False
        return False
    elif area.role == _ACTIVITIES and not line.bulleted and is_listed:
        area.is_past_list = True
        return False
    elif (area.role and (line.bulleted or not area.is_past_list)) or (area.takes_bullets and line.bulleted):
        area.entries.append(_Entry(area.role or _ACTIVITIES, line))
    else:
        return False
    return True
