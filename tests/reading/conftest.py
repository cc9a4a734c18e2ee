"""A reader for these tests: the shipped knowledge, one parser for the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cenotaph.flow.knowing import Knowledge, reference
from cenotaph.model.claims import Reading
from cenotaph.model.reports import Report
from cenotaph.reading.reader import Reader

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(Knowledge(reference()))


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """What a report of these words says, published on a day (by default Saturday, 14 November 2020)."""

    def reading(text: str, published: str = "2020-11-14", publisher: str | None = "Test Wire") -> Reading:
        return reader.read(Report("test", text, date.fromisoformat(published), text.encode(), publisher=publisher))

    return reading
