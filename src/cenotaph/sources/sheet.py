"""A team's spreadsheet of figures, one a row: each row becomes a report of its own whose text is the row, its cells by name."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from ..model.days import EARLIEST
from ..model.errors import WrongUse
from ..model.reports import Refusal, Report
from ..model.terms import Sensitivity
from .decoding import decoded
from .limits import Limits
from .records import Refused

#: What a column can hold, with what is meant.
COLUMNS: Mapping[str, str] = {
    "id": "the row's own id; without it, its number",
    "published": "the day of publication, as YYYY-MM-DD (needed)",
    "publisher": "who published it",
    "address": "the address of the source",
    "sensitivity": "public, restricted or secret",
    "fate": "what they met (needed); several for a withheld row, with semicolons",
    "low": "the least number that is told",
    "high": "the greatest number that is told; left out, it is the least",
    "approx": "whether the number is rounded: yes or no",
    "words": "the words of the count, where there is no number",
    "unit": "what is counted; persons when left out",
    "measure": "incident, increment, period, running total, stock, or withheld",
    "side": "whose people; all, when it is everybody's",
    "role": "combatant, civilian, mixed, unknown",
    "people": "the noun of those counted, or the register they stand in",
    "speaker": "who says so",
    "institution": "for which institution",
    "standing": "own losses, adversary, third party",
    "basis": "what it rests on",
    "commitment": "how far the speaker stands behind it",
    "distance": "how far the publisher stands from it",
    "actor": "who did it",
    "recipient": "who received them",
    "place": "where",
    "from": "the first day, as YYYY-MM-DD",
    "to": "the last day, as YYYY-MM-DD",
    "speaks_for": "the day the figure is about; without it, the day of publication",
    "conflict": "the conflict, by slug or name",
}
#: Other names for the same columns, so that common spreadsheets need no map.
ALSO = {
    "as_of": "speaks_for", "about": "side", "outlet": "publisher", "date": "published", "source": "speaker", "url": "address",
    "minimum": "low", "maximum": "high", "min": "low", "max": "high",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a report, and its cells by what they hold, without empty ones. `spans` says where in the text a cell stands."""

    report: Report
    cells: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]


def sheet(path: Path, columns: Mapping[str, str], encoding: str | None = None) -> Iterator[Row | Refusal]:
    """The rows of a CSV or TSV file with a header. `columns` maps what a column holds to its name in the file.

    WrongUse when the file cannot be opened, has no header, or lacks a column that is needed or mapped.
    """
    try:
        text = decoded(path.read_bytes(), str(path), encoding)
    except OSError as error:
        raise WrongUse(f"{path} cannot be read ({error.strerror})", cure="Check the path.") from error
    if isinstance(text, Refusal):
        raise WrongUse(f"{path}: {text.reason}", cure=text.cure)
    if not text.strip():
        raise WrongUse(f"{path} is empty", cure="Export the sheet as CSV, with a header.")
    lines = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [name.strip() for name in next(lines)]
    held = _held(header, columns, path)
    for number, cells in enumerate(lines, 2):
        if any(cell.strip() for cell in cells):
            yield _row(path, number, header, [c.strip() for c in cells], held)


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _held(header: list[str], columns: Mapping[str, str], path: Path) -> dict[int, str]:
    """What each column of the file holds, by its number."""
    for what, name in columns.items():
        if what not in COLUMNS:
            raise WrongUse(f"no column can hold {what!r}", cure=f"A column can hold: {', '.join(COLUMNS)}.")
        if name not in header:
            raise WrongUse(f"{path} has no column {name!r}", cure=f"Its columns are: {', '.join(header)}.")
    mapped = {name: what for what, name in columns.items()}
    found: dict[int, str] = {}
    for n, name in enumerate(header):
        plain = name.casefold().replace(" ", "_")
        usual = ALSO.get(plain, plain)
        holds = mapped.get(name) or (usual if usual not in columns else None)
        if holds is not None and holds in COLUMNS and holds not in found.values():
            found[n] = holds
    for needed in ("published", "fate"):
        if needed not in found.values():
            raise WrongUse(
                f"{path} has no column for {needed}",
                cure=f"Say which it is, for example --columns {needed}=NAME. Its columns are: {', '.join(header)}.",
            )
    return found


def _row(path: Path, number: int, header: list[str], cells: list[str], held: Mapping[int, str]) -> Row | Refusal:
    place = f"{path}, row {number}"
    if len(cells) > len(header):
        return Refusal(
            place, f"it has {len(cells)} cells, the header has {len(header)}", "Put cells that hold the separator in quotes."
        )
    text, spans, told = "", dict[str, tuple[int, int]](), dict[str, str]()
    for n, cell in enumerate(cells):
        if not cell:
            continue
        text += ("; " if text else "") + f"{header[n]}: "
        if n in held:
            spans[held[n]], told[held[n]] = (len(text), len(text) + len(cell)), cell
        text += cell
    try:
        published = date.fromisoformat(told.get("published", ""))
    except ValueError:
        day = told.get("published")
        reason = f"the day of publication is {day!r}" if day else "it has no day of publication"
        return Refusal(place, reason, "Write days as YYYY-MM-DD.")
    if published < EARLIEST:
        return Refused(place).too_old(published)
    if published > Limits().latest:
        return Refused(place).to_come(published)
    kept = told.get("sensitivity", "public").casefold()
    if kept not in set(Sensitivity):
        return Refusal(place, f"the sensitivity is {kept!r}", f"It is one of {', '.join(Sensitivity)}.")
    name = told.get("id") or f"{path.stem}/{number}"
    report = Report(
        name, text, published, text.encode(), publisher=told.get("publisher"), address=told.get("address"), found_at=place,
        sensitivity=Sensitivity(kept),
    )  # fmt: skip
    return Row(report, told, spans)
