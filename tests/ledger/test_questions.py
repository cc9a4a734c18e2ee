"""What a total is asked of: its conflict, a narrower place, a later beginning; and what one institution's line holds together."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from cenotaph.ledger import asked, lines
from cenotaph.model.accounts import Event
from cenotaph.model.claims import Where
from cenotaph.model.days import Precision, Span
from cenotaph.model.reference import Conflict, Place, Reference
from cenotaph.model.terms import Fate, Measure, Role, Standing, Unit
from made_figures import REFERENCE, made

TOTAL = Measure.RUNNING_TOTAL
RETURNED = {"fate": Fate.RETURNED, "unit": Unit.BODY, "measure": TOTAL, "origin": "Ukraine", "conflict": "invasion"}
INVASION = Reference(
    places=(Place("p:bucha", "Bucha", "UA", "town"), Place("p:ukraine", "Ukraine", "UA", "country")),
    conflicts=(
        Conflict("invasion", "Invasion", date(2022, 2, 24), None, ("russia", "ukraine"), ("Ukraine", "Bucha")),
        Conflict("siege", "Siege of Bucha", date(2022, 2, 27), None, ("russia", "ukraine"), ("Bucha",)),
    ),
)


def groups(*figures, reference=REFERENCE):
    """The numbers of each question."""
    return sorted(sorted(f.count.low or 0 for f in own) for own in asked(figures, [], reference).values())


def since(day, precision=Precision.STRETCH, last=None):
    return Span(day, last, precision)


def test_returned_under_an_agreement_and_returned_since_the_war_began_are_two_questions():
    agreement = made("a", 6_060, speaks_for=1_700, happened=Span.month(2025, 6), **RETURNED)
    whole = made("b", 15_000, speaks_for=1_900, happened=since(date(2022, 1, 1)), **RETURNED)
    found = asked([agreement, whole], [], INVASION)
    assert sorted((q.period.first if q.period else None, [f.count.low for f in own]) for q, own in found.items() if q.period) == [
        (date(2025, 6, 1), [6_060])
    ]
    assert {q.place for q in found} == {None}
    assert groups(agreement, whole, reference=INVASION) == [[6_060], [15_000]]


def test_bodies_found_in_one_village_are_not_the_bodies_found_in_a_war():
    village = made("a", 25, measure=TOTAL, place="Shusha", speaks_for=5)
    war = [made("b", 1_900, measure=TOTAL, speaks_for=4), made("c", 2_100, measure=TOTAL, speaks_for=6)]
    found = asked([village, *war], [], REFERENCE)
    assert sorted((q.place or "", [f.count.low for f in own]) for q, own in found.items()) == [
        ("", [1_900, 2_100]),
        ("shusha", [25]),
    ]


def test_a_place_that_one_day_of_a_line_tells_and_the_next_does_not_is_wording():
    line = [
        made("a", 673, measure=TOTAL, speaks_for=20),
        made("b", 1_177, measure=TOTAL, speaks_for=30, place="Shusha"),
        made("c", 1_221, measure=TOTAL, speaks_for=40),
    ]
    assert groups(*line) == [[673, 1_177, 1_221]]
    assert groups(line[0], replace(line[1], count=replace(line[1].count, low=600, high=600)), line[2]) == [[600], [673, 1_221]]


@pytest.mark.parametrize(
    ("number", "day", "joined"),
    [
        (1_300, 50, True),
        (2_442, 50, True),
        (2_443, 50, False),
        (1_220, 50, False),
        (337, 10, True),
        (335, 10, False),
        (674, 10, False),
    ],
)
def test_beyond_its_first_and_last_day_a_line_is_continued_up_to_twice(number, day, joined):
    line = [made("a", 673, measure=TOTAL, speaks_for=20), made("c", 1_221, measure=TOTAL, speaks_for=40)]
    placed = made("b", number, measure=TOTAL, speaks_for=day, place="Shusha")
    assert (len(groups(*line, placed)) == 1) is joined


def test_one_number_off_the_line_keeps_all_of_a_place_apart_and_a_vague_word_shows_nothing():
    line = [made("a", 673, measure=TOTAL, speaks_for=20), made("c", 1_221, measure=TOTAL, speaks_for=40)]
    on = made("b", 900, measure=TOTAL, speaks_for=30, place="Shusha")
    off = made("d", 25, measure=TOTAL, speaks_for=31, place="Shusha")
    assert groups(*line, on) == [[673, 900, 1_221]]
    assert groups(*line, on, off) == [[25, 900], [673, 1_221]]
    vague = made("e", None, None, words="dozens", measure=TOTAL, speaks_for=32, place="Shusha")
    assert groups(*line, vague) == [[0], [673, 1_221]]


def test_a_stock_may_fall_and_is_still_one_line():
    line = [made("a", 100, measure=Measure.STOCK), made("c", 6, measure=Measure.STOCK, speaks_for=40)]
    between = made("b", 28, measure=Measure.STOCK, speaks_for=20, place="Shusha")
    assert groups(*line, between) == [[6, 28, 100]]
    assert groups(*line, replace(between, count=replace(between.count, low=101, high=101))) == [[6, 100], [101]]


WIDER = replace(
    REFERENCE,
    places=(
        *REFERENCE.places,
        *(Place(f"p:{kind}", kind, None, kind) for kind in ("territory", "border", "sea", "region", "site")),
    ),
)


@pytest.mark.parametrize(
    ("place", "narrow"),
    [
        ("Armenia", False), ("territory", False), ("border", False), ("sea", False), ("Karabakh", False),
        ("region", True), ("site", True), ("Shusha", True), ("Edilli village", True),
    ],
    ids=[
        "a country", "a territory", "a border", "a sea", "a region the war is fought over",
        "another region", "a site", "a town of it", "a village nobody knows",
    ],
)  # fmt: skip
def test_which_places_are_narrower_than_a_conflict(place, narrow):
    known = WIDER.places_named(place)
    figure = replace(made("a", 25, measure=TOTAL), place=Where(place, known[0].id if known else None))
    [question] = asked([figure], [], WIDER)
    assert (question.place is not None) is narrow
    [question] = asked([figure], [], None)
    assert question.place is None, "without a reference nothing is known to be narrower"


def test_the_only_place_of_a_conflict_is_the_conflict():
    figure = replace(made("a", 25, measure=TOTAL, conflict="siege"), place=Where("Bucha", "p:bucha"))
    [question] = asked([figure], [], INVASION)
    assert question.place is None
    [question] = asked([replace(figure, conflict="invasion")], [], INVASION)
    assert question.place == "p:bucha"


@pytest.mark.parametrize(
    ("span", "begins"),
    [
        (None, None),
        (Span.year(2022), None),
        (Span.decade(2020), None),
        (since(date(2022, 2, 24), Precision.CONFLICT), None),
        (since(date(2022, 3, 1)), None),
        (since(None, last=date(2023, 1, 1)), None),
        (Span.day(date(2023, 4, 4)), None),
        (since(date(2022, 2, 1)), None),
        (since(date(2023, 1, 1)), date(2023, 1, 1)),
        (Span.month(2025, 6), date(2025, 6, 1)),
        (since(date(2025, 6, 2)), date(2025, 6, 2)),
        (since(date(2014, 4, 1)), date(2014, 4, 1)),
    ],
)
def test_only_a_beginning_that_is_not_the_conflicts_own_scopes(span, begins):
    [question] = asked([made("a", 5, happened=span, **RETURNED)], [], INVASION)
    assert (question.period.first if question.period else None) == begins
    assert question.period is None or question.period.last is None


def test_the_end_of_a_span_moves_on_and_scopes_nothing():
    line = [
        made(f"a{n}", 6_000 + n, speaks_for=n, happened=since(date(2025, 6, 2), last=date(2025, 7, n)), **RETURNED) for n in (1, 9)
    ]
    assert groups(*line, reference=INVASION) == [[6_001, 6_009]]


def test_a_year_as_the_span_of_a_six_week_war_is_the_war():
    line = [made("a", 5, measure=TOTAL), made("b", 9, measure=TOTAL, speaks_for=9, happened=Span.year(2020))]
    assert groups(*line) == [[5, 9]]


def test_a_beginning_told_less_closely_joins_the_only_one_that_it_may_be():
    june = made("a", 6_060, happened=since(date(2025, 6, 2)), **RETURNED)
    year = made("b", 7_000, speaks_for=9, happened=since(date(2025, 1, 1)), **RETURNED)
    autumn = made("c", 500, happened=since(date(2025, 10, 5)), **RETURNED)
    assert groups(june, year, reference=INVASION) == [[6_060, 7_000]]
    assert groups(june, year, autumn, reference=INVASION) == [[500], [6_060], [7_000]], "it may be either"


def test_a_stock_is_a_state_on_a_day_and_sums_over_nothing():
    [question] = asked([made("a", 303, measure=Measure.STOCK, happened=Span.month(2025, 6), conflict="invasion")], [], INVASION)
    assert question.period is None


def roles(*told, origin="Armenia", standing=Standing.OWN):
    return [
        made(f"{origin}{n}", low, measure=TOTAL, role=role, side=side, speaks_for=day, origin=origin, standing=standing)
        for n, (low, role, side, day) in enumerate(told)
    ]


SOLDIERS, CIVILIANS, PEOPLE = Role.COMBATANT, Role.CIVILIAN, Role.UNKNOWN


def test_servicemen_and_dead_of_ones_own_are_one_line():
    own = roles((673, SOLDIERS, "armenia", 20), (1_177, PEOPLE, "armenia", 30), (1_221, PEOPLE, None, 40))
    assert groups(*own) == [[673, 1_177, 1_221]]
    [question] = asked(own, [], REFERENCE)
    assert (question.role, question.side) == (SOLDIERS, "armenia")


@pytest.mark.parametrize(
    ("why", "figures"),
    [
        ("rival roles", roles((673, SOLDIERS, "armenia", 20), (40, CIVILIANS, "armenia", 20), (1_177, PEOPLE, "armenia", 30))),
        ("rival sides", roles((673, PEOPLE, "armenia", 20), (920, PEOPLE, "azerbaijan", 20), (1_177, PEOPLE, None, 30))),
        ("another number for the day", roles((673, SOLDIERS, "armenia", 20), (700, PEOPLE, "armenia", 20))),
        ("a lower number for the day", roles((700, SOLDIERS, "armenia", 20), (673, PEOPLE, "armenia", 20))),
        (
            "own and an adversary's",
            [
                *roles((673, SOLDIERS, "armenia", 20)),
                made("x", 680, measure=TOTAL, speaks_for=22, standing=Standing.ADVERSARY),
                *roles((700, PEOPLE, "armenia", 30), standing=Standing.UNKNOWN),
            ],
        ),
        ("a fall", roles((1_177, PEOPLE, "armenia", 20), (1_000, SOLDIERS, "armenia", 30))),
        ("others' people", roles((673, SOLDIERS, "armenia", 20), (700, PEOPLE, "armenia", 30), standing=Standing.THIRD_PARTY)),
        ("an adversary", roles((673, SOLDIERS, "armenia", 20), (700, PEOPLE, "armenia", 30), standing=Standing.ADVERSARY)),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_what_forbids_that_they_are_one(why, figures):
    found = asked(figures, [], REFERENCE)
    assert len({q.role for q in found} | {q.side for q in found}) >= 3, why
    assert all(len({f.group.role for f in own}) == 1 and len({f.group.side for f in own}) == 1 for own in found.values()), why


def test_each_institution_settles_its_own_line_and_moves_nobody_elses():
    armenia = roles((673, SOLDIERS, "armenia", 20), (1_177, PEOPLE, "armenia", 30))
    others = roles((1_500, PEOPLE, "armenia", 40), origin="The opposition")
    found = asked([*armenia, *others], [], REFERENCE)
    assert sorted((q.role, [f.count.low for f in own]) for q, own in found.items()) == [
        (SOLDIERS, [673, 1_177]),
        (PEOPLE, [1_500]),
    ]


@pytest.mark.parametrize("names", ["zb", "bz"])
def test_the_attributes_of_an_event_do_not_hang_on_the_name_of_a_report(names):
    people, soldiers = made(names[0], 15, role=PEOPLE), made(names[1], 15, role=SOLDIERS)
    for first in (people, soldiers):
        [question] = asked([people, soldiers], [Event(first.id, (people.id, soldiers.id))], REFERENCE)
        assert question.role is SOLDIERS, "of one day, what tells most"


def test_the_order_of_a_hundred_figures_does_not_matter_in_any_question():
    dice = random.Random(7)
    figures = [
        made(
            f"f{n}",
            dice.randint(1, 60),
            measure=dice.choice([TOTAL, Measure.STOCK]),
            side=dice.choice(["armenia", None]),
            role=dice.choice(list(Role)),
            origin=dice.choice(["Armenia", "ICRC"]),
            place=dice.choice([None, "Shusha", "Edilli"]),
            speaks_for=dice.randint(0, 30),
            happened=dice.choice([None, since(date(2020, 11, 1)), Span.year(2021)]),
        )
        for n in range(100)
    ]
    found = asked(figures, [], REFERENCE)
    for _ in range(5):
        dice.shuffle(figures)
        assert asked(figures, [], REFERENCE) == found
    assert sum(map(len, found.values())) == 100


def test_lines_of_one_government_are_one():
    figures = [
        made("a", 5, origin="Armenia", institution="Ministry of Health"),
        made("b", 6, origin="Armenia", institution="Army", speaks_for=1),
    ]
    [line] = lines(figures)
    assert (line.institution, [f.count.low for f in line.figures]) == ("Armenia", [5, 6])


def test_of_two_sums_that_one_report_gives_for_one_day_the_smaller_stands_first():
    """ "103 had been killed by Wednesday; it had earlier reported 80": the day of the 80 is not told, and sums grow."""
    later, earlier = (made("r", n, start=s, measure=Measure.RUNNING_TOTAL) for n, s in ((103, 0), (80, 40)))
    [line] = lines([later, earlier])
    assert [f.count.low for f in line.figures] == [80, 103]
    held = [made("r", n, start=s, measure=Measure.STOCK, fate=Fate.MISSING) for n, s in ((103, 0), (80, 40))]
    assert [f.count.low for f in lines(held)[0].figures] == [103, 80], "a stock may fall: as it was told"
