"""gzip: what a `.gz` file holds, a WARC record by record, anything else unpacked and read as what it is."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

from ..model.reports import Refusal
from . import opening
from .documents import WHOLE, Document
from .limits import Limits, Read
from .records import Refused

WARC = b"WARC/"
BROKEN = "Get it again: it is damaged or cut off."


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """The reports of the one file inside."""
    inner = document.file_name[:-3] if document.ending == ".gz" else document.file_name
    try:
        with document.opened() as file, gzip.GzipFile(fileobj=file) as unpacked:
            head = unpacked.read(len(WARC))
            payload = b"" if head == WARC else head + unpacked.read(WHOLE + 1 - len(head))
    except (OSError, EOFError, zlib.error):
        yield Refusal(document.place, "the gzip file is broken", BROKEN)
        return
    if head == WARC:
        from . import warc

        yield from warc.compressed_reports(document, limits)
    elif len(payload) > WHOLE:
        yield Refused(document.place).too_large(len(payload), WHOLE, "bytes")
    else:
        yield from opening.opened(document.again(payload, inner), limits)
