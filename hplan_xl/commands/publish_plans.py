"""The verb of `hplan publish`: plans that are read -> a folder of web pages, without what is not for everybody."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hplan_xl.book.errors import HplanError
from hplan_xl.book.text import Language, Text, join_texts
from hplan_xl.commands.check_plans import CheckResult
from hplan_xl.commands.merge_plans import PlanSelection, gather_plans
from hplan_xl.consolidation.union import Consolidation, localize_phrases
from hplan_xl.excel.atomic_write import refuse_other_contents, write_folder
from hplan_xl.intake.plan_files import PlanReading, Progress
from hplan_xl.intake.sources import is_page
from hplan_xl.intake.states import FileState
from hplan_xl.master.facts.records import name_owners
from hplan_xl.publish.html_files import render_pages
from hplan_xl.publish.page_parts import PersonPlace, find_numbered_plans, leave_out_files, remove_persons_from_plans
from hplan_xl.publish.plan_contents import Publication, find_untold_adoption
from hplan_xl.register.catalogue import Register
from hplan_xl.wording import publish_sentences

_QUOTED = Text("”{title}”", "“{title}”")


@dataclass(frozen=True)
class PublishResult:
    """A written folder, and how many plans have a page in it.

    refusals: why plans that are read have none. notes: what is removed from pages, or lacking on them.
    """

    check_result: CheckResult
    folder: Path
    pages: int
    refusals: tuple[Text, ...]
    notes: tuple[Text, ...]


def publish_plans(
    reading: PlanReading,
    folder: Path,
    register: Register,
    selection: PlanSelection,
    language: Language,
    progress: Progress,
) -> PublishResult:
    """Consolidate the plans of one year as `merge` does, and write a page for each, whole or not at all.

    Raises:
        NoPlans: no file is a plan, or none is for that year.
        HplanError: no plan can be published.
        OutputError: the folder holds anything but earlier pages, or cannot be written.
    """
    refuse_other_contents(folder, _find_own_files(folder))
    checked, consolidation = gather_plans(reading, register, selection, progress)
    refused = tuple(_find_refusals(consolidation))
    public, removals = remove_persons_from_plans(
        leave_out_files(consolidation, {file for file, _ in refused}), language
    )
    publication = Publication(localize_phrases(public, language), language)
    if not publication.plans:
        raise HplanError(join_texts([*(why for _, why in refused), publish_sentences.NOTHING_TO_PUBLISH]))
    written = write_folder(folder, render_pages(publication), _find_own_files(folder))
    notes = (*_describe_removals(publication, removals), *_describe_gaps(publication))
    return PublishResult(checked, written, len(publication.plans), tuple(why for _, why in refused), notes)


def _find_refusals(consolidation: Consolidation) -> Iterator[tuple[str, Text]]:
    """The files of plans that get no page, each with why; with both reasons where there are two."""
    identity = consolidation.book.identity
    used = [file for file in consolidation.files if file.state is FileState.READ]
    names = name_owners(consolidation, {(file.healthcare_region, file.group) for file in used})
    for file in used:
        if not file.is_delivered:
            yield file.name, publish_sentences.EMPTY_PLAN.fill(group=names[file.healthcare_region, file.group])
        elif not file.has_group:  # the name of its file may be a person's, and stands for it everywhere
            column = consolidation.book.sheet(identity.sheet).column(identity.group).title
            yield file.name, publish_sentences.WITHOUT_GROUP.fill(file=file.name, column=column)
    for name, cells in find_numbered_plans(consolidation).items():
        yield name, publish_sentences.PERSONAL_NUMBER.fill(file=name, cells=", ".join(cells))


def _describe_removals(publication: Publication, removals: Sequence[PersonPlace]) -> Iterator[Text]:
    for plan in publication.plans:
        places = [one.place for one in removals if one.file == plan["_file"]]
        if places:
            yield publish_sentences.describe_removals(publication.name_group(plan), places)


def _describe_gaps(publication: Publication) -> Iterator[Text]:
    sentences = (publish_sentences.ADOPTION_NOT_TOLD, publish_sentences.ADOPTION_UNREAD)
    for plan in publication.plans:
        for sentence, lacking in zip(sentences, find_untold_adoption(publication, plan), strict=True):
            columns = join_texts([_QUOTED.fill(title=column.title) for column in lacking], ", ")
            if lacking:
                yield sentence.fill(group=publication.name_group(plan), columns=columns)


def _find_own_files(folder: Path) -> Collection[str]:
    """The pages in a folder that are ours, by their mark."""
    return {path.name for path in folder.glob("*.html") if is_page(path)} if folder.is_dir() else ()
