"""The page escapes whatever a report says, links only to the web, and needs nothing from anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.ledger.questions import lines
from cenotaph.model.claims import Claimant
from cenotaph.model.terms import Sensitivity
from cenotaph.publishing import Printed
from cenotaph.publishing.chart import chart
from cenotaph.publishing.page import Chapter, Page, Silence, Told, page
from made_figures import figures, made

#: Links that the page has of itself.
OWN = ["accounts.html"]
HOSTILE = "</q><script>alert(1)</script><img src=x onerror='alert(2)'>\"'&{{ 7*7 }}"


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


def made_page(shown: list[Printed], *, title: str = "War", silence: str | None = "No number.") -> str:
    by_id = {p.figure.id: p for p in shown}
    own = lines(p.figure for p in shown)
    told = Told(
        title=title,
        says=title,
        chart=chart(own),
        lines=tuple((line.institution, tuple(by_id[f.id] for f in line.figures)) for line in own),
        steps=tuple(
            (line.institution, tuple((f.count.text, f.clocks.speaks_for.isoformat()) for f in line.figures)) for line in own
        ),
        used=frozenset(),
        reasons=dict.fromkeys(by_id, "used: newest"),
        origins=2,
        unit="person",
        standing=title,
        grade="adversary only",
    )
    return page(
        Page(
            title=title,
            known_by="2020-11-14",
            policy=title,
            policy_summary=title,
            policy_source=title,
            counts={"reports": 1, "figures": len(shown), "withheld": 1, "events": 1},
            chapters=(Chapter(title, "2020", (told,)),),
            silences=(Silence(title, "killed", "2020-09-27", silence),),
            figures=shown,
            software="Cenotaph",
            made="2020-11-14",
        )
    )


def hostile(address: str = HOSTILE) -> Printed:
    figure = replace(made("a", 10, place=HOSTILE, words=HOSTILE), claimant=Claimant(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    figure = replace(figure, group=replace(figure.group, side=HOSTILE))
    return Printed(figure, "e", HOSTILE, address, HOSTILE, "0" * 64, Sensitivity.PUBLIC)


def test_the_page_tells_the_grade_beside_the_origins():
    assert "<li>2 origins</li>\n<li>adversary only</li>" in made_page([hostile()])


def test_hostile_text_is_text():
    found = Tags(made_page([hostile()], title=HOSTILE, silence=HOSTILE))
    assert not {"script", "img", "iframe", "object", "link"} & set(found.tags)
    assert found.handlers == []
    assert found.text.count("<script>alert(1)</script>") > 5
    assert "{{ 7*7 }}" in found.text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x", " javascript:x", "/etc"]
)
def test_only_addresses_of_the_web_become_links(address):
    assert Tags(made_page([hostile(address)])).links == OWN


def test_an_address_cannot_leave_its_attribute():
    link, *own = sorted(Tags(made_page([hostile('https://example.org/" onclick="alert(1)')])).links, key=OWN.count)
    assert own == OWN
    assert link == 'https://example.org/" onclick="alert(1)'
    assert Tags(made_page([hostile('https://example.org/" onclick="alert(1)')])).handlers == []


def test_the_page_asks_nothing_of_anybody():
    html = made_page([hostile("https://example.org/1")])
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|<script|srcset", html)
    assert Tags(html).links == [*OWN, "https://example.org/1"]


def test_what_is_withheld_is_said_to_be():
    shown = replace(hostile(), sentence=None, address=None, withheld="the report is secret")
    assert "Withheld: the report is secret." in Tags(made_page([shown])).text
    html = made_page([shown], silence=None)
    assert "gave no number" in html
    assert "<q></q>" not in html
    assert "None" not in Tags(html).text


@settings(max_examples=60, deadline=None)
@given(st.lists(figures(), max_size=5))
def test_any_figures_can_be_drawn_within_the_frame(found):
    drawn = chart(lines(found))
    assert (drawn is None) == all(f.count.vague for f in found)
    if drawn is not None:
        marks = [m for p in drawn.paths for m in p.marks]
        spots = {(f.claimant.line, f.clocks.speaks_for, f.count, f.modality) for f in found if not f.count.vague}
        assert len(marks) == len(spots), "what would be drawn over another is drawn once"
        for m in marks:
            assert drawn.left <= m.x <= drawn.right
            assert all(drawn.top - 0.1 <= y <= drawn.bottom + 0.1 for y in (m.y, m.top, m.bottom) if y is not None)
            assert not (m.open_above and m.top is None)
            assert not (m.open_below and m.bottom is None)


def test_marks_of_several_lines_at_one_spot_stand_side_by_side():
    three = [made(n, 3, origin=who, institution=who) for n, who in (("a", "Armenia"), ("b", "ICRC"), ("c", "UN"))]
    drawn = chart(lines([*three, made("d", 9, origin="UN", institution="UN")]))
    at = {p.name: [(m.x, m.y) for m in p.marks] for p in drawn.paths}
    (left, y), (middle, y2) = at["Armenia"][0], at["ICRC"][0]
    assert (middle - left, y) == (9.0, y2)
    assert at["UN"][0] == (middle + 9.0, y)
    assert at["UN"][1][0] == middle, "a mark that nothing hides is not moved"
