"""Link: which figures are about the same occurrence, with the places of the reference and what persons decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..linking import Printed, Said
from ..linking import link as joined
from ..linking import near_copies as alike
from ..model.accounts import Event
from ..model.claims import Figure
from ..model.reference import Place, Reference
from ..store import looking
from ..store.opening import Case


def link(figures: Sequence[Figure], reference: Reference, said: Said | None = None) -> list[Event]:
    """Every figure in exactly one event, ordered by their first figure."""
    return joined(figures, grounds(figures, reference), said)


def grounds(figures: Iterable[Figure], reference: Reference) -> dict[str, Place]:
    """The gazetteer's places that figures name, by id, for linking to tell near from far; those it does not know are left out."""
    named = {(f.place.name, f.place.place) for f in figures if f.place is not None and f.place.place is not None}
    found: dict[str, Place] = {}
    for name, wanted in sorted(named):
        if wanted not in found:
            found.update((p.id, p) for p in reference.places_named(name) if p.id == wanted)
    return found


def near_copies(case: Case) -> dict[str, str]:
    """Each report that only prints another's text again, a headline apart, with the one it was first printed in."""
    return alike(Printed(*told) for told in looking.printed(case))
