"""Which of an institution's totals count a part of its population apart: the lists of its offices, a nationality.

One statement that gives several numbers for one day gives a whole and its parts when the parts add up to it, or when an office of
the institution goes with a smaller one: "4,496 … the Baku office 3,719, the one in Yerevan 405, the one in Karabakh 372".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from ..model.claims import Figure

#: What a figure says, in whose words, for which day: the same whichever report prints it.
Claim = tuple[date, int, int, str, str]
#: Parts that are tried for a sum, and the whole below which a sum may be chance.
PARTS, LEAST = 6, 10


def claim(f: Figure) -> Claim:
    low, high = (-1 if bound is None else bound for bound in (f.count.low, f.count.high))
    return f.clocks.speaks_for, low, high, f.claimant.speaker or "", f.group.words.casefold()


def registers(figures: Sequence[Figure]) -> dict[Claim, str]:
    """The name of the register of each claim that counts a part, of one institution's totals of one fate, unit and conflict.

    A part that a side or a role of its own sets off is not among them: that is another question already.
    """
    days: defaultdict[tuple[date, date], dict[Claim, Figure]] = defaultdict(dict)
    reports: defaultdict[tuple[str, date], dict[Claim, Figure]] = defaultdict(dict)
    for f in sorted(figures, key=lambda f: (f.clocks.published, claim(f), f.report, f.passage.start)):
        if not f.count.vague:
            days[f.clocks.speaks_for, f.clocks.published].setdefault(claim(f), f)
            reports[f.report, f.clocks.speaks_for].setdefault(claim(f), f)
    found: dict[Claim, str] = {}
    for told in days.values():
        whole, parts = _sum(list(told.values()))
        if whole is not None:
            found |= _named(whole, [p for p in parts if _alike(p, whole)])
    for told in reports.values():
        own = [f for c, f in told.items() if c not in found]
        if len(own) > 1:
            whole = max(own, key=lambda f: (f.count.low or 0, claim(f)))
            less = [f for f in own if f.count.high is not None and f.count.high < (whole.count.low or 0)]
            found |= _named(whole, [f for f in less if _alike(f, whole) and _office(f, whole)])
    return found


def _alike(part: Figure, whole: Figure) -> bool:
    return (part.group.slug, part.group.role) == (whole.group.slug, whole.group.role)


def _office(part: Figure, whole: Figure) -> str | None:
    """The office that gives the part and not the whole. Other voices name no register: they may be persons."""
    voice = part.claimant.speaker or ""
    office = "office" in voice.casefold().replace(",", " ").split()
    return voice if office and voice != whole.claimant.speaker else None


def _sum(told: Sequence[Figure]) -> tuple[Figure | None, Sequence[Figure]]:
    """The greatest exact number where others add up to it, and the most of them that do."""
    exact = sorted((f for f in told if f.count.exact), key=lambda f: (-(f.count.low or 0), claim(f)))
    if len(exact) < 3 or (exact[0].count.low or 0) < LEAST:
        return None, ()
    whole, others = exact[0], exact[1 : 1 + PARTS]
    for size in range(len(others), 1, -1):
        for parts in combinations(others, size):
            if sum(p.count.low or 0 for p in parts) == whole.count.low:
                return whole, parts
    return None, ()


def _named(whole: Figure, parts: Iterable[Figure]) -> dict[Claim, str]:
    """The register of each part: its office, its noun, or its number where these do not tell it from the others."""
    told: defaultdict[str, list[Figure]] = defaultdict(list)
    for f in parts:
        noun = f.group.words if f.group.words.casefold() != whole.group.words.casefold() else ""
        told[_office(f, whole) or noun or "a part"].append(f)
    return {claim(f): name if len(own) == 1 else f"{name}, {f.count.text}" for name, own in told.items() for f in own}
