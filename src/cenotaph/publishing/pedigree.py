"""A pedigree as a drawing: generations under one another, couples side by side, children below them.

Squares are men, circles women, diamonds of unknown sex, as genetic counsellors draw them (Bennett et al. 2008,
doi:10.1007/s10897-008-9169-9); who was typed is filled, who is missing is dashed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ..model.pedigrees import Pedigree, Person, Sex

#: Sizes in the drawing's own units: half a symbol, between two persons, between generations, around everything.
HALF, APART, DOWN, MARGIN = 16, 92, 104, 46
#: How often persons are drawn towards their parents, children and partners.
SWEEPS = 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where everybody stands, by id, and how large the drawing is."""

    places: Mapping[str, tuple[float, float]]
    width: float
    height: float


def drawn(pedigree: Pedigree) -> Drawn:
    """Places of all members: a generation a row."""
    level = _levels(pedigree)
    rows: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for person in _ordered(pedigree):
        rows[level[person]].append(person)
    rows = [_couples_together(row, pedigree) for row in rows]
    x = {p: float(APART * k) for row in rows for k, p in enumerate(row)}
    near = _near(pedigree)
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wanted = {p: sum(x[q] for q in near[p]) / len(near[p]) if near[p] else x[p] for p in row}
            _spread(row, wanted, x)
    left = min(x.values())
    places = {p: (x[p] - left + MARGIN, MARGIN + DOWN * level[p]) for p in x}
    width = max(px for px, _ in places.values()) + MARGIN
    return Drawn(places, width, MARGIN * 2 + DOWN * (len(rows) - 1) + 14)


def _couples(pedigree: Pedigree) -> dict[tuple[str, str], list[str]]:
    """Father and mother, with their children."""
    found: dict[tuple[str, str], list[str]] = {}
    for p in pedigree.members:
        if p.father is not None and p.mother is not None:
            found.setdefault((p.father, p.mother), []).append(p.id)
    return found


def _levels(pedigree: Pedigree) -> dict[str, int]:
    """Generations: children below both parents, partners beside one another where nobody's ancestors forbid it."""
    level = {p.id: 0 for p in pedigree.members}
    couples = _couples(pedigree)
    children = {p: [c for pair, own in couples.items() if p in pair for c in own] for p in level}
    for _ in range(len(level) + 1):
        for p in pedigree.elders_first():
            if p.father is not None and p.mother is not None:
                level[p.id] = max(level[p.id], level[p.father] + 1, level[p.mother] + 1)
        for pair in couples:
            for one, other in (pair, pair[::-1]):
                if pedigree[one].is_founder and level[other] < min(level[c] for c in children[one]):
                    level[one] = max(level[one], level[other])
    return level


def _ordered(pedigree: Pedigree) -> list[str]:
    """From the oldest couples down, every couple's children one after the other."""
    couples = _couples(pedigree)
    seen: dict[str, None] = {}

    def visit(person: str) -> None:
        if person in seen:
            return
        seen[person] = None
        for (father, mother), children in couples.items():
            if person in (father, mother):
                other = mother if person == father else father
                if pedigree[other].is_founder:
                    seen.setdefault(other)
                for child in children:
                    visit(child)

    for p in pedigree.elders_first():
        visit(p.id)
    return list(seen)


def _couples_together(row: Sequence[str], pedigree: Pedigree) -> list[str]:
    """Partners of one row side by side: the second one moves beside the first, the father to the left where that is free."""
    made = list(row)
    for father, mother in _couples(pedigree):
        if father in made and mother in made and abs(made.index(father) - made.index(mother)) > 1:
            mover, stays = (mother, father) if pedigree[mother].is_founder else (father, mother)
            made.remove(mover)
            made.insert(made.index(stays) + (mover == mother), mover)
    return made


def _near(pedigree: Pedigree) -> dict[str, list[str]]:
    """Whom everybody is drawn towards: parents, children, and partners."""
    near: dict[str, list[str]] = {p.id: [] for p in pedigree.members}
    for (father, mother), children in _couples(pedigree).items():
        near[father] += [*children, mother]
        near[mother] += [*children, father]
        for child in children:
            near[child] += [father, mother]
    return near


def _spread(row: Sequence[str], wanted: Mapping[str, float], x: dict[str, float]) -> None:
    """Move a row to where its persons want to be, in their order; neighbours that would come too near move as one."""
    blocks: list[tuple[list[str], float]] = []
    for person in row:
        own, at = [person], wanted[person]
        while blocks and blocks[-1][1] + APART * len(blocks[-1][0]) > at:
            own = [*blocks.pop()[0], *own]
            at = sum(wanted[p] - APART * k for k, p in enumerate(own)) / len(own)
        blocks.append((own, at))
    for own, at in blocks:
        for k, person in enumerate(own):
            x[person] = at + APART * k


def svg(pedigree: Pedigree, *, typed: Collection[str], missing: Collection[str], sought: str, label: str) -> str:
    """The drawing as an SVG that needs nothing else. `sought`: the missing person in question; names are escaped."""
    where = drawn(pedigree)
    lines = [line for k, (pair, children) in enumerate(_couples(pedigree).items()) for line in _lines(pair, children, where, k)]
    persons = [_person(p, where, typed, missing, sought) for p in pedigree.members]
    size = f'viewBox="0 0 {where.width:.0f} {where.height:.0f}" style="max-width:{where.width:.0f}px"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pedigree" {size} role="img" aria-label="{escape(label)}">'
        f"<title>{escape(label)}</title>{''.join(lines)}{''.join(persons)}</svg>"
    )


def _lines(pair: tuple[str, str], children: Sequence[str], where: Drawn, k: int) -> list[str]:
    """A line between partners, one down from its middle, a bar over the children and one down to each."""
    (x1, y1), (x2, y2) = sorted(where.places[p] for p in pair)
    side_by_side = y1 == y2 and x2 - x1 <= APART * 1.5 and not _between(x1, x2, y1, where)
    # Where others stand between, the line goes below the symbols.
    low = max(y1, y2) + HALF + 20 + 5 * (k % 3)
    couple = (
        f"M{x1 + HALF:.1f},{y1:.1f} H{x2 - HALF:.1f}"
        if side_by_side
        else f"M{x1:.1f},{y1 + HALF + 20:.1f} V{low:.1f} H{x2:.1f} V{y2 + HALF + 20:.1f}"
    )
    tops = sorted(where.places[c] for c in children)
    bar = min(y for _, y in tops) - HALF - 16 - 5 * (k % 3)
    middle, start = (x1 + x2) / 2, (y1 if side_by_side else low)
    down = f"M{middle:.1f},{start:.1f} V{bar:.1f}"
    across = f"M{min(middle, tops[0][0]):.1f},{bar:.1f} H{max(middle, tops[-1][0]):.1f}"
    each = [f"M{x:.1f},{bar:.1f} V{y - HALF:.1f}" for x, y in tops]
    return [f'<path class="kin" d="{" ".join((couple, down, across, *each))}"/>']


def _between(x1: float, x2: float, y: float, where: Drawn) -> bool:
    return any(py == y and x1 < px < x2 for px, py in where.places.values())


def _person(p: Person, where: Drawn, typed: Collection[str], missing: Collection[str], sought: str) -> str:
    x, y = where.places[p.id]
    kind = "sought" if p.id == sought else "missing" if p.id in missing else "typed" if p.id in typed else "untyped"
    if p.sex is Sex.MALE:
        symbol = f'<rect class="{kind}" x="{x - HALF:.1f}" y="{y - HALF:.1f}" width="{2 * HALF}" height="{2 * HALF}"/>'
    elif p.sex is Sex.FEMALE:
        symbol = f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{HALF}"/>'
    else:
        r = HALF + 3
        symbol = f'<path class="{kind}" d="M{x:.1f},{y - r:.1f} L{x + r:.1f},{y:.1f} L{x:.1f},{y + r:.1f} L{x - r:.1f},{y:.1f} Z"/>'
    short = p.id if len(p.id) <= 13 else f"{p.id[:12]}…"
    mark = f'<text class="mark" x="{x:.1f}" y="{y + 5:.1f}">?</text>' if p.id == sought else ""
    told = {"sought": "the missing person in question", "missing": "also missing", "typed": "typed", "untyped": "not typed"}[kind]
    name = f'<text x="{x:.1f}" y="{y + HALF + 15:.1f}">{escape(short)}</text>'
    return f"<g><title>{escape(p.id)}: {told}</title>{symbol}{mark}{name}</g>"
