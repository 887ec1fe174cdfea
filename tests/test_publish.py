"""`hplan publish`: pages that anybody can read, without what is not for everybody."""

import html
import json
import os
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from hplan_xl.book.columns import Prose, Schedule
from hplan_xl.book.text import Language
from hplan_xl.book.values import Precision, TimeSpan
from hplan_xl.cli import main
from hplan_xl.publish.html_files import render_pages
from hplan_xl.publish.page_parts import remove_person, remove_persons_from_plans
from hplan_xl.publish.plan_contents import Publication
from tests.commands import HANGS_AFTER
from tests.conftest import BROWSER_TOOLS, CHROMIUM
from tests.plenty import consolidation
from tests.sketch import Typed, sketch

DONE, TO_CORRECT, NOTHING_DONE = 0, 1, 3
PAGE = "rpo-medicinsk-diagnostik-2026.html"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands are run in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def publish(*paths: str, folder: str = "ut", lang: Language = "sv") -> Result:
    return CliRunner().invoke(main, ["publish", *paths, "-o", folder, "--lang", lang])


class Reader(HTMLParser):
    """What a page says, a line an element with words, and its elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep words, but for the style."""
        if self.elements and self.elements[-1][0] != "style" and data.strip():
            self.words.append(" ".join(data.split()))


def page(here: Path, name: str = PAGE) -> str:
    return (here / "ut" / name).read_text(encoding="utf-8")


def words_after(here: Path, heading: str, count: int = 1) -> list[str]:
    """What stands after words on the page."""
    words = Reader(page(here)).words
    return words[words.index(heading) + 1 :][:count]


# What a page says


def test_a_page_tells_the_plan_in_the_order_of_a_reader(here: Path) -> None:
    sketch(
        here,
        {
            "areas": "| number | short_title | title | status | status_comment | promise_1 | promise_4 | due |\n"
            "| 3 | Remittentstöd | Upphandla remittentstöd | Mindre problem | Överklagat | x | x | 2026-06-30 |",
            "activities": "| area | number | title | schedule | status | region_RJL | region_RO |\n"
            "| 3 | 1 | Skriv kravbilden | Q2 | Avslutad | x | x |",
            "indicators": "| area | name | direction | target | unit |\n| 3 | Andel svar | Högre är bättre | 85 | % |",
            "measurements": "| period | value_RJL | value_RKL | value_whole |\n| '2025 | 80,5 | .. | 82 |",
            "results": "| area | type | text |\n| 3 | Resultat | Kortare köer |",
        },
    )
    result = publish("plan.xlsx")
    assert (result.exit_code, result.stderr) == (DONE, "")
    assert result.stdout.splitlines()[-2:] == [
        "1 plan publicerad, och en sida som listar den. Läs igenom den innan den läggs ut: alla namn går inte att "
        "känna igen.",
        "Klart: ut",
    ]
    words = Reader(page(here)).words
    assert words[1 : words.index("Region Jönköpings län")] == [
        *("Till innehållet", "Publicerade handlingsplaner"),
        "Översiktlig handlingsplan 2026, Sydöstra sjukvårdsregionen",
        *("RPO Medicinsk diagnostik", "Arbetsmaterial"),
        *("Planen är inte fastställd. Dokumentstatus: Utkast.", "Statusen gäller den 2026-03-15."),
        *("Prioriterade områden", "Resultat", "Förankring", "Årshjul", "Mätvärden", "Om planen"),
        *("Prioriterade områden", "Prioriterade områden", "Prioriterat område", "Status", "Aktiviteter"),
        *("3. Upphandla remittentstöd", "▲", "Mindre problem", "1"),
        *("3. Upphandla remittentstöd", "▲", "Mindre problem", "Patientlöften", "Tillgänglighet, Jämlik vård"),
        *("Kommentar till status", "Överklagat", "Ansvarig (funktion eller grupp)", "RAG radiologi"),
        *("Klart senast", "2026-06-30"),
        *("Aktiviteter: Remittentstöd", "Aktivitet", "Ansvarig (funktion eller grupp)", "När", "Status"),
        *("1 Skriv kravbilden", "Berör", "RJL, RÖ", "Q2", "☑", "Avslutad"),
        *("Indikatorer: Remittentstöd", "Indikator", "Mål", "Senaste värde", "Andel svar", "Följs som", "Tal"),
        *("minst 85 %", "82 % (2025)"),
        *("Resultat", "Resultat", "Text", "Område", "Typ", "Kortare köer", "3 – Remittentstöd", "Resultat"),
        *("Förankring", "Förankring", "Instans", "Läge"),
    ]
    assert words_after(here, "Andel svar, %", 8) == [
        *("Period", "RJL", "RKL", "Hela sjukvårdsregionen", "2025", "80,5", "sekretess", "82")
    ]


@pytest.mark.parametrize(
    ("answers", "state", "said"),
    [
        (
            {"document_status": "Fastställd", "decided_on": "2026-02-20", "decided_by": "RSL", "diary_number": "26/7"},
            "Fastställd den 2026-02-20 av RSL. Diarienummer 26/7.",
            "",
        ),
        (
            {"document_status": "Publicerad", "decided_by": "RSL", "diary_number": "26/7"},
            "Dokumentstatus: Publicerad. Fastställd av RSL. Diarienummer 26/7.",
            "RPO Medicinsk diagnostik: för en plan som är fastställd eller publicerad saknas ”Fastställd den”. "
            "Fyll i det i planen och publicera igen.\n",
        ),
        (
            {"document_status": "Fastställd"},
            "Dokumentstatus: Fastställd.",
            "RPO Medicinsk diagnostik: för en plan som är fastställd eller publicerad saknas ”Fastställd den”, "
            "”Fastställd av”, ”Diarienummer”. Fyll i det i planen och publicera igen.\n",
        ),
        ({"document_status": "Redovisad"}, "Planen är inte fastställd. Dokumentstatus: Redovisad.", ""),
        ({"document_status": None}, "Planen säger inte hur långt den har kommit.", ""),
    ],
)
def test_how_far_the_document_has_come_is_told_and_what_lacks_is_asked_for(
    here: Path, answers: dict[str, Typed], state: str, said: str
) -> None:
    sketch(here, plan=answers)
    result = publish("plan.xlsx")
    assert result.stderr == said
    words = Reader(page(here)).words
    assert words[words.index(state) + 1] == "Statusen gäller den 2026-03-15."
    adopted = answers["document_status"] in ("Fastställd", "Publicerad")
    assert ("Arbetsmaterial" in words) is not adopted


@pytest.mark.parametrize(
    ("year", "series"), [(2026, "Översiktlig handlingsplan 2026"), ("i år", "Översiktlig handlingsplan")]
)
def test_no_page_tells_a_year_that_the_plan_does_not(here: Path, year: Typed, series: str) -> None:
    sketch(here, plan={"year": year})
    publish("plan.xlsx")
    title = re.search("<title>(.*)</title>", page(here))
    assert title is not None
    assert title[1] == f"RPO Medicinsk diagnostik: {series}, Sydöstra sjukvårdsregionen"


def test_a_cell_that_is_not_understood_is_not_called_blank(here: Path) -> None:
    areas = "| title | status | due | promise_1 | promise_2 |\n| Vårdförlopp | Pågår | i juni | ibland | x |"
    sketch(here, {"areas": areas, "activities": "| area | region_RJL | region_RO |\n| 1 | kanske | x |"})
    assert publish("plan.xlsx").exit_code == TO_CORRECT
    words = Reader(page(here)).words
    assert words[words.index("1. Vårdförlopp") + 1] == "går inte att läsa i planen"
    assert words_after(here, "Klart senast") == ["går inte att läsa i planen"]
    assert words_after(here, "Patientlöften") == ["Tillgänglighet (går inte att läsa i planen), Bästa kunskap"]
    assert words_after(here, "Berör") == ["RJL (går inte att läsa i planen), RÖ"]


def test_a_day_and_an_adoption_that_cannot_be_read_are_not_said_to_be_untold(here: Path) -> None:
    sketch(here, plan={"as_of": "i våras", "document_status": "Fastställd", "decided_on": "i vintras"})
    sketch(here, plan={"document_status": "Nästan klar", "group": "RPO Tandvård"}, name="andra")
    result = publish("plan.xlsx", "andra.xlsx")
    lacking = "RPO Medicinsk diagnostik: för en plan som är fastställd eller publicerad"
    assert result.stderr == (
        f"{lacking} saknas ”Fastställd av”, ”Diarienummer”. Fyll i det i planen och publicera igen.\n"
        f"{lacking} går ”Fastställd den” inte att läsa. Rätta det i planen och publicera igen.\n"
    )
    unreadable = "går inte att läsa i planen"
    words = Reader(page(here)).words
    assert words[words.index("Dokumentstatus: Fastställd.") + 1] == f"Vilken dag statusen gäller {unreadable}."
    assert [words_after(here, name) for name in ("Status per den", "Fastställd den")] == [[unreadable], [unreadable]]
    assert "Hur långt planen har kommit går inte att läsa i den." in Reader(page(here, "rpo-tandvard-2026.html")).words
    index = Reader(page(here, "index.html")).words
    assert [index[index.index(name) + 2 :][:2] for name in ("RPO Medicinsk diagnostik", "RPO Tandvård")] == [
        [unreadable, "Fastställd"],
        ["2026-03-15", unreadable],
    ]


def test_what_no_target_or_value_tells_of_an_indicator_is_told_under_its_name(here: Path) -> None:
    indicators = """
    | id | name      | unit  | target | target_high | target_text | direction        |
    | I1 | Väntetid  | dagar |        |             |             |                  |
    | I2 | Andel     | %     | åttio  |             |             | Högre är bättre  |
    | I3 | Besök     | st    | 80     | 90          |             | Högre är bättre  |
    | I4 | Trygghet  | %     |        | 90          | i ord       | Inom intervall   |
    | I5 |           | %     | 80     | 90          |             | Inom intervall   |"""
    values = "| indicator | period | value_whole |\n| I5 | '2025 | 85 |"
    sketch(here, {"indicators": indicators, "measurements": values})
    publish("plan.xlsx")
    follows, unreadable = ["Följs som", "Tal"], "går inte att läsa i planen"
    assert words_after(here, "Indikatorer: Område 1", 37)[3:] == [
        *["Väntetid", *follows, "Enhet", "dagar"],
        *["Andel", *follows, "Enhet", "%", "Riktning", "Högre är bättre", "Målvärde", unreadable],
        *["Besök", *follows, "Målvärde, övre gräns", "90", "minst 80 st"],
        *["Trygghet", *follows, "Enhet", "%", "Riktning", "Inom intervall", "Målvärde, övre gräns", "90", "i ord"],
        *["Ej angivet", *follows, "80–90 %"],
    ]
    assert words_after(here, "Ej angivet, %", 2) == ["Period", "Hela sjukvårdsregionen"]


def test_activities_without_an_area_are_told_too(here: Path) -> None:
    rows = "| area | title |\n| 1 | Fast aktivitet |\n| 7 | Lös aktivitet |"
    sketch(here, {"areas": "| title |\n| Ett |", "activities": rows})
    publish("plan.xlsx")
    assert words_after(here, "Aktiviteter utan område", 5)[-1] == "Lös aktivitet"
    assert words_after(here, "Enligt plan") == ["1"]
    assert "Fast aktivitet" in Reader(page(here)).words


def test_how_many_activities_an_area_has_is_not_told_where_its_number_stands_twice(here: Path) -> None:
    areas = "| number | title |\n| 1 | Ett |\n| 1 | Två |\n| 3 | Tre |"
    sketch(here, {"areas": areas, "activities": "| area | title |\n| 1 | Lös aktivitet |"})
    publish("plan.xlsx")
    words = Reader(page(here)).words
    first = words.index("1. Ett")
    assert words[first + 3 : first + 12 : 4] == ["inte känt", "inte känt", "0"]


def test_values_of_no_known_indicator_or_period_are_told_too(here: Path) -> None:
    values = """
    | indicator | period | value_whole |
    | I1        | '2024  | 7           |
    | I1        | i juni | 8           |
    | I2        | '2025  | 9           |
    | I9        | '2025  | 10          |"""
    sketch(here, {"indicators": "| id |\n| I1 |\n| I2 |\n| I2 |", "measurements": values})
    publish("plan.xlsx")
    unreadable = "går inte att läsa i planen"
    rows = [["I1 – Indikator 1", unreadable, "8"], ["I2", "2025", "9"], [unreadable, "2025", "10"]]
    told = words_after(here, "Mätvärden utan känd indikator eller period", 12)
    assert told == ["Indikator", "Period", "Hela sjukvårdsregionen", *chain.from_iterable(rows)]


def test_what_is_in_doubt_of_the_latest_value_is_told_beside_it(here: Path) -> None:
    values = """
    | indicator | period | value_RJL | value_whole |
    | I1        | '2024  |           | 9           |
    | I1        | '2025  |           | 6           |
    | I1        | '2025  |           | 4           |
    | I2        | '2025  | 3         | ca 4        |"""
    sketch(here, {"indicators": "| id | unit |\n| I1 | % |\n| I2 | % |", "measurements": values})
    publish("plan.xlsx")
    twice = "9 % (2024); 2025 står på flera rader med olika värden"
    unread = "RJL 3 % (2025); Hela sjukvårdsregionen: går inte att läsa"
    assert [one for one in Reader(page(here)).words if "; " in one] == [twice, unread]
    told = ["Period", "RJL", "Hela sjukvårdsregionen", "2025", "3", "går inte att läsa i planen"]
    assert words_after(here, "Indikator 2, %", 6) == told


def test_a_row_without_a_name_is_a_row_all_the_same(here: Path) -> None:
    told = {"decisions": "| question | state | outcome |\n| | | Avslogs |"}
    failed = {**told, "areas": "| title |\n| #REF! |", "activities": "| area | title |\n| 1 | #REF! |"}
    sketch(here, {**failed, "calendar": "| event | quarter |\n| Internat | Q1 |\n| - | Q2 |"})
    publish("plan.xlsx")
    assert words_after(here, "1. går inte att läsa i planen") == ["●"]
    assert Reader(page(here)).words.count("går inte att läsa i planen") == 1
    assert words_after(here, "Fråga", 3) == ["Ej angivet", "Beslut", "Avslogs"]
    assert words_after(here, "Kvartal", 4) == ["Internat", "Q1", "Ej angivet", "Q2"]


def test_the_index_lists_the_plans_with_links_that_lead_there(here: Path) -> None:
    folder = here / "in"
    folder.mkdir()
    statuses = ("Enligt plan", "Enligt plan", "Avslutad", "Ej påbörjad", "Ej påbörjad", "", "Pågår")
    areas = "".join(f"| {title} | {status} |\n" for title, status in zip("ABCDEFG", statuses, strict=True))
    sketch(folder, {"areas": f"| title | status |\n{areas}"}, name="a")
    sketch(folder, None, {"group": "RPO Tandvård", "healthcare_region": "Södra sjukvårdsregionen"}, name="b")
    sketch(folder, None, {"group": "RPO Tandvård", "council": "RSL"}, name="c")
    publish("in")
    index = Reader(page(here, "index.html"))
    links = [str(attributes["href"]) for tag, attributes in index.elements if tag == "a"]
    assert links == [
        *("#content", "rpo-tandvard-sodra-2026.html"),
        *("rpo-tandvard-sydostra-2026.html", PAGE),
    ]
    assert all((here / "ut" / link).is_file() for link in links[1:])
    words = index.words
    assert words[words.index("RPO Medicinsk diagnostik") :][:12] == [
        *(
            "RPO Medicinsk diagnostik",
            "Ej angivet",
            "2026-03-15",
            "Utkast",
            "○",
            "2 ej påbörjade",
            "●",
            "2 enligt plan",
        ),
        *("☑", "1 avslutat", "1 utan status", "1 med en status som inte går att läsa"),
    ]


def test_pages_are_in_english_where_that_is_asked_for(here: Path) -> None:
    sketch(here)
    publish("plan.xlsx", lang="en")
    read = Reader(page(here))
    assert ("html", {"lang": "en"}) in read.elements
    assert "The plan is not adopted. Document status: Draft." in read.words
    assert "The statuses hold for 2026-03-15." in read.words


def test_every_word_of_a_plan_that_is_for_everybody_is_on_its_page() -> None:
    some = consolidation(4)
    publication = Publication(some, "sv")
    pages = render_pages(publication)
    told = {file: " ".join(Reader(pages[name].decode()).words) for file, name in publication.file_names.items()}
    lacking = [
        (sheet.name, column.name, row[column.name])
        for sheet in some.book.sheets
        for row in some.records[sheet.name]
        for column in sheet.columns
        if isinstance(column, Prose | Schedule) and column.name in row and column.name not in UNTOLD.get(sheet.name, ())
        for words in [getattr(row[column.name], "words", row[column.name])]
        if " ".join(str(words).split()) not in told[str(row["_file"])]
    ]
    assert lacking == []


# What stands on a page by another name: an indicator's id is for the workbook, a short name where there is a title.
UNTOLD = {"indicators": ("id",), "areas": ("short_title",)}


# What is left out


def test_no_working_note_person_comment_or_own_path_is_on_a_page(here: Path) -> None:
    sketch(
        here,
        {
            "areas": "| title | responsible | status_comment | internal_note |\n"
            "| Vårdförlopp | Anna Berg, RÖ | Bertil Ek: hör med Bertil om labbet | HEMLIG ANTECKNING |",
            "activities": "| title | responsible | project_plan | internal_note |\n"
            "| Stäm av | RAG patologi, anna.berg@region.se | C:\\Users\\anna\\plan.docx | HEMLIG ANTECKNING |",
        },
        {"chair": "Cecilia Lind, RKL", "contact": "010-123 45 67", "npo_plan": "www.example.org/plan"},
    )
    result = publish("plan.xlsx")
    assert result.stderr == (
        "RPO Medicinsk diagnostik: namn, e-post eller telefonnummer är borttaget på sidan (Plan: Ordförande; Plan: "
        "Kontakt för frågor; Prioriterade områden rad 4: Kommentar till status och 2 ställen till). Läs igenom den "
        "innan den läggs ut.\n"
    )
    text = page(here)
    for secret in ("HEMLIG", "Anna", "Berg", "Bertil", "Ek", "anna", "Cecilia", "Lind", "010-123", "Users"):
        assert not re.search(rf"(?<!\w){secret}(?!\w)", text), secret
    assert words_after(here, "Ordförande") == ["(namn borttaget), RKL"]
    assert words_after(here, "Kommentar till status") == ["(namn borttaget): hör med (namn borttaget) om labbet"]
    assert '<a href="https://www.example.org/plan">www.example.org/plan</a>' in text


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("RAG patologi, Region Kalmar län", "RAG patologi, Region Kalmar län"),
        ("Kim Ek och Eva Ström", "(namn borttaget) och (namn borttaget)"),
        ("Kim: införd i Kimstad", "(namn borttaget): införd i Kimstad"),
        ("dr Lindqvist", "(namn borttaget)"),
        ("RKL Anna Andersson", "RKL (namn borttaget)"),
        ("Anna  Andersson, Eva\u00a0 Ek", "(namn borttaget), (namn borttaget)"),
        ("Utse Johan af Ström och Karin A.Svensson", "Utse (namn borttaget) och (namn borttaget)"),
        ("ANNA ANDERSSON, RKL ÅSA ÖBERG", "(namn borttaget), RKL (namn borttaget)"),
        ("ANDERSSON, Anna och von Essen, Anna", "(namn borttaget) och (namn borttaget)"),
        ("ANDERSSON Anna, Anna BERG", "(namn borttaget), (namn borttaget)"),
        ("anna andersson / anna.lindberg", "(namn borttaget) / (namn borttaget)"),
        ("Överläkare Andersson, Anderssons plan", "Överläkare (namn borttaget), (namn borttaget) plan"),
        ("A-K Andersson, E. Lindberg, Anna McDonald, Eva O'Brien", ", ".join(["(namn borttaget)"] * 4)),
        ("Fråga Anna", "Fråga (namn borttaget)"),
        ("RAG (Anna), RAG (anna@b.se)", "RAG (namn borttaget), RAG (kontaktuppgift borttagen)"),
        ("Karl Johans gata, K. Pneumoniae, Poisson", "Karl Johans gata, K. Pneumoniae, Poisson"),
        ("TOM PLAN, INGA SKADOR, MAX 30 DAGAR, SWEDEHEART", "TOM PLAN, INGA SKADOR, MAX 30 DAGAR, SWEDEHEART"),
        ("REGION ÖSTERGÖTLAND, IDA STARTAR I MAJ", "REGION ÖSTERGÖTLAND, IDA STARTAR I MAJ"),
        ("https://anna.andersson.se, www.olsson.se", "https://anna.andersson.se, www.olsson.se"),
        (
            "https://skr.se/npo.0101234567.html 010-123 45 67",
            "https://skr.se/npo.0101234567.html (kontaktuppgift borttagen)",
        ),
        ("Får Anna Andersson anslag?", "Får (namn borttaget) anslag?"),
        ("Should Anna Andersson, or Eva Ek, be asked?", "Should (namn borttaget), or (namn borttaget), be asked?"),
        ("a@b.se eller 013-12 34 56", "(kontaktuppgift borttagen) eller (kontaktuppgift borttagen)"),
        ("Klart 2026-05-01, dnr 2026/123", "Klart 2026-05-01, dnr 2026/123"),
        ("Jan - mars: Jan Berg", "Jan - mars: (namn borttaget)"),
        ("Jan: start. Feb: slut", "Jan: start. Feb: slut"),
    ],
)
def test_a_person_is_removed_and_nothing_else(text: str, public: str) -> None:
    assert remove_person(text, "sv") == public


def test_many_persons_in_one_text_are_all_removed() -> None:
    names = [
        f"{given} {letter}ndersson" for given in ("Anna", "Eva", "Karin") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ]
    assert remove_person(", ".join(names), "sv") == ", ".join(["(namn borttaget)"] * len(names))


def test_what_names_nobody_is_left_as_it_is() -> None:
    whole = consolidation()
    month, activities = TimeSpan("Jan", None, None, Precision.MONTH), whole.tables["activities"]
    tables = {**whole.tables, "activities": activities.assign(schedule=pd.Series([month] * len(activities)))}
    _, removals = remove_persons_from_plans(replace(whole, tables=tables), "sv")
    assert removals == ()


def test_a_plan_with_a_personal_identity_number_is_not_published(here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in", {"areas": "| title |\n| Svar till 811218-9876 |"}, name="a")
    sketch(here / "in", None, {"group": "RPO Tandvård"}, name="b")
    result = publish("in")
    said = "in/a.xlsx publiceras inte: ett personnummer står i Prioriterade områden!C4. Ta bort det ur planen först.\n"
    assert (result.exit_code, result.stderr) == (TO_CORRECT, said)
    assert {path.name for path in (here / "ut").iterdir()} == {"index.html", "rpo-tandvard-2026.html"}


def test_a_plan_without_a_group_is_not_published_under_the_name_of_its_file(here: Path) -> None:
    (here / "in").mkdir()
    areas = {"areas": "| title |\n| Svar till 811218-9876 |"}
    sketch(here / "in", areas, {"group": ""}, name="Plan från Anna Berg")
    sketch(here / "in", None, {"group": "RPO Tandvård"}, name="b")
    result = publish("in")
    assert (result.exit_code, result.stderr) == (
        TO_CORRECT,
        "in/Plan från Anna Berg.xlsx publiceras inte: planen säger inte vilken grupp den är från. "
        "Fyll i ”Grupp” i planen först.\n"
        "in/Plan från Anna Berg.xlsx publiceras inte: ett personnummer står i Prioriterade områden!C4. "
        "Ta bort det ur planen först.\n",
    )
    assert {path.name for path in (here / "ut").iterdir()} == {"index.html", "rpo-tandvard-2026.html"}


def test_an_empty_plan_is_not_published(here: Path) -> None:
    sketch(here, {"areas": "| title | status | promise_1 | responsible | due |\n|  |  |  |  |  |", "activities": "|"})
    result = publish("plan.xlsx")
    assert (result.exit_code, result.stdout) == (NOTHING_DONE, "")
    assert result.stderr == (
        "RPO Medicinsk diagnostik har skickat en tom plan, som inte publiceras.\nIngen plan kan publiceras.\n"
    )
    assert not (here / "ut").exists()


NASTY = '<script>alert("x")</script> & </style> ’"\'{{ 7*7 }}'


def test_whatever_a_plan_says_is_words_on_the_page(here: Path) -> None:
    sketch(
        here,
        {"areas": f"| title | follow_up |\n| {NASTY} | {NASTY} |", "activities": f"| title |\n| {NASTY} |"},
        {"group": NASTY, "npo_plan": "javascript:alert(1)"},
    )
    publish("plan.xlsx")
    (name,) = (path.name for path in (here / "ut").iterdir() if path.name != "index.html")
    for text in (page(here, name), page(here, "index.html")):
        assert "<script" not in text
        assert not re.search(r'href="(?!#|https?://|[a-z0-9-]+\.html")', text)
    assert html.escape(f"1. {NASTY}", quote=False) in html.unescape(page(here, name)).replace("<", "&lt;").replace(
        ">", "&gt;"
    ).replace("& ", "&amp; ")


# The folder


def test_the_same_plans_give_the_same_pages_and_replace_earlier_ones(here: Path) -> None:
    (here / "in").mkdir()
    sketch(here / "in", name="a")
    sketch(here / "in", None, {"group": "RPO Tandvård"}, name="b")
    publish("in", folder="in/web")
    before = {path.name: path.read_bytes() for path in (here / "in" / "web").iterdir()}
    publish("in", folder="in/web")
    assert {path.name: path.read_bytes() for path in (here / "in" / "web").iterdir()} == before
    (here / "in" / "b.xlsx").unlink()
    publish("in", folder="in/web")
    assert {path.name for path in (here / "in" / "web").iterdir()} == {"index.html", PAGE}


def test_a_page_of_somebody_elses_is_left_alone(here: Path) -> None:
    sketch(here)
    (here / "ut").mkdir()
    (here / "ut" / "index.html").write_text("<h1>Mina sidor</h1>", encoding="utf-8")
    result = publish("plan.xlsx")
    assert (result.exit_code, result.stderr) == (
        NOTHING_DONE,
        "Mappen ut innehåller index.html, som hplan inte har skrivit där. Välj en annan mapp, eller flytta filen "
        "först.\n",
    )
    assert page(here, "index.html") == "<h1>Mina sidor</h1>"


# In a browser


def read_in_a_browser(*pages: Path) -> list[dict[str, Any]]:
    command = ["node", *map(str, (Path(__file__).with_name("read_pages.cjs"), BROWSER_TOOLS, CHROMIUM, *pages))]
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ}, timeout=HANGS_AFTER)
    return list(json.loads(done.stdout))


@pytest.mark.browser
def test_a_browser_finds_nothing_that_keeps_anybody_out(here: Path) -> None:
    public, _ = remove_persons_from_plans(consolidation(1), "sv")
    for name, data in render_pages(Publication(public, "sv")).items():
        (here / name).write_bytes(data)
    pages = sorted(here.glob("*.html"))
    assert len(pages) == 2
    for told in read_in_a_browser(*pages):
        place = (told.pop("page"), told.pop("screen"))
        expected = {"violations": [], "tooWide": False, "first": "#content", "isSeen": True, "then": "content"}
        expected["isParted"] = False
        assert told == expected, place


@pytest.mark.browser
def test_the_browser_finds_planted_faults(here: Path) -> None:
    faults = {
        "html-has-lang": ('<html lang="sv">', "<html>"),
        "document-title": ("<title>.*?</title>", ""),
        "color-contrast": ("--ink: #1F2933", "--ink: #D0D0D0"),
        "heading-order": ("<h2 ", "<h5 "),
        "empty-table-header": ('scope="col">Status<', 'scope="col"><'),
        "link-name": (">Publicerade handlingsplaner</a>", "></a>"),
    }
    parted = ("break-after: avoid; break-inside: avoid", "break-after: avoid")
    public, _ = remove_persons_from_plans(consolidation(1), "sv")
    pages = render_pages(Publication(public, "sv"))
    faulty = next(data.decode() for name, data in pages.items() if name != "index.html")
    for rule, (right, wrong) in (*faults.items(), ("parted", parted)):
        faulty, count = re.subn(right, wrong, faulty)
        assert count, rule
    (here / "faulty.html").write_text(faulty, encoding="utf-8")
    for told in read_in_a_browser(here / "faulty.html"):
        found = {violation.partition(":")[0] for violation in told["violations"]}
        assert faults.keys() <= found, told["screen"]
        assert told["isParted"], told["screen"]
