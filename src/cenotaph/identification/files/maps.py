"""Where markers lie, and which of them may be taken as unlinked.

Markers are multiplied as if they were inherited apart. Short tandem repeats and small panels of single bases were chosen to be;
thousands of single bases are not. So more than MOST markers need a map, and only such are kept as are far enough from one another.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...model.errors import KinFault
from .rows import grid, number
from .told import plain

#: As many markers as a panel of unlinked ones has at the most: some 60 short tandem repeats and 140 identity single bases.
MOST = 200
#: How far apart two markers of a chromosome have to be, in centimorgans, unless said otherwise.
APART = 50.0
#: Base pairs that are counted as a centimorgan where a map has no genetic distances.
BASES = 1_000_000

Place = tuple[str, float]
CHROMOSOME, NAME = {"chrom", "chr", "chromosome"}, {"marker", "name", "snp", "id", "rsid"}
CENTIMORGAN, BASE = {"cm", "position", "pos_cm", "positioncm", "mapcm"}, {"bp", "base", "pos_bp", "positionbp", "mb"}


def unlinked(count: int, where: str) -> None:
    """KinFault: more markers than can be unlinked, and no map to say which are."""
    if count > MOST:
        raise KinFault(
            f"{where} has {count:,} markers, too many to be inherited apart: their likelihoods are not independent",
            cure=f"Give a map (--map) of where they lie, so that only such are kept as are {APART:g} cM apart; "
            f"without one at most {MOST} are taken.",
        )


def read_map(text: str, where: str) -> dict[str, Place]:
    """Chromosome and centimorgans by marker (spelt as `plain` does).

    A table with a header (`chromosome`, `marker` and `cm` or `bp`), or the columns of PLINK: chromosome, marker, cM, base pairs.
    Base pairs stand for centimorgans, a million each, where these are not there or all 0. KinFault names the line.
    """
    rows = [(k, c) for k, c in _cells(text, where) if c]
    if not rows:
        raise KinFault(f"{where} has no marker in it", cure="Give a row a marker: chromosome, marker, cM.")
    header = [plain(c) for c in rows[0][1]]
    columns = {
        what: next((k for k, c in enumerate(header) if c in {plain(w) for w in words}), None)
        for what, words in (("chromosome", CHROMOSOME), ("marker", NAME), ("cm", CENTIMORGAN), ("bp", BASE))
    }
    if columns["chromosome"] is None or columns["marker"] is None:
        columns = {"chromosome": 0, "marker": 1, "cm": 2, "bp": 3}
    else:
        rows = rows[1:]
    found: dict[str, tuple[str, float | None, float | None]] = {}
    for line, cells in rows:
        at = f"{where}, line {line}"

        def told(what: str, cells: list[str] = cells, at: str = at) -> float | None:
            k = columns[what]
            return None if k is None or k >= len(cells) or not cells[k] else number(cells[k], at)

        chromosome, marker = (
            cells[k] if k is not None and k < len(cells) else "" for k in map(columns.get, ("chromosome", "marker"))
        )
        if not chromosome or not marker:
            raise KinFault(f"{at}: no chromosome, or no marker", cure="Give chromosome, marker and position.")
        if plain(marker) in found:
            raise KinFault(f"{at}: the marker {marker!r} is there twice", cure="Give each marker once.")
        found[plain(marker)] = (chromosome.lower().removeprefix("chr"), told("cm"), told("bp"))
    genetic = any(cm for _, cm, _ in found.values())
    places = {}
    for name, (chromosome, cm, bp) in found.items():
        at_cm = cm if genetic else None if bp is None else bp / BASES
        if at_cm is None or not abs(at_cm) < 1e6:
            raise KinFault(f"{where}: {name} has no position", cure="Give cM, or base pairs, of every marker.")
        places[name] = (chromosome, at_cm)
    return places


def _cells(text: str, where: str) -> list[tuple[int, list[str]]]:
    head = text.lstrip("\ufeff").partition("\n")[0]
    if any(mark in head for mark in "\t,;"):
        return list(grid(text, where))
    return [(k, line.split()) for k, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1)]


def thinned(names: list[str], places: Mapping[str, Place], apart: float, where: str) -> list[str]:
    """Of the markers those at least `apart` cM from the one kept before on their chromosome, in their own order.

    The first of each chromosome is kept, then the next that is far enough, and so on. KinFault: a marker that the map does not
    have.

    >>> thinned(["a", "b", "c"], {"a": ("1", 0.0), "b": ("1", 20.0), "c": ("1", 60.0)}, 50.0, "q.csv")
    ['a', 'c']
    """
    for name in names:
        if plain(name) not in places:
            raise KinFault(f"{where}: the map does not have the marker {name!r}", cure="Add it to the map.")
    last: dict[str, float] = {}
    kept = set()
    for name in sorted(names, key=lambda n: places[plain(n)]):
        chromosome, at = places[plain(name)]
        if chromosome not in last or at - last[chromosome] >= apart:
            last[chromosome] = at
            kept.add(name)
    return [n for n in names if n in kept]


def kept(
    names: list[str], where: str, places: Mapping[str, Place] | None, apart: float = APART
) -> tuple[list[str], frozenset[str], tuple[str, ...]]:
    """Which markers of a table are computed with: all, or those that are far enough apart; the others' spellings; what to say of
    it.

    KinFault: too many for markers without a map, or one that the map does not have.
    """
    if places is None:
        unlinked(len(names), where)
        return names, frozenset(), ()
    own = thinned(names, places, apart, where)
    unlinked(len(own), where)
    aside = frozenset(map(plain, names)) - frozenset(map(plain, own))
    said = (
        f"{where}: {len(own)} of {len(names):,} markers are kept, the first of a chromosome and the next at least {apart:g} cM on"
    )
    return own, aside, (said,) if aside else ()
