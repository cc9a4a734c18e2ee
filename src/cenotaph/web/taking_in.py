"""An import, done by a process of its own, so that nobody who reads pages waits for it. Each step is a line of JSON."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..flow.bring_figures import Brought, bring_figures
from ..flow.build import Progress, build
from ..model.errors import CenotaphError
from ..model.reports import Refusal, Stage
from ..settings import Settings

REPORTS, FIGURES = "reports", "figures"
WORKER = [sys.executable, "-c", "from cenotaph.web.taking_in import work; work()"]
#: Seconds that a process has to put down what it holds when the pages are closed.
GRACE = 20
KEPT = "What was taken in until then is kept; import the files again to go on."


class TakingIn:
    """One import under way. `told` is called with every step: counts, a refusal, or a fault with its cure."""

    def __init__(self, where: str, folder: Path, kind: str, columns: Mapping[str, str], settings: Settings) -> None:
        # told on standard input: an address may hold a password, and arguments are for all to see
        given = {"where": where, "folder": str(folder), "kind": kind, "columns": dict(columns), "settings": asdict(settings)}
        self.process = subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(given))
        self.process.stdin.close()

    def follow(self, told: Callable[[dict[str, Any]], None]) -> None:
        """Until it has ended, however it does."""
        assert self.process.stdout is not None
        ended = False
        for line in self.process.stdout:
            step = json.loads(line)
            ended = ended or "ended" in step
            told(step)
        self.process.wait()
        if not ended:
            told({"fault": "the import was stopped", "cure": KEPT})

    def stop(self) -> None:
        """As Ctrl-C would: what is read is kept. Does nothing where it has ended."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()


def work() -> None:
    """What the process of its own does: standard input tells the case, the folder of what was given, and what it is."""
    given = json.loads(sys.stdin.read())
    os.nice(5)
    try:
        _take_in(given)
        _tell(ended=True)
    except CenotaphError as fault:
        _tell(fault=fault.what, cure=fault.cure, ended=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as fault:
        # without the message, which may hold the name of a file or words of a report
        print(f"an import failed: {type(fault).__name__}", file=sys.stderr)
        traceback.print_tb(fault.__traceback__)
        _tell(fault=f"a fault of Cenotaph ({type(fault).__name__})", cure=KEPT, ended=True)
    finally:
        shutil.rmtree(given["folder"], ignore_errors=True)  # here too: the pages may have been killed


def _take_in(given: Mapping[str, Any]) -> None:
    folder, where, settings = Path(given["folder"]), given["where"], Settings(**given["settings"])
    if given["kind"] == REPORTS:
        told = _Told()
        done = build([folder], where, settings, Progress(changed=lambda p: told(p.counts, p.refusals)))
        told(done.counts, done.refusals)
        return
    whole: dict[str, int] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        told = _Told(whole)
        brought = Brought()
        brought.changed = lambda _, brought=brought, told=told: told(brought.counts, brought.refusals)  # type: ignore[misc]
        try:
            bring_figures(path, where, settings, brought, columns=given["columns"])
        except CenotaphError as fault:  # the other spreadsheets go on
            brought.found += 1
            brought.refusals.append(Refusal(str(path), fault.what, fault.cure, Stage.STORE))
        told(brought.counts, brought.refusals)
        whole = {name: whole.get(name, 0) + n for name, n in brought.counts.items()}


class _Told:
    """Tells counts, with those of `before`, and each refusal once."""

    def __init__(self, before: Mapping[str, int] | None = None) -> None:
        self.before, self.refused = before or {}, 0

    def __call__(self, counts: Mapping[str, int], refusals: list[Refusal]) -> None:
        for r in refusals[self.refused :]:
            _tell(refused=[r.place, r.reason, r.cure])
        self.refused = len(refusals)
        _tell(counts={name: n + self.before.get(name, 0) for name, n in counts.items()})


def _tell(**step: object) -> None:
    print(json.dumps(step), flush=True)
