"""What a person sets right: what is set is there, what is not stays, and what cannot be is refused with its cure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.corrections import FIELDS, corrected, told
from cenotaph.model.days import Span
from cenotaph.model.errors import WrongUse
from cenotaph.model.terms import Measure, Role, Standing, Unit
from made_figures import figures, made


@given(figures())
def test_setting_what_is_there_changes_nothing(figure):
    assert corrected(figure, told(figure)) == figure
    assert corrected(figure, {}) == figure
    assert set(told(figure)) == set(FIELDS)


@given(figures(), st.integers(0, 10**9), st.sampled_from([m.value for m in Measure]))
def test_what_is_set_is_there_and_all_else_as_it_was(figure, number, measure):
    new = corrected(figure, {"low": number, "high": None, "approx": False, "measure": measure})
    now, before = told(new), told(figure)
    assert (now["low"], now["high"], now["approx"], now["measure"]) == (number, None, False, measure)
    changed = {"low", "high", "approx", "measure"}
    assert {k: v for k, v in now.items() if k not in changed} == {k: v for k, v in before.items() if k not in changed}
    assert (new.id, new.passage, new.sentence, new.fate) == (figure.id, figure.passage, figure.sentence, figure.fate)


def test_every_kind_of_field_can_be_set():
    new = corrected(
        made("a", 12),
        {
            "unit": "body", "side": "Azerbaijan", "side_slug": "azerbaijan", "role": "civilian", "people": "bodies",
            "speaker": "A medic", "institution": None, "origin": None, "standing": "third party", "basis": "witness",
            "place": "Shusha", "place_id": "1",
            "from": "2020-11-01", "to": "2020-11-09", "speaks_for": "2020-11-09", "conflict": None, "actor": None,
            "venue": "Facebook",
        },
    )  # fmt: skip
    assert (new.count.unit, new.group.slug, new.group.role, new.claimant.standing) == (
        Unit.BODY, "azerbaijan", Role.CIVILIAN, Standing.THIRD_PARTY,
    )  # fmt: skip
    assert new.clocks.happened == Span(date(2020, 11, 1), date(2020, 11, 9))
    assert (new.clocks.speaks_for, new.place.name, new.place.place) == (date(2020, 11, 9), "Shusha", "1")
    assert (new.claimant.speaker, new.claimant.institution, new.claimant.venue, new.conflict) == ("A medic", None, "Facebook", None)
    assert corrected(new, {"from": None, "to": None}).clocks.happened is None
    assert corrected(new, {"from": "2020-11-09"}).clocks.happened == Span.day(date(2020, 11, 9))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fate": "injured"}, "no field 'fate'"),
        ({"low": "twelve"}, "low cannot be 'twelve'"),
        ({"low": True}, "low cannot be True"),
        ({"low": -1}, "cannot be negative"),
        ({"low": 13}, "low 13 is above high 12"),
        ({"approx": "perhaps"}, "approx cannot be 'perhaps'"),
        ({"role": "soldier"}, "role cannot be 'soldier'"),
        ({"from": "14.11.2020"}, "from cannot be '14.11.2020'"),
        ({"from": "2020-11-14", "to": "2020-11-01"}, "cannot end"),
        ({"speaks_for": None}, "speaks for a day"),
        ({"side": 7}, "side cannot be 7"),
    ],
)
def test_what_cannot_be_is_refused_with_its_cure(changes, said):
    with pytest.raises(WrongUse, match=said) as refused:
        corrected(made("a", 12), changes)
    assert refused.value.cure
