"""How pages are made of templates. What comes from a report is text: escaped, and without what would turn it around."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..flow.survey import short
from ..publishing.rendering import outward, plain


def number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def day(value: date | None) -> str:
    """A day in words: "14 November 2020"."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def query(base: Mapping[str, object], **changes: object) -> str:
    """The query of an address with some of its parts changed; empty parts are left out."""
    parts = {k: v for k, v in {**base, **changes}.items() if v not in {None, ""}}
    return f"?{urlencode(parts)}" if parts else "?"


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
