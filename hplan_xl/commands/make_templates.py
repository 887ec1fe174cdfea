"""The verbs of `hplan template` and `hplan register`: which templates, prefilled with what, and where they go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hplan_xl.book.errors import HplanError
from hplan_xl.book.limits import make_file_name
from hplan_xl.book.text import Language, Text, find_nearest, join_texts, quote_words
from hplan_xl.book.values import YearSpan
from hplan_xl.excel.atomic_write import WrittenFile, make_folder, refuse_other_file, write_atomically
from hplan_xl.intake.selection import is_credible_day
from hplan_xl.plan import VERSION_DATE, build_book
from hplan_xl.plan.prefill import build_prefill
from hplan_xl.register.catalogue import (
    Group,
    HealthcareRegion,
    Register,
    find_addresses,
    read_packaged_register,
    strip_kind,
)
from hplan_xl.register.register_sheets import REGISTER, make_register_rows
from hplan_xl.template import build_template
from hplan_xl.wording import command_sentences

_MORE = Text(" Läs mer: {web_address}.", " More: {web_address}.")
YOUR_COORDINATOR = Text("er samordnare", "your coordinator")
BLANK_NAME = Text("Handlingsplan", "Action plan")


@dataclass(frozen=True, kw_only=True)
class TemplateOrder:
    """The options for templates: `region` by any of its names, `due` None where it is left blank.

    contact: whom the plans are sent to; "" takes each group's own from the register.
    """

    register: Register
    region: str
    year: int = VERSION_DATE.year
    due: date | None = None
    contact: str = ""
    language: Language

    @property
    def healthcare_region(self) -> HealthcareRegion:
        """The region in the register. Raises HplanError where it is not there."""
        return find_region(self.register, self.region)


def find_region(register: Register, name: str) -> HealthcareRegion:
    """The healthcare region that an option names. Raises HplanError, with those there are, where it is not there."""
    found = register.region(name)
    if found is None:
        known = ", ".join(region.name for region in register.regions)
        raise HplanError(command_sentences.UNKNOWN_REGION.fill(region=name, known=known))
    return found


def write_group_template(order: TemplateOrder, group_name: str | None, output: Path | None) -> WrittenFile:
    """Write the template of one group, or a blank one, to a file, into a folder, or here under its own name.

    Raises:
        HplanError: the region or the group is not in the register.
        OutputError: it cannot be written, or another file stands there.
    """
    group = None if group_name is None else _group(order, group_name)
    name = template_file_name(group, order)
    if output is None:
        return _write(Path(name), build_group_template(order, group))
    return _write(output / name if output.is_dir() else output, build_group_template(order, group))


def write_region_templates(order: TemplateOrder, folder: Path) -> list[WrittenFile]:
    """Write a template for each of the region's groups into a folder, which is made if it is not there.

    Raises:
        HplanError: the region is not in the register, or no group is.
        OutputError: the folder is not writable, or another file stands at one of the names.
    """
    groups = order.register.groups_of(order.healthcare_region)
    if not groups:
        raise HplanError(command_sentences.NO_GROUPS.fill(region=order.healthcare_region.title))
    make_folder(folder)
    return [_write(folder / template_file_name(group, order), build_group_template(order, group)) for group in groups]


def write_register_workbook(register: Register, output: Path, language: Language) -> WrittenFile:
    """Write the register as a workbook to complete."""
    return _write(output, build_template(REGISTER, language=language, rows=make_register_rows(register), facts={}))


def template_file_name(group: Group | None, order: TemplateOrder) -> str:
    """The name of a template, such as "RPO Medicinsk diagnostik 2026.xlsx"."""
    return name_template_file(group.name if group else BLANK_NAME.localize(order.language), order.year)


def name_template_file(group_name: str, years: object) -> str:
    """The name of a file for a group's plan of some years, without what no file may be called."""
    return f"{make_file_name(f'{group_name} {years}')}.xlsx"


def ask_about_day(day: date | None, year: int, question: Text) -> tuple[Text, ...]:
    """The question on a day of an option that lies more than a year outside the year of the plans; else nothing."""
    if day is None or is_credible_day(day, YearSpan(year, year)):
        return ()
    return (question.fill(year=year, day=day),)


def describe_blanks(order: TemplateOrder) -> Text:
    """What the register does not know of the region and its groups, and what that costs; nothing where it knows all."""
    region = order.healthcare_region
    groups = order.register.groups_of(region)
    without = {
        "council": sum(not order.register.find_routes(group, region) for group in groups),
        "contact": 0 if order.contact else sum(not group.contact for group in groups),
        "mail": sum(not find_addresses(group.mail) for group in groups),
        "forums": not region.forums,
        "promises": not region.promises,
        "starting_points": not region.starting_points,
        "events": not region.events,
        "web_address": not region.web_address,
    }
    is_theirs = order.register != read_packaged_register()
    advice = command_sentences.COMPLETE_YOURS if is_theirs else command_sentences.COMPLETE
    return command_sentences.describe_register_blanks(region.title, len(groups), without, region.kinds_in_doubt, advice)


def _group(order: TemplateOrder, name: str) -> Group:
    region = order.healthcare_region
    group = order.register.find_group(name, region)
    if group is None:
        bare = {strip_kind(known.name): known.name for known in order.register.groups_of(region)}
        near = find_nearest(name, bare.values()) or tuple(bare[one] for one in find_nearest(strip_kind(name), bare))
        sentence = command_sentences.UNKNOWN_GROUP if near else command_sentences.UNKNOWN_GROUP_NONE_NEAR
        suggestions = join_texts(list(map(quote_words, near)), ", ")
        raise HplanError(sentence.fill(group=name, suggestions=suggestions))
    return group


def build_group_template(order: TemplateOrder, group: Group | None) -> bytes:
    """The template of one group of the order's region, or one that any of them can take."""
    region = order.healthcare_region
    rows = build_prefill(order.register, region, group, order.year, order.due, order.language)
    return build_template(
        build_book(order.register, region),
        language=order.language,
        rows=rows,
        facts=collect_guide_facts(order, group, region),
    )


def collect_guide_facts(order: TemplateOrder, group: Group | None, region: HealthcareRegion) -> Mapping[str, object]:
    """Collect the values for the placeholders of Läs mig, with neutral words where nothing is known."""
    return {
        "year": order.year,
        "group": group.name if group else "",
        "contact": order.contact or (group.contact if group else "") or YOUR_COORDINATOR,
        "due": order.due or Text("den dag ni fått", "the day you were given"),
        "more": _MORE.fill(web_address=region.web_address) if region.web_address else "",
    }


def _write(path: Path, data: bytes) -> WrittenFile:
    refuse_other_file(path, data)
    return write_atomically(path, data)
