"""The example: what cannot all be true, what is proposed, and above all what is not (LEDGER, the worked example)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calling import call
from cenotaph.flow.build import Progress, build
from cenotaph.flow.propose import derived, propose
from cenotaph.flow.refer import case_at
from cenotaph.settings import Settings

REPORTS = Path(__file__).parents[2] / "examples" / "karabakh" / "reports.jsonl"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("following") / "karabakh.cenotaph")
    build([REPORTS], where, Settings(workers=1), Progress())
    return where


def told(*arguments: str) -> Any:
    done = call(*arguments, "--json")
    assert done.code == 0, done.err
    return done.json


def test_no_institution_contradicts_itself(case: str) -> None:
    """Neither 1,383 killed and 2,317 examined, nor the offices' registers, nor the missing that become fewer."""
    assert told("contradictions", case) == []


def test_rival_lines_only_when_asked(case: str) -> None:
    (found,) = told("contradictions", case, "--institution", "Government of Armenia", "--institution", "M. Minasyan")
    assert sorted(c["low"] for c in found["claims"]) == [3822, 4750]
    assert "count people of the same population" in found["sentence"]


def test_registers_of_two_institutions_are_held_against_nothing(case: str) -> None:
    """Azerbaijan's 4,000 and the Red Cross's 4,496: other registers, whoever asks."""
    both = ["--institution", "Government of Azerbaijan", "--institution", "International Committee of the Red Cross"]
    assert told("contradictions", case, "--conflict", "first-karabakh-war", *both) == []


def test_what_is_proposed(case: str) -> None:
    found = told("proposals", case)
    of = {kind: [p["sentence"] for p in found if p["kind"] == kind] for kind in {p["kind"] for p in found}}
    assert set(of) == {"derived", "conserved", "reworded"}
    assert [next(sum_ for sum_ in ("105 + 71", "207 + 79") if sum_ in s) for s in of["derived"]] == ["105 + 71", "207 + 79"]
    (kept,) = of["conserved"]
    assert all(step in kept for step in ("2,783 killed", "2,881 buried and 28 missing", "2,908 killed and 6 missing"))
    assert sum("207" in s for s in of["reworded"]) == 2
    assert sum("286" in s for s in of["reworded"]) == 1


def test_agencies_sums_are_no_origins(case: str) -> None:
    with case_at(case) as opened:
        found = propose(opened, conflict="september-2022-clashes")
    sums = [p.proposal for p in found if p.proposal.kind.value == "derived"]
    assert set(derived(found)) == {i for p in sums for i in p.about}
    assert len(sums) == 2


def test_what_azerbaijan_withheld_is_bounded_by_its_own_later_total(case: str) -> None:
    found = told("bounds", case, "--on", "2020-11-14", "--fate", "killed", "--side", "azerbaijan")
    by = {tuple(b["institutions"]): b for b in found}
    own, adversary = by["Government of Azerbaijan",], by["Government of Armenia",]
    assert (own["low"], own["high"]) == (None, 2783)
    assert (adversary["low"], adversary["high"]) == (920, None)
    assert "(adversary only)" in adversary["sentence"]
