"""Which lines of a page are its report: those that trafilatura takes for it, and the tables and numbers that it leaves out.

trafilatura only chooses; the words are the page's own. It loads nothing, guesses no language and drops no repeated line. Where it
finds nothing, everything on the page is kept but its furniture (navigation, side columns, footers, forms).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from lxml import etree

from .markup import Line

WORD = re.compile(r"\w+")
#: Words that stand together in both: a line is chosen when this share of its runs of three words is.
RUN, SHARE = 3, 0.6


def chosen(lines: Sequence[Line], root: etree._Element) -> list[Line]:
    """The lines that belong to the report, in the order of the page. `root` is used up."""
    body = [line for line in lines if not line.furniture]
    text = _main_text(root)
    exact = {_key(line) for line in text.split("\n")}
    runs = set(_runs(WORD.findall(text.casefold())))
    kept = [line for line in body if _key(line.words) in exact or _among(line.words, runs)]
    if not kept:
        return body
    around, first, last = _around(kept), body.index(kept[0]), body.index(kept[-1])
    known = {id(line) for line in kept}
    return [
        line
        for n, line in enumerate(body)
        if id(line) in known
        or (_within(line.element, around) and _counts(line, among=first < n < last))
        or _headline(line, n < first)
    ]


def _main_text(root: etree._Element) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            root, favor_recall=True, include_comments=False, include_tables=True, include_images=False, include_links=False,
            deduplicate=False, with_metadata=False,
        )  # fmt: skip
    except Exception:  # whatever it stumbles over: the page is kept whole then
        return ""
    return "" if found is None or isinstance(found, dict) else found.text or ""


def _key(words: str) -> str:
    return " ".join(WORD.findall(words.casefold()))


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]


def _among(words: str, runs: set[tuple[str, ...]]) -> bool:
    own = _runs(WORD.findall(words.casefold()))
    return bool(own) and sum(run in runs for run in own) >= SHARE * len(own)


def _around(kept: Sequence[Line]) -> etree._Element:
    """The smallest element that holds every chosen line."""
    common: list[etree._Element] | None = None
    for line in kept:
        path = [*reversed(list(line.element.iterancestors())), line.element] if line.element is not None else []
        common = path if common is None else [a for a, b in zip(common, path, strict=False) if a is b]
    return common[-1] if common else None


def _within(element: etree._Element, around: etree._Element) -> bool:
    return element is not None and (around is None or element is around or any(a is around for a in element.iterancestors()))


def _counts(line: Line, *, among: bool) -> bool:
    """Whether a line that was left out may count people: a row of a table, or a line with a number or a heading between others."""
    if line.row:
        return line.linked * 2 <= len(line.words)
    return among and line.linked * 2 <= len(line.words) and (line.heading or any(c.isdigit() for c in line.words))


def _headline(line: Line, before: bool) -> bool:
    return before and line.tag == "h1"
