"""One document before it is read: where it lies, what it is called, how its bytes are had, and what is known of it from outside."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO

#: Bytes that are looked at to tell the kind of a document.
HEAD = 4096
#: Bytes of one document inside another (a member of an archive, an attachment), and of one that has to be held whole.
WHOLE = 200_000_000
#: Bytes of markup for one character of text, at most.
MARKUP = 16
#: How deep documents may lie in documents: an archive in an archive, a mail in a mail in an archive.
DEEPEST = 4
#: Files of a folder or an archive that tell of the others and are no reports.
SKIPPED = {"readme.md", "readme.txt", "readme", "license", "license.txt"}


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a document from what it came in: a mail's day, an archive's address, a server's charset.

    `day_from` says whose day it is, `undated` what is known of the day instead. `nameless` is True where the name of the outer
    file says nothing of this document.
    """

    day: date | None = None
    day_from: str = ""
    address: str | None = None
    publisher: str | None = None
    charset: str | None = None
    nameless: bool = False
    undated: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the id that it would give, `file_name` what carries an ending and perhaps a day."""

    place: str
    name: str
    file_name: str
    size: int
    opened: Callable[[], BinaryIO]
    depth: int = 0
    around: Around = field(default_factory=Around)

    @classmethod
    def of_file(cls, path: Path, name: str) -> Document:
        """A file on the disk; OSError when it cannot be looked at. What is no plain file (a pipe) has size 1."""
        status = path.stat()
        return cls(str(path), name, path.name, status.st_size if path.is_file() else 1, lambda: path.open("rb"))

    def inside(self, payload: bytes, *, part: str, name: str, file_name: str, around: Around | None = None) -> Document:
        """A document that lies in this one, as bytes; its place is this one's and `part`."""
        return Document(
            self.place + part, name, file_name, len(payload), lambda: io.BytesIO(payload), self.depth + 1, around or self.around
        )

    def again(self, payload: bytes, file_name: str) -> Document:
        """This document with the bytes that came of unpacking it."""
        opened = lambda: io.BytesIO(payload)  # noqa: E731
        return replace(self, file_name=file_name, size=len(payload), opened=opened, depth=self.depth + 1)

    @property
    def ending(self) -> str:
        """The ending of the file's name in small letters, with its dot; empty when there is none."""
        return PurePosixPath(self.file_name).suffix.casefold()

    def head(self) -> bytes:
        """The first bytes."""
        with self.opened() as file:
            return file.read(HEAD)

    def payload(self) -> bytes:
        """All bytes."""
        with self.opened() as file:
            return file.read()


def passed_over(path: PurePath) -> bool:
    """Whether a file of a folder or an archive is hidden, or tells only of the others."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.parts) or path.name.casefold() in SKIPPED
