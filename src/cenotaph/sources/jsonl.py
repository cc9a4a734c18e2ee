"""JSON Lines: one report a line, {"id", "date", "text"} and, when told, "outlet", "title", "address", "language", "sensitivity"."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO, cast

from ..model.reports import Refusal
from .decoding import decoded
from .documents import Document
from .limits import Limits, Read
from .records import Refused, made

DEEP = "the line is JSON nested too deeply"
KINDS = {list: "array", str: "string", int: "number", float: "number", bool: "true or false", type(None): "null"}
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """Each line's report; a line that is no record is refused by its number and the next one is read.

    A `.json` file may also hold one array or one object over several lines.
    """
    place = document.place
    if document.ending == ".json" and document.size <= limits.largest * 8:
        whole = decoded(document.payload(), place, limits.encoding)
        if not isinstance(whole, str):
            yield whole
            return
        given = _parsed(whole, place)
        if not isinstance(given, Refusal):
            for number, record in enumerate(given if isinstance(given, list) else [given], 1):
                yield _record(record, None, f"{place}:{number}", limits)
            return
    longest = limits.largest * 8
    with document.opened() as opened:
        if opened.read(2) in WIDE:
            yield Refusal(place, "JSON Lines are read line by line, and this file is UTF-16", "Save it as UTF-8.")
            return
        opened.seek(0)
        for number, line in _lines(opened, longest):
            at = f"{place}:{number}"
            if line is None:
                yield Refused(at).too_large(longest, limits.largest)
            elif line.strip():
                yield _line(line, at, limits)


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
    text = decoded(payload, place, limits.encoding)
    if not isinstance(text, str):
        return text
    record = _parsed(text, place)
    return record if isinstance(record, Refusal) else _record(record, payload, place, limits)


def _parsed(text: str, place: str) -> object | Refusal:
    try:
        return cast(object, json.loads(text))
    except json.JSONDecodeError as error:
        return Refusal(place, f"the line is no JSON ({error.msg} at column {error.colno})", "Write one JSON object a line.")
    except RecursionError:
        return Refusal(place, DEEP, "Write one flat JSON object a line.")
    except ValueError:
        return Refusal(place, "the line holds a number with thousands of digits", "Write such a number as text, in quotes.")


def _record(record: object, payload: bytes | None, place: str, limits: Limits) -> Read:
    """`payload` is the line; a record of a whole `.json` file has none of its own and is written down again."""
    if not isinstance(record, dict):
        return Refusal(place, f"the line is a JSON {KINDS[type(record)]}, not an object", "Write one JSON object a line.")
    if payload is None:
        try:
            payload = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
        except RecursionError:
            return Refusal(place, DEEP, "Write one flat JSON object a line.")
    return made(record, payload=payload, place=place, limits=limits)
