"""The trail of a number that a person has set right tells the number as it counts now, and what was read beside it."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

from cenotaph.flow import list as listing
from cenotaph.flow.build import Progress, build
from cenotaph.flow.decide import correct
from cenotaph.settings import Settings
from cenotaph.store.opening import open_case
from serving_cases import served

REPORTS = Path(__file__).parents[2] / "examples" / "karabakh" / "reports.jsonl"


def test_a_corrected_number_heads_its_trail(tmp_path: Path) -> None:
    where = str(tmp_path / "karabakh.cenotaph")
    build([REPORTS], where, Settings(workers=1), Progress())
    with open_case(where) as case:
        figure = next(i.figure for i in listing.figures(case) if i.figure.count.low == i.figure.count.high == 2853)
        correct(case, figure.id, {"low": 2835, "high": 2835}, by="A person", because="as the list says")
    with served(where) as address, urlopen(f"{address}/figure/{figure.id}") as answer:
        text = answer.read().decode("utf-8")
    lead = text[text.index("<h1") :][:600]
    assert "2,835" in lead
    assert "2,853" not in lead
    assert "2853" in text or "2,853" in text, "what was read stands beside it"
