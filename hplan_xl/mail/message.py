"""A letter as an .eml that opens as a draft to be sent, and as plain text with the same words.

X-Unsent tells mail programs that the file is a draft. There is no Date and no Message-ID: who sends it gives them.
The same letter gives the same bytes.
"""

import hashlib
import re
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from hplan_xl.book.text import Language
from hplan_xl.mail.letters import Letter
from hplan_xl.wording import mail_sentences

_WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WITH_MACROS = "vnd.ms-excel.sheet.macroEnabled.12"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def find_addresses(words: str) -> str:
    """The mail addresses in what a register says, without any name beside them, parted by commas; "" for none.

    >>> find_addresses("Kansliet <kansli@exempel.se>; stab@exempel.se")
    'kansli@exempel.se, stab@exempel.se'
    """
    return ", ".join(dict.fromkeys(_ADDRESS.findall(words)))


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
