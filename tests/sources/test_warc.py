"""Web archives: each page with its address, and never the day of the crawl for its day."""

from __future__ import annotations

import gzip
import zlib

import pytest

import made_documents as made
from cenotaph.model.reports import Refusal, Report
from cenotaph.sources import Limits, bring_in

PAGE = made.page().encode()
GOOD = made.answer(PAGE)


def found_in(folder, content, name="a.warc", limits=None):
    (folder / name).write_bytes(content)
    return list(bring_in([folder / name], limits))


@pytest.mark.parametrize("compressed", [False, True])
def test_each_page_is_a_report_under_its_address(tmp_path, compressed):
    name = "a.warc.gz" if compressed else "a.warc"
    content = made.warc(GOOD, made.answer(b"\x89PNG", "image/png"), GOOD, compressed=compressed, address="https://example.net/x")
    reports = found_in(tmp_path, content, name)
    assert [(r.id, r.found_at, r.address) for r in reports] == [
        (f"a-{n}", f"{tmp_path}/{name}:{n}", "https://example.net/x") for n in (2, 4)
    ]
    assert reports[0].payload.startswith(b"HTTP/1.1 200 OK\r\n")
    assert reports[0].payload.endswith(PAGE)
    assert reports[0].publisher == made.PUBLISHER


def test_the_day_of_the_crawl_is_no_publication_day(tmp_path):
    [refusal] = found_in(tmp_path, made.warc(made.answer(made.page(head="").encode())), "crawl-2020-11-20.warc")
    assert refusal.reason == "it has no publication day (it was archived on 2020-11-20, which says only that it was there by then)"
    assert refusal.place == f"{tmp_path}/crawl-2020-11-20.warc:2"


def test_the_address_may_tell_the_day(tmp_path):
    [report] = found_in(tmp_path, made.warc(made.answer(made.page(head="").encode()), address="https://example.org/2020/11/14/x"))
    assert report.published.isoformat() == made.DAY
    assert report.found_at.endswith("(day from the address)")


def deflated(body):
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(body) + packing.flush()


CODED = {"gzip": gzip.compress(PAGE), "deflate": zlib.compress(PAGE), "x-gzip": gzip.compress(PAGE), "identity": PAGE}


@pytest.mark.parametrize(("coding", "body"), [*CODED.items(), ("deflate", deflated(PAGE)), ("gzip", PAGE)])
def test_pages_that_were_sent_compressed(tmp_path, coding, body):
    [report] = found_in(tmp_path, made.warc(made.answer(body, coding=coding)))
    assert made.WORDS[0] in report.text


def test_pages_that_were_sent_in_chunks(tmp_path):
    kind, status, _, headers = GOOD
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(PAGE[i : i + 99]), PAGE[i : i + 99]) for i in range(0, len(PAGE), 99)) + b"0\r\n\r\n"
    [report] = found_in(tmp_path, made.warc((kind, status, chunked, [*headers, ("Transfer-Encoding", "chunked")])))
    assert made.WORDS[0] in report.text


def test_the_servers_charset(tmp_path):
    russian = "Министерство обороны сообщило, что погибли двадцать пять военнослужащих, ещё сорок человек ранены."
    body = made.page(words=(russian,)).replace('<meta charset="utf-8">', "").encode("cp1251")
    [report] = found_in(tmp_path, made.warc(made.answer(body, "text/html; charset=windows-1251")))
    assert russian in report.text
    assert report.language == "ru"


def test_texts_and_pdfs_of_a_crawl_are_reports_too(tmp_path):
    text, pdf = b"date 2020-11-14\nTen soldiers died.", made.pdf(info={"CreationDate": "D:20201114000000"})
    reports = found_in(tmp_path, made.warc(made.answer(text, "text/plain"), made.answer(pdf, "application/pdf")))
    assert [isinstance(r, Report) for r in reports] == [True, True]
    assert [r.address for r in reports] == [made.ADDRESS] * 2


BAD = {
    "not found": (made.answer(PAGE, status="404 Not Found"), "the server answered 404"),
    "empty": (made.answer(b""), "the page is empty"),
    "brotli": (made.answer(b"\x00\x01", coding="br"), "compressed with 'br'"),
    "bad gzip": (made.answer(gzip.compress(PAGE)[:-30], coding="gzip"), "compressed, and damaged"),
    "bad deflate": (made.answer(b"\xff\xff\xff\xff", coding="deflate"), "compressed, and damaged"),
    "no text": (made.answer(b"<html><script></script></html>"), "holds no text"),
}


@pytest.mark.parametrize(("record", "reason"), BAD.values(), ids=BAD)
def test_a_bad_record_is_refused_and_the_next_one_is_read(tmp_path, record, reason):
    refusal, report = found_in(tmp_path, made.warc(record, GOOD))
    assert reason in refusal.reason
    assert refusal.place == f"{tmp_path}/a.warc:2"
    assert isinstance(report, Report)


def test_redirections_hold_nothing(tmp_path):
    assert len(found_in(tmp_path, made.warc(made.answer(b"<html>moved", status="301 Moved"), GOOD))) == 1


@pytest.mark.parametrize("compressed", [False, True])
def test_an_archive_that_breaks_off_gives_what_comes_before_and_a_refusal(tmp_path, compressed):
    content = made.warc(GOOD, GOOD, compressed=compressed)
    report, *refusals = found_in(tmp_path, content[:-60], "a.warc.gz" if compressed else "a.warc")
    assert isinstance(report, Report)
    assert refusals
    assert all(isinstance(r, Refusal) and "cut off" in r.cure for r in refusals)


def test_a_damaged_length_is_told(tmp_path, capsys):
    content = made.warc(GOOD, GOOD)
    found = found_in(tmp_path, content.replace(b"Content-Length: ", b"Content-Length: 1", 2))
    assert any(isinstance(f, Refusal) for f in found)
    assert capsys.readouterr().err == ""


def test_an_archive_with_no_page(tmp_path):
    assert [f.reason for f in found_in(tmp_path, made.warc(made.answer(b"x", "text/css")))] == ["there is no report in the file"]


def test_a_page_that_swells(tmp_path):
    [refusal] = found_in(
        tmp_path, made.warc(made.answer(gzip.compress(b"<p>" + b"0" * 10_000_000), coding="gzip")), limits=Limits(largest=10_000)
    )
    assert "larger" in refusal.reason
