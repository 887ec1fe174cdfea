"""Over whole folders: where each plan and each group stands, and that what is said of them adds up."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hplan_xl.book.text import Text
from hplan_xl.cli import main
from hplan_xl.commands.check_plans import CheckResult, judge_plans
from hplan_xl.commands.mail_groups import MailOrder, write_mails
from hplan_xl.consolidation.union import (
    Consolidation,
    Route,
    consolidate_plans,
    find_counted_regions,
    group_standings,
    is_stray,
)
from hplan_xl.intake.plan_files import FileOutcome
from hplan_xl.intake.selection import find_commonest_year, group_name, is_named_group, keep_names_apart
from hplan_xl.intake.sources import FileKind, Source
from hplan_xl.intake.states import FileState, Standing
from hplan_xl.interpretation import InterpretedPlan
from hplan_xl.master.facts.records import name_groups
from hplan_xl.master.facts.sentences import compose_five_sentences, explain_working_material
from hplan_xl.master.facts.slices import Division, divide_consolidation
from hplan_xl.register.catalogue import Council, Group, HealthcareRegion, Member, Register
from hplan_xl.wording import mail_sentences
from tests.commands import hplan
from tests.pieces_of_masters import opened, values
from tests.sketch import BOOK, Typed, sketch
from tests.test_selection import plan

NAMES = ("RPO Hud", "RPO Tandvård", "RPO Ögon", "RPO Akut")
REGISTER = Register(
    regions=tuple(
        HealthcareRegion(
            name=name,
            title=Text(name, name),
            short_name=short,
            members=(Member(f"{short}1", f"{short}1", f"Region {short}"),),
        )
        for name, short in (("sydostra", "SO"), ("norra", "NO"))
    ),
    groups=tuple(Group(name=name, kind="RPO") for name in NAMES),
    councils=(Council(name="Medicin", region="sydostra"),),
)


def outcome(one: InterpretedPlan) -> FileOutcome:
    return FileOutcome(Source(one.submission.source, FileKind.WORKBOOK, ""), one)


def other(name: str, group: str, state: FileState = FileState.OTHER_FORM) -> FileOutcome:
    return FileOutcome(Source(name, FileKind.DOCUMENT, ""), state=state, reason=Text("", ""), group=group)


def merged(checked: CheckResult, year: int, counted: Sequence[str]) -> Consolidation:
    routes = [Route(one, "") for one in checked.plans]
    councils = [(one.identity.region, group_name(one), "") for one in checked.plans]
    standings = group_standings(checked.files, councils, REGISTER, counted)
    return consolidate_plans(
        routes,
        BOOK,
        year=year,
        as_of_day=None,
        files=checked.files,
        findings=(),
        standings=standings,
        regions=counted,
    )


def folder(
    *outcomes: FileOutcome, year: int = 2026, excluded: tuple[str, ...] = ()
) -> tuple[CheckResult, Consolidation]:
    checked = judge_plans(outcomes, BOOK, year, excluded)
    return checked, merged(checked, year, find_counted_regions(checked.files, REGISTER))


def stand(some: Consolidation) -> dict[str, str]:
    return {one.name: one.standing.value for one in some.standings}


def test_a_plan_without_a_begun_area_has_not_been_delivered_and_replaces_none_that_has() -> None:
    _, some = folder(outcome(plan("a.xlsx", areas=())), outcome(plan("b.xlsx", group="RPO Ögon")))
    assert stand(some) == {
        "RPO Hud": "empty",
        "RPO Ögon": "delivered",
        "RPO Tandvård": "awaited",
        "RPO Akut": "awaited",
    }
    sentences = compose_five_sentences(some)
    assert sentences[0].sv.startswith("1 av 4 grupper har lämnat in sin plan för 2026.")
    assert sentences[4].sv == "2 grupper inväntas: RPO Tandvård och RPO Akut. 1 har skickat en tom plan."

    later = plan("c.xlsx", areas=(), day=date(2026, 5, 1))
    _, some = folder(outcome(later), outcome(plan("b.xlsx", group="RPO Ögon")))
    assert some.days == (date(2026, 3, 15), date(2026, 3, 15))  # the empty plan's later day decides nothing
    assert explain_working_material(some) == Text(
        "Arbetsmaterial: 1 av 1 plan säger inte hur långt den har kommit.",
        "Working material: 1 of 1 plan does not say how far it has come.",
    )
    checked, _ = folder(outcome(plan("a.xlsx")), outcome(later))
    assert [(file.state.value, file.reason.sv if file.reason else None) for file in checked.files] == [
        ("read", None),
        ("superseded", "Två versioner: c.xlsx har inga prioriterade områden än och är ersatt av a.xlsx."),
    ]


def test_who_has_sent_anything_is_not_awaited() -> None:
    _, some = folder(
        outcome(plan("a.xlsx")),
        outcome(plan("b.xlsx", group="RPO Akut")),
        other("tandvård.pptx", "RPO Tandvård"),
        other("ögon.xlsb", "RPO Ögon", FileState.REJECTED),
        excluded=("b.xlsx",),
    )
    assert stand(some) == {
        "RPO Hud": "delivered",
        "RPO Akut": "unknown",
        "RPO Tandvård": "other_form",
        "RPO Ögon": "other_form",
    }
    assert compose_five_sentences(some)[4].sv == ("Ingen grupp inväntas. 2 har skickat i annan form och 1 är oklar.")


def test_files_without_a_group_whose_names_differ_by_capitals_or_spaces_are_plans_of_their_own(tmp_path: Path) -> None:
    names = ("a/plan 1.xlsx", "a/plan  1.xlsx", "A/plan 1.xlsx")
    _, some = folder(*(outcome(plan(name, group=None, areas=(name,))) for name in names))
    assert [one.standing.value for one in some.standings if not is_named_group(one.name)] == ["delivered"] * 3
    assert compose_five_sentences(some)[4].sv.endswith(" 3 planer säger inte vilken grupp de är från.")
    written = write_mails(some, [], REGISTER, MailOrder(folder=tmp_path / "brev"))
    assert written.kinds == {"nothing_left": 3, "reminder": 4}


def test_what_a_namesake_in_another_region_has_sent_is_told_in_no_letter_but_its_own(tmp_path: Path) -> None:
    many = [plan("a.xlsx"), plan("b.xlsx", group="RPO Ögon", region="norra")]
    many += [plan("c.xlsx", group="RPO Tandvård", region="norra", year=2025), plan("d.xlsx", group="RPO Akut")]
    _, some = folder(*map(outcome, many), excluded=("d.xlsx",))
    written = write_mails(some, [], REGISTER, MailOrder(folder=tmp_path / "brev"))
    told = {path.name for path in (tmp_path / "brev").glob("*.txt") if "gäller 2025" in path.read_text("utf-8-sig")}
    assert told == {"RPO Tandvård (norra) – påminnelse.txt"}
    assert mail_sentences.OF_OTHER_YEARS.fill(year=2026) in written.notes


def test_of_other_years_nothing_is_said_where_a_plan_is_only_excluded(tmp_path: Path) -> None:
    _, some = folder(outcome(plan("a.xlsx")), outcome(plan("b.xlsx", group="RPO Ögon")), excluded=("b.xlsx",))
    written = write_mails(some, [], REGISTER, MailOrder(folder=tmp_path / "brev"))
    assert mail_sentences.OF_OTHER_YEARS.fill(year=2026) not in written.notes


def test_a_group_is_called_what_the_plan_that_is_used_calls_it() -> None:
    _, some = folder(
        outcome(plan("a.xlsx", group="arbetsgrupp x")),
        outcome(plan("b.xlsx", group="Arbetsgrupp X")),
        excluded=("a.xlsx",),
    )
    assert [one.name for one in some.standings if one.standing is Standing.DELIVERED] == ["Arbetsgrupp X"]
    (part,) = divide_consolidation(some, Division.GROUP)
    assert compose_five_sentences(part.consolidation)[0].sv.startswith("1 av 1 grupp har lämnat in sin plan för 2026.")


def test_a_stray_plan_adds_nobody_who_is_awaited_and_leaves_its_namesake_in_doubt() -> None:
    plans = [plan(f"{name}.xlsx", group=name) for name in NAMES[:3]] + [plan("x.xlsx", group="RPO Hud", region="norra")]
    many = [
        *plans,
        plan("y.xlsx", group="RPO Egen"),
        plan("z.xlsx", group="RPO Annan"),
        plan("å.xlsx", group="RPO Tredje"),
    ]
    checked, some = folder(*map(outcome, many))
    assert some.regions == ("sydostra",)
    assert [one.name for one in some.groups_in(Standing.AWAITED)] == ["RPO Akut"]
    assert [file.name for file in checked.files if is_stray(file, some.regions)] == ["x.xlsx"]

    doubtful = [one for one in many if one.identity.group != "RPO Hud" or one.identity.region == "norra"]
    _, some = folder(*map(outcome, doubtful))
    assert [(one.region, one.standing.value) for one in some.standings if one.name == "RPO Hud"] == [
        ("norra", "delivered"),
        ("sydostra", "unknown"),
    ]
    names = {name.sv for (_, group), name in name_groups(some).items() if group == "RPO Hud"}
    assert names == {"RPO Hud (Norra)"}


@pytest.mark.parametrize(("others", "counted"), [(4, ("sydostra", "norra")), (5, ("sydostra",))])
def test_the_groups_of_a_region_are_awaited_where_a_fifth_of_the_plans_are_from_it(
    others: int, counted: tuple[str, ...]
) -> None:
    many = [plan(f"{at}.xlsx", group=f"RPO {at}") for at in range(others)]
    _, some = folder(*map(outcome, [*many, plan("n.xlsx", group="RPO Hud", region="norra")]))
    assert some.regions == counted


def test_what_is_said_of_groups_of_one_name_names_their_region(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, region in enumerate(("Sydöstra", "Södra", "Norra")):
        areas = {"areas": "|title|\n|\n", "activities": "|title|\n|\n"} if number < 2 else None
        sketch(tmp_path / "in", areas, {"healthcare_region": region, "group": "RPO Tandvård"}, f"{number}")
    sketch(tmp_path / "in", None, {"group": "RPO Ögonsjukdomar"}, "4")
    empty = [f"RPO Tandvård ({name}) har skickat en tom plan" for name in ("Sydöstra", "Södra")]
    run = CliRunner().invoke(main, ["merge", f"{tmp_path}/in", "-o", f"{tmp_path}/m.xlsx", "--lang", "sv"])
    assert run.exit_code == 1
    said = [row[0] for row in values(opened((tmp_path / "m.xlsx").read_bytes()), "Inlämnade planer")]
    assert [one for one in said if "tom plan" in str(one)] == [f"{one}." for one in reversed(empty)]
    run = CliRunner().invoke(main, ["publish", f"{tmp_path}/in", "-o", f"{tmp_path}/webb", "--lang", "sv"])
    assert [line for line in run.stderr.splitlines() if "tom plan" in line] == [
        f"{one}, som inte publiceras." for one in empty
    ]


def test_a_group_whose_name_is_nearly_that_of_a_plan_is_not_told_that_nothing_has_come() -> None:
    _, some = folder(outcome(plan("a.xlsx", group="RPO Tandvrd")), outcome(plan("b.xlsx", group="RPO Egen")))
    assert stand(some) == {
        "RPO Tandvrd": "delivered",
        "RPO Egen": "delivered",
        "RPO Hud": "awaited",
        "RPO Tandvård": "unknown",
        "RPO Ögon": "awaited",
        "RPO Akut": "awaited",
    }
    skin, kidneys = Group(name="RPO Hud- och könssjukdomar", kind="RPO"), Group(name="RPO Njursjukdomar", kind="RPO")
    checked, _ = folder(outcome(plan("c.xlsx", group="RPO Hudsjukdomar")))
    register = replace(REGISTER, groups=(skin, kidneys))
    found = group_standings(checked.files, [("sydostra", "RPO Hudsjukdomar", "")], register, ["sydostra"])
    assert [(one.name, one.standing.value) for one in found] == [
        ("RPO Hudsjukdomar", "delivered"),
        ("RPO Hud- och könssjukdomar", "unknown"),
        ("RPO Njursjukdomar", "awaited"),
    ]
    assert Standing.UNKNOWN.sentence.fill(name="RPO Tandvård").sv == (
        "Det går inte att säga om RPO Tandvård har lämnat in: en plan är utelämnad, säger inget år som går att läsa, "
        "anger en annan region eller ingen, eller har ett liknande gruppnamn."
    )


def test_a_file_that_tells_no_region_leaves_the_groups_that_share_a_name_in_doubt() -> None:
    both = [plan("a.xlsx", group="RPO Hud"), plan("b.xlsx", group="RPO Hud", region="norra")]
    _, some = folder(*map(outcome, [*both, plan("c.xlsx", group="RPO Ögon", region=None)]), other("d.docx", "RPO Akut"))
    assert some.regions == ("sydostra", "norra")
    assert Counter((one.region, one.name, one.standing.value) for one in some.standings) == Counter(
        [
            *((region, "RPO Hud", "delivered") for region in some.regions),
            *((region, "RPO Tandvård", "awaited") for region in some.regions),
            ("", "RPO Ögon", "delivered"),
            *((region, name, "unknown") for region in some.regions for name in ("RPO Ögon", "RPO Akut")),
        ]
    )


def test_where_no_plan_says_its_region_it_is_not_known_who_is_awaited() -> None:
    _, some = folder(outcome(plan("a.xlsx", region=None)))
    assert [sentence.sv for sentence in compose_five_sentences(some)][0::4] == [
        "1 grupp har lämnat in sin plan för 2026. Läget gäller 2026-03-15.",
        "Ingen plan anger en sjukvårdsregion som är känd; vilka som inväntas går inte att säga.",
    ]


def named(source: str, typed: str) -> InterpretedPlan:
    """A plan whose group is read as another name than what was typed."""
    one = plan(source, group="RPO Njur- och urinvägssjukdomar", areas=(typed,))
    return replace(one, identity=replace(one.identity, typed_group=typed))


def test_an_alias_never_makes_one_of_two_names_that_the_folder_holds_apart() -> None:
    apart = keep_names_apart([named("a.xlsx", "RPO Njursjukdomar"), named("b.xlsx", "RPO Urinvägssjukdomar")])
    assert [one.identity.group for one in apart] == ["RPO Njursjukdomar", "RPO Urinvägssjukdomar"]
    assert {one.identity.read_as for one in apart} == {"RPO Njur- och urinvägssjukdomar"}
    checked = judge_plans([*map(outcome, apart)], BOOK, 2026, ())
    assert [file.state.value for file in checked.files] == ["read", "read"]
    assert "De är med var för sig" in checked.files[0].notices[0].sv

    untold = [
        replace(one, identity=replace(one.identity, group="")) for one in (named("a.xlsx", "?"), named("b.xlsx", "-"))
    ]
    assert [one.identity.group for one in keep_names_apart(untold)] == ["", ""]

    for names in (
        ("RPO Njursjukdomar", "RPO Njur- och urinvägssjukdomar"),
        ("RPO Njursjukdomar", "njursjukdomar"),
        ("RPO Njursjukdomar", "RPO Njursjukdomr"),
    ):
        one = keep_names_apart([named("a.xlsx", names[0]), named("b.xlsx", names[1])])
        assert {plan.identity.group for plan in one} == {"RPO Njur- och urinvägssjukdomar"}


@st.composite
def folders(draw: st.DrawFn) -> list[FileOutcome]:
    """Years, spans, years not told, regions, doubles, empty plans, plans without a group, other forms."""
    found: list[FileOutcome] = []
    for number in range(draw(st.integers(1, 7))):
        group = draw(st.sampled_from([*NAMES, "RPO Egen", None]))
        if draw(st.integers(0, 5)) == 0:
            state = draw(st.sampled_from([FileState.OTHER_FORM, FileState.REJECTED, FileState.SKIPPED]))
            found.append(other(f"{number}.pptx", group or "", state))
            continue
        found.append(
            outcome(
                plan(
                    f"{number}.xlsx",
                    group=group,
                    year=draw(st.sampled_from([2025, 2026, (2024, 2025), (2025, 2026), None])),
                    day=draw(st.sampled_from([date(2025, 9, 1), date(2026, 3, 15), date(2035, 1, 1), None])),
                    areas=tuple(draw(st.lists(st.sampled_from("AB"), max_size=2))),
                    region=draw(st.sampled_from(["sydostra", "sydostra", "sydostra", "norra", None])),
                )
            )
        )
    return found


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(folders(), st.sampled_from([2024, 2025, 2026, None]), st.sampled_from([(), ("0.xlsx",)]))
def test_every_plan_is_in_one_state_every_group_in_one_standing_and_every_number_is_theirs(
    outcomes: list[FileOutcome], wanted: int | None, excluded: tuple[str, ...]
) -> None:
    year = wanted or find_commonest_year([one.plan for one in outcomes if one.plan]) or 2026
    checked, some = folder(*outcomes, year=year, excluded=excluded)

    assert [file.name for file in checked.files] == [one.source.name for one in outcomes]
    read = [file for file in checked.files if file.state is FileState.READ]
    assert len(read) == len(checked.plans)
    for file, one in zip(checked.files, outcomes, strict=True):
        assert (file.state in (FileState.READ, FileState.SUPERSEDED, FileState.LEFT_OUT)) == (one.plan is not None)
        assert file.years is None or year in file.years or file.state is FileState.LEFT_OUT

    keys = Counter((one.region, one.name.casefold()) for one in some.standings)
    assert set(keys.values()) <= {1}
    assert {(one.region, one.name) for one in some.groups_in(Standing.DELIVERED)} == {
        (file.healthcare_region, file.group) for file in read if file.is_delivered
    }
    sent = {
        file.group for file in checked.files if file.state in (FileState.READ, FileState.OTHER_FORM, FileState.REJECTED)
    }
    assert not sent & {one.name for one in some.groups_in(Standing.AWAITED) if len(some.regions) == 1}
    assert {one.region for one in some.groups_in(Standing.AWAITED)} <= set(some.regions)
    for region in some.regions:  # each of its groups stands once, under itself or under the plan that says no region
        at = Counter(one.name for one in some.standings if one.region in (region, ""))
        assert {name: at[name] for name in NAMES if not at[name]} == {}
        assert not [name for name in NAMES if at[name] > 1 and ("", name.casefold()) not in keys]

    days = [one.identity.as_of for one in checked.plans if one.identity.as_of and one.identity.years]
    assert some.as_of in (None, *days)
    assert some.as_of is None or some.as_of.year < 2030
    assert folder(*reversed(outcomes), year=year, excluded=excluded)[1].standings == some.standings
    _recounted(some, compose_five_sentences(some))


def _recounted(some: Consolidation, sentences: Sequence[Text]) -> None:
    """Every number of the first and the last sentence is counted anew; no day stands there that nobody told."""
    named = [one for one in some.standings if is_named_group(one.name)]
    of = Counter(one.standing for one in named)
    said = " ".join(one.sv for one in sentences)
    told = {str(day) for day in (some.days or ())} | {str(some.as_of)}
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", said)) <= told
    if not any(file.state is FileState.READ for file in some.files):
        assert sentences[0].sv == f"Ingen plan för {some.year} är inläst än."
    elif some.regions:
        first = re.match(r"(\d+) av (\d+) grupp", sentences[0].sv)
        assert first
        assert [int(one) for one in first.groups()] == [of[Standing.DELIVERED], len(named)]
    if some.regions:
        awaited = re.match(r"(?:(\d+) grupp|Ingen)", sentences[4].sv)
        assert awaited
        assert int(awaited[1] or 0) == of[Standing.AWAITED]
        others = {"tom plan": Standing.EMPTY, "annan form": Standing.OTHER_FORM}
        for words, standing in others.items():
            number = re.search(rf"(\d+) har skickat (?:en |i ){words}", sentences[4].sv)
            assert int(number[1] if number else 0) == of[standing]
        unnamed = re.search(r"(\d+) plan(?:er)? säger inte vilken grupp", sentences[4].sv)
        assert int(unnamed[1] if unnamed else 0) == len(some.standings) - len(named)


def test_years_that_cannot_be_right_are_all_treated_alike(tmp_path: Path) -> None:
    """The plan is taken for the year of its status, which is said, and its error is counted."""
    told = []
    wrong: tuple[Typed, ...] = (25, 20025, "nästa år")
    for number, typed in enumerate(wrong):
        (tmp_path / str(number)).mkdir()
        sketch(tmp_path / str(number), plan={"group": "RPO Primärvård", "year": 2026}, name="a")
        sketch(tmp_path / str(number), plan={"group": "RPO Tandvård", "year": typed}, name="b")
        result = hplan("merge", tmp_path / str(number), "-o", tmp_path / "m.xlsx")
        assert result.exit_code == 1
        told.append(result.stdout)
    assert told[0] == told[1].replace("/1/", "/0/") == told[2].replace("/2/", "/0/")
    assert "Läget gäller 2026-03-15 (för 1 plan inte känt)." in told[0].partition("\n")[0]
    assert "b.xlsx: Planens år går inte att läsa. Den är tagen för 2026, efter sin ”Status per den”." in told[0]
    assert "2 planer lästa; 1 har något att rätta." in told[0]
    assert "Rätta: 1 " in told[0]


def test_no_day_or_year_is_shown_that_nobody_told(tmp_path: Path) -> None:
    plan = sketch(tmp_path, plan={"year": "nästa år", "as_of": None})
    assert hplan("merge", plan, "-o", tmp_path / "m.xlsx").exit_code == 3
    result = hplan("merge", plan, "-o", tmp_path / "m.xlsx", "--year", "2019")
    assert "Ingen plan säger vilken dag läget gäller" in result.stdout
    with ZipFile(tmp_path / "m.xlsx") as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "sharedStrings" in name]
    shown = set(re.findall(r"\b(?:0001|19\d\d|20[013-9]\d)-\d\d-\d\d\b", " ".join([result.stdout, *sheets])))
    assert shown == set()


def test_a_status_of_a_plan_whose_year_is_not_told_sets_no_day(tmp_path: Path) -> None:
    sketch(tmp_path, plan={"group": "RPO Primärvård", "year": 2018, "as_of": date(2018, 9, 1)}, name="a")
    sketch(tmp_path, plan={"group": "RPO Tandvård", "year": "?", "as_of": date(2021, 10, 1)}, name="b")
    said = hplan("merge", tmp_path, "-o", tmp_path / "m.xlsx", "--year", "2018").stdout
    assert "Läget gäller 2018-09-01." in said
    assert "2021-10-01" not in said.partition("\n")[0]
    # Whether it is the plan for 2018 is not known, so its group is not told that nothing has come.
    assert "31 grupper inväntas: " in said
    assert "1 är oklar." in said


def test_a_status_too_far_from_the_year_is_told_and_sets_no_day(tmp_path: Path) -> None:
    sketch(tmp_path, plan={"group": "RPO Primärvård"}, name="a")
    sketch(tmp_path, plan={"group": "RPO Tandvård", "as_of": date(2035, 3, 15)}, name="b")
    said = hplan("merge", tmp_path, "-o", tmp_path / "m.xlsx").stdout
    assert "Läget gäller 2026-03-15 (för 1 plan inte känt)." in said
    assert (
        "b.xlsx: ”Status per den” är 2035-03-15. Den dagen avgör inte när läget gäller eller vad som är försenat."
        in said
    )
