"""One build at a time; the lock goes with its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from cenotaph.model.errors import CaseFault
from cenotaph.store import looking
from cenotaph.store.locking import building
from cenotaph.store.opening import open_case

MADE = Path(__file__).with_name("made.py")


def test_a_second_builder_is_refused(case, case_url):
    with building(case):
        with pytest.raises(CaseFault, match=r"another build is writing .*process \d+ on"), building(case):
            pass
        with open_case(case_url) as second, pytest.raises(CaseFault, match="another build"), building(second, seconds=1):
            pass
    with building(case):
        pass


def test_the_lock_is_freed_when_the_build_fails(case):
    with pytest.raises(ZeroDivisionError), building(case):
        1 / 0  # noqa: B018
    with building(case):
        pass


def test_a_builder_in_another_process_is_refused_and_freed_by_kill(case, case_url):
    builder = subprocess.Popen([sys.executable, str(MADE), case_url, "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert builder.stdout.readline() == "0\n"
        with pytest.raises(CaseFault, match=f"process {builder.pid} on"), building(case):
            pass
        assert looking.counts(case)["reports"] >= 10
    finally:
        builder.kill()
        builder.wait()
        builder.stdout.close()
    with building(case, seconds=10):
        pass
