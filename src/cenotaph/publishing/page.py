"""One page that needs nothing else: the case's accounts, who says what and when, what is withheld, and every figure's sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from .chart import Chart
from .redaction import Printed

#: Other accounts of the same people that an account's page names.
SIBLINGS = 12


@dataclass(frozen=True, slots=True)
class Told:
    """One account on the page. `lines` are institutions with their figures, `steps` the same without what is said twice.

    `reasons` says of each figure why it is used or set aside. `key` is the name of its own page; accounts of the same `people` are
    named on one another's.
    """

    title: str
    says: str
    chart: Chart | None
    lines: tuple[tuple[str, tuple[Printed, ...]], ...]
    steps: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    used: frozenset[str]
    reasons: Mapping[str, str]
    origins: int
    unit: str
    standing: str
    grade: str = ""
    key: str = ""
    people: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One conflict with its accounts, totals first; `left_out` are those that the page has no room for (the tables have all)."""

    name: str
    span: str
    accounts: tuple[Told, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody who gives no number, for which fates, on which day, in which sentence (None: withheld)."""

    who: str
    fates: str
    published: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    known_by: str | None
    policy: str
    policy_summary: str
    policy_source: str
    counts: Mapping[str, int]
    chapters: tuple[Chapter, ...]
    silences: tuple[Silence, ...]
    figures: Sequence[Printed]
    software: str
    made: str
    reviewed: int = 0


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader(__package__ or "cenotaph.publishing", "templates"),
        autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template(name)


@cache
def _style() -> str:
    return files(__package__).joinpath("templates", "page.css").read_text(encoding="utf-8")


def page(given: Page) -> str:
    """The overview. Everything that came from a report is escaped; no script, no request to anywhere."""
    return _template("page.html.j2").render(page=given, style=_style())


def accounts_page(given: Page, chapters: Sequence[Chapter]) -> str:
    """The list of all accounts, by conflict."""
    return _template("accounts.html.j2").render(page=given, chapters=chapters, style=_style())


def account_pages(given: Page, chapters: Sequence[Chapter]) -> Iterator[tuple[str, str]]:
    """The name and the text of every account's own page."""
    for chapter in chapters:
        kin: defaultdict[str, list[Told]] = defaultdict(list)
        for told in chapter.accounts:
            kin[told.people].append(told)
        for told in chapter.accounts:
            others = [o for o in kin[told.people] if o is not told][:SIBLINGS] if told.people else []
            text = _template("account.html.j2").render(page=given, chapter=chapter.name, told=told, siblings=others, style=_style())
            yield f"accounts/{told.key}.html", text
