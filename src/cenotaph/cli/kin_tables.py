"""`cenotaph identify frequencies` and `export`: the tables that come with the program, and files written in other formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from . import kin_options, showing


def frequencies(
    name: Annotated[str | None, typer.Argument(help="One of them, with or without region: before it.")] = None,
    form: kin_options.Form = None,
) -> None:
    """Which tables of frequencies come with the program? Named region:NAME wherever frequencies are asked for."""
    from ..flow.kin_files import ORIGIN, REGION, WARNING, frequencies_of, regions

    if name is not None:
        table = frequencies_of(Path(f"{REGION}{name.removeprefix(REGION)}"))
        for note in table.notes:
            showing.err.print(f"{note}.", markup=False)
        _one({m.name: dict(zip(m.alleles, m.frequencies, strict=True)) for m in table.markers}, form)
        return
    found = regions()
    rows = [
        {
            "name": f"{REGION}{name}", "markers": len(table.markers), "alleles": sum(len(m.alleles) for m in table.markers),
            "origin": ORIGIN, "listed": [m.name for m in table.markers],
        }
        for name, table in found.items()
    ]  # fmt: skip
    showing.err.print(f"Of each table: {WARNING}.", markup=False)
    if kin_options.as_json(form):
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    made = Table(box=None, pad_edge=False)
    for head in ("name", "markers", "alleles", "origin"):
        made.add_column(head, justify="right" if head in {"markers", "alleles"} else "left", overflow="fold")
    for row in rows:
        made.add_row(*(str(row[c]) for c in ("name", "markers", "alleles", "origin")))
    showing.out.print(made)


def _one(shares: dict[str, dict[str, float]], form: bool | None) -> None:
    """A table of frequencies, by marker and allele."""
    if kin_options.as_json(form):
        typer.echo(json.dumps(shares, indent=1))
        return
    made = Table(box=None, pad_edge=False)
    for head in ("marker", "allele", "frequency"):
        made.add_column(head, justify="left" if head == "marker" else "right")
    for marker, own in shares.items():
        for allele, share in own.items():
            made.add_row(marker, allele, f"{share:g}")
    showing.out.print(made)


def export(
    frequencies: kin_options.Frequencies,
    to: Annotated[Path, typer.Option("--to", help="A new file: NAME.fam, or NAME.csv (markers then go to NAME.json).")],
    remains: Annotated[Path | None, typer.Option("--remains", help="Remains, in any format that a search reads.")] = None,
    families: Annotated[Path | None, typer.Option("--families", help="Families, in any format that a search reads.")] = None,
    mutation: kin_options.Mutation = None,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
) -> None:
    """Remains, families and frequencies in another format: a project of Familias, or plain tables."""
    from dataclasses import replace

    from ..flow.export import export as flow
    from ..flow.identify import mutation_of

    rules = kin_options.rules(minimum, columns, map_, apart, once)
    if mutation is not None:
        rules = replace(rules, mutation=mutation_of(mutation))
    done = flow(remains, families, frequencies, to, rules=rules)
    for note in done.notes:
        showing.err.print(f"{note}.", markup=False)
    typer.echo(json.dumps({"files": [str(f) for f in done.files], "remains": done.remains, "families": done.families}))
