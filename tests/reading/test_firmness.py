"""How firmly: doubt, plans and denials of the figure's own clause, and what they do not reach."""

from __future__ import annotations

import pytest

from cenotaph.model.terms import Modality


@pytest.fixture
def modality(read):  # type: ignore[no-untyped-def]
    def last(text: str) -> Modality:
        return read(text, "2019-08-03").figures[-1].modality  # type: ignore[no-any-return]

    return last


@pytest.mark.parametrize(
    "text",
    [
        "At least 25 people are thought to have died in the raid.",
        "A grave that may contain 25 bodies was found near the village.",
        "Opposition circles accuse the army of having executed 25 civilians.",
        "Human rights groups assume that 25 civilians were killed.",
        "The ministry maintains that 25 soldiers were killed.",
        "The army said 25 rebels were killed. This could not be independently verified.",
        "25 reported killed in raid on the harbour.",
    ],
)
def test_what_is_alleged(modality, text: str) -> None:  # type: ignore[no-untyped-def]
    assert modality(text) is Modality.ALLEGED


@pytest.mark.parametrize(
    "text",
    [
        "The burial of 45 soldiers is scheduled for Friday.",
        "An exchange of 30 prisoners of war is planned for Monday.",
        "The release of 12 soldiers is expected next week.",
        "The rebels stand ready to hand over 25 prisoners.",
        "The rebels will free 25 soldiers and release 12 civilians.",
        "The army said 25 prisoners would be freed.",
        "According to the mediator, 25 prisoners should be released when the talks end.",
        "The two sides agreed to exchange 25 prisoners.",
        "Sudan will release 25 prisoners, including seven women.",
    ],
)
def test_what_is_planned(modality, text: str) -> None:  # type: ignore[no-untyped-def]
    assert modality(text) is Modality.PLANNED


def test_what_is_denied_afterwards(modality) -> None:  # type: ignore[no-untyped-def]
    assert modality("The army suffered 25 dead in the attack, but this report was denied by officers.") is Modality.DENIED


def test_a_false_claim_is_denied(modality) -> None:  # type: ignore[no-untyped-def]
    assert modality("The claim that 600 soldiers died in the battle is false, the army said.") is Modality.DENIED


@pytest.mark.parametrize(
    "text",
    [
        "The president said 31,000 soldiers had died, not 300,000.",
        "Armenia rejected the claim, putting its own losses in the war at 219 killed.",
    ],
)
def test_another_number_or_claim_is_what_is_denied(modality, text: str) -> None:  # type: ignore[no-untyped-def]
    assert modality(text) is Modality.ASSERTED


@pytest.mark.parametrize(
    "text",
    ["The ministry never said that 300 civilians were killed in the war.", "The army demanded that 60 soldiers be freed."],
)
def test_what_nobody_said_and_what_is_only_demanded_is_no_figure(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert read(text).figures == ()


@pytest.mark.parametrize(
    "text",
    [
        "The 25 soldiers were killed by men accused of theft.",
        "The minister fears that the site is larger than the one from where 25 bodies were recovered.",
        "The rebels freed 25 soldiers and will free others.",
        "The army accuses the rebels of hiding the graves of 25 soldiers who were killed in 2015.",
    ],
)
def test_doubt_and_plans_of_something_else_do_not_reach_the_figure(modality, text: str) -> None:  # type: ignore[no-untyped-def]
    assert modality(text) is Modality.ASSERTED


def test_what_could_happen_next_week_is_planned(modality) -> None:  # type: ignore[no-untyped-def]
    assert modality("The ministry said 40 prisoners could be freed next week.") is Modality.PLANNED
    assert modality("After months of talks 40 prisoners could be freed.") is Modality.ASSERTED
