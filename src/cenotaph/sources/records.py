"""One record to one report: what must be there, what is cleaned, and the refusals that say what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..model.reports import Refusal, Report
from ..model.terms import Sensitivity
from .days import day
from .language import language
from .limits import Limits

UNPRINTED = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Refused:
    """Refusals at one place."""

    place: str

    def too_large(self, size: int, largest: int) -> Refusal:
        return Refusal(self.place, f"it is larger ({size:,}) than one report may be ({largest:,} characters)",
                       "Split it into its reports, or raise CENOTAPH_LARGEST_REPORT.")  # fmt: skip

    def bad_date(self, stated: object) -> Refusal:
        return Refusal(self.place, f"the date {str(stated)[:40]!r} cannot be read", "Write the publication day as YYYY-MM-DD.")

    def no_date(self) -> Refusal:
        return Refusal(self.place, "it has no publication day", "Give it a `date`, or begin a text file with ` date YYYY-MM-DD `.")

    def bad_sensitivity(self, stated: object) -> Refusal:
        known = ", ".join(Sensitivity)
        return Refusal(self.place, f"the sensitivity {str(stated)[:40]!r} is unknown",
                       f"Write one of {known}, or leave it out: it is public then.")  # fmt: skip

    def missing(self, part: str) -> Refusal:
        return Refusal(self.place, f"it has no {part}", f"Give it a `{part}`, or map the column that holds it.")


def made(record: Mapping[str, object], *, payload: bytes, place: str, limits: Limits) -> Report | Refusal:
    """The report of one record with keys id, date, text and, when told, outlet, title, address, language, sensitivity."""
    refused = Refused(place)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return refused.missing("text")
    if len(text) > limits.largest:
        return refused.too_large(len(text), limits.largest)
    identifier = record.get("id")
    if not isinstance(identifier, str | int | float) or isinstance(identifier, bool) or not str(identifier).strip():
        return refused.missing("id")
    stated = record.get("date")
    if stated is None or stated == "":
        return refused.no_date()
    published = stated if isinstance(stated, date) else day(str(stated))
    if published is None:
        return refused.bad_date(stated)
    sensitivity = _sensitivity(record.get("sensitivity"))
    if sensitivity is None:
        return refused.bad_sensitivity(record["sensitivity"])
    clean = printable(text)
    return Report(
        id=printable(str(identifier).strip()),
        text=clean,
        published=published,
        payload=payload,
        publisher=_told(record, "outlet"),
        address=_told(record, "address"),
        title=_told(record, "title"),
        language=_told(record, "language") or language(clean),
        found_at=place,
        sensitivity=sensitivity,
    )


def _sensitivity(stated: object) -> Sensitivity | None:
    """What is stated, public when nothing is, None when it is no such word: a slip of the pen must not publish a secret."""
    if stated is None or stated == "":
        return Sensitivity.PUBLIC
    word = str(stated).strip().casefold()
    return Sensitivity(word) if word in set(Sensitivity) else None


def _told(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    return printable(str(value).strip()) or None if value is not None else None


def printable(text: str) -> str:
    """The text with what no file or database can hold (NUL, lone surrogates) replaced."""
    return UNPRINTED.sub("\ufffd", text)
