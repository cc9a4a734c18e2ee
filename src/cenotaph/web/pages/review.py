"""Review: what needs a person, most consequential first. One figure at a time, with its sentence; every act can be undone."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ...flow.browse import offered
from ...flow.deciding import listed
from ...flow.show import as_left, show
from ..asking import desk, shown, slowly

router = APIRouter()
PAGE = 14
DECISIONS = 100
CHOICES = {"unit", "measure", "role", "standing", "basis", "commitment", "distance"}


@router.get("/review")
def page(request: Request, at: str = "") -> Response:
    table = desk(request)
    survey = table.survey()

    def told() -> dict[str, object]:
        decided = {d.subject for d in table.stands().of("accept", "reject", "correct", "add")}
        waiting = [w for w in survey.waiting if w.figure not in decided]
        n = next((n for n, w in enumerate(waiting) if w.figure == at), 0)
        chosen = waiting[n] if waiting else None
        found = show(table.case, chosen.report, table.stands(), figure=chosen.figure) if chosen is not None else None
        return {
            "waiting": waiting[max(0, n - 3) : max(0, n - 3) + PAGE],
            "many": len(waiting),
            "at": n,
            "w": chosen,
            "chosen": found.chosen if found is not None else None,
            "card": found.card if found is not None else None,
            "before": waiting[n - 1].figure if n else None,
            "after": waiting[n + 1].figure if n + 1 < len(waiting) else None,
            "choices": CHOICES,
            "offered": offered(survey),
        }

    return shown(request, "review", told, nav="review")


@router.get("/decisions")
async def decisions(request: Request, page: int = 1) -> Response:
    table = desk(request)
    survey = table.survey()

    def told() -> dict[str, object]:
        found = list(reversed(listed(table.case)))
        proposed = {s.id: s.statement for s in survey.suggestions}
        pages = max(1, -(-len(found) // DECISIONS))
        at = min(max(page, 1), pages)
        page_of = found[(at - 1) * DECISIONS : at * DECISIONS]
        ids = sorted({i for x in page_of for i in (x.decision.subject, x.decision.other) if i is not None and i.startswith("fig_")})
        figures = {f.id: f"{f.count.text} {f.fate.words}" for f in as_left(table.case, ids, table.stands())}
        return {
            "decisions": page_of,
            "many": len(found),
            "page": at,
            "pages": pages,
            "proposed": proposed,
            "figures": figures,
        }

    return await slowly(lambda: shown(request, "decisions", told, nav="review"))
