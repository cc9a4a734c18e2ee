"""Keep: a case over the years. Verify every hash, bring an older case to this version, erase what must not be kept, look back."""

from __future__ import annotations

from .. import __version__
from ..model.errors import WrongUse
from ..model.terms import Sensitivity
from ..store import looking, writing
from ..store.locking import building
from ..store.opening import Case
from ..store.upgrading import Upgrade
from ..store.upgrading import upgrade as upgraded
from ..store.verifying import Fault
from ..store.verifying import verify as verified
from .build import link
from .decide import named


def verify(case: Case) -> list[Fault]:
    """Everything in a case that is not as it was sealed; empty when all is well."""
    return verified(case)


def upgrade(where: str) -> Upgrade:
    """A case of an older version brought to this one, with a backup first."""
    return upgraded(where)


def relink(case: Case, *, seconds: int = 0) -> int:
    """Drop everything derived and build it again from the figures; how many events there are."""
    with building(case, seconds=seconds):
        run = writing.begin_run(case, "relink", {}, f"cenotaph {__version__}")
        writing.drop_derived(case)
        link(case)
        writing.end_run(case, run, "done", {"events": len(looking.events(case))}, None, looking.fingerprint(case))
    return len(looking.events(case))


def mark(
    case: Case, report: str, sensitivity: Sensitivity, *, by: str, because: str, seconds: int = 0
) -> tuple[Sensitivity, list[str]]:
    """Set how far a report may go; what it was before, and other reports that carry the very same text under another sensitivity.

    What is published from here on keeps to it; what was published before is not reached. A run keeps who decided and why.
    """
    named(by, because)
    with building(case, seconds=seconds):
        told = {"report": report, "sensitivity": sensitivity.value, "by": by, "because": because}
        run, outcome = writing.begin_run(case, "mark", told, f"cenotaph {__version__}"), "failed"
        try:
            before = writing.mark(case, report, sensitivity)
            outcome = "done"
        finally:
            writing.end_run(case, run, outcome, {"reports": int(outcome == "done")}, None, None)
    return before


def withdraw(case: Case, report: str, *, by: str, because: str, seconds: int = 0) -> writing.Withdrawal:
    """Erase a report's payload, text and sentences; a tombstone says when, by whom and why."""
    with building(case, seconds=seconds):
        if looking.report_card(case, report) is None:
            raise WrongUse(f"there is no report {report!r} in this case", cure="`cenotaph search` finds a report by its words.")
        run, outcome = writing.begin_run(case, "withdraw", {"by": by}, f"cenotaph {__version__}"), "failed"
        try:
            gone = writing.withdraw(case, report, by, because)
            outcome = "done"
        finally:
            link(case)
            writing.end_run(case, run, outcome, {"reports": int(outcome == "done")}, None, None)
    return gone
