"""Projects of Familias: what is read of a `.fam`, what is refused, and that what was written reads the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.identification import Project, as_familias_has_it, frequencies, log_likelihoods, pairs, read_project, written_project
from cenotaph.identification.files.fam_databases import stationary
from cenotaph.identification.files.relations import MISSING
from cenotaph.identification.files.told import MarkerTable
from cenotaph.identification.peeling.mutations import matrix
from cenotaph.model.errors import KinFault
from cenotaph.model.families import Family, Side
from cenotaph.model.markers import Genotype, Marker, Mutation, MutationModel, Quality
from cenotaph.model.pedigrees import Pedigree, Person, Sex
from made_kin import FAMILIES, markers

MALE, FEMALE, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN


def database(*, code=0, rate="0", silent=("#FALSE#", "0"), dropout="0", theta="0", alleles=(("6", "0.25"), ("7", "0.75"))):
    count = len(alleles) + (silent[0] == "#TRUE#")
    info = f"{len(alleles)}\t(DatabaseSize = 500 , Dropout probability = {dropout} , Minor allele frequency = 0 )"
    marker = ['"TH01"', rate, rate, code, code, count, "0.1", "0.1", "0.0", "0.0", *silent, info]
    shares = [x for allele, share in alleles for x in (f'"{allele}"', share)]
    return [f"#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: {theta} )", 1, "#TRUE#", '"Base"', *marker, *shares]


def person(name, male, *seen, dropouts=False):
    genotypes = [x for g in seen for x in g]
    return [
        f'"{name}"',
        "#FALSE#",
        "-1 (Consider dropouts)" if dropouts else "-1",
        "#FALSE#",
        f"#{str(male).upper()}#",
        len(seen),
        *genotypes,
    ]


TRIO = [3, *person("AF", True, (0, 0, 0)), *person("MO", False), *person("CH", True, (0, 1, 0))]
RELATED = ['"Known relations"', 0, 0, 0, 2, 0, '"H1"', 0, 0, 2, 0, 2, 1, 2, 1, '"H2"', 0, 1, 1, 3, 2]


def fam(persons=TRIO, relations=RELATED, base=None, after=(), version="3.3.1"):
    head = [f'"Output from Familias, version {version}"', '"DO NOT EDIT!"', version, '""']
    return "\r\n".join(map(str, (*head, *persons, *relations, *(database() if base is None else base), *after)))


DVI = """
[DVI]
[[Unidentified persons]]
nPersons= 1
[[[Person 1 ]]]
Name= V1
Gender= Female
[[[[DNA data]]]]
nSystems= 2
SystemName= TH01
Allele1= 6
Allele2= 6
SystemName= SE33
Allele1= 20
Allele2= 21
[[Notes]]
nFamilies= 1

[[Reference Families]]
nFamilies= 1
[[[Family 1 ]]]
Name= F1
[[[[Persons]]]]
nPersons= 3
[[[[[Person 1]]]]]
Name= R
Gender= Male
[[[[[[DNA data]]]]]]
nSystems= 1
SystemName= th 01
Allele1= 6
Allele2= 7
[[[[[Person 2]]]]]
Name= Missing female 1
Gender= Female
[[[[[[DNA data]]]]]]
nSystems= 0
[[[[[Person 3]]]]]
Name= Missing male 2
Gender= Male
[[[[[[DNA data]]]]]]
nSystems= 0
[[[[Pedigrees]]]]
nPedigrees= 2
[[[[[Pedigree 1]]]]]
Name= Reference pedigree
nRelations= 0
[[[[[Pedigree 2]]]]]
Name= Two missing
nRelations= 2
Parent= R
Child= Missing person
Parent= Missing person
Child= Missing male 2
[Prior]
UseList= Yes
Size= 7
[Advanced]
[[Direct/Identity]]
Dropin= 0.05
Dropout= 0.1
Error= 0.001
""".splitlines()
NOBODY = ["0", '"Known relations"', 0, 0, 0, 0]


def searched(after=DVI, **how):
    return read_project(fam([], NOBODY, after=after, version="3.4 (DVI)", **how), "p.fam")


def test_pedigrees_of_the_same_persons_are_hypotheses():
    found = read_project(fam(), "p.fam")
    one, two = found.hypotheses
    assert found.table.markers == (Marker("TH01", ("6", "7"), (0.25, 0.75)),)
    assert one.pedigree == Pedigree("H1", (Person("AF", MALE), Person("MO", FEMALE), Person("CH", MALE, "AF", "MO")))
    assert one.profiles == {"AF": {"TH01": Genotype("6", "6")}, "CH": {"TH01": Genotype("6", "7")}}
    # In H2 an extra male without a name is the father; the other parent, whom the file does not name, is added.
    assert two.pedigree["CH"] == Person("CH", MALE, "(extra male 1)", "(mother of CH)")
    ratio = np.exp(sum(log_likelihoods(f.pedigree, found.table.markers, f.profiles).sum() * s for f, s in ((one, 1), (two, -1))))
    assert ratio == pytest.approx(0.75 / (2 * 0.25 * 0.75))


def test_what_a_search_holds():
    found = searched()
    [body], [family] = found.remains, found.families
    assert body == Family(Pedigree("V1", (Person("V1", FEMALE),)), {"V1": {"TH01": Genotype("6", "6")}}, Side.REMAINS)
    assert {p.id: (p.father, p.mother) for p in family.pedigree.members if p.father} == {
        MISSING: ("R", "(mother of Missing person)"), "Missing male 2": ("(father of Missing male 2)", MISSING),
    }  # fmt: skip
    assert family.pedigree[MISSING].sex is FEMALE
    assert family.missing == (MISSING, "Missing male 2")
    assert (found.size, found.quality) == (7, Quality(0.1, 0.05, 0.001))
    assert [n.partition(":")[2] for n in found.table.notes if "frequencies" in n] == [
        " there are no frequencies for SE33: left out"
    ]
    assert any("Missing person is Missing female 1, female" in n for n in found.table.notes)
    assert any("states 7 missing" in n for n in found.table.notes)
    # A father 6/7 and a daughter 6/6: half of one over the frequency of the 6.
    told = pairs(found.remains, found.families, found.table.markers)
    assert np.exp(told.log_lr[0, 0]) == pytest.approx(0.5 / 0.25)


def test_silent_alleles_theta_and_least_frequencies():
    found = read_project(fam(base=database(silent=("#TRUE#", "0.1"), theta="0.02")), "p.fam")
    [marker] = found.table.markers
    assert (marker.alleles, marker.silent) == (("6", "7", "silent"), "silent")
    assert marker.frequencies == pytest.approx((0.225, 0.675, 0.1))
    assert found.theta == 0.02
    assert any("states theta 0.02" in n for n in found.table.notes)
    assert found.table.minima == {"TH01": 5 / 500}


def test_dropout_of_those_it_is_considered_for():
    trio = [2, *person("AF", True, (0, 0, 0), dropouts=True), *person("CH", True, (0, 1, 0))]
    found = read_project(fam(trio, ['"Known relations"', 0, 0, 1, 0, 1, 0], database(dropout="0.05")), "p.fam")
    [family] = found.hypotheses
    assert family.qualities == {"AF": Quality(dropout=0.05)}
    assert family.pedigree["CH"].father == "AF"


def test_the_stationary_model_where_versions_agree():
    near = Marker("L", ("7", "8", "9"), (0.2, 0.3, 0.5))
    rows = np.array(stationary(near, 0.01, 0.1, "p"))
    shares = np.array(near.frequencies)
    assert shares @ rows == pytest.approx(shares)
    assert 1 - shares @ np.diag(rows) == pytest.approx(0.01)
    # It is the unstationary one, weighted by its own stationary distribution over the frequencies.
    plain = matrix(near, Mutation(MutationModel.STEPWISE, 0.01, 0.0, 0.1))
    values, vectors = np.linalg.eig(plain.T)
    own = np.real(vectors[:, np.argmax(np.real(values))])
    own /= own.sum()
    weighted = (own / shares)[:, None] * plain
    assert rows[~np.eye(3, dtype=bool)] == pytest.approx(weighted[~np.eye(3, dtype=bool)])
    found = read_project(fam(base=database(code=3, rate="0.01")), "p.fam").table.markers[0]
    assert found.paternal.model is MutationModel.CUSTOM
    with pytest.raises(KinFault, match="one repeat apart and no others"):
        stationary(replace(near, alleles=("7", "8", "9.3")), 0.01, 0.1, "p")


def test_an_allele_that_is_not_listed_gets_the_least_of_the_database():
    found = searched([line.replace("Allele1= 6", "Allele1= 5") for line in DVI])
    [marker] = found.table.markers
    assert dict(zip(marker.alleles, marker.frequencies, strict=True)) == pytest.approx({"6": 0.2475, "7": 0.7425, "5": 0.01})
    assert any("'V1': allele '5' of TH01 is not in the frequency table; taken at 0.01" in n for n in found.table.notes)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (fam([1, *person("A", True, (0, 2, 0))], NOBODY[1:]), r"line 6: 'A' has allele 3 of TH01"),
        (fam([1, *person("A", True, (0, 1, 1))], ['"Known relations"', 0, 0, 0, 0]), r"'A' has a genotype of marker 2"),
        (fam([2, *person("A", True), *person("A", True)]), "the person 'A' is there twice"),
        (fam(relations=['"Known relations"', 0, 0, 1, 0, 0, 0]), "'AF' is their own parent"),
        (fam(relations=['"Known relations"', 0, 0, 2, 0, 2, 2, 0, 0]), "descend from themselves"),
        (fam(relations=['"Known relations"', 0, 0, 1, 0, 7, 0]), "a relation of person 8"),
        (fam(relations=['"Known relations"', 0, 0, 1, "0(Direct)", 1, 0]), "twins"),
        (fam(relations=['"Known"', 0, 0, 0, 0]), "here should be Known relations"),
        (fam(relations=['"Known relations"', 0, 0, 0, 10**9]), "line"),
        (fam(base=["#TRUE# (#Databases: 1 )"]), "computed results"),
        (fam(base=database(alleles=(("6", "0.5"), ("6", "0.5")))), "TH01 has the allele '6' twice"),
        (fam(base=database(alleles=(("6", "0.5"), ("7", "0.3")))), "sum to 0.8"),
        (fam(base=database(theta="2")), "theta is 2"),
        (fam().rsplit("\r\n", 1)[0], "ends in the middle of what line"),
        (fam([], NOBODY, after=["[DVI]", "[[[Person 1]]]"]), "is in no part"),
        (fam([], NOBODY, after=[*DVI, "[[Unidentified persons]]"]), ""),
    ],
)
def test_a_wrong_project_is_refused_with_its_place(text, says):
    if not says:
        assert read_project(text, "p.fam").remains
        return
    with pytest.raises(KinFault, match=says):
        read_project(text, "p.fam")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Name= R", "Name= V1\nName= ", "relation of 'R', who is none of its persons"),
        ("nPersons= 3", "nPersons= 4", "nPersons= 4 and has 3"),
        ("Child= Missing male 2", "Child= R", "descend from themselves"),
        ("Parent= R", "Parent= Missing person", "their own parent"),
        ("Allele1= 6", "Allele1= OL", "'V1': allele 'OL' of TH01 is no number of repeats"),
        ("Dropout= 0.1", "Dropout= 1", "dropout is 1"),
        ("Size= 7", "Size= none", "'none' is no number"),
    ],
)
def test_a_wrong_search_is_refused(old, new, says):
    lines = "\n".join(DVI).replace(old, new, 1) if old != "Allele1= 6" else "\n".join(DVI).replace(old, new)
    with pytest.raises(KinFault, match=says):
        searched(lines.split("\n"))


def test_somebody_of_the_wrong_sex_is_turned_only_among_hypotheses():
    two = [3, *person("A", False), *person("B", False, (0, 0, 0)), *person("C", True, (0, 1, 0))]
    found = read_project(fam(two, ['"Known relations"', 0, 0, 2, 0, 2, 1, 2, 0]), "p.fam")
    assert found.hypotheses[0].pedigree["C"] == Person("C", MALE, "A", "B")
    assert any("'A', female in the file, is taken as male" in n for n in found.table.notes)
    both = "\n".join(DVI).replace("Parent= Missing person\nChild= Missing male 2", "Parent= Missing male 2\nChild= Missing person")
    with pytest.raises(KinFault, match="both as father"):
        searched(both.split("\n"))


@st.composite
def profiles(draw, ids, marker):
    alleles = [a for a in marker.alleles if a != marker.silent]
    made = {}
    for id_ in ids:
        if draw(st.booleans()):
            made[id_] = {marker.name: Genotype(draw(st.sampled_from(alleles)), draw(st.sampled_from([*alleles, None])))}
    return made


@st.composite
def projects(draw):
    marker = draw(markers())
    plain = [m if m.model is not MutationModel.CUSTOM else Mutation() for m in (marker.maternal, marker.paternal)]
    marker = replace(marker, maternal=plain[0], paternal=plain[1])
    families = []
    for k in range(draw(st.integers(0, 3))):
        members = draw(st.sampled_from(FAMILIES)).members
        own = draw(profiles([p.id for p in members], marker))
        free = [p.id for p in members if p.id not in own]
        missing = tuple(draw(st.lists(st.sampled_from(free), unique=True, max_size=2))) if free else ()
        families.append(Family(Pedigree(f"F{k}", members), own, missing=missing))
    bodies = [
        Family(
            Pedigree(f"V{k}", (Person(f"V{k}", draw(st.sampled_from([MALE, FEMALE]))),)),
            draw(profiles([f"V{k}"], marker)),
            Side.REMAINS,
        )
        for k in range(draw(st.integers(0, 2)))
    ]
    quality = Quality(*(draw(st.sampled_from([0.0, 0.1])) for _ in range(3)))
    size = draw(st.sampled_from([None, 3.0]))
    hypotheses = ()
    if draw(st.booleans()):
        members = draw(st.sampled_from(FAMILIES)).members
        own = draw(profiles([p.id for p in members], marker))
        hypotheses = (Family(Pedigree("H1", members), own),)
    return Project(MarkerTable((marker,)), hypotheses, tuple(bodies), tuple(families), "Base", draw(st.sampled_from([0.0, 0.02])),
                   size if bodies or families else None, quality)  # fmt: skip


def kin(family):
    return (family.pedigree.name, {p.id: p for p in family.pedigree.members}, family.profiles, family.missing, family.side)


def related(family):
    """Without those who are in no relation and were not typed: a hypothesis does not hold them."""
    own = {x for p in family.pedigree.members for x in (p.father, p.mother) if x}
    members = tuple(p for p in family.pedigree.members if p.id in own or p.father or p.id in family.profiles)
    return replace(family, pedigree=Pedigree(family.pedigree.name, members))


@given(projects())
def test_what_was_written_reads_the_same(project):
    named, _ = as_familias_has_it(project)
    found = read_project(written_project(named), "p.fam")
    assert found.table.markers == tuple(
        replace(m, maternal=bare(m.maternal), paternal=bare(m.paternal)) for m in named.table.markers
    )
    assert [kin(f) for f in found.hypotheses] == [kin(related(f)) for f in named.hypotheses]
    assert [kin(f) for f in found.remains] == [kin(f) for f in named.remains]
    assert [sorted_missing(kin(f)) for f in found.families] == [sorted_missing(kin(f)) for f in named.families]
    assert (found.name, found.theta, found.size, found.quality) == (named.name, named.theta, named.size, named.quality)
    again, _ = as_familias_has_it(found)
    assert written_project(again) == written_project(as_familias_has_it(read_project(written_project(again), "p.fam"))[0])


def bare(mutation):
    """A model without the numbers that it does not use; a rate of 0 is no mutation."""
    stepwise = mutation.model is MutationModel.STEPWISE
    if mutation.model is MutationModel.NONE or (mutation.rate == 0 and not (stepwise and mutation.rate2)):
        return Mutation()
    return mutation if stepwise else Mutation(mutation.model, mutation.rate)


def sorted_missing(told):
    return (*told[:3], sorted(told[3]), told[4])


LINES = fam(after=DVI).split("\r\n")


@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["", "-1", "9" * 12, "nan", "[", "[DVI]", "x", "#TRUE#", None]))
    )
)
def test_any_change_of_a_project_reads_or_is_refused(changes):
    lines: list[str | None] = list(LINES)
    for k, word in changes:
        lines[k] = word
    try:
        found = read_project("\n".join(line for line in lines if line is not None), "p.fam")
    except KinFault:
        return
    assert isinstance(found, Project)


@given(st.text())
def test_any_text_of_a_database_reads_or_is_refused(text):
    for begun in (text, '"Output from Familias, version 3"\n' + text, '"Output from Familias"\n\n\n\n0\n#Databases\n' + text):
        try:
            assert isinstance(frequencies(begun, "f"), MarkerTable)
        except KinFault:
            continue
