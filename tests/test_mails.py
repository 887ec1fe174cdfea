"""The mails of --mail: what each group is told, that each opens as a draft, and what must not be in any of them."""

import email
import json
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hplan_xl.book.findings import Cell
from hplan_xl.book.text import Text, neutral_text
from hplan_xl.cli import main
from hplan_xl.commands.mail_groups import find_address
from hplan_xl.interpretation.personal_data import holds_personal_number
from hplan_xl.mail.letters import (
    Attachment,
    ReadPlan,
    Recipient,
    build_message,
    compose_answer,
    compose_body,
    compose_next_year,
    compose_not_read,
    compose_reminder,
    make_one_line,
)
from hplan_xl.marking import MOST_MARKS
from hplan_xl.register.catalogue import Group, find_addresses
from tests import decks, seed_deck
from tests.commands import SAMPLES, hplan
from tests.hostile import OLE
from tests.sketch import BOOK, Typed, sketch, write_plan

NOTE, PERSON, NUMBER = "hemlig arbetsanteckning", "Anna Berg", "811218-9876"
REGISTER = """
[[group]]
name = "RPO Hud- och könssjukdomar"
kind = "RPO"
region = "sydostra"
mail = "Kansliet <hud@exempel.se>; stab@exempel.se"

[[group]]
name = "RPO Tandvård"
kind = "RPO"
mail = "tand@exempel.se"
"""
FAULTS = """
    | title         | status             | status_comment | responsible | due        | internal_note            |
    | Väntetider    | Pågår              |                | RAG         | 2026-06-30 | hemlig arbetsanteckning  |
    | Dr Anna Berg  | Allvarliga problem |                |             |            | Ring dr Anna Berg        |
    | Jämlikhet     | Mindre problem     |                |             |            |                          |
    | Screening     | Mindre problem     |                | RAG         | 2026-06-30 |                          |
"""
ACTIVITIES = """
    | area | title    | start      | due        | partners        |
    | 1    | Mäta     | 2026-06-01 | 2026-03-01 | dr Anna Berg    |
    | 9    | Pröva    |            |            |                 |
"""


def _plan(folder: Path, group: str | None, sheets: dict[str, str] | None = None, **answers: Typed) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return sketch(folder, sheets, {"group": group, **answers})


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One group in each case there is."""
    folder = tmp_path_factory.mktemp("mails") / "in"
    (
        _plan(folder / "hud", "RPO Hud- och könssjukdomar", {"areas": FAULTS, "activities": ACTIVITIES}, chair=None)
    ).rename(folder / "hud" / "RPO Hud 2026.xlsx")
    _plan(folder / "hud", "RPO Hud- och könssjukdomar", as_of="2026-02-01")
    (folder / "hud" / "RPO Hud gammal.xls").write_bytes(OLE + "Workbook".encode("utf-16-le"))
    _plan(folder / "tand", "RPO Tandvård")
    write_plan(folder / "tom.xlsx", {}, {"group": "RPO Ögonsjukdomar", "as_of": "2026-03-01"})
    _plan(folder / "lung", "RPO Lung- och allergisjukdomar", {"areas": f"| title |\n| Svar till {NUMBER} |"})
    _plan(folder / "okänd", None)
    _plan(folder / "i fjol", "RPO Reumatiska sjukdomar", year=2025, as_of="2025-03-01")
    (folder / "RPO Medicinsk diagnostik.pptx").write_bytes(decks.seed())
    (folder / f"RPO Nervsystemets sjukdomar {NUMBER}.odt").write_bytes(b"PK")
    (folder / "RPO Psykisk hälsa.xlsx").write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    (folder / "RPO Primärvård.msg").write_bytes(OLE)
    (folder / "RPO Levnadsvanor.txt").write_bytes(b"Ring.")
    (folder / "register.toml").write_text(REGISTER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def merged(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The folder of mails, and what was printed."""
    out = tmp_path_factory.mktemp("out")
    options = ["--mail", str(out / "brev"), "--reply-by", "2026-04-20", "--contact", "Processtöd"]
    return out / "brev", hplan("merge", str(inbox), "-o", str(out / "m.xlsx"), *options)


def words(folder: Path, name: str) -> list[str]:
    """The lines of a mail as plain text."""
    return (folder / f"{name}.txt").read_bytes().decode("utf-8-sig").split("\r\n")


def parsed(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


HUD = "RPO Hud- och könssjukdomar – 12 saker att komplettera"


def test_what_to_complete_is_told_worst_first_five_at_most(merged: tuple[Path, Result]) -> None:
    assert words(merged[0], HUD) == [
        "Till: hud@exempel.se, stab@exempel.se",
        "Ämne: Handlingsplan 2026, RPO Hud- och könssjukdomar: 12 saker att komplettera",
        "Bilaga: RPO Hud- och könssjukdomar 2026 – att komplettera.xlsx",
        "",
        "Hej!",
        "",
        "Tack för handlingsplanen. 4 prioriterade områden och 2 aktiviteter är inlästa.",
        "Den plan som är läst: ”RPO Hud 2026.xlsx”.",
        "Det här har kommit men är inte med: ”RPO Hud gammal.xls”.",
        "3 celler behöver rättas och 9 kan kompletteras. De är markerade i den bifogade filen; fliken ”Att åtgärda” "
        "listar dem med länkar.",
        "",
        "Det viktigaste:",
        "• Prioriterade områden M4: ”Pågår” säger inte hur det går. Välj ”Enligt plan”, ”Mindre problem” eller "
        "”Allvarliga problem”.",
        "• Aktiviteter H4: ”Klart senast” (2026-03-01) ligger före ”Start” (2026-06-01). Vilket datum ska ändras?",
        "• Aktiviteter A5: ”9” har ingen ifylld rad på fliken Prioriterade områden. Välj i listan.",
        "• Plan C8: Fyll gärna i ”Ordförande”.",
        "• Prioriterade områden N5: ”…” har ”Allvarliga problem”. Skriv kort varför. (och 2 till på samma sätt)",
        "",
        "Fortsätt i den bifogade filen och skicka tillbaka den senast 2026-04-20. Det går bra att byta filnamn.",
        "",
        "Processtöd",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "RPO Tandvård – tack, inget att komplettera",
            [
                "Till: tand@exempel.se",
                "Ämne: Handlingsplan 2026, RPO Tandvård: tack, inget att komplettera",
                "",
                "Hej!",
                "",
                "Tack för handlingsplanen. 1 prioriterat område och 1 aktivitet är inlästa.",
                "Det finns inget att rätta eller komplettera.",
            ],
        ),
        (
            "RPO Ögonsjukdomar – inga prioriterade områden än",
            [
                "Till: (ingen adress är känd)",
                "Ämne: Handlingsplan 2026, RPO Ögonsjukdomar: inga prioriterade områden än",
                "Bilaga: RPO Ögonsjukdomar 2026 – att komplettera.xlsx",
                "",
                "Hej!",
                "",
                "Tack för filen. På fliken ”Prioriterade områden” är ingen rad ifylld än.",
                "Skicka det ni har. Plan, Prioriterade områden och Aktiviteter räcker, och planen kan kompletteras "
                "efteråt.",
                "Fortsätt i den bifogade filen och skicka tillbaka den senast 2026-04-20. "
                "Det går bra att byta filnamn.",
            ],
        ),
        (
            "RPO Lung- och allergisjukdomar – 1 sak att komplettera",
            [
                "Till: (ingen adress är känd)",
                "Ämne: Handlingsplan 2026, RPO Lung- och allergisjukdomar: 1 sak att komplettera",
                "",
                "Hej!",
                "",
                "Tack för handlingsplanen. 1 prioriterat område och 1 aktivitet är inlästa.",
                "1 cell behöver rättas.",
                "",
                "Det gäller:",
                "• Prioriterade områden C4: Under ”Prioriterat område” står ett personnummer eller samordningsnummer. "
                "Ta bort det: planen sprids och kan begäras ut.",
                "",
                "Filen är inte bifogad, eftersom det står ett personnummer i den. Ta bort det i er egen fil och skicka "
                "den igen senast 2026-04-20.",
            ],
        ),
        (
            "RPO Medicinsk diagnostik – utkast att se över",
            [
                "Till: (ingen adress är känd)",
                "Ämne: Handlingsplan 2026, RPO Medicinsk diagnostik: utkast att se över",
                "Bilaga: RPO Medicinsk diagnostik 2026.xlsx",
                "",
                "Hej!",
                "",
                "Tack för ”RPO Medicinsk diagnostik.pptx”.",
                "Innehållet är flyttat till den bifogade mallen. Av 12 områden lästes 12, med 30 aktiviteter; "
                "3 statusar att bekräfta.",
                "Gå igenom fliken ”Att se över” och jämför med er egen fil. "
                "Skicka sedan den bifogade filen senast 2026-04-20.",
            ],
        ),
        (
            "RPO Nervsystemets sjukdomar – planen behövs i mallen",
            [
                "Till: (ingen adress är känd)",
                "Ämne: Handlingsplan 2026, RPO Nervsystemets sjukdomar: planen behövs i mallen",
                "Bilaga: RPO Nervsystemets sjukdomar 2026.xlsx",
                "",
                "Hej!",
                "",
                "Tack för ”RPO Nervsystemets sjukdomar (personnummer borttaget).odt”.",
                "Innehållet går inte att flytta till mallen, där planerna sammanställs.",
                "Fyll i den bifogade mallen och skicka den senast 2026-04-20. "
                "Plan, Prioriterade områden och Aktiviteter räcker.",
            ],
        ),
        (
            "RPO Psykisk hälsa – filen gick inte att läsa",
            [
                "Till: (ingen adress är känd)",
                "Ämne: Handlingsplan 2026, RPO Psykisk hälsa: filen gick inte att läsa",
                "Bilaga: RPO Psykisk hälsa 2026.xlsx",
                "",
                "Hej!",
                "",
                "Tack för ”RPO Psykisk hälsa.xlsx”.",
                "Filen går inte att läsa som handlingsplan. Det brukar bero på ett lösenord, på ett annat format än "
                ".xlsx eller på att den inte är ifylld i mallen.",
                "Spara planen som Excel-arbetsbok (.xlsx) utan lösenord, eller fyll i den bifogade mallen, och skicka "
                "den igen senast 2026-04-20.",
            ],
        ),
        (
            "RPO Reumatiska sjukdomar – påminnelse",
            [
                "Till: (ingen adress är känd)",
                "Ämne: Handlingsplan 2026, RPO Reumatiska sjukdomar: påminnelse",
                "Bilaga: RPO Reumatiska sjukdomar 2026.xlsx",
                "",
                "Hej!",
                "",
                "Vi har inte fått er handlingsplan för 2026 än.",
                "Den plan som har kommit från er gäller 2025.",
                "Skicka senast 2026-04-20 det ni har. Plan, Prioriterade områden och Aktiviteter räcker, och planen "
                "kan kompletteras efteråt.",
                "Mallen är bifogad.",
                "Har ni redan skickat den, svara på det här brevet.",
            ],
        ),
        (
            "Grupp saknas (plan.xlsx) – 1 sak att komplettera",
            [
                "Till: (ingen adress är känd)",
                "Ämne: Handlingsplan 2026: 1 sak att komplettera",
                "Bilaga: Grupp saknas (plan.xlsx) 2026 – att komplettera.xlsx",
                "",
                "Hej!",
                "",
                "Tack för handlingsplanen. 1 prioriterat område och 1 aktivitet är inlästa.",
                "1 cell behöver rättas. Den är markerad i den bifogade filen; fliken ”Att åtgärda” leder till den.",
                "",
                "Det gäller:",
                "• Plan C4: Fyll i ”Grupp”.",
                "",
                "Fortsätt i den bifogade filen och skicka tillbaka den senast 2026-04-20. "
                "Det går bra att byta filnamn.",
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_group_is_told_by_where_it_stands(name: str, lines: list[str], merged: tuple[Path, Result]) -> None:
    assert words(merged[0], name) == [*lines, "", "Processtöd", ""]


def test_every_mail_opens_as_a_draft_with_the_same_words_and_whole_attachments(merged: tuple[Path, Result]) -> None:
    drafts = sorted(merged[0].glob("*.eml"))
    assert [path.with_suffix(".txt") for path in drafts] == sorted(merged[0].glob("*.txt"))
    for path in drafts:
        mail, text = parsed(path), words(merged[0], path.stem)
        assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
        assert (mail["X-Unsent"], mail["Date"], mail["Message-ID"], mail["From"]) == ("1", None, None, None)
        assert text[0] == f"Till: {mail['To'] or '(ingen adress är känd)'}"
        assert text[1] == f"Ämne: {mail['Subject']}"
        attached = list(mail.iter_attachments())
        assert [f"Bilaga: {one.get_filename()}" for one in attached] == [line for line in text if "Bilaga:" in line]
        body = mail.get_body()
        assert body is not None
        assert body.get_content().split("\r\n") == text[text.index("") + 1 :]
        for one in attached:
            with zipfile.ZipFile(BytesIO(one.get_content())) as workbook:
                assert workbook.testzip() is None


def test_the_marked_copy_and_the_template_of_the_group_go_along(merged: tuple[Path, Result]) -> None:
    def attached(name: str) -> openpyxl.Workbook:
        (one,) = parsed(merged[0] / f"{name}.eml").iter_attachments()
        return openpyxl.load_workbook(BytesIO(one.get_content()))

    assert attached(HUD).sheetnames[0] == "Att åtgärda"
    template = attached("RPO Reumatiska sjukdomar – påminnelse")
    assert template["Plan"]["C4"].value == "RPO Reumatiska sjukdomar"


def test_a_reminder_goes_to_nobody_who_has_sent_anything_and_the_coordinator_is_told(
    merged: tuple[Path, Result], inbox: Path
) -> None:
    folder, result = merged
    reminded = {path.name.partition(" – ")[0] for path in folder.glob("*påminnelse.eml")}
    sent = ["Hud- och könssjukdomar", "Tandvård", "Ögonsjukdomar", "Lung- och allergisjukdomar", "Medicinsk diagnostik"]
    sent += ["Nervsystemets sjukdomar", "Psykisk hälsa", "Primärvård", "Levnadsvanor"]
    assert reminded & {f"RPO {name}" for name in sent} == set()
    assert len(reminded) == 24
    assert result.stdout.splitlines()[-7:] == [
        f"32 brev ligger i {folder}. Inget är skickat.",
        "  Tack, inget att komplettera: 1",
        "  Att komplettera: 3",
        "  Tom plan: 1",
        "  I annan form: 2",
        "  Gick inte att läsa: 1",
        "  Påminnelse: 24",
    ]
    assert result.stderr.splitlines()[1:] == [
        "RPO Levnadsvanor får inget brev: bland det som har kommit är RPO Levnadsvanor.txt, som ingen plan går att "
        "läsa ur.",
        f"RPO Primärvård får inget brev: {inbox}/RPO Primärvård.msg är ett mejl. Spara planen som är bifogad som en "
        "egen fil, och kör igen. Troligen: RPO Primärvård.",
        "1 plan säger inte vilken grupp den är från. Ta reda på det innan påminnelserna skickas.",
        "Breven gäller planerna för 2026. Planer för andra år besvaras inte.",
        "30 brev har ingen adress, eftersom registret inte säger den, eller inte för vilken sjukvårdsregion: "
        "Grupp saknas (plan.xlsx), "
        "RPO Lung- och allergisjukdomar, RPO Ögonsjukdomar, RPO Akut vård, RPO Barn och ungdomars hälsa och "
        "25 till.",
    ]


def test_no_mail_says_what_must_not_be_said(merged: tuple[Path, Result]) -> None:
    for path in merged[0].glob("*.eml"):
        mail = parsed(path)
        body = mail.get_body()
        assert body is not None
        said = f"{mail['Subject']} {body.get_content()} {[one.get_filename() for one in mail.iter_attachments()]}"
        assert not any(secret in said for secret in (NOTE, PERSON, NUMBER, "Verksamhetschef"))
        if "Lung" in path.name:
            assert list(mail.iter_attachments()) == []


def test_check_writes_the_same_mails_byte_for_byte(merged: tuple[Path, Result], inbox: Path, tmp_path: Path) -> None:
    options = ["--mail", str(tmp_path / "brev"), "--reply-by", "2026-04-20", "--contact", "Processtöd"]
    checked = hplan("check", str(inbox), "--format", "json", *options)
    assert json.loads(checked.stdout)["files"]
    written = {path.name: path.read_bytes() for path in (tmp_path / "brev").iterdir()}
    assert written == {path.name: path.read_bytes() for path in merged[0].iterdir()}


def test_groups_of_one_name_in_two_healthcare_regions_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("RPO Psykisk hälsa 2025.xlsx", "RPO Psykisk hälsa 2025 Södra.xlsx"):
        shutil.copy(SAMPLES / name, tmp_path / "in" / name)
    hplan("check", str(tmp_path / "in"), "--mail", str(tmp_path / "brev"))
    told = {path.stem for path in (tmp_path / "brev").iterdir() if "tack" in path.stem}
    assert told == {
        "RPO Psykisk hälsa (Södra) – tack, inget att komplettera",
        "RPO Psykisk hälsa (Sydöstra) – tack, inget att komplettera",
    }
    assert words(tmp_path / "brev", next(one for one in told if "Södra" in one))[1] == (
        "Ämne: Handlingsplan 2025, RPO Psykisk hälsa (Södra): tack, inget att komplettera"
    )


def test_a_document_with_a_personal_number_is_not_sent_on_as_a_draft(tmp_path: Path) -> None:
    _plan(tmp_path / "in", "RPO Tandvård")
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Handlingsplan 2026 RPO Medicinsk diagnostik")
    decks.plain_table(slide, [replace(seed_deck.AREAS[0], title=f"Svar till {NUMBER}")])
    (tmp_path / "in" / "RPO Medicinsk diagnostik.pptx").write_bytes(decks.saved(deck))
    hplan("check", str(tmp_path / "in"), "--mail", str(tmp_path / "brev"))
    assert words(tmp_path / "brev", "RPO Medicinsk diagnostik – planen behövs i mallen")[3:] == [
        "",
        "Hej!",
        "",
        "Tack för ”RPO Medicinsk diagnostik.pptx”.",
        "Innehållet är inte flyttat till mallen, eftersom det står ett personnummer i det.",
        "Fyll i den bifogade mallen och skicka den. Plan, Prioriterade områden och Aktiviteter räcker.",
        "",
    ]


def test_a_group_gets_its_own_plan_alone_of_slides_of_several(tmp_path: Path) -> None:
    _plan(tmp_path / "in", "RPO Tandvård")
    slides = [("RPO Medicinsk diagnostik", 1), ("RPO Ögonsjukdomar", 1)]
    (tmp_path / "in" / "RPO Medicinsk diagnostik.pptx").write_bytes(decks.headed_deck(*slides))
    (tmp_path / "in" / "RPO Hud.pptx").write_bytes(decks.headed_deck(*slides))
    (tmp_path / "in" / "RPO Psykisk hälsa.pptx").write_bytes(decks.headed_deck(slides[0]))
    hplan("check", str(tmp_path / "in"), "--mail", str(tmp_path / "brev"))
    assert words(tmp_path / "brev", "RPO Medicinsk diagnostik – utkast att se över")[2:8] == [
        "Bilaga: RPO Medicinsk diagnostik 2026.xlsx",
        "",
        "Hej!",
        "",
        "Tack för ”RPO Medicinsk diagnostik.pptx”.",
        "Innehållet är flyttat till den bifogade mallen. Av 1 område lästes 1, med 3 aktiviteter; alla statusar lästa.",
    ]
    assert words(tmp_path / "brev", "RPO Hud- och könssjukdomar – planen behövs i mallen")[6:8] == [
        "Tack för ”RPO Hud.pptx”.",
        "I det ni har skickat hittades ingen plan för er grupp, bara för andra grupper.",
    ]
    assert words(tmp_path / "brev", "RPO Psykisk hälsa – planen behövs i mallen")[6:8] == [
        "Tack för ”RPO Psykisk hälsa.pptx”.",
        "Det ni har skickat ser ut att vara planen från RPO Medicinsk diagnostik.",
    ]


def test_of_what_a_group_sent_only_that_which_is_moved_is_said_to_be(tmp_path: Path) -> None:
    _plan(tmp_path / "in", "RPO Tandvård")
    deck = decks.blank_deck()
    slide = decks.titled_slide(deck, "Handlingsplan 2026 RPO Medicinsk diagnostik")
    decks.plain_table(slide, [seed_deck.AREAS[0]])
    for name, data in (
        ("RPO Medicinsk diagnostik.pptx", decks.saved(deck)),
        ("RPO Medicinsk diagnostik del 2.pptx", decks.saved(deck)),
        ("RPO Medicinsk diagnostik.docx", b"no document"),
        ("RPO Medicinsk diagnostik.xlsx", b"no workbook"),
        ("RPO Primärvård.pdf", b"no document"),
        ("RPO Primärvård.xlsx", b"no workbook"),
    ):
        (tmp_path / "in" / name).write_bytes(data)
    hplan("check", str(tmp_path / "in"), "--mail", str(tmp_path / "brev"))
    read = "Av 1 område lästes 1, med 3 aktiviteter; alla statusar lästa."
    assert words(tmp_path / "brev", "RPO Medicinsk diagnostik – utkast att se över")[2:] == [
        "Bilaga: RPO Medicinsk diagnostik 2026.xlsx",
        "Bilaga: RPO Medicinsk diagnostik 2026 (2).xlsx",
        "",
        "Hej!",
        "",
        "Tack för ”RPO Medicinsk diagnostik del 2.pptx” och ”RPO Medicinsk diagnostik.pptx”.",
        f"Innehållet är flyttat till de bifogade mallarna. {read} {read}",
        "Det här har kommit men är inte med: ”RPO Medicinsk diagnostik.docx” och ”RPO Medicinsk diagnostik.xlsx”.",
        "Gå igenom fliken ”Att se över” i var och en och jämför med era egna filer. Samla planen i en av dem och "
        "skicka den.",
        "",
    ]
    assert words(tmp_path / "brev", "RPO Primärvård – planen behövs i mallen")[6:] == [
        "Tack för ”RPO Primärvård.pdf”.",
        "Innehållet går inte att flytta till mallen, där planerna sammanställs.",
        "Det här har kommit men är inte med: ”RPO Primärvård.xlsx”.",
        "Fyll i den bifogade mallen och skicka den. Plan, Prioriterade områden och Aktiviteter räcker.",
        "",
    ]


@pytest.mark.parametrize(
    ("files", "what", "told"),
    [
        (["a.xls"], "filen gick inte att läsa", "Filen går inte att läsa som handlingsplan. "),
        (["a.xls", "b.xls"], "filerna gick inte att läsa", "Filerna går inte att läsa som handlingsplaner. "),
    ],
)
def test_what_could_not_be_read_is_told_in_the_form_of_the_number(files: list[str], what: str, told: str) -> None:
    to = Recipient(group=neutral_text("RPO Tandvård"), address="", year=2026)
    letter = compose_not_read(to, files, Attachment("RPO Tandvård 2026.xlsx", b""))

    assert letter.what.sv == what
    assert any(line.sv.startswith(told) for line in letter.lines)


def test_a_reminder_tells_the_years_of_each_plan_that_came() -> None:
    recipient = Recipient(group=neutral_text("RPO Hud"), address="", year=2026)
    said = compose_reminder(recipient, ["2024", "2025"], Attachment("a.xlsx", b""))
    assert said.lines[3] == Text(
        "De planer som har kommit från er gäller 2024 och 2025.",
        "The plans that have come from you are for 2024 and 2025.",
    )


def test_mails_in_english(tmp_path: Path) -> None:
    _plan(tmp_path / "in", "RPO Tandvård", {"areas": "| status |\n| Pågår |"})
    hplan("check", str(tmp_path / "in"), "--mail", str(tmp_path / "mails"), lang="en")
    assert words(tmp_path / "mails", "RPO Tandvård – 1 thing to complete") == [
        "To: (no address is known)",
        "Subject: Action plan 2026, RPO Tandvård: 1 thing to complete",
        "Attachment: RPO Tandvård 2026 – to complete.xlsx",
        "",
        "Hello,",
        "",
        "Thank you for the action plan. 1 priority area and 1 activity have been read.",
        "1 cell needs correcting. It is marked in the attached file; the sheet “To do” leads to it.",
        "",
        "What to look at:",
        "• Prioriterade områden M4: “Pågår” does not say how it is going. Choose “On plan”, “Minor problems” or "
        "“Serious problems”.",
        "",
        "Please go on in the attached file and return it; any file name will do.",
        "",
    ]


@pytest.mark.parametrize(
    ("asked", "copy", "listing", "point"),
    [
        ((), "to complete", "To do", "“Ongoing” does not say how it is going. Choose “On plan”, “Minor problems” or "),
        (("--lang", "sv"), "att komplettera", "Att åtgärda", "”Ongoing” säger inte hur det går. Välj ”Enligt plan”, "),
    ],
)
def test_the_marks_and_faults_of_a_plan_are_in_its_own_language_unless_another_is_asked_for(
    tmp_path: Path, asked: Sequence[str], copy: str, listing: str, point: str
) -> None:
    hplan("template", "--group", "RPO Akut vård", "--year", "2026", "-o", str(tmp_path / "a.xlsx"), lang="en")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for cell, words_typed in {"C4": "Triage", "M4": "Ongoing"}.items():
        book["Priority areas"][cell] = words_typed
    book.save(tmp_path / "a.xlsx")
    folders = ["--mail", str(tmp_path / "brev"), "--mark", str(tmp_path / "åter")]
    CliRunner().invoke(main, ["check", str(tmp_path / "a.xlsx"), *folders, *asked])

    letter = next((tmp_path / "brev").glob("RPO Akut vård*.txt")).read_bytes().decode("utf-8-sig")
    assert f"Bilaga: RPO Akut vård 2026 – {copy}.xlsx" in letter
    assert f"; fliken ”{listing}” listar dem med länkar." in letter
    assert f"• Priority areas M4: {point}" in letter
    (marked,) = (tmp_path / "åter").iterdir()
    assert marked.name == f"RPO Akut vård 2026 – {copy}.xlsx"
    marked_book = openpyxl.load_workbook(marked)
    assert marked_book.sheetnames[0] == listing
    assert point in marked_book["Priority areas"]["M4"].comment.text


def test_the_letter_of_an_empty_plan_names_the_sheet_as_it_is_called_there(tmp_path: Path) -> None:
    hplan("template", "--group", "RPO Akut vård", "--year", "2026", "-o", str(tmp_path / "a.xlsx"), lang="en")
    hplan("check", str(tmp_path / "a.xlsx"), "--mail", str(tmp_path / "brev"))
    (letter,) = (tmp_path / "brev").glob("RPO Akut vård*.txt")
    assert "På fliken ”Priority areas” är ingen rad ifylld än." in letter.read_text("utf-8-sig")


def test_a_draft_beside_the_document_that_it_was_made_of_goes_out_to_be_looked_through(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "RPO Medicinsk diagnostik.pptx").write_bytes(decks.seed())
    hplan("import", str(tmp_path / "in"), "-o", str(tmp_path / "in" / "utkast"))
    hplan("check", str(tmp_path / "in"), "--mail", str(tmp_path / "brev"))
    letter = words(tmp_path / "brev", "RPO Medicinsk diagnostik – utkast att se över")
    assert letter[6].startswith("Tack för ”RPO Medicinsk diagnostik.pptx”.")
    assert letter[7].startswith("Innehållet är flyttat till den bifogade mallen.")
    assert not any("inte med" in line for line in letter)
    (attached,) = parsed(tmp_path / "brev" / "RPO Medicinsk diagnostik – utkast att se över.eml").iter_attachments()
    (draft,) = (tmp_path / "in" / "utkast").iterdir()
    assert attached.get_content() == draft.read_bytes()


def test_a_folder_among_the_plans_is_refused(tmp_path: Path) -> None:
    refused = hplan("check", str(tmp_path), "--mail", str(tmp_path / "brev"))
    assert (refused.exit_code, refused.stderr) == (
        3,
        f"Mappen {tmp_path / 'brev'} ligger bland planerna, och breven är inte sådant som har kommit in. "
        "Ange en annan efter --mail.\n",
    )


@pytest.mark.parametrize(("here", "also"), [("sv", "och"), ("en", "and")])
def test_who_has_no_address_is_told_in_the_language_of_the_rest(
    here: str, also: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hplan_xl.cli.HERE", here)
    plans = [str(_plan(tmp_path / group, group)) for group in ("RPO Tandvård", "RPO Primärvård")]
    options = ["-o", str(tmp_path / "next"), "--mail", str(tmp_path / "mails")]
    run = CliRunner().invoke(main, ["next", *plans, *options])
    assert run.stderr.splitlines()[-1].endswith(f": RPO Tandvård {also} RPO Primärvård.")


def test_a_day_to_answer_by_that_has_passed_or_is_far_from_the_year_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    sketch(tmp_path / "in")
    passed = "I breven står svar senast 2026-03-14, men läget i planerna gäller 2026-03-15. Stämmer dagen?"
    far = "Planerna gäller {}, men i breven står svar senast 2062-04-01. Stämmer dagen?"
    for command, year in (("check", 2026), ("next", 2027)):
        output = ["-o", str(tmp_path / "ut")] if command == "next" else []
        for day, asked in (("2026-03-14", passed), ("2026-03-15", ""), ("2062-04-01", far.format(year))):
            mails = ["--mail", str(tmp_path / command / day), "--reply-by", day]
            told = hplan(command, str(tmp_path / "in"), *output, *mails).stderr.splitlines()
            assert [line for line in told if line.endswith("Stämmer dagen?")] == list(filter(None, [asked]))


def test_letters_and_pages_that_were_put_among_the_plans_are_none_of_what_came_in(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    sketch(inbox, None, {"group": "RPO Tandvård"})
    hplan("merge", f"{inbox}", "-o", f"{tmp_path}/m.xlsx", "--mail", f"{inbox.parent}/brev")
    hplan("publish", f"{inbox}", "-o", f"{tmp_path}/webb")
    before = hplan("check", f"{inbox}", "--format", "json").stdout
    shutil.move(tmp_path / "brev", inbox / "brev")
    shutil.move(tmp_path / "webb", inbox / "webb")
    assert len(list((inbox / "brev").glob("RPO Infektionssjukdomar – påminnelse.*"))) == 2
    assert hplan("check", f"{inbox}", "--format", "json").stdout == before
    (inbox / "RPO Infektionssjukdomar.eml").write_bytes(b"From: rpo@example.se\r\nSubject: Plan\r\n\r\nHej")
    (inbox / "RPO Levnadsvanor.txt").write_text("Hej", encoding="utf-8")
    came = json.loads(hplan("check", f"{inbox}", "--format", "json").stdout)["files"]
    assert [(one["file"].rpartition("/")[2], one["state"]) for one in came] == [
        ("plan.xlsx", "read"),
        ("RPO Infektionssjukdomar.eml", "other_form"),
        ("RPO Levnadsvanor.txt", "skipped"),
    ]


def test_a_folder_that_holds_anything_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "gamla.eml").write_bytes(b"")
    refused = hplan("merge", "borta", "-o", "m.xlsx", "--mail", str(tmp_path))
    assert (refused.exit_code, refused.stderr) == (
        3,
        f"Mappen {tmp_path} är inte tom. Ange en ny mapp efter --mail, så att inga äldre brev skickas av misstag.\n",
    )
    no_folder = hplan("check", "borta", "--mail", str(tmp_path / "gamla.eml"))
    assert no_folder.stderr == f"{tmp_path / 'gamla.eml'} är en fil. Skriv namnet på en mapp efter --mail.\n"
    assert "--reply-by hör till --mail MAPP." in hplan("check", "borta", "--reply-by", "2026-04-20").stderr


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("merge borta --split-by group -o {}", ""),
        ("merge borta -o {}", "/master.xlsx"),
        ("check borta --mark {}", "/kopior"),
        ("next borta -o {}", ""),
    ],
)
def test_a_folder_that_another_result_is_written_to_is_refused_before_anything_is_read(
    words: str, written: str, tmp_path: Path
) -> None:
    folder = tmp_path / "ut"
    refused = hplan(*words.format(f"{folder}{written}").split(), "--mail", str(folder))
    assert (refused.exit_code, refused.stderr) == (
        3,
        f"Breven ska ligga för sig, men {folder}{written} skrivs också i mappen {folder}. Ange en annan mapp efter "
        "--mail.\n",
    )


def test_a_master_beside_a_folder_of_its_name_is_no_result_in_it(tmp_path: Path) -> None:
    sketch(tmp_path)
    words = f"merge {tmp_path}/plan.xlsx -o {tmp_path}/april --mail {tmp_path}/april"
    assert hplan(*words.split()).exit_code == 0
    assert (tmp_path / "april.xlsx").is_file()


def test_next_years_template_has_its_words_and_only_addresses_are_taken_from_the_register() -> None:
    recipient = Recipient(group=neutral_text("RPO Ögon"), address=find_addresses("Å <a@exempel.se>"), year=2027)
    letter = compose_next_year(recipient, 2026, 3, Attachment("RPO Ögon 2027.xlsx", b"x"), "Läs mig")
    assert compose_body(letter, "sv").splitlines() == [
        "Hej!",
        "",
        "Här är mallen för 2027, ifylld med det som fortsätter från er plan för 2026.",
        "Gå igenom den, ändra och lägg till, och skicka den. Läs mig säger hur.",
    ]
    for last, told in ((2026, "er plan för 2026"), (None, "er förra plan")):
        empty = compose_next_year(recipient, last, 0, Attachment("RPO Ögon 2027.xlsx", b"x"), "Läs mig")
        assert f"Här är mallen för 2027. Inga rader fortsätter från {told}." in compose_body(empty, "sv").splitlines()
    assert letter.subject == Text(
        "Handlingsplan 2027, RPO Ögon: mall att fylla i", "Action plan 2027, RPO Ögon: a template to fill in"
    )
    mail = email.message_from_bytes(build_message(letter, "sv"), policy=policy.default)
    assert (mail["To"], [one.get_filename() for one in mail.iter_attachments()]) == (
        "a@exempel.se",
        ["RPO Ögon 2027.xlsx"],
    )
    assert find_addresses("växeln, rum 2\nBcc: x") == ""
    unaddressed = replace(letter, recipient=replace(recipient, address=""))
    assert b"\r\nTo:" not in b"\r\n" + build_message(unaddressed, "sv")


def test_next_years_plans_go_out_each_in_a_draft_of_its_own(tmp_path: Path) -> None:
    inbox, mails = tmp_path / "in", tmp_path / "brev"
    inbox.mkdir()
    _plan(inbox, "RPO Tandvård").rename(inbox / "a.xlsx")
    _plan(inbox, None).rename(inbox / "c.xlsx")
    _plan(inbox, "RPO Hud- och könssjukdomar", {"areas": "| title |\n| Gäller 811218-9876 |"})
    options = ["--mail", str(mails), "--reply-by", "2026-11-30", "--contact", "Samordnaren"]
    result = hplan("next", str(inbox), "-o", str(tmp_path / "ut"), *options)

    assert sorted(path.name for path in mails.iterdir()) == [
        "Grupp saknas (c.xlsx) – mall att fylla i.eml",
        "Grupp saknas (c.xlsx) – mall att fylla i.txt",
        "RPO Hud- och könssjukdomar – mall att fylla i.eml",
        "RPO Hud- och könssjukdomar – mall att fylla i.txt",
        "RPO Tandvård – mall att fylla i.eml",
        "RPO Tandvård – mall att fylla i.txt",
    ]
    assert words(mails, "RPO Tandvård – mall att fylla i") == [
        "Till: (ingen adress är känd)",
        "Ämne: Handlingsplan 2027, RPO Tandvård: mall att fylla i",
        "Bilaga: RPO Tandvård 2027.xlsx",
        "",
        "Hej!",
        "",
        "Här är mallen för 2027, ifylld med det som fortsätter från er plan för 2026.",
        "Gå igenom den, ändra och lägg till, och skicka den senast 2026-11-30. Läs mig säger hur.",
        "",
        "Samordnaren",
        "",
    ]
    (attached,) = parsed(mails / "RPO Tandvård – mall att fylla i.eml").iter_attachments()
    assert attached.get_content() == (tmp_path / "ut" / "RPO Tandvård 2027.xlsx").read_bytes()
    (without,) = parsed(mails / "RPO Hud- och könssjukdomar – mall att fylla i.eml").iter_attachments()
    assert not holds_personal_number(without.get_content(), "plan.xlsx")
    assert result.stdout.splitlines()[-2:] == [f"3 brev ligger i {mails}. Inget är skickat.", "  Mall för nästa år: 3"]


def test_next_years_letters_to_groups_of_one_name_tell_their_regions(tmp_path: Path) -> None:
    for at, region in enumerate(("Sydöstra", "Norra")):
        _plan(tmp_path / "in" / str(at), "RPO Tandvård", healthcare_region=region)
    hplan("next", tmp_path / "in", "-o", tmp_path / "ut", "--mail", tmp_path / "brev")
    told = {path.stem: words(path.parent, path.stem)[1:3] for path in (tmp_path / "brev").glob("*.txt")}
    assert told == {
        f"RPO Tandvård ({region}) – mall att fylla i": [
            f"Ämne: Handlingsplan 2027, RPO Tandvård ({region}): mall att fylla i",
            f"Bilaga: RPO Tandvård ({region}) 2027.xlsx",
        ]
        for region in ("Sydöstra", "Norra")
    }


def test_a_letter_calls_the_sheet_of_the_template_what_it_is_called_there(tmp_path: Path) -> None:
    hplan("template", "--group", "RPO Akut vård", "--year", "2026", "-o", str(tmp_path / "a.xlsx"), lang="en")
    hplan("next", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "ut"), "--mail", str(tmp_path / "brev"))

    said = words(tmp_path / "brev", "RPO Akut vård – mall att fylla i")
    assert "Gå igenom den, ändra och lägg till, och skicka den. Read me säger hur." in said


def test_where_no_copy_can_be_made_the_group_mends_its_own_file() -> None:
    cell = Cell("plan.xlsx", "Plan", 4, 3)
    finding = BOOK.make_finding(cell, "required.blank", "form", column="Grupp", row="", cell="C4")
    recipient = Recipient(group=neutral_text("RPO Ögon"), address="", year=2026, reply_by=date(2026, 4, 20))
    plan = ReadPlan(areas=neutral_text("1"), activities=neutral_text("2"), sheet=neutral_text(""), findings=[finding])
    letter = compose_answer(recipient, plan)
    assert compose_body(letter, "sv").splitlines()[3:] == [
        "1 cell behöver rättas.",
        "",
        "Det gäller:",
        "• Plan C4: Fyll i ”Grupp”.",
        "",
        "Rätta i er egen fil och skicka den igen senast 2026-04-20.",
    ]
    assert letter.attachments == ()


def test_a_letter_says_no_more_cells_to_be_marked_than_are() -> None:
    def say(number: int) -> str:
        cells = [Cell("plan.xlsx", "Plan", row, 3) for row in range(4, 4 + number)]
        found = [BOOK.make_finding(one, "required.blank", "form", column="Grupp", row="", cell="C4") for one in cells]
        told, copy = neutral_text("1"), Attachment("plan.xlsx", b"")
        plan = ReadPlan(areas=told, activities=told, sheet=told, findings=found, copy=copy)
        recipient = Recipient(group=neutral_text("RPO Ögon"), address="", year=2026)
        return compose_body(compose_answer(recipient, plan), "sv").splitlines()[3]

    assert say(MOST_MARKS).startswith(f"{MOST_MARKS} celler behöver rättas. De är markerade i den bifogade filen;")
    assert say(MOST_MARKS + 1).startswith(
        f"{MOST_MARKS + 1} celler behöver rättas. De {MOST_MARKS} viktigaste är markerade i den bifogade filen;"
    )


def test_an_address_that_may_be_another_groups_is_not_taken() -> None:
    shared = Group(name="RPO Hud", kind="RPO", mail="hud@exempel.se")
    own = Group(name="RPO Hud", kind="RPO", region="sydostra", mail="hud@exempel.se")
    assert find_address(shared, "sydostra", ["sydostra"]) == "hud@exempel.se"
    assert find_address(shared, "sydostra", ["sydostra", "norra"]) == ""
    assert find_address(own, "sydostra", ["sydostra", "norra"]) == "hud@exempel.se"
    assert find_address(own, "sydostra", ["norra"]) == "hud@exempel.se"
    assert find_address(shared, "norra", ["sydostra"]) == ""
    assert find_address(None, "sydostra", ["sydostra"]) == ""


@given(group=st.text(max_size=80), line=st.text(max_size=300), name=st.text("abåäö–é ()", min_size=1, max_size=90))
@example(group="RPO Å\r\nBcc: x@exempel.se", line="a\x0bb\x1cc\x85d\u2028e.\n.\nFrom x", name="å")
@settings(max_examples=60)
def test_any_words_come_out_of_a_mail_as_they_went_in(group: str, line: str, name: str) -> None:
    recipient = Recipient(group=neutral_text(group), address="", year=2026, sender=line)
    letter = compose_next_year(recipient, line, 1, Attachment(f"å{name}.xlsx", b"\r\n\x00"), "Läs mig")
    mail = email.message_from_bytes(build_message(letter, "sv"), policy=policy.default)
    body = mail.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == compose_body(letter, "sv")
    assert mail.keys() == ["Subject", "X-Unsent", "MIME-Version", "Content-Type"]
    assert str(mail["Subject"]).split() == make_one_line(letter.subject.sv).split()
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (f"å{name}.xlsx", b"\r\n\x00")
