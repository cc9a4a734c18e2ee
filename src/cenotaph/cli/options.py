"""Arguments and options that several commands share, and how their words become values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..model.errors import WrongUse
from ..model.terms import Fate

if TYPE_CHECKING:
    from ..sources import ColumnMap

Case = Annotated[str, typer.Argument(help="The case: a file or a postgresql:// URL.")]
Paths = Annotated[
    list[Path],
    typer.Argument(help="Reports: folders, text, web pages, PDF, WARC, feeds, mails, JSON Lines, CSV, ZIP.", show_default=False),
]
FateOption = Annotated[Fate | None, typer.Option("--fate", help="Only this fate.")]
Conflict = Annotated[str | None, typer.Option("--conflict", help="Only this conflict, by slug or name; episodes of it count.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As known by this day (YYYY-MM-DD): nothing published later appears.")]
SpeaksFor = Annotated[str | None, typer.Option("--speaks-for", help="Only figures about this day or earlier (YYYY-MM-DD).")]
Institutions = Annotated[
    list[str] | None,
    typer.Option("--institution", help="Take these together, as if they counted the same people; again for each. Else each alone."),
]
Accepted = Annotated[
    list[str] | None,
    typer.Option("--accept", help="Take this relation to hold, by its id; again for each. See `proposals --relations`."),
]
Refused = Annotated[list[str] | None, typer.Option("--reject", help="Take this relation not to hold, by its id; again for each.")]
Policy = Annotated[str, typer.Option("--policy", help="The rule that makes the account; `cenotaph policies` lists them.")]
SideOption = Annotated[str | None, typer.Option("--side", help="Only what is about this side's people.")]
Ranked = Annotated[
    list[str] | None,
    typer.Option("--ranking", help="An institution of the ranking that `hierarchy` goes by; once for each, the best first."),
]
Rated = Annotated[
    list[str] | None,
    typer.Option(
        "--rated", help="How reliable you rate an institution, 1 the best, for `ucdp` and `acled`: ICRC=1. Once for each."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Columns = Annotated[
    str | None, typer.Option("--columns", help="Which column of a table holds what: text=Body,date=Published,id=Nr,outlet=Paper.")
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", help="The encoding of files that are not UTF-8 and state none, such as windows-1251.")
]


class Kind(StrEnum):
    """What a person can decide."""

    SAME = "same"
    DIFFERENT = "different"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"
    UNDO = "undo"


def pairs_of(text: str | None) -> dict[str, str]:
    """What each column holds, as an option gives it: what=NAME,what=NAME. WrongUse names the part that is wrong."""
    found: dict[str, str] = {}
    for part in text.split(",") if text else ():
        what, sign, name = (p.strip() for p in part.partition("="))
        if not (what and sign and name):
            raise WrongUse(f"{part!r} names no column", cure="For example --columns published=Date,low=Minimum.")
        found[what] = name
    return found


def day_of(text: str | None) -> date | None:
    """The day an option names; WrongUse when it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{text!r} is no day", cure="Write it as YYYY-MM-DD, for example 2020-11-14.") from None


def columns_of(text: str | None) -> ColumnMap | None:
    """The column map an option gives; WrongUse names the part that is wrong."""
    if text is None:
        return None
    from ..sources import ColumnMap

    pairs = [part.partition("=") for part in text.split(",")]
    try:
        if not all(sign and column.strip() for _, sign, column in pairs):
            raise ValueError(f"{text!r} is no list of part=column")
        return ColumnMap.of({part.strip(): column.strip() for part, _, column in pairs})
    except ValueError as fault:
        raise WrongUse(str(fault), cure="For example --columns text=Body,date=Published.") from None


def encoding_of(text: str | None) -> str | None:
    """The encoding an option names; WrongUse when there is none of this name."""
    if text is None:
        return None
    from ..sources.decoding import known_encoding

    try:
        return known_encoding(text)
    except ValueError as fault:
        raise WrongUse(str(fault), cure="For example --encoding windows-1251.") from None


def ranks_of(ranking: list[str] | None, rated: list[str] | None) -> dict[str, int]:
    """Institutions with their rank, 1 the best, from a ranking or from ratings; WrongUse names the part that is wrong."""
    if ranking and rated:
        raise WrongUse("a ranking and ratings are given together", cure="Give --ranking, or --rated, not both.")
    if ranking:
        if len(set(ranking)) < len(ranking):
            raise WrongUse("the ranking names an institution twice", cure="Name each once, the best first.")
        return {name: place for place, name in enumerate(ranking, start=1)}
    ranks: dict[str, int] = {}
    for part in rated or ():
        name, _, rank = part.rpartition("=")
        if not name.strip() or not rank.strip().isdecimal() or int(rank) < 1:
            raise WrongUse(f"{part!r} is no rating", cure="Write INSTITUTION=RANK with 1 for the best, for example --rated ICRC=1.")
        if name.strip() in ranks:
            raise WrongUse(f"{name.strip()!r} is rated twice", cure="Rate each institution once.")
        ranks[name.strip()] = int(rank)
    return ranks
