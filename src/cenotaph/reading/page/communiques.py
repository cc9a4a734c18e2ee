"""Whose communique a broadcast reads out: "our forces" in it are that body's, though a radio publishes it."""

from __future__ import annotations

import re

from ..lexicon import table

#: How far from its beginning a report tells what it reads out, in characters.
OPENING = 900


def issuer(text: str) -> str | None:
    """The body whose communique or bulletin is read: "[Communique issued by the Northern Front general command]".

    >>> issuer("[Communique issued by the Northern Front command on 19 October]"), issuer("A communique was found.")
    ('Northern Front command', None)
    """
    words = table("context")["communiques"]
    kinds = "|".join(words["kinds"])
    end = rf"(?=\s+(?:{'|'.join(words['ends'])})\b|\s*[;,\]\n(]|\s+-)"
    head = rf"\[[^\]\n]{{0,40}}\b(?:{kinds})\b"
    ways = (
        rf"{head}[^\]\n]{{0,20}}\b(?:issued|released|signed|sent|made public) by (?:the )?(?P<by>[^\]\n;,]{{3,80}}?){end}",
        rf"\[(?:announcer-read |text of )?(?P<of>(?:[A-Z][\w.'-]+ ){{1,6}})(?:{kinds})\b",
        rf"\[(?:{kinds})\]\s*\[(?P<own>[^\]\n;]{{3,80}}?)(?:,[^\]\n]*)?\]",
    )
    opening = text[:OPENING]
    for way in ways:
        match = re.search(way, opening, re.IGNORECASE)
        if match is not None:
            return next(name for name in match.groups() if name).strip()
    return None
