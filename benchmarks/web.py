#!/usr/bin/env python3
"""How fast do the pages answer, with many readers at once and while a build is writing?

    benchmarks/web.py [--figures 100000] [--readers 8] [--seconds 30] [--case CASE] [--idle] [--json]

Makes a case of about so many figures (`tests/made_cases.py`; `--case` keeps it there and uses it again), serves it with `cenotaph
serve`, and has readers ask for pages one after another, each a page that nobody asked for before wherever there are as many:
accounts, some as known by a day, event lists under changing filters, reports with a figure chosen, trails, the page of the case.
Meanwhile `cenotaph build` reads reports into the same case, unless `--idle`. Told are milliseconds at the median and the 95th
percentile of each kind, and the first paint of an account in Chromium where that is installed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import made_cases  # noqa: E402 - the cases of the tests
import made_reports  # noqa: E402
from cenotaph.flow.refer import case_at  # noqa: E402
from cenotaph.flow.survey import short  # noqa: E402
from cenotaph.store import looking  # noqa: E402
from measuring import CENOTAPH, machine, say, table  # noqa: E402


def _free() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


PORT = _free()


def ask(path: str, connection: http.client.HTTPConnection) -> tuple[int, str]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


@contextmanager
def serving(case: str) -> Iterator[float]:
    """The pages, once the case has been looked through; how many seconds that took."""
    process = subprocess.Popen([CENOTAPH, "serve", case, "--no-browser", "--port", str(PORT)], stderr=subprocess.DEVNULL)
    begun = time.perf_counter()
    try:
        while True:
            try:
                if ask("/", http.client.HTTPConnection("127.0.0.1", PORT, timeout=60))[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.2)
        yield time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait()


def paths(case: str, draw: random.Random) -> dict[str, list[str]]:
    """Addresses of each kind, more than will be asked for where the case has as many."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    keys: list[str] = []
    for kind, pages in (("accounts", 2), ("events", 80)):
        for page in range(1, pages + 1):
            keys += re.findall(r"/account/(\w+)", ask(f"/{kind}?page={page}", connection)[1])
    totals = re.findall(r"/account/(\w+)", ask("/accounts", connection)[1])
    with case_at(case) as opened:
        figures = looking.figures(opened)
    draw.shuffle(figures)
    days = [f"{year}-{month:02}-{day:02}" for year in (2021, 2022, 2023, 2024) for month in range(1, 13) for day in range(1, 29)]
    filters = [
        f"fate={fate}&conflict=war{war}&since={day}"
        for fate in ("killed", "injured", "captured")
        for war in range(4)
        for day in days
    ]
    draw.shuffle(keys)
    draw.shuffle(days)
    draw.shuffle(filters)
    return {
        "case": ["/"],
        "account": [f"/account/{k}" for k in keys],
        "account, known by": [f"/account/{draw.choice(totals)}?known_by={d}" for d in days],
        "events": [f"/events?{f}" for f in filters],
        "report": [f"/report/{short(f.report)}?figure={f.id}" for f in figures[::2][:20_000]],
        "trail": [f"/figure/{f.id}" for f in figures[1::2][:20_000]],
    }


def read(wanted: dict[str, list[str]], readers: int, seconds: float) -> dict[str, list[float]]:
    """Milliseconds of every answer, by kind; each reader asks for the next page as soon as it has one."""
    took: defaultdict[str, list[float]] = defaultdict(list)
    until, lock = time.perf_counter() + seconds, threading.Lock()
    next_of: dict[str, int] = defaultdict(int)

    def reader(seed: int) -> None:
        draw, connection = random.Random(seed), http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while time.perf_counter() < until:
            kind = draw.choice(list(wanted))
            with lock:
                path = wanted[kind][next_of[kind] % len(wanted[kind])]
                next_of[kind] += 1
            begun = time.perf_counter()
            status, _ = ask(path, connection)
            if status != 200:
                say(f"{path}: {status}")
            took[kind].append(1000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=reader, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(took)


@contextmanager
def building(case: str, folder: Path) -> Iterator[None]:
    """A build that writes batch after batch for as long as this lasts."""
    reports = made_reports.lines(
        folder / "more.jsonl", [dict(r, id=f"more-{n}-{r['id']}") for n in range(400) for r in made_reports.many(60)]
    )
    process = subprocess.Popen(
        [CENOTAPH, "build", reports, "--case", case], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_one()
    )
    time.sleep(8)  # the parser is loaded and the first batches are kept
    try:
        yield
        if process.poll() is not None:
            say("the build ended before the readers did")
    finally:
        process.kill()
        process.wait()


def _one() -> dict[str, str]:
    return {**os.environ, "CENOTAPH_WORKERS": "1", "CENOTAPH_BATCH": "16"}


def painted(path: str) -> float | None:
    """Milliseconds to the first paint of a page with nothing cached, the median of five; None without Chromium."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        return None
    from playwright.sync_api import sync_playwright

    script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        times = []
        for _ in range(5):
            page = browser.new_context().new_page()
            page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="load")
            page.wait_for_timeout(300)
            times.append(float(page.evaluate(script)))
            page.context.close()
        browser.close()
    return statistics.median(times)


def measured(case: str, given: argparse.Namespace) -> dict[str, object]:
    with serving(case) as ready, tempfile.TemporaryDirectory(prefix="cenotaph-benchmark-") as folder:
        say(f"looked through in {ready:.1f} s")
        wanted = paths(case, random.Random(5))
        paint = painted(wanted["account, known by"][0].partition("?")[0])
        if given.idle:
            took = read(wanted, given.readers, given.seconds)
        else:
            with building(case, Path(folder)):
                took = read(wanted, given.readers, given.seconds)
    rows = {
        kind: {
            "pages": len(times),
            "median": round(statistics.median(times), 1),
            "p95": round(statistics.quantiles(times, n=20)[-1], 1),
        }
        for kind, times in took.items()
        if len(times) > 1
    }
    return {"seconds to look through": round(ready, 1), "first paint ms": paint and round(paint), "milliseconds": rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--case", help="where to keep the made case, or where one was kept")
    parser.add_argument("--idle", action="store_true", help="without a build at work")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()
    if min(given.figures, given.readers, given.seconds) <= 0:
        parser.error("--figures, --readers and --seconds are more than 0")
    where = machine()
    with tempfile.TemporaryDirectory(prefix="cenotaph-benchmark-") as folder:
        case = given.case or str(Path(folder) / "case.cenotaph")
        if not Path(case).exists():
            say(f"making a case of about {given.figures:,} figures")
            made_cases.make(case, given.figures)
        found = measured(case, given)
    if given.json:
        print(json.dumps({"machine": where, **found}, indent=2))
        return
    print(", ".join(f"{key} {value}" for key, value in where.items()))
    print(f"looked through in {found['seconds to look through']} s; first paint of an account {found['first paint ms']} ms\n")
    rows = found["milliseconds"]
    assert isinstance(rows, dict)
    print(table([("", "pages", "median ms", "95th ms"), *((kind, *row.values()) for kind, row in rows.items())]))


if __name__ == "__main__":
    main()
