"""Claims: anchors, passages, claimants and modality."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.claims import Claimant, Passage, anchor
from cenotaph.model.errors import SpanFault
from cenotaph.model.reports import text_hash
from cenotaph.model.terms import Commitment, Distance, Modality, modality


def test_an_anchor_is_128_bits_behind_a_prefix():
    made = anchor("fig", text_hash("ten died"), 0, 3, "killed")
    assert len(made) == len("fig_") + 32


pointed = st.tuples(
    st.sampled_from(["0" * 64, "1" * 64]), st.integers(0, 9), st.integers(0, 9), st.sampled_from(["killed", "injured"])
)


@given(pointed, pointed)
def test_anchors_are_equal_exactly_when_they_point_at_the_same(a, b):
    assert (anchor("fig", *a) == anchor("fig", *b)) == (a == b)


@given(st.text(min_size=1), st.data())
def test_a_passage_points_into_its_text_and_into_no_other(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = Passage.of("r", text, start, end)
    assert passage.points_into(text)
    assert passage.sha256 == text_hash(text[start:end])
    assert not passage.points_into("¤" + text) or text[start:end] == ("¤" + text)[start:end]
    assert not passage.points_into(text[: end - 1])


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 9)])
def test_offsets_outside_the_text_are_a_fault(start, end):
    with pytest.raises(SpanFault, match="not within"):
        Passage.of("r", "ten died", start, end)


def test_a_lone_surrogate_has_a_hash_of_its_own():
    assert len({text_hash(t) for t in ("\ud800", "\udfff", "\ufffd", "?")}) == 4


EXPECTED = {
    (Commitment.DENIES, Distance.NONE): Modality.DENIED,
    (Commitment.DENIES, Distance.CLAIMED): Modality.DENIED,
    (Commitment.DENIES, Distance.UNCONFIRMED): Modality.DENIED,
    (Commitment.PLANS, Distance.NONE): Modality.PLANNED,
    (Commitment.PLANS, Distance.CLAIMED): Modality.PLANNED,
    (Commitment.PLANS, Distance.UNCONFIRMED): Modality.PLANNED,
    (Commitment.SUSPECTS, Distance.NONE): Modality.ALLEGED,
    (Commitment.SUSPECTS, Distance.CLAIMED): Modality.ALLEGED,
    (Commitment.SUSPECTS, Distance.UNCONFIRMED): Modality.ALLEGED,
    (Commitment.SAYS, Distance.NONE): Modality.ASSERTED,
    (Commitment.SAYS, Distance.CLAIMED): Modality.ALLEGED,
    (Commitment.SAYS, Distance.UNCONFIRMED): Modality.ALLEGED,
    (Commitment.ESTIMATES, Distance.NONE): Modality.ASSERTED,
    (Commitment.ESTIMATES, Distance.CLAIMED): Modality.ALLEGED,
    (Commitment.ESTIMATES, Distance.UNCONFIRMED): Modality.ALLEGED,
}


def test_modality_is_told_for_every_commitment_and_distance():
    assert {(c, d): modality(c, d) for c in Commitment for d in Distance} == EXPECTED


def test_a_line_is_the_origin_before_the_institution_before_the_mouth_before_the_page():
    whole = Claimant("a spokesman", "Ministry of Defence", "Armenia", "Facebook", "A paper")
    assert whole.line == "Armenia"
    assert whole.chain == "a spokesman → Ministry of Defence → Facebook → A paper"
    assert Claimant("a spokesman", "Ministry of Defence").line == "Ministry of Defence"
    assert Claimant("a spokesman", publisher="A paper").line == "a spokesman"
    assert Claimant(publisher="A paper").line == "A paper"
    assert Claimant().line == "the report itself"
    assert Claimant().chain == "the report itself"
    assert Claimant("ICRC", "ICRC", "ICRC").chain == "ICRC"
