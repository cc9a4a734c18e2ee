"""Files of remains, families and frequencies, whichever of the known formats they are in: the one place that opens them.

Known are projects and text tables of Familias, plain tables, PED files, and any of the tables as an Excel workbook or with a map of
its columns. What a file is shows in its content, not in its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import resources
from pathlib import Path

from ..identification import (
    APART,
    MarkerTable,
    Place,
    Project,
    Told,
    fitted,
    frequencies,
    is_ped,
    is_project,
    persons,
    read_columns,
    read_map,
    read_ped,
    read_project,
    relatives,
    remains,
    renamed,
)
from ..model.errors import KinFault, WrongUse
from ..model.families import Family, Side
from ..model.markers import SHARP, Mutation, Quality

#: Tables of frequencies that come with the program, by the name behind `region:`.
REGIONS = {
    "africa": "africaDB", "east-asia": "eastAsiaDB", "europe": "europeDB", "mid-asia": "midAsiaDB", "norway": "norwayDB",
    "south-america": "southAmericaDB", "west-asia": "westAsiaDB",
}  # fmt: skip
REGION = "region:"
#: Said of each of them.
ORIGIN = "norSTR 2025, MIT licence"
WARNING = "it is no substitute for a table of the population that the missing belong to"
#: Columns of Familias' text tables, by which they are told from a PED.
WORDS = {"relationship", "relation", "sample", "sample id", "sample name", "person", "id"}
#: So begins what is noted of a family, or of remains, that were left out because they cannot be.
REFUSED = "refused: "
#: Excel workbooks begin so, of now and of before 2007.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Rules:
    """How files are read. `mutation`: in place of the models they state. `minimum`: the frequency of an allele that a table does
    not list, else the file's own, else 0.001. `columns`: a map of the columns of persons' tables. `map`: where markers lie; then
    only such are kept as are `apart` cM from one another. `once`: homozygotes are written once. `quality`: of remains that say
    nothing of their own. `missing`: ids of persons who are looked for, where neither table nor markers say so.
    """

    mutation: Mutation | None = None
    minimum: float | None = None
    columns: Path | None = None
    map: Path | None = None
    apart: float = APART
    once: bool = False
    quality: Quality = SHARP
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.minimum is not None and not 0 < self.minimum < 0.5:
            raise WrongUse(f"the least frequency is {self.minimum:g}", cure="It is above 0 and below 0.5, for example 0.001.")
        if not self.apart > 0:
            raise WrongUse(f"markers are to be {self.apart:g} cM apart", cure="Give more than 0, for example 50.")

    @cached_property
    def places(self) -> Mapping[str, Place] | None:
        """What the map says, read once."""
        return None if self.map is None else read_map(text(self.map), self.map.name)


PLAIN = Rules()


@dataclass(frozen=True, slots=True)
class Kin:
    """Remains and families with the markers to compare them by. `notes`: what a reader should know of all of it.

    `rows`: remains and families in the order of a table, where both are of one. `missing`: how many are missing, where a project
    says so. `hypotheses`: its pedigrees of the same persons; `name`, `theta`: of its database.
    """

    remains: tuple[Family, ...]
    families: tuple[Family, ...]
    table: MarkerTable
    notes: tuple[str, ...]
    rows: tuple[Family, ...] = ()
    missing: float | None = None
    hypotheses: tuple[Family, ...] = ()
    name: str = ""
    theta: float = 0.0


def frequencies_of(path: Path, mutation: Mutation | None = None, rules: Rules = PLAIN) -> MarkerTable:
    """Markers of a `.fam`, a CSV, a JSON or a region's table. `mutation`: in place of the models the file states."""
    name, found = _region(str(path)) or (path.name, text(path))
    table = frequencies(
        found, name, mutation=mutation or rules.mutation, places=rules.places, apart=rules.apart, minimum=rules.minimum
    )
    table = replace(table, missing=tuple(dict.fromkeys((*table.missing, *rules.missing))))
    if str(path).startswith(REGION):
        table = replace(table, notes=(f"{name}: a table of {ORIGIN}; {WARNING}", *table.notes))
    return table


def _region(word: str) -> tuple[str, str] | None:
    """Name and text of a table that comes with the program; nothing where the word is a path."""
    if not word.startswith(REGION):
        return None
    name = word.removeprefix(REGION).strip().lower()
    if name not in REGIONS:
        raise WrongUse(f"there are no frequencies of the region {name!r}", cure=f"There are {', '.join(REGIONS)}.")
    return word, resources.files("cenotaph.identification").joinpath("populations", f"{REGIONS[name]}.csv").read_text("utf-8")


def regions() -> dict[str, MarkerTable]:
    """The tables that come with the program."""
    return {name: frequencies_of(Path(f"{REGION}{name}")) for name in REGIONS}


def one_side(path: Path, table: MarkerTable, side: Side, rules: Rules = PLAIN) -> Told:
    """Remains or families of a file. The table told is that given, with alleles that only these persons have.

    A family of a table that cannot be is left out, which a note says that begins with REFUSED; the others go on.
    """
    whole = text(path)
    if is_project(whole):
        found = _fitted(_project(whole, path, rules), table, path.name)
        return replace(found, families=_graded(_of(found.families, side), side, rules))
    whole = _mapped(whole, path, rules)
    whole, head = _headed(whole)
    if {"fid", "mid"} <= {*head} or {"father", "mother"} <= {*head}:
        told = persons(whole, path.name, table, spare=True, once=rules.once, going_on=True)
        told = replace(told, families=_of(told.families, side))
    elif is_ped(whole) and not WORDS & {*head}:
        companion = next((c for end in (".dat", ".map") if (c := path.with_suffix(end)).exists()), None)
        told = read_ped(
            whole,
            path.name,
            table,
            side,
            companion=text(companion) if companion else "",
            beside=companion.name if companion else "",
        )
    else:
        told = (remains if side is Side.REMAINS else relatives)(whole, path.name, table, once=rules.once, going_on=True)
    refused = [f"{REFUSED}{f.what.rstrip('.')}. {f.cure.rstrip('.')}" for f in told.refused]
    return replace(told, families=_graded(told.families, side, rules), notes=(*told.notes, *refused))


def kin(remains_file: Path, families_file: Path, frequencies_file: Path, rules: Rules = PLAIN) -> Kin:
    """Remains and families of files, which may all be the same one."""
    if remains_file == families_file == frequencies_file and _begins_a_project(remains_file):
        return whole_of(remains_file, None, rules)
    table = frequencies_of(frequencies_file, None, rules)
    bodies = one_side(remains_file, table, Side.REMAINS, rules)
    families = one_side(families_file, bodies.table or table, Side.FAMILY, rules)
    notes = tuple(
        dict.fromkeys((*table.notes, *bodies.notes, *families.notes, *_nowhere(table, families.families, frequencies_file)))
    )
    return Kin(bodies.families, families.families, families.table or table, notes)


def looking(given: Kin) -> Kin:
    """Without the families that look for nobody, which a note names: they have no place in a search."""
    if not given.remains or not given.families:
        what = "remains (of a plain table, rows of side PM)" if not given.remains else "families"
        raise KinFault(f"there are no {what} in the files", cure="Give the file of each side; both may be one.")
    idle = [f.pedigree.name for f in given.families if not f.missing]
    if not idle or len(idle) == len(given.families):
        return given
    some = ", ".join(map(repr, idle[:8])) + (f" and {len(idle) - 8} more" if len(idle) > 8 else "")
    note = f"families that miss nobody are left out: {some}"
    return replace(given, families=tuple(f for f in given.families if f.missing), notes=(*given.notes, note))


def _begins_a_project(path: Path) -> bool:
    return not str(path).startswith(REGION) and is_project(text(path))


def whole_of(persons_file: Path, markers_file: Path | None, rules: Rules = PLAIN) -> Kin:
    """Both sides of one file: of a project of Familias alone, or of a table of persons with its markers."""
    content = text(persons_file)
    if markers_file is None:
        if not is_project(content):
            raise WrongUse(f"{persons_file.name} is no project of Familias", cure="Give the file of its markers too.")
        p = _project(content, persons_file, rules)
        bodies = _graded(p.remains, Side.REMAINS, rules)
        return Kin(bodies, p.families, p.table, p.table.notes, (*bodies, *p.families), p.size, p.hypotheses, p.name, p.theta)
    table = frequencies_of(markers_file, None, rules)
    if is_project(content):
        p = _project(content, persons_file, rules)
        told = _fitted(replace(p, families=(*p.families, *p.hypotheses)), table, persons_file.name)
    else:
        whole = _mapped(content, persons_file, rules)
        told = persons(whole, persons_file.name, table, spare=bool(table.aside), once=rules.once)
    rows = tuple(_graded([f], f.side, rules)[0] for f in told.families)
    notes = tuple(dict.fromkeys((*table.notes, *told.notes, *_nowhere(table, rows, markers_file))))
    return Kin(_of(rows, Side.REMAINS), _of(rows, Side.FAMILY), told.table or table, notes, rows)


def _nowhere(table: MarkerTable, families: Iterable[Family], path: Path) -> list[str]:
    """What to say of missing persons whom no family has: a slip of the pen, or another file."""
    there = {m for f in families for m in f.missing}
    strange = [m for m in table.missing if m not in there]
    return [f"{path.name}: no family has the missing {', '.join(map(repr, strange))}"] if strange else []


def _of(families: Iterable[Family], side: Side) -> tuple[Family, ...]:
    return tuple(f for f in families if f.side is side)


def _graded(families: Sequence[Family], side: Side, rules: Rules) -> tuple[Family, ...]:
    """Remains with the quality of the rules where they have none of their own."""
    if side is Side.FAMILY or rules.quality.sharp:
        return tuple(families)
    return tuple(replace(f, qualities=dict.fromkeys(f.profiles, rules.quality) | dict(f.qualities)) for f in families)


def _project(whole: str, path: Path, rules: Rules) -> Project:
    return read_project(whole, path.name, mutation=rules.mutation, places=rules.places, apart=rules.apart, minimum=rules.minimum)


def _fitted(project: Project, table: MarkerTable, where: str) -> Told:
    """The families of a project by the markers of a table, which may be another's."""
    return fitted((*project.remains, *project.families), project.table, table, where, project.notes)


def _mapped(whole: str, path: Path, rules: Rules) -> str:
    if rules.columns is None:
        return whole
    return renamed(whole, path.name, read_columns(text(rules.columns), rules.columns.name), rules.columns.name)


def _headed(whole: str) -> tuple[str, list[str]]:
    """The table and the names of its columns; one with blanks between and the columns of a plain table gets tabs."""
    head = whole.lstrip("\ufeff").partition("\n")[0]
    if not any(mark in head for mark in "\t;,") and {"fid", "mid"} <= {*head.lower().split()}:
        whole = "\n".join("\t".join(line.split()) for line in whole.lstrip("\ufeff").split("\n"))
        head = whole.partition("\n")[0]
    return whole, [cell.strip().lower().strip('"') for cell in head.split(max("\t;,", key=head.count))]


def text(path: Path) -> str:
    """The text of a file in UTF-8, of an Excel workbook its first sheet; KinFault when it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise KinFault(f"{path} cannot be read ({fault.strerror})", cure="Give the path of a file.") from None
    except ValueError:
        raise KinFault(f"{str(path)!r} is no path", cure="Give the path of a file.") from None
    if not content.strip():
        raise KinFault(f"{path} is empty", cure="Give a file with something in it.")
    if content.startswith(WORKBOOKS):
        from ..identification.files.workbooks import sheet

        return sheet(content, path.name)
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        return content.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise KinFault(f"{path} is not UTF-8", cure="Save it as UTF-8; Excel calls it CSV UTF-8.") from None
