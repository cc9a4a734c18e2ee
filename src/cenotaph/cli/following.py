"""How contradictions, proposals and what follows look: in a terminal, and as the objects that --json prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from ..model.accounts import Question
from ..model.relations import Contradiction, Forcing, Proposal, Relation, Told, Unknown
from .showing import dump, out

if TYPE_CHECKING:
    from ..flow.bound import Followed
    from ..flow.contradict import Contradicted
    from ..flow.propose import Proposed, Undecided

Row = dict[str, Any]


def contradictions(found: Sequence[Contradicted], *, json: bool) -> None:
    """Each with its claims side by side, the words they were read from, and the reasons."""
    if json:
        dump([{**_contradiction(c.contradiction), "sentence": c.says, "passages": c.passages} for c in found])
        return
    for c in found:
        out.print(f"[bold]{escape(c.says)}[/bold]")
        for claim, told in zip(c.claims, c.contradiction.forcing.told, strict=True):
            out.print(f"  {claim} {told.figures[0].id[:12]}", markup=False)
            _quoted(c.passages[told.figures[0].id])
        for reason, tie in zip(c.reasons, c.contradiction.forcing.relations, strict=True):
            out.print(f"  {reason} {tie.id}", markup=False)
        print()
    print(f"{len(found):,} contradictions." if len(found) != 1 else "1 contradiction.")


def proposals(found: Sequence[Proposed], waiting: Sequence[Undecided], *, relations: bool, json: bool) -> None:
    """Each with what it takes for granted and what a person may choose; relations that wait for a person, if asked for."""
    if json:
        rows: list[Row] = [{**_proposal(p.proposal), "passages": p.passages} for p in found]
        ties = [{**_relation(w.relation), "sentence": w.says, "lesser": w.lesser, "greater": w.greater} for w in waiting]
        dump({"proposals": rows, "relations": ties} if relations else rows)
        return
    for p in found:
        own = p.proposal
        out.print(f"[bold]{own.kind.value}[/bold]  {escape(own.statement)}")
        out.print(f"  If {'; '.join(own.assumptions)}.", markup=False)
        out.print(f"  {own.id}: {', '.join(own.choices)}?", markup=False)
        for figure in own.figures:
            out.print(f"  {figure[:12]}", markup=False)
            _quoted(p.passages[figure])
        print()
    for w in waiting:
        out.print(f"[bold]{w.relation.kind.value}[/bold]  {escape(w.says)}")
        out.print(f"  {' + '.join(w.lesser)}\n  {'=' if w.relation.exact else '≤'} {' + '.join(w.greater)}", markup=False)
        out.print(f"  {w.relation.id}: accept, reject?", markup=False)
    if relations:
        print(f"{len(waiting):,} relations wait for a person.")
    print(f"{len(found):,} proposals. Nothing is applied by itself.")


def bounds(found: Sequence[Followed], *, json: bool) -> None:
    """What follows, and for either bound the claims and relations that force it."""
    if json:
        dump([_bounds(f) for f in found])
        return
    for f in found:
        out.print(f"[bold]{escape(f.says)}[/bold]")
        for end, reasons in (("not less, for", f.low_from), ("not more, for", f.high_from)):
            if reasons:
                out.print(f"  {end}", markup=False)
                for reason in reasons:
                    out.print(f"    {reason}", markup=False)
        print()
    more = sum(not f.bounds.impossible and (f.bounds.low, f.bounds.high) != (None, None) for f in found)
    print(
        f"For {more:,} of {len(found):,} numbers more follows than was claimed."
        if found
        else "Nothing follows beyond what was claimed."
    )


def _quoted(words: str) -> None:
    out.print(Padding(Text(f"“{' '.join(words.split())}”", style="dim"), (0, 0, 0, 4), expand=False))


def _question(q: Question) -> Row:
    return {
        "fate": q.fate.value,
        "unit": q.unit.value,
        "side": q.side,
        "role": q.role.value,
        "conflict": q.conflict,
        "measure": q.measure.value,
        "event": q.event,
        "place": q.place,
        "period": q.period.text if q.period else None,
        "register": q.register,
    }


def _unknown(u: Unknown) -> Row:
    return {"question": _question(u.question), "day": u.day.isoformat(), "among": u.among or None}


def _told(t: Told) -> Row:
    return {
        "institution": t.institution,
        "low": t.low,
        "high": t.high,
        "widened": t.widened,
        "of": _unknown(t.unknown),
        "figures": [f.id for f in t.figures],
    }


def _relation(r: Relation) -> Row:
    return {
        "id": r.id,
        "kind": r.kind.value,
        "exact": r.exact,
        "certain": r.certain,
        "reason": r.reason,
        "assumptions": list(r.assumptions),
    }


def _forcing(forcing: Forcing) -> Row:
    return {"claims": [_told(t) for t in forcing.told], "relations": [_relation(r) for r in forcing.relations]}


def _contradiction(c: Contradiction) -> Row:
    return {"id": c.id, "institutions": list(c.institutions), **_forcing(c.forcing)}


def _proposal(p: Proposal) -> Row:
    return {
        "id": p.id,
        "kind": p.kind.value,
        "sentence": p.statement,
        "figures": list(p.figures),
        "about": list(p.about),
        "assumptions": list(p.assumptions),
        "choices": list(p.choices),
    }


def _bounds(f: Followed) -> Row:
    b = f.bounds
    return {
        "of": _unknown(b.unknown),
        "institutions": list(f.institutions),
        "low": b.low,
        "high": b.high,
        "claimed_low": b.claimed_low,
        "claimed_high": b.claimed_high,
        "impossible": b.impossible,
        "sentence": f.says,
        "low_from": _forcing(b.low_from),
        "high_from": _forcing(b.high_from),
    }
