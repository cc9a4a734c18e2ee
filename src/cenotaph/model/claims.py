"""What a report says somebody says: figures and withheld records, each anchored to the passage it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from .counts import Count
from .days import Clocks, Span
from .errors import SpanFault
from .reports import text_hash
from .terms import Basis, Commitment, Distance, Fate, Measure, Modality, Role, Standing, modality


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact span of a report's text: code-point offsets, and a hash of what they point at."""

    report: str
    start: int
    end: int
    sha256: str

    @classmethod
    def of(cls, report: str, text: str, start: int, end: int) -> Passage:
        """The passage text[start:end]; SpanFault when the offsets are not within the text."""
        if not 0 <= start < end <= len(text):
            raise SpanFault(f"offsets {start}..{end} are not within the text of {report!r} ({len(text)} characters)")
        return cls(report, start, end, text_hash(text[start:end]))

    def points_into(self, text: str) -> bool:
        """Whether the text still says at these offsets what it said when the passage was made."""
        return self.end <= len(text) and text_hash(text[self.start : self.end]) == self.sha256


def anchor(prefix: str, text_sha256: str, start: int, end: int, kind: str) -> str:
    """An id that outlives better readers: 128 bits of a hash over what is pointed at, never over what was understood.

    >>> anchor("fig", "0" * 64, 10, 12, "killed") == anchor("fig", "0" * 64, 10, 12, "killed")
    True
    """
    seal = sha256(f"{text_sha256}:{start}:{end}:{kind}".encode()).hexdigest()[:32]
    return f"{prefix}_{seal}"


@dataclass(frozen=True, slots=True)
class Group:
    """Whose people: the side as named in the text, its slug in the reference where known, the role, and the words used."""

    side: str | None = None
    slug: str | None = None
    role: Role = Role.UNKNOWN
    words: str = ""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says so, from the mouth to the page: speaker → institution → venue → publisher.

    `origin` is what corroboration counts: one government is one origin, however many of its offices speak. A figure that the
    report itself asserts has no speaker, and its publisher is its origin.
    """

    speaker: str | None = None
    institution: str | None = None
    origin: str | None = None
    venue: str | None = None
    publisher: str | None = None
    standing: Standing = Standing.UNKNOWN
    basis: Basis = Basis.UNSTATED

    @property
    def line(self) -> str:
        """The name of the line this claimant's figures belong to."""
        return self.origin or self.institution or self.speaker or self.publisher or "the report itself"

    @property
    def chain(self) -> str:
        """The chain in words, nearest the mouth first."""
        links: list[str] = []
        for link in (self.speaker, self.institution, self.venue, self.publisher):
            if link and link not in links:
                links.append(link)
        return " → ".join(links) or "the report itself"


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the source named it, plus a gazetteer id where one was found."""

    name: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one field came from: the rule that gave it, the words it rests on, and how sure it is (0..1).

    The confidence is the share of such fields that were right where people had annotated the same (docs/reading.md).
    """

    field: str
    rule: str
    start: int
    end: int
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people (or bodies) of a group met a fate, says whom."""

    id: str
    report: str
    passage: Passage
    sentence: Passage
    count: Count
    fate: Fate
    measure: Measure
    group: Group
    claimant: Claimant
    clocks: Clocks
    commitment: Commitment = Commitment.SAYS
    distance: Distance = Distance.NONE
    actor: str | None = None
    recipient: str | None = None
    place: Where | None = None
    conflict: str | None = None
    traces: tuple[Trace, ...] = ()

    @property
    def modality(self) -> Modality:
        return modality(self.commitment, self.distance)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A record that somebody gives no number for these fates. It is never 0."""

    id: str
    report: str
    sentence: Passage
    fates: tuple[Fate, ...]
    group: Group
    claimant: Claimant
    published: date
    period: Span | None = None
    conflict: str | None = None


Claim = Figure | Withheld


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says. `relevant` is False when it is about no conflict and was therefore not parsed.

    It lives here and not with the reader, so that a process which only takes readings in need not load a parser.
    """

    report: str
    figures: tuple[Figure, ...]
    withheld: tuple[Withheld, ...]
    relevant: bool = True
