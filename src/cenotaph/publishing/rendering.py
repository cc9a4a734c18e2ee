"""How published pages are made of templates. Each needs nothing else: its style is in it, it has no script and asks nobody.

What comes from a report is text: escaped, and without what would turn it around or hide what is beside it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

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


def outward(address: str | None) -> str | None:
    """The address of a report where it may be a link: plain web addresses alone, never a script."""
    return address if address and address.startswith(("https://", "http://")) else None


def render(template: str, **given: object) -> str:
    """The page. `given` has `site` and `root`, the way from the page to the folder of the site ("" or "../")."""
    return _environment().get_template(f"{template}.html.j2").render(style=style, **given)


@cache
def style(*sheets: str) -> Markup:
    """The style sheets of these names as one, without the white space that only whoever writes them needs."""
    shelf = files(__package__).joinpath("templates")
    whole = "".join(shelf.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in sheets)
    return Markup(re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", whole)).strip())


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader(__package__ or "cenotaph.publishing", "templates"), autoescape=select_autoescape(default=True),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=plain, auto_reload=False,
    )  # fmt: skip
    made.filters |= {"outward": outward, "number": "{:,}".format}
    return made
