"""HTML: one page is one report. Its text is what a reader sees of the article, one paragraph, item or table row a line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from ..model.reports import Refusal
from .decoding import decoded, known_encoding
from .documents import MARKUP, Document
from .language import language
from .limits import Limits, Read
from .markup import Line, Unparsed, lines, parsed
from .metadata import metadata
from .records import Refused, report
from .selecting import chosen

CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=\s*["']?|<\?xml[^>]{0,80}?encoding\s*=\s*["'])\s*([\w.:-]{1,40})""", re.IGNORECASE
)
#: As browsers read them: pages that name the first mean the second.
MEANT = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "gb2312": "gbk"}
#: Encodings that write everything in seven bits, and would pass for UTF-8.
SEVEN_BITS = re.compile(r"iso2022|hz")
UNREAD = "Save the page again from a browser, or save its text as a text file."


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """The one report that a page is."""
    place = document.place
    if document.size > limits.largest * MARKUP:
        yield Refused(place).too_large(document.size, limits.largest * MARKUP, "bytes")
        return
    payload = document.payload()
    yield page(document, payload, payload, limits)


def page(document: Document, body: bytes, payload: bytes, limits: Limits, place: str = "") -> Read:
    """The report of a page with the bytes `body`, which came in as `payload` (in an archive: with the server's answer)."""
    place = place or document.place
    text = characters(body, place, document.around.charset, limits.encoding)
    if isinstance(text, Refusal):
        return text
    try:
        root = parsed(text)
        seen = lines(root)
        told = metadata(root, text, document.around.address)
        words = "\n".join(line.words for line in _once(chosen(seen, root), told.title))
    except Unparsed as why:
        return Refusal(place, str(why), UNREAD)
    if not words.strip():
        return Refusal(place, "the page holds no text (it may be made by a script when it is opened)", UNREAD)
    return report(
        document,
        {
            "text": words, "date": told.published, "title": told.title, "outlet": told.publisher, "address": told.address,
            "language": language(words) or told.language,
        },
        payload=payload, limits=limits, place=place, notes=[f"day from {told.day_from}"] if told.day_from else [],
    )  # fmt: skip


def _once(seen: list[Line], title: str | None) -> list[Line]:
    """The lines with the headline once: a page shows it in its path, over the article and as a heading."""
    first = True
    kept: list[Line] = []
    for line in seen:
        if title and line.words == title and len(kept) < 4:
            if not first:
                continue
            first = False
        if not kept or kept[-1].words != line.words or not line.heading:
            kept.append(line)
    return kept


def characters(body: bytes, place: str, stated: str | None, named: str | None) -> str | Refusal:
    """The characters of a page: by its mark, as UTF-8, in the charset that the server or the page states, or a person names."""
    declared = CHARSET.search(body[:4096])
    for name in (stated, declared.group(1).decode("ascii") if declared else None):
        found = meant(name) if name else None
        if found is not None:
            if SEVEN_BITS.match(found):
                return _in_seven_bits(body, found, place)
            return decoded(body, place, found)
    return decoded(body, place, named)


def meant(name: str) -> str | None:
    """The encoding that a charset's name stands for; None when it stands for none, or for UTF-8 or UTF-7.

    >>> meant("latin-1"), meant("x-unknown"), meant("utf8")
    ('cp1252', None, None)
    """
    try:
        found = codecs.lookup(known_encoding(name.strip())).name
    except ValueError:
        return None
    return None if found.startswith("utf-") else MEANT.get(found, found)


def _in_seven_bits(body: bytes, encoding: str, place: str) -> str | Refusal:
    try:
        return body.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except (UnicodeDecodeError, ValueError):
        return Refusal(place, f"it says that it is {encoding}, but is none", "Save it as UTF-8.")
