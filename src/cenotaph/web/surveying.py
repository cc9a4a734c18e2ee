"""The survey of a large case, made by a process of its own, so that nobody who reads pages waits for it."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any

from ..flow.refer import case_to_read
from ..flow.survey import Survey, survey
from ..model.collector import collector_paused
from ..model.errors import CaseFault

#: Rows that are taken in at once: between lots whoever waits for a page goes first.
LOT = 250
LISTS = ("entries", "sheets")
WORKER = [sys.executable, "-c", "from cenotaph.web.surveying import write; write()"]


def surveyed(where: str) -> Survey:
    """The survey of the case at `where`, made elsewhere and taken in lot by lot. The file between is nobody else's."""
    with tempfile.TemporaryDirectory(prefix="cenotaph-survey-") as folder:
        between = Path(folder) / "survey"
        # told on standard input: an address may hold a password, and arguments are for all to see
        done = subprocess.run(WORKER, input=f"{where}\n{between}", text=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            raise CaseFault("the case could not be looked through", cure="Run `cenotaph verify` on it.")
        with collector_paused():
            made = _taken_in(between)
        gc.freeze()  # it stays as long as the case does; the collector need not walk it
        return made


def write() -> None:
    """What the process of its own does: standard input tells the case and the file to write."""
    where, between = sys.stdin.read().split("\n")
    os.nice(10)
    with case_to_read(where) as case:
        made = survey(case)
    with Path(between).open("wb") as out:
        rest = {f.name: getattr(made, f.name) for f in fields(Survey) if f.name not in LISTS}
        pickle.dump(rest, out, 5)
        for rows in (iter(made.entries), iter(made.sheets.items())):
            while lot := list(islice(rows, LOT)):
                pickle.dump(lot, out, 5)
            pickle.dump([], out, 5)


def _taken_in(between: Path) -> Survey:
    """Only what our own process has written is ever unpickled."""
    with between.open("rb") as given:
        rest: dict[str, Any] = pickle.load(given)
        entries = [row for lot in _lots(given) for row in lot]
        sheets = dict(row for lot in _lots(given) for row in lot)
    return Survey(entries=entries, sheets=sheets, **rest)


def _lots(given: Any) -> Iterator[list[Any]]:
    while lot := pickle.load(given):
        yield lot
        time.sleep(0.001)
