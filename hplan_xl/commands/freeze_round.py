"""The verbs of `hplan freeze` and `hplan verify`: the files of a round with their master, and whether they still hold.

Both make the master in the same way: from the files as they lie in the round, unpacked in a folder of its own, so that
what is said of them does not depend on where they were found.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from hplan_xl import __version__
from hplan_xl.book.errors import HplanError, NotAWorkbook, OutputError, WrongEnding, explain_os_error
from hplan_xl.book.text import LANGUAGES, Language, Text
from hplan_xl.commands.begin_reading import begin_reading
from hplan_xl.commands.check_plans import CheckResult, read_plans
from hplan_xl.commands.merge_plans import (
    MergeOrder,
    MergeResult,
    consolidate_outcomes,
    count_rows,
    refuse_unknown_exclusion,
)
from hplan_xl.commands.read_register import read_register_workbook
from hplan_xl.consolidation.union import Consolidation
from hplan_xl.excel import atomic_write
from hplan_xl.intake.plan_files import Progress
from hplan_xl.intake.round_files import (
    INPUTS,
    MASTER,
    MOST_BYTES,
    REGISTERS,
    LaidFile,
    NotARound,
    Round,
    build_round,
    describe_round,
    find_changes,
    lay_files,
    read_made,
    read_round,
)
from hplan_xl.intake.selection import fold_file_name
from hplan_xl.intake.sources import MOST_ZIP_MEMBERS, find_files, is_deck, is_round
from hplan_xl.master.write import build_master, compose_five_sentences
from hplan_xl.package.archive import open_archive
from hplan_xl.register.catalogue import extend_packaged_register, is_register_workbook
from hplan_xl.register.name_search import is_register
from hplan_xl.wording import round_sentences

_TITLE = Text("{book} {year}: omgång", "{book} {year}: round")
_NAME = "hplan-{year}-{day}"
_LANGUAGES: Mapping[str, Language] = {language: language for language in LANGUAGES}


def freeze_round(
    paths: Sequence[str], output: Path, register_file: Path | None, order: MergeOrder, progress: Progress
) -> MergeResult:
    """Write a round: the files under the paths as they are, the master of them, and what tells that they still are.

    register_file: the register that is used, which goes along; None for hplan's own.

    Raises:
        HplanError: a path does not exist or is a round, no file is a plan, or none is for the year.
        OutputError: the round cannot be written, or would replace an input or a file that is no round.
    """
    for path in filter(is_round, paths):
        raise HplanError(round_sentences.ALREADY_FROZEN.fill(path=path))
    found = [file for file in find_files(paths) if not _is_beside_plans(Path(file[0]))]
    _refuse(output, [Path(path) for path, _ in found], order)
    laid = lay_files(found, paths)
    contents, notes = _read_files(laid)
    if register_file:
        name = REGISTERS[0] if is_register_workbook(register_file) else REGISTERS[1]
        contents[name] = register_file.read_bytes()
    excluded = {word: _name_in_round(word, laid) for word in sorted(order.excluded_files)}
    order = replace(order, excluded_files=frozenset(excluded.values()))
    checked, consolidation, master = _make_master(contents, paths, order, progress)
    for word, name in excluded.items():
        refuse_unknown_exclusion(word, {name}, [file.name for file in consolidation.files])
    contents[MASTER] = master
    written = atomic_write.write_atomically(output, build_round(contents, _describe(consolidation, order, contents)))
    sentences = compose_five_sentences(consolidation)
    return MergeResult(checked, consolidation, sentences, count_rows(consolidation), (written,), notes)


def _is_beside_plans(path: Path) -> bool:
    """Whether a file is none that came in: the register, an earlier round, slides of ours, or a master."""
    return is_register(path) or is_round(path) or is_deck(path) or atomic_write.has_mark(path, atomic_write.MASTER_MARK)


def _refuse(output: Path, inputs: Sequence[Path], order: MergeOrder) -> None:
    if output.suffix.lower() != ".zip":
        raise WrongEnding(round_sentences.NOT_ZIP.fill(path=atomic_write.suggest_stem(output)))
    atomic_write.refuse_place(output)
    atomic_write.refuse_input(output, inputs)
    if output.is_file() and not order.force and not is_round(output):
        raise OutputError(round_sentences.NOT_OURS.fill(path=output))


def _read_files(laid: Sequence[LaidFile]) -> tuple[dict[str, bytes], tuple[Text, ...]]:
    """The bytes of the files by their names in the round, and what is said of those that cannot be read."""
    contents: dict[str, bytes] = {}
    notes = []
    left = MOST_BYTES
    for file in laid:
        try:
            path = Path(file.path)
            if not path.is_file():
                notes.append(round_sentences.NO_PLAIN_FILE.fill(file=file.told_as))
                continue
            left -= path.stat().st_size
            if left < 0:
                raise OutputError(round_sentences.TOO_LARGE.fill(most=MOST_BYTES // 2**20, files=MOST_ZIP_MEMBERS))
            contents[file.name] = path.read_bytes()
        except OSError as error:
            notes.append(round_sentences.NOT_FROZEN.fill(file=file.told_as, why=explain_os_error(error)))
    return contents, tuple(notes)


def _name_in_round(word: str, laid: Sequence[LaidFile]) -> str:
    """A file that is left out, by its name in the round; the last part of a name is the same there."""
    typed = fold_file_name(word)
    for file in laid:
        told = fold_file_name(file.told_as)
        if typed == told or typed.startswith(f"{told}/"):
            return file.name + typed.removeprefix(told)
    return word


def _make_master(
    contents: Mapping[str, bytes], given: Sequence[str], order: MergeOrder, progress: Progress
) -> tuple[CheckResult, Consolidation, bytes]:
    """Make the master of the files of a round, as they lie in it. Raises HplanError as `merge_plans` does.

    given: the paths that sentences speak of where there is no plan.
    """
    with _unpack_round(contents) as folder:
        lying = next((folder / name for name in REGISTERS if name in contents), None)
        if lying and is_register_workbook(lying):
            register = read_register_workbook(lying)
        else:
            register = extend_packaged_register(lying)
        with begin_reading([str(folder / INPUTS)], register, root=str(folder)) as reading:
            reading.paths = tuple(given)
            read = partial(read_plans, reading, progress)
            checked, consolidation = consolidate_outcomes(read, reading.book, register, order)
    return checked, consolidation, build_master(consolidation, order.language)


@contextmanager
def _unpack_round(contents: Mapping[str, bytes]) -> Iterator[Path]:
    """The files of a round in a folder, which is gone afterwards. Their names are safe, or they would not be here."""
    try:
        with atomic_write.make_working_folder() as folder:
            for name in (INPUTS, *contents):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / INPUTS).mkdir(exist_ok=True)
            for name, data in contents.items():
                (folder / name).write_bytes(data)
            yield folder
    except OSError as error:
        raise OutputError(atomic_write.NO_TEMPORARY.fill(why=explain_os_error(error))) from error


def _describe(consolidation: Consolidation, order: MergeOrder, contents: Mapping[str, bytes]) -> bytes:
    day = consolidation.as_of.isoformat() if consolidation.as_of else None
    made = {
        "version": __version__,
        "year": consolidation.year,
        "as_of": day,
        "arguments": {
            "year": order.year,
            "as_of": order.as_of.isoformat() if order.as_of else None,
            "exclude": sorted(order.excluded_files),
            "region": list(order.regions),
            "lang": order.language,
        },
    }
    title = _TITLE.fill(book=consolidation.book.title, year=consolidation.year).localize(order.language)
    name = _NAME.format(year=consolidation.year, day=day or consolidation.book.version_date)
    return describe_round(title, name, made, contents)


@dataclass(frozen=True)
class Verification:
    """What is said of a round, and whether all of it is as when it was frozen."""

    sentences: tuple[Text, ...]
    is_whole: bool


def verify_round(path: Path, progress: Progress) -> Verification:
    """Hold a round against what it says of itself, and make its master anew.

    Raises NotARound, with one sentence, where the file is none, may do harm, or does not say how the master was made.
    """
    read = read_round(path)
    changes = find_changes(read)
    if changes and changes != (round_sentences.ZIP_CHANGED,):
        return Verification((*changes, round_sentences.NOT_REMADE), is_whole=False)
    version, order = _read_order(read, path)
    inputs = {name: data for name, data in read.contents.items() if name.startswith(f"{INPUTS}/") or name in REGISTERS}
    _, _, master = _make_master(inputs, [str(path)], order, progress)
    said, holds = _compare(read.contents[MASTER], master, version)
    frozen = round_sentences.ALL_AS_FROZEN.fill(n=len(read.contents))
    return Verification((*(changes or (frozen,)), said), holds and not changes)


def _read_order(read: Round, path: Path) -> tuple[str, MergeOrder]:
    """The version of hplan that made the master, and by which order. Raises NotARound where that is not told."""
    made = read_made(read, path)
    try:
        told: Any = made["arguments"]
        order = MergeOrder(
            year=_read_year(told["year"]),
            as_of=date.fromisoformat(told["as_of"]) if told["as_of"] else None,
            excluded_files=frozenset(map(str, told["exclude"])),
            regions=tuple(map(str, told["region"])),
            language=_LANGUAGES[told["lang"]],
        )
    except (LookupError, TypeError, ValueError):
        raise NotARound(round_sentences.NOT_DESCRIBED.fill(file=path)) from None
    return str(made.get("version")), order


def _read_year(value: object) -> int | None:
    if value is None or isinstance(value, int):
        return value
    raise TypeError(value)


def _compare(then: bytes, now: bytes, version: str) -> tuple[Text, bool]:
    """What is said of the master made anew, and whether nothing is wrong with it."""
    if then == now:
        return round_sentences.MASTER_SAME, True
    if version != __version__:
        return round_sentences.OTHER_VERSION.fill(then=version, now=__version__), True
    parts_then, parts_now = _parts(then), _parts(now)
    differing = sorted(name for name in {*parts_then, *parts_now} if parts_then.get(name) != parts_now.get(name))
    if not differing:
        return round_sentences.MASTER_SAME_PARTS, True
    return round_sentences.MASTER_DIFFERS.fill(parts=", ".join(differing[:3])), False


def _parts(master: bytes) -> Mapping[str, bytes]:
    """The parts of a workbook; {} where it is none that opens."""
    try:
        archive = open_archive(master, MASTER)
        return {name: archive.content(name) for name in archive.members}
    except NotAWorkbook:
        return {}
