"""The made-up reports (`made`), an empty case on either database (`case`), and one with twenty reports (`filled`)."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from cenotaph.store.opening import Case, create_case
from cenotaph.store.writing import add_batch, begin_run, end_run


@pytest.fixture(scope="session")
def made() -> ModuleType:
    name, file = "cenotaph_tests_made", Path(__file__).with_name("made.py")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def case(case_url: str) -> Iterator[Case]:
    with create_case(case_url) as case:
        yield case


@pytest.fixture
def filled(case: Case, made: ModuleType) -> Case:
    run = begin_run(case, "build", {"folder": "in"}, "cenotaph 0.1.0")
    assert add_batch(case, run, [made.read(n) for n in range(20)], "reader 1") == ()
    end_run(case, run, "done", {"in": 20, "out": 20, "refused": 0}, "0" * 64, None)
    return case
