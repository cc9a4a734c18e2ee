"""The program `cenotaph`: runs a command and turns whatever comes of it into words and an exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

import typer

from ..model.errors import CenotaphError, WrongUse
from . import showing
from .commands import app
from .exits import DONE, FAILED, WRONG

#: typer brings its own copy of click, or uses the installed one: its exceptions are found from those it exports.
USAGE: type[Exception] = typer.BadParameter.__bases__[0]
ABORT: type[BaseException] = typer.Abort
#: What typer makes of Ctrl-C.
INTERRUPTED = 130


def run(arguments: list[str] | None = None) -> None:
    """The program: every error in words, with its exit code, and no traceback for what a person can mend."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of files need not be text, and JSON is UTF-8 in every locale
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    sys.exit(_guarded(lambda: app(args=arguments, standalone_mode=False)))


def _guarded(call: Callable[[], object]) -> int:
    try:
        outcome = call()
        sys.stdout.flush()
        if outcome == INTERRUPTED:
            return _stopped()
        return outcome if isinstance(outcome, int) else DONE
    except typer.Exit as left:
        return int(left.exit_code)
    except USAGE as wrong:
        wrong.show()  # type: ignore[attr-defined]
        return WRONG
    except (ABORT, KeyboardInterrupt):
        return _stopped()
    except WrongUse as wrong:
        showing.complain(wrong)
        return WRONG
    except CenotaphError as fault:
        showing.complain(fault)
        return FAILED
    except BrokenPipeError:
        return _unheard()
    except SystemExit as left:  # typer's answer to a broken pipe
        if isinstance(left.__context__, BrokenPipeError):
            return _unheard()
        raise


def _unheard() -> int:
    """Whoever listened has heard enough (`| head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return DONE


def _stopped() -> int:
    kept = "" if "identify" in sys.argv[1:2] else " What a case has taken in is kept; run the same command again to go on."
    print(f"Stopped.{kept}", file=sys.stderr)
    return FAILED
