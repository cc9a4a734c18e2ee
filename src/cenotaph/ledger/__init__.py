"""The ledger: figures to questions, lines and accounts under named policies. No text, no SQL."""

from __future__ import annotations

from .answering import accounts
from .policies import Policy, named, policies
from .wording import predicate, sentence, title

__all__ = ["Policy", "accounts", "named", "policies", "predicate", "sentence", "title"]
