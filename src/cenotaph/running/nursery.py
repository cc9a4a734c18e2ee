"""Where processes are born ready: one process makes what all of them work with, and they are forked from it.

Loading a parser costs a process more than reading a hundred reports. Forked from one that has loaded it, they share its memory too.
The starting process itself is never forked: it may have threads and open connections. This module is what Python's fork server
loads before anything else; it finds what to make in the environment, which is the one thing the server takes over.
"""

from __future__ import annotations

import base64
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import Any

MADE_HERE = "CENOTAPH_MADE_BEFORE_FORKING"


class Nursery:
    """What this process made when it was loaded as a fork server, and from which description; nothing in any other process."""

    def __init__(self, described: str | None) -> None:
        self.described, self.work = described, None
        if described is not None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by the process that asked
            try:
                self.work = pickle.loads(base64.b64decode(described))()
            except Exception:
                self.described = None  # whoever is forked makes it anew and says what is wrong

    def work_of(self, make: Callable[[], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """What `make` makes: made here before the fork, or now."""
        return self.work if self.work is not None and self.described == _description(make) else make()


def context(make: Callable[[], Callable[[Any], Any]]) -> BaseContext:
    """How to start processes that work with what `make` makes; where there is no safe forking each makes its own."""
    if not sys.platform.startswith("linux"):
        return multiprocessing.get_context("spawn")
    os.environ[MADE_HERE] = _description(make)
    try:
        found = multiprocessing.get_context("forkserver")
        found.set_forkserver_preload([__name__])
        forkserver.ensure_running()  # one that runs already is left: those forked from it make anew what it did not make
    finally:
        del os.environ[MADE_HERE]
    return found


def _description(make: Callable[[], Callable[[Any], Any]]) -> str:
    return base64.b64encode(pickle.dumps(make)).decode()


nursery = Nursery(os.environ.get(MADE_HERE))
