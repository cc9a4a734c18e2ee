"""Folder: what is published is put in place whole or not at all, and what an earlier publish wrote there is taken away.

Everything is written beside its place first. Whoever stops it leaves the folder as it was. Then the first page is taken away, what
is not written any more is removed (it may tell what has been redacted since), the rest is moved into place, the first page last. A
list of what was written stays in the folder: nothing else is ever removed, so a file of the user's own is safe.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.errors import CaseFault

#: The list of what was written, and where it is written before it is moved into place.
LIST, BESIDE = ".cenotaph-published", ".cenotaph-writing"
FIRST = "index.html"
HEAD = "# What `cenotaph publish` wrote here. The next one removes what it does not write again, and nothing else."
#: What a name in the list may be: nothing above or beside the folder, and nothing hidden.
OURS = re.compile(r"(?:(?:accounts|reports|figures)/)?[A-Za-z0-9_-]+\.(?:html|csv|jsonl|parquet|geojson)")


class Writer:
    """Writes files beside their place. `names` are those written so far."""

    def __init__(self, beside: Path) -> None:
        self._beside = beside
        self.names: dict[str, None] = {}

    def write(self, name: str, text: str | bytes) -> None:
        """Write the file of this name, a path from the folder; ValueError where it is none of ours, or was written already."""
        if not OURS.fullmatch(name) or name in self.names:
            raise ValueError(f"{name!r} cannot be written here")
        path = self._beside / name
        if "/" in name:
            path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
        self.names[name] = None


@contextmanager
def published(to: Path) -> Iterator[Writer]:
    """A writer whose files are in the folder `to` once all are written; CaseFault where that cannot be written to."""
    beside = to / BESIDE
    try:
        to.mkdir(parents=True, exist_ok=True)
        if beside.exists():  # one was killed
            shutil.rmtree(beside)
        beside.mkdir()
        try:
            writer = Writer(beside)
            yield writer
            _put(to, beside, list(writer.names))
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise CaseFault(f"{to} cannot be written ({error.strerror})", cure="Choose a folder that you may write to.") from error


def _put(to: Path, beside: Path, names: list[str]) -> None:
    """Move what was written into place, and take away what is not written any more."""
    earlier, now = written_before(to), set(names)
    _list(to, beside, {*earlier, *now})  # whatever happens from here on, the next one finds all of it
    (to / FIRST).unlink(missing_ok=True)
    for name in set(earlier) - now:
        (to / name).unlink(missing_ok=True)
    for folder in {Path(name).parent for name in names}:
        (to / folder).mkdir(exist_ok=True)
    for name in sorted(names, key=lambda n: n == FIRST):
        (beside / name).replace(to / name)
    for folder in {(to / name).parent for name in earlier} - {to}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    _list(to, beside, now)


def written_before(to: Path) -> list[str]:
    """What an earlier publish wrote into the folder. A line of the list that is not a name of ours is not believed."""
    try:
        lines = (to / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [line for line in lines if OURS.fullmatch(line) and (to / line).parent.resolve().is_relative_to(to.resolve())]


def _list(to: Path, beside: Path, names: set[str]) -> None:
    made = beside / LIST
    made.write_text("\n".join([HEAD, *sorted(names), ""]), encoding="utf-8")
    made.replace(to / LIST)
