"""Explain a pair: why these remains may be that missing person, marker by marker, with everything needed to repeat the number."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from .. import __version__
from ..identification import AtMarker, Chances, Explained, chances, explain, posterior
from ..model.errors import KinFault, WrongUse
from ..model.markers import NO_MUTATION, Genotype, Marker, Mutation, Quality
from ..publishing.match import MarkerRow, Match, match_page
from ..publishing.pedigree import svg
from .kin_files import PLAIN, REGION, Rules, kin, looking
from .private import write_private

#: Numbers of missing for which the posterior is told beside the one that was asked for.
PRIORS = (2.0, 100.0, 1_000.0, 10_000.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A pair in its search. `among`: how many are missing; `compared`: pairs in the search; `inputs`: name, what it holds, hash."""

    pair: Explained
    markers: tuple[Marker, ...]
    among: float
    chances: Chances
    compared: int
    notes: tuple[str, ...]
    inputs: tuple[tuple[str, str, str], ...]

    @property
    def posterior(self) -> float:
        return share(self.pair.log_lr, self.among)


def explain_pair(
    one: str,
    family: str,
    remains_file: Path,
    families_file: Path,
    frequencies_file: Path,
    *,
    missing: str | None = None,
    theta: float = 0.0,
    among: float | None = None,
    threshold: float = 10_000.0,
    rules: Rules = PLAIN,
) -> Case:
    """The pair of these remains and this family's missing person, in the search of both files.

    WrongUse: a number that cannot be. KinFault: a file that is not there or not right, no such remains or family, several missing
    and none named.
    """
    if not 0 <= theta < 1:
        raise WrongUse(f"theta is {theta:g}", cure="Theta is at least 0 and below 1, for example 0.02.")
    if among is not None and not 1 <= among < math.inf:
        raise WrongUse(f"{among:g} are missing", cure="Give at least 1.")
    if not threshold > 0 or not math.isfinite(threshold):
        raise WrongUse(f"the threshold is {threshold:g}", cure="A threshold is a likelihood ratio above 0, for example 10000.")
    given = looking(kin(remains_file, families_file, frequencies_file, rules))
    markers = given.table.markers
    pair = explain(given.remains, given.families, markers, one, family, missing=missing, theta=theta)
    sought = sum(len(f.missing) for f in given.families)
    by_chance = chances(given.remains, given.families, markers, threshold, theta=theta)
    files = {"remains": remains_file, "families": families_file, "frequencies": frequencies_file}
    inputs = tuple((_name(path), what, _hash(path)) for what, path in files.items())
    return Case(
        pair, markers, float(sought if among is None else among), by_chance, len(given.remains) * sought, given.notes, inputs
    )


def share(log_lr: float, among: float) -> float:
    """The posterior of one pair; nan where it has no ratio."""
    return float(posterior(np.array([log_lr]), among)[0])


def page(case: Case, *, command: str, made: date) -> str:
    """The pair as a page. `command`: how to make it again; `made`: today."""
    p = case.pair
    typed = tuple(who for who, own in p.family.profiles.items() if own)
    pedigree = p.family.pedigree
    label = f"Pedigree of family {pedigree.name}, who miss {p.missing}"
    match = Match(
        remains=p.remains,
        family=pedigree.name,
        missing=p.missing,
        claim=f"The remains {p.remains} are {p.missing}, missing from family {pedigree.name}.",
        other_claim=f"The remains {p.remains} are somebody unrelated to family {pedigree.name}, of the same population.",
        lr=ratio(p.log_lr),
        log10_lr=log10(p.log_lr),
        says=_says(case),
        priors=tuple((f"{n:,.0f}", percent(share(p.log_lr, n))) for n in sorted({max(case.among, PRIORS[0]), *PRIORS})),
        exclusions=p.exclusions,
        used=sum(r.seen is not None and bool(r.references) for r in p.rows),
        drawing=svg(pedigree, typed=typed, missing=p.family.missing, sought=p.missing, label=label),
        typed=typed,
        rows=tuple(_row(r, typed) for r in p.rows),
        model=tuple(_model(case)),
        otherwise=tuple((_under(o.what), ratio(o.log_lr), log10(o.log_lr)) for o in p.otherwise),
        chance=tuple(_chance(case)),
        tables={m.name: [(a, f"{f:.6g}") for a, f in zip(m.alleles, m.frequencies, strict=True)] for m in case.markers},
        notes=case.notes,
        inputs=case.inputs,
        command=command,
        software=f"Cenotaph {__version__}",
        made=made.isoformat(),
    )
    return match_page(match)


def write_page(case: Case, to: Path, *, command: str, made: date) -> None:
    """KinFault: the file cannot be written."""
    try:
        write_private(to, page(case, command=command, made=made))
    except OSError as fault:
        raise KinFault(f"{to} cannot be written ({fault.strerror})", cure="Name a file that you can write to.") from None


def ratio(log_ratio: float) -> str:
    """A ratio to three figures, however large; with its thousands while it is a number one reads."""
    if math.isnan(log_ratio):
        return "not computed"
    if math.isinf(log_ratio):
        return "0" if log_ratio < 0 else "no other can be"
    if math.log(0.001) <= log_ratio < math.log(1e6):
        value = math.exp(log_ratio)
        return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
    exponent = math.floor(log_ratio / math.log(10))
    return f"{10 ** (log_ratio / math.log(10) - exponent):.2f} × 10{_raised(exponent)}"


def _raised(number: int) -> str:
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def small(number: float) -> str:
    """A number to two figures, a small one by its power of ten."""
    return f"{number:.2g}" if number >= 0.001 or number == 0 else ratio(math.log(number))


def log10(log_ratio: float) -> str:
    return "–" if not math.isfinite(log_ratio) else f"{log_ratio / math.log(10):.3f}"


def percent(share: float) -> str:
    """A share as percent, with as many places as keep it from 100 and 0."""
    if math.isnan(share):
        return "not computed"
    if share == 0.0:
        return "0%"
    for places in (1, 2, 4, 6, 8, 10):
        if round(share, places + 2) not in (0.0, 1.0):
            return f"{share:.{places}%}"
    return "more than 99.9999999999%" if share > 0.5 else "less than 0.0000000001%"


def _says(case: Case) -> str:
    log_lr = case.pair.log_lr
    if math.isnan(log_lr):
        return "The family's own genotypes cannot be under this model, so no ratio can be told: check the family first."
    if math.isinf(log_lr):
        return "Under this model the genotypes seen cannot be if the first claim is true."
    if log_lr >= 0:
        return f"The genotypes seen are {ratio(log_lr)} times as likely if the first claim is true as if the second is."
    return f"The genotypes seen are {ratio(-log_lr)} times as likely if the second claim is true as if the first is."


def _chance(case: Case) -> list[str]:
    c, (higher, family) = case.chances, case.pair.rivals
    told = [
        f"In a search of this size ({case.compared:,} pairs of remains and missing) {small(c.false)} false matches"
        f" (standard error {small(c.error)}) are expected at a ratio of {c.threshold:,.0f} and above, if all pairs were unrelated"
        + ("." if math.isnan(c.reached) else f"; {c.reached:.0%} of true pairs get there.")
    ]
    for (count, best), who in ((higher, "other remains"), (family, "missing persons of other families")):
        if best > -math.inf:
            whose = "this missing person" if who == "other remains" else "these remains"
            some = f"{count:,} {who} have" if count else f"none of the {who} has"
            told.append(f"For {whose} {some} a ratio as high or higher; the highest other one is {ratio(best)}.")
    return told


def _row(r: AtMarker, typed: Sequence[str]) -> MarkerRow:
    notes = []
    if r.at_odds:
        notes.append("the references alone need a mutation")
    if r.excluded:
        notes.append("cannot be without a mutation")
    if r.seen is None:
        notes.append("not read of the remains")
    elif not r.references:
        notes.append("no reference typed")
    return MarkerRow(
        r.marker.name,
        genotype(r.seen),
        tuple(genotype(r.references.get(who)) for who in typed),
        "\n".join(f"{a}: {f:.4g}" for a, f in r.frequencies.items()),
        mutation(r.marker),
        ratio(r.log_lr),
        log10(r.log_lr),
        ", ".join(notes),
    )


def genotype(seen: Genotype | None) -> str:
    return "" if seen is None else str(seen).replace("/-", "/–")


def mutation(marker: Marker) -> str:
    mothers, fathers = one_model(marker.maternal), one_model(marker.paternal)
    return mothers if mothers == fathers else f"mothers {mothers}, fathers {fathers}"


def one_model(m: Mutation) -> str:
    """A mutation model with all its numbers."""
    if m == NO_MUTATION:
        return "none"
    more = f", range {m.reach:g}, microvariants {m.rate2:g}" if m.model == "stepwise" else ""
    return f"{m.model} {m.rate:g}{more}"


def _model(case: Case) -> list[tuple[str, str]]:
    p = case.pair
    silent = [m.name for m in case.markers if m.silent is not None]
    x_linked = [m.name for m in case.markers if m.x_linked]
    others = [m for m in p.family.missing if m != p.missing]
    told = [
        (
            "Likelihoods",
            "exact, summed over every genotype that members who were not typed can have; markers taken as inherited apart",
        ),
        ("Theta", f"{p.theta:g}" + (" (founders share no ancestors)" if p.theta == 0 else " (Balding and Nichols 1994)")),
        ("Mutation", "; ".join(sorted({mutation(m) for m in case.markers}))),
        ("The remains' sample", quality(p.quality)),
    ]
    off = {who: q for who, q in p.family.qualities.items() if not q.sharp}
    if off:
        told.append(("References' samples", "; ".join(f"{who}: {quality(q)}" for who, q in off.items())))
    if silent:
        told.append(("Silent alleles", ", ".join(silent)))
    if x_linked:
        told.append(("On the X", ", ".join(x_linked)))
    if others:
        told.append(("Others missing", f"{', '.join(others)}: taken as not typed"))
    prior = f"one of {case.among:,.0f}, each as likely: posterior {percent(case.posterior)}, this pair alone"
    told.append(("Prior", prior if case.among > 1 else "only one person is missing here: say how many with --prior-missing"))
    return told


def quality(q: Quality) -> str:
    """How far a sample may be misread, in words."""
    if q.sharp:
        return "taken as read without fault"
    return f"dropout {q.dropout:g}, drop-in {q.drop_in:g}, error {q.error:g}"


def _under(what: str) -> str:
    return what[0].upper() + what[1:]


def _name(path: Path) -> str:
    return str(path) if str(path).startswith(REGION) else path.name


def _hash(path: Path) -> str:
    """Of the bytes; a table that comes with the program is told by its name and the program's version."""
    if str(path).startswith(REGION):
        return f"comes with Cenotaph {__version__}"
    return hashlib.sha256(path.read_bytes()).hexdigest()
