"""Lines that were broken only because they were full become paragraphs again, so that no sentence is cut."""

from __future__ import annotations

import re
from itertools import pairwise

ITEM = re.compile(r"\s*(?:[-–—•*·▪◦‣]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
#: A block whose longest line is shorter was not broken by a margin: verses, addresses, lists.
NARROWEST = 45


def unwrapped(text: str, *, flowed: bool = False) -> str:
    """Plain text with the lines of each paragraph joined. `flowed`: a blank at a line's end says that it goes on (RFC 3676).

    A line goes on when the next line's first word would not have fitted into it. Items and indented lines stand alone.

    >>> unwrapped("The Defence Ministry said on Monday that five\\nsoldiers were killed.")
    'The Defence Ministry said on Monday that five soldiers were killed.'
    """
    blocks = re.split(r"(\n[ \t]*\n+)", text)
    return "".join(block if n % 2 else _joined(block, flowed=flowed) for n, block in enumerate(blocks))


def _joined(block: str, *, flowed: bool) -> str:
    lines = block.split("\n")
    width = max(map(len, lines))
    out = [lines[0]]
    for before, line in pairwise(lines):
        if flowed and before.endswith(" ") and before != "-- ":
            out.append(line)
        elif not flowed and goes_on(before, line, width):
            out[-1] = out[-1].rstrip()
            out += [" ", line.lstrip()]
        else:
            out += ["\n", line]
    return "".join(out)


def goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line of a block that is `width` characters wide was broken for want of room."""
    word = line.split(maxsplit=1)[0] if line.strip() else ""
    if not word or width < NARROWEST or ITEM.match(line) or "\t" in before or "  " in before.strip():
        return False
    return len(before.rstrip()) + 1 + len(word) > width
