"""Trace: one figure down to the file it came from, the run that read it, and what persons decided about it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.claims import Figure
from ..model.corrections import corrected
from ..model.errors import WrongUse
from ..store import looking
from ..store.looking import Decision, Trail
from ..store.opening import Case
from . import decided


@dataclass(frozen=True, slots=True)
class Traced:
    """The way down from a figure. `now`: as persons left it, `trail.figure`: as it was read; `rejected`: it counts no more.

    `beside`: each field that a person set, as it was read and as it was set. `printed_again`: near-copies of its report, which
    count once with it.
    """

    trail: Trail
    now: Figure
    rejected: bool
    decisions: tuple[Decision, ...]
    beside: dict[str, tuple[object, object]]
    printed_again: tuple[str, ...]


def trace(case: Case, figure: str) -> Traced:
    """The trail of a figure by its id or the beginning of it; WrongUse when there is none."""
    name = looking.complete(case, figure)
    about = tuple(d for d in looking.decisions(case) if name in (d.subject, d.other))
    stands = decided.standing(case)
    found = looking.trail(case, figure) or _told_by_a_person(case, name, stands)
    if found is None:
        raise WrongUse(f"the case has no figure {figure!r}", cure="`cenotaph figures CASE` lists them with their ids.")
    read, changes = found.figure, stands.corrections.get(found.figure.id, {})
    again = tuple(sorted(copy for copy, original in looking.near_copies(case).items() if original == found.report.id))
    rejected = stands.verdicts.get(read.id) is False
    return Traced(found, corrected(read, changes), rejected, about, decided.both(read, changes), again)


def _told_by_a_person(case: Case, name: str | None, stands: decided.Standing) -> Trail | None:
    """The way down from a figure that no reader finds: one that a person added, or set right before a reader lost it."""
    told: dict[str, Figure] = {f.id: f for f in decided.added(case, stands)}
    lost = looking.last_known(case, stands.corrections.keys() - told.keys())
    figure = (told | {f.id: f for f in lost}).get(name or "")
    return looking.trail_of(case, figure) if figure is not None else None
