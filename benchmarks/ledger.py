#!/usr/bin/env python3
"""How long does it take to find what cannot be true, and what follows, in a conflict of many questions?

    benchmarks/ledger.py [--questions N] [--times N] [--json]

Figures are made up, the same in every run: totals of two sides and of both, by role, place and fate, told by six institutions
over months, true but for one in fifty. Everything runs in this process, on one core, and starts from figures and questions.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, product

from cenotaph.ledger.bounds import follows
from cenotaph.ledger.contradictions import contradictions, groups
from cenotaph.ledger.proposals import proposals
from cenotaph.ledger.relations import Within, holding, related
from cenotaph.ledger.telling import telling
from cenotaph.model.accounts import Question
from cenotaph.model.claims import Claimant, Figure, Group, Passage, anchor
from cenotaph.model.counts import Count
from cenotaph.model.days import Clocks
from cenotaph.model.terms import Fate, Measure, Role, Standing, Unit
from measuring import machine, say, table

SIDES, ROLES = ("a", "b", "both"), (Role.COMBATANT, Role.CIVILIAN, Role.MIXED, Role.UNKNOWN)
FATES = ((Fate.KILLED, Measure.RUNNING_TOTAL), (Fate.INJURED, Measure.RUNNING_TOTAL), (Fate.MISSING, Measure.STOCK))
INSTITUTIONS = ("A", "B", "Red Cross", "United Nations", "A monitor", "An agency")
FALSE, DAYS, BEGAN = 0.02, 8, date(2020, 9, 27)


@dataclass(frozen=True)
class War:
    """A conflict with so many questions, their figures, and what lies in what."""

    questions: dict[Question, list[Figure]]
    within: Within


def war(size: int, seed: int = 1) -> War:
    """So many questions: places of five each in a region, as many places as it takes."""
    chance, number, lies_in = random.Random(seed), count(), {}
    made: dict[Question, list[Figure]] = {}
    for at in count():
        place = f"place {at}" if at % 6 else f"region {at // 6}"
        if at % 6:
            lies_in[place] = f"region {at // 6}"
        for (fate, measure), side, role in product(FATES, SIDES, ROLES):
            q = Question(fate, Unit.PERSON, side, role, "war", measure, None, place)
            wider = (1 if side != "both" else 3) * (1 if role in ROLES[:2] else 3) * (1 if at % 6 else 8)
            made[q] = [
                _figure(q, who, day, wider * 10 * (day + 3), chance, next(number))
                for who in chance.sample(INSTITUTIONS, 2)
                for day in range(0, DAYS, chance.choice((1, 2, 4)))
            ]
            if len(made) == size:
                return War(made, Within(parties={"war": ("a", "b")}, lies_in=lies_in))
    raise AssertionError


def _figure(q: Question, who: str, day: int, true: int, chance: random.Random, number: int) -> Figure:
    true = true // 4 if chance.random() < FALSE else true
    count_ = chance.choice((Count(true, true), Count(true, true), Count(max(0, true - 3), None), Count(true, true, approx=True)))
    at, report = BEGAN + timedelta(days=30 * day), f"report {number}"
    return Figure(
        id=anchor("fig", report, 0, 2, q.fate.value),
        report=report,
        passage=Passage(report, 0, 2, "0" * 64),
        sentence=Passage(report, 0, 9, "0" * 64),
        count=count_,
        fate=q.fate,
        measure=q.measure,
        group=Group(q.side, q.side, q.role, "people"),
        claimant=Claimant(institution=who, origin=who, publisher="A paper", standing=Standing.THIRD_PARTY),
        clocks=Clocks(None, at, at),
        conflict=q.conflict,
    )


def measured(size: int, times: int) -> dict[str, float]:
    """Seconds of each step, the best of so many runs, and how much there was."""
    made = war(size)
    told = telling(made.questions)
    own = [(g, holding(related(g, made.within), accepted=frozenset(), refused=frozenset())) for g in groups(told, None)]
    steps: dict[str, Callable[[], object]] = {
        "claims": lambda: telling(made.questions),
        "contradictions, each institution": lambda: contradictions(told, made.within),
        "contradictions, all together": lambda: contradictions(told, made.within, together=INSTITUTIONS),
        "what follows, every number": lambda: [follows([t.unknown for t in g.told], g.told, ties) for g, ties in own],
        "proposals": lambda: proposals(made.questions, told.told),
    }
    row: dict[str, float] = {
        "questions": len(made.questions),
        "figures": sum(map(len, made.questions.values())),
        "claims made": len(told.told),
        "relations": sum(len(ties) for _, ties in own),
        "contradictions found": len(contradictions(told, made.within)),
    }
    for name, step in steps.items():
        row[name] = min(_seconds(step) for _ in range(times))
        say(f"{size:,} questions, {name}: {row[name]:.2f} s")
    return row


def _seconds(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--questions", type=int, default=500, help="questions of the smaller conflict; the larger has ten times as many"
    )
    parser.add_argument("--times", type=int, default=3, help="runs of each step, of which the best counts")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()
    if given.questions < 1 or given.times < 1:
        parser.error("--questions and --times are 1 or more")
    where = machine()
    small, large = (measured(size, given.times) for size in (given.questions, given.questions * 10))
    if given.json:
        print(json.dumps({"machine": where, "small": small, "large": large}, indent=2))
        return
    print(", ".join(f"{key} {value}" for key, value in where.items()))
    rows = [
        (name, f"{small[name]:,.3g}" if small[name] < 100 else f"{small[name]:,.0f}", *_beside(small[name], large[name]))
        for name in small
    ]
    print(table([("", f"{given.questions:,} questions", f"{given.questions * 10:,}", "growth"), *rows]))


def _beside(one: float, ten: float) -> tuple[str, str]:
    return (f"{ten:,.3g}" if ten < 100 else f"{ten:,.0f}"), (f"{ten / one:.1f}" if one else "")


if __name__ == "__main__":
    main()
