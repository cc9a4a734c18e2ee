"""Report: the text with its figures marked, and of the chosen one each field's words, with what a person may make of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from ...flow.browse import offered
from ...flow.show import show
from ...flow.survey import short
from ...model.terms import Fate
from ...store import looking
from ..asking import desk, nothing, shown

router = APIRouter()
CHOICES = {"unit", "measure", "role", "standing", "basis", "commitment", "distance"}


@router.get("/report/{key}")
def page(request: Request, key: str, figure: str = "", part: int | None = None) -> Response:
    at = desk(request)
    survey = at.survey()
    sheet = survey.sheets.get(key)
    name = sheet.id if sheet is not None else looking.report_of_key(at.case, key, short)

    def told() -> dict[str, object]:
        found = show(at.case, name or "", at.stands(), figure=figure or None, part=part)
        if found is None:
            raise nothing("The case has no such report, or it was withdrawn.")
        about = survey.about_figure(found.chosen.figure.id) if found.chosen is not None else None
        return {
            "shown": found,
            "key": key,
            "about": about,
            "fates": [(f.value, f.words) for f in Fate],
            "choices": CHOICES,
            "offered": offered(survey),
        }

    return shown(request, "report", told)


@router.get("/figure/{figure}/sentence")
def sentence(request: Request, figure: str) -> Response:
    """To a figure's sentence, wherever that stands."""
    at = desk(request)
    report = looking.report_of_figure(at.case, figure)
    if report is None:
        raise nothing("The case has no such figure.")
    return RedirectResponse(f"/report/{short(report)}?figure={figure}#chosen", status_code=303)
