"""At the foot of Översikt: what is asked of whom, and who is awaited."""

from collections import Counter
from collections.abc import Sequence

from hplan_xl import look
from hplan_xl.heights import width
from hplan_xl.master.edition import Edition, table_name
from hplan_xl.master.page import LOW_ROW, Content, Page
from hplan_xl.master.raising import by_forum
from hplan_xl.master.tables import Heading, table
from hplan_xl.master.telling import and_more
from hplan_xl.text import Text
from hplan_xl.views import Overview, Received

_AWAITED_LINES = 2
_ASKED = Text("Det här efterfrågas", "What is asked for")
_WHAT = Text("Vad", "What")
_ANYBODY = Text("Ej angivet", "Not given")
_NOTHING = Text("Inga beslut eller utmaningar väntar på svar.", "No decisions or challenges wait for an answer.")
_AWAITED = Text("Inväntas ({n})", "Awaited ({n})")
_NOBODY = Text("Ingen grupp inväntas.", "No group is awaited.")


def asked_below(page: Page, view: Overview, left: int, top: int) -> int:
    """How many decisions and challenges wait for whom; the row after them."""
    edition = page.edition
    forums = by_forum(edition.consolidated, view.asked)
    if not forums:
        page.put(top, left, edition.says(_ASKED), "section")
        page.put(top + 1, left, edition.says(_NOTHING), "plain")
        return top + 2
    columns = [Heading(edition.says(_ASKED), "strong"), Heading(edition.says(_WHAT))]
    rows: list[list[Content]] = [
        [edition.says(forum) or edition.says(_ANYBODY), _counts(edition, view, count)]
        for forum, count in sorted(forums.items(), key=lambda one: not one[0].sv)
    ]
    bottom = table(
        page, top, table_name(view, "asked"), columns, rows, edition.says(_ASKED), left, filtered=False, least=LOW_ROW
    )
    if left:
        page.put(top, left, edition.says(_ASKED), "heading", left=5, left_color=look.PAPER)
    return bottom


def _counts(edition: Edition, view: Overview, count: Counter[str]) -> str:
    kinds = [question.noun.counted(count[question.sheet]) for question in view.asked if count[question.sheet]]
    return ", ".join(map(edition.says, kinds))


def awaited_below(page: Page, top: int) -> None:
    """Who is awaited: names after each other over the whole page, as far as there is room."""
    edition, names = page.edition, page.edition.consolidated.awaited
    if not names:
        page.put(top, 0, edition.says(_NOBODY), "plain")
        return
    page.put(top, 0, edition.says(_AWAITED.filled(n=len(names))), "section")
    page.tall(top, 18)
    for row, line in enumerate(_run(edition, names, sum(page.widths) - 4), top + 1):
        page.put(row, 0, line, "plain")


def _run(edition: Edition, names: Sequence[str], room: float) -> list[str]:
    """Names after each other on a few lines of this width, and on the last of them how many there is no room for."""
    found, rest = [""], width(and_more(edition, len(names), Received)) + 1
    for place, name in enumerate(names):
        told = f"{found[-1]} {name}".strip() + ("," if place + 1 < len(names) else "")
        last = len(found) == _AWAITED_LINES
        if not found[-1] or width(told) <= room - (rest if last else 0):
            found[-1] = told
        elif last:
            return [*found[:-1], f"{found[-1]} {and_more(edition, len(names) - place, Received)}"]
        else:
            found.append(told[len(found[-1]) :].strip())
    return found
