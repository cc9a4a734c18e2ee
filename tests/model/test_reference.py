"""The reference: names are found folded, and wider references are made without changing the narrower one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.reference import Conflict, Institution, Place, Reference, Side, SideKind, folded

places = st.builds(Place, st.sampled_from("abc"), st.sampled_from(["Shusha", "Martuni", "Goris"]), st.none(), st.just("town"))
sides = st.builds(Side, st.sampled_from("abc"), st.sampled_from(["Armenia", "Azerbaijan"]), st.sampled_from(SideKind))
institutions = st.builds(Institution, st.sampled_from(["ICRC", "UN"]), st.sampled_from(["ICRC", "UN"]), st.just("body"))
conflicts = st.builds(Conflict, st.sampled_from("abc"), st.just("war"), st.just(date(2020, 9, 27)), st.none(), st.just(()))


def unique(rows, key):
    return st.lists(rows, max_size=3, unique_by=key).map(tuple)


references = st.builds(
    Reference,
    places=unique(places, lambda p: p.id),
    sides=unique(sides, lambda s: s.slug),
    institutions=unique(institutions, lambda i: i.name),
    conflicts=unique(conflicts, lambda c: c.slug),
)


def rows(r: Reference):
    return r.places, r.sides, r.institutions, r.conflicts


@given(references, references, references)
def test_adding_rows_is_associative_and_idempotent_and_what_is_added_wins(a, b, c):
    assert rows(a.with_rows(b).with_rows(c)) == rows(a.with_rows(b.with_rows(c)))
    assert rows(a.with_rows(a)) == rows(a)
    assert rows(a.with_rows(Reference())) == rows(a) == rows(Reference().with_rows(a))
    wide = a.with_rows(b)
    for side in b.sides:
        assert wide.side(side.slug) == side
    assert {p.id for p in wide.places} == {p.id for p in a.places} | {p.id for p in b.places}


@given(references, references)
def test_the_narrower_reference_stays_as_it_was(a, b):
    before = rows(a)
    a.places_named("Shusha")
    wide = a.with_rows(b)
    assert rows(a) == before
    assert {p.id for p in wide.places_named("shusha")} == {p.id for p in wide.places if p.name == "Shusha"}


@given(st.lists(st.sampled_from(["Nagorno", "-", "–", " ", "Karabakh", "’s", "WAR"])).map("".join))
def test_folding_twice_changes_nothing_more(name):
    assert folded(folded(name)) == folded(name)
    assert folded(f"The {name}") in {folded(name), "the"}


def test_a_name_is_found_however_it_is_written():
    shusha = Place("1", "Shusha", "AZ", "town", population=5_000, names=("Şuşa", "Shushi"))
    other = Place("2", "Shushi", "AM", "village", population=90)
    reference = Reference(places=(other, shusha))
    assert reference.places_named("SHUSHI") == [shusha, other]
    assert reference.places_named("Stepanakert") == []


def test_an_ambiguous_conflict_is_shown_and_never_settled():
    first = Conflict("karabakh-1990s", "First Karabakh war", date(1992, 1, 1), date(1994, 5, 12), ())
    second = Conflict("karabakh-2020", "Second Karabakh war", date(2020, 9, 27), date(2020, 11, 10), (), aliases=("six-week war",))
    reference = Reference(conflicts=(first, second))
    assert reference.conflicts_named("karabakh war") == [first, second]
    assert reference.conflicts_named("the six-week war") == [second]
    assert reference.conflicts_named("karabakh-2020") == [second]
    assert reference.conflicts_named("") == []
