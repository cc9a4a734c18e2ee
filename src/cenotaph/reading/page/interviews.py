"""Who speaks in the paragraphs of an interview, which wires mark with the name in brackets: "[Amaya] We lost two men."."""

from __future__ import annotations

import re
from collections import Counter

from ..lexicon import table

#: A paragraph that a speaker's name opens, after the wire's own marks ("[Text] [Amaya] …").
LABEL = re.compile(r"^[ \t]*(?:\[text\][ \t]*)?\[(?P<name>[^\W\d_]+)\][ \t]+(?=\S)", re.IGNORECASE | re.MULTILINE)


def answering(text: str) -> frozenset[str]:
    """The names, in small letters, of those who are asked in an interview: who opens several paragraphs and is no journalist."""
    marks = set(table("context")["interviews"]["marks"])
    labels = Counter(m["name"].casefold() for m in LABEL.finditer(text))
    named = {name for name, times in labels.items() if times > 1 and name not in marks}
    talking = sum(times > 1 for times in labels.values())  # those who ask may only be called "reporter"
    return frozenset(name for name in named if not _asks(name, text)) if talking > 1 else frozenset()


def _asks(name: str, text: str) -> bool:
    """Whether somebody is called a journalist: "[interview by correspondent Amaya …]"."""
    askers = "|".join(table("context")["interviews"]["askers"])
    return re.search(rf"\b(?:{askers})\W+(?:\w+\W+){{0,2}}{re.escape(name)}\b", text, re.IGNORECASE) is not None


def speaker_at(text: str, start: int, asked: frozenset[str]) -> str | None:
    """Who answers in the paragraph that begins at an offset."""
    label = LABEL.match(text, start) if asked else None
    return label["name"].title() if label is not None and label["name"].casefold() in asked else None
