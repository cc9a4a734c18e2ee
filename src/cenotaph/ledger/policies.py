"""By which named rule an account is made: policies are data files with scope, source and what they take words to be worth."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from ..model.accounts import Question
from ..model.counts import Count
from ..model.errors import WrongUse
from ..model.terms import Fate, Measure, Modality, Role
from ..model.vague import SCALES, worth

RULES = ("widest", "most conservative", "most reliable", "independent origins", "civilian harm", "majority", "hierarchy")
ROLES = {Role.COMBATANT: "combatants", Role.CIVILIAN: "civilians", Role.MIXED: "combatants and civilians", Role.UNKNOWN: "people"}
#: Institution, as its line is named → rank, 1 the best. Given by a person, never by the machine.
Ranks = Mapping[str, int]
Term = TypeVar("Term", bound=StrEnum)


class Ranking(StrEnum):
    """Whether a policy makes use of ranks that a person gives to institutions."""

    NONE = "none"
    USED = "used"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule as data. Empty `fates`, `measures` or `roles` mean any.

    `words` is the least that a vague word is worth, `most` the greatest where that is told; a word in neither, with no scale in it
    ("hundreds"), is worth `plural` where the policy gives a bare plural a number. `ceiling`: what a word without a `most` allows
    above, "open" or no more than the least.
    """

    name: str
    title: str
    summary: str
    rule: str
    source: str
    fates: frozenset[Fate]
    measures: frozenset[Measure]
    modalities: frozenset[Modality]
    roles: frozenset[Role] = frozenset()
    words: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    plural: int | None = None
    ceiling: str = "open"
    ranking: Ranking = Ranking.NONE

    def refuses(self, question: Question, *, ranked: bool = True) -> str | None:
        """Why this policy does not answer a question, in words; None when it does. `ranked`: whether a person gave ranks."""
        if self.fates and question.fate not in self.fates:
            scope = ", ".join(sorted(f.words for f in self.fates))
            return f"the policy {self.name} answers for {scope}, not for {question.fate.words}"
        if self.measures and question.measure not in self.measures:
            return f"the policy {self.name} answers for single events, not for a {question.measure.value}"
        if self.roles and question.role not in self.roles:
            return f"the policy {self.name} answers for civilians, not for {ROLES[question.role]}"
        if self.ranking is Ranking.NEEDED and not ranked:
            return f"the policy {self.name} needs a ranking of the institutions, the best first, and none is given"
        return None

    def weighed(self, count: Count) -> Count | None:
        """The count with its vague word made a number; None when the policy gives the word no worth."""
        if not count.vague:
            return count
        least = worth(count.words, self.words)
        if least is None:
            words = {w.removesuffix("s") for w in count.words.casefold().replace("-", " ").split()}
            if self.plural is None or words & {s.removesuffix("s") for s in SCALES}:
                return None
            least = self.plural
        most = worth(count.words, self.most) if self.most else None
        if most is None and self.ceiling == "least":
            most = least
        return Count(least, most, unit=count.unit, words=count.words)


@cache
def policies() -> tuple[Policy, ...]:
    """Every policy that ships, by name."""
    shelf = files(__package__).joinpath("data", "policies")
    found = [tomllib.loads(p.read_text(encoding="utf-8")) for p in shelf.iterdir() if p.name.endswith(".toml")]
    return tuple(_policy(row) for row in sorted(found, key=lambda r: str(r["name"])))


def _policy(row: Mapping[str, object]) -> Policy:
    words, most, plural = row.get("words", {}), row.get("most", {}), row.get("plural")
    if row["rule"] not in RULES or not isinstance(words, dict) or not isinstance(most, dict):
        raise ValueError(f"policy {row['name']!r}: rule {row['rule']!r} is none of {', '.join(RULES)}")
    if row.get("ceiling", "open") not in {"open", "least"} or not isinstance(plural, int | None):
        raise ValueError(f'policy {row["name"]!r}: ceiling is "open" or "least", plural a whole number')
    return Policy(
        name=str(row["name"]),
        title=str(row["title"]),
        summary=str(row["summary"]),
        rule=str(row["rule"]),
        source=str(row["source"]),
        fates=_any_of(row, "fates", Fate),
        measures=_any_of(row, "measures", Measure),
        modalities=_any_of(row, "modalities", Modality),
        roles=_any_of(row, "roles", Role),
        words=words,
        most=most,
        plural=plural,
        ceiling=str(row.get("ceiling", "open")),
        ranking=Ranking(str(row.get("ranking", "none"))),
    )


def _any_of(row: Mapping[str, object], key: str, term: type[Term]) -> frozenset[Term]:
    given = row[key]
    if given == "any":
        return frozenset()
    if not isinstance(given, list):
        raise ValueError(f'policy {row["name"]!r}: {key} is a list, or "any"')
    return frozenset(map(term, given))


def named(name: str) -> Policy:
    """The policy of that name; WrongUse lists those there are."""
    for policy in policies():
        if policy.name == name:
            return policy
    raise WrongUse(f"there is no policy {name!r}", cure=f"Choose one of {', '.join(p.name for p in policies())}.")
