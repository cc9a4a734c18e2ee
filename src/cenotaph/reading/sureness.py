"""How sure each field is: the share that was right where people had annotated the same, by the rule that gave it.

Measured with tools/calibrate.py on half of an annotated set and checked on the other half (docs/reading.md).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..model.claims import Figure, Trace
from .lexicon import table

#: Before anything was measured of a field: as good as a toss.
UNKNOWN = 0.5


def rule_key(rule: str) -> str:
    """The rule without the words it met, so that \'subject of "say"\' and \'subject of "claim"\' are one.

    >>> rule_key(\'subject of "say"\'), rule_key("enumeration: as told there")
    (\'subject of …\', \'as told there\')
    """
    return re.sub(r'"[^"]*"', "…", rule.rsplit(": ", 1)[-1])


@cache
def sure(field: str, rule: str) -> float:
    """The measured share of right values for a field that a rule gave; that of the whole field for a rule too seldom seen."""
    rows = table("sureness").get(field, {})
    return float(rows.get(rule_key(rule), rows.get("any", UNKNOWN)))


def weighed(figure: Figure) -> Figure:
    """The figure with the confidence of every trace filled in."""
    return replace(figure, traces=tuple(_weighed(t) for t in figure.traces))


def _weighed(trace: Trace) -> Trace:
    return replace(trace, confidence=sure(trace.field, trace.rule))


def last_traces(figure: Figure) -> dict[str, Trace]:
    """The trace that gave each field its value: the last one, where later steps completed or corrected earlier ones."""
    return {t.field: t for t in figure.traces}
