"""The map of events in Chromium: drawn by the library where there is WebGL, by us where there is none, of the same places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import made_cases
from serving_cases import CHROMIUM, NO_WEBGL, Watched, served

TOWN, NEAR = "Lachin", "Goris"
HOSTILE = "<img src=x onerror=\"document.title='owned'\">\u202e"
#: Two that a first look takes together, one far from all, and one whose name is no name.
SPOTS = [(TOWN, 39.64, 46.55), (NEAR, 39.51, 46.34), ("Aleppo", 36.20, 37.16), (HOSTILE, 15.60, 32.53)]
MAP = "/events?view=map"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    where = str(tmp_path_factory.mktemp("map") / "made.cenotaph")
    made_cases.make(where, 1_600, spots=SPOTS)
    with served(where) as address:
        yield address


@pytest.fixture
def map_(browser: Browser, base: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    watched = Watched(context, base)
    watched.goto(MAP)
    drawn(watched.page)
    yield watched
    watched.well()
    context.close()


def until(page: Page, script: str, tries: int = 200) -> None:
    """Wait until this is so. Playwright's own waiting evaluates text in the page, which its policy forbids."""
    for _ in range(tries):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never so: {script}")


def drawn(page: Page) -> None:
    page.wait_for_selector("event-map[data-drawn]")
    until(page, "!document.querySelector('event-map').map.isMoving() && document.querySelector('event-map').map.loaded()")
    page.wait_for_timeout(300)


def zoom(page: Page) -> float:
    return float(page.evaluate("document.querySelector('event-map').map.getZoom()"))


def at(page: Page, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a spot of the map is in the window."""
    x, y = page.evaluate(
        """at => {
            const {map} = document.querySelector('event-map'), canvas = map.getCanvas();
            canvas.scrollIntoView({block: 'center', behavior: 'instant'});
            const box = canvas.getBoundingClientRect(), {x, y} = map.project(at);
            return [x + box.x, y + box.y];
        }""",
        [longitude, latitude],
    )
    return float(x), float(y)


def circles(page: Page) -> list[dict[str, int]]:
    """What the library has drawn: places, and how many of them are taken together."""
    found = page.evaluate(
        """() => {
            const {map} = document.querySelector('event-map'), found = map.queryRenderedFeatures({layers: ['places', 'clusters']});
            return found.map(f => [f.properties.first, f.properties.point_count ?? 1]);
        }"""
    )
    return [{"first": first, "many": many} for first, many in {tuple(row) for row in found}]


def test_places_are_drawn_and_those_that_lie_close_are_taken_together(map_: Watched) -> None:
    assert sorted(c["many"] for c in circles(map_.page)) == [1, 1, 2]
    expect(map_.page.locator("event-map > svg")).to_be_hidden()
    expect(map_.page.locator("#map-said")).to_have_text("All 4 places are in view.")
    assert sorted(map_.page.locator("#map-list bdi").all_inner_texts()) == sorted(
        [TOWN, NEAR, "Aleppo", HOSTILE.replace("\u202e", "\u2423")]
    )


def test_those_taken_together_open_and_a_place_leads_to_its_list(map_: Watched) -> None:
    page = map_.page
    before = zoom(page)
    page.mouse.click(*at(page, 46.445, 39.575))
    until(page, f"document.querySelector('event-map').map.getZoom() > {before + 0.5}")
    drawn(page)
    assert {c["many"] for c in circles(page)} == {1}
    assert "map=" in page.url.partition("#")[2], "what is looked at can be shared"
    page.mouse.click(*at(page, 46.55, 39.64))
    link = page.locator(".maplibregl-popup").get_by_role("link", name=TOWN)
    link.click()
    page.wait_for_url(f"**/events?*place={TOWN}*")
    titles = page.locator("tbody td:first-child").all_inner_texts()
    assert titles
    assert all(f"in {TOWN}" in title for title in titles)


def test_an_address_opens_on_what_was_looked_at(map_: Watched) -> None:
    page = map_.page
    page.get_by_role("button", name="Zoom in").click()
    drawn(page)
    until(page, "location.hash.length > 1")
    other = Watched(page.context, map_.base)
    other.goto(page.url.removeprefix(map_.base))
    drawn(other.page)
    assert zoom(other.page) == pytest.approx(zoom(page), abs=0.02)
    other.well()


def test_buttons_and_keys_move_it_and_the_list_keeps_to_what_is_in_view(map_: Watched) -> None:
    page = map_.page
    before = zoom(page)
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Enter")
    drawn(page)
    assert zoom(page) > before + 0.5
    page.locator(".maplibregl-canvas").focus()
    for _ in range(3):
        page.keyboard.press("+")
        drawn(page)
    said = page.locator("#map-said").inner_text()
    assert re.fullmatch(r"[0-3] of 4 places are in view.", said)
    assert page.locator("#map-list li").count() == int(said[0])
    page.get_by_role("button", name="Show the whole map").click()
    drawn(page)
    assert zoom(page) == pytest.approx(before, abs=0.05)
    expect(page.locator("#map-list li")).to_have_count(4)


def test_filters_hold_for_the_map_too(map_: Watched) -> None:
    page = map_.page
    page.get_by_label("Place", exact=True).fill(TOWN)
    page.get_by_role("button", name="Show", exact=True).click()
    drawn(page)
    expect(page.locator("#map-list li")).to_have_count(1)
    assert [c["many"] for c in circles(page)] == [1]
    page.get_by_label("Place", exact=True).fill("Nowhere")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("None of these is of a place that is known here.")).to_be_visible()


def test_a_name_is_text_wherever_it_stands(map_: Watched) -> None:
    page = map_.page
    page.mouse.click(*at(page, 32.53, 15.60))
    expect(page.locator(".maplibregl-popup")).to_contain_text("<img src=x")
    assert page.locator("main img").count() == 0
    assert page.title().startswith("Events")
    assert "\u202e" not in page.locator("main").inner_text()
    page.locator(".maplibregl-popup a").click()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_no_name_lies_over_another_or_under_the_buttons(browser: Browser, tmp_path: Path) -> None:
    where = str(tmp_path / "crowded.cenotaph")
    crowd = [(f"A rather long name {row}-{column}", 38.0 + row, 44.0 + column) for row in range(4) for column in range(5)]
    made_cases.make(where, 1_600, spots=crowd)
    with served(where) as address:
        for width in (360, 700):
            context = browser.new_context(viewport={"width": width, "height": 800})
            watched = Watched(context, address)
            page = watched.goto(MAP)
            drawn(page)
            boxes = [box for one in page.locator(".map-names > div, .map-buttons").all() if (box := one.bounding_box()) is not None]
            assert len(boxes) > 6, "names of most circles"
            for n, a in enumerate(boxes):
                for b in boxes[:n]:
                    apart = a["x"] + a["width"] <= b["x"] + 1 or b["x"] + b["width"] <= a["x"] + 1
                    assert apart or a["y"] + a["height"] <= b["y"] + 1 or b["y"] + b["height"] <= a["y"] + 1, (width, a, b)
            watched.well()
            context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_by_day_and_by_night_it_has_the_colours_of_the_page_and_passes_axe(browser: Browser, base: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="light")
    watched = Watched(context, base)
    page = watched.goto(MAP)
    drawn(page)
    for scheme, colour in (("light", "#2f5d7c"), ("dark", "#8fbcd9")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        until(page, f"document.querySelector('event-map').map.getPaintProperty('places', 'circle-color') === '{colour}'")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["target"]) for v in found if v["impact"] in {"serious", "critical"}] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    watched.well()
    context.close()


def test_a_page_is_scrolled_over_the_map(map_: Watched) -> None:
    page = map_.page
    before = zoom(page)
    page.mouse.move(*at(page, 42.0, 30.0))
    page.mouse.wheel(0, 300)
    until(page, "scrollY > 100")
    assert zoom(page) == before


@pytest.mark.parametrize("how", ["without WebGL", "without scripts", "in print"])
def test_the_drawn_map_stands_where_the_other_cannot(browser: Browser, base: str, how: str) -> None:
    def seen(opened: Browser) -> None:
        context = opened.new_context(java_script_enabled=how != "without scripts")
        watched = Watched(context, base)
        page = watched.goto(MAP)
        if how == "in print":
            drawn(page)
            page.emulate_media(media="print")
        expect(page.locator("event-map > svg")).to_be_visible()
        expect(page.locator(".maplibregl-map:visible")).to_have_count(0)
        expect(page.locator("event-map circle")).to_have_count(4)
        if how != "in print":
            page.get_by_role("link", name=re.compile(f"^{TOWN}: ")).click()
            page.wait_for_url(f"**/events?*place={TOWN}*")
        watched.well()
        context.close()

    if how == "without WebGL":
        opened = browser.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", *NO_WEBGL])
        seen(opened)
        opened.close()
    else:
        seen(browser)
