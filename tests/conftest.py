"""What all tests share: the profile of random examples, and which tests need a tool that is not everywhere."""

import compileall
import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import hplan_xl
from hplan_xl.isolation import pool
from tests import engines
from tests.forks import fork_reader, start_python
from tests.pieces import HANGS, LateWhenItHangs

# The same examples on every machine, busy or not; HPLAN_THOROUGH=1 looks for others.
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("same"), derandomize=False, print_blob=True)
settings.load_profile("thorough" if os.environ.get("HPLAN_THOROUGH") == "1" else "same")


# The Open XML SDK runs half a second for each file: what .NET does to run on and on would be a sixth of it.
os.environ |= {"DOTNET_TieredPGO": "0", "DOTNET_gcConcurrent": "0", "DOTNET_GCgen0size": "0x8000000"}

# The browser's driver and its judge, as .ci/run installs them, and the browser.
BROWSER_TOOLS = Path(__file__).parent.parent / ".ci" / "tools" / "node_modules"
CHROMIUM = shutil.which("chromium") or "chromium"


@pytest.fixture
def late_when_it_hangs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece of work is late as soon as it hangs, and no other is, however busy the machine."""
    monkeypatch.setenv(HANGS, str(tmp_path_factory.mktemp("late") / "hangs"))
    monkeypatch.setattr("hplan_xl.isolation.pool.threading.Timer", LateWhenItHangs)


# Quick, and together through most rooms: what is run with the oldest versions and on each Python (.ci/versions).
SHORT = frozenset({"test_selection.py", "test_submission.py", "test_writer.py"})


# What is about the processes themselves: plans are read in such as people's are, not in forks of one.
OF_PROCESSES = frozenset({"test_isolation.py", "test_process_limits.py", "test_hostile_folder.py", "test_cli.py"})


# What takes longest, by the time it takes; by the number of their tests, as pytest-xdist begins them, some of these
# would come last of all, and one by itself while the other processes have nothing to do.
LONGEST = tuple(
    f"test_{name}.py"
    for name in """
    control promises engines marking master_craft slides cli mails master_truth changes marked_plans master round_trip
    other_programs findings repair next_year standings rules interpretation_properties samples output isolation import
    one_source publish
    """.split()  # noqa: SIM905
)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once: with PYTHONDONTWRITEBYTECODE each of the many processes would do it anew."""
    config.option.loadscopereorder = False
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(hplan_xl.__file__).parent, quiet=2)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the other modules where only the short tests are asked for: to import them all takes longer."""
    others = collection_path.name.startswith("test_") and collection_path.name not in SHORT
    return True if config.option.markexpr == "short" and others else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are run with every version, and begin with what takes longest."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))
    for item in items:
        if item.path.name in SHORT:
            item.add_marker("short")


def pytest_collection_finish() -> None:
    """Let Python's search for what nothing holds pass over the modules, and begin less often: it took a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is not here, with the reason; where all tools are promised, that is a failure."""
    pool.start_process = start_python if item.path.name in OF_PROCESSES else fork_reader
    for marker, look_for in (
        ("libreoffice", _lacking_libreoffice),
        ("sdk", _lacking_sdk),
        ("browser", _lacking_browser),
        ("engines", _lacking_engines),
        ("judge", _lacking_judge),
    ):
        lacking = look_for() if item.get_closest_marker(marker) else ""
        if lacking:
            if os.environ.get("HPLAN_ALL_TOOLS") == "1":
                pytest.fail(f"HPLAN_ALL_TOOLS=1, but {lacking}", pytrace=False)
            pytest.skip(lacking)


def _lacking_libreoffice() -> str:
    return "" if shutil.which("soffice") else "LibreOffice (soffice) is not on the PATH"


def _lacking_sdk() -> str:
    unset = [name for name in ("OOXML_VALIDATOR", "OOXML_CHECKER") if not os.environ.get(name)]
    return f"{' and '.join(unset)} not set: paths of the Open XML SDK validator and its script" if unset else ""


def _lacking_engines() -> str:
    unset = "HPLAN_ENGINES not set: path of a Python that has document-builder and ironcalc"
    return "" if engines.PYTHON else unset


def _lacking_browser() -> str:
    absent = [name for name in ("node", "chromium") if not shutil.which(name)]
    absent += [name for name in ("playwright-core", "axe-core") if not (BROWSER_TOOLS / name).is_dir()]
    return f"not here: {', '.join(absent)}" if absent else ""


def _lacking_judge() -> str:
    absent = [] if shutil.which("node") else ["node"]
    absent += [] if (BROWSER_TOOLS / "hucre").is_dir() else ["hucre"]
    return f"not here: {', '.join(absent)}" if absent else ""
