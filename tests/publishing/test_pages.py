"""Every published page escapes whatever a report says, links only to the web, and needs nothing from anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import made_pages
from cenotaph.model.claims import Claimant
from cenotaph.model.terms import Sensitivity
from cenotaph.publishing import Printed
from cenotaph.publishing.site import AROUND, Section, leaves, marked
from made_figures import made

HOSTILE = "</q><script>alert(1)</script><img src=x onerror='alert(2)'>\"'&{{ 7*7 }}\u202e"
KINDS = ["accounts/k.html", "accounts.html", "events.html", "reports.html", "contradictions.html", "reports/r.html",
         "figures/a.html", "index.html"]  # fmt: skip


class Tags(HTMLParser):
    """Every tag with its attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k in {"href", "src"}]
        self.handlers += [k for k, _ in attrs if k.startswith("on")]

    def handle_data(self, data):
        self.text += data

    @property
    def outside(self) -> list[str]:
        """Links that lead out of the site."""
        return [link for link in self.links if not re.fullmatch(r"(\.\./)?[\w./-]*(#[\w-]+)?", link) or link.startswith("/")]


def hostile(address: str = HOSTILE) -> Printed:
    figure = replace(made("a", 10, place=HOSTILE, words=HOSTILE), claimant=Claimant(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    figure = replace(figure, id="a", group=replace(figure.group, side=HOSTILE))
    return Printed(figure, "e", HOSTILE, address, HOSTILE, "0" * 64, Sensitivity.PUBLIC)


def test_every_kind_is_tried():
    assert [name for name, _ in made_pages.pages([hostile()])] == KINDS


def test_hostile_text_is_text():
    for name, html in made_pages.pages([hostile()], HOSTILE, silence=HOSTILE):
        found = Tags(html)
        assert not {"script", "img", "iframe", "object", "link", "form"} & set(found.tags), name
        assert found.handlers == [], name
        assert found.text.count("<script>alert(1)</script>") > 2, name
        assert "{{ 7*7 }}" in found.text, name
        assert "\u202e" not in html, name
        assert "\u2423" in html, name


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x", " javascript:x", "/etc"]
)
def test_only_addresses_of_the_web_become_links(address):
    for name, html in made_pages.pages([hostile(address)]):
        assert Tags(html).outside == [], name


def test_an_address_cannot_leave_its_attribute():
    address = 'https://example.org/" onclick="alert(1)'
    told = dict(made_pages.pages([hostile(address)]))
    for name in ("reports/r.html", "figures/a.html"):
        assert Tags(told[name]).outside == [address]
        assert Tags(told[name]).handlers == []


def test_a_page_asks_nothing_of_anybody():
    for name, html in made_pages.pages([hostile("https://example.org/1")]):
        assert "default-src 'none'" in html, name
        assert not re.search(r"url\(|@import|<script|srcset|http-equiv=\"refresh", html), name
        assert set(Tags(html).outside) <= {"https://example.org/1"}, name


def test_what_is_withheld_is_said_to_be():
    shown = replace(hostile(), sentence=None, address=None, title=None, sha256=None, withheld="the report is secret")
    told = dict(made_pages.pages([shown], silence=None))
    for name in ("accounts/k.html", "contradictions.html", "reports/r.html", "figures/a.html"):
        assert "Withheld: the report is secret." in Tags(told[name]).text, name
    for name, html in told.items():
        assert "<q></q>" not in html, name
        assert "None" not in Tags(html).text, name
    assert "gave no number" in told["index.html"]


def test_the_grade_stands_beside_what_an_account_says():
    for name in ("accounts/k.html", "accounts.html", "index.html", "events.html"):
        assert "adversary only" in dict(made_pages.pages([hostile()]))[name], name


def test_a_sentence_is_marked_where_its_count_stands():
    figure = made("a", 10, start=9, words="ten")
    begin, end = figure.passage.start, figure.passage.end
    text = "x" * (begin - figure.sentence.start) + "T" * (end - begin) + "y" * 3
    printed = Printed(figure, "e", text, None, None, None, Sensitivity.PUBLIC)
    assert marked(printed) == ("x" * (begin - figure.sentence.start), "T" * (end - begin), "y" * 3)
    assert marked(replace(printed, sentence=None)) == ("", "", "")
    long = marked(replace(printed, sentence=text + "z" * 9_000))
    assert (long[0], long[1], len(long[2])) == (text[: begin - figure.sentence.start], "T" * (end - begin), AROUND + 1)
    assert long[2].endswith("…")


def test_a_list_is_cut_into_pages_and_nothing_is_lost():
    sections = [Section("a", "", tuple(range(5))), Section("b", "", ()), Section("c", "", tuple(range(5, 9)))]
    cut = leaves("events", sections, rows=3)
    assert [leaf.name for leaf in cut] == ["events.html", "events-2.html", "events-3.html"]
    assert [(leaf.before, leaf.after) for leaf in cut] == [
        (None, "events-2.html"), ("events.html", "events-3.html"), ("events-2.html", None),
    ]  # fmt: skip
    assert [[(s.name, s.rows) for s in leaf.sections] for leaf in cut] == [
        [("a", (0, 1, 2))], [("a", (3, 4)), ("b", ()), ("c", (5,))], [("c", (6, 7, 8))],
    ]  # fmt: skip
    assert cut[0].starts == (("a", 5, 1), ("b", 0, 2), ("c", 4, 2))
    assert [leaf.name for leaf in leaves("events", [], rows=3)] == ["events.html"]
