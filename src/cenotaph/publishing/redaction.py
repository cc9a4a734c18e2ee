"""What may be printed for everybody. Comes before anything is written, and only ever takes away.

Withheld unless a person clears it: the sentences and addresses of reports that are not public; the names of private speakers
and witnesses, with the sentences that carry them. Institutions and people who speak in an office are printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model.claims import Claimant, Figure
from ..model.terms import Basis, Sensitivity

PRIVATE = "a private person"
PRIVATE_WORDS = re.compile(
    r"\b(?:witness|eyewitness|survivor|resident|relative|mother|father|widow|neighbou?r|villager)s?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure as it goes to print. None in `sentence`, `address` or `title` means withheld, and `withheld` says why."""

    figure: Figure
    event: str
    sentence: str | None
    address: str | None
    title: str | None
    sha256: str
    sensitivity: Sensitivity
    withheld: str | None = None


def redacted(printed: Printed) -> Printed:
    """The figure without what must not be published. Doing it twice changes nothing more."""
    figure = printed.figure
    private = is_private(figure.claimant)
    if printed.sensitivity is not Sensitivity.PUBLIC:
        claimant = replace(_nameless(figure.claimant) if private else figure.claimant, speaker=None, venue=None)
        return replace(
            printed,
            figure=replace(figure, claimant=claimant, place=None, traces=()),
            sentence=None,
            address=None,
            title=None,
            withheld=f"the report is {printed.sensitivity.value}",
        )
    if private:
        claimant = _nameless(figure.claimant)
        return replace(
            printed, figure=replace(figure, claimant=claimant), sentence=None, withheld="the speaker is a private person"
        )
    return printed


def is_private(claimant: Claimant) -> bool:
    """Whether the speaker is a person without an office, or a witness."""
    if claimant.speaker in {None, PRIVATE}:
        return False
    if claimant.basis is Basis.WITNESS and claimant.institution is None:
        return True
    if PRIVATE_WORDS.search(claimant.speaker or ""):
        return True
    return claimant.institution is None and bool(re.match(r"(?:[A-Z][\w.'’-]+ )+[A-Z][\w'’-]+$", claimant.speaker or ""))


def _nameless(claimant: Claimant) -> Claimant:
    return replace(claimant, speaker=PRIVATE, origin=PRIVATE, institution=None)
