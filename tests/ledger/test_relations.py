"""Which numbers hang together, and above all which do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cenotaph.ledger.questions import asked
from cenotaph.ledger.relations import NOWHERE, Within, related
from cenotaph.ledger.telling import Telling, telling
from cenotaph.model.claims import Figure
from cenotaph.model.days import Span
from cenotaph.model.relations import Kind, Relation, Unknown
from cenotaph.model.terms import Fate, Measure, Role, Unit
from made_claims import WITHIN, claim, day, question
from made_figures import made

TOTAL, STOCK = Measure.RUNNING_TOTAL, Measure.STOCK


def ties(*figures: Figure, within: Within = WITHIN) -> list[Relation]:
    return list(related(telling(asked(figures, [])), within))


def kinds(*figures: Figure, within: Within = WITHIN) -> list[tuple[Kind, bool]]:
    return [(r.kind, r.certain) for r in ties(*figures, within=within)]


def total(name: str, n: int = 10, **how) -> Figure:
    return made(name, n, **{"measure": TOTAL, **how})


def test_a_running_total_does_not_fall_and_a_stock_may():
    assert kinds(total("a"), total("b", 12, speaks_for=3)) == [(Kind.SAME_LINE, True)]
    assert kinds(total("a", measure=STOCK), total("b", 12, speaks_for=3, measure=STOCK)) == []


@pytest.mark.parametrize(
    ("narrow", "wide", "certain"),
    [
        ({"role": Role.CIVILIAN}, {"role": Role.MIXED}, True),
        ({"role": Role.COMBATANT}, {"role": Role.MIXED}, True),
        ({"role": Role.CIVILIAN}, {"role": Role.UNKNOWN}, False),
        ({"side": "armenia"}, {"side": "both"}, True),
        ({"side": "armenia", "role": Role.CIVILIAN}, {"side": "both", "role": Role.MIXED}, True),
    ],
)
def test_narrower_populations_are_part_of_wider(narrow, wide, certain):
    tie = next(r for r in ties(total("a", **narrow), total("b", 12, **wide)) if r.kind is Kind.PART_OF)
    assert tie.certain is certain
    assert [u.question.role for u in tie.lesser] == [narrow.get("role", Role.COMBATANT)]
    assert [u.question.side for u in tie.greater] == [wide.get("side", "armenia")]
    assert tie.reason
    assert all(tie.assumptions)


@pytest.mark.parametrize(
    "other",
    [
        {"fate": Fate.INJURED},
        {"fate": Fate.MISSING},
        {"unit": Unit.BODY},
        {"measure": STOCK},
        {"side": None},
        {"side": "azerbaijan"},
        {"conflict": "another-war"},
        {"role": Role.CIVILIAN},
    ],
)
def test_nothing_ties_other_fates_units_measures_or_populations(other):
    assert ties(total("a"), total("b", 12, **{"role": Role.COMBATANT, **other})) == []


def test_killed_and_bodies_examined_are_not_tied():
    """1,383 killed and more than 2,300 examined (LEDGER, worked example)."""
    killed = total("a", 1383, side="nagorno-karabakh", origin="Karabakh")
    examined = made("b", 2301, None, fate=Fate.EXAMINED, unit=Unit.BODY, measure=TOTAL, speaks_for=1, origin="Armenia")
    assert ties(killed, examined) == []


def test_a_side_that_is_no_party_is_not_among_both():
    assert ties(total("a", side="russia"), total("b", 12, side="both")) == []


def test_the_wider_number_of_a_later_day_holds_a_running_total_and_no_stock():
    late = {"role": Role.MIXED, "speaks_for": 5}
    assert kinds(total("a"), total("b", 12, **late)) == [(Kind.PART_OF, True)]
    assert kinds(total("a", measure=STOCK), total("b", 12, measure=STOCK, **late)) == []
    assert kinds(total("a", speaks_for=6), total("b", 12, **late)) == []


def unknown(role=Role.COMBATANT, side="armenia", place=None, at=0, measure=TOTAL, period=None) -> Unknown:
    return Unknown(replace(question(side, role, place, measure), period=period), day(at))


def of(*unknowns: Unknown, within: Within = WITHIN) -> list[tuple[Kind, list[Unknown], list[Unknown]]]:
    made_ = related(Telling(tuple(claim(u, 1, 9, name=f"c{n}") for n, u in enumerate(unknowns))), within)
    return [(r.kind, list(r.lesser), list(r.greater)) for r in made_ if r.certain]


def test_places_lie_in_places_and_in_the_conflict():
    town, region, war = (unknown(place=p) for p in ("town", "region", None))
    assert (Kind.PART_OF, [town], [region]) in of(town, region, war)
    assert (Kind.PART_OF, [region], [war]) in of(town, region, war)
    assert of(town, region, within=NOWHERE) == []


def test_periods_lie_in_periods_and_those_that_overlap_do_not():
    june, july = Span.month(2020, 6), Span.month(2020, 7)
    summer, year = Span(date(2020, 6, 15), date(2020, 8, 31)), Span.year(2020)
    spans = {
        name: unknown(period=p, measure=Measure.PERIOD, at=0) for name, p in zip("jlsy", (june, july, summer, year), strict=True)
    }
    found = {(a[0], b[0]) for _, a, b in of(*spans.values())}
    assert (spans["l"], spans["s"]) in found
    assert (spans["j"], spans["y"]) in found
    assert not any({spans["j"], spans["s"]} == set(pair) for pair in found)
    since = [unknown(period=Span(first, None)) for first in (date(2020, 1, 1), date(2020, 6, 1))]
    assert (Kind.PART_OF, [since[1]], [since[0]]) in of(*since, unknown())


def test_an_episode_is_part_of_its_conflict():
    within = Within(episode_of={"battle": "war-2020"})
    battle = replace(unknown(), question=replace(unknown().question, conflict="battle"))
    assert of(battle, unknown(), within=within) == [(Kind.PART_OF, [battle], [unknown()])]


def test_both_sides_hold_the_sum_of_the_sides_and_a_rest():
    figures = [total("a", 105), total("b", 71, side="azerbaijan"), total("c", 180, side="both")]
    sums = [r for r in ties(*figures) if r.kind is Kind.SUM]
    assert [(r.exact, r.certain) for r in sums] == [(False, True), (True, False)]
    assert all(len(r.lesser) == 2 and len(r.greater) == 1 for r in sums)
    three = Within(parties={"war-2020": ("armenia", "azerbaijan", "nagorno-karabakh")})
    assert not any(r.certain for r in ties(*figures, within=three) if r.kind is Kind.SUM)


def test_an_id_outlives_days_and_copies_but_not_for_a_line():
    one = ties(total("a"), total("b", 12, role=Role.MIXED))
    later = ties(total("c", speaks_for=4), total("d", 14, role=Role.MIXED, speaks_for=9))
    assert [r.id for r in one] == [r.id for r in later]
    lines = [ties(total("a"), total("b", 12, speaks_for=n))[0].id for n in (1, 2)]
    assert lines[0] != lines[1]


def remains(name: str, fate: Fate, n: int, **how) -> Figure:
    return total(name, n, fate=fate, unit=Unit.BODY, **how)


def test_the_custody_balance_is_of_one_custodian_and_waits_for_a_person():
    examined, recovered = remains("a", Fate.EXAMINED, 90), remains("b", Fate.RECOVERED, 60)
    received = remains("c", Fate.RETURNED, 20, recipient="Armenia")
    (tie,) = ties(examined, recovered, received)
    assert (tie.kind, tie.certain, len(tie.lesser), len(tie.greater)) == (Kind.CUSTODY, False, 1, 2)
    assert ties(examined, recovered) == []
    assert ties(examined, recovered, remains("c", Fate.RETURNED, 20, recipient="Azerbaijan")) == []


def test_work_grows_with_the_number_of_claims_and_not_with_their_pairs():
    def count(n: int) -> int:
        return len(ties(*(total(f"f{i}", 10 + i, speaks_for=i) for i in range(n))))

    assert count(40) == 39
    assert count(80) == 79


def test_an_events_totals_are_tied_to_no_other_day():
    """Which figures are of one event is a guess, and tolls are told again within hours."""
    assert kinds(total("a", conflict=None), total("b", 7, conflict=None, speaks_for=3)) == []


def test_what_a_sum_says_of_its_parts_is_not_asked_again():
    numbers = [total("icrc", n, start=10 * i, measure=STOCK) for i, n in enumerate((4496, 3719, 405, 372))]
    assert kinds(*numbers) == [(Kind.SUM, True)]
    assert kinds(*numbers[:2]) == []
    assert kinds(*numbers[:2], total("b", 4500, measure=STOCK)) == [(Kind.PART_OF, False)] * 2
