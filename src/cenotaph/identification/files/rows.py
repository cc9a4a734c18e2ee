"""Tables as rows of cells, and rows of persons as families."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model.errors import KinFault
from ...model.families import Family, Side
from ...model.markers import Genotype, Marker, Quality
from ...model.pedigrees import Pedigree, Person, Sex
from .refusals import Refusals
from .told import plain
from .unlisted import Unlisted

SEXES = {"1": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "2": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE}
SEXES |= {"": Sex.UNKNOWN, "0": Sex.UNKNOWN, "na": Sex.UNKNOWN, "unknown": Sex.UNKNOWN}
NOBODY = {"", "0", "na", "*"}
UNREAD = {"", "-", "na"}
#: Names of the marker that tells the sex.
AMEL = {"amel", "amelogenin"}
LETTERS: dict[tuple[str, ...], Sex] = {("X", "Y"): Sex.MALE, ("X", "X"): Sex.FEMALE}
#: A longer cell is none: a quotation mark was not closed. (The limit of `csv` is one for the whole process, and others move it.)
LONGEST = 100_000
#: Controls of a terminal and of the direction of writing are no part of a name: shown, they could hide or change what stands there.
UNSEEN = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298), 8206, 8207), "�")
#: Columns of how far a sample may be misread, by the fields of Quality.
QUALITIES = {"dropout": "dropout", "dropin": "drop_in", "error": "error"}


def grid(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their line, stripped cells; tabs, semicolons or commas between them, as the first line has most.

    Rows without anything in them are passed over, the header not. KinFault: what is no table.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max("\t;,", key=head.count))
    line = 1
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > LONGEST:
                raise csv.Error(f"a cell has more than {LONGEST:,} characters")
            stripped = [c.strip().translate(UNSEEN) for c in cells]
            if any(stripped) or line == 1:
                yield reader.line_num, stripped or [""]
            line = reader.line_num + 1
    except csv.Error as fault:
        raise KinFault(f"{where}, line {line}: this is no table ({fault})", cure="Save it as CSV again.") from None


@dataclass(frozen=True, slots=True)
class Row:
    """A person of a table, with the number of the line.

    `quality`: None where the table says nothing of it. `missing`: whether a column says that they are looked for.
    """

    line: int
    family: str
    side: Side
    person: Person
    seen: Mapping[str, Genotype]
    quality: Quality | None = None
    missing: bool = False


def assembled(rows: Iterator[Row], where: str, missing: Sequence[str] = (), refusals: Refusals | None = None) -> tuple[Family, ...]:
    """Families in the order of their first rows. `missing`: the ids of those looked for. KinFault names file, line and person."""
    refused = refusals or Refusals()
    together: dict[str, list[Row]] = {}
    for row in rows:
        together.setdefault(row.family, []).append(row)
    made = []
    for name, own in together.items():
        if name in refused.families:
            continue
        try:
            made.append(_family(name, own, where, missing))
        except KinFault as fault:
            refused.add(fault, name)
    if not made:
        raise next(iter(refused.faults), KinFault(f"{where} has no person in it", cure="Give a row a person."))
    return tuple(made)


def _family(name: str, own: Sequence[Row], where: str, missing: Sequence[str]) -> Family:
    if len({r.side for r in own}) > 1:
        raise KinFault(f"{where}: family {name!r} is of both sides, PM and AM", cure="Give remains names of their own.")
    first: dict[str, int] = {}
    for r in own:
        if r.person.id in first:
            raise KinFault(
                f"{where}, line {r.line}: family {name!r} has {r.person.id!r} twice, first in line {first[r.person.id]}",
                cure="Give every member an id of their own.",
            )
        first[r.person.id] = r.line
    try:
        pedigree = Pedigree(name, tuple(r.person for r in own))
    except KinFault as fault:
        raise KinFault(f"{where}, from line {own[0].line}: {fault.what}", cure=fault.cure) from None
    told = dict.fromkeys((*missing, *(r.person.id for r in own if r.missing)))
    sought = tuple(m for m in told if m in pedigree) if own[0].side is Side.FAMILY else ()
    qualities = {r.person.id: r.quality for r in own if r.seen and r.quality is not None}
    return Family(pedigree, {r.person.id: r.seen for r in own if r.seen}, own[0].side, sought, qualities)


def person(id: str, sex: str, father: str, mother: str, at: str) -> Person:  # noqa: A002 - the word of the model
    """A person from the words of a table."""
    found = SEXES.get(sex.lower())
    if found is None:
        raise KinFault(f"{at}: the sex of {id!r} is {sex!r}", cure="Sexes are 1 male, 2 female, 0 unknown.")
    parents = [None if p.lower() in NOBODY else p for p in (father, mother)]
    try:
        return Person(id, found, *parents)
    except KinFault as fault:
        raise KinFault(f"{at}: {fault.what}", cure=fault.cure) from None


def amelogenin(header: Sequence[str]) -> list[int]:
    """The places of its column or its two."""
    return [k for k, c in enumerate(header) if plain(c) in AMEL or plain(c)[:-1] in AMEL]


def by_amelogenin(told: Sex, cells: Sequence[str], at: str) -> Sex:
    """The sex, by amelogenin where it is not told: X and Y a man, X twice a woman. KinFault: both are told and differ."""
    letters = tuple(sorted("".join(cells).upper().replace("/", "").replace(",", "").replace(" ", "").replace("-", "")))
    seen = LETTERS.get(letters, Sex.UNKNOWN)
    if Sex.UNKNOWN not in (told, seen) and told is not seen:
        raise KinFault(f"{at}: the sex is {told}, and {seen} by amelogenin", cure="Mend the row.")
    return seen if told is Sex.UNKNOWN else told


def quality(told: Mapping[str, str], at: str) -> Quality | None:
    """How far a sample may be misread, from the cells of `dropout`, `dropin` and `error`; None where all are empty, else an empty
    one is 0.
    """
    numbers = {}
    for column, name in QUALITIES.items():
        cell = told.get(column, "")
        if cell.lower() in UNREAD:
            continue
        numbers[name] = number(cell, f"{at}: {column}")
    try:
        return Quality(**numbers) if numbers else None
    except KinFault as fault:
        raise KinFault(f"{at}: {fault.what}", cure=fault.cure) from None


def number(cell: str, at: str) -> float:
    try:
        return float(cell)
    except ValueError:
        cure = "Write decimals with a point." if "," in cell else "Mend the file."
        raise KinFault(f"{at}: {cell!r} is no number", cure=cure) from None


def genotype(cells: Sequence[str], marker: Marker, unlisted: Unlisted, at: str) -> Genotype | None:
    """What was seen, from two cells, or from the one that an allele of the X has; None where nothing was read."""
    read = [unlisted.meet(marker, c, at) for c in cells if c.lower() not in UNREAD]
    if not read:
        return None
    if len(cells) == 1:
        return Genotype(read[0], read[0])
    return Genotype(read[0], read[1] if len(read) == 2 else None)
