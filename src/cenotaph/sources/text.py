"""Plain text: one file is one report. It begins ` date YYYY-MM-DD`, or its name carries the day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .days import day
from .decoding import decoded
from .documents import Document
from .limits import Limits, Read
from .records import Refused, report

HEADER = re.compile(r"\A\s*date[:\s]\s*(\S*\d\S*)", re.IGNORECASE)


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """The one report that a text file is. Its extracted text is the whole file as decoded, header included."""
    place = document.place
    if document.size > limits.largest * 4:
        yield Refused(place).too_large(document.size, limits.largest)
        return
    payload = document.payload()
    text = decoded(payload, place, document.around.charset or limits.encoding)
    if not isinstance(text, str):
        yield text
        return
    header = HEADER.match(text)
    stated = header.group(1) if header else None
    published = day(stated) if stated else None
    if stated and published is None:
        yield Refused(place).bad_date(stated)
        return
    yield report(document, {"text": text, "date": published}, payload=payload, limits=limits)
