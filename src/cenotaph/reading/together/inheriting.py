"""Fields that a count takes along with its fate from the count it takes up: "Of these, 320 …" are the same side's, on the same day.

What a figure's own words tell always stays. Parts of a whole take everything; a sum or a later count of the same ("… and in
November 563") takes whose people they are and who handled them, but no day and no place of another occurrence.
"""

from __future__ import annotations

from dataclasses import replace

from ...model.claims import Figure, Trace
from ...model.terms import Commitment, Distance, Role
from ..when.measures import EVENT_DAY

#: Rules under which a count is of the very people (or some of them) that the count before counted.
SAME_PEOPLE = {
    "takes up those counted before",
    "tells who those counted before are",
    "enumeration",
    "among those counted before",
    "the same number in the text below",
    "together with those counted before",
    "part of a counted whole",
    "part of a group whose name tells it",
}
IN_RETURN = {"freed in return", "received in return"}
#: Traces of what was only supposed for want of words of its own.
SUPPOSED = {EVENT_DAY, "place of the sentence before", "country of the report"}


def inherited(figure: Figure, rule: str, of: Figure) -> Figure:
    """The figure with what it does not tell itself taken from the one it takes up."""
    same = rule in SAME_PEOPLE
    if rule in IN_RETURN:  # those freed or received for others go the other way, and are the other side's
        of = replace(of, actor=of.recipient, recipient=of.actor, group=replace(of.group, side=None, slug=None))
    near = figure.sentence == of.sentence
    group, before = figure.group, of.group
    own = group.side is not None and (group.slug is not None or not same or before.slug is None)
    group = replace(
        group,
        side=group.side if own else before.side,
        slug=group.slug if own else before.slug,
        role=before.role
        if group.role is Role.UNKNOWN
        and ((same and (rule != "enumeration" or not group.words)) or (not group.words and _alike(figure, of)))
        else group.role,
    )
    taken = {
        "side": group.side != figure.group.side,
        "role": group.role is not figure.group.role,
        "actor": figure.actor is None and of.actor is not None,
        "recipient": figure.recipient is None and of.recipient is not None,
        "place": same and of.place is not None and (figure.place is None or _supposed(figure, "place")),
        "happened": same and of.clocks.happened is not None and (figure.clocks.happened is None or _supposed(figure, "happened")),
        "speaker": near and same and figure.claimant.speaker is None and of.claimant.speaker is not None,
        "commitment": near and same and figure.commitment is Commitment.SAYS and of.commitment is not Commitment.SAYS,
        "distance": near and same and figure.distance is Distance.NONE and of.distance is not Distance.NONE,
    }
    near = near or taken["happened"]
    taken["measure"] = same and of.measure.cumulative and not figure.measure.cumulative and near
    traces = tuple(Trace(field, f"{rule}: as told there", of.passage.start, of.passage.end) for field, new in taken.items() if new)
    return replace(
        figure,
        group=group,
        actor=figure.actor or of.actor,
        recipient=figure.recipient or of.recipient,
        place=of.place if taken["place"] else figure.place,
        clocks=replace(figure.clocks, happened=of.clocks.happened, speaks_for=of.clocks.speaks_for)
        if taken["happened"]
        else figure.clocks,
        claimant=of.claimant if taken["speaker"] else figure.claimant,
        commitment=of.commitment if taken["commitment"] else figure.commitment,
        distance=of.distance if taken["distance"] else figure.distance,
        measure=of.measure if taken["measure"] else figure.measure,
        conflict=figure.conflict or of.conflict,
        traces=tuple(t for t in figure.traces if not taken.get(t.field)) + traces,
    )


def _alike(figure: Figure, of: Figure) -> bool:
    """Whether two counts are of about the same size, as rival counts of the same people are."""
    here, there = figure.count.low or figure.count.high, of.count.low or of.count.high
    return bool(here and there) and 0.8 < (here or 1) / (there or 1) < 1.25


def _supposed(figure: Figure, field: str) -> bool:
    return any(t.field == field and t.rule in SUPPOSED for t in figure.traces)
