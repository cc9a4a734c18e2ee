#!/usr/bin/env python3
"""How fast and how well are figures linked, and answered for?

    benchmarks/linking.py [--events 2000] [--times 10] [--splink PYTHON] [--json]

On made worlds of known truth (`tests/made_worlds.py`), at two sizes in one run: seconds to link all figures from scratch and to
answer every question under `widest`; seconds for one new report to join, in a process that holds the figures; seconds for one
account; peak memory; pairwise and B³ F1 against the truth. `--splink` names a Python that has splink 5: the same figures are linked
by it too, at whichever of several thresholds serves it best.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from cenotaph import ledger  # noqa: E402
from cenotaph.linking import Linker  # noqa: E402
from cenotaph.model.accounts import Event  # noqa: E402
from cenotaph.model.claims import Figure, anchor  # noqa: E402
from made_worlds import Recipe, World, b_cubed, pairwise, world  # noqa: E402 - the worlds of the tests
from measuring import machine, say, table  # noqa: E402

Row = dict[str, Any]
POLICY = "widest"
#: Reports an event on average; with repetitions and copies a figure more than five.
RETOLD = 3.7


def recipe(events: int) -> Recipe:
    """A world of so many events: some wars over four years; every event is told about five times."""
    return Recipe(
        events=events, conflicts=4, places=max(40, events // 50), totals=1, days=1_460, retold=5.4, outlets=max(4, events // 1_000)
    )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


def measured(made: World) -> Row:
    """What linking and answering take, and how well the events are found again."""
    linker = Linker(made.places)
    linking, _ = timed(lambda: linker.add(made.figures))
    events = linker.events()
    policy = ledger.named(POLICY)
    answering, accounts = timed(lambda: ledger.accounts(made.figures, events, [], policy))
    middle = len(made.figures) // 2
    report = _printed_again(made.figures[middle : middle + 5])
    joining, changed = timed(lambda: linker.add(report))
    largest = max(ledger.asked(made.figures, events).items(), key=lambda item: len(item[1]))
    one, _ = timed(lambda: ledger.account(*largest, [], policy))
    return {
        "figures": len(made.figures), "true events": len(set(made.truth.values())), "events": len(events),
        "accounts": len(accounts),
        "linking s": linking, "accounts s": answering, "one report joins s": joining, "events it changes": len(changed),
        "one account s": one, "its figures": len(largest[1]),
        "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, **_quality(events, made),
    }  # fmt: skip


def _printed_again(figures: Sequence[Figure]) -> list[Figure]:
    return [replace(f, id=anchor("fig", "new", n, n + 1, f.fate.value), report="new") for n, f in enumerate(figures)]


def _quality(events: Sequence[Event], made: World) -> Row:
    return {"pairwise F1": pairwise(events, made.truth)[2], "B³ F1": b_cubed(events, made.truth)[2]}


def by_splink(python: str, made: World) -> Row:
    """The same figures in splink; the threshold with the best pairwise F1."""
    with tempfile.TemporaryDirectory(prefix="cenotaph-benchmark-") as folder:
        path = Path(folder) / "figures.jsonl"
        path.write_text("".join(json.dumps(_flat(f)) + "\n" for f in made.figures), encoding="utf-8")
        done = subprocess.run([python, HERE / "splink_twin.py", path], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"splink did not end well:\n{done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    tried = {
        threshold: _quality([Event(c[0], tuple(c)) for c in clusters], made) for threshold, clusters in told["clusters"].items()
    }
    best = max(tried, key=lambda t: float(tried[t]["pairwise F1"]))
    return {"linking s": told["seconds"], "threshold": best, **tried[best]}


def _flat(f: Figure) -> Row:
    span = f.clocks.happened
    day = (span.first if span is not None and span.first else f.clocks.published).toordinal()
    return {
        "unique_id": f.id, "report": f.report, "fate": f.fate.value, "place": f.place.place if f.place else None,
        "day": span.first.toordinal() if span is not None and span.first else None, "week": day // 7, "low": f.count.low,
        "side": f.group.slug, "role": f.group.role.value, "conflict": f.conflict, "measure": f.measure.value,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=2_000, help="true events of the smaller world (2,000)")
    parser.add_argument("--times", type=int, default=10, help="how many times as many the larger world has (10)")
    parser.add_argument("--splink", metavar="PYTHON", help="a Python that has splink 5, to link the same figures with")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    given = parser.parse_args()
    if min(given.events, given.times - 1) < 1:
        parser.error("--events must be 1 or more, --times 2 or more")
    where, told = machine(), {}
    for events in (given.events, given.events * given.times):
        made = world(7, recipe(events))
        say(f"{events:,} events, {len(made.figures):,} figures")
        told[f"{events:,} events"] = measured(made)
        if given.splink:
            told[f"{events:,} events"] |= {f"splink: {k}": v for k, v in by_splink(given.splink, made).items()}
    small, large = told.values()
    more = large["figures"] / small["figures"]
    ratios = {"times as many figures": more}
    for name in ("linking s", "accounts s"):
        ratios[f"{name}: times as much"] = large[name] / small[name]
        ratios[f"{name}: times as much, for 10 times the figures"] = 10 * large[name] / small[name] / more
    if given.splink:
        ratios["splink's seconds beside ours, larger"] = large["splink: linking s"] / large["linking s"]
    if given.json:
        print(json.dumps({"machine": where, "sizes": told, "ratios": ratios}, indent=2))
        return
    print(", ".join(f"{key} {value}" for key, value in where.items()), "\n")
    rows = [(name, *(_shown(size[name]) for size in told.values())) for name in small]
    print(table([("", *told), *rows]))
    print()
    print(table([(name, f"{value:.2f}") for name, value in ratios.items()]))


def _shown(value: object) -> str:
    return f"{value:,.4f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    main()
