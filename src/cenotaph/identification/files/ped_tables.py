"""PED files: family, person, father, mother, sex, then two columns of alleles a marker, with blanks between.

The markers' names come from a header, from a companion (Merlin's `.dat`: `M name`, with `A`, `T`, `C`, `S` columns between; a map
of PLINK), or, where there is neither, in the order of the frequency table; between sex and alleles there may then be a column of
the affection. An allele `0` (also `-`, `NA`) was not read. Such files have no side: all rows are families, or all are remains, as
asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model.errors import KinFault
from ...model.families import Family, Side
from ...model.markers import Marker
from ...model.pedigrees import Pedigree, Person
from .rows import UNREAD, Row, assembled, genotype, person
from .told import MarkerTable, Told, plain
from .unlisted import Unlisted

#: Names of the first five columns, where there is a header.
HEADER = {"fam", "famid", "family", "fid", "ped", "pedigree"}
AFFECTION = {"affection", "affected", "aff", "status", "phenotype", "pheno", "disease"}
#: Columns of a Merlin `.dat`, and how many columns of the PED each takes.
KINDS = {"M": 2, "A": 1, "T": 1, "C": 1, "S": 1, "S2": 2, "Z": 1}


@dataclass(frozen=True, slots=True)
class Column:
    """A marker's name with the place of its first column; every marker has two."""

    name: str
    at: int


def is_ped(text: str) -> bool:
    """Whether the first line looks like one of a PED: blanks between at least five words, no commas and semicolons."""
    head = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip() and not line.startswith("#")), "")
    words = head.split()
    if any(mark in head for mark in ",;") or len(words) < 5:
        return False
    return words[0].lower().lstrip("#") in HEADER or words[4].lower() in {"0", "1", "2", "m", "f", "male", "female", "other", "-9"}


def read_ped(text: str, where: str, table: MarkerTable, side: Side, *, companion: str = "", beside: str = "") -> Told:
    """Families, or remains, of a PED. `companion`: the text of its `.dat` or `.map`, named `beside`.

    Remains are a family of one each: whoever of them has parents is refused. KinFault names file, line, person and marker.
    """
    lines = [(k, line.split()) for k, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1)]
    lines = [(k, words) for k, words in lines if words and (not words[0].startswith("#") or k == 1)]
    if not lines:
        raise KinFault(f"{where} has no person in it", cure="Give a row a person.")
    header = lines[0][1] if lines[0][1][0].lower().lstrip("#") in HEADER else None
    width = len(lines[0][1])
    if header:
        columns, lines = _headed(header, where), lines[1:]
    elif companion:
        columns = _beside(companion, beside, width, where)
    else:
        columns = _in_order(width, table.markers, where)
    unlisted = Unlisted(table)
    notes = [] if header or companion else [f"{where}: the markers are taken in the order of the frequencies"]
    known = {plain(m.name): m for m in table.markers}
    without = [c.name for c in columns if plain(c.name) not in known and plain(c.name) not in table.aside]
    if without:
        notes.append(f"{where}: there are no frequencies for {', '.join(without)}: left out")
    own = [(known[plain(c.name)], c.at) for c in columns if plain(c.name) in known]
    if len({m.name for m, _ in own}) < len(own):
        raise KinFault(f"{where}: two columns are one marker", cure="Leave one out.")
    found = assembled(_rows(lines, where, width, own, unlisted), where, table.missing)
    if side is Side.REMAINS:
        found = _remains(found, where)
    whole, more = unlisted.with_table()
    return Told(found, (*notes, *more), whole)


def _rows(
    lines: Sequence[tuple[int, list[str]]], where: str, width: int, columns: Sequence[tuple[Marker, int]], unlisted: Unlisted
) -> Iterator[Row]:
    for line, words in lines:
        at = f"{where}, line {line}"
        if len(words) != width:
            raise KinFault(f"{at}: {len(words)} columns, {width} in the first line", cure="Mend the row.")
        family, id_, father, mother, sex = words[:5]
        made = person(id_, "0" if sex.lower() in {"-9", "other", "u"} else sex, father, mother, at)
        seen = {}
        for marker, k in columns:
            cells = ["-" if c in {"0", "."} or c.lower() in UNREAD else c for c in words[k : k + 2]]
            if (read := genotype(cells, marker, unlisted, f"{at}, {id_!r}")) is not None:
                seen[marker.name] = read
        yield Row(line, family, Side.FAMILY, made, seen)


def _remains(families: Sequence[Family], where: str) -> tuple[Family, ...]:
    made: dict[str, Family] = {}
    for family in families:
        for p in family.pedigree.members:
            if not p.is_founder or p.id in made:
                why = "parents" if not p.is_founder else "the id of another"
                raise KinFault(
                    f"{where}: the remains {p.id!r} have {why}", cure="Give remains rows and ids of their own, without parents."
                )
            profiles = {p.id: family.profiles[p.id]} if p.id in family.profiles else {}
            made[p.id] = Family(Pedigree(p.id, (Person(p.id, p.sex),)), profiles, Side.REMAINS)
    return tuple(made.values())


def _headed(header: Sequence[str], where: str) -> list[Column]:
    at = 6 if len(header) > 5 and header[5].lower() in AFFECTION else 5
    if (len(header) - at) % 2:
        raise KinFault(f"{where}: {len(header) - at} columns of alleles, not two a marker", cure="Name each marker's column twice.")
    return [Column(_shared(header[k], header[k + 1], where), k) for k in range(at, len(header), 2)]


def _shared(one: str, two: str, where: str) -> str:
    """The name of a marker from those of its two columns."""
    if one == two:
        return one
    name = one[:-1].rstrip("_.-")
    if one[-1:] in {"1", "a", "A"} and two[-1:] in {"2", "b", "B"} and name and name == two[:-1].rstrip("_.-"):
        return name
    raise KinFault(f"{where}: the columns {one!r} and {two!r} are not those of one marker", cure="Call them TH01_1 and TH01_2.")


def _beside(text: str, beside: str, width: int, where: str) -> list[Column]:
    columns, at = [], 5
    rows = [(k, line.split()) for k, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1)]
    rows = [(k, words) for k, words in rows if words and not words[0].startswith("#")]
    merlin = all(len(words) == 2 and words[0].upper() in KINDS for _, words in rows)
    if rows and rows[0][1][0].lower().startswith("chr") and not rows[0][1][-1].replace(".", "").isdigit():
        rows = rows[1:]
    if not merlin:
        at = 6 if width == 6 + 2 * len(rows) else 5
    for line, words in rows:
        if len(words) < 2:
            raise KinFault(f"{beside}, line {line}: no marker", cure="Give a .dat (M name) or a .map (chromosome, name, cM).")
        kind = words[0].upper() if merlin else "M"
        if kind == "M":
            columns.append(Column(words[1], at))
        at += KINDS[kind]
    if at != width:
        raise KinFault(f"{where} has {width} columns, {beside} tells of {at}", cure="Give the file that belongs to it.")
    return columns


def _in_order(width: int, markers: Sequence[Marker], where: str) -> list[Column]:
    for at in (5, 6):
        if width == at + 2 * len(markers):
            return [Column(m.name, at + 2 * k) for k, m in enumerate(markers)]
    raise KinFault(
        f"{where} has {width - 5} columns behind the sex, and there are frequencies for {len(markers)} markers",
        cure="Name the markers in a header, or in a .dat or .map beside the file.",
    )
