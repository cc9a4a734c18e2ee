"""The pages over a case in a file and over one on a PostgreSQL server: the same pages, decisions and imports."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import made_reports
from cenotaph.flow.build import Progress, build
from cenotaph.flow.refer import case_at
from cenotaph.flow.survey import short
from cenotaph.settings import Settings
from cenotaph.store import looking
from cenotaph.web import desk as desks
from cenotaph.web.app import application
from cenotaph.web.desk import Desk

OURS = "http://127.0.0.1:8765"


@pytest.fixture
def where(case_url: str, tmp_path: Path) -> str:
    build([made_reports.folder(tmp_path / "in")], case_url, Settings(workers=1), Progress())
    return case_url


def test_every_page_answers_and_what_is_decided_and_imported_is_kept(where: str) -> None:
    with (
        case_at(where) as case,
        TestClient(application(Desk(where, Settings(workers=1))), base_url=OURS, headers={"origin": OURS}) as client,
    ):
        figure = looking.figures(case)[0]
        report = f"/report/{short(figure.report)}?figure={figure.id}"
        accounts = re.findall(r'"(/account/\w+)"', client.get("/").text + client.get("/events").text)
        assert accounts
        pages = ["/", "/accounts", "/events?view=timeline", "/events?view=map", "/events?text=soldiers", "/contradictions",
                 "/review", "/decisions", "/import", report, f"/figure/{figure.id}", *accounts]  # fmt: skip
        for path in pages:
            told = client.get(path)
            assert told.status_code == 200, path
            assert where not in told.text, "an address may hold a password"

        client.post("/who", data={"by": "Ani", "back": "/"})
        form = {"kind": "correct", "subject": figure.id, "because": "the list says so", "set_role": "mixed", "back": report}
        told = client.post("/decide", data=form)
        assert "Decision 1 is recorded." in told.text
        assert "set to mixed" in told.text
        told = client.post("/undo", data={"subject": "1", "back": report})
        assert "Decision 1 is undone." in told.text

        text = b" date 2020-10-05\nThe Defence Ministry of Armenia said that 4321 soldiers were killed near Hadrut."
        importing = client.post("/import", files=[("files", ("new.txt", text))])
        assert importing.status_code == 200
        until = time.monotonic() + 60
        while not client.get("/import/1/progress").json()["ended"] and time.monotonic() < until:
            time.sleep(0.1)
        assert client.get("/import/1/progress").json()["counts"]["read"] == 1
        assert "1 report." in client.post("/search", data={"text": "4321"}).text
        assert "4,321" in client.get("/accounts").text + client.get("/events").text


def test_a_case_is_looked_through_by_a_process_of_its_own(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "SMALL", 0)
    with TestClient(application(Desk(where, Settings(workers=1))), base_url=OURS) as client:
        first = client.get("/")
        assert (first.status_code, first.headers["refresh"]) == (503, "1")
        until = time.monotonic() + 60
        while client.get("/").status_code == 503 and time.monotonic() < until:
            time.sleep(0.1)
        assert client.get("/accounts").status_code == 200
