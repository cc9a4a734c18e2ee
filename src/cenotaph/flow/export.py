"""Export: remains, families and markers of any readable format as a project of Familias, or as plain tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..identification import Project, as_familias_has_it, markers_text, persons_text, written_project
from ..model.errors import KinFault, WrongUse
from ..model.families import Family, Side
from .kin_files import PLAIN, Kin, Rules, frequencies_of, one_side, text, whole_of
from .private import write_private


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, how many remains and families, and what a reader should know."""

    files: tuple[Path, ...]
    remains: int
    families: int
    notes: tuple[str, ...]


def export(remains: Path | None, families: Path | None, frequencies: Path, to: Path, *, rules: Rules = PLAIN) -> Exported:
    """Writes NAME.fam, or NAME.csv with NAME.json. Nothing that is there is overwritten.

    WrongUse: no persons, another ending, a file that is there. KinFault: a file that is not right, or what the format has no place
    for.
    """
    if remains is None and families is None:
        raise WrongUse("there is nothing to export", cure="Give --remains, --families, or both.")
    if to.suffix not in {".fam", ".csv"}:
        raise WrongUse(f"{to.name} is neither a .fam nor a .csv", cure="Give --to NAME.fam or --to NAME.csv.")
    files = (to,) if to.suffix == ".fam" else (to, to.with_suffix(".json"))
    for file in files:
        if file.exists():
            raise WrongUse(f"{file} is there already", cure="Give another name; nothing is overwritten.")
    given = _given(remains, families, frequencies, rules)
    notes = given.notes
    if to.suffix == ".fam":
        project = Project(given.table, given.hypotheses, given.remains, given.families, given.name, given.theta, given.missing)
        project, more = as_familias_has_it(project)
        texts, notes = [written_project(project)], (*notes, *more)
    else:
        rows = (*given.remains, *(given.families or given.hypotheses))
        missing = dict.fromkeys(m for f in given.families for m in f.missing)
        texts = [persons_text(rows, given.table.markers), markers_text(given.table.markers, list(missing))]
    for file, content in zip(files, texts, strict=True):
        try:
            write_private(file, content)
        except OSError as fault:
            raise KinFault(f"{file} cannot be written ({fault.strerror})", cure="Give a name in a folder that is there.") from None
    return Exported(files, len(given.remains), len(given.families or given.hypotheses), notes)


def _given(remains: Path | None, families: Path | None, frequencies: Path, rules: Rules) -> Kin:
    same = {p for p in (remains, families, frequencies) if p is not None}
    if len(same) == 1 and text(frequencies).lstrip("\ufeff").startswith('"Output from Familias'):
        whole = whole_of(frequencies, None, rules)
        return replace(whole, remains=whole.remains if remains else (), families=whole.families if families else ())
    table = frequencies_of(frequencies, None, rules)
    notes = list(table.notes)
    found: dict[Side, tuple[Family, ...]] = {Side.REMAINS: (), Side.FAMILY: ()}
    for path, side in ((remains, Side.REMAINS), (families, Side.FAMILY)):
        if path is not None:
            told = one_side(path, table, side, rules)
            table = told.table or table
            found[side] = told.families
            notes += told.notes
    return Kin(found[Side.REMAINS], found[Side.FAMILY], table, tuple(dict.fromkeys(notes)))
