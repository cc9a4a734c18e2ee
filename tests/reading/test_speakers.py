"""Who says so: attributions in front, behind, inverted, before a colon, in a quotation, by reckoning; and who does not."""

from __future__ import annotations

import pytest


@pytest.fixture
def speaker(read):  # type: ignore[no-untyped-def]
    """The speaker of the last figure of a text."""

    def last(text: str) -> str | None:
        return read(text, "2019-08-03").figures[-1].claimant.speaker  # type: ignore[no-any-return]

    return last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fourteen soldiers were killed in the ambush, relief agencies report.", "relief agencies"),
        ("Fourteen soldiers were killed in the ambush, says the rescuer Ivo Tanko.", "Ivo Tanko"),
        ("Police: 14 killed in shelling of the harbour.", "Police"),
        ("By Sudanese reckoning, 14 soldiers were killed in the ambush.", "Sudanese"),
        ("FIVE SOLDIERS WERE KILLED IN AN AMBUSH TODAY, IT WAS OFFICIALLY REPORTED.", "officials"),
        ("Sudan, which speaks of 14 killed soldiers, did not comment on the ambush.", "Sudan"),
        ("According to figures compiled by medical organisations, 14 civilians were killed.", "medical organisations"),
        ("The ombudsman, Petra Vogel, put the number of soldiers killed at 14.", "Petra Vogel"),
        ("Data from the Kasulo Relief Group show that 14 soldiers were killed in the war.", "Kasulo Relief Group"),
    ],
)
def test_who_is_credited(speaker, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sudan gave back the bodies of 14 soldiers killed in the war.",
        "The rebels released 14 soldiers on Monday.",
        "The ministry issued a statement. In another town 14 soldiers were killed by rebels.",
    ],
)
def test_who_acts_or_merely_stands_before_is_not_credited(speaker, text: str) -> None:  # type: ignore[no-untyped-def]
    assert speaker(text) is None


def test_it_takes_up_an_institution_and_no_person(speaker) -> None:  # type: ignore[no-untyped-def]
    text = "The Kasulo Relief Group described the raid. Ivo Tanko said that 12 civilians were killed. It said 30 were wounded."
    assert speaker(text) == "Kasulo Relief Group"


def test_an_insertion_between_dashes_speaks_for_itself_alone(read) -> None:  # type: ignore[no-untyped-def]
    text = "The army counted 200 dead soldiers – among them 40 officers, according to Ivo Tanko – and has not commented since."
    assert [f.claimant.speaker for f in read(text).figures if f.count.low == 200] == ["army"]


def test_a_quotation_goes_on_after_its_speaker(read) -> None:  # type: ignore[no-untyped-def]
    text = '"Thirty soldiers died," the general said. "Fifty soldiers were captured."'
    assert [f.claimant.speaker for f in read(text).figures] == ["general", "general"]


def test_a_long_quotation_belongs_to_whoever_opens_it(speaker) -> None:  # type: ignore[no-untyped-def]
    text = (
        "The Sudanese army justified the raid: “We acted in defence of our people. The rebels had no mercy with anybody. "
        "They killed 14 soldiers in one night.”"
    )
    assert speaker(text) == "Sudanese army"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army denied this. The Tamulo Relief Association says it has counted 30 dead villagers.", "Tamulo Relief Association"),
        (
            "The army denied it. The health ministry counted 12 killed; it puts the number of dead at 900.",
            "health ministry",
        ),
        ("Rebels killed at least 12 guards, the country's president, Juan Carlos Ortega, said on Saturday.", "Juan Carlos Ortega"),
    ],
)
def test_it_is_who_speaks_in_the_same_sentence(read, text: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert read(text).figures[-1].claimant.speaker == expected


@pytest.mark.parametrize(
    "text",
    [
        "On Friday rebels killed 49 soldiers near Mosul; the ministry did not say how many had been there.",
        "Recovered bodies: 40 were exhumed in the war zone in May.",
    ],
)
def test_who_speaks_after_a_semicolon_or_a_label_of_the_counted_says_nothing(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert read(text).figures[0].claimant.speaker is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two engineers were shot dead on Friday, police and hospital sources have reported.", "police and hospital sources"),
        ("The arrest of two officers, announced by the military prosecutor, surprised the country.", "military prosecutor"),
        ("According to an estimate that historians share, 900 people were killed in the war.", "historians"),
        (
            "A report issued by the Amaya Institute appeared. Rebels fled. The report attributes to them the killing of 14 men.",
            "Amaya Institute",
        ),
        (
            "The police have raised the toll. Ana Lee, the UN coordinator in Yemen, said she was shocked.\n\n"
            "At least 80 people have been killed, the UN says.",
            "UN",
        ),
        ("Mediators proposed an amnesty as the death toll reached ten.", None),
        ("The ministry proposed a dig in the valley, where 90 soldiers are thought to lie.", None),
        ("Thirty of the dead were in Mosul, where residents said that the market was burning.", None),
    ],
)
def test_beside_what_they_speak_of(read, text: str, expected: str | None) -> None:  # type: ignore[no-untyped-def]
    assert read(text).figures[0].claimant.speaker == expected


def test_those_who_are_asked_answer_for_what_they_tell(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "[Interview with Commander Rafael by journalist Ines Soto]\n\n[Soto] How strong are you?\n\n"
        "[Rafael] We are many. Two of our fighters were killed on Friday.\n\n[Soto] And the army?\n\n[Rafael] Nine soldiers died."
    )
    assert {f.claimant.speaker for f in read(text).figures} == {"Rafael"}


def test_a_list_of_doers_has_no_speakers(read) -> None:  # type: ignore[no-untyped-def]
    text = "Civilians killed in August, by who killed them:\n\n* Government forces: 186\n* Police: 12"
    assert {f.claimant.speaker for f in read(text).figures} == {None}
