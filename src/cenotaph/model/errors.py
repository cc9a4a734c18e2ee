"""What can go wrong, in few kinds. A message says what happened, where, and what to do."""

from __future__ import annotations


class CenotaphError(Exception):
    """Base of all errors that a person is meant to read. `cure` says what to do about it."""

    def __init__(self, what: str, *, cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.what}. {self.cure}" if self.cure else self.what


class CountFault(CenotaphError, ValueError):
    """Bounds that are no count, or counts of different units put together."""


class SpanFault(CenotaphError, ValueError):
    """Days that are no span."""


class WrongUse(CenotaphError):
    """The call itself is wrong: an unknown name, an ambiguous one, an option that does not fit. Exit code 2."""


class CaseFault(CenotaphError):
    """The case file cannot be used: missing, locked, of another version, damaged. Exit code 1."""


class KinFault(CenotaphError, ValueError):
    """A pedigree, marker, genotype or mutation model that cannot be; the message names the person and the marker."""
