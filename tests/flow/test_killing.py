"""Builds that are stopped from outside: Ctrl-C, kill -9, and a second build at once. On both databases."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

import made_reports
from calling import program, started
from cenotaph.flow import list as listing
from cenotaph.flow.build import Progress, build
from cenotaph.model.errors import CaseFault
from cenotaph.settings import Settings
from cenotaph.store import looking
from cenotaph.store.locking import building
from cenotaph.store.opening import case_exists, open_case
from cenotaph.store.verifying import verify

COUNT = 30


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_reports.lines(tmp_path_factory.mktemp("many") / "many.jsonl", made_reports.many(COUNT))


@pytest.fixture(scope="module")
def undisturbed(reports: Path) -> tuple[str, object]:
    where = str(reports.parent / "undisturbed.cenotaph")
    build([reports], where, Settings(), Progress())
    return ended(where)


def ended(where: str) -> tuple[str, object]:
    with open_case(where) as case:
        assert verify(case) == []
        told = [(item.figure.id, item.sentence, item.event, item.figure.count) for item in listing.figures(case)]
        return looking.fingerprint(case), told


def wait_for(process: subprocess.Popen[str], where: str, count: int) -> set[str]:
    """Until so many reports are committed, or the build is over; what is committed then."""
    while not case_exists(where) and process.poll() is None:
        time.sleep(0.1)
    with open_case(where) as case:
        while len(looking.known_reports(case)) < count and process.poll() is None:
            time.sleep(0.05)
        return set(looking.known_reports(case))


@pytest.mark.parametrize("count", [1, COUNT])
def test_kill_9_loses_nothing_and_the_next_build_goes_on(case_url, reports, undisturbed, count):
    process = started("build", reports, "--case", case_url, env={"CENOTAPH_BATCH": "2"})
    there = wait_for(process, case_url, count)
    process.kill()
    process.communicate()
    with open_case(case_url) as case:
        assert verify(case) == []
        assert there <= set(looking.known_reports(case))
    done = build([reports], case_url, Settings(), Progress())
    assert done.unchanged >= count
    assert done.unchanged + done.read == COUNT
    assert ended(case_url) == undisturbed
    with open_case(case_url) as case:
        assert [r.outcome for r in looking.runs(case)][-1] == "done"


@pytest.mark.parametrize("seconds", [0.3, 0.7])
def test_kill_9_while_the_case_is_made(tmp_path, seconds):
    reports, where = made_reports.folder(tmp_path / "in", "ab"), str(tmp_path / "war.cenotaph")
    process = started("build", reports, "--case", where)
    time.sleep(seconds)
    process.kill()
    process.communicate()
    build([reports], where, Settings(), Progress())
    assert len(ended(where)[1]) == 2


def test_ctrl_c_says_what_happened(case_url, reports, undisturbed):
    process = started("build", reports, "--case", case_url, env={"CENOTAPH_BATCH": "1"})
    there = wait_for(process, case_url, 5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.strip() == "Stopped. What a case has taken in is kept; run the same command again to go on."
    with open_case(case_url) as case:
        assert looking.runs(case)[-1].outcome in {"interrupted", None}  # None where the stop hit the database at work
        assert 5 <= len(there) <= len(looking.known_reports(case)) < COUNT
    build([reports], case_url, Settings(), Progress())
    with open_case(case_url) as case:  # which the next build has found and marked
        assert [run.outcome for run in looking.runs(case)] == ["interrupted", "done"]
    assert ended(case_url) == undisturbed


def children(of: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{of}/task/{of}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", ["ctrl-c", "kill"])
def test_two_processes_end_with_their_parent(tmp_path, reports, undisturbed, how):
    where = str(tmp_path / "war.cenotaph")
    process = started(
        "build", reports, "--case", where, env={"CENOTAPH_BATCH": "1", "CENOTAPH_WORKERS": "2"}, start_new_session=True
    )
    wait_for(process, where, 2)
    own = children(process.pid)
    assert len(own) >= 2
    if how == "kill":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    deadline = time.monotonic() + 10
    while any(map(alive, own)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, own))
    build([reports], where, Settings(), Progress())
    assert ended(where) == undisturbed


def test_a_second_build_at_once_is_refused(case_url, reports):
    process = started("build", reports, "--case", case_url, env={"CENOTAPH_BATCH": "1"})
    try:
        wait_for(process, case_url, 1)
        process.send_signal(signal.SIGSTOP)  # it holds the case for as long as the second needs to be told so
        second = program("build", reports, "--case", case_url)
        assert process.poll() is None, "the first build was over too soon to tell"
    finally:
        process.kill()
        process.communicate()
    assert second.code == 1
    assert "another build is writing" in second.err
    assert f"process {process.pid} on" in second.err
    assert "run this again" in second.err


def test_a_second_build_may_wait(tmp_path):
    reports, where = made_reports.folder(tmp_path / "in", "ab"), str(tmp_path / "war.cenotaph")
    build([reports], where, Settings(), Progress())
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with open_case(where) as case, building(case):
            held.set()
            free.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    with pytest.raises(CaseFault, match="another build is writing"):
        build([reports], where, Settings(), Progress())
    threading.Timer(0.3, free.set).start()
    assert build([reports], where, Settings(lock_seconds=10), Progress()).unchanged == 2
    holder.join()
