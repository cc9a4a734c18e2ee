"""The ledger: figures to questions, lines and accounts under named policies. Works on numbers and relations only: no text, no SQL."""

from __future__ import annotations

from .answering import accounts
from .policies import Policy, named, policies
from .wording import sentence, title

__all__ = ["Policy", "accounts", "named", "policies", "sentence", "title"]
