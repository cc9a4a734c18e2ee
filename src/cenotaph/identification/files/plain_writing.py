"""Plain tables written as `plain_tables` reads them: persons as CSV, markers as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ...model.families import Family
from ...model.markers import NO_MUTATION, Genotype, Marker, Mutation
from ...model.pedigrees import Sex

SEXES = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNKNOWN: "0"}
QUALITIES = ("dropout", "dropin", "error")


def persons_text(families: Sequence[Family], markers: Sequence[Marker]) -> str:
    """A CSV with a row a person. The columns of quality are there when a sample of theirs may be misread.

    >>> from ...model.families import Side
    >>> from ...model.pedigrees import Pedigree, Person
    >>> found = Family(Pedigree("V", (Person("V", Sex.MALE),)), {"V": {"L": Genotype("9.3", None)}}, Side.REMAINS)
    >>> persons_text([found], [Marker("L", ("9.3",), (1.0,))]).splitlines()
    ['side,family,id,fid,mid,sex,L', 'PM,V,V,0,0,1,9.3/-']
    """
    graded = QUALITIES if any(f.qualities for f in families) else ()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["side", "family", "id", "fid", "mid", "sex", *graded, *(m.name for m in markers)])
    for f in families:
        for p in f.pedigree.members:
            quality = f.qualities.get(p.id)
            numbers = (
                [""] * len(graded) if quality is None else [_number(x) for x in (quality.dropout, quality.drop_in, quality.error)]
            )
            seen = f.profiles.get(p.id, {})
            cells = [_cell(seen.get(m.name)) for m in markers]
            writer.writerow([f.side, f.pedigree.name, p.id, p.father or "0", p.mother or "0", SEXES[p.sex], *numbers, *cells])
    return out.getvalue()


def _number(x: float) -> str:
    """As short as reads the same again."""
    return short if float(short := f"{x:g}") == x else repr(x)


def _cell(seen: Genotype | None) -> str:
    return "-/-" if seen is None else str(seen)


def markers_text(markers: Sequence[Marker], missing: Sequence[str] = ()) -> str:
    """A JSON of markers with their frequencies and mutation models, and of who is missing."""
    return json.dumps({"markers": [_marker(m) for m in markers], "missing": list(missing)}, ensure_ascii=False, indent=1) + "\n"


def _marker(m: Marker) -> Mapping[str, Any]:
    own: dict[str, Any] = {
        "name": m.name, "alleles": list(m.alleles), "afreq": list(m.frequencies), "sexlinked": m.x_linked,
        "mutmodel": _mutations(m.maternal, m.paternal),
    }  # fmt: skip
    return own | ({"silent": m.silent} if m.silent is not None else {})


def _mutations(*both: Mutation) -> Mapping[str, Any] | None:
    """Mothers first."""
    if all(x == NO_MUTATION for x in both):
        return None
    made: dict[str, Any] = {
        "model": [str(x.model) for x in both], "rate": [x.rate for x in both], "rate2": [x.rate2 for x in both],
        "range": [x.reach for x in both],
    }  # fmt: skip
    if any(x.matrix for x in both):
        size = max(len(x.matrix) for x in both)
        still = [[float(i == j) for j in range(size)] for i in range(size)]
        made["matrix"] = [[list(row) for row in x.matrix] or still for x in both]
    return made
