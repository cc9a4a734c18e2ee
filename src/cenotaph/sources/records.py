"""One record to one report: what must be there, what is cleaned, and the refusals that say what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..model.days import EARLIEST
from ..model.reports import Refusal, Report
from ..model.terms import Sensitivity
from .days import day
from .documents import Document
from .language import language
from .limits import Limits

NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")
UNPRINTED = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Refused:
    """Refusals at one place."""

    place: str

    def too_large(self, size: int, largest: int, unit: str = "characters") -> Refusal:
        if unit == "bytes":
            return Refusal(
                self.place, f"it is larger ({size:,} bytes) than is read ({largest:,} bytes)", "Split it into its reports."
            )
        return Refusal(self.place, f"it is larger ({size:,}) than one report may be ({largest:,} characters)",
                       "Split it into its reports, or raise CENOTAPH_LARGEST_REPORT.")  # fmt: skip

    def bad_date(self, stated: object) -> Refusal:
        return Refusal(self.place, f"the date {_shown(stated)} cannot be read", "Write the publication day as YYYY-MM-DD.")

    def too_old(self, published: date) -> Refusal:
        reason = f"its publication day {published} is before {EARLIEST}"
        return Refusal(self.place, reason, "Write the day on which it was published.")

    def to_come(self, published: date) -> Refusal:
        return Refusal(self.place, f"its publication day {published} has not come yet", "Write the day on which it was published.")

    def no_date(self) -> Refusal:
        return Refusal(self.place, "it has no publication day", "Give it a `date`, begin a text file with ` date YYYY-MM-DD `, "
                       "or put the day into the file's name, as in news-2020-11-14.html.")  # fmt: skip

    def bad_sensitivity(self, stated: object) -> Refusal:
        known = ", ".join(Sensitivity)
        return Refusal(self.place, f"the sensitivity {str(stated)[:40]!r} is unknown",
                       f"Write one of {known}, or leave it out: it is public then.")  # fmt: skip

    def missing(self, part: str) -> Refusal:
        return Refusal(self.place, f"it has no {part}", f"Give it the field `{part}`, or map the column that holds it.")


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
    if published < EARLIEST:
        return refused.too_old(published)
    if published > limits.latest:
        return refused.to_come(published)
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


def report(
    document: Document, record: Mapping[str, object], *, payload: bytes, limits: Limits, place: str = "", notes: Iterable[str] = ()
) -> Report | Refusal:
    """The report of a document that holds one: what it does not tell itself is taken from its name and what it came in.

    The day: the record's own, the one in the file's name, the one of what it came in. What a person should know of where a part
    comes from stands in brackets behind the place.
    """
    told, said = dict(record), list(notes)
    around = document.around
    told.setdefault("id", document.name)
    if not told.get("date") and not around.nameless and "id" not in record:
        told["date"] = named_day(document.file_name)
    if not told.get("date") and around.day:
        told["date"] = around.day
        said.append(f"day from {around.day_from}")
    if not told.get("date") and around.undated and str(told.get("text") or "").strip():
        return Refusal(place or document.place, f"it has no publication day ({around.undated})",
                       "Save it as a file with its day in its name, as in news-2020-11-14.html.")  # fmt: skip
    told["outlet"] = told.get("outlet") or around.publisher
    told["address"] = around.address or told.get("address")
    return noted(made(told, payload=payload, place=place or document.place, limits=limits), said)


def named_day(file_name: str) -> date | None:
    """The day that a file's name carries: news-2020-11-14.txt."""
    found = NAMED.search(file_name)
    return day(found.group(1)) if found else None


def noted(found: Report | Refusal, notes: Iterable[str]) -> Report | Refusal:
    """A report whose place says in brackets what is less than certain about it."""
    said = "; ".join(notes)
    return replace(found, found_at=f"{found.found_at} ({said})") if said and isinstance(found, Report) else found


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


def _shown(stated: object) -> str:
    """A date that cannot be read, if it is made of what dates are made of: what else stands there may be somebody's data."""
    text = str(stated)
    return repr(text) if re.fullmatch(r"[\d\s/.:,TZ+-]{1,40}", text) else f"(of {len(text)} characters)"
