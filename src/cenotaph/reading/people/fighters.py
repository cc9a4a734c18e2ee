"""By which name a doer is given: "the troops" are the state's, "the guerrillas" the one group's, "our forces" the speaker's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...model.reference import Side
from ...model.terms import Role
from ..lexicon import people, table
from .opponents import as_told


@dataclass(frozen=True, slots=True)
class Fighters:
    """Who fights in a report: the state, the one armed group that it names, whoever publishes it, and the report's text."""

    state: Side | None
    rebels: Side | None
    voice: Side | None
    text: str

    @property
    def group(self) -> str | None:
        """The armed group by the name that the report gives it most."""
        return as_told(self.rebels, self.text) if self.rebels is not None else None


@cache
def _counted() -> re.Pattern[str]:
    """A number or a quantity before the name of a doer: "some 200 guerrillas", "a group of armed men"."""
    return re.compile(table("parties")["naming"]["counted"], re.IGNORECASE)


def called(name: str, fighters: Fighters) -> str | None:
    """The name of a doer as the sides of the report are called; None for one that nobody can tell ("our forces", of whom)."""
    words = table("parties")["naming"]
    bare = _counted().sub("", name).strip() or name
    folded = bare.casefold()
    if folded.split()[0] in words["own"]:
        return fighters.voice.name if fighters.voice is not None else None
    if folded in words["state"] and fighters.state is not None:
        return fighters.state.name
    last = folded.split()[-1]
    if any(last.startswith(stem) for stem in words["rebels"]) and len(folded.split()) <= 2 and fighters.group is not None:
        return fighters.group
    return bare


def can_do_harm(name: str) -> bool:
    """Whether people so called may have attacked: not children, students, villagers, nor a number of victims."""
    last = name.casefold().split()[-1]
    singular = next((w for w in (last, last.removesuffix("s"), re.sub("men$", "man", last)) if w in people().roles), None)
    victims = singular is not None and people().roles[singular] is Role.CIVILIAN
    return not victims and last not in table("parties")["naming"]["victims"]
