"""What headlines, repeats and parts take from the figures that tell more, and what sums do not take."""

from __future__ import annotations

from cenotaph.model.terms import Measure, Modality


def test_a_headline_happened_when_its_body_says(read) -> None:  # type: ignore[no-untyped-def]
    text = "Fourteen killed in harbour shelling\nFourteen people were killed in the shelling on 9 July, doctors said on Friday."
    headline, body = read(text, "2019-08-03").figures
    assert headline.clocks.happened == body.clocks.happened
    assert str(body.clocks.happened.first) == "2019-07-09"
    assert headline.claimant.speaker is None


def test_parts_are_dated_with_the_whole(read) -> None:  # type: ignore[no-untyped-def]
    text = "On 9 July 214 prisoners were freed. Of these, 40 were freed from the islands."
    whole, part = read(text, "2019-08-03").figures
    assert part.clocks.happened == whole.clocks.happened


def test_parts_of_a_plan_are_planned(read) -> None:  # type: ignore[no-untyped-def]
    text = "The rebels will release 40 soldiers, including seven officers."
    assert {f.modality for f in read(text, "2019-08-03").figures} == {Modality.PLANNED}


def test_a_plan_does_not_take_the_day_of_the_report(read) -> None:  # type: ignore[no-untyped-def]
    text = "On Thursday the two sides met. The rebels will release 40 soldiers."
    (figure,) = read(text, "2019-08-03").figures
    assert figure.clocks.happened is None


def test_one_loosely_dated_attack_is_no_sum(read) -> None:  # type: ignore[no-untyped-def]
    (figure,) = read("Early this year, 70 people were killed in a drone strike on a market.", "2019-08-03").figures
    assert figure.measure is Measure.INCIDENT


def test_the_war_of_a_superlative_is_no_sum(read) -> None:  # type: ignore[no-untyped-def]
    text = "On Thursday 70 soldiers were killed in the deadliest ambush of the war."
    (figure,) = read(text, "2019-08-03").figures
    assert figure.measure is Measure.INCIDENT


def test_the_injured_beside_a_total_are_a_total(read) -> None:  # type: ignore[no-untyped-def]
    text = "Since May 300 civilians have been killed and thousands more injured."
    assert {f.measure for f in read(text, "2019-08-03").figures} == {Measure.RUNNING_TOTAL}
