"""Which files hold reports: a folder is walked, each file is opened, and each report comes once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..model.reports import Refusal, Report
from .documents import Document, passed_over
from .limits import Limits, Read
from .opening import KNOWN, opened
from .records import printable


def bring_in(paths: Iterable[Path], limits: Limits | None = None) -> Iterator[Report | Refusal]:
    """Every report under the paths, in a stable order, each document once as a Report or a Refusal.

    A report's id comes from its record, or from the file's path below the given folder without its ending. A second report
    with an id that was already seen is refused, unless it is the same to the byte.
    """
    seen: dict[str, tuple[str, str]] = {}
    for path, name in _files(paths):
        for found in _opened(path, name, limits or Limits()) if name is not None else _nothing_in(path):
            if isinstance(found, Refusal):
                yield replace(found, place=printable(found.place))
                continue
            found = replace(found, found_at=printable(found.found_at))
            before, place = seen.setdefault(found.id, (found.sha256, found.found_at))
            if before == found.sha256:
                yield found
            else:
                yield Refusal(
                    found.found_at,
                    f"another report already has the id {found.id!r} (at {place})",
                    "Give one of the two another id or file name.",
                )


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Each file with the id it would give: its path below the folder it was found in, without the ending.

    A folder in which there is none comes itself, without an id.
    """
    for path in paths:
        if path.is_dir():
            empty = True
            for inside in sorted(p for p in path.rglob("*") if not p.is_dir()):
                relative = inside.relative_to(path)
                if not passed_over(relative):
                    empty = False
                    yield inside, relative.with_suffix("").as_posix()
            if empty:
                yield path, None
        else:
            yield path, path.stem


def _nothing_in(folder: Path) -> Iterator[Refusal]:
    yield Refusal(str(folder), "there is no report in this folder", f"Put files in it that end in one of {KNOWN}.")


def _opened(path: Path, name: str, limits: Limits) -> Iterator[Read]:
    try:
        yield from opened(Document.of_file(path, name), limits)
    except FileNotFoundError:
        yield Refusal(str(path), "there is no such file", "Check the path.")
    except OSError as error:
        yield Refusal(str(path), f"the file cannot be read ({error.strerror})", "Check its permissions and the disk.")
