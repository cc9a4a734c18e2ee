"""Which files hold reports, and in which form: a folder is walked, a file is opened by its ending and its first bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..model.reports import Refusal, Report
from . import jsonl, table, text
from .limits import Limits, Read
from .records import printable

#: What opens a file of that ending.
READERS: dict[str, Callable[[Path, str, Limits], Iterator[Read]]] = {
    ".txt": text.reports,
    ".text": text.reports,
    ".md": text.reports,
    "": text.reports,
    ".jsonl": jsonl.reports,
    ".ndjson": jsonl.reports,
    ".json": jsonl.reports,
    ".csv": table.reports,
    ".tsv": table.reports,
}
ENDINGS = ", ".join(sorted(ending for ending in READERS if ending))
SKIPPED = {"readme.md", "readme.txt", "readme", "license", "license.txt"}


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
                if not any(part.startswith(".") for part in relative.parts) and relative.name.casefold() not in SKIPPED:
                    empty = False
                    yield inside, relative.with_suffix("").as_posix()
            if empty:
                yield path, None
        else:
            yield path, path.stem


def _nothing_in(folder: Path) -> Iterator[Refusal]:
    yield Refusal(str(folder), "there is no report in this folder", f"Put files in it that end in one of {ENDINGS}.")


def _opened(path: Path, name: str, limits: Limits) -> Iterator[Read]:
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        yield Refusal(str(path), f"no reader for files ending in {path.suffix!r}", f"Save it as one of {ENDINGS}.")
        return
    try:
        if path.is_file() and path.stat().st_size == 0:
            yield Refusal(str(path), "the file is empty", "Remove it, or save the report's text in it.")
            return
        empty = True
        for found in reader(path, name, limits):
            empty = False
            yield found
        if empty:
            yield Refusal(str(path), "there is no report in the file", "Remove it, or save reports in it.")
    except FileNotFoundError:
        yield Refusal(str(path), "there is no such file", "Check the path.")
    except OSError as error:
        yield Refusal(str(path), f"the file cannot be read ({error.strerror})", "Check its permissions and the disk.")
