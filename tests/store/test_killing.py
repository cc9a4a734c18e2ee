"""A build killed at any moment loses nothing that was committed and leaves nothing half done."""

import random
import subprocess
import sys
import time
from pathlib import Path

from cenotaph.store import looking
from cenotaph.store.locking import building
from cenotaph.store.opening import create_case, open_case
from cenotaph.store.verifying import verify
from cenotaph.store.writing import mark_interrupted

MADE = Path(__file__).with_name("made.py")
KILLS = 6


def test_kill_at_random_moments(case_url):
    create_case(case_url).close()
    moments, first = random.Random(20201114), 0
    for _ in range(KILLS):
        builder = subprocess.Popen([sys.executable, str(MADE), case_url, str(first)], stdout=subprocess.PIPE, text=True)
        told = [int(builder.stdout.readline())]
        time.sleep(moments.uniform(0, 0.25))
        builder.kill()
        told += [int(line) for line in builder.stdout.read().split()]
        builder.wait()
        builder.stdout.close()
        with open_case(case_url) as case, building(case, seconds=10):
            assert verify(case) == []
            known = set(looking.known_reports(case))
            assert {f"r{n * 10 + i:05}" for n in told for i in range(10)} <= known
            assert len(known) % 10 == 0
            first = len(known) // 10
            assert mark_interrupted(case) == 1
    with open_case(case_url) as case:
        assert [r.outcome for r in looking.runs(case)] == ["interrupted"] * KILLS
        assert looking.counts(case)["figures"] > 0
