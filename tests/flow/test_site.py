"""The site that is published: whole, linked, redacted, and in place of what an earlier publish wrote and of nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from cenotaph.flow import decide, folder, keep, site
from cenotaph.flow.build import Progress, build
from cenotaph.flow.publish import FILES, FOLDERS, publish
from cenotaph.flow.refer import case_at
from cenotaph.model.errors import CaseFault
from cenotaph.model.terms import Fate, Sensitivity
from cenotaph.publishing.page import BRIEF
from cenotaph.settings import Settings
from cenotaph.store import looking
from published import words_of

MADE = date(2021, 1, 1)
WAR = "of its soldiers were killed in the war in Karabakh."
#: Two that cannot both be true, an event with a place, a record of no number, a private speaker, and one that is not public.
REPORTS = {
    "one": ("2020-10-19", f"The Defence Ministry of Armenia said that 729 {WAR}", {}),
    "two": ("2020-10-26", f"The Defence Ministry of Armenia said that 600 {WAR}", {}),
    "event": ("2020-10-20", "The Defence Ministry of Armenia said that 21 soldiers were killed near Lachin on Monday.", {}),
    "silent": ("2020-11-14", "Azerbaijan's defence ministry gave no information on its losses.", {}),
    "private": ("2020-11-15", "Zzelnur Zzmammadli, a resident, said that 14 men were killed near Shusha.", {
        "title": "Zzelnur's day"}),
    "from-zzsource": ("2020-11-16", "The Defence Ministry of Armenia said that 43 soldiers were killed in Zzvillage.", {
        "title": "Zztitle", "address": "https://zzaddress.org/1", "sensitivity": "secret", "outlet": "Zzoutlet"}),
    "from-zzother": ("2020-11-16", "The army said that 44 soldiers were captured in Zzhamlet. Zztigran Zzmuradyan fled.", {
        "sensitivity": "restricted", "outlet": "Zzoutlet"}),
    "ali": ("2020-11-18", "Ali Zzhassan, a resident, said that five people were killed in Mali. "
            "The Malian army said that 45 Malian soldiers were killed in Mali.", {"outlet": "Ali Zzhassan's blog"}),
    "long": ("2020-11-17", f"The Defence Ministry of Armenia said that 730 {WAR[:-1]} {'zzfar ' * 400}.", {}),
}  # fmt: skip
WITHHELD = (
    "zzhassan",
    "zzinstitution",
    "zzoutlet",
    "zzhamlet",
    "zztigran",
    "zzactor",
    "zzrecipient",
    "zznoun",
    "zzelnur",
    "zzmammadli",
    "from-zzsource",
    "zzvillage",
    "zztitle",
    "zzaddress",
    "zzdecider",
    "zzreason",
    "/tmp",
    "in.jsonl",
)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    to = tmp_path_factory.mktemp("site")
    records = [
        {"id": name, "date": day, "outlet": "A paper", "title": f"Of {name}", "text": text, **more}
        for name, (day, text, more) in REPORTS.items()
    ]
    (to / "in.jsonl").write_text("\n".join(json.dumps(r) for r in records), "utf-8")
    case = str(to / "war.cenotaph")
    build([to / "in.jsonl"], case, Settings(workers=1), Progress())
    told = {"by": "Zzdecider", "because": "zzreason"}
    with case_at(case) as opened:
        by = {f.report: f.id for f in looking.figures(opened)}
        decide.correct(opened, by["event"], {"low": 22, "high": 22}, **told)
        decide.accept(opened, by["one"], **told)
        # persons put names into any field, and take any words for those of a count
        named = {
            "actor": "Zzelnur's unit",
            "recipient": "the family of Zzmammadli",
            "people": "sons of Zzelnur",
            "place": "Zzelnur's house",
        }
        decide.correct(opened, by["private"], named, **told)
        decide.add(opened, "private", "Zzmammadli, a resident", Fate.MISSING, {"low": 2, "high": 2}, **told)
        odd = {
            "actor": "Zzactor",
            "recipient": "Zzrecipient",
            "people": "zznoun",
            "side": "Zztigran's men",
            "institution": "Zzinstitution",
        }
        decide.correct(opened, by["from-zzother"], odd, **told)
        decide.add(opened, "from-zzother", "Zztigran Zzmuradyan", Fate.MISSING, {"low": 3, "high": 3}, **told)
        undone = decide.reject(opened, by["one"], **told)
        decide.undo(opened, undone.number, **told)
    return case


@pytest.fixture(scope="module")
def out(where: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("out") / "site"
    with case_at(where) as case:
        publish(case, to, title="War", made=MADE)
    return to


def pages(to: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(to.rglob("*.html")):
        yield path, path.read_text("utf-8")


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def test_every_link_leads_to_a_page_and_a_place_on_it(out):
    seen = 0
    for path, html in pages(out):
        for link in re.findall(r'href="([^"#]*(?:#[^"]*)?)"', html):
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), (path.name, link)
            assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), (path.name, link)
            seen += 1
    assert seen > 100


def test_every_page_can_be_reached_from_the_first(out):
    reached, ahead = set[Path](), [out / "index.html"]
    while ahead:
        path = ahead.pop()
        if path in reached or path.suffix != ".html":
            continue
        reached.add(path)
        links = re.findall(r'href="([^"#]+)', path.read_text("utf-8"))
        ahead += [(path.parent / link).resolve() for link in links]
    assert {p.resolve() for p, _ in pages(out)} == {p.resolve() for p in reached}


def test_nothing_that_is_withheld_is_in_any_file(out):
    files = [p for p in out.rglob("*") if p.is_file()]
    assert len(files) > len(FILES)
    for path in files:
        text = f"{path.relative_to(out)}\n{words_of(path)}".casefold()
        for word in WITHHELD:
            assert word not in text, (path.name, word)


def test_a_report_that_is_not_public_has_no_page_and_its_number_a_trail(out):
    [trail] = [html for path, html in pages(out / "figures") if "43 killed" in html]
    assert "It is not public: its title, address, text and hash are withheld" in plain(trail)
    assert re.findall(r"\b[0-9a-f]{64}\b", trail) == []
    assert [path.name for path, html in pages(out / "reports") if "43 killed" in html] == []


def test_a_trail_leads_down_to_the_hash_of_the_bytes_and_tells_decisions_without_a_name(where, out):
    with case_at(where) as case:
        [card] = [r for r in looking.reports(case) if r.id == "event"]
        [figure] = [f for f in looking.figures(case) if f.report == "event"]
    trail = (out / "figures" / f"{figure.id}.html").read_text("utf-8")
    assert card.sha256 in trail
    assert card.text_sha256 == sha256(REPORTS["event"][1].encode()).hexdigest()
    assert card.text_sha256 in trail
    [fields] = re.findall(r"A person set right: ([a-z, ]+) \(\d{4}-\d\d-\d\d\)\.", plain(trail))
    assert {"low", "high"} <= set(fields.split(", "))
    assert "22 killed" in plain(trail)
    [accepted] = [html for _, html in pages(out / "figures") if "729 killed" in plain(html)]
    told = plain(accepted)
    assert told.index("A person accepted it") < told.index("A person rejected it") < told.index("That was undone by a person")


def test_a_report_tells_its_passages_and_never_its_whole_text(out):
    [report] = [html for _, html in pages(out / "reports") if "<mark>730</mark>" in html]
    assert "zzfar zzfar" in report
    assert report.count("zzfar") < 100
    [silent] = [html for _, html in pages(out / "reports") if "gave no number for" in html]
    assert 'id="silences"' in silent


def test_what_cannot_all_be_true_stands_side_by_side(out):
    html = plain((out / "contradictions.html").read_text("utf-8"))
    assert "1 time what one institution said cannot all be true" in html
    assert all(f"said that {n} of its soldiers" in html for n in (729, 600))
    assert "a running total does not fall" in html


def test_an_account_tells_what_to_mind_and_leads_to_each_sentence(out):
    [(_, html)] = [p for p in pages(out / "accounts") if "<h1><bdi>Combatants of Armenia killed, Second Karabakh War" in p[1]]
    told = plain(html)
    for words in ("Counted in", "persons", "Includes", "Independent origins", "Grade", "Newest day told", "Read by a machine alone",
                  "Documented, not total", "What follows, apart from what was claimed", "used: ", "set aside: "):  # fmt: skip
        assert words in told, words
    assert len(re.findall(r'<a href="\.\./reports/\w+\.html#fig_\w+" aria-label', html)) >= 3, "marks lead to sentences"


def test_the_first_page_tells_in_brief_what_to_mind(out):
    text = (out / "index.html").read_text("utf-8")
    for words in BRIEF:
        assert f"<li>{words}: " in text, words
    assert "figures below" not in text, "no figures stand below on this page"


def test_long_lists_are_cut_and_nothing_is_lost(where, out, tmp_path, monkeypatch):
    for name in ("ACCOUNTS", "EVENTS", "CLASHES", "REPORTS"):
        monkeypatch.setattr(site, name, 1)
    with case_at(where) as case:
        publish(case, tmp_path / "cut", title="War", made=MADE)
    for stem, links in (("accounts", "accounts"), ("events", "accounts"), ("reports", "reports")):
        whole, cut = (
            {link for p in to.glob(f"{stem}*.html") for link in re.findall(rf'href="({links}/\w+\.html)"', p.read_text("utf-8"))}
            for to in (out, tmp_path / "cut")
        )
        assert whole == cut
        assert whole
    assert len(list((tmp_path / "cut").glob("reports*.html"))) == 7
    test_every_link_leads_to_a_page_and_a_place_on_it(tmp_path / "cut")


def test_an_earlier_publish_is_taken_away_and_nothing_else(where, tmp_path):
    to = tmp_path / "site"
    with case_at(where) as case:
        publish(case, to, title="War", made=MADE)
        before = {p.relative_to(to).as_posix() for p in to.rglob("*.html")}
        (to / "mine.html").write_text("mine", "utf-8")
        (to / "accounts" / "mine.html").write_text("mine", "utf-8")
        listed = (to / folder.LIST).read_text("utf-8")
        (to / folder.LIST).write_text(f"{listed}../outside.html\nmine/../../outside.html\n.hidden\n", "utf-8")
        (tmp_path / "outside.html").write_text("outside", "utf-8")
        publish(case, to, title="War", known_by=date(2020, 10, 19), made=MADE)
    after = {p.relative_to(to).as_posix() for p in to.rglob("*.html")}
    assert after < before | {"mine.html", "accounts/mine.html"}
    assert {"mine.html", "accounts/mine.html"} < after
    assert (tmp_path / "outside.html").read_text("utf-8") == "outside"
    assert not any("that 600 of its" in html for _, html in pages(to))


def test_a_publish_that_is_stopped_leaves_the_folder_as_it_was(where, tmp_path):
    to = tmp_path / "site"

    def state() -> dict[str, bytes]:
        return {p.relative_to(to).as_posix(): p.read_bytes() for p in to.rglob("*") if p.is_file()}

    def stop(what: str, *_: int) -> None:
        if what == "writing pages":
            raise KeyboardInterrupt

    with case_at(where) as case:
        publish(case, to, title="War", made=MADE)
        before = state()
        with pytest.raises(KeyboardInterrupt):
            publish(case, to, title="Another", made=MADE, advance=stop)
        assert state() == before
        (to / folder.BESIDE).mkdir()  # as one that was killed leaves it
        (to / folder.BESIDE / "index.html").write_text("half", "utf-8")
        publish(case, to, title="War", made=MADE)
    assert state() == before
    assert not (to / folder.BESIDE).exists()


def test_a_folder_that_cannot_be_written_to_is_told(where, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with case_at(where) as case, pytest.raises(CaseFault, match="cannot be written"):
        publish(case, tmp_path / "file" / "site", title="War", made=MADE)


def test_the_same_case_is_published_to_the_same_bytes(where, out, tmp_path):
    with case_at(where) as case:
        assert [p.name for p in publish(case, tmp_path / "again", title="War", made=MADE)] == [*FILES, *FOLDERS]
    for path in out.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(out)).read_bytes(), path.name


def test_a_report_that_becomes_secret_is_taken_away(where, tmp_path):
    own, to = str(shutil.copy(where, tmp_path / "own.cenotaph")), tmp_path / "site"
    with case_at(own) as case:
        publish(case, to, title="War", made=MADE)
        [before] = [p for p, html in pages(to / "reports") if "near Lachin" in html]
        assert keep.mark(case, "event", Sensitivity.SECRET, by="Zzdecider", because="zzreason") == (Sensitivity.PUBLIC, [])
        publish(case, to, title="War", made=MADE)
        assert looking.runs(case)[-1].command == "mark"
    assert not before.exists()
    for path in (p for p in to.rglob("*") if p.is_file()):
        assert not any(word in words_of(path) for word in ("Lachin", "Of event", "zzreason")), path.name
    assert any("22 killed" in html for _, html in pages(to / "figures")), "its number still counts"


def test_a_short_name_takes_nothing_but_itself(out):
    """ "Ali" stands in "Mali" and in "casualties": neither is withheld, nor cut."""
    tables = "".join(words_of(out / name) for name in ("figures.csv", "accounts.csv"))
    assert "The Malian army said that 45 Malian soldiers" in tables
    assert "Combatants of Mali killed" in tables
    assert not re.search(r"\w…|…\w", tables)
