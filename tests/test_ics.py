"""The calendar of merge --calendar: every event, the same identifiers from run to run, nothing that must not be."""

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hplan_xl import __version__
from hplan_xl.book.text import Language, neutral_text
from hplan_xl.interpretation.personal_data import remove_persons
from hplan_xl.mail.ics import DatedEvent, build_calendar
from hplan_xl.mail.letters import make_one_line
from tests import plenty
from tests.commands import hplan
from tests.pieces_of_masters import opened, values
from tests.sketch import Typed, sketch

WHEEL = """
    | event                  | quarter | start      | end        |
    | Nationella remisser    | Q1      | 2026-02-16 | 2026-04-14 |
    | Möte med dr Anna Berg; Kalmar, Växjö | Q2 | 2026-05-04 | 2026-05-01 |
    | Följa upp resultat     | Löpande |            |            |
"""
AREAS = """
    | short_title | status      | due        | internal_note |
    | Väntetider  | Enligt plan | 2026-06-30 | hemligt       |
    | Klart redan | Avslutad    | 2026-03-31 |               |
"""


def _plan(folder: Path, group: str | None, **answers: Typed) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {"calendar": WHEEL, "areas": AREAS, "activities": "| due |\n| 2026-09-30 |"}
    sketch(folder, sheets, {"group": group, "due": "2026-10-15", **answers}, str(group))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plans of two groups, in which commands are run."""
    monkeypatch.chdir(tmp_path)
    _plan(tmp_path / "in", "RPO Tandvård")
    _plan(tmp_path / "in", "RPO Ögonsjukdomar")
    return tmp_path


def events(path: Path) -> dict[str, tuple[str, date, date, str]]:
    """The events by identifier: title, first day, the day after the last, and the groups."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {
        str(one["uid"]): (
            str(one["summary"]),
            one.decoded("dtstart"),
            one.decoded("dtend"),
            str(one.get("description", "")),
        )
        for one in calendar.walk("VEVENT")
    }


CONSOLIDATED = plenty.consolidation(1, 1)
BOTH = "Grupper: RPO Tandvård, RPO Ögonsjukdomar"


def test_the_calendar_holds_what_has_a_day(here: Path) -> None:
    merged = hplan("merge", "in", "-o", "m.xlsx", "--calendar", "k.ics")
    left = "1 händelse i Årshjul har inget datum som går att läsa i Från eller Till och är inte med i kalendern.\n"
    assert merged.stderr == left
    assert merged.stdout.splitlines()[-1] == "Klart: k.ics"
    assert list(events(here / "k.ics").values()) == [
        ("Nationella remisser", date(2026, 2, 16), date(2026, 4, 15), BOTH),
        ("Möte med …; Kalmar, Växjö", date(2026, 5, 4), date(2026, 5, 5), BOTH),
        ("Klart senast: Väntetider", date(2026, 6, 30), date(2026, 7, 1), "Grupp: RPO Tandvård"),
        ("Klart senast: Väntetider", date(2026, 6, 30), date(2026, 7, 1), "Grupp: RPO Ögonsjukdomar"),
        ("Handlingsplaner redovisas senast", date(2026, 10, 15), date(2026, 10, 16), BOTH),
    ]
    lines = (here / "k.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines[:4] == [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        f"PRODID:-//hplan//hplan {__version__}//SV".encode(),
        "X-WR-CALNAME:Översiktlig handlingsplan 2026".encode(),
    ]
    stamps = {line for line in lines if line.startswith(b"DTSTAMP")}
    assert stamps == {b"DTSTAMP:20260315T000000Z"}
    assert b"hemligt" not in (here / "k.ics").read_bytes()


def test_no_person_is_named_and_what_has_no_title_goes_by_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wheel = "| event | start |\n| Möte med ANNA ANDERSSON | 2026-05-04 |\n| Möte med Anna Andersson | 2026-05-05 |"
    wheel += "\n| | 2026-05-06 |"
    sketch(tmp_path, {"calendar": wheel, "areas": "| number | title | due |\n| 7 | | 2026-06-30 |"}, name="plan")
    hplan("merge", "plan.xlsx", "-o", "m.xlsx", "--calendar", "k.ics")
    titles = [title for title, *_ in events(tmp_path / "k.ics").values()]
    assert titles == ["Möte med …", "Möte med …", "Händelse", "Klart senast: prioriterat område 7"]


def test_an_event_with_a_last_day_alone_has_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wheel = "| event | quarter | start | end |\n| Svar senast | | | 2026-12-18 |"
    (tmp_path / "in").mkdir()
    sketch(tmp_path / "in", {"calendar": wheel})
    merged = hplan("merge", "in", "-o", "m.xlsx", "--calendar", "k.ics")
    assert merged.stderr == ""
    assert ("Svar senast", date(2026, 12, 18), date(2026, 12, 19)) in [
        one[:3] for one in events(Path("k.ics")).values()
    ]
    page = values(opened(Path("m.xlsx").read_bytes()), "Årshjul")
    assert [row[:2] for row in page if row[1] == "Svar senast"] == [["Q4", "Svar senast"]]


def test_as_many_events_without_a_day_are_told_as_stand_on_the_page(tmp_path: Path) -> None:
    wheel = "| event | quarter | when | start |\n| Möten | Q1 | | |\n| Möten | Q1 | fyra möten | |"
    wheel += "\n| Möten | Q2 | | nån dag |"
    for group in ("RPO Tandvård", "RPO Ögonsjukdomar"):
        sketch(tmp_path, {"calendar": wheel}, {"group": group}, group)
    run = hplan("merge", str(tmp_path), "-o", f"{tmp_path}/m.xlsx", "--calendar", f"{tmp_path}/k.ics")
    left = "3 händelser i Årshjul har inget datum som går att läsa i Från eller Till och är inte med i kalendern."
    assert left in run.stderr.splitlines()
    page = values(opened((tmp_path / "m.xlsx").read_bytes()), "Årshjul")
    assert sum("Möten" in row for row in page) == 3


@pytest.mark.parametrize(
    ("lang", "event", "forum", "titles"),
    [("sv", 0, "Kunskapsråd", ("Årshjul", "Förankring")), ("en", 1, "Council", ("Annual wheel", "Endorsement"))],
)
def test_what_templates_in_two_languages_come_with_is_one(
    tmp_path: Path, lang: Language, event: int, forum: str, titles: tuple[str, str]
) -> None:
    words = ("Nationella remisser", "National consultations")
    for group, title, instance in zip(
        ("RPO Tandvård", "RPO Akut vård"), words, ("Kunskapsråd", "Council"), strict=True
    ):
        calendar = f"| event | quarter | start |\n| {title} | Q1 | 2026-02-16 |\n| Internat | Q2 | 2026-05-04 |"
        sheets = {"calendar": calendar, "endorsement": f"| instance | state |\n| {instance} | Klar |"}
        sketch(tmp_path, sheets, {"group": group}, group)

    hplan("merge", f"{tmp_path}", "-o", f"{tmp_path / 'm.xlsx'}", "--calendar", f"{tmp_path / 'a.ics'}", lang=lang)

    named = [title for title, *_ in events(tmp_path / "a.ics").values() if title in (*words, "Internat")]
    assert sorted(named) == sorted([words[event], "Internat"])
    book = opened((tmp_path / "m.xlsx").read_bytes())
    wheel, endorsed = (values(book, title) for title in titles)
    assert [row[1] for row in wheel[5:]] == [words[event], "Internat"]
    assert [cell for cell in endorsed[4][1:] if cell] == [forum]
    hplan("merge", f"{tmp_path}", "-o", f"{tmp_path / 'm.xlsx'}", "--calendar", f"{tmp_path / 'b.ics'}")
    assert events(tmp_path / "a.ics").keys() == events(tmp_path / "b.ics").keys()


def test_groups_of_two_healthcare_regions_with_one_name_are_told_apart(here: Path) -> None:
    _plan(here / "in" / "norra", "RPO Tandvård", healthcare_region="Norra sjukvårdsregionen")
    hplan("merge", "in", "-o", "m.xlsx", "--calendar", "k.ics")
    of = "RPO Tandvård (Norra)", "RPO Tandvård (Sydöstra)"
    every = f"Grupper: {of[0]}, {of[1]}, RPO Ögonsjukdomar"
    assert [words for *_, words in events(here / "k.ics").values()] == [
        *(every, every),  # of the annual wheel
        *(f"Grupp: {name}" for name in (*of, "RPO Ögonsjukdomar")),  # of the areas
        every,  # reported
    ]


def test_an_event_keeps_its_identifier_when_others_come_and_days_move(here: Path) -> None:
    hplan("merge", "in", "-o", "m.xlsx", "--calendar", "k.ics")
    before = events(here / "k.ics")
    first = (here / "k.ics").read_bytes()
    hplan("merge", "in", "-o", "m.xlsx", "--calendar", "k.ics")
    assert (here / "k.ics").read_bytes() == first
    _plan(here / "in", None, as_of="2026-04-01")
    hplan("merge", "in", "-o", "m.xlsx", "--calendar", "k.ics")
    after = events(here / "k.ics")
    assert {uid: before[uid][:3] for uid in before} == {uid: after[uid][:3] for uid in before}
    assert [one[3] for uid, one in after.items() if uid not in before] == [""]  # a file's name is not told


def test_a_calendar_among_the_plans_is_none_of_what_came_in(here: Path) -> None:
    hplan("merge", "in", "-o", "m.xlsx", "--calendar", "in/k.ics")
    (here / "in" / "annan.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    files = json.loads(hplan("check", "in", "--format", "json").stdout)["files"]
    assert [file["file"] for file in files] == ["in/annan.ics", "in/RPO Tandvård.xlsx", "in/RPO Ögonsjukdomar.xlsx"]


def test_a_calendar_takes_the_place_of_none_but_ours(here: Path) -> None:
    (here / "annan.ics").write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//annan//\r\n")
    assert [hplan("merge", "in", "-o", "m.xlsx", "--calendar", name).stderr for name in ("k.txt", "annan.ics")] == [
        "En kalender är en .ics-fil. Skriv ett namn som slutar på .ics efter --calendar, t.ex. k.ics.\n"
        "T.ex.: hplan merge inkomna -o master.xlsx\nMer: hplan merge --help\n",
        "annan.ics finns redan och är ingen kalender från hplan. Välj ett annat namn, eller skriv över med --force.\n",
    ]
    assert not (here / "m.xlsx").exists()


@given(title=st.text(min_size=1, max_size=200), day=st.dates(min_value=date(1900, 1, 1)))
@example(title="a;b,c\\\\n\r\nEND:VEVENT", day=date.max)
@settings(max_examples=60)
def test_any_title_comes_out_of_a_calendar_as_it_went_in(title: str, day: date) -> None:
    event = DatedEvent(("x",), day, day, neutral_text(title), (neutral_text("RPO Hud"),))
    data = build_calendar(CONSOLIDATED, [event], "sv")
    (read,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(read["summary"]) == remove_persons(make_one_line(title))
    assert read.decoded("dtstart") == day
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
