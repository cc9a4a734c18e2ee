"""Events as GeoJSON (RFC 7946): a feature an event, a point where its place has coordinates and null where it has none."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .occurrences import Occurrence

#: The properties of a feature, and of each of its accounts (docs/exports.md).
FEATURE = ("event", "date_start", "date_end", "place", "place_kind", "conflict", "sources", "origins", "accounts")
ACCOUNT = ("title", "fate", "unit", "side", "role", "low", "best", "high", "grade", "sentence")


def geojson(events: Iterable[Occurrence]) -> str:
    """The text of a FeatureCollection. Null is not told, open or withheld, and never 0."""
    return json.dumps({"type": "FeatureCollection", "features": [_feature(e) for e in events]}, ensure_ascii=False, indent=1) + "\n"


def _feature(event: Occurrence) -> dict[str, object]:
    spot = event.spot
    point = None
    if spot is not None and spot.latitude is not None and spot.longitude is not None:
        point = {"type": "Point", "coordinates": [spot.longitude, spot.latitude]}
    told = (
        event.id, event.first and event.first.isoformat(), event.last and event.last.isoformat(), spot and spot.name,
        spot and spot.kind, event.conflict, len({p.figure.report for p in event.printed}),
        list(dict.fromkeys(p.figure.claimant.origin for p in event.printed if p.figure.claimant.origin)),
        [
            dict(
                zip(
                    ACCOUNT,
                    (
                        t.title, q.fate.value, q.unit.value, t.side, t.role.value, t.account.low, t.account.best, t.account.high,
                        t.account.grade, t.sentence,
                    ),
                    strict=True,
                )
            )
            for t in event.told
            for q in [t.account.question]
        ],
    )  # fmt: skip
    return {"type": "Feature", "geometry": point, "properties": dict(zip(FEATURE, told, strict=True))}
