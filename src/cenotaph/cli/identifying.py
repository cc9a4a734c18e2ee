"""`cenotaph identify`: remains and the families who look for them."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from . import kin_options, showing, spreadsheets
from .json_numbers import finite, ratio
from .kin_tables import export, frequencies
from .steps import steps

if TYPE_CHECKING:
    from ..flow.identify import Likelihoods, Pair, Searched, Together
    from ..identification import Finding

app = typer.Typer(
    help="Remains and the families who look for them: exact likelihoods of genotypes.", no_args_is_help=True, rich_markup_mode=None
)

Theta = Annotated[
    float, typer.Option("--theta", help="Coancestry of the founders, 0 ≤ theta < 1, for example 0.02. 0 unless given here.")
]


Dropout = Annotated[
    float, typer.Option("--dropout", help="Of remains whose file says none: probability that a copy of an allele is not seen.")
]
DropIn = Annotated[float, typer.Option("--drop-in", help="Of such remains: probability that a stranger's allele is seen.")]
Misread = Annotated[float, typer.Option("--error", help="Of such remains: probability that a genotype is anybody's.")]
PAIR = ("remains", "family", "missing", "lr", "log10_lr", "posterior", "exclusions")
CONCLUSION = ("remains", "missing", "alike", "family", "lr", "glr", "posterior", "conclusion", "comment")


@app.callback()
def _identify() -> None:
    """Remains and the families who look for them: exact likelihoods of genotypes."""


@app.command()
def likelihood(
    persons: Annotated[Path, typer.Argument(help="A CSV with a row a person: family, id, parents, sex, genotypes. Or a .fam.")],
    markers: Annotated[Path | None, typer.Argument(help="A JSON of markers, or frequencies. Not needed beside a .fam.")] = None,
    theta: Theta = 0.0,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
    form: kin_options.Form = None,
) -> None:
    """How likely are the genotypes of each family? The natural logarithm, a marker at a time."""
    from ..flow.identify import likelihood as flow

    found = flow(persons, markers, theta=theta, rules=kin_options.rules(minimum, columns, map_, apart, once))
    for note in found.table.notes:
        showing.err.print(f"{note}.", markup=False)
    if kin_options.as_json(form):
        told = {f: {m: finite(x) for m, x in own.items()} for f, own in found.of.items()}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
        return
    _table(found)


@app.command()
def search(
    remains: kin_options.Remains,
    families: kin_options.Families,
    frequencies: kin_options.Frequencies,
    mutation: kin_options.Mutation = None,
    theta: Theta = 0.0,
    prior: kin_options.Prior = None,
    top: Annotated[int | None, typer.Option("--top", help="Only so many pairs, the highest likelihood ratios.")] = None,
    threshold: kin_options.Threshold = 10_000,
    dropout: Dropout = 0.0,
    drop_in: DropIn = 0.0,
    error: Misread = 0.0,
    to: kin_options.Csv = None,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
    sought: kin_options.Sought = None,
    form: kin_options.Form = None,
) -> None:
    """Which remains could be whose missing? Every pair's likelihood ratio, posterior and exclusions."""
    from ..flow.identify import mutation_of, quality_of
    from ..flow.identify import search as flow

    kin_options.not_over([to], [remains, families, frequencies, columns, map_])
    changing = mutation_of(mutation) if mutation is not None else None
    rules = replace(kin_options.rules(minimum, columns, map_, apart, once, sought), quality=quality_of(dropout, drop_in, error))
    with steps() as advance:
        found = flow(
            remains, families, frequencies, mutation=changing, theta=theta, among=prior, threshold=threshold, top=top,
            progress=lambda done, of: advance("families", done, of), rules=rules,
        )  # fmt: skip
    _under(found)
    rows = [_pair(p) for p in found.pairs]
    if to is not None:
        spreadsheets.write(to, PAIR, rows)
    if kin_options.as_json(form):
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
        kin_options.end(found.notes)
        return
    table = Table(box=None, pad_edge=False)
    for head in ("remains", "family", "missing", "LR", "posterior", "exclusions"):
        table.add_column(head, justify="left" if head in {"remains", "family", "missing"} else "right", overflow="fold")
    for p in found.pairs:
        lr = "0" if math.isinf(p.log_lr) else _power(p.log_lr)
        table.add_row(escape(p.remains), escape(p.family), escape(p.missing), lr, _share(p.posterior), str(p.exclusions))
    showing.out.print(table)
    kin_options.end(found.notes)


@app.command()
def joint(
    persons: Annotated[Path, typer.Argument(help="A CSV of persons: remains (side PM), families (side AM). Or a .fam.")],
    markers: Annotated[
        Path | None, typer.Argument(help="A JSON of markers, and of who is missing. Not needed beside a .fam.")
    ] = None,
    match: Annotated[float, typer.Option("--match", help="Ratio from which on a pair is told as a match.")] = 10_000,
    probable: Annotated[float, typer.Option("--probable", help="Ratio from which on a pair is told as probable.")] = 1_000,
    inconsistencies: Annotated[
        int, typer.Option("--inconsistencies", help="Markers at which a pair may need a mutation before it is excluded.")
    ] = 2,
    to: kin_options.Csv = None,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
    form: kin_options.Form = None,
) -> None:
    """Which remains are whose, all together? Every assignment, posteriors, and what may be concluded."""
    from ..flow.identify import SWEEPS, thresholds_of
    from ..flow.identify import joint as flow

    kin_options.not_over([to], [persons, markers, columns, map_])
    rules = kin_options.rules(minimum, columns, map_, apart, once)
    found = flow(persons, markers, thresholds=thresholds_of(match, probable, inconsistencies), rules=rules)
    for note in (
        *found.table.notes,
        f"{len(found.table.markers)} markers, taken as unlinked; theta 0; every assignment that can be is as likely before",
        f"assignments were {' and '.join(sorted(found.joint.how))}"
        + ("" if found.joint.how == {"listed"} else "; only the most likely one is given, all posteriors are over all of them"),
        *([f"sampled posteriors are counts of {SWEEPS:,} draws: nothing finer is known"] if "sampled" in found.joint.how else []),
        f"a match from a ratio of {found.thresholds.match:g} on, probable from {found.thresholds.probable:g} on;"
        f" excluded at more than {found.thresholds.inconsistencies} inconsistent markers",
        "remains that are nobody's are unrelated persons of the same population",
    ):
        showing.err.print(f"{note}.", markup=False)
    if to is not None:
        spreadsheets.write(to, CONCLUSION, _conclusions(found))
    if kin_options.as_json(form):
        typer.echo(json.dumps(_joint(found), ensure_ascii=False, indent=1, allow_nan=False))
        kin_options.end(found.table.notes)
        return
    table = Table(box=None, pad_edge=False)
    for head in ("remains", "missing", "posterior", "LR", "generalised LR", "conclusion", "comment"):
        right = head in {"posterior", "LR", "generalised LR"}
        table.add_column(head, justify="right" if right else "left", overflow="fold")
    for c in found.joint.conclusions:
        own = found.findings.remains[c.remains]
        whose = " or ".join((c.missing or "nobody of these", *c.alike))
        lr = "" if own.log_lr is None else _power(own.log_lr)
        glr = "no other can be" if c.log_glr == math.inf else "not found" if math.isnan(c.log_glr) else _power(c.log_glr)
        table.add_row(escape(c.remains), escape(whose), _share(c.posterior), lr, glr, own.conclusion, escape(own.comment))
    showing.out.print(table)
    count = len(found.joint.assignments)
    told = f"{count:,} assignments can be" if found.joint.how == {"listed"} else "More assignments can be than are listed"
    showing.out.print(f"{told}. These are candidates: a board identifies.", markup=False)
    kin_options.end(found.table.notes)


app.command()(frequencies)
app.command()(export)


def _joint(found: Together) -> dict[str, object]:
    """A generalised ratio beyond what a number can hold, or where nothing else can be, is null."""
    own = found.joint
    return {
        "assignments": [
            {
                "pairs": dict(a.pairs), "loglik": a.log_likelihood,
                # Of a sample it is not known what all assignments together weigh.
                "posterior": None if math.isnan(a.posterior) else a.posterior,
            }
            for a in own.assignments
        ],
        "marginals": {r: dict(shares) for r, shares in own.marginals.items()},
        "conclusions": _conclusions(found),
        "missing": [
            {"missing": m, "remains": list(f.others), "glr": ratio(f.log_glr), **_finding(f)}
            for m, f in found.findings.missing.items()
        ],
    }  # fmt: skip


def _conclusions(found: Together) -> list[dict[str, object]]:
    return [
        {
            "remains": c.remains, "missing": c.missing, "posterior": c.posterior, "glr": ratio(c.log_glr),
            "alike": list(c.alike), **_finding(found.findings.remains[c.remains]),
        }
        for c in found.joint.conclusions
    ]  # fmt: skip


def _finding(f: Finding) -> dict[str, object]:
    return {"family": f.family, "lr": ratio(f.log_lr), "conclusion": str(f.conclusion), "comment": f.comment}


def _pair(p: Pair) -> dict[str, str | float | int | None]:
    """Numbers that JSON cannot hold are null: a ratio beyond 1e308, the logarithm of 0."""
    log10 = None if math.isinf(p.log_lr) else p.log_lr / math.log(10)
    return {
        "remains": p.remains, "family": p.family, "missing": p.missing, "lr": ratio(p.log_lr), "log10_lr": log10,
        "posterior": p.posterior, "exclusions": p.exclusions,
    }  # fmt: skip


def _share(posterior: float) -> str:
    """With so many places as keep it from 1."""
    return next((told for places in range(6, 17) if (told := f"{posterior:.{places}g}") != "1"), "1")


def _power(log_lr: float) -> str:
    """A ratio to three figures, however large."""
    if abs(log_lr) < 700:
        return f"{math.exp(log_lr):.3g}"
    power = math.floor(log_lr / math.log(10))
    return f"{10 ** (log_lr / math.log(10) - power):.2f}e{power:+d}"


def _under(found: Searched) -> None:
    """On standard error: under which model, hypotheses and prior, and what was assumed."""
    from ..flow.explain_pair import one_model, quality

    models = Counter(one_model(x) for m in found.markers for x in (m.maternal, m.paternal))
    told = [
        f"{len(found.markers)} markers, taken as unlinked; mutation {', '.join(models)}; theta {found.theta:g}",
        f"remains of which the file says nothing: {quality(found.quality)}",
        "claim: these remains are this family's missing; otherwise: an unrelated person of the same population",
        f"prior: one of {found.among:g} missing, each as likely; each pair alone, other missing not typed",
        f"at a ratio of {found.chances.threshold:g} and above {found.chances.false:.2g} false matches"
        f" (± {found.chances.error:.1g}) are expected among {found.compared:,} pairs if all were unrelated"
        + ("" if math.isnan(found.chances.reached) else f", and {found.chances.reached:.0%} of true pairs get there"),
        *found.notes,
        *(f"family {f}: its own genotypes cannot be under this model; no ratio" for f in found.at_odds),
    ]
    if found.of_other_sex:
        told.append(f"{found.of_other_sex} pairs left out: the sexes differ")
    for line in told:
        showing.err.print(f"{line}.", markup=False)


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
