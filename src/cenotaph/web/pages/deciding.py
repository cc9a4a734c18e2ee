"""Deciding: the forms of every page that ask for a person's word. A decision carries a name and a reason, and can be undone."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from ...flow import keep
from ...flow.decide import named
from ...flow.deciding import NAMES, Asked, decided
from ...flow.refer import case_at
from ...model.errors import WrongUse
from ...model.terms import Fate, Sensitivity
from ...store import looking
from ..asking import back, desk, own, person, remembered, slowly

router = APIRouter()
SET, READ = "set_", "read_"
#: Seconds to wait for a build that holds the case.
PATIENCE = 5


@router.post("/decide")
async def decide(request: Request) -> Response:
    return await _answered(request, None)


@router.post("/mark")
async def mark(request: Request) -> Response:
    """How far a report may go."""
    form = await request.form()
    request.state.back = own(_word(form, "back"))
    name, kept = _word(form, "by") or person(request), _word(form, "sensitivity")
    if kept not in set(Sensitivity):
        raise WrongUse("the form does not say how far the report may go", cure="Go back and choose.")
    at = desk(request)

    def done() -> None:
        with case_at(at.where) as case:
            seconds = max(PATIENCE, at.settings.lock_seconds)
            keep.mark(case, _word(form, "subject"), Sensitivity(kept), by=name, because=_word(form, "because"), seconds=seconds)
        at.changed()

    await slowly(done)
    response = back(_word(form, "back"))
    remembered(response, name)
    return response


@router.post("/undo")
async def undo(request: Request) -> Response:
    return await _answered(request, "undo")


@router.post("/who")
async def who(request: Request) -> Response:
    form = await request.form()
    name = _word(form, "by")
    named(name, "who decides from here on")
    response = back(_word(form, "back"))
    remembered(response, name)
    return response


async def _answered(request: Request, kind: str | None) -> Response:
    form = await request.form()
    request.state.back = own(_word(form, "back"))  # where to go on from a fault
    name = _word(form, "by") or person(request)
    asked = _asked(form, kind or _word(form, "kind"), name)
    number = await slowly(lambda: _done(request, asked))
    to = _word(form, "next") or _word(form, "back")
    if asked.kind == "undo" and to.startswith("/review"):  # back to the figure itself, which waits again
        to = f"/review?at={await slowly(lambda: _subject(request, number))}"
    response = back(to, f"{'undone' if asked.kind == 'undo' else 'done'}-{number}")
    remembered(response, name)
    return response


def _done(request: Request, asked: Asked) -> int:
    at = desk(request)
    with case_at(at.where) as case:
        number = decided(case, asked, seconds=max(PATIENCE, at.settings.lock_seconds)).number
    at.changed()
    return number


def _subject(request: Request, number: int) -> str:
    """What a decision was about."""
    return next((d.subject for d in looking.decisions(desk(request).case) if d.decision == number), "")


def _asked(form: FormData, kind: str, name: str) -> Asked:
    if not name:
        raise WrongUse("no name is given", cure="Give your name beside the decision; it stays with it.")
    fate, as_ = _word(form, "fate"), _word(form, "as")
    if ":" in _word(form, "as_kind"):  # one button says what is done and what a revision is accepted as
        kind, _, as_ = _word(form, "as_kind").partition(":")
    if kind not in NAMES:
        raise WrongUse("the form asks for nothing that can be decided", cure="Go back and choose a button.")
    subjects = tuple(s for s in (_word(form, "subject"), _word(form, "other")) if s)
    return Asked(
        kind,
        subjects,
        _sets(form) if kind != "add" else _exact(_sets(form)),
        _text(form, "quote") or None,
        _text(form, "context") or None,
        Fate(fate) if kind == "add" and fate in set(Fate) else None,
        as_ or None,
        name,
        _word(form, "because") or ("taken back" if kind == "undo" else ""),
        _word(form, "seen") or None,
    )


def _sets(form: FormData) -> tuple[str, ...]:
    """The fields whose value is another than the one that the form came with."""
    return tuple(
        f"{name.removeprefix(SET)}={value.strip()}"
        for name, value in form.multi_items()
        if name.startswith(SET) and isinstance(value, str) and value.strip() != _word(form, READ + name.removeprefix(SET))
    )


def _exact(sets: tuple[str, ...]) -> tuple[str, ...]:
    """With the one number that was given as both ends: who adds "81" means eighty-one, and writes none for an open end."""
    named = {pair.partition("=")[0] for pair in sets}
    return (*sets, *(f"high={p.partition('=')[2]}" for p in sets if p.startswith("low=") and "high" not in named))


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _word(form: FormData, name: str) -> str:
    return _text(form, name).strip()
