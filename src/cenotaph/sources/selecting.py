"""Which lines of a page are its report. trafilatura finds where it lies; the words are the page's own, and all that lie there.

The report's place is the `<article>` (or `<main>`) that holds most of what trafilatura takes for it, or else the smallest element
that holds all of it. Every line in that place is kept but links that lead elsewhere and boxes for sharing and comments: trafilatura
alone would drop whole paragraphs without a word. Where it finds less than half of the page's prose, everything on the page is
kept but its furniture (navigation, side columns, footers, forms). It loads nothing, and no language is guessed.
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
#: A line of prose: long enough to be a sentence, and mostly no link.
PROSE = 60
BOX = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|shar(?:e|ing)|social|newsletter|promo|advert\w*|sidebar|breadcrumbs?|cookies?|subscri\w+)(?=$|[\s_-])",
    re.I,
)


def chosen(lines: Sequence[Line], root: etree._Element) -> list[Line]:
    """The lines that belong to the report, in the order of the page. `root` may be changed."""
    body = [line for line in lines if not line.furniture]
    boxes = _boxes(body)
    boxed = [any(e in boxes for e in _path(line.element)) for line in body]
    homes = [_home(line.element) for line in body]
    paths = [_path(line.element) for line in body]
    text = _main_text(root)
    exact = {_key(line) for line in text.split("\n")}
    runs = set(_runs(WORD.findall(text.casefold())))
    taken = [_key(line.words) in exact or _among(line.words, runs) for line in body]
    place = _place(body, taken, homes, paths) if any(taken) else None
    inside = [place is None or any(e is place for e in path) for path in paths]
    prose = [len(line.words) if _prose(line) and not box else 0 for line, box in zip(body, boxed, strict=True)]
    if 2 * sum(size for size, within in zip(prose, inside, strict=True) if within) < sum(prose):
        inside = [True] * len(body)
    first = taken.index(True) if any(taken) else 0
    kept = [
        line
        for n, line in enumerate(body)
        if not (boxed[n] and _leads_away(line))
        and (taken[n] or (inside[n] and _told(line, boxed=boxed[n])) or (line.tag == "h1" and n < first))
    ]
    return kept or body


def _place(
    body: Sequence[Line], taken: Sequence[bool], homes: Sequence[etree._Element], paths: Sequence[list[etree._Element]]
) -> etree._Element:
    """The article that holds at least half of what was taken; else the smallest element that holds all of it."""
    sizes: dict[int, int] = {}
    for line, home, chose in zip(body, homes, taken, strict=True):
        sizes[id(home)] = sizes.get(id(home), 0) + len(line.words) * chose
    best = max((home for home in homes if home is not None), key=lambda home: sizes[id(home)], default=None)
    if best is not None and 2 * sizes[id(best)] >= sum(sizes.values()):
        return best
    common: list[etree._Element] | None = None
    for path, chose in zip(paths, taken, strict=True):
        if chose:
            common = path if common is None else [a for a, b in zip(common, path, strict=False) if a is b]
    return common[-1] if common else None


def _path(element: etree._Element) -> list[etree._Element]:
    """The element and all that it lies in, from the page down."""
    return [] if element is None else [*reversed(list(element.iterancestors())), element]


def _home(element: etree._Element) -> etree._Element:
    """The outermost article that an element lies in, else the main part of the page."""
    path = _path(element)
    articles = [e for e in path if e.tag == "article" or e.get("itemprop") == "articleBody"]
    mains = [e for e in path if e.tag == "main" or e.get("role") == "main"]
    return next(iter(articles or mains), None)


def _boxes(body: Sequence[Line]) -> set[etree._Element]:
    """The boxes for sharing, comments or other reports, by the names they were given; none holds a third of the page."""
    sizes: dict[etree._Element, int] = {}
    for line in body:
        for element in _path(line.element):
            sizes[element] = sizes.get(element, 0) + len(line.words)
    most = sum(len(line.words) for line in body) / 3
    named = (e for e in sizes if any(BOX.search(e.get(name) or "") for name in ("class", "id")))
    return {e for e in named if sizes[e] <= most}


def _prose(line: Line) -> bool:
    return len(line.words) >= PROSE and line.linked * 2 <= len(line.words)


def _told(line: Line, *, boxed: bool) -> bool:
    """Whether a line that lies in the place of the report is part of it: a row of a table always, but for links."""
    return not _leads_away(line) and (line.row or not boxed)


def _leads_away(line: Line) -> bool:
    """Whether a line is little else than links to other pages."""
    return line.linked * 5 > len(line.words) * 4


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
