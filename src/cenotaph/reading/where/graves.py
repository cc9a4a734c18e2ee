"""Whose grave a report speaks of: "a mass grave of Azerbaijani servicemen in Edilli" tells whose remains lie there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ...model.claims import Where
from ...model.reference import Reference
from ...model.terms import Role
from ..count.counted import is_person
from ..lexicon import nouns
from ..page.pages import Page
from ..people.parties import Named, side_at
from ..people.roles import noun_role
from ..pipeline import lemmas_of
from .places import Found


@dataclass(frozen=True, slots=True)
class Grave:
    side: Named | None
    role: Role
    where: Where | None

    @property
    def found(self) -> Found | None:
        """Its place as places are found elsewhere; offsets are those of another paragraph and therefore left at 0."""
        return Found(self.where, 0, 0, "place of the grave") if self.where is not None else None


def grave_in(pages: Sequence[Page], reference: Reference) -> Grave | None:
    """The one grave whose people a report names first, with the place its sentence gives; None when it names none."""
    side: Named | None = None
    role, where = Role.UNKNOWN, None
    for page in (p for p in pages if not nouns().graves.isdisjoint(lemmas_of(p.doc))):
        for grave in (t for t in page.doc if t.lemma_.casefold() in nouns().graves):
            for people in (
                g for c in grave.children if c.lower_ in {"of", "with"} for g in c.children if g.dep_ == "pobj" and is_person(g)
            ):
                role = role if role is not Role.UNKNOWN else noun_role(people)
                side = side or _side(people, reference)
            if where is None:
                inside = [w for e, w in page.where if e.sent == grave.sent]
                where = inside[-1] if inside else None
    return Grave(side, role, where) if side is not None or role is not Role.UNKNOWN else None


def speaks_of_grave(token: Token) -> bool:
    """Whether a token's sentence takes up a grave."""
    return any(t.lemma_.casefold() in nouns().graves for t in token.sent)


def _side(people: Token, reference: Reference) -> Named | None:
    for child in people.children:
        side = side_at(child, reference) if child.dep_ in {"amod", "compound", "nmod"} else None
        if side is not None:
            return Named(side.name, side.slug, child.idx, child.idx + len(child), "whose grave it is")
    return None
