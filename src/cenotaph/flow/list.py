"""List: the figures of a case with their sentences and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..model.claims import Figure, Withheld
from ..model.terms import Fate
from ..store import looking
from ..store.opening import Case
from . import decided
from .link import link
from .refer import conflict_and_episodes, known


@dataclass(frozen=True, slots=True)
class Listed:
    """A figure with the words of its sentence and the id of its event."""

    figure: Figure
    sentence: str
    event: str


def figures(case: Case, *, fate: Fate | None = None, conflict: str | None = None, known_by: date | None = None) -> list[Listed]:
    """The current figures. `conflict` is a name as a person gives it; one that has episodes stands for them too.

    With `known_by`, events are linked from what was published by then and from nothing else.
    """
    slugs = conflict_and_episodes(case, conflict)
    stands = decided.standing(case)
    published = decided.figures(case, known_by=known_by, decisions=stands)
    found = [f for f in published if (fate is None or f.fate is fate) and (slugs is None or f.conflict in slugs)]
    events = looking.events(case) if known_by is None else link(published, known(case), stands.said)
    home = {f: e.id for e in events for f in e.figures}
    words = looking.sentences(case, found)
    return [Listed(f, words[f.id], home.get(f.id, f.id)) for f in found]


def withheld(
    case: Case, *, fate: Fate | None = None, conflict: str | None = None, known_by: date | None = None
) -> list[tuple[Withheld, str]]:
    """The records that somebody gives no number, with their sentences."""
    slugs = conflict_and_episodes(case, conflict)
    found = [
        w
        for w in looking.withheld(case, known_by=known_by)
        if (fate is None or fate in w.fates) and (slugs is None or w.conflict in slugs)
    ]
    words = looking.sentences(case, found)
    return [(w, words[w.id]) for w in found]
