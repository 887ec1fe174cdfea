"""Times that are open to one side: senast, t o m, före, fr o m, sedan, påbörjas, efter."""

import re
from datetime import timedelta

from hplan_xl.book.values import Precision
from hplan_xl.interpretation.time_points import Point, Time, point

# What is said to be done at the time; it changes nothing.
DONE = (
    r"(?:(?:klar[at]?|färdig[at]?|levereras|genomförs|sker|planeras(?: till)?|planerat(?: till)?|redovisas|avslutas|"
    r"slutförs|införs|beslutas|presenteras|done|plan klar|deadline|delivered|due):? )?"
)
_IN = r"(?:i |den |under |in |hela )?"
_BY = re.compile(
    rf"{DONE}(?:senast|sista dag(?:en)?|deadline|(?:fram )?till och med|by|no later than|until):? {_IN}(.+)"
)
_BEFORE = re.compile(rf"{DONE}(?:före|innan|before) {_IN}(.+)")
_FROM = re.compile(rf"(?:(?:start(?:ar|as)? )?(?:från och med|från|from)|tidigast|starting) {_IN}(.+)")
# The work begins within the time, on a day that is not told.
_BEGINS = re.compile(
    rf"(?:pågår sedan|sedan|since|påbörjas|påbörjad|börjar|inleds|starta[rs]|starts|med start|start):? {_IN}(.+)"
)
_AFTER = re.compile(rf"(?:tidigast )?(?:efter|after) {_IN}(.+)")
_CHRISTMAS = re.compile(r"jul(?:en|afton)?|christmas")
# Before July, or before Christmas: nobody can tell.
_JULY_OR_CHRISTMAS = re.compile(r"jul (?:19|20)[0-9]{2}")
_A_DAY = timedelta(days=1)


def bounded(words: str, year: int | None) -> Time | None:
    """A time that is open to one side, of words in the form that `time_points.time_words` gives."""
    for pattern, bound in ((_BY, _by), (_BEFORE, _before), (_FROM, _from), (_BEGINS, _begins), (_AFTER, _after)):
        match = pattern.fullmatch(words)
        if match and _JULY_OR_CHRISTMAS.fullmatch(match.group(1)):
            return None
        time = point(match.group(1), year) if match else None
        if match and time and (found := bound(match.group(1), time)):
            return found
    return None


def _by(_: str, time: Point) -> Time:
    return Time(None, time.last, time.precision, time.year, time.is_dated, time.is_plain)


def _before(words: str, time: Point) -> Time | None:
    """The day before; what is to be done before Christmas may be done on its eve, which is the day we know it by."""
    if words.startswith(("utgången", "slutet")) or _CHRISTMAS.fullmatch(words):
        return Time(None, time.last, time.precision, time.year, time.is_dated, is_plain=False)
    if _is_doubtful(time):
        return None
    return Time(None, time.first - _A_DAY, time.precision, time.year, time.is_dated, time.is_plain)


def _from(_: str, time: Point) -> Time:
    return Time(time.first, None, time.precision, time.year, time.is_dated, time.is_plain)


def _begins(_: str, time: Point) -> Time:
    plain = time.is_plain and time.precision is Precision.DAY
    return Time(time.first, None, time.precision, time.year, time.is_dated, plain)


def _after(_: str, time: Point) -> Time | None:
    if _is_doubtful(time):
        return None
    return Time(time.last + _A_DAY, None, time.precision, time.year, time.is_dated, time.is_plain)


def _is_doubtful(time: Point) -> bool:
    """A month or a day of one, such as "mars 25", which begin and end on other days."""
    return time.precision is Precision.MONTH and not time.is_plain
