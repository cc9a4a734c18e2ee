"""Of which kind a document is: told from its first bytes; the ending of its name decides only where they do not."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum


class Kind(StrEnum):
    """What a document can be."""

    TEXT = "text"
    JSON = "JSON Lines"
    TABLE = "table"
    HTML = "HTML"
    PDF = "PDF"
    WARC = "WARC"
    FEED = "feed"
    MAIL = "mail"
    MAILBOX = "mailbox"
    ZIP = "ZIP"
    GZIP = "gzip"


#: What a document of that ending is when its first bytes say nothing else.
ENDINGS: dict[str, Kind] = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.TEXT, "": Kind.TEXT,
    ".jsonl": Kind.JSON, ".ndjson": Kind.JSON, ".json": Kind.JSON,
    ".csv": Kind.TABLE, ".tsv": Kind.TABLE,
    ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".warc": Kind.WARC,
    ".rss": Kind.FEED, ".atom": Kind.FEED, ".rdf": Kind.FEED, ".xml": Kind.FEED,
    ".eml": Kind.MAIL,
    ".mbox": Kind.MAILBOX,
    ".zip": Kind.ZIP,
    ".gz": Kind.GZIP,
}  # fmt: skip

#: Kinds that always begin with their own bytes.
MARKED = {Kind.PDF: "PDF", Kind.WARC: "WARC file", Kind.ZIP: "ZIP archive", Kind.GZIP: "gzip file"}
MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"WARC/", Kind.WARC),
)
#: What may stand before the first element: comments, instructions and a document type that is no HTML.
BEFORE = re.compile(r"\s*(?:<!--.*?-->|<\?.*?\?>)", re.DOTALL)
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>/]", re.IGNORECASE)
FEED = re.compile(r"(?:<!doctype\s+(?:rss|feed|rdf:rdf)\b|<(?:\w+:)?(?:rss|feed|rdf)[\s>])", re.IGNORECASE)
FIELD = re.compile(
    r"^(from|date|subject|to|message-id|mime-version|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
ENVELOPE = re.compile(r"From \S+ .*\d\d:\d\d.*\r?\n[A-Za-z][\w-]*:")
#: A text file may begin "Date: …" and be no mail; what has this many fields of a mail, and these, is one.
FIELDS = 3
TRACED = {"message-id", "mime-version", "received"}


def kind_of(head: bytes, ending: str) -> Kind | None:
    """The kind of a document with these first bytes, whose name ends so; None when nothing reads it.

    >>> kind_of(b"%PDF-1.7", ".txt"), kind_of(b"Ten died.", ".docx")
    (<Kind.PDF: 'PDF'>, None)
    """
    for mark, kind in MAGIC:
        if head.startswith(mark):
            return kind
    told = ENDINGS.get(ending)
    if told is Kind.PDF and marked(head, told):
        return told
    return _of_text(_opening(head)) or told


def marked(head: bytes, kind: Kind) -> bool:
    """Whether a document begins as its kind does; a PDF may have some bytes before its mark."""
    if kind is Kind.PDF:
        return b"%PDF-" in head[:1024]
    return any(head.startswith(mark) for mark, of in MAGIC if of is kind)


def _opening(head: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _of_text(opening: str) -> Kind | None:
    if ENVELOPE.match(opening):
        return Kind.MAILBOX
    rest = opening
    while before := BEFORE.match(rest):
        rest = rest[before.end() :]
    rest = rest.lstrip()
    if PAGE.match(rest):
        return Kind.HTML
    if FEED.match(rest):
        return Kind.FEED
    fields = {name.casefold() for name in FIELD.findall(re.split(r"\r?\n\r?\n", opening, maxsplit=1)[0])}
    return Kind.MAIL if len(fields) >= FIELDS and fields & TRACED else None
