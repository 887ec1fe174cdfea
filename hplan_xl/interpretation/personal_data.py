"""What a plan should not hold, since it is published and may be requested: personal identity numbers, and persons.

A personal identity or coordination number is taken out where the plan is understood, before anything quotes a cell:
its ten or twelve digits are replaced by words, in every text of every sheet, and the rest of the text stays. So a
leader still reads what was written, and neither a sentence, the master, a log, JSON, csv nor the list of a marked copy
can repeat the number, which no reader of theirs has a right to. The filler's own file keeps it until they mend it,
which is why the finding is an error. A person's name is asked about and stays: it may be quite right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import chain

from hplan_xl.book.columns import Number
from hplan_xl.book.description import Book
from hplan_xl.book.text import remove_unseen
from hplan_xl.book.values import MONTH, LinkedWords, MergedCell, UncomputedFormula
from hplan_xl.interpretation.outcomes import show_value
from hplan_xl.package.archive import open_archive
from hplan_xl.reading.submission import Submission, Table

WITHHELD_TEXT = "(personnummer borttaget)"
_WITHHELD_PERSON = "…"
NumberPlace = tuple[str, str, int]

# A day, with or without its century and hyphens, then four digits; "+" stands for a person over a hundred.
_DIGITS = re.compile(r"\d\d\D{0,2}\d\d\D{0,2}\d\d\D{0,3}\d{4}")
_FEWEST_SIGNS = 10
_FEWEST = 10**9  # the least number of so many digits
_NUMBERS = (int, float)  # to put them together for each value would take longer than to look at it
_CARRIERS = (LinkedWords, MergedCell, UncomputedFormula)
_NUMBER = re.compile(r"(?<!\d)(?<!\d-)((?:18|19|20)?\d\d)(-?)(\d\d)\2(\d\d)(\s?[-–—‐‑−+]\s?|\s?)(\d{4})(?!-?\d)")
# Digits before or behind those of one without a hyphen make it part of another number, but where they are a further
# one of a list; with a hyphen, those of a year or a chapter do.
_GOES_ON_BEFORE = re.compile(r"(?<!\d{10}[,/])(?<=\d[.,/])\Z")
_GOES_ON_BEHIND = re.compile(r"(?![,/](?:\d\d)?\d{10}(?!\d))[.,/]\d")
_NUMBERED_BEFORE = re.compile(r"(?<!\d{6}[-–—‐‑−+]\d{4}/)(?<=\d[./])\Z")
# A text of a cell or a comment in a part, and a tag in it.
_STRING = re.compile(rb"<((?:si|is|text)\b.*?)</(?:si|is|text)>", re.DOTALL)
_TAG = re.compile(r"^[^>]*>|<[^>]*>")
_REGISTERED = re.compile(r"(?:dnr|diarienr|diarienummer)[\s.:]*\Z", re.IGNORECASE)
_IN_AN_ADDRESS = re.compile(r"(?:https?://|www\.)\S*\Z", re.IGNORECASE)


def remove_numbers(text: str) -> str:
    """A text with words in place of each personal identity number and coordination number.

    A number has a right date (a coordination number's day has 60 added to it) and a right check digit (the Luhn sum of
    ten digits), as Skatteverket describes them. What else looks like one and is none: a telephone number (070 and
    seven digits), a span of days (20250101-1231), a day and a year, a registration number, digits in a web address.

    >>> remove_numbers("Svar till 811218-9876, tel 070-123 45 67")
    'Svar till (personnummer borttaget), tel 070-123 45 67'
    """
    seen = remove_unseen(text)
    if not _DIGITS.search(seen):
        return text
    mended = _NUMBER.sub(lambda found: WITHHELD_TEXT if _is_personal(found, seen) else found[0], seen)
    return text if mended == seen else mended


def is_number_in(text: str) -> bool:
    """Whether a text holds a personal identity number or a coordination number."""
    return remove_numbers(text) != text


def _is_personal(found: re.Match[str], text: str) -> bool:
    year, hyphen, month, day, between, last = found.groups()
    before, behind = text[: found.start()], text[found.end() :]
    goes_on = _GOES_ON_BEFORE.search(before) or _GOES_ON_BEHIND.match(behind)
    if _NUMBERED_BEFORE.search(before) if between.strip() else goes_on:
        return False
    if hyphen and (len(year) == 2 or between.isspace() or len(between) > 1):
        return False
    if not between and (_IN_AN_ADDRESS.search(before) or f"{year}{month}"[:3] == "070"):
        return False
    if _REGISTERED.search(before) or (between.isspace() and last[:2] in ("19", "20")):
        return False
    return _is_born(year, month, day) and not _is_span(year, last, between) and _adds_up(year[-2:] + month + day + last)


def _is_born(year: str, month: str, day: str) -> bool:
    of_month = int(day) - 60 if int(day) > 60 else int(day)
    centuries = [year] if len(year) == 4 else ["19" + year, "20" + year]
    return any(_is_day(int(one), int(month), of_month) for one in centuries)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_span(year: str, last: str, between: str) -> bool:
    """Whether two days stand there, the second without its year, as a plan of these years has them."""
    if len(year) == 4 and year < "2000":
        return False
    return "+" not in between and year[-2:] < "50" and _is_day(2024, int(last[:2]), int(last[2:]))


def _adds_up(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the others, by Luhn's sum."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def withhold_numbers(submission: Submission, book: Book) -> tuple[Submission, frozenset[NumberPlace]]:
    """Remove personal identity numbers from a submission; return it and where they stood (sheet, column, Excel row)."""
    found: set[NumberPlace] = set()
    tables = {}
    for name, table in submission.tables.items():
        values = dict(_remove_from_table(table, book, found))
        headed = {column: remove_numbers(words) for column, words in table.titles_by_column.items()}
        tables[name] = replace(table, values={**table.values, **values}, titles_by_column=headed)
    findings = tuple(
        replace(one, facts={fact: remove_numbers(told) if isinstance(told, str) else told for fact, told in facts})
        for one in submission.findings
        for facts in [one.facts.items()]
    )
    return replace(submission, tables=tables, findings=findings), frozenset(found)


def _remove_from_table(table: Table, book: Book, found: set[NumberPlace]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The columns of a table that held a number, without it; nearly always there is none."""
    if not _may_hold_number(list(chain.from_iterable(table.values.values()))):
        return
    columns = (column for sheet in book.sheets if sheet.name == table.sheet for column in sheet.columns)
    counted = {column.name for column in columns if isinstance(column, Number)}  # a number there is a quantity
    for column, typed in table.values.items():
        if not _may_hold_number(typed):
            continue
        mended = tuple([_remove_from_cell(value, quantity=column in counted) for value in typed])
        places = {
            (table.sheet, column, row)
            for row, old, new in zip(table.rows, typed, mended, strict=True)
            if old is not new and not (isinstance(old, MergedCell) and not old.is_first)  # it stands in the first
        }
        if places:
            found |= places
            yield column, mended


def _may_hold_number(typed: Sequence[object]) -> bool:
    """Whether a value holds as many digits; looked for in all texts at once, which are kept farther apart than they."""
    texts = [value for value in typed if isinstance(value, str) and len(value) >= _FEWEST_SIGNS]
    texts += [words for value in typed if isinstance(value, _CARRIERS) for words in _hidden_words(value)]
    if _DIGITS.search(remove_unseen("\0\0\0\0".join(texts))):
        return True
    numbers = [value for value in typed if isinstance(value, _NUMBERS)]
    return any(not -_FEWEST < value < _FEWEST for value in numbers)


def _hidden_words(value: object) -> tuple[str, ...]:
    """The words that a cell holds beside what is typed there: an address, a merged cell's, a formula's."""
    match value:
        case LinkedWords():
            return (value.address,)
        case MergedCell():
            return (show_value(value.value).sv, *_hidden_words(value.value))
        case UncomputedFormula(words):
            return (words,)
    return ()


def _remove_from_cell(typed: object, *, quantity: bool) -> object:
    """The very same value where it holds no number."""
    match typed:
        case LinkedWords():
            words, address = remove_numbers(typed), remove_numbers(typed.address)
            return typed if (words, address) == (typed, typed.address) else LinkedWords(words, address)
        case str():
            mended = remove_numbers(typed) if len(typed) >= _FEWEST_SIGNS else typed
            return mended if mended != typed else typed
        case MergedCell():
            kept = _remove_from_cell(typed.value, quantity=quantity)
            return typed if kept is typed.value else replace(typed, value=kept)
        case UncomputedFormula(formula):
            kept = remove_numbers(formula)
            return typed if kept == formula else UncomputedFormula(kept)
        case int() | float() if not isinstance(typed, bool) and not quantity and typed == typed // 1:
            return WITHHELD_TEXT if remove_numbers(f"{typed:.0f}") == WITHHELD_TEXT else typed
    return typed


def holds_personal_number(workbook: bytes, name: str) -> bool:
    """Whether a text in a cell or a comment of a workbook holds a personal identity or coordination number.

    Raises NotAWorkbook where the bytes are no workbook that can be read.
    """
    archive = open_archive(workbook, name)
    parts = (archive.part(path) for path in archive.members if path.startswith("xl/") and path.endswith(".xml"))
    texts = (unescape(_TAG.sub("", one.decode("utf-8", "replace"))) for part in parts for one in _STRING.findall(part))
    return any(map(is_number_in, texts))


_LOW = "[a-zß-öø-ÿćčđęğłńśšźžı]"
_WORD = rf"(?:Mc|[OD]['’]|[AaEe]l-)?[A-ZÅÄÖÉÜÇĆČŠŽØ]{_LOW}+(?:-[A-ZÅÄÖÉ]{_LOW}+)?(?![-\w])"
_BEFORE_A_COLON = re.compile(rf"^[ \t]*(?:[•*–-][ \t]*)?({_WORD})(?:[ \t][A-ZÅÄÖÉ]\w*)?:[ \t]+\S", re.MULTILINE)
_TITLED = re.compile(rf"\b(?:[Dd]r|[Dd]oktor|[Dd]oc|[Dd]ocent|[Pp]rof|[Pp]rofessor)\.?\s+({_WORD}(?:\s+{_WORD})?)")
# The month, not the name: beside another month, or before a colon as another is behind it. These months are names too,
# which they are taken for where no span is meant.
_NAME_TOO = "(?!(?i:maj|may|april|june|august)\\b)"
_JANUARY = re.compile(
    rf"\bJan(?=\.?(?:\s?[–/-]\s?|\s(?:till|to)\s|(?:\s?[,&+]\s?|\s(?:och|and)\s){_NAME_TOO})(?i:{MONTH})\b)"
)
_JANUARY_TOLD = re.compile(r"\bJan(?=:)")
_OTHER_MONTH_TOLD = re.compile(rf"\b(?!Jan\b){_NAME_TOO}(?i:{MONTH})\.?:")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(
    r"(?<![\w/-])(?:\+\s?46[\s-]?(?:\(0\))?\s?|0)\d{1,3}[\s/-]{0,3}\d{2,3}(?:[\s-]?\d{2,3}){1,3}(?![\d/-])"
)
_PARTS = re.compile(r"[,;/()&\n•]|\s[–-]\s|\b(?:och|eller|samt|and|or|med|via|genom|i|på|vid|från|för)\b")
_INITIAL = r"[A-ZÅÄÖ](?:-[A-ZÅÄÖ])?(?![\w-])\.?"
_NAME = re.compile(
    rf"(?<!\w)(?:{_WORD}|{_INITIAL})"
    rf"(?:(?:\s+(?:af|av|von|van|de|da|del|der|la|di|el|al)\b){{0,2}}(?:\s+|(?<=\.))(?:{_WORD}|{_INITIAL})){{0,3}}"
)
# How most Swedish family names end that are neither a place nor a trade.
_FAMILY = re.compile(
    r"\w{2,}(?:sson|zon|[kqc]vist|quist|ström|gren|stedt|städt|blad|bladh|löf|lööf|hjelm|nder|roth|oglu|ović|ovic|ić|ski|sen)$"
)
# How others end: trusted beside a given name or an initial, since places and trades end so too.
_FAMILY_TOO = re.compile(rf"{_FAMILY.pattern}|\w{{2,}}(?:berg|lund|dahl|mark|man|holm|fors|wall|lind|borg|én)$")
# A name that nothing else ends as, by itself.
_PATRONYMIC = re.compile(r"(?<![\w.@/-])(?!poisson|lesson)(?:[a-zåäö]+\.)?\w{2,}ssons?(?![-\w@]|\.\w)", re.IGNORECASE)
_TURNED = re.compile(r"(?<![\w-])(?:(?:af|von|de)\s+)?([A-ZÅÄÖÉ][\w-]+),\s*([A-ZÅÄÖÉ][\w-]+)(?!\w|\s+[A-ZÅÄÖÉ]\w)")
_RUN = re.compile(r"(?<![\w-])[A-ZÅÄÖÉ][\w-]*(?:[ \t]+[A-ZÅÄÖÉ][\w-]*)+")
_SPACED = re.compile(r"\S+")
_SMALL = re.compile(r"(?<![\w./@-])([a-zåäöé]+(?:-[a-zåäöé]+)?)(?:\.|[ \t]+)([a-zåäöé-]+)(?![\w./@-]*[/@]|[\w-])")
# What is named after a person, behind the name.
_NAMED_AFTER = re.compile(r"\s+(?:gata|väg|torg|plats|gränd|allé|sjukhus|barnsjukhus|sjukdom|syndrom|minne|hus)\b")
# Given names that are ordinary words too, and so tell nothing in capitals.
_ORDINARY_NAMES = """
    björn bo dan elise frank hans inga jack jan lea linda maja mari marina mats max meta mia ove per rami rut salma sam
    sanna siv stella sten stig tage ted tim tom tor tora tore uno urban
"""
_ORDINARY = frozenset(_ORDINARY_NAMES.split())
# What tells that capitals begin the name of an organisation, a place or a trade, anywhere in a word of it.
_NO_PERSON = re.compile(
    r"klinik|sjukhus|region|vård|chef|ledar|grupp|råd|läkar|skötersk|enhet|avdeln|mottagn|central|center|centr|regist|"
    r"styr|nämnd|kansli|programområde|sjukdom|medicin|kirurg|rehab|hälsa|hälso|psyki|diagnos|lab|tekn|utveckl|samord|"
    r"stöd|team|projekt|kommun|universitet|högskol|institut|akademi|förbund|förening|stiftelse|fond|verket|myndighet|"
    r"samverk|skol|patient|ansvar|ordför|sekret|direktör|strateg|handlägg|koordin|controll|analys|data|digital|sömn|gata|väg"
)
# How the role of one person ends, before whose name it stands: "Processledare Erik", "Kontakt: Erik".
_ROLE = re.compile(
    r"(?:ledaren?|chef(?:en)?|läkaren?|sköterskan?|ordföranden?|sekreteraren?|kontakt(?:person(?:en)?)?|ansvariga?|"
    r"samordnaren?|koordinatorn?|utvecklaren?|handläggaren?|strateg(?:en)?|psykolog(?:en)?|kuratorn?|dietist(?:en)?|"
    r"terapeut(?:en)?|barnmorskan?|direktör(?:en)?|ledamot(?:en)?|representant(?:en)?|processtöd(?:et)?|"
    r"lead|leader|manager|nurse|physician|chair|contact|coordinator|responsible|secretary):?$"
)
_NAMES_OF_PLACES = """
    alingsås arvika avesta blekinge bohuslän boden bollnäs borgholm borås dalarna danderyd eksjö enköping eskilstuna
    eslöv falkenberg falköping falun finspång gotland gällivare gävle gävleborg göteborg halland halmstad haparanda
    helsingborg hudiksvall huddinge härjedalen hässleholm höglandet jämtland jönköping kalix kalmar karlshamn karlskoga
    karlskrona karlstad katrineholm kiruna kristianstad kronoberg kumla kungsbacka kungälv köping landskrona lidköping
    lindesberg linköping ljungby ludvika luleå lycksele lysekil malmö mariestad mjölby mora motala mölndal
    nacka norrbotten norrköping norrland norrtälje nyköping nynäshamn nässjö oskarshamn oxelösund piteå sala sandviken
    simrishamn skaraborg skellefteå skene skåne skövde småland sollefteå solna stockholm strömstad sundsvall sverige
    säffle söderhamn södertälje sörmland torsby tranås trelleborg trollhättan uddevalla umeå uppland uppsala vadstena
    varberg visby vrinnevi vänersborg värmland värnamo västerbotten västernorrland västervik västerås västmanland
    västra växjö ystad älvsborg ängelholm örebro örnsköldsvik östergötland östersund östra norra södra mellersta
    svenska nationella regionala lokala nordiska
"""
_PLACES = frozenset(_NAMES_OF_PLACES.split())
# What a sentence may begin with before a name, and that is no name itself.
_SENTENCE_WORDS = """
    av behöver bjud blir bör både de den det du efter eller enligt ett från fråga får för ge genom ger gör har hos hur
    hör inte kan kontakta låt maila med mejla men måste ni nu när och om prata på ring samt ska skall skulle tala
    till ta tar tillsätt tipsa under uppdra utan utse vad var varför vem vi vilka vill välj även är
    and appoint are ask be but by call can contact could did do does for from had has have how if is let must or shall
    should the to was we were what when who why with would
"""
_FIRST_WORDS = frozenset(_SENTENCE_WORDS.split())


def find_person(text: str, *, function: bool) -> str:
    """Find what looks like a person in a text: a given name before a colon, "dr …"; "" where nothing does.

    function: the cell asks for a role or a group, so that a name by itself and whoever's address count too.

    >>> find_person("Bertil: Hör med labbet", function=False), find_person("Kalmar: införd", function=False)
    ('Bertil', '')
    >>> find_person("Anna Berg, RÖ", function=True), find_person("RAG patologi, Region Kalmar län", function=True)
    ('Anna Berg', '')
    >>> [find_person(text, function=True) for text in ("Jan - maj", "Jan: Start. Feb: Slut", "Jan, RÖ", "Jan, Maj")]
    ['', '', 'Jan', 'Jan']
    >>> find_person("Jan: ringer. Jan: skriver", function=False)
    'Jan'
    """
    if "Jan" in text:
        last = max((found.start() for found in _OTHER_MONTH_TOLD.finditer(text)), default=0)
        text = _JANUARY.sub("jan", _JANUARY_TOLD.sub("jan", text[:last]) + text[last:])
    if ":" in text:
        for word in _BEFORE_A_COLON.findall(text):
            if _is_given(word):
                return str(word)
    titled = _TITLED.search(text) if _may_hold_title(text) else None
    if titled and not _says_no_person(titled[1]):
        return titled[0]
    if not function:
        return ""
    found = chain(_turned_names(text), _persons(text), _names_in_odd_case(text))
    if name := next(found, ""):
        return name
    patronymic = _PATRONYMIC.search(text) if "sson" in text.lower() else None
    return patronymic[0] if patronymic else ""


def _may_hold_title(text: str) -> bool:
    """Whether what is in every title is in a text; to look for it is quick."""
    return "dr" in text or "Dr" in text or "okto" in text or "doc" in text or "Doc" in text or "rof" in text


def find_personal_address(text: str) -> str:
    """A mail address, or a telephone number that is not within a web address, in a text; "" where there is none.

    >>> find_personal_address("Processtöd, 010-123 45 67"), find_personal_address("Klart 2026-05-01")
    ('010-123 45 67', '')
    >>> find_personal_address("https://skr.se/npo.0101234567.html")
    ''
    """
    if "@" in text and (found := _MAIL.search(text)):
        return found[0]
    numbers = _TELEPHONE.finditer(text) if "0" in text or "+" in text else ()
    return next((one[0] for one in numbers if not _IN_AN_ADDRESS.search(text[: one.start()])), "")


def remove_persons(text: str) -> str:
    """A text with … in place of what looks like a person, a mail address or a telephone number.

    >>> remove_persons("”dr Anna Berg” finns inte i listan. Ring 010-123 45 67.")
    '”…” finns inte i listan. Ring ….'
    >>> remove_persons("Möte med Anna Berg"), remove_persons("Eva: Evas evakuering")
    ('Möte med …', '…: … evakuering')
    """
    while found := find_person(text, function=True) or find_personal_address(text):
        text = _put_instead(text, found, _WITHHELD_PERSON)
    return text


def match_whole(name: str) -> str:
    """A pattern of a name where it stands by itself, in the genitive too: Eva and Evas, not evakuering."""
    return rf"(?<!\w){re.escape(name)}(?:s?(?!\w)|(?<=\.))"


def _put_instead(text: str, found: str, words: str) -> str:
    """A text with words in place of what was found in it, wherever it stands by itself; anywhere, if nowhere so."""
    left = re.sub(match_whole(found), words, text)
    return left if left != text else text.replace(found, words)


def keep_function(text: str) -> str:
    """What a text that asks for a role or a group says of that: without names, mail addresses, telephone numbers.

    >>> keep_function("Anna Berg, RÖ"), keep_function("Verksamhetschef Anna Berg (RKL)"), keep_function("Anna Berg")
    ('RÖ', 'Verksamhetschef (RKL)', '')
    """
    whole = text
    while person := find_person(text, function=True) or find_personal_address(text):
        text = _put_instead(text, person, f" {_GONE} ")
    if text == whole:
        return text
    text = _IN_PARENTHESES.sub(_GONE, _SEVERAL_GONE.sub(_GONE, text))
    text = _AT_PARENTHESIS.sub(lambda found: found["opening"] or found["closing"], text)
    text = _LOOSE_ENDS.sub("", _ROUND_GONE.sub(_part_again, text))
    return _ALL_IN_PARENTHESES.sub(r"\1", text)


def _part_again(found: re.Match[str]) -> str:
    """What parts the words before and behind one that is gone: the word behind it, else the first sign."""
    sign = found["word"] or next((sign for sign in found[0] if sign in ",;/&–-"), "")
    if sign:
        return {",": ", ", ";": "; ", "/": "/"}.get(sign, f" {sign} ")
    return "\n" if "\n" in found[0] else " "


_GONE = "\0"
_SIGNS = r"[\s,;/&–-]*+"
_SIGNS_AND_GONE = r"[\s,;/&–\0-]*+"
_WORDS = r"\b(?:och|samt|and)\b"
_SEVERAL_GONE = re.compile(rf"\0(?:{_SIGNS}(?:{_WORDS}{_SIGNS})?\0)+")
_IN_PARENTHESES = re.compile(rf"\({_SIGNS}\0{_SIGNS_AND_GONE}\)")
_AT_PARENTHESIS = re.compile(
    rf"(?P<opening>\(){_SIGNS}\0{_SIGNS_AND_GONE}|(?<![\s,;/&–-]){_SIGNS}\0{_SIGNS_AND_GONE}(?P<closing>\))"
)
_ROUND_GONE = re.compile(rf"(?<![\s,;/&–-]){_SIGNS}(?:{_WORDS}{_SIGNS})?\0{_SIGNS_AND_GONE}(?:(?P<word>{_WORDS})\s*+)?")
_ALL_IN_PARENTHESES = re.compile(r"\A\(([^()]*)\)\Z")
_LOOSE_ENDS = re.compile(rf"^(?:[\s,;:/&–-]|{_WORDS})++|(?<![\s,;:/&–-])(?:[\s,;:/&–-]|{_WORDS})++$")


_NAME_WORD = re.compile(r"[^\s.]+\.?")  # A.Svensson are two


def _persons(text: str) -> Iterator[str]:
    """The names of persons among the parts of a text that says who does something, each as it stands there."""
    for part in _PARTS.split(text):
        for found in _NAME.finditer(part):
            parts = list(_NAME_WORD.finditer(found[0]))
            words = [one[0] for one in parts]
            for first, one in enumerate(parts):  # a title or another word with a capital may stand before the name
                name = found[0][one.start() :]
                before = part[: found.start() + one.start()].split()
                alone = name == part.strip(" .") or _leads_to_name(before)
                if _NAMED_AFTER.match(part[found.end() :]):
                    break
                if not _says_no_person(name) and _is_name(words[first:], alone=alone):
                    yield _drop_first_word(name)
                    break


def _leads_to_name(before: list[str]) -> bool:
    """Whether a given name alone is a person's after these words: the first of a sentence, or a role at their end."""
    if len(before) == 1 and before[0].lower() in _FIRST_WORDS:
        return True
    return bool(before) and _ROLE.search(before[-1].lower()) is not None


def _drop_first_word(name: str) -> str:
    """A name without the word before it that begins a sentence.

    >>> _drop_first_word("Får Anna Berg"), _drop_first_word("Anna Berg")
    ('Anna Berg', 'Anna Berg')
    """
    first, *rest = name.split(maxsplit=1)
    return rest[0] if rest and first.lower() in _FIRST_WORDS else name


def _is_name(words: list[str], *, alone: bool) -> bool:
    if _is_given(words[0]):
        return len(words) > 1 or alone
    if len(words) > 1 and len(words[0].rstrip(".").split("-")[0]) == 1:  # an initial
        return bool(_FAMILY_TOO.search(words[-1])) or _is_given(words[-1])
    if len(words) == 2 and len(words[1].rstrip(".")) == 1:  # an initial after a family name
        return bool(_FAMILY.search(words[0]))
    return len(words) in (2, 3) and bool(_FAMILY.search(words[-1]))


def _turned_names(text: str) -> Iterator[str]:
    """The names that stand with the family name first: "Berg, Anna"."""
    for found in _TURNED.finditer(text) if "," in text else ():
        if _is_given(found[2]) and _FAMILY_TOO.search(found[1].lower()) and not _says_no_person(found[1]):
            yield found[0]


def _names_in_odd_case(text: str) -> Iterator[str]:
    """The names in capitals, in part or whole, and those without any: "ANNA BERG", "Anna BERG", "anna.berg"."""
    for found in _RUN.finditer(text):
        parts = list(_SPACED.finditer(found[0]))
        words = [one[0] for one in parts]
        for first in range(max(0, len(words) - 3), len(words) - 1):
            name = found[0][parts[first].start() :]
            if (
                any(word.isupper() for word in words[first:])
                and not _says_no_person(name)
                and _is_capital(words[first:])
            ):
                yield name
                break
    for found in _SMALL.finditer(text) if "." in text or "sson" in text else ():
        if _is_given(found[1]) and _FAMILY_TOO.search(found[2]) and ("." in found[0] or "sson" in found[2]):
            yield found[0]


def _is_capital(words: list[str]) -> bool:
    first, last = words[0].lower(), words[-1].lower()
    if _FAMILY_TOO.search(first):
        return _is_given(last)
    if not _is_given(first):
        return False
    return bool(_FAMILY_TOO.search(last)) or (first not in _ORDINARY and len(last) > 3)


def _is_given(word: str) -> bool:
    return any(part in GIVEN_NAMES for part in (word.lower(), *word.lower().split("-")))


def _says_no_person(words: str) -> bool:
    folded = words.lower()
    return bool(_NO_PERSON.search(folded)) or any(
        word in _PLACES or word.removesuffix("s") in _PLACES for word in folded.split()
    )


_NAMES = """
    abbas abdi abdirahman abdullah abdullahi adam adrian agnes agneta agnieszka ahmad ahmed aida aina aisha albert
    albin aleksander aleksandra alexander alexandra alf alfred algot ali alice allan alva alvar alvin amalia amanda
    amelia amin amina amir anders andrea andreas andré andrzej anette angela angelica anita anja ann anna annbritt
    anncharlotte annchristin anne anneli annelie annette annica annie annika annmarie annsofie anton antonia antti
    arja arne aron arthur arto artur arvid arvo astrid axel bahar barbara barbro beata beatrice bengt benjamin berit
    bernhard bernt bert bertil bianca birger birgit birgitta bjarne björn bo bodil boel bosse brita britt britta
    börje cajsa calle camilla carin carina carita carl carolina caroline casper catarina catharina cathrine catrin
    cecilia cecilie charles charlotta charlotte christel christer christian christina christoffer cilla cissi claes
    clara conny cornelia crister curt dagmar dan daniel danijel danuta david denis dennis desirée dick dimitri
    douglas dragan ebba ebbe eddie edgar edit edith edvard edvin edward egon eila einar eino eleonor elias elin
    elina elis elisabet elisabeth elise ella ellen ellinor elly elmer elna elof elsa elvira emanuel embla emelie
    emil emilia emir emma enar eric erica erik erika erland erling ernst esbjörn eskil ester eugen eva evelina evert
    evy ewa fanny fatemeh fatima felicia felix ferdinand filip filippa folke frank frans fred freddy fredric fredrik
    frej freja frida fritz gabriel gabriella georg georgios gerd gerhard gert gertrud giorgos giovanni gisela gith
    goran greger greta gudmund gun gunhild gunilla gunnar gunnel gunvor gustaf gustav göran gösta hadi hamid hampus
    hanna hanne hannele hannes hans harald harriet harry hassan hasse hedda hedvig heidi heikki helen helena helene
    heléne helge henning henriette henrik henry herbert herman hilda hilding hilma hjalmar holger hossein hugo
    hussein håkan ibrahim ida ilkka iman ines inez inga ingalill ingegerd ingela ingemar inger ingmar ingrid ingvar
    ingvor irene irma isabella isabelle isac isak ismail ivan ivana ivar iwona jack jacob jakob jakub jan jana janne
    jari jarl jarmo jasmin jasmine jeanette jelena jennifer jenny jens jerker jerry jesper jessica jill jim jimmy
    joachim joakim joanna joar joel johan johanna johannes john johnny jon jonas jonathan jonna jonny jorma josef
    josefin josefina josefine joseph josephine josé jouni judit juha jukka julia julian julius jussi jörgen jörn
    kaisa kaj kajsa kalle kari karim karin karl karolina karsten kasia kasper katarina katarzyna katja kennet
    kenneth kent kerstin kevin khadija khaled kicki kim kjell kjerstin klara klas klaus knut krister kristian
    kristin kristina kristine kristoffer krzysztof kurt laila lars lars-erik lasse layla lea leena leif leila lena
    lennart leo leon leonard leyla lilian lillemor lilly lina linda linn linnea linus lisa lisbet lisbeth liselott
    liselotte lisen lotta lotten louis louise lova lovisa lucas ludvig ludwig lukas lukasz lydia łukasz maciej
    madeleine madelene magda magdalena magnus mahmoud maja maj-britt malena malgorzata malin malou malte manfred
    marcin marcus marek margareta margaretha margit margot mari maria mariam mariana mariann marianne marie marika
    marina mario marit marita marja markku markus martin martina maryam mathilda matilda mats matteo mattias matts
    max maya mehdi mehmet melker melvin meta mia michael michaela michal mika mikael mikaela mikko milan milla milos
    mimmi miranda mirja mirjam moa mohamed mohammad mohammed mohamud molly mona monica monika morgan morten muhammad
    mustafa måns mårten märit märta nadia nahid narges nasrin natalia natalie natasha nathalie nathan nazanin negar
    nellie nelly nguyen nicklas niclas nicolas nicole niklas nikola nikolaj nils nina nisse noah noak noel noomi
    noor nour novalie ola olav ole olga oliver olivera olivia olle olof olov omar omid oscar oskar osman ossian
    osvald ottilia otto ove parisa pasi patrik paul pauline pehr pekka pelle per pernilla peter petra petronella
    petter philip pia piotr pirjo pontus pål pär rafael ragnar ragnhild rakel ralf ralph rami ramona rasmus raymond
    rebecca rebecka rené reza richard rickard rikard rita ritva robert robin roger roland rolf ronja ronny rosemarie
    roy ruben rune rut ruth sabina saida salma sam sami samir samira samuel sandra sanna sannah sara sarah sebastian
    seija selina selma seppo seved shahram shirin sigbritt sigge signe signhild sigrid sigurd sigvard silvia simon
    simone siv sixten sofi sofia sofie solveig sonja soraya staffan stefan stefania stella stellan sten stephan
    steven stig stina sture sune susann susanna susanne suzanne svante sven sverker sylvia synnöve sölve sören tage
    tanja tapani tapio tarek tarja ted teodor terese teresia terje thea theodor theresa therese thomas thorbjörn
    thorsten tilda tilde tim timo tina tindra tobias tom tomas tomasz tommy toni tony tor tora torbjörn tord tore
    torgny toril torsten torun tove trygve ture tuula tuva tyko tyra uffe ulf ulla ulrica ulrik ulrika ulrike unni
    uno urban ursula valdemar valentina valter vanja vendela vera verner veronica vesa victor victoria vidar viggo
    viktor viktoria vilhelm vilma vilmer vincent viola virpi viveca viveka vivianne vladimir waldemar walter wanja
    wiktoria wilhelm william wilma wiveka yasin yasmin ylva yngve yrsa yusuf yvette yvonne zacharias zahra zara
    zeinab zlatan zofia zsófia øyvind åge åke åsa ässa örjan östen
"""
GIVEN_NAMES = frozenset(_NAMES.split())
