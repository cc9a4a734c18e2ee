"""Case: where a reader begins. Totals as sentences, what waits, what is withheld, what is new, coverage by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ...flow.queue import LONGEST
from ...flow.survey import Entry, Survey
from ...publishing.bars import bars
from ..asking import desk, shown

router = APIRouter()
#: Totals of one conflict, newest reports and withheld records that the page has room for.
HEADLINES, NEWEST, SILENCES = 8, 8, 6


@router.get("/")
def page(request: Request) -> Response:
    at = desk(request)
    survey = at.survey()
    return shown(request, "case", lambda: {"survey": survey, **_told(survey)}, nav="case")


def _told(survey: Survey) -> Mapping[str, object]:
    newest = sorted(survey.sheets.items(), key=lambda s: (s[1].published, s[0]), reverse=True)[:NEWEST]
    silences = sorted(survey.withheld, key=lambda w: w.published, reverse=True)
    total = survey.counts["figures"]
    return {
        "chapters": _chapters(survey),
        "newest": newest,
        "silences": silences[:SILENCES],
        "many_silences": len(silences),
        "months": bars([(month, figures) for month, _, figures in survey.months], width=320.0),
        "share": round(100 * survey.reviewed / total) if total else 0,
        "waiting": len(survey.waiting),
        "most": len(survey.waiting) == LONGEST,
        "suggested": sum(not s.accepted for s in survey.suggestions),
    }


def _chapters(survey: Survey) -> list[tuple[str, str, str, list[Entry], int, int]]:
    """Slug, name, span, headlines, all totals and all events of each conflict, those with the most figures first."""
    totals: defaultdict[str, list[Entry]] = defaultdict(list)
    events: defaultdict[str, int] = defaultdict(int)
    weight: defaultdict[str, int] = defaultdict(int)
    for e in survey.entries:
        slug = e.question.conflict or ""
        weight[slug] += len(e.figures)
        if e.total:
            totals[slug].append(e)
        else:
            events[slug] += 1
    made = []
    for slug in sorted(weight, key=lambda s: (s == "", -weight[s])):
        name, span = survey.conflicts.get(slug, ("No conflict told", "figures whose report names no conflict that is known here"))
        own = sorted(totals[slug], key=lambda e: (e.question.register is not None, -len(e.figures)))  # parts after the whole
        made.append((slug, name, span, own[:HEADLINES], len(own), events[slug]))
    return made
