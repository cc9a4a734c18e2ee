"""Search: reports by their words. What is looked for may be a person's name, so it stands in no address and in no history.

A search has an address of its own, by a number drawn at random; the words behind it are kept until the pages are closed.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from ...flow.find import find
from ...flow.survey import short
from ..asking import desk, nothing, shown, slowly

router = APIRouter()
#: Reports that are listed, and characters of what is looked for.
MOST, LONGEST = 50, 500


@router.get("/search")
def page(request: Request) -> Response:
    return shown(request, "search", lambda: {"text": "", "hits": [], "most": MOST})


@router.post("/search")
async def asked(request: Request) -> Response:
    text = (await request.form()).get("text", "")
    words = text.strip()[:LONGEST] if isinstance(text, str) else ""
    return RedirectResponse(f"/search/{desk(request).searches.keep(words)}" if words else "/search", status_code=303)


@router.get("/search/{number}")
async def found(request: Request, number: str) -> Response:
    at = desk(request)
    text = at.searches.words(number)
    if text is None:
        raise nothing("The words of this search are not kept any more.", "Type them again, above.")

    def told() -> dict[str, object]:
        return {"text": text, "hits": [(h, short(h.report)) for h in find(at.case, text, limit=MOST)], "most": MOST}

    return await slowly(lambda: shown(request, "search", told))
