"""What a page says about itself: its day, title, publisher and address, each from the first place that tells it.

day: JSON-LD `datePublished` → `article:published_time` and its like → `<time datetime>` → the address (/2020/11/14/)
title: JSON-LD `headline` → `og:title` → `<h1>` → `<title>`
publisher: JSON-LD `publisher` → `og:site_name` → `dc.publisher`, `citation_publisher`
address: `<link rel=canonical>` → `og:url` → JSON-LD `url` → the browser's "saved from"
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from lxml import etree

from .days import day

Found = TypeVar("Found")
PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "parsely-pub-date", "sailthru.date", "publishdate",
    "publish-date", "publish_date", "published_time", "pubdate", "date",
)  # fmt: skip
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher")
ARTICLE = re.compile(r"(?:Article|Posting|Report|WebPage|CreativeWork|PressRelease)$")
IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/.-]|$)")
SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)")
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is told; None where nothing is. `day_from` is empty when the page tells its day outright."""

    published: date | None = None
    day_from: str = ""
    title: str | None = None
    publisher: str | None = None
    address: str | None = None
    language: str | None = None


def metadata(root: etree._Element, text: str, found_under: str | None = None) -> Metadata:
    """What the page says about itself. `found_under` is the address it was loaded from, when an archive tells."""
    metas, data = dict(_metas(root)), _articles(root)
    address = _first(_web, _canonical(root), metas.get("og:url"), *(_text(d.get("url")) for d in data), _saved(text))
    stated = [_text(d.get("datePublished")) for d in data] + [metas.get(name) for name in PUBLISHED] + _times(root)
    published = next((found for found in map(day, stated) if found), None)
    in_address = None if published else _first(_day_in, found_under, address)
    html = root if root.tag == "html" else None
    return Metadata(
        published or in_address,
        "the address" if in_address else "",
        _first(
            _words, *(_text(d.get("headline")) for d in data), metas.get("og:title"), _element(root, "h1"), _element(root, "title")
        ),
        _first(_words, *(_named(d.get("publisher")) for d in data), *(metas.get(name) for name in PUBLISHER)),
        address,
        (html.get("lang") or "")[:2].casefold() or None if html is not None else None,
    )


def _first(taken: Callable[[str], Found | None], *candidates: str | None) -> Found | None:
    """What the first candidate gives that gives anything."""
    return next((found for candidate in candidates if candidate and (found := taken(candidate))), None)


def _metas(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Names and contents of the meta elements, the first of a name last: it wins in a dictionary."""
    for meta in reversed(list(root.iter("meta"))):
        name, content = meta.get("property") or meta.get("name") or meta.get("itemprop"), meta.get("content")
        if name and content and content.strip():
            yield name.strip().casefold(), content


def _articles(root: etree._Element) -> list[dict[str, object]]:
    """The articles that JSON-LD describes, and whatever lies in it that has a headline; broken JSON is passed over."""
    found: list[dict[str, object]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().casefold() == "application/ld+json":
            try:
                found += _things(json.loads(script.text or "", strict=False), 0)
            except (ValueError, RecursionError):
                continue
    fitting = [thing for thing in found if any(ARTICLE.search(str(kind)) for kind in _listed(thing.get("@type")))]
    return sorted(fitting, key=lambda thing: "headline" not in thing and "datePublished" not in thing)


def _things(given: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > DEEPEST:
        return
    for thing in _listed(given):
        if isinstance(thing, dict):
            yield thing
            yield from _things(thing.get("@graph"), depth + 1)
            yield from _things(thing.get("mainEntity"), depth + 1)


def _listed(given: object) -> list[object]:
    return given if isinstance(given, list) else [given]


def _text(given: object) -> str | None:
    return given if isinstance(given, str) else None


def _named(given: object) -> str | None:
    """The name of a JSON-LD organisation, or of the first of several."""
    first = _listed(given)[0] if _listed(given) else None
    return _text(first.get("name")) if isinstance(first, dict) else _text(first)


def _times(root: etree._Element) -> list[str | None]:
    """`<time datetime>` in the article if there is one, those marked as the day of publication first; never of a comment or box."""
    articles = list(root.iter("article"))
    marked = [t for t in root.iter("time") if t.get("pubdate") is not None or (t.get("itemprop") or "") == "datePublished"]
    plain = list(articles[0].iter("time")) if len(articles) == 1 else list(root.iter("time"))
    only = plain if len(articles) == 1 or len(plain) == 1 else []
    return [t.get("datetime") for t in (*marked, *only)]


def _canonical(root: etree._Element) -> str | None:
    return next((link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").casefold().split()), None)


def _saved(text: str) -> str | None:
    found = SAVED.search(text[:4096])
    return found.group(1) if found else None


def _element(root: etree._Element, tag: str) -> str | None:
    element = next(root.iter(tag), None)
    return "".join(element.itertext()) if element is not None else None


def _words(text: str) -> str | None:
    return " ".join(text.split()) or None


def _web(text: str) -> str | None:
    """An address that a browser could open, without white space; a relative one says nothing."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    return text.strip() if parts.scheme in {"http", "https"} and parts.netloc and not re.search(r"\s", text.strip()) else None


def _day_in(address: str) -> date | None:
    found = IN_ADDRESS.search(address)
    return day(f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}") if found else None
