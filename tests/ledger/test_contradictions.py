"""Which claims cannot all be true: per institution and over a set, each set smallest, never an alarm that need not be."""

from __future__ import annotations

import pytest

from cenotaph.ledger import statements
from cenotaph.ledger.bounds import tightest
from cenotaph.ledger.contradictions import Decided, contradictions
from cenotaph.ledger.questions import asked
from cenotaph.ledger.relations import holding, related
from cenotaph.ledger.telling import telling
from cenotaph.model.claims import Figure
from cenotaph.model.relations import Bounds, Contradiction, Kind, Unknown
from cenotaph.model.terms import Distance, Fate, Measure, Role, Standing, Unit
from made_claims import WITHIN, day, question
from made_figures import made

TOTAL, STOCK = Measure.RUNNING_TOTAL, Measure.STOCK


def total(name: str, low: int | None, high: int | None = -1, **how) -> Figure:
    return made(name, low, high, **{"measure": TOTAL, **how})


def missing(name: str, low: int | None, high: int | None = -1, **how) -> Figure:
    return made(name, low, high, fate=Fate.MISSING, measure=STOCK, **how)


def found(*figures: Figure, together: set[str] | None = None, decided: Decided | None = None) -> list[Contradiction]:
    return contradictions(telling(asked(figures, [])), WITHIN, together=together, decided=decided or Decided())


def numbers(c: Contradiction) -> list[tuple[int | None, int | None]]:
    return [(t.low, t.high) for t in c.forcing.told]


def test_more_civilians_than_people():
    (c,) = found(total("a", 40, role=Role.CIVILIAN), total("b", 30, role=Role.MIXED), total("c", 7))
    assert numbers(c) == [(40, 40), (30, 30)]
    assert [r.kind for r in c.forcing.relations] == [Kind.PART_OF]


def test_parts_that_are_more_than_the_whole_only_together():
    """12 + 20 > 30, though neither alone is: three claims and their sum, none of which can be left out."""
    (c,) = found(total("a", 12, role=Role.CIVILIAN), total("b", 20), total("c", 30, role=Role.MIXED))
    assert sorted(numbers(c)) == [(12, 12), (20, 20), (30, 30)]
    assert [r.kind for r in c.forcing.relations] == [Kind.SUM]


def test_others_and_the_unknown_may_be_what_is_left():
    assert found(total("a", 12, role=Role.CIVILIAN), total("b", 10), total("c", 30, role=Role.MIXED)) == []


def test_nobody_else_only_when_a_person_says_so():
    figures = [total("a", 105), total("b", 71, side="azerbaijan"), total("c", 180, side="both")]
    exact = next(r for r in related(telling(asked(figures, [])), WITHIN) if r.exact)
    assert found(*(f for f in figures), together={"Armenia"}) == []
    (c,) = found(*figures, together={"Armenia"}, decided=Decided(accepted=frozenset({exact.id})))
    assert len(c.forcing.told) == 3


def test_a_total_that_falls_clashes_until_the_tie_is_refused():
    figures = [total("a", 2783), total("b", 2723, speaks_for=5)]
    (c,) = found(*figures)
    (tie,) = c.forcing.relations
    assert tie.kind is Kind.SAME_LINE
    assert found(*figures, decided=Decided(refused=frozenset({tie.id}))) == []


def test_a_contradiction_is_told_once_for_all_copies():
    figures = [total(f"a{n}", 2783, published=n) for n in range(3)] + [
        total(f"b{n}", 2723, speaks_for=5, published=5 + n) for n in range(3)
    ]
    (c,) = found(*figures)
    assert [len(t.figures) for t in c.forcing.told] == [3, 3]


def test_sets_that_share_no_claim_are_all_found():
    falls = [total(f"f{n}", 100 - n, speaks_for=n) for n in range(4)]
    sets = found(*falls)
    assert len(sets) == 2
    assert len({t.id for c in sets for t in c.forcing.told}) == 4


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param([total("a", 2783), total("b", 2723, fate=Fate.BURIED, speaks_for=5)], id="other fate"),
        pytest.param([missing("a", None, 40), missing("b", 28, speaks_for=9)], id="stock"),
        pytest.param([total("a", 1383), total("b", 2301, None, fate=Fate.EXAMINED, unit=Unit.BODY)], id="examined"),
        pytest.param([total("a", 1383), total("b", 40, speaks_for=2, distance=Distance.CLAIMED)], id="alleged"),
        pytest.param([total("a", 1383), total("b", None, None, words="dozens", speaks_for=2)], id="a word"),
        pytest.param([total("a", 2400, approx=True), total("b", 2317, speaks_for=3)], id="rounded"),
        pytest.param([total("a", 10), total("a", 30, start=40)], id="two numbers of one report"),
        pytest.param([total("a", 10), total("b", 30)], id="two numbers of one day"),
        pytest.param([total("a", 80), total("b", 103, speaks_for=1), total("c", 80, speaks_for=2)], id="told again"),
        pytest.param([made("a", 12), made("b", 9)], id="an event's toll"),
        pytest.param([missing("a", 4496, side=None, origin="ICRC"), missing("b", 4000, side="azerbaijan")], id="registers"),
    ],
)
def test_no_alarm(figures):
    assert found(*figures) == []


RIVALS = [
    total("a", 3822, role=Role.MIXED, speaks_for=400, origin="Government of Armenia"),
    total("b", 4750, speaks_for=50, origin="Opposition"),
    total("c", 5001, None, speaks_for=50, origin="Government of Azerbaijan", standing=Standing.ADVERSARY),
]


def test_rival_lines_are_held_against_one_another_only_when_asked():
    assert found(*RIVALS) == []
    assert found(*RIVALS, together={"Government of Armenia"}) == []
    (c,) = found(*RIVALS, together={"Government of Armenia", "Opposition"})
    assert c.institutions == ("Government of Armenia", "Opposition")
    assert "same population" in statements.contradiction(c)


def test_a_contradiction_reads_as_a_sentence():
    (c,) = found(total("a", 40, role=Role.CIVILIAN), total("b", 30, role=Role.MIXED))
    said = statements.contradiction(c, statements.Names({"armenia": "Armenia"}, {"war-2020": "War of 2020"}))
    for words in (
        "Armenia:",
        "40 (Civilians of Armenia killed, War of 2020",
        "30 (",
        "as of 2020-09-27",
        "in persons",
        "cannot both be true, if",
    ):
        assert words in said
    assert len(statements.forced(c.forcing)) == 3


def bound(*figures: Figure, of: Unknown) -> Bounds:
    known = telling(asked(figures, []))
    return tightest(of, known.told, holding(related(known, WITHIN, also=[of]), accepted=frozenset(), refused=frozenset()))


def test_what_follows_stands_apart_and_names_what_forces_it():
    figures = [
        total("a", 100),
        total("c", 150, role=Role.MIXED, speaks_for=9),
        total("d", 40, role=Role.CIVILIAN, speaks_for=2),
    ]
    between = bound(*figures, of=Unknown(question("armenia", Role.COMBATANT, None), day(4)))
    assert (between.low, between.high, between.claimed_low, between.claimed_high) == (100, 110, None, None)
    assert between.follows
    assert [t.low for t in between.low_from.told] == [100]
    assert sorted(t.low or 0 for t in between.high_from.told) == [40, 150]
    said = statements.bounds(between, ["Armenia"])
    assert "100 to 110 follows from what Armenia says, if all these hold; none was told of this day" in said
    told = bound(*figures, of=Unknown(question("armenia", Role.COMBATANT, None), day(0)))
    assert (told.claimed_low, told.claimed_high, told.follows) == (100, 100, False)


def test_nothing_follows_from_what_cannot_be():
    b = bound(total("a", 100), total("b", 90, speaks_for=2), of=Unknown(question("armenia", Role.COMBATANT, None), day(1)))
    assert (b.impossible, b.low, b.high, b.follows) == (True, None, None, False)


def test_an_adversary_alone_is_marked():
    b = bound(total("a", 920, standing=Standing.ADVERSARY), of=Unknown(question("armenia", Role.COMBATANT, None), day(4)))
    assert "(adversary only)" in statements.bounds(b)


def test_more_examined_than_a_custodian_ever_had_once_a_person_accepts_the_balance():
    bodies = {"unit": Unit.BODY, "origin": "Government of Armenia"}
    figures = [
        total("a", 90, fate=Fate.EXAMINED, **bodies),
        total("b", 60, fate=Fate.RECOVERED, speaks_for=2, **bodies),
        total("c", 20, fate=Fate.RETURNED, recipient="Armenia", **bodies),
    ]
    (balance,) = related(telling(asked(figures, [])), WITHIN)
    assert found(*figures) == []
    (c,) = found(*figures, decided=Decided(accepted=frozenset({balance.id})))
    assert sorted(numbers(c)) == [(20, 20), (60, 60), (90, 90)]
    assert [r.kind for r in c.forcing.relations] == [Kind.CUSTODY]
