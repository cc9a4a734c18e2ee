"""Lines that lie on pages become paragraphs: a line goes on in the next one when that one's first word had no room in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .wrapping import ITEM

#: A gap in a line as wide as this many of its letters is the gap between two columns of a table.
GAP = 3.0
#: A distance between lines above this many times the usual one begins a paragraph.
APART = 1.35
#: Lines whose tallest letters are unlike by more than this do not stand in one paragraph.
UNLIKE = 1.25
#: A digit that stands this share of the tallest letter above the line, and is smaller than this share of it, is raised.
RAISED, SMALLER = 0.2, 0.85
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SOFT = "\u00ad"
TENS = re.compile(r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty$", re.IGNORECASE)
END = re.compile(r"[.!?:;…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Letter:
    """One character and its box; `boxed` is False for what has none."""

    character: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line, its edges, the height of its tallest letter, the width of its first word, whether it has columns."""

    words: str
    left: float
    right: float
    bottom: float
    height: float
    first: float
    letter: float
    columns: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, in the order in which the file tells them."""

    lines: tuple[Line, ...]

    @property
    def size(self) -> int:
        return sum(len(line.words) for line in self.lines)


def lines_of(letters: Iterable[Letter]) -> tuple[Line, ...]:
    """The lines that end in a line break, without those that are blank."""
    lines: list[Line] = []
    held: list[Letter] = []
    for letter in letters:
        if letter.character in "\r\n":
            lines += _line(held)
            held = []
        else:
            held.append(letter)
    return (*lines, *_line(held))


def _line(held: Sequence[Letter]) -> list[Line]:
    words = "".join(letter.character for letter in held).strip()
    boxes = [letter for letter in held if letter.boxed and not letter.character.isspace()]
    if not words:
        return []
    if not boxes:
        return [Line(words, 0, 0, 0, 0, 0, 0, columns=True)]
    wide = median(max(letter.right - letter.left, 0.1) for letter in boxes)
    gaps = [b.left - a.right for a, b in pairwise(boxes)]
    columns = [gap > GAP * wide for gap in gaps]
    length = len(words.split(maxsplit=1)[0])
    first = boxes[min(length, len(boxes)) - 1].right - boxes[0].left
    low, tall = median(letter.bottom for letter in boxes), max(letter.top - letter.bottom for letter in boxes)
    shown = "".join(_told(letter, low, tall) for letter in held).strip()
    left, right = min(letter.left for letter in boxes), max(letter.right for letter in boxes)
    return [Line(shown.replace("\t", " "), left, right, low, tall, first, wide, any(columns))]


def _told(letter: Letter, low: float, tall: float) -> str:
    """The character; a small digit above the line is a note's number, and no digit of the number before it."""
    raised = letter.boxed and letter.bottom > low + RAISED * tall and letter.top - letter.bottom < SMALLER * tall
    return letter.character.translate(SUPERSCRIPT) if raised else letter.character


def paragraphs(pages: Sequence[Page]) -> str:
    """The text of the pages: a line for each paragraph, a form feed between pages. A sentence that runs over a page runs on."""
    known = {word.casefold() for page in pages for line in page.lines for word in re.findall(r"\w+(?:-\w+)*", line.words)}
    text = ""
    for number, page in enumerate(pages):
        words = _page(page, known)
        if number:
            last = text[-200:].rstrip()
            runs_on = bool(last) and not END.search(last) and words[:1].islower()
            text += "\f" if runs_on else "\n\f"
        text += words
    return text if text.strip() else ""


def _page(page: Page, known: set[str]) -> str:
    if not page.lines:
        return ""
    steps = [a.bottom - b.bottom for a, b in pairwise(page.lines) if a.bottom > b.bottom]
    step = median(steps) if steps else 0.0
    text = page.lines[0].words
    for n, (before, line) in enumerate(pairwise(page.lines)):
        margin = max(x.right for x in page.lines[max(0, n - 3) : n + 5])
        if not _goes_on(before, line, step, margin):
            text = text.removesuffix(SOFT) + ("-" if text.endswith(SOFT) else "") + "\n" + line.words
        elif text.endswith((SOFT, "-")):
            text = _hyphened(text[:-1], line.words, known)
        else:
            text += " " + line.words
    return (text[:-1] + "-" if text.endswith(SOFT) else text).replace(SOFT, "")


def _goes_on(before: Line, line: Line, step: float, margin: float) -> bool:
    if before.columns or line.columns or ITEM.match(line.words):
        return False
    down = before.bottom - line.bottom
    if down <= 0 or (step and down > APART * step):
        return False
    if max(before.height, line.height) > UNLIKE * max(min(before.height, line.height), 0.1) and not before.words.endswith(SOFT):
        return False
    return before.words.endswith(SOFT) or before.right + line.first + before.letter > margin


def _hyphened(before: str, after: str, known: set[str]) -> str:
    """A word that was cut at a line's end: with its hyphen where the file elsewhere writes it so, or where it is a number."""
    head, tail = re.findall(r"[\w-]*$", before)[0], re.findall(r"^\w*", after)[0]
    whole, dashed = (head + tail).casefold(), f"{head}-{tail}".casefold()
    keeps = dashed in known or TENS.search(head) or not tail[:1].islower() or not head
    return before + ("" if whole in known or not keeps else "-") + after
