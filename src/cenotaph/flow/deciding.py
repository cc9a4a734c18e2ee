"""Deciding: a decision as a door asks for it, and the decisions of a case as a door shows them."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.errors import WrongUse
from ..model.terms import Fate
from ..store import looking
from ..store.looking import Decision
from ..store.opening import Case
from . import decide as deed
from .decided import added, both, standing

#: Digits that the number of a decision may have.
LONGEST_NUMBER = 18
#: How many figures, proposals, reports or numbers each kind names.
NAMES = {"same": 2, "different": 2, "accept": 1, "reject": 1, "correct": 1, "add": 1, "undo": 1}


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision in words: its kind, what it is about, and what it sets. `seen`: the stamp of the figure as a person saw it."""

    kind: str
    subjects: tuple[str, ...]
    sets: tuple[str, ...]
    quote: str | None
    context: str | None
    fate: Fate | None
    as_: str | None
    by: str
    because: str
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision, and for a correction each field as the machine read it and as the person set it."""

    decision: Decision
    beside: dict[str, tuple[object, object]]


def decided(case: Case, asked: Asked, *, seconds: int = 0) -> deed.Decided:
    """Do what is asked; WrongUse when a part is missing or does not belong to the kind."""
    names, wanted = len(asked.subjects), NAMES[asked.kind]
    if names != wanted:
        raise WrongUse(f"`decide {asked.kind}` names {wanted}, not {names}", cure="`cenotaph decide --help` tells what.")
    if asked.sets and asked.kind not in {"correct", "add"}:
        raise WrongUse(f"`decide {asked.kind}` sets no fields", cure="--set belongs to correct and add.")
    if asked.as_ is not None and asked.kind != "accept":
        raise WrongUse(f"`decide {asked.kind}` takes no --as", cure="--as belongs to accept.")
    told = {"by": asked.by, "because": asked.because}
    match asked.kind:
        case "same":
            return deed.same(case, *asked.subjects, **told, seconds=seconds)
        case "different":
            return deed.different(case, *asked.subjects, **told, seconds=seconds)
        case "accept":
            return deed.accept(case, *asked.subjects, as_=asked.as_, **told, seconds=seconds, seen=asked.seen)
        case "reject":
            return deed.reject(case, *asked.subjects, **told, seconds=seconds, seen=asked.seen)
        case "correct":
            return deed.correct(case, asked.subjects[0], deed.parsed(list(asked.sets)), **told, seconds=seconds, seen=asked.seen)
        case "add":
            return _added(case, asked, seconds)
    number = asked.subjects[0]
    if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER:
        raise WrongUse(f"{number[:40]!r} is no number of a decision", cure="`cenotaph decisions CASE` lists them.")
    return deed.undo(case, int(number), **told, seconds=seconds)


def _added(case: Case, asked: Asked, seconds: int) -> deed.Decided:
    if asked.quote is None or asked.fate is None:
        raise WrongUse(
            "`decide add` needs --quote and --fate", cure='For example --quote "at least 12" --fate killed --set low=12.'
        )
    return deed.add(
        case, asked.subjects[0], asked.quote, asked.fate, deed.parsed(list(asked.sets)), context=asked.context, by=asked.by,
        because=asked.because, seconds=seconds,
    )  # fmt: skip


def listed(case: Case) -> list[Listed]:
    """Every decision, oldest first, undone ones included."""
    found = looking.decisions(case)
    ids = {d.subject for d in found if d.kind == "correct"}
    machine = {f.id: f for f in looking.figures(case, ids=ids)} if ids else {}
    if ids - machine.keys():  # added by a person, or lost by a later reader
        stands = standing(case)
        machine |= {f.id: f for f in (*added(case, stands), *looking.last_known(case, ids - machine.keys()))}
    return [Listed(d, both(machine[d.subject], d.payload) if d.kind == "correct" and d.subject in machine else {}) for d in found]
