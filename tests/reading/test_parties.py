"""Whose people, who did it, who received them, what they were: told in the clause, elsewhere in the report, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cenotaph.model.claims import Figure
from cenotaph.model.terms import Fate, Role

Figures = Callable[[str], dict[str, Figure]]


@pytest.fixture
def figures(read) -> Figures:  # type: ignore[no-untyped-def]
    """The figures of a report, by the words of their count; of one that is repeated the last."""

    def by_words(text: str) -> dict[str, Figure]:
        return {text[f.passage.start : f.passage.end]: f for f in read(text, "2023-11-20").figures}

    return by_words


def way(figure: Figure) -> tuple[str | None, str | None, str | None]:
    return figure.actor, figure.recipient, figure.group.side


# Handovers


def test_in_return_goes_the_other_way(figures: Figures) -> None:
    told = figures("Iran and Iraq exchanged the dead of their war. Iran handed over 40 bodies to Iraq and took back six in return.")
    assert way(told["40"]) == ("Iran", "Iraq", "Iraq")
    assert way(told["six"]) == ("Iraq", "Iran", "Iran")


def test_a_verb_of_taking_after_one_of_giving_goes_the_other_way(figures: Figures) -> None:
    told = figures("Iran and Iraq exchanged the dead of their war on Sunday, when Iran gave 140 bodies and took 27.")
    assert way(told["140"]) == ("Iran", "Iraq", "Iraq")
    assert way(told["27"]) == ("Iraq", "Iran", "Iran")


def test_what_was_given_in_return_may_be_told_in_the_sentence_before(figures: Figures) -> None:
    told = figures(
        "The remains of 140 Iraqi soldiers came home from Iran on Sunday, Iraq said.\n\n"
        "The ministry did not say how many bodies Iraq had given up in exchange. Iran's negotiator put the number at 27."
    )
    assert way(told["140"]) == ("Iran", "Iraq", "Iraq")
    assert way(told["27"]) == ("Iraq", "Iran", "Iran")


def test_a_later_figure_goes_the_way_of_the_report(figures: Figures) -> None:
    told = figures(
        "Iran handed over the bodies of 40 soldiers to Iraq on Sunday. The two countries fought a war.\n\n"
        "Last month Iraq buried its dead. A transfer of 22 bodies had gone unnoticed."
    )
    assert way(told["22"]) == ("Iran", "Iraq", "Iraq")


def test_who_says_that_bodies_came_back_received_them(figures: Figures) -> None:
    told = figures("Iran and Iraq exchanged the dead of their war. The government of Iraq said 310 bodies had come back.")
    assert way(told["310"]) == ("Iran", "Iraq", "Iraq")


def test_a_release_of_ones_own_accord_is_no_exchange(figures: Figures) -> None:
    told = figures("Iran and Iraq exchanged the dead of their war. Iran freed 15 prisoners of its own accord on Monday.")
    assert told["15"].actor == "Iran"
    assert told["15"].recipient is None


def test_each_side_is_both(figures: Figures) -> None:
    told = figures("Iran and Iraq made an exchange on Monday. 30 prisoners from each side were freed.")
    assert way(told["30"]) == ("both", "both", "both")


def test_hostages_freed_without_an_exchange_are_received_by_nobody_named(figures: Figures) -> None:
    told = figures("Boko Haram freed 21 schoolgirls in Nigeria on Monday after a ransom was paid.")
    assert told["21"].actor == "Boko Haram"
    assert told["21"].recipient is None


def test_lorries_and_speakers_hand_over_nothing(figures: Figures) -> None:
    told = figures("Refrigerated lorries brought home the bodies of 14 soldiers, an official said.")
    assert told["14"].actor is None


# Who did it


def test_who_is_blamed_in_another_sentence(figures: Figures) -> None:
    told = figures("A bomb killed 14 people at a market on Monday. Police blamed Boko Haram for the attack.")
    assert told["14"].actor == "Boko Haram"


def test_who_claims_responsibility_for_an_attack(figures: Figures) -> None:
    told = figures("Nine worshippers were killed at a shrine on Friday. Islamic State claimed responsibility.")
    assert told["Nine"].actor == "Islamic State"


def test_no_group_is_nobody(figures: Figures) -> None:
    told = figures("Nine worshippers were killed at a shrine on Friday. No group claimed responsibility.")
    assert told["Nine"].actor is None


def test_blame_for_something_else_is_no_deed(figures: Figures) -> None:
    told = figures("Nine villagers were killed on Friday. The opposition blamed Boko Haram for the delay of the elections.")
    assert told["Nine"].actor is None


def test_an_ambush_told_in_the_sentence_before(figures: Figures) -> None:
    told = figures("Rebels ambushed a patrol near the border on Sunday. Seven soldiers were killed and four wounded.")
    assert told["Seven"].actor == told["four"].actor == "Rebels"


def test_who_is_accused_of_having_killed(figures: Figures) -> None:
    told = figures("Activists accuse the militia of having executed 60 villagers.")
    assert told["60"].actor == "militia"


def test_who_is_responsible_for_deaths(figures: Figures) -> None:
    told = figures("Boko Haram is responsible for the deaths of 200 people, the army says.")
    assert told["200"].actor == "Boko Haram"


def test_whose_weapon_attacked(figures: Figures) -> None:
    told = figures("An Israeli jet bombed a house in the city. Twelve people were killed.")
    assert told["Twelve"].actor == "Israel"


def test_a_bombing_is_not_made_by_the_town_it_hit(figures: Figures) -> None:
    told = figures("The Kabul bombing killed 30 people on Monday.")
    assert told["30"].actor is None


def test_an_accident_is_nobodys_deed(figures: Figures) -> None:
    told = figures("Rebels attacked a village on Monday. Four soldiers were killed in a helicopter crash.")
    assert "Four" not in told or told["Four"].actor is None


def test_an_army_does_not_kill_its_own(figures: Figures) -> None:
    told = figures("Government troops killed nine guerrillas on Monday. Two soldiers died.")
    assert told["nine"].actor == "Government troops"
    assert told["Two"].actor is None


def test_of_two_that_clash_each_falls_to_the_other(figures: Figures) -> None:
    told = figures("Clashes between Taliban fighters and Afghan security forces left 12 policemen dead.")
    assert (told["12"].actor, told["12"].group.side) == ("Taliban", "Afghanistan")


def test_a_war_s_total_has_no_doer_from_elsewhere(figures: Figures) -> None:
    told = figures("Rebels attacked a post on Monday. More than 30,000 people have been killed since the war began in 2011.")
    assert told["More than 30,000"].actor is None


def test_initials_are_no_word(figures: Figures) -> None:
    told = figures("Car bomb kills seven people in the capital on Monday.")
    assert told["seven"].actor is None


def test_the_army_says_that_it_killed(figures: Figures) -> None:
    told = figures("The Nigerian army says it killed 50 Boko Haram fighters on Monday.")
    assert (told["50"].actor, told["50"].group.side) == ("Nigeria", "Boko Haram")


def test_a_named_culprit_stands_for_the_attacker(figures: Figures) -> None:
    told = figures("Three shoppers were shot dead on Monday. The attacker, identified as Paul Miller, was arrested.")
    assert told["Three"].actor == "Paul Miller"


def test_nameless_gunmen_stay_in_their_paragraph(figures: Figures) -> None:
    told = figures(
        "Unidentified men shot dead a student in the capital on Monday.\n\n"
        + "The government spoke at length about the budget and the roads of the south. " * 10
        + "\n\nFour peasants were found dead in the north."
    )
    assert told["Four"].actor is None


def test_in_whose_custody(figures: Figures) -> None:
    told = figures("Eleven students were freed from Libyan custody on Monday.")
    assert told["Eleven"].actor == "Libya"


# Whose people


def test_a_people_of_two_words_is_not_that_of_its_first(figures: Figures) -> None:
    told = figures("The remains of 12 Turkish Cypriots were identified on Monday.")
    assert told["12"].group.side == "Turkish Cypriots"


def test_whose_forces_they_served_in(figures: Figures) -> None:
    told = figures("The dead of the war were exchanged. 31 of the dead had served in the Iraqi army and were killed in 1986.")
    assert (told["31"].group.side, told["31"].group.role) == ("Iraq", Role.COMBATANT)


def test_of_its_own(figures: Figures) -> None:
    told = figures("Peru says it lost 12 people. Chile counted 30 dead of its own after the attack.")
    assert told["30"].group.side == "Chile"


def test_of_their_own_accord_tells_no_side(figures: Figures) -> None:
    told = figures("Boko Haram freed 15 prisoners of its own accord on Monday.")
    assert told["15"].group.side is None


def test_an_army_that_suffered_dead_lost_soldiers(figures: Figures) -> None:
    told = figures("Lima, 4 May 89 (EFE) -- [Text] The Army suffered five dead in this attack.")
    assert (told["five"].group.side, told["five"].group.role) == ("Peru", Role.COMBATANT)


def test_parts_belong_to_the_side_of_the_whole(figures: Figures) -> None:
    told = figures("The prisoners are held still. 40 Iraqis were detained: 30 soldiers and ten civilians.")
    assert told["30"].group.side == told["ten"].group.side == "Iraq"


def test_those_listed_side_by_side_are_not_one_side(figures: Figures) -> None:
    told = figures("Peru: 403 people were killed, including 147 civilians and 26 drug traffickers.")
    assert told["147"].group.side is None
    assert told["26"].group.side is None


def test_terrorists_whose_group_nobody_names_are_no_side(figures: Figures) -> None:
    told = figures("Police shot dead three terrorists on Monday.")
    assert told["three"].group.side is None


def test_terrorists_of_the_one_group_that_the_report_names(figures: Figures) -> None:
    told = figures("A column of Shining Path terrorists ambushed an army truck in Peru. In the pursuit 15 terrorists were killed.")
    assert told["15"].group.side == "Shining Path"


def test_a_verb_in_capitals_names_no_group(figures: Figures) -> None:
    told = figures("SANTIAGO -- HE IS THE FOURTH MILITANT TO BE MURDERED BY GUNMEN SINCE THE AMBUSH.")
    assert told["FOURTH"].group.side is None


# What they were


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Six members of the armed forces were killed in the attack.", Role.COMBATANT),
        ("Six service members were killed in the attack.", Role.COMBATANT),
        ("Six members of the Coast Guard were killed in the attack.", Role.COMBATANT),
        ("Six inhabitants were killed in the attack.", Role.CIVILIAN),
        ("Six women were killed in the attack.", Role.CIVILIAN),
        ("Six women were arrested in the town.", Role.UNKNOWN),
        ("Six anthropologists were killed in the attack.", Role.CIVILIAN),
        ("Six diplomats were killed in the attack.", Role.CIVILIAN),
        ("Six security guards were killed in the attack.", Role.CIVILIAN),
        ("Six prison guards were killed in the attack.", Role.COMBATANT),
        ("Six people were killed in the attack.", Role.UNKNOWN),
    ],
)
def test_roles_by_words(figures: Figures, words: str, role: Role) -> None:
    assert figures(words)["Six"].group.role is role


def test_a_whole_is_what_its_parts_add_up_to(figures: Figures) -> None:
    told = figures("Forty people were killed in the attack: 38 soldiers and two civilians.")
    assert told["Forty"].group.role is Role.MIXED


def test_who_were_policemen(figures: Figures) -> None:
    told = figures("Twenty people, four of whom were policemen, were wounded in an attack.")
    assert told["four"].group.role is Role.COMBATANT
    assert told["Twenty"].group.role is Role.UNKNOWN


def test_a_number_told_twice_is_one_group(figures: Figures) -> None:
    told = figures("Rebels shot 37 policemen in the attack on Monday.\n\nThe 37 were killed on a road.")
    assert all(f.group.role is Role.COMBATANT for f in told.values() if f.fate in {Fate.KILLED, Fate.INJURED})


def test_what_is_inferred_is_marked(figures: Figures) -> None:
    told = figures("A bomb killed 14 people at a market on Monday. Police blamed Boko Haram for the attack.")
    trace = next(t for t in told["14"].traces if t.field == "actor")
    assert trace.confidence < 0.7
    assert "elsewhere" in trace.rule


def test_a_clause_without_its_verb_keeps_its_subject(figures: Figures) -> None:
    told = figures("Iran received 40 bodies and Iraq six.")
    assert way(told["six"]) == ("Iran", "Iraq", "Iraq")
    told = figures("Iran handed over 40 bodies and Iraq 12.")
    assert (way(told["40"]), way(told["12"])) == (("Iran", "Iraq", "Iraq"), ("Iraq", "Iran", "Iran"))
    assert figures("Iran lost 12 men in the battle, Iraq 30.")["30"].group.side == "Iraq"


# Whose they were, as a clause further up or a register tells


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Azerbaijan made public the price of the war: 15 men died and 40 were hurt.", ["Azerbaijan", "Azerbaijan"]),
        ("Ukraine puts its own military losses in the war at 2,855 killed.", ["Ukraine"]),
        ("A Turkish outlet put Ukrainian losses in the war at about 7,000.", ["Ukraine"]),
        ("Russian casualties reached 1,200, the monitor said.", ["Russia"]),
        ("Ukrainian deaths were put at 4,000 by the monitor.", ["Ukraine"]),
        ("Iraqi losses came to 310 killed.", ["Iraq"]),
        ("Iraqi losses forced the army back. Twelve people were killed.", [None]),
        ("On the Ukrainian side there were 40 dead in the battle.", ["Ukraine"]),
        ("About 30,000 people are listed in Ukraine's register of those missing in the war.", ["Ukraine"]),
        ("Armenia says Azerbaijan is holding 200 of its people prisoner.", ["Armenia"]),
        ("The guerrillas inflicted 12 casualties on the Salvadoran army.", ["El Salvador"]),
        ("Seventeen members of the Liberation Command were killed by soldiers.", ["Liberation Command"]),
        (
            "The committee on the missing identified 30 people: 20 Greek Cypriots and ten Turkish Cypriots.",
            ["both", "Greek Cypriots", "Turkish Cypriots"],
        ),
        ("Six pirates were killed by US marines, the US navy said.", ["pirates"]),
        ("After the ambush the army announced the capture of four suspects, all members of the FARC.", ["FARC"]),
        ("The rebels released an engineer of French nationality on Monday.", ["France"]),
        ("Soldiers pursued the Houthi fighters and inflicted eight casualties on them.", ["Houthis"]),
        ("Colombian guerrillas shot a police agent on a bus in Bogota.", ["Colombia"]),
        ("The Chilean navy confirmed 14 deaths among its sailors in the blast.", ["Chile"]),
        ("Militiamen kidnapped 300 Yazidis in May. The bodies of 40 people were found there.", ["Yazidis", "Yazidis"]),
        ("Militiamen kidnapped 300 Yazidis in May. In all, 9,000 people were killed.", ["Yazidis", None]),
    ],
)
def test_whose_they_are_told_further_away(figures: Figures, text: str, sides: list[str]) -> None:
    assert [f.group.side for f in figures(text).values()] == sides


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The rebels took seven young men, all of them students.", Role.CIVILIAN),
        ("Ukraine puts its own military losses in the war at 2,855 killed.", Role.COMBATANT),
        ("Ten soldiers were killed. Another 15 were wounded.", Role.COMBATANT),
        ("Rebels killed ten soldiers and captured eight.", Role.COMBATANT),
        ("The navy confirmed 14 deaths among its sailors in the blast.", Role.COMBATANT),
        ("Of the soldiers who held the bridge, 11 were killed.", Role.COMBATANT),
        ("The mayor asked about the teachers on the bus. Rebels had kidnapped 12 of them.", Role.CIVILIAN),
        ("A shell killed 14 people on Monday. All of them were civilians.", Role.CIVILIAN),
    ],
)
def test_what_they_were_told_further_away(figures: Figures, text: str, role: Role) -> None:
    assert [f.group.role for f in figures(text).values()][-1] is role


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Rebels ambushed a patrol near the town. Two peasants were killed.", "Rebels"),
        ("Residents found the bodies of three soldiers.", "Residents"),
        ("The FMLN ambushed a patrol of the Salvadoran army. Six soldiers were killed.", "FMLN"),
        ("Police said 30 protesters had been arrested in the clashes.", "Police"),
    ],
)
def test_who_did_it_told_elsewhere(figures: Figures, text: str, actor: str) -> None:
    assert [f.actor for f in figures(text).values()][-1] == actor


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (  # the doer told last in the paragraph, not the one told most often
            "Soldiers of Chad attacked the camp and killed four men. The army of Chad had killed two before.\n\n"
            "In Bol, gunmen attacked a farm at noon. Three peasants were killed.",
            ["gunmen"],
        ),
        (  # another attack, for which nobody is blamed
            "Boko Haram killed 20 farmers near the town on Monday.\n\nThe army sent soldiers.\n\n"
            "In the next town, a car bomb killed three women.",
            [None],
        ),
        ("Boko Haram killed 20 farmers near the town on Monday.\n\nLast month nine traders were killed.", [None]),
        (  # blamed for what was told before it
            "Police blamed Boko Haram for the death of 20 farmers on Monday.\n\nThe army sent soldiers.\n\n"
            "Near the lake a shell killed three traders.",
            [None],
        ),
        ("Troops in Malian uniform fired at a market. Six traders were killed.", ["Mali"]),
        ("A bomb killed 12 traders on Monday. The government said that Boko Haram was behind the attack.", ["Boko Haram"]),
        ("A rights group heard of a raid on a village where 35 farmers were killed.", [None]),
        ("The FMLN said on its radio that three soldiers of El Salvador were captured near the town.", ["FMLN"]),
    ],
)
def test_the_doer_of_the_same_occasion(figures: Figures, text: str, actors: list[str | None]) -> None:
    assert [f.actor for f in figures(text).values()][-len(actors) :] == actors


def test_a_broadcast_speaks_for_its_side(figures: Figures) -> None:
    told = figures(
        "(CLANDESTINE) RADIO VENCEREMOS IN SPANISH TO EL SALVADOR 1830 GMT 3 MAY 87\n\n"
        "Our forces ambushed a truck near Perquin, El Salvador. The enemy suffered 17 casualties. We had two comrades wounded."
    )
    assert (told["17"].group.side, told["17"].actor) == ("El Salvador", "FMLN")
    assert (told["two"].group.side, told["two"].actor) == ("FMLN", "El Salvador")


def test_forces_in_the_seat_of_an_authority_are_its_own(figures: Figures) -> None:
    told = figures("Stepanakert, 9 December 2020\n\nThe rescue service of Artsakh said the bodies of nine servicemen were found.")
    assert told["nine"].group.side == "Nagorno-Karabakh"


def test_a_people_named_in_two_words(figures: Figures) -> None:
    told = figures("Bosnian Serb troops killed 40 farmers in the valley.")
    assert told["40"].actor == "Republika Srpska"


def test_a_town_is_no_people(figures: Figures) -> None:
    told = figures("Nine Srebrenica victims were buried on Monday.")
    assert told["Nine"].group.side is None


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Five men of the internal troops were killed by a mine.", ["internal troops"]),
        ("Some 40 Tigers were killed in the raid on Mannar.", ["Liberation Tigers of Tamil Eelam"]),
        ("The Chilean navy said nine of its sailors were killed. Over 30 others were wounded.", ["Chile", "Chile"]),
        ("Radio Venceremos put its own dead in the battle at 15.", ["FMLN"]),
    ],
)
def test_whose_they_are_by_names_and_tolls(figures: Figures, text: str, sides: list[str]) -> None:
    assert [f.group.side for f in figures(text).values()] == sides


def test_people_called_after_an_armed_group_are_its_fighters(figures: Figures) -> None:
    assert figures("Some 40 Tigers were killed in the raid on Mannar.")["Some 40"].group.role is Role.COMBATANT


def test_an_armed_group_by_its_short_name_hands_over_to_the_other_side(figures: Figures) -> None:
    told = figures("Sri Lanka and the Liberation Tigers of Tamil Eelam fight on. The LTTE returned 22 bodies on Friday.")
    assert told["22"].group.side == "Sri Lanka"


def test_captives_in_a_place_are_its_rulers(figures: Figures) -> None:
    told = figures("Hamas and Israel began an exchange. Two Israelis came home from captivity in Gaza on Saturday, Hamas said.")
    assert told["Two"].actor == "Hamas"


def test_our_losses_are_the_broadcasters(figures: Figures) -> None:
    told = figures(
        "MANAGUA, 2 MAY 87 (VOZ DE NICARAGUA) -- Our losses in the battle of Tuesday were six comrades killed.\n\n"
        "Thirty mercenaries died, according to a message that our troops intercepted."
    )
    assert told["six"].group.side == "Nicaragua"
    assert told["Thirty"].group.side != "Nicaragua"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The rescue service said the bodies of six soldiers were found near the pass.", "rescue service"),
        (
            "COMMISSION ON MISSING PERSONS\n\nIn May the remains of nine people who fell in the war were exhumed.",
            "COMMISSION ON MISSING PERSONS",
        ),
        ("The ministry said the bodies of six soldiers were found near the pass.", None),
    ],
)
def test_remains_are_found_by_the_searchers_who_tell_of_them(figures: Figures, text: str, actor: str | None) -> None:
    assert [f.actor for f in figures(text).values()] == [actor]


def test_nobody_kills_his_own_side(figures: Figures) -> None:
    told = figures("India's army killed three militants; four soldiers also died.")
    assert (told["four"].group.side, told["four"].actor) == ("India", None)


def test_soldiers_whom_rebels_count_are_not_their_own(figures: Figures) -> None:
    assert figures("M23 said 30 soldiers had been killed in Goma.")["30"].group.side != "M23"


def test_those_freed_in_return_go_the_other_way(figures: Figures) -> None:
    told = figures("Russia released 215 Ukrainian soldiers in exchange for 55 Russian prisoners.")
    assert (way(told["215"]), way(told["55"])) == (("Russia", "Ukraine", "Ukraine"), ("Ukraine", "Russia", "Russia"))


def test_a_state_of_a_federation_says_nothing(figures: Figures) -> None:
    assert figures("Gunmen abducted 79 schoolgirls in Jangebe, Zamfara state, on Friday.")["79"].claimant.speaker is None
