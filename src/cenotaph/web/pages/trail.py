"""Trail: one number, down to the hash of the file it came from and the run that read it; made to be printed and handed over."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ... import __version__
from ...flow.survey import short
from ...flow.trace import trace
from ...ledger import weight
from ..asking import desk, shown

router = APIRouter()


@router.get("/figure/{figure}")
def page(request: Request, figure: str) -> Response:
    at = desk(request)
    survey = at.survey()

    def told() -> dict[str, object]:
        found = trace(at.case, figure)
        return {
            "t": found,
            "f": found.now,
            "weight": weight(found.now),
            "about": survey.about_figure(found.trail.figure.id),
            "key": short(found.trail.report.id),
            "version": __version__,
            "made": date.today(),
        }

    return shown(request, "trail", told)
