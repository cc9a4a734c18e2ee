"""Persons of a table with a row each, as families: parents by their ids, genotypes in a column a marker or in two.

Columns of a person are `side`, `family`, `id`, `fid`, `mid`, `sex`, `missing` (1 who is looked for), and of their sample `dropout`,
`dropin` and `error`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ...model.errors import KinFault
from ...model.families import Family, Side
from ...model.markers import Genotype, Marker
from ...model.pedigrees import Pedigree
from .refusals import Refusals
from .rows import AMEL, QUALITIES, UNREAD, Row, amelogenin, assembled, by_amelogenin, genotype, grid, person, quality
from .told import MarkerTable, Told, plain
from .unlisted import Unlisted

#: Columns of a person; `side` may be left out.
COLUMNS = ("family", "id", "fid", "mid", "sex")
#: A column that says who is looked for, and what its cells say of everybody else.
MISSING, NOT_MISSING = "missing", {"", "0", "no", "n", "false", "na", "-"}
#: What else these columns are called.
SAME = {
    "family id": "family", "famid": "family", "person": "id", "individual": "id", "iid": "id", "person id": "id", "father": "fid",
    "father id": "fid", "dad": "fid", "mother": "mid", "mother id": "mid", "mom": "mid", "gender": "sex", "drop-in": "dropin",
    "drop_in": "dropin", "drop-out": "dropout",
}  # fmt: skip


def persons(text: str, where: str, table: MarkerTable, *, spare: bool = False, once: bool = False, going_on: bool = False) -> Told:
    """Families in the order of their first rows, with the table of markers and alleles they were read by.

    `spare`: columns without frequencies are left out and named, not refused. `once`: a genotype in two columns of which one is
    empty is a homozygote. `going_on`: a family that cannot be is left out and told, not the whole file refused. KinFault names
    file, line, person and marker.
    """
    unlisted, refusals = Unlisted(table), Refusals(going_on)
    notes: list[str] = []
    found = assembled(_rows(text, where, unlisted, spare, once, notes, refusals), where, table.missing, refusals)
    named = tuple(map(_named, found))
    if named != found:
        notes.append(f"{where}: remains are called as in the column family, not as in the column id")
    whole, more = unlisted.with_table()
    return Told(named, (*notes, *more), whole, refusals.faults)


def _named(family: Family) -> Family:
    """Remains have one name, that of the family, which no others have: two bodies may have one id."""
    if family.side is Side.FAMILY or len(family.pedigree.members) != 1:
        return family
    name, [body] = family.pedigree.name, family.pedigree.members
    pedigree = Pedigree(name, (replace(body, id=name),))
    profiles = dict(zip([name], family.profiles.values(), strict=False))
    qualities = dict(zip([name], family.qualities.values(), strict=False))
    return replace(family, pedigree=pedigree, profiles=profiles, qualities=qualities)


def _rows(
    text: str, where: str, unlisted: Unlisted, spare: bool, once: bool, notes: list[str], refusals: Refusals
) -> Iterator[Row]:
    lines = grid(text, where)
    header = next(lines, (1, [""]))[1]
    lower = [SAME.get(c.lower(), c.lower()) for c in header]
    for column in COLUMNS:
        if column not in lower:
            raise KinFault(
                f"{where} has no column {column!r}", cure=f"The columns are side, {', '.join(COLUMNS)}, then the markers."
            )
    place = {c: lower.index(c) for c in (*COLUMNS, "side", MISSING, *QUALITIES) if c in lower}
    amel = [] if AMEL & unlisted.known.keys() else amelogenin(header)
    columns, without = marker_columns(header, [*place.values(), *amel], where, unlisted.table)
    if without and not spare:
        raise KinFault(
            f"{where}: there are no frequencies for the column {without[0]!r}", cure="Add the marker, or leave the column out."
        )
    notes += [f"{where}: there are no frequencies for {', '.join(without)}: left out"] if without else []
    half = 0
    for line, cells in lines:
        told = {c: cells[k] for c, k in place.items() if k < len(cells)}
        try:
            if len(cells) != len(header):
                raise KinFault(f"{where}, line {line}: {len(cells)} cells under {len(header)} columns", cure="Mend the row.")
            row, own = _row(line, told, cells, columns, [cells[k] for k in amel], unlisted, where, once)
        except KinFault as fault:
            refusals.add(fault, told.get("family", ""))
            continue
        half += own
        yield row
    notes += half_read(half, where, once)


def _row(
    line: int,
    told: Mapping[str, str],
    cells: Sequence[str],
    columns: Iterable[tuple[Marker, Sequence[int]]],
    amel: Sequence[str],
    unlisted: Unlisted,
    where: str,
    once: bool,
) -> tuple[Row, int]:
    """A person, and how many of their genotypes have an empty cell."""
    at = f"{where}, line {line}"
    if not told["id"] or not told["family"]:
        raise KinFault(f"{at}: a person without {'id' if told['family'] else 'family'}", cure="Fill in the cell.")
    side = told.get("side", "AM").upper()
    if side not in {s.value for s in Side}:
        raise KinFault(f"{at}: the side of {told['id']!r} is {told['side']!r}", cure="Sides are PM and AM.")
    made = person(told["id"], told["sex"], told["fid"], told["mid"], at)
    at = f"{at}, {told['id']!r}"
    made = replace(made, sex=by_amelogenin(made.sex, amel, at))
    seen, half = profile(cells, columns, unlisted, at, once=once)
    sought = told.get(MISSING, "").lower() not in NOT_MISSING
    return Row(line, told["family"], Side(side), made, seen, quality(told, at), sought), half


def profile(
    cells: Sequence[str], columns: Iterable[tuple[Marker, Sequence[int]]], unlisted: Unlisted, at: str, *, once: bool
) -> tuple[dict[str, Genotype], int]:
    """Genotypes of a row by marker, from one cell or two each, and of how many two cells one was empty."""
    seen, half = {}, 0
    for marker, places in columns:
        parts = parted(cells[places[0]], marker, at) if len(places) == 1 else [cells[k] for k in places]
        if len(places) == 2 and is_half(parts):
            half += 1
            parts = doubled(parts) if once else parts
        if (read := genotype(parts, marker, unlisted, at)) is not None:
            seen[marker.name] = read
    return seen, half


def is_half(parts: Sequence[str]) -> bool:
    """Whether one of two cells is empty."""
    return sum(p.lower() not in UNREAD for p in parts) == 1


def doubled(parts: Sequence[str]) -> list[str]:
    """The allele of the one cell that is not empty, twice."""
    return [p for p in parts if p.lower() not in UNREAD] * 2


def half_read(count: int, where: str, once: bool) -> list[str]:
    """What to say of genotypes in two cells of which one is empty."""
    if not count:
        return []
    taken = "a homozygote" if once else "that allele and another that was not read"
    return [f"{where}: genotypes with one allele and an empty cell ({count}) are taken as {taken}"]


def marker_columns(
    header: Sequence[str], taken: Iterable[int], where: str, table: MarkerTable
) -> tuple[list[tuple[Marker, tuple[int, ...]]], list[str]]:
    """Markers with the place of their column, or of their two (`TH01 1` and `TH01 2`, or `TH01` twice), and the columns of no
    marker.

    Columns of markers that were left out on purpose are neither.
    """
    known = {plain(m.name): m for m in table.markers}
    found: dict[str, list[int]] = {}
    without: dict[str, str] = {}
    skip = set(taken)
    halves = _halves(header)
    for k, column in enumerate(header):
        if k in skip or not column:
            continue
        name = plain(halves.get(k, column))
        if k not in halves and name not in known and name not in table.aside and name[-1:] in {"1", "2"} and name[:-1] in known:
            name = name[:-1]
        if name in known:
            found.setdefault(name, []).append(k)
        elif name not in table.aside:
            without[name] = halves.get(k, column)
    for name, places in found.items():
        words = [header[k] for k in places]
        ends = [w[-1:] if k in halves or plain(w) != name else "" for k, w in zip(places, words, strict=True)]
        if len(places) > 2 or (len(places) == 2 and ends != ["1", "2"] and len(set(words)) > 1):
            raise KinFault(f"{where}: the columns {' and '.join(map(repr, words))} are one marker", cure="Leave one out.")
        if len(places) == 1 and ends != [""]:
            other = words[0][:-1] + ("2" if ends == ["1"] else "1")
            raise KinFault(f"{where} has the column {words[0]!r} and no {other!r}", cure="Give two columns a marker.")
    return [(known[name], tuple(places)) for name, places in found.items()], list(without.values())


def _halves(header: Sequence[str]) -> dict[int, str]:
    """The markers of columns that are called alike but for a 1 and a 2 behind a blank, dot or dash: `DXS10 1` is not DXS101."""
    cut = {k: m for k, column in enumerate(header) if (m := re.fullmatch(r"(.+?)[ _.-]+([12])", column))}
    ends = {(m[1], m[2]) for m in cut.values()}
    return {k: m[1] for k, m in cut.items() if {(m[1], "1"), (m[1], "2")} <= ends}


def parted(cell: str, marker: Marker, at: str) -> list[str]:
    """The alleles of one cell: `12/14`, or `12,14`; one alone is a man's only one, at a marker of the X."""
    parts = [p.strip() for p in cell.replace(",", "/").split("/")]
    if len(parts) > 2 or (len(parts) == 1 and parts[0].lower() not in UNREAD and not marker.x_linked):
        raise KinFault(
            f"{at}: {cell!r} is no genotype of {marker.name}", cure="Write two alleles, for example 12/14, or -/- for none."
        )
    return parts
