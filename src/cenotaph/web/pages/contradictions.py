"""Contradictions and proposals: what cannot all be true, and what figures suggest, each for a person to decide."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ..asking import desk, shown

router = APIRouter()
PAGE = 40


@router.get("/contradictions")
def page(request: Request, conflict: str = "", page: int = 1) -> Response:
    survey = desk(request).survey()

    def told() -> dict[str, object]:
        clashes = [c for c in survey.contradictions if not conflict or c.conflict == conflict]
        pages = max(1, -(-len(clashes) // PAGE))
        at = min(max(page, 1), pages)
        return {
            "clashes": clashes[(at - 1) * PAGE : at * PAGE],
            "many": len(clashes),
            "page": at,
            "pages": pages,
            "suggestions": [s for s in survey.suggestions if not conflict or s.conflict == conflict][:PAGE],
            "ties": [t for t in survey.ties if not conflict or t.conflict == conflict][:PAGE],
            "many_ties": sum(not conflict or t.conflict == conflict for t in survey.ties),
            "conflict": conflict,
            "conflicts": sorted(
                {(c.conflict, survey.conflicts.get(c.conflict, (c.conflict, ""))[0]) for c in survey.contradictions if c.conflict}
            ),
        }

    return shown(request, "contradictions", told, nav="contradictions")
