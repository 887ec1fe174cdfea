"""Which plans a document holds, and which of its pages and rows are of which.

A document holds one plan, but for one in which the plan's tables stand under the names of several groups, or say in
each row which group it is of, such as the slides of a council.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from hplan_xl.book.text import normalize_text
from hplan_xl.conversion.free_pages import read_other_table
from hplan_xl.conversion.headed_text import find_areas
from hplan_xl.conversion.headings import Headings
from hplan_xl.conversion.identity import LONGEST_TITLE, DocumentIdentity, find_regions, identify, list_regions
from hplan_xl.conversion.tables import DEEPEST_HEADING, find_tables
from hplan_xl.documents.pages import Document, DocumentKind, Grid, GridRow, Page, Role, Shape
from hplan_xl.register.catalogue import HealthcareRegion, Register
from hplan_xl.register.name_search import find_group_of_heading
from hplan_xl.wording import slide_sentences

# Words that may stand before the name of a group whose plan begins, beside titles of sheets and names of councils.
_LEADS = ("action", "av", "for", "för", "handlingsplan", "handlingsplanen", "kunskapsråd", "of", "plan", "the")


@dataclass(frozen=True)
class PlanPages:
    """The pages of one plan in a document, and which plan that is.

    heading: the name of the group that they stand under, "" where the document holds one plan. companions: how many
    other plans it holds. other_groups: those that stand as headings in a document of one plan, beside its own.
    """

    document: Document
    whose: DocumentIdentity
    heading: str = ""
    companions: int = 0
    other_groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentPlans:
    """The plans of a document, and of several the pages of which not all is in one of them, by their numbers."""

    plans: tuple[PlanPages, ...]
    shared_pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Owner:
    """A group as a heading or a row names it, and the name of its healthcare region where that is said.

    has_kind: whether its kind stands before its name, such as RPO; without, it may be the name of an area too.
    """

    group: str
    region: str = ""
    has_kind: bool = field(default=True, compare=False)


@dataclass
class _Division:
    """The pages of a document by group: its own, and those with its rows of tables of several; and the others."""

    own: dict[_Owner, list[Page]] = field(default_factory=dict)
    parts: dict[_Owner, list[Page]] = field(default_factory=dict)
    left: list[Page] = field(default_factory=list)


def find_plans(document: Document, register: Register, headings: Headings, region: HealthcareRegion) -> DocumentPlans:
    """Find the plans that a document holds; `region` is the healthcare region where the document names none."""
    leads = _list_leads(register, headings)
    division = _divide(document, register, headings, leads)
    owners = [
        owner for owner in {**division.own, **division.parts} if _has_plan(division, owner, document.kind, headings)
    ]
    if len(owners) < 2:
        whose = identify(document, register, headings, region)
        others = _list_other_groups(document, whose, register, leads)
        return DocumentPlans((PlanPages(document, whose, other_groups=others),))
    beside = identify(replace(document, pages=tuple(division.left)), register, headings, region)
    pages = {owner: replace(document, pages=_pages_of(division, owner, headings)) for owner in owners}
    said = {owner: identify(held, register, headings, beside.region) for owner, held in pages.items()}
    all_years = {whose.years for whose in (*said.values(), beside) if whose.years}
    years = beside.years or (all_years.pop() if len(all_years) == 1 else None)
    is_of_regions = len(list_regions(document, register)) > 1
    plans = []
    for owner, whose in said.items():
        of_region = register.region(owner.region) or whose.region
        is_told = bool(owner.region or list_regions(pages[owner], register)) or not is_of_regions
        whose = replace(
            whose,
            region=of_region,
            is_region_told=is_told and whose.is_region_told,
            group=register.find_group(owner.group, of_region),
            years=whose.years or years,
            as_of=whose.as_of or beside.as_of,
        )
        plans.append(PlanPages(pages[owner], whose, owner.group, len(owners) - 1))
    return DocumentPlans(tuple(plans), _list_shared(document, division, pages))


def _list_shared(document: Document, division: _Division, pages: Mapping[_Owner, Document]) -> tuple[int, ...]:
    """The numbers of the pages of which something is in no plan."""
    used = {owner: {page.number for page in held.pages} for owner, held in pages.items()}
    left = {page.number for page in division.left}
    for held in (division.own, division.parts):
        left |= {page.number for owner, some in held.items() for page in some if page.number not in used.get(owner, ())}
    return tuple(page.number for page in document.pages if page.number in left)


def _has_plan(division: _Division, owner: _Owner, kind: DocumentKind, headings: Headings) -> bool:
    """Whether areas of a plan stand on the group's own pages, or rows of a table that do more than sum areas up."""
    own, parts = (_list_shown(held.get(owner, ())) for held in (division.own, division.parts))
    of_own = find_areas(own, kind, headings) if owner.has_kind else find_tables(own, headings)
    is_own = any(found.lines for found in of_own)
    return is_own or any(not line.is_summary for found in find_tables(parts, headings) for line in found.lines)


def _list_shown(pages: Sequence[Page]) -> list[Page]:
    return [page for page in pages if not page.hidden]


def _pages_of(division: _Division, owner: _Owner, headings: Headings) -> tuple[Page, ...]:
    """A group's own pages and its rows of tables of several groups; not those of a sheet that its own pages hold."""
    own = division.own.get(owner, [])
    sheets = {_sheet_of(grid, page, headings) for page in own for grid in page.grids} - {""}
    parts = [
        page
        for page in division.parts.get(owner, [])
        if sheets.isdisjoint(_sheet_of(grid, page, headings) for grid in page.grids)
    ]
    return tuple(sorted((*own, *parts), key=lambda page: page.number))


def _sheet_of(grid: Grid, page: Page, headings: Headings) -> str:
    table = read_other_table(grid, page.title, headings, None)
    return table.sheet if table else ""


def _list_leads(register: Register, headings: Headings) -> frozenset[str]:
    """The folded words that may stand before the name of a group whose plan begins."""
    told = (
        *(words for sheet in headings.book.sheets for words in (sheet.title.sv, sheet.title.en)),
        *(council.name for council in register.councils),
        *(words for region in register.regions for words in (region.title.sv, region.title.en)),
    )
    return frozenset((*_LEADS, *normalize_text(" ".join(told)).split()))


def _list_other_groups(
    document: Document, whose: DocumentIdentity, register: Register, leads: Collection[str]
) -> tuple[str, ...]:
    """The groups of the register that stand as headings, beside the one whose plan the document holds."""
    shapes = (shape for page in document.pages if not page.hidden for shape in page.shapes)
    texts = (shape.text for shape in shapes if 0 < len(shape.text) <= LONGEST_TITLE)
    named = (register.find_group(find_group_of_heading(words, register, leads), whose.region) for words in texts)
    return tuple(dict.fromkeys(group.name for group in named if group and group != whose.group))


def _divide(document: Document, register: Register, headings: Headings, leads: Collection[str]) -> _Division:
    """Give each page to the group that it stands under, or its rows to the groups that they name."""
    division, last = _Division(), None
    parts = (_part_page(page, document.kind, register, leads) for page in document.pages)
    for page in chain.from_iterable(parts):
        found = _owner_of_page(page, register, leads)
        if found and not (last and last.group == found.group and not found.region):
            last = found
        rows = {} if found else _rows_by_owner(page, register, headings)
        for owner, grids in rows.items():
            if owner:
                part = replace(page, grids=grids, shapes=(), remarks=(), unread=0)
                division.parts.setdefault(owner, []).append(part)
        if not rows and last:
            division.own.setdefault(last, []).append(page)
        elif not rows or None in rows:
            division.left.append(page)
    return division


def _part_page(page: Page, kind: DocumentKind, register: Register, leads: Collection[str]) -> Iterator[Page]:
    """A text document's page, parted where a paragraph that is a group's name stands over a table."""
    blocks: list[Shape | Grid] = sorted((*page.shapes, *page.grids), key=lambda block: block.order)
    starts: list[int] = []
    over_table = False
    for at, block in reversed(list(enumerate(blocks))):
        if isinstance(block, Grid):
            over_table = True
        elif len(block.text) <= LONGEST_TITLE and find_group_of_heading(block.text, register, leads):
            starts += [at] if over_table else []
            over_table = False
    if kind is not DocumentKind.WORDS or not starts:
        yield page
        return
    for start, end in pairwise([0, *reversed(starts), len(blocks)]):
        held = blocks[start:end]
        shapes = tuple(block for block in held if isinstance(block, Shape))
        title = shapes[0].text if start else page.title
        if held:
            yield replace(page, title=title, shapes=shapes, grids=tuple(b for b in held if isinstance(b, Grid)))


def _owner_of_page(page: Page, register: Register, leads: Collection[str]) -> _Owner | None:
    """The group that the title of a page, or else its first short text, names as the one whose plan stands there.

    On a page without a table, which parts two plans, the name may stand alone without its kind.
    """
    heading = page.title or next((one.text for one in page.shapes if 0 < len(one.text) <= LONGEST_TITLE), "")
    named = find_group_of_heading(heading, register, leads)
    parting = None if page.grids else register.find_group(heading)
    owner = _owner(parting.name if parting else named, heading, register)
    return owner and replace(owner, has_kind=bool(named))


def _owner(group: str, words: str, register: Register) -> _Owner | None:
    """A group, of the healthcare region that words about it name; None for no group."""
    if not group:
        return None
    regions = find_regions(words, register)
    return _Owner(group, regions[0].name if len(regions) == 1 else "")


def _rows_by_owner(page: Page, register: Register, headings: Headings) -> dict[_Owner | None, tuple[Grid, ...]]:
    """The tables of a page that say in each row which group it is of, by group without that column.

    Under None what else stands there. Empty where no table says so.
    """
    found: dict[_Owner | None, tuple[Grid, ...]] = {}
    other = bool(page.remarks or page.unread)
    other = other or any(shape.role is Role.BODY and shape.text.strip() for shape in page.shapes)
    for grid in page.grids:
        place = _place_of_groups(grid, headings)
        if place is None:
            other = True
            continue
        top, column, is_of_one = place
        rows: dict[_Owner | None, list[GridRow]] = {}
        owner = None
        for row in grid.rows[top + 1 :]:
            words = cell.text if (cell := row[column]) else ""
            if words.strip() and is_of_one:
                group = register.find_group(words.partition("(")[0])
                owner = _owner(group.name if group else find_group_of_heading(words, register, ()), words, register)
            rows.setdefault(owner, []).append(row)
        for one, held in rows.items():
            kept = tuple((*row[:column], *row[column + 1 :]) for row in (*grid.rows[: top + 1], *held))
            found[one] = (*found.get(one, ()), Grid(kept, grid.order))
    if found and other:
        found.setdefault(None, ())
    return found


def _place_of_groups(grid: Grid, headings: Headings) -> tuple[int, int, bool] | None:
    """The row and column of the heading over groups, and whether each row has one; None where there is none."""
    several = {normalize_text(words) for words in (slide_sentences.GROUPS.sv, slide_sentences.GROUPS.en)}
    for top, row in enumerate(grid.rows[:DEEPEST_HEADING]):
        heads = [cell.text if cell else "" for cell in row]
        if sum(bool(words.strip()) for words in heads) > 1:
            for column, words in enumerate(heads):
                is_of_one = headings.answer(words) == headings.book.identity.group
                if is_of_one or normalize_text(words) in several:
                    return top, column, is_of_one
    return None
