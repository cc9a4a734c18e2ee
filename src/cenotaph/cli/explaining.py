"""`cenotaph identify explain`: one pair of remains and a missing person, marker by marker."""

from __future__ import annotations

import json
import math
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from . import kin_options, showing, spreadsheets
from .identifying import DropIn, Dropout, Misread, Theta, app
from .json_numbers import finite
from .json_numbers import ratio as as_ratio

if TYPE_CHECKING:
    from ..flow.explain_pair import Case

MARKER = ("marker", "remains", "references", "frequencies", "mutation", "lr", "log10_lr", "excluded", "references_at_odds")


@app.command()
def explain(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="REMAINS", help="Which remains, by their name in the file.")],
    family: Annotated[str, typer.Argument(metavar="FAMILY", help="Which family.")],
    remains: kin_options.Remains,
    families: kin_options.Families,
    frequencies: kin_options.Frequencies,
    missing: Annotated[str | None, typer.Option("--missing", help="Which missing person, where the family misses several.")] = None,
    mutation: kin_options.Mutation = None,
    theta: Theta = 0.0,
    prior: kin_options.Prior = None,
    threshold: kin_options.Threshold = 10_000,
    dropout: Dropout = 0.0,
    drop_in: DropIn = 0.0,
    error: Misread = 0.0,
    minimum: kin_options.Minimum = None,
    columns: kin_options.Columns = None,
    map_: kin_options.Map = None,
    apart: kin_options.Apart = kin_options.APART,
    once: kin_options.Once = False,
    sought: kin_options.Sought = None,
    html: Annotated[Path | None, typer.Option("--html", help="Also write a page that a court could read.")] = None,
    to: kin_options.Csv = None,
    form: kin_options.Form = None,
) -> None:
    """Why may these remains be that missing person? Marker by marker, with all that is needed to repeat it."""
    from ..flow.explain_pair import explain_pair, write_page
    from ..flow.identify import mutation_of, quality_of

    kin_options.not_over([html, to], [remains, families, frequencies, columns, map_])
    rules = replace(kin_options.rules(minimum, columns, map_, apart, once, sought), quality=quality_of(dropout, drop_in, error))
    if mutation is not None:
        rules = replace(rules, mutation=mutation_of(mutation))
    case = explain_pair(
        one, family, remains, families, frequencies, missing=missing, theta=theta, among=prior, threshold=threshold, rules=rules
    )
    for note in case.notes:
        showing.err.print(f"{note}.", markup=False)
    if html is not None:
        write_page(case, html, command=_again(context), made=date.today())
        showing.err.print(f"{html} is written. It holds genetic data: hand it only to those who must see it.", markup=False)
    rows = _rows(case)
    if to is not None:
        flat = [{**r, **{c: "; ".join(f"{k}: {v}" for k, v in r[c].items()) for c in ("references", "frequencies")}} for r in rows]
        spreadsheets.write(to, MARKER, flat)
    if kin_options.as_json(form):
        typer.echo(json.dumps(_object(case, rows), ensure_ascii=False, indent=1, allow_nan=False))
        kin_options.end(case.notes)
        return
    _table(case)
    kin_options.end(case.notes)


def _again(context: typer.Context) -> str:
    """The command with all that was given, but for what is written and printed."""
    words = ["cenotaph", "identify", "explain"]
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if parameter.param_type_name == "argument":
            words.append(str(value))
        elif parameter.name not in {"html", "to", "form"} and value is not None and value != parameter.default:
            words += [parameter.opts[0]] if value is True else [parameter.opts[0], str(value)]
    return shlex.join(words)


def _rows(case: Case) -> list[dict[str, Any]]:
    from ..flow.explain_pair import mutation

    return [
        {
            "marker": r.marker.name, "remains": str(r.seen) if r.seen is not None else None,
            "references": {p: str(g) for p, g in r.references.items()}, "frequencies": dict(r.frequencies),
            "mutation": mutation(r.marker), "lr": as_ratio(r.log_lr), "log10_lr": finite(r.log_lr / math.log(10)),
            "excluded": r.excluded, "references_at_odds": r.at_odds,
        }
        for r in case.pair.rows
    ]  # fmt: skip


def _object(case: Case, rows: list[dict[str, Any]]) -> dict[str, object]:
    p, c = case.pair, case.chances
    q = p.quality
    return {
        "remains": p.remains, "family": p.family.pedigree.name, "missing": p.missing,
        "claim": f"{p.remains} is {p.missing}", "other_claim": f"{p.remains} is somebody unrelated of the same population",
        "lr": as_ratio(p.log_lr), "log10_lr": finite(p.log_lr / math.log(10)), "posterior": finite(case.posterior),
        "prior_missing": case.among, "exclusions": p.exclusions, "theta": p.theta,
        "quality": {"dropout": q.dropout, "drop_in": q.drop_in, "error": q.error}, "markers": rows,
        "otherwise": [
            {"model": o.what, "lr": as_ratio(o.log_lr), "log10_lr": finite(o.log_lr / math.log(10))}
            for o in p.otherwise
        ],
        "false_matches": {
            "threshold": c.threshold, "expected": c.false, "standard_error": c.error, "pairs": case.compared,
            "true_pairs_that_reach_it": finite(c.reached),
        },
        "pedigree": [
            {"id": m.id, "father": m.father, "mother": m.mother, "sex": str(m.sex), "typed": bool(p.family.profiles.get(m.id))}
            for m in p.family.pedigree.members
        ],
        "notes": list(case.notes),
        "inputs": [{"file": name, "what": what, "sha256": found} for name, what, found in case.inputs],
    }  # fmt: skip


def _table(case: Case) -> None:
    from ..flow.explain_pair import genotype, log10, mutation, percent, quality, ratio

    p = case.pair
    typed = [who for who, own in p.family.profiles.items() if own]
    table = Table(box=None, pad_edge=False)
    for head in ("marker", "remains", *typed, "frequencies", "mutation", "LR", "log10 LR", ""):
        table.add_column(escape(head), justify="right" if head in {"LR", "log10 LR"} else "left", overflow="fold")
    for r in p.rows:
        note = "references at odds" if r.at_odds else "needs a mutation" if r.excluded else ""
        seen = (genotype(r.seen), *(genotype(r.references.get(who)) for who in typed))
        frequencies = "; ".join(f"{a}: {f:.4g}" for a, f in r.frequencies.items())
        table.add_row(escape(r.marker.name), *seen, frequencies, mutation(r.marker), ratio(r.log_lr), log10(r.log_lr), note)
    table.add_row("all", "", *("" for _ in typed), "", "", ratio(p.log_lr), log10(p.log_lr), "")
    showing.out.print(table)
    c = case.chances
    for line in (
        f"Claim: {p.remains} is {p.missing} of family {p.family.pedigree.name}",
        "Otherwise: somebody unrelated of the same population",
        f"Posterior {percent(case.posterior)}, one of {case.among:,.0f} missing, each as likely; theta {p.theta:g};"
        f" sample {quality(p.quality)}",
        f"{c.false:.2g} false matches are expected at a ratio of {c.threshold:,.0f} among {case.compared:,} pairs",
        "A candidate: a board identifies",
    ):
        showing.out.print(f"{line}.", markup=False)
