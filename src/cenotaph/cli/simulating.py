"""`cenotaph identify simulate`: a made case, to try and to measure with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from . import kin_options, showing
from .identifying import app


@app.command()
def simulate(
    remains: Annotated[int, typer.Option("--remains", help="How many persons were found.")],
    families: Annotated[int, typer.Option("--families", help="How many families look for somebody.")],
    frequencies: kin_options.Frequencies,
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same case.")],
    to: Annotated[Path, typer.Option("--to", help="A folder, new or empty.")],
    structures: Annotated[
        str | None, typer.Option("--structures", help="Typed relatives and how often: father+mother=3,mother+sibling,uncle=0.5.")
    ] = None,
    missing: Annotated[str, typer.Option("--missing", help="How many a family misses, and how often: 1=0.8,2=0.2.")] = "1",
    mutation: kin_options.Mutation = None,
    unclaimed: Annotated[float, typer.Option("--unclaimed", help="Share of the found whose family is not there.")] = 0.0,
    absent: Annotated[float, typer.Option("--absent", help="Share of the missing who are not among the found, at least.")] = 0.0,
    related: Annotated[
        float, typer.Option("--related", help="Share of the found with a brother or sister among the found that nobody tells of.")
    ] = 0.0,
    fragments: Annotated[str, typer.Option("--fragments", help="Samples a person, and how often: 1=0.5,2=0.3,3=0.2.")] = "1",
    dropout: Annotated[float, typer.Option("--dropout", help="Mean probability of a copy of an allele not to be seen.")] = 0.0,
    dropout_sd: Annotated[float, typer.Option("--dropout-sd", help="Its standard deviation over samples.")] = 0.0,
    drop_in: Annotated[float, typer.Option("--drop-in", help="Probability a marker of an allele dropping in.")] = 0.0,
    error: Annotated[float, typer.Option("--error", help="Probability a marker of reading another's genotype.")] = 0.0,
    blank: Annotated[float, typer.Option("--blank", help="Share of markers of a sample that were not typed.")] = 0.0,
    blank_references: Annotated[float, typer.Option("--blank-references", help="The same of references.")] = 0.0,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make a whole case with a seed: families, remains, the truth. Nobody in it ever lived."""
    from ..flow.identify import mutation_of
    from ..flow.simulate import USUAL, Plan, numbers_of, shares_of
    from ..flow.simulate import simulate as flow

    plan = Plan(
        remains, families, USUAL if structures is None else shares_of(structures, "structures"), numbers_of(missing, "missing"),
        unclaimed, absent, related, numbers_of(fragments, "samples"), dropout, dropout_sd, drop_in, error, blank, blank_references,
    )  # fmt: skip
    changing = mutation_of(mutation) if mutation is not None else None
    done = flow(plan, frequencies, to, seed=seed, mutation=changing)
    for note in done.notes:
        showing.err.print(f"{note}.", markup=False)
    if json_:
        typer.echo(
            json.dumps(
                {"folder": str(done.folder), "files": done.files, "counts": done.counts, "parameters": done.parameters},
                ensure_ascii=False, indent=1, allow_nan=False,
            )
        )  # fmt: skip
        return
    for name, count in done.counts.items():
        showing.out.print(f"{count:,} {name}", markup=False)
    showing.out.print(f"Made with the seed {seed}; {', '.join(done.files)} are in {done.folder}.", markup=False)
