"""Which towns, states and countries does the shipped gazetteer hold? (GeoNames, CC BY 4.0.)

Two files that `tools/build_gazetteer.py` compiles: `places.tsv`, a row a place, and `places_names.tsv`, a line a name as it is
looked up, sorted, with the bytes at which the rows begin of the places that go by it. A name is found by halving, so starting
costs nothing but reading the bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cenotaph.model.reference import Place


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """The two files, as they lie on the disk. They are ours and tested, so lines are split, not examined."""

    rows: bytes
    names: bytes

    def named(self, folded: str) -> tuple[Place, ...]:
        """Every place that goes by a folded name, in the order of the rows."""
        wanted = folded.encode() + b"\t"
        start = self._first(wanted)
        if not self.names.startswith(wanted, start):
            return ()
        at = self.names[start + len(wanted) : _line_end(self.names, start)]
        return tuple(_place(self.rows[int(b) : _line_end(self.rows, int(b))]) for b in at.split(b","))

    def begins(self, folded: str) -> bool:
        """Whether a place has a name of several words that begins with these."""
        wanted = folded.encode() + b" "
        return self.names.startswith(wanted, self._first(wanted))

    def __iter__(self) -> Iterator[Place]:
        """All places, in the order of the rows."""
        head = self.rows.index(b"\nid\t") + 1
        start = _line_end(self.rows, head) + 1
        while start < len(self.rows):
            end = _line_end(self.rows, start)
            yield _place(self.rows[start:end])
            start = end + 1

    def _first(self, wanted: bytes) -> int:
        """Where the first line begins that is not before `wanted`; the length of the file when there is none."""
        low, high = 0, len(self.names)
        while low < high:
            middle = (low + high) // 2
            start = self.names.rfind(b"\n", low, middle) + 1 or low
            end = _line_end(self.names, middle)
            if self.names[start:end] < wanted:
                low = end + 1
            else:
                high = start
        return low


def _line_end(lines: bytes, start: int) -> int:
    end = lines.find(b"\n", start)
    return end if end >= 0 else len(lines)


def _place(row: bytes) -> Place:
    key, name, country, kind, latitude, longitude, population, names = row.decode().split("\t")
    return Place(
        key,
        name,
        country,
        kind,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(population),
        tuple(names.split("|")) if names else (),
    )
