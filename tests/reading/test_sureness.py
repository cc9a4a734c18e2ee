"""The confidence of a field: measured shares, by the rule that gave it."""

from __future__ import annotations

import pytest

from cenotaph.reading.lexicon import table
from cenotaph.reading.sureness import rule_key, sure, weighed

FIELDS = {"fate", "count", "role", "side", "actor", "recipient", "speaker", "place", "happened", "modality", "measure"}


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ('subject of "say"', "subject of …"),
        ('subject of "claim"', "subject of …"),
        ("enumeration: as told there", "as told there"),
        ("by-phrase", "by-phrase"),
    ],
)
def test_a_rule_is_known_without_the_words_it_met(rule: str, key: str) -> None:
    assert rule_key(rule) == key


def test_every_field_was_measured() -> None:
    assert set(table("sureness")) == FIELDS
    assert all(0 < share <= 1 for rules in table("sureness").values() for share in rules.values())


def test_a_rule_never_measured_is_as_sure_as_its_field() -> None:
    assert sure("place", "a rule that nobody has written") == table("sureness")["place"]["any"]
    assert sure("a field that there is not", "any") == 0.5


def test_every_trace_that_the_reader_gives_has_its_share(read) -> None:  # type: ignore[no-untyped-def]
    figures = read("On Monday rebels killed five Ukrainian soldiers near Izyum, the army said.").figures
    assert figures
    for figure in figures:
        assert {t.field for t in figure.traces} <= FIELDS
        assert all(t.confidence == sure(t.field, t.rule) for t in figure.traces)
        assert weighed(figure) == figure
