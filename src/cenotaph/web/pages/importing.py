"""Import: files or a folder dropped on the page, how far they are read, and what was refused, with its cure."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from ...model.errors import WrongUse
from ...sources.sheet import COLUMNS
from ..asking import imports, nothing, person, slowly
from ..rendering import render
from ..taking_in import FIGURES, REPORTS

router = APIRouter()
MOST_FILES = 20_000


@router.get("/import")
def page(request: Request) -> Response:
    return HTMLResponse(
        render(
            "import", nav="import", person=person(request), done=None, behind=False, imports=imports(request).done, columns=COLUMNS
        )
    )


@router.post("/import")
async def given(request: Request) -> Response:
    form = await request.form(max_files=MOST_FILES)
    files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if not files:
        raise WrongUse("no file was given", cure="Choose one or more files, or a folder.")
    desk = imports(request)
    kind = FIGURES if form.get("kind") == FIGURES else REPORTS
    made = desk.begin(kind, _columns(form.get("columns")) if kind == FIGURES else None)
    try:
        await slowly(lambda: made.add_all((file.filename or "report", file.file) for file in files))
    except BaseException:
        desk.drop(made)
        raise
    desk.run(made)
    return RedirectResponse(f"/import/{made.number}", status_code=303)


@router.get("/import/{number}")
def progress(request: Request, number: int) -> Response:
    found = imports(request).of(number)
    if found is None:
        raise nothing("There was no such import since the pages were opened. `cenotaph runs` lists all that a case has seen.")
    html = render("imported", nav="import", person=person(request), done=None, behind=False, i=found, counts=found.counts)
    return HTMLResponse(html, headers={} if found.ended else {"refresh": "2"})


@router.get("/import/{number}/progress")
def told(request: Request, number: int) -> Response:
    found = imports(request).of(number)
    if found is None:
        raise nothing("There was no such import.")
    return JSONResponse({"ended": found.ended, "counts": found.counts, "files": found.files})


def _columns(told: object) -> dict[str, str]:
    """Which column holds what, as a person writes it: published=Date, low=Minimum."""
    pairs = [p.partition("=") for p in str(told or "").split(",") if p.strip()]
    if wrong := next(("".join(p).strip() for p in pairs if p[0].strip() not in COLUMNS or not p[2].strip()), None):
        raise WrongUse(f"{wrong[:60]!r} tells of no column", cure="Write for example published=Date, low=Minimum.")
    return {what.strip(): name.strip() for what, _, name in pairs}
