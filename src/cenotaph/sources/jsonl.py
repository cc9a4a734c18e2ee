"""JSON Lines: one report a line, {"id", "date", "text"} and, when told, "outlet", "title", "address", "language"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..model.reports import Refusal
from .decoding import decoded
from .limits import Limits, Read
from .records import Refused, made


def reports(path: Path, name: str, limits: Limits) -> Iterator[Read]:  # noqa: ARG001 - every reader has this shape
    """Each line's report; a line that is no record is refused by its number and the next one is read.

    A `.json` file may also hold one array or one object over several lines.
    """
    if path.suffix.casefold() == ".json" and path.stat().st_size <= limits.largest * 8:
        whole = decoded(path.read_bytes(), str(path))
        if not isinstance(whole, str):
            yield whole
            return
        try:
            given = json.loads(whole)
        except json.JSONDecodeError:
            given = None
        if given is not None:
            for number, record in enumerate(given if isinstance(given, list) else [given], 1):
                yield _record(
                    record, json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"), f"{path}:{number}", limits
                )
            return
    longest = limits.largest * 8
    with path.open("rb") as opened:
        for number, line in _lines(opened, longest):
            place = f"{path}:{number}"
            if line is None:
                yield Refused(place).too_large(longest, limits.largest)
            elif line.strip():
                yield _line(line, place, limits)


def _lines(opened: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; a line longer than `longest` bytes comes as None and is never held whole in memory."""
    number = 0
    while chunk := opened.readline(longest):
        number += 1
        if len(chunk) < longest or chunk.endswith(b"\n"):
            yield number, chunk
            continue
        yield number, None
        while chunk and not chunk.endswith(b"\n"):
            chunk = opened.readline(1 << 20)


def _line(line: bytes, place: str, limits: Limits) -> Read:
    payload = line.rstrip(b"\r\n")
    text = decoded(payload, place)
    if not isinstance(text, str):
        return text
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        return Refusal(place, f"the line is no JSON ({error.msg} at column {error.colno})", "Write one JSON object a line.")
    except RecursionError:
        return Refusal(place, "the line is JSON nested too deeply", "Write one flat JSON object a line.")
    return _record(record, payload, place, limits)


def _record(record: object, payload: bytes, place: str, limits: Limits) -> Read:
    if not isinstance(record, dict):
        return Refusal(place, f"the line is a JSON {type(record).__name__}, not an object", "Write one JSON object a line.")
    return made(record, payload=payload, place=place, limits=limits)
