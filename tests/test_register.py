"""The register: what is known, how it is found, what it refuses, and its way through a workbook and back."""

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from hplan_xl.book.columns import Choice
from hplan_xl.book.errors import RegisterError
from hplan_xl.book.limits import LONGEST_MESSAGE
from hplan_xl.book.text import Text
from hplan_xl.commands.make_templates import write_register_workbook
from hplan_xl.plan import build_book
from hplan_xl.reading.submission import Table
from hplan_xl.register.catalogue import (
    Council,
    Group,
    HealthcareRegion,
    Member,
    Register,
    read_packaged_register,
    read_register,
)
from hplan_xl.register.register_sheets import REGISTER, build_register, make_register_rows

PACKAGED = read_packaged_register()
SYDOSTRA = PACKAGED.regions[0]


def test_the_packaged_register_has_what_is_known() -> None:
    assert [region.name for region in PACKAGED.regions] == [
        *("sydostra", "norra", "mellansverige", "stockholm_gotland", "sodra", "vastra"),
    ]
    assert len(PACKAGED.members) == 21
    assert sum(len(region.members) for region in PACKAGED.regions) == 22
    assert {region.name: len(PACKAGED.groups_of(region)) for region in PACKAGED.regions} == {
        "sydostra": 33,
        "norra": 26,
        "mellansverige": 26,
        "stockholm_gotland": 28,
        "sodra": 26,
        "vastra": 26,
    }
    assert [region.name for region in PACKAGED.regions if region.promises] == ["sydostra"]
    assert [(council.name, council.region) for council in PACKAGED.councils] == [
        ("Diagnostik och sinnen", "sydostra"),
        ("Hälsa och rehabilitering", "sydostra"),
        ("Kirurgi och cancer", "sydostra"),
        ("Medicin och akut vård", "sydostra"),
    ]
    assert [(member.code, member.short_name) for member in SYDOSTRA.members] == [
        ("RJL", "RJL"),
        ("RKL", "RKL"),
        ("RO", "RÖ"),
    ]


def test_halland_belongs_to_two_healthcare_regions() -> None:
    assert [
        region.name for region in PACKAGED.regions if any(member.name == "Region Halland" for member in region.members)
    ] == ["sodra", "vastra"]


def test_the_packaged_register_speaks_only_of_what_it_has() -> None:
    assert PACKAGED.extend(PACKAGED) == PACKAGED


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("RPO Medicinsk diagnostik", "RPO Medicinsk diagnostik"),
        ("medicinsk diagnostik ", "RPO Medicinsk diagnostik"),
        ("RPO Med diagn", "RPO Medicinsk diagnostik"),
        ("RMPO medicinsk  diagnostik", "RPO Medicinsk diagnostik"),
        ("Regionalt programområde tandvård", "RPO Tandvård"),
        ("ÖNH", "RPO Öron-, näsa- och halssjukdomar"),
        ("RPO Öron-, näs- och halssjukdomar", "RPO Öron-, näsa- och halssjukdomar"),
        ("Äldres hälsa", "RPO Äldres hälsa och palliativ vård"),
        ("Barn- och ungdomars hälsa", "RPO Barn och ungdomars hälsa"),
        ("Kvinnosjukvård och förlossning", "RPO Kvinnosjukdomar och förlossning"),
        ("Hjärta/kärl sjukdomar", "RPO Hjärt- och kärlsjukdomar"),
        ("Hud och ko\u0308n", "RPO Hud- och könssjukdomar"),
        ("sällsynta hälsotillstånd", "RPO Sällsynta sjukdomar"),
        ("RSG patientsäkerhet", "RSG Patientsäkerhet"),
    ],
)
def test_a_group_is_found_however_it_is_written(words: str, name: str) -> None:
    group = PACKAGED.find_group(words)
    assert group is not None
    assert group.name == name


def test_what_is_no_group_is_not_found() -> None:
    assert PACKAGED.find_group("RPO Trädgård") is None
    assert PACKAGED.find_group("") is None


@pytest.mark.parametrize("words", ["sydostra", "SÖSR", "Sydöstra sjukvårdsregionen", "south-east healthcare region"])
def test_a_healthcare_region_is_found_however_it_is_written(words: str) -> None:
    assert PACKAGED.region(words) is SYDOSTRA


def test_what_is_no_healthcare_region_is_not_found() -> None:
    assert PACKAGED.region("Skåne") is None


def test_primary_care_reports_to_all_councils_an_rsg_to_rsl_and_the_unknown_stays_blank() -> None:
    routes = {group.name: PACKAGED.find_routes(group, SYDOSTRA) for group in PACKAGED.groups}
    assert routes["RPO Primärvård"] == tuple(council.name for council in PACKAGED.councils)
    assert routes["RSG Patientsäkerhet"] == ("RSL",)
    assert routes["RPO Tandvård"] == ()
    primary = next(group for group in PACKAGED.groups if group.name == "RPO Primärvård")
    assert PACKAGED.find_routes(primary, PACKAGED.regions[1]) == ()


def test_stockholm_gotland_has_two_rsg_and_rpo_njursjukdomar_by_itself() -> None:
    region = PACKAGED.region("stockholm_gotland")
    names = [group.name for group in PACKAGED.groups_of(region)]
    assert [name for name in names if name.startswith("RSG")] == [
        "RSG Läkemedel och medicinteknik",
        "RSG Patientsäkerhet",
    ]
    assert "RPO Njursjukdomar" in names
    assert "RPO Njur- och urinvägssjukdomar" not in names
    found = PACKAGED.find_group("njursjukdomar", region)
    assert found is not None
    assert found.name == "RPO Njursjukdomar"
    elsewhere = PACKAGED.find_group("njursjukdomar", SYDOSTRA)
    assert elsewhere is not None
    assert elsewhere.name == "RPO Njur- och urinvägssjukdomar"


def test_a_kind_of_group_in_doubt_can_be_chosen_and_is_awaited_of_nobody() -> None:
    norra = PACKAGED.regions[1]
    rsg = [group.name for group in PACKAGED.groups_to_choose(norra) if group.kind == "RSG"]
    assert len(rsg) == 7
    assert not [group for group in PACKAGED.groups_of(norra) if group.kind == "RSG"]
    group = PACKAGED.find_group("RSG Patientsäkerhet", norra)
    assert group is not None
    assert PACKAGED.find_routes(group, norra) == ()


_BEFORE = """
    [[region]]
    name = "sydostra"
    title = "Sydöstra sjukvårdsregionen"
    short = "SÖSR"
    members = [{ code = "RJL", short = "RJL", name = "Region Jönköpings län" }]
    """


def test_a_data_file_from_before_promises_means_what_it_meant(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(_BEFORE, encoding="utf-8")
    (region,) = read_register(path).regions
    assert (region.promises, region.forums, region.starting_points, region.rsg_reports_to) == (
        SYDOSTRA.promises,
        SYDOSTRA.forums,
        SYDOSTRA.starting_points,
        "RSL",
    )
    path.write_text(_BEFORE + "promises = []\nforums = []", encoding="utf-8")
    (region,) = read_register(path).regions
    assert (region.promises, region.forums, region.starting_points) == ((), (), SYDOSTRA.starting_points)


def test_a_workbook_from_before_promises_means_what_it_meant() -> None:
    new = {"promises", "forums", "starting_points"}
    columns = {"mail", "rsg_reports_to", "lacks", "kinds_in_doubt"}
    older = {
        name: replace(table, values={key: of for key, of in table.values.items() if key not in columns})
        for name, table in tables_of(PACKAGED).items()
        if name not in new
    }
    assert build_register(older) == PACKAGED


def test_a_region_may_be_given_promises_and_forums(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(
        """
        [[region]]
        name = "vastra"
        title = "Västra sjukvårdsregionen"
        short = "Västra"
        members = [{ code = "VGR", short = "VGR", name = "Västra Götalandsregionen" }]
        promises = [{ code = "vast_1", title = "Jämlik vård", promise = "få jämlik vård" }]
        """,
        encoding="utf-8",
    )
    register = PACKAGED.extend(read_register(path))
    region = register.region("vastra")
    book = build_book(register, region)
    assert [column.name for column in book.sheet("areas").columns if column.name.startswith("promise")] == [
        "promise_vast_1"
    ]
    assert (
        build_book(register, None).narrow_to("vastra").sheet("areas").column("promise_vast_1").title.sv == "Jämlik vård"
    )


def test_a_group_of_the_region_itself_stands_for_the_common_one() -> None:
    own = Group(name="RPO Tandvård", kind="RPO", region="sydostra", councils=("RSL",))
    added = Group(name="RPO Havsluft", kind="RPO", region="vastra")
    register = PACKAGED.extend(Register((), (own, added), ()))
    in_sydostra = register.groups_of(SYDOSTRA)
    assert own in in_sydostra
    assert [group.name for group in in_sydostra].count("RPO Tandvård") == 1
    assert added not in in_sydostra
    assert len(in_sydostra) == len(PACKAGED.groups_of(SYDOSTRA))
    assert PACKAGED.find_group("tandvård") == register.find_group("tandvård", PACKAGED.regions[1])
    build_book(register, None)
    build_book(register, SYDOSTRA)


def test_a_group_may_be_renamed_and_keeps_its_place() -> None:
    renamed = Group(name="RPO Barn- och ungdomars hälsa", kind="RPO")
    register = PACKAGED.extend(Register((), (renamed,), ()))
    assert len(register.groups) == len(PACKAGED.groups)
    assert register.groups[1] == renamed


def test_a_register_file_extends_the_packaged_one_by_name(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(
        """
        [[council]]
        name = "Nära vård"
        region = "Sydöstra"

        [[group]]
        name = "RPO Tandvård"
        kind = "RPO"
        region = "SÖSR"
        councils = ["nära vård", "kirurgi och cancer"]
        contact = "processtod@example.org"
        """,
        encoding="utf-8",
    )
    register = PACKAGED.extend(read_register(path))
    group = register.find_group("Tandvård", SYDOSTRA)
    assert group is not None
    assert group.region == "sydostra"
    assert group.contact == "processtod@example.org"
    assert register.find_routes(group, SYDOSTRA) == ("Nära vård", "Kirurgi och cancer")
    assert len(register.councils) == 5


_REGION_O = """
[[region]]
name = "o"
title = "O"
short = "O"
members = [{code = "O", short = "O", name = "Region O"}]
"""


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[[group]\n", "cannot be read as a register"),
        ('[[group]]\nname = "RPO X\n', "line 2, character 14, is not TOML (a missing quotation mark, for example)."),
        (
            _REGION_O + 'web_address = "se intranätet"',
            "The web address “se intranätet” of O in the register is no address",
        ),
        ('[[grupp]]\nname = "RPO X"', "nothing called “grupp”. Write one of: council, group, region."),
        ('[[group]]\nkind = "RPO"', "“name” is missing as text under “group”: RPO"),
        (
            '[[council]]\nname = "Råd X"\ncolour = "red"',
            "nothing called “colour” under “council”. Write one of: name, region.",
        ),
        ('[[group]]\nname = "RPO X"\nkind = "RPO"\naliases = "X"', "“aliases” under “group” must be a list of words"),
        ('group = "RPO X"', "“group” must be a list of sections"),
        ('[[region]]\nname = "oster"\ntitle = "Öster"\nshort = "Ö"', "“Öster” has no regions"),
        (
            '[[region]]\nname = "o"\ntitle = "O"\nshort = "O"\n'
            'members = [{code = "Ö", short = "Ö", name = "Region Ö"}]',
            "The code “Ö” of Region Ö must be letters a–z",
        ),
        (
            _REGION_O + 'promises = [{code = "å", title = "Å", promise = "få vård"}]',
            "The code “å” must be letters a–z, digits and _",
        ),
        (
            _REGION_O + 'forums = [{code = "a", word = "A"}, {code = "a", word = "B"}]',
            "The code “a” stands for two different promises or forums",
        ),
        ('[[group]]\nname = "RPO X"\nkind = "RPO"\n' * 2, "“RPO X” stands twice"),
        (
            '[[group]]\nname = "RPO X"\nkind = "RPO"\n[[group]]\nname = "RPO Y"\nkind = "RPO"\naliases = ["x"]',
            "Both “RPO X” and “RPO Y” are called “x”",
        ),
        (
            _REGION_O + '[[council]]\nname = "Nära vård; hälsa"\nregion = "o"',
            "The council “Nära vård; hälsa” in the register has a semicolon in its name. Semicolons part councils in "
            "the register's workbook; write the name without.",
        ),
        (
            '[[group]]\nname = "RPO X"\nkind = "RPO"\naliases = ["Y", "Z; Å"]',
            "“Z; Å” in the list “aliases” under “group” has a semicolon, which parts words in the register's workbook. "
            "Write it without, or as two words of the list: RPO X, RPO",
        ),
        (
            '[[group]]\nname = "RPO X"\nkind = "RPO"\ncontact = "a\\u0007b"',
            "“contact” under “group” holds control characters, which are not seen. Write it without them: RPO X, RPO",
        ),
        # Of several faults the first in the file is told, in every run.
        ("".join(f"{key} = 1\n" for key in "qwertyuiop"), "nothing called “q”"),
        (
            _REGION_O
            + "forums = ["
            + ", ".join(f'{{code = "{code}", word = "{code}"}}' for code in "öäåéüíúóáý")
            + "]",
            "The code “ö” must be letters a–z",
        ),
        (
            "".join(
                f'[[group]]\nname = "RPO {name}{region}"\nkind = "RPO"\nregion = "{region}"\naliases = ["{region}"]\n'
                for region in "qwertyuiop"
                for name in "AB"
            ),
            "Both “RPO Aq” and “RPO Bq” are called “q”",
        ),
    ],
)
def test_a_register_file_that_cannot_be_used_is_refused_with_a_sentence(tmp_path: Path, toml: str, told: str) -> None:
    path = tmp_path / "register.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    assert told in caught.value.sentence.en
    assert caught.value.sentence.sv != caught.value.sentence.en


_EAST = '[[region]]\nname = "oster"\ntitle = "Östra sjukvårdsregionen"\nshort = "ÖSR"\n'
_MEMBER_OF_EAST = 'members = [{code = "OA", short = "OA", name = "Region Öster"}]\n'


@pytest.mark.parametrize(
    ("told", "word", "sheet"),
    [
        ('forums = [{code = "x", word = "Region"}]', "region", "Utmaningar"),
        (
            'forums = [{code = "x", word = "Rådet"}, {code = "y", word = "Nämnden", aliases = ["rådet"]}]',
            "rådet",
            "Utmaningar",
        ),
        ('forums = [{code = "rpo", word = "Rådet"}]', "rpo", "Beslut"),
        ('promises = [{code = "x", title = "Status", promise = "få vård"}]', "status", "Prioriterade områden"),
        ('members = [{code = "whole", short = "O", name = "Region O"}]', "whole", "Mätvärden"),
        ('members = [{code = "O", short = "Riket", name = "Region O"}]', "riket", "Mätvärden"),
    ],
)
def test_a_word_of_the_register_that_means_something_else_in_the_plan_is_told(
    tmp_path: Path, told: str, word: str, sheet: str
) -> None:
    path = tmp_path / "register.toml"
    members = "" if told.startswith("members") else _MEMBER_OF_EAST
    path.write_text(_EAST + members + told, encoding="utf-8")
    register = PACKAGED.extend(read_register(path))
    with pytest.raises(RegisterError) as caught:
        build_book(register, register.region("oster"))
    assert caught.value.sentence.sv.startswith(f"”{word}” i registret betyder två saker på fliken {sheet}. Byt ut det")


def test_long_words_of_the_register_are_shortened_in_the_help_beside_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    forums = ", ".join(f'{{code = "f{n}", word = "Sjukvårdsregionala samordningsgruppen {n}"}}' for n in range(9))
    promise = f'promises = [{{code = "x", title = "Vård", promise = "{"få god vård " * 25}"}}]'
    path.write_text(f"{_EAST}{_MEMBER_OF_EAST}forums = [{forums}]\n{promise}", encoding="utf-8")
    register = PACKAGED.extend(read_register(path))
    book = build_book(register, register.region("oster"))
    asked, tick = book.sheet("challenges").column("addressed_to"), book.sheet("areas").column("promise_x")
    assert (len(asked.help.sv) <= LONGEST_MESSAGE, asked.help.sv[-1]) == (True, "…")
    assert (len(tick.help.sv) <= LONGEST_MESSAGE, tick.help.sv[-8:]) == (True, "få god …")


def test_a_forum_of_two_regions_is_read_by_the_names_of_both(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(
        _EAST + _MEMBER_OF_EAST + 'forums = [{code = "rsl", word = "RSL", aliases = ["ledningen"]}]', encoding="utf-8"
    )
    register = PACKAGED.extend(read_register(path))
    column = build_book(register, None).narrow_to("oster").sheet("decisions").column("forum")
    assert isinstance(column, Choice)
    term = column.vocabulary.terms_by_spelling()["ledningen"]
    assert (term.name, "regionsjukvårdsledningen" in term.aliases) == ("rsl", True)


def test_a_register_file_that_is_saved_in_another_way_is_read_or_told(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text('[[group]]\nname = "RPO X"\nkind = "RPO"\n', encoding="utf-8-sig")
    assert [group.name for group in read_register(path).groups] == ["RPO X"]
    path.write_text('[[group]]\nname = "RPO Å"\nkind = "RPO"\n', encoding="latin-1")
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    assert caught.value.sentence.en == f"{path} cannot be read as a register: it is not saved as UTF-8."


@pytest.mark.parametrize(
    "address", ["https://exempel.se/plan?a=1#b", "www.exempel.se", "exempel.se/plan", "http://intranet/plan"]
)
def test_web_addresses_are_taken_with_and_without_their_beginning(tmp_path: Path, address: str) -> None:
    path = tmp_path / "register.toml"
    path.write_text(f'{_REGION_O}web_address = "{address}"', encoding="utf-8")
    assert read_register(path).regions[0].web_address == address


def test_a_group_reports_to_a_forum_by_any_of_its_names() -> None:
    group = Group(name="RPO Tandvård", kind="RPO", councils=("regionsjukvårdsledningen", "Samverkansnämnden"))
    register = PACKAGED.extend(Register((), (group,), ()))
    found = register.find_group("Tandvård", SYDOSTRA)
    assert found is not None
    assert register.find_routes(found, SYDOSTRA) == ("RSL", "SVN")


def test_a_register_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    with pytest.raises(RegisterError, match=re.escape(f"The register {path} does not exist.")):
        read_register(path)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (Register((), (Group(name="RPO X", kind="RPO", region="oster"),), ()), "RPO X belongs to “oster”"),
        (Register((), (), (Council(name="Råd", region="oster"),)), "Råd belongs to “oster”"),
        (Register((), (Group(name="RPO X", kind="RPO", councils=("Råd",)),), ()), "RPO X reports to “Råd”"),
        (
            Register((), (Group(name="RPO X", kind="RPO", councils=("Kirurgi & cancer",)),), ()),
            "which is not among the register's councils. Do you mean “Kirurgi och cancer”?",
        ),
        (
            Register(
                (), (Group(name="RPO X", kind="RPO", councils=("Medicin och akut vård, Kirurgi och cancer",)),), ()
            ),
            "which is not among the register's councils. Write semicolons between several.",
        ),
        (
            Register((), (Group(name="RPO X", kind="RPO", region="vastra", councils=("Kirurgi och cancer",)),), ()),
            "RPO X reports to “Kirurgi och cancer”, which is not among the register's councils of the Western "
            "healthcare region.",
        ),
        (
            Register((), (Group(name="RPO Tänder", kind="RPO", region="vastra", aliases=("Tandvård",)),), ()),
            "Both “RPO Tandvård” and “RPO Tänder” are called “tandvård”",
        ),
    ],
)
def test_an_extension_that_speaks_of_what_is_not_there_is_refused(other: Register, told: str) -> None:
    with pytest.raises(RegisterError) as caught:
        PACKAGED.extend(other)
    assert told in caught.value.sentence.en


def test_a_group_that_stands_twice_in_other_capitals_is_refused() -> None:
    groups = (Group(name="RPO Hud", kind="RPO"), Group(name="RPO  hud", kind="RPO", mail="hud@exempel.se"))
    with pytest.raises(RegisterError, match="“RPO  hud” stands twice in the register"):
        Register(PACKAGED.regions, groups, ())


def test_one_region_is_the_same_wherever_it_is_a_member() -> None:
    halland, other = Member("RHA", "Halland", "Region Halland"), Member("RH", "Halland", "Region Halland")
    regions = tuple(
        HealthcareRegion(name=name, title=Text(name, name), short_name=name.upper(), members=(member,))
        for name, member in (("sodra", halland), ("vastra", other))
    )
    with pytest.raises(RegisterError, match="Region Halland has different codes"):
        Register(regions, (), ())


def tables_of(register: Register) -> dict[str, Table]:
    """The tables that a reader understands from the workbook of this register."""
    tables = {}
    for name, rows in make_register_rows(register).items():
        places = {column.name: number for number, column in enumerate(REGISTER.sheet(name).columns, start=1)}
        values = {column: tuple(row.get(column) for row in rows) for column in places}
        tables[name] = Table(name, name, places, 2, tuple(range(3, 3 + len(rows))), values)
    return tables


def test_the_register_comes_back_from_its_workbook_as_it_was() -> None:
    assert build_register(tables_of(PACKAGED)) == PACKAGED


def test_kontroll_of_the_workbook_says_how_many_groups_lack_a_council(tmp_path: Path) -> None:
    lacking = [group for group in PACKAGED.groups if group.kind == "RPO" and not group.councils]
    write_register_workbook(PACKAGED, tmp_path / "register.xlsx", "sv")
    sheet = openpyxl.load_workbook(tmp_path / "register.xlsx", data_only=True)["Kontroll"]
    assert (sheet["A2"].value, sheet["D7"].value) == (f"{len(lacking)} grupper saknar kunskapsråd", len(lacking))
    words = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "Filen går att använda ändå." in words
    assert not re.search("[Pp]lanen kan|markeringar", words)


def test_a_row_taken_out_of_the_workbook_is_a_group_taken_out() -> None:
    fewer = Register(PACKAGED.regions, PACKAGED.groups[:3], PACKAGED.councils)
    assert build_register(tables_of(fewer)).groups == PACKAGED.groups[:3]


def test_names_with_line_breaks_and_spaces_around_them_are_the_same_in_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    path.write_text(
        '[[council]]\nname = " Nära\\nvård,  hälsa "\nregion = "sydostra"\n'
        '[[group]]\nname = "RPO Havsluft"\nkind = "RPO"\naliases = [" hav\\tsluft", " "]\n'
        'councils = ["Nära vård, hälsa "]',
        encoding="utf-8",
    )
    register = PACKAGED.extend(read_register(path))
    assert register.councils[-1] == Council(name="Nära vård, hälsa", region="sydostra")
    assert (register.groups[-1].councils, register.groups[-1].aliases) == (("Nära vård, hälsa",), ("hav sluft",))
    assert build_register(tables_of(register)) == register


def test_a_council_with_a_semicolon_in_its_name_is_refused_in_the_workbook_too() -> None:
    tables = tables_of(PACKAGED)
    councils = tables["councils"]
    names = ("Nära vård; hälsa", *councils.values["name"][1:])
    changed = replace(councils, values={**councils.values, "name": names})
    with pytest.raises(RegisterError) as caught:
        build_register({**tables, "councils": changed})
    assert caught.value.sentence.sv == (
        "Kunskapsrådet ”Nära vård; hälsa” i registret har semikolon i namnet. Semikolon skiljer kunskapsråd åt i "
        "registrets arbetsbok; skriv namnet utan."
    )


@pytest.mark.parametrize(
    "mail",
    [
        "hud(at)exempel.se",
        "hud@",
        "hud@exempel.se; kansli@exempel",
        "åsa@exempel.se",
        "hud@exempel.se, kansli@exempel",
        "kansli@vård.exempel.se",
        "hud@exempel.se/kansli@exempel.se",
    ],
)
def test_a_mail_address_that_is_none_is_refused(mail: str) -> None:
    with pytest.raises(RegisterError) as caught:
        Register(PACKAGED.regions, (Group(name="RPO Hud", kind="RPO", mail=mail),), ())
    assert caught.value.sentence.sv == (
        f"E-postadressen ”{mail}” för RPO Hud i registret är ingen adress. Skriv t.ex. kansli@exempel.se, och "
        "semikolon mellan flera."
    )


@pytest.mark.parametrize(
    "mail",
    ["", "–", "Kansliet <kansli@exempel.se>; stab@exempel.se;", "a@exempel.se, b@exempel.se", "mailto:a@exempel.se."],
)
def test_mail_addresses_with_names_beside_them_and_words_alone_are_taken(mail: str) -> None:
    group = Group(name="RPO Hud", kind="RPO", mail=mail)
    assert Register(PACKAGED.regions, (group,), ()).groups == (group,)


@pytest.mark.parametrize("sheet", ["promises", "forums", "starting_points", "events"])
def test_a_row_of_a_healthcare_region_that_the_workbook_lacks_is_refused(sheet: str) -> None:
    tables = tables_of(PACKAGED)
    table = tables[sheet]
    values = {**table.values, "region": ("Sydost", *table.values["region"][1:])}
    with pytest.raises(RegisterError, match="belongs to “Sydost”, which is not among the register's healthcare reg"):
        build_register({**tables, sheet: replace(table, values=values)})


def test_what_is_said_of_a_region_counts_on_any_of_its_rows_and_is_asked_about_where_they_differ() -> None:
    tables = tables_of(PACKAGED)
    regions = tables["regions"]
    first, *others = regions.values["web_address"]

    def with_addresses(*told: str | None) -> dict[str, Table]:
        values = {**regions.values, "web_address": (*told, *others[len(told) - 1 :])}
        return {**tables, "regions": replace(regions, values=values)}

    assert build_register(with_addresses(None, str(first), None)) == PACKAGED
    with pytest.raises(RegisterError) as caught:
        build_register(with_addresses(str(first), "https://example.se/ny"))
    assert caught.value.sentence.sv == (
        f"På fliken Regioner i registret säger raderna för sydostra olika saker under ”Webbadress”: ”{first}” och "
        "”https://example.se/ny”. Skriv detsamma på alla, eller bara på en."
    )


def test_a_workbook_that_speaks_of_a_council_it_lacks_is_refused() -> None:
    astray = Register(PACKAGED.regions, (Group(name="RPO X", kind="RPO", councils=("Råd",)),), PACKAGED.councils)
    with pytest.raises(RegisterError, match="RPO X reports to “Råd”"):
        build_register(tables_of(astray))


def test_the_workbook_of_the_register_says_regions_by_their_titles() -> None:
    own = Group(name="RPO Havsluft", kind="RPO", region="vastra", contact="vast@example.org", host="VGR")
    register = PACKAGED.extend(Register((), (own,), ()))
    assert make_register_rows(register)["groups"][-1] == {
        "name": "RPO Havsluft",
        "kind": "RPO",
        "region": "Västra sjukvårdsregionen",
        "host": "VGR",
        "contact": "vast@example.org",
    }
    assert build_register(tables_of(register)) == register


def test_a_register_workbook_without_what_is_needed_is_refused() -> None:
    tables = tables_of(PACKAGED)
    with pytest.raises(RegisterError, match="no sheet Councils"):
        build_register({name: table for name, table in tables.items() if name != "councils"})
    groups = tables["groups"]
    nameless = Table("groups", "Grupper", groups.places, 2, (3,), {"name": (None,), "kind": ("RPO",), "host": ("RKL",)})
    with pytest.raises(RegisterError, match="“Group” is missing in the row “RPO, RKL”"):
        build_register({**tables, "groups": nameless})


def test_a_group_that_every_region_has_is_found_for_a_region_that_the_register_lacks() -> None:
    elsewhere = replace(SYDOSTRA, name="elsewhere")

    assert PACKAGED.find_group("tandvård", elsewhere) == PACKAGED.find_group("tandvård", SYDOSTRA)
