"""A speaker as the text names him, and what his verb of saying tells of commitment and distance."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from ...model.terms import Commitment, Distance
from ..lexicon import saying


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the text names him, with offsets in the parsed text, and the venue if one is told."""

    name: str
    start: int
    end: int
    rule: str
    commitment: Commitment = Commitment.SAYS
    distance: Distance = Distance.NONE
    venue: str | None = None
    office: str | None = None


def commitment_of(verb: Token) -> tuple[Commitment, Distance]:
    """How far the speaker stands behind what he says, and how far the publisher stands off, by the verb."""
    table, lemma = saying(), verb.lemma_.casefold()
    if lemma in table.denies:
        return Commitment.DENIES, Distance.NONE
    if lemma in table.claims:
        return Commitment.SAYS, Distance.CLAIMED
    if lemma in table.suspects:
        return Commitment.SUSPECTS, Distance.NONE
    if lemma in table.estimates:
        return Commitment.ESTIMATES, Distance.NONE
    return Commitment.SAYS, Distance.NONE
