"""PDF: one file is one report. Its text comes page by page, with a form feed between pages and each paragraph on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pypdfium2

from ..model.reports import Refusal
from .documents import Document
from .layout import Page, paragraphs
from .limits import Limits, Read
from .pages import pages
from .records import Refused, named_day, report

#: Pages that are read of one file, at most.
MOST_PAGES = 5_000
#: What programs write for a title that nobody gave.
NO_TITLE = re.compile(
    r"untitled|microsoft (?:word|excel|powerpoint) - |.*\.(?:docx?|xlsx?|pptx?|rtf|odt|pdf|indd|qxd|tmp)$|document ?\d*$", re.I
)
STAMP = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
#: The year in which PDF began: an earlier stamp is a clock that was never set.
FIRST_YEAR = 1993
#: Share of characters without a meaning above which a file's letters cannot be told.
ILLEGIBLE = 0.2


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """The one report that a PDF is."""
    payload = document.payload()
    yield _report(document, payload, limits)


def _report(document: Document, payload: bytes, limits: Limits) -> Read:
    place = document.place
    try:
        opened = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        return _unopened(place, str(error))
    try:
        if len(opened) > MOST_PAGES:
            return Refusal(
                place, f"it has {len(opened):,} pages, more than are read ({MOST_PAGES:,})", "Split it into its reports."
            )
        read: list[Page] = []
        for page in pages(opened):
            read.append(page)
            size = sum(page.size for page in read)
            if size > limits.largest:
                return Refused(place).too_large(size, limits.largest)
        told = {name: opened.get_metadata_value(name) for name in ("Title", "CreationDate", "ModDate")}
    except (pypdfium2.PdfiumError, ValueError) as error:
        return _unopened(place, str(error))
    finally:
        opened.close()
    return _of_pages(document, read, told, payload, limits)


def _of_pages(document: Document, read: list[Page], told: dict[str, str], payload: bytes, limits: Limits) -> Read:
    place = document.place
    text = paragraphs(read)
    legible = sum(c.isprintable() and c != "\ufffd" and not "\ue000" <= c <= "\uf8ff" for c in text if not c.isspace())
    size = sum(not c.isspace() for c in text)
    if not size:
        return Refusal(place, f"its {len(read)} page(s) hold no text: it is scanned, or made of pictures",
                       "Have its text recognised (OCR), or save the text as a text file.")  # fmt: skip
    if size - legible > ILLEGIBLE * size:
        return Refusal(
            place, "its letters have no meaning outside its own fonts", "Have its text recognised (OCR), or type it off."
        )
    notes = []
    bare = [str(n) for n, page in enumerate(read, 1) if not page.size]
    if bare:
        notes.append(f"no text on page {', '.join(bare[:20])}{'…' if len(bare) > 20 else ''}")
    stamp = None
    if named_day(document.file_name) is None and document.around.day is None:
        stamp = stamped(told["CreationDate"], told["ModDate"])
        if stamp:
            notes.append("day from the file's CreationDate")
    title = titled(told["Title"])
    if title:
        notes.append("title from the file's properties")
    return report(document, {"text": text, "date": stamp, "title": title}, payload=payload, limits=limits, notes=notes)


def stamped(created: str, changed: str) -> date | None:
    """The day on which a PDF says that it was made; None when that cannot be: before PDF, after its last change, in the future.

    >>> stamped("D:20201114093000+04'00'", ""), stamped("D:19700101000000Z", "")
    (datetime.date(2020, 11, 14), None)
    """
    days = []
    for stamp in (created, changed):
        found = STAMP.match(stamp)
        try:
            days.append(date(int(found[1]), int(found[2]), int(found[3])) if found else None)
        except ValueError:
            days.append(None)
    made, last = days
    if made is None or made.year < FIRST_YEAR or made > date.today() or (last and made > last):
        return None
    return made


def titled(title: str) -> str | None:
    """A title that a person gave; None for what a program fills in."""
    words = " ".join(title.split())
    return None if not words or NO_TITLE.match(words) else words


def _unopened(place: str, error: str) -> Refusal:
    if "assword" in error or "ecurity" in error:
        return Refusal(place, "the PDF is locked with a password", "Save a copy without the password.")
    return Refusal(place, "the PDF is broken: it may be cut off", "Get it again, or save its text as a text file.")
