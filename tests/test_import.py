"""Slides and documents of earlier plans become filled templates to look through."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hplan_xl.book.errors import NotAWorkbook
from hplan_xl.commands.import_plans import Importer
from hplan_xl.conversion.draft import Draft
from hplan_xl.documents import read_document
from hplan_xl.intake.sources import FileKind, Source
from hplan_xl.interpretation.personal_data import holds_personal_number
from hplan_xl.register.catalogue import read_packaged_register
from hplan_xl.wording import import_sentences
from tests import decks, seed_deck
from tests.commands import a_plan, run
from tests.decks import read
from tests.recompute import convert_files
from tests.seed_deck import Area

SEED_NAME = "RPO Medicinsk diagnostik 2025.xlsx"
Rows = list[dict[str, object]]
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def rows_of(sheet: Worksheet) -> Rows:
    """The begun rows of a table sheet, by the ids in its hidden row."""
    ids = [cell.value for cell in sheet[2]]
    rows = [dict(zip(ids, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)]
    filled: Rows = [{str(name): value for name, value in row.items() if value is not None} for row in rows]
    return [row for row in filled if row.keys() - {"number"}]


def imported(folder: Path, data: bytes, name: str = "plan.pptx", *options: str, status: int = 0) -> tuple[str, str]:
    """Write a document and import it; what was printed on stdout and stderr."""
    (folder / name).write_bytes(data)
    result = run("import", name, "-o", "ut", "--lang", "sv", *options, cwd=folder, status=status)
    return result.stdout, result.stderr


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed")
    out, err = imported(folder, decks.seed(), "RPO Medicinsk diagnostik.pptx")
    assert (out, err) == (
        "RPO Medicinsk diagnostik.pptx: Av 12 områden lästes 12, med 30 aktiviteter; 3 statusar att bekräfta. "
        f"(8 saker att se över)\nKlart: ut/{SEED_NAME}\n",
        "",
    )
    return folder / "ut" / SEED_NAME


def test_the_published_plan_is_read_whole(seed: Path) -> None:
    book = load_workbook(seed)
    areas, activities = rows_of(book["Prioriterade områden"]), rows_of(book["Aktiviteter"])
    wanted = []
    for number, area in enumerate(seed_deck.AREAS, 1):
        told = {
            "follow_up": area.follow_up,
            "effect_goal": area.effect_goal,
            "internal_note": area.note,
            **{f"promise_{one}": "x" for one in area.promises},
        }
        wanted.append(
            {"number": number, "title": area.title, "status": area.status}
            | {name: value for name, value in told.items() if value}
        )
    assert areas == wanted
    assert activities == [
        {"area": number, "title": title, **area.fields.get(at, {})}
        for number, area in enumerate(seed_deck.AREAS, 1)
        for at, title in enumerate(area.activities)
    ]


def test_what_is_followed_as_yes_or_no_is_a_milestone(seed: Path) -> None:
    book = load_workbook(seed)
    assert [row for row in rows_of(book["Indikatorer"]) if row.keys() - {"id"}] == [
        {"id": "I1", "area": 1, "name": seed_deck.MILESTONE, "kind": "Milstolpe (ja/nej)"}
    ]


# What says which column something stands in, and what a tick, a choice or a date tells in the workbook instead.
SAID_OTHERWISE = re.compile(
    r"^(?:Nationellt insatsområde|Prioriterat område och patientlöften|Aktiviteter|Uppföljning|Status)$"
    r"|^Patientlöfte:.*|^EJ PÅBÖRJAD$|^(?:Resultat|Utmaningar|Löpande|Q[1-4])$|^Uppdrag ges till .* att$"
    r"|\(ja/nej\)|\((?:ev\. )?NY\)|Följs upp på: |Effektmål: "
    r"|^(?:[0-9]{1,2}/[0-9]{1,2}-)?[0-9]{1,2}/(?:[1-9]|1[0-2]) "
)
CHOSEN = {"number", "area", "id", "status", "type", "kind", "quarter", "new_this_year", "assigned_to"}


def words_in(lines: Iterable[object]) -> Counter[str]:
    return Counter(word for line in lines for word in re.findall(r"\w+", str(line).casefold()))


def test_every_word_of_the_deck_is_in_the_workbook_once_or_listed(seed: Path) -> None:
    with ZipFile(BytesIO(decks.seed())) as package:
        slides = [package.read(name) for name in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    paragraphs = [one for slide in slides for one in ElementTree.fromstring(slide).iter(f"{{{DRAWING}}}p")]
    texts = ("".join(run.text or "" for run in one.iter(f"{{{DRAWING}}}t")) for one in paragraphs)
    deck = words_in(SAID_OTHERWISE.sub(" ", text.strip()) for text in texts)

    book = load_workbook(seed)
    sheets = ("Prioriterade områden", "Aktiviteter", "Resultat", "Utmaningar", "Beslut", "Indikatorer", "Årshjul")
    typed = [
        value
        for title in sheets
        for row in rows_of(book[title])
        for name, value in row.items()
        if isinstance(value, str) and name not in CHOSEN and not name.startswith("promise_")
    ]
    listed = [row[3].value for row in book["Övrigt"].iter_rows(min_row=5)]
    found = words_in([*typed, *listed])
    assert (deck - found, found - deck) == (Counter(), Counter())


def told(draft: Draft) -> list[tuple[object, ...]]:
    """By area: its title, promises, activities with what was taken out of them, follow-up, effect goal and status."""
    found: list[tuple[object, ...]] = []
    for record in draft.rows.get("areas", ()):
        promises = tuple(number for number in range(1, 8) if record.get(f"promise_{number}"))
        activities = [dict(one) for one in draft.rows["activities"] if one["area"] == record["number"]]
        for one in activities:
            del one["area"]
        words = (
            str(record.get(name) or "") for name in ("title", "follow_up", "effect_goal", "internal_note", "status")
        )
        found.append((*words, promises, activities))
    return found


def truth(areas: Sequence[Area]) -> list[tuple[object, ...]]:
    """What `told` gives where an area is read as it is meant."""
    return [
        (
            *(area.title, area.follow_up, area.effect_goal, area.note, area.status, area.promises),
            [{"title": title, **area.fields.get(at, {})} for at, title in enumerate(area.activities)],
        )
        for area in areas
    ]


@pytest.mark.parametrize("layout", decks.LAYOUTS)
def test_every_layout_is_read_as_it_is_meant(layout: str) -> None:
    draft = read(decks.LAYOUTS[layout]())
    assert told(draft) == truth(decks.ALL)
    assert [one.value for one in draft.kept] == ["Handlingsplan 2025 RPO Medicinsk diagnostik", "Handlingsplan"]
    asked = [one.rule for one in draft.doubts if one.rule not in ("import.note", "import.milestone")]
    assert set(asked) <= (
        {"import.status_shade"} if layout in ("theme colours", "fills", "merged cells", "over two slides") else set()
    )


def test_circles_that_lie_askew_are_told_of() -> None:
    draft = read(decks.by_circles_askew())
    assert told(draft) == truth(decks.ALL)
    assert [(one.record, one.rule) for one in draft.doubts if one.column == "status"] == [
        (at, "import.status_place") for at, area in enumerate(decks.ALL) if area.colour
    ]


@pytest.mark.parametrize("merged", [False, True])
def test_a_word_document_is_read_as_it_is_meant(merged: bool) -> None:
    draft = read(decks.a_document(merged=merged), "plan.docx")
    assert told(draft) == truth(decks.ALL)
    assert [one.value for one in draft.kept] == [
        "Handlingsplan 2025 RPO Medicinsk diagnostik",
        "Sydöstra sjukvårdsregionen",
    ]


def test_what_stands_in_a_word_document_stands_in_its_parts(tmp_path: Path) -> None:
    document = WordDocument()
    document.sections[0].header.paragraphs[0].text = "Arbetsmaterial"
    document.add_heading("Handlingsplan 2025 RPO Tandvård", 1)
    table = document.add_table(2, 3)
    for at, words in enumerate(("Prioriterat område", "Aktiviteter", "Status", "Äldres tänder", "Rutin", "oklart")):
        table.cell(*divmod(at, 3)).text = words
    target = BytesIO()
    document.save(target)
    imported(tmp_path, target.getvalue(), "plan.docx")
    book = load_workbook(tmp_path / "ut" / "RPO Tandvård 2025.xlsx")
    listed = [str(row[1].value) for row in book["Att se över"].iter_rows(min_row=10)]
    assert "Välj en status för ”Äldres tänder”: i avsnitt 1 står ”oklart”, som inte säger vilken den är." in listed
    kept = [[cell.value for cell in row[1:5]] for row in book["Övrigt"].iter_rows(min_row=5)]
    assert ["Avsnitt 1", "", "Arbetsmaterial", "Sidhuvud, sidfot, fotnot eller kommentar."] in kept


NAMES_AND_ACTIVITIES = [("Njursvikt", "Starta mottagning", "grön"), ("Stenar", "Kortare väntan", "gul")]


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize("heading", ["Prioriterat område", ""])
def test_names_without_a_heading_are_areas_and_asked_about(heading: str, is_turned: bool) -> None:
    rows = [(heading, "Aktiviteter", "Status"), *NAMES_AND_ACTIVITIES]
    draft = read(decks.table_deck(list(zip(*rows, strict=True)) if is_turned else rows))
    assert told(draft) == [
        ("Njursvikt", "", "", "", "Enligt plan", (), [{"title": "Starta mottagning"}]),
        ("Stenar", "", "", "", "Mindre problem", (), [{"title": "Kortare väntan"}]),
    ]
    asked = [(one.column, one.record) for one in draft.doubts if one.rule == "import.title_unheaded"]
    assert asked == ([] if heading else [("title", 0), ("title", 1)])


def test_headings_with_a_year_or_an_explanation_name_their_column_where_no_other_does() -> None:
    headings = ("Fokusområden 2025", "Vad ska göras?", "Klart när (i ord)", "Status per 2025-09-30", "Kommentarer")
    draft = read(decks.table_deck([headings, ("Stenar", "Rutin", "Q2", "röd", "Sen start")]))
    (area,), (activity,) = draft.rows["areas"], draft.rows["activities"]
    assert (area["title"], area["status"], area["status_comment"]) == ("Stenar", "Allvarliga problem", "Sen start")
    assert (activity["title"], activity["schedule"]) == ("Rutin", "Q2")


def test_headings_of_two_years_are_not_chosen_among() -> None:
    both = read(decks.table_deck([("Område", "Aktiviteter", "Status 2024", "Status 2025"), ("A", "B", "gul", "röd")]))
    asked = [(one.rule, one.facts.get("value")) for one in both.doubts]
    assert asked == [("import.status_words", "gul röd")]
    goals = read(decks.table_deck([("Område", "Status", "Mål 2024", "Mål 2025"), ("A", "gul", "7", "9")]))
    assert "effect_goal" not in goals.rows["areas"][0]
    assert {(one.heading, one.value) for one in goals.kept} >= {("Mål 2024", "7"), ("Mål 2025", "9")}


def test_indicators_with_other_columns_beside_are_read_and_what_is_not_as_it_stands_is_asked_about() -> None:
    rows = [
        ("Indikator", "Enhet", "Utgångsvärde", "Målvärde 2026", "Kommentar till tavlan"),
        ("Väntetid", "dagar", "45 (2024)", "< 30", "Syns i maj"),
        ("Andel", "%", "70 %", "75–80", ""),
    ]
    draft = read(decks.table_deck(rows))
    assert draft.rows["indicators"] == [
        {"id": "I1", "name": "Väntetid", "unit": "dagar", "baseline": 45, "target": 30},
        {"id": "I2", "name": "Andel", "unit": "%", "baseline": 70, "target": "75–80"},
    ]
    asked = [
        import_sentences.SENTENCES[one.rule].fill(**one.facts).sv for one in draft.doubts if one.sheet == "indicators"
    ]
    assert asked == [
        "”45 (2024)” på bild 1 är läst som 45. Stämmer det?",
        "”< 30” på bild 1 är läst som 30. Stämmer det?",
    ]
    assert [(one.heading, one.value, one.sentence.sv) for one in draft.kept] == [
        ("Kommentar till tavlan", "Syns i maj", "Kolumnen finns inte i mallen. ”Väntetid”"),
        ("", "Målvärde 2026", "Rubriken är läst som mallens, utan det som står efter."),
        ("", "Handlingsplaner 2025", "Har inte fått någon plats i mallen."),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("Enhet", "Målvärde", "Ort", "Pris"),  # nothing that indicators are called by
        ("Indikator", "Enhet", "Ort", "Pris"),
        ("Indikator", "Ort"),
        ("Målvärde 2025", "Målvärde 2026", "Indikator"),
    ],
)
def test_a_table_of_other_things_stays_one(headings: tuple[str, ...]) -> None:
    draft = read(decks.table_deck([headings, tuple("abcd"[: len(headings)])]))
    assert "indicators" not in draft.rows
    assert {one.sentence.sv for one in draft.kept} >= {"Tabellen har andra rubriker än planens."}


def test_a_row_without_an_activity_is_none_and_is_asked_for_it(tmp_path: Path) -> None:
    rows = [("Prioriterat område", "Arbete", "När", "Status"), ("Stenar", "Rutin", "Q2 2025", "grön")]
    printed, _ = imported(tmp_path, decks.table_deck(rows))
    assert "Av 1 område lästes 1, med 0 aktiviteter; alla statusar lästa." in printed
    (asked,) = [one for one in read(decks.table_deck(rows)).doubts if one.rule == "import.no_activity"]
    sentence = import_sentences.SENTENCES[asked.rule].fill(**asked.facts).sv
    assert (asked.sheet, asked.column, asked.record, sentence) == (
        "activities",
        "title",
        0,
        "Skriv aktiviteten: på bild 1 står ingen i raden för ”Stenar”, bara annat om den.",
    )


def test_numbers_without_a_heading_are_no_areas() -> None:
    rows = [("", "Aktiviteter", "Status"), ("1", "Starta mottagning", "grön"), ("2.", "Kortare väntan", "grön")]
    draft = read(decks.table_deck(rows))
    assert [record["title"] for record in draft.rows["areas"]] == [None]  # the slide's title is that of all plans
    assert "Handlingsplaner 2025" in [note.value for note in draft.kept]


@pytest.mark.parametrize(
    ("words", "status", "comment"),
    [
        ("🔴 Sen start", "Allvarliga problem", "Sen start"),
        ("Röd – sen start", "Allvarliga problem", "sen start"),
        ("🟡\nväntar på beslut", "Mindre problem", "väntar på beslut"),
        ("Grön (inte röd)", "Enligt plan", "inte röd"),
        ("grön–gul", None, "grön–gul"),
        ("Gul, grön", None, "Gul, grön"),
        ("🟢 röd", None, "🟢 röd"),
        ("🟢🔴 delat", None, "🟢🔴 delat"),
        ("● Sen start", None, "● Sen start"),
        ("Gul men på väg mot grönt", None, "Gul men på väg mot grönt"),
    ],
)
def test_a_status_with_words_behind_is_read_unless_they_are_another(
    words: str, status: str | None, comment: str
) -> None:
    draft = read(decks.table_deck([("Prioriterat område", "Aktiviteter", "Status"), ("Stenar", "Rutin", words)]))
    (area,) = draft.rows["areas"]
    assert (area.get("status"), area.get("status_comment")) == (status, comment)
    asked = [one.rule for one in draft.doubts if one.column == "status"]
    assert asked == ([] if status else ["import.status_words"])


@pytest.mark.libreoffice
def test_layouts_that_libreoffice_has_saved_are_read_as_they_are_meant(tmp_path: Path) -> None:
    saved = converted({name: make() for name, make in decks.LAYOUTS.items()}, "pptx", tmp_path)
    for layout, data in saved.items():
        assert (layout, told(read(data))) == (layout, truth(decks.ALL))


@pytest.mark.libreoffice
def test_a_pdf_gives_every_row_and_asks_for_each_to_be_looked_at(tmp_path: Path) -> None:
    layouts = {name: make() for name, make in decks.LAYOUTS.items() if name != "embedded workbook"}
    lost = whole = 0
    for layout, data in converted(layouts, "pdf", tmp_path).items():
        draft = read(data, "plan.pdf")
        assert (layout, [one[0] for one in told(draft)]) == (layout, [area.title for area in decks.ALL])
        for found, meant in zip(told(draft), truth(decks.ALL), strict=True):
            assert found[4] in (meant[4], "")
            have, want = Counter(str(found).split()), Counter(str(meant).split())
            lost, whole = lost + (want - have).total(), whole + want.total()
        reviewed = {(one.sheet, one.record) for one in draft.doubts if one.rule == "import.review"}
        assert reviewed == {(name, at) for name in ("areas", "activities") for at in range(len(draft.rows[name]))}
    assert lost < 0.02 * whole


def converted(layouts: dict[str, bytes], to: str, folder: Path) -> dict[str, bytes]:
    """The presentations as LibreOffice saves them."""
    (folder / "in").mkdir()
    for name, data in layouts.items():
        (folder / "in" / f"{name}.pptx").write_bytes(data)
    convert_files([folder / "in" / f"{name}.pptx" for name in layouts], to, folder / "out")
    return {name: (folder / "out" / f"{name}.{to}").read_bytes() for name in layouts}


def hostile(change: str) -> tuple[str, bytes]:
    """A file that is no presentation to be read, and its name."""
    good = decks.long_deck(1)
    match change:
        case "truncated":
            return "plan.pptx", good[: len(good) // 2]
        case "empty":
            return "plan.pptx", b""
        case "password":
            return "plan.pptx", OLE + "EncryptedPackage".encode("utf-16-le")
        case "old format":
            return "plan.ppt", OLE + "PowerPoint Document".encode("utf-16-le")
        case "entity":
            doctype = b'<!DOCTYPE p [<!ENTITY a "aaaa">]>'
            return "plan.pptx", with_part(
                good, "ppt/slides/slide1.xml", lambda part: part.replace(b"?>", b"?>" + doctype, 1)
            )
        case "bomb":
            return "plan.pptx", with_part(good, "ppt/slides/slide1.xml", lambda _: b" " * (201 * 2**20))
        case "no XML":
            return "plan.pptx", with_part(good, "ppt/slides/slide1.xml", lambda part: part[:-40])
        case "a workbook":
            return "plan.pptx", a_plan()
        case "too many pages":
            numbers = range(3, 504)
            kids = " ".join(f"{number} 0 R" for number in numbers)
            objects = {1: "/Type /Catalog /Pages 2 0 R", 2: f"/Type /Pages /Count {len(numbers)} /Kids [{kids}]"}
            objects |= dict.fromkeys(numbers, "/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]")
            body = "".join(f"{number} 0 obj\n<<{held}>>\nendobj\n" for number, held in objects.items())
            return "plan.pdf", f"%PDF-1.7\n{body}trailer\n<</Root 1 0 R>>\n".encode()
        case _:
            return "plan.pdf", b"%PDF-1.7\nnothing"


def with_part(data: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, change(part) if name == path else part)
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AGAIN = "är skadad och går inte att öppna. Be gruppen spara den på nytt och skicka den igen."
SENTENCES = {
    "truncated": AGAIN,
    "no XML": AGAIN,
    "a PDF that is none": AGAIN,
    "empty": "är tom (0 byte). Be gruppen skicka planen igen.",
    "password": "är skyddad med lösenord. Be gruppen spara den utan lösenord.",
    "old format": "är sparad i ett gammalt format (.ppt eller .doc). Öppna den och spara den som .pptx eller .docx.",
    "entity": "innehåller en DOCTYPE, som Office aldrig skriver, och läses inte. Öppna den och spara den på nytt.",
    "bomb": "packar upp till orimligt mycket och läses inte. Be gruppen flytta över planen till en ny mall.",
    "too many pages": "har fler än 500 sidor och läses inte. Spara sidorna med planen som en egen PDF.",
    "a workbook": "är en Excel-arbetsbok. Ge den ändelsen .xlsx och kör igen.",
}


@pytest.mark.parametrize("change", SENTENCES)
def test_a_file_that_cannot_be_read_is_told_of_in_a_sentence(change: str) -> None:
    name, data = hostile(change)
    with pytest.raises(NotAWorkbook) as told_of:
        read_document(data, name)
    assert told_of.value.sentence.sv == f"{name} {SENTENCES[change]}"


def test_macros_are_not_run_and_told_of() -> None:
    target = BytesIO(decks.seed())
    with ZipFile(target, "a") as package:
        package.writestr("ppt/vbaProject.bin", b"macros")
    draft = read(target.getvalue(), "plan.pptm")
    assert len(draft.rows["areas"]) == 12
    assert draft.kept[0].sentence.sv == "Filen innehåller makron. De är inte körda och inte med."


def test_a_folder_gives_a_template_for_each_and_refuses_the_rest_in_a_sentence_each(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "RPO Tandvård.pptx").write_bytes(decks.long_deck(1))
    (tmp_path / "in" / "skadad.pptx").write_bytes(hostile("truncated")[1])
    for name in ("plan.odp", "plan.rtf", "svar.msg", "allt.7z", "logga.png", "budget.xlsx"):
        (tmp_path / "in" / name).write_bytes(b"")
    result = run("import", "in", "-o", "ut", "--year", "2026", "--lang", "sv", cwd=tmp_path, status=1)
    assert result.stdout.splitlines() == [
        "in/RPO Tandvård.pptx: Av 3 områden lästes 3, med 9 aktiviteter; 1 status att bekräfta. (3 saker att se över)",
        "Klart: ut/RPO Tandvård 2026.xlsx",
    ]
    # What may hold a plan but is not read is told; pictures are not.
    assert result.stderr.splitlines() == [
        "in/budget.xlsx är tom (0 byte). Be gruppen skicka planen igen.",
        f"in/skadad.pptx {AGAIN}",
        "in/allt.7z är packad och är inte uppackad här. Packa upp den i en mapp, och ange mappen.",
        "in/plan.odp är en presentation som inte läses som den är sparad. Spara den som .pptx eller PDF, och gör om "
        "den till en plan med ”hplan import”.",
        "in/plan.rtf är ett textdokument som inte läses som det är sparat. Spara det som .docx eller PDF, och gör om "
        "det till en plan med ”hplan import”.",
        "in/svar.msg är ett mejl. Spara planen som är bifogad som en egen fil, och kör igen.",
    ]
    again = run("import", "in", "-o", "annan", "--year", "2026", "--lang", "sv", cwd=tmp_path, status=1)
    assert again.stderr == result.stderr
    made, other = ((tmp_path / place / "RPO Tandvård 2026.xlsx").read_bytes() for place in ("ut", "annan"))
    assert made == other
    draft = "Planen är ett utkast från ”hplan import”. Ingen har sparat det sedan dess, så inget är ändrat i det."
    marked = run("check", "ut", "--mark", "åter", "--lang", "sv", cwd=tmp_path, status=0)
    assert draft in marked.stdout
    assert marked.stderr == (
        "ut/RPO Tandvård 2026.xlsx är ett utkast från ”hplan import”. I den markerade kopian står ”Att åtgärda” i "
        "stället för ”Att se över”; skicka hellre utkastet.\n"
    )
    load_workbook(tmp_path / "ut" / "RPO Tandvård 2026.xlsx").save(tmp_path / "ut" / "RPO Tandvård 2026.xlsx")
    assert draft not in run("check", "ut", "--lang", "sv", cwd=tmp_path, status=0).stdout


def test_slides_of_several_groups_give_a_template_for_each_and_say_what_is_in_none(tmp_path: Path) -> None:
    data = decks.headed_deck(
        ("Handlingsplaner 2025", 0),
        ("RPO Ögonsjukdomar", 0),
        ("Handlingsplan", 2),
        ("RPO Tandvård: Handlingsplan (1 av 2)", 1),
        ("RPO Tandvård: Handlingsplan (2 av 2)", 1),
        ("RPO Tandreglering", 1),
        ("Grupp saknas (Sår 1.xlsx): Handlingsplan", 1),
    )
    out, err = imported(tmp_path, data, "råd.pptx")
    assert (out.splitlines(), err) == (
        [
            "råd.pptx: RPO Ögonsjukdomar, bild 2–3: Av 2 områden lästes 2, med 6 aktiviteter; 1 status att bekräfta. "
            "(4 saker att se över)",
            "råd.pptx: RPO Tandvård, bild 4–5: Av 2 områden lästes 2, med 5 aktiviteter; alla statusar lästa. "
            "(3 saker att se över)",
            "råd.pptx: RPO Tandreglering, bild 6: Av 1 område lästes 1, med 2 aktiviteter; alla statusar lästa. "
            "(4 saker att se över)",
            "råd.pptx: Grupp saknas (Sår 1.xlsx), bild 7: Av 1 område lästes 1, med 2 aktiviteter; alla statusar "
            "lästa. (4 saker att se över)",
            "råd.pptx: bild 1 finns inte, eller bara delvis, i mallarna. Se efter om något där hör till en grupp.",
            "Klart: ut/RPO Ögonsjukdomar 2025.xlsx",
            "Klart: ut/RPO Tandvård 2025.xlsx",
            "Klart: ut/RPO Tandreglering 2025.xlsx",
            "Klart: ut/Grupp saknas (Sår 1.xlsx) 2025.xlsx",
        ],
        "",
    )
    titles = {
        path.stem: [row["title"] for row in rows_of(load_workbook(path)["Prioriterade områden"])]
        for path in (tmp_path / "ut").iterdir()
    }
    assert titles == {
        "RPO Ögonsjukdomar 2025": [area.title for area in decks.ALL[:2]],
        "RPO Tandvård 2025": [area.title for area in decks.ALL[2:4]],
        "RPO Tandreglering 2025": [decks.ALL[4].title],
        "Grupp saknas (Sår 1.xlsx) 2025": [decks.ALL[5].title],
    }
    told = load_workbook(tmp_path / "ut" / "RPO Tandreglering 2025.xlsx").worksheets[0]
    assert [told.cell(row, 2).value for row in (10, 11, 12)] == [
        "Välj grupp: ingen av registrets grupper är läst ur råd.pptx.",
        "Planens sjukvårdsregion är inte läst ur råd.pptx. Stämmer ”Sydöstra sjukvårdsregionen”?",
        "råd.pptx har planer från 4 grupper. Den här är läst ur bild 6. Är allt där gruppens, och är allt med?",
    ]


SOUTH, NORTH = "Södra sjukvårdsregionen", "Norra sjukvårdsregionen"


@pytest.mark.parametrize(
    ("headings", "groups"),
    [
        (["Ögonsjukdomar", "+Handlingsplan", "Tandvård", "+Handlingsplan"], ["RPO Ögonsjukdomar", "RPO Tandvård"]),
        (["+Handlingsplan 2025 – RPO Ögon", "+Handlingsplan RPO Tandvård"], ["RPO Ögonsjukdomar", "RPO Tandvård"]),
        (["+Action plan for RPO Ögonsjukdomar", "+RSG Patientsäkerhet"], ["RPO Ögonsjukdomar", "RSG Patientsäkerhet"]),
        (
            ["+Kunskapsråd Diagnostik och sinnen: RPO Ögonsjukdomar", "+RPO Tandvård"],
            ["RPO Ögonsjukdomar", "RPO Tandvård"],
        ),
        (
            [f"+RPO Tandvård ({SOUTH})", f"+RPO Tandvård ({NORTH})"],
            ["RPO Tandvård (Södra)", "RPO Tandvård (Norra)"],
        ),
        (["+RPO Tandvård (Southern)", "+RPO Tandvård (SÖSR)"], ["RPO Tandvård (Södra)", "RPO Tandvård (Sydöstra)"]),
        # One plan, whatever its slides speak of
        (["RPO Ögonsjukdomar", "+Handlingsplan", "+Samverkan med RPO Tandvård", "+RPO Tandvård och RPO Hud"], []),
        (["RPO Primärvård", "+Psykisk hälsa", "+Tandvård"], []),
        (["+RPO Ögonsjukdomar (1 av 2)", "+RPO Ögonsjukdomar (2 av 2)", "RPO Tandvård"], []),
        (["+Handlingsplan", "+Handlingsplan"], []),
    ],
)
def test_a_plan_begins_where_a_heading_is_its_group(headings: list[str], groups: list[str], tmp_path: Path) -> None:
    slides = [(heading.removeprefix("+"), int(heading.startswith("+"))) for heading in headings]
    (tmp_path / "råd.pptx").write_bytes(decks.headed_deck(*slides))
    made = Importer(read_packaged_register(), 2025, "sv")(
        Source("råd.pptx", FileKind.DOCUMENT, str(tmp_path / "råd.pptx"))
    )
    names = [f"{group} 2025.xlsx" for group in groups]
    assert [plan.name for plan in made.plans][: len(names)] == names
    assert len(made.plans) == max(len(groups), 1)


def test_the_register_beside_the_documents_is_taken(tmp_path: Path) -> None:
    register = '[[group]]\nname = "RPO Smärta"\nkind = "RPO"\n'
    (tmp_path / "register.toml").write_text(register, encoding="utf-8")
    _, err = imported(tmp_path, decks.headed_deck(("RPO Smärta", 1), ("Vård", 0)), "råd.pptx", "--year", "2025")
    assert err == "Registret register.toml ligger bland planerna och används.\n"
    assert [path.name for path in (tmp_path / "ut").iterdir()] == ["RPO Smärta 2025.xlsx"]


def test_rows_that_name_their_group_go_to_its_template(tmp_path: Path) -> None:
    rows = [
        ("Ögonsjukdomar", "Kortare väntan till grå starr", "Gemensam remiss", "Enligt plan"),
        ("", "Synprövning hos barn", "Utbildning", "Ej påbörjad"),
        ("RPO Tandvård", "Munhälsa hos äldre", "Inventering", "Enligt plan"),
        ("Alla", "Digital remiss", "Förstudie", "Enligt plan"),
    ]
    out, err = imported(tmp_path, decks.one_table(rows), "råd.pptx")
    assert (out.splitlines()[2], err) == (
        "råd.pptx: bild 1 finns inte, eller bara delvis, i mallarna. Se efter om något där hör till en grupp.",
        "",
    )
    areas = {path.stem: rows_of(load_workbook(path)["Prioriterade områden"]) for path in (tmp_path / "ut").iterdir()}
    assert {name: [(row["title"], row["status"]) for row in held] for name, held in areas.items()} == {
        "RPO Ögonsjukdomar 2025": [(rows[0][1], "Enligt plan"), (rows[1][1], "Ej påbörjad")],
        "RPO Tandvård 2025": [(rows[2][1], "Enligt plan")],
    }


def test_slides_of_a_group_without_a_table_are_told_of(tmp_path: Path) -> None:
    deck = decks.headed_deck(("RPO Hud", 1), ("RPO Tandvård", 1), ("RPO Ögonsjukdomar", 0), ("Läget", 0))
    out, _ = imported(tmp_path, deck, "råd.pptx", "--year", "2025")
    assert out.splitlines()[2] == (
        "råd.pptx: bild 3–4 finns inte, eller bara delvis, i mallarna. Se efter om något där hör till en grupp."
    )


def test_notes_to_slides_of_several_groups_go_to_none(tmp_path: Path) -> None:
    rows = [("RPO Hud", "Psoriasis", "Remiss", "Enligt plan"), ("RPO Tandvård", "Karies", "Kurs", "Enligt plan")]
    out, _ = imported(tmp_path, decks.one_table(rows, "Fråga RPO Hud"), "råd.pptx")
    assert out.splitlines()[2] == (
        "råd.pptx: bild 1 finns inte, eller bara delvis, i mallarna. Se efter om något där hör till en grupp."
    )
    for path in (tmp_path / "ut").iterdir():
        cells = (cell.value for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row)
        assert "Fråga RPO Hud" not in cells


def test_paragraphs_that_are_groups_part_a_word_document(tmp_path: Path) -> None:
    data = decks.words_of_groups(
        ("Grupper: RPO Tandvård, RPO Hud", 0), ("RPO Ögonsjukdomar", 2), ("RPO Tandvård 2025", 1)
    )
    imported(tmp_path, data, "råd.docx", "--year", "2025")
    areas = {path.stem: rows_of(load_workbook(path)["Prioriterade områden"]) for path in (tmp_path / "ut").iterdir()}
    assert {name: [row["title"] for row in held] for name, held in areas.items()} == {
        "RPO Ögonsjukdomar 2025": [area.title for area in decks.ALL[:2]],
        "RPO Tandvård 2025": [decks.ALL[2].title],
    }


def test_other_groups_that_stand_as_headings_are_asked_about(tmp_path: Path) -> None:
    imported(tmp_path, decks.headed_deck(("RPO Ögonsjukdomar 2025", 1), ("RPO Tandvård", 0)), "plan.pptx")
    told = load_workbook(tmp_path / "ut" / "RPO Ögonsjukdomar 2025.xlsx").worksheets[0]
    assert told["B10"].value == (
        "I plan.pptx står också som rubrik: RPO Tandvård. Gäller allt som är läst er egen grupp?"
    )


def test_a_councils_name_is_no_group(tmp_path: Path) -> None:
    deck = decks.headed_deck(("Kunskapsråd Diagnostik och sinnen 2025", 0), ("Handlingsplan", 1))
    imported(tmp_path, deck, "råd 811218-9876.pptx")
    (path,) = (tmp_path / "ut").iterdir()
    assert path.name == "råd (personnummer borttaget).xlsx"
    assert not holds_personal_number(path.read_bytes(), path.name)


def test_the_list_says_what_was_read_and_what_to_look_at(seed: Path) -> None:
    sheet = load_workbook(seed).worksheets[0]
    assert sheet.title == "Att se över"
    assert sheet["A2"].value == (
        "Av 12 områden lästes 12, med 30 aktiviteter; 3 statusar att bekräfta. "
        "Det som inte har någon plats i mallen står på fliken Övrigt."
    )
    # The list asks about what was read; what is missing besides it does not count, and says no number of it.
    assert [sheet.cell(row, 2).value for row in (5, 6, 7)] == [
        "Cellen går inte att använda som den står.",
        "En läsare saknar det annars.",
        "8 · Kan vara helt rätt. Ni avgör.",
    ]
    assert sheet["A3"].value == (
        "Gå igenom listan och jämför med RPO Medicinsk diagnostik.pptx. Kontroll visar vad som saknas; när där står "
        "”Klar att skicka” är planen klar."
    )
    assert [str(sheet.cell(row, 2).value) for row in (10, 11, 13, 14)] == [
        "Dagen är den då RPO Medicinsk diagnostik.pptx senast sparades. Gäller statusen den dagen?",
        "Statusen för ”Säkerställ IT-lösningar som stödjer säk…” är läst av färgen (orange) på bild 3. Stämmer den?",
        "Statusen för ”Tidigare genomlysning av genetikområdet…” är läst av färgen (orange) på bild 4. Stämmer den?",
        "Statusen för ”Ökad resurseffektivitet genom förbättra…” är läst av färgen (orange) på bild 5. Stämmer den?",
    ]


words = st.text("abcdeåäö", min_size=2, max_size=8)
sentences = st.lists(words, min_size=2, max_size=5).map(lambda parts: " ".join(parts).capitalize() + ".")
areas_at_random = st.lists(
    st.tuples(
        sentences, st.lists(sentences, min_size=1, max_size=3), sentences, st.sampled_from(sorted(decks.COLOURS))
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one[0].casefold(),
)


@given(areas_at_random, st.permutations(range(4)), st.integers(1, 3))
@settings(deadline=None, max_examples=25)
def test_random_decks_are_read_whole(
    areas: list[tuple[str, list[str], str, str]], order: Sequence[int], on_a_slide: int
) -> None:
    draft = read(decks.at_random(areas, order, on_a_slide))
    assert [(record["title"], record["follow_up"], record["status"]) for record in draft.rows["areas"]] == [
        (title, follow_up, status) for title, _, follow_up, status in areas
    ]
    assert [one["title"] for one in draft.rows["activities"]] == [one for area in areas for one in area[1]]
    assert {one.rule for one in draft.doubts} == set()
