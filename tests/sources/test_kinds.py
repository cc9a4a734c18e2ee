"""The kind of a document: by its first bytes, then by its ending."""

from __future__ import annotations

import pytest

from cenotaph.sources.kinds import ENDINGS, Kind, kind_of

TOLD = {
    "PDF": (b"%PDF-1.7\n", Kind.PDF),
    "ZIP": (b"PK\x03\x04rest", Kind.ZIP),
    "empty ZIP": (b"PK\x05\x06", Kind.ZIP),
    "gzip": (b"\x1f\x8b\x08", Kind.GZIP),
    "WARC": (b"WARC/1.1\r\n", Kind.WARC),
    "HTML": (b"\xef\xbb\xbf \n<!DOCTYPE html><html>", Kind.HTML),
    "HTML with a comment before": (b"<!-- saved from url=(0014)about:internet -->\n<html lang=en>", Kind.HTML),
    "XHTML": (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><html>', Kind.HTML),
    "UTF-16": ("<html>".encode("utf-16"), Kind.HTML),
    "RSS": (b'<?xml version="1.0"?><!-- made by hand --><rss version="2.0">', Kind.FEED),
    "RSS 1.0": (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', Kind.FEED),
    "Atom": (b'<feed xmlns="http://www.w3.org/2005/Atom">', Kind.FEED),
    "mail": (b"Received: from a\r\nFrom: b\r\nDate: c\r\nSubject: d\r\n\r\n", Kind.MAIL),
    "mailbox": (b"From a@b Sat Nov 14 09:00:00 2020\nReceived: x\n", Kind.MAILBOX),
}


@pytest.mark.parametrize("ending", [*ENDINGS, ".bin", ".docx"])
@pytest.mark.parametrize(("head", "kind"), TOLD.values(), ids=TOLD)
def test_the_first_bytes_go_before_the_ending(head, kind, ending):
    assert kind_of(head, ending) is kind


WORDS = {
    "words": b"Ten soldiers died.",
    "a header of ours": b"date 2020-11-14\nTen died.",
    "a letter": b"From: the front\nDate: yesterday\n\nTen died.",
    "from": b"From Hadrut came news at 10:00 of ten dead.\nThey were buried.",
    "an element": b"<p>Ten died.",
    "a sign": b"< 10 died",
}


@pytest.mark.parametrize(("ending", "kind"), [*ENDINGS.items(), (".docx", None), (".xyz", None)])
@pytest.mark.parametrize("head", WORDS.values(), ids=WORDS)
def test_the_ending_decides_where_the_bytes_say_nothing(head, ending, kind):
    assert kind_of(head, ending) is kind
