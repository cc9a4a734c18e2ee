"""Answer: one question as a page shows it. Its account under a policy, as known by a day, with what to mind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .. import ledger
from ..ledger.policies import Ranking
from ..model.accounts import Account, Judgement, Line, Question
from ..model.claims import Figure
from ..model.terms import Fate, Modality, Role, Unit
from ..publishing.chart import Chart, chart
from ..store import looking
from ..store.opening import Case
from . import decided
from .ask import UNRATED, Names
from .decided import Standing, reviewed
from .link import link
from .refer import known
from .relate import matter
from .survey import Entry, Survey, question_key, short
from .suspect import Follows, follows

#: Figures asked for by id in one question.
STRIDE = 900
#: Rows of figures on one page, and lines that a chart can tell apart.
ROWS, LINES = 40, 12
#: Figures among which a page works out what followed by a day: 60 of them take 40 ms.
MOST_RELATED = 150
#: Questions whose figures are kept at hand.
HELD = 24
#: What a count of each fate leaves out, in words.
INCLUDES = {
    Fate.KILLED: "killed; people who are still missing are not in it",
    Fate.DEAD_OR_MISSING: "dead and missing together; not all of them need be dead",
    Fate.MISSING: "missing; some of them may have been found among the dead since",
    Fate.CASUALTIES: "killed and injured together",
}
ROLES = {
    Role.COMBATANT: "combatants alone, no civilians",
    Role.CIVILIAN: "civilians alone, no combatants",
    Role.MIXED: "combatants and civilians",
    Role.UNKNOWN: "people; whether civilians are in it is not told",
}
UNITS = {Unit.PERSON: "persons", Unit.BODY: "bodies, which are not persons", Unit.PART: "body parts", Unit.BAG: "bags",
         Unit.SAMPLE: "samples", Unit.CASE: "cases", Unit.NAME: "names on a list"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in the table: what was made of it and why, its weight in words, whether a person reviewed it or set it right."""

    figure: Figure
    used: bool
    reason: str
    weight: str
    sentence: str
    sheet: str
    sensitivity: str
    reviewed: bool
    corrected: bool
    derived: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a careful reader minds, by name."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The page of one question. `steps` are an institution's distinct counts by day, `rows` those of a page.

    `modalities` say how the used figures are told where none is simply asserted. `follows` is None where it was not worked out.
    `ranks`: the institutions that a person may rank under this policy, each with its `short`, its name and its rank.
    """

    entry: Entry
    account: Account
    title: str
    says: str
    modalities: tuple[str, ...]
    grade: str
    facts: tuple[Fact, ...]
    ranks: tuple[tuple[str, str, int | None], ...]
    chart: Chart | None
    steps: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    rows: tuple[Row, ...]
    page: int
    pages: int
    follows: tuple[Follows, ...] | None
    siblings: tuple[Entry, ...]
    silences: tuple[tuple[str, str, str, str], ...]


def answer(
    case: Case,
    survey: Survey,
    entry: Entry,
    stands: Standing,
    *,
    policy: str = "widest",
    known_by: date | None = None,
    speaks_for: date | None = None,
    rated: Mapping[str, int] = UNRATED,
    page: int = 1,
    today: date,
) -> Answered:
    """The question under the policy, from nothing that was published after `known_by` or is about a later day than `speaks_for`.

    `rated`: the `short` of an institution's name to its rank, 1 the best, for the policies that make use of ranks.
    """
    rule, rows = ledger.named(policy), known(case)
    limited = known_by is not None or speaks_for is not None
    if limited:
        question, figures = _then(case, survey, entry, stands, known_by, speaks_for)
    else:
        question, figures = entry.question, _held(case, survey, entry.key, entry.figures, stands)
    silent = [
        w
        for w in survey.withheld
        if (w.group.slug, w.conflict) == (question.side, question.conflict)
        and all(day is None or w.published <= day for day in (known_by, speaks_for))
    ]
    derived = {i: why for i, (why, since) in survey.derived.items() if known_by is None or since <= known_by}
    lines = sorted({f.claimant.line for f in figures}) if rule.ranking is not Ranking.NONE else []
    ranks = {line: rated[short(line)] for line in lines if short(line) in rated}
    account = ledger.account(question, figures, silent, rule, known_by=known_by, ranks=ranks, derived=derived)
    names = Names.of(rows, figures)
    persons = reviewed(figures, stands)
    if limited:
        beyond = _follows(case, survey, entry, question, stands, known_by, speaks_for)
    else:
        beyond = tuple(survey.follows.get(entry.key, ())) if survey.complete or entry.key in survey.follows else None
    pages = max(1, -(-len(account.judgements) // ROWS))
    page = min(max(page, 1), pages)
    shown = account.judgements[(page - 1) * ROWS : page * ROWS]
    words, corrected = looking.sentences(case, [j.figure for j in shown]), stands.corrections
    told = ledger.lines(j.figure for j in account.judgements)
    gone = looking.sentences(case, account.withheld) if account.withheld else {}
    return Answered(
        entry=entry,
        account=account,
        title=names.title(question, figures) if figures else entry.title,
        says=ledger.predicate(account),
        modalities=_modalities(account),
        grade=account.grade,
        facts=tuple(facts(account, figures, persons, known_by or today, unread=len(survey.unread))),
        ranks=tuple((short(line), line, ranks.get(line)) for line in lines),
        chart=drawn(told, account),
        steps=tuple(steps(told)),
        rows=tuple(_row(j, words, survey, persons, corrected) for j in shown),
        page=page,
        pages=pages,
        follows=beyond,
        siblings=tuple(survey.siblings(entry)),
        silences=tuple(
            (w.claimant.line, ", ".join(f.words for f in w.fates), w.published.isoformat(), gone.get(w.id, ""))
            for w in account.withheld
        ),
    )


def choices() -> list[tuple[str, str, str]]:
    """The policies: name, title and summary."""
    return [(p.name, p.title, p.summary) for p in ledger.policies()]


def _held(case: Case, survey: Survey, name: str, ids: Sequence[str], stands: Standing) -> list[Figure]:
    """The figures of a question that was asked last, or asked of the case: a reader looks at one under many days and policies."""
    found = survey.held.get(name)
    if found is None or found[0] is not stands:
        found = survey.held[name] = (stands, _figures(case, ids, stands))
        while len(survey.held) > HELD:
            survey.held.popitem(last=False)
    return found[1]


def _figures(case: Case, ids: Sequence[str], stands: Standing) -> list[Figure]:
    """These figures as persons left them."""
    read = [f for n in range(0, len(ids), STRIDE) for f in looking.figures(case, ids=ids[n : n + STRIDE])]
    wanted = frozenset(ids)
    return [f for f in decided.apply(case, read, stands, {}) if f.id in wanted]


def _then(
    case: Case, survey: Survey, entry: Entry, stands: Standing, known_by: date | None, speaks_for: date | None
) -> tuple[Question, list[Figure]]:
    """The question as it stood then, with its figures: which figure answers which question is settled anew from what was known."""
    ids = [i for e in survey.family(entry) for i in e.figures]
    whole = _held(case, survey, f"family {entry.key}", ids, stands)
    figures = [f for f in whole if f.clocks.known_by(known_by) and (speaks_for is None or f.clocks.speaks_for <= speaks_for)]
    rows = known(case)
    events = [] if entry.total else link(figures, rows, stands.said)
    asked = ledger.asked(figures, events, rows)
    mine = frozenset(entry.figures)
    best = max(asked, key=lambda q: (q == entry.question, sum(f.id in mine for f in asked[q])), default=None)
    if best is None or not any(f.id in mine for f in asked[best]):
        return entry.question, []
    return best, asked[best]


def _follows(
    case: Case,
    survey: Survey,
    entry: Entry,
    question: Question,
    stands: Standing,
    known_by: date | None,
    speaks_for: date | None,
) -> tuple[Follows, ...] | None:
    """What followed then for a total, from the totals of its conflict that were known.

    None for an event, or among too many figures.
    """
    ids = [i for e in survey.totals if e.question.conflict == entry.question.conflict for i in e.figures]
    if not entry.total or len(ids) > MOST_RELATED:
        return None
    whole = _held(case, survey, f"totals {entry.question.conflict}", ids, stands)
    figures = [f for f in whole if f.clocks.known_by(known_by) and (speaks_for is None or f.clocks.speaks_for <= speaks_for)]
    made, complete = follows(matter(figures, [], known(case), stands), question_key)
    own = made.get(question_key(question))
    return tuple(own or ()) if complete or own else None


def _row(j: Judgement, words: Mapping[str, str], survey: Survey, persons: set[str], corrected: Collection[str]) -> Row:
    key = short(j.figure.report)
    sheet = survey.sheets.get(key)
    return Row(
        j.figure,
        j.verdict.value == "used",
        j.reason,
        ledger.weight(j.figure),
        words.get(j.figure.id, ""),
        key,
        sheet.sensitivity if sheet is not None else "public",
        j.figure.id in persons,
        j.figure.id in corrected,
        j.derived,
    )


def facts(account: Account, figures: Sequence[Figure], persons: Collection[str], on: date, *, unread: int) -> list[Fact]:
    """What to mind of an account. `persons`: figures that a person reviewed, by id; `unread`: reports that could not be read."""
    q = account.question
    who = ROLES[q.role] if q.unit is Unit.PERSON else UNITS[q.unit]
    found = [
        Fact("Counted in", UNITS[q.unit]),
        Fact("Includes", f"{who}; {INCLUDES.get(q.fate, q.fate.words)}"),
        Fact("Independent origins", _origins(account)),
        Fact("Grade", f"{account.grade}: {'; '.join(account.reasons)}" if account.reasons else account.grade),
    ]
    if account.used:
        newest = max(j.figure.clocks.speaks_for for j in account.used)
        stale = (on - newest).days
        found.append(Fact("Newest day told", f"{newest}, {stale:,} days before {on}" if stale > 0 else str(newest)))
    machine = [f for f in figures if f.id not in persons]
    if figures:
        share = round(100 * len(machine) / len(figures))
        found.append(
            Fact("Read by a machine alone", f"{len(machine):,} of {len(figures):,} figures ({share} %) no person has reviewed")
        )
    if unread:
        found.append(Fact("Not read", f"{unread:,} reports of this case could not be read; what they say is not here"))
    if account.withheld:
        found.append(
            Fact("Withheld", f"{_times(len(account.withheld))} somebody who would know gave no number, which is not a zero")
        )
    return found


def _modalities(account: Account) -> tuple[str, ...]:
    """How the used figures are told, where none of them is simply asserted."""
    told = {j.figure.modality for j in account.used}
    return tuple(sorted(m.value for m in told)) if Modality.ASSERTED not in told else ()


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many:,} times"


def _origins(account: Account) -> str:
    if not account.used:
        return "none"
    lines = len({j.figure.claimant.line for j in account.used})
    articles = len({j.figure.report for j in account.used})
    printed = len({j.figure.report for j in account.judgements})
    who = "1 institution" if lines == 1 else f"{lines:,} institutions"
    told = f"{account.origins:,}; the figures used are of {who}, in {articles:,} {'report' if articles == 1 else 'reports'}"
    return told if printed == articles else f"{told}, all figures below in {printed:,}"


def drawn(lines: Sequence[Line], account: Account) -> Chart | None:
    """The lines with the most figures, and the account's bounds behind them."""
    kept = sorted(lines, key=lambda line: -len(line.figures))[:LINES]
    kept.sort(key=lambda line: line.institution)
    return chart(kept, band=(account.low, account.best, account.high))


def steps(lines: Sequence[Line]) -> list[tuple[str, tuple[tuple[str, str, str], ...]]]:
    """Each institution with its distinct counts by day: count, day, and the first figure that tells it."""
    made = []
    for line in lines:
        told: dict[tuple[str, str], str] = {}
        for f in line.figures:
            told.setdefault((f.count.text, f.clocks.speaks_for.isoformat()), f.id)
        made.append((line.institution, tuple((count, day, figure) for (count, day), figure in told.items())))
    return made
