"""The pages of accounts: of each one what it says, what to mind, and every figure with the way to its sentence; and their list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .chart import Chart
from .redaction import Printed
from .rendering import render
from .site import ACCOUNTS, Leaf, Site

#: Figures on one page of an account, and other accounts of the same people that it names.
ROWS, SIBLINGS = 100, 12
#: Institutions' counts that the key of a chart tells, the newest.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """An account in a list: the name of its page, what it says, how many figures it has and from which day to which."""

    key: str
    title: str
    says: str
    grade: str
    figures: int
    first: str
    last: str

    @property
    def href(self) -> str:
        return f"{ACCOUNTS}/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of an account: where its sentence is told, what the policy made of it and why, and how much stands behind it."""

    printed: Printed
    href: str
    used: bool
    reason: str
    weight: str
    reviewed: bool
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody who gives no number, for which fates, on which day, in which sentence (None: withheld), and where that is told."""

    who: str
    fates: str
    published: str
    sentence: str | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from other figures, though nobody said it, with the claims and relations that force it."""

    says: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One account. `steps` are institutions with their counts, days and where each is told; `facts` what a careful reader minds."""

    key: str
    title: str
    says: str
    grade: str
    conflict: str
    total: bool
    chart: Chart | None
    steps: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    rows: tuple[Row, ...]
    facts: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    silences: tuple[Silence, ...] = ()
    siblings: tuple[Listed, ...] = ()
    follows: tuple[Following, ...] = ()

    @property
    def ways(self) -> dict[str, str]:
        """Where the sentence of each figure is told."""
        return {r.printed.figure.id: r.href for r in self.rows}


def account_pages(site: Site, told: Told) -> Iterator[tuple[str, str]]:
    """The name and the text of an account's page; of very many figures those that do not fit are on pages of their own."""
    of = max(1, -(-len(told.rows) // ROWS))
    for n in range(1, of + 1):
        name = f"{ACCOUNTS}/{told.key}.html" if n == 1 else f"{ACCOUNTS}/{told.key}-page-{n}.html"
        rows = told.rows[(n - 1) * ROWS : n * ROWS]
        nav = "accounts" if told.total else "events"
        given = {"told": told, "rows": rows, "page": n, "pages": of, "most": SIBLINGS, "steps": STEPS}
        yield name, render("account", site=site, root="../", nav=nav, **given)


def accounts_page(site: Site, leaf: Leaf[Listed]) -> str:
    """One page of the list of totals, by conflict."""
    return render("accounts", site=site, root="", nav="accounts", leaf=leaf)
