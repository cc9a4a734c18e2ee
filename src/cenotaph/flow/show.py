"""Show: one report as a person reads it. Its text with every figure marked, and of the chosen one each field's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from ..model.claims import Figure, Withheld
from ..model.corrections import FIELDS, told
from ..store import looking
from ..store.looking import Decision, ReportCard
from ..store.opening import Case
from . import decided
from .decided import Standing
from .explain import Reason, reasons

#: Characters of a report on one page; longer ones are shown in parts.
PART = 40_000
#: The fields that a person sets first, in the order of the form.
FORM = ("low", "high", "approx", "unit", "measure", "side", "role", "speaker", "institution", "standing", "basis", "commitment",
        "distance", "actor", "recipient", "place", "from", "to", "speaks_for", "conflict")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that is shown in one way. `figure`: the id of the figure that it is the count of."""

    text: str
    figure: str | None
    chosen: bool
    sentence: bool
    field: str | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen figure as it counts now; `beside`: fields that a person set, as read and as set. `rejected`: the decision by which
    it counts no more. `seen`: the `stamp` of what is shown, for a decision to tell on what it rests.
    """

    figure: Figure
    sentence: str
    reasons: tuple[Reason, ...]
    form: tuple[tuple[str, str, object], ...]
    beside: Mapping[str, tuple[object, object]]
    decisions: tuple[Decision, ...]
    rejected: int | None
    before: str | None
    after: str | None
    seen: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with its pieces. `part` of `parts` is shown, for very long texts are shown in parts."""

    card: ReportCard
    pieces: tuple[Piece, ...]
    figures: tuple[tuple[Figure, str], ...]
    silences: tuple[tuple[Withheld, str], ...]
    chosen: Chosen | None
    part: int
    parts: int
    again: str | None


def show(case: Case, report: str, stands: Standing, *, figure: str | None = None, part: int | None = None) -> Shown | None:
    """The report; None when the case has none of this id. `figure`: the one that is chosen, by its id."""
    card = looking.report_card(case, report)
    if card is None:
        return None
    text = looking.texts(case, [report])[report]
    own = figures_of(case, report, stands)
    rejected = {i for i, holds in stands.verdicts.items() if not holds}
    found = next((f for f in own if f.id == figure), None)
    parts = max(1, -(-len(text) // PART))
    at = part if part is not None else (found.passage.start // PART + 1 if found is not None else 1)
    at = min(max(at, 1), parts)
    state = {f.id: "rejected" if f.id in rejected else "accepted" if stands.verdicts.get(f.id) else "" for f in own}
    silences = looking.withheld_in(case, report)
    chosen = _chosen(case, found, own, text, stands, rejected) if found is not None else None
    return Shown(
        card,
        tuple(pieces(text, own, chosen, (at - 1) * PART, min(at * PART, len(text)))),
        tuple((f, state[f.id]) for f in own),
        tuple((w, text[w.sentence.start : w.sentence.end]) for w in silences),
        chosen,
        at,
        parts,
        looking.printed_before(case, report),
    )


def figures_of(case: Case, report: str, stands: Standing) -> list[Figure]:
    """Every figure of a report as persons left it, those that were rejected among them, in the order of the text."""
    kept = Standing(tuple(d for d in stands.decisions if d.kind not in {"accept", "reject"}))
    found = decided.apply(case, looking.figures(case, reports={report}), kept, {})
    return sorted((f for f in found if f.report == report), key=lambda f: (f.passage.start, f.passage.end, f.id))


def as_left(case: Case, figures: Sequence[str], stands: Standing) -> list[Figure]:
    """These figures as persons left them, those that were added or rejected among them."""
    kept, wanted = Standing(tuple(d for d in stands.decisions if d.kind not in {"accept", "reject"})), set(figures)
    read = looking.figures(case, ids=sorted(wanted)) if wanted else []
    return [f for f in decided.apply(case, read, kept, {}) if f.id in wanted]


def pieces(text: str, own: Sequence[Figure], chosen: Chosen | None, begin: int, end: int) -> list[Piece]:
    """The text from `begin` to `end` cut wherever the way it is shown changes; put together it is the text again."""
    picked = chosen.figure if chosen is not None else None
    spans = [(r.start, r.end, r.field) for r in chosen.reasons if r.start is not None and r.end is not None] if chosen else []
    if picked is not None:  # a field that rests on the whole sentence is not marked in it
        spans = [(a, b, name) for a, b, name in spans if 2 * (b - a) < picked.sentence.end - picked.sentence.start]
    cuts = {begin, end}
    for first, last in [(f.passage.start, f.passage.end) for f in own] + [(a, b) for a, b, _ in spans]:
        cuts |= {min(max(first, begin), end), min(max(last, begin), end)}
    if picked is not None:
        cuts |= {min(max(x, begin), end) for x in (picked.sentence.start, picked.sentence.end)}
    made, ordered = [], sorted(cuts)
    marks = sorted(own, key=lambda f: (picked is None or f.id != picked.id, f.passage.end - f.passage.start))
    for a, b in pairwise(ordered):
        on = next((f for f in marks if f.passage.start <= a and b <= f.passage.end), None)
        field = next((name for first, last, name in spans if first <= a and b <= last and name != "count"), None)
        made.append(
            Piece(
                text[a:b],
                on.id if on is not None else None,
                on is not None and picked is not None and on.id == picked.id,
                picked is not None and picked.sentence.start <= a and b <= picked.sentence.end,
                field,
            )
        )
    return made


def _chosen(case: Case, f: Figure, own: Sequence[Figure], text: str, stands: Standing, rejected: set[str]) -> Chosen:
    at = [x.id for x in own].index(f.id)
    now, changes = told(f), stands.corrections.get(f.id, {})
    [read] = looking.figures(case, ids=[f.id]) or [f]
    beside = {name: pair for name, pair in decided.both(read, changes).items() if pair[0] != pair[1]}
    return Chosen(
        f,
        text[f.sentence.start : f.sentence.end],
        reasons(f, text, beside),
        tuple((name, FIELDS[name].takes, now[name]) for name in FORM),
        beside,
        tuple(d for d in looking.decisions(case) if f.id in (d.subject, d.other)),
        next((d.decision for d in reversed(stands.of("reject")) if d.subject == f.id), None) if f.id in rejected else None,
        own[at - 1].id if at else None,
        own[at + 1].id if at + 1 < len(own) else None,
        stamp(f, stands),
    )


def stamp(figure: Figure, stands: Standing) -> str:
    """What a figure says now, and whether it was accepted or rejected, as a short hash."""
    now = (sorted(told(figure).items()), stands.verdicts.get(figure.id))
    return sha256(repr(now).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def stands_as_seen(case: Case, figure: str, seen: str, stands: Standing) -> bool:
    """Whether a figure still says what it said when `seen` was its `stamp`."""
    report = looking.report_of_figure(case, figure)
    own = figures_of(case, report, stands) if report is not None else []
    return any(f.id == figure and stamp(f, stands) == seen for f in own)
