"""A report as it came in, and what could not come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from .terms import Sensitivity


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, kept byte for byte.

    `payload` is the file or record exactly as found, `text` what was extracted from it; each has its own hash. Offsets
    anywhere in Cenotaph are code points of `text`. `found_at` says where it came from (file, line).
    """

    id: str
    text: str
    published: date
    payload: bytes
    publisher: str | None = None
    address: str | None = None
    title: str | None = None
    language: str | None = None
    found_at: str = ""
    sensitivity: Sensitivity = Sensitivity.PUBLIC

    @property
    def sha256(self) -> str:
        """Hash of the bytes as they came."""
        return sha256(self.payload).hexdigest()

    @property
    def text_sha256(self) -> str:
        return text_hash(self.text)


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8; surrogates that no encoding has are kept apart from real characters."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Stage(StrEnum):
    """Where on its way a document was refused."""

    SOURCE = "source"
    READING = "reading"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One document that did not come through: where it lies, what is wrong, what to do."""

    place: str
    reason: str
    cure: str
    stage: Stage = Stage.SOURCE

    @property
    def text(self) -> str:
        return f"{self.place}: {self.reason}. {self.cure}"
