"""The password in a case's URL is in nothing that is printed, whatever comes of the command."""

from __future__ import annotations

import uuid

import psycopg
import pytest

import made_reports
from calling import call

PASSWORD = "zzpassword"


@pytest.fixture
def url(postgresql: str) -> str:
    """A new database's URL with a password twice; the tests' server asks for none."""
    name = f"case_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgresql.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.format(name).replace(":@", f":{PASSWORD}@", 1) + f"&sslpassword={PASSWORD}"


def test_no_command_prints_it(url, tmp_path):
    assert url.count(PASSWORD) == 2
    reports, rows = made_reports.folder(tmp_path / "in"), tmp_path / "own.toml"
    rows.write_text('[[side]]\nslug = "zz"\nname = "Zz"\nkind = "state"\n', encoding="utf-8")
    done = {
        "build": call("build", reports, "--case", url),
        "refer": call("refer", url, rows),
        "relink": call("relink", url),
        "upgrade": call("upgrade", url),
        "verify": call("verify", url),
        "runs": call("runs", url, "--json"),
        "withdraw": call("withdraw", url, "a", "--by", "Ani", "--because", "asked"),
        "wrong": call("withdraw", url, "nosuch", "--by", "Ani", "--because", "asked"),
        "no case": call("figures", url.replace("/case_", "/nosuch_", 1)),
        "no server": call("build", reports, "--case", f"postgresql://anna:{PASSWORD}@127.0.0.1:1/war"),
        "no port": call("build", reports, "--case", f"postgresql://anna:{PASSWORD}@127.0.0.1:x/war"),
        "no scheme": call("build", reports, "--case", f"mysql://anna:{PASSWORD}@127.0.0.1/war"),
    }
    assert {name: d.code for name, d in done.items() if d.code} == {"wrong": 2} | dict.fromkeys(
        ("no case", "no server", "no port", "no scheme"), 1
    ), done
    for name, told in done.items():
        assert told.out + told.err, name
        assert PASSWORD not in told.out + told.err, name
    for name in ("build", "refer", "relink", "upgrade"):
        assert ":***@" in done[name].out, name
