"""What is too much for one report, and which column of a table holds what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from ..model.reports import Refusal, Report

Read = Report | Refusal


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Names of the columns that hold a report's parts; `text` and `date` must be there, the others may be missing."""

    id: str = "id"
    date: str = "date"
    text: str = "text"
    outlet: str = "outlet"
    title: str = "title"
    address: str = "address"
    sensitivity: str = "sensitivity"

    @classmethod
    def of(cls, given: dict[str, str]) -> ColumnMap:
        """From pairs such as {"text": "Body"}; ValueError names a part that does not exist."""
        unknown = sorted(set(given) - set(cls.__slots__))
        if unknown:
            raise ValueError(f"unknown part {unknown[0]!r}, expected one of {', '.join(cls.__slots__)}")
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Limits:
    """`largest` is the greatest number of characters that one report may have, `encoding` what is no UTF-8 is read as.

    `latest` is the last day on which a report can have been published: tomorrow, for somewhere it is that day already.
    """

    largest: int = 2_000_000
    columns: ColumnMap = field(default_factory=ColumnMap)
    encoding: str | None = None
    latest: date = field(default_factory=lambda: date.today() + timedelta(days=1))
