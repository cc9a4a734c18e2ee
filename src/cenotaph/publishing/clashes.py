"""The pages of contradictions: what one institution said that cannot all be true, each with its sentences and what ties them."""

from __future__ import annotations

from dataclasses import dataclass

from .redaction import Printed
from .rendering import render
from .site import Leaf, Site


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure's sentence around its count, and where it stands."""

    printed: Printed
    sentence: tuple[str, str, str]
    href: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Claims that cannot all be true: a heading, each claim with its quotes, and the relations in words."""

    says: str
    claims: tuple[tuple[str, tuple[Quote, ...]], ...]
    reasons: tuple[str, ...]


def contradictions_page(site: Site, leaf: Leaf[Clash], *, many: int, left_out: int) -> str:
    """One page of them. `left_out`: those of speakers who are not named, for they would tell what one of them said elsewhere."""
    return render("contradictions", site=site, root="", nav="contradictions", leaf=leaf, many=many, left_out=left_out)
