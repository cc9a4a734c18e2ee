"""RSS and Atom: each entry is a report, with its words, day and link, and the feed's title for a publisher.

The bytes of such a report are those of its element in the file. Nothing is loaded: no entity may be declared, no address opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_tz
from xml.parsers import expat

from ..model.reports import Refusal
from .days import day
from .documents import MARKUP, Document
from .language import language
from .limits import Limits, Read
from .markup import Unparsed, plain
from .records import Refused, report

ENTRIES = {"item", "entry"}
FEEDS = {"rss", "feed", "RDF"}
MEND = "Save the feed again from its address, or mend the XML."


class _Declares(Exception):
    """The file declares an entity."""


@dataclass
class _Map:
    """Where the entries lie in the bytes of a feed."""

    entries: list[tuple[int, int]] = field(default_factory=list)
    root: str = ""
    depth: int = 0
    opened: tuple[int, int] | None = None


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """Each entry's report, numbered in the order of the feed."""
    payload = document.payload()
    if len(payload) > limits.largest * MARKUP:
        yield Refused(document.place).too_large(len(payload), limits.largest * MARKUP, "bytes")
        return
    mapped = _mapped(payload, document.place)
    if isinstance(mapped, Refusal):
        yield mapped
        return
    channel, entries = _parsed(payload)
    if len(entries) != len(mapped.entries):
        yield Refusal(document.place, f"the feed has {len(mapped.entries)} entries, of which {len(entries)} can be told", MEND)
        return
    for number, (entry, (start, end)) in enumerate(zip(entries, mapped.entries, strict=True), 1):
        yield _entry(document, number, entry, channel, payload[start:end], limits)


def _parsed(payload: bytes) -> tuple[Mapping[str, object], list[Mapping[str, object]]]:
    """What the feed tells of itself and of each entry, by feedparser: it knows the dialects."""
    import feedparser

    told = feedparser.parse(
        io.BytesIO(payload),  # bytes or a string might be taken for a file's name or an address, and opened
        response_headers={"content-type": "application/xml"}, sanitize_html=False, resolve_relative_uris=False,
    )  # fmt: skip
    return told.feed, list(told.entries)


def _mapped(payload: bytes, place: str) -> _Map | Refusal:
    """Where the entries lie, or what is wrong with the XML."""
    parser, mapped = expat.ParserCreate(), _Map()

    def start(tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        mapped.root = mapped.root or name
        if name in ENTRIES and mapped.opened is None:
            mapped.opened = (mapped.depth, parser.CurrentByteIndex)
        mapped.depth += 1

    def end(_: str) -> None:
        mapped.depth -= 1
        if mapped.opened and mapped.opened[0] == mapped.depth:
            closed = payload.find(b">", parser.CurrentByteIndex) + 1
            mapped.entries.append((mapped.opened[1], closed))
            mapped.opened = None

    def declared(*_: object) -> None:
        raise _Declares

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, declared
    try:
        parser.Parse(payload, True)
    except _Declares:
        return Refusal(
            place, "the XML declares entities, which is not read: they can swell or load other files", "Save the feed without them."
        )
    except expat.ExpatError as error:
        return Refusal(f"{place}:{error.lineno}", f"the XML is broken ({expat.ErrorString(error.code)})", MEND)
    except (ValueError, LookupError):
        return Refusal(place, "the XML is in an encoding that is not known", "Save the feed as UTF-8.")
    if mapped.root not in FEEDS:
        return Refusal(
            place,
            f"it is XML, but no feed (it begins with {mapped.root[:40]!r})",
            "Save its text as a text file or its rows as CSV.",
        )
    return mapped


def _entry(
    document: Document, number: int, entry: Mapping[str, object], channel: Mapping[str, object], payload: bytes, limits: Limits
) -> Read:
    place = f"{document.place}:{number}"
    contents = [c for c in _pieces(entry.get("content")) if "html" in c.get("type", "") or c.get("type", "").startswith("text")]
    notes = [] if contents else ["only the feed's summary, not the whole report"]
    html = next((c["value"] for c in contents if c.get("value", "").strip()), "") or _told(entry, "summary")
    title = _line(_told(entry, "title"))
    try:
        words = plain(html) if html.strip() else ""
    except Unparsed as why:
        return Refusal(place, str(why), MEND)
    if not words.strip():
        return Refusal(place, "the entry has no words but its headline", "Save the page that it leads to, and bring that in.")
    text = words if not title or words.startswith(title) else f"{title}\n{words}"
    published = _day(_told(entry, "published"))
    if published is None:
        published = _day(_told(entry, "updated"))
        notes += ["day from `updated`"] if published else []
    if published is None and _told(entry, "published"):
        return Refused(place).bad_date(_told(entry, "published"))
    if published is None:
        return Refusal(place, "it has no publication day", "Save the page that it leads to, with its day in the file's name.")
    return report(
        document,
        {
            "id": _id(document, entry, channel, number), "text": text, "date": published, "title": title,
            "outlet": _line(_told(channel, "title")), "address": _address(entry),
            "language": language(text) or (_told(entry, "language") or _told(channel, "language"))[:2].casefold() or None,
        },
        payload=payload, limits=limits, place=place, notes=notes,
    )  # fmt: skip


def _pieces(content: object) -> list[dict[str, str]]:
    return [{k: str(v) for k, v in dict(piece).items()} for piece in content] if isinstance(content, list) else []


def _told(entry: Mapping[str, object], key: str) -> str:
    value = dict.get(entry, key) if isinstance(entry, dict) else None  # feedparser's own `get` takes one day for another
    return value if isinstance(value, str) else ""


def _line(html: str) -> str:
    """A title as words: feeds write markup and entities in it."""
    if not re.search(r"[<&]", html):
        return " ".join(html.split())
    try:
        return " ".join(plain(html).split())
    except Unparsed:
        return " ".join(html.split())


def _address(entry: Mapping[str, object]) -> str | None:
    link = _told(entry, "link").strip()
    return link if re.match(r"https?://\S+$", link) else None


def _id(document: Document, entry: Mapping[str, object], channel: Mapping[str, object], number: int) -> str:
    """The entry's own id, so that the feed of tomorrow brings the same report and not another; else its link; else its number."""
    own = _told(entry, "id").strip()
    if own and ":" not in own:
        own = f"{_told(channel, 'link') or document.name}#{own}"
    return own or _address(entry) or f"{document.name}-{number}"


def _day(stated: str) -> date | None:
    """The day as it is written, in the publisher's own zone."""
    found = day(stated)
    if found:
        return found
    try:
        parts = parsedate_tz(stated)
        return date(*parts[:3]) if parts else None
    except (ValueError, TypeError, IndexError):
        return None
