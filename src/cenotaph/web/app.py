"""The application: every page in its place, behind the guards. Nothing here asks anybody beyond this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from .. import publishing
from ..model.errors import CaseFault, CenotaphError
from .asking import CURE
from .desk import Desk, NotReady
from .guards import Guards
from .importing import Imports
from .pages import account, case, contradictions, deciding, events, importing, report, review, search, trail
from .rendering import render

#: Pages made at once. One interpreter makes them, and more threads only make each other wait; what may take long is done `slowly`.
AT_ONCE = 1
PAGES = (case, account, report, trail, events, contradictions, review, deciding, importing, search)


def application(desk: Desk) -> FastAPI:
    """The pages of one case; closing the application closes the case."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        yield
        await anyio.to_thread.run_sync(imports.close)
        desk.close()

    imports = Imports(desk.where, desk.settings)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.desk, app.state.imports = desk, imports
    for page in PAGES:
        app.include_router(page.router)
    app.mount("/assets/world", StaticFiles(directory=str(files(publishing).joinpath("data", "world"))))
    app.mount("/assets", StaticFiles(directory=str(files(__package__).joinpath("assets"))))
    app.add_middleware(Guards)
    app.add_exception_handler(NotReady, _not_ready)
    app.add_exception_handler(HTTPException, _no_page)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(CenotaphError, _fault)
    return app


def _not_ready(_: Request, __: Exception) -> Response:
    """The first look at a large case: the page asks again by itself."""
    return HTMLResponse(render("wait", nav=""), status_code=503, headers={"refresh": "1", "retry-after": "1"})


def _no_page(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = error.detail if isinstance(error, HTTPException) and error.detail != "Not Found" else "There is nothing at this address."
    cure = (error.headers or {}).get(CURE) if isinstance(error, HTTPException) else None
    return HTMLResponse(
        render("fault", nav="", what=told, cure=cure or "It may have been rejected or withdrawn since."), status_code=status
    )


def _misread(_: Request, error: Exception) -> Response:
    """A part of the address that should be a whole number and is none: pages of a list, parts of a text, numbers of imports."""
    wrong = error.errors()[0]["loc"][-1] if isinstance(error, RequestValidationError) and error.errors() else "a part"
    what = f"This address cannot be read: {str(wrong)[:60]} is no whole number."
    return HTMLResponse(render("fault", nav="", what=what, cure="Write it in digits, or leave it out."), status_code=400)


def _fault(request: Request, error: Exception) -> Response:
    """What a person can mend, in words."""
    assert isinstance(error, CenotaphError)
    status = 409 if isinstance(error, CaseFault) else 400
    back = getattr(request.state, "back", "")
    told = render("fault", nav="", what=f"{error.what.rstrip('.')}.", cure=error.cure, back=back)
    return HTMLResponse(told, status_code=status)
