"""Running a command and seeing what it took: seconds, processor seconds, peak memory. And tables of it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

CENOTAPH = str(Path(sys.executable).with_name("cenotaph"))
REFUSED = 3


@dataclass(frozen=True)
class Took:
    """`cpu` sums over all processes of the command; `peak` is the memory of its largest process, in MiB."""

    seconds: float
    cpu: float
    peak: float

    def row(self) -> dict[str, float]:
        return {"seconds": round(self.seconds, 2), "cpu_seconds": round(self.cpu, 2), "peak_mib": round(self.peak, 1)}


def run(command: Sequence[object], *, out: IO[Any] | int = subprocess.DEVNULL, env: Mapping[str, str] | None = None) -> Took:
    """The command, waited for. It may end with refusals; anything else than that ends the benchmark."""
    say(" ".join(Path(str(c)).name for c in command))
    begun = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=out, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, REFUSED):
        sys.exit(f"{command[0]} ended with code {process.returncode}:\n{told.decode(errors='replace')}")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    took = Took(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)
    say(f"  {took.seconds:.2f} s, {took.cpu:.2f} s of processor, {took.peak:,.0f} MiB")
    return took


def say(words: str) -> None:
    print(f"· {words}", file=sys.stderr, flush=True)


def machine() -> dict[str, object]:
    """Where and when this was measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": _processor(),
        "cores": cores,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_before": round(load, 2) if load is not None else None,
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    names = (
        [line.partition(":")[2].strip() for line in told.read_text().splitlines() if "model name" in line] if told.exists() else []
    )
    return names[0] if names else platform.processor() or platform.machine()


def table(rows: Sequence[Sequence[object]]) -> str:
    """Columns lined up; the first to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in cells) for n in range(len(cells[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    )
