"""Which conflicts does a text speak of?"""

from __future__ import annotations

from datetime import date

import pytest

from cenotaph.model.reference import Reference
from cenotaph.reference import load, mentioned

BOTH = {"armenia", "azerbaijan"}
LATER = date(2021, 11, 20)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


def found(reference: Reference, text: str, parties: set[str], published: date = LATER) -> list[tuple[str, str]]:
    return [(text[start:end], conflict.slug) for start, end, conflict in mentioned(text, parties, published, reference)]


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("killed in the six-week war in 2020.", "six-week war in 2020", "second-karabakh-war"),
        ("the first Karabakh war", "first Karabakh war", "first-karabakh-war"),
        ("the 1990s war", "1990s war", "first-karabakh-war"),
        ("the war in the early 1990s", "war in the early 1990s", "first-karabakh-war"),
        ("the neighbours' 2020 war", "2020 war", "second-karabakh-war"),
        ("the 2020 Karabakh war", "2020 Karabakh war", "second-karabakh-war"),
        ("in last autumn's war", "last autumn's war", "second-karabakh-war"),
        ("last year's war", "last year's war", "second-karabakh-war"),
        ("missing since the first war", "first war", "first-karabakh-war"),
        ("the four-day war in April 2016", "four-day war in April 2016", "april-2016-war"),
        ("the 1992-1994 war over the region", "1992-1994 war", "first-karabakh-war"),
        ("the fighting in the autumn of 2020", "fighting in the autumn of 2020", "second-karabakh-war"),
    ],
)
def test_one_conflict(reference: Reference, text: str, words: str, slug: str) -> None:
    published = date(2021, 3, 1) if "last" in text else LATER
    assert found(reference, text, BOTH, published) == [(words, slug)]


@pytest.mark.parametrize(
    ("text", "parties", "published"),
    [
        ("the six-week war", {"israel", "lebanon"}, LATER),
        ("the six-week war", set(), LATER),
        ("the Karabakh war", BOTH, LATER),
        ("the 2020 war", BOTH, date(2019, 1, 1)),
        ("the 2018 war", BOTH, LATER),
        ("the 2020 Libyan war", BOTH, LATER),
        ("Libya's 2020 war", BOTH, LATER),
        ("the 2020 war in Syria", BOTH, LATER),
        ("Troubles began.", {"united-kingdom", "ira"}, LATER),
        ("the price war of 2020", set(), LATER),
        ("", BOTH, LATER),
    ],
)
def test_nothing_is_guessed(reference: Reference, text: str, parties: set[str], published: date) -> None:
    assert found(reference, text, parties, published) == []


def test_a_proper_name_needs_no_parties(reference: Reference) -> None:
    assert found(reference, "veterans of the Bosnian War", set()) == [("Bosnian War", "bosnian-war")]


def test_one_party_and_a_place_are_grounds(reference: Reference) -> None:
    assert found(reference, "the 1990s war over Nagorno-Karabakh", {"azerbaijan"})[0][1] == "first-karabakh-war"


def test_parties_settle_a_name_of_two_wars(reference: Reference) -> None:
    assert found(reference, "the First Gulf War", {"iraq", "kuwait"}) == [("First Gulf War", "gulf-war")]
    assert found(reference, "the First Gulf War", {"iraq", "iran"}) == [("First Gulf War", "iran-iraq-war")]
    assert found(reference, "the First Gulf War", set()) == []


def test_several_in_order(reference: Reference) -> None:
    text = "In the first war 4,000 went missing, in the six-week war in 2020 some 200, in the September 2022 clashes two."
    slugs = [slug for _, slug in found(reference, text, BOTH, date(2022, 12, 1))]
    assert slugs == ["first-karabakh-war", "second-karabakh-war", "september-2022-clashes"]


def test_a_reference_without_conflicts() -> None:
    assert mentioned("the 2020 war", BOTH, LATER, Reference()) == []
