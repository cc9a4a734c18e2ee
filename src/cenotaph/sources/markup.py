"""HTML to lines as a reader sees them: headings, paragraphs, list items and table rows, each on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from .records import printable

#: libxml2 stops at this depth, and what is deeper would be lost without a word.
DEEP = "depth"
PARAGRAPHS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "noframes", "ol", "optgroup", "option", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "td", "th",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: What no reader sees: code, forms' insides, frames, pictures' innards.
UNSEEN = frozenset({
    "applet", "area", "audio", "base", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "link", "map",
    "math", "meta", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
#: Parts of a page that are no part of what it reports.
FURNITURE = frozenset({"nav", "aside", "footer", "form", "menu"})
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f\v]+")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A cell longer than this is a column of a page that is laid out as a table.
CELL = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, the element it stands in, and how many of its characters are links."""

    words: str
    element: etree._Element
    tag: str
    linked: int = 0
    furniture: bool = False
    row: bool = False

    @property
    def heading(self) -> bool:
        return self.tag in HEADINGS


class Unparsed(ValueError):
    """The words of what is wrong with a page."""


def parsed(text: str) -> etree._Element:
    """The tree of a page. Nothing is loaded, no entity but HTML's own is known. Unparsed when there is no page in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(printable(text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unparsed("there is no HTML in it") from None
    if root is None:
        raise Unparsed("there is no HTML in it")
    if any(DEEP in str(error.message).casefold() for error in parser.error_log):
        raise Unparsed("its elements are nested too deeply")
    return root


def lines(root: etree._Element) -> list[Line]:
    """The lines of a page or a part of it in reading order, without what is hidden. White space is made one blank."""
    return _Walk().through(root)


def plain(html: str) -> str:
    """The lines of a piece of HTML (an entry of a feed, a mail), all of them. Unparsed when there is none."""
    return "\n".join(line.words for line in lines(parsed(html)))


class _Walk:
    """Walks a tree once, without recursion, and cuts its words into lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.linked = 0
        self.inside: list[etree._Element] = []
        self.links = 0
        self.furniture = 0
        self.pre = 0
        self.rows: list[list[str] | None] = []  # cells of the rows that are open; None: a row of a page's layout
        self.marker = ""

    def through(self, root: etree._Element) -> list[Line]:
        walk = etree.iterwalk(root, events=("start", "end"))
        hidden: set[etree._Element] = set()
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else "#"
            if event == "start":
                if tag == "#" or _unseen(element, tag):
                    hidden.add(element)
                    walk.skip_subtree()
                else:
                    self._start(element, tag)
            else:
                if element in hidden:
                    hidden.discard(element)
                else:
                    self._end(element, tag)
                if element is not root:
                    self._say(element.tail)
        self._flush()
        return self.lines

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._cut()
        elif tag in PARAGRAPHS:
            self._cut()
            self.inside.append(element)
        if tag == "tr":
            self.rows.append([] if _of_a_table_of_data(element) else None)
        elif tag == "li":
            self.marker = "- "
        self.links += _leads(element, tag)
        self.furniture += tag in FURNITURE
        self.pre += tag == "pre"
        text = element.text or ""
        raised = tag == "sup" and text.strip().isdecimal()  # a note's number is no digit of the number before it
        self._say(text.strip().translate(RAISED) if raised else text)

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag in {"td", "th"} and self.rows and self.rows[-1] is not None:
            self.rows[-1].append(self._taken())
        elif tag == "tr" and self.rows:
            self._taken_row(element)
        elif tag in PARAGRAPHS:
            self._cut()
        if tag in PARAGRAPHS and self.inside:
            self.inside.pop()
        if tag == "li":
            self.marker = ""
        self.links -= _leads(element, tag)
        self.furniture -= tag in FURNITURE
        self.pre -= tag == "pre"

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self.pre and "\n" in text:
            for piece in text.split("\n")[:-1]:
                self.words.append(piece)
                self._cut()
            text = text.split("\n")[-1]
        self.words.append(text)
        if self.links:
            self.linked += len(SPACE.sub(" ", text).strip())

    def _cut(self) -> None:
        """The end of a line, unless it stands in a cell: a cell's words stay together."""
        if self.rows and self.rows[-1] is not None:
            self.words.append(" ")
        else:
            self._flush()

    def _taken(self) -> str:
        words = INVISIBLE.sub("", SPACE.sub(" ", "".join(self.words))).strip(" ")
        self.words.clear()
        return words

    def _taken_row(self, element: etree._Element) -> None:
        rest, cells = self._taken(), self.rows.pop()
        told = [cell for cell in (*(cells or ()), rest) if cell]
        if told:
            self._add(" | ".join(told), element, "tr", row=cells is not None and len(told) > 1)

    def _flush(self) -> None:
        words = self._taken()
        if words:
            element = self.inside[-1] if self.inside else None
            self._add(self.marker + words, element, element.tag if element is not None else "")
            self.marker = ""
        self.linked = 0

    def _add(self, words: str, element: etree._Element, tag: str, *, row: bool = False) -> None:
        self.lines.append(Line(words, element, tag, self.linked, bool(self.furniture), row))
        self.linked = 0


def _leads(element: etree._Element, tag: str) -> bool:
    """Whether an element is a link to another page, and not to a place on this one."""
    return tag == "a" and not (element.get("href") or "#").startswith("#")


def _unseen(element: etree._Element, tag: str) -> bool:
    return tag in UNSEEN or element.get("hidden") is not None or bool(HIDING.search(element.get("style") or ""))


def _of_a_table_of_data(row: etree._Element) -> bool:
    """Whether a row stands in a table of data, or in one that only lays out the page."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    if next(row.iter("table"), None) is not None:
        return False
    return all(len("".join(cell.itertext())) <= CELL for cell in cells)
