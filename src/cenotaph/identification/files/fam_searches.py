"""The part `[DVI]` of a `.fam`: unidentified persons, reference families with their pedigrees, what a search takes as given.

Lines in as many brackets as they are deep begin a part; others are `key= value`. Genotypes name marker and alleles. In relations
the first missing stands as `Missing person`; Familias lists them among the persons as `Missing female 1`, without a relation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...model.errors import KinFault
from ...model.families import Family, Side
from ...model.markers import SHARP, Genotype, Marker, Profile, Quality
from ...model.pedigrees import Pedigree, Person, Sex
from .fam_kin import Bond, pedigree
from .relations import MISSING
from .rows import UNREAD, number
from .told import plain
from .unlisted import Unlisted

REFERENCE = "Reference pedigree"
SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}
#: What Familias calls the person whom relations call `Missing person`.
FIRST = {"missing male 1", "missing female 1"}
#: Deeper than any file goes.
DEEPEST = 8


@dataclass
class Part:
    """A part in brackets: its lines as key and value, its parts in order."""

    name: str
    place: str
    told: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def one(self, key: str) -> str:
        """The first value of a key, or nothing."""
        return next((v for k, v, _ in self.told if k == key), "")

    def part(self, name: str) -> Part | None:
        return next((p for p in self.parts if p.name.lower() == name.lower()), None)


def parts(lines: Sequence[str], where: str, at: int) -> Part:
    """The parts of a file from line `at` on. KinFault names the line."""
    whole = Part("", f"{where}, line {at}")
    open_ = [whole]
    for k, raw in enumerate(lines[at:], start=at + 1):
        line = raw.strip()
        depth = len(line) - len(line.lstrip("["))
        place = f"{where}, line {k}"
        if depth:
            if depth > len(open_) or depth > DEEPEST:
                raise KinFault(f"{place}: {line[:40]!r} is in no part", cure="Export the file again.")
            part = Part(line.strip("[]").strip(), place)
            open_[depth - 1].parts.append(part)
            open_ = [*open_[:depth], part]
        elif line:
            key, _, value = line.partition("=")
            open_[-1].told.append((key.strip(), value.strip(), place))
    return whole


@dataclass(frozen=True, slots=True)
class Search:
    """What `[DVI]` and the parts after it hold. `size`: how many are missing, as the prior states it, None where it does not."""

    remains: tuple[Family, ...] = ()
    families: tuple[Family, ...] = ()
    notes: tuple[str, ...] = ()
    size: float | None = None
    quality: Quality = SHARP


def read_search(whole: Part, unlisted: Unlisted) -> Search:
    """KinFault names file, line, person and marker."""
    notes: list[str] = []
    dvi = whole.part("DVI")
    bodies, kin = [], []
    if dvi is not None:
        without: dict[str, None] = {}
        bodies = [_remains(p, unlisted, without) for p in _counted(dvi.part("Unidentified persons"), "nPersons")]
        kin = [_family(p, unlisted, without, notes) for p in _counted(dvi.part("Reference Families"), "nFamilies")]
        for group, what in ((bodies, "remains"), (kin, "families")):
            for name, count in Counter(f.pedigree.name for f in group).items():
                if count > 1:
                    raise KinFault(f"{dvi.place}: two {what} are called {name!r}", cure="Give each a name of its own.")
        if without:
            notes.insert(0, f"{dvi.place}: there are no frequencies for {', '.join(without)}: left out")
    prior, direct = whole.part("Prior"), _deep(whole, "Advanced", "Direct/Identity")
    size = None
    if prior is not None and prior.one("Size"):
        size = number(prior.one("Size"), prior.place)
        if not 1 <= size < 1e9:
            raise KinFault(f"{prior.place}: the prior's size is {prior.one('Size')}", cure="At least 1 is missing.")
    quality = SHARP
    if direct is not None:
        told = {k: number(direct.one(k) or "0", direct.place) for k in ("Dropout", "Dropin", "Error")}
        try:
            quality = Quality(told["Dropout"], told["Dropin"], told["Error"])
        except KinFault as fault:
            raise KinFault(f"{direct.place}: {fault.what}", cure=fault.cure) from None
    return Search(tuple(bodies), tuple(kin), tuple(notes), size, quality)


def _deep(whole: Part, *names: str) -> Part | None:
    part: Part | None = whole
    for name in names:
        part = None if part is None else part.part(name)
    return part


def _counted(part: Part | None, key: str) -> list[Part]:
    """The parts of a part, as many as it says."""
    if part is None:
        return []
    if part.one(key) != str(len(part.parts)):
        raise KinFault(
            f"{part.place}: {part.name} says {key}= {part.one(key)[:20]} and has {len(part.parts)}", cure="Export the file again."
        )
    return part.parts


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    sex: Sex
    seen: Profile


def _person(part: Part, unlisted: Unlisted, without: dict[str, None]) -> _Person:
    name = part.one("Name")
    if not name:
        raise KinFault(f"{part.place}: a person without a name", cure="Give everybody a name.")
    known = unlisted.known
    seen: dict[str, Genotype] = {}
    dna = part.part("DNA data")
    marker: Marker | None = None
    read: list[str] = []
    for key, value, place in dna.told if dna else ():
        at = f"{place}, {name!r}"
        if key == "SystemName":
            marker, read = known.get(plain(value)), []
            if marker is None and plain(value) not in unlisted.table.aside:
                without[value] = None
            if marker is not None and marker.name in seen:
                raise KinFault(f"{at}: {marker.name} is there twice", cure="Give one genotype a marker.")
        elif key in {"Allele1", "Allele2"} and marker is not None and value.lower() not in UNREAD:
            if len(read) == 2:
                raise KinFault(f"{at}: three alleles of {marker.name}", cure="Give two.")
            read.append(unlisted.meet(marker, value, at))
            seen[marker.name] = Genotype(read[0], read[1] if len(read) == 2 else None)
    return _Person(name, SEXES.get(part.one("Gender").lower(), Sex.UNKNOWN), seen)


def _remains(part: Part, unlisted: Unlisted, without: dict[str, None]) -> Family:
    p = _person(part, unlisted, without)
    return Family(Pedigree(p.name, (Person(p.name, p.sex),)), {p.name: p.seen} if p.seen else {}, Side.REMAINS)


def _family(part: Part, unlisted: Unlisted, without: dict[str, None], notes: list[str]) -> Family:
    name = part.one("Name")
    if not name:
        raise KinFault(f"{part.place}: a family without a name", cure="Give every family a name.")
    listed = [_person(p, unlisted, without) for p in _counted(part.part("Persons"), "nPersons")]
    for k, p in enumerate(listed):
        if p.name in {q.name for q in listed[:k]}:
            raise KinFault(f"{part.place}: family {name!r} has {p.name!r} twice", cure="Give every member a name of their own.")
    bonds = _chosen(_counted(part.part("Pedigrees"), "nPedigrees"), name, notes)
    related = {id_ for b in bonds for id_ in (b.parent, b.child)}
    sexes: dict[str, Sex] = {}
    stands = _stand_in(listed, related)
    for p in listed:
        if p.name == stands:
            sexes[MISSING] = p.sex
            notes.append(f"family {name}: {MISSING} is {p.name}, {p.sex}")
        else:
            sexes[p.name] = p.sex
    for id_ in (id_ for b in bonds for id_ in (b.parent, b.child)):
        if id_ not in sexes and id_ != MISSING:
            raise KinFault(f"{part.place}: family {name!r} has a relation of {id_!r}, who is none of its persons", cure="Add them.")
        sexes.setdefault(id_, Sex.UNKNOWN)
    found = pedigree(name, sexes, bonds)
    profiles = {p.name: p.seen for p in listed if p.seen and p.name in found}
    missing = tuple(m.id for m in found.members if _is_missing(m.id) and m.id not in profiles)
    return Family(found, profiles, missing=missing)


def _is_missing(name: str) -> bool:
    return name.lower().startswith("missing")


def _stand_in(listed: Sequence[_Person], related: set[str]) -> str:
    """Who of the persons is `Missing person` in the relations; nothing where nobody or more than one can be."""
    if MISSING not in related or MISSING in {p.name for p in listed}:
        return ""
    own = [p.name for p in listed if _is_missing(p.name) and p.name not in related and not p.seen]
    first = [name for name in own if name.lower() in FIRST]
    return (first or own)[0] if len(first or own) == 1 else ""


def _chosen(given: Sequence[Part], name: str, notes: list[str]) -> list[Bond]:
    """The relations of the pedigree taken: the first with any that is not the reference one, else that."""
    read = [(p, list(_bonds(p))) for p in given]
    order = sorted((r for r in read if r[1]), key=lambda r: r[0].one("Name") == REFERENCE)
    if not order:
        return []
    part, bonds = order[0]
    same = {(b.parent, b.child) for b in bonds}
    others = [p.one("Name") for p, own in order[1:] if {(b.parent, b.child) for b in own} != same and p.one("Name") != REFERENCE]
    if others:
        notes.append(f"family {name}: the pedigree {part.one('Name')!r} is taken, not {', '.join(map(repr, others))}")
    return bonds


def _bonds(part: Part) -> Iterator[Bond]:
    parent = ""
    for key, value, place in part.told:
        if key == "Parent":
            parent = value
        elif key == "Child":
            if not parent or not value:
                raise KinFault(f"{place}: a relation without parent or child", cure="Export the file again.")
            yield Bond(parent, value, place)
            parent = ""
