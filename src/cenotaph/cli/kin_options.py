"""Options that say which files of remains and families there are, and how they are read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..model.errors import WrongUse
from .exits import REFUSED

if TYPE_CHECKING:
    from ..flow.kin_files import Rules

#: As far as `identification.maps` takes markers to be inherited apart; said here so that no room is loaded for a help page.
APART = 50.0

Remains = Annotated[Path, typer.Option("--remains", help="Remains: a .fam, a table of Familias, a CSV, a workbook, a PED.")]
Families = Annotated[Path, typer.Option("--families", help="Families: a .fam, a table of Familias, a CSV, a workbook, a PED.")]
Frequencies = Annotated[
    Path, typer.Option("--frequencies", help="A .fam, a CSV, a ladder, a JSON, or region:NAME (see `identify frequencies`).")
]
Minimum = Annotated[
    float | None,
    typer.Option("--minimum-frequency", help="Of an allele that the table does not list. Else 5 / 2N where it says N, else 0.001."),
]
Columns = Annotated[Path | None, typer.Option("--columns", help="A JSON or TOML that says which column of a table is what.")]
Map = Annotated[Path | None, typer.Option("--map", help="Where markers lie: chromosome, marker, cM or bp. Keeps those far apart.")]
Apart = Annotated[float, typer.Option("--apart", help="With a map: how far apart kept markers are, in cM.")]
Once = Annotated[
    bool, typer.Option("--homozygotes-once", help="One allele and an empty cell is a homozygote, not half a genotype.")
]

Mutation = Annotated[
    str | None,
    typer.Option("--mutation", help="none, equal:RATE, proportional:RATE, stepwise:RATE:RANGE:RATE2. Else the file's."),
]
Prior = Annotated[
    float | None,
    typer.Option("--prior-missing", help="How many are missing, each as likely before. Else as the families miss."),
]
Threshold = Annotated[
    float, typer.Option("--threshold", help="A likelihood ratio: how many unrelated pairs reach it by chance is said.")
]
Csv = Annotated[Path | None, typer.Option("--csv", help="Also write the result as a CSV.")]
Form = Annotated[bool | None, typer.Option("--json/--table", help="Print JSON, or a table. In a terminal a table is usual.")]


def as_json(form: bool | None) -> bool:
    """Whether JSON is asked for; where nothing is asked, people in a terminal get a table and programs JSON."""
    return not sys.stdout.isatty() if form is None else form


def end(notes: Iterable[str]) -> None:
    """The exit code says that something was refused, where something was; all that could be done is done."""
    from ..flow.kin_files import REFUSED as BEGINS

    if any(note.startswith(BEGINS) for note in notes):
        raise typer.Exit(REFUSED)


def not_over(written: Sequence[Path | None], read: Sequence[Path | None]) -> None:
    """WrongUse: a file to be written is one that is read, or written twice; genotypes would be lost."""
    kept = [path.resolve() for path in read if path is not None]
    for to in (path for path in written if path is not None):
        if to.resolve() in kept:
            raise WrongUse(f"{to} would be written over, and it is read or written here", cure="Name another file to write to.")
        kept.append(to.resolve())


Sought = Annotated[
    str | None,
    typer.Option("--missing-ids", help="Who is looked for, ids with commas between, where neither table nor markers say so."),
]


def rules(
    minimum: float | None, columns: Path | None, map_: Path | None, apart: float, once: bool, sought: str | None = None
) -> Rules:
    """How files are read, from the options. WrongUse: a number that cannot be."""
    from ..flow.kin_files import Rules

    ids = tuple(i for part in (sought or "").split(",") if (i := part.strip()))
    return Rules(minimum=minimum, columns=columns, map=map_, apart=apart, once=once, missing=ids)
