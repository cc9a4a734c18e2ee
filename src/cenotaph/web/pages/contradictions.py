"""Contradictions and proposals: what cannot all be true, and what figures suggest, each for a person to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ..asking import desk, shown

router = APIRouter()
PAGE = 40
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """One page of a list: its rows, and how many there are on all pages."""

    rows: Sequence[Row]
    many: int
    page: int
    pages: int


@router.get("/contradictions")
def page(request: Request, conflict: str = "", page: int = 1, proposals: int = 1, relations: int = 1) -> Response:
    survey = desk(request).survey()

    def told() -> dict[str, object]:
        clashes = _part([c for c in survey.contradictions if not conflict or c.conflict == conflict], page)
        suggested = [s for s in survey.suggestions if not conflict or s.conflict == conflict]
        return {
            "clashes": clashes.rows,
            "many": clashes.many,
            "page": clashes.page,
            "pages": clashes.pages,
            "proposals": _part(sorted(suggested, key=lambda s: s.accepted), proposals),  # what waits comes first
            "relations": _part([t for t in survey.ties if not conflict or t.conflict == conflict], relations),
            "conflict": conflict,
            "asked": {
                "conflict": conflict,
                "page": page if page > 1 else "",
                "proposals": proposals if proposals > 1 else "",
                "relations": relations if relations > 1 else "",
            },
            "conflicts": sorted(
                {(c.conflict, survey.conflicts.get(c.conflict, (c.conflict, ""))[0]) for c in survey.contradictions if c.conflict}
            ),
        }

    return shown(request, "contradictions", told, nav="contradictions")


def _part(whole: Sequence[Row], page: int) -> Part[Row]:
    pages = max(1, -(-len(whole) // PAGE))
    at = min(max(page, 1), pages)
    return Part(whole[(at - 1) * PAGE : at * PAGE], len(whole), at, pages)
