"""Processes born ready: forked from one that has made the work, or making it themselves; the same results either way."""

from __future__ import annotations

import base64
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from cenotaph.running import nursery as module
from cenotaph.running.nursery import Nursery


def plus(added: int, n: int) -> int:
    return n + added


def make(added: int) -> Callable[[int], int]:
    return partial(plus, added)


def fail() -> Callable[[int], int]:
    raise LookupError("no parser here")


def described(what: Callable[[], Callable[[int], int]]) -> str:
    return base64.b64encode(pickle.dumps(what)).decode()


@pytest.fixture(autouse=True)
def interrupt() -> Iterator[None]:
    """A nursery leaves Ctrl-C to the process that asked; this one is not a nursery."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_what_was_made_before_the_fork_is_used():
    made = partial(make, 1)
    nursery = Nursery(described(made))
    assert nursery.work_of(made) is nursery.work
    assert nursery.work_of(made)(4) == 5


def test_another_piece_of_work_is_made_anew():
    nursery = Nursery(described(partial(make, 1)))
    assert nursery.work_of(partial(make, 10))(4) == 14


def test_a_process_that_is_no_nursery_makes_its_work_itself():
    assert module.nursery.described is None
    assert module.nursery.work_of(partial(make, 2))(4) == 6


def test_what_cannot_be_made_is_told_by_whoever_needs_it():
    nursery = Nursery(described(fail))
    with pytest.raises(LookupError, match="no parser here"):
        nursery.work_of(fail)


MODULE = """
import os

def make(name):
    maker = os.getpid()
    return lambda item: (name, item, maker, os.getpid())
"""

SCRIPT = """
from functools import partial
from born import make
from cenotaph.running import spread

if __name__ == "__main__":
    first = list(spread(partial(make, "first"), range(40), workers=2))
    second = list(spread(partial(make, "second"), range(40), workers=2))
    for name, done in (("first", first), ("second", second)):
        assert [(n, i) for n, i, _, _ in done] == [(name, i) for i in range(40)], done
    print(len({maker for *_, maker, _ in first}), any(maker == own for *_, maker, own in first))
    print(all(maker == own for *_, maker, own in second))
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere every process makes its own work: there is no safe fork"
)
def test_the_work_is_made_once_and_forked_and_made_anew_for_another_piece(tmp_path):
    (tmp_path / "born.py").write_text(MODULE)
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, tmp_path / "script.py"]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split() == ["1", "False", "True"]


EARLY = """
import time
from functools import partial
from pathlib import Path
from born import make
from cenotaph.running import begin_early, spread

if __name__ == "__main__":
    begin_early(partial(make, "early"))
    made = Path("made")
    until = time.monotonic() + 60
    while not made.exists() and time.monotonic() < until:
        time.sleep(0.01)
    print(made.exists())
    print(len(list(spread(partial(make, "early"), range(4), workers=2))), made.read_text().count("made"))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is made before the fork")
def test_what_is_begun_early_is_made_before_there_is_an_item_and_only_once(tmp_path):
    (tmp_path / "born.py").write_text(MODULE.replace("    maker", "    open('made', 'a').write('made ')\n    maker"))
    (tmp_path / "script.py").write_text(EARLY)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "script.py"], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == ["True", "4", "1"]
