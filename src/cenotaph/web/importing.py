"""Reports that are dropped on the import page: kept in a folder of ours while a build reads them, one build at a time."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Lock, Thread
from typing import BinaryIO

from ..flow.build import Progress, build
from ..model.errors import CenotaphError, WrongUse
from ..settings import Settings

LONGEST_NAME = 120


@dataclass
class Import:
    """One import: what was given, how far it is, and in the end what went wrong with it, if anything did."""

    number: int
    folder: Path
    files: int = 0
    progress: Progress = field(default_factory=Progress)
    fault: str | None = None
    cure: str = ""
    ended: bool = False

    def add_all(self, files: Iterable[tuple[str, BinaryIO]]) -> None:
        for name, content in files:
            self.add(name, content)

    def add(self, name: str, content: BinaryIO) -> None:
        """Keep one file under the name it came with; folders of a dropped folder stay folders."""
        target = self.folder.joinpath(*parts(name))
        while target.exists():
            target = target.with_name(f"again-{target.name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            shutil.copyfileobj(content, out)
        self.files += 1

    def place(self, found_at: str) -> str:
        """Where a refused document lay, as the person knows it."""
        return found_at.replace(f"{self.folder}/", "")


class Imports:
    """The imports since the pages were opened, the newest last."""

    def __init__(self, where: str, settings: Settings) -> None:
        self.where, self.settings = where, settings
        self.done: list[Import] = []
        self._lock = Lock()

    def begin(self) -> Import:
        """A new import with its folder; WrongUse while another is going on."""
        with self._lock:
            if self.done and not self.done[-1].ended:
                raise WrongUse("an import is going on", cure="Wait until it has ended, then import this.")
            made = Import(len(self.done) + 1, Path(tempfile.mkdtemp(prefix="cenotaph-import-")))
            self.done.append(made)
            return made

    def run(self, given: Import) -> None:
        """Read what was given, in the background."""
        Thread(target=self._read, args=(given,), name="import", daemon=True).start()

    def drop(self, given: Import) -> None:
        """Give up an import that nothing came of."""
        given.ended = True
        shutil.rmtree(given.folder, ignore_errors=True)

    def of(self, number: int) -> Import | None:
        return self.done[number - 1] if 0 < number <= len(self.done) else None

    def _read(self, given: Import) -> None:
        try:
            build([given.folder], self.where, self.settings, given.progress)
        except CenotaphError as fault:
            given.fault, given.cure = fault.what, fault.cure
        except Exception as fault:
            logging.getLogger("cenotaph.web").exception("an import failed")
            given.fault = f"{type(fault).__name__}: {fault}"
            given.cure = "What was taken in until then is kept; import the files again to go on."
        finally:
            self.drop(given)


def parts(name: str) -> list[str]:
    """The folders and the name of a file as a browser gives them, without what would lead out of our folder.

    >>> parts("reports/2020/a.txt"), parts("../../etc/passwd"), parts("C:\\\\reports\\\\a.txt"), parts("..")
    (['reports', '2020', 'a.txt'], ['etc', 'passwd'], ['C_', 'reports', 'a.txt'], ['report'])
    """
    given = PurePosixPath(name.replace("\\", "/").replace("\0", ""))
    kept = [p.replace(":", "_")[-LONGEST_NAME:] for p in given.parts if p not in {"/", ".", ".."}]
    return kept or ["report"]
