"""A parsed paragraph, with what many rules ask of it worked out once: its sentences, times, places and quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from ...model.claims import Where
from ...model.days import Span
from ...model.reference import Reference
from .. import pipeline
from ..when.times import Matched, When, matched, times
from ..where.naming import candidates
from ..where.places import places
from . import layout


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraph that begins at `offset` of the report; all other offsets are those of `text`.

    `candidates` are the words that may name a place, `where` those that do; `when` are the times as they read without what was told
    in the paragraphs before.
    """

    doc: Doc
    text: str
    offset: int
    published: date
    sentences: tuple[Sentence, ...]
    matched: tuple[Matched, ...]
    when: tuple[When, ...]
    candidates: tuple[Sentence, ...]
    where: tuple[tuple[Sentence, Where], ...]

    def times(self, told: Span | None, lasted: Span | None = None) -> Sequence[When]:
        """The times of the paragraph when `told` was the last time before it, and `lasted` the last of some days."""
        waiting = any(m.span is None for m in self.matched)
        return times(self.text, self.published, told, self.matched, lasted) if told is not None and waiting else self.when


def page(doc: Doc, paragraph: layout.Paragraph, published: date, reference: Reference) -> Page:
    """One paragraph with all that is asked of it as a whole."""
    text = pipeline.text_of(doc)
    found = tuple(matched(text, published))
    named = tuple(candidates(doc, reference))
    return Page(
        doc=doc,
        text=text,
        offset=paragraph.start,
        published=published,
        sentences=tuple(doc.sents),
        matched=found,
        when=tuple(times(text, published, None, found)),
        candidates=named,
        where=tuple(places(named, reference)),
    )
