"""Letters to the groups: the subject, the words and the attachments, by where a group stands; and as files.

A file is an .eml that opens as a draft to be sent, and plain text with the same words. X-Unsent tells mail programs
that the file is a draft. There is no Date and no Message-ID: who sends it gives them. The same letter gives the same
bytes.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum

from hplan_xl.book.findings import Finding, Severity, group_alike
from hplan_xl.book.text import Language, Text, join_texts, list_texts, neutral_text, quote_words
from hplan_xl.interpretation.personal_data import remove_persons
from hplan_xl.marking import MOST_MARKS
from hplan_xl.wording import compose_sentence, copy_sentences, import_sentences, mail_sentences

MOST_POINTS = 5
_BLANK = neutral_text("")


class LetterKind(StrEnum):
    """What a letter is about."""

    NOTHING_LEFT = "nothing_left"
    TO_COMPLETE = "to_complete"
    EMPTY = "empty"
    OTHER_FORM = "other_form"
    NOT_READ = "not_read"
    REMINDER = "reminder"
    NEXT_YEAR = "next_year"


@dataclass(frozen=True)
class Attachment:
    """A file that goes along: its name, with its suffix, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a letter is for, and what all its letters have in common.

    group: how it is called; is_named: whether by its own name, and not by its file's. address: "" where not known.
    year: as the subject says it. reply_by: None where no day is set. sender: how the letter is signed; "" leaves it.
    """

    group: Text
    address: str
    year: object
    is_named: bool = True
    reply_by: date | None = None
    sender: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter; what: the end of its subject. lines: its words, from the greeting to who signs it."""

    kind: LetterKind
    recipient: Recipient
    what: Text
    subject: Text
    lines: tuple[Text, ...]
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadPlan:
    """What a letter says of the plan that was read.

    areas, activities: how much of it, as "12 prioriterade områden". sheet: the sheet that makes a plan one.
    findings: what is to be corrected and completed; hints are in the copy, and cause no letter. fault_language: of the
    sentences that tell them, as in the copy.
    files: the names of the plans, where the group has sent more than one file. others: files of its that are not in.
    holds_number: whether a personal identity number stands in it, so that the file must not be spread.
    copy: the group's own file with marks, None where there is none.
    """

    areas: Text
    activities: Text
    sheet: Text
    findings: Sequence[Finding] = ()
    fault_language: Language = "sv"
    files: Sequence[str] = ()
    others: Sequence[str] = ()
    holds_number: bool = False
    copy: Attachment | None = None


def compose_answer(recipient: Recipient, plan: ReadPlan) -> Letter:
    """Thank for a plan, and say what is to be completed, if anything."""
    thanks = [mail_sentences.THANKS_FOR_PLAN.fill(areas=plan.areas, activities=plan.activities), *_of_files(plan)]
    errors, warnings = _count_cells(plan.findings)
    if not errors + warnings:
        lines = [*thanks, mail_sentences.NOTHING_TO_DO]
        return _letter(LetterKind.NOTHING_LEFT, recipient, mail_sentences.NOTHING_LEFT, lines)
    number = errors + warnings
    what = mail_sentences.ONE_THING if number == 1 else mail_sentences.THINGS.fill(n=number)
    counted = mail_sentences.describe_cells(errors, warnings)
    if plan.copy:
        marked = mail_sentences.MARKED_CELL if number == 1 else mail_sentences.MARKED_CELLS
        if sum(one.severity is not Severity.HINT for one in plan.findings) > MOST_MARKS:
            marked = mail_sentences.MOST_ARE_MARKED
        marked = marked.fill(sheet=copy_sentences.SHEET.localize(plan.fault_language), n=MOST_MARKS)
        counted = join_texts([counted, marked], " ")
    lines = [*thanks, counted, *_points(plan), _what_to_do(recipient, plan)]
    return _letter(LetterKind.TO_COMPLETE, recipient, what, lines, [plan.copy] if plan.copy else [])


def compose_empty(recipient: Recipient, plan: ReadPlan) -> Letter:
    """Say that a plan has no row that makes it one, and that little is enough."""
    lines = [mail_sentences.NO_ROWS.fill(sheet=plan.sheet), *_of_files(plan)]
    lines += [mail_sentences.WHAT_YOU_HAVE.fill(by=""), _what_to_do(recipient, plan)]
    return _letter(LetterKind.EMPTY, recipient, mail_sentences.PLAN_EMPTY, lines, [plan.copy] if plan.copy else [])


def compose_reminder(recipient: Recipient, other_years: Sequence[str], template: Attachment) -> Letter:
    """Remind of a plan that nothing has come of; other_years: the years of what has come, as people write them."""
    lines = [mail_sentences.NOT_HERE.fill(year=recipient.year)]
    of_years = mail_sentences.OTHER_YEAR if len(other_years) == 1 else mail_sentences.OTHER_YEARS
    lines += [of_years.fill(years=list_texts(list(map(neutral_text, other_years))))] if other_years else []
    lines += [mail_sentences.WHAT_YOU_HAVE.fill(by=_by(recipient)), mail_sentences.TEMPLATE_ATTACHED]
    lines += [mail_sentences.SENT_ALREADY]
    return _letter(LetterKind.REMINDER, recipient, mail_sentences.REMINDER, lines, [template])


def compose_draft(
    recipient: Recipient,
    files: Sequence[str],
    drafts: Sequence[Text],
    made: Sequence[Attachment],
    others: Sequence[str] = (),
) -> Letter:
    """Send back the templates that were filled in from documents.

    files: the documents. drafts: what was read in each template. others: files of the group's that are in none.
    """
    moved, look_through = (
        (mail_sentences.MOVED_TO_TEMPLATE, mail_sentences.LOOK_THROUGH)
        if len(made) == 1
        else (mail_sentences.MOVED_TO_TEMPLATES, mail_sentences.LOOK_THROUGH_EACH)
    )
    lines = [
        mail_sentences.THANKS_FOR_FILES.fill(files=_quote_files(files)),
        moved.fill(counts=join_texts(drafts, " ")),
        *_not_in(others),
        look_through.fill(sheet=import_sentences.TITLE, by=_by(recipient)),
    ]
    return _letter(LetterKind.OTHER_FORM, recipient, mail_sentences.DRAFT_TO_REVIEW, lines, made)


def compose_other_form(
    recipient: Recipient, files: Sequence[str], template: Attachment, why: Text, others: Sequence[str] = ()
) -> Letter:
    """Ask for a plan in the template; why: what came is not moved there. others: files that cannot be read at all."""
    lines = [
        mail_sentences.THANKS_FOR_FILES.fill(files=_quote_files(files)),
        why,
        *_not_in(others),
        mail_sentences.FILL_IN_TEMPLATE.fill(by=_by(recipient)),
    ]
    return _letter(LetterKind.OTHER_FORM, recipient, mail_sentences.FORM_NEEDED, lines, [template])


def compose_not_read(recipient: Recipient, files: Sequence[str], template: Attachment) -> Letter:
    """Say that what came could not be read, and what usually helps."""
    what, told = (
        (mail_sentences.FILE_NOT_READ, mail_sentences.UNREADABLE_FILE)
        if len(files) == 1
        else (mail_sentences.FILES_NOT_READ, mail_sentences.UNREADABLE_FILES)
    )
    thanks = mail_sentences.THANKS_FOR_FILES.fill(files=_quote_files(files))
    lines = [thanks, told, mail_sentences.SAVE_OR_FILL_IN.fill(by=_by(recipient))]
    return _letter(LetterKind.NOT_READ, recipient, what, lines, [template])


def compose_next_year(
    recipient: Recipient, last_year: object | None, rows: int, template: Attachment, guide: str
) -> Letter:
    """Send the template of the recipient's year, with so many rows of the last; its year is None where not told.

    guide: what the sheet of the template that says how is called, in the template's language.
    """
    if rows:
        filled = mail_sentences.TEMPLATE_FOR_YEAR if last_year else mail_sentences.TEMPLATE_FROM_LAST_PLAN
    else:
        filled = mail_sentences.NOTHING_GOES_ON if last_year else mail_sentences.NOTHING_GOES_ON_FROM_LAST_PLAN
    lines = [
        filled.fill(year=recipient.year, last_year=last_year),
        mail_sentences.GO_THROUGH_TEMPLATE.fill(by=_by(recipient), guide=guide),
    ]
    return _letter(LetterKind.NEXT_YEAR, recipient, mail_sentences.NEW_TEMPLATE, lines, [template])


def _letter(
    kind: LetterKind, recipient: Recipient, what: Text, lines: Sequence[Text], attachments: Sequence[Attachment] = ()
) -> Letter:
    subject = mail_sentences.SUBJECT if recipient.is_named else mail_sentences.SUBJECT_WITHOUT_GROUP
    signed = [_BLANK, neutral_text(recipient.sender)] if recipient.sender else []
    return Letter(
        kind=kind,
        recipient=recipient,
        what=what,
        subject=subject.fill(year=recipient.year, group=recipient.group, what=what),
        lines=(mail_sentences.HELLO, _BLANK, *lines, *signed),
        attachments=tuple(attachments),
    )


def _of_files(plan: ReadPlan) -> list[Text]:
    read = [mail_sentences.FILES_READ.fill(files=_quote_files(plan.files))] if plan.files else []
    return [*read, *_not_in(plan.others)]


def _not_in(files: Sequence[str]) -> list[Text]:
    return [mail_sentences.FILES_NOT_IN.fill(files=_quote_files(files))] if files else []


def _count_cells(findings: Sequence[Finding]) -> tuple[int, int]:
    """How many cells are to be corrected, and how many of the others can be completed."""
    grades: dict[object, Severity] = {}
    for one in findings:
        if one.severity is not Severity.HINT:
            grades[one.cell] = min(one.severity, grades.get(one.cell, one.severity))
    counts = Counter(grades.values())
    return counts[Severity.ERROR], counts[Severity.WARNING]


def _points(plan: ReadPlan) -> list[Text]:
    """What is most important, worst first: the same fault down a column is one point."""
    groups = group_alike(one for one in plan.findings if one.severity is not Severity.HINT)
    head = mail_sentences.MOST_IMPORTANT if len(groups) > MOST_POINTS else mail_sentences.THIS_IS_IT
    return [_BLANK, head, *(_point(group, plan.fault_language) for group in groups[:MOST_POINTS]), _BLANK]


def _point(group: Sequence[Finding], language: Language) -> Text:
    first = group[0]
    sentence = remove_persons(compose_sentence(first, language))
    words = mail_sentences.POINT if len(group) == 1 else mail_sentences.POINT_OF_SEVERAL
    return words.fill(sheet=first.cell.sheet, cell=first.cell.address, sentence=sentence, n=len(group) - 1)


def _what_to_do(recipient: Recipient, plan: ReadPlan) -> Text:
    if plan.copy:
        words = mail_sentences.CONTINUE_IN_COPY
    else:
        words = mail_sentences.NUMBER_IN_FILE if plan.holds_number else mail_sentences.CORRECT_OWN_FILE
    return words.fill(by=_by(recipient))


def _by(recipient: Recipient) -> Text:
    return mail_sentences.BY.fill(day=recipient.reply_by) if recipient.reply_by else neutral_text("")


def _quote_files(files: Sequence[str]) -> Text:
    return list_texts(list(map(quote_words, files)))


_WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WITH_MACROS = "vnd.ms-excel.sheet.macroEnabled.12"


def build_message(letter: Letter, language: Language) -> bytes:
    """The draft, as the bytes of an .eml; attachments are workbooks."""
    message = EmailMessage(SMTP)
    if letter.recipient.address:
        message["To"] = letter.recipient.address
    message["X-Unsent"] = "1"
    message.set_content(compose_body(letter, language), cte="quoted-printable")
    for one in letter.attachments:
        subtype = _WITH_MACROS if one.name.endswith(".xlsm") else _WORKBOOK
        message.add_attachment(one.data, "application", subtype, filename=one.name)
    if letter.attachments:
        message.set_boundary(f"=_hplan_{_digest(letter, language)}")
    # An EmailMessage folds a long subject after its name, and what unfolds it finds a space there.
    subject = Header(make_one_line(letter.subject.localize(language)), "utf-8", header_name="Subject").encode(
        linesep="\r\n"
    )
    return f"Subject: {subject}\r\n".encode("ascii") + message.as_bytes()


def _digest(letter: Letter, language: Language) -> str:
    """What parts the attachments: it follows from the letter, and stands nowhere in it."""
    whole = hashlib.sha256(compose_body(letter, language).encode())
    for one in letter.attachments:
        whole.update(one.data)
    return whole.hexdigest()[:32]


def make_one_line(words: str) -> str:
    r"""Words as a header can hold them: on one line, without signs that control.

    >>> make_one_line("RPO\r\nHud")
    'RPO Hud'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def compose_body(letter: Letter, language: Language) -> str:
    """The words of a letter in one language, a thought a line."""
    lines = (line.localize(language) for line in letter.lines)
    return "".join(f"{make_one_line(line)}\n" for line in lines)


def format_plain_text(letter: Letter, language: Language) -> bytes:
    """The same words as a text file: whom it is for, the subject, what is attached, and the letter."""
    address = letter.recipient.address
    head = [
        mail_sentences.TO.fill(address=address) if address else mail_sentences.TO_NOBODY,
        mail_sentences.SUBJECT_LINE.fill(subject=make_one_line(letter.subject.localize(language))),
        *(mail_sentences.ATTACHED.fill(name=one.name) for one in letter.attachments),
    ]
    words = "\n".join([*(line.localize(language) for line in head), "", compose_body(letter, language)])
    return words.replace("\n", "\r\n").encode("utf-8-sig")
