"""The closed vocabularies of the field. Each value is the word that code, tables, pages and docs share."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    """What people met, or what was done with their remains (definitions: docs/words.md)."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    DEAD_OR_MISSING = "dead_or_missing"
    MISSING = "missing"
    CAPTURED = "captured"
    RELEASED = "released"
    DISPLACED = "displaced"
    RECOVERED = "recovered"
    EXAMINED = "examined"
    IDENTIFIED = "identified"
    UNIDENTIFIED = "unidentified"
    RETURNED = "returned"
    BURIED = "buried"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


class Unit(StrEnum):
    """What is counted. 138 persons came in 67 bags: counts of different units are never added or compared."""

    PERSON = "person"
    BODY = "body"
    PART = "part"
    BAG = "bag"
    SAMPLE = "sample"
    CASE = "case"
    NAME = "name"


class Measure(StrEnum):
    """What kind of counting a figure reports."""

    INCIDENT = "incident"
    INCREMENT = "increment"
    PERIOD = "period"
    RUNNING_TOTAL = "running total"
    STOCK = "stock"

    @property
    def cumulative(self) -> bool:
        """Whether the figure sums over a period or a conflict rather than telling of one occurrence."""
        return self in {Measure.PERIOD, Measure.RUNNING_TOTAL, Measure.STOCK}


class Role(StrEnum):
    COMBATANT = "combatant"
    CIVILIAN = "civilian"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How the claimant stands to the people counted."""

    OWN = "own losses"
    ADVERSARY = "adversary"
    THIRD_PARTY = "third party"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, speaker: str | None, counted: str | None, kind: str | None = None) -> Standing:
        """From the side (slug) that the speaker is of and that of those counted; of no side, from the kind of institution."""
        if speaker is not None and counted not in {None, "both"}:
            return cls.OWN if speaker == counted else cls.ADVERSARY
        return cls.THIRD_PARTY if kind in {"intergovernmental", "ngo", "court", "media"} else cls.UNKNOWN


class Basis(StrEnum):
    """What the claimant's number rests on, when told."""

    NAMED_LIST = "named list"
    MORGUE = "morgue or hospital"
    WITNESS = "witness"
    BODY_COUNT = "body count"
    UNSTATED = "unstated"


class Commitment(StrEnum):
    """How far the claimant stands behind the figure."""

    SAYS = "says"
    ESTIMATES = "estimates"
    SUSPECTS = "suspects"
    PLANS = "plans"
    DENIES = "denies"


class Distance(StrEnum):
    """How far the publisher stands from the figure it prints."""

    NONE = "none"
    CLAIMED = "claimed"
    UNCONFIRMED = "unconfirmed"


class Modality(StrEnum):
    ASSERTED = "asserted"
    ALLEGED = "alleged"
    PLANNED = "planned"
    DENIED = "denied"


def modality(commitment: Commitment, distance: Distance) -> Modality:
    """What the contract calls modality: the commitment decides, then the publisher's distance.

    >>> modality(Commitment.SAYS, Distance.UNCONFIRMED)
    <Modality.ALLEGED: 'alleged'>
    """
    if commitment is Commitment.DENIES:
        return Modality.DENIED
    if commitment is Commitment.PLANS:
        return Modality.PLANNED
    if commitment is Commitment.SUSPECTS or distance is not Distance.NONE:
        return Modality.ALLEGED
    return Modality.ASSERTED


class Sensitivity(StrEnum):
    """Who may see a report's payload. Anything but public is withheld from everything published."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    SECRET = "secret"
