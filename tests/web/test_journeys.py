"""What people do on the pages, in a real browser: follow a number down, review with the keyboard, import, filter."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from cenotaph.flow.refer import case_at
from cenotaph.settings import Settings
from cenotaph.store import looking
from cenotaph.web.importing import Imports
from serving_cases import Watched, served

TITLE = "Combatants of Nagorno-Karabakh killed, Second Karabakh War, running total"
PAGES = ("/", "/accounts", "/events", "/events?view=timeline", "/events?view=map", "/contradictions", "/review", "/decisions",
         "/import", "/search", "/nothing/here")  # fmt: skip


@pytest.fixture
def own(karabakh: str, tmp_path: Path) -> str:
    """A copy of the case that a test may change."""
    return str(shutil.copy(karabakh, tmp_path / "own.cenotaph"))


def test_a_number_is_followed_down_to_its_sentence_and_its_trail(page: Watched) -> None:
    at = page.goto("/")
    at.get_by_role("link", name=TITLE).click()
    expect(at.locator("#says")).to_have_text("1,586 or more, says Nagorno-Karabakh authorities.")
    at.get_by_label("Known by", exact=True).fill("2020-11-14")
    at.get_by_role("button", name="Show").click()
    assert "known_by=2020-11-14" in at.url
    expect(at.locator("#says")).to_have_text("1,383, says Nagorno-Karabakh authorities.")
    days = at.locator("td.days", has_text="published").all_inner_texts()
    assert days
    assert all(day <= "2020-11-14" for text in days for day in re.findall(r"published ([\d-]+)", text))
    at.locator(".figures tbody tr", has_text="used").first.get_by_role("link", name="1,383").click()
    chosen = at.locator("#chosen")
    expect(chosen).to_have_text("1,383")
    assert "1,383" in at.locator(".text .sentence, .text .chosen").all_inner_texts()
    expect(at.get_by_role("heading", name="1,383 killed")).to_be_visible()
    expect(at.get_by_role("row", name="fate killed")).to_be_visible()
    at.get_by_role("link", name="Its trail").click()
    expect(at.get_by_role("heading", name="The trail of one number")).to_be_visible()
    text = at.locator("main").inner_text()
    assert len(re.findall(r"\b[0-9a-f]{64}\b", text)) == 3
    assert "run 1" in text


def test_a_mark_of_the_chart_leads_to_its_sentence(page: Watched) -> None:
    at = page.goto("/")
    at.get_by_role("link", name=TITLE).click()
    assert at.locator("svg.chart .band").count() == 1
    mark = at.locator("svg.chart a").last
    mark.focus()
    at.keyboard.press("Enter")
    expect(at.locator("#chosen")).to_have_text("at least 1,586")


def test_the_slider_rewrites_the_page_and_its_address(page: Watched) -> None:
    at = page.goto("/")
    at.get_by_role("link", name=TITLE).click()
    slider = at.get_by_label("Known by, as a slider")
    slider.focus()
    slider.press("Home")
    at.wait_for_url("**known_by=2020-10-01**")
    expect(at.locator("#says")).to_contain_text("103")


def test_another_policy_is_in_the_address(page: Watched) -> None:
    at = page.goto("/")
    at.get_by_role("link", name=TITLE).click()
    at.get_by_label("Policy").select_option("ucdp")
    at.get_by_role("button", name="Show").click()
    assert "policy=ucdp" in at.url
    expect(at.locator("#says")).to_contain_text("Not answered")


def press(at: Page, *keys: str) -> None:
    """Keys pressed once the page and what listens to keys are there."""
    at.wait_for_load_state("load")
    for key in keys:
        at.keyboard.press(key)


def test_review_with_the_keyboard_and_undo(browser: Browser, own: str) -> None:
    with served(own) as base:
        context = browser.new_context()
        watched = Watched(context, base)
        at = watched.goto("/review")
        first = at.locator("#item").inner_text()
        press(at, "a")  # no name yet: the key leads to its field
        at.keyboard.type("A. Reviewer")
        at.keyboard.press("Enter")
        expect(at.get_by_text("Deciding as A. Reviewer")).to_be_visible()
        press(at, "a")
        expect(at.get_by_text("Decision 1 is recorded.")).to_be_visible()
        second = at.locator("#item").inner_text()
        assert second != first
        press(at, "u")
        expect(at.get_by_text("Decision 1 is undone.")).to_be_visible()
        press(at, "r")
        at.keyboard.type("no figure of its own")
        at.keyboard.press("Enter")
        expect(at.get_by_text("Decision 2 is recorded.")).to_be_visible()
        for key in ("j", "k"):
            at.wait_for_load_state("load")
            with at.expect_navigation():
                at.keyboard.press(key)
        watched.goto("/decisions")
        text = at.locator("main").inner_text()
        assert "no figure of its own" in text
        assert "undone by A. Reviewer" in text
        watched.well()
        context.close()


def test_a_field_is_set_right_on_the_report(browser: Browser, own: str) -> None:
    with served(own) as base:
        context = browser.new_context()
        watched = Watched(context, base)
        at = watched.goto("/")
        at.get_by_role("link", name=TITLE).click()
        at.get_by_role("link", name="at least 1,586").first.click()
        at.get_by_label("Your name").fill("B")
        at.get_by_role("button", name="Begin to review").click()
        press(at, "c")
        at.locator("details[open] select[name=set_role]").select_option("mixed")
        at.locator("details[open] input[name=because]").fill("volunteers too")
        at.get_by_role("button", name="Set right").click()
        expect(at.get_by_text("Set by a person: role read combatant, set to mixed.")).to_be_visible()
        watched.well()
        context.close()


def test_a_bad_file_is_refused_with_its_cure_and_a_good_one_read(browser: Browser, own: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "no_date.txt"
    good.write_text(" date 2020-10-05 The Defence Ministry of Armenia said that 21 soldiers were killed near Hadrut.", "utf-8")
    bad.write_text("Three soldiers were killed near Hadrut.", "utf-8")
    with served(own) as base:
        context = browser.new_context()
        watched = Watched(context, base)
        at = watched.goto("/import")
        at.locator("input[type=file]").first.set_input_files([good, bad])
        at.get_by_role("button", name="Import", exact=True).click()
        expect(at.get_by_role("heading", name="Import 1", exact=True)).to_be_visible(timeout=60_000)
        row = at.get_by_role("row", name="no_date.txt")
        expect(row).to_contain_text("no publication day")
        expect(row).to_contain_text("Give it a `date`")
        assert "/tmp" not in at.locator("main").inner_text()
        watched.search("Hadrut 21")
        expect(at.get_by_text("1 report.")).to_be_visible()
        watched.well()
        context.close()


def test_a_folder_of_files_with_hard_names_is_taken_in_whole(browser: Browser, own: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    text = " date 2020-10-05\nThe Defence Ministry of Armenia said that {} soldiers were killed near Hadrut."
    for n, name in enumerate(("ա" * 100 + ".txt", "weeks/1.txt", "b.txt"), 21):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.format(n), "utf-8")
    (folder / "to_come.txt").write_text(" date 2999-01-01\n" + text.format(9), "utf-8")
    with served(own) as base:
        context = browser.new_context()
        watched = Watched(context, base)
        at = watched.goto("/import")
        at.locator("input[type=file]").first.set_input_files([p for p in folder.rglob("*") if p.is_file()])
        at.get_by_role("button", name="Import", exact=True).click()
        expect(at.get_by_role("heading", name="Import 1", exact=True)).to_be_visible(timeout=60_000)
        assert at.locator(".sums b").all_inner_texts() == ["4", "4", "3", "0", "1", "3"]
        expect(at.get_by_role("row", name="to_come.txt")).to_contain_text("2999-01-01 has not come yet")
        watched.well()
        context.close()


def test_a_spreadsheet_of_figures_is_taken_in_and_a_wrong_row_refused(browser: Browser, own: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "Day,fate,low,side,speaker\n2020-10-05,killed,4321,Armenia,Ministry of Defence of Armenia\n2020-10-06,sold,1,Armenia,X\n",
        "utf-8",
    )
    (tmp_path / "none.csv").write_text("a,b\n1,2\n", "utf-8")
    with served(own) as base:
        context = browser.new_context()
        watched = Watched(context, base)
        at = watched.goto("/import")
        at.get_by_text("Figures from a spreadsheet of your own").click()
        at.get_by_label("Spreadsheets").set_input_files([tmp_path / "list.csv", tmp_path / "none.csv"])
        at.get_by_label("Columns by other names").fill("published=Day")
        at.get_by_role("button", name="Import figures").click()
        expect(at.get_by_role("heading", name="Import 1", exact=True)).to_be_visible(timeout=60_000)
        expect(at.get_by_role("row", name="list.csv, row 3")).to_contain_text("the fate is 'sold'")
        expect(at.get_by_role("row", name="none.csv")).to_contain_text("has no column 'Day'")
        assert "/tmp" not in at.locator("main").inner_text()
        watched.search("4321")
        expect(at.get_by_text("1 report.")).to_be_visible()
        watched.well()
        context.close()


def test_pages_that_are_closed_while_an_import_goes_on_lose_nothing(own: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "".join(
            json.dumps({"id": f"new{n}", "date": "2020-10-05", "text": f"The ministry said {n + 2} soldiers were killed."}) + "\n"
            for n in range(4_000)
        ),
        "utf-8",
    )
    imports = Imports(own, Settings(workers=1))
    made = imports.begin()
    with (tmp_path / "a.jsonl").open("rb") as content:
        made.add("a.jsonl", content)
    imports.run(made)
    until = time.monotonic() + 60
    while made.counts["read"] < 100 and time.monotonic() < until:
        time.sleep(0.02)
    imports.close()
    assert made.ended
    assert made.fault == "the import was stopped"
    assert not made.folder.exists()
    with case_at(own) as opened:
        kept = [r for r in looking.reports(opened) if r.id.startswith("new")]
        assert looking.runs(opened)[-1].outcome == "interrupted"
    assert 64 <= len(kept) < 4_000


def test_filters_hold_over_list_timeline_and_map(page: Watched) -> None:
    at = page.goto("/events")
    at.get_by_label("Fate").select_option("killed")
    at.get_by_label("Conflict").select_option(label="September 2022 Armenia-Azerbaijan clashes")
    at.get_by_role("button", name="Show").click()
    many = at.locator("main p b").first.inner_text()
    assert 0 < int(many) < 16
    for view in ("Timeline", "Map"):
        at.get_by_role("link", name=view, exact=True).click()
        assert "fate=killed" in at.url
        assert at.locator("main p b").first.inner_text() == many


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_passes_axe_and_keeps_within_the_window(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    watched = Watched(context, address)
    at = watched.goto("/")
    account = at.get_by_role("link", name=TITLE).get_attribute("href") or ""
    watched.goto(account)
    sentence = at.locator(".figures a.num").first.get_attribute("href") or ""
    trail = "/figure/" + re.findall(r"fig_\w+", sentence)[0]
    for path in (*PAGES, account, f"{account}?known_by=2020-11-14", sentence, sentence.partition("?")[0], trail):
        watched.goto(path)
        found = Axe().run(at).response["violations"]
        serious = [(v["id"], v["nodes"][0]["target"], path) for v in found if v["impact"] in {"serious", "critical"}]
        assert serious == []
        assert at.evaluate("document.documentElement.scrollWidth") <= width, path
    watched.search("soldiers")
    assert [v["id"] for v in Axe().run(at).response["violations"] if v["impact"] in {"serious", "critical"}] == []
    watched.errors = [e for e in watched.errors if "404" not in e]
    watched.well()
    context.close()


def test_pages_work_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    at = context.new_page()
    at.goto(address)
    at.get_by_role("link", name=TITLE).click()
    at.get_by_label("Known by", exact=True).fill("2020-11-14")
    at.get_by_role("button", name="Show").click()
    at.get_by_role("link", name="1,383").first.click()
    expect(at.locator("#chosen")).to_have_text("1,383")
    context.close()


def test_a_person_ranks_the_sources_and_the_highest_decides(page: Watched) -> None:
    at = page.goto("/accounts?fate=killed")
    at.get_by_role("link", name="Combatants of Azerbaijan killed, Second Karabakh War, running total").click()
    at.get_by_label("Policy").select_option("hierarchy")
    at.get_by_role("button", name="Show").click()
    expect(at.locator("#says")).to_contain_text("needs a ranking of the institutions")
    names = at.locator(".ranks label bdi").all_inner_texts()
    assert len(names) > 1
    for n, name in enumerate(reversed(names), 1):
        at.get_by_label(name, exact=True).fill(str(n))
    at.get_by_role("button", name="Show").click()
    expect(at.locator("#says")).to_contain_text(f"says {names[-1]}")
    assert at.url.count("rank_") == len(names)
    assert not any(name.split()[0] in at.url for name in names)
    page.goto(f"{at.url.removeprefix(page.base)}".replace("rank_", "rank_x", 1))
    expect(at.get_by_role("heading", name="this address ranks a source that the case does not know")).to_be_visible()
    page.goto(f"{at.url.removeprefix(page.base).partition('?')[0]}?policy=hierarchy&rank_0=x")
    expect(at.get_by_role("heading", name="is no place in a ranking")).to_be_visible()
    page.errors = [e for e in page.errors if "400" not in e]


def test_an_account_warns_of_another_with_the_same_title_and_tells_what_is_only_alleged(page: Watched) -> None:
    at = page.goto("/events")
    rows = at.get_by_role("row", name=re.compile("Combatants of Azerbaijan killed, September 2022"))
    expect(rows).to_have_count(2)
    rows.first.get_by_role("link").click()
    other = at.locator("main ul.plain", has_text="says Government of Azerbaijan").first
    expect(at.get_by_role("heading", name="Of the same title: do not add")).to_be_visible()
    expect(other).to_be_visible()
    page.goto("/")
    at.get_by_role("link", name="Combatants of Azerbaijan killed, Second Karabakh War, running total").click()
    expect(at.locator("#says .tag")).to_have_count(0)
    page.goto(f"{at.url.removeprefix(page.base)}?known_by=2020-11-14")
    expect(at.locator("#says .tag")).to_have_text("alleged")
