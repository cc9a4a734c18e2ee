"""`cenotaph identify check`: families and profiles before the search."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
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
    from ..flow.check import Checked, Known

COLUMNS = ("kind", "side", "family", "person", "other_side", "other_family", "other_person", "marker", "what", "log10_lr")
CAUTION = (
    "Findings about parentage are hints from genotypes, not proof, and may harm people: show them to nobody who need not know, "
    "and look for exchanged samples and slips of the pen first."
)


@app.command()
def check(
    families: kin_options.Families,
    frequencies: kin_options.Frequencies,
    remains: Annotated[Path | None, typer.Option("--remains", help="Remains: a text table of Familias, or a CSV.")] = None,
    mutation: kin_options.Mutation = None,
    theta: Theta = 0.0,
    same: Annotated[
        float, typer.Option("--same-above", help="Likelihood ratio from which two samples are told as one person.")
    ] = 1e4,
    kin: Annotated[float, typer.Option("--kin-above", help="Likelihood ratio from which unknown relatives are told.")] = 1e4,
    exchange: Annotated[float, typer.Option("--exchange-above", help="Factor from which an exchange is told.")] = 1e3,
    few: Annotated[int, typer.Option("--few", help="Persons with fewer markers are told.")] = 8,
    little: Annotated[float, typer.Option("--little", help="Families whose expected likelihood ratio is lower are told.")] = 1e3,
    seed: Annotated[int, typer.Option("--seed", help="Of the simulation of false alarms.")] = 1,
    to: kin_options.Csv = None,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
    sought: kin_options.Sought = None,
    form: kin_options.Form = None,
) -> None:
    """What does not fit, what is there twice, who is related, who tells little? Before the search."""
    from ..flow.check import Limits, rows
    from ..flow.check import check as flow
    from ..flow.identify import mutation_of

    kin_options.not_over([to], [remains, families, frequencies, columns, map_])
    rules = kin_options.rules(minimum, columns, map_, apart, once, sought)
    if mutation is not None:
        rules = replace(rules, mutation=mutation_of(mutation))
    with steps() as advance:
        found = flow(
            families, frequencies, remains_file=remains, rules=rules, theta=theta,
            limits=Limits(same, kin, exchange, few, little), seed=seed, advance=advance,
        )  # fmt: skip
    for line in (*_under(found), CAUTION.rstrip(".")):
        showing.err.print(f"{line}.", markup=False)
    if to is not None:
        spreadsheets.write(to, COLUMNS, rows(found))
    if kin_options.as_json(form):
        typer.echo(json.dumps(_object(found), ensure_ascii=False, indent=1, allow_nan=False))
        kin_options.end(found.notes)
        return
    _table(found, rows(found))
    kin_options.end(found.notes)


def _under(found: Checked) -> list[str]:
    models = sorted({f"{x.model} {x.rate:g}" for m in found.markers for x in (m.maternal, m.paternal)})
    x = sum(m.x_linked for m in found.markers)
    return [
        *found.notes,
        f"{len(found.markers)} markers, taken as unlinked; mutation {', '.join(models)}; theta {found.theta:g} between samples,"
        " 0 within families",
        "a marker is at odds where the family cannot be without a mutation; explanations are compared with the family as stated,"
        " mutations allowed (equal 0.001 where the model has none)",
        "one person: against unrelated and against full siblings; related: parent and child or full siblings against unrelated;"
        " a misreading is granted with 0.005 a marker" + (f"; {x} markers of the X left out" if x else ""),
        f"unknown kin: {found.expected_alarms:.2g} false alarms are expected among {found.found.strangers:,} pairs if all were"
        f" unrelated and fully typed (at most; {found.alarms.chance:.2g} ± {found.alarms.error:.1g} a pair, seed {found.seed})",
    ]


def _known(k: Known) -> dict[str, str]:
    return {"side": k.side, "family": k.family, "person": k.person}


def _object(found: Checked) -> dict[str, object]:
    log = math.log(10)
    return {
        "at_odds": [{"family": a.family, "marker": a.marker, "persons": a.persons, "relation": a.relation} for a in found.at_odds],
        "explanations": [
            {
                "family": e.family, "what": e.what, "persons": e.persons, "log10_lr": finite(e.log10_lr), "explains": e.explains,
                "markers": e.markers,
            }
            for e in found.explanations
        ],
        "sexes": [{"family": s.family, "person": s.person, "marker": s.marker, "what": s.what} for s in found.odd_sexes],
        "one_person": [
            {
                "one": _known(found.samples[a.one]), "other": _known(found.samples[a.other]), "log10_lr": finite(a.log_lr / log),
                "log10_lr_siblings": finite(a.log_lr_siblings / log), "shared": a.shared, "differing": a.differing,
            }
            for a in found.found.alike
        ],
        "exchanged": [
            {"one": _known(found.of(c.one)), "other": _known(found.of(c.other)), "log10_gain": finite(c.log10_gain)}
            for c in found.exchanged
        ],
        "related": [
            {
                "one": _known(found.samples[k.one]), "other": _known(found.samples[k.other]), "relation": str(k.relation),
                "log10_lr": finite(k.log_lr / log), "shared": k.shared,
            }
            for k in found.found.kin
        ],
        "few_markers": [{**_known(k), "markers": n} for k, n in found.few],
        "tell_little": [{"family": f, "missing": m, "expected_log10_lr": finite(x)} for f, m, x in found.little],
        "false_alarms": {
            "chance": found.alarms.chance, "standard_error": found.alarms.error, "pairs": found.found.strangers,
            "expected": found.expected_alarms, "seed": found.seed,
        },
        "model": {
            "markers": len(found.markers), "theta": found.theta,
            "mutation": sorted({f"{x.model} {x.rate:g}" for m in found.markers for x in (m.maternal, m.paternal)}),
            "same_above": found.limits.same, "kin_above": found.limits.kin, "exchange_above": found.limits.exchange,
            "few": found.limits.few, "little": found.limits.little,
        },
    }  # fmt: skip


def _table(found: Checked, rows: Sequence[Mapping[str, object]]) -> None:
    table = Table(box=None, pad_edge=False)
    for head in ("finding", "family", "person", "and family", "person", "marker", "what", "log10 LR"):
        table.add_column(head, justify="right" if head == "log10 LR" else "left", overflow="fold")
    for r in rows:
        cells = (str(r[c]) for c in ("kind", "family", "person", "other_family", "other_person", "marker", "what"))
        log10 = r["log10_lr"]
        table.add_row(*map(escape, cells), f"{log10:.2f}" if isinstance(log10, float) else "")
    showing.out.print(table)
    showing.out.print(f"{len(rows):,} findings in {len(found.families):,} families, {len(found.samples):,} samples.", markup=False)
