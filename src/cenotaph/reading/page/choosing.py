"""Which paragraphs of a report are parsed: none of one about no conflict, else those in which a figure or its context may stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.reports import Report
from . import layout
from .topics import Topic, of_conflict, topic

#: How many paragraphs at the beginning are parsed whatever they tell, for the scene that they set.
OPENING = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """A report and its paragraphs to parse. `relevant` is False when it is about no conflict."""

    report: Report
    paragraphs: tuple[layout.Paragraph, ...]
    relevant: bool = True

    @property
    def texts(self) -> Iterator[str]:
        return (self.report.text[p.start : p.end] for p in self.paragraphs)


def choose(report: Report, *, gated: bool = True) -> Chosen:
    """The paragraphs of a report that are worth parsing; with the gate open all those of a report about conflict."""
    about = topic(report.text)
    if about is Topic.OTHER:
        return Chosen(report, (), relevant=False)
    every = list(layout.paragraphs(report.text))
    worth = [p for i, p in enumerate(every) if p.worth or not gated or i < OPENING]
    if gated and not any(p.worth for p in worth):
        return Chosen(report, ())
    if about is Topic.MIXED:
        worth = [p for p in worth if of_conflict(report.text[p.start : p.end])]
    return Chosen(report, tuple(worth))
