"""ZIP archives with the same bytes every time: fixed dates, fixed order, no compression.

Nothing is compressed, because the output of a compressor depends on the library it was built with.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Final

# Without a zone, as the office formats and ZIP entries have it.
FIXED_TIME: Final = datetime(2025, 9, 22, 9, 0, 0)  # noqa: DTZ001
_ENTRY_TIME: Final = (2025, 9, 22, 9, 0, 0)
_PLAIN_FILE: Final = 0o644 << 16
_UNIX: Final = 3


def packed(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of the named entries in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, date_time=_ENTRY_TIME)
            entry.external_attr = _PLAIN_FILE
            entry.create_system = _UNIX
            archive.writestr(entry, content)
    return out.getvalue()


def with_fixed_dates(office_file: bytes) -> bytes:
    """The same DOCX or XLSX with fixed entry and modification times, and without the version of the library."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    return packed((name, _fixed(name, content)) for name, content in entries)


def _fixed(name: str, content: bytes) -> bytes:
    if name == "docProps/core.xml":
        stamp = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
    if name == "docProps/app.xml":
        return re.sub(rb"(<Application>)[^<]*", rb"\g<1>Office", content)
    return content
