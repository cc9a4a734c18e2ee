"""Whatever bytes a file holds: never an exception, always Reports or Refusals, and no text that a database cannot hold."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cenotaph.model.reports import Refusal, Report
from cenotaph.sources import Limits, bring_in

values = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["2020-11-14", "03/04/2020"])
trees = st.recursive(values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3))
records = st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "date", "text", "title", "outlet", "language", "address"), trees))
full = st.fixed_dictionaries(
    {"id": values, "date": st.just("2020-11-14"), "text": st.text(st.characters(), min_size=1), "title": values}
)
lines = st.lists((records | full | trees).map(json.dumps) | st.text(max_size=30), max_size=4).map("\n".join)
tables = st.lists(
    st.lists(st.sampled_from(["id", "date", "text", "2020-11-14", '"', '""', "Ten died", ",", "\n", "\r", "é"])).map(",".join)
)
contents = {
    ".txt": st.text().map(lambda t: " date 2020-11-14\n" + t),
    ".jsonl": lines,
    ".json": lines | records.map(json.dumps) | st.lists(records | full, max_size=3).map(json.dumps),
    ".csv": tables.map(lambda rows: "id,date,text\n" + "\n".join(rows)),
    ".tsv": tables.map(lambda rows: "id\tdate\ttext\n" + "\n".join(rows).replace(",", "\t")),
}


@pytest.mark.parametrize("ending", contents)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
@example(data=None)
def test_any_file_gives_reports_or_refusals(ending, data):
    if data is None:
        payload = b"\xff\xfe\x00"
    else:
        payload = data.draw(st.binary(max_size=200) | contents[ending].map(lambda t: t.encode("utf-8", "surrogatepass")))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{ending}"
        file.write_bytes(payload)
        found = list(bring_in([file], Limits(largest=1_000)))
    assert found
    for item in found:
        if isinstance(item, Report):
            assert item.id.strip()
            assert item.text.strip()
            for text in (item.id, item.text, item.publisher, item.title, item.address, item.language, item.found_at):
                (text or "").encode("utf-8")
                assert "\x00" not in (text or "")
        else:
            assert isinstance(item, Refusal)
            assert item.reason
            assert item.cure
            item.text.encode("utf-8")
            assert "\x00" not in item.text
