"""Make all samples anew.

    python samples/make_samples.py [--expected] [FOLDER]

The filled plans come from the TOML files under source/, written by the real template; the faulty ones are edited
copies. The same bytes come out every time. With --expected, what `hplan check` says of each faulty plan is written
beside it too; read it line by line before it is committed.
"""

import argparse
import os
from pathlib import Path

os.environ["OPENPYXL_LXML"] = "False"  # the same bytes whether lxml is installed or not

from filled import filled_plan
from spoiled import spoiled_plans

from hplan_xl.register.catalogue import read_packaged_register

HERE = Path(__file__).parent
FAULTY = HERE / "source" / "faulty.toml"


def make(folder: Path) -> None:
    """Write plans/ and faulty/ into a folder; what else stands there is left alone."""
    register = read_packaged_register()
    sources = sorted(path for path in (HERE / "source").glob("*.toml") if path != FAULTY)
    plans = {plan.name: plan.data for plan in (filled_plan(source, register) for source in sources)}
    faulty = {plan.name: plan.data for plan in spoiled_plans(FAULTY, plans, register)}
    for part, files in (("plans", plans), ("faulty", faulty)):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / part / name).write_bytes(data)


def main() -> None:
    """Make what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Make all samples anew.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE, help="where plans/ and faulty/ go")
    parser.add_argument("--expected", action="store_true", help="also write what hplan check says of faulty plans")
    arguments = parser.parse_args()
    make(arguments.folder)
    if arguments.expected:
        from expected import write_expected

        write_expected(arguments.folder / "faulty")


if __name__ == "__main__":
    main()
