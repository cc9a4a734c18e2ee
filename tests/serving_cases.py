"""The pages of a case on a port of this machine, for the time of a test; and what a browser asked for meanwhile."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cenotaph.settings import Settings
from cenotaph.web.app import application
from cenotaph.web.desk import Desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def served(where: str) -> Iterator[str]:
    """The address of the pages of this case."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(application(Desk(where, Settings(workers=1))), access_log=False, log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


#: Without a graphics card: WebGL is reckoned by the processor, or is not there at all.
BY_PROCESSOR = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")
NO_WEBGL = ("--disable-gpu", "--disable-webgl", "--disable-3d-apis")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is skipped, except when CENOTAPH_FULL is set, as CI does."""
    if CHROMIUM is None:
        if os.environ.get("CENOTAPH_FULL"):
            pytest.fail("Chromium is not installed, and the full suite needs it")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *BY_PROCESSOR])
        yield opened
        opened.close()


class Watched:
    """A page with everything it asked for and everything that went wrong on it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.base, self.asked, self.errors = base, list[str](), list[str]()
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))

    def goto(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def search(self, words: str) -> Page:
        """Reports with these words, looked for as a person does."""
        self.page.get_by_label("Words in reports").fill(words)
        self.page.get_by_role("button", name="Find").first.click()
        self.page.wait_for_url("**/search/*")
        return self.page

    def well(self) -> None:
        """Nothing was asked of anybody else, and nothing went wrong."""
        assert [u for u in self.asked if not u.startswith((self.base, "data:", "blob:"))] == []
        assert self.errors == []
