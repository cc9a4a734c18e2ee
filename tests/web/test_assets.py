"""Everything that the pages need is theirs: served from here, named with its origin, and as it was fetched."""

from __future__ import annotations

import json
import re
import tomllib
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import cenotaph

HOUSE = Path(cenotaph.__file__).parent
ASSETS, WORLD = HOUSE / "web" / "assets", HOUSE / "publishing" / "data" / "world"
OURS = {".js", ".css", ".svg", ".toml"}
#: A folder of a library, none of whose files is ours. What its program may ask for is tried in a browser (test_map).
LIBRARY = ASSETS / "maplibre"


def test_every_file_that_is_not_ours_is_as_it_was_fetched():
    rows = tomllib.loads((ASSETS / "VENDORED.toml").read_text("utf-8"))["file"]
    assert {r["name"] for r in rows} == {
        p.relative_to(HOUSE).as_posix()
        for folder in (ASSETS, WORLD)
        for p in folder.rglob("*")
        if p.is_file() and (p.suffix not in OURS or p.is_relative_to(LIBRARY))
    }
    for row in rows:
        assert sha256((HOUSE / row["name"]).read_bytes()).hexdigest() == row["sha256"], row["name"]
        assert row["package"]
        assert row["version"]
        assert row["licence"]


def test_nothing_is_asked_of_anybody_else():
    for file in ASSETS.rglob("*"):
        if file.suffix in {".js", ".css"}:
            text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")  # the name of a language, asked of nobody
            assert not re.search(r"(https?:)?//[a-z0-9.-]+\.[a-z]{2,}", text), file.name
            assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", file.read_text("utf-8")), file.name


def test_no_line_of_the_map_crosses_the_world():
    shape = json.loads((WORLD / "lines.json").read_text("utf-8"))["features"][0]["geometry"]
    assert shape["type"] == "MultiLineString"
    assert all(abs(a[0] - b[0]) < 90 for line in shape["coordinates"] for a, b in pairwise(line))
