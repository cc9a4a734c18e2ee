"""Reports are read some at a time: in order, none lost, one bad report one refusal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from cenotaph.flow.knowing import Careful, Unread
from cenotaph.flow.read import LOT, LOT_CHARACTERS, lots
from cenotaph.model.claims import Reading
from cenotaph.model.reports import Report


def report(name: str, text: str = "Twelve died.") -> Report:
    return Report(name, text, date(2022, 5, 6), text.encode(), found_at=f"in/{name}.txt")


@dataclass
class Stumbling:
    """A reader that fails on the report called "bad", and remembers which it read alone."""

    alone: list[str] = field(default_factory=list)

    def read(self, report: Report) -> Reading:
        self.alone.append(report.id)
        return next(self.read_all([report]))

    def read_all(self, reports: Sequence[Report]) -> Iterator[Reading]:
        for one in reports:
            if one.id == "bad":
                raise IndexError("too far")
            yield Reading(one.id, (), ())


def test_one_bad_report_is_one_refusal_and_the_others_keep_their_order():
    reader = Stumbling()
    done = Careful(reader)([report(name) for name in ("a", "b", "bad", "c")])
    assert [d.report for d in done] == ["a", "b", "bad", "c"]
    assert [isinstance(d, Unread) for d in done] == [False, False, True, False]
    assert "the reader failed on it (IndexError: too far)" in done[2].refusal.reason
    assert done[2].refusal.place == "in/bad.txt"
    assert reader.alone == ["bad", "c"], "what was read already is not read again"


def test_a_lot_is_bounded_by_number_and_by_characters():
    many = [report(f"r{n}") for n in range(2 * LOT + 3)]
    assert [len(lot) for lot in lots(many)] == [LOT, LOT, 3]
    large = [report(f"r{n}", "x" * (LOT_CHARACTERS // 2 + 1)) for n in range(3)]
    assert [len(lot) for lot in lots(large)] == [1, 1, 1]
    assert [r for lot in lots([*many, *large]) for r in lot] == [*many, *large]
    assert list(lots([])) == []


def test_lots_are_made_as_they_are_asked_for():
    pulled = []

    def feed() -> Iterator[Report]:
        for n in range(100):
            pulled.append(n)
            yield report(f"r{n}")

    next(lots(feed()))
    assert len(pulled) == LOT + 1
