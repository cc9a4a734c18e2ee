"""How one function is applied to many items: here, or in several processes, the results always in the order of the items."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from ..model.errors import CenotaphError
from .nursery import context, nursery

Item = TypeVar("Item")
Result = TypeVar("Result")

_work: Callable[[Any], Any] | None = None


class Spread(Generic[Item, Result]):
    """One piece of work for many items. `make` builds the function; it and the items must survive pickling."""

    def __init__(self, make: Callable[[], Callable[[Item], Result]], *, workers: int = 1, ahead: int = 32) -> None:
        for name, given in (("workers", workers), ("ahead", ahead)):
            if given < 1:
                raise ValueError(f"{name} must be at least 1, got {given}")
        self.make, self.workers, self.ahead = make, workers, ahead

    def __call__(self, items: Iterable[Item]) -> Iterator[Result]:
        """Results in the order of the items; at most `workers * ahead` items are under way, so memory stays flat."""
        feed = iter(items)
        first = list(islice(feed, 1))
        if not first:
            return  # nothing to do: what is costly to load is not loaded
        feed = chain(first, feed)
        if self.workers == 1:
            work = self.make()
            for item in feed:
                yield work(item)
            return
        pool = ProcessPoolExecutor(self.workers, mp_context=context(self.make), initializer=_begin, initargs=(self.make,))
        with pool:
            queue: deque[Future[Result]] = deque()
            try:
                for item in islice(feed, self.workers * self.ahead):
                    queue.append(pool.submit(_apply, item))
                while queue:
                    yield queue.popleft().result()
                    for item in islice(feed, 1):
                        queue.append(pool.submit(_apply, item))
            except BrokenProcessPool as broken:
                raise CenotaphError(
                    "a process that did part of the work ended before it was done, perhaps for want of memory",
                    cure="Run the same command again, with fewer processes (CENOTAPH_WORKERS=1) if memory is short.",
                ) from broken
            finally:
                for future in queue:
                    future.cancel()


def spread(
    make: Callable[[], Callable[[Item], Result]], items: Iterable[Item], *, workers: int = 1, ahead: int = 32
) -> Iterator[Result]:
    """Apply what `make` builds to every item, over that many processes."""
    return Spread(make, workers=workers, ahead=ahead)(items)


def begin_early(make: Callable[[], Callable[[Item], Result]]) -> None:
    """Start to make what will be spread over several processes, beside whatever this one does before it has the first items."""
    context(make)


def cores() -> int:
    """How many processes this machine can really run at once."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _begin(make: Callable[[], Callable[[Any], Any]]) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C; a child must not die with a traceback
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = nursery.work_of(make)


def _end_with_parent() -> None:
    """A parent that was killed can tell nobody; without this its children would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _apply(item: Any) -> Any:
    if _work is None:
        raise RuntimeError("the process was not prepared")
    return _work(item)
