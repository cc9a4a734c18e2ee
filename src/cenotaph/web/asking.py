"""What every page asks of a request: the desk, who is looking, days in the address; and how a page is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import TypeVar
from urllib.parse import quote, unquote, urlsplit

from anyio import CapacityLimiter, to_thread
from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from .. import __version__
from ..model.errors import WrongUse
from .desk import Desk
from .importing import Imports
from .rendering import render

Result = TypeVar("Result")
#: Cookies: who decides, and the decision that was made just now, told once on the page that comes next.
PERSON, TOLD = "cenotaph_person", "cenotaph_told"
#: Where a fault carries its cure on the way to its page.
CURE = "x-cure"
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
JUST_DECIDED = re.compile(r"(done|undone)-([0-9]{1,9})", re.ASCII)


def desk(request: Request) -> Desk:
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


def imports(request: Request) -> Imports:
    found = request.app.state.imports
    assert isinstance(found, Imports)
    return found


def person(request: Request) -> str:
    """The name that whoever decides has given; empty when none was."""
    return unquote(request.cookies.get(PERSON, ""))


def remembered(response: Response, name: str) -> None:
    """Keep the name in a cookie that no script and no other site sees."""
    response.set_cookie(PERSON, quote(name), max_age=90 * 86_400, httponly=True, samesite="strict", path="/")


async def slowly(work: Callable[[], Result]) -> Result:
    """Long work beside the threads that make pages, so that no reader waits for it."""
    return await to_thread.run_sync(work, limiter=_long_work())


@cache
def _long_work() -> CapacityLimiter:
    return CapacityLimiter(4)


def day_of(text: str | None) -> date | None:
    """The day in an address; WrongUse when it is none."""
    if not text:
        return None
    try:
        if not DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{text!r} is no day", cure="Write it as YYYY-MM-DD, for example 2020-11-14.") from None


def nothing(what: str, cure: str = "") -> HTTPException:
    """What is raised where there is nothing; `cure` when something else helps than looking whether it was withdrawn."""
    return HTTPException(404, what, headers={CURE: cure} if cure else None)


def shown(
    request: Request, template: str, make: Callable[[], Mapping[str, object]], *, nav: str = "", also: Iterable[str] = ()
) -> Response:
    """The page, from those that were made already where it is there. What was decided just now is told on top of it, once.

    `also`: parts of the address that are known beside those that the page names. An unknown part is refused: a page that leaves out
    what was asked for would answer another question.
    """
    known = {p.alias for p in request.scope["route"].dependant.query_params} | set(also)
    if strange := sorted(request.query_params.keys() - known):
        cure = f"It may have: {', '.join(sorted(known))}." if known else "Leave everything from the ? on out."
        raise WrongUse(f"this address has a part that is not known here: {strange[0][:60]!r}", cure=cure)
    at, here, done = desk(request), _here(request), _done(request)
    who, today = person(request), date.today()

    def made() -> str:
        given = make()
        about = {"where": at.name, "today": today, "version": __version__}
        return render(template, nav=nav, person=who, here=here, done=done, behind=at.behind, **{**about, **given})

    response = HTMLResponse(at.page((template, here, who, done, today, at.behind), made))
    if TOLD in request.cookies:
        response.delete_cookie(TOLD, path="/")
    return response


def back(to: str, told: str = "") -> RedirectResponse:
    """Back to the page that a form was on; never to another site. `told`: what that page says was decided just now."""
    response = RedirectResponse(own(to).partition("#")[0], status_code=303)
    if told:
        response.set_cookie(TOLD, told, max_age=60, httponly=True, samesite="strict", path="/")
    return response


def own(address: str) -> str:
    """An address of our own pages as a form gives it; the case where it is none.

    >>> own("/report/ab?figure=fig_1"), own("//evil.example/"), own("/\\\\evil.example"), own("/a\\nb")
    ('/report/ab?figure=fig_1', '/', '/', '/')
    """
    ours = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if ours and not urlsplit(address).netloc else "/"


def _here(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _done(request: Request) -> tuple[str, int] | None:
    """The decision that this page was come to from."""
    found = JUST_DECIDED.fullmatch(request.cookies.get(TOLD, ""))
    return (found[1], int(found[2])) if found else None
