"""Workbooks that carry a saving time of their own, not that of the computer's clock."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def resaved(data: bytes, saved: datetime) -> bytes:
    """The same workbook with that saving time; the same bytes for the same contents."""
    target = BytesIO()
    stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in package.namelist():
            content = package.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            new.writestr(zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
