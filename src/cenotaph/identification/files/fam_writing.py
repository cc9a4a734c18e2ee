"""A project written as a `.fam` of Familias, version 3.4.

In each family the first missing stands as `Missing person`, the others as `Missing male 2` and so on, as Familias has it; other
ids stay. What a `.fam` has no place for is left out and said: markers of the X, how far a person's sample may be misread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model.errors import KinFault
from ...model.families import Family
from ...model.markers import Marker, Quality
from ...model.pedigrees import Pedigree, Person, Sex
from .fam_databases import written_database
from .fam_hypotheses import written_hypotheses
from .fam_lines import BREAKS, quoted
from .fam_projects import BEGINS, Project
from .fam_searches import REFERENCE
from .relations import MISSING

VERSION = "3.4"
GENDERS = {Sex.MALE: "Male", Sex.FEMALE: "Female", Sex.UNKNOWN: "Unknown"}
ADVANCED = (
    "[[Other]]", "NumberOfDecimals= 10", "[[DVI]]", "QuickSearch= Enabled", "AllowedMismatches= 5", "[[Simulation]]",
    "SaveGenotypes= Disabled", "SaveComplete= Enabled", "ForceMAF= Disabled",
)  # fmt: skip


def as_familias_has_it(project: Project) -> tuple[Project, tuple[str, ...]]:
    """The project with the names that a `.fam` gives the missing and without what it has no place for; and what to say of that."""
    notes = []
    left = [m.name for m in project.table.markers if m.x_linked]
    if left:
        notes.append(f"markers of the X are left out: {', '.join(left)}")
    if any(f.qualities for f in (*project.remains, *project.families, *project.hypotheses)):
        notes.append("dropout, drop-in and error of single samples are left out")
    if any(p.sex is Sex.UNKNOWN for f in project.remains for p in f.pedigree.members):
        notes.append("some remains are of unknown sex, which Familias may not take")
    markers = tuple(m for m in project.table.markers if not m.x_linked)
    for m in markers:
        if m.silent is None or m.silent == "silent":
            continue
        notes.append(f"the silent allele {m.silent} of {m.name} is called silent")
    names = {m.name for m in markers}
    renamed = []
    for family in project.families:
        new = _names(family)
        told = [f"{old!r} is {name!r}" for old, name in new.items() if old != name]
        if told:
            notes.append(f"family {family.pedigree.name}: {', '.join(told)}")
        renamed.append(_bare(_called(family, new), names))
    table = replace(project.table, markers=tuple(map(_silent_last, markers)), missing=tuple(m for f in renamed for m in f.missing))
    groups = [tuple(_bare(f, names) for f in group) for group in (project.hypotheses, project.remains)]
    return replace(project, table=table, families=tuple(renamed), hypotheses=groups[0], remains=groups[1]), tuple(notes)


def _names(family: Family) -> dict[str, str]:
    """What each of the missing is called in a `.fam`."""
    taken = {p.id for p in family.pedigree.members} - set(family.missing)
    made: dict[str, str] = {}
    for k, id_ in enumerate(family.missing, start=1):
        sex = family.pedigree[id_].sex
        name = MISSING if k == 1 else id_ if id_.lower().startswith("missing") and id_ != MISSING else f"Missing {_word(sex)} {k}"
        while name in taken or name in made.values():
            name += "'"
        made[id_] = name
    return made


def _word(sex: Sex) -> str:
    return "person" if sex is Sex.UNKNOWN else sex.value


def _called(family: Family, names: dict[str, str]) -> Family:
    members = tuple(
        Person(names.get(p.id, p.id), p.sex, names.get(p.father or "", p.father), names.get(p.mother or "", p.mother))
        for p in family.pedigree.members
    )
    profiles = {names.get(id_, id_): seen for id_, seen in family.profiles.items()}
    return Family(Pedigree(family.pedigree.name, members), profiles, family.side, tuple(names[m] for m in family.missing))


def _bare(family: Family, markers: set[str]) -> Family:
    own = {id_: {m: g for m, g in seen.items() if m in markers} for id_, seen in family.profiles.items()}
    return replace(family, profiles={id_: seen for id_, seen in own.items() if seen}, qualities={})


def _silent_last(marker: Marker) -> Marker:
    """The marker with its silent allele at the end, called silent."""
    if marker.silent is None:
        return marker
    shares = dict(zip(marker.alleles, marker.frequencies, strict=True))
    last = shares.pop(marker.silent)
    return replace(marker, alleles=(*shares, "silent"), frequencies=(*shares.values(), last), silent="silent")


def written_project(project: Project) -> str:
    """A `.fam` of a project as `as_familias_has_it` gives it. KinFault: a mutation model, or a name, that it has no place for."""
    searched = bool(project.remains or project.families)
    lines = [
        quoted(f"{BEGINS}, version {VERSION}"),
        quoted("DO NOT EDIT!"),
        f"{VERSION} (DVI)" if searched else VERSION,
        quoted(""),
    ]
    for family in (*project.hypotheses, *project.remains, *project.families):
        for name in (family.pedigree.name, *(p.id for p in family.pedigree.members)):
            if name != name.translate(BREAKS).strip() or not name.strip('"[]= '):
                raise KinFault(
                    f"the name {name!r} cannot stand in a .fam", cure="Name it without quotes, line breaks and blanks around it."
                )
    lines += written_hypotheses(project.hypotheses, project.table.markers)
    lines += written_database(project.table, project.name or "Database", project.theta)
    if searched:
        lines += ["", "[DVI]", "[[Unidentified persons]]", f"nPersons= {len(project.remains)}"]
        for k, body in enumerate(project.remains, start=1):
            [p] = body.pedigree.members
            lines += _person(f"[[[Person {k} ]]]", p.id, p.sex, body, project.table.markers, 4)
        lines += ["[[Notes]]", f"nFamilies= {len(project.families)}", *[""] * len(project.families)]
        lines += ["[[Reference Families]]", f"nFamilies= {len(project.families)}"]
        for k, family in enumerate(project.families, start=1):
            lines += _family(k, family, project.table.markers)
        lines += [
            "[Prior]",
            "UseList= Yes" if project.size else "UseList= No",
            *([f"Size= {project.size:g}"] if project.size else []),
        ]
    lines += ["[Advanced]", "[[Direct/Identity]]", *_direct(project.quality), *ADVANCED]
    return "\n".join(lines) + "\n"


def _direct(quality: Quality) -> list[str]:
    told = (("Dropin", quality.drop_in), ("Dropout", quality.dropout), ("Error", quality.error))
    return [f"{name}= {value or 0!r}" for name, value in told]


def _person(
    head: str, name: str, sex: Sex, family: Family, markers: Sequence[Marker], depth: int, own: str | None = None
) -> list[str]:
    seen = family.profiles.get(name if own is None else own, {})
    lines = [head, f"Name= {name}", f"Gender= {GENDERS[sex]}", f"{'[' * depth}DNA data{']' * depth}", f"nSystems= {len(seen)}"]
    for m in markers:
        if m.name in seen:
            g = seen[m.name]
            lines += [f"SystemName= {m.name}", f"Allele1= {g.first}", f"Allele2= {g.second or ''}".rstrip()]
    return lines


def _family(k: int, family: Family, markers: Sequence[Marker]) -> list[str]:
    """The missing person is listed by a stand-in, as Familias does, where their sex is known; else only in the relations."""
    bonds = [(parent, p.id) for p in family.pedigree.members for parent in (p.father, p.mother) if parent]
    listed = []
    for p in family.pedigree.members:
        if p.id != MISSING or p.id in family.profiles or not any(MISSING in b for b in bonds):
            listed.append((p.id, p.sex, p.id))
        elif p.sex is not Sex.UNKNOWN:
            listed.append((f"Missing {p.sex} 1", p.sex, p.id))
    lines = [f"[[[Family {k} ]]]", f"Name= {family.pedigree.name}", "[[[[Persons]]]]", f"nPersons= {len(listed)}"]
    for n, (name, sex, own) in enumerate(listed, start=1):
        lines += _person(f"[[[[[Person {n}]]]]]", name, sex, family, markers, 6, own)
    told = [f"nRelations= {len(bonds)}", *(line for parent, child in bonds for line in (f"Parent= {parent}", f"Child= {child}"))]
    return [
        *lines, "[[[[Pedigrees]]]]", "nPedigrees= 2", "[[[[[Pedigree 1]]]]]", f"Name= {REFERENCE}", *told, "[[[[[Pedigree 2]]]]]",
        f"Name= {family.pedigree.name}", *told,
    ]  # fmt: skip
