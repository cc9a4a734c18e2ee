"""How pages are made of templates. What comes from a report is text: escaped, and without what would turn it around."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..flow.survey import short

#: Characters that reorder or hide what is beside them, and control characters: each is shown as a sign of its own.
UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]|[\ud800-\udfff]")
SIGN = "\u2423"


def plain(value: object) -> object:
    """A value as a template writes it: words without controls, letter for letter.

    >>> plain("a\\u202eb"), plain(None), plain(3)
    ('a␣b', '', 3)
    """
    if isinstance(value, Markup):
        return value
    if value is None:
        return ""
    return UNSEEN.sub(SIGN, value) if isinstance(value, str) else value


def number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def day(value: date | None) -> str:
    """A day in words: "14 November 2020"."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def query(base: Mapping[str, object], **changes: object) -> str:
    """The query of an address with some of its parts changed; empty parts are left out."""
    parts = {k: v for k, v in {**base, **changes}.items() if v not in {None, ""}}
    return f"?{urlencode(parts)}" if parts else "?"


def outward(address: str | None) -> str | None:
    """The address of a report where it may be a link: plain web addresses alone, never a script."""
    return address if address and address.startswith(("https://", "http://")) else None


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(str(files(__package__).joinpath("templates")))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=plain,
        auto_reload=False,
    )
    made.filters |= {"number": number, "day": day, "outward": outward, "short": short}
    made.globals |= {"query": query}
    return made


def render(template: str, **given: object) -> str:
    return environment().get_template(f"{template}.html.j2").render(given)
