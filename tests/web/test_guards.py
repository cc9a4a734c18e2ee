"""What the pages refuse, what they let a browser do, and that nothing a report holds is more than text."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from cenotaph.flow.build import Progress, build
from cenotaph.flow.refer import case_at
from cenotaph.flow.survey import short
from cenotaph.settings import Settings
from cenotaph.store import looking
from cenotaph.web import importing
from cenotaph.web.app import application
from cenotaph.web.desk import Desk
from cenotaph.web.guards import POLICY
from serving_cases import Watched, served

OURS = "http://127.0.0.1:8765"
#: Texts that would do something where they are not taken for text; each with a figure, so that it is shown on every page.
HOSTILE = {
    "script": "<script>document.title='owned'</script>",
    "handler": "<img src=x onerror=\"document.title='owned'\"><svg onload=document.title='owned'>",
    "closing": "</div></main></q></title></textarea><h1>Injected</h1>",
    "quotes": "\" onmouseover=\"document.title='owned'\" x=\"' onfocus='alert(1)",
    "template": "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7}",
    "bidi": "\u202e\u2066reversed\u2069 \u200f words",
    "address": "javascript:document.title='owned'",
    "control": "zero\x00 bell\x07 escape\x1b[31m",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("hostile")
    said = "said that 21 soldiers of Armenia were killed near Hadrut in the war in Karabakh."
    reports = [
        {
            "id": f"{name} {words}",
            "date": "2020-10-05",
            "outlet": words,
            "title": words,
            "address": f"javascript:{words}",
            "text": f"{words}\n\nThe Defence Ministry of Armenia {said} {words}",
        }
        for name, words in HOSTILE.items()
    ]
    reports.append({"id": "long", "date": "2020-10-05", "text": f"The army of Armenia {said} {'W' * 90_000} {said}"})
    lines = folder / "reports.jsonl"
    lines.write_text("".join(json.dumps(r) + "\n" for r in reports), "utf-8")
    case = str(folder / "hostile.cenotaph")
    build([lines], case, Settings(workers=1), Progress())
    return case


@pytest.fixture(scope="module")
def client(karabakh: str) -> Iterator[TestClient]:
    with TestClient(application(Desk(karabakh)), base_url=OURS) as made:
        yield made


def addresses(case: str) -> list[str]:
    """Pages that show what the reports of this case hold."""
    found = ["/", "/accounts", "/events", "/events?view=map", "/contradictions", "/review"]
    with case_at(case) as opened:
        found += [f"/report/{short(r.id)}" for r in looking.reports(opened)]
        figures = looking.figures(opened)
    found += [f"/figure/{f.id}" for f in figures] + [f"/report/{short(f.report)}?figure={f.id}" for f in figures]
    return found


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8765", "", "192.168.1.7:8765"])
def test_another_host_is_not_answered(client, host):
    done = client.get("/", headers={"host": host})
    assert done.status_code == 403
    assert "karabakh" not in done.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:1", "[::1]:8765"])
def test_this_machine_is(client, host):
    assert client.get("/decisions", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site", "origin": OURS},
    ],
)
@pytest.mark.parametrize("path", ["/decide", "/undo", "/who", "/mark", "/import", "/search"])
def test_only_our_own_pages_change_anything(client, path, headers):
    assert client.post(path, headers=headers, data={"by": "me"}).status_code == 403


def test_our_own_pages_may(client):
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": OURS}):
        done = client.post("/who", headers=headers, data={"by": "Ե. Ա.", "back": "/review"}, follow_redirects=False)
        assert (done.status_code, done.headers["location"]) == (303, "/review")
        cookie = done.headers["set-cookie"].casefold()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""])
def test_a_form_leads_to_no_other_site(client, to):
    done = client.post("/who", headers={"origin": OURS}, data={"by": "me", "back": to}, follow_redirects=False)
    assert done.headers["location"] == "/"


def test_every_answer_is_strict(client):
    for path in ("/", "/nosuch", "/import", "/assets/style.css"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert ("no-store" in headers["cache-control"]) == (not path.startswith("/assets"))
    assert "unsafe" not in POLICY
    assert "frame-ancestors 'none'" in POLICY


def test_pages_hold_no_script_or_style_of_their_own(client, karabakh):
    for path in addresses(karabakh)[:40]:
        html = client.get(path).text
        assert not re.search(
            r"<style|\sstyle=|<script(?! type=\"module\" src=\"/assets/)|\son\w+=|https?://[^\"]*\.(js|css|woff)", html
        )


@pytest.mark.parametrize("path", ["/report/nosuch", "/account/nosuch", "/figure/fig_zzz", "/figure/fig_zzz/sentence", "/import/7"])
def test_what_is_not_there_is_told(client, path):
    done = client.get(path)
    assert done.status_code in {400, 404}
    assert "To the case" in done.text


@pytest.mark.parametrize(
    ("query", "cure"),
    [
        ("known_by=yesterday", "Write it as YYYY-MM-DD"),
        ("known_by=20201114", "Write it as YYYY-MM-DD"),
        ("known_by=2020-W46-6", "Write it as YYYY-MM-DD"),
        ("speaks_for=2020-13-01", "Write it as YYYY-MM-DD"),
        ("policy=nosuch", "widest"),
        ("page=x", "Write it in digits"),
        ("as_of=2020-11-14", "It may have: known_by, page, policy, speaks_for."),
    ],
)
def test_a_wrong_address_says_what_to_write(client, query, cure):
    key = re.findall(r"/account/(\w+)", client.get("/").text)[0]
    done = client.get(f"/account/{key}?{query}")
    assert done.status_code == 400
    assert cure in done.text


@pytest.mark.parametrize("path", ["/?done=999", "/search?text=Ani", "/review?as_of=2020-11-14", "/events?known_by=2020-11-14"])
def test_a_part_of_an_address_that_is_not_known_is_refused(client, path):
    done = client.get(path)
    assert done.status_code == 400
    assert "a part that is not known here" in done.text


def test_a_search_leaves_its_words_in_no_address(client):
    done = client.post("/search", headers={"origin": OURS}, data={"text": "Minasyan"}, follow_redirects=False)
    assert re.fullmatch(r"/search/[0-9a-f]{12}", done.headers["location"])
    assert 'value="Minasyan"' in client.get(done.headers["location"]).text
    lost = client.get("/search/000000000000")
    assert (lost.status_code, "Type them again" in lost.text) == (404, True)
    assert (
        client.post("/search", headers={"origin": OURS}, data={"text": " "}, follow_redirects=False).headers["location"]
        == "/search"
    )


def test_what_was_decided_is_told_once_and_by_no_address(client):
    for told in ("done-1000000000000", "done-x", "<b>", "done-7-8"):
        client.cookies.set("cenotaph_told", told)
        assert "is recorded" not in client.get("/decisions").text
    client.cookies.set("cenotaph_told", "done-7")
    done = client.get("/decisions")
    assert "Decision 7 is recorded." in done.text
    assert 'cenotaph_told=""' in done.headers["set-cookie"]
    client.cookies.clear()
    assert "is recorded" not in client.get("/decisions").text


def test_a_report_is_marked_on_its_page_and_a_corrected_field_says_so(karabakh, tmp_path):
    where = str(shutil.copy(karabakh, tmp_path / "own.cenotaph"))
    with case_at(where) as opened:
        figure = next(f for f in looking.figures(opened) if f.report == "kb-030-azerbaijan-2908")
    with TestClient(application(Desk(where)), base_url=OURS, headers={"origin": OURS}) as own:
        own.post("/who", data={"by": "Ani", "back": "/"})
        page = f"/report/{short(figure.report)}?figure={figure.id}"
        form = {"kind": "correct", "subject": figure.id, "because": "so", "back": page, "set_low": "7", "set_high": "7"}
        told = own.post("/decide", data=form).text
        [row] = re.findall(r'<tr><th scope="row">count</th>.*?</tr>', told, re.DOTALL)
        assert "set by a person" in row
        assert "1.00" not in row
        account = re.findall(r'Answers <a href="(/account/\w+)"', told)[0]
        assert "set right by a person" in own.get(account).text
        told = own.post("/mark", data={"subject": figure.report, "sensitivity": "restricted", "because": "a danger", "back": page})
        assert "restricted: stays in the team" in told.text
        assert own.post("/mark", data={"subject": figure.report, "sensitivity": "gone", "because": "x"}).status_code == 400
        own.post("/decide", data={"kind": "reject", "subject": figure.id, "because": "no", "back": page})
        told = own.get(page).text
        assert "Undo the rejection" in told
        assert 'value="accept"' not in told


def test_what_was_seen_must_still_stand(karabakh, tmp_path):
    """A page that is older than another person's decision decides nothing."""
    where = str(shutil.copy(karabakh, tmp_path / "own.cenotaph"))
    with case_at(where) as opened:
        figure = looking.figures(opened)[0]
    with TestClient(application(Desk(where)), base_url=OURS, headers={"origin": OURS}) as own:
        own.post("/who", data={"by": "Ani", "back": "/"})
        page = f"/report/{short(figure.report)}?figure={figure.id}"
        [seen] = set(re.findall(r'name="seen" value="(\w+)"', own.get(page).text))
        form = {"subject": figure.id, "back": page, "because": "the list says so"}

        def decide(kind: str, seen: str, **more: str):
            return own.post("/decide", data={"kind": kind, "seen": seen, **form, **more}, follow_redirects=False)

        assert decide("correct", seen, set_low="7", set_high="7").status_code == 303
        for kind, more in (("correct", {"set_role": "civilian"}), ("accept", {}), ("reject", {})):
            done = decide(kind, seen, **more)
            assert done.status_code == 400
            assert "since you opened the page, so nothing was recorded" in done.text
            assert f'<a href="{page}">Back to the page you were on</a>' in done.text
        [now] = set(re.findall(r'name="seen" value="(\w+)"', own.get(page).text))
        assert now != seen
        assert decide("accept", now).status_code == 303
        assert decide("reject", now).status_code == 400, "accepted meanwhile"
    with case_at(where) as opened:
        assert [d.kind for d in looking.decisions(opened)] == ["correct", "accept"]
        assert looking.decisions(opened)[0].payload["low"] == 7


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "undo", "subject": "9" * 30}, "no number of a decision"),
        ({"kind": "undo", "subject": "²"}, "no number of a decision"),
        ({"kind": "undo", "subject": "123456789012345678"}, "there is no decision"),
        ({"kind": "accept", "by": "A" * 6_000}, "the name has 6,000 characters"),
        ({"kind": "accept", "by": "\x07\u202e"}, "the name is empty"),
        ({"kind": "accept", "because": "b" * 6_000}, "the reason has 6,000 characters"),
        ({"kind": "correct", "set_low": "1" + "0" * 23, "set_high": ""}, "more than all people who are alive"),
        ({"kind": "correct", "set_speaker": "x" * 6_000}, "speaker has 6,000 characters"),
    ],
)
def test_what_cannot_be_decided_is_told_without_a_fault(karabakh, tmp_path, form, said):
    where = str(shutil.copy(karabakh, tmp_path / "own.cenotaph"))
    with case_at(where) as opened:
        figure = looking.figures(opened)[0]
    with TestClient(application(Desk(where)), base_url=OURS, headers={"origin": OURS}) as own:
        done = own.post("/decide", data={"subject": figure.id, "by": "Ani", "because": "so", "back": "/", **form})
    assert done.status_code == 400
    assert said in done.text
    assert "--" not in done.text.partition("<main")[2]
    with case_at(where) as opened:
        assert looking.decisions(opened) == []


def test_hostile_reports_are_text_everywhere(hostile, browser: Browser):
    with served(hostile) as base:
        context = browser.new_context(viewport={"width": 360, "height": 800})
        watched = Watched(context, base)
        found = addresses(hostile)
        with case_at(hostile) as opened:
            assert len({f.report for f in looking.figures(opened)}) > 5
        for path in found:
            at = watched.goto(path)
            assert "owned" not in at.title().replace("document.title='owned'", ""), path
            assert at.locator("h1").count() == 1, path
            assert (
                at.locator("main script, main img, main [onload], main [onerror], main [onmouseover], main [onfocus]").count() == 0
            )
            assert at.locator("a[href^='javascript:']").count() == 0, path
            assert "49 " not in at.locator("h1").inner_text()
            assert not set("\u202e\u2066\u2069\u200f\x00\x07\x1b") & set(at.content()), path
            assert at.evaluate("document.documentElement.scrollWidth") <= 360, path
        at = watched.search("soldiers")
        assert at.locator(".headlines li").count() > 2
        assert at.locator("main script, main img, main [onload]").count() == 0
        watched.well()
        context.close()


def test_the_case_is_opened_to_read(karabakh):
    desk = Desk(karabakh)
    with pytest.raises(Exception, match="readonly"), desk.case.writing() as connection:
        connection.exec_driver_sql("DELETE FROM reports")
    desk.close()


def test_dropped_files_stay_in_their_folder(tmp_path: Path):
    given = importing.Import(1, tmp_path / "in")
    names = ("../../out.txt", "/etc/passwd", "a/../../b.txt", "C:\\x\\..\\y.txt", "same.txt", "same.txt",
             "n", "n/inside.txt", "m/inside.txt", "m", "Ա" * 300 + ".txt", "d/" * 900 + "deep.txt", "..", "")  # fmt: skip
    for name in names:
        with (Path(__file__)).open("rb") as content:
            given.add(name, content)
    kept = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert (given.files, given.refusals, len(kept)) == (len(names), [], len(names))
    assert all(p.is_relative_to(tmp_path / "in") for p in kept)


def test_names_are_in_no_address(client):
    """What a report, a source or a person is called stands in no address of ours."""
    for path in ("/", "/events", "/review", "/contradictions"):
        for link in re.findall(r"(?:href|value)=\"(/[^\"]*)\"", client.get(path).text):
            assert "kb-0" not in link
            assert "Minasyan" not in link
