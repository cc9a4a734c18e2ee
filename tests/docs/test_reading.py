"""docs/reading.md names every folder and every module of the reader, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READING = ROOT / "src" / "cenotaph" / "reading"


def steps() -> str:
    """The part of the document before its first heading of the second level: what is asked of a report, in order."""
    return (ROOT / "docs" / "reading.md").read_text("utf-8").split("\n## ")[0]


def test_every_folder_is_a_question_and_every_module_is_named() -> None:
    told = set(re.findall(r"`([a-z_]+)/?`", steps()))
    folders = {p.parent.name for p in READING.glob("*/__init__.py")}
    modules = {p.stem for p in READING.glob("*/*.py") if p.stem != "__init__"}
    assert folders | modules <= told, sorted((folders | modules) - told)
    beside = {p.stem for p in READING.glob("*.py")}
    assert told <= folders | modules | beside, sorted(told - folders - modules - beside)
