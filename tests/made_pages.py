"""Every kind of published page, made of the same figures and the same words wherever words stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cenotaph.ledger import lines, weight
from cenotaph.publishing import Printed
from cenotaph.publishing.accounts import Following, Listed, Row, Silence, Told, account_pages, accounts_page
from cenotaph.publishing.bars import bars
from cenotaph.publishing.chart import chart
from cenotaph.publishing.clashes import Clash, Quote, contradictions_page
from cenotaph.publishing.events import Happened, Overview, Place, events_page
from cenotaph.publishing.maps import Spot, drawn
from cenotaph.publishing.page import Chapter, Page, page
from cenotaph.publishing.reports import Entry, Field, Passage, Ran, Sheet, Trail, report_page, reports_page, trail_page
from cenotaph.publishing.site import Link, Section, Site, leaves, marked, sentence_page


def pages(shown: Sequence[Printed], words: str = "War", *, silence: str | None = "No number.") -> Iterator[tuple[str, str]]:
    """The name and the text of one page of each kind."""
    site = Site(words, "2020-11-14", words, words, words, "Cenotaph", "2020-11-14", len(shown), 0)
    listed = Listed("k", words, words, "adversary only", len(shown), "2020-09-27", "2020-11-14")
    silent = Silence(words, "killed", "2020-09-27", silence, "reports/r.html#silences")
    keys = {p.figure.report: "r" for p in shown}
    ways = {p.figure.id: sentence_page(p, keys) for p in shown}
    own = lines(p.figure for p in shown)
    told = Told(
        key="k", title=words, says=words, grade="adversary only", conflict=words, total=True,
        chart=chart(own, band=(1, 2, 3)),
        steps=tuple((line.institution, tuple((f.count.text, words, ways[f.id]) for f in line.figures)) for line in own),
        rows=tuple(Row(p, ways[p.figure.id], True, words, weight(p.figure), False) for p in shown),
        facts=(("Grade", f"adversary only: {words}"),), warnings=(words,), silences=(silent,), siblings=(listed,),
        follows=(Following(words, (words,)),),
    )  # fmt: skip
    passages = tuple(
        Passage(p, marked(p), (Field("fate", words, words, words, 0.9),), words, False, Link("accounts/k.html", words))
        for p in shown
    )
    first = shown[0]
    sheet = Sheet("r", first.title, words, "2020-09-27", first.address, "en", passages, (silent,))
    ran = Ran(1, "build", "2020-11-14", words)
    clash = Clash(words, ((words, tuple(Quote(p, marked(p), ways[p.figure.id]) for p in shown)),), (words,))
    seen = Overview(bars([("2020-09", 1)]), drawn([Spot(words, 40.0, 46.0, 1)]), (Place(words, 1, (listed,)),), 1)
    [accounts], [events], [reports], [clashes] = (
        leaves(stem, [Section(words, words, (row,))], rows=9)
        for stem, row in (
            ("accounts", listed),
            ("events", Happened("2020-09-27", words, (listed,), 1)),
            ("reports", Entry("r", first.title, words, "2020-09-27", 1)),
            ("contradictions", clash),
        )
    )
    counts = dict.fromkeys(("reports", "figures", "withheld", "events", "contradictions", "unread"), 1)
    chapter = Chapter(words, words, (told,), (listed,), 1, 1)
    yield from account_pages(site, told)
    yield "accounts.html", accounts_page(site, accounts)  # type: ignore[arg-type]
    yield "events.html", events_page(site, events, seen, many=1)  # type: ignore[arg-type]
    yield "reports.html", reports_page(site, reports)  # type: ignore[arg-type]
    yield "contradictions.html", contradictions_page(site, clashes, many=1, left_out=1)  # type: ignore[arg-type]
    yield "reports/r.html", report_page(site, sheet)
    for passage in passages:
        trail = Trail(passage, sheet, (words,), "1" * 64, 1, ran, ran, words)
        yield f"figures/{passage.printed.figure.id}.html", trail_page(site, trail)
    yield "index.html", page(Page(site, counts, (chapter,), (silent,), 1, (("figures.csv", words),), bars([("2020-09", 1)])))
