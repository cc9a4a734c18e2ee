"""Registers: an office's list or a nationality that one statement counts apart is a question of its own; nothing else is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.ledger import accounts, asked, named
from cenotaph.ledger.registers import claim, registers
from cenotaph.model.terms import Fate, Measure, Role
from made_figures import made, renamed


def missing(name: str, low: int, speaker: str | None = None, **more):
    options = {"fate": Fate.MISSING, "measure": Measure.STOCK, "side": None, "role": Role.UNKNOWN, "origin": "ICRC", "report": "r"}
    return made(name, low, speaker=speaker, start=10 * len(name), **(options | more))


def listed(*figures) -> dict[int, str | None]:
    """The register of each number's question."""
    return {f.count.low: q.register for q, own in asked(figures, []).items() for f in own}


def test_three_offices_registers_are_no_range():
    told = [
        missing("a", 4496, "ICRC"), missing("bb", 3719, "ICRC, Baku office"), missing("ccc", 405, "ICRC, Yerevan office"),
        missing("dddd", 372, "ICRC, Nagorno-Karabakh office"),
    ]  # fmt: skip
    assert listed(*told) == {
        4496: None, 3719: "ICRC, Baku office", 405: "ICRC, Yerevan office", 372: "ICRC, Nagorno-Karabakh office",
    }  # fmt: skip
    made_of = accounts(told, [], [], named("widest"))
    assert sorted((a.low, a.high) for a in made_of) == [(372, 372), (405, 405), (3719, 3719), (4496, 4496)]


def test_parts_that_add_up_are_told_by_their_noun_or_number_never_by_a_persons_name():
    told = [missing("a", 4132), missing("bb", 3286, "Karen"), missing("ccc", 834, "Karen"), missing("dddd", 12, "Karen")]
    told[3] = replace(told[3], group=replace(told[3].group, words="foreigners"))
    assert listed(*told) == {4132: None, 3286: "a part, 3,286", 834: "a part, 834", 12: "foreigners"}


def test_an_offices_smaller_number_is_a_part_and_another_voices_is_a_rival():
    assert listed(missing("a", 4500, "ICRC"), missing("bb", 3800, "ICRC office in Baku")) == {
        4500: None,
        3800: "ICRC office in Baku",
    }
    assert listed(missing("a", 4500, "ICRC"), missing("bb", 3800, "Karen")) == {4500: None, 3800: None}
    assert listed(missing("a", 3800, "ICRC"), missing("bb", 4500, "ICRC office in Baku")) == {3800: None, 4500: None}


def test_what_a_side_of_its_own_sets_off_needs_no_register():
    told = [missing("a", 4132), missing("bb", 3298), missing("ccc", 834, side="armenia")]
    assert listed(*told) == {4132: None, 3298: "a part", 834: None}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=2, max_size=5, unique=True), st.randoms())
def test_parts_never_widen_their_whole_whatever_the_order_and_however_often_they_are_printed(parts, random):
    told = [missing("w" * 9, sum(parts))] + [missing("p" * (n + 1), p, f"office {n}") for n, p in enumerate(parts)]
    told += [renamed(f, f"copy{n}") for n, f in enumerate(told) if random.random() < 0.5]
    random.shuffle(told)
    whole = [a for a in accounts(told, [], [], named("widest")) if a.question.register is None]
    if sum(parts) >= 10:
        assert [(a.low, a.high) for a in whole] == [(sum(parts), sum(parts))]
        assert {claim(f) for f in told if f.count.low != sum(parts)} == set(registers(told))
