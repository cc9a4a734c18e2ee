"""Opens a document of any kind: tells its kind, and calls what reads that kind. What a kind needs is imported when it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model.reports import Refusal
from .documents import DEEPEST, WHOLE, Document
from .kinds import ENDINGS, MARKED, Kind, kind_of, marked
from .limits import Limits, Read
from .records import Refused

Reader = Callable[[Document, Limits], Iterator[Read]]
#: Kinds that are read piece by piece; all others are held whole.
STREAMED = {Kind.JSON, Kind.WARC, Kind.GZIP}
KNOWN = ", ".join(sorted(ending for ending in ENDINGS if ending))


def opened(document: Document, limits: Limits) -> Iterator[Read]:
    """The reports of a document, or the Refusal of what it is instead; never nothing. OSError where the disk fails."""
    if document.size == 0:
        yield Refusal(document.place, "the file is empty", "Remove it, or save the report's text in it.")
        return
    if document.depth > DEEPEST:
        yield Refusal(document.place, "it lies too deep in other files", "Unpack the files it lies in, and bring it in from there.")
        return
    head = document.head()
    kind = kind_of(head, document.ending)
    if kind is None or (kind is Kind.ZIP and document.ending not in ENDINGS):  # office programs write ZIP
        yield _unread(document, head)
        return
    if kind in MARKED and not marked(head, kind):
        yield Refusal(document.place, f"its name ends in {document.ending!r}, but it is no {MARKED[kind]}",
                      "It may be cut off or be something else: get it again, or give it its own ending.")  # fmt: skip
        return
    if kind not in STREAMED and document.size > WHOLE:
        yield Refused(document.place).too_large(document.size, WHOLE, "bytes")
        return
    empty = True
    for found in reader_of(kind)(document, limits):
        empty = False
        yield found
    if empty:
        yield Refusal(document.place, "there is no report in the file", "Remove it, or save reports in it.")


def _unread(document: Document, head: bytes) -> Refusal:
    if not document.ending or b"\x00" not in head:
        return Refusal(document.place, f"no reader for files ending in {document.ending!r}", f"Save it as one of {KNOWN}.")
    return Refusal(document.place, f"no reader for files ending in {document.ending!r}; it is no text",
                   f"Export its text, or save it as one of {KNOWN}.")  # fmt: skip


def reader_of(kind: Kind) -> Reader:
    """What reads documents of this kind."""
    match kind:
        case Kind.TEXT:
            from . import text

            return text.reports
        case Kind.JSON:
            from . import jsonl

            return jsonl.reports
        case Kind.TABLE:
            from . import table

            return table.reports
        case Kind.HTML:
            from . import html

            return html.reports
        case Kind.PDF:
            from . import pdf

            return pdf.reports
        case Kind.WARC:
            from . import warc

            return warc.reports
        case Kind.FEED:
            from . import feed

            return feed.reports
        case Kind.MAIL:
            from . import mail

            return mail.reports
        case Kind.MAILBOX:
            from . import mailbox

            return mailbox.reports
        case Kind.ZIP:
            from . import archive

            return archive.reports
        case Kind.GZIP:
            from . import compressed

            return compressed.reports
