"""Counts that take their fate from the counts around them, with sentences of our own; and where nothing may be taken up."""

from __future__ import annotations

import pytest

TAKEN_UP = [
    # partitives
    ("Rebels freed 40 prisoners of war on Monday. Of these, 12 had been farmers.", ["40 released", "12 released"]),
    ("The army buried 30 soldiers killed in the war. Six of them were sergeants.", ["30 buried", "Six buried"]),
    ("The shelling killed 50 people. Of the dead, 20 had lived in the old town.", ["50 killed", "20 killed"]),
    ("The enemy freed 60 captives. Seven from the freed are women.", ["60 released", "Seven released"]),
    ("An attack killed nine. Two of the nine were policemen.", ["nine killed", "Two killed"]),
    # sums and what somebody speaks of
    ("Ukraine received 800 bodies of soldiers. The negotiator put the number at 810.", ["800 returned", "810 returned"]),
    ("The army returned 70 bodies of soldiers; the ministry spoke of 71.", ["70 returned", "71 returned"]),
    ("Militants abducted 14 villagers. The governor gave the figure as 16.", ["14 captured", "16 captured"]),
    ("Some 300 soldiers were freed in the war. In the spring it was 90.", ["Some 300 released", "90 released"]),
    ("The rebels killed 11 soldiers, compared with 25 in May.", ["11 killed", "25 killed"]),
    # gapped clauses
    (
        "In June 2019 the army took back 35 bodies, in October 501 and early in November 63.",
        ["35 returned", "501 returned", "63 returned"],
    ),
    ("The committee exhumed 80 soldiers in 2015 and the following year 114.", ["80 recovered", "114 recovered"]),
    # going on
    ("The militia put 20 bodies in a pit. Another 30 followed.", ["20 buried", "30 buried"]),
    ("The rebels freed 100 prisoners. About 40 were flown to the capital.", ["100 released", "About 40 released"]),
    # who they are
    ("The army freed 95 captives. They are 60 soldiers and 35 civilians.", ["95 released", "60 released", "35 released"]),
    ("A bomb killed 12 people. Five children were among them.", ["12 killed", "Five killed"]),
    ("The bomb killed 12 soldiers together with two guards.", ["12 killed", "two killed"]),
    ("Eight people murdered in the war, among them two boys, were laid to rest on Sunday.", ["Eight buried", "two buried"]),
    # a bare number after remains counts remains
    ("Forty bodies of soldiers came home. All 40 were handed over by the Red Cross.", ["Forty", "40 returned"]),
    # headlines
    (
        "120 for 118\n\nThe two armies exchanged prisoners of war: 120 soldiers and 118 rebels were freed.",
        ["120", "118", "120 released", "118 released"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TAKEN_UP, ids=[t[:50] for t, _ in TAKEN_UP])
def test_what_a_count_takes_up(read, text, expected) -> None:  # type: ignore[no-untyped-def]
    told = {f"{text[f.passage.start : f.passage.end]} {f.fate.value}" for f in read(text).figures}
    for wanted in expected:
        assert any(t == wanted or (" " not in wanted and t.split()[0] == wanted) for t in told), (wanted, told)


NOT_TAKEN_UP = [
    ("Five soldiers were killed. Seven teams are digging, two of them near the border.", "two of them"),
    ("Twelve people were killed in the war. One of them is Anna Beran.", "One"),
    ("The army found 13 mass graves with bodies, eight of them near the city.", "eight"),
    ("Rebels wounded three policemen. The three policemen suffered burns.", "three policemen suffered"),
    ("At least 90 soldiers have been executed, four out of five of them this year.", "four"),
    ("Sixty-six people were injured by police, ranging in age from eleven to 75.", "eleven"),
    ("Of ten bodies from the grave, four were identified. The remaining six stay in the morgue.", "six"),
    ("Four groups of prisoners of war were freed.", "Four"),
    ("Anna Beran, a journalist abducted in the war, was freed.", "a journalist"),
    ("The exchange of prisoners of war, number 49 of its kind, freed ten soldiers.", "49"),
    ("Several unidentified people hurled grenades at the army.", "Several"),
    ("The soldier lived as a refugee during the war.", "a refugee"),
    ("The militia shot a woman of 67.", "67"),
]


@pytest.mark.parametrize(("text", "part"), NOT_TAKEN_UP, ids=[t[:50] for t, _ in NOT_TAKEN_UP])
def test_what_is_no_count_of_people(read, text, part) -> None:  # type: ignore[no-untyped-def]
    start = text.rindex(part)
    assert not [f for f in read(text).figures if start <= f.passage.start < start + len(part)]


def test_a_part_takes_its_fields_from_the_whole(read) -> None:  # type: ignore[no-untyped-def]
    text = "On 3 May 2021 Russia handed over 60 Ukrainian soldiers to Ukraine. Of these, 12 had been doctors."
    whole, part = read(text, "2021-05-06").figures
    for figure in (whole, part):
        assert (figure.group.side, figure.actor, figure.recipient) == ("Ukraine", "Russia", "Ukraine")
    assert part.clocks.happened == whole.clocks.happened
    assert any(t.field == "actor" and (t.start, t.end) == (whole.passage.start, whole.passage.end) for t in part.traces)


def test_bags_and_bones_are_counted_but_are_not_people(read) -> None:  # type: ignore[no-untyped-def]
    (bags,) = read("Searchers recovered 54 bags with human remains from the mass grave.").figures
    assert bags.count.unit.value == "bag"
