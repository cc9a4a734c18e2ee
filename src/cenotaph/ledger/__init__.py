"""The ledger: figures to questions, lines and accounts under named policies. No text, no SQL."""

from __future__ import annotations

from .answering import account, accounts
from .policies import Policy, Ranking, Ranks, named, policies
from .questions import asked, lines
from .wording import occurrence, predicate, sentence, title, weight

__all__ = [
    "Policy",
    "Ranking",
    "Ranks",
    "account",
    "accounts",
    "asked",
    "lines",
    "named",
    "occurrence",
    "policies",
    "predicate",
    "sentence",
    "title",
    "weight",
]
