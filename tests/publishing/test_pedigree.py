"""A pedigree as a drawing: nobody stands on anybody, children below their parents, names are text."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.model.pedigrees import Pedigree, Person, Sex
from cenotaph.publishing.pedigree import APART, drawn, svg
from made_kin import FAMILIES
from twin_of_peeling import everybody

SVG = "{http://www.w3.org/2000/svg}"
GRAVE = everybody(
    ("GF", "0", "0", "M"), ("GM", "0", "0", "F"), ("R1", "GF", "GM", "F"), ("FA2", "0", "0", "M"), ("MP1", "FA2", "R1", "F"),
    ("FA", "GF", "GM", "M"), ("R3", "0", "0", "F"), ("GF2", "0", "0", "M"), ("MO", "GF2", "R3", "F"), ("MP4", "FA", "MO", "F"),
    ("MP5", "FA", "MO", "F"), ("FA4", "0", "0", "M"), ("R4", "FA4", "MO", "F"), ("UN2", "GF2", "R3", "M"), ("MO3", "0", "0", "F"),
    ("R5", "UN2", "MO3", "M"), ("MP6", "R5", "MP5", "F"), ("GM3", "0", "0", "F"), ("MP8", "GF2", "GM3", "M"),
)  # fmt: skip


@st.composite
def pedigrees(draw):
    """Persons in order of birth, each a founder or a child of two who were there before; matings of any kind."""
    members = [Person("p0", Sex.MALE), Person("p1", Sex.FEMALE)]
    for k in range(2, draw(st.integers(2, 14))):
        sex = draw(st.sampled_from(list(Sex)))
        fathers, mothers = ([p.id for p in members if p.sex is s] for s in (Sex.MALE, Sex.FEMALE))
        child = draw(st.booleans())
        parents = (draw(st.sampled_from(fathers)), draw(st.sampled_from(mothers))) if child else (None, None)
        members.append(Person(f"p{k}", sex, *parents))
    return Pedigree("F", tuple(members))


def stands(pedigree):
    found = drawn(pedigree)
    assert set(found.places) == {p.id for p in pedigree.members}
    for p in pedigree.members:
        x, y = found.places[p.id]
        assert 0 < x < found.width
        assert 0 < y < found.height
        for parent in (p.father, p.mother):
            assert parent is None or found.places[parent][1] < y
    rows = {}
    for x, y in found.places.values():
        rows.setdefault(y, []).append(x)
    for xs in rows.values():
        xs.sort()
        assert all(b - a >= APART - 1e-6 for a, b in itertools.pairwise(xs))


@settings(max_examples=150, deadline=None)
@given(pedigrees())
def test_nobody_stands_on_anybody(pedigree):
    stands(pedigree)


@pytest.mark.parametrize("pedigree", [*FAMILIES, GRAVE], ids=str)
def test_families_of_every_kind(pedigree):
    stands(pedigree)


def test_partners_stand_side_by_side():
    places = drawn(GRAVE).places
    for one, other in (("GF", "GM"), ("FA", "MO"), ("R5", "MP5"), ("UN2", "MO3")):
        assert places[one][1] == places[other][1]
        assert abs(places[one][0] - places[other][0]) < 1.5 * APART


def test_symbols_say_sex_and_what_is_known():
    pedigree = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("x", "f", "m", "?"), ("y", "f", "m", "F"))
    root = ET.fromstring(svg(pedigree, typed=["f"], missing=["x", "y"], sought="x", label="L"))
    assert root.get("aria-label") == "L"
    kinds = {g.find(f"{SVG}title").text: (g[1].tag.removeprefix(SVG), g[1].get("class")) for g in root.iter(f"{SVG}g")}
    assert kinds == {
        "f: typed": ("rect", "typed"),
        "m: not typed": ("circle", "untyped"),
        "x: the missing person in question": ("path", "sought"),
        "y: also missing": ("circle", "missing"),
    }


def test_names_are_text_whatever_they_are():
    bad = '<script>alert(1)</script>"&'
    drawing = svg(Pedigree("F", (Person(bad),)), typed=[], missing=[], sought=bad, label=bad)
    root = ET.fromstring(drawing)
    assert not list(root.iter(f"{SVG}script"))
    assert bad in root.find(f"{SVG}title").text
