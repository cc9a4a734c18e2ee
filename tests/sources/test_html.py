"""Pages: what a reader sees of the article, and what the page says about itself."""

from __future__ import annotations

from datetime import date

import pytest

import made_documents as made
from cenotaph.model.reports import Refusal, Report
from cenotaph.sources import Limits, bring_in

DAY = date(2020, 11, 14)
LONG = made.WORDS[0]


def one(folder, content, name="a.html", limits=None):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    [found] = bring_in([folder / name], limits)
    return found


def text(folder, content):
    return one(folder, content).text.split("\n")


def test_headings_items_and_rows_stand_on_lines_of_their_own_and_furniture_is_left_out(tmp_path):
    after = (
        "<h2>By town</h2><ul><li>Hadrut: <b>12</b> soldiers killed</li><li>Shusha: nine soldiers killed</li></ul>"
        "<table><tr><th>Month</th><th>Killed</th></tr><tr><td>October</td><td>729</td></tr></table><p>First line<br>second line</p>"
    )
    assert text(tmp_path, made.page(after=after)) == [
        made.TITLE, *made.WORDS, "By town", "- Hadrut: 12 soldiers killed", "- Shusha: nine soldiers killed",
        "Month | Killed", "October | 729", "First line", "second line",
    ]  # fmt: skip


def test_the_headline_stands_once(tmp_path):
    lines = text(tmp_path, made.page(before=f"<h2>{made.TITLE}</h2>"))
    assert lines.count(made.TITLE) == 1
    assert lines[0] == made.TITLE


@pytest.mark.parametrize("where", ["", "<div class='share'>", "<div class='comments-off'>", "<section>"])
def test_a_table_of_losses_is_kept_wherever_it_lies_in_the_article(tmp_path, where):
    rows = "".join(f"<tr><td>Town {n}</td><td>{n * 11}</td><td>{n}</td></tr>" for n in range(1, 30))
    close = where[1:].split()[0].rstrip(">") if where else ""
    table = f"{where}<table><tr><th>Town</th><th>Killed</th><th>Missing</th></tr>{rows}</table>{f'</{close}>' if close else ''}"
    lines = text(tmp_path, made.page(after=table))
    assert [f"Town {n} | {n * 11} | {n}" for n in range(1, 30)] == [
        line for line in lines if line.startswith("Town ") and "Killed" not in line
    ]


def test_a_table_that_lays_out_a_page_is_no_table(tmp_path):
    body = "".join(f"<p>{w}</p>" for w in made.WORDS)
    html = f"<html><meta name=date content=2020-11-14><body><table><tr><td>Menu</td><td>{body}</td></tr></table></body></html>"
    assert [line for line in text(tmp_path, html) if line != "Menu"] == list(made.WORDS)


def test_no_paragraph_is_lost_among_pictures(tmp_path):
    words = [f"{LONG} This was said of town {n}, where {n} were wounded." for n in range(40)]
    figures = "".join(
        f"<p>{w}</p><figure><pre>map {n}</pre><figcaption>The town {n} on a map</figcaption></figure>" for n, w in enumerate(words)
    )
    for html in (made.page(words=(), after=figures), f"<html><meta name=date content=2020-11-14><body><div>{figures}</div></html>"):
        kept = text(tmp_path, html)
        assert [w for w in words if w not in kept] == []


@pytest.mark.parametrize("box", ["<div class='related-posts'><ul><li><a href='/x'>99 killed elsewhere</a></li></ul></div>",
                                 "<div id='comments'><p>I heard that 99 were killed, who knows.</p></div>",
                                 "<p><a href='/x'>99 killed elsewhere</a></p>"])  # fmt: skip
def test_links_to_other_reports_and_comments_are_left_out(tmp_path, box):
    words = tuple(w.replace("Armenia", f"Armenia in its bulletin {n}") for n in range(5) for w in made.WORDS)
    assert "99" not in one(tmp_path, made.page(words=words, after=box)).text


def test_a_page_that_is_named_after_its_side_column_is_no_box(tmp_path):
    words = "".join(f"<p>{w}</p>" for w in made.WORDS)
    html = f"<html><meta name=date content=2020-11-14><body class=x><div class='has-sidebar comments'>{words}</div></html>"
    assert text(tmp_path, html) == list(made.WORDS)


def test_a_heading_that_is_its_own_link_stays(tmp_path):
    after = f"<h2><a href='#losses'>Losses</a></h2><p>{LONG} That was all.</p>"
    assert "Losses" in text(tmp_path, made.page(after=after))


@pytest.mark.parametrize("hidden", ["<script>var dead = 99</script>", "<style>p{}</style>", "<p hidden>99 dead</p>",
                                    "<p style='display: none'>99 dead</p>", "<!-- 99 dead -->", "<noscript>99 dead</noscript>",
                                    "<select><option>99</option></select>", "<template><p>99 dead</p></template>"])  # fmt: skip
def test_what_no_reader_sees_is_left_out(tmp_path, hidden):
    assert "99" not in one(tmp_path, made.page(before=hidden)).text


def test_the_number_of_a_note_is_no_digit_of_the_number_before_it(tmp_path):
    assert (
        "killed 12³ soldiers on the 1st day"
        in one(tmp_path, made.page(after=f"<p>{LONG} It killed 12<sup>3</sup> soldiers on the 1<sup>st</sup> day.")).text
    )


def test_entities_blanks_and_marks(tmp_path):
    found = one(tmp_path, made.page(after=f"<p>{LONG} It  killed\n 2&nbsp;317 sol&shy;diers &amp; five &#8220;others&#8221;.</p>"))
    assert "It killed 2\u00a0317 soldiers & five “others”." in found.text


def test_a_page_without_an_article_is_kept_whole_but_its_furniture(tmp_path):
    html = "<meta name='date' content='2020-11-14'><nav>Home</nav><p>Killed: 12.<p>Missing: 3.<footer>Now</footer>"
    assert text(tmp_path, html) == ["Killed: 12.", "Missing: 3."]


LD = '<script type="application/ld+json">{}</script>'
TIME = '<meta property="article:published_time" content="2020-11-15">'
DAYS = {
    "JSON-LD before meta": (LD.format('{"@type": "NewsArticle", "datePublished": "2020-11-14T23:00:00+04:00"}') + TIME, "", DAY),
    "in a graph": (LD.format('{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "datePublished": "2020-11-14"}]}'), "", DAY),
    "broken JSON-LD is passed over": (LD.format('{"datePublished": ') + TIME, "", date(2020, 11, 15)),
    "JSON-LD of something else": (LD.format('{"@type": "Person", "datePublished": "2001-01-01"}') + TIME, "", date(2020, 11, 15)),
    "meta before time": (TIME, "<time datetime='2020-11-16'>", date(2020, 11, 15)),
    "Dublin Core": ("<meta name='DC.date.issued' content='2020-11-14'>", "", DAY),
    "time": ("", "<time datetime='2020-11-14T09:00'>Saturday</time>", DAY),
    "the address": ("<link rel=canonical href='https://example.org/2020/11/14/losses'>", "", DAY),
    "an unreadable day is passed over": ("<meta name=date content='03/04/2020'>" + TIME, "", date(2020, 11, 15)),
}


@pytest.mark.parametrize(("head", "before", "published"), DAYS.values(), ids=DAYS)
def test_the_day(tmp_path, head, before, published):
    report = one(tmp_path, made.page(head=head, before=before))
    assert report.published == published
    assert report.found_at.endswith("(day from the address)") == ("canonical" in head)


def test_the_file_name_tells_the_day_where_the_page_does_not(tmp_path):
    assert one(tmp_path, made.page(head=""), "news-2020-11-14.html").published == DAY
    assert one(tmp_path, made.page(), "news-2020-11-01.html").published == DAY
    refusal = one(tmp_path, made.page(head=""))
    assert refusal.reason == "it has no publication day"
    assert "news-2020-11-14.html" in refusal.cure


def test_a_day_in_the_footer_or_of_another_report_is_not_guessed_at(tmp_path):
    times = (
        "<p>" + LONG + "</p><footer>1 January 2019 <time datetime='2019-01-01'></footer><aside><time datetime='2018-01-01'></aside>"
    )
    assert isinstance(one(tmp_path, made.page(head="").replace("</article>", "</article>" + times)), Refusal)


HEADS = {
    "JSON-LD": (
        LD.format('{"@type": "NewsArticle", "headline": "A", "publisher": {"name": "P"}, "url": "https://e.org/1"}'),
        "A", "P", "https://e.org/1",
    ),
    "og": (
        '<meta property="og:title" content="B"><meta property="og:site_name" content="Q"><meta property="og:url" content="https://e.org/2">',
        "B", "Q", "https://e.org/2",
    ),
    "canonical first": (
        '<meta property="og:url" content="https://e.org/2"><link rel="canonical" href="https://e.org/3">',
        made.TITLE, None, "https://e.org/3",
    ),
    "a relative address is none": ('<link rel="canonical" href="/3">', made.TITLE, None, None),
    "a script is no address": ('<link rel="canonical" href="javascript:alert(1)">', made.TITLE, None, None),
    "nothing": ("", made.TITLE, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("head", "title", "publisher", "address"), HEADS.values(), ids=HEADS)
def test_title_publisher_and_address(tmp_path, head, title, publisher, address):
    report = one(tmp_path, made.page(head=head), "a-2020-11-14.html")
    assert (report.title, report.publisher, report.address) == (title, publisher, address)


def test_a_saved_page_tells_its_address(tmp_path):
    content = "<!-- saved from url=(0021)https://example.org/9 -->\n" + made.page(head="")
    assert one(tmp_path, content, "a-2020-11-14.html").address == "https://example.org/9"


RUSSIAN = "Министерство обороны сообщило, что в ходе боёв погибли двадцать пять военнослужащих, ещё сорок человек ранены."


def test_a_stated_language_counts_where_the_words_are_too_few_to_tell(tmp_path):
    head = "<meta name=date content=2020-11-14>"
    assert (
        one(tmp_path, made.page(words=("Zehn tot.",), head=head, title=None).replace('lang="en"', 'lang="de-DE"')).language == "de"
    )
    assert one(tmp_path, made.page(head=head).replace('lang="en"', 'lang="de"')).language == "en"


@pytest.mark.parametrize("charset", ["windows-1251", "KOI8-R", "utf-8", "UTF-16"])
def test_charsets(tmp_path, charset):
    content = made.page(words=(RUSSIAN,)).replace("utf-8", charset).encode(charset)
    report = one(tmp_path, content)
    assert RUSSIAN in report.text
    assert report.language == "ru", "the page says English; its words do not"


def test_a_charset_that_lies_and_one_that_nobody_knows(tmp_path):
    lies = one(tmp_path, made.page().encode().replace(b"utf-8", b"utf-16-le").replace(b"Armenia", b"\xff\xfe\xff"))
    assert isinstance(lies, Refusal)
    unknown = made.page(words=(RUSSIAN,)).replace("utf-8", "x-strange").encode("cp1251")
    assert "the encoding is not UTF-8" in one(tmp_path, unknown).reason
    assert RUSSIAN in one(tmp_path, unknown, limits=Limits(encoding="cp1251")).text


def test_latin_1_means_windows_1252(tmp_path):
    content = made.page(words=(LONG + " “It is over”",)).replace("utf-8", "iso-8859-1").encode("cp1252")
    assert "“It is over”" in one(tmp_path, content).text


BAD = {
    "no text": ("<html><body><script>draw()</script></body></html>", "the page holds no text"),
    "empty body": ("<!doctype html><html></html>", "the page holds no text"),
    "only white space": ("<html>  \n </html>", "the page holds no text"),
    "deep": ("<html><body>" + "<div>" * 5_000 + "Ten died", "nested too deeply"),
    "binary": (b"<html>" + bytes(range(1, 32)) * 9, "the file is binary"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_page_that_cannot_be_read_is_refused(tmp_path, content, reason):
    assert reason in one(tmp_path, content, "a-2020-11-14.html").reason


def test_external_entities_are_not_loaded(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    content = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><html><p>Ten died &x; {LONG}</p></html>'
    found = one(tmp_path, content, "a-2020-11-14.html")
    assert isinstance(found, Report)
    assert "SECRET" not in found.text


def test_a_page_that_is_too_large(tmp_path):
    limits = Limits(largest=200)
    assert "larger" in one(tmp_path, made.page(after="<p>" + "x " * 2_000), limits=limits).reason
    assert "larger" in one(tmp_path, made.page(after="<p>" + "Ten died. " * 50), limits=limits).reason
