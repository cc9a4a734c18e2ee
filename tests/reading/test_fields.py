"""Whose people, says whom, when, how firmly: the fields around a count, in sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest

from cenotaph.model.claims import Figure
from cenotaph.model.terms import Basis, Commitment, Fate, Measure, Modality, Role, Standing, Unit
from cenotaph.publishing.contract import contract


@pytest.fixture
def one(read):  # type: ignore[no-untyped-def]
    """The only figure that a text tells."""

    def figure(text: str, published: str = "2020-11-14") -> Figure:
        (found,) = read(text, published).figures
        return found

    return figure


@pytest.mark.parametrize(
    ("text", "side", "role"),
    [
        ("Five Azerbaijani soldiers were killed.", "Azerbaijan", Role.COMBATANT),
        ("Five soldiers of the Armenian army were killed.", "Armenia", Role.COMBATANT),
        ("Shelling killed two Ukrainian civilians.", "Ukraine", Role.CIVILIAN),
        ("4,000 Azerbaijani soldiers and civilians remain missing.", "Azerbaijan", Role.MIXED),
        ("The war killed 6,500 soldiers from both sides.", "both", Role.COMBATANT),
        ("Russia said that 12 of its soldiers had been killed in the war.", "Russia", Role.COMBATANT),
        ("Five people were killed in the attack.", None, Role.UNKNOWN),
        ("Armed men were fought; seven armed men were killed.", None, Role.COMBATANT),
        ("Azerbaijan freed 17 Armenian prisoners of war.", "Armenia", Role.COMBATANT),
        ("The Karabakh authorities estimated the number of soldiers killed at 1,383.", "Nagorno-Karabakh", Role.COMBATANT),
    ],
)
def test_whose_people(one, text: str, side: str | None, role: Role) -> None:  # type: ignore[no-untyped-def]
    figure = one(text)
    assert (figure.group.side, figure.group.role) == (side, role)


def test_bodies_that_go_home_are_their_own_sides(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("In return, Armenia handed over six slain soldiers to Azerbaijan.")
    assert (figure.group.side, figure.actor, figure.recipient) == ("Azerbaijan", "Armenia", "Azerbaijan")
    assert figure.count.unit is Unit.BODY


@pytest.mark.parametrize(
    ("text", "speaker", "origin"),
    [
        ("Five soldiers were killed, the Armenian defence ministry said.", "Armenian defence ministry", "Government of Armenia"),
        (
            "According to the Armenian Ministry of Health, 12 soldiers were killed.",
            "Armenian Ministry of Health",
            "Government of Armenia",
        ),
        ("The ICRC said that 405 people were missing since the war.", "ICRC", "International Committee of the Red Cross"),
        (
            "Health Minister Arsen Torosyan said that 12 Armenian soldiers had died in the war.",
            "Arsen Torosyan",
            "Government of Armenia",
        ),
        ("The authorities in Baku said that 79 servicemen were killed.", "authorities", "Government of Azerbaijan"),
        ("Five soldiers were killed in the attack.", None, None),
        ("Five soldiers were killed in the attack, officials said.", "officials", None),
        ("Five soldiers were killed in the attack, Anna Petrova said.", "Anna Petrova", "Anna Petrova"),
    ],
)
def test_who_says_so(one, text: str, speaker: str | None, origin: str | None) -> None:  # type: ignore[no-untyped-def]
    figure = one(text)
    assert (figure.claimant.speaker, figure.claimant.origin) == (speaker, origin)


def test_pronouns_and_short_names_are_resolved_in_the_report(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "The Azerbaijani defence ministry said that 12 soldiers were killed in the war. It said 30 soldiers were wounded. "
        "Five soldiers are missing, according to the ministry. A monument was unveiled; three soldiers were captured by rebels."
    )
    said = [f.claimant.speaker for f in read(text).figures]
    assert said == ["Azerbaijani defence ministry"] * 3 + [None]


def test_a_quotation_belongs_to_its_speaker(read) -> None:  # type: ignore[no-untyped-def]
    text = "“Eight soldiers were killed. Two soldiers were wounded,” said Aram Petrosyan of the Armenian defence ministry."
    assert {f.claimant.speaker for f in read(text).figures} == {"Aram Petrosyan"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Five soldiers were killed, the ministry said.", Modality.ASSERTED),
        ("Five soldiers were reportedly killed in the attack.", Modality.ALLEGED),
        ("Azerbaijan claims that more than 5,000 Armenian soldiers were killed.", Modality.ALLEGED),
        ("Russia will hand over 1,200 bodies to Ukraine after the war talks.", Modality.PLANNED),
        ("The army did not kill 12 civilians in the attack.", Modality.DENIED),
        ("It is not true that 20 civilians died in the attack.", Modality.DENIED),
        ("The army denied that 12 civilians were killed.", Modality.DENIED),
        ("Azerbaijan denies this and says that no fewer than 900 soldiers were killed.", Modality.ASSERTED),
    ],
)
def test_how_firmly(one, text: str, modality: Modality) -> None:  # type: ignore[no-untyped-def]
    assert one(text).modality is modality


def test_commitment_and_distance_are_kept_apart(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("The Karabakh authorities estimated the number of soldiers killed at 1,383.")
    assert figure.commitment is Commitment.ESTIMATES
    assert figure.modality is Modality.ASSERTED
    assert figure.count.approx


@pytest.mark.parametrize(
    ("text", "first", "last", "cumulative"),
    [
        ("On Tuesday shelling killed five soldiers.", "2020-11-10", "2020-11-10", False),
        ("Experts say 25 human remains have been discovered since February at the mass grave.", "2020-02-01", "2020-11-14", True),
        ("In September at least 286 soldiers were killed on both sides in the clashes.", "2020-09-01", "2020-09-30", True),
        ("The 1992 fighting was fierce: 12 soldiers were killed on 3 May 1992.", "1992-05-03", "1992-05-03", False),
    ],
)
def test_when(one, text: str, first: str, last: str, cumulative: bool) -> None:  # type: ignore[no-untyped-def]
    figure = one(text)
    assert figure.clocks.happened is not None
    assert (str(figure.clocks.happened.first), str(figure.clocks.happened.last)) == (first, last)
    assert figure.measure.cumulative is cumulative


def test_a_named_war_gives_its_conflict_and_its_span(read) -> None:  # type: ignore[no-untyped-def]
    text = "Armenia and Azerbaijan fought for decades. The six-week war in 2020 killed more than 6,500 soldiers from both sides."
    (figure,) = read(text, "2022-10-05").figures
    assert figure.conflict == "second-karabakh-war"
    assert figure.clocks.happened is not None
    assert figure.clocks.happened.first == date(2020, 1, 1)


def test_a_total_speaks_for_the_day_as_of_which_it_is_given(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("By 8 November 2,723 servicemen killed in the war had been buried, the Azerbaijani defence ministry said.")
    assert figure.measure is Measure.RUNNING_TOTAL
    assert figure.clocks.speaks_for == date(2020, 11, 8)


def test_standing_and_basis(read) -> None:  # type: ignore[no-untyped-def]
    own, adversary = read(
        "The Armenian defence ministry said that 105 Armenian soldiers were killed, and published a list of names. "
        "The Azerbaijani defence ministry said that 900 Armenian soldiers were killed."
    ).figures
    assert (own.claimant.standing, own.claimant.basis) == (Standing.OWN, Basis.NAMED_LIST)
    assert adversary.claimant.standing is Standing.ADVERSARY


def test_who_gives_no_number_is_a_record_and_no_figure(read) -> None:  # type: ignore[no-untyped-def]
    reading = read(
        "So far, the Azerbaijani army has not provided any information on losses in the war. Armenia and Azerbaijan fought."
    )
    assert reading.figures == ()
    (silence,) = reading.withheld
    assert silence.claimant.origin == "Government of Azerbaijan"
    assert silence.fates == (Fate.KILLED, Fate.INJURED, Fate.MISSING)


def test_whose_remains_a_grave_holds(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "A mass grave of Azerbaijani servicemen was found in the village of Edilli, the army said.\n\n"
        "The commission said that 25 human remains had been discovered at the mass grave since February."
    )
    figure = read(text, "2022-10-05").figures[-1]
    assert (figure.count.low, figure.fate, figure.group.side, figure.group.role) == (
        25,
        Fate.RECOVERED,
        "Azerbaijan",
        Role.COMBATANT,
    )


def test_every_field_says_where_it_came_from(one) -> None:  # type: ignore[no-untyped-def]
    text = "On Tuesday Azerbaijan handed over six Armenian soldiers to Armenia, the Armenian army said."
    figure = one(text)
    assert {"fate", "speaker", "side", "actor", "recipient", "happened"} <= {t.field for t in figure.traces}
    assert all(0 <= t.start <= t.end <= len(text) and 0 <= t.confidence <= 1 for t in figure.traces)


def test_a_header_and_a_dateline_are_no_sentence(read) -> None:  # type: ignore[no-untyped-def]
    text = " date 2020-11-14 Baku / Yerevan (dpa) – Five soldiers were killed in the war."
    (figure,) = read(text, publisher=None).figures
    assert text[figure.sentence.start : figure.sentence.end] == "Five soldiers were killed in the war."
    assert figure.claimant.publisher == "dpa"


def test_reading_twice_gives_the_same(read) -> None:  # type: ignore[no-untyped-def]
    text = "Five soldiers were killed in the war, the Armenian army said. Two civilians were wounded on Monday."
    assert read(text) == read(text)


def test_passages_point_at_the_count(read) -> None:  # type: ignore[no-untyped-def]
    text = "🕊 Remembrance: “more than 2,300” soldiers — 𝟏 war — were killed; at least seven civilians were killed by shelling."
    for figure in read(text).figures:
        assert figure.passage.points_into(text)
        assert figure.sentence.start <= figure.passage.start < figure.passage.end <= figure.sentence.end


def test_a_bare_number_counts_the_group_before_it(read) -> None:  # type: ignore[no-untyped-def]
    _, wounded = read("Four Ukrainian soldiers were killed and 30 wounded in the shelling.").figures
    assert (wounded.group.side, wounded.group.role) == ("Ukraine", Role.COMBATANT)


def test_bullets_belong_to_the_speaker_of_their_heading(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "The Armenian defence ministry said on the exchange of bodies:\n\n• The bodies of 12 soldiers were received.\n"
        "• The bodies of 30 soldiers were handed over.\n\nA monument to 20 soldiers killed in the war was unveiled."
    )
    assert [f.claimant.speaker for f in read(text).figures] == ["Armenian defence ministry"] * 2 + [None]


def test_of_two_parties_who_gives_tells_who_receives(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("Russia and Ukraine made an exchange. Russia handed over the bodies of 1,200 soldiers killed in the war.")
    assert (figure.actor, figure.recipient, figure.group.side) == ("Russia", "Ukraine", "Ukraine")


def test_what_is_told_nowhere_closer_happened_in_the_country_of_the_report(read) -> None:  # type: ignore[no-untyped-def]
    (figure,) = read("Lima, 2 Oct 88 (EFE) -- Rebels killed two policemen.", "1988-10-02").figures
    assert figure.place is not None
    assert (figure.place.name, figure.group.side) == ("Peru", "Peru")
    assert next(t.rule for t in figure.traces if t.field == "place") in {"country of the report", "place of the report's event"}


def test_every_inferred_field_is_traced(read) -> None:  # type: ignore[no-untyped-def]
    for figure in read("Four Ukrainian soldiers were killed and 30 wounded in the shelling.").figures:
        traced = {t.field for t in figure.traces}
        assert "fate" in traced
        assert figure.group.side is None or "side" in traced
        assert figure.place is None or "place" in traced


def test_each_side_speaks_for_its_own_clause(read) -> None:  # type: ignore[no-untyped-def]
    ours, theirs = read(
        "The defence ministry of Armenia said that 100 Armenian soldiers had been killed in the war; "
        "Azerbaijan put the number at 300."
    ).figures
    assert (ours.count.low, ours.claimant.origin) == (100, "Government of Armenia")
    assert (theirs.count.low, theirs.claimant.origin) == (300, "Government of Azerbaijan")


def test_a_war_is_not_that_of_people_who_took_no_part_in_it(read) -> None:  # type: ignore[no-untyped-def]
    text = "Armenia and Azerbaijan fought the 2020 war. In another place 12 American soldiers were killed by a bomb."
    (figure,) = read(text, "2021-03-01").figures
    assert figure.group.side == "United States"
    assert figure.conflict is None


def test_what_was_said_a_week_earlier_speaks_for_that_week(read) -> None:  # type: ignore[no-untyped-def]
    for when in ("A week earlier", "At the beginning of the month"):
        text = f"On Monday fighting went on. {when} the ministry had reported that 2,723 Azerbaijani servicemen were buried."
        (figure,) = read(text, "2020-12-15").figures
        assert figure.clocks.speaks_for < date(2020, 12, 14), when


def _days(figure) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    span = figure.clocks.happened
    return (str(span.first), str(span.last)) if span is not None else ("None", "None")


def test_totals_are_open_since_what_began_at_a_time(one) -> None:  # type: ignore[no-untyped-def]
    for since in (
        "since the rebellion flared up in May 2019",
        "since the government declared martial law in May 2019",
        "since the coup of May 2019",
    ):
        figure = one(f"More than 600 people have been killed in the province {since}, doctors say.")
        assert (_days(figure), figure.measure.cumulative) == (("2019-05-01", "2020-11-14"), True), since


def test_what_was_the_first_since_a_time_did_not_happen_since_then(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("Nine guards were killed on Tuesday in the worst ambush since the rebellion flared up in May 2019.")
    assert _days(figure) == ("2020-11-10", "2020-11-10")


def test_a_clause_on_the_time_of_a_since_happened_then(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("It was the second ambush there since May, when 14 guards were killed.")
    assert (_days(figure), figure.measure.cumulative) == (("2020-05-01", "2020-05-31"), False)


def test_since_what_the_report_dates_elsewhere(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "The truce took effect on October 3, after weeks of talks in which 40 prisoners were freed.\n\n"
        "Since the truce, hospitals have counted 61 people killed."
    )
    assert _days(read(text).figures[-1]) == ("2020-10-03", "2020-11-14")


def test_a_count_goes_on_with_the_open_total_before_it(read) -> None:  # type: ignore[no-untyped-def]
    text = "The union says 70 miners have been killed since the second of June. The army says it has killed 85 rebels."
    figures = read(text).figures
    assert [_days(f) for f in figures] == [("2020-06-02", "2020-11-14")] * 2
    assert all(f.measure.cumulative for f in figures)


def test_the_day_of_somebody_named_in_passing_is_not_that_of_the_next_sentence(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Soldiers last night raided a farm where the group was believed to be holding the mayor Juan Sola, kidnapped on 2 May. "
        "Three rebels were killed."
    )
    assert _days(read(text).figures[-1]) == ("2020-11-13", "2020-11-13")


def test_a_heading_dates_the_bullets_under_it(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "BULLETIN OF THE RELIEF OFFICE\n\nYesterday 12 prisoners were freed.\n\nTOTALS FOR 2020 (as of 10 November)\n\n"
        "• Prisoners freed: 310\n• Bodies handed over: 44\n"
    )
    figures = {f.count.low: f for f in read(text).figures}
    for number in (310, 44):
        assert (_days(figures[number]), figures[number].measure.cumulative) == (("2020-01-01", "2020-11-10"), True)
    assert _days(figures[12]) == ("2020-11-13", "2020-11-13")


def test_a_month_in_which_an_office_counted_is_when_they_died(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("In the month of October the office recorded the killing of 80 villagers.")
    assert (_days(figure), figure.measure.cumulative) == (("2020-10-01", "2020-10-31"), True)


def test_the_day_on_which_a_toll_rose_or_was_told_is_not_that_of_the_deaths(read) -> None:  # type: ignore[no-untyped-def]
    for second in (
        "The number of those who died in the blast climbed to 31 on Thursday.",
        "Militiamen killed 31 people, after accusing them of spying, police sources in the town reported on Thursday.",
        "The ministry on Thursday said 31 people were killed.",
    ):
        text = f"Militiamen entered the village on Tuesday night and set off a bomb.\n\n{second}"
        assert _days(read(text).figures[-1]) == ("2020-11-10", "2020-11-10"), second


def test_the_attack_in_whose_clause_the_time_stands_is_when_they_died(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("At least 14 people died in a wave of attacks that rebels carried out on Tuesday in three districts.")
    assert _days(figure) == ("2020-11-10", "2020-11-10")


def test_attacks_of_several_days_are_summed_and_one_attack_is_not(one) -> None:  # type: ignore[no-untyped-def]
    assert one("The army says 14 rebels have died in the past 72 hours in clashes in two districts.").measure is Measure.PERIOD
    assert one("Last May an air raid on the market killed 14 people.").measure is Measure.INCIDENT


def test_remains_are_not_handed_over_when_the_people_died(one) -> None:  # type: ignore[no-untyped-def]
    text = "There the remains of 30 people killed by soldiers and by rebels in the 1980s were given to their families on Friday."
    assert _days(one(text)) == ("2020-11-13", "2020-11-13")


def test_the_last_of_them_do_not_date_the_sum(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("Ninety Armenians have been repatriated so far, most recently on October 30.")
    assert figure.measure.cumulative
    assert _days(figure) != ("2020-10-30", "2020-10-30")


def test_what_is_only_agreed_has_not_the_day_of_the_agreement(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("The two sides signed a deal on Tuesday under which 300 prisoners are to be freed.")
    assert figure.clocks.happened is None


def test_finds_of_long_ago_or_of_no_told_day_have_none(read) -> None:  # type: ignore[no-untyped-def]
    text = "Villagers have discovered a pit in which lay the remains of 14 people, a spokesman claimed on Monday."
    assert [f.clocks.happened for f in read(text).figures] == [None]
    text = "Seven men were buried on Friday.\n\nTheir remains were discovered years ago; 30 bodies were found with them years ago."
    assert _days(read(text).figures[-1]) == ("None", "None")


def test_killed_in_the_raid_of_which_the_report_tells(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Gunmen have freed 40 pupils whom they seized in a school.\n\nThey had come on 3 October and opened fire in the town.\n\n"
        "Two men were shot dead during the raid, the head teacher said on Friday."
    )
    assert _days(read(text).figures[-1]) == ("2020-10-03", "2020-10-03")


def test_a_war_called_by_its_years_is_those_years(read) -> None:  # type: ignore[no-untyped-def]
    text = "Families recalled the 1998-99 conflict in Kosovo. More than 10,000 people died in the war."
    assert _days(read(text, "2015-10-30").figures[-1]) == ("1998-01-01", "1999-12-31")


def test_since_a_doer_began(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("The revolt, launched in May 2019 by a group of officers, has cost the lives of 900 people.")
    assert (_days(figure), figure.measure.cumulative) == (("2019-05-01", "2020-11-14"), True)


def test_a_total_up_to_a_day_told_has_no_first_day(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("Of those who disappeared in 1974, 327 have been identified, according to figures up to the end of June.")
    assert _days(figure) == ("None", "2020-06-30")


def test_a_toll_of_a_month_is_of_that_month(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("The number of civilians killed in October rose to 45, the mission said on Monday.")
    assert _days(figure) == ("2020-10-01", "2020-10-31")


def test_a_loose_time_is_the_only_days_told_within_it(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Soldiers killed at least 140 villagers in a raid on Tamo last year, investigators say.\n\n"
        "In the operation from 4 to 6 May 2019 another 30 people were wounded."
    )
    assert _days(read(text).figures[0]) == ("2019-05-04", "2019-05-06")
    text = "A bomb killed nine people on Saturday, 31 October. Last month six soldiers died in a similar bombing."
    assert _days(read(text, "2020-11-02").figures[-1]) == ("2020-10-01", "2020-10-31")


def test_the_worst_in_a_time_dates_nothing_after_it(read) -> None:  # type: ignore[no-untyped-def]
    text = 'Gunmen killed 14 people on Tuesday.\n\n"It was the worst raid in the past few years." Local papers spoke of 16 dead.'
    assert _days(read(text).figures[-1]) == ("2020-11-10", "2020-11-10")


def test_since_the_middle_of_a_month(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("Some 900 people have been displaced since the revolt started in mid-May.")
    assert _days(figure) == ("2020-05-15", "2020-11-14")


def test_freed_after_being_held_since_a_day_is_no_total(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("Rebels on Tuesday released 22 sailors, who had been held off the coast since January 9.")
    assert (_days(figure), figure.measure.cumulative) == (("2020-11-10", "2020-11-10"), False)


def test_named_after_the_time_of_their_disappearance(read) -> None:  # type: ignore[no-untyped-def]
    figure = read("Six bodies were identified, all with a report of disappearance between 2015 and 2017.").figures[0]
    assert figure.clocks.happened is None


def test_a_sum_of_handovers_is_one_also_where_the_handover_is_the_umpteenth(read) -> None:  # type: ignore[no-untyped-def]
    text = "It was the 31st exchange since the start of the invasion, and they said 2,410 Ukrainians had been brought home so far."
    assert read(text, "2024-03-01").figures[-1].measure.cumulative


def test_several_people_are_not_summed_by_the_tense(read) -> None:  # type: ignore[no-untyped-def]
    text = "The prime minister and several ministers have been detained by mutinous soldiers at a barracks, the African Union said."
    assert all(not f.measure.cumulative for f in read(text).figures)


def test_a_time_to_come_does_not_date_what_has_happened(read) -> None:  # type: ignore[no-untyped-def]
    text = "In the quarry, where families say up to 300 people were buried by soldiers, work will begin in the coming months."
    assert all(f.clocks.happened is None for f in read(text).figures)


def test_the_years_of_a_war_that_is_not_known_are_when_its_dead_died(one) -> None:  # type: ignore[no-untyped-def]
    assert _days(one("Some 9,000 people were killed in the 1963-65 war in the hills.")) == ("1963-01-01", "1965-12-31")


def test_the_number_of_people_killed_this_year(one) -> None:  # type: ignore[no-untyped-def]
    figure = one("The latest deaths bring to 512 the number of people killed this year.")
    assert _days(figure) == ("2020-01-01", "2020-11-14")


def test_so_long_after_they_died_something_was_done(read) -> None:  # type: ignore[no-untyped-def]
    figures = read("Four days after gunmen murdered nine miners, police arrested two men on Wednesday.").figures
    assert [_days(f)[0] for f in figures] == ["2020-11-07", "2020-11-11"]


def test_what_an_office_counted_over_days(read) -> None:  # type: ignore[no-untyped-def]
    figures = read("Between 1 and 12 October, the mission documented 45 deaths in raids.").figures
    assert [_days(f) for f in figures] == [("2020-10-01", "2020-10-12")]


def test_the_blast_for_which_somebody_is_charged_keeps_its_day(read) -> None:  # type: ignore[no-untyped-def]
    figure = read("Nobody has been charged over the blast of 4 August which killed 200 people.").figures[0]
    assert _days(figure) == ("2020-08-04", "2020-08-04")


def test_since_a_time_when_something_else_began(read) -> None:  # type: ignore[no-untyped-def]
    figures = read("Since October, when the offensive started, 340 soldiers have been killed, the army says.").figures
    assert [_days(f) for f in figures] == [("2020-10-01", "2020-11-14")]


def test_since_then(read) -> None:  # type: ignore[no-untyped-def]
    text = "On 9 October rebels killed 12 people in the market. Since then 230 people have died in the district."
    assert [_days(f) for f in read(text).figures] == [("2020-10-09", "2020-10-09"), ("2020-10-09", "2020-11-14")]


def test_the_day_before_somebody_spoke(one) -> None:  # type: ignore[no-untyped-def]
    assert _days(one("The Red Cross said on Thursday it had buried 41 people the day before."))[0] == "2020-11-11"


@pytest.mark.parametrize("noun", ["people were killed by rebels", "soldiers died in an ambush", "villagers were abducted"])
def test_a_number_after_a_whole_month_counts(one, noun: str) -> None:  # type: ignore[no-untyped-def]
    figure = one(f"In October 12 {noun}.")
    assert (figure.count.low, _days(figure)) == (12, ("2020-10-01", "2020-10-31"))


def test_a_number_after_on_and_a_month_is_a_day(read) -> None:  # type: ignore[no-untyped-def]
    assert read("On May 12 soldiers died in an ambush.").figures == ()
    assert [f.count.low for f in read("In May 12 and 13 rebels killed nine people.").figures] == [9]


@pytest.mark.parametrize(
    ("text", "first", "cumulative"),
    [
        ("In 12 years of rebellion, more than 40,000 people have been killed.", "2008-11-17", True),
        ("In two weeks the volunteers have found 23 bodies in the canal.", "2020-10-31", False),
        ("The 2011 massacre of 40 monks was never punished.", "2011-01-01", False),
        ("In March, seven soldiers were killed when a suicide bomber struck their convoy.", "2020-03-01", False),
        ("In March, 70 soldiers were killed, the ministry said.", "2020-03-01", True),
        ("In March 2019 a mutiny in which 33 officers died shook the garrison.", "2019-03-01", False),
        ("In June, police found 12 bodies in a well near the town.", "2020-06-01", False),
        ("He is the 18th journalist killed since January, the association said.", "2020-01-01", True),
        ("She has three brothers missing since 2004.", "2004-01-01", False),
        ("Some 4,000 people have been missing since 2004.", "2004-01-01", True),
        ("Wednesday's raid, in which nine villagers died, was the worst this year.", "2020-11-11", False),
        ("Seven of the bodies have not been identified, the coroner said.", "2020-11-14", False),
    ],
)
def test_when_and_how_it_is_counted(read, text: str, first: str, cumulative: bool) -> None:  # type: ignore[no-untyped-def]
    figure = read(text).figures[-1]
    assert (_days(figure)[0], figure.measure.cumulative) == (first, cumulative)


@pytest.mark.parametrize(
    "text",
    [
        "Around 200 people are thought to lie in a second pit, the judge said on Thursday.",
        "He told the court on Thursday that 60 villagers were buried behind the school.",
        "The ministry said on Thursday that 1,400 soldiers have been killed.",
        "The party wants to hold a vote in October, and gunmen killed three of its candidates.",
        "With Thursday's find, 44 bodies have been recovered, the team said.",
    ],
)
def test_no_day_is_told(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [f.clocks.happened for f in read(text).figures] == [None]


def test_rival_tolls_and_some_of_the_dead_are_of_the_event(read) -> None:  # type: ignore[no-untyped-def]
    text = "At least 30 people were killed on Thursday when a bomb exploded in the market, police said."
    later = read(f"{text}\n\nEight of the dead were children. A doctor put the toll at 34.").figures[1:]
    assert [(f.count.low, _days(f)[0], f.measure.cumulative) for f in later] == [
        (8, "2020-11-12", False),
        (34, "2020-11-12", False),
    ]
    total = read(f"{text}\n\nThe group says 36 people have been killed since January.").figures[-1]
    assert _days(total)[0] == "2020-01-01"


def test_an_occurrence_and_the_sum_that_it_brings(read) -> None:  # type: ignore[no-untyped-def]
    figures = read("A bomb killed two officers on Monday, bringing to 31 the number of police killed this year.").figures
    assert [(_days(f)[0], f.measure.cumulative) for f in figures] == [("2020-11-09", False), ("2020-01-01", True)]


def test_since_what_a_clause_elsewhere_tells(read) -> None:  # type: ignore[no-untyped-def]
    text = "Thirty soldiers have died since the coup, the union said. The generals seized power on 3 October."
    assert _days(read(text).figures[0]) == ("2020-10-03", "2020-11-14")
    text = "Since the truce 14 people have been shot dead, the monitors say. The fighting stopped on 20 October after a mediation."
    assert _days(read(text).figures[0]) == ("2020-10-20", "2020-11-14")


def test_in_those_years(read) -> None:  # type: ignore[no-untyped-def]
    text = "Fighting between 1985 and 1990 ravaged the province.\nThe rebels say they lost 3,000 fighters in those years."
    assert _days(read(text).figures[0]) == ("1985-01-01", "1990-12-31")


def test_what_is_told_as_just_done(read) -> None:  # type: ignore[no-untyped-def]
    text = "All 40 hostages have been freed, the governor said on Thursday. Gunmen had let go two nuns on 8 November."
    assert _days(read(text).figures[0])[0] == "2020-11-12"


def test_a_total_of_the_last_days_goes_on(read) -> None:  # type: ignore[no-untyped-def]
    text = "Since Tuesday 19 rebels have been killed in the hills. Two soldiers were wounded, the colonel said."
    assert [_days(f)[0] for f in read(text).figures] == ["2020-11-10", "2020-11-10"]


def test_after_the_raid_of_a_day(read) -> None:  # type: ignore[no-untyped-def]
    text = "Police said after Tuesday's raid that 12 people had been abducted. A guard was killed during the attack."
    assert [_days(f)[0] for f in read(text).figures] == ["2020-11-10", "2020-11-10"]


def test_what_a_report_quoted_is_about(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "A report published on Monday says militias killed 640 people between March 2018 and May 2019.\n\n"
        "The report blames soldiers for the deaths of 21 people."
    )
    assert [(_days(f), f.measure.cumulative) for f in read(text).figures] == [(("2018-03-01", "2019-05-31"), True)] * 2


def test_a_heading_since_the_war_governs_its_bullets(read) -> None:  # type: ignore[no-untyped-def]
    text = (
        "KYIV\n\nUkraine brought home 60 soldiers from Russia today.\n\n"
        "Altogether since the beginning of the full-scale invasion:\n"
        "- released from captivity: 2,412 persons;\n- bodies returned: 1,950."
    )
    assert [_days(f)[0] for f in read(text, "2023-06-01").figures[1:]] == ["2022-02-24", "2022-02-24"]


def test_attacks_of_two_days_are_the_event(read) -> None:  # type: ignore[no-untyped-def]
    text = "Troops fired on marchers on Thursday and Friday, the hospital said. Nine people were wounded by bullets."
    assert _days(read(text).figures[0]) == ("2020-11-12", "2020-11-13")


def test_the_time_of_the_next_count_is_not_that_of_this_one(read) -> None:  # type: ignore[no-untyped-def]
    assert _days(read("In June 5 civilians were wounded by rebels and in July 14 more.").figures[0])[0] == "2020-06-01"


def test_captives_held_now_are_a_sum_and_those_held_then_are_not(read) -> None:  # type: ignore[no-untyped-def]
    now = contract(read("The rebels are holding 40 soldiers, the army said.").figures[0])
    then = contract(read("The ministry said in 2018 that 300 prisoners were being held in the north.").figures[0])
    assert (now["cumulative"], then["cumulative"]) == (True, False)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Beyond the 39 it acknowledges, at least 80 more prisoners are still in captivity, lawyers say.", Measure.INCREMENT),
        ("At least 80 prisoners are still in captivity, lawyers say.", Measure.STOCK),
        ("Twelve soldiers died, and another 80 are still in captivity, lawyers say.", Measure.STOCK),
    ],
)
def test_captives_beside_others_are_no_count_of_all(read, text: str, measure: Measure) -> None:  # type: ignore[no-untyped-def]
    [figure] = [f for f in read(text).figures if f.count.low == 80]
    assert figure.measure is measure
