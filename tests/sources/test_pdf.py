"""PDF: paragraphs made whole again, what is marked as coming from the file's properties, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

import made_documents as made
from cenotaph.model.reports import Refusal, Report
from cenotaph.sources import Limits, bring_in
from cenotaph.sources.pdf import stamped, titled

NAME = "a-2020-11-14.pdf"


def one(folder, content, name=NAME, limits=None):
    (folder / name).write_bytes(content)
    [found] = bring_in([folder / name], limits)
    return found


@pytest.mark.parametrize("width", [50, 60, 72, 85])
def test_paragraphs_are_whole_again_however_wide_they_were_set(tmp_path, width):
    assert one(tmp_path, made.pdf(width=width)).text.split("\n") == list(made.WORDS)


def test_pages_are_parted_by_a_form_feed(tmp_path):
    assert one(tmp_path, made.pdf((made.WORDS[:2], made.WORDS[2:]))).text == "\n".join(made.WORDS[:2]) + "\n\f" + made.WORDS[2]


def test_a_sentence_that_runs_over_a_page_runs_on(tmp_path):
    first, second = made.WORDS[0].split(" soldiers ")
    assert one(tmp_path, made.pdf(((first,), ("soldiers " + second,)))).text == f"{first}\fsoldiers {second}"


def test_items_stay_apart(tmp_path):
    items = ("- Hadrut: twelve soldiers were killed there in the two days of heavy shelling", "- Shusha: nine soldiers were killed")
    assert one(tmp_path, made.pdf((items,))).text.split("\n") == list(items)


def test_what_comes_from_the_files_properties_is_marked(tmp_path):
    info = {"Title": "A bulletin", "CreationDate": "D:20201114093000+04'00'", "ModDate": "D:20201115000000Z"}
    report = one(tmp_path, made.pdf(info=info), "a.pdf")
    assert (report.published, report.title) == (date(2020, 11, 14), "A bulletin")
    assert report.found_at == f"{tmp_path}/a.pdf (day from the file's CreationDate; title from the file's properties)"


def test_the_day_in_the_name_goes_before_the_files_own(tmp_path):
    report = one(tmp_path, made.pdf(info={"CreationDate": "D:20201120093000"}))
    assert (report.published, report.found_at) == (date(2020, 11, 14), f"{tmp_path}/{NAME}")


STAMPS = {
    "no clock": ("D:19700101000000", "", None),
    "before PDF": ("D:19920101000000", "", None),
    "after its last change": ("D:20201114000000", "D:20201113000000", None),
    "the future": ("D:29991231000000", "", None),
    "no such day": ("D:20201399000000", "", None),
    "words": ("yesterday", "", None),
    "short": ("20201114", "", date(2020, 11, 14)),
    "a bad change": ("D:20201114", "D:20209999", date(2020, 11, 14)),
}


@pytest.mark.parametrize(("created", "changed", "day"), STAMPS.values(), ids=STAMPS)
def test_which_stamps_are_believed(created, changed, day):
    assert stamped(created, changed) == day


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - losses.docx", "losses.indd", "Document1", "  "])
def test_titles_that_nobody_gave(title):
    assert titled(title) is None


def test_a_scan_is_refused_and_says_so(tmp_path):
    refusal = one(tmp_path, made.pdf(((), ())))
    assert refusal.reason == "its 2 page(s) hold no text: it is scanned, or made of pictures"
    assert "OCR" in refusal.cure


def test_a_page_without_text_among_others_is_told(tmp_path):
    assert one(tmp_path, made.pdf((made.WORDS, ()))).found_at == f"{tmp_path}/{NAME} (no text on page 2)"


@pytest.mark.parametrize("keep", [9, 30, 200])
def test_a_cut_file_is_refused(tmp_path, keep):
    assert one(tmp_path, made.pdf()[:keep]).reason == "the PDF is broken: it may be cut off"


def test_a_file_cut_at_its_end_is_whole_or_refused(tmp_path):
    found = one(tmp_path, made.pdf()[:-150])
    assert isinstance(found, Refusal) or found.text.split("\n") == list(made.WORDS)


def test_a_file_called_pdf_that_is_none(tmp_path):
    refusal = one(tmp_path, b"Ten soldiers died.")
    assert refusal.reason == "its name ends in '.pdf', but it is no PDF"


def test_no_day(tmp_path):
    assert one(tmp_path, made.pdf(), "a.pdf").reason == "it has no publication day"


def test_a_report_that_is_too_large(tmp_path):
    assert "larger" in one(tmp_path, made.pdf(), limits=Limits(largest=100)).reason


def test_what_comes_before_the_mark(tmp_path):
    assert isinstance(one(tmp_path, b"\n\n" + made.pdf()), Report)
