"""What lies on a sheet and in no cell: pictures, text boxes, comments; and the addresses behind the words of cells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from hplan_xl.package.worksheet import decode_content, parse_address
from hplan_xl.package.xml_edit import local_name
from hplan_xl.wording.copy_sentences import SIGNATURE


@dataclass(frozen=True)
class BesideCells:
    """What lies on one sheet. texts: the words of its text boxes. comments: address and words of each.

    signed_comments: those that hplan wrote, such as last year's answers, without its signature.
    """

    pictures: int = 0
    texts: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    signed_comments: tuple[tuple[str, str], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything of the group's own to tell of."""
        return bool(self.pictures or self.texts or self.comments)


def words_of_shapes(drawing: Element) -> Iterable[str]:
    """The words of each text box or shape of a drawing that holds some, a line a paragraph."""
    for shape in drawing.iter():
        if local_name(shape) == "sp":
            lines = [
                "".join(part.text or "" for part in paragraph.iter() if local_name(part) == "t")
                for paragraph in shape.iter()
                if local_name(paragraph) == "p"
            ]
            if words := "\n".join(lines).strip():
                yield words


def count_pictures(drawing: Element) -> int:
    """How many pictures a drawing has."""
    return sum(local_name(one) == "pic" for one in drawing.iter())


def words_of_comments(part: Element) -> Iterable[tuple[str, str]]:
    """Address and words of each comment."""
    for comment in part.iter():
        if local_name(comment) == "comment":
            words = "".join(one.text or "" for one in comment.iter() if local_name(one) == "t").strip()
            if words:
                yield comment.get("ref", ""), words


def remove_signature(words: str) -> str:
    """The words of a comment without hplan's signature; themselves where it did not sign them."""
    return words.replace(SIGNATURE.sv, "").strip()


def addresses(sheet: bytes, targets: Mapping[str, str]) -> Mapping[tuple[int, int], str]:
    """The web address behind each cell that has one. targets: the address of each relation of the sheet."""
    found: dict[tuple[int, int], str] = {}
    for tag in _HYPERLINK.findall(sheet):
        of = dict(_ATTRIBUTE.findall(tag))
        at, address = (
            parse_address(of.get(b"ref", b"").partition(b":")[0]),
            targets.get(of.get(b"id", b"").decode(), ""),
        )
        if address and not address.startswith("#"):
            found[at] = address
    for at, address in _LINK_FORMULA.findall(sheet):
        found.setdefault(parse_address(at), decode_content(address))
    return found


_HYPERLINK = re.compile(rb"<hyperlink\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb'(?:\w+:)?(\w+)="([^"]*)"')
_LINK_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^<>]*><f>HYPERLINK\((?:"|&quot;)(https?://[^"<>]*?)(?:"|&quot;)')
