"""Refer: a case's own places, sides, institutions and conflicts, in front of those that ship."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from .. import __version__
from .. import reference as shelf
from ..model.errors import CaseFault, WrongUse
from ..model.reference import Conflict, Reference
from ..store import looking, writing
from ..store.locking import building
from ..store.opening import Case, case_exists, create_case, open_case, open_to_read
from .knowing import reference


@contextmanager
def case_at(where: str) -> Iterator[Case]:
    """An existing case, closed in the end; CaseFault when there is none."""
    case = open_case(where)
    try:
        yield case
    finally:
        case.close()


def case_to_read(where: str) -> Case:
    """An existing case for a door that only shows; whoever asks for it closes it."""
    return open_to_read(where)


@contextmanager
def opened(where: str) -> Iterator[Case]:
    """The case at `where`, made when there is none."""
    case = open_case(where) if case_exists(where) else _made(where)
    try:
        yield case
    finally:
        case.close()


def _made(where: str) -> Case:
    """A new case, or the one that another command has made in this very moment."""
    try:
        return create_case(where)
    except CaseFault:
        if not case_exists(where):
            raise
        return open_case(where)


def refer(where: str, path: Path, *, seconds: int = 0) -> Reference:
    """Keep the rows of a TOML file in the case, made if it is not there; the next build reads all its reports with them."""
    try:
        rows = shelf.read_rows(path)
    except shelf.ReferenceFault as fault:
        raise WrongUse(str(fault)) from fault
    with opened(where) as case, building(case, seconds=seconds):
        run = writing.begin_run(case, "refer", {"file": str(path)}, f"cenotaph {__version__}")
        writing.add_reference(case, run, path.name, path.read_text(encoding="utf-8-sig"))
        writing.end_run(case, run, "done", {"rows": _size(rows)}, None, None)
    return rows


def _size(rows: Reference) -> int:
    return len(rows.places) + len(rows.sides) + len(rows.institutions) + len(rows.conflicts)


def known(case: Case) -> Reference:
    """The reference that a case is read and asked with."""
    return reference(tuple(looking.reference_texts(case)))


def conflict_and_episodes(case: Case, name: str | None) -> set[str] | None:
    """The slugs of the conflict a person means and of everything that is part of it; None when none is named."""
    if name is None:
        return None
    rows = known(case)
    slugs = fresh = {conflict_named(name, rows).slug}
    while fresh:
        fresh = {c.slug for c in rows.conflicts if c.part_of in fresh} - slugs
        slugs = slugs | fresh
    return slugs


def sides_meant(case: Case, name: str | None) -> set[str] | None:
    """The slugs of the sides that a person may mean, by slug or name, or "both"; None when none is named."""
    if name is None:
        return None
    rows = known(case)
    slugs = {s.slug for s in rows.sides_named(name)} | ({name} & {"both", *(s.slug for s in rows.sides)})
    if not slugs:
        raise WrongUse(
            f"no side is named {name!r}", cure="Name a state, an authority or an armed group; `cenotaph refer` adds your own."
        )
    return slugs


def conflict_named(name: str, rows: Reference) -> Conflict:
    """The one conflict a person means; WrongUse lists the candidates when it may be several, or near names when it is none."""
    found = rows.conflicts_named(name)
    if len(found) == 1:
        return found[0]
    if found:
        listed = "\n".join(f"  {c.slug:32} {c.name} ({c.first} to {c.last or 'now'})" for c in sorted(found, key=lambda c: c.first))
        raise WrongUse(f"{name!r} may mean {len(found)} conflicts", cure=f"Name one of them:\n{listed}")
    names = {n.casefold(): c.slug for c in rows.conflicts for n in (c.slug, c.name, *c.aliases)}
    near = dict.fromkeys(names[n] for n in get_close_matches(name.casefold(), names, n=3, cutoff=0.5))
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise WrongUse(f"no conflict is named {name!r}", cure=f"{hint}`cenotaph conflicts` lists them; `cenotaph refer` adds your own.")
