"""Values of a national source that somebody has saved, filled into the measurements of next year's plan.

A saved file is an answer of Kolada's API, version 3, to a question of values, such as
`GET /v3/data/kpi/N00945/municipality/0006,0000/year/2024`: an object with `values`, a list of
`{"kpi", "municipality", "period", "values": [{"gender", "value", "status", ...}]}`, and with `next_url` and
`previous_url` where it is a page of several (https://api.kolada.se/v3/docs, https://github.com/Hypergene/kolada).
Nothing is fetched here.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hplan_xl.book.columns import Choice, Number
from hplan_xl.book.errors import SavedValuesError, explain_os_error
from hplan_xl.book.text import Language, Text, neutral_text, normalize_text
from hplan_xl.book.values import MissingValue, PeriodKind, TimePeriod, TypedValue
from hplan_xl.book.views import Measures
from hplan_xl.interpretation.outcomes import show_value
from hplan_xl.register.catalogue import HealthcareRegion
from hplan_xl.renewal.carried_rows import NewYear, SourceRow
from hplan_xl.wording import renewal_sentences as words

NATION = "0000"
_TOTAL = "T"
# Kolada's number of a region: two noughts and the county code.
_COUNTIES = {
    "Region Stockholm": "01",
    "Region Uppsala": "03",
    "Region Sörmland": "04",
    "Region Östergötland": "05",
    "Region Jönköpings län": "06",
    "Region Kronoberg": "07",
    "Region Kalmar län": "08",
    "Region Gotland": "09",
    "Region Blekinge": "10",
    "Region Skåne": "12",
    "Region Halland": "13",
    "Västra Götalandsregionen": "14",
    "Region Värmland": "17",
    "Region Örebro län": "18",
    "Region Västmanland": "19",
    "Region Dalarna": "20",
    "Region Gävleborg": "21",
    "Region Västernorrland": "22",
    "Region Jämtland Härjedalen": "23",
    "Region Västerbotten": "24",
    "Region Norrbotten": "25",
}
_REGION_NAMES = {f"00{code}": name for name, code in _COUNTIES.items()}
_MISSING = {"missing": MissingValue.LOST, "private": MissingValue.CONFIDENTIAL}
_PAGE = re.compile(r"[?&]page=(\d+)")
_MOST_NAMES = 3


@dataclass(frozen=True)
class SavedValue:
    """One value as the source has it; None where it gives none and the status does not say why."""

    value: float | MissingValue | None
    status: str = ""


@dataclass(frozen=True)
class SavedValues:
    """What the files hold of each measure, by its identifier in capital letters: by area and year the value for all.

    untotalled: how many values of a measure are for women and men alone. files: in which file it stands.
    """

    by_measure: Mapping[str, Mapping[tuple[str, int], SavedValue]]
    untotalled: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def read_saved_values(paths: Sequence[Path]) -> SavedValues:
    """The values of saved answers.

    Raises SavedValuesError where one cannot be read, is no such answer, or is a page of several that are not all there.
    """
    answers = {path: _read_answer(path) for path in paths}
    _refuse_missing_pages(answers)
    found: dict[str, dict[tuple[str, int], SavedValue]] = {}
    untotalled: Counter[str] = Counter()
    files: dict[str, str] = {}
    for path, answer in answers.items():
        for measure, area, year, values in _list_values(path, answer):
            files.setdefault(measure, path.name)
            own = found.setdefault(measure, {})
            value = _find_total(values)
            if value is None:
                untotalled[measure] += bool(values)
            elif own.setdefault((area, year), value) != value:
                fault = words.TWO_VALUES.fill(file=path, kpi=measure, area=name_area(area), year=year)
                raise SavedValuesError(fault)
    return SavedValues(found, untotalled, files)


def _read_answer(path: Path) -> dict[str, object]:
    try:
        answer = json.loads(path.read_bytes())
    except OSError as error:
        raise SavedValuesError(words.VALUES_UNREADABLE.fill(file=path, why=explain_os_error(error))) from error
    except (ValueError, RecursionError) as error:
        raise SavedValuesError(words.VALUES_NO_JSON.fill(file=path)) from error
    if not isinstance(answer, dict) or not isinstance(answer.get("values"), list):
        raise SavedValuesError(words.VALUES_OTHER_SHAPE.fill(file=path))
    if not answer["values"]:
        raise SavedValuesError(words.VALUES_EMPTY.fill(file=path))
    return answer


def _refuse_missing_pages(answers: Mapping[Path, Mapping[str, object]]) -> None:
    """Refuse a page whose next, or whose previous, is not among the files."""
    there: set[tuple[str, int]] = set()
    wanted: dict[tuple[str, int], Path] = {}
    for path, answer in answers.items():
        for name, step in (("next_url", 1), ("previous_url", -1)):
            if url := answer.get(name):
                question, page = _part_page(str(url))
                there.add((question, page - step))
                wanted.setdefault((question, page), path)
    missing = next((path for place, path in wanted.items() if place not in there), None)
    if missing:
        raise SavedValuesError(words.VALUES_ONE_PAGE.fill(file=missing))


def _part_page(url: str) -> tuple[str, int]:
    """An address without the number of its page, and that number; the first page may stand without one."""
    found = _PAGE.search(url)
    return _PAGE.sub("", url), int(found[1]) if found else 1


def _list_values(
    path: Path, answer: Mapping[str, object]
) -> Iterator[tuple[str, str, int, Sequence[Mapping[str, object]]]]:
    """The measure, the area, the year and the values of each entry."""
    entries = answer["values"]
    for entry in entries if isinstance(entries, list) else ():
        told = entry if isinstance(entry, dict) else {}
        measure, area, period = told.get("kpi"), told.get("municipality"), str(told.get("period"))
        values = told.get("values")
        whole = isinstance(values, list) and all(isinstance(one, dict) and _is_value(one) for one in values)
        if not (isinstance(measure, str) and isinstance(area, str) and re.fullmatch(r"\d{4}", period) and whole):
            raise SavedValuesError(words.VALUES_OTHER_SHAPE.fill(file=path))
        kept = [one for one in values or () if not one.get("isdeleted")]
        yield measure.strip().upper(), area.strip().upper(), int(period), kept


def _is_value(entry: Mapping[str, object]) -> bool:
    value = entry.get("value")
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return isinstance(entry.get("gender"), str) and "value" in entry and (value is None or is_number)


def _find_total(values: Iterable[Mapping[str, object]]) -> SavedValue | None:
    """The value for women and men together; None where there is none."""
    for one in values:
        if one["gender"] == _TOTAL:
            value, status = one["value"], str(one.get("status") or "").strip()
            if isinstance(value, int | float):
                return SavedValue(int(value) if float(value).is_integer() else value, status)
            code = _MISSING.get(status.casefold())
            return SavedValue(code, "" if code else status)
    return None


def name_area(area: str) -> Text:
    """The name of a region or the nation; else what the source's number is of."""
    if area == NATION:
        return words.THE_NATION
    if area in _REGION_NAMES:
        return neutral_text(_REGION_NAMES[area])
    return (words.MUNICIPALITY if re.fullmatch(r"\d{4}", area) else words.OTHER_AREA).fill(area=area)


def find_series_of_areas(region: HealthcareRegion, nation_series: str) -> Mapping[str, str]:
    """By the source's number of an area, the series of the plan's column for it; those not known by name are not in."""
    spelled = {normalize_text(name): f"00{code}" for name, code in _COUNTIES.items()}
    own = {spelled[fold]: one.code for one in region.members if (fold := normalize_text(one.name)) in spelled}
    return {**own, NATION: nation_series}


@dataclass
class _Account:
    """What was filled and what was not: indicators by name, areas by number, cells counted by measure."""

    cells: int = 0
    indicators: set[object] = field(default_factory=set)
    other_areas: dict[str, set[str]] = field(default_factory=dict)
    lacking: dict[str, set[str]] = field(default_factory=dict)
    codes: Counter[tuple[str, MissingValue]] = field(default_factory=Counter)
    unexplained: Counter[str] = field(default_factory=Counter)
    differing: list[tuple[str, ...]] = field(default_factory=list)
    refused: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class FilledValues:
    """rows: by sheet, the new plan's records. sentences: what was filled, and what is asked. measures: those used."""

    rows: Mapping[str, Sequence[Mapping[str, TypedValue]]]
    sentences: tuple[Text, ...]
    measures: frozenset[str]


KeptRows = Sequence[tuple[SourceRow, Mapping[str, TypedValue]]]


def fill_values(
    saved: SavedValues,
    areas: Mapping[str, str],
    measures: Measures,
    indicators: KeptRows,
    values: KeptRows,
    new: NewYear,
) -> FilledValues:
    """Fill saved values into blank cells, and into new rows, of the indicators that have a measure's identifier.

    indicators, values: the rows that go on, with what they were. areas: `find_series_of_areas`. What the group has
    typed stays.
    """
    return _Filling(saved, areas, new, measures, values).fill(indicators)


class _Filling:
    """The work on one plan."""

    def __init__(
        self, saved: SavedValues, areas: Mapping[str, str], new: NewYear, measures: Measures, values: KeptRows
    ) -> None:
        self._saved, self._areas, self._new, self._measures = saved, areas, new, measures
        columns = [one for one in new.book.sheet(measures.values).columns if isinstance(one, Number) and one.series]
        self._columns = {one.series: one for one in columns}
        self._records = [dict(record) for _, record in values]
        self._rows = [row for row, _ in values]
        self._places = {
            (row.meanings.get(measures.indicator), row.meanings.get(measures.period)): at
            for at, row in enumerate(self._rows)
        }
        self._account = _Account()
        self._used: set[str] = set()

    def fill(self, indicators: KeptRows) -> FilledValues:
        """Fill every indicator that has a measure's identifier."""
        filled = [self._fill_indicator(row, dict(record)) for row, record in indicators]
        rows = {self._measures.sheet: filled, self._measures.values: self._records}
        return FilledValues(rows, tuple(_describe(self._account, self._saved, self._used)), frozenset(self._used))

    def _fill_indicator(self, row: SourceRow, record: dict[str, TypedValue]) -> dict[str, TypedValue]:
        told, sheet = self._measures, self._new.book.sheet(self._measures.sheet)
        spelled = set(re.findall(r"\w+", str(row.meanings.get(told.source_id) or "").upper()))
        measure = next((one for one in self._saved.by_measure if one in spelled), "")
        key = row.meanings.get(told.id)
        if not measure or key is None:
            return record
        self._used.add(measure)
        name, source = f"{key} {row.meanings.get(told.name) or ''}".strip(), row.meanings.get(told.source)
        if row.meanings.get(told.kind) not in (None, told.number):
            self._account.refused.append(words.NOT_FOLLOWED_AS_NUMBER.fill(indicator=name, kpi=measure))
            return record
        column = sheet.column(told.source)
        term = column.vocabulary.find_term(told.national_source) if isinstance(column, Choice) else None
        if source not in (None, told.national_source) or term is None:
            typed = show_value(record.get(told.source)).localize(self._new.language)
            self._account.refused.append(words.OTHER_SOURCE.fill(indicator=name, kpi=measure, source=typed))
            return record
        before = self._account.cells
        for year, by_area in sorted(self._by_year(measure).items()):
            self._fill_period(measure, key, year, by_area)
        self._note_areas(measure)
        if self._account.cells > before:
            self._account.indicators.add(key)
        return {told.source: term.word.localize(self._new.language), **record}

    def _by_year(self, measure: str) -> Mapping[int, Mapping[str, SavedValue]]:
        years: dict[int, dict[str, SavedValue]] = defaultdict(dict)
        for (area, year), value in self._saved.by_measure[measure].items():
            if self._areas.get(area) in self._columns:
                years[year][self._areas[area]] = value
        return years

    def _fill_period(self, measure: str, key: object, year: int, values: Mapping[str, SavedValue]) -> None:
        told, period = self._measures, TimePeriod(year, PeriodKind.YEAR)
        at = self._places.get((key, period))
        own: dict[str, TypedValue] = {}
        for series, saved in values.items():
            column = self._columns[series]
            row = self._rows[at] if at is not None else None
            if row is not None and row.answers.get(column.name) is not None:
                self._compare(row, column, saved, f"{key} {period}")
            elif saved.value is None:
                self._account.unexplained[measure] += 1
            elif isinstance(saved.value, MissingValue):
                self._account.codes[measure, saved.value] += 1
                own[column.name] = saved.value.value
            else:
                own[column.name] = saved.value
        if not own:
            return
        self._account.cells += sum(not isinstance(value, str) for value in own.values())
        if at is None:
            self._records.append({told.indicator: str(key), told.period: str(period)})
        record = self._records[-1 if at is None else at]
        record |= {**own, told.comment: self._describe_source(measure, record, own, values)}

    def _describe_source(
        self,
        measure: str,
        record: Mapping[str, TypedValue],
        own: Mapping[str, TypedValue],
        values: Mapping[str, SavedValue],
    ) -> str:
        """The comment of a row: what it was, the source, of which columns where others are typed, and their status."""
        language = self._new.language
        columns = self._columns.values()
        titles = [column.title.localize(language) for column in columns if column.name in own]
        is_shared = any(record.get(column.name) is not None for column in columns if column.name not in own)
        source = words.FROM_SOURCE_FOR if is_shared else words.FROM_SOURCE
        statuses = {one.status for series, one in values.items() if self._columns[series].name in own and one.status}
        before = show_value(record.get(self._measures.comment)).localize(language)
        said = (source.fill(kpi=measure, columns=", ".join(titles)).localize(language), *sorted(statuses))
        return "; ".join(filter(None, (before.strip(". "), *(one for one in said if one not in before))))

    def _compare(self, row: SourceRow, column: Number, saved: SavedValue, where: str) -> None:
        """Keep what the group has typed; note where the source has something else."""
        meant, theirs = row.meanings.get(column.name), saved.value
        own = row.answers.get(column.name) if meant is None else meant
        if theirs is not None and not _is_same(own, theirs):
            shown = [_show(one, self._new.language) for one in (own, theirs)]
            self._account.differing.append((f"{where} {column.title.localize(self._new.language)}", *shown))

    def _note_areas(self, measure: str) -> None:
        areas = {area for area, _ in self._saved.by_measure[measure]}
        known = {area for area, series in self._areas.items() if series in self._columns}
        self._account.other_areas[measure] = areas - known
        if areas & known:
            self._account.lacking[measure] = known - areas


def _is_same(own: object, theirs: object) -> bool:
    both = (own, theirs)
    if all(isinstance(one, int | float) for one in both):
        return math.isclose(*both, rel_tol=1e-9)  # type: ignore[arg-type]
    return own == theirs


def _show(value: object, language: Language) -> str:
    return value.value if isinstance(value, MissingValue) else show_value(value).localize(language)


def _describe(account: _Account, saved: SavedValues, used: Iterable[str]) -> Iterator[Text]:
    """Say what was filled, and ask about what did not fit."""
    if account.cells:
        yield words.describe_filled_values(account.cells, len(account.indicators))
    yield from account.refused
    for measure in sorted(used):
        yield from _describe_measure(measure, account, saved)
    if account.differing:
        where, own, theirs = account.differing[0]
        yield words.DIFFERING_VALUES.with_number(len(account.differing), where=where, own=own, theirs=theirs)


def _describe_measure(measure: str, account: _Account, saved: SavedValues) -> Iterator[Text]:
    others, lacking = account.other_areas.get(measure, ()), account.lacking.get(measure)
    if measure in account.other_areas and lacking is None:
        yield words.NO_AREA_FITS.fill(kpi=measure, areas=_name_areas(others))
    elif others:
        yield words.OTHER_AREAS.fill(kpi=measure, areas=_name_areas(others))
    if lacking:
        yield words.AREAS_LACKING.fill(kpi=measure, areas=_name_areas(lacking))
    for code, sentences in words.CODES_FROM_SOURCE.items():
        if number := account.codes[measure, code]:
            yield sentences.with_number(number, kpi=measure)
    if number := account.unexplained[measure]:
        yield words.UNEXPLAINED_BLANKS.with_number(number, kpi=measure)
    if number := saved.untotalled.get(measure, 0):
        yield words.NO_TOTAL.with_number(number, kpi=measure)


def _name_areas(areas: Iterable[str]) -> Text:
    """The areas by name, the nation last and at most so many; what is no region as the source numbers it."""
    order = sorted(areas, key=lambda area: (area == NATION, area not in _REGION_NAMES, area))
    return words.list_first(list(map(name_area, order)), _MOST_NAMES)
