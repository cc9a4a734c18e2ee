"""Constructions of the language, each with sentences of our own: what is counted, which fate, and nothing where nothing is told."""

from __future__ import annotations

import pytest

FIGURES = [
    # verbs: active, passive, intransitive, relative clauses, participles
    ("The rebels killed five soldiers in the ambush.", [("five", "killed")]),
    ("Five soldiers were killed in the ambush.", [("Five", "killed")]),
    ("Five soldiers died in the shelling.", [("Five", "killed")]),
    ("Seven fighters who were wounded in the shelling were treated.", [("Seven", "injured")]),
    ("Six slain soldiers lay beside the road after the attack.", [("Six", "killed")]),
    ("The army said it had captured 14 rebels.", [("14", "captured")]),
    ("Gunmen abducted three journalists near the border.", [("three", "captured")]),
    ("The guerrillas released eight hostages on Sunday.", [("eight", "released")]),
    ("Some 2,000 people fled the fighting.", [("Some 2,000", "displaced")]),
    ("Four men were ambushed and killed by the militia.", [("Four", "killed")]),
    ("A gunman shot dead four policemen.", [("four", "killed")]),
    ("Almost 300 soldiers were killed in the shelling.", [("Almost 300", "killed")]),
    ("They were ambushed; two men were shot and killed by rebels.", [("two", "killed")]),
    # carried states
    ("At least 12 people were found dead after the attack.", [("At least 12", "killed")]),
    ("The bombing left 12 people dead and 30 others injured.", [("12", "killed"), ("30", "injured")]),
    ("Since the war 4,000 soldiers remain missing.", [("4,000", "missing")]),
    ("The army lists 28 soldiers as missing.", [("28", "missing")]),
    ("Losses of the army: killed - 5, wounded - 17, missing - 2.", [("5", "killed"), ("17", "injured"), ("2", "missing")]),
    ("Losses of the army: killed - 5, wounded - 17, captured - 3.", [("5", "killed"), ("17", "injured"), ("3", "captured")]),
    # nouns
    ("The army reported the deaths of 80 soldiers.", [("80", "killed")]),
    ("The death of 10 union members was reported after the attack.", [("10", "killed")]),
    ("The release of 17 prisoners was announced by the army.", [("17", "released")]),
    ("A total of 103 servicemen had been killed in the war.", [("103", "killed")]),
    ("The war claimed the lives of 250 civilians.", [("250", "killed")]),
    # tolls
    ("The death toll of the war rose to 673.", [("673", "killed")]),
    ("The ministry put the number of soldiers killed at 1,383.", [("1,383", "killed")]),
    # remains: handling outranks death
    ("The army handed over the bodies of several soldiers killed in the war.", [("several", "returned")]),
    ("The enemy handed over six slain soldiers after the truce.", [("six", "returned")]),
    ("The bodies of more than 2,300 dead were examined after the war.", [("more than 2,300", "examined")]),
    ("Experts exhumed 25 human remains from the mass grave.", [("25", "recovered")]),
    ("Of the soldiers, the bodies of 103 have not been identified.", [("103", "unidentified")]),
    ("After the war 2,756 servicemen killed in it had been buried.", [("2,756", "buried")]),
    # sub-counts, singulars, lists
    ("Twelve people, including three children, were killed by shelling.", [("Twelve", "killed"), ("three", "killed")]),
    ("A policeman was wounded by a bomb.", [("A", "injured")]),
    ("Army losses: killed: 2,783; missing: more than 100.", [("2,783", "killed"), ("more than 100", "missing")]),
    ("12 dead, dozens hurt in bomb attack", [("12", "killed"), ("dozens", "injured")]),
    ("The Security Council counted 207 dead and missing after the clashes.", [("207", "dead_or_missing")]),
    # enumerations, sub-counts taken up, sums, equations
    (
        "The enemy released 230 prisoners: 213 soldiers, eleven officers and six civilians.",
        [("230", "released"), ("213", "released"), ("eleven", "released"), ("six", "released")],
    ),
    ("Rebels killed a teacher, a policeman and a driver.", [("a", "killed"), ("a", "killed"), ("a", "killed")]),
    ("Ten soldiers were captured in the attack. Of these, four later went home.", [("Ten", "captured"), ("four", "captured")]),
    ("The army returned 40 bodies that day, which brought the total to 6,057.", [("40", "returned"), ("6,057", "returned")]),
    ("The confirmed deaths in the attack are fourteen civilians.", [("fourteen", "killed")]),
    ("The repatriation of soldiers in October involved 501 bodies.", [("501", "returned")]),
    ("Seventeen prisoners of war are expected to be released.", [("Seventeen", "released")]),
    ("Two men were stabbed to death by militants.", [("Two", "killed")]),
    ("A woman suffered minor injuries in the bombing.", [("A", "injured")]),
    ("At least 80 soldiers are in captivity.", [("At least 80", "captured")]),
    ("563 fallen soldiers repatriated to Ukraine", [("563", "returned")]),
    ("Seven people killed in the war were laid to rest on Friday.", [("Seven", "buried")]),
    ("Gunmen took away six members of staff after the attack.", [("six", "captured")]),
    ("Aram Petrosyan, a resident of the town, said 31 civilians were killed.", [("31", "killed")]),
    # a particle is no hedge
    ("Armenia handed over six prisoners of war.", [("six", "released")]),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[t[:50] for t, _ in FIGURES])
def test_what_is_counted_and_which_fate(read, text: str, expected: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    found = [(text[f.passage.start : f.passage.end], f.fate.value) for f in read(text).figures]
    assert found == expected


NOTHING = [
    # ages are no counts
    "Olena, 34, was killed by shelling in Kherson.",
    "Anna, 7, and her brother, 9, were buried on Monday after the missile attack.",
    "Ivan (22) was wounded by a rocket.",
    "The battalion commander, 45, killed in March, was buried on Sunday.",
    # who does it is not whom it is done to
    "Some 2,000 mourners buried the soldier.",
    "Hundreds of people buried their dead after the shelling.",
    "300 policemen searched for the missing soldiers.",
    # what was averted, attempted or demanded
    "A plot to kill 20 soldiers was foiled.",
    "The mine could have killed dozens of soldiers.",
    "The missile nearly killed two soldiers.",
    "The army tried to free 20 hostages.",
    "The rebels demanded the release of 90 prisoners.",
    "The army has 2,000 soldiers near the border.",
    "Nobody was hurt in the attack.",
    "The bodies of soldiers were returned after the war.",
    "A 45-year-old war monument was unveiled.",
    "The army fired 12 missiles in 3 hours of fighting.",
    "The war cost $25 million and lasted six weeks.",
    "An earthquake of magnitude 6.1 killed 116 people and injured 900.",
    "Seven people died when a bus crashed on the motorway.",
    "The virus has killed at least 813 patients since the outbreak.",
    "He scored 12 goals in 30 matches last season.",
    "Three army officers died in a helicopter accident.",
    "Not one civilian died in the attack.",
    "The army did not lose a single tank; not a soldier was killed.",
    "If the attack had come earlier, 100 people would have been killed.",
    "The death toll of the attack could rise to 200.",
    "All four soldiers are in stable condition, and no fatalities have emerged.",
    "He was 101 and died in the war.",
    "The firm made a 107 million loss in the war.",
    "Soldiers met a fighter who gave his name as Vahe.",
    "The attack came in a land of 300,000 people.",
    "How many soldiers were killed in the war is not known.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_where_no_figure_is(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [(text[f.passage.start : f.passage.end], f.fate.value) for f in read(text).figures] == []
