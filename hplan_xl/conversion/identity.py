"""The group, year and status day of a plan in a document, as far as the document gives them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from hplan_xl.book.text import clean_text, normalize_text
from hplan_xl.conversion.free_pages import answers_in
from hplan_xl.conversion.headings import Headings
from hplan_xl.documents.pages import Document, GridCell, Page, Paragraph, list_words
from hplan_xl.interpretation.outcomes import ReadValue
from hplan_xl.interpretation.times import read_date
from hplan_xl.register.catalogue import Group, HealthcareRegion, Register
from hplan_xl.register.name_search import find_group_in_name

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


@dataclass(frozen=True)
class DocumentIdentity:
    """Which plan a document holds, as far as it says; else None and "".

    region: the healthcare region. is_region_told: whether the document names it, or a group that it has. years: as they
        stand. other_years: those that other headings over tables, or of plans, name. answers: other answers of the
        form. form_lines: the lines of all answers of the form that are read.
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
    """Find which group wrote a document and when; `region` is used where the document names none."""
    titles = list(_titles(document))
    regions = list_regions(document, register)
    found = regions[0] if len(regions) == 1 else None
    lines = (line for page in document.pages for shape in page.shapes for line in shape.paragraphs)
    answers = {name: (words, line) for name, words, line in answers_in(lines, headings)}
    told = answers.pop("as_of", None)
    told_year = answers.pop("year", None)
    of_year = _years([told_year[0]]) if told_year else None
    named = [document.name.rpartition("/")[2], *titles]
    years = of_year or _years(filter(_OF_A_PLAN.search, named)) or _years(named)
    as_of = _day(told[0], int(str(years)[-4:]) if years else None) if told else _find_status_day(document)
    if told and as_of is None:
        answers["as_of"] = told
    group = _group(document.name, titles, register, found or region)
    of_region = next(
        (register.region(words) for name, (words, _) in answers.items() if name == "healthcare_region"), None
    )
    is_told = bool(of_region or found or group)
    read = [line for _, line in answers.values()]
    read += [one[1] for one, value in ((told, as_of), (told_year, of_year)) if one and value and one[1] not in read]
    form_lines = frozenset(line.text.strip() for line in read)
    others = tuple(_list_other_years(document, titles, years))
    return DocumentIdentity(of_region or found or region, is_told, group, years, as_of, answers, form_lines, others)


def _titles(document: Document) -> Iterator[str]:
    """The texts at the top of the pages, and all short texts on the first page."""
    for page in document.pages:
        if page.hidden:
            continue
        yield page.title
        shapes = page.shapes if page.number <= _FIRST_PAGES else page.shapes[:1]
        yield from (clean_text(shape.text) for shape in shapes if len(shape.text) <= LONGEST_TITLE)
        firsts = [list_words(row) for grid in page.grids[:1] for row in grid.rows[:1]]
        yield from (words[0] for words in firsts if len(words) == 1 and len(words[0]) <= LONGEST_TITLE)


def list_regions(document: Document, register: Register) -> list[HealthcareRegion]:
    """The healthcare regions that the titles and the texts of a document name."""
    return find_regions(" ".join(chain.from_iterable(_texts(page) for page in document.pages)), register)


def find_regions(words: str, register: Register) -> list[HealthcareRegion]:
    """The healthcare regions that words name, in either language."""
    told = normalize_text(words)
    return [
        one for one in register.regions if any(normalize_text(title) in told for title in (one.title.sv, one.title.en))
    ]


def _texts(page: Page) -> Iterator[str]:
    yield page.title
    yield from (shape.text for shape in page.shapes)


def _find_status_day(document: Document) -> date | None:
    """The day that the statuses are said to hold for, in whatever place; None where several are told."""
    texts = (words for page in document.pages for words in (*_texts(page), *(one.text for one in _cells(page))))
    days = {_day(found["day"], None) for words in texts for found in _STATUS_DAY.finditer(clean_text(words))}
    return days.pop() if len(days) == 1 else None


def _cells(page: Page) -> Iterator[GridCell]:
    return (cell for grid in page.grids for cell in grid.cells())


def _group(file: str, titles: list[str], register: Register, region: HealthcareRegion) -> Group | None:
    """The group that the titles name, else the name of the file; a name within another is not meant."""
    for words in (*titles, file):
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
    """The years outside those of the plan in the titles of pages with tables, and in the names of plans, in order."""
    over_tables = (page.title for page in document.pages if page.grids and not page.hidden)
    of_plans = filter(_OF_A_PLAN.search, titles)
    named = {year for title in chain(over_tables, of_plans) for first, last in _spans(title) for year in (first, last)}
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
