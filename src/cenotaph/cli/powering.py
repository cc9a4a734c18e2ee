"""`cenotaph identify power`: which relative to sample next."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from . import kin_options, showing
from .identifying import app
from .steps import steps

if TYPE_CHECKING:
    from ..flow.power import Powered, Share


@app.command()
def power(
    family: Annotated[str, typer.Argument(help="The family's name in the file.")],
    families: kin_options.Families,
    frequencies: kin_options.Frequencies,
    missing: Annotated[str | None, typer.Option("--missing", help="Who of the missing, where the family misses several.")] = None,
    only: Annotated[list[str] | None, typer.Option("--candidate", help="Only this relative, by name; may be repeated.")] = None,
    mutation: kin_options.Mutation = None,
    threshold: Annotated[
        list[float] | None, typer.Option("--threshold", help="Likelihood ratio to pass; may be repeated. 1e4 and 1e6 unless given.")
    ] = None,
    draws: Annotated[int, typer.Option("--draws", help="So many are drawn.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="Of the draws.")] = 1,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
    sought: kin_options.Sought = None,
    form: kin_options.Form = None,
) -> None:
    """Which relative to sample next? What each would tell, given those typed already."""
    from ..flow.identify import mutation_of
    from ..flow.power import power as flow

    rules = kin_options.rules(minimum, columns, map_, apart, once, sought)
    if mutation is not None:
        rules = replace(rules, mutation=mutation_of(mutation))
    with steps() as advance:
        found = flow(
            family, families, frequencies, missing=missing, only=only or (), rules=rules, thresholds=threshold or (1e4, 1e6),
            draws=draws, seed=seed, advance=advance,
        )  # fmt: skip
    for line in _under(found):
        showing.err.print(f"{line}.", markup=False)
    if kin_options.as_json(form):
        typer.echo(json.dumps(_object(found), ensure_ascii=False, indent=1, allow_nan=False))
        kin_options.end(found.notes)
        return
    table = Table(box=None, pad_edge=False)
    heads = ["also typed", "expected log10 LR", *(f"P(LR > {t:g})" for t in found.thresholds)]
    heads += ["excluded at 1 marker", "at 2", "at 3", "P(LR < 1)"]
    for head in heads:
        table.add_column(head, justify="left" if head == heads[0] else "right", overflow="fold")
    for p in found.powers:
        shares = [*p.above.values(), *p.excluded.values(), p.below_one]
        table.add_row(escape(p.relative or "nobody more"), f"{p.expected_log10_lr:.2f}", *map(_share, shares))
    showing.out.print(table)
    showing.out.print("The first column of shares is of the right remains, the later ones of an unrelated person's.", markup=False)
    kin_options.end(found.notes)


def _share(s: Share) -> str:
    return f"{s.value:.3f} ± {s.error:.3f}"


def _under(found: Powered) -> list[str]:
    models = sorted({f"{x.model} {x.rate:g}" for m in found.markers for x in (m.maternal, m.paternal)})
    x = sum(m.x_linked for m in found.markers)
    return [
        *found.notes,
        f"family {found.family}, {found.typed} typed; missing: {found.missing}; {len(found.markers) - x} markers,"
        f" taken as unlinked; mutation {', '.join(models)}; theta 0" + (f"; {x} markers of the X left out" if x else ""),
        "claim: the remains are the missing person; otherwise: an unrelated person of the same population",
        "all markers are taken as read of the relative and of the remains, without fault; other missing are not typed",
        f"expected log10 LR is exact, given those typed; shares are of {found.draws:,} draws, seed {found.seed},"
        " ± one standard error",
    ]


def _object(found: Powered) -> dict[str, object]:
    def share(s: Share) -> dict[str, float]:
        return {"value": s.value, "standard_error": s.error}

    return {
        "family": found.family, "missing": found.missing, "typed": found.typed,
        "relatives": [
            {
                "also_typed": p.relative or None, "expected_log10_lr": p.expected_log10_lr,
                "above": [{"threshold": t, **share(s)} for t, s in p.above.items()],
                "unrelated_excluded": [{"markers": k, **share(s)} for k, s in p.excluded.items()],
                "unrelated_below_one": share(p.below_one),
            }
            for p in found.powers
        ],
        "model": {
            "markers": len(found.markers), "theta": 0.0, "draws": found.draws, "seed": found.seed,
            "mutation": sorted({f"{x.model} {x.rate:g}" for m in found.markers for x in (m.maternal, m.paternal)}),
        },
    }  # fmt: skip
