"""What is known of a report while its paragraphs are read in order. Made anew for every report; nothing outlives it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Span as Sentence

from ..model.claims import Passage, Where
from ..model.days import Span
from ..model.reference import Institution
from ..model.reports import Report
from .speech.speakers import Speakers
from .when import conflicts
from .when.headings import Governed
from .when.times import When
from .where import graves
from .where.places import Found

WAR = re.compile(r"\b(?:the|that|this) (?:\w+ )?war\b", re.IGNORECASE)


@dataclass
class Context:
    """What is known of the report so far while its paragraphs are read in order."""

    report: Report
    text_sha256: str
    named: list[conflicts.Named]
    sides: Mapping[str, int]
    publisher: str | None
    grave: graves.Grave | None
    war: bool
    speakers: Speakers
    written: date
    institutions: dict[str, Institution] = field(default_factory=dict)
    heading: str | None = None
    one_event: bool = False
    first_day: When | None = None
    day: When | None = None
    last_day: When | None = None
    open: When | None = None
    landmarks: Mapping[str, Span] = field(default_factory=dict)
    told: Span | None = None
    reported: Span | None = None
    lasted: Span | None = None
    governed: Sequence[Governed] = ()
    said: bool = False
    decades: tuple[Span, ...] = ()
    asked: frozenset[str] = frozenset()
    place: Found | None = None
    headed: Found | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a paragraph tells around its figures: its times and places, and where it begins in the report's text."""

    offset: int
    when: Sequence[When]
    where: Sequence[tuple[Sentence, Where]]
    candidates: Sequence[Sentence]


def sentence_passage(report: Report, offset: int, sentence: Sentence) -> Passage:
    """The sentence as a passage of the report, white space around it left out."""
    text = sentence.text
    start = offset + sentence.start_char + len(text) - len(text.lstrip())
    return Passage.of(report.id, report.text, start, max(start + len(text.strip()), start + 1))
