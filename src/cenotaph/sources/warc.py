"""WARC: each page that a server answered with is a report, found under its address. The day of the crawl is not its day.

The bytes of such a report are the record's whole block: the server's answer with its headers, as archived.
"""

from __future__ import annotations

import gzip
import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from ..model.reports import Refusal
from . import opening
from .documents import MARKUP, WHOLE, Around, Document
from .limits import Limits, Read
from .records import Refused

FAULTS = (ArchiveLoadFailed, StatusAndHeadersParserException, OSError, EOFError, zlib.error, ValueError, AttributeError, TypeError)
#: Media that hold reports; pictures, styles, scripts, films and sounds of a crawl do not.
PAGES = {"text/html", "application/xhtml+xml"}
TOLD = {"text/plain", "application/pdf", "application/rss+xml", "application/atom+xml", "application/rdf+xml"}
CUT = "Get the archive again: it is damaged or cut off."


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """Each page of an archive that is not compressed, numbered by its record."""
    with document.opened() as file:
        yield from _records(document, file, limits)


def compressed_reports(document: Document, limits: Limits) -> Iterator[Read]:
    """Each page of a `.warc.gz`. Python's own gzip tells where it is damaged; warcio would end there without a word."""
    name = document.name.removesuffix(".warc")
    with document.opened() as file, gzip.GzipFile(fileobj=file) as unpacked:
        members = _Members(unpacked)
        yield from _records(replace(document, name=name), members, limits)
        if members.broken:
            yield Refusal(document.place, "the archive breaks off or is damaged; what follows is lost", CUT)


class _Members:
    """The unpacked bytes of a gzip file up to where it is broken."""

    def __init__(self, unpacked: gzip.GzipFile) -> None:
        self.unpacked = unpacked
        self.broken = False

    def read(self, size: int) -> bytes:
        try:
            return b"" if self.broken else self.unpacked.read1(size)
        except (OSError, EOFError, zlib.error):
            self.broken = True
            return b""


def _records(document: Document, file: BinaryIO | _Members, limits: Limits) -> Iterator[Read]:
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what is wrong is told by a Refusal
    records = WARCIterator(file, no_record_parse=True)
    records.INC_RECORD = ""  # it would be printed; the count is kept in err_count
    number = 0
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            number += 1
            found = _block(record, f"{document.place}:{number}")
        except FAULTS:
            yield Refusal(f"{document.place}:{number + 1}", "the archive breaks off here or is damaged", CUT)
            return
        if isinstance(found, Refusal):
            yield found
        elif found is not None:
            yield from _answer(document, number, record.rec_headers, found, limits)
    if records.err_count:
        yield Refusal(document.place, "the lengths of some records are wrong, and what follows them may be lost", CUT)


def _block(record: ArcWarcRecord, place: str) -> bytes | Refusal | None:
    """The bytes of a response or resource; None for records that hold no document."""
    if record.rec_type not in {"response", "resource"}:
        return None
    length = int(record.rec_headers.get_header("Content-Length") or 0)
    if length > WHOLE:
        return Refused(place).too_large(length, WHOLE, "bytes")
    block = record.raw_stream.read(length)
    return Refusal(place, "the record is cut off", CUT) if len(block) < length else bytes(block)


def _answer(document: Document, number: int, headers: StatusAndHeaders, block: bytes, limits: Limits) -> Iterator[Read]:
    place = f"{document.place}:{number}"
    http, body, media, status = None, block, headers.get_header("Content-Type") or "", "200"
    if media.startswith("application/http"):
        stream = io.BytesIO(block)
        try:
            http = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"], verify=False).parse(stream)
            body, media, status = stream.read(), http.get_header("Content-Type") or "", http.get_statuscode()
        except FAULTS:
            yield Refusal(place, "the server's answer in the record is broken", CUT)
            return
    kind, _, parameters = media.partition(";")
    kind = kind.strip().casefold()
    if kind not in PAGES | TOLD or status.startswith("3"):
        return
    if not status.startswith("2"):
        yield Refusal(place, f"the server answered {status[:3]}, which is no report", "Leave it out, or archive the page again.")
        return
    unpacked = _unpacked(body, http, place)
    if isinstance(unpacked, Refusal):
        yield unpacked
        return
    if not unpacked.strip():
        yield Refusal(place, "the page is empty", "Archive it again.")
        return
    address = (headers.get_header("WARC-Target-URI") or "").strip("<> ")
    captured = (headers.get_header("WARC-Date") or "some day")[:10]
    undated = f"it was archived on {captured}, which says only that it was there by then"
    around = Around(address=address or None, charset=_charset(parameters), nameless=True, undated=undated)
    name = f"{document.name}-{number}"
    inner = document.inside(unpacked, part=f":{number}", name=name, file_name=_file_name(kind), around=around)
    yield from _read(inner, kind, block, unpacked, limits)


def _read(inner: Document, kind: str, block: bytes, body: bytes, limits: Limits) -> Iterator[Read]:
    if kind not in PAGES:
        yield from opening.opened(inner, limits)
        return
    from . import html

    if len(body) > limits.largest * MARKUP:
        yield Refused(inner.place).too_large(len(body), limits.largest * MARKUP, "bytes")
    else:
        yield html.page(inner, body, block, limits)


def _file_name(kind: str) -> str:
    return {"text/plain": "page.txt", "application/pdf": "page.pdf"}.get(kind, "page.html" if kind in PAGES else "page.xml")


def _charset(parameters: str) -> str | None:
    name, _, value = parameters.strip().partition("=")
    return value.strip(" \"'") or None if name.strip().casefold() == "charset" else None


def _unpacked(body: bytes, http: StatusAndHeaders | None, place: str) -> bytes | Refusal:
    """The page of an answer that was sent in chunks or compressed; a Refusal when it cannot be unpacked or is a bomb."""
    if http is None:
        return body
    try:
        if (http.get_header("Transfer-Encoding") or "").strip().casefold() == "chunked":
            body = ChunkedDataReader(io.BytesIO(body)).read()
        coding = (http.get_header("Content-Encoding") or "identity").strip().casefold()
        if coding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(body)) as unpacking:
                body = unpacking.read(WHOLE + 1)
        elif coding == "deflate":
            body = _inflated(body)
        elif coding not in {"identity", "gzip", "x-gzip", ""}:
            return Refusal(
                place, f"the page is compressed with {coding[:20]!r}, which is not read", "Archive it again without compression."
            )
    except FAULTS:
        return Refusal(place, "the page in the record is compressed, and damaged", CUT)
    return Refused(place).too_large(len(body), WHOLE, "bytes") if len(body) > WHOLE else body


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, WHOLE + 1)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, WHOLE + 1)
