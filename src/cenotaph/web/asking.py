"""What every page asks of a request: the desk, who is looking, days in the address; and how a page is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import TypeVar
from urllib.parse import quote, unquote, urlsplit

from anyio import CapacityLimiter, to_thread
from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ..model.errors import WrongUse
from .desk import Desk
from .importing import Imports
from .rendering import render

Result = TypeVar("Result")
PERSON = "cenotaph_person"


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
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{text!r} is no day", cure="Write it as YYYY-MM-DD, for example 2020-11-14.") from None


def nothing(what: str) -> HTTPException:
    return HTTPException(404, what)


def shown(request: Request, template: str, make: Callable[[], Mapping[str, object]], *, nav: str = "") -> Response:
    """The page, from those that were made already where it is there. What was decided just now is told on top of it."""
    at = desk(request)
    who, today = person(request), date.today()

    def made() -> str:
        given = make()
        return render(template, nav=nav, person=who, here=_here(request), done=_done(request), behind=at.behind, **given)

    return HTMLResponse(at.page((template, _here(request), who, today, at.behind), made))


def back(to: str, **told: object) -> RedirectResponse:
    """Back to the page that a form was on; never to another site."""
    parts = urlsplit(to)
    path = to if to.startswith("/") and not to.startswith("//") and not parts.netloc and "\\" not in to else "/"
    path = path.partition("#")[0]
    given = "&".join(f"{k}={quote(str(v))}" for k, v in told.items())
    base, _, query = path.partition("?")
    kept = "&".join(p for p in query.split("&") if p and p.partition("=")[0] not in {"done", "undone"})
    whole = "&".join(p for p in (kept, given) if p)
    return RedirectResponse(f"{base}?{whole}" if whole else base, status_code=303)


def _here(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _done(request: Request) -> tuple[str, int] | None:
    """The decision that this page was come to from."""
    for name in ("done", "undone"):
        number = request.query_params.get(name, "")
        if number.isdecimal() and len(number) < 10:
            return name, int(number)
    return None
