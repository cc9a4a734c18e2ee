"""Bytes to text: the encoding that they declare or betray; what is no text is refused, never guessed into one."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ..model.reports import Refusal

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TURKISH = {"cp1254", "iso8859_9"}
FOREIGN_WORD = re.compile(rb"[\x80-\xff]{4}")
MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"SQLite format 3",
    b"\xd0\xcf\x11\xe0",
)


def decoded(payload: bytes, place: str) -> str | Refusal:
    """The text of these bytes with line ends made one kind, or a Refusal when they are binary or in no known encoding."""
    if payload.startswith(MAGIC):
        return Refusal(place, "the file is binary, not text", "Export its text, or use a format that Cenotaph reads.")
    text = _by_mark(payload)
    if text is None:
        try:
            text = payload.decode("utf-8")
        except UnicodeDecodeError as error:
            text = _guessed(payload)
            if text is None:
                return Refusal(place, f"the encoding cannot be told (byte {error.start} is no UTF-8)", "Save it as UTF-8.")
    if "\x00" in text or sum(c < " " and c not in "\t\n\r\f\v" for c in text[:4096]) > max(2, len(text[:4096]) // 50):
        return Refusal(place, "the file is binary, not text", "Export its text, or use a format that Cenotaph reads.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _by_mark(payload: bytes) -> str | None:
    for mark, encoding in BOMS:
        if payload.startswith(mark):
            try:
                return payload.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _guessed(payload: bytes) -> str | None:
    """The best guess among single-byte and East Asian encodings, when there is a coherent one.

    A few accents do not tell the Latin encodings apart, so Western (Windows-1252) is tried first where letters beyond ASCII
    stand alone in their words. Bytes that are mostly good UTF-8 are damaged UTF-8, and nothing is guessed.
    """
    sample = payload[:200_000]
    loose = sample.decode("utf-8", "replace")
    damaged = loose.count("\ufffd")
    if b"\x00" in sample or sum(c > "\x7f" for c in loose) > 2 * damaged:
        return None
    best = from_bytes(sample, threshold=0.25).best()
    guess = best.encoding if best else None
    western = not FOREIGN_WORD.search(sample) and guess not in TURKISH
    for encoding in ("cp1252", guess) if western else (guess,):
        try:
            return payload.decode(encoding) if encoding else None
        except UnicodeDecodeError:
            continue
    return None
