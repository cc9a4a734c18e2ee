"""Bytes to text: by their mark, as UTF-8, or in the encoding that a person names. Nothing is guessed into a text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ..model.reports import Refusal

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
#: Control characters but for tab, line feeds, form feed and carriage return.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
FOREIGN_WORD = re.compile(rb"[\x80-\xff]{4}")
WINDOWS = re.compile(r"cp(?=125\d$)")
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
SAMPLE = 20_000  # bytes that are looked at for a hint
SAVE = "Save it as UTF-8."


def known_encoding(name: str) -> str:
    """The encoding by its plain name; ValueError when there is none of this name that makes text of bytes."""
    try:
        found = codecs.lookup(name)
        "a".encode(found.name)  # not every codec makes bytes of text
    except (LookupError, ValueError):
        raise ValueError(f"there is no encoding {name!r}") from None
    return found.name


def decoded(payload: bytes, place: str, encoding: str | None = None) -> str | Refusal:
    """The text of these bytes with line ends made one kind, or a Refusal when they are binary or in no encoding that is told.

    `encoding` is the one that a person names; it is used where there is no mark and the bytes are not UTF-8.
    """
    if payload.startswith(MAGIC):
        return _binary(place)
    text = _text(payload, place, encoding)
    if isinstance(text, Refusal):
        return text
    if "\x00" in text or _controls(text[:4096]) > max(2, len(text[:4096]) // 50):
        return _binary(place)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(payload: bytes, place: str, encoding: str | None) -> str | Refusal:
    for mark, marked, name in BOMS:
        if payload.startswith(mark):
            try:
                return payload.decode(marked)
            except UnicodeDecodeError as error:
                return Refusal(place, f"the file begins with the mark of {name}, but is none (byte {error.start})", SAVE)
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf_8(payload, place, encoding, error.start)
    if encoding and "\x00" in text:  # UTF-16 without a mark
        return _named(payload, place, encoding)
    return text


def _not_utf_8(payload: bytes, place: str, encoding: str | None, byte: int) -> str | Refusal:
    """Bytes that are mostly good UTF-8 are damaged UTF-8: any other encoding would make something else of them."""
    told = f"the encoding is not UTF-8 (byte {byte})"
    loose = payload.decode("utf-8", "replace")
    if sum(c > "\x7f" for c in loose) > 2 * loose.count("\ufffd"):
        return Refusal(place, f"{told}; most of it is, so it may be damaged", SAVE)
    if encoding:
        return _named(payload, place, encoding)
    return Refusal(place, told + _hint(payload[:SAMPLE]), "Save it as UTF-8, or name the encoding with --encoding.")


def _named(payload: bytes, place: str, encoding: str) -> str | Refusal:
    try:
        return payload.decode(encoding)
    except UnicodeDecodeError as error:
        why = f"it is neither UTF-8 nor {encoding} (byte {error.start})"
    except ValueError:
        why = f"it is neither UTF-8 nor {encoding}"
    return Refusal(place, why, "Save it as UTF-8, or name its encoding with --encoding.")


def _hint(sample: bytes) -> str:
    """What a person may look for. A few accents do not tell the Latin encodings apart, so only whole foreign words count."""
    if b"\x00" in sample or _controls(sample.decode("latin-1")) > max(2, len(sample) // 50):
        return "; this may be no text"
    if not FOREIGN_WORD.search(sample):
        return ""
    best = from_bytes(sample, threshold=0.25).best()
    return f"; it may be {WINDOWS.sub('windows-', best.encoding)}" if best else ""


def _controls(text: str) -> int:
    return len(CONTROLS.findall(text))


def _binary(place: str) -> Refusal:
    return Refusal(place, "the file is binary, not text", "Export its text, or use a format that Cenotaph reads.")
