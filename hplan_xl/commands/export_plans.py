"""The verb of `hplan export`: plans that are read -> a folder of tables with their description."""

from dataclasses import dataclass
from pathlib import Path

from hplan_xl.book.text import Language
from hplan_xl.commands.check_plans import CheckResult
from hplan_xl.commands.merge_plans import PlanSelection, gather_plans
from hplan_xl.excel.atomic_write import refuse_other_contents, write_folder
from hplan_xl.export.data_tables import DESCRIPTOR, DataFormat, DataTable, describe_package
from hplan_xl.export.typed_tables import build_tables
from hplan_xl.intake.plan_files import PlanReading, Progress
from hplan_xl.intake.sources import list_exported_files
from hplan_xl.register.catalogue import Register


@dataclass(frozen=True)
class ExportResult:
    """A written folder: the plans it was made from, and its tables."""

    check_result: CheckResult
    tables: tuple[DataTable, ...]
    folder: Path


def export_plans(
    reading: PlanReading,
    folder: Path,
    register: Register,
    selection: PlanSelection,
    form: DataFormat,
    language: Language,
    progress: Progress,
) -> ExportResult:
    """Consolidate the plans of one year as `merge` does, and write them as tables, whole or not at all.

    Raises:
        NoPlans: no file is a plan, or none is for that year.
        OutputError: the folder holds anything but an earlier export, or cannot be written.
    """
    refuse_other_contents(folder, list_exported_files(folder))
    checked, consolidation = gather_plans(reading, register, selection, progress)
    tables = build_tables(consolidation, language)
    files = {**form.encode(tables), DESCRIPTOR: describe_package(tables, form, consolidation, language)}
    return ExportResult(checked, tables, write_folder(folder, files, list_exported_files(folder)))
