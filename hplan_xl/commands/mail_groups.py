"""The mails of `--mail`: a draft for each group that a year's plans are awaited from or have come from.

Where each group stands is the consolidation's own answer, so that a mail never says other than the master does.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import assert_never

from hplan_xl.book.common_rules import PERSONAL_NUMBER_RULE
from hplan_xl.book.errors import OutputError
from hplan_xl.book.findings import Finding
from hplan_xl.book.limits import FileNames, make_file_name
from hplan_xl.book.text import LANGUAGES, Language, Text, neutral_text, normalize_text
from hplan_xl.book.views import Overview
from hplan_xl.commands.import_plans import ENDINGS, ConvertedPlan, Importer
from hplan_xl.commands.make_templates import TemplateOrder, ask_about_day, build_group_template, template_file_name
from hplan_xl.commands.mark_plans import is_to_mend
from hplan_xl.commands.next_plans import NextOutcome
from hplan_xl.commands.plan_marker import MarkingOrder, make_marked_copies
from hplan_xl.consolidation.union import Consolidation, FileRecord
from hplan_xl.excel.atomic_write import make_folder, refuse_file, write_atomically
from hplan_xl.intake.selection import add_region, fold_group, group_title, is_named_group, make_file_group
from hplan_xl.intake.sources import FileProcesses, Source
from hplan_xl.intake.states import FileState, GroupStanding, Standing
from hplan_xl.interpretation.personal_data import holds_personal_number, remove_numbers
from hplan_xl.mail import letters
from hplan_xl.mail.letters import Attachment, Letter, LetterKind, ReadPlan, Recipient, build_message, format_plain_text
from hplan_xl.marking import find_copy_ending, make_copy_name
from hplan_xl.master.facts.records import join_names, name_standings
from hplan_xl.register.catalogue import Group, Register, find_addresses
from hplan_xl.template import readme_sheet
from hplan_xl.wording import mail_sentences
from hplan_xl.wording.file_sentences import is_mail

_LONGEST_LIST = 120
OPTION = "--mail"


@dataclass(frozen=True, kw_only=True)
class MailOrder:
    """The options of mails: the folder, the day to answer by, who signs, and the language they are in.

    fault_language: of marks, and of the faults in a letter; None for that of each plan.
    """

    folder: Path
    reply_by: date | None = None
    sender: str = ""
    language: Language = "sv"
    fault_language: Language | None = None


@dataclass(frozen=True)
class WrittenMails:
    """How many mails of each kind were written, and what the coordinator is told."""

    kinds: Counter[str]
    notes: tuple[Text, ...]


def refuse_folder(folder: Path, paths: Sequence[str] = (), written: Sequence[Path] = ()) -> None:
    """Raise OutputError where a folder for mails holds anything, lies among the plans, or gets another result first.

    An older mail might be sent by mistake, and what goes out is kept apart from what has come in.
    written: the files and folders that are written before the mails.
    """
    refuse_file(folder, OPTION)
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(mail_sentences.FOLDER_IN_USE.fill(path=folder))
    place = Path(os.path.realpath(folder))  # Path.resolve raises at links in a circle
    for path in written:
        if Path(os.path.realpath(path)).is_relative_to(place):
            raise OutputError(mail_sentences.FOLDER_OF_RESULT.fill(path=folder, written=path))
    if any(place.is_relative_to(os.path.realpath(path)) for path in paths if os.path.isdir(path)):
        raise OutputError(mail_sentences.FOLDER_AMONG_PLANS.fill(path=folder))


def find_address(group: Group | None, region: str, counted: Collection[str]) -> str:
    """The address that mail to a group goes to, "" where it is not known.

    counted: the healthcare regions whose groups the register is kept for. A group that the register has for every
    region is written to where its own is the one that is counted: else the address may be another group's.
    """
    if group is None or not (group.region or {region} == set(counted)):
        return ""
    return find_addresses(group.mail)


def write_mails(
    consolidation: Consolidation, sources: Sequence[Source], register: Register, order: MailOrder
) -> WrittenMails:
    """Write a draft for each group, as .eml and as .txt, into an empty folder, which is made if it is not there.

    sources: the files that were read. Raises OutputError where the folder is not empty, or cannot be written to.
    """
    desk = _Desk(consolidation, {source.name: source for source in sources}, register, order)
    composed = [desk.compose(standing) for standing in consolidation.standings]
    made = [one for one in composed if isinstance(one, Letter)]
    write_letters(made, order)
    notes = [*desk.notes, *(one for one in composed if isinstance(one, Text))]
    return WrittenMails(Counter(one.kind.value for one in made), (*notes, *_notes(consolidation, made, order)))


def write_next_year_mails(outcomes: Sequence[NextOutcome], register: Register, order: MailOrder) -> WrittenMails:
    """Write a draft for each group whose plan for next year was made, with that plan, as `write_mails` does."""
    plans = [(one.source, one.made, one.written_file.path.name) for one in outcomes if one.made and one.written_file]
    counted = frozenset(made.region for _, made, _ in plans if made.group)
    often = Counter(normalize_text(made.group) for _, made, _ in plans if made.group)
    letters_made = []
    for source, made, name in plans:
        region = register.region(made.region)
        group = group_title(made.group or make_file_group(source))
        if region and often[normalize_text(made.group)] > 1:  # so that no letter goes to another group
            group = add_region(group, region.title, register.region_titles)
        recipient = Recipient(
            group=group,
            is_named=bool(made.group),
            address=find_address(register.find_group(made.group, region) if made.group else None, made.region, counted),
            year=made.years,
            reply_by=order.reply_by,
            sender=order.sender,
        )
        attached = Attachment(name, made.data)
        guide = readme_sheet.TITLE.localize(made.language)
        letters_made.append(letters.compose_next_year(recipient, made.earlier_years, made.kept_rows, attached, guide))
    write_letters(letters_made, order)
    kinds = Counter(one.kind.value for one in letters_made)
    days = [made.earlier_day for _, made, _ in plans if made.earlier_day]
    years = [made.years.first for _, made, _ in plans]
    asked = _ask_about_reply(order.reply_by, max(days, default=None), max(years)) if years else ()
    return WrittenMails(kinds, (*asked, *_describe_lone(letters_made)))


def write_letters(made: Sequence[Letter], order: MailOrder) -> None:
    """Write letters as drafts and as plain text. Raises OutputError as `write_mails`."""
    refuse_folder(order.folder)
    make_folder(order.folder, OPTION)
    names = FileNames()
    for letter in made:
        words = f"{letter.recipient.group.localize(order.language)} – {letter.what.localize(order.language)}"
        name = names.take(f"{make_file_name(words)}.eml").removesuffix(".eml")
        write_atomically(order.folder / f"{name}.eml", build_message(letter, order.language))
        write_atomically(order.folder / f"{name}.txt", format_plain_text(letter, order.language))


def _notes(consolidation: Consolidation, made: Sequence[Letter], order: MailOrder) -> Iterator[Text]:
    """What the coordinator has to know before the mails are sent."""
    unnamed = sum(file.state is FileState.READ and not file.has_group for file in consolidation.files)
    if unnamed and any(one.kind is LetterKind.REMINDER for one in made):
        yield mail_sentences.WITHOUT_GROUP_ONE if unnamed == 1 else mail_sentences.WITHOUT_GROUP.fill(n=unnamed)
    if any(file.state is FileState.LEFT_OUT and not file.is_excluded for file in consolidation.files):
        yield mail_sentences.OF_OTHER_YEARS.fill(year=consolidation.year)
    yield from _ask_about_reply(order.reply_by, consolidation.as_of, consolidation.year)
    yield from _describe_lone(made)


def _ask_about_reply(day: date | None, as_of: date | None, year: int) -> Sequence[Text]:
    """A question on a day to answer by that has passed in the plans, or lies far from the year that they are for."""
    if day and as_of and day < as_of:
        return [mail_sentences.REPLY_BY_PASSED.fill(day=day, as_of=as_of)]
    return ask_about_day(day, year, mail_sentences.REPLY_BY_FAR)


def _describe_lone(made: Sequence[Letter]) -> Iterator[Text]:
    """Name the groups whose address the register does not know."""
    lone = [one.recipient.group for one in made if not one.recipient.address]
    if lone:
        sentence = mail_sentences.NO_RECIPIENT_ONE if len(lone) == 1 else mail_sentences.NO_RECIPIENT
        groups = Text(*(join_names([one.localize(told) for one in lone], _LONGEST_LIST, told) for told in LANGUAGES))
        yield sentence.fill(n=len(lone), groups=groups)


class _Desk:
    """Composes the letter of one group after another.

    notes: why a file could not go along.
    """

    def __init__(
        self, consolidation: Consolidation, sources: Mapping[str, Source], register: Register, order: MailOrder
    ) -> None:
        self.notes: list[Text] = []
        self._consolidation = consolidation
        self._sources = sources
        self._register = register
        self._order = order
        self._names = name_standings(consolidation)

    def compose(self, standing: GroupStanding) -> Letter | Text:
        """The letter of a group; a sentence for the coordinator where it gets none."""
        files = self._files_of(standing)
        recipient = self._recipient(standing, files)
        match standing.standing:
            case Standing.DELIVERED | Standing.EMPTY if self._is_read_from_document(files):
                return self._other_form(standing, recipient, files)
            case Standing.DELIVERED | Standing.EMPTY:
                compose = letters.compose_answer if standing.standing is Standing.DELIVERED else letters.compose_empty
                return compose(recipient, self._read_plan(standing, files))
            case Standing.OTHER_FORM:
                return self._other_form(standing, recipient, files)
            case Standing.AWAITED:
                return self._reminder(standing, recipient, files)
            case Standing.UNKNOWN:
                return standing.standing.sentence.fill(name=self._name(standing))
            case _:
                assert_never(standing.standing)

    def _is_read_from_document(self, files: Sequence[FileRecord]) -> bool:
        """Whether what is used of a group is a draft that nobody has saved, beside the document that the group sent."""
        documents = any(one.state is FileState.OTHER_FORM and not is_mail(one.name) for one in files)
        return documents and any(one.state is FileState.READ and one.is_draft for one in files)

    def _name(self, standing: GroupStanding) -> Text:
        return self._names[standing.region, standing.name]

    def _files_of(self, standing: GroupStanding) -> Sequence[FileRecord]:
        """The files of a group that people need be told of, plans and others."""
        fold = fold_group(standing.name)
        return [
            file
            for file in self._consolidation.files
            if fold_group(file.group) == fold and file.healthcare_region in ("", standing.region) and not file.is_silent
        ]

    def _recipient(self, standing: GroupStanding, files: Sequence[FileRecord]) -> Recipient:
        years = next((file.years for file in files if file.state is FileState.READ and file.years), None)
        return Recipient(
            group=self._name(standing),
            is_named=is_named_group(standing.name),
            address=find_address(self._group(standing), standing.region, self._consolidation.regions),
            year=years or self._consolidation.year,
            reply_by=self._order.reply_by,
            sender=self._order.sender,
        )

    def _group(self, standing: GroupStanding) -> Group | None:
        region = self._register.region(standing.region) if standing.region else None
        return self._register.find_group(standing.name, region) if is_named_group(standing.name) else None

    def _read_plan(self, standing: GroupStanding, files: Sequence[FileRecord]) -> ReadPlan:
        (used,) = (file for file in files if file.state is FileState.READ and file.healthcare_region == standing.region)
        book = self._consolidation.book
        findings = [one for one in self._consolidation.findings if one.cell.source == used.name]
        holds_number = any(one.rule == PERSONAL_NUMBER_RULE for one in findings)
        older = {_last(file.name) for file in files if file.state is FileState.SUPERSEDED} - {_last(used.name)}
        overview = next(view for view in book.views if isinstance(view, Overview))
        areas, activities = (
            work.noun.with_number(used.rows.get(work.sheet, 0)) for work in (overview.work, overview.parts)
        )
        return ReadPlan(
            areas=areas,
            activities=activities,
            sheet=neutral_text(book.sheet(book.identity.delivery_sheet).title.localize(used.language)),
            findings=findings,
            fault_language=self._order.fault_language or used.language,
            files=[_last(used.name)] if older else [],
            others=[name for name in _names(files, FileState.REJECTED, FileState.OTHER_FORM) if not is_mail(name)],
            holds_number=holds_number,
            copy=None if holds_number else self._copy(standing, used, findings),
        )

    def _copy(self, standing: GroupStanding, used: FileRecord, findings: Sequence[Finding]) -> Attachment | None:
        """The marked copy of a plan that has anything to be mended; None where there is none to make."""
        if not is_to_mend(findings):
            return None
        language = self._order.fault_language or used.language
        (made,) = make_marked_copies([MarkingOrder(self._sources[used.name], used.sha256, findings, language)])
        if isinstance(made, Text):
            self.notes.append(made)
            return None
        group = self._name(standing).localize(language)
        return Attachment(make_copy_name(group, used.years, language, (), find_copy_ending(made)), made)

    def _other_form(self, standing: GroupStanding, recipient: Recipient, files: Sequence[FileRecord]) -> Letter | Text:
        documents = [file for file in files if file.state is FileState.OTHER_FORM and not is_mail(file.name)]
        rejected = _names(files, FileState.REJECTED)
        if documents:
            made = self._convert(standing, documents)
            drafts = [
                (name, plan) for name, plans in made for plan in plans if _is_of(plan, standing, alone=len(plans) == 1)
            ]
            number = any(holds_personal_number(one.data, one.name) for _, one in drafts)
            if drafts and not number:
                moved = list(dict.fromkeys(name for name, _ in drafts))
                left = [name for name in (*_names(documents), *rejected) if name not in moved]
                names = FileNames()
                attached = [Attachment(names.take(one.name), one.data) for _, one in drafts]
                return letters.compose_draft(recipient, moved, [one.sentence for _, one in drafts], attached, left)
            others = {plan.group for _, plans in made for plan in plans}
            why = mail_sentences.NUMBER_IN_DOCUMENT if number else mail_sentences.describe_others(others)
            return letters.compose_other_form(recipient, _names(documents), self._template(standing), why, rejected)
        if rejected:
            return letters.compose_not_read(recipient, rejected, self._template(standing))
        why = next(file.reason for file in files if file.reason)
        return mail_sentences.NO_LETTER.fill(group=self._name(standing), why=why)

    def _convert(
        self, standing: GroupStanding, documents: Sequence[FileRecord]
    ) -> Sequence[tuple[str, Sequence[ConvertedPlan]]]:
        """The filled templates by the name of the document, of several groups where it holds their plans."""
        known = [self._sources[one.name] for one in documents if one.name.casefold().endswith(ENDINGS)]
        importer = Importer(self._register, self._consolidation.year, self._order.language, standing.region)
        with FileProcesses(importer, known) as apart:
            made = list(apart)
        self.notes += [one for one in made if isinstance(one, Text)]
        return [
            (_last(one.name), came.plans) for one, came in zip(known, made, strict=True) if not isinstance(came, Text)
        ]

    def _reminder(self, standing: GroupStanding, recipient: Recipient, files: Sequence[FileRecord]) -> Letter | Text:
        others = _names(files, FileState.SKIPPED)
        if others:
            why = mail_sentences.ONLY_OTHER_FILES.fill(files=", ".join(others))
            return mail_sentences.NO_LETTER.fill(group=self._name(standing), why=why)
        years = sorted({str(file.years) for file in files if file.state is FileState.LEFT_OUT and file.years})
        return letters.compose_reminder(recipient, years, self._template(standing))

    def _template(self, standing: GroupStanding) -> Attachment:
        order = TemplateOrder(
            register=self._register,
            region=standing.region,
            year=self._consolidation.year,
            contact=self._order.sender,
            language=self._order.language,
        )
        group = self._group(standing)
        return Attachment(template_file_name(group, order), build_group_template(order, group))


def _is_of(plan: ConvertedPlan, standing: GroupStanding, *, alone: bool) -> bool:
    """Whether a plan from a document is the group's that sent it: it says so, or is alone there and says nothing."""
    return plan.group == standing.name or (alone and not plan.group)


def _last(name: str) -> str:
    """The last part of a file's name, without any personal identity number."""
    return remove_numbers(name.rsplit("/", 1)[-1])


def _names(files: Sequence[FileRecord], *states: FileState) -> list[str]:
    """The last part of the names of the files that are in one of these states, or of all where none is given."""
    return list(dict.fromkeys(_last(file.name) for file in files if not states or file.state in states))
