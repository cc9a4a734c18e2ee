"""Account: who says what, when, on one question. The days and the policy are in the address, so that it can be handed on."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ...flow import answer as flow
from ...model.errors import WrongUse
from ..asking import day_of, desk, nothing, shown

router = APIRouter()
#: Other accounts of the same title that a page names.
NAMESAKES = 6
#: How a part of the address that ranks an institution begins; behind it stands the `short` of the institution's name.
RANK = "rank_"


@router.get("/account/{key}")
def page(request: Request, key: str, known_by: str = "", speaks_for: str = "", policy: str = "widest", page: int = 1) -> Response:
    at = desk(request)
    survey = at.survey()
    entry = survey.entry(key)
    if entry is None:
        raise nothing("The case raises no such question, or not any more.")
    days = day_of(known_by), day_of(speaks_for)
    ranks = {name: _rank(n) for name, n in request.query_params.items() if name.startswith(RANK) and n.strip()}
    if any(name.removeprefix(RANK) not in survey.sources for name in ranks):
        raise WrongUse("this address ranks a source that the case does not know", cure="Leave that part out.")

    def told() -> dict[str, object]:
        found = flow.answer(
            at.case,
            survey,
            entry,
            at.stands(),
            policy=policy,
            known_by=days[0],
            speaks_for=days[1],
            rated={name.removeprefix(RANK): n for name, n in ranks.items()},
            page=page,
            today=date.today(),
        )
        return {
            "a": found,
            "entry": entry,
            "asked": {"known_by": known_by, "speaks_for": speaks_for, "policy": "" if policy == "widest" else policy, **ranks},
            "policy": policy,
            "policies": flow.choices(),
            "namesakes": survey.namesakes(entry)[:NAMESAKES],
            "conflict": survey.conflicts.get(entry.question.conflict or "", ("", ""))[0],
            "first": min((r.figure.clocks.published for r in found.rows), default=entry.first),
            "newest": survey.newest or entry.last,
        }

    return shown(
        request,
        "account",
        told,
        nav="accounts" if entry.total else "events",
        also=[n for n in request.query_params if n.startswith(RANK)],
    )


def _rank(text: str) -> int:
    """A place in a ranking, 1 the best; WrongUse when it is none."""
    if not (text.strip().isascii() and text.strip().isdigit() and 0 < int(text[:9]) < 100):
        raise WrongUse(f"{text[:20]!r} is no place in a ranking", cure="Give 1 to the best source, then 2, 3 and so on.")
    return int(text)
