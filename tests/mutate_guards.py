"""Breaks ten guards, one at a time, in a copy of the code: each is to make a test fail.

`python -m tests.mutate_guards [WORD…]` says of each, or of those whose names hold a word, which test found it, and ends
with 1 where none did. A test that fails before anything is broken finds nothing, and is named. A guard whose text is
not in its file any more is an error: mend the list.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Guard(NamedTuple):
    """A place in the code, what is put there, and the test modules of which one is to fail."""

    name: str
    path: str
    text: str
    broken: str
    tests: str


GUARDS = (
    Guard(
        "text is never written as a formula",
        "excel/writer.py",
        "            case str():\n                self.write_string(row, column, value, look_of)",
        '            case str() if value[:1] == "=":\n'
        "                self.write_formula(row, column, value, look_of)\n"
        "            case str():\n                self.write_string(row, column, value, look_of)",
        "test_template",
    ),
    Guard(
        "a reference to no row is told",
        "interpretation/row_references.py",
        "    near = keys.keys_by_label.get(normalize_text(label)) if label else None\n",
        "    return ReadValue(words)\n    near = keys.keys_by_label.get(normalize_text(label)) if label else None\n",
        "test_interpretation_cases",
    ),
    Guard(
        "a key that stands twice is told",
        "validation.py",
        "for same in rows.values():",
        "for same in list(rows.values())[:0]:",
        "test_rules",
    ),
    Guard(
        "a file is replaced whole",
        "excel/atomic_write.py",
        "        temporary.replace(path)",
        "        path.write_bytes(temporary.read_bytes())",
        "test_writing",
    ),
    Guard(
        "a package that swells is refused",
        "package/archive.py",
        "    return not any(",
        "    return True or not any(",
        "test_package",
    ),
    Guard(
        "a part with a DOCTYPE is refused",
        "package/archive.py",
        'if b"!" in part and _FORBIDDEN.search(part):',
        "if False:",
        "test_package",
    ),
    Guard(
        "a day outside all plans' years is not read",
        "interpretation/days.py",
        "    return day.year in YEARS\n",
        "    return bool(day.year)\n",
        "test_interpretation_cases test_interpretation test_interpretation_properties",
    ),
    Guard(
        "a link that is longer than Excel takes is text",
        "excel/references.py",
        "LONGEST_LINK = 2000",
        "LONGEST_LINK = 20_000",
        "test_master_facts",
    ),
    Guard(
        "a status has its symbol beside its colour",
        "master/sheet/tables.py",
        "look.tone_style(term.tone, term.symbol)",
        "look.tone_style(term.tone, term.symbol[:0])",
        "test_master",
    ),
    Guard(
        "a formula has its value stored",
        "master/sheet/page_frame.py",
        "content.formula, look_of, content.value)",
        "content.formula, look_of)",
        "test_master_sheet test_master",
    ),
)


def is_found(guard: Guard, failing: Sequence[str]) -> bool:
    """Whether another test fails where the guard is broken. Raises LookupError where the guard is not there."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "build"))
        path = copy / "hplan_xl" / guard.path
        code = path.read_text(encoding="utf-8")
        if code.count(guard.text) != 1:
            raise LookupError(f"{guard.name}: its text stands {code.count(guard.text)} times in {guard.path}")
        path.write_text(code.replace(guard.text, guard.broken), encoding="utf-8")
        failed = failures(copy, guard.tests.split(), "-x", *(f"--deselect={test}" for test in failing))
        print(f"{'found    ' if failed else 'NOT FOUND'}  {guard.name}: {''.join(failed)}", flush=True)
        return bool(failed)


def failures(code: Path, modules: Iterable[str], *options: str) -> list[str]:
    """The tests of these modules that fail with that code."""
    tests = [f"tests/{name}.py" for name in modules]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, *tests]
    env = {**os.environ, "PYTHONPATH": str(code)}  # before any hplan_xl that is installed
    done = subprocess.run(command, cwd=code, env=env, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout + done.stderr)
    told = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    return [line.removeprefix("FAILED ").partition(" - ")[0] for line in told]


def main(words: list[str]) -> int:
    """The exit status."""
    guards = [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]
    failing = failures(ROOT, sorted({module for guard in guards for module in guard.tests.split()}))
    for test in failing:
        print(f"fails before anything is broken: {test}", flush=True)
    found = [is_found(guard, failing) for guard in guards]
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
