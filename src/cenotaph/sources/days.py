"""A publication day as people write it in files: ISO, with a time behind it, or day first with dots or slashes."""

from __future__ import annotations

import re
from datetime import date


def day(text: str | None) -> date | None:
    """The day, or None when it is none. 03/04/2020 is refused as None: nobody can tell which is the month.

    >>> day("2020-11-14T09:00:00Z"), day("14.11.2020"), day("03/04/2020")
    (datetime.date(2020, 11, 14), datetime.date(2020, 11, 14), None)
    """
    stripped = (text or "").strip()
    try:
        if re.match(r"\d{4}-\d{2}-\d{2}(?:$|[T\s])", stripped):
            return date.fromisoformat(stripped[:10])
        dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", stripped)
        if dotted:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", stripped)
        if slashed and int(slashed[1]) > 12:
            return date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
        if slashed and int(slashed[2]) > 12:
            return date(int(slashed[3]), int(slashed[1]), int(slashed[2]))
        compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", stripped)
        if compact:
            return date(int(compact[1]), int(compact[2]), int(compact[3]))
    except ValueError:
        return None
    return None
