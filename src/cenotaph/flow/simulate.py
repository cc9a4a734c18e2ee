"""Simulate: a whole made case in a folder, with the truth beside it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

from .. import __version__
from ..identification.files.plain_writing import markers_text, persons_text
from ..identification.planning.made_cases import USUAL, MadeCase, Plan, Truth, made_case
from ..model.errors import KinFault, WrongUse
from ..model.markers import Marker, Mutation
from .kin_files import frequencies_of

__all__ = ["USUAL", "Plan", "Simulated", "numbers_of", "shares_of", "simulate"]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was written where, how many of each, and under which plan and models."""

    folder: Path
    files: tuple[str, ...]
    counts: Mapping[str, int]
    parameters: Mapping[str, object]
    notes: tuple[str, ...]


def simulate(plan: Plan, frequencies_file: Path, to: Path, *, seed: int, mutation: Mutation | None = None) -> Simulated:
    """Writes `persons.csv`, `markers.json`, `truth.csv`, `inventory.csv` and `README.md` into a folder that is new or empty.

    The same plan, seed, frequencies and version of numpy give the same bytes. WrongUse: a folder with files in it. KinFault:
    frequencies that are not right, a folder that cannot be written.
    """
    if seed < 0:
        raise WrongUse(f"the seed is {seed}", cure="Seeds are whole numbers from 0.")
    table = frequencies_of(frequencies_file, mutation)
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise WrongUse(f"{to} is there already", cure="Name a folder that is new or empty.")
    made = made_case(plan, table.markers, seed)
    counts = _counts(made)
    models = sorted({_words(x) for m in table.markers for x in (m.maternal, m.paternal)})
    parameters: dict[str, object] = {
        **asdict(plan), "seed": seed, "frequencies": frequencies_file.name, "markers": len(table.markers), "mutation": models,
        "theta": 0.0, "cenotaph": __version__,
    }  # fmt: skip
    texts = {
        "persons.csv": persons_text([*made.remains, *made.families], table.markers),
        "markers.json": markers_text(table.markers, made.missing),
        "truth.csv": _truth(made),
        "inventory.csv": _inventory(made),
        "README.md": _readme(counts, parameters, table.markers),
    }
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (to / name).write_text(text, encoding="utf-8", newline="")
    except OSError as fault:
        raise KinFault(f"{to} cannot be written ({fault.strerror})", cure="Name a folder that you can write to.") from None
    return Simulated(to, tuple(texts), counts, parameters, table.notes)


def _words(mutation: Mutation) -> str:
    return f"{mutation.model} {mutation.rate:g}" if mutation.rate else str(mutation.model)


def _counts(made: MadeCase) -> dict[str, int]:
    found = {t.person: t for t in made.truth if t.sample}
    return {
        "families": len(made.families),
        "references": sum(len(f.profiles) for f in made.families),
        "missing": len(made.missing),
        "persons found": len(found),
        "found whose family is here": sum(bool(t.family) for t in found.values()),
        "found with an untold sibling among the found": sum(bool(t.sibling) for t in found.values()),
        "samples": len(made.remains),
    }


def _truth(made: MadeCase) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f.name for f in fields(Truth)])
    writer.writerows(astuple(t) for t in made.truth)
    return out.getvalue()


def _inventory(made: MadeCase) -> str:
    rows = [f"{t.sample},{t.bone},{t.side}" for t in made.truth if t.sample]
    return "\n".join(("sample,bone,side", *rows)) + "\n"


def _readme(counts: Mapping[str, int], parameters: Mapping[str, object], markers: tuple[Marker, ...]) -> str:
    structures = Counter(parameters["structures"])  # type: ignore[call-overload]
    told = {k: v for k, v in parameters.items() if k != "structures"}
    return "\n".join(
        [
            "# A made case", "",
            "Nobody in these files ever lived: names, families and genotypes were drawn by `cenotaph identify simulate`.", "",
            "- `persons.csv`: remains (side PM) and families (side AM), with the quality of each sample where it may be misread",
            "- `markers.json`: frequencies and mutation models under which all was drawn, and who is missing",
            "- `truth.csv`: whose each sample is; rows without a sample are missing who were not found; `sibling` is a full"
            " brother or sister among the found that no pedigree tells of",
            "- `inventory.csv`: the bone each sample was cut from", "",
            "## What there is", "",
            *(f"- {name}: {n}" for name, n in counts.items()), "",
            "## How it was made", "",
            *(f"- {name}: {_plain(value)}" for name, value in told.items()),
            f"- structures: {_plain(structures)}",
            f"- names of markers: {', '.join(m.name for m in markers)}", "",
            "Founders draw alleles by frequency, children one of each parent's two, changed by the mutation model. Markers are"
            " unlinked.",
            "",
        ]
    )  # fmt: skip


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k}={v:g}" for k, v in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def shares_of(words: str, what: str) -> dict[str, float]:
    """Kinds with how often each, from an option: `mother=3,father`; WrongUse names what is wrong. Without a number, 1."""
    made: dict[str, float] = {}
    for part in words.split(","):
        name, _, share = part.partition("=")
        try:
            made[name.strip()] = float(share) if share else 1.0
        except ValueError:
            raise WrongUse(f"{part!r} is no share of {what}", cure="For example mother=3,father=1.") from None
    return made


def numbers_of(words: str, what: str) -> dict[int, float]:
    """As `shares_of`, of whole numbers: `1=0.8,2=0.2`."""
    try:
        return {int(k): v for k, v in shares_of(words, what).items()}
    except ValueError:
        raise WrongUse(f"{words!r} are no numbers of {what}", cure="For example 1=0.8,2=0.2.") from None
