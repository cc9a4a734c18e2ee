"""Random bytes behind every mark, and good files that were damaged: never an exception, always Reports or Refusals."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made_documents as made
from cenotaph.model.reports import Refusal, Report
from cenotaph.sources import Limits, bring_in
from cenotaph.sources.kinds import ENDINGS

MARKS = [
    b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n", b"<!doctype html><html>",
    b"<html><body><table><tr>",
    b'<?xml version="1.0"?><rss><channel><item>', b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
    b"From a@b 10:00\nFrom: x\n",
    b"From: a\r\nDate: Sat, 14 Nov 2020 01:00:00 +0400\r\nMIME-Version: 1.0\r\n", b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00",
]  # fmt: skip
LIMITS = Limits(largest=20_000)
GOOD = {
    **made.EVERY,
    "whole.eml": made.mail("Ten died.\n", html="<p>Ten died.").as_bytes(),
    "long.warc": made.warc(made.answer(made.page().encode(), coding="gzip"), made.answer(b"<html>", status="404 No")),
    "full.rss": made.rss(made.item(), made.item(guid="2", content=""), made.item(day="")).encode(),
}


def attached():
    message = made.mail()
    message.add_attachment(made.pdf(), maintype="application", subtype="pdf", filename="bulletin.pdf")
    message.add_attachment(made.mail())
    return message.as_bytes()


GOOD["attached.eml"] = attached()


def check(name: str, payload: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(payload)
        found = list(bring_in([file], LIMITS))
    assert found
    for item in found:
        assert isinstance(item, Report | Refusal)
        if isinstance(item, Refusal):
            assert item.place.startswith(str(file))
            assert item.reason
            assert item.cure.endswith(".")
            item.text.encode()
            continue
        assert item.text.strip()
        assert len(item.text) <= LIMITS.largest
        assert item.payload
        for told in (item.id, item.text, item.title, item.publisher, item.address, item.language, item.found_at):
            (told or "").encode()
            assert "\x00" not in (told or "")
        assert item.text == item.text.encode().decode()


@settings(max_examples=250, deadline=None)
@given(
    mark=st.sampled_from(MARKS),
    rest=st.binary(max_size=400) | st.text(max_size=200).map(str.encode),
    ending=st.sampled_from([*ENDINGS, ".bin"]),
)
def test_random_bytes_behind_every_mark(mark, rest, ending):
    check(f"a-2020-11-14{ending}", mark + rest)


@pytest.mark.parametrize("name", GOOD)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_good_files_that_were_damaged(name, data):
    payload = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(payload) - 1))
        match data.draw(st.sampled_from(["change", "cut", "drop", "put", "twice"])):
            case "change":
                payload[at] = data.draw(st.integers(0, 255))
            case "cut":
                del payload[at + 1 :]
            case "drop":
                del payload[at : at + data.draw(st.integers(1, 30))]
            case "put":
                payload[at:at] = data.draw(
                    st.binary(min_size=1, max_size=8) | st.sampled_from([b"<", b">", b"&", b"\r\n\r\n", b"=?", b"\xff"])
                )
            case "twice":
                payload[at:at] = payload[at : at + 40]
        if not payload:
            payload += b"x"
    check(name, bytes(payload))


pieces = st.sampled_from(
    ["<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>", "</tr>", "<ul><li>", "</ul>", "<br>", "<h1>",
     "<div hidden>", "</div>",
     "<script>", "</script>", "<sup>2</sup>", "<a href='x'>", "</a>", "<pre>", "\n", " ", "12", "killed",
     "<time datetime='x'>", "<base href=x>",
     "<script type='application/ld+json'>[{\"@type\": \"Article\", \"publisher\": [", "&#0;",
     "&nbsp;", "<meta name=date content=1>", "<svg>"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(body=st.lists(pieces | st.text(max_size=8), max_size=40).map("".join))
def test_any_page(body):
    check("a-2020-11-14.html", f"<html>{body}".encode("utf-8", "replace"))
    check("a.rss", made.rss(made.item(content=body.replace("]]>", ""))).encode("utf-8", "replace"))
