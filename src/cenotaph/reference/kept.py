"""What need be worked out only once for a Reference?

It is remembered by identity, since comparing or hashing whole gazetteers would cost seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from cenotaph.model.reference import Reference

Made = TypeVar("Made")

MOST = 8  # a process works with a handful of cases; the oldest is forgotten first


def once_per_reference(make: Callable[[Reference], Made]) -> Callable[[Reference], Made]:
    """`make`, called once for each reference. The reference is held too, so that its identity is not given to another."""
    kept: dict[int, tuple[Reference, Made]] = {}

    @wraps(make)
    def remembered(reference: Reference) -> Made:
        found = kept.get(id(reference))
        if found is None:
            found = (reference, make(reference))
            while len(kept) >= MOST:
                kept.pop(next(iter(kept)), None)
            kept[id(reference)] = found
        return found[1]

    return remembered
