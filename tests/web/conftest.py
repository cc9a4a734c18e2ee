"""The example case, served once for the tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cenotaph.flow.build import Progress, build
from cenotaph.settings import Settings
from serving_cases import Watched, served

REPORTS = Path(__file__).parents[2] / "examples" / "karabakh" / "reports.jsonl"


@pytest.fixture(scope="session")
def karabakh(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("pages") / "karabakh.cenotaph")
    build([REPORTS], where, Settings(workers=1), Progress())
    return where


@pytest.fixture(scope="session")
def address(karabakh: str) -> Iterator[str]:
    with served(karabakh) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context()
    watched = Watched(context, address)
    yield watched
    watched.well()
    context.close()
