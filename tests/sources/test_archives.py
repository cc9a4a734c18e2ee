"""ZIP and gzip: what lies in them is opened as if it lay in a folder, and nothing swells."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile

import pytest

import made_documents as made
from cenotaph.model.reports import Refusal, Report
from cenotaph.sources import bring_in

ROWS = "date,text\n2020-11-14,Ten died\n,x\n"
TEXT = "date 2020-11-14\nTen soldiers died."


def found_in(folder, content, name="a.zip"):
    (folder / name).write_bytes(content)
    return list(bring_in([folder / name]))


def test_every_file_inside_is_opened(tmp_path):
    content = made.zipped(b_html=made.page(), week1__a_txt=TEXT, c_eml=made.mail().as_bytes(), d_docx="x", README_md="x",
                          _hidden_txt="x", z_zip=made.zipped(n_txt=TEXT), rows_csv=ROWS)  # fmt: skip
    found = found_in(tmp_path, content)
    assert [r.id for r in found if isinstance(r, Report)] == ["a/b", "a/c", "a/rows-1", "a/week1/a", "a/z/n"]
    assert [r.place for r in found if isinstance(r, Refusal)] == [f"{tmp_path}/a.zip/d.docx", f"{tmp_path}/a.zip/rows.csv:3"]
    assert found[-2].payload == TEXT.encode()


def test_a_bomb_is_refused_and_never_unpacked(tmp_path):
    content = made.zipped(bomb_txt=b"0" * 80_000_000, a_txt=TEXT)
    tracemalloc.start()
    report, refusal = found_in(tmp_path, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "it may be a bomb" in refusal.reason
    assert isinstance(report, Report)
    assert peak < 8_000_000


def test_zips_in_zips_end(tmp_path):
    content = made.zipped(a_txt=TEXT)
    for _ in range(9):
        content = made.zipped(a_zip=content, b_zip=content)
    found = found_in(tmp_path, content)
    assert {f.reason for f in found} == {"it lies too deep in other files"}


def locked():
    content = bytearray(made.zipped(a_txt=TEXT))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def damaged():
    content = made.zipped(a_txt="date 2020-11-14\n" + "Ten soldiers died. " * 50)
    at = content.index(b"a.txt") + 10
    return content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]


def office():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


BAD = {
    "cut": (made.zipped(a_txt=TEXT)[:-30], "the ZIP archive is broken"),
    "empty": (made.zipped(), "there is no report in the file"),
    "locked": (locked(), "locked with a password"),
    "damaged inside": (damaged(), "this file of the archive is broken"),
    "an office document": (office(), "a document of an office program"),
    "no archive": (b"Ten died.", "its name ends in '.zip', but it is no ZIP archive"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_bad_archive_is_refused(tmp_path, content, reason):
    [refusal] = found_in(tmp_path, content)
    assert reason in refusal.reason


def test_a_compressed_file_is_what_it_holds(tmp_path):
    [report] = found_in(tmp_path, gzip.compress(made.page().encode()), "a.html.gz")
    assert report.title == made.TITLE
    [table] = found_in(tmp_path, gzip.compress(b"date,text\n2020-11-14,Ten died\n"), "b.csv.gz")
    assert table.text == "Ten died"


GZIP = {
    "cut": (gzip.compress(TEXT.encode())[:-9], "the gzip file is broken"),
    "damaged": (gzip.compress(TEXT.encode() * 9)[:20] + b"\xff" * 30, "the gzip file is broken"),
    "only the mark": (b"\x1f\x8b", "the gzip file is broken"),
    "empty": (gzip.compress(b""), "the file is empty"),
    "no gzip": (b"Ten died.", "but it is no gzip file"),
}


@pytest.mark.parametrize(("content", "reason"), GZIP.values(), ids=GZIP)
def test_bad_gzip(tmp_path, content, reason):
    assert reason in found_in(tmp_path, content, "a.txt.gz")[0].reason


def test_a_gzip_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr("cenotaph.sources.compressed.WHOLE", 1_000_000)
    assert "larger" in found_in(tmp_path, gzip.compress(b"0" * 50_000_000), "a.txt.gz")[0].reason


def test_gzip_in_gzip_ends(tmp_path):
    content = TEXT.encode()
    for _ in range(9):
        content = gzip.compress(content)
    assert "too deep" in found_in(tmp_path, content, "a.gz")[0].reason


def test_a_path_that_would_lead_out_of_the_archive_is_read_and_leads_nowhere(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n, name in enumerate(("../out.txt", "/etc/abs.txt", "in/../../x.txt", "..")):
            archive.writestr(name, f"date 2020-11-14\n{n + 2} soldiers died.")
    found = found_in(tmp_path, out.getvalue())
    assert sorted(r.id for r in found) == ["a/etc/abs", "a/in/x", "a/out", "a/report"]
    assert [p.name for p in tmp_path.parent.rglob("out.txt")] == []


def test_a_report_of_a_day_to_come_is_refused(tmp_path):
    [found] = found_in(tmp_path, b"date 2999-01-01\nTen soldiers died.", "a.txt")
    assert (found.reason, found.cure) == (
        "its publication day 2999-01-01 has not come yet", "Write the day on which it was published.",
    )  # fmt: skip
