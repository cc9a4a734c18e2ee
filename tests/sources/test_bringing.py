"""What comes in and what is refused: each document once, and one bad one stops nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cenotaph.model.reports import Refusal, Report, Stage
from cenotaph.model.terms import Sensitivity
from cenotaph.sources import ColumnMap, Limits, bring_in

DAY = date(2020, 11, 14)
GOOD = {"id": "good", "date": "2020-11-14", "text": "Ten soldiers died."}


def brought(folder: Path, limits: Limits | None = None, **files: bytes | str) -> list[Report | Refusal]:
    """What comes of files of these contents (`a_txt` is a.txt)."""
    for name, content in files.items():
        file = folder / name.replace("_", ".")
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(bring_in([folder], limits))


def refused(found: list[Report | Refusal]) -> list[str]:
    """The reasons; every refusal must say where, why and what to do."""
    for item in found:
        if isinstance(item, Refusal):
            assert item.place
            assert item.reason
            assert item.cure.endswith(".")
            assert item.stage is Stage.SOURCE
    return [item.reason for item in found if isinstance(item, Refusal)]


def ids(found: list[Report | Refusal]) -> list[str]:
    return [item.id for item in found if isinstance(item, Report)]


def test_a_text_file_is_one_report_kept_byte_for_byte(tmp_path):
    content = b" date 2020-11-14\r\n\r\nTen soldiers died.\r\n"
    [report] = brought(tmp_path, a_txt=content)
    assert (report.id, report.published, report.payload) == ("a", DAY, content)
    assert report.text == " date 2020-11-14\n\nTen soldiers died.\n"
    assert report.found_at == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "header", ["date 2020-11-14", " DATE: 2020-11-14", "\n date\t2020-11-14", " date 14.11.2020", " date 20201114"]
)
def test_headers_that_tell_the_day(tmp_path, header):
    [report] = brought(tmp_path, a_txt=f"{header}\nTen soldiers died.")
    assert report.published == DAY


def test_a_file_name_may_tell_the_day_and_the_header_wins(tmp_path):
    (tmp_path / "news-2020-11-13.txt").write_text("Ten soldiers died.")
    (tmp_path / "news-2020-11-15.txt").write_text("date 2020-11-14\nTen soldiers died.")
    (tmp_path / "palms-2020-11-16.txt").write_text("Date palms burned and ten soldiers died.")
    assert [r.published.day for r in bring_in([tmp_path])] == [13, 14, 16]


def test_json_lines(tmp_path):
    row = {**GOOD, "outlet": "A paper", "title": "War", "address": "https://example.org/1", "language": "en"}
    line = json.dumps(row)
    [report] = brought(tmp_path, a_jsonl=line + "\n\n")
    assert report == Report(
        "good", "Ten soldiers died.", DAY, line.encode(), "A paper", "https://example.org/1", "War", "en", f"{tmp_path}/a.jsonl:1"
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_file_may_be_an_array_an_object_or_lines(tmp_path, indent):
    other = {**GOOD, "id": "other"}
    assert ids(brought(tmp_path, a_json=json.dumps([GOOD, other], indent=indent))) == ["good", "other"]
    assert ids(brought(tmp_path, a_json=json.dumps(GOOD, indent=indent))) == ["good"]
    assert ids(brought(tmp_path, a_json=f"{json.dumps(GOOD)}\n{json.dumps(other)}\n")) == ["good", "other"]


def test_csv_with_a_column_map(tmp_path):
    table = 'Published,Body,Paper\n2020-11-14,"Ten died, he said ""today"".\nTwo fled.",A paper\n'
    limits = Limits(columns=ColumnMap.of({"text": "Body", "date": "Published", "outlet": "Paper"}))
    [report] = brought(tmp_path, limits, a_csv=table)
    assert (report.id, report.publisher) == ("a-1", "A paper")
    assert report.text == 'Ten died, he said "today".\nTwo fled.'
    assert json.loads(report.payload)["Body"] == report.text


@pytest.mark.parametrize("word", ["public", "restricted", "secret", " Secret "])
def test_how_far_a_report_may_go(tmp_path, word):
    table = f"id,date,text,sensitivity,Kept\nx,2020-11-14,Ten died,,{word}\n"
    limits = Limits(columns=ColumnMap.of({"sensitivity": "Kept"}))
    [of_table] = brought(tmp_path, limits, a_csv=table)
    (tmp_path / "a.csv").write_text(table.replace(f",,{word}", f",{word},"))
    (tmp_path / "b.jsonl").write_text(json.dumps({**GOOD, "sensitivity": word}))
    found = [of_table, *bring_in([tmp_path])]
    assert [r.sensitivity for r in found] == [Sensitivity(word.strip().casefold())] * 3


@pytest.mark.parametrize("word", ["hidden", "Public!", 1, ["secret"], False, " "])
def test_an_unknown_sensitivity_is_refused(tmp_path, word):
    found = brought(tmp_path, a_jsonl=json.dumps({**GOOD, "sensitivity": word}))
    assert refused(found) == [f"the sensitivity {str(word)!r} is unknown"]
    assert "public, restricted, secret" in found[0].cure


def test_tsv_and_semicolons(tmp_path):
    found = brought(tmp_path, a_tsv="id\tdate\ttext\nx\t2020-11-14\tTen; died\n", b_csv="id;date;text\ny;2020-11-14;Two, died\n")
    assert [(r.id, r.text) for r in found] == [("x", "Ten; died"), ("y", "Two, died")]


def test_an_unknown_part_in_a_column_map_is_named():
    with pytest.raises(ValueError, match="unknown part 'body'"):
        ColumnMap.of({"body": "text"})


LINES = {
    "no json": ('{"id": "x", ', "no JSON"),
    "array": ('[{"id": "x"}]', "a JSON array, not an object"),
    "number": ("12", "a JSON number, not an object"),
    "null": ("null", "a JSON null, not an object"),
    "deep": ("[" * 100_000, "nested too deeply"),
    "deep inside": ('{"id": ' + "[" * 100_000, "nested too deeply"),
    "huge number": ('{"id": ' + "1" * 5_000 + "}", "thousands of digits"),
    "no text": ('{"id": "x", "date": "2020-11-14"}', "it has no text"),
    "blank text": ('{"id": "x", "date": "2020-11-14", "text": "  "}', "it has no text"),
    "text is a number": ('{"id": "x", "date": "2020-11-14", "text": 5}', "it has no text"),
    "no id": ('{"date": "2020-11-14", "text": "x"}', "it has no id"),
    "id is a list": ('{"id": ["x"], "date": "2020-11-14", "text": "x"}', "it has no id"),
    "id is true": ('{"id": true, "date": "2020-11-14", "text": "x"}', "it has no id"),
    "no date": ('{"id": "x", "text": "x"}', "it has no publication day"),
    "ambiguous date": ('{"id": "x", "date": "03/04/2020", "text": "x"}', "the date '03/04/2020' cannot be read"),
    "somebody's data for a date": (
        '{"id": "x", "date": "Maryam H. +93 700", "text": "x"}',
        "the date (of 17 characters) cannot be read",
    ),
    "no such day": ('{"id": "x", "date": "2020-02-30", "text": "x"}', "the date '2020-02-30' cannot be read"),
    "binary": ("\x00\x01\x02\x03", "the file is binary"),
}


@pytest.mark.parametrize(("line", "reason"), LINES.values(), ids=LINES)
@pytest.mark.parametrize("ending", ["jsonl", "json"])
def test_a_bad_line_is_refused_by_its_number_and_the_next_one_is_read(tmp_path, line, reason, ending):
    found = brought(tmp_path, **{f"a_{ending}": f"{json.dumps(GOOD)}\n{line}\n{json.dumps({**GOOD, 'id': 'after'})}\n"})
    if ending == "json" and reason == "the file is binary":
        assert refused(found) == ["the file is binary, not text"]
        return
    assert ids(found) == ["good", "after"]
    [why] = refused(found)
    assert reason in why
    assert found[1].place == f"{tmp_path}/a.{ending}:2"


FILES = {
    "empty": ("a.txt", b"", "the file is empty"),
    "white space": ("a.txt", b" \n\t ", "it has no text"),
    "white space lines": ("a.jsonl", b" \n\n", "there is no report in the file"),
    "header only": ("a.csv", b"id,date,text\n", "there is no report in the file"),
    "empty array": ("a.json", b"[]", "there is no report in the file"),
    "binary": ("a.txt", b" date 2020-11-14\n" + bytes(range(32)) * 9, "the file is binary"),
    "a picture": ("a.txt", b"\x89PNG\r\n", "the file is binary"),
    "a pdf called text": ("a.txt", b"%PDF-1.7 date", "the PDF is broken"),
    "a page called a table": ("a.csv", b"<!doctype html><html></html>", "the page holds no text"),
    "text called a pdf": ("a.pdf", b"Ten died.", "its name ends in '.pdf', but it is no PDF"),
    "text called a web archive": ("a.warc", b"Ten died.", "its name ends in '.warc', but it is no WARC file"),
    "a cut gzip": ("a.warc.gz", b"\x1f\x8b\x08", "the gzip file is broken"),
    "a cut zip": ("a.zip", b"PK\x03\x04", "the ZIP archive is broken"),
    "a cut feed": ("a.rss", b"<rss><channel>", "the XML is broken"),
    "other XML": ("a.xml", b"<kml></kml>", "it is XML, but no feed"),
    "a mail without a header": ("a.eml", b"\nTen died.", "it is no mail"),
    "an empty mailbox": ("a.mbox", b"\n", "it is no mailbox"),
    "a kind that nobody knows": ("a.xyz", b"\x00\x01\x02", "no reader for files ending in '.xyz'; it is no text"),
    "no date": ("a.txt", b"Ten soldiers died.", "it has no publication day"),
    "ambiguous date": ("a.txt", b" date 03/04/2020\nTen died.", "the date '03/04/2020' cannot be read"),
    "bad date": ("a.txt", b" date 2020-13-01\nTen died.", "the date '2020-13-01' cannot be read"),
    "damaged UTF-8": ("a.txt", " date 2020-11-14\nŞuşa “ten” died é".encode() + b"\xff", "the encoding is not UTF-8 (byte 41)"),
    "another encoding": ("a.txt", "date 2020-11-14\nŞuşa".encode("cp1254"), "the encoding is not UTF-8 (byte 16)"),
    "cut UTF-16": ("a.txt", "date 2020-11-14".encode("utf-16")[:-1], "begins with the mark of UTF-16"),
    "UTF-16 lines": ("a.jsonl", json.dumps(GOOD).encode("utf-16"), "this file is UTF-16"),
    "unreadable ending": ("a.docx", b"PK", "no reader for files ending in '.docx'"),
    "no text column": ("a.csv", b"id,date,body\nx,2020-11-14,Ten\n", "there is no column 'text' (found: id, date, body)"),
    "empty row": ("a.csv", b"id,date,text\n , ,\n", "the row is empty"),
    "no header": ("a.csv", b"Maryam (witness),+93 700,12 died\n", "(the first line, of 3 cells, names no columns)"),
    "unclosed quote": ("a.csv", b'id,date,text\nx,2020-11-14,"Ten', "the row cannot be read"),
}


@pytest.mark.parametrize(("name", "content", "reason"), FILES.values(), ids=FILES)
def test_a_bad_file_is_refused_and_the_others_are_read(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    found = brought(tmp_path, z_jsonl=json.dumps(GOOD))
    assert ids(found) == ["good"]
    [why] = refused(found)
    assert reason in why
    assert found[0].place.startswith(str(tmp_path / name))


def test_a_missing_file_is_refused(tmp_path):
    (tmp_path / "z.jsonl").write_text(json.dumps(GOOD))
    found = list(bring_in([tmp_path / "no.txt", tmp_path / "z.jsonl"]))
    assert refused(found) == ["there is no such file"]
    assert ids(found) == ["good"]


def test_a_folder_without_a_report_is_refused(tmp_path):
    for name in ("empty", "hidden", "full"):
        (tmp_path / name).mkdir()
    (tmp_path / "hidden" / "README.md").write_text("Nothing here.")
    (tmp_path / "full" / "a.jsonl").write_text(json.dumps(GOOD))
    found = list(bring_in([tmp_path / "empty", tmp_path / "hidden", tmp_path / "full"]))
    assert refused(found) == ["there is no report in this folder"] * 2
    assert [r.place for r in found[:2]] == [f"{tmp_path}/empty", f"{tmp_path}/hidden"]
    assert ".jsonl" in found[0].cure
    assert ids(found) == ["good"]


ENCODED = {
    "text": ("a.txt", "date 2020-11-14\nTen died in Şuşa"),
    "lines": ("a.jsonl", json.dumps({**GOOD, "text": "Ten died in Şuşa"}, ensure_ascii=False)),
    "array": ("a.json", json.dumps([{**GOOD, "text": "Ten died in Şuşa"}], ensure_ascii=False)),
    "table": ("a.csv", "id,date,text\nx,2020-11-14,Ten died in Şuşa\n"),
}


@pytest.mark.parametrize(("name", "content"), ENCODED.values(), ids=ENCODED)
def test_a_named_encoding_holds_for_every_form(tmp_path, name, content):
    (tmp_path / name).write_bytes(content.encode("cp1254"))
    (tmp_path / "z.txt").write_text("date 2020-11-14\nŞuşa fell")
    [report, other] = bring_in([tmp_path], Limits(encoding="cp1254"))
    assert report.text.endswith("Ten died in Şuşa")
    assert other.text.endswith("Şuşa fell"), "what is UTF-8 stays UTF-8"


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert refused(list(bring_in([tmp_path]))) == ["there is no such file"]


def test_a_badly_quoted_row_takes_no_other_with_it(tmp_path):
    found = brought(tmp_path, a_csv='id,date,text\nx,2020-11-14,"He said "ten" died"\ny,2020-11-14,Two died\n')
    assert ids(found) == ["y"]
    assert "Mend the quoting" in found[0].cure
    assert found[0].place.endswith("a.csv:2")


def test_rows_with_too_many_or_too_few_cells(tmp_path):
    found = brought(tmp_path, a_csv="id,date,text\nx,2020-11-14,Ten died,more,still more\ny,2020-11-14\n")
    assert ids(found) == ["x"]
    assert b"still more" in found[0].payload
    assert refused(found) == ["it has no text"]


def test_two_reports_with_one_id(tmp_path):
    other = {**GOOD, "text": "Eleven soldiers died."}
    found = brought(tmp_path, a_jsonl=f"{json.dumps(GOOD)}\n{json.dumps(other)}\n{json.dumps(GOOD)}\n")
    assert ids(found) == ["good", "good"]
    assert refused(found) == [f"another report already has the id 'good' (at {tmp_path}/a.jsonl:1)"]


def test_a_folder_is_walked_in_one_order_without_what_is_hidden(tmp_path):
    for name in ("b/two.txt", "a.txt", "b/one.txt", ".hidden.txt", ".git/config.txt", "b/.x/y.txt", "README.md", "b/LICENSE"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f" date 2020-11-14\nTen died. {name}")
    assert ids(list(bring_in([tmp_path]))) == ["a", "b/one", "b/two"]


def test_nul_and_lone_surrogates_become_replacement_characters(tmp_path):
    row = {"id": "a\0", "date": "2020-11-14", "text": "Ten\0 died \ud800.", "title": "\udfff", "outlet": "\0"}
    [report] = brought(tmp_path, a_jsonl=json.dumps(row))
    assert (report.id, report.text, report.title, report.publisher) == ("a�", "Ten� died �.", "�", "�")


def test_a_file_name_that_is_no_text_can_still_be_written_down(tmp_path):
    name = b"a\xff.txt"
    (Path(str(tmp_path)) / name.decode("utf-8", "surrogateescape")).write_text(" date 2020-11-14\nTen died.")
    (Path(str(tmp_path)) / (b"b\xff.txt").decode("utf-8", "surrogateescape")).write_text("Ten died.")
    report, refusal = bring_in([tmp_path])
    assert (report.id, report.found_at) == ("a�", f"{tmp_path}/a�.txt")
    assert refusal.place == f"{tmp_path}/b�.txt"


def test_limits(tmp_path):
    limits = Limits(largest=30)
    found = brought(
        tmp_path, limits, a_txt=" date 2020-11-14\n" + "x" * 30, b_txt=" date 2020-11-14\n" + "x" * 200, c_jsonl=json.dumps(GOOD)
    )
    assert ids(found) == ["good"]
    assert ["larger" in why for why in refused(found)] == [True, True]


def test_in_is_out_and_refused(tmp_path):
    lines = [json.dumps({**GOOD, "id": str(n)}) if n % 3 else "{" for n in range(30)]
    found = brought(tmp_path, a_jsonl="\n".join(lines), b_txt="", c_docx="x", d_csv="date,text\n2020-11-14,x\n,y\n")
    assert len(found) == 30 + 1 + 1 + 2
    assert len(ids(found)) == 20 + 1
    assert [i.place if isinstance(i, Refusal) else i.found_at for i in found[:30]] == [
        f"{tmp_path}/a.jsonl:{n}" for n in range(1, 31)
    ]
