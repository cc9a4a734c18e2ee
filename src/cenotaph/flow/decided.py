"""Decided: the figures of a case as persons left them. The machine's values, then what was set right, added, left out or joined.

Decisions name anchors, so they hold for whatever a better reader gives. Nothing that the machine read is changed or lost: an undone
decision is as if it had never been made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..linking import Said, folded
from ..model.claims import Claimant, Figure, Group, Passage
from ..model.corrections import corrected, told
from ..model.counts import Count
from ..model.days import Clocks
from ..model.errors import WrongUse
from ..model.terms import Fate, Measure
from ..store import looking
from ..store.looking import Decision
from ..store.opening import Case


@dataclass(frozen=True, slots=True)
class Standing:
    """The decisions that stand, the newest last."""

    decisions: tuple[Decision, ...]

    def of(self, *kinds: str) -> list[Decision]:
        return [d for d in self.decisions if d.kind in kinds]

    @property
    def said(self) -> Said:
        """Which pairs are the same and which are not; the newest word on a pair is the one that counts."""
        newest = {frozenset((d.subject, str(d.other))): d for d in self.of("same", "different")}
        pairs = {kind: [(d.subject, str(d.other)) for d in newest.values() if d.kind == kind] for kind in ("same", "different")}
        return Said(**pairs)

    @property
    def verdicts(self) -> dict[str, bool]:
        """Whether a figure or a proposal was accepted (True) or rejected (False), by id; the newest word counts."""
        return {d.subject: d.kind == "accept" for d in self.of("accept", "reject")}

    @property
    def corrections(self) -> dict[str, dict[str, object]]:
        """The fields that persons set, by figure; of one field the newest value."""
        found: dict[str, dict[str, object]] = {}
        for decision in self.of("correct"):
            found[decision.subject] = found.get(decision.subject, {}) | dict(decision.payload)
        return found


def standing(case: Case, copies: Mapping[str, str] | None = None) -> Standing:
    """The decisions that nobody has undone. What was decided of a near-copy's figure is decided of the original's.

    `copies`: the near-copies there are, else as they were last found.
    """
    stands = Standing(tuple(d for d in looking.decisions(case) if d.undone_at is None))
    again = printed_again(case, {x for d in stands.decisions for x in (d.subject, d.other) if x is not None}, copies)
    if not again:
        return stands
    of = [replace(d, subject=again.get(d.subject, d.subject), other=again.get(d.other or "", d.other)) for d in stands.decisions]
    return Standing(tuple(of))


def printed_again(case: Case, figures: set[str], copies: Mapping[str, str] | None = None) -> dict[str, str]:
    """Of these figures those that a near-copy only prints again, with the original's figure."""
    originals = looking.near_copies(case) if copies is None else copies
    if not originals or not figures:
        return {}
    own = [f for f in looking.figures(case, ids=sorted(figures)) if f.report in originals]
    first = looking.figures(case, reports={originals[f.report] for f in own}) if own else []
    return folded([*first, *own], originals)[1]


def figures(
    case: Case, *, known_by: date | None = None, decisions: Standing | None = None, copies: Mapping[str, str] | None = None
) -> list[Figure]:
    """The figures that count, by day of publication, report and place in the text: as read, set right, with those a person added.

    A figure that a person set right stays when a later reader does not find it any more. `known_by`: only what was published by
    then. What a near-copy of another report only prints again is left out; `copies` are those, else as they were last found.
    """
    stands = decisions or standing(case)
    originals = looking.near_copies(case) if copies is None else copies
    found = apply(case, looking.figures(case, known_by=known_by), stands, originals)
    return [f for f in found if f.clocks.known_by(known_by)]


def apply(case: Case, read: Iterable[Figure], stands: Standing, originals: Mapping[str, str]) -> list[Figure]:
    """These figures as persons left them, with all that persons added or set right, in the order of `figures`.

    Near-copies are compared with what was read, before anything is set right.
    """
    found = {f.id: f for f in folded(read, originals)[0]} | {f.id: f for f in added(case, stands)}
    lost = stands.corrections.keys() - found.keys()
    found |= {f.id: f for f in looking.last_known(case, lost)} if lost else {}
    verdicts, corrections = stands.verdicts, stands.corrections
    kept = (corrected(f, corrections[f.id]) if f.id in corrections else f for f in found.values() if verdicts.get(f.id, True))
    return sorted(kept, key=lambda f: (f.clocks.published, f.report, f.passage.start, f.passage.end, f.id))


def added(case: Case, stands: Standing) -> list[Figure]:
    """The figures that persons added, as they told them; those of a withdrawn report are gone."""
    adding = {d.subject: d for d in stands.of("add") if d.payload}
    cards = {r.id: r for r in looking.reports(case)} if adding else {}
    return [made_of(d.subject, d.payload, cards[d.payload["report"]]) for d in adding.values() if d.payload["report"] in cards]


def made_of(figure: str, payload: Mapping[str, Any], card: looking.ReportCard) -> Figure:
    """The figure that a person added, from what the decision holds."""
    p = payload
    passages = [
        Passage(card.id, int(p[f"{part}start"]), int(p[f"{part}end"]), str(p[f"{part}sha256"])) for part in ("", "sentence_")
    ]
    blank = Figure(
        id=figure,
        report=card.id,
        passage=passages[0],
        sentence=passages[1],
        count=Count(None, None, words=str(p["words"])),
        fate=Fate(str(p["fate"])),
        measure=Measure.INCIDENT,
        group=Group(),
        claimant=Claimant(publisher=card.publisher),
        clocks=Clocks(None, card.published, card.published),
    )
    return corrected(blank, p["fields"])


def both(figure: Figure, changes: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """What the machine read and what a person set, field by field: those that differ, or all where a person confirmed them."""
    read = told(figure)
    pairs = {name: (read[name], value) for name, value in changes.items()}
    return {name: (old, new) for name, (old, new) in pairs.items() if old != new} or pairs


def chosen(case: Case, beginning: str) -> Figure:
    """The figure of that id, or the one whose id begins so; WrongUse when there is none."""
    wanted = looking.complete(case, beginning)
    wanted = printed_again(case, {wanted}).get(wanted, wanted) if wanted is not None else None
    stands = standing(case)
    read = looking.figures(case, ids=[wanted]) if wanted is not None else []
    found = [f for f in apply(case, read, stands, {}) if f.id == wanted]
    if not found:
        rejected = wanted is not None and stands.verdicts.get(wanted) is False
        what = f"the figure {wanted} was rejected" if rejected else f"the case has no figure {beginning!r}"
        cure = "Undo that decision first." if rejected else "`cenotaph figures CASE --json` lists them with their ids."
        raise WrongUse(what, cure=cure)
    return found[0]


def reviewed(figures: Iterable[Figure], stands: Standing) -> set[str]:
    """The figures that a person has accepted, set right, added or told in a spreadsheet."""
    persons = (
        {i for i, holds in stands.verdicts.items() if holds} | stands.corrections.keys() | {d.subject for d in stands.of("add")}
    )
    return {f.id for f in figures if f.id in persons or not f.traces}
