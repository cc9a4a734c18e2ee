"""Bytes in the encodings that people's files have."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.model.reports import Refusal
from cenotaph.sources.decoding import decoded, known_encoding
from cenotaph.sources.language import language

RUSSIAN = "Министерство обороны сообщило, что в ходе боёв погибли двадцать пять военнослужащих, ещё сорок человек ранены."
FRENCH = "Le ministère de la Défense a déclaré que vingt-cinq soldats ont été tués près de la frontière; les blessés sont évacués."
ENGLISH = "The ministry said “25 soldiers” – no more – were killed near Café Zürich, and it’s not known who fired."
TURKISH = "Bakanlık yirmi beş askerin öldüğünü, kırk kişinin kayıp olduğunu ve şehrin dışında çatışmaların sürdüğünü açıkladı."

MARKED = {
    "UTF-8": (RUSSIAN, "utf-8"),
    "UTF-8 with a mark": (RUSSIAN, "utf-8-sig"),
    "UTF-16": (RUSSIAN, "utf-16"),
    "UTF-32": (RUSSIAN, "utf-32"),
}
UNMARKED = {
    "Windows-1251": (RUSSIAN, "cp1251", "; it may be windows-1251"),
    "KOI8-R": (RUSSIAN, "koi8-r", "; it may be koi8_r"),
    "Latin-1": (FRENCH, "latin-1", ""),
    "Latin-1, short": ("A café fell", "latin-1", ""),
    "Windows-1252": (ENGLISH, "cp1252", ""),
    "Windows-1254, short": ("Ten died near Şuşa", "cp1254", ""),
    "UTF-16 without a mark": (ENGLISH, "utf-16-le", "; this may be no text"),
}


@pytest.mark.parametrize(("text", "encoding"), MARKED.values(), ids=MARKED)
@pytest.mark.parametrize("named", [None, "cp1252"])
def test_what_is_utf_8_or_has_a_mark_is_read_as_such(text, encoding, named):
    assert decoded(text.encode(encoding), "a.txt", named) == text


@pytest.mark.parametrize(("text", "encoding", "hint"), UNMARKED.values(), ids=UNMARKED)
def test_any_other_encoding_is_named_and_never_guessed(text, encoding, hint):
    refusal = decoded(text.encode(encoding), "a.txt")
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("the encoding is not UTF-8 (byte ")
    assert refusal.reason.endswith(f"){hint}")
    assert refusal.cure == "Save it as UTF-8, or name the encoding with --encoding."
    assert decoded(text.encode(encoding), "a.txt", encoding) == text


def test_bytes_that_do_not_fit_the_named_encoding_are_refused():
    refusal = decoded(RUSSIAN.encode("cp1251"), "a.txt", "ascii")
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "it is neither UTF-8 nor ascii (byte 0)"
    assert isinstance(decoded(b"ten died\xff" * 9, "a.txt", "idna"), Refusal)


def test_utf_16_without_a_mark_is_read_when_it_is_named():
    assert decoded(ENGLISH[:5].encode("utf-16-le"), "a.txt", "utf-16-le") == ENGLISH[:5]
    assert isinstance(decoded(ENGLISH[:5].encode("utf-16-le"), "a.txt"), Refusal)


def test_a_mark_that_lies_is_told():
    refusal = decoded(RUSSIAN.encode("utf-16")[:-1], "a.txt", "cp1251")
    assert isinstance(refusal, Refusal)
    assert "begins with the mark of UTF-16, but is none" in refusal.reason


@pytest.mark.parametrize("name", ["nosuch", "rot13", "base64", "undefined", "a\0b", "é", ""])
def test_encodings_that_are_none(name):
    with pytest.raises(ValueError, match="there is no encoding"):
        known_encoding(name)


def test_utf_16_of_the_other_byte_order():
    assert decoded(codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), "a.txt") == RUSSIAN


def test_line_ends_are_made_one_kind():
    assert decoded(b"a\r\nb\rc\nd", "a.txt") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "payload", [ENGLISH.encode() + b"\xff", RUSSIAN.encode()[:-2] + b"x", b"ten \xe2\x80\x9cdied\xe2\x80\x9d \xe2\x80"]
)
@pytest.mark.parametrize("named", [None, "cp1252"])
def test_damaged_utf_8_is_refused_and_never_guessed(payload, named):
    refusal = decoded(payload, "a.txt", named)
    assert isinstance(refusal, Refusal)
    assert "not UTF-8" in refusal.reason
    assert "damaged" in refusal.reason
    assert refusal.cure == "Save it as UTF-8."


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_comes_in_as_it_is(text):
    assert decoded(text.encode(), "a.txt") in {text, text.removeprefix("\ufeff")}


@given(
    st.binary(max_size=300) | st.text().map(lambda t: t.encode("utf-16")) | st.text().map(lambda t: t.encode("cp1251", "ignore"))
)
def test_any_bytes_are_text_or_refused(payload):
    found = decoded(payload, "a.txt")
    assert isinstance(found, str | Refusal)
    if isinstance(found, str):
        assert "\x00" not in found
        assert "\r" not in found


@pytest.mark.parametrize(
    ("text", "code"),
    [(RUSSIAN, "ru"), (FRENCH, "fr"), (TURKISH, "tr"), (ENGLISH * 2, "en"), ("Ten died.", None), ("7 " * 60, None)],
)
def test_languages(text, code):
    assert language(text) == code
