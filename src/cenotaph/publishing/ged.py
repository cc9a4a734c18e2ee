"""Events in the layout of UCDP's Georeferenced Event Dataset: its 49 columns, in its order (GED codebook 23.1; docs/exports.md).

Deaths of events only, under the policy `ucdp`; never a running total, and an unknown number is empty and never 0. What only UCDP
can say (its ids of conflicts, dyads and actors, its codes of status and activity, countries and regions) is empty.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from ..model.accounts import Account
from ..model.reference import Conflict, Side, SideKind
from ..model.terms import Fate, Measure, Role, Unit
from .occurrences import Occurrence, Spot

GED_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
#: The roles of a figure that may be of everybody.
EVERYBODY = frozenset({Role.UNKNOWN, Role.MIXED})
#: How exactly a kind of place says where: 1 the place itself, 4 a first-level unit, 5 a line or a vague area, 6 a country, 7 a sea.
WHERE = {"city": 1, "town": 1, "village": 1, "site": 1, "region": 4, "border": 5, "territory": 5, "country": 6, "sea": 7}
#: How exactly the days are told: the most days between the first and the last, and the code.
WHEN = ((0, 1), (5, 2), (6, 3), (30, 4), (365, 5))


def ged_rows(events: Iterable[Occurrence], conflicts: Mapping[str, Conflict], sides: Mapping[str, Side]) -> list[dict[str, object]]:
    """A row an event that has at least one direct death in its low or high, and a first and a last day no more than a year apart.

    `events`: with accounts under the policy `ucdp`.
    """
    made = []
    for event in events:
        account = next((t.account for t in event.told if _deaths(t.account)), None)
        conflict = conflicts.get(event.conflict or "")
        numbers = _numbers(account, conflict)
        dead = any(isinstance(n := numbers[c], int) and n > 0 for c in ("low", "best", "high"))
        when = _when(event.first, event.last)
        if dead and when is not None and event.first is not None and event.last is not None:
            row = _named(event, conflict, sides) | _sources(event) | _where(event.spot) | numbers
            row |= {
                "id": int(sha256(event.id.encode()).hexdigest()[:12], 16), "relid": event.id, "year": event.first.year,
                "date_prec": when, "date_start": event.first, "date_end": event.last,
                "event_clarity": 1 if when == 1 and row.get("where_prec") == 1 else 2,
            }  # fmt: skip
            made.append({column: row.get(column) for column in GED_COLUMNS})
    return made


def _deaths(account: Account) -> bool:
    q = account.question
    return q.fate is Fate.KILLED and q.unit is Unit.PERSON and q.measure in {Measure.INCIDENT, Measure.INCREMENT}


def _when(first: date | None, last: date | None) -> int | None:
    if first is None or last is None:
        return None
    return next((code for most, code in WHEN if (last - first).days <= most), None)


def _numbers(account: Account | None, conflict: Conflict | None) -> dict[str, object]:
    """Deaths altogether, and by side where one institution's figures add up to them; what they leave is of unknown side."""
    made: dict[str, object] = dict.fromkeys((*PARTS, "best", "low", "high"))
    if account is None:
        return made
    # The policy's number; where it gives none the lower one, as the codebook has it.
    best = account.best if account.best is not None else account.low
    made |= {"best": best, "low": account.low, "high": account.high}
    if best is not None:
        parties = conflict.parties if conflict is not None else ()
        lines: defaultdict[str, dict[tuple[str | None, Role], int | None]] = defaultdict(dict)
        for j in sorted(account.used, key=lambda j: j.figure.clocks.speaks_for):
            group = j.figure.group
            lines[j.figure.claimant.line][group.slug or group.side, group.role] = j.count.low
        parts = next((p for own in lines.values() if (p := _parts(own, best, parties)) is not None), {"deaths_unknown": best})
        made |= parts
    return made


def _parts(own: Mapping[tuple[str | None, Role], int | None], best: int, parties: Sequence[str]) -> dict[str, int] | None:
    """One institution's figures by side, None where they are not what makes up the best number."""
    whole = [n for (side, role), n in own.items() if side is None and role in EVERYBODY]
    parts: defaultdict[str, int] = defaultdict(int)
    for (side, role), n in own.items():
        if n is None:
            return None
        if side is not None or role not in EVERYBODY:
            parts[_column(side, role, parties)] += n
    told = sum(parts.values())
    if whole and whole[0] == best and told <= best:
        return dict(parts) | ({"deaths_unknown": parts["deaths_unknown"] + best - told} if told < best else {})
    return dict(parts) if not whole and told == best else None


def _column(side: str | None, role: Role, parties: Sequence[str]) -> str:
    if role is Role.CIVILIAN:
        return "deaths_civilians"
    if role is Role.COMBATANT and side in parties[:2]:
        return "deaths_a" if side == parties[0] else "deaths_b"
    return "deaths_unknown"


def _named(event: Occurrence, conflict: Conflict | None, sides: Mapping[str, Side]) -> dict[str, object]:
    if conflict is None:
        return {"conflict_name": event.conflict}
    a, b = ([*(sides.get(p) for p in conflict.parties), None, None])[:2]
    row: dict[str, object] = {"conflict_name": conflict.name, "side_a": a.name if a else None, "side_b": b.name if b else None}
    if a and b:
        row["dyad_name"] = f"{a.name} - {b.name}"
        row["type_of_violence"] = 1 if SideKind.STATE in {a.kind, b.kind} else 2
    return row


def _sources(event: Occurrence) -> dict[str, object]:
    """Reports, each once; `source_original` is who says so. What is withheld of them is left out, and they still count."""
    reports = {p.figure.report: p for p in event.printed}
    parts = [(p.figure.claimant.publisher or "", p.figure.clocks.published.isoformat(), p.title or "") for p in reports.values()]
    origins = dict.fromkeys(p.figure.claimant.origin for p in event.printed if p.figure.claimant.origin)
    return {
        "number_of_sources": len(reports),
        "source_article": ";".join(f'"{",".join(x.replace(chr(34), chr(39)) for x in part)}"' for part in parts),
        "source_office": ";".join(office for office, _, _ in parts),
        "source_date": ";".join(day for _, day, _ in parts),
        "source_headline": ";".join(title for _, _, title in parts),
        "source_original": "; ".join(origins),
    }


def _where(spot: Spot | None) -> dict[str, object]:
    if spot is None:
        return {}
    row: dict[str, object] = {"where_coordinates": spot.name, "where_prec": WHERE.get(spot.kind or "")}
    if spot.latitude is not None and spot.longitude is not None:
        row |= {
            "latitude": spot.latitude, "longitude": spot.longitude, "geom_wkt": f"POINT ({spot.longitude:g} {spot.latitude:g})",
            "priogrid_gid": priogrid(spot.latitude, spot.longitude),
        }  # fmt: skip
    return row


def priogrid(latitude: float, longitude: float) -> int:
    """The cell of PRIO-GRID, half a degree wide, counted from the south-west (Tollefsen et al. 2012, doi:10.1177/0022343311431287).

    >>> priogrid(-90, -180), priogrid(-90, 179.9), priogrid(89.9, 179.9)
    (1, 720, 259200)
    """
    row = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1
