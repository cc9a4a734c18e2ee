"""Calling `cenotaph` in tests: `call` in this process (the parser is loaded once), `program` as a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cenotaph.cli.main import run


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def commands(group: Any, before: str = "") -> dict[str, Any]:
    """Every command of a program by its words, those of its groups too: `build`, `identify likelihood`."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        words = f"{before}{name}"
        found |= commands(command, f"{words} ") if hasattr(command, "commands") else {words: command}
    return found


def call(*arguments: object) -> Done:
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run([str(a) for a in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def _heeds_ctrl_c() -> None:
    """A shell starts its background jobs deaf to Ctrl-C, and children inherit that; a test must not depend on it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def started(*arguments: object, env: Mapping[str, str] | None = None, **how: Any) -> subprocess.Popen[str]:
    """The program, running; standard output and error are pipes unless told otherwise."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": _heeds_ctrl_c, **how}
    command = [str(Path(sys.executable).with_name("cenotaph")), *map(str, arguments)]
    return subprocess.Popen(command, text=True, encoding="utf-8", env={**os.environ, **(env or {})}, **how)


def program(*arguments: object, env: Mapping[str, str] | None = None, **how: Any) -> Done:
    process = started(*arguments, env=env, **how)
    out, err = process.communicate(timeout=120)
    return Done(process.returncode, out or "", err or "")
