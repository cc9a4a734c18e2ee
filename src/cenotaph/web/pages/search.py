"""Search: reports by their words."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ...flow.find import find
from ...flow.survey import short
from ..asking import desk, shown, slowly

router = APIRouter()
MOST = 50


@router.get("/search")
async def page(request: Request, text: str = "") -> Response:
    at = desk(request)

    def told() -> dict[str, object]:
        return {"text": text[:500], "hits": [(h, short(h.report)) for h in find(at.case, text[:500], limit=MOST)], "most": MOST}

    return await slowly(lambda: shown(request, "search", told))
