"""The published pages in a real browser: they render, ask nobody for anything, and lead from the case down to a figure's trail.

Needs Chromium (Debian: `apt-get install chromium`). Without it the test is skipped, except when CENOTAPH_FULL is set, as CI does.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from cenotaph.flow.build import Progress, build
from cenotaph.flow.publish import publish
from cenotaph.flow.refer import case_at
from cenotaph.settings import Settings

REPORTS = Path(__file__).parents[2] / "examples" / "karabakh" / "reports.jsonl"
TITLE = "Combatants of Azerbaijan killed, Second Karabakh War, running total"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    case = str(folder / "karabakh.cenotaph")
    build([REPORTS], case, Settings(workers=1), Progress())
    with case_at(case) as opened:
        publish(opened, folder / "out", title="Karabakh", made=date(2026, 11, 22))
    return folder / "out"


def of_each_kind(site: Path) -> list[Path]:
    """The lists, and of the pages that an account, a report and a figure have the longest."""
    longest = [max((site / f).glob("*.html"), key=lambda p: p.stat().st_size) for f in ("accounts", "reports", "figures")]
    return [*sorted(site.glob("*.html")), *longest]


@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_show_ask_nobody_and_pass_axe(browser: Browser, site: Path, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    asked, errors = list[str](), list[str]()
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    pages = of_each_kind(site)
    assert len(pages) == 8
    for path in pages:
        asked.clear()
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        # axe is put into the page by the test, which a page's own policy would forbid; what it finds is of the page alone
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["target"], path.name) for v in found] == []
    assert errors == []
    ink, paper = page.evaluate(
        "(() => { const s = getComputedStyle(document.documentElement); return [s.color, s.backgroundColor]; })()"
    )
    assert ink != paper
    page.close()


def test_a_number_is_followed_down_to_its_trail_by_keyboard(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Karabakh")

    def follow(name: str | re.Pattern[str], *, inside: str = "main") -> None:
        link = page.locator(inside).get_by_role("link", name=name).first
        link.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    follow(TITLE)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("heading", name="What to mind")).to_be_visible()
    follow("2,908 killed")
    assert re.search(r"/reports/\w+\.html#fig_\w+$", page.url)
    passage = page.locator(":target")
    expect(passage.locator("mark")).to_have_text("2,908")
    expect(passage).to_contain_text("A total of 2,908 Azerbaijani servicemen were killed in the 2020 war")
    follow("its trail", inside=":target")
    text = page.locator("main").inner_text()
    assert len(re.findall(r"\b[0-9a-f]{64}\b", text)) == 3
    assert "run 1" in text
    follow("see it in its report")
    assert page.url.partition("#")[2].startswith("fig_")
    page.close()
