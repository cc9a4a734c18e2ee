"""Files that are given on the import page: kept in a folder of ours while they are taken in, one import at a time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Lock, Thread
from typing import Any, BinaryIO

from ..model.errors import WrongUse
from ..model.reports import Refusal
from ..settings import Settings
from .taking_in import REPORTS, TakingIn

#: Bytes of a name that file systems take with something to spare, and folders in one another.
LONGEST_NAME, DEEPEST = 200, 12
#: Characters of the ending that a name which is too long keeps.
ENDING = 16


@dataclass
class Import:
    """One import: what was given, how far it is, and in the end what went wrong with it, if anything did."""

    number: int
    folder: Path
    kind: str = REPORTS
    columns: Mapping[str, str] = field(default_factory=dict)
    files: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("found", "read", "unchanged", "refused", "figures"), 0))
    refusals: list[Refusal] = field(default_factory=list)
    fault: str | None = None
    cure: str = ""
    ended: bool = False

    def add_all(self, files: Iterable[tuple[str, BinaryIO]]) -> None:
        for name, content in files:
            self.add(name, content)

    def add(self, name: str, content: BinaryIO) -> None:
        """Keep one file under the name it came with; folders of a dropped folder stay folders. What cannot be kept is refused."""
        self.files += 1
        try:
            target = _free(self.folder, parts(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                shutil.copyfileobj(content, out)
        except OSError as error:
            self.refusals.append(Refusal(name, f"the file could not be kept ({error.strerror})", "Look at the disk, or rename it."))

    def told(self, step: Mapping[str, Any]) -> None:
        """A step of the process that takes the files in."""
        self.counts |= step.get("counts", {})
        if "refused" in step:
            place, reason, cure = map(self._as_known, step["refused"])
            self.refusals.append(Refusal(place, reason, cure))
        if "fault" in step:
            self.fault, self.cure = self._as_known(step["fault"]), step["cure"]

    @property
    def refused(self) -> int:
        """Documents that were refused, those among them that could not be kept."""
        return max(self.counts["refused"], len(self.refusals))

    def _as_known(self, words: str) -> str:
        """Words that name files as the person knows them, without our folder."""
        return words.replace(f"{self.folder}/", "")


class Imports:
    """The imports since the pages were opened, the newest last."""

    def __init__(self, where: str, settings: Settings) -> None:
        self.where, self.settings = where, settings
        self.done: list[Import] = []
        self._lock = Lock()
        self._at_work: TakingIn | None = None
        self._thread: Thread | None = None

    def begin(self, kind: str = REPORTS, columns: Mapping[str, str] | None = None) -> Import:
        """A new import with its folder; WrongUse while another is going on."""
        with self._lock:
            if self.done and not self.done[-1].ended:
                raise WrongUse("an import is going on", cure="Wait until it has ended, then import this.")
            made = Import(len(self.done) + 1, Path(tempfile.mkdtemp(prefix="cenotaph-import-")), kind, columns or {})
            self.done.append(made)
            return made

    def run(self, given: Import) -> None:
        """Take in what was given, in the background."""
        self._thread = Thread(target=self._take_in, args=(given,), name="import", daemon=True)
        self._thread.start()

    def drop(self, given: Import) -> None:
        """Give up an import that nothing came of."""
        given.ended = True
        shutil.rmtree(given.folder, ignore_errors=True)

    def of(self, number: int) -> Import | None:
        return self.done[number - 1] if 0 < number <= len(self.done) else None

    def close(self) -> None:
        """Stop what is under way, as Ctrl-C would, and leave no file behind."""
        if self._at_work is not None:
            self._at_work.stop()
        if self._thread is not None:
            self._thread.join()

    def _take_in(self, given: Import) -> None:
        try:
            self._at_work = TakingIn(self.where, given.folder, given.kind, given.columns, self.settings)
            self._at_work.follow(given.told)
        except OSError as error:
            given.fault, given.cure = f"no process could be started ({error.strerror})", "Close other programs, then import again."
        finally:
            self.drop(given)


def parts(name: str) -> list[str]:
    """The folders and the name of a file as a browser gives them, without what would lead out of our folder, and not too long.

    >>> parts("reports/2020/a.txt"), parts("../../etc/passwd"), parts("C:\\\\reports\\\\a.txt"), parts("..")
    (['reports', '2020', 'a.txt'], ['etc', 'passwd'], ['C_', 'reports', 'a.txt'], ['report'])
    """
    given = PurePosixPath(name.replace("\\", "/").replace("\0", ""))
    kept = [_shortened(p.replace(":", "_")) for p in given.parts if p not in {"/", ".", ".."}]
    return kept[-DEEPEST:] or ["report"]


def _shortened(name: str) -> str:
    """A name that a file system takes, with its ending.

    >>> _shortened("a.txt"), len(_shortened("Ա" * 300 + ".html").encode()), _shortened("Ա" * 300 + ".html")[-6:]
    ('a.txt', 199, 'Ա.html')
    """
    raw = name.encode("utf-8", "replace")
    if len(raw) <= LONGEST_NAME:
        return raw.decode()
    ending = PurePosixPath(name).suffix[-ENDING:].encode("utf-8", "replace")
    return raw[: LONGEST_NAME - len(ending)].decode("utf-8", "ignore") + ending.decode()


def _free(folder: Path, wanted: list[str]) -> Path:
    """Where a file of this name can lie: beside what has its name already, and never inside what is a file."""
    at = folder
    for n, part in enumerate(wanted):
        last = n == len(wanted) - 1
        while (at / part).exists() if last else (at / part).is_file():
            part = f"again-{part}"
        at /= part
    return at
