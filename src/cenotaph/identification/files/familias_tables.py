"""Familias' text tables of a family search: remains with a row each, relatives with a row each and a word for what they are.

Tab between the cells, or commas or semicolons; two columns a marker, `TH01 1` and `TH01 2`, or one with both; `AMEL` gives the
sex, or a column `Sex`. Remains have one more column, the sample; relatives three: `Family`, `Relationship` (`[Father]`, to the
missing person) and `Sample`. A row of the missing person (`[Missing person]`) says their sex. Of a sample there may be `dropout`,
`dropin` and `error`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model.errors import KinFault
from ...model.families import Family, Side
from ...model.markers import Genotype, Marker, Quality
from ...model.pedigrees import Pedigree, Person, Sex
from .persons import half_read, marker_columns, profile
from .refusals import Refusals
from .relations import Relative, drawn
from .rows import QUALITIES, SEXES, amelogenin, by_amelogenin, grid, quality
from .told import MarkerTable, Told
from .unlisted import Unlisted

#: What else the columns are called.
SAME = {
    "sample id": "sample", "sample name": "sample", "id": "sample", "person": "sample", "relation": "relationship", "gender": "sex",
    "family id": "family", "famid": "family", "drop-in": "dropin", "drop_in": "dropin", "drop-out": "dropout",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]
    sex: Sex
    seen: Mapping[str, Genotype]
    quality: Quality | None


def remains(text: str, where: str, table: MarkerTable, *, once: bool = False, going_on: bool = False) -> Told:
    """Remains, each a family of one. `once`: homozygotes are written once. KinFault names file, line, sample and marker.

    `going_on`: remains that cannot be are left out and told, not the whole file refused; a name that is there twice is nobody's.
    """
    unlisted, refusals = Unlisted(table), Refusals(going_on)
    rows, notes = _rows(text, where, unlisted, ("sample",), once, refusals)
    made: dict[str, Family] = {}
    for r in rows:
        name = r.cells["sample"]
        if name in made:
            twice = f"{where}, line {r.line}: the sample {name!r} is there twice"
            refusals.add(KinFault(twice, cure="Give every sample an id of its own."), name)
        made[name] = Family(
            Pedigree(name, (Person(name, r.sex),)), {name: r.seen} if r.seen else {}, Side.REMAINS, qualities=_qualities([r])
        )
    whole, more = unlisted.with_table()
    return Told(_left(made, refusals), (*notes, *more), whole, refusals.faults)


def _left(made: Mapping[str, Family], refusals: Refusals) -> tuple[Family, ...]:
    """Those that were not refused; KinFault, the first one, where all were."""
    left = tuple(f for name, f in made.items() if name not in refusals.families)
    if refusals.faults and not left:
        raise refusals.faults[0]
    return left


def relatives(text: str, where: str, table: MarkerTable, *, once: bool = False, going_on: bool = False) -> Told:
    """Families with one missing person each, drawn from the words for their relatives. `going_on`: as of `remains`."""
    unlisted, refusals = Unlisted(table), Refusals(going_on)
    rows, notes = _rows(text, where, unlisted, ("family", "relationship", "sample"), once, refusals)
    together: dict[str, list[_Row]] = {}
    for r in rows:
        together.setdefault(r.cells["family"], []).append(r)
    made: dict[str, Family] = {}
    assumed = []
    for name, own in together.items():
        if name in refusals.families:
            continue
        kin = [r for r in own if not _is_missing(r)]
        try:
            sex = _sought([r for r in own if _is_missing(r)], name)
            found = drawn(name, [Relative(r.cells["sample"], r.sex, r.cells["relationship"]) for r in kin], sex)
        except KinFault as fault:
            refusals.add(KinFault(f"{where}, from line {own[0].line}: {fault.what}", cure=fault.cure), name)
            continue
        seen = {r.cells["sample"]: r.seen for r in kin if r.seen}
        made[name] = Family(found.pedigree, seen, missing=(found.missing,), qualities=_qualities(kin))
        assumed += [f"family {name}: {line}" for line in found.assumed]
    whole, more = unlisted.with_table()
    return Told(_left(made, refusals), (*notes, *assumed, *more), whole, refusals.faults)


def _is_missing(row: _Row) -> bool:
    return row.cells["relationship"].strip("[]").strip().lower() in {"missing", "missing person", "self"}


def _sought(rows: Sequence[_Row], name: str) -> Sex:
    """What a row of the missing person says of their sex."""
    if len(rows) > 1 or (rows and rows[0].seen):
        why = "two rows of the missing person" if len(rows) > 1 else "genotypes of the missing person"
        raise KinFault(f"family {name!r} has {why}", cure="Give one row, for the sex; genotypes of belongings are remains.")
    return rows[0].sex if rows else Sex.UNKNOWN


def _qualities(rows: Sequence[_Row]) -> dict[str, Quality]:
    return {r.cells["sample"]: r.quality for r in rows if r.seen and r.quality is not None}


def _rows(
    text: str, where: str, unlisted: Unlisted, needed: Sequence[str], once: bool, refusals: Refusals
) -> tuple[list[_Row], tuple[str, ...]]:
    lines = grid(text, where)
    header = next(lines, (1, [""]))[1]
    lower = [SAME.get(c.lower(), c.lower()) for c in header]
    for column in needed:
        if column not in lower:
            raise KinFault(
                f"{where} has no column {column.title()!r}",
                cure="Give two columns a marker and one for the sample; for relatives also Family and Relationship.",
            )
    place = {c: lower.index(c) for c in (*needed, "sex", *QUALITIES) if c in lower}
    others = {k for k, c in enumerate(lower) if c in {"family", "relationship", "sample"}}
    amel = amelogenin(header)
    columns, without = marker_columns(header, {*place.values(), *others, *amel}, where, unlisted.table)
    if not columns:
        raise KinFault(f"{where} has no marker with frequencies", cure="Columns are called TH01 1, TH01 2 and so on.")
    notes = [f"{where}: there are no frequencies for {', '.join(without)}: left out"] if without else []
    rows = list(_read(lines, where, place, columns, amel, len(header), unlisted, once, notes, refusals))
    return rows, tuple(notes)


def _read(
    lines: Iterator[tuple[int, list[str]]],
    where: str,
    place: Mapping[str, int],
    columns: Sequence[tuple[Marker, tuple[int, ...]]],
    amel: Sequence[int],
    width: int,
    unlisted: Unlisted,
    once: bool,
    notes: list[str],
    refusals: Refusals,
) -> Iterator[_Row]:
    half = 0
    for line, row in lines:
        cells = row + [""] * (width - len(row))
        told = {c: cells[k] for c, k in place.items()}
        try:
            for column, value in told.items():
                if not value and column not in {"sex", *QUALITIES}:
                    raise KinFault(f"{where}, line {line}: a sample without {column}", cure="Fill in the cell.")
            at = f"{where}, line {line}, {told['sample']!r}"
            seen, own = profile(cells, columns, unlisted, at, once=once)
            read = _Row(line, told, _sex(told.get("sex", ""), [cells[k] for k in amel], at), seen, quality(told, at))
        except KinFault as fault:
            refusals.add(fault, told.get("family") or ("" if "family" in told else told["sample"]))
            continue
        half += own
        yield read
    notes += half_read(half, where, once)


def _sex(word: str, amel: Sequence[str], at: str) -> Sex:
    """By the word of a column, else by amelogenin: X and Y a man, X twice a woman."""
    if word and word.lower() not in SEXES:
        raise KinFault(f"{at}: the sex is {word!r}", cure="Sexes are male, female, unknown.")
    told = SEXES[word.lower()] if word else Sex.UNKNOWN
    return by_amelogenin(told, amel, at)
