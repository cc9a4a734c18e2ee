"""Events and accounts: what the filters admit as a list, by month, and on a map. One search, one address."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from ...flow.browse import NO_CONFLICT, Filters, browse, offered
from ...flow.survey import Survey
from ...model.errors import WrongUse
from ...model.terms import Fate, Role
from ...publishing.bars import bars
from ...publishing.maps import Spot, drawn
from ...publishing.rendering import plain
from ..asking import day_of, desk, shown, slowly

router = APIRouter()
#: Parts of the address that are filters, as they stand in it.
PARTS = ("conflict", "fate", "side", "role", "place", "source", "grade", "text", "since", "until")
VIEWS = ("list", "timeline", "map")


@router.get("/events")
async def events(request: Request, view: str = "list", page: int = 1) -> Response:
    if view not in VIEWS:
        raise WrongUse(f"there is no view {view[:40]!r} of events", cure=f"Choose one of {', '.join(VIEWS)}.")
    make = partial(_found, request, "events", view, page)
    return await (slowly(make) if "text" in request.query_params or view == "map" else run_in_threadpool(make))


@router.get("/accounts")
def accounts(request: Request, page: int = 1) -> Response:
    return _found(request, "totals", "list", page)


def _found(request: Request, kind: str, view: str, page: int) -> Response:
    at = desk(request)
    survey = at.survey()
    given = {k: v.strip()[:200] for k, v in parse_qsl(request.url.query) if k in PARTS and v.strip()}
    _known(survey, given)
    days = day_of(given.get("since")), day_of(given.get("until"))

    def told() -> dict[str, object]:
        words = {k: v for k, v in given.items() if k not in {"since", "until"}}
        found = browse(at.case, survey, Filters(kind=kind, since=days[0], until=days[1], **words), page=page, view=view)
        return {
            "found": found,
            "given": given,
            "offered": offered(survey),
            "kind": kind,
            "view": view,
            "path": "/events" if kind == "events" else "/accounts",
            "bars": bars(found.months) if view == "timeline" else None,
            "map": drawn(found.spots) if view == "map" else None,
            "places": places(found.spots),
            "conflicts": survey.conflicts,
        }

    return shown(request, "events", told, nav="events" if kind == "events" else "accounts", also=(*PARTS, "view"))


def _known(survey: Survey, given: dict[str, str]) -> None:
    """WrongUse where a filter asks for what there is nowhere: none of it would look like nothing told."""
    those = offered(survey)
    for name, known in (
        ("fate", [*Fate]),
        ("role", [*Role]),
        ("conflict", [*survey.conflicts, NO_CONFLICT]),
        ("side", [*survey.sides, *(value for value, _ in those.sides)]),
    ):
        if name in given and given[name] not in known:
            raise WrongUse(f"there is no {name} {given[name][:40]!r}", cure="Choose one of those that the form offers.")


def places(spots: Iterable[Spot]) -> str:
    """Every place as JSON for <event-map>: [name as it is shown, longitude, latitude, how many questions], in ASCII.

    A name with something in it that is not shown stands once more at the end of its row, letter for letter, for its link.

    >>> places([Spot("Shushi", 39.76, 46.75, 9), Spot("a\\u202eb", 1.0, 2.0, 1)])
    '[["Shushi",46.75,39.76,9],["a\\\\u2423b",2.0,1.0,1,"a\\\\u202eb"]]'
    """
    rows = []
    for s in spots:
        shown_as = plain(s.name)
        rows.append([shown_as, round(s.longitude, 4), round(s.latitude, 4), s.many, *([s.name] if shown_as != s.name else [])])
    return json.dumps(rows, separators=(",", ":"))
