"""Families that cannot be: refused one by one where all others are to go on, else at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model.errors import KinFault


@dataclass
class Refusals:
    """`families`: the first fault of each family that is left out; `rows`: of rows that say no family."""

    going_on: bool = False
    families: dict[str, KinFault] = field(default_factory=dict)
    rows: list[KinFault] = field(default_factory=list)

    def add(self, fault: KinFault, family: str = "") -> None:
        """Leave the family out, or the row where it says none; KinFault at once where nothing is to go on."""
        if not self.going_on:
            raise fault
        if family:
            self.families.setdefault(family, fault)
        else:
            self.rows.append(fault)

    @property
    def faults(self) -> tuple[KinFault, ...]:
        return (*self.rows, *self.families.values())
