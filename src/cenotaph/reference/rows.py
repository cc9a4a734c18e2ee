"""Which places, sides, institutions and conflicts does one TOML file hold?

Shipped files and a case's own file have the same form: tables `[[place]]`, `[[side]]`, `[[institution]]`, `[[conflict]]`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from cenotaph.model.reference import Conflict, Institution, Place, Reference, Side, SideKind
from cenotaph.reference.fault import ReferenceFault
from cenotaph.reference.fields import Fields

Row = TypeVar("Row")

KINDS = ("place", "side", "institution", "conflict")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_rows(path: Path) -> Reference:
    """The rows of a user's own file. Raises `ReferenceFault` naming file, row and cure."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise ReferenceFault(
            str(path), "file", f"cannot be read ({fault.strerror}).", "Check the path and its permissions."
        ) from fault
    except UnicodeDecodeError as fault:
        raise ReferenceFault(str(path), "file", "is not UTF-8 text.", "Save it as UTF-8.") from fault
    return parsed(text, str(path))


def parsed(text: str, file: str) -> Reference:
    """The rows of a TOML text; `file` is only for messages."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ReferenceFault(file, "file", f"is not TOML: {fault}.", "Mend that line.") from fault
    for name, value in tables.items():
        if name not in KINDS and name not in ("origin", "licence"):
            raise ReferenceFault(file, f"[[{name}]]", "is no kind of row.", f"Use only: {', '.join(f'[[{k}]]' for k in KINDS)}.")
        if name in KINDS and not isinstance(value, list):
            raise ReferenceFault(file, f"[{name}]", "is one table, not a row of many.", f"Write [[{name}]] with two brackets.")
    return Reference(
        places=_all(tables, file, "place", _place, lambda r: r.id),
        sides=_all(tables, file, "side", _side, lambda r: r.slug),
        institutions=_all(tables, file, "institution", _institution, lambda r: r.name),
        conflicts=_all(tables, file, "conflict", _conflict, lambda r: r.slug),
    )


def _all(
    tables: dict[str, object], file: str, kind: str, make: Callable[[Fields], Row], key: Callable[[Row], str]
) -> tuple[Row, ...]:
    rows: dict[str, Row] = {}
    for fields in _tables(tables.get(kind, []), file, kind):
        row = make(fields)
        if key(row) in rows:
            raise fields.fault(f"{key(row)!r} stands here twice.", "Keep one row, or name the other differently.")
        rows[key(row)] = row
    return tuple(rows.values())


def _tables(found: object, file: str, kind: str) -> Iterator[Fields]:
    for number, table in enumerate(found if isinstance(found, list) else [], start=1):
        row = f"[[{kind}]] {number}"
        if not isinstance(table, dict):
            raise ReferenceFault(file, row, "is not a table.", f"Write [[{kind}]] on a line of its own, then its fields.")
        named = table.get("slug") or table.get("id") or table.get("name")
        yield Fields(file, f"{row} ({named})" if named else row, table)


def _slug(fields: Fields, name: str) -> str:
    slug = fields.text(name)
    if not SLUG.fullmatch(slug):
        raise fields.fault(f"{name!r} is {slug!r}.", "Use small letters, digits and single hyphens, such as second-karabakh-war.")
    return slug


def _place(fields: Fields) -> Place:
    fields.only("id", "name", "country", "kind", "latitude", "longitude", "population", "names", "note")
    latitude, longitude = fields.number("latitude", -90, 90), fields.number("longitude", -180, 180)
    if (latitude is None) != (longitude is None):
        raise fields.fault("one coordinate without the other.", "Give both latitude and longitude, or neither.")
    return Place(
        id=fields.text("id"),
        name=fields.text("name"),
        country=fields.optional("country"),
        kind=fields.text("kind"),
        latitude=latitude,
        longitude=longitude,
        population=fields.whole("population"),
        names=fields.texts("names"),
    )


def _side(fields: Fields) -> Side:
    fields.only("slug", "name", "kind", "names", "adjectives", "people", "metonyms", "country", "note")
    try:
        kind = SideKind(fields.text("kind"))
    except ValueError as fault:
        kinds = ", ".join(f'"{k}"' for k in SideKind)
        raise fields.fault(f"'kind' is {fields.values.get('kind')!r}.", f"Use one of: {kinds}.") from fault
    return Side(
        slug=_slug(fields, "slug"),
        name=fields.text("name"),
        kind=kind,
        names=fields.texts("names"),
        adjectives=fields.texts("adjectives"),
        people=fields.texts("people"),
        metonyms=fields.texts("metonyms"),
        country=fields.optional("country"),
    )


def _institution(fields: Fields) -> Institution:
    fields.only("name", "origin", "kind", "names", "side", "note")
    return Institution(
        name=fields.text("name"),
        origin=fields.text("origin"),
        kind=fields.text("kind"),
        names=fields.texts("names"),
        side=fields.optional("side"),
    )


def _conflict(fields: Fields) -> Conflict:
    fields.only("slug", "name", "first", "last", "parties", "places", "aliases", "part_of", "origin", "note")
    first = fields.day("first")
    last = fields.day("last") if "last" in fields.values else None
    if last is not None and last < first:
        raise fields.fault(f"it ends ({last}) before it begins ({first}).", "Exchange 'first' and 'last', or mend one of them.")
    parties = fields.texts("parties")
    if not parties:
        raise fields.fault("it has no 'parties'.", 'Name the slugs of its sides, for example parties = ["armenia", "azerbaijan"].')
    return Conflict(
        slug=_slug(fields, "slug"),
        name=fields.text("name"),
        first=first,
        last=last,
        parties=parties,
        places=fields.texts("places"),
        aliases=fields.texts("aliases"),
        part_of=fields.optional("part_of"),
    )
