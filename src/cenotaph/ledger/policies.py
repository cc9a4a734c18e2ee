"""By which named rule an account is made: policies are data files with scope, source and what they take words to be worth."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ..model.accounts import Question
from ..model.errors import WrongUse
from ..model.terms import Fate, Measure, Modality

RULES = ("widest", "most conservative")


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule as data. Empty `fates` or `measures` mean any."""

    name: str
    title: str
    summary: str
    rule: str
    source: str
    fates: frozenset[Fate]
    measures: frozenset[Measure]
    modalities: frozenset[Modality]
    words: Mapping[str, int] = field(default_factory=dict)

    def refuses(self, question: Question) -> str | None:
        """Why this policy does not answer a question, in words; None when it does."""
        if self.fates and question.fate not in self.fates:
            scope = ", ".join(sorted(f.words for f in self.fates))
            return f"the policy {self.name} answers for {scope}, not for {question.fate.words}"
        if self.measures and question.measure not in self.measures:
            return f"the policy {self.name} answers for single events, not for a {question.measure.value}"
        return None


@cache
def policies() -> tuple[Policy, ...]:
    """Every policy that ships, by name."""
    shelf = files(__package__).joinpath("data", "policies")
    found = [tomllib.loads(p.read_text(encoding="utf-8")) for p in shelf.iterdir() if p.name.endswith(".toml")]
    return tuple(_policy(row) for row in sorted(found, key=lambda r: str(r["name"])))


def _policy(row: Mapping[str, object]) -> Policy:
    fates, measures, words = row["fates"], row["measures"], row["words"]
    if row["rule"] not in RULES or not isinstance(words, dict) or not isinstance(row["modalities"], list):
        raise ValueError(f"policy {row['name']!r}: rule {row['rule']!r} is none of {', '.join(RULES)}")
    if any(given != "any" and not isinstance(given, list) for given in (fates, measures)):
        raise ValueError(f'policy {row["name"]!r}: fates and measures are lists, or "any"')
    return Policy(
        name=str(row["name"]),
        title=str(row["title"]),
        summary=str(row["summary"]),
        rule=str(row["rule"]),
        source=str(row["source"]),
        fates=frozenset(map(Fate, fates)) if isinstance(fates, list) else frozenset(),
        measures=frozenset(map(Measure, measures)) if isinstance(measures, list) else frozenset(),
        modalities=frozenset(map(Modality, row["modalities"])),
        words=words,
    )


def named(name: str) -> Policy:
    """The policy of that name; WrongUse lists those there are."""
    for policy in policies():
        if policy.name == name:
            return policy
    raise WrongUse(f"there is no policy {name!r}", cure=f"Choose one of {', '.join(p.name for p in policies())}.")
