"""What a master is made of: cells, formulas, volatile functions."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

_FORMULA = re.compile(rb"<f[ >][^<]*")
_VOLATILE = re.compile(rb"\b(?:NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(")


@dataclass(frozen=True)
class Facts:
    """filled: cells with a value. blank: cells with a format only. volatile: formulas that Excel always recomputes."""

    filled: int
    blank: int
    formulas: int
    volatile: int


def facts(master: Path) -> Facts:
    """What stands in the sheets of a master."""
    filled = blank = formulas = volatile = 0
    with zipfile.ZipFile(master) as package:
        for name in package.namelist():
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                continue
            part = package.read(name)
            values, cells, told = part.count(b"<v>"), part.count(b"<c "), _FORMULA.findall(part)
            filled, blank, formulas = filled + values, blank + cells - values, formulas + len(told)
            volatile += sum(bool(_VOLATILE.search(formula)) for formula in told)
    return Facts(filled, blank, formulas, volatile)
