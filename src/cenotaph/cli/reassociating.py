"""`cenotaph identify reassociate`: samples of commingled bones put together by person."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from . import kin_options, showing, spreadsheets
from .identifying import Theta, app
from .json_numbers import finite
from .steps import steps

if TYPE_CHECKING:
    from ..flow.reassociate import Together
    from ..identification.commingled.individuals import AtLeast


@app.command()
def reassociate(
    remains: kin_options.Remains,
    frequencies: kin_options.Frequencies,
    inventory: Annotated[Path | None, typer.Option("--inventory", help="A CSV of sample, bone, side, and count.")] = None,
    dropout: Annotated[float, typer.Option("--dropout", help="Of samples of which the table tells none.")] = 0.0,
    drop_in: Annotated[float, typer.Option("--drop-in", help="Of samples of which the table tells none.")] = 0.0,
    error: Annotated[float, typer.Option("--error", help="Of samples of which the table tells none.")] = 0.0,
    theta: Theta = 0.0,
    above: Annotated[float, typer.Option("--above", help="Likelihood ratio from which samples are put together.")] = 1e4,
    excluded: Annotated[float, typer.Option("--excluded-below", help="Below which two are two persons, to count them.")] = 1e-4,
    call: Annotated[float, typer.Option("--call", help="Posterior from which a genotype is called.")] = 0.99,
    pairs_above: Annotated[float, typer.Option("--pairs-above", help="Pairs are told from this likelihood ratio on.")] = 100.0,
    to: Annotated[Path | None, typer.Option("--to", help="Write a remains table, a row a person, that search reads.")] = None,
    pairs: Annotated[Path | None, typer.Option("--pairs", help="Write all pairs to this CSV.")] = None,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
    form: kin_options.Form = None,
) -> None:
    """Which samples are one person's, and how many persons are there at least?"""
    from ..flow.identify import quality_of
    from ..flow.reassociate import Limits
    from ..flow.reassociate import reassociate as flow

    kin_options.not_over([to, pairs], [remains, frequencies, inventory, columns, map_])
    rules = replace(kin_options.rules(minimum, columns, map_, apart, once), quality=quality_of(dropout, drop_in, error))
    with steps() as advance:
        found = flow(
            remains, frequencies, inventory=inventory, rules=rules, theta=theta,
            limits=Limits(above, excluded, call, pairs_above), to=to, advance=advance,
        )  # fmt: skip
    if pairs is not None:
        spreadsheets.write(pairs, tuple(_pair("", "", 0.0, 0.0)), (_pair(*p) for p in found.pairs()))
    for line in _under(found):
        showing.err.print(f"{line}.", markup=False)
    if kin_options.as_json(form):
        typer.echo(json.dumps(_object(found), ensure_ascii=False, indent=1, allow_nan=False))
        kin_options.end(found.notes)
        return
    table = Table(box=None, pad_edge=False)
    for head in ("person", "samples", "log10 LR of the weakest", "markers called", "nearest other", "its log10 LR"):
        table.add_column(head, justify="right" if "10" in head or "called" in head else "left", overflow="fold")
    for p in found.persons:
        c = p.cluster
        near = "" if c.nearest is None else found.samples[c.nearest]
        samples = ", ".join(found.samples[k] for k in c.samples)
        called = str(len(p.called)) if len(c.samples) > 1 else "as read"
        table.add_row(escape(p.name), escape(samples), _log10(c.log_lr), called, escape(near), _log10(c.nearest_log_lr))
    showing.out.print(table)
    showing.out.print(
        f"{len(found.samples):,} samples of {len(found.persons):,} persons as put together. {_least(found)}.", markup=False
    )
    kin_options.end(found.notes)


def _log10(x: float) -> str:
    return f"{x / math.log(10):.2f}" if math.isfinite(x) else ""


def _least(found: Together) -> str:
    told = f"At least {found.individuals.number:,} individuals, {_by(found.individuals)}"
    return told if found.other is None else f"{told}; {found.other.number:,} {_by(found.other)}"


def _by(least: AtLeast) -> str:
    if least.by.startswith("samples"):
        return "by genetics" + ("" if least.exact else " (a bound: too many samples fit one another for the exact minimum)")
    return f"by the inventory ({least.by})"


def _under(found: Together) -> list[str]:
    graded = [q for q in found.qualities if not q.sharp]
    ranges = "; ".join(
        f"{word} {min(values):g} to {max(values):g}"
        for word, values in (
            ("dropout", [q.dropout for q in found.qualities]),
            ("drop-in", [q.drop_in for q in found.qualities]),
            ("error", [q.error for q in found.qualities]),
        )
    )
    x = sum(m.x_linked for m in found.markers)
    return [
        *found.notes,
        f"{len(found.markers)} markers, taken as unlinked; theta {found.theta:g}; {ranges}"
        f" ({len(graded)} of {len(found.qualities)} samples may be misread)"
        + (f"; {x} markers of the X are not compared" if x else ""),
        "claim: one person; otherwise: two unrelated persons of the same population, or two full siblings; the smaller counts",
        f"samples are put together from {found.limits.above:g}, all samples of a person weighed at once",
        f"genotypes are called from a posterior of {found.limits.call:g}",
        f"individuals by genetics: two samples are two persons below {found.limits.excluded_below:g} against unrelated",
    ]


def _object(found: Together) -> dict[str, object]:
    log = math.log(10)
    models = found.limits
    return {
        "persons": [
            {
                "name": p.name, "samples": [found.samples[k] for k in p.cluster.samples],
                "log10_lr": finite(p.cluster.log_lr / log),
                "nearest": None if p.cluster.nearest is None else found.samples[p.cluster.nearest],
                "nearest_log10_lr": finite(p.cluster.nearest_log_lr / log),
                "called": {m: {"genotype": str(c.genotype), "posterior": c.posterior} for m, c in p.called.items()},
            }
            for p in found.persons
        ],
        "pairs": [_pair(*p) for p in found.pairs(models.pairs_above)],
        "individuals": _individuals(found.individuals),
        "individuals_otherwise": None if found.other is None else _individuals(found.other),
        "model": {
            "markers": len(found.markers), "theta": found.theta, "above": models.above, "excluded_below": models.excluded_below,
            "call": models.call, "pairs_above": models.pairs_above,
        },
    }  # fmt: skip


def _pair(sample: str, other: str, unrelated: float, siblings: float) -> dict[str, str | float | None]:
    """Natural logarithms in, powers of ten out; None where one person cannot be."""
    log = math.log(10)
    return {
        "sample": sample, "other": other, "log10_lr_unrelated": finite(unrelated / log),
        "log10_lr_siblings": finite(siblings / log),
    }  # fmt: skip


def _individuals(least: AtLeast) -> dict[str, object]:
    return {"at_least": least.number, "by": least.by, "exact": least.exact}
