"""Publish: redaction first, then the figures and accounts as tables and one page that needs nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from .. import __version__, ledger, publishing
from ..ledger.questions import lines
from ..model.accounts import Question
from ..model.claims import Figure, Withheld
from ..model.errors import CaseFault
from ..model.reference import Reference, folded
from ..model.terms import Sensitivity
from ..publishing import Printed
from ..publishing.chart import chart
from ..publishing.page import Chapter, Page, Silence, Told, account_pages, accounts_page, page
from ..publishing.redaction import public_claimant
from ..store import looking
from ..store.opening import Case
from . import list as listing
from .ask import UNRATED, Answer, ask
from .decided import reviewed, standing
from .refer import known

#: What stands in the place of a place that only reports tell which are not public.
PLACE_WITHHELD = "a place that is withheld"
FILES = (
    "index.html", "accounts.html", "figures.csv", "figures.jsonl", "figures.parquet", "accounts.csv", "accounts.jsonl",
    "accounts.parquet", "events.geojson", "events_hxl.csv", "events_ged.csv",
)  # fmt: skip
#: The folder of accounts' own pages.
ACCOUNTS = "accounts"
#: The policy of the layout of UCDP's dataset.
GED = "ucdp"
#: Accounts of one conflict on the page; the tables have all.
SHOWN = 400


def publish(
    case: Case,
    to: Path,
    *,
    title: str,
    policy: str = "widest",
    known_by: date | None = None,
    rated: Mapping[str, int] = UNRATED,
    made: date,
) -> list[Path]:
    """Write FILES and a folder of pages, one an account; a file of that name is replaced. Nothing unredacted is ever written.

    `rated` is as for `ask`.
    """
    printed = printable(case, known_by=known_by)
    answers = ask(case, policy=policy, known_by=known_by, rated=rated)
    kept = {r.id: r.sensitivity for r in looking.reports(case)}
    public = _public(answers, printed, kept)
    rows = [publishing.figure_row(p) for p in printed.values()]
    accounts = [publishing.account_row(a.account, a.title, a.sentence) for a in public]
    rule_of_ged = answers if policy == GED else ask(case, policy=GED, known_by=known_by)
    rows_known = known(case)
    spots = {w for f in printed.values() if (w := f.figure.place) is not None and w.place is not None}
    places = {p.id: p for w in spots for p in rows_known.places_named(w.name) if p.id == w.place}
    happened = publishing.occurrences(_told_of(public), printed, places)
    counted = publishing.occurrences(_told_of(_public(rule_of_ged, printed, kept)), printed, places)
    ged = publishing.ged_rows(counted, {c.slug: c for c in rows_known.conflicts}, {s.slug: s for s in rows_known.sides})
    texts: dict[str, str | bytes] = {
        "figures.csv": publishing.as_csv(publishing.FIGURE_COLUMNS, rows),
        "figures.jsonl": publishing.as_json_lines(rows),
        "figures.parquet": publishing.as_parquet(publishing.FIGURE_COLUMNS, rows),
        "accounts.csv": publishing.as_csv(publishing.ACCOUNT_COLUMNS, accounts),
        "accounts.jsonl": publishing.as_json_lines(accounts),
        "accounts.parquet": publishing.as_parquet(publishing.ACCOUNT_COLUMNS, accounts),
        "events.geojson": publishing.geojson(happened),
        "events_hxl.csv": publishing.as_csv(publishing.HXL_COLUMNS, publishing.hxl_rows(happened)),
        "events_ged.csv": publishing.as_csv(publishing.GED_COLUMNS, ged),
    }
    shown, chapters = _page(case, printed, public, title=title, policy=policy, known_by=known_by, made=made)
    texts |= {"index.html": page(shown), "accounts.html": accounts_page(shown, chapters)}
    try:
        (to / ACCOUNTS).mkdir(parents=True, exist_ok=True)
        for name, text in (*texts.items(), *account_pages(shown, chapters)):
            (to / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    except OSError as error:
        raise CaseFault(f"{to} cannot be written ({error.strerror})", cure="Choose a folder that you may write to.") from error
    return [to / name for name in (*FILES, ACCOUNTS)]


def _told_of(answers: list[Answer]) -> list[publishing.Told]:
    return [publishing.Told(a.account, a.title, a.sentence) for a in answers]


def printable(case: Case, *, known_by: date | None = None) -> dict[str, Printed]:
    """Every figure as it may be printed, by id."""
    cards = {r.id: r for r in looking.reports(case)}
    whole = []
    for item in listing.figures(case, known_by=known_by):
        card = cards[item.figure.report]
        whole.append(Printed(item.figure, item.event, item.sentence, card.address, card.title, card.sha256, card.sensitivity))
    return {p.figure.id: p for p in publishing.redacted_all(whole, looking.figures(case))}


def _public(answers: list[Answer], printed: dict[str, Printed], kept: dict[str, Sensitivity]) -> list[Answer]:
    """Answers without the names that redaction took away: a line of a private person is told as such, in reasons too."""
    return [_unnamed(a, printed, kept) for a in answers]


def _unnamed(answer: Answer, printed: dict[str, Printed], kept: dict[str, Sensitivity]) -> Answer:
    account = answer.account
    silent = tuple(replace(w, claimant=public_claimant(w.claimant, kept[w.report])) for w in account.withheld)
    lines = {j.figure.claimant.line: printed[j.figure.id].figure.claimant.line for j in account.judgements}
    lines |= {w.claimant.line: public.claimant.line for w, public in zip(account.withheld, silent, strict=True)}
    taken = {name: public for name, public in lines.items() if name != public}

    question, title = account.question, answer.title
    spots = {printed[j.figure.id].figure.place for j in account.judgements}
    spot = question.place or folded(answer.place or "")
    if spot and not any(w is not None and spot in {w.place, folded(w.name)} for w in spots):
        # the title, or a narrower scope, would give away what redaction took from every figure of it
        title = title.replace(f" in {answer.place}", f" in {PLACE_WITHHELD}", 1)
        taken[answer.title] = title
        question = replace(question, place=PLACE_WITHHELD if question.place else None)

    def unnamed(words: str) -> str:
        for name, public in taken.items():
            words = words.replace(name, public)
        return words

    judgements = tuple(replace(j, reason=unnamed(j.reason)) for j in account.judgements)
    account = replace(account, question=question, judgements=judgements, withheld=silent)
    return replace(answer, account=account, title=title, place=None, says=unnamed(answer.says), sentence=unnamed(answer.sentence))


def _page(
    case: Case, printed: dict[str, Printed], answers: list[Answer], *, title: str, policy: str, known_by: date | None, made: date
) -> tuple[Page, list[Chapter]]:
    """The overview, and the chapters with all their accounts."""
    rows = known(case)
    rule = ledger.named(policy)
    told_of: defaultdict[str | None, list[Told]] = defaultdict(list)
    # Two questions may be one where redaction has taken their places.
    taken: Counter[str] = Counter()
    for answer in answers:
        if answer.account.judgements:
            one = _told(answer, printed)
            taken[one.key] += 1
            several = taken[one.key] > 1
            told_of[answer.account.question.conflict].append(replace(one, key=f"{one.key}-{taken[one.key]}") if several else one)
    silences = [_silence(case, *told) for told in listing.withheld(case, known_by=known_by)]
    chapters = [_chapter(slug, told, rows) for slug, told in sorted(told_of.items(), key=lambda c: (c[0] is None, -len(c[1])))]
    overview = Page(
        title=title,
        known_by=known_by.isoformat() if known_by else None,
        policy=rule.title,
        policy_summary=rule.summary,
        policy_source=rule.source,
        counts={
            "reports": _reports(case, known_by),
            "figures": len(printed),
            "withheld": len(silences),
            "events": len({p.event for p in printed.values()}),
        },
        chapters=tuple(replace(c, accounts=c.accounts[:SHOWN], left_out=max(len(c.accounts) - SHOWN, 0)) for c in chapters),
        silences=tuple(silences),
        figures=list(printed.values()),
        software=f"Cenotaph {__version__}",
        made=made.isoformat(),
        reviewed=len(reviewed(looking.figures(case), standing(case)) & printed.keys()),
    )
    return overview, chapters


def _silence(case: Case, record: Withheld, sentence: str) -> Silence:
    card = looking.report_card(case, record.report)
    public, words = publishing.redacted_silence(record, sentence, card.sensitivity if card else Sensitivity.SECRET)
    return Silence(public.claimant.line, ", ".join(f.words for f in public.fates), public.published.isoformat(), words)


def _reports(case: Case, known_by: date | None) -> int:
    return sum(known_by is None or r.published <= known_by for r in looking.reports(case))


def _chapter(slug: str | None, told: list[Told], rows: Reference) -> Chapter:
    conflict = rows.conflict(slug) if slug else None
    if conflict is None:
        return Chapter("No conflict told", "Figures whose report names no conflict that is known here.", tuple(told))
    return Chapter(conflict.name, f"{conflict.first} to {conflict.last or 'now'}", tuple(told))


def _told(answer: Answer, printed: dict[str, Printed]) -> Told:
    account = answer.account
    shown = [printed[j.figure.id] for j in account.judgements]
    own = lines(p.figure for p in shown)
    by_id = {p.figure.id: p for p in shown}
    standings = sorted({j.figure.claimant.standing.value for j in account.used} - {"unknown"})
    return Told(
        title=answer.title,
        says=answer.says[:1].upper() + answer.says[1:],
        chart=chart(own) if len(shown) > 1 else None,
        steps=tuple((line.institution, tuple(dict.fromkeys(_step(f) for f in line.figures))) for line in own),
        lines=tuple((line.institution, tuple(by_id[f.id] for f in line.figures)) for line in own),
        used=frozenset(j.figure.id for j in account.used),
        reasons={j.figure.id: f"{j.verdict.value}: {j.reason}" for j in account.judgements},
        origins=account.origins,
        grade=account.grade,
        unit=account.question.unit.value,
        standing=", ".join(standings),
        key=_key(answer),
        people=f"{account.question.side} {account.question.role.value} {account.question.event or ''}"
        if account.question.side
        else "",
    )


def _people(question: Question) -> str:
    """Whose people a question is about, where that is told."""
    return f"{question.side} {question.role.value} {question.conflict} {question.event}" if question.side else ""


def _key(answer: Answer) -> str:
    """The name of an account's page: of its question as it is published, so that it tells nothing that redaction took."""
    return sha256(repr(answer.account.question).encode()).hexdigest()[:16]


def _step(figure: Figure) -> tuple[str, str]:
    return figure.count.text, figure.clocks.speaks_for.isoformat()
