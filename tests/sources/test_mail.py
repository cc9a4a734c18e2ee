"""Mails: their own words without what they quote, their day and sender, and what is attached to them."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

import made_documents as made
from cenotaph.model.reports import Refusal, Report
from cenotaph.sources import Limits, bring_in
from cenotaph.sources.mail import without_quotes
from cenotaph.sources.wrapping import unwrapped


def found_in(folder, content, name="a.eml", limits=None):
    (folder / name).write_bytes(content.as_bytes() if isinstance(content, EmailMessage) else content)
    return list(bring_in([folder / name], limits))


def test_a_mail_is_a_report(tmp_path):
    message = made.mail()
    [report] = found_in(tmp_path, message)
    assert report.text == "\n\n".join(made.WORDS)
    assert (report.published, report.title, report.publisher) == (date(2020, 11, 14), made.TITLE, made.PUBLISHER)
    assert (report.id, report.payload, report.found_at) == ("a", message.as_bytes(), f"{tmp_path}/a.eml")


def test_plain_text_goes_before_html(tmp_path):
    [report] = found_in(tmp_path, made.mail("Ten soldiers died.\n", html="<p>Eleven soldiers died.</p>"))
    assert report.text == "Ten soldiers died."


def test_html_where_there_is_nothing_else(tmp_path):
    html = "<html><head><style>p{}</style></head><p>Ten soldiers died.</p><table><tr><td>Hadrut</td><td>6</td></tr></table>"
    [report] = found_in(tmp_path, made.mail(html=html))
    assert report.text == "Ten soldiers died.\nHadrut | 6"


SENDERS = {
    "the header": ("Ann Other <ann@example.org>", {"Organization": "The Red Stone"}, "The Red Stone"),
    "an office": ("Defence Ministry <press@mod.example>", {}, "Defence Ministry"),
    "a person": ("Ann Other <ann.other@example.org>", {}, None),
    "no name": ("press@mod.example", {}, None),
}


@pytest.mark.parametrize(("sender", "headers", "publisher"), SENDERS.values(), ids=SENDERS)
def test_a_person_is_no_publisher(tmp_path, sender, headers, publisher):
    assert found_in(tmp_path, made.mail(sender=sender, **headers))[0].publisher == publisher


def test_where_a_mail_is_kept(tmp_path):
    [report] = found_in(tmp_path, made.mail(Archived_At="<https://example.org/list/7>"))
    assert report.address == "https://example.org/list/7"


FORWARDED = "See below.\n\n---------- Forwarded message ---------\nFrom: Ann\n\nNine died."
QUOTES = {
    "below": ("Ten died.\n\nOn Fri, 13 Nov 2020, Ann <a@example.org> wrote:\n> Nine died.\n> Yes.\n", "Ten died."),
    "between": ("> Did ten die?\nYes, ten died.\n> And eleven?\nNo.\n", "Yes, ten died.\nNo."),
    "an original message": ("Ten died.\n\n-----Original Message-----\nFrom: Ann\nNine died.\n", "Ten died."),
    "no blank line": (
        "Ten soldiers died in the village that lies upon the hill.\n> Nine soldiers died there, said the army.\n",
        "Ten soldiers died in the village that lies upon the hill.",
    ),
    "a forwarded mail stays": (f"{FORWARDED}\n", FORWARDED),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kept"), QUOTES.values(), ids=QUOTES)
def test_quoted_mails_are_left_out_and_that_is_said(tmp_path, text, kept):
    [report] = found_in(tmp_path, made.mail(text))
    assert report.text.strip() == kept
    assert report.found_at.endswith("(quoted mails left out)") == ("Forwarded" not in text)
    assert text.encode() in report.payload


def test_quoted_mails_in_html(tmp_path):
    html = '<p>Ten died.<blockquote type="cite"><p>Nine died.</blockquote><div class="gmail_quote">Eight died.</div><p>Yes.'
    [report] = found_in(tmp_path, made.mail(html=html))
    assert report.text == "Ten died.\nYes."


def test_a_mail_that_only_quotes_is_refused(tmp_path):
    assert found_in(tmp_path, made.mail("> Nine died.\n"))[0].reason == "the mail only quotes an earlier mail"


def test_attachments_are_reports_of_their_own(tmp_path):
    message = made.mail()
    message.add_attachment(made.pdf(), maintype="application", subtype="pdf", filename="bulletin.pdf")
    message.add_attachment(made.page().encode(), maintype="text", subtype="html", filename="page.html")
    message.add_attachment(made.mail("Nine died.\n\nFrom there, eight fled.\n", day="Fri, 13 Nov 2020 10:00:00 +0000"))
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="octet-stream", filename="losses.docx")
    own, pdf, page, inner, docx = found_in(tmp_path, message)
    assert [r.id for r in (own, pdf, page, inner)] == ["a", "a/bulletin", "a/page", "a/mail"]
    assert pdf.found_at == f"{tmp_path}/a.eml/bulletin.pdf (day from the mail that it came with)"
    assert (pdf.publisher, page.publisher, inner.publisher) == (made.PUBLISHER,) * 3
    assert [r.published.day for r in (own, pdf, page, inner)] == [14, 14, 14, 13]
    assert inner.text == "Nine died.\n\nFrom there, eight fled."
    assert pdf.payload == made.pdf()
    assert docx.reason == "no reader for files ending in '.docx'; it is no text" or "'.docx'" in docx.reason


def test_two_attachments_of_one_name(tmp_path):
    message = made.mail()
    for text in ("date 2020-11-14\nTen died.", "date 2020-11-14\nNine died."):
        message.add_attachment(text.encode(), maintype="text", subtype="plain", filename="note.txt")
    assert [r.id for r in found_in(tmp_path, message)] == ["a", "a/note", "a/2-note"]


def test_signatures_and_logos_are_no_documents_and_attached_pictures_are_refused(tmp_path):
    message = made.mail()
    message.add_attachment(b"-", maintype="application", subtype="pgp-signature", filename="sig.asc")
    message.add_attachment(b"\x89PNG\0", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    message.add_attachment(b"\x89PNG\0", maintype="image", subtype="png", filename="list.png")
    own, picture = found_in(tmp_path, message)
    assert isinstance(own, Report)
    assert picture.place == f"{tmp_path}/a.eml/list.png"


def test_a_mail_that_is_only_its_attachment(tmp_path):
    message = made.mail("\n")
    message.add_attachment(b"date 2020-11-14\nTen died.", maintype="text", subtype="plain", filename="note.txt")
    assert [r.id for r in found_in(tmp_path, message)] == ["a/note"]


def raw(*lines, body="Ten soldiers died.", headers="From: a@example.org\r\nDate: Sat, 14 Nov 2020 01:00:00 +0400\r\n"):
    return (headers + "".join(f"{line}\r\n" for line in lines) + "\r\n").encode() + (
        body if isinstance(body, bytes) else body.encode()
    )


def test_charsets_and_coded_headers(tmp_path):
    russian = "Погибли двадцать пять военнослужащих."
    message = raw(
        "Subject: =?windows-1251?B?z+7y5fDo?=", "Content-Type: text/plain; charset=windows-1251", body=russian.encode("cp1251")
    )
    [report] = found_in(tmp_path, message)
    assert (report.text, report.title) == (russian, "Потери")


CUT = "--x\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0x"
STRANGE = {
    "an unknown charset": (raw("Content-Type: text/plain; charset=x-no", body="Погибли".encode("cp1251")), "is not UTF-8"),
    "a charset that lies": (raw("Content-Type: text/plain; charset=cp1252", body=b"Ten \x81 died"), "neither UTF-8 nor cp1252"),
    "seven bits that lie": (raw("Content-Type: text/plain; charset=iso-2022-jp", body=b"Ten \x81 died"), "but is none"),
    "no day": (raw(headers="From: a@example.org\r\nSubject: x\r\n"), "no publication day"),
    "a bad day": (raw(headers="From: a@example.org\r\nDate: soon\r\n"), "the date (of 4 characters) cannot be read"),
    "no words": (raw(body=" \r\n"), "no words of its own"),
    "no header": (b"\r\nTen soldiers died.", "it has no header"),
    "encrypted": (raw('Content-Type: multipart/encrypted; boundary="x"', body="--x\r\n\r\nno\r\n--x--"), "encrypted"),
    "cut attachment": (raw('Content-Type: multipart/mixed; boundary="x"', body=CUT), "the PDF is broken"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), STRANGE.values(), ids=STRANGE)
def test_a_strange_mail_is_refused(tmp_path, content, reason):
    [refusal] = found_in(tmp_path, content)
    assert isinstance(refusal, Refusal)
    assert reason in refusal.reason


def test_a_named_encoding_holds_for_mails_that_state_none(tmp_path):
    [report] = found_in(tmp_path, raw(body="Погибли".encode("cp1251")), limits=Limits(encoding="cp1251"))
    assert report.text == "Погибли"


def test_mails_in_mails_end(tmp_path):
    message = made.mail("Ten died.\n")
    for _ in range(8):
        outer = made.mail("Ten died.\n")
        outer.add_attachment(message)
        message = outer
    found = found_in(tmp_path, message)
    assert "too deep" in found[-1].reason
    assert all(isinstance(r, Report) for r in found[:-1])


def test_a_mailbox_gives_every_mail(tmp_path):
    box = made.mbox(made.mail("Ten died.\n"), made.mail("Nine died.\n", day=""), made.mail("Eight died.\n"))
    first, second, third = found_in(tmp_path, box, "a.mbox")
    assert [first.id, third.id, second.place] == ["a-1", "a-3", f"{tmp_path}/a.mbox:2"]
    assert first.payload in box
    assert third.text == "Eight died."


def test_what_is_no_mailbox(tmp_path):
    assert "it is no mailbox" in found_in(tmp_path, b"Ten died.", "a.mbox")[0].reason


def test_a_text_that_begins_with_a_day_is_no_mail(tmp_path):
    [report] = found_in(tmp_path, b"Date: 2020-11-14\nFrom: the front\nSubject: losses\n\nTen died.", "a.txt")
    assert report.text.startswith("Date: ")


WRAPPED = {
    "items": "The towns where soldiers were killed according to the ministry are\n- Hadrut\n- Shusha",
    "short lines": "Ten died.\nNine fled.",
    "a table": "Hadrut          twelve soldiers killed and four missing\nShusha          nine",
    "paragraphs": "Ten died.\n\nNine fled.",
}


@pytest.mark.parametrize("text", WRAPPED.values(), ids=WRAPPED)
def test_lines_that_were_meant_stay(text):
    assert unwrapped(text) == text


def test_flowed_lines():
    assert unwrapped("Ten \ndied.\nNine \nfled.", flowed=True) == "Ten died.\nNine fled."
    assert without_quotes("Ten > nine\n") == "Ten > nine\n"
