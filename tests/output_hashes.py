"""The SHA-256 of everything that the commands write: `python -m tests.output_hashes > hashes.txt`.

For changes that must leave every byte as it is: run before and after, and compare. Templates, register, dictionaries,
samples, what `check` prints, marked copies, repairs, masters with their parts and handouts, in both languages.
"""

import hashlib
import shlex
import shutil
import tempfile
from pathlib import Path

from tests.commands import run

ROOT = Path(__file__).parent.parent
LANGUAGES = ("sv", "en")
COMMANDS = (
    "template --all-groups --year 2026 --due 2026-10-15 -o templates",
    "template --all-groups --year 2026 --region sodra -o templates_sodra",
    "template --group 'RPO Medicinsk diagnostik' --year 2026 -o one.xlsx",
    "register -o register.xlsx",
    "check plans faulty",
    "check plans faulty --format json",
    "check plans faulty --format csv",
    "check plans faulty --mark marked",
    "repair faulty -o repaired",
    "next plans -o next",
    "merge plans -o master.xlsx",
    "merge plans faulty --as-of 2025-12-01 --handout -o faulty_master.xlsx --force",
    "merge plans --split-by council -o by_council",
    "merge plans --split-by region -o by_region",
    "merge plans --split-by group --handout -o by_group",
)


def output_hashes(folder: Path) -> list[str]:
    """A line for each file and each printed text, `hash  name`, by name; what is written is left in the folder."""
    lines = []
    for name in ("plans", "faulty"):
        shutil.copytree(ROOT / "samples" / name, folder / name)
    for language in LANGUAGES:
        for number, command in enumerate(COMMANDS):
            typed = shlex.split(command)
            words = [
                f"{language}_{word}" if before in ("-o", "--mark") else word
                for before, word in zip(["", *typed], typed, strict=False)
            ]
            result = run(*words, "--lang", language, cwd=folder)
            lines.append(f"{_hash(result.stdout.encode())}  {language} {number:02} printed: hplan {command}")
            lines.append(f"{result.returncode:64}  {language} {number:02} status: hplan {command}")
    for base, found in ((folder, folder.rglob("*")), (ROOT, (ROOT / "workbook_templates").glob("*"))):
        lines += [f"{_hash(path.read_bytes())}  {path.relative_to(base)}" for path in found if path.is_file()]
    return sorted(lines, key=lambda line: line[66:])


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(*output_hashes(Path(folder)), sep="\n")
