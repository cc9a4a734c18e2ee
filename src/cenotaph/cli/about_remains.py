"""`cenotaph identify` with all its commands: each module puts its own on the one program."""

from __future__ import annotations

from . import checking, explaining, powering, reassociating, simulating  # noqa: F401
from .identifying import app

__all__ = ["app"]
