"""The gazetteer by halving, against a slow twin that reads every line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cenotaph.reference.gazetteer import Gazetteer

ROW = "{key}\t{key} town\tus\ttown\t1.5\t-2.25\t{population}\t{names}\n"
NOTE = "# made for a test\nid\tname\tcountry\tkind\tlatitude\tlongitude\tpopulation\tnames\n"
#: Names whose beginnings are names, whose letters take several bytes, and which sort about tabs and blanks.
FOLDED = st.text("ab é\u0448-", min_size=1, max_size=6).map(lambda name: " ".join(name.split())).filter(bool)


def written(places: dict[str, list[str]]) -> Gazetteer:
    """The two files for places (key to its folded names), as the tool writes them."""
    rows, at = NOTE.encode(), {}
    for n, (key, names) in enumerate(places.items()):
        at[key] = len(rows)
        rows += ROW.format(key=key, population=n, names="|".join(names)).encode()
    by_name: dict[str, list[int]] = {}
    for key, names in places.items():
        for name in dict.fromkeys(names):
            by_name.setdefault(name, []).append(at[key])
    lines = sorted(f"{name}\t{','.join(map(str, found))}".encode() for name, found in by_name.items())
    return Gazetteer(rows, b"\n".join(lines) + (b"\n" if lines else b""))


@given(st.lists(st.lists(FOLDED, min_size=1, max_size=3), max_size=12), FOLDED)
@example([["a"], ["a b"], ["ab"]], "a")
@example([], "a")
def test_halving_finds_what_reading_every_line_finds(names: list[list[str]], asked: str) -> None:
    places = {f"p{n}": known for n, known in enumerate(names)}
    gazetteer = written(places)
    for name in [asked, *(n for known in names for n in known)]:
        assert [p.id for p in gazetteer.named(name)] == [key for key, known in places.items() if name in known]
        assert gazetteer.begins(name) == any(n.startswith(name + " ") for known in places.values() for n in known)
    assert [p.id for p in gazetteer] == list(places)


def test_a_row_becomes_a_place() -> None:
    (place,) = written({"x": ["one", "two words"]}).named("two words")
    assert (place.id, place.name, place.country, place.kind, place.population) == ("x", "x town", "us", "town", 0)
    assert (place.latitude, place.longitude, place.names) == (1.5, -2.25, ("one", "two words"))


@pytest.mark.parametrize("ending", [b"", b"\n"])
def test_the_last_line_is_found_whether_or_not_it_ends(ending: bytes) -> None:
    gazetteer = written({"x": ["alpha"], "y": ["omega"]})
    cut = Gazetteer(gazetteer.rows.rstrip(b"\n") + ending, gazetteer.names.rstrip(b"\n") + ending)
    assert [p.id for p in cut.named("omega")] == ["y"]
    assert [p.id for p in cut] == ["x", "y"]
