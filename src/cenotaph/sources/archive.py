"""ZIP: every file inside is opened as if it lay in a folder. Nothing is written to the disk, and a bomb is never unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..model.reports import Refusal
from . import opening
from .documents import WHOLE, Document, passed_over
from .limits import Limits, Read
from .records import Refused

#: Files that one archive may hold, and bytes that all of them may have together.
MOST_FILES, MOST_BYTES = 100_000, 10 * WHOLE
#: Bytes that come of one packed byte: words shrink to a tenth, nothing but a bomb to less than a hundredth.
RATIO, SMALL = 100, 1_000_000
OFFICE = {"[Content_Types].xml", "mimetype", "META-INF/container.xml"}


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """The reports of all files inside, in the order of their paths."""
    place = document.place
    try:
        with document.opened() as file, zipfile.ZipFile(file) as archive:
            members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
            if {m.filename for m in members} & OFFICE:
                yield Refusal(
                    place, "it is a document of an office program, not an archive of reports", "Save it as PDF or as text."
                )
                return
            if len(members) > MOST_FILES or sum(m.file_size for m in members) > MOST_BYTES:
                yield Refusal(place, "the archive holds too much to be unpacked", "Unpack it, and bring in the folder.")
                return
            for member in members:
                if not passed_over(_inside(member)):
                    yield from _member(document, archive, member, limits)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, zlib.error):
        yield Refusal(place, "the ZIP archive is broken", "Get it again: it is damaged or cut off.")


def _member(document: Document, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> Iterator[Read]:
    place = f"{document.place}/{member.filename}"
    if member.flag_bits & 1:
        yield Refusal(place, "it is locked with a password", "Unpack the archive, and bring in the folder.")
        return
    if member.file_size > max(SMALL, RATIO * member.compress_size):
        yield Refusal(place, f"it would swell to {member.file_size:,} bytes from {member.compress_size:,}: it may be a bomb",
                      "Unpack it yourself if you know where it comes from.")  # fmt: skip
        return
    try:
        with archive.open(member) as file:
            payload = file.read(WHOLE + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError, zlib.error):
        yield Refusal(place, "this file of the archive is broken", "Get the archive again: it is damaged or cut off.")
        return
    if len(payload) > WHOLE:
        yield Refused(place).too_large(len(payload), WHOLE, "bytes")
        return
    path = _inside(member)
    name = f"{document.name}/{path.with_suffix('').as_posix()}"
    yield from opening.opened(document.inside(payload, part=f"/{member.filename}", name=name, file_name=path.name), limits)


def _inside(member: zipfile.ZipInfo) -> PurePosixPath:
    """The path of a file below its archive; nothing is written there, so one that would lead out of it is no danger."""
    kept = [p for p in PurePosixPath(member.filename).parts if p not in {"/", "//", ".", ".."}]
    return PurePosixPath(*kept or ["report"])
