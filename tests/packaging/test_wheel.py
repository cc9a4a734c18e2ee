"""The wheel holds everything that `cenotaph read` needs: unpacked alone, before any other copy, it reads a report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import made_documents

ROOT = Path(__file__).parents[2]


def test_the_wheel_reads_a_report(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "wheel"), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    report = tmp_path / "report.txt"
    report.write_text(
        " date 2021-03-02 The Armenian army said five Armenian soldiers were killed in the fighting.", encoding="utf-8"
    )
    (tmp_path / "mail.eml").write_bytes(made_documents.mail("The army said six soldiers were killed near Hadrut.\n").as_bytes())
    (tmp_path / "page.html").write_text(made_documents.page(), encoding="utf-8")
    code = (
        "import cenotaph, sys; print(cenotaph.__file__, file=sys.stderr); "
        "from cenotaph.cli.main import run; run(['read', 'report.txt', 'mail.eml', 'page.html'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path / "site")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert str(tmp_path / "site") in done.stderr
    assert done.returncode == 0, done.stderr
    figure, *others = map(json.loads, done.stdout.splitlines())
    assert {f["doc"] for f in others} == {"mail", "page"}
    assert (figure["low"], figure["fate"], figure["side"]) == (5, "killed", "Armenia")
