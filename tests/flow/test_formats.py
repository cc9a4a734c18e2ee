"""Every form of the same words gives the same figures, and what cannot be read is refused in a case as it is in a call."""

from __future__ import annotations

import pytest

import made_documents as made
import made_reports
from calling import call
from cenotaph.flow.build import Progress, build
from cenotaph.settings import Settings
from cenotaph.sources import bring_in
from cenotaph.store import looking
from cenotaph.store.opening import open_case


def told(figure, text):
    return text[figure["start"] : figure["end"]], *(
        figure[k] for k in ("fate", "low", "high", "side", "source", "place", "cumulative")
    )


def figures(folder, name):
    """What `cenotaph read` says of this form, with the words that each figure's offsets point at."""
    (folder / name).write_bytes(made.EVERY[name])
    done = call("read", folder / name)
    assert (done.code, done.err) == (0, "")
    [report] = bring_in([folder / name])
    assert {f["doc"] for f in done.objects} == {report.id}
    return [told(f, report.text) for f in done.objects]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    found = figures(tmp_path_factory.mktemp("plain"), f"text-{made.DAY}.txt")
    assert {"21", "nine", "2,317"} <= {words for words, *_ in found}
    return found


@pytest.mark.parametrize("name", made.EVERY)
def test_the_same_figures_from_the_same_words_in_every_form(tmp_path, expected, name):
    assert figures(tmp_path, name) == expected


def bad(folder):
    """One good page and one of each kind that is refused."""
    folder.mkdir()
    (folder / "good.html").write_text(made.page())
    (folder / "german.html").write_text(made.page(words=(made_reports.GERMAN,)))
    (folder / "cut-2020-11-14.pdf").write_bytes(made.pdf()[:50])
    (folder / "scan-2020-11-14.pdf").write_bytes(made.pdf(((),)))
    (folder / "undated.warc").write_bytes(made.warc(made.answer(made.page(head="").encode())))
    (folder / "cut.gz").write_bytes(b"\x1f\x8b\x08")
    (folder / "strange.docx").write_bytes(b"PK\x03\x04")
    (folder / "mail.eml").write_bytes(b"From: x\n\n> quoted")
    return folder


def test_a_call_refuses_and_goes_on(tmp_path):
    done = call("read", bad(tmp_path / "in"))
    assert done.code == 3
    assert {f["doc"] for f in done.objects} == {"good"}
    assert done.err.count("refused: ") == 7
    assert "Traceback" not in done.err


def test_a_case_keeps_what_is_in_another_language_and_refuses_to_read_it(tmp_path):
    progress = build([bad(tmp_path / "in")], str(tmp_path / "war.cenotaph"), Settings(), Progress())
    assert (progress.found, progress.read, progress.refused) == (8, 1, 7)
    with open_case(str(tmp_path / "war.cenotaph")) as case:
        assert set(looking.known_reports(case)) == {"good", "german"}
        assert looking.report_card(case, "german").language == "de"
    again = build([tmp_path / "in"], str(tmp_path / "war.cenotaph"), Settings(), Progress())
    assert (again.found, again.unchanged, again.refused) == (8, 2, 6)
