"""Decide: a person's word on figures and proposals, with a name and a reason. It can be undone, and outlives every reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from .. import __version__
from ..ledger import statements
from ..model.claims import Claimant, Figure, Passage, anchor
from ..model.corrections import FIELDS, LONGEST, corrected
from ..model.errors import WrongUse
from ..model.reference import Reference
from ..model.terms import Fate, Standing
from ..store import looking, writing
from ..store.locking import building
from ..store.opening import Case
from . import decided
from .build import link
from .join import around, rejoin
from .knowing import Knowledge
from .propose import propose
from .refer import conflict_named, known
from .relate import proposed, relate
from .show import figures_of, stands_as_seen

KINDS = ("same", "different", "accept", "reject", "correct", "add", "undo")
#: Numbers in digits, and what makes another number of them.
DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+")
SCALED = re.compile(r"\d[.,]\d{1,2}\b|%|thousand|million|billion|hundred|dozen|score|[^\W\d_]\d|\d[^\W\d_]", re.IGNORECASE)
#: Characters of the name of whoever decides.
LONGEST_NAME = 200
#: Ids of what a person can accept or reject beside figures.
PROPOSED = ("pro_", "rel_")


@dataclass(frozen=True, slots=True)
class Decided:
    """The number of a decision, and what it does in words."""

    number: int
    says: str


def same(case: Case, first: str, second: str, *, by: str, because: str, seconds: int = 0) -> Decided:
    """Two figures are about the same people in the same event, whatever linking makes of them."""
    return _pair(case, "same", first, second, by, because, seconds)


def different(case: Case, first: str, second: str, *, by: str, because: str, seconds: int = 0) -> Decided:
    """Two figures are not about the same event."""
    return _pair(case, "different", first, second, by, because, seconds)


def accept(
    case: Case, subject: str, *, as_: str | None = None, by: str, because: str, seconds: int = 0, seen: str | None = None
) -> Decided:
    """A figure is right as it is, or a proposal or relation holds. `as_`: what kind of revision a falling total is.

    `seen`: the stamp of the figure that the person looked at; WrongUse when it says something else by now. So too for `reject` and
    `correct`.
    """
    return _verdict(case, "accept", subject, by, because, seconds, as_, seen)


def reject(case: Case, subject: str, *, by: str, because: str, seconds: int = 0, seen: str | None = None) -> Decided:
    """A figure is none and counts no more, or a proposal does not hold."""
    return _verdict(case, "reject", subject, by, because, seconds, seen=seen)


def correct(
    case: Case, figure: str, changes: Mapping[str, object], *, by: str, because: str, seconds: int = 0, seen: str | None = None
) -> Decided:
    """Set fields of a figure right; what the machine read stays beside it."""
    named(by, because)
    if not changes:
        raise WrongUse("nothing was set right", cure="Give at least one field, such as low=12.")
    subject = decided.chosen(case, figure)
    filled = completed(changes, known(case), subject)
    if "words" not in filled and {"low", "high"} & filled.keys():
        filled["words"] = subject.count.words or None
    corrected(subject, filled)  # refused before it is written down
    changed = ", ".join(
        f"{name} {_shown(old)} → {_shown(new)}" for name, (old, new) in decided.both(subject, filled).items() if old != new
    )
    with _written(case, "correct", by, seconds, subject.id, seen=(figure, seen) if seen else None):
        number = writing.add_decision(case, "correct", subject.id, by=by, because=because, payload=filled)
    return Decided(number, f"{subject.id}: {changed or 'the same values, confirmed'}")


def add(
    case: Case,
    report: str,
    quote: str,
    fate: Fate,
    fields: Mapping[str, object],
    *,
    context: str | None = None,
    by: str,
    because: str,
    seconds: int = 0,
) -> Decided:
    """A figure that the reader missed: where it stands in which report, and what it tells.

    `quote` are the words of the count, copied from the report. Where they stand there more than once, `context` is the sentence
    around the ones meant; it becomes the figure's sentence.
    """
    named(by, because)
    found = looking.report(case, report)
    if found is None:
        raise WrongUse(f"there is no report {report!r} in this case", cure="`cenotaph search` finds a report by its words.")
    start, end, sentence = _located(found.text, quote, context)
    subject = anchor("fig", found.text_sha256, start, end, fate.value)
    if any(f.id == subject for f in decided.apply(case, looking.figures(case, ids=[subject]), decided.standing(case), {})):
        raise WrongUse(f"this figure is there already: {subject}", cure="Set that one right instead.")
    stands = decided.standing(case)
    for other in figures_of(case, report, stands):
        counts = other.fate is fate and stands.verdicts.get(other.id, True)
        if counts and other.passage.start < end and start < other.passage.end:
            raise WrongUse(
                f"a figure of this fate stands on these words already: {other.count.text} {fate.words} ({other.id})",
                cure="Set that one right, or copy the words of the other count.",
            )
    _as_written(quote, fields)
    filled = completed(fields, known(case))
    passages = [Passage.of(report, found.text, *span) for span in ((start, end), sentence)]
    payload: dict[str, object] = {
        "report": report, "fate": fate.value, "words": quote, "fields": filled,
        "start": start, "end": end, "sha256": passages[0].sha256,
        "sentence_start": sentence[0], "sentence_end": sentence[1], "sentence_sha256": passages[1].sha256,
    }  # fmt: skip
    card = looking.report_card(case, report)
    assert card is not None  # the report was found above
    figure = decided.made_of(subject, payload, card)
    with _written(case, "add", by, seconds, subject):
        writing.add_anchor(case, figure, found.text_sha256)
        number = writing.add_decision(case, "add", subject, by=by, because=because, payload=payload)
    return Decided(number, f"{subject}: {figure.count.text} {figure.fate.words}, says {figure.claimant.chain}")


def undo(case: Case, number: int, *, by: str, because: str, seconds: int = 0) -> Decided:
    """Take a decision back; it stays readable, with who took it back and why."""
    named(by, because)
    undone = next((d for d in looking.decisions(case) if d.decision == number), None)
    verdict = undone is None or undone.kind == "accept" or undone.subject.startswith(PROPOSED)
    touched = [] if verdict or undone is None else [i for i in (undone.subject, undone.other) if i is not None]
    with _written(case, "undo", by, seconds, *_counted_once(case, touched)):
        writing.undo_decision(case, number, by=by, because=because)
    return Decided(number, f"decision {number} is undone")


def completed(changes: Mapping[str, object], reference: Reference, figure: Figure | None = None) -> dict[str, object]:
    """The fields as they are kept: names of sides, places, conflicts and speakers with what the reference knows of them.

    Another speaker or another side of a figure is another standing: an adversary's claim does not stay one when it is found to be
    of its own people.
    """
    filled = dict(changes)
    side, place, speaker, conflict = (filled.get(name) for name in ("side", "place", "speaker", "conflict"))
    slug = filled.get("side_slug")
    if isinstance(slug, str) and slug != "both" and slug not in {s.slug for s in reference.sides}:
        raise WrongUse(f"no side has the slug {slug!r}", cure="Leave side_slug out: it is found by the side's name.")
    if "side" in filled and "side_slug" not in filled:
        sides = reference.sides_named(side) if isinstance(side, str) else []
        filled["side_slug"] = side if side == "both" else sides[0].slug if len({s.slug for s in sides}) == 1 else None
    if "place" in filled and "place_id" not in filled:
        places = reference.places_named(place) if isinstance(place, str) else []
        filled["place_id"] = places[0].id if places else None
    if isinstance(conflict, str):
        filled["conflict"] = conflict_named(conflict, reference).slug
    if "speaker" in filled or "institution" in filled:
        named = [n for n in (filled.get("institution"), speaker) if isinstance(n, str)]
        known_as = next((i for n in named if (i := Knowledge(reference).origin(n)) is not None), None)
        filled.setdefault("institution", known_as.name if known_as is not None else None)
        filled.setdefault("origin", known_as.origin if known_as is not None else filled["institution"])
    if {"speaker", "institution", "side"} & filled.keys():
        filled.setdefault("standing", _standing(filled, reference, figure).value)
    return filled


def _standing(filled: Mapping[str, object], reference: Reference, figure: Figure | None) -> Standing:
    """How whoever says so stands to those counted, as the reader would have it; of whom nothing is known, unknown."""
    said, counted = (figure.claimant, figure.group.slug) if figure is not None else (Claimant(), None)
    names = [filled.get("institution", said.institution), filled.get("speaker", said.speaker)]
    who = next((i for n in names if isinstance(n, str) and (i := Knowledge(reference).origin(n)) is not None), None)
    side = who.side if who is not None else None
    if not {"speaker", "institution"} & filled.keys() and side is None and said.standing is Standing.OWN:
        side = counted  # the reader knew whose office it is from the words around it
    slug = filled.get("side_slug", counted)
    return Standing.of(side, slug if isinstance(slug, str) else None, who.kind if who is not None else None)


def parsed(pairs: list[str]) -> dict[str, object]:
    """Fields as a command line gives them, `name=value`: numbers, yes and no, `none`, and words. WrongUse names what is wrong."""
    found: dict[str, object] = {}
    for pair in pairs:
        name, sign, text = (part.strip() for part in pair.partition("="))
        if not sign or name not in FIELDS:
            raise WrongUse(f"{pair!r} sets no field of a figure", cure=f"Write field=value. Fields: {', '.join(FIELDS)}.")
        value: object = text
        if text.casefold() in {"none", ""}:
            value = None
        elif name in {"low", "high"}:
            digits = text.replace(",", "").replace(" ", "")
            value = int(digits) if digits.isascii() and digits.isdigit() else text
        elif name == "approx":
            value = {"yes": True, "true": True, "no": False, "false": False}.get(text.casefold(), text)
        found[name] = value
    return found


def _pair(case: Case, kind: str, first: str, second: str, by: str, because: str, seconds: int) -> Decided:
    named(by, because)
    a, b = decided.chosen(case, first), decided.chosen(case, second)
    if a.id == b.id:
        raise WrongUse(f"{first!r} and {second!r} are one figure: {a.id}", cure="Name two figures.")
    if kind == "same" and a.fate is not b.fate:
        raise WrongUse(
            f"{a.count.text} {a.fate.words} and {b.count.text} {b.fate.words} tell of two fates: they cannot be one event",
            cure="Set the fate right first: reject the wrong figure and add it with the right fate.",
        )
    with _written(case, kind, by, seconds, a.id, b.id):
        number = writing.add_decision(case, kind, a.id, other=b.id, by=by, because=because)
    told_of = " and ".join(f"{f.count.text} {f.fate.words} ({f.claimant.line}, {f.clocks.published})" for f in (a, b))
    return Decided(number, f"{told_of} are {'one event' if kind == 'same' else 'different events'}")


def _verdict(
    case: Case, kind: str, subject: str, by: str, because: str, seconds: int, as_: str | None = None, seen: str | None = None
) -> Decided:
    named(by, because)
    payload: dict[str, object] = {}
    looked_at = (subject, seen) if seen else None  # as it was shown: of a near-copy, and not of the figure that it prints again
    if subject.startswith(PROPOSED):
        says, payload = _proposal(case, subject, kind, as_)
    elif as_ is not None:
        raise WrongUse("only a downward revision is accepted as something", cure="Leave --as out.")
    else:
        figure = decided.chosen(case, subject)
        subject, says = figure.id, f"{figure.count.text} {figure.fate.words} ({figure.claimant.line}, {figure.clocks.published})"
    counts_no_more = kind == "reject" and not subject.startswith(PROPOSED)
    with _written(case, kind, by, seconds, *([subject] if counts_no_more else []), seen=looked_at):
        number = writing.add_decision(case, kind, subject, by=by, because=because, payload=payload)
    return Decided(number, f"{says.rstrip('.')}: {kind}ed{f' as {as_}' if as_ else ''}")


def _proposal(case: Case, subject: str, kind: str, as_: str | None) -> tuple[str, dict[str, object]]:
    """What a proposal or relation says, and what accepting it keeps; WrongUse when the case makes no such proposal."""
    for found in propose(case):
        if found.proposal.id == subject:
            types = [c for c in found.proposal.choices if c not in {"accept", "reject"}]
            if kind == "accept" and types and as_ not in types:
                raise WrongUse("a falling total is accepted as something", cure=f"Say --as {' or '.join(map(repr, types))}.")
            if as_ is not None and (kind == "reject" or not types):
                raise WrongUse("only a downward revision is accepted as something", cure="Leave --as out.")
            kept: dict[str, object] = {}
            if as_:
                kept = {"as": as_, "superseded": list(found.proposal.superseded), "by": list(found.proposal.about)}
            return found.proposal.statement, kept
    ties = {r.id: statements.relation(r) for r in proposed(relate(case), together=None)} if as_ is None else {}
    if subject in ties:
        return ties[subject], {}
    raise WrongUse(f"there is no proposal {subject!r}", cure="`cenotaph proposals CASE --relations` lists them with their ids.")


def _located(text: str, quote: str, context: str | None) -> tuple[int, int, tuple[int, int]]:
    """Start and end of the quote, and of the sentence it stands in; WrongUse when it is not there, or there more than once."""
    if not quote or (context is not None and quote not in context):
        raise WrongUse(f"the context does not hold the quote {quote!r}", cure="Copy both from the report, letter by letter.")
    around = context if context is not None else quote
    times = text.count(around)
    if times != 1:
        what = "does not stand in the report" if not times else f"stands in the report {times} times"
        raise WrongUse(f"{around!r} {what}", cure="Copy it letter by letter, and give the sentence around it as the context.")
    start = text.index(around) + around.index(quote)
    end = start + len(quote)
    if context is not None:
        return start, end, (text.index(context), text.index(context) + len(context))
    return start, end, (text.rfind("\n", 0, start) + 1, end + len(text[end:].split("\n", 1)[0]))


def _as_written(quote: str, fields: Mapping[str, object]) -> None:
    """WrongUse where the words say a number in digits and neither end is that number, or one beside it ("more than 5,000")."""
    if SCALED.search(quote):
        return
    written = {int(re.sub(r"\D", "", n)) for n in DIGITS.findall(quote)}
    ends = {n for n in (fields.get("low"), fields.get("high")) if isinstance(n, int)}
    if written and not {"low", "high"} & fields.keys():
        raise WrongUse(f"the words {quote!r} say a number, and none is set", cure="Give it as low and high; none is an open end.")
    if written and ends and not any(abs(n - end) <= 1 for n in written for end in ends):
        raise WrongUse(
            f"the words {quote!r} say another number than {' or '.join(f'{n:,}' for n in sorted(ends))}",
            cure="Copy the words of this count, or give the number that they say.",
        )


def named(by: str, because: str) -> None:
    """WrongUse where a name or a reason is empty, or too long."""
    for name, given, longest in (("name", by, LONGEST_NAME), ("reason", because, LONGEST)):
        if not any(c.isprintable() and not c.isspace() for c in given):
            raise WrongUse(f"the {name} is empty", cure="A decision carries a name and a reason.")
        if len(given) > longest:
            raise WrongUse(f"the {name} has {len(given):,} characters", cure=f"Write it in at most {longest:,}.")


def _counted_once(case: Case, figures: list[str]) -> list[str]:
    """The figures by the ids that they count under: those of a near-copy under the original's."""
    again = decided.printed_again(case, set(figures))
    return [again.get(i, i) for i in figures]


def _shown(value: object) -> str:
    return "none" if value is None else f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


@contextmanager
def _written(case: Case, kind: str, by: str, seconds: int, *changed: str, seen: tuple[str, str] | None = None) -> Iterator[None]:
    """A run around one decision. `changed`: the figures that count otherwise after it; what these touch is linked anew.

    `seen`: a figure and the stamp of what a person saw of it, compared once nobody else can decide.
    """
    with building(case, seconds=seconds):
        if seen and not stands_as_seen(case, *seen, decided.standing(case)):
            raise WrongUse(
                "somebody has decided about this figure since you opened the page, so nothing was recorded",
                cure="Look at it as it stands now, then decide.",
            )
        rows = known(case)
        before = around(case, changed, rows) if changed else None
        run, outcome = writing.begin_run(case, "decide", {"kind": kind, "by": by}, f"cenotaph {__version__}"), "failed"
        try:
            yield
            outcome = "done"
            if before is not None and not rejoin(case, changed, before, rows):
                link(case)
        finally:
            writing.end_run(case, run, outcome, {}, None, looking.fingerprint(case))
