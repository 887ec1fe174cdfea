"""Which plans a document holds, which of its pages and rows are of which, and whose each is and for when.

A document holds one plan, but for one in which the plan's tables stand under the names of several groups, or say in
each row which group it is of, such as the slides of a council.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, pairwise, takewhile

from hplan_xl.book.text import Text, clean_text, normalize_text
from hplan_xl.conversion.free_pages import answers_in, read_other_table
from hplan_xl.conversion.headed_text import find_areas
from hplan_xl.conversion.headings import Headings, is_of_whole_plan
from hplan_xl.conversion.tables import DEEPEST_HEADING, find_tables
from hplan_xl.documents.pages import (
    Document,
    DocumentKind,
    Grid,
    GridRow,
    Page,
    Paragraph,
    Role,
    Shape,
    list_words,
)
from hplan_xl.interpretation.outcomes import ReadValue
from hplan_xl.interpretation.times import read_date
from hplan_xl.register.catalogue import Group, HealthcareRegion, Register, shorten_region
from hplan_xl.register.name_search import find_group_in_name, find_group_of_heading
from hplan_xl.wording import slide_sentences
from hplan_xl.wording.file_sentences import NO_GROUP_STARTS

_YEAR = re.compile(
    r"(?<![0-9])(?P<first>20[0-9]{2})(?:(?:\s?[–/-]\s?|\s(?:och|and|till|to)\s)(?P<last>20[0-9]{2}|[0-9]{2}(?!\s\w)))?(?![0-9-])"
)
# "Status per den 30 september 2025", in running text or a heading of a table.
_STATUS_DAY = re.compile(
    r"\bstatus(?:en)?(?: är)?,?(?: per| as of| at)?(?: den)?:? "
    r"(?P<day>20[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}(?::e)? [a-zåäö]{3,9} 20[0-9]{2})",
    re.I,
)
_MOST_YEARS = 10
_OF_A_PLAN = re.compile(r"(?:handlings|verksamhets)plan|\b(?:action )?plan\b", re.I)
LONGEST_TITLE = 120
_FIRST_PAGES = 2
# Folded: RPO Tandvård (Norra)
_BEHIND_GROUP = re.compile(r"\br(?:po|sg) [^()]{1,60} \(([^()]+)\)")
# Words that may stand before the name of a group whose plan begins, beside titles of sheets and names of councils.
_LEADS = ("action", "av", "for", "för", "handlingsplan", "handlingsplanen", "kunskapsråd", "of", "plan", "the")


@dataclass(frozen=True)
class DocumentIdentity:
    """Which plan a document holds, as far as it says; else None and "".

    region: the healthcare region. is_region_told: whether the document names it alone, or a group that it has. years:
        as they stand. other_years: those that other headings over tables, or of plans, name. answers: other answers of
        the form. form_lines: the lines of all answers of the form that are read, and the group's name.
    """

    region: HealthcareRegion
    is_region_told: bool
    group: Group | None
    years: int | str | None
    as_of: date | None
    answers: Mapping[str, tuple[str, Paragraph]]
    form_lines: frozenset[str] = frozenset()
    other_years: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The last of the years, which days without a year are in."""
        return int(str(self.years)[-4:]) if self.years else None


def identify(document: Document, register: Register, headings: Headings, region: HealthcareRegion) -> DocumentIdentity:
    """Find which group wrote a document and when: in `region` where it names none, or that one among several."""
    titles = list(_titles(document))
    regions = list_regions(document, register)
    found = regions[0] if len(regions) == 1 else None
    region = found or (region if region in regions or not regions else regions[0])
    shapes = (shape for page in document.pages for shape in page.shapes)
    forms = (grid for page in document.pages for grid in page.grids if not page.hidden)
    lines = chain(
        (line for shape in shapes for line in shape.paragraphs), *(_lines_of_form(one, headings) for one in forms)
    )
    answers = {name: (words, line) for name, words, line in answers_in(lines, headings)}
    told = answers.pop("as_of", None)
    told_year = answers.pop("year", None)
    of_year = _years([told_year[0]]) if told_year else None
    named = [document.name.rpartition("/")[2], *titles]
    headers = [words for page in document.pages for words in page.headers]
    years = of_year or _years(filter(_OF_A_PLAN.search, named)) or _years(named)
    years = years or _years(filter(_OF_A_PLAN.search, headers))
    as_of = _day(told[0], int(str(years)[-4:]) if years else None) if told else _find_status_day(document)
    if told and as_of is None:
        answers["as_of"] = told
    named_group = [answers["group"][0]] if "group" in answers else []
    group = _group(document.name, [*named_group, *titles], headers, register, region)
    of_region = register.region(answers["healthcare_region"][0]) if "healthcare_region" in answers else None
    is_told = bool(of_region or found or (group and not regions))
    read = [line for _, line in answers.values()]
    read += [one[1] for one, value in ((told, as_of), (told_year, of_year)) if one and value and one[1] not in read]
    form_lines = frozenset([*(line.text.strip() for line in read), *([group.name] if group else [])])
    others = tuple(_list_other_years(document, titles, years))
    return DocumentIdentity(of_region or region, is_told, group, years, as_of, answers, form_lines, others)


def _lines_of_form(grid: Grid, headings: Headings) -> list[Paragraph]:
    """The rows of a table of two columns that has answers of the form alone, a label and its answer a line."""
    rows = [words for row in grid.rows if (words := list_words(row))]
    is_form = all(len(words) <= 2 and headings.answer(words[0]) for words in rows)
    return [Paragraph(f"{words[0].rstrip(' :')}: {words[1]}") for words in rows if is_form and len(words) == 2]


def _titles(document: Document) -> Iterator[str]:
    """The texts at the top of the pages and of their tables, and all short texts on the first page."""
    for page in document.pages:
        if page.hidden:
            continue
        yield page.title
        shapes = page.shapes if page.number <= _FIRST_PAGES else page.shapes[:1]
        yield from (clean_text(shape.text) for shape in shapes if len(shape.text) <= LONGEST_TITLE)
        firsts = [words for grid in page.grids[:1] for row in grid.rows[:DEEPEST_HEADING] if (words := list_words(row))]
        over = takewhile(lambda words: len(words) == 1, firsts)
        yield from (words[0] for words in over if len(words[0]) <= LONGEST_TITLE)


def list_regions(document: Document, register: Register) -> list[HealthcareRegion]:
    """The healthcare regions that the titles and the texts of a document name."""
    texts = dict.fromkeys(chain.from_iterable(_texts(page) for page in document.pages))
    named = {region.name for words in texts for region in find_regions(words, register)}
    return [region for region in register.regions if region.name in named]


def find_regions(words: str, register: Register) -> list[HealthcareRegion]:
    """The healthcare regions that words name, in either language; in short where it stands behind a group."""
    told = normalize_text(words)
    behind = _BEHIND_GROUP.findall(told)
    return [
        one
        for one in register.regions
        if any(title in told for title in _fold_both(one.title))
        or not (one.spellings | _fold_both(shorten_region(one.title))).isdisjoint(behind)
    ]


def _fold_both(words: Text) -> set[str]:
    """Words in both languages, folded."""
    return {normalize_text(words.sv), normalize_text(words.en)}


def _texts(page: Page) -> Iterator[str]:
    yield page.title
    yield from (shape.text for shape in page.shapes)


def _find_status_day(document: Document) -> date | None:
    """The day that the statuses are said to hold for, in whatever place; None where several are told."""
    texts = (words for page in document.pages for words in (*_texts(page), *(cell.text for cell in page.cells())))
    days = {_day(found["day"], None) for words in texts for found in _STATUS_DAY.finditer(clean_text(words))}
    return days.pop() if len(days) == 1 else None


def _group(
    file: str, titles: Sequence[str], headers: Sequence[str], register: Register, region: HealthcareRegion
) -> Group | None:
    """The group that the titles name, else the file's name, else headers; a name within another is not meant.

    First what names it with its kind: "Kunskapsstöd i vardagen" is rather an area than RSG Metoder för kunskapsstöd.
    """
    told = (*titles, file, *headers)
    for words in (*filter(is_of_whole_plan, told), *told):
        name = find_group_in_name(words.replace("/", " ") if words is not file else words, register)
        group = register.find_group(name, region) if name else None
        if group:
            return group
    return None


def _years(titles: Iterable[str]) -> int | str | None:
    """The year, or the span of years, that the titles name most often, the latest of several."""
    years = Counter(found for title in titles for found in _spans(title))
    best = max(years, key=lambda one: (years[one], one), default=None)
    return None if best is None else best[0] if best[0] == best[1] else f"{best[0]}–{best[1]}"


def _list_other_years(document: Document, titles: Iterable[str], years: int | str | None) -> Iterator[str]:
    """The years outside the plan's in the file's name, titles of pages with tables and names of plans, in order."""
    over_tables = (page.title for page in document.pages if page.grids and not page.hidden)
    of_plans = filter(_OF_A_PLAN.search, titles)
    texts = chain([document.name.rpartition("/")[2]], over_tables, of_plans)
    named = {year for title in texts for first, last in _spans(title) for year in (first, last)}
    first, last = (int(str(years)[:4]), int(str(years)[-4:])) if years else (0, 9999)
    yield from (str(year) for year in sorted(named) if not first <= year <= last)


def _spans(title: str) -> Iterator[tuple[int, int]]:
    for found in _YEAR.finditer(title):
        first = int(found["first"])
        last = int(found["last"]) if found["last"] else first
        last = last if last > 99 else first // 100 * 100 + last
        yield (first, last) if first <= last < first + _MOST_YEARS else (first, first)


def _day(words: str, year: int | None) -> date | None:
    outcome = read_date(words, year)
    return outcome.value if isinstance(outcome, ReadValue) and isinstance(outcome.value, date) else None


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
    titles = [sheet.title for sheet in headings.book.sheets] + [region.title for region in register.regions]
    told = [normalize_text(council.name) for council in register.councils]
    told += chain.from_iterable(map(_fold_both, titles))
    return frozenset((*_LEADS, *" ".join(told).split()))


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

    On a page without a table, which parts two plans, the name may stand alone without its kind. Of a plan that says no
    group, our slides name the file instead.
    """
    heading = page.title or next((one.text for one in page.shapes if 0 < len(one.text) <= LONGEST_TITLE), "")
    if heading.startswith(NO_GROUP_STARTS):
        return _Owner(heading.rpartition(":")[0])
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
    several = _fold_both(slide_sentences.GROUPS)
    for top, row in enumerate(grid.rows[:DEEPEST_HEADING]):
        heads = [cell.text if cell else "" for cell in row]
        if sum(bool(words.strip()) for words in heads) > 1:
            for column, words in enumerate(heads):
                is_of_one = headings.answer(words) == headings.book.identity.group
                if is_of_one or normalize_text(words) in several:
                    return top, column, is_of_one
    return None
