"""Feeds: each entry with its words, its day and its link, and what a feed says only in short is marked."""

from __future__ import annotations

from datetime import date

import pytest

import made_documents as made
from cenotaph.model.reports import Refusal
from cenotaph.sources import bring_in


def found_in(folder, content, name="a.xml"):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(bring_in([folder / name]))


@pytest.mark.parametrize("feed", [made.rss(made.item()), made.atom()], ids=["RSS", "Atom"])
def test_an_entry_is_a_report(tmp_path, feed):
    [report] = found_in(tmp_path, feed)
    assert report.text.split("\n") == [made.TITLE, *made.WORDS]
    assert (report.published, report.title, report.publisher) == (date(2020, 11, 14), made.TITLE, made.PUBLISHER)
    assert (report.address, report.found_at) == (made.ADDRESS, f"{tmp_path}/a.xml:1")
    assert report.payload.decode() in feed
    assert report.payload.startswith((b"<item>", b"<entry>"))


def test_the_bytes_of_an_entry_are_its_own_in_any_encoding(tmp_path):
    feed = made.rss(
        made.item(title="Потери"), made.item(title="Вторая", guid="2"), head='<?xml version="1.0" encoding="windows-1251"?>'
    ).encode("cp1251")
    first, second = found_in(tmp_path, feed)
    assert (first.title, second.title) == ("Потери", "Вторая")
    assert first.payload + second.payload in feed
    assert second.payload.endswith(b"</item>")


def test_a_summary_alone_is_a_report_and_says_so(tmp_path):
    [report] = found_in(tmp_path, made.rss(made.item(content="", summary="<p>Five soldiers were killed near Hadrut &#8230;</p>")))
    assert report.text == f"{made.TITLE}\nFive soldiers were killed near Hadrut …"
    assert report.found_at == f"{tmp_path}/a.xml:1 (only the feed's summary, not the whole report)"


DAYS = {
    "in the publisher's own zone": ("Sat, 14 Nov 2020 01:00:00 +0400", date(2020, 11, 14)),
    "ISO": ("2020-11-14T23:00:00-08:00", date(2020, 11, 14)),
    "named zone": ("14 Nov 2020 23:59 EST", date(2020, 11, 14)),
}


@pytest.mark.parametrize(("stated", "day"), DAYS.values(), ids=DAYS)
def test_days(tmp_path, stated, day):
    assert found_in(tmp_path, made.rss(made.item(day=stated)))[0].published == day


def test_the_day_of_a_change_is_marked(tmp_path):
    [report] = found_in(tmp_path, made.atom(day=""))
    assert report.published == date(2020, 11, 16)
    assert report.found_at.endswith("(day from `updated`)")


def test_the_name_of_the_file_tells_no_entrys_day(tmp_path):
    [refusal] = found_in(tmp_path, made.rss(made.item(day="")), "feed-2020-11-20.xml")
    assert refusal.reason == "it has no publication day"


def test_an_entry_keeps_its_id_when_the_feed_moves_on(tmp_path):
    today, tomorrow = made.item(guid="77", title="A"), made.item(guid="tag:example.org,2020:78", title="B")
    ids = [r.id for r in found_in(tmp_path, made.rss(tomorrow, today), "b.xml")]
    assert ids == ["tag:example.org,2020:78", "https://example.org/#77"]
    assert [r.id for r in found_in(tmp_path, made.rss(today), "c.xml")] == ["https://example.org/#77"]
    assert [r.id for r in found_in(tmp_path, made.rss(made.item(link="", guid="")), "d.xml")] == ["d-1"]


def test_markup_in_a_title(tmp_path):
    [report] = found_in(tmp_path, made.rss(made.item(title="Losses &amp; <b>more</b>")))
    assert report.title == "Losses & more"


BAD = {
    "no words": (made.item(content=""), "no words but its headline"),
    "no day": (made.item(day=""), "no publication day"),
    "a bad day": (made.item(day="03/04/2020"), "the date '03/04/2020' cannot be read"),
    "only a picture": (made.item(content="<img src='x.png'>"), "no words but its headline"),
}


@pytest.mark.parametrize(("item", "reason"), BAD.values(), ids=BAD)
def test_a_bad_entry_is_refused_and_the_next_one_is_read(tmp_path, item, reason):
    refusal, report = found_in(tmp_path, made.rss(item, made.item()))
    assert reason in refusal.reason
    assert refusal.place == f"{tmp_path}/a.xml:1"
    assert report.found_at == f"{tmp_path}/a.xml:2"


BROKEN = {
    "cut": (made.rss(made.item())[:-40], "the XML is broken"),
    "a bad entity": (made.rss(made.item(content="", summary="x").replace("x<", "&nosuch;<")), "the XML is broken"),
    "no feed": ("<?xml version='1.0'?><orders><item/></orders>", "it is XML, but no feed"),
    "an unknown encoding": (made.rss(made.item(), head='<?xml version="1.0" encoding="x-no"?>'), "encoding"),
    "empty feed": (made.rss(), "there is no report in the file"),
    "no XML": ("Ten soldiers died.", "the XML is broken"),
}


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_feed_is_refused(tmp_path, content, reason):
    [refusal] = found_in(tmp_path, content)
    assert reason in refusal.reason


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
DECLARED = {"a billion laughs": LAUGHS, "a file": '<!ENTITY a11 SYSTEM "file:///etc/passwd">', "an address": '<!ENTITY a11 SYSTEM "http://127.0.0.1:9/">',
            "a parameter": '<!ENTITY % a11 SYSTEM "file:///etc/passwd"> %a11;'}  # fmt: skip


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
def test_declared_entities_are_refused_and_never_loaded(tmp_path, declared):
    head = f'<?xml version="1.0"?><!DOCTYPE rss [{declared}]>'
    [refusal] = found_in(tmp_path, made.rss(made.item(title="x"), head=head).replace(">x<", ">&a11;<"))
    assert isinstance(refusal, Refusal)
    assert "root:" not in refusal.text


def test_a_document_type_is_not_loaded(tmp_path):
    head = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">'
    [report] = found_in(tmp_path, made.rss(made.item(), head=head))
    assert made.WORDS[0] in report.text
