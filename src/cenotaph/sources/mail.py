"""E-mail: a mail is a report, each attachment of a kind that is read is another, and so is a mail that is attached.

What a mail quotes of earlier mails is left out of its text (it stays in its bytes): it was published by others on other days.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_tz
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from ..model.reports import Refusal, Report
from . import opening
from .documents import Around, Document
from .html import characters
from .kinds import ENDINGS, Kind, kind_of
from .limits import Limits, Read
from .markup import Unparsed, lines, parsed
from .records import Refused, printable, report
from .wrapping import unwrapped

#: Parts of one mail, at most: more is an attack on whoever opens it.
MOST_PARTS = 1_000
#: Characters of a header that are looked at.
LONGEST = 10_000
#: Parts that are no documents: signatures, keys, invitations, and pictures that decorate a mail.
BESIDE = {
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-keys",
    "text/calendar", "text/vcard", "text/x-vcard", "message/delivery-status", "application/ms-tnef",
}  # fmt: skip
QUOTED = re.compile(r"^[ \t]*>.*(?:\n|\Z)", re.MULTILINE)
WROTE = re.compile(r"^(?=.{0,250}(?:wrote|writes|schrieb|a écrit|пишет|написал\w*)\s*:[ \t]*$)\S.*\n?\s*(?=^[ \t]*>)", re.MULTILINE)
#: A mail inside a mail comes out as it lies there.
UNCHANGED = policy.compat32.clone(mangle_from_=False)
FAULTS = (MessageError, HeaderParseError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
BROKEN = "Save the mail again from the mail program."


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """The mail's own report, then those of its attachments."""
    payload = document.payload()
    try:
        message = message_from_bytes(payload, policy=policy.compat32)
        parts = _parts(message)
    except FAULTS:
        yield Refusal(document.place, "the mail is broken", BROKEN)
        return
    if not message.keys():
        yield Refusal(document.place, "it is no mail: it has no header", BROKEN)
        return
    if len(parts) > MOST_PARTS:
        yield Refusal(
            document.place, f"the mail has more than {MOST_PARTS:,} parts", "Save what it holds as files, and bring those in."
        )
        return
    around = Around(_day(message), "the mail that it came with", publisher=organisation(message))
    attached = [part for part in parts if _attached(part)]
    own = _own(document, message, [part for part in parts if not _attached(part)], payload, limits)
    if isinstance(own, Report) or not attached or not _wordless(own):
        yield own
    yield from _attachments(document, attached, around, limits)


def _wordless(own: Read) -> bool:
    return isinstance(own, Refusal) and own.reason.startswith("the mail has no words")


def _parts(message: Message) -> list[Message]:
    """The parts of a mail; a mail that is attached is one part, and its own parts are its own affair."""
    found, waiting = [], [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting = [p for p in part.get_payload() if isinstance(p, Message)] + waiting
        else:
            found.append(part)
        if len(found) > MOST_PARTS:
            break
    return found


def _attached(part: Message) -> bool:
    return part.get_content_type() == "message/rfc822" or _disposed(part) == "attachment" or bool(_file_name(part))


def _disposed(part: Message) -> str:
    return _header(part, "Content-Disposition").partition(";")[0].strip().casefold()


def _own(document: Document, message: Message, parts: list[Message], payload: bytes, limits: Limits) -> Read:
    place = document.place
    if message.get_content_type() in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return Refusal(place, "the mail is encrypted", "Save it decrypted from the mail program.")
    told = _text(parts, place, limits)
    if isinstance(told, Refusal):
        return told
    kept, quotes = told
    if quotes and not kept.strip():
        return Refusal(place, "the mail only quotes an earlier mail", "Bring in that mail itself, or its text.")
    if not kept.strip():
        return Refusal(place, "the mail has no words of its own", "Save what it holds as files, and bring those in.")
    published, stated = _day(message), _header(message, "Date")
    if stated and published is None:
        return Refused(place).bad_date(stated)
    address = _header(message, "Archived-At").strip("<> ")
    return report(
        document,
        {
            "text": kept, "date": published, "title": _header(message, "Subject"), "outlet": organisation(message),
            "address": address if re.match(r"https?://\S+$", address) else None,
        },
        payload=payload, limits=limits, notes=["quoted mails left out"] if quotes else [],
    )  # fmt: skip


def _text(parts: list[Message], place: str, limits: Limits) -> tuple[str, bool] | Refusal:
    """The words of a mail and whether it quotes others: all its plain text, or where there is none, all its HTML."""
    quotes = False
    for subtype in ("plain", "html"):
        told = []
        for part in parts:
            if part.get_content_type() != f"text/{subtype}":
                continue
            body = part.get_payload(decode=True)
            found = characters(body if isinstance(body, bytes) else b"", place, _charset(part), limits.encoding)
            if isinstance(found, Refusal):
                return found
            words, cut = _of_html(found) if subtype == "html" else _of_text(found, part)
            told.append(words)
            quotes |= cut
        words = "\n\n".join(text.strip("\n") for text in told if text.strip())
        if words:
            return words, quotes
    return "", quotes


def _of_text(text: str, part: Message) -> tuple[str, bool]:
    """The paragraphs of a plain mail without the mails that it quotes, and whether there are any."""
    kept = without_quotes(text)
    return unwrapped(kept, flowed=_flowed(part)), kept != text


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except FAULTS:
        return None


def _flowed(part: Message) -> bool:
    try:
        return str(part.get_param("format") or "").casefold() == "flowed"
    except FAULTS:
        return False


def _of_html(html: str) -> tuple[str, bool]:
    """The lines of a mail written in HTML without the mails that it quotes, and whether there are any."""
    try:
        root = parsed(html)
    except Unparsed:
        return "", False
    cited = [
        e for e in root.iter("blockquote", "div") if e.get("type") == "cite" or "gmail_quote" in (e.get("class") or "").split()
    ]
    quotes = [e for e in cited if e.getparent() is not None and not _forwarded(e)]
    for element in quotes:
        element.clear(keep_tail=True)
    return "\n".join(line.words for line in lines(root)), bool(quotes)


def _forwarded(element: object) -> bool:
    return "Forwarded message" in "".join(element.itertext())[:200]  # type: ignore[attr-defined]


def without_quotes(text: str) -> str:
    """A mail without what it quotes: lines that begin with >, the line that introduces them, and all below an original message."""
    for line in _words()["earlier"]:
        found = text.find(line)
        if found >= 0:
            text = text[:found]
    return QUOTED.sub("", WROTE.sub("", text))


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files("cenotaph.sources").joinpath("data/mail.toml").read_text("utf-8"))


def organisation(message: Message) -> str | None:
    """Who published a mail: its Organization header, or the sender's name where the address is an office's and no person's."""
    stated = _header(message, "Organization") or _header(message, "Organisation")
    if stated:
        return stated
    name, address = parseaddr(_header(message, "From"))
    local = address.partition("@")[0].casefold()
    return name.strip() or None if local in _words()["roles"] else None


def _header(message: Message, name: str) -> str:
    """A header as words on one line; empty when it is missing. What cannot be told of it becomes �."""
    stated = message.get(name, "")
    stated = stated[:LONGEST] if isinstance(stated, str) else stated
    try:
        return " ".join(printable(str(make_header(decode_header(stated)))).split())
    except FAULTS:
        return " ".join(printable(str(stated)).split())


def _day(message: Message) -> date | None:
    """The day of the Date header in the sender's own zone."""
    try:
        parts = parsedate_tz(_header(message, "Date"))
        return date(*parts[:3]) if parts else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
        return PurePosixPath(" ".join(printable(str(make_header(decode_header(name)))).split()).replace("\\", "/")).name
    except FAULTS:
        return ""


def _attachments(document: Document, attached: list[Message], around: Around, limits: Limits) -> Iterator[Read]:
    named: set[str] = set()
    for number, part in enumerate(attached, 1):
        kind = part.get_content_type()
        if kind in BESIDE or (kind.startswith("image/") and _disposed(part) != "attachment"):
            continue
        mail = kind == "message/rfc822"
        file_name = "mail.eml" if mail else _file_name(part) or f"{number}"
        place = f"/{file_name}" if file_name not in named else f"/{number}/{file_name}"
        stem = PurePosixPath(file_name).stem
        name = f"{document.name}/{stem}" if stem not in named else f"{document.name}/{number}-{stem}"
        named |= {file_name, stem}
        payload = _payload(part, mail=mail)
        if payload is None:
            yield Refusal(document.place + place, "the attached file is broken", BROKEN)
            continue
        if kind in {"text/html", "application/pdf"} and ENDINGS.get(PurePosixPath(file_name).suffix.casefold()) is None:
            file_name += {"text/html": ".html", "application/pdf": ".pdf"}[kind]
        told = Around() if mail or kind_of(payload[:4096], "") is Kind.MAIL else around
        yield from opening.opened(document.inside(payload, part=place, name=name, file_name=file_name, around=told), limits)


def _payload(part: Message, *, mail: bool) -> bytes | None:
    try:
        if mail:
            inner = part.get_payload()
            return inner[0].as_bytes(policy=UNCHANGED) if isinstance(inner, list) and isinstance(inner[0], Message) else None
        body = part.get_payload(decode=True)
    except (*FAULTS, KeyError):
        return None
    return body if isinstance(body, bytes) else None
