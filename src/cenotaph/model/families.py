"""Families whose members were typed, and which of them are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .markers import Profile, Quality
from .pedigrees import Pedigree


class Side(StrEnum):
    """Post mortem: remains, each a family of one. Ante mortem: those who look for somebody."""

    REMAINS = "PM"
    FAMILY = "AM"


@dataclass(frozen=True, slots=True)
class Family:
    """A pedigree with the genotypes of those typed. `missing`: members who are looked for, in the order they were named.

    `qualities`: of typed members, how far what was read may be off; who is not there was read without fault.
    """

    pedigree: Pedigree
    profiles: Mapping[str, Profile]
    side: Side = Side.FAMILY
    missing: tuple[str, ...] = ()
    qualities: Mapping[str, Quality] = field(default_factory=dict)
