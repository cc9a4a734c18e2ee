#!/usr/bin/env python3
"""The pictures of the README: the example case in Chromium.

    tools/screenshots.py [--to docs/pictures]

Builds the example case in a temporary folder, serves it and photographs the case, an account and a report. Needs Chromium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from cenotaph.flow.build import Progress, build
from cenotaph.settings import Settings

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples" / "karabakh" / "reports.jsonl"
ACCOUNT = "Combatants of Azerbaijan killed, Second Karabakh War, running total"
SIZE = {"width": 1120, "height": 760}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures", help="the folder (docs/pictures)")
    to = parser.parse_args().to
    sys.path.insert(0, str(ROOT / "tests"))
    from serving_cases import chromium, served

    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        case = str(Path(folder) / "karabakh.cenotaph")
        build([REPORTS], case, Settings(workers=1), Progress())
        with served(case) as address, chromium() as browser:
            page = browser.new_page(viewport=SIZE)
            page.goto(address)
            page.get_by_role("link", name=ACCOUNT).wait_for()
            taken(page, to / "case.png")
            page.get_by_role("link", name=ACCOUNT).click()
            page.locator("svg.chart").first.wait_for()
            taken(page, to / "account.png")
            page.locator("table.figures tbody tr a.num").first.click()
            page.locator("table.fields").wait_for()
            taken(page, to / "report.png")


def taken(page: Page, to: Path) -> None:
    page.evaluate("document.fonts.ready")
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=str(to))
    print(to)


if __name__ == "__main__":
    main()
