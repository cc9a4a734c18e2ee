"""What --json prints: results as plain objects, the same fields for the same things in every command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..ledger import lines as lines_of
from ..ledger import weight
from ..ledger.policies import Policy
from ..model.accounts import Judgement, Question
from ..model.claims import Figure, Withheld
from ..model.reference import Conflict
from ..publishing import contract

if TYPE_CHECKING:
    from ..flow.ask import Answer, Asked
    from ..flow.list import Listed

Row = dict[str, Any]


def listed(item: Listed) -> Row:
    """A figure of a case: its id, its sentence and the fields of the contract."""
    return {"id": item.figure.id, "sentence": item.sentence, **contract(item.figure, item.event)}


def answer(given: Answer) -> Row:
    """An account with its question, bounds, grade, figures used and set aside and what is withheld."""
    a = given.account

    def judged(judgement: Judgement) -> Row:
        f = judgement.figure
        return {
            "id": f.id,
            "sentence": given.passages[f.id],
            "reason": judgement.reason,
            "line": f.claimant.line,
            "standing": f.claimant.standing.value,
            "weight": weight(f),
            "derived": judgement.derived,
            "published": f.clocks.published.isoformat(),
            "speaks_for": f.clocks.speaks_for.isoformat(),
            **contract(f),
        }

    return {
        "question": question(a.question, given.title),
        "policy": a.policy,
        "as_of": a.known_by.isoformat() if a.known_by else None,
        "low": a.low,
        "best": a.best,
        "high": a.high,
        "origins": a.origins,
        "grade": a.grade,
        "reasons": list(a.reasons),
        "warnings": list(a.warnings),
        "sentence": given.sentence,
        "not_answered": a.refused,
        "used": [judged(j) for j in a.used],
        "set_aside": [judged(j) for j in a.set_aside],
        "withheld": [silence(w) for w in a.withheld],
    }


def question(asked: Question, title: str) -> Row:
    """What is asked. `place`, `since` and `register` are empty for the whole, `event` for a total."""
    first = asked.period.first if asked.period else None
    return {
        "title": title,
        "fate": asked.fate.value,
        "unit": asked.unit.value,
        "side": asked.side,
        "role": asked.role.value,
        "conflict": asked.conflict,
        "measure": asked.measure.value,
        "event": asked.event,
        "place": asked.place,
        "since": first.isoformat() if first else None,
        "register": asked.register,
    }


def raised(given: Asked) -> Row:
    """A question with its lines: who answers, with how many figures, the first and the newest by the day they speak for."""
    return {
        **question(given.question, given.title),
        "figures": sum(len(line.figures) for line in given.lines),
        "lines": [
            {
                "institution": line.institution,
                "figures": len(line.figures),
                "first": step(line.figures[0]),
                "newest": step(line.figures[-1]),
            }
            for line in given.lines
        ],
    }


def step(figure: Figure) -> Row:
    """One figure as a step of its line."""
    return {
        "id": figure.id,
        "count": figure.count.text,
        "low": figure.count.low,
        "high": figure.count.high,
        "speaks_for": figure.clocks.speaks_for.isoformat(),
        "published": figure.clocks.published.isoformat(),
    }


def silence(record: Withheld) -> Row:
    """A record that somebody gives no number. It has no count, so that nobody can take it for one."""
    return {
        "id": record.id,
        "doc": record.report,
        "by": record.claimant.line,
        "speaker": record.claimant.speaker,
        "fates": [f.value for f in record.fates],
        "side": record.group.side,
        "published": record.published.isoformat(),
        "conflict": record.conflict,
    }


def lines(given: Answer) -> list[Row]:
    """Each institution's figures on one question, by the day they speak for."""
    return [
        {
            "institution": line.institution,
            "figures": [step(f) for f in line.figures],
        }
        for line in lines_of(j.figure for j in given.account.judgements)
    ]


def trail(traced: Any) -> Row:
    """A figure down to its file and run: as it was read, as it counts `now`, and what persons decided about it."""
    found = traced.trail
    f, card, read = found.figure, found.report, found.read_in
    return {
        "figure": {"id": f.id, "count": f.count.text, **contract(f)},
        "now": {"count": traced.now.count.text, **contract(traced.now), "rejected": traced.rejected},
        "passage": {
            "words": found.words,
            "start": f.passage.start,
            "end": f.passage.end,
            "sha256": f.passage.sha256,
            "sentence": found.sentence,
        },
        "fields": [
            {"field": t.field, "rule": t.rule, "start": t.start, "end": t.end, "confidence": t.confidence} for t in f.traces
        ],
        "report": {
            "id": card.id,
            "publisher": card.publisher,
            "published": card.published.isoformat(),
            "address": card.address,
            "title": card.title,
            "found_at": card.found_at,
            "also_carried_by": [c for c in found.carried_by if c != card.id],
        },
        "file": {"sha256": card.sha256, "text_sha256": card.text_sha256},
        "run": {
            "number": read.run,
            "command": read.command,
            "software": read.software,
            "reader": found.reader,
            "started": read.started,
            "taken_in_by_run": found.taken_in.run,
        },
        "decisions": [
            {
                "number": d.decision,
                "kind": d.kind,
                "by": d.by,
                "because": d.because,
                "at": d.decided_at,
                "undone": d.undone_at is not None,
            }
            for d in traced.decisions
        ],
        "set": {name: {"machine": machine, "person": person} for name, (machine, person) in traced.beside.items()},
        "printed_again_in": list(traced.printed_again),
    }


def decision(item: Any) -> Row:
    """A decision with who, when and why; a correction with what the machine read beside what the person set."""
    d = item.decision
    return {
        "number": d.decision,
        "kind": d.kind,
        "subject": d.subject,
        "other": d.other,
        "by": d.by,
        "because": d.because,
        "at": d.decided_at,
        "undone": {"by": d.undone_by, "because": d.undone_because, "at": d.undone_at} if d.undone_at else None,
        "fields": {name: {"machine": machine, "person": person} for name, (machine, person) in item.beside.items()},
    }


def hit(found: Any) -> Row:
    return {
        "report": found.report,
        "title": found.title,
        "published": found.published.isoformat(),
        "snippet": found.snippet,
        "start": found.start,
    }


def conflict(known: Conflict) -> Row:
    return {
        "slug": known.slug,
        "name": known.name,
        "first": known.first.isoformat(),
        "last": known.last.isoformat() if known.last else None,
        "parties": list(known.parties),
        "part_of": known.part_of,
    }


def policy(known: Policy) -> Row:
    return {
        "name": known.name,
        "title": known.title,
        "summary": known.summary,
        "rule": known.rule,
        "source": known.source,
        "fates": sorted(f.value for f in known.fates),
        "measures": sorted(m.value for m in known.measures),
        "roles": sorted(r.value for r in known.roles),
        "modalities": sorted(m.value for m in known.modalities),
        "ranking": known.ranking.value,
        "words": dict(known.words),
        "most": dict(known.most),
        "plural": known.plural,
    }


def run(done: Any, refused: Sequence[Any]) -> Row:
    return {
        "run": done.run,
        "command": done.command,
        "parameters": done.parameters,
        "software": done.software,
        "started": done.started,
        "ended": done.ended,
        "outcome": done.outcome,
        "counts": done.counts,
        "input_sha256": done.input_sha256,
        "output_sha256": done.output_sha256,
        "refusals": [{"place": x.place, "reason": x.reason, "cure": x.cure} for x in refused],
    }
