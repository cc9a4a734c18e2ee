"""Constructions of more than a clause: lists, tables, ordinals, translated word order, second fates; and what is none."""

from __future__ import annotations

import pytest

from cenotaph.model.terms import Role

FIGURES = [
    # one more person, and so many so far
    ("One woman was shot dead in the raid and another was wounded.", [("One", "killed"), ("another", "injured")]),
    ("Rebels freed two hostages; a third had died in the camp.", [("two", "released"), ("a", "killed")]),
    ("Hers was the 17th body of a soldier to be recovered since the battle.", [("17th", "recovered")]),
    ("He is the fourth activist to be murdered by the militia this year.", [("fourth", "killed")]),
    # held, taken along, whose release is only asked for
    ("Baku is holding more than 150 soldiers; Yerevan acknowledges 40.", [("more than 150", "captured"), ("40", "captured")]),
    ("The gunmen took about a dozen villagers with them into the forest.", [("about a dozen", "captured")]),
    ("The rebels took seven young men from their homes.", [("seven", "captured")]),
    ("The union demanded the release of at least ten officials held by the rebels.", [("at least ten", "captured")]),
    ("Three searchers of the unit were detained by an armed group.", [("Three", "captured")]),
    ("On Saturday gunmen let go 25 boys.", [("25", "released")]),
    ("Nearly 700 detainees back home after the war", [("Nearly 700", "released")]),
    # dead and wounded, dead or missing
    (
        "Our units inflicted 30 casualties on the enemy: 12 dead and 18 wounded.",
        [("30", "casualties"), ("12", "killed"), ("18", "injured")],
    ),
    ("Several soldiers were killed or wounded when the mine went off.", [("Several", "casualties")]),
    ("In that war 268 villagers were murdered or made to disappear.", [("268", "dead_or_missing")]),
    ("Some 200 of the soldiers have not returned since the battle.", [("Some 200", "missing")]),
    ("About 30,000 people are listed in the register of those missing in the war.", [("About 30,000", "missing")]),
    ("Two gunmen machine-gunned three students to death.", [("three", "killed")]),
    # numbers that the parser hangs elsewhere
    ("In the war over 350,000 have been murdered.", [("over 350,000", "killed")]),
    ("Commandos stormed the ship and nine were taken into custody after the attack.", [("nine", "captured")]),
    ("Sixty soldiers were, according to a minister, summarily executed.", [("Sixty", "killed")]),
    ("Between 200 and 300 people killed by the army were buried there.", [("Between 200 and 300", "buried")]),
    ("They murdered the mayor, Jose Perez, and two of his bodyguards.", [("two", "killed")]),
    ("In May police found 30 corpses of rebels, and in July 12 more.", [("30", "recovered"), ("12", "recovered")]),
    # remains
    ("The remains of four more soldiers were retrieved on Friday.", [("four", "recovered")]),
    ("The army took DNA samples from 31 skeletons.", [("31", "examined")]),
    ("Among the finds are the remains of at least eight soldiers.", [("at least eight", "recovered")]),
    ("The dig at the mass grave brought up only 15 skeletons.", [("15", "recovered")]),
    ("Around 60 soldiers are thought to lie beneath the dump.", [("Around 60", "buried")]),
    ("Witnesses place the graves of up to 90 soldiers near the river.", [("up to 90", "buried")]),
    ("Two bodies from the mass grave have no match.", [("Two", "unidentified")]),
    ("Of the soldiers killed, some 200 still await DNA identification.", [("some 200", "unidentified")]),
    ("The army returned 40 bodies. Among the bodies were those of five pilots.", [("40", "returned"), ("five", "returned")]),
    # two fates of the same people
    ("The remains of 850 soldiers have been identified and given back.", [("850", "identified"), ("850", "returned")]),
    ("Two soldiers were abducted by rebels and later freed.", [("Two", "captured"), ("Two", "released")]),
    # whose fate another clause tells
    ("Of the 90 soldiers on the list, 40 are conscripts who vanished in the war.", [("40", "missing")]),
    ("Prayers will be held for 2,200 Serbs whom they say were killed in the war.", [("2,200", "killed")]),
    ("Among those killed in the attack is an Italian citizen.", [("an", "killed")]),
    # what happened as others looked on, cases of an act, labels behind a dash, ages
    (
        "Thousands of people wept as 61 victims of the massacre, identified this year, were laid to rest.",
        [("61", "buried")],
    ),
    ("Zvornik buries another 61 victims of the war", [("61", "buried")]),
    ("The group recorded 77 cases of enforced disappearance in May.", [("77", "missing")]),
    ("Armenia has handed over 12 Azerbaijanis who had been held since the war.", [("12", "released")]),
    ("The bishop said that three soldiers were turned over to him by the rebels.", [("three", "released")]),
    ("- repatriated bodies: 804, of which 310 have been identified.", [("804", "returned"), ("310", "identified")]),
    ("On the forest cemetery rest today more than 4,000 dead.", [("more than 4,000", "buried")]),
    ("In the third grave that the team opened there lay 19 people.", [("19", "recovered")]),
    ("The bodies of 500 deceased, which according to Moscow belong to Ukrainians, were returned.", [("500", "returned")]),
    (
        "The bodies of 500 soldiers were returned. Among them are the bodies of six men who died in captivity.",
        [("500", "returned"), ("six", "returned")],
    ),
    (
        "On Friday 90 former detainees travelled between the two cities: 60 were brought to Aden and 30 to Marib.",
        [("90", "released"), ("60", "released"), ("30", "released")],
    ),
    ("Activists gave a higher figure of 41 dead in the shelling.", [("41", "killed")]),
    (
        "In the cauldron lost in April after estimates of historians about 3,000 soldiers and 1,000 civilians their life.",
        [("about 3,000", "killed"), ("1,000", "killed")],
    ),
    ("Unidentified bombings and mines: 27", []),
    # captives on their way, counted, freed for others; those who come from captivity
    ("The second group of Iraqi prisoners of war, 61 men in all, left the airport for Baghdad.", [("61", "released")]),
    ("The Red Cross has registered some 4,000 prisoners of war in the camps.", [("some 4,000", "captured")]),
    (
        "Under the deal 30 hostages are to be freed in return for some 900 prisoners.",
        [("30", "released"), ("some 900", "released")],
    ),
    ("Nine sailors who had been held by the rebels arrived in the port on Friday.", [("Nine", "released")]),
    ("In total 2,100 prisoners of war have been brought back since May.", [("2,100", "released")]),
    (
        "Kyiv freed 60 prisoners of war. Moscow handed over the same number of soldiers.",
        [("60", "released"), ("the same number", "released")],
    ),
    ("A court of the junta has sentenced 12 activists to death.", [("12", "captured")]),
    # nobody knows where they are, or whose remains these are
    ("The army could not account for eight men after the battle.", [("eight", "missing")]),
    ("Nine villagers were taken by soldiers and have not been seen since.", [("Nine", "captured")]),
    ("The court has not learnt the whereabouts of 50 men detained by soldiers.", [("50", "missing")]),
    ("In the morgue lie 80 bodies of soldiers for which no match has been found.", [("80", "unidentified")]),
    ("The soldiers were buried. The identity of 16 of these remains unknown.", [("16", "unidentified")]),
    # graves and those who come upon them
    ("Cavers came upon some six bodies of soldiers shot in the war.", [("some six", "recovered")]),
    ("The grave held the incomplete remains of at least 30 soldiers.", [("at least 30", "recovered")]),
    ("A single trench of the war holds at least 2,000 bodies.", [("at least 2,000", "buried")]),
    ("In an exhumation carried out by foreign experts 21 skeletons came to light.", [("21", "recovered")]),
    ("The remains of nine Albanians killed in the war changed hands on Monday.", [("nine", "returned")]),
    # losses
    ("The army had six martyrs in the battle, among whom a major, and as many wounded.", [("six", "killed")]),
    ("The police acknowledge the loss of 40 of its men in the fighting.", [("40", "killed")]),
    ("After the attack five hostages were found shot.", [("five", "killed")]),
    (
        "The enemy suffered 31 casualties, including two lieutenants killed in action.",
        [("31", "casualties"), ("two", "killed")],
    ),
    ("Two girls were hit by stray bullets in the fighting.", [("Two", "injured")]),
    ("Since the offensive an estimated 90,000 people have taken to the road.", [("an estimated 90,000", "displaced")]),
    ("Rebels killed 20 people in the raid. Overnight reports had put it at 17.", [("20", "killed"), ("17", "killed")]),
    (
        "A list of 900 missing, 600 Serbs and 300 Croats, was published after the war.",
        [("900", "missing"), ("600", "missing"), ("300", "missing")],
    ),
    ("Two sisters who were 18 and 23 when they disappeared were buried on Sunday.", [("Two", "buried")]),
    ("Some 400 families have abandoned the area because of the fighting.", [("Some 400", "displaced")]),
    # what stands beside the killed, and what is nobody
    ("Police shot dead 3 rebels and arrested 14 others.", [("3", "killed"), ("14", "captured")]),
    ("Mykola, 34, a father of three, was killed by shelling in Kharkiv.", [("a", "killed")]),
    ("Two dogs were wounded by the shelling of the town.", []),
    ("Killed: 7. Vehicles destroyed: 12.", [("7", "killed")]),
    ("Of the 30 captured soldiers, all but five have been released.", [("30", "captured")]),
    # word order of translated text
    ("The commission has on Friday 60 soldiers of the army in Halbe buried.", [("60", "buried")]),
    ("There after statements of the army at least 14 soldiers buried lie.", [("at least 14", "buried")]),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[t[:50] for t, _ in FIGURES])
def test_what_is_counted_and_which_fate(read, text: str, expected: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    found = [(text[f.passage.start : f.passage.end], f.fate.value) for f in read(text).figures]
    assert found == expected


NOTHING = [
    "The House holds two generals in contempt after the war.",
    "The nation has lost a freedom fighter and a leader after the war.",
    "Police said two suspects in the bombing had been identified.",
    "The second lieutenant spoke of the war.",
    "The body of the soldier had 13 bullet wounds.",
    "The rebels freed nobody; a third plane carried food to the army.",
    "Between 14 and 30 September the army dug at the mass grave.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_where_no_figure_is(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [text[f.passage.start : f.passage.end] for f in read(text).figures] == []


BULLETIN = """The exchange of prisoners of war took place today.

Those released include:
- 61 servicemen of the army;
- 3 civilians;
- 12 marines captured in the south and 9 border guards."""


def test_items_of_a_list_take_the_fate_of_its_heading(read) -> None:  # type: ignore[no-untyped-def]
    found = [(BULLETIN[f.passage.start : f.passage.end], f.fate.value) for f in read(BULLETIN).figures]
    assert found == [("61", "released"), ("3", "released"), ("12", "released"), ("9", "released")]


TABLE = """Civilians killed in the war in March, by party:

| Party | Killed | of them children |
| Government forces | 141 | 38 |
| Rebels | 89 | 22 |"""


def test_cells_take_fate_and_people_from_the_head_and_who_did_it_from_the_first_cell(read) -> None:  # type: ignore[no-untyped-def]
    figures = read(TABLE).figures
    assert [(TABLE[f.passage.start : f.passage.end], f.fate.value) for f in figures] == [
        ("141", "killed"), ("38", "killed"), ("89", "killed"), ("22", "killed"),
    ]  # fmt: skip
    assert {f.group.role for f in figures} == {Role.CIVILIAN}
    assert [f.actor for f in figures] == ["Government forces", "Government forces", "Rebels", "Rebels"]


PLACES = """Incidents of the war in May

Zone | Killed | Abducted
Masisi | 31 | 9
Total | 31 | 9"""


def test_rows_are_places_where_the_head_says_so(read) -> None:  # type: ignore[no-untyped-def]
    figures = read(PLACES).figures
    assert [(f.count.words, f.fate.value, f.place.name if f.place else None, f.actor) for f in figures] == [
        ("31", "killed", "Masisi", None), ("9", "captured", "Masisi", None),
        ("31", "killed", None, None), ("9", "captured", None, None),
    ]  # fmt: skip


def test_a_label_tells_what_the_numbers_of_its_row_count(read) -> None:  # type: ignore[no-untyped-def]
    text = "The missing of the war\n\n                TC    GC    Total\nStill missing   120   340   460"
    found = [(text[f.passage.start : f.passage.end], f.fate.value) for f in read(text).figures]
    assert found == [("120", "missing"), ("340", "missing"), ("460", "missing")]


def test_a_heading_tells_by_its_verb(read) -> None:  # type: ignore[no-untyped-def]
    text = "Prisoners of war are home.\n\nWho is coming back:\n• 34 soldiers of the army\n• 9 border guards"
    found = [(text[f.passage.start : f.passage.end], f.fate.value) for f in read(text).figures]
    assert found == [("34", "released"), ("9", "released")]


def test_a_heading_that_tells_no_fate_gives_none(read) -> None:  # type: ignore[no-untyped-def]
    text = "The army reported from the war:\n- 12 trucks;\n- 3 civilians of the region."
    assert read(text).figures == ()
