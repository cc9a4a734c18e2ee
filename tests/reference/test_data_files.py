"""Does every data file say where it comes from, and do its rows agree with one another?"""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from cenotaph.model.reference import Reference, SideKind
from cenotaph.reference import load

DATA = files("cenotaph.reference") / "data"
NAMES = sorted(f.name for f in DATA.iterdir())
MUST = {
    "nagorno-karabakh-conflict": (date(1988, 2, 20), date(2023, 9, 20)),
    "first-karabakh-war": (date(1988, 2, 20), date(1994, 5, 12)),
    "april-2016-war": (date(2016, 4, 2), date(2016, 4, 5)),
    "second-karabakh-war": (date(2020, 9, 27), date(2020, 11, 10)),
    "september-2022-clashes": (date(2022, 9, 12), date(2022, 9, 14)),
    "september-2023-offensive": (date(2023, 9, 19), date(2023, 9, 20)),
}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


@pytest.mark.parametrize("name", NAMES)
def test_every_file_states_origin_and_licence(name: str) -> None:
    raw = (DATA / name).read_bytes()
    head = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")[:1500]
    assert "# Origin: " in head
    assert "# Licence: " in head


def test_keys_are_unique(reference: Reference) -> None:
    for keys in (
        [p.id for p in reference.all_places()],
        [s.slug for s in reference.sides],
        [i.name for i in reference.institutions],
        [c.slug for c in reference.conflicts],
    ):
        assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_every_party_and_parent_exists(reference: Reference) -> None:
    sides, conflicts = {s.slug for s in reference.sides}, {c.slug for c in reference.conflicts}
    assert [(c.slug, p) for c in reference.conflicts for p in c.parties if p not in sides] == []
    assert [c.slug for c in reference.conflicts if c.part_of is not None and c.part_of not in conflicts] == []
    assert [i.name for i in reference.institutions if i.side is not None and i.side not in sides] == []


def test_spans_are_ordered_and_lie_within_their_parents(reference: Reference) -> None:
    for conflict in reference.conflicts:
        assert conflict.last is None or conflict.first <= conflict.last
        parent = reference.conflict(conflict.part_of) if conflict.part_of else None
        if parent is not None and parent.last is not None:
            assert parent.first <= conflict.first
            assert conflict.last is not None
            assert conflict.last <= parent.last


def test_every_place_of_a_conflict_is_known(reference: Reference) -> None:
    assert sorted({p for c in reference.conflicts for p in c.places if not reference.places_named(p)}) == []


@pytest.mark.parametrize("slug", MUST)
def test_the_conflicts_of_karabakh(reference: Reference, slug: str) -> None:
    conflict = reference.conflict(slug)
    assert conflict is not None
    assert (conflict.first, conflict.last) == MUST[slug]
    assert conflict.part_of == (None if slug == "nagorno-karabakh-conflict" else "nagorno-karabakh-conflict")


def test_names_are_spelt_once(reference: Reference) -> None:
    for side in reference.sides:
        assert len(set(side.names)) == len(side.names)
        assert side.name not in side.names


def test_enough_of_each(reference: Reference) -> None:
    kinds = Counter(s.kind for s in reference.sides)
    assert kinds[SideKind.STATE] >= 193
    assert kinds[SideKind.DE_FACTO] >= 15
    assert kinds[SideKind.ARMED_GROUP] >= 120
    assert len(reference.conflicts) >= 40
    assert len(reference.institutions) >= 150
    assert sum(p.id.startswith("cen:") for p in reference.all_places()) >= 150


def test_coordinates_are_on_the_earth(reference: Reference) -> None:
    for place in reference.all_places():
        assert (place.latitude is None) == (place.longitude is None)
        if place.latitude is not None and place.longitude is not None:
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180
