"""What has changed since an earlier master equals what was done, also by way of the master's file."""

import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from hplan_xl.book.text import Language
from hplan_xl.book.values import PeriodKind, TimePeriod
from hplan_xl.book.views import Changes
from hplan_xl.cli import main
from hplan_xl.consolidation.earlier import interpret_master, list_read_tables
from hplan_xl.consolidation.union import Consolidation, EarlierMaster
from hplan_xl.master.facts.changes import Change, ChangeKind, Comparison, classify_move, compare_all
from hplan_xl.master.facts.pairing import compare_words, shorten_runs
from hplan_xl.master.facts.sentences import describe_moves
from hplan_xl.master.facts.slices import Division, divide_consolidation
from hplan_xl.master.write import build_master, compose_five_sentences
from hplan_xl.reading.earlier_files import read_master_file
from tests.edit_script import MOVES, NOW, STATUSES, THEN, Plan, Told, consolidate, make_script
from tests.pieces_of_masters import assert_valid, opened, table, values
from tests.plenty import BOOK, consolidation
from tests.recompute import cached, convert, recomputed
from tests.sketch import sketch, write_plan

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")

VIEW = next(view for view in BOOK.views if isinstance(view, Changes))
RUNS = 500 if os.environ.get("HPLAN_THOROUGH") == "1" else 15
SEED = 8  # a script with a change of most kinds
RELEASED = Path(__file__).parent / "released"
MASTER_OF_1_0 = RELEASED / "masters" / "1.0.0 master.xlsx"


def read_back(consolidation: Consolidation, language: Language = "sv", name: str = "förra.xlsx") -> EarlierMaster:
    """A consolidation as it is read back from its master."""
    return read(build_master(consolidation, language), name)


def read(data: bytes, name: str = "förra.xlsx") -> EarlierMaster:
    return interpret_master(read_master_file(name, data, BOOK.name, list_read_tables(BOOK)), BOOK)


def told_of(change: Change) -> Told:
    """A change as the script writes it down."""
    row = change.row
    identity = {"areas": "title", "activities": "title", "decisions": "question", "challenges": "text"}
    identity |= {"indicators": "name"}
    name = identity.get(change.sheet)
    what = row[name] if name else f"{row['indicator']} {row['period']}"
    column = "value_whole" if change.kind == "value" else change.column if change.kind != "moved" else ""
    before, after = (one.get(column) if one is not None and column else None for one in (change.then, change.now))
    return change.kind.value, change.sheet, str(row["_group"]), str(what), before, after


@settings(max_examples=RUNS)
@given(st.integers(0, 10**6), st.sampled_from(["sv", "en"]))
def test_the_changes_are_the_edits(seed: int, language: Language) -> None:
    script = make_script(seed)
    found = compare_all(consolidate(script.now, NOW), read_back(consolidate(script.then, THEN), language), VIEW)
    assert Counter(map(told_of, found.changes)) == Counter(script.told)
    assert {str(row["_group"]) for row in found.missing_groups} == set(script.then) - set(script.now)
    assert {str(row["_group"]) for row in found.new_groups} == set(script.now) - set(script.then)
    assert found.since == THEN


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_master_compared_with_its_own_plans_has_changed_nothing(language: Language) -> None:
    some = consolidation(14, 6)

    found = compare_all(some, read_back(some, language), VIEW)

    assert (found.changes, found.missing_groups, found.new_groups, len(found.compared_groups)) == ((), (), (), 14)


@pytest.mark.parametrize("then", [*STATUSES, None])
@pytest.mark.parametrize("now", [*STATUSES, None])
def test_a_move_is_for_the_better_or_the_worse_only_between_statuses_of_work_under_way(
    then: str | None, now: str | None
) -> None:
    wanted = None if then == now else MOVES.get((str(then), str(now)), "other_status")
    found = classify_move(then, now, VIEW.work)
    assert (found.value if found else None) == wanted


# A master of 1.0 is read: it was made of the two plans that lie beside it.


def merged(*words: object) -> Result:
    return CliRunner().invoke(main, ["merge", *map(str, words), "--lang", "sv"])


def of_1_0(folder: Path) -> Path:
    """The plans that the master of 1.0 was made of."""
    (folder / "planer").mkdir()
    for path in RELEASED.glob("1.0.0 RPO*.xlsx"):
        shutil.copy(path, folder / "planer" / path.name)
    return folder / "planer"


def test_a_master_of_1_0_is_read_and_nothing_has_changed_in_its_own_plans(tmp_path: Path) -> None:
    earlier = read(MASTER_OF_1_0.read_bytes())
    assert (earlier.day, {name: len(rows) for name, rows in earlier.records.items()}) == (
        date(2025, 9, 30),
        {"areas": 16, "activities": 33, "results": 1, "challenges": 2, "decisions": 6}
        | {"indicators": 23, "measurements": 14, "plan": 2},
    )
    assert earlier.records["decisions"][0] == {
        "_file": "planer/RPO Psykisk hälsa 2025 Södra.xlsx",
        "_sheet": "Beslut",
        "_row": 4,
        "_region": "sodra",
        "_group": "RPO Psykisk hälsa",
        "_council": "",
        "question": "Ska sjukvårdsregionen ha en gemensam enhet för ätstörningar?",
        "proposal": "SVN ger RSL i uppdrag att utreda en gemensam enhet.",
        "when": earlier.records["decisions"][0]["when"],
        "forum": "svn",
        "state": "prepared",
        "area": 3,
        "_area": "3 – Ätstörningar",
        "type": "change",
    }

    unchanged = "inga prioriterade områden har fått annan status eller tillkommit, och inga öppna saknas."
    plans = of_1_0(tmp_path)
    for day, since in (
        ("2025-10-15", "Sedan 2025-09-30"),
        ("2025-09-30", "Sedan förra sammanställningen, också per 2025-09-30"),
    ):
        output = tmp_path / f"{day}.xlsx"
        made = merged(plans, "-o", output, "--as-of", day, "--previous", MASTER_OF_1_0)

        assert made.exit_code == 0, made.output
        assert f"{since}: {unchanged}" in made.stdout.splitlines()
        book = opened(output.read_bytes())
        assert ["Inget av det som jämförs har ändrats."] in [row[:1] for row in values(book, "Förändringar")]
        days = [line["Läget gäller"] for line in table(book, "Status", "status_trend")]
        assert days == ["2025-09-30 (1.0.0 master.xlsx)", "2025-09-30"]


# What cannot be compared is said in one sentence, and nothing is written.


@pytest.mark.parametrize(
    ("previous", "sentence"),
    [
        (["finns inte.xlsx"], "Det finns ingen fil finns inte.xlsx att jämföra med. "),
        (["planer/1.0.0 RPO Medicinsk diagnostik 2025.xlsx"], " är ingen sammanställning som hplan har gjort. "),
        (["text.xlsx"], "text.xlsx går inte att läsa som en tidigare sammanställning: filen är skadad, har lösenord "),
        (["skadad.xlsx"], "skadad.xlsx går inte att läsa som en tidigare sammanställning: filen är skadad, "),
        (["planer"], "Den tidigare sammanställningen planer går inte att läsa från disken: det är en mapp."),
        (["förra.xlsx", "kopia.xlsx"], "förra.xlsx och kopia.xlsx gäller samma dag, 2025-09-30. "),
        (["nyare.xlsx"], "nyare.xlsx gäller 2025-12-01, men den nya sammanställningen gäller 2025-10-15. "),
        (["utskrift.xlsx"], "utskrift.xlsx saknar fliken Planer, som i en utskriftsversion"),
        (["utan dag.xlsx"], "Planerna i utan dag.xlsx säger inte vilken dag läget gäller"),
    ],
)
def test_what_is_no_earlier_master_is_said_and_nothing_is_written(
    earlier_files: Path, monkeypatch: pytest.MonkeyPatch, previous: Sequence[str], sentence: str
) -> None:
    monkeypatch.chdir(earlier_files)
    named = [word for one in previous for word in ("--previous", one)]

    made = merged("planer", "-o", "ny.xlsx", "--as-of", "2025-10-15", *named)

    assert (made.exit_code, made.stdout) == (3, "")
    assert sentence in made.stderr
    assert made.stderr.count("\n") == 1
    assert not Path("ny.xlsx").exists()


@pytest.fixture(scope="module")
def earlier_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plans, and with files that are no earlier masters, or only some of the time."""
    folder = tmp_path_factory.mktemp("earlier")
    of_1_0(folder)
    shutil.copy(MASTER_OF_1_0, folder / "förra.xlsx")
    shutil.copy(MASTER_OF_1_0, folder / "kopia.xlsx")
    (folder / "text.xlsx").write_text("Ingen arbetsbok")
    (folder / "skadad.xlsx").write_bytes(MASTER_OF_1_0.read_bytes()[:5000])
    some = consolidate(make_script(1, 1, 2).then, THEN)
    without = {**some.tables, "plan": some.tables["plan"].assign(as_of=None)}
    for name, one in {
        "nyare": replace(some, as_of=date(2025, 12, 1)),
        "utskrift": replace(some, book=replace(some.book, views=some.book.views[:1])),
        "utan dag": replace(some, tables=without, days=None, as_of=None),
    }.items():
        (folder / f"{name}.xlsx").write_bytes(build_master(one, "sv"))
    return folder


def test_an_earlier_master_is_not_overwritten(tmp_path: Path) -> None:
    master = Path(shutil.copy(MASTER_OF_1_0, tmp_path / "master.xlsx"))

    made = merged(of_1_0(tmp_path), "-o", master, "--as-of", "2025-10-15", "--previous", master)

    assert made.exit_code == 3
    assert "läses och inte skrivs över" in made.stderr
    assert master.read_bytes() == MASTER_OF_1_0.read_bytes()


# The pages.


def with_earlier(seed: int, groups: int = 3, areas: int = 5) -> Consolidation:
    """Edited plans with two earlier masters."""
    script = make_script(seed, groups, areas)
    older = consolidate(make_script(seed, groups, areas - 1).then, date(2025, 3, 31))
    earlier = (read_back(older, name="mars.xlsx"), read_back(consolidate(script.then, THEN), "en", "september.xlsx"))
    return replace(consolidate(script.now, NOW), earlier=earlier)


@pytest.fixture(scope="module")
def edited() -> Consolidation:
    return with_earlier(SEED)


@pytest.fixture(scope="module")
def master(edited: Consolidation) -> bytes:
    return build_master(edited, "sv")


def test_the_page_has_a_line_for_each_change_worst_first(edited: Consolidation, master: bytes) -> None:
    found = compare_all(edited, edited.earlier[-1], VIEW)
    lines = table(opened(master), "Förändringar", "changes_table")

    assert list(lines[0]) == [
        *("Grupp", "Förändring", "Område", "Vad och varför", "Förut (2025-09-30)", "Nu", "Källa", "Fil")
    ]
    assert len(lines) == len(found.changes) == len(make_script(SEED).told)
    assert [change.kind for change in found.changes] == sorted(
        (change.kind for change in found.changes), key=list(ChangeKind).index
    )
    assert lines[0]["Förändring"] == "Sämre status"
    assert all(line["Grupp"] and line["Källa"] and line["Fil"] for line in lines)


_AREAS = "|number|title|status|responsible|due|promise_1|\n|1|Väntan till MR|Enligt plan|RAG|2026-06-30|x|\n"


def compared_sketches(folder: Path, then: Mapping[str, str], now: Mapping[str, str]) -> list[list[object]]:
    """The rows of the page that compares two drawn plans of a group."""
    for name, day, sheets in (("då", "2026-03-15", then), ("nu", "2026-03-22", now)):
        (folder / name).mkdir()
        sketch(folder / name, sheets, {"as_of": day})
    merged(folder / "då", "-o", folder / "då.xlsx")
    assert merged(folder / "nu", "-o", folder / "nu.xlsx", "--previous", folder / "då.xlsx").exit_code < 2
    return values(opened((folder / "nu.xlsx").read_bytes()), "Förändringar")


def test_a_status_that_is_filled_in_is_told_in_the_sentence_as_in_the_table(tmp_path: Path) -> None:
    blank = f"{_AREAS}|2|Bild||RAG|2026-06-30|x|\n"

    page = compared_sketches(tmp_path, {"areas": blank}, {"areas": blank.replace("Bild|", "Bild|Enligt plan")})

    assert ["Sedan 2026-03-15: 1 prioriterat område har en status som inte går att jämföra."] in [
        row[:1] for row in page
    ]
    assert [row[1:6] for row in page if row[1] == "Annan status"] == [
        ["Annan status", "2 – Bild", None, "–", "Enligt plan"]
    ]


_FORUMS = """
    | question | forum                             | state          |
    | A        | RSL                               | Behöver beslut |
    | B        | Kunskapsråd Diagnostik och sinnen | Bereds         |
    | C        | Nämnden                           | Behöver beslut |
    | D        |                                   | Behöver beslut |
"""


def test_a_forum_that_is_none_of_the_terms_stands_in_its_words_and_is_read_back(tmp_path: Path) -> None:
    sheets = {"areas": _AREAS, "decisions": _FORUMS}
    compared = compared_sketches(tmp_path, sheets, {**sheets, "decisions": _FORUMS.replace("Bereds", "Beslutad")})

    page = values(opened((tmp_path / "då.xlsx").read_bytes()), "Beslut")
    at = next(number for number, row in enumerate(page) if row[0] == "Grupp")
    assert [[cell or "" for cell in row[2:8]] for row in page[at : at + 5]] == [
        ["Fråga", "Kunskapsråd", "RSL", "Annat", "Ej angivet", "Forum"],
        ["A", "", "Behöver beslut", "", "", "RSL"],
        ["B", "Bereds", "", "", "", "Kunskapsråd Diagnostik och sinnen"],
        ["C", "", "", "Behöver beslut", "", "Nämnden"],
        ["D", "", "", "", "Behöver beslut", ""],
    ]
    assert [row[1:6] for row in compared if row[1] in ("Besvarat", "Ändrat läge", "Saknas nu", "Nytt")] == [
        ["Besvarat", None, "Beslut: B", "Bereds", "Beslutad"]
    ]


def test_what_is_asked_of_other_forums_stands_together_and_before_what_is_asked_of_nobody(tmp_path: Path) -> None:
    rows = "".join(f"| {question} | {forum} | Bereds |\n" for question, forum in zip("ABCDE", "ÖX XZ", strict=True))
    sketch(tmp_path, {"areas": _AREAS, "decisions": f"| question | forum | state |\n{rows}".replace("Z", "RSL")})
    merged(tmp_path, "-o", tmp_path / "master.xlsx")

    lines = table(opened((tmp_path / "master.xlsx").read_bytes()), "Att lyfta", "agenda_decisions")

    assert [(line["Fråga"], line["Till vem"]) for line in lines] == [
        *(("E", "RSL"), ("B", "X"), ("D", "X"), ("A", "Ö"), ("C", "Ej angivet"))
    ]


def test_a_plan_without_a_group_is_counted_as_that_where_groups_are(tmp_path: Path) -> None:
    for folder, day in (("då", "2026-03-15"), ("nu", "2026-03-22")):
        (tmp_path / folder).mkdir()
        sketch(tmp_path / folder, {"areas": _AREAS}, {"as_of": day, "council": "RSL"}, "a")
        sketch(tmp_path / folder, {"areas": _AREAS}, {"as_of": day, "group": "RPO Tandvård"}, "b")
        sketch(tmp_path / folder, {"areas": _AREAS}, {"as_of": day, "group": ""}, "c")
    merged(tmp_path / "då", "-o", tmp_path / "då.xlsx")
    merged(tmp_path / "nu", "-o", tmp_path / "nu.xlsx", "--previous", tmp_path / "då.xlsx")

    book = opened((tmp_path / "nu.xlsx").read_bytes())

    assert {line["Grupper"] for line in table(book, "Översikt", "overview_councils")} == {
        *("1 grupp, 1 plan utan grupp", "1 grupp")
    }
    assert [line["Grupper"] for line in table(book, "Status", "status_trend")] == [2, 2]


def test_a_group_with_an_empty_plan_is_not_told_to_be_without_trouble(tmp_path: Path) -> None:
    empty = {"areas": "| title | status | promise_1 | responsible | due |\n| | | | | |", "activities": "|"}
    sketch(tmp_path, {"areas": _AREAS})
    sketch(tmp_path, empty, {"group": "RPO Tandvård"}, "tom")
    merged(tmp_path, "-o", tmp_path / "master.xlsx")

    lines = table(opened((tmp_path / "master.xlsx").read_bytes()), "Översikt", "overview_table")

    assert [line["Grupp"] for line in lines] == ["RPO Medicinsk diagnostik"]


def test_an_event_of_every_plan_is_of_all_plans_also_where_one_is_of_no_group(tmp_path: Path) -> None:
    for name, group, events in (("a", "RPO Tandvård", "AB"), ("b", "", "A")):
        rows = "".join(f"| {event} | Q1 |\n" for event in events)
        sketch(tmp_path, {"areas": _AREAS, "calendar": f"| event | quarter |\n{rows}"}, {"group": group}, name)
    sketch(tmp_path, {"areas": _AREAS, "calendar": "| event | quarter |\n| A | Q1 |\n"}, {}, "c")
    merged(tmp_path, "-o", tmp_path / "master.xlsx")

    lines = table(opened((tmp_path / "master.xlsx").read_bytes()), "Årshjul", "calendar_table")

    assert [(line["Händelse"], line["Grupper"]) for line in lines] == [("A", "Alla planer"), ("B", "RPO Tandvård")]


def test_the_line_of_a_target_that_is_a_range_is_called_its_lower_limit(tmp_path: Path) -> None:
    heading = "| area | name | kind | unit | direction | target | target_high |\n"
    rows = "| 1 | Väntan | Tal | dagar | Inom intervall | 30 | 40 |\n| 1 | Andel | Tal | % | Högre är bättre | 80 | |\n"
    drawn = "".join(f"| {one} | '{year} | 45 |\n" for one in ("I1", "I2") for year in (2024, 2025))
    values_of = f"| indicator | period | value_whole |\n{drawn}"
    sketch(tmp_path, {"areas": _AREAS, "indicators": heading + rows, "measurements": values_of})
    merged(tmp_path, "-o", tmp_path / "master.xlsx")

    book = opened((tmp_path / "master.xlsx").read_bytes())

    told = [part.strip() for row in values(book, "Diagram") for cell in row for part in re.split(r"\s{4,}", str(cell))]
    assert [words for words in told if words.startswith("– – ")] == [
        *("– – Mål, undre gräns", "– – Mål, undre gräns 30", "– – Mål 80")
    ]
    assert [row[0] for row in values(book, "Diagramdata") if row and str(row[0]).startswith("Mål")] == [
        *("Mål, undre gräns", "Mål")
    ]


def test_a_decision_that_a_day_alone_tells_to_be_taken_is_told_by_its_day(tmp_path: Path) -> None:
    asked = "| question | forum | state | decided_on |\n| A | RSL | Behöver beslut | |\n"
    decided = asked.replace("beslut | |", "beslut | 2026-03-20 |")

    page = compared_sketches(tmp_path, {"areas": _AREAS, "decisions": asked}, {"areas": _AREAS, "decisions": decided})

    assert [row[3:6] for row in page if row[1] == "Besvarat"] == [
        ["Beslut: A", "Behöver beslut", "Beslutsdatum: 2026-03-20"]
    ]
    told = [cell for row in values(opened((tmp_path / "nu.xlsx").read_bytes()), "Beslut") for cell in row]
    assert "Behöver beslut (beslutsdatum 20 mar)" in told


def test_each_value_is_told_in_the_unit_of_its_time_and_another_unit_is_told(tmp_path: Path) -> None:
    heading = "| area | name | kind | unit | direction | target |\n"
    drawn = [
        {
            "areas": _AREAS,
            "indicators": f"{heading}|1|Väntan|Tal|{unit}| | |\n|1|Kö|Tal|{unit}|Lägre är bättre|9|\n",
            "measurements": f"| indicator | period | value_whole |\n| I1 | '2025 | {value} |\n| I2 | '2025 | 7 |\n",
        }
        for unit, value in (("dagar", 70), ("veckor", 10))
    ]

    page = compared_sketches(tmp_path, *drawn)

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [row[1:2] + row[3:6] for row in page[top + 1 :]] == [
        ["Ändrat mål", "I2 Kö", "högst 9\N{NO-BREAK SPACE}dagar", "högst 9\N{NO-BREAK SPACE}veckor"],
        [
            *("Ändrat mätvärde", "I1 Väntan, 2025"),
            *("Hela sjukvårdsregionen 70\N{NO-BREAK SPACE}dagar", "Hela sjukvårdsregionen 10\N{NO-BREAK SPACE}veckor"),
        ],
        ["Ändrad text", "I1 Väntan, enhet", "[dagar]", "[veckor]"],
    ]


def test_a_unit_or_a_number_that_is_told_alike_is_no_other_target_or_value(tmp_path: Path) -> None:
    heading, values_of = (
        "| name | unit | target | direction |\n",
        "| indicator | period | value_whole |\n| I1 | '2025 |",
    )
    drawn = [
        {
            "areas": _AREAS,
            "indicators": f"{heading}|Andel|{one}|{goal}|Högre är bättre|\n|Kö|{other}|9|Lägre är bättre|",
            "measurements": f"{values_of} {goal} |",
        }
        for one, other, goal in (("%", "Dagar", "85"), ("procent", "dagar", "85,00001"))
    ]

    page = compared_sketches(tmp_path, *drawn)

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [row[1:2] + row[3:6] for row in page[top + 1 :]] == [
        ["Ändrad text", "I1 Andel, enhet", "[%]", "[procent]"],
        ["Ändrad text", "I2 Kö, enhet", "[Dagar]", "[dagar]"],
    ]


def test_another_target_of_the_same_words_tells_what_differs(tmp_path: Path) -> None:
    heading = "| area | name | kind | unit | target | direction | target_high | target_text |\n"
    drawn = [
        {"areas": _AREAS, "indicators": heading + "".join(f"|1|{name}|Tal|%|85|{rest}|\n" for name, rest in rows)}
        for rows in (
            [("Väntan", "Ingen riktning| |"), ("Kö", "Högre är bättre|90|Alla"), ("Svar", "Högre är bättre| |")],
            [("Väntan", "Inom intervall| |"), ("Kö", "Högre är bättre|95,5|"), ("Svar", "Högre är bättre| |")],
        )
    ]

    page = compared_sketches(tmp_path, *drawn)

    least = "minst 85\N{NO-BREAK SPACE}%"
    assert [row[3:6] for row in page if row[1] == "Ändrat mål"] == [
        [
            *("I1 Väntan", "85\N{NO-BREAK SPACE}%; riktning: Ingen riktning"),
            "85\N{NO-BREAK SPACE}%; riktning: Inom intervall",
        ],
        [
            *("I2 Kö", f"{least}; målvärde, övre gräns: 90; mål i ord: Alla"),
            f"{least}; målvärde, övre gräns: 95,5; mål i ord: –",
        ],
    ]


def test_work_that_another_group_had_or_has_is_told(tmp_path: Path) -> None:
    then = {"RPO Tandvård": "ABC", "RPO Ögonsjukdomar": "D", "RPO Akut vård": "EF", "RPO Primärvård": "A"}
    now = {"RPO Tandvård": "AE", "RPO Ögonsjukdomar": "DBF", "RPO Primärvård": "AG"}
    for name, day, plans in (("då", "2026-03-15", then), ("nu", "2026-03-22", now)):
        (tmp_path / name).mkdir()
        for group, titles in plans.items():
            areas = "| number | title |\n" + "".join(f"| {at} | {one} |\n" for at, one in enumerate(titles, 1))
            sketch(tmp_path / name, {"areas": areas}, {"group": group, "as_of": day}, group)
    merged(tmp_path / "då", "-o", tmp_path / "då.xlsx")

    run = merged(tmp_path / "nu", "-o", tmp_path / "nu.xlsx", "--previous", tmp_path / "då.xlsx")

    said = (
        "3 nya stod med samma rubrik i andra gruppers planer då. "
        "1 som saknas står med samma rubrik i en annan grupps plan nu."
    )
    assert run.stdout.splitlines()[2:5] == [
        "Sedan 2026-03-15, i jämförda grupper: 4 prioriterade områden är nya och 2 saknas utan att ha avslutats.",
        "3 grupper är jämförda. 1 grupp var med 2026-03-15 men har inga områden nu: RPO Akut vård.",
        said,
    ]
    book = opened((tmp_path / "nu.xlsx").read_bytes())
    assert [title for title in ("Översikt", "Förändringar") if [said] in [row[:1] for row in values(book, title)]] == [
        *("Översikt", "Förändringar")
    ]
    page = [str(row[0]) for row in values(book, "Förändringar")]
    assert [line for line in page if "jämför" in line.casefold()][1:3] == [
        "3 grupper är jämförda. 1 grupp var med 2026-03-15 men har inga områden nu: RPO Akut vård.",
        "Jämförelsen är gjord med då.xlsx.",
    ]

    words = ("--split-by", "group", "--previous", tmp_path / "då.xlsx")
    merged(tmp_path / "nu", "-o", tmp_path / "delar", *words)
    lines = [
        [list(line.values())[:5] for line in table(opened(path.read_bytes()), "Förändringar", "changes_table")]
        for path in (tmp_path / "nu.xlsx", *sorted((tmp_path / "delar").glob("master *.xlsx")))
    ]
    assert sorted(map(str, lines[0])) == sorted(str(line) for part in lines[1:] for line in part)


def test_work_of_a_group_with_another_name_is_told_to_have_been_in_another_plan(tmp_path: Path) -> None:
    plans = {"då": {"RPO Tandvård": "ABC", "RPO Akut vård": "D"}, "nu": {"RPO Munhälsa": "ABE", "RPO Akut vård": "D"}}
    for name, day in (("då", "2026-03-15"), ("nu", "2026-03-22")):
        (tmp_path / name).mkdir()
        for group, titles in plans[name].items():
            areas = "| title |\n" + "".join(f"| {one} |\n" for one in titles)
            sketch(tmp_path / name, {"areas": areas}, {"group": group, "as_of": day}, group)
    merged(tmp_path / "då", "-o", tmp_path / "då.xlsx")

    run = merged(tmp_path / "nu", "-o", tmp_path / "nu.xlsx", "--previous", tmp_path / "då.xlsx")

    assert run.stdout.splitlines()[2:5] == [
        "Sedan 2026-03-15, i jämförda grupper: inga prioriterade områden har fått annan status eller tillkommit, "
        "och inga öppna saknas.",
        "1 grupp är jämförd. 1 grupp var med 2026-03-15 men har inga områden nu: RPO Tandvård. "
        "1 grupp hade inga områden med då: RPO Munhälsa.",
        "2 områden i planer från grupper vars områden inte fanns med då stod med samma rubrik i andra gruppers planer.",
    ]


def test_of_rows_with_the_same_words_those_that_stand_as_they_did_are_the_same(tmp_path: Path) -> None:
    activities = (
        "| area | title | status | due |\n",
        "|1|Möte|Avslutad|2026-03-01|\n",
        "|1|Möte|Enligt plan|2026-09-01|\n",
    )
    decisions = "| area | question | state |\n", "|1|Ska vi?|Beslutad|\n", "|1|Ska vi?|Bereds|\n", "||Vem?|Bereds|\n"
    of_none = "||Vem?|Behöver beslut|\n"
    areas = "| number | title | status |\n|1|A|Enligt plan|\n", "|2|B|Avslutad|\n|3|B|Enligt plan|", "|4|B|Enligt plan|"
    drawn = [
        {
            "areas": areas[0] + areas[1],
            "activities": "".join(activities),
            "decisions": f"{''.join(decisions[:3])}{of_none}{decisions[3]}",
        },
        {
            "areas": areas[0] + areas[2],
            "activities": activities[0] + activities[2],
            "decisions": decisions[0] + decisions[2] + decisions[3] + of_none,
        },
    ]

    page = compared_sketches(tmp_path, *drawn)

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [row[1:3] for row in page[top + 1 :]] == [["Nytt nummer", "4 – B"]]


def test_work_that_took_the_number_of_closed_work_is_new_and_not_opened_again(tmp_path: Path) -> None:
    heading = "| number | title | status |\n"
    then = "|1|Barn|Avslutad|\n|2|Vård vid diabetes|Avslutad|\n|3|Unga|Avslutad|\n|4|Äldre|Enligt plan|\n"
    now = "|1|Höft|Enligt plan|\n|2|Vård vid diabetes typ 1|Enligt plan|\n|3|Alla|Avslutad|\n|4|Knä|Mindre problem|\n"

    page = compared_sketches(tmp_path, {"areas": heading + then}, {"areas": heading + now})

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [row[1:3] for row in page[top + 1 :] if not str(row[3]).startswith("Aktivitet")] == [
        ["Sämre status", "4 – Knä"],
        ["Öppnat igen", "2 – Vård vid diabetes typ 1"],
        ["Nytt", "1 – Höft"],
        ["Ändrad text", "2 – Vård vid diabetes typ 1"],
        ["Ändrad text", "3 – Alla"],
        ["Ändrad text", "4 – Knä"],
    ]


def test_what_is_done_or_asked_once_more_is_new_and_what_is_done_already_is_not_opened_again(tmp_path: Path) -> None:
    heading = "| area | number | title | status |\n"
    then = {
        "areas": _AREAS,
        "activities": f"{heading}|1|1.1|Modell för triage|Avslutad|\n|1| |Utbildningsdag 2025|Avslutad|\n"
        "|1| |Ta fram riktlinje för remisser|Avslutad|\n|1|1.4|Rond|Avslutad|",
        "decisions": "| question | state |\n| Ska budgeten för 2025 antas? | Beslutad |\n| Ska vi bygga om? | Bereds |",
    }
    now = {
        "areas": _AREAS,
        "activities": f"{heading}|1|1.1|Larm|Enligt plan|\n|1| |Utbildningsdag 2026|Enligt plan|\n"
        "|1| |Ta fram riktlinjer för remisser|Enligt plan|\n|1|1.4|Rond och jour|Avslutad|",
        "decisions": "| question | state |\n| Ska budgeten för 2026 antas? | Bereds |\n"
        "| Ska vi bygga om nu? | Beslutad |",
    }

    page = compared_sketches(tmp_path, then, now)

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [(row[1], row[3]) for row in page[top + 1 :]] == [
        ("Öppnat igen", "Aktivitet: Ta fram riktlinjer för remisser"),
        ("Nytt", "Aktivitet: 1.1 – Larm"),
        ("Nytt", "Aktivitet: Utbildningsdag 2026"),
        ("Nytt", "Beslut: Ska budgeten för 2026 antas?"),
        ("Besvarat", "Beslut: Ska vi bygga om nu?"),
        ("Ändrad text", "Aktivitet: Ta fram riktlinjer för remisser"),
        ("Ändrad text", "Aktivitet: 1.4 – Rond och jour"),
        ("Ändrad text", "Beslut: Ska vi bygga om nu?"),
    ]


def test_a_milestone_that_was_reached_and_is_gone_is_not_lost(tmp_path: Path) -> None:
    heading = "| area | name | kind | reached |\n"
    rows = "".join(f"| 1 | {name} | Milstolpe (ja/nej) | {name} |\n" for name in ("Ja", "Delvis", "Nej"))
    drawn = [{"areas": _AREAS, "indicators": f"{heading}{one}| 1 | Kvar | Tal | |\n"} for one in (rows, "")]

    page = compared_sketches(tmp_path, *drawn)

    assert [row[3] for row in page if row[1] == "Saknas nu"] == ["I2 Delvis", "I3 Nej"]


def test_an_indicator_of_another_name_and_unit_is_another_than_that_of_the_same_id(tmp_path: Path) -> None:
    then = "|Väntan|dagar|\n|Kö|dagar|\n|Svar||\n|Tid till besök|dagar|\n|Nöjda|%|"
    now = "|Fallskador|st|\n|Väntande|dagar|\n|Svarstid|h|\n|Tid till besöket|veckor|\n|Nöjdhet||"
    drawn = [
        {
            "areas": _AREAS,
            "indicators": "| name | unit |\n" + rows,
            "measurements": f"| indicator | period | value_whole |\n|I1|'2025|{value}|",
        }
        for rows, value in ((then, 40), (now, 3))
    ]

    page = compared_sketches(tmp_path, *drawn)

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [(row[1], row[3]) for row in page[top + 1 :]] == [
        ("Saknas nu", "I1 Väntan"),
        ("Nytt", "I1 Fallskador"),
        ("Ändrad text", "I2 Väntande"),
        ("Ändrad text", "I3 Svarstid"),
        ("Ändrad text", "I3 Svarstid, enhet"),
        ("Ändrad text", "I4 Tid till besöket"),
        ("Ändrad text", "I4 Tid till besöket, enhet"),
        ("Ändrad text", "I5 Nöjdhet"),
        ("Ändrad text", "I5 Nöjdhet, enhet"),
    ]


def test_an_indicator_of_a_new_area_is_not_the_one_of_an_area_that_is_gone_with_the_same_id(tmp_path: Path) -> None:
    drawn = [
        {
            "areas": f"{_AREAS}| {number} | Område {number} | Enligt plan | RAG | 2026-06-30 | x |\n",
            "activities": "| area | title |\n| 1 | Kartläggning |",
            "indicators": f"| area | name |\n| {number} | {name} |",
            "measurements": f"| indicator | period | value_whole |\n| I1 | '2025 | {value} |",
        }
        for number, name, value in ((2, "Väntetid", 174), (3, "Täckningsgrad", 85))
    ]

    page = compared_sketches(tmp_path, *drawn)

    table = page[next(at for at, row in enumerate(page) if row[1] == "Förändring") + 1 :]
    assert [row[1:4] for row in table] == [["Saknas nu", "2 – Område 2", None], ["Nytt", "3 – Område 3", None]]


def test_a_status_that_cannot_be_read_is_told_to_be_not_compared(tmp_path: Path) -> None:
    page = compared_sketches(tmp_path, {"areas": _AREAS}, {"areas": _AREAS.replace("Enligt plan", "Pågår")})

    assert [
        "Sedan 2026-03-15: inga prioriterade områden har fått annan status eller tillkommit, och inga öppna saknas. "
        "1 status går inte att läsa och är inte jämförd."
    ] in [row[:1] for row in page]


def test_each_verb_of_the_sentence_stands_once(tmp_path: Path) -> None:
    then = ("Enligt plan", "Mindre problem", "Enligt plan", "Ej påbörjad", "Avslutad", "Enligt plan", None)
    now = ("Mindre problem", "Enligt plan", "Avslutad", "Enligt plan", "Enligt plan", None, "Enligt plan")
    drawn = [
        "|number|title|status|\n"
        + "".join(f"|{number}|{'ABCDEFG'[number]}|{status}|\n" for number, status in enumerate(row) if status)
        for row in (then, now)
    ]

    page = compared_sketches(tmp_path, {"areas": drawn[0]}, {"areas": drawn[1]})

    assert [
        "Sedan 2026-03-15: 1 prioriterat område har fått sämre status, 1 bättre, 1 är nytt, 1 avslutat, 1 saknas utan "
        "att ha avslutats, 1 är påbörjat och 1 öppnat igen."
    ] in [row[:1] for row in page]


def test_what_is_not_compared_is_not_said_to_be_as_it_was(tmp_path: Path) -> None:
    closed = f"{_AREAS}|2|Bild|Avslutad|RAG|2026-06-30|x|\n"
    results = "|type|text|\n|Resultat|Kortare kö|\n"

    page = compared_sketches(tmp_path, {"areas": closed}, {"areas": _AREAS, "results": results})

    told = [row[0] for row in page if row[0]]
    assert (
        "Sedan 2026-03-15: inga prioriterade områden har fått annan status eller tillkommit, och inga öppna saknas."
        in told
    )
    assert "Inget av det som jämförs har ändrats." in told
    assert "Annat, t.ex. kommentarer, patientlöften och resultat, jämförs inte." in told


def test_an_area_that_is_gone_counts_the_activities_that_are_gone_with_it_not_those_that_have_moved(
    tmp_path: Path,
) -> None:
    heading = "|area|number|title|\n"
    page = compared_sketches(
        tmp_path,
        {
            "areas": f"{_AREAS}|5|Bild|Enligt plan|RAG|2026-06-30|x|\n",
            "activities": f"{heading}|5|5.1|Flyttas|\n|5|5.2|Utgår|\n|1|1.1|Delas|\n",
        },
        {
            "areas": f"{_AREAS}|6|Labb|Enligt plan|RAG|2026-06-30|x|\n",
            "activities": f"{heading}|1|1.2|Flyttas|\n|6|6.1|Delas|\n|6|6.2|Starta|\n",
        },
    )

    assert [row[1:4] for row in page if row[1] in ("Saknas nu", "Nytt", "Flyttat till annat område")] == [
        ["Saknas nu", "5 – Bild", "Med 1 aktivitet."],
        ["Nytt", "6 – Labb", "Med 1 aktivitet."],
        ["Flyttat till annat område", "1 – Väntan till MR", "Aktivitet: 1.2 – Flyttas"],
        ["Flyttat till annat område", "6 – Labb", "Aktivitet: 6.1 – Delas"],
    ]


def test_that_nothing_is_needed_and_a_dash_are_no_change(tmp_path: Path) -> None:
    heading = "|number|title|needs|responsible|follow_up|\n"
    page = compared_sketches(
        tmp_path,
        {"areas": f"{heading}|1|Väntan||||\n|2|Remiss|Inga behov|-|?|\n|3|Bild|Stöd, RSL|-|-|\n"},
        {"areas": f"{heading}|1|Väntan|none|-|?|\n|2|Remiss||||\n|3|Bild|inget|RAG||\n"},
    )

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [row[1:6] for row in page[top + 1 :]] == [
        ["Behov borttaget", "3 – Bild", None, "[Stöd, RSL]", "[inget]"],
        ["Ändrad ansvarig", "3 – Bild", None, "[-]", "[RAG]"],
    ]


def test_by_a_number_that_stands_twice_nothing_is_told_to_have_moved_or_come_with_work(tmp_path: Path) -> None:
    activities = "|area|title|\n|1|Kö|\n"
    page = compared_sketches(
        tmp_path,
        {
            "areas": "|number|title|\n|1|Väntan|\n|1|Remiss|\n|5|Bild|\n|5|Labb|\n",
            "activities": f"{activities}|5|Utgår|\n",
        },
        {
            "areas": "|number|title|\n|1|Väntan|\n|2|Remiss|\n|6|Röntgen|\n|6|Strålning|\n",
            "activities": f"{activities}|6|Starta|\n",
        },
    )

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    there, open_then = "Finns inte i planen", ", och var inte avslutat."
    assert [(*row[1:4], row[5]) for row in page[top + 1 :]] == [
        ("Saknas nu", "5 – Bild", None, f"{there}{open_then}"),
        ("Saknas nu", "5 – Labb", None, f"{there}{open_then}"),
        ("Saknas nu", "5", "Aktivitet: Utgår", f"{there}."),
        ("Nytt", "6 – Röntgen", None, "Enligt plan"),
        ("Nytt", "6 – Strålning", None, "Enligt plan"),
        ("Nytt", "6", "Aktivitet: Starta", "–"),
        ("Nytt nummer", "2 – Remiss", None, "2"),
    ]


def test_work_of_a_number_that_stands_twice_is_the_same_by_its_words_alone(tmp_path: Path) -> None:
    areas = "|number|title|status|\n|1|Väntan till MR|Mindre problem|\n"
    page = compared_sketches(
        tmp_path, {"areas": areas}, {"areas": areas.replace("|1|V", "|1|Patologi|Enligt plan|\n|1|Korta v")}
    )

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [row[1:4] for row in page[top + 1 :]] == [
        ["Nytt", "1 – Patologi", None],
        ["Ändrad text", "1 – Korta väntan till MR", "Prioriterat område"],
    ]


def test_of_values_that_stand_twice_nothing_is_told_to_be_changed_or_kept_in_the_chart(tmp_path: Path) -> None:
    """Of an id that two indicators have, of a period with different values; what stands on two rows is one value."""
    indicators = "|id|name|\n|I1|Kö|\n|I2|Svar|\n|I3|Prov|\n|I4|Vård|\n"
    head = "|indicator|period|value_RJL|value_RKL|\n"
    page = compared_sketches(
        tmp_path,
        {
            "indicators": f"{indicators}|I5|Ett|\n|I5|Två|\n",
            "measurements": f"{head}|I1|'2024|6||\n|I2|'2024|6||\n|I2|'2024|4||\n|I2|'2023|9||\n"
            "|I3|'2024|6|7|\n|I3|'2025|6|7|\n|I4|'2023|1||\n|I4|'2023||2|\n|I5|'2023|50||\n|I5|'2024|40||\n",
        },
        {
            "indicators": f"{indicators}|I5|Ett|\n|I6|Två|\n",
            "measurements": f"{head}|I1|'2024|6||\n|I1|'2024|5||\n|I2|'2025|5||\n"
            "|I3|'2024|6||\n|I3|'2024||7|\n|I3|'2025|6||\n|I3|'2025||8|\n|I4|'2025|3||\n"
            "|I5|'2024|40||\n|I6|'2025|20||\n|I6|'2025|21||\n",
        },
    )

    top = next(at for at, row in enumerate(page) if row[1] == "Förändring")
    assert [[str(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row[3:6]] for row in page[top + 1 :]] == [
        ["I3 Prov, 2025", "RJL 6 dagar, RKL 7 dagar", "RJL 6 dagar, RKL 8 dagar"],
        ["I2 Svar, 2025", "None", "RJL 5 dagar"],
        ["I4 Vård, 2025", "None", "RJL 3 dagar"],
    ]
    book = opened((tmp_path / "nu.xlsx").read_bytes())
    notes = {line["Indikator"]: line["Om värdet"] for line in table(book, "Indikatorer", "indicators_numbers")}
    kept = "1 period till finns i tidigare sammanställningar"
    assert [note for note in notes.values() if note] == [
        "2024 står på flera rader med olika värden",
        f"RJL 5; {kept}",
        "RJL 6, RKL 8",
        f"RJL 3; {kept}",
        "RJL 40",
        "2025 står på flera rader med olika värden",
    ]


def test_what_differs_in_a_text_stands_in_brackets(tmp_path: Path) -> None:
    def plan(name: str, **area: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        whole = {"number": "1", "title": "Korta väntan till MR", "status": "Enligt plan", "responsible": "RAG"}
        whole |= {"due": "2026-06-30", "promise_1": "x", **area}
        form = {"group": "RPO Medicinsk diagnostik", "as_of": f"2026-0{3 if name == 'då' else 6}-15"}
        activities = [{"area": "1", "title": "Aktivitet"}]
        return write_plan(folder / "plan.xlsx", {"areas": [whole], "activities": activities}, form).parent

    first, second = tmp_path / "då.xlsx", tmp_path / "nu.xlsx"
    merged(plan("då"), "-o", first)
    later = {"title": "Korta kön till MR", "due": "2026-08-14", "status": "Allvarliga problem", "responsible": "Chefen"}
    why = {"status_comment": "Kameran är trasig.", "needs": "Ny kamera, RSL"}
    made = merged(plan("nu", **later, **why), "-o", second, "--previous", first)

    assert "Sedan 2026-03-15: 1 prioriterat område har fått sämre status." in made.stdout.splitlines()
    book = opened(second.read_bytes())
    lines = table(book, "Förändringar", "changes_table")
    columns = ("Förändring", "Vad och varför", "Förut (2026-03-15)", "Nu", "Källa")
    assert [tuple(line[name] for name in columns) for line in lines] == [
        ("Sämre status", "Kameran är trasig.", "Enligt plan", "Allvarliga problem", "Prioriterade områden, rad 4"),
        ("Senare datum", None, "2026-06-30", "2026-08-14\n45 dagar senare", "Prioriterade områden, rad 4"),
        ("Nytt behov", None, "–", "Ny kamera, RSL", "Prioriterade områden, rad 4"),
        ("Ändrad ansvarig", None, "[RAG]", "[Chefen]", "Prioriterade områden, rad 4"),
        (
            *("Ändrad text", "Prioriterat område", "Korta [väntan] till MR", "Korta [kön] till MR"),
            "Prioriterade områden, rad 4",
        ),
    ]
    looks = {cell.value: (cell.font.strike, cell.font.b) for row in book["Förändringar"].iter_rows() for cell in row}
    assert (looks["[RAG]"], looks["[Chefen]"]) == ((True, False), (None, True))


def test_the_sentence_adds_up_to_the_changes_of_areas(edited: Consolidation, master: bytes) -> None:
    told = Counter(kind for kind, sheet, *_ in make_script(SEED).told if sheet == "areas")
    sentence = next(one.sv for one in compose_five_sentences(edited) if one.sv.startswith("Sedan 2025-09-30"))

    numbers = [int(word) for word in sentence.replace("2025-09-30", "").split() if word.isdecimal()]
    kinds = ("worse", "better", "new", "closed", "gone", "begun", "halted", "reopened")
    assert numbers == [told[kind] for kind in kinds if told[kind]]
    assert sentence in [row[0] for row in values(opened(master), "Översikt")]


def test_the_trend_is_the_plain_count_of_each_master(edited: Consolidation, master: bytes) -> None:
    script = make_script(SEED)
    plans = (make_script(SEED, 3, 4).then, script.then, script.now)
    lines = table(opened(master), "Status", "status_trend")

    for line, day, of in zip(lines, ("2025-03-31", "2025-09-30", "2026-03-31"), plans, strict=True):
        count = Counter(str(row["status"]) for plan in of.values() for row in plan["areas"])
        numbers = [count[name] for name in STATUSES]
        assert list(line.values()) == [day, *numbers, 0, sum(numbers), sum(bool(plan["areas"]) for plan in of.values())]
    assert edited.as_of == NOW


def test_the_statuses_over_time_stand_on_the_page_of_those_of_now_on_paper(master: bytes) -> None:
    sheet = opened(master)["Status"]
    after_chart = sheet[sheet.tables["status_by_region"].ref][0][0].row
    assert after_chart <= min(one.id for one in sheet.row_breaks.brk) + 1


def test_where_overdue_was_counted_to_a_later_day_it_is_said_which_day_the_statuses_were_of(tmp_path: Path) -> None:
    statuses = {"då": ("2026-03-01", "Enligt plan"), "nu": ("2026-10-01", "Mindre problem")}
    for name, (day, status) in statuses.items():
        (tmp_path / name).mkdir()
        sketch(tmp_path / name, {"areas": _AREAS.replace("Enligt plan", status)}, {"as_of": day})
    first, second = tmp_path / "då.xlsx", tmp_path / "nu.xlsx"
    merged(tmp_path / "då", "-o", first, "--as-of", "2026-12-01")

    said = merged(tmp_path / "nu", "-o", second, "--as-of", "2026-12-31", "--previous", first).stdout

    assert "Sedan 2026-12-01: 1 prioriterat område har fått sämre status." in said.splitlines()
    book = opened(second.read_bytes())
    lines = [cell.value for cell in book["Förändringar"]["A"] if "räknades till" in str(cell.value)]
    assert lines == [
        "Planernas läge då gällde som senast 2026-03-01; 2026-12-01 är den dag som förseningar räknades till."
    ]
    assert [line["Läget gäller"] for line in table(book, "Status", "status_trend")] == ["2026-03-01", "2026-10-01"]


def test_a_part_is_compared_with_the_groups_it_had_alone() -> None:
    script = make_script(8)
    whole = replace(consolidate(script.now, NOW), earlier=(read_back(consolidate(script.then, THEN)),))

    for part in divide_consolidation(whole, Division.GROUP):
        found = compare_all(part.consolidation, part.consolidation.earlier[0], VIEW)
        name = part.groups[0].name
        assert Counter(map(told_of, found.changes)) == Counter(one for one in script.told if one[2] == name)
        assert found.missing_groups == ()


def test_without_an_earlier_master_nothing_is_said_of_changes() -> None:
    book = opened(build_master(consolidate(make_script(SEED).now, NOW), "sv"))

    assert "Förändringar" not in book.sheetnames
    words = [str(cell) for title in book.sheetnames for row in values(book, title) for cell in row if cell]
    assert not [one for one in words if "Förändringar" in one or one.startswith("Sedan 2025")]


def test_measurements_that_the_plans_no_longer_hold_stand_in_the_chart() -> None:
    script = make_script(2, 1, 3)
    name, then = next(iter(script.then.items()))
    latest = [row | {"period": TimePeriod(2025, PeriodKind.YEAR)} for row in then["measurements"][1::2]]
    renamed = {**then["indicators"][1], "name": "Något helt annat"}
    indicators = [then["indicators"][0], renamed, then["indicators"][2]]
    now: dict[str, Plan] = {name: {**then, "measurements": latest, "indicators": indicators}}
    earlier = (read_back(consolidate({name: then}, THEN)),)

    book = opened(build_master(replace(consolidate(now, NOW), earlier=earlier), "sv"))

    notes = {line["Indikator"]: line["Om värdet"] for line in table(book, "Indikatorer", "indicators_numbers")}
    two = "2 perioder till finns i tidigare sammanställningar"
    assert list(notes.values()) == [two, None, two]
    periods = [str(row[0]) for row in values(book, "Diagramdata") if str(row[0]) in ("2023", "2024", "2025")]
    assert sorted(periods) == ["2023", "2023", "2024", "2024", "2025", "2025", "2025"]


def test_a_group_that_is_spelled_in_another_way_is_the_same_group() -> None:
    script = make_script(3, 1, 2)
    then = replace(
        read_back(consolidate(script.then, THEN)),
        records={
            sheet: tuple({**row, "_group": "medicinsk  Diagnostik"} for row in rows)
            for sheet, rows in read_back(consolidate(script.then, THEN)).records.items()
        },
    )

    found = compare_all(consolidate(script.then, NOW), then, VIEW)

    assert (found.changes, len(found.compared_groups), found.missing_groups, found.new_groups) == ((), 1, (), ())


@pytest.mark.parametrize("turned", [False, True])
def test_a_plan_without_a_region_is_compared_with_the_namesake_that_has_the_same_areas(
    tmp_path: Path, turned: bool
) -> None:
    areas = {"Norra": "|title|\n|Bild|\n|Remiss|\n", "Sydöstra": _AREAS, "": _AREAS}
    for folder, day, regions in (
        ("då", "2026-03-15", ["", *["Norra"] * turned]),
        ("nu", "2026-03-22", ["Norra", "Sydöstra"]),
    ):
        (tmp_path / folder).mkdir()
        for region in regions:
            answers = {"group": "RPO Tandvård", "healthcare_region": region, "as_of": day}
            sketch(tmp_path / folder, {"areas": areas[region]}, answers, f"plan {region}")
    merged(tmp_path / "då", "-o", tmp_path / "då.xlsx")
    told = merged(tmp_path / "nu", "-o", tmp_path / "nu.xlsx", "--previous", tmp_path / "då.xlsx").stdout
    added = "" if turned else ", i jämförda grupper"
    assert f"Sedan 2026-03-15{added}: inga prioriterade områden har fått annan status eller tillkommit" in told
    assert ("1 grupp hade inga områden med då: RPO Tandvård (Norra)." in told) is not turned


@pytest.mark.parametrize(
    ("path", "group", "area", "told"),
    [
        ("annan/plan", "", "Bild", None),
        ("inskickad", "", "Bild", None),
        ("plan", "RPO Hud- och könssjukdomar", "Bild", None),
        ("plan", "", "Annat", "1 plan som inte säger sin grupp hade inga områden med då: Grupp saknas (plan.xlsx)."),
        (
            "plan",
            "RPO Hud- och könssjukdomar",
            "Annat",
            "1 grupp hade inga områden med då: RPO Hud- och könssjukdomar.",
        ),
    ],
)
def test_a_plan_without_a_group_is_compared_with_the_plan_that_has_the_same_areas(
    tmp_path: Path, path: str, group: str, area: str, told: str | None
) -> None:
    for folder, day in (("då", "2026-03-15"), ("nu", "2026-03-22")):
        (tmp_path / folder / "annan").mkdir(parents=True)
        sketch(tmp_path / folder, {"areas": _AREAS}, {"as_of": day}, "bild")
    sketch(tmp_path / "då", {"areas": "|title|\n|Bild|\n|Remiss|\n"}, {"group": "", "as_of": "2026-03-15"})
    now = {"areas": f"|title|\n|{area}|\n|Något nytt|\n"}
    sketch(tmp_path / "nu", now, {"group": group, "as_of": "2026-03-22"}, path)
    CliRunner().invoke(main, ["merge", str(tmp_path / "då"), "-o", str(tmp_path / "då.xlsx"), "--lang", "en"])

    words = ("--previous", tmp_path / "då.xlsx", "--split-by", "group")
    said = merged(tmp_path / "nu", "-o", tmp_path / "delar", *words).stdout

    part = group or f"Grupp saknas ({Path(path).name}.xlsx)"
    page = values(opened((tmp_path / "delar" / f"master {part}.xlsx").read_bytes()), "Förändringar")
    compared = "1 grupp" if group else "1 plan som inte säger sin grupp"
    assert ([f"{compared} är jämförd med då.xlsx."] in [row[:1] for row in page]) is (told is None)
    lost = "1 plan som inte säger sin grupp var med 2026-03-15 men har inga områden nu: Grupp saknas (plan.xlsx)."
    lines = [line for line in said.splitlines() if "är jämförd" in line or "var med" in line or "hade inga" in line]
    assert " ".join(lines) == (f"1 grupp är jämförd. {lost} {told}" if told else "")
    assert max(map(len, lines), default=0) <= 185  # what Översikt has room for


def test_a_group_whose_plan_was_empty_is_not_said_to_have_sent_none(tmp_path: Path) -> None:
    for folder, day, areas in (("då", "2026-03-15", "|title|\n"), ("nu", "2026-03-22", _AREAS)):
        (tmp_path / folder).mkdir()
        sketch(tmp_path / folder, {"areas": _AREAS}, {"as_of": day, "group": "RPO Tandvård"}, "a")
        sketch(tmp_path / folder, {"areas": areas, "activities": "|area|\n"}, {"as_of": day}, "b")
    merged(tmp_path / "då", "-o", tmp_path / "då.xlsx")

    words = ("--previous", tmp_path / "då.xlsx", "--split-by", "group")
    said = merged(tmp_path / "nu", "-o", tmp_path / "delar", *words).stdout

    assert "1 grupp är jämförd. 1 grupp hade inga områden med då: RPO Medicinsk diagnostik." in said.splitlines()
    page = values(opened((tmp_path / "delar" / "master RPO Medicinsk diagnostik.xlsx").read_bytes()), "Översikt")
    assert ["Inga områden från grupperna fanns med 2026-03-15, så inget går att jämföra med då."] in [
        row[:1] for row in page
    ]


def test_groups_of_one_name_are_told_with_their_regions(tmp_path: Path) -> None:
    for folder, day in (("då", "2026-03-15"), ("nu", "2026-03-22")):
        (tmp_path / folder).mkdir()
        sketch(tmp_path / folder, {"areas": _AREAS}, {"as_of": day})
    of_sodra = {"as_of": "2026-03-22", "healthcare_region": "Södra sjukvårdsregionen"}
    sketch(tmp_path / "nu", {"areas": _AREAS}, of_sodra, "södra")
    merged(tmp_path / "då", "-o", tmp_path / "då.xlsx")

    said = merged(tmp_path / "nu", "-o", tmp_path / "nu.xlsx", "--previous", tmp_path / "då.xlsx").stdout

    assert (
        "1 grupp är jämförd. 1 grupp hade inga områden med då: RPO Medicinsk diagnostik (Södra)." in said.splitlines()
    )


@pytest.mark.parametrize("shown", ["Södra", "Södra sjukvårdsregionen"])
def test_groups_that_were_told_with_their_regions_are_the_same_groups(tmp_path: Path, shown: str) -> None:
    groups = (("Sydöstra", "RPO Hud"), ("Södra", "RPO Hud"), ("Södra", "RPO Tandvård (Södra)"))
    for folder, day in (("då", "2026-03-15"), ("nu", "2026-03-22")):
        (tmp_path / folder).mkdir()
        for number, (region, group) in enumerate(groups):
            answers = {"as_of": day, "healthcare_region": region, "group": group}
            sketch(tmp_path / folder, {"areas": _AREAS}, answers, f"{number}")
    merged(tmp_path / "då", "-o", tmp_path / "då.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "då.xlsx")
    for cell in (cell for sheet in workbook for row in sheet.iter_rows() for cell in row):
        if cell.value == "RPO Hud- och könssjukdomar (Södra)":
            cell.value = f"RPO Hud- och könssjukdomar ({shown})"
    workbook.save(tmp_path / "då.xlsx")

    merged(tmp_path / "nu", "-o", tmp_path / "nu.xlsx", "--previous", tmp_path / "då.xlsx")

    page = values(opened((tmp_path / "nu.xlsx").read_bytes()), "Förändringar")
    assert [row[0] for row in page[4:7]] == [
        "Sedan 2026-03-15: inga prioriterade områden har fått annan status eller tillkommit, och inga öppna saknas.",
        "3 grupper är jämförda med då.xlsx.",
        "Inget av det som jämförs har ändrats.",
    ]


def test_parts_and_handouts_tell_what_has_changed(tmp_path: Path) -> None:
    planer = of_1_0(tmp_path)
    words = ("--as-of", "2025-10-15", "--previous", MASTER_OF_1_0)

    assert merged(planer, "-o", tmp_path / "delar", "--split-by", "group", *words).exit_code == 0
    assert merged(planer, "-o", tmp_path / "blad.xlsx", "--handout", *words).exit_code == 0

    for path in [*(tmp_path / "delar").glob("*.xlsx"), tmp_path / "blad.xlsx"]:
        assert opened(path.read_bytes()).sheetnames[2] == "Förändringar"


def test_words_that_differ_one_after_the_other_are_told_as_one() -> None:
    told = [
        ["".join(f"[{run.words}]" if run.differs else run.words for run in runs) for runs in compare_words(*texts)]
        for texts in (("Bemanningen är svag", "Följa upp mer"), ("Korta köerna i år nu", "Korta väntan till år nu"))
    ]

    assert told == [
        ["[Bemanningen är svag]", "[Följa upp mer]"],
        ["Korta [köerna i] år nu", "Korta [väntan till] år nu"],
    ]


def test_what_has_changed_is_told_in_two_sentences_where_it_is_too_long_for_a_line() -> None:
    kinds = ("worse", "better", "new", "closed", "gone", "begun", "halted", "reopened", "other_status")
    then = {"status": "on_plan"}
    changes = tuple(Change(ChangeKind(kind), VIEW.work.sheet, then, None) for kind in kinds for _ in range(2))
    changes += (Change(ChangeKind.GONE, VIEW.work.sheet, {}, None),)
    some = Comparison(date(2026, 3, 1), changes, ({"_group": "RPO A"},), (), (), (), 1)

    assert [one.sv for one in describe_moves(some, VIEW.work)] == [
        "Sedan 2026-03-01: 2 prioriterade områden har fått sämre status, 2 bättre, 2 är nya, 2 avslutade, "
        "2 saknas utan att ha avslutats, 2 är påbörjade, 2 åter ej påbörjade och 2 öppnade igen.",
        "Därtill: 2 har en status som inte går att jämföra och 1 saknas utan känd status. "
        "1 status går inte att läsa och är inte jämförd.",
    ]
    assert [one.en for one in describe_moves(some, VIEW.work)] == [
        "Since 2026-03-01: 2 priority areas with a worse status, 2 better, 2 new, 2 closed, "
        "2 gone without being closed, 2 begun, 2 not started again and 2 opened again.",
        "Also: 2 with a status that cannot be compared and 1 gone without a known status. "
        "1 status cannot be read and is not compared.",
    ]


WORDS = st.text(st.sampled_from("ab å[].,-\n"), max_size=60)


@given(WORDS, WORDS)
def test_the_runs_of_two_wordings_are_the_wordings(then: str, now: str) -> None:
    old, new = compare_words(then, now)
    assert ("".join(run.words for run in old), "".join(run.words for run in new)) == (then, now)
    kept = [" ".join(run.words for run in runs if not run.differs).split() for runs in (old, new)]
    assert kept[0] == kept[1]
    for runs in (old, new):
        assert sum(len(run.words) for run in shorten_runs(runs, 30)) <= 32


def test_a_wording_that_is_shortened_ends_at_a_word() -> None:
    run = compare_words("Kort", "Korta köerna till bilddiagnostik")[1]
    told = {longest: "".join(one.words for one in shorten_runs(run, longest)) for longest in (4, 12, 13, 17, 31, 32)}

    lines = compare_words("Kort", "Korta köer:\nHöft\nKnä\nAxel")[1]
    assert [run.words for run in shorten_runs(lines, 18)] == ["Korta köer:\nHöft …"]

    whole = "Korta köerna till bilddiagnostik"
    assert told == {
        4: "Kort …",
        12: "Korta köerna …",
        13: "Korta köerna …",
        17: "Korta köerna till …",
        31: "Korta köerna till …",
        32: whole,
    }


@pytest.mark.sdk
def test_the_open_xml_sdk_finds_nothing_wrong_with_a_master_that_tells_of_changes(
    tmp_path: Path, master: bytes
) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(master)

    assert_valid(path)


@pytest.mark.libreoffice
def test_every_formula_of_a_master_with_earlier_ones_has_its_true_value(tmp_path: Path, edited: Consolidation) -> None:
    """Also where the plans no longer hold what was measured first."""
    values = edited.tables["measurements"]
    kept = values[[period.year > 2023 for period in values["period"]]].reset_index(drop=True)
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(replace(edited, tables={**edited.tables, "measurements": kept}), "sv"))

    assert recomputed(path) == cached(path)


@pytest.mark.libreoffice
def test_a_master_that_another_program_has_saved_is_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(consolidate(make_script(4).then, THEN), "sv"))

    assert replace(read(convert(path, tmp_path / "ut").read_bytes())) == read(path.read_bytes())


def test_a_master_that_openpyxl_has_saved_is_read_as_before(tmp_path: Path, master: bytes) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(master)
    workbook = openpyxl.load_workbook(path)
    workbook["Översikt"]["A40"] = "En anteckning"
    workbook.save(path)

    assert read(path.read_bytes()).records == read(master).records
