"""A case of the six reports that the command line's tests only read."""

from __future__ import annotations

from pathlib import Path

import pytest

import made_reports
from cenotaph.flow.build import Progress, build
from cenotaph.settings import Settings


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made_reports.folder(tmp_path_factory.mktemp("shown") / "in")
    (folder / "silent.txt").write_text(f" date 2020-11-20 {made_reports.SILENT}", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def case(reports: Path) -> str:
    where = str(reports.parent / "war.cenotaph")
    build([reports], where, Settings(), Progress())
    return where
