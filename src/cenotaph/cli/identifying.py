"""`cenotaph identify`: remains and the families who look for them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from . import showing

if TYPE_CHECKING:
    from ..flow.identify import Likelihoods

app = typer.Typer(
    help="Remains and the families who look for them: exact likelihoods of genotypes.", no_args_is_help=True, rich_markup_mode=None
)

Theta = Annotated[
    float, typer.Option("--theta", help="Coancestry of the founders, 0 ≤ theta < 1, for example 0.02. 0 unless given here.")
]


@app.callback()
def _identify() -> None:
    """Remains and the families who look for them: exact likelihoods of genotypes."""


@app.command()
def likelihood(
    persons: Annotated[Path, typer.Argument(help="A CSV with a row a person: family, id, parents, sex, genotypes.")],
    markers: Annotated[Path, typer.Argument(help="A JSON of markers: alleles, frequencies, mutation models.")],
    theta: Theta = 0.0,
    json_: Annotated[bool, typer.Option("--json/--table", help="Print JSON (usual), or a table.")] = True,
) -> None:
    """How likely are the genotypes of each family? The natural logarithm, a marker at a time."""
    from ..flow.identify import likelihood as flow

    found = flow(persons, markers, theta=theta)
    for note in found.table.notes:
        showing.err.print(f"{note}.", markup=False)
    if json_:
        finite = {f: {m: x if math.isfinite(x) else None for m, x in own.items()} for f, own in found.of.items()}
        typer.echo(json.dumps(finite, ensure_ascii=False, indent=1, allow_nan=False))
        return
    _table(found)


def _table(found: Likelihoods) -> None:
    """Families under one another, a marker a row, and under which model."""
    table = Table(box=None, pad_edge=False)
    for head in ("family", "marker", "log-likelihood", "mutation from mothers", "from fathers"):
        table.add_column(head, justify="right" if head == "log-likelihood" else "left", overflow="fold")
    for family, own in found.of.items():
        for m in found.table.markers:
            models = (f"{x.model} {x.rate:g}" if x.rate else str(x.model) for x in (m.maternal, m.paternal))
            table.add_row(escape(family), escape(m.name), f"{own[m.name]:.6f}", *models)
        table.add_row(escape(family), "all", f"{sum(own.values()):.6f}")
    showing.out.print(table)
    showing.out.print(f"Natural logarithms; theta {found.theta:g}; markers are taken as unlinked.", markup=False)
