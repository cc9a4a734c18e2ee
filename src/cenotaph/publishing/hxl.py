"""Events as a CSV with HXL tags in its second row (HXL 1.1, hxlstandard.org; docs/exports.md): a row an event, side and role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..model.terms import Fate, Unit
from .occurrences import Occurrence, Told

#: Column and tag. Bounds of each fate follow.
HEAD = (
    ("event", "#event+id"), ("date_start", "#date+start"), ("date_end", "#date+end"), ("place", "#loc+name"),
    ("latitude", "#geo+lat"), ("longitude", "#geo+lon"), ("conflict", "#event+conflict"), ("side", "#group+name+side"),
    ("role", "#group+type+role"), ("sources", "#meta+sources+num"), ("origins", "#meta+source+origin"),
)  # fmt: skip
FATES = tuple(f for f in Fate if f is not Fate.CASUALTIES)
HXL_COLUMNS = (*(c for c, _ in HEAD), *(f"{f.value}_{end}" for f in FATES for end in ("min", "max")))
HXL_TAGS = dict(HEAD) | {f"{f.value}_{end}": f"#affected+{f.value.replace('_', '')}+{end}" for f in FATES for end in ("min", "max")}


def hxl_rows(events: Iterable[Occurrence]) -> list[dict[str, object]]:
    """The row of tags, then the events. Only persons and bodies, never parts or bags; an open bound is empty."""
    made: list[dict[str, object]] = [dict(HXL_TAGS)]
    for event in events:
        groups: defaultdict[tuple[str | None, str], list[Told]] = defaultdict(list)
        for told in event.told:
            q = told.account.question
            if q.fate in FATES and q.unit in {Unit.PERSON, Unit.BODY}:
                groups[told.side, told.role.value].append(told)
        for (side, role), own in groups.items():
            row: dict[str, object] = dict.fromkeys(HXL_COLUMNS)
            row |= {
                "event": event.id, "date_start": event.first, "date_end": event.last, "conflict": event.conflict, "side": side,
                "role": role, "sources": len({p.figure.report for p in event.printed}),
                "origins": "; ".join(dict.fromkeys(p.figure.claimant.origin for p in event.printed if p.figure.claimant.origin)),
            }  # fmt: skip
            if event.spot is not None:
                row |= {"place": event.spot.name, "latitude": event.spot.latitude, "longitude": event.spot.longitude}
            for told in own:
                fate = told.account.question.fate.value
                row |= {f"{fate}_min": told.account.low, f"{fate}_max": told.account.high}
            made.append(row)
    return made
