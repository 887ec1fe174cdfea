"""Which files are used, and what is said of the others."""

from datetime import UTC, date, datetime

import pytest

from hplan_xl.book.text import Text, neutral_text
from hplan_xl.book.values import YearSpan
from hplan_xl.intake.selection import (
    add_region,
    assign_years,
    compute_fingerprint,
    find_commonest_year,
    find_credible_day,
    group_name,
    group_title,
    remove_region,
    select_plans,
)
from hplan_xl.intake.states import FileState
from hplan_xl.interpretation import InterpretedPlan, PlanIdentity
from hplan_xl.reading.submission import Submission, Table
from hplan_xl.register.catalogue import read_packaged_register, shorten_region

NOON = datetime(2026, 3, 1, 12, 0)
MARCH, MAY = date(2026, 3, 15), date(2026, 5, 1)


def plan(
    source: str,
    group: str | None = "RPO Hud",
    year: int | tuple[int, int] | None = 2026,
    day: date | None = MARCH,
    saved: datetime | None = NOON,
    areas: tuple[object, ...] = ("Stöd",),
    region: str | None = "sydostra",
) -> InterpretedPlan:
    """A plan with these answers and areas."""
    span = YearSpan(*year) if isinstance(year, tuple) else YearSpan(year, year) if year else None
    answers = {"healthcare_region": (region,), "group": (group,), "year": (span,), "as_of": (day,)}
    form = Table("plan", "Plan", dict.fromkeys(answers, 3), 3, (3,), answers, is_form=True)
    table = Table("areas", "Områden", {"title": 3}, 3, tuple(range(4, 4 + len(areas))), {"title": areas})
    whose = PlanIdentity(region or "", group or "", span, day, typed_group=group or "", is_delivered=bool(areas))
    tables = {"plan": form, "areas": table}
    return InterpretedPlan(Submission(source, "", saved, 1, tables), tables, (), frozenset(), whose)


def chosen(
    *plans: InterpretedPlan, year: int | None = None, excluded: tuple[str, ...] = ()
) -> list[tuple[str, str | None, str | None]]:
    """The state of each plan and the sentence about it in both languages."""
    states = select_plans(plans, year, excluded)
    return [(state.value, why.sv if why else None, why.en if why else None) for state, why in states]


USED = ("read", None, None)


def test_plans_of_different_groups_regions_and_years_are_all_used() -> None:
    plans = [plan("a"), plan("b", group="RPO Tandvård"), plan("c", year=2025), plan("d", region="vastra")]
    assert chosen(*plans) == [USED] * 4


def test_the_later_status_is_used_and_both_are_named() -> None:
    assert chosen(plan("ny.xlsx", day=MAY), plan("gammal.xlsx", areas=("Annat",))) == [
        USED,
        (
            "superseded",
            "Två versioner: gammal.xlsx är ersatt av ny.xlsx, som har senare ”Status per den” (2026-05-01).",
            "Two versions: gammal.xlsx is superseded by ny.xlsx, which has a later “Status as of” (2026-05-01).",
        ),
    ]


def test_the_later_saved_is_used_where_the_status_is_of_one_day() -> None:
    later = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert chosen(plan("a.xlsx"), plan("b.xlsx", saved=later, areas=("Annat",))) == [
        (
            "superseded",
            "Två versioner: a.xlsx är ersatt av b.xlsx, som är sparad senare (2026-03-02 08:30).",
            "Two versions: a.xlsx is superseded by b.xlsx, which was saved later (2026-03-02 08:30).",
        ),
        USED,
    ]


def test_the_last_by_file_name_is_used_where_both_are_as_new_and_the_way_to_the_other_is_told() -> None:
    assert chosen(plan("in/b.xlsx"), plan("ut/a.xlsx", areas=("Annat",))) == [
        USED,
        (
            "superseded",
            "Två versioner för RPO Hud är lika nya: ut/a.xlsx och in/b.xlsx. in/b.xlsx är med. "
            "Vill ni ha den andra: flytta undan filen, eller ge merge, export, publish eller freeze "
            "--exclude ”in/b.xlsx”.",
            "Two versions for RPO Hud are equally new: ut/a.xlsx and in/b.xlsx. in/b.xlsx is in. "
            "If you want the other: move the file away, or give merge, export, publish or freeze "
            "--exclude “in/b.xlsx”.",
        ),
    ]


def test_a_status_too_far_from_the_plan_s_years_makes_no_version_newer() -> None:
    (first, why, _), (second, _, _) = chosen(
        plan("a.xlsx", day=date(2035, 3, 15)), plan("b.xlsx", day=MARCH, areas=("Annat",))
    )
    assert (first, second) == ("superseded", "read")
    assert why == (
        "Två versioner: a.xlsx är ersatt av b.xlsx, eftersom dess ”Status per den” (2035-03-15) ligger långt från "
        "planens år."
    )


def test_a_version_that_says_no_day_is_older_than_one_that_does() -> None:
    (first, _, _), (second, _, _) = chosen(plan("a.xlsx", day=None, saved=None, areas=("Annat",)), plan("b.xlsx"))
    assert (first, second) == ("superseded", "read")


def test_the_same_typed_values_are_one_plan_whatever_the_file() -> None:
    saved = datetime(2026, 4, 1, 9, 0)
    assert chosen(plan("a.xlsx"), plan("kopior/a.xlsx", saved=saved), plan("c.xlsx", day=MAY, areas=("Annat",))) == [
        (
            "superseded",
            "Två versioner: a.xlsx är ersatt av c.xlsx, som har senare ”Status per den” (2026-05-01).",
            "Two versions: a.xlsx is superseded by c.xlsx, which has a later “Status as of” (2026-05-01).",
        ),
        (
            "superseded",
            "Två versioner: kopior/a.xlsx är ersatt av c.xlsx, som har senare ”Status per den” (2026-05-01).",
            "Two versions: kopior/a.xlsx is superseded by c.xlsx, which has a later “Status as of” (2026-05-01).",
        ),
        USED,
    ]
    assert chosen(plan("a.xlsx"), plan("kopior/a.xlsx", saved=saved)) == [
        (
            "superseded",
            "a.xlsx har samma innehåll som kopior/a.xlsx. Det räknas en gång.",
            "a.xlsx has the same contents as kopior/a.xlsx. It is counted once.",
        ),
        USED,
    ]


def test_names_of_groups_are_alike_whatever_their_case_and_spaces() -> None:
    (first, _, _), (second, _, _) = chosen(plan("a.xlsx", group="RPO  hud"), plan("b.xlsx", areas=("Annat",)))
    assert (first, second) == ("superseded", "read")


def test_a_plan_of_another_year_is_left_out() -> None:
    assert chosen(plan("a.xlsx"), plan("b.xlsx", year=2025), year=2026) == [
        USED,
        (
            "left_out",
            "b.xlsx gäller 2025. Sammanställningen gäller 2026, så planen är inte med.",
            "b.xlsx is for 2025. The summary is for 2026, so the plan is not in it.",
        ),
    ]


@pytest.mark.parametrize("named", ["in/b.xlsx", "b.xlsx"])
def test_an_excluded_file_is_left_out_and_its_rival_used(named: str) -> None:
    assert chosen(plan("in/b.xlsx", day=MAY), plan("a.xlsx"), excluded=(named,)) == [
        ("left_out", "in/b.xlsx är utelämnad med --exclude.", "in/b.xlsx is left out by --exclude."),
        USED,
    ]


def test_a_plan_that_does_not_say_its_year_is_used_and_is_a_rival_of_its_own_group() -> None:
    alone = plan("a.xlsx", year=None)
    assert chosen(alone, year=2026) == [USED]
    (first, _, _), (second, _, _) = chosen(alone, plan("b.xlsx", day=MAY, areas=("Annat",)), year=2026)
    assert (first, second) == ("superseded", "read")


def test_plans_that_name_no_group_go_by_their_files_and_never_replace_each_other() -> None:
    one, other = plan("in/plan.xlsx", group=None), plan("ut/plan.xlsx", group=None, day=MAY, areas=("Annat",))
    assert group_name(one) != group_name(other)
    assert [group_title(group_name(plan)).sv for plan in (one, other)] == ["Grupp saknas (plan.xlsx)"] * 2
    assert chosen(one, other) == [USED, USED]
    (first, why, _), (second, _, _) = chosen(one, plan("ut/plan.xlsx", group=None))
    assert (first, why, second) == (
        "superseded",
        "in/plan.xlsx har samma innehåll som ut/plan.xlsx. Det räknas en gång.",
        "read",
    )


def test_one_plan_of_each_group_is_always_used() -> None:
    days = [MARCH, MAY, None, MARCH, MAY]
    plans = [plan(f"{number}.xlsx", day=day, areas=(number % 2,)) for number, day in enumerate(days)]
    for turned in (plans, plans[::-1]):
        states = dict(zip([one.submission.source for one in turned], select_plans(turned, None, ()), strict=True))
        assert [name for name, (state, _) in states.items() if state is FileState.READ] == ["4.xlsx"]


def test_contents_are_what_was_typed_and_nothing_else() -> None:
    assert compute_fingerprint(plan("a").submission) == compute_fingerprint(plan("b", saved=None).submission)
    assert compute_fingerprint(plan("a").submission) != compute_fingerprint(plan("a", areas=("Annat",)).submission)
    assert compute_fingerprint(plan("a", areas=(1,)).submission) != compute_fingerprint(
        plan("a", areas=("1",)).submission
    )
    assert compute_fingerprint(plan("a", areas=("A", "B")).submission) != compute_fingerprint(
        plan("a", areas=("B", "A")).submission
    )


def test_the_commonest_year_is_the_later_of_equals() -> None:
    assert find_commonest_year([plan("a", year=2025), plan("b", year=2026), plan("c", year=None)]) == 2026
    assert find_commonest_year([plan("a", year=2025), plan("b", year=2025), plan("c", year=2026)]) == 2025
    empty = [plan(name, year=2027, areas=()) for name in "de"]  # next year's templates in the same folder
    assert find_commonest_year([plan("a", year=2026), *empty]) == 2026
    assert find_commonest_year(empty) == 2027
    assert find_commonest_year([plan("a", year=None, day=date(2024, 5, 1))]) == 2024
    assert find_commonest_year([plan("a", year=None, day=None)]) is None
    assert find_commonest_year([]) is None


def test_a_day_counts_where_the_years_are_told_and_it_is_at_most_a_year_outside_them() -> None:
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2028, 12, 31), date(2029, 1, 1), None]
    assert [find_credible_day(plan("a", year=(2026, 2027), day=day)) for day in days] == [None, *days[1:3], None, None]
    assert find_credible_day(plan("a", year=None)) is None


def test_a_year_that_is_not_told_is_that_of_the_status_else_that_of_most() -> None:
    plans = [plan("a", year=(2024, 2025)), plan("b", year=2025), plan("c", year=None), plan("d", year=None, day=None)]
    assert [(years.span, years.reason.sv if years.reason else None) for years in assign_years(plans)] == [
        (YearSpan(2024, 2025), None),
        (YearSpan(2025, 2025), None),
        (YearSpan(2026, 2026), "Planens år går inte att läsa. Den är tagen för 2026, efter sin ”Status per den”."),
        (
            YearSpan(2025, 2025),
            "Planens år går inte att läsa. Den är tagen för 2025, som är det vanligaste året i planerna.",
        ),
    ]
    assert [years.span for years in assign_years(plans[3:])] == [None]


def test_a_plan_of_several_years_is_used_in_each_and_is_a_rival_in_the_year_they_share() -> None:
    both, later = plan("a.xlsx", year=(2024, 2025)), plan("b.xlsx", year=2025, day=MAY, areas=("Annat",))
    assert [state for state, _, _ in chosen(both, later, year=2024)] == ["read", "left_out"]
    assert [state for state, _, _ in chosen(both, later, year=2025)] == ["superseded", "read"]
    assert [state for state, _, _ in chosen(both, later, year=2026)] == ["left_out", "left_out"]
    assert chosen(both, later) == [USED, USED]


def test_years_that_cannot_be_read_make_no_rivals_of_plans_for_different_years() -> None:
    one, other = plan("a.xlsx", year=None, day=date(2023, 5, 1)), plan("b.xlsx", year=None, areas=("Annat",))
    assert chosen(one, other) == [USED, USED]
    assert [state for state, _, _ in chosen(one, other, year=2023)] == ["read", "left_out"]


def test_a_plan_that_tells_its_year_is_used_before_one_that_is_only_taken_for_it() -> None:
    told, later = plan("a.xlsx"), plan("b.xlsx", year=None, day=MAY, areas=("Annat",))
    assert chosen(told, later, year=2026) == [
        USED,
        (
            "superseded",
            "Två versioner: b.xlsx säger inte vilket år den gäller och är ersatt av a.xlsx, som gäller 2026.",
            "Two versions: b.xlsx does not say which year it is for and is superseded by a.xlsx, which is for 2026.",
        ),
    ]


@pytest.mark.parametrize("region", read_packaged_register().region_titles, ids=lambda region: region.sv)
@pytest.mark.parametrize("group", ["RPO Hud", "RPO Hud (Norra)", "RSG (a) b"])
def test_a_group_is_itself_without_the_region_that_was_put_behind_it(group: str, region: Text) -> None:
    titles = read_packaged_register().region_titles
    short = add_region(neutral_text(group), region, titles)
    whole = add_region(neutral_text(group), region, (*titles, shorten_region(region)))
    assert (whole.sv, whole.en) == (f"{group} ({region.sv})", f"{group} ({region.en})")
    assert [remove_region(words, region) for told in (short, whole) for words in (told.sv, told.en)] == [group] * 4
    assert [remove_region(short.sv, other) for other in titles if other != region] == [short.sv] * (len(titles) - 1)


def test_regions_are_told_in_short_behind_groups_where_no_other_has_the_short_name() -> None:
    titles = read_packaged_register().region_titles
    assert [add_region(neutral_text("RPO Hud"), region, titles) for region in titles] == [
        Text(f"RPO Hud ({sv})", f"RPO Hud ({en})")
        for sv, en in (
            ("Sydöstra", "South-East"),
            ("Norra", "Northern"),
            ("Mellansverige", "Central Sweden"),
            ("Stockholm-Gotland", "Stockholm-Gotland"),
            ("Södra", "Southern"),
            ("Västra", "Western"),
        )
    ]
    typed = {
        "Sjukvårdsregionen Mitt": "Mitt",
        "Samverkansregion Mitt": "Mitt",
        "Mitt sjukvårdsregion": "Mitt",
        "SJUKVÅRDSREGIONEN Å": "Å",
        "Sjukvårdsregionen i mitten": "Sjukvårdsregionen i mitten",
        "Sjukvårdsregionen": "Sjukvårdsregionen",
        "Norra sjukvårdsregionförbundet": "Norra sjukvårdsregionförbundet",
        "Region Halland": "Region Halland",
        "": "",
    }
    assert {words: shorten_region(neutral_text(words)).sv for words in typed} == typed
