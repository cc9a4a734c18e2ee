"""The same words in every form: the same text, the same day, bytes that are kept, and offsets that hold."""

from __future__ import annotations

from hashlib import sha256

import pytest

import made_documents as made
from cenotaph.model.reports import Report
from cenotaph.sources import bring_in

HEADED = {"page.html", "crawl.warc", "crawled.warc.gz"}


def one(folder, name, content):
    """The only thing that a file of this name and content gives."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    [found] = bring_in([folder / name])
    return found


@pytest.mark.parametrize("name", made.EVERY)
def test_every_form_gives_the_same_words_on_the_same_day(tmp_path, name):
    report = one(tmp_path, name, made.EVERY[name])
    assert isinstance(report, Report), report
    assert report.text.rstrip("\n").split("\n") in ([*made.WORDS], [w for words in made.WORDS for w in (words, "")][:-1])
    assert report.published.isoformat() == made.DAY
    assert report.language == "en"
    assert report.found_at.startswith(str(tmp_path / name))


@pytest.mark.parametrize("name", made.EVERY)
def test_the_bytes_and_the_text_have_their_own_hashes_and_offsets_hold(tmp_path, name):
    report = one(tmp_path, name, made.EVERY[name])
    assert sha256(report.payload).hexdigest() == report.sha256
    assert sha256(report.text.encode()).hexdigest() == report.text_sha256
    for words in made.WORDS:
        start = report.text.index(words)
        assert report.text[start : start + len(words)] == words
    assert report.text == report.text.encode().decode()
    assert "\r" not in report.text


@pytest.mark.parametrize("name", made.EVERY)
def test_the_same_file_twice_gives_the_same_report(tmp_path, name):
    assert one(tmp_path, name, made.EVERY[name]) == one(tmp_path, name, made.EVERY[name])


@pytest.mark.parametrize(
    ("name", "inside"), [("page.html", None), ("mail.eml", None), ("feed.rss", b"<item>"), ("crawl.warc", b"HTTP/1.1 200 OK")]
)
def test_which_bytes_are_kept(tmp_path, name, inside):
    content = made.EVERY[name]
    report = one(tmp_path, name, content)
    assert report.payload in content
    assert report.payload == content if inside is None else report.payload.startswith(inside)


@pytest.mark.parametrize("name", [n for n in made.EVERY if "txt" not in n and "zip" not in n])
@pytest.mark.parametrize("ending", [".bin", ".txt", ".csv", ""])
def test_a_wrong_ending_does_not_matter(tmp_path, name, ending):
    report = one(tmp_path, f"kept-{made.DAY}{ending}", made.EVERY[name])
    assert isinstance(report, Report), report
    assert made.WORDS[0] in report.text


@pytest.mark.parametrize("name", made.EVERY)
def test_nothing_is_ever_fetched(tmp_path, name, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert isinstance(one(tmp_path, name, made.EVERY[name]), Report)
