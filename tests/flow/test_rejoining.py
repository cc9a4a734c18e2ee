"""What a decision changes is linked anew, and nothing else is: the events are those of linking everything."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import made_cases
from cenotaph.flow import decide, decided
from cenotaph.flow.link import link
from cenotaph.flow.refer import case_at, known
from cenotaph.store import looking

SAID = {"by": "me", "because": "to see"}


def whole(case) -> set[tuple[str, frozenset[str]]]:
    """The events of linking every figure."""
    stands = decided.standing(case)
    return {(e.id, frozenset(e.figures)) for e in link(decided.figures(case, decisions=stands), known(case), stands.said)}


@pytest.mark.parametrize("seed", range(3))
def test_events_are_those_of_linking_everything(tmp_path: Path, seed: int) -> None:
    where, draw = str(tmp_path / "made.cenotaph"), Random(seed)
    made_cases.make(where, 1_400, seed=seed)
    with case_at(where) as case:
        figures = sorted(looking.figures(case), key=lambda f: f.id)
        done: list[int] = []
        for _ in range(14):
            f, g = draw.sample(figures, 2)
            if decided.standing(case).verdicts.keys() & {f.id, g.id}:
                continue
            match draw.randrange(5):
                case 0:
                    done.append(decide.reject(case, f.id, **SAID).number)
                case 1:
                    changes = {"low": g.count.low, "high": g.count.high, "place": g.place.name if g.place else None}
                    done.append(decide.correct(case, f.id, changes, **SAID).number)
                case 2:
                    near = [x for x in figures if x.fate is f.fate and x.id != f.id]
                    done.append(decide.same(case, f.id, draw.choice(near).id, **SAID).number)
                case 3:
                    event = next(e for e in looking.events(case) if len(e.figures) > 1)
                    done.append(decide.different(case, *event.figures[:2], **SAID).number)
                case 4 if done:
                    decide.undo(case, done.pop(draw.randrange(len(done))), **SAID)
            assert {(e.id, frozenset(e.figures)) for e in looking.events(case)} == whole(case)
