"""The five sentences that sum up a master: Översikt begins with them, and `merge` prints them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hplan_xl.book.columns import Term, Tone
from hplan_xl.book.text import Language, Text, join_texts, list_texts, neutral_text, quote_words, shorten_text
from hplan_xl.book.views import Agenda, Noun, Overview, Work
from hplan_xl.consolidation.union import NOT_GIVEN, Consolidation, Record, Scope
from hplan_xl.intake.selection import is_named_group
from hplan_xl.intake.states import NOBODY_AWAITED, REGION_NOT_COUNTED, FileState, Standing, describe_unknown_groups
from hplan_xl.master.facts.changes import ChangeKind, Comparison, compare_work, get_owner
from hplan_xl.master.facts.issues import count_by_forum, find_doubtful_questions, select_by_status
from hplan_xl.master.facts.records import (
    GroupNames,
    count_plans,
    count_statuses,
    find_overview,
    get_text,
    join_names,
    label_work,
    list_groups,
    list_records,
    list_terms,
    list_work,
    name_groups,
    name_owners,
    select_by_tone,
)
from hplan_xl.wording.file_sentences import GROUPS

LONGEST_SENTENCE = 150
_FEW = 2
_NO_FORUM = Text(NOT_GIVEN.sv.lower(), NOT_GIVEN.en.lower())  # within a sentence
_OTHER_FORUMS = Text("övriga", "others")
_PLANS = Noun(Text("plan", "plan"), Text("planer", "plans"))
_READ = Noun(
    Text(
        "plan för {year} är inläst; den säger inte vilken grupp den är från.",
        "plan for {year} has been read; it does not say which group it is from.",
    ),
    Text(
        "planer för {year} är inlästa; de säger inte vilken grupp de är från.",
        "plans for {year} have been read; they do not say which group they are from.",
    ),
)
# What is told of so many of the plans
_DRAFTS = Noun(
    Text("{of}är inte fastställd", "{of}is not adopted"),
    Text("{of}är inte fastställda", "{of}are not adopted"),
)
_UNTOLD = Noun(
    Text("{of}säger inte hur långt den har kommit", "{of}does not say how far it has come"),
    Text("{of}säger inte hur långt de har kommit", "{of}do not say how far they have come"),
)
_WITH_UNREAD_STATUS = Noun(
    Text("{of}har en dokumentstatus som inte går att läsa", "{of}has a document status that cannot be read"),
    Text("{of}har en dokumentstatus som inte går att läsa", "{of}have a document status that cannot be read"),
)
_WITHOUT_GROUP = Noun(
    Text("plan säger inte vilken grupp den är från.", "plan does not say which group it is from."),
    Text("planer säger inte vilken grupp de är från.", "plans do not say which group they are from."),
)


def compose_five_sentences(consolidation: Consolidation) -> tuple[Text, ...]:
    """How many plans there are, their statuses, the trouble, what is asked of whom, and who is awaited.

    After the statuses stands what has changed since the latest of the earlier masters, where there are any.
    Of one group nobody else is told. () where the book has no Overview, which says what the columns are.
    """
    view = find_overview(consolidation.book)
    if view is None:
        return ()
    told = (
        _sentence_of_delivery(consolidation),
        _statuses(consolidation, view),
        *_changes(consolidation, view),
        _trouble(consolidation, view),
        _questions(consolidation, view),
    )
    return told if consolidation.scope is Scope.GROUP else (*told, _sentence_of_awaited(consolidation))


def describe_situation(consolidation: Consolidation) -> Text:
    """As of when the plans are, and to which day overdue is counted, in one sentence."""
    day, days = consolidation.as_of, consolidation.days
    if days is None:
        unknown = _explain_unknown_day(consolidation)
        if day is None:
            return Text(
                f"{unknown.sv}, så förseningar räknas inte.", f"{unknown.en}, so nothing is counted as overdue."
            )
        return Text(f"{unknown.sv}. Försening räknas till {day}.", f"{unknown.en}. Overdue is counted to {day}.")
    span = _describe_known_days(consolidation)
    if days == (day, day):
        return Text(f"Läget gäller {span.sv}.", f"The situation is that of {span.en}.")
    return Text(
        f"Läget gäller {span.sv}, försening räknad till {day}.",
        f"The situation is that of {span.en}, with overdue counted to {day}.",
    )


def _describe_known_days(consolidation: Consolidation) -> Text:
    """The days of the plans, and of how many that are delivered the day is not known."""
    span = describe_days(consolidation)
    delivered = (file for file in consolidation.files if file.state is FileState.READ and file.is_delivered)
    unknown = sum(file.status_day is None for file in delivered)
    if not unknown:
        return span
    plans = _PLANS.with_number(unknown)
    return Text(f"{span.sv} (för {plans.sv} inte känt)", f"{span.en} (not known for {plans.en})")


def _explain_unknown_day(consolidation: Consolidation) -> Text:
    """No plan gives a day, or one does that cannot be read or decides nothing, which is told with its file."""
    identity = consolidation.book.identity
    if any(
        row.get(identity.as_of) or consolidation.is_unread(row, identity.sheet, identity.as_of)
        for row in list_records(consolidation, identity.sheet)
    ):
        return Text(
            "Det går inte att säga vilken dag läget gäller", "It cannot be said which day the situation is that of"
        )
    return Text("Ingen plan säger vilken dag läget gäller", "No plan says which day the situation is that of")


def describe_days(consolidation: Consolidation) -> Text:
    """The day that the plans' statuses are for, or the first and the last; "–" where no plan gives one."""
    if consolidation.days is None:
        return neutral_text("–")
    first, last = consolidation.days
    return neutral_text(str(first)) if first == last else neutral_text(f"{first}–{last}")


def explain_working_material(consolidation: Consolidation) -> Text | None:
    """Say why the master is still working material; None once every plan that has been delivered is adopted."""
    identity = consolidation.book.identity
    every = list_records(consolidation, identity.sheet) if identity.status else ()
    empty = {file.name for file in consolidation.files if not file.is_delivered}
    rows = [row for row in every if row.get("_file") not in empty] or every
    told = [row.get(identity.status) for row in rows]
    drafts = sum(status is not None and status not in identity.final_statuses for status in told)
    unread = sum(consolidation.is_unread(row, identity.sheet, identity.status) for row in rows)
    of_each = ((drafts, _DRAFTS), (told.count(None) - unread, _UNTOLD), (unread, _WITH_UNREAD_STATUS))
    counts = [noun.with_number(number) for number, noun in of_each if number]
    if not counts:
        return None
    plans = _PLANS.with_number(len(rows))
    of = Text(f"av {plans.sv} ", f"of {plans.en} ")
    said = [one.fill(of="" if place else of) for place, one in enumerate(counts)]
    return Text("Arbetsmaterial: {plans}.", "Working material: {plans}.").fill(plans=list_texts(said))


def explain_unknown_groups(consolidation: Consolidation) -> Text | None:
    """Why it cannot be said who is awaited, or who else; None where it can."""
    if not consolidation.regions and any(region for region, _, _ in consolidation.owners):
        return REGION_NOT_COUNTED
    awaited = len(consolidation.groups_in(Standing.AWAITED))
    return describe_unknown_groups(consolidation.without_council if consolidation.regions else None, awaited)


def _sentence_of_delivery(consolidation: Consolidation) -> Text:
    """How many of how many groups have delivered; of how many only where that can be said."""
    year, day = consolidation.year, describe_situation(consolidation)
    if not count_plans(consolidation):
        return Text(f"Ingen plan för {year} är inläst än.", f"No plan for {year} has been read yet.")
    named = [one for one in consolidation.standings if is_named_group(one.name)]
    number, every = sum(one.standing is Standing.DELIVERED for one in named), len(named)
    if not named and consolidation.standings:
        read = _READ.with_number(count_plans(consolidation)).fill(year=year)
        return Text(f"{read.sv} {day.sv}", f"{read.en} {day.en}")
    if explain_unknown_groups(consolidation):
        have = Standing.DELIVERED.describe_count(number)
        return Text(f"{have.sv} för {year}. {day.sv}", f"{have.en} for {year}. {day.en}")
    groups = GROUPS.choose(every)
    has = "has delivered its plan" if number == 1 else "have delivered their plan"
    return Text(
        f"{number} av {every} {groups.sv} har lämnat in sin plan för {year}. {day.sv}",
        f"{number} of {every} {groups.en} {has} for {year}. {day.en}",
    )


def _statuses(consolidation: Consolidation, view: Overview) -> Text:
    statuses = list_terms(consolidation.book, view.work.sheet, view.work.status)
    rows = list_work(consolidation, view.work)
    count, unread = count_statuses(rows, view.work, statuses), _count_unread(consolidation, view.work, rows)
    if not count.total:
        return Text(f"Inga {view.work.noun.plural.sv} är inlästa.", f"No {view.work.noun.plural.en} have been read.")
    forms = dict(view.work.status_nouns) or {term.name: _quote_term(term) for term in statuses}
    told = [form.with_number(count.by_status[name]) for name, form in forms.items() if count.by_status.get(name)]
    if count.without_status > unread:
        told.append(_tell_blank(count.without_status, unread))
    elif unread:
        told.append(_UNREAD_STATUS.with_number(unread))
    areas = view.work.noun.with_number(count.total)
    return neutral_text("{areas}: {told}.").fill(areas=areas, told=list_texts(told))


def _tell_blank(without: int, unread: int) -> Text:
    """How many have no status, as the pages count them, and how many of those are told one that cannot be read."""
    told = Text(f"{without} utan status", f"{without} without a status")
    if not unread:
        return told
    of = Text("{told}, varav {n} med en som inte går att läsa", "{told}, {n} of them with one that cannot be read")
    return of.fill(told=told, n=unread)


_UNREAD_STATUS = Noun(
    Text("med en status som inte går att läsa", "with a status that cannot be read"),
    Text("med en status som inte går att läsa", "with a status that cannot be read"),
)


def _count_unread(consolidation: Consolidation, work: Work, rows: Sequence[Record]) -> int:
    """How many statuses are told and not understood."""
    return sum(consolidation.is_unread(row, work.sheet, work.status) for row in rows)


@dataclass(frozen=True)
class _Move:
    """A kind of move in a sentence: what the first of its verb is said with, one or many, and what a later one is."""

    first: Noun
    later: Noun


def _move(one: Text, many: Text | None = None, later: Text | None = None) -> _Move:
    """A move of one and of many, who are told alike where only one is given; a later one needs no "är" of its own."""
    first = Noun(one, many or one)
    shorter = (Text(words.sv.removeprefix("är "), words.en) for words in (first.singular, first.plural))
    return _Move(first, Noun(later, later) if later else Noun(*shorter))


_MOVES: Mapping[ChangeKind, _Move] = {
    ChangeKind.WORSE: _move(Text("har fått sämre status", "with a worse status"), later=Text("sämre", "worse")),
    ChangeKind.BETTER: _move(Text("har fått bättre status", "with a better status"), later=Text("bättre", "better")),
    ChangeKind.NEW: _move(Text("är nytt", "new"), Text("är nya", "new")),
    ChangeKind.CLOSED: _move(Text("är avslutat", "closed"), Text("är avslutade", "closed")),
    ChangeKind.GONE: _move(Text("saknas utan att ha avslutats", "gone without being closed")),
    ChangeKind.BEGUN: _move(Text("är påbörjat", "begun"), Text("är påbörjade", "begun")),
    ChangeKind.HALTED: _move(
        Text("är åter ej påbörjat", "not started again"), Text("är åter ej påbörjade", "not started again")
    ),
    ChangeKind.REOPENED: _move(Text("är öppnat igen", "opened again"), Text("är öppnade igen", "opened again")),
    ChangeKind.STATUS: _move(Text("har en status som inte går att jämföra", "with a status that cannot be compared")),
}


def _changes(consolidation: Consolidation, view: Overview) -> list[Text]:
    """What has changed since the latest earlier master, and which groups were in it that are not now."""
    if not consolidation.earlier:
        return []
    found = compare_work(consolidation, consolidation.earlier[-1], view.work)
    return [*describe_moves(found, view.work), *describe_groups(consolidation, found), *describe_passed_on(found)]


_BESIDES = Text("Därtill: ", "Also: ")
_UNREAD = Noun(
    Text("status går inte att läsa och är inte jämförd.", "status cannot be read and is not compared."),
    Text("statusar går inte att läsa och är inte jämförda.", "statuses cannot be read and are not compared."),
)


_NOTHING_THEN = Text(
    "Inga områden från grupperna fanns med {then}, så inget går att jämföra med då.",
    "No areas of the groups were there {then}, so nothing can be compared with then.",
)


def describe_moves(found: Comparison, work: Work) -> list[Text]:
    """How many pieces of work have become worse, better, come, gone and so on: a sentence, two where it is too long."""
    if not found.compared_groups:
        return [_NOTHING_THEN.fill(then=_name_then(found))]
    count = found.count(work.sheet)
    moves = [(count[kind], move) for kind, move in _MOVES.items() if count[kind]]
    since = _describe_since(found)
    unread = [_UNREAD.with_number(found.unread_count)] if found.unread_count else []
    if moves:
        lead = Text(f"{since.sv}: ", f"{since.en}: ")
        return _fill_lines([*_tell_moves(moves, work.noun, lead), *unread])
    none, noun = "fått annan status eller tillkommit, och inga öppna saknas", work.noun.plural
    unchanged = Text(
        f"{since.sv}: inga {noun.sv} har {none}.",
        f"{since.en}: no {noun.en} with another status, none new and no open ones gone.",
    )
    return _fill_lines([unchanged, *unread])


def _tell_moves(moves: Sequence[tuple[int, _Move]], noun: Noun | None, lead: Text) -> list[Text]:
    """How many there are of each move, in a sentence; what has no room on its line in another."""
    for kept in range(len(moves), 0, -1):
        told = _list_moves(moves[:kept], noun)
        sentence = join_texts([lead, list_texts(told), neutral_text(".")], "")
        if max(len(sentence.sv), len(sentence.en)) <= _LONGEST_LINE:
            break
    return [sentence, *(_tell_moves(moves[kept:], None, _BESIDES) if moves[kept:] else ())]


def _list_moves(moves: Sequence[tuple[int, _Move]], noun: Noun | None) -> list[Text]:
    """Each move with its number, the first with what it is of, where that is told."""
    forms = [moves[0][1].first, *(_continue_move(move, before) for (_, before), (_, move) in pairwise(moves))]
    told = [form.with_number(number) for (number, _), form in zip(moves, forms, strict=True)]
    number = moves[0][0]
    if noun:
        of, said = noun.with_number(number), forms[0].choose(number)
        told[0] = Text(f"{of.sv} {said.sv}", f"{of.en} {said.en}")
    return told


_SINCE = Text("Sedan {day}{in_some}", "Since {day}{in_some}")
_SINCE_THE_LAST = Text(
    "Sedan förra sammanställningen, också per {day}{in_some}", "Since the previous master, also as of {day}{in_some}"
)
_IN_SOME = Text(", i jämförda grupper", ", in the groups compared")


def _describe_since(found: Comparison) -> Text:
    """Since when work is compared, and that it is some groups' only, where others are not in both."""
    since = _SINCE_THE_LAST if found.is_same_day else _SINCE
    in_some = _IN_SOME if found.missing_groups or found.new_groups else neutral_text("")
    return since.fill(day=found.since, in_some=in_some)


def _name_then(found: Comparison) -> Text:
    """When the earlier master was of: its day, which tells nothing where the new one is of the same."""
    if found.is_same_day:
        return Text("i förra sammanställningen", "in the previous master")
    return Text(f"{found.since}", f"on {found.since}")


_FROM_OTHERS = Noun(
    Text(
        "nytt stod med samma rubrik i en annan grupps plan då.",
        "new one stood with the same title in another group's plan then.",
    ),
    Text(
        "nya stod med samma rubrik i andra gruppers planer då.",
        "new ones stood with the same title in other groups' plans then.",
    ),
)
_TO_OTHERS = Noun(
    Text(
        "som saknas står med samma rubrik i en annan grupps plan nu.",
        "that is gone stands with the same title in another group's plan now.",
    ),
    Text(
        "som saknas står med samma rubrik i andra gruppers planer nu.",
        "that are gone stand with the same title in other groups' plans now.",
    ),
)


_IN_NEW_GROUPS = Noun(
    Text(
        "område i planer från grupper vars områden inte fanns med då stod med samma rubrik i en annan grupps plan.",
        "area in plans of groups whose areas were not there then stood with the same title in another group's plan.",
    ),
    Text(
        "områden i planer från grupper vars områden inte fanns med då stod med samma rubrik i andra gruppers planer.",
        "areas in plans of groups whose areas were not there then stood with the same title in other groups' plans.",
    ),
)


def describe_passed_on(found: Comparison) -> list[Text]:
    """How much of the work that is new another group had then, and of that which is gone another has now."""
    noted = (
        (_FROM_OTHERS, found.from_others),
        (_TO_OTHERS, found.to_others),
        (_IN_NEW_GROUPS, found.in_new_groups),
    )
    return _fill_lines([noun.with_number(number) for noun, number in noted if number])


_LONGEST_LINE = 185  # characters that Översikt has room for on a line
_AND_MORE = 15  # characters of how many more names there are
_LEAST_NAME = 40  # characters that a name keeps
_TAKEN = 70  # characters of a line that names two lists of groups
_GROUPLESS = Noun(
    Text("plan som inte säger sin grupp", "plan that does not say its group"),
    Text("planer som inte säger sin grupp", "plans that do not say their group"),
)
_COMPARED = Noun(Text("är jämförd", "is compared"), Text("är jämförda", "are compared"))
_MISSING = Noun(
    Text("var med {then} men har inga områden nu: ", "was there {then} but has no areas now: "),
    Text("var med {then} men har inga områden nu: ", "were there {then} but have no areas now: "),
)
_ADDED = Noun(
    Text("hade inga områden med då: ", "had no areas there then: "),
    Text("hade inga områden med då: ", "had no areas there then: "),
)


def _continue_move(move: _Move, before: _Move) -> Noun:
    """What a later move is said with: its own verb where that before has another."""
    verb, other = (one.first.plural.sv.split()[0] for one in (move, before))
    return move.later if verb == other else move.first


def describe_groups(consolidation: Consolidation, found: Comparison) -> list[Text]:
    """Which groups were in the earlier master and are not now, and which are now and were not; [] where none.

    Plans that do not say their group are told by themselves.
    """
    told = []
    owners = {(group.region, group.name) for group in list_groups(consolidation) if is_named_group(group.name)}
    missing = {get_owner(row) for row in found.missing_groups}
    added = {get_owner(row) for row in found.new_groups}
    names_of = {**name_owners(consolidation, owners | added), **name_owners(consolidation, owners | missing)}
    taken = _TAKEN if found.missing_groups and found.new_groups else 0
    for rows, verb in ((found.missing_groups, _MISSING), (found.new_groups if found.compared_groups else (), _ADDED)):
        for number, noun, some in _separate_groupless(rows):
            said = verb.choose(number).fill(then=_name_then(found))
            names = [names_of[get_owner(row)] for row in some]
            told.append(
                Text(
                    _shorten_names(f"{noun.sv} {said.sv}", [one.sv for one in names], "sv", taken),
                    _shorten_names(f"{noun.en} {said.en}", [one.en for one in names], "en", taken),
                )
            )
    if not told:
        return []
    if found.compared_groups:
        compared = describe_compared(found)
        told.insert(0, Text(f"{compared.sv}.", f"{compared.en}."))
    return _fill_lines(told)


def _fill_lines(told: Sequence[Text]) -> list[Text]:
    """The sentences, as many on a line as there is room for."""
    lines = [*told[:1]]
    for one in told[1:]:
        joined = join_texts([lines[-1], one], " ")
        if max(len(joined.sv), len(joined.en)) <= _LONGEST_LINE:
            lines[-1] = joined
        else:
            lines.append(one)
    return lines


def describe_compared(found: Comparison) -> Text:
    """How many groups, and plans that do not say theirs, are compared."""
    parts = [noun for _, noun, _ in _separate_groupless(found.compared_groups)]
    verb = _COMPARED.choose(len(found.compared_groups))
    return join_texts([list_texts(parts), verb], " ")


def _separate_groupless(rows: Sequence[Record]) -> Iterator[tuple[int, Text, list[Record]]]:
    """The groups among rows, one a group, and the plans that name none: how many, in words, and which."""
    named = [row for row in rows if is_named_group(get_text(row, "_group"))]
    groupless = [row for row in rows if not is_named_group(get_text(row, "_group"))]
    for some, noun in ((named, GROUPS), (groupless, _GROUPLESS)):
        if some:
            yield len(some), noun.with_number(len(some)), some


def _quote_term(term: Term) -> Noun:
    words = quote_words(term.word)
    return Noun(words, words)


def _trouble(consolidation: Consolidation, view: Overview) -> Text:
    rows, names = list_work(consolidation, view.work), name_groups(consolidation)
    for status in select_by_tone(consolidation.book, view.work, Tone.RED):
        found = select_by_status(rows, view.work, status)
        if found:
            areas = view.work.noun.with_number(len(found))
            return Text(
                _shorten_names(f"{status.word.sv} i {areas.sv}: ", _where(found, view, names, "sv"), "sv"),
                _shorten_names(f"{status.word.en} in {areas.en}: ", _where(found, view, names, "en"), "en"),
            )
    milder = select_by_tone(consolidation.book, view.work, Tone.YELLOW)
    number = sum(len(select_by_status(rows, view.work, status)) for status in milder)
    noun = view.work.noun.plural
    if _count_unread(consolidation, view.work, rows):
        noun = Text(f"{noun.sv} vars status går att läsa", f"{noun.en} whose status can be read")
    return _sentence_of_mild(noun, select_by_tone(consolidation.book, view.work, Tone.RED), milder, number)


def _where(found: Sequence[Record], view: Overview, names: GroupNames, language: Language) -> list[str]:
    """The pieces of work by name where they are few, else the groups that have them."""
    groups_of = [names[get_text(row, "_region"), get_text(row, "_group")].localize(language) for row in found]
    if len(found) <= _FEW:
        labels = [label_work(row, view.work, 30) for row in found]
        noun = view.work.noun.singular.localize(language)  # a number alone would be taken for how many there are
        told = [f"{noun} {label}" if label.isdecimal() else label for label in labels]
        return [f"{name} ({label})" for name, label in zip(groups_of, told, strict=True)]
    return list(dict.fromkeys(groups_of))


def _shorten_names(lead: str, names: Sequence[str], language: Language, taken: int = 0) -> str:
    """The names after the lead as far as there is room; the first always, shortened where no line holds it."""
    room = max(_LEAST_NAME, _LONGEST_LINE - len(lead) - _AND_MORE - taken)
    shortened = [shorten_text(name, room) for name in names]
    told = f"{lead}{join_names(shortened, LONGEST_SENTENCE - len(lead) - _AND_MORE - taken, language)}"
    return told if told.endswith("…") else f"{told}."


def _sentence_of_mild(work: Text, red: Sequence[Term], yellow: Sequence[Term], number: int) -> Text:
    worst = red[0].word if red else Text("problem", "problems")
    mild = yellow[0].word if yellow else Text("problem", "problems")
    none = Text(f"Inga {work.sv} har ”{worst.sv}”", f"No {work.en} have “{worst.en}”")
    if not number:
        return Text(f"{none.sv} eller ”{mild.sv}”.", f"{none.en} or “{mild.en}”.")
    has = Text("har", "has" if number == 1 else "have")
    return Text(f"{none.sv}; {number} {has.sv} ”{mild.sv}”.", f"{none.en}; {number} {has.en} “{mild.en}”.")


def describe_none_asked(consolidation: Consolidation, view: Overview) -> Text:
    """Say that nothing waits for an answer, or that it cannot be said, where what tells it could not be understood."""
    doubtful = _list_doubtful(consolidation, view)
    if doubtful:
        return Text(
            "Om något beslut eller någon utmaning väntar på svar går inte att säga: {kinds} går inte att läsa helt.",
            "Whether a decision or a challenge waits for an answer cannot be said: {kinds} cannot be read in full.",
        ).fill(kinds=doubtful)
    return Text("Inga beslut eller utmaningar väntar på svar.", "No decisions or challenges wait for an answer.")


def _list_doubtful(consolidation: Consolidation, view: Overview) -> Text | None:
    """How many of each kind of question may wait for an answer, though that could not be read; None where none does."""
    found = ((one.noun, len(find_doubtful_questions(consolidation, one))) for one in view.questions)
    told = [noun.with_number(number) for noun, number in found if number]
    return list_texts(told) if told else None


def _questions(consolidation: Consolidation, view: Overview) -> Text:
    forums = count_by_forum(consolidation, view.questions)
    totals = [(question, sum(count[question.sheet] for count in forums.values())) for question in view.questions]
    kinds = [question.noun.with_number(number) for question, number in totals if number]
    number = sum(number for _, number in totals)
    if not number:
        return describe_none_asked(consolidation, view)
    wait = "waits" if number == 1 else "wait"
    agenda = next((one.title for one in consolidation.book.views if isinstance(one, Agenda)), None)
    pointer = "Se" if number == 1 else "De står på"
    where = Text(f" {pointer} fliken {agenda.sv}.", f" See the sheet {agenda.en}.") if agenda else Text("", "")
    if doubtful := _list_doubtful(consolidation, view):
        more = Text(
            "{where} Därtill går {kinds} inte att läsa helt.", "{where} In addition, {kinds} cannot be read in full."
        )
        where = more.fill(where=where, kinds=doubtful)
    lead = Text("{kinds} väntar på svar: ", "{kinds} {wait} for an answer: ").fill(kinds=list_texts(kinds), wait=wait)
    asked = {forum: sum(count.values()) for forum, count in forums.items()}
    return Text(
        f"{lead.sv}{_list_forums(asked, 'sv', _LONGEST_LINE - len(lead.sv + where.sv))}.{where.sv}",
        f"{lead.en}{_list_forums(asked, 'en', _LONGEST_LINE - len(lead.en + where.en))}.{where.en}",
    )


def _list_forums(asked: Mapping[Text, int], language: Language, longest: int) -> str:
    """How much is asked of each forum, of those that least is asked of together where there is no room; last of nobody.

    The numbers add up to all that is asked.
    """
    named = {f"{forum.localize(language)} {number}": number for forum, number in asked.items() if forum.sv}
    nobody = [f"{_NO_FORUM.localize(language)} {number}" for forum, number in asked.items() if not forum.sv]
    line = _list_words([*named, *nobody], language)
    for kept in range(len(named) - 2, 0, -1):
        if len(line) <= longest:
            break
        most = sorted(named, key=lambda told: -named[told])[:kept]
        others = f"{_OTHER_FORUMS.localize(language)} {sum(named.values()) - sum(map(named.__getitem__, most))}"
        line = _list_words([*(told for told in named if told in most), others, *nobody], language)
    return line


def _list_words(told: Sequence[str], language: Language) -> str:
    return list_texts(list(map(neutral_text, told))).localize(language)


def _sentence_of_awaited(consolidation: Consolidation) -> Text:
    """Who is awaited by name, as far as there is room, and how many have sent something other than a plan."""
    unsaid, rest = explain_unknown_groups(consolidation), _others(consolidation)
    names = [one.words for one in consolidation.groups_in(Standing.AWAITED)]
    count = Standing.AWAITED.describe_count(len(names))
    if unsaid and names:
        return Text(f"{count.sv}. {unsaid.sv}{rest.sv}", f"{count.en}. {unsaid.en}{rest.en}")
    if not names:
        told = unsaid or NOBODY_AWAITED
        return Text(f"{told.sv}{rest.sv}", f"{told.en}{rest.en}")
    return Text(
        _shorten_names(f"{count.sv}: ", [one.sv for one in names], "sv", len(rest.sv)) + rest.sv,
        _shorten_names(f"{count.en}: ", [one.en for one in names], "en", len(rest.en)) + rest.en,
    )


def _others(consolidation: Consolidation) -> Text:
    """How many have sent an empty plan, something in another form, or what cannot be said, and are without a group."""
    named = Counter(one.standing for one in consolidation.standings if is_named_group(one.name))
    told = [
        standing.describe_count(named[standing])
        for standing in (Standing.EMPTY, Standing.OTHER_FORM, Standing.UNKNOWN)
        if named[standing]
    ]
    listed = list_texts(told)
    sv, en = listed.sv, listed.en
    of_groups = Text(f" {sv[:1].upper()}{sv[1:]}.", f" {en[:1].upper()}{en[1:]}.") if told else neutral_text("")
    unnamed = len(consolidation.standings) - named.total()
    without = _WITHOUT_GROUP.with_number(unnamed)
    return Text(f"{of_groups.sv} {without.sv}", f"{of_groups.en} {without.en}") if unnamed else of_groups
