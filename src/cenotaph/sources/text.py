"""Plain text: one file is one report. It begins ` date YYYY-MM-DD`, or its name carries the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .days import day
from .decoding import decoded
from .limits import Limits, Read
from .records import Refused, made

HEADER = re.compile(r"\A\s*date[:\s]\s*(\S*\d\S*)", re.IGNORECASE)
NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")


def reports(path: Path, name: str, limits: Limits) -> Iterator[Read]:
    """The one report that a text file is. Its extracted text is the whole file as decoded, header included."""
    place = str(path)
    if path.stat().st_size > limits.largest * 4:
        yield Refused(place).too_large(path.stat().st_size, limits.largest)
        return
    payload = path.read_bytes()
    text = decoded(payload, place, limits.encoding)
    if not isinstance(text, str):
        yield text
        return
    header = HEADER.match(text)
    stated = header.group(1) if header else None
    published = day(stated) if stated else None
    if stated and published is None:
        yield Refused(place).bad_date(stated)
        return
    in_name = NAMED.search(path.name)
    published = published or (day(in_name.group(1)) if in_name else None)
    yield made({"id": name, "text": text, "date": published}, payload=payload, place=place, limits=limits)
