"""Work spread over processes: the same results in the same order, nothing loaded in vain, memory flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest

from cenotaph.running import cores, spread


def squared(n: int) -> int:
    return n * n


def picky(n: int) -> int:
    if n == 5:
        raise LookupError("five is not here")
    return n


def make(work: Callable[[int], int]) -> Callable[[int], int]:
    return work


def never() -> Callable[[object], object]:
    raise AssertionError("what is costly must not be made for nothing")


def same(item: object) -> object:
    return item


def make_same() -> Callable[[object], object]:
    return same


@dataclass
class Feed:
    """Items, counting how many were pulled."""

    size: int
    pulled: int = 0

    def __iter__(self) -> Iterator[int]:
        for n in range(self.size):
            self.pulled += 1
            yield n


@pytest.fixture
def squares() -> Callable[[], Callable[[int], int]]:
    return partial(make, squared)


def test_two_processes_give_what_one_gives_in_the_same_order(squares):
    items = range(100)
    assert list(spread(squares, items, workers=1)) == list(spread(squares, items, workers=2, ahead=3)) == [n * n for n in items]


@pytest.mark.parametrize("workers", [1, 2])
def test_exceptions_travel_after_the_results_before_them(workers):
    results = spread(partial(make, picky), range(10), workers=workers)
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(LookupError, match="five is not here"):
        next(results)


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_is_made_for_nothing(workers):
    assert list(spread(never, [], workers=workers)) == []


def test_nothing_is_done_before_it_is_asked_for():
    feed = Feed(10)
    results = spread(never, feed, workers=1)
    assert feed.pulled == 0
    results.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_items_that_are_nothing_are_items(workers):
    assert list(spread(make_same, [None, 0, "", None], workers=workers)) == [None, 0, "", None]


def test_one_process_pulls_one_item_at_a_time(squares):
    feed = Feed(10)
    for done, _ in enumerate(spread(squares, feed), 1):
        assert feed.pulled == done


def test_never_more_items_ahead_than_allowed(squares):
    feed, workers, ahead = Feed(50), 2, 4
    for done, _ in enumerate(spread(squares, feed, workers=workers, ahead=ahead), 1):
        assert feed.pulled - done <= workers * ahead
    assert feed.pulled == 50


def test_stopping_early_leaves_no_process_behind(squares):
    feed = Feed(1_000)
    results = spread(squares, feed, workers=2, ahead=2)
    assert next(results) == 0
    results.close()
    assert feed.pulled <= 4


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"workers": -1}, {"ahead": 0}])
def test_a_number_that_would_lose_every_item_is_refused(wrong):
    with pytest.raises(ValueError, match="at least 1"):
        spread(make_same, [1], **wrong)


def test_there_is_a_core():
    assert cores() >= 1
