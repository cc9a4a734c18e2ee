"""How results look in a terminal. What is shown fits the window; progress and refusals go to standard error."""

from __future__ import annotations

import json as js
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ..ledger import weight
from ..ledger.policies import Policy, Ranking
from ..model.claims import Figure, Withheld
from ..model.errors import CenotaphError
from ..model.reference import Conflict
from ..model.terms import Modality
from ..publishing import contract
from . import objects

if TYPE_CHECKING:
    from ..flow.ask import Answer, Asked
    from ..flow.build import Progress
    from ..flow.explain import Explained
    from ..flow.list import Listed
    from ..flow.trace import Traced


#: Below this share of right values a field is marked as one to look at.
DOUBTFUL = 0.7


class _Quiet(Console):
    """A console that lets a broken pipe through to the one place that answers it (rich would leave with code 1)."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


#: What goes to a file or another program is not folded to a window that is not there. `:norway:` stays what it is, no flag.
out = _Quiet(emoji=False, highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 200)
err = _Quiet(emoji=False, stderr=True, highlight=False, soft_wrap=True)


def complain(fault: CenotaphError) -> None:
    err.print(f"cenotaph: {fault.what.rstrip('.')}.", markup=False)
    if fault.cure:
        err.print(fault.cure, markup=False)


def refusal(refused: Any) -> None:
    err.print(f"refused: {refused.text}", markup=False)


def dump(value: object) -> None:
    print(js.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress(title: str) -> Iterator[Callable[[Progress], None]]:
    """A line that moves while a build goes on, on standard error and only when a person is looking."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=err, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(title)

        def advance(now: Progress) -> None:
            told = f"{now.read:,} read, {now.unchanged:,} already there, {now.refused:,} refused, {now.figures:,} figures"
            bar.update(task, description=f"{title}: {told}")

        yield advance


def place(case: str) -> str:
    """A case's name without a password."""
    from ..store.opening import shown

    return shown(case)


def built(done: Progress, case: str) -> None:
    for refused in done.refusals:
        refusal(refused)
    again = f", {done.reread:,} read again by another reader" if done.reread else ""
    empty = f" ({done.without_figures:,} without a figure)" if done.without_figures else ""
    print(
        f"{done.found:,} reports: {done.read:,} read{empty}, {done.unchanged:,} already there, {done.refused:,} refused{again}. "
        f"{done.figures:,} figures and {done.withheld:,} withheld records added to {place(case)}."
    )


def printed(figures: Iterable[tuple[Figure, str | None]]) -> None:
    """One JSON object a figure on standard output, as they come."""
    for figure, event in figures:
        sys.stdout.write(js.dumps(contract(figure, event), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def explained(figures: Iterable[Explained]) -> None:
    """Every figure with the words, the rule and the confidence behind each field; the least sure fields are marked."""
    for item in figures:
        f = item.figure
        out.print(f"[bold]{escape(f.count.text)} {f.fate.words}[/bold] · {escape(f.report)} {f.passage.start}-{f.passage.end}")
        out.print(Padding(Text(f"“{' '.join(item.sentence.split())}”", style="dim"), (0, 0, 0, 2), expand=False))
        table = Table(box=None, padding=(0, 1), show_header=False)
        for reason in item.reasons:
            sure = "" if reason.confidence is None else f"{reason.confidence:.2f}"
            doubt = "?" if reason.confidence is not None and reason.confidence < DOUBTFUL else ""
            told = f"“{' '.join(reason.words.split())[:60]}”" if reason.words else ""
            where = "" if reason.start is None else f"{reason.start}-{reason.end}"
            row = (reason.field, reason.value, told, where, reason.rule or "nothing tells it", sure, doubt)
            table.add_row(*map(Text, row))
        out.print(Padding(table, (0, 0, 1, 1), expand=False))


def figures(listed: Sequence[Listed], *, json: bool) -> None:
    if json:
        dump([objects.listed(item) for item in listed])
        return
    for item in listed:
        f = item.figure
        when = f.clocks.happened.text if f.clocks.happened else f"as of {f.clocks.speaks_for}"
        where = f" · {f.place.name}" if f.place else ""
        mark = "" if f.modality is Modality.ASSERTED else f" ({f.modality.value})"
        told = f"{f.count.text} {f.fate.words}{mark}"
        out.print(f"{f.id[:12]}  [bold]{escape(told)}[/bold] · {escape(whose(f))} · {when}{escape(where)}")
        out.print(Padding(f"says {f.claimant.chain}, {f.clocks.published}", (0, 0, 0, 14), expand=False), markup=False)
        out.print(Padding(Text(f"“{item.sentence}”", style="dim"), (0, 0, 0, 14), expand=False))
    print(f"{len(listed):,} figures. `cenotaph trail CASE ID` follows one down to its file.")


def whose(figure: Figure) -> str:
    parts = [figure.group.side or "", figure.group.role.value if figure.group.role.value != "unknown" else ""]
    return ", ".join(p for p in parts if p) or "not told"


def accounts(answers: Sequence[Answer], *, json: bool) -> None:
    if json:
        dump([objects.answer(a) for a in answers])
        return
    for answer in answers:
        out.print(f"[bold]{escape(answer.sentence)}[/bold]")
        if answer.account.refused is None:
            out.print(f"  grade: {answer.account.grade} ({'; '.join(answer.account.reasons)})", markup=False)
        for warning in answer.account.warnings:
            out.print(f"  warning: {warning}.", markup=False)
        for judgement in answer.account.judgements:
            f = judgement.figure
            mark = "  used     " if judgement in answer.account.used else "  set aside"
            out.print(
                f"{mark} {f.count.text}, {f.clocks.speaks_for}, {f.claimant.chain}: {judgement.reason}. {f.id[:12]}", markup=False
            )
            out.print(f"            {weight(f)}", markup=False)
            out.print(f"            “{answer.passages[f.id]}”", markup=False, style="dim")
        print()
    if not answers:
        print("No figure matches.")
        return
    refused = sum(a.account.refused is not None for a in answers)
    told = f" ({refused:,} not answered)" if refused else ""
    print(f"{_counted(len(answers), 'question')}{told} under the policy {answers[0].account.policy}.")


def questions(raised: Sequence[Asked], *, json: bool) -> None:
    if json:
        dump([objects.raised(q) for q in raised])
        return
    for q in raised:
        out.print(f"[bold]{escape(q.title)}[/bold]")
        for line in q.lines:
            first, newest, count = line.figures[0], line.figures[-1], len(line.figures)
            told = f"{first.count.text} ({first.clocks.speaks_for})"
            if count > 1:
                told = f"{count:,} figures, {told} to {newest.count.text} ({newest.clocks.speaks_for})"
            out.print(f"  {line.institution}: {told}", markup=False)
    print(f"{_counted(len(raised), 'question')}." if raised else "No figure matches.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def lines(answers: Sequence[Answer], silences: Sequence[tuple[Withheld, str]], *, json: bool) -> None:
    if json:
        dump(
            {
                "questions": [{"title": a.title, "sentence": a.sentence, "lines": objects.lines(a)} for a in answers],
                "withheld": [{**objects.silence(w), "sentence": sentence} for w, sentence in silences],
            }
        )
        return
    for answer in answers:
        out.print(f"[bold]{escape(answer.title)}[/bold]")
        for line in objects.lines(answer):
            steps = " → ".join(dict.fromkeys(f"{step['count']} ({step['speaks_for']})" for step in line["figures"]))
            out.print(f"  {line['institution']}: {steps}", markup=False)
    if silences:
        out.print("[bold]Withheld (not a zero)[/bold]")
    for record, sentence in silences:
        fates = ", ".join(f.words for f in record.fates)
        out.print(f"  {record.claimant.line} gave no number for {fates}, {record.published}: “{sentence}”", markup=False)


def brought(done: Any, case: str) -> None:
    for refused in done.refusals:
        refusal(refused)
    out.print(
        f"{done.found:,} rows: {done.taken:,} taken in, {done.unchanged:,} already there, {len(done.refusals):,} refused. "
        f"{done.figures:,} figures and {done.withheld:,} withheld records are in {place(case)}.",
        markup=False,
    )


def decisions(found: Sequence[Any], *, json: bool) -> None:
    if json:
        dump([objects.decision(item) for item in found])
        return
    for item in found:
        d = item.decision
        undone = f" [dim](undone by {escape(d.undone_by)}: {escape(d.undone_because)})[/dim]" if d.undone_at else ""
        out.print(f"[bold]{d.decision}[/bold] {d.kind} {escape(d.subject)}{' ' + escape(d.other) if d.other else ''}{undone}")
        out.print(f"   {d.by}, {d.decided_at[:10]}: {d.because}", markup=False)
        for name, (machine, person) in item.beside.items():
            out.print(f"   {name}: read {machine}, set to {person}", markup=False)
    out.print(f"{len(found)} decisions.")


def trail(traced: Traced, *, json: bool) -> None:
    if json:
        dump(objects.trail(traced))
        return
    found = traced.trail
    f, now, card = found.figure, traced.now, found.report
    gone = " (rejected: it counts no more)" if traced.rejected else ""
    out.print(f"[bold]Figure[/bold]   {escape(f.id)}: {escape(now.count.text)} {now.fate.words}, {escape(whose(now))}{gone}")
    out.print(f"         says {now.claimant.chain}; {now.modality.value}; {now.measure.value}", markup=False)
    for name, (machine, person) in traced.beside.items():
        out.print(f"         {name}: read {machine}, set to {person} by a person", markup=False)
    for t in f.traces:
        out.print(f"         {t.field}: {t.rule} ({t.confidence:.2f})", markup=False, style="dim")
    out.print(
        f"[bold]Passage[/bold]  “{escape(found.words)}”, characters {f.passage.start} to {f.passage.end}, sha256 {f.passage.sha256}"
    )
    out.print(f"         in “{found.sentence}”", markup=False)
    out.print(f"[bold]Report[/bold]   {escape(card.id)}, {escape(card.publisher or 'publisher not told')}, {card.published}")
    out.print(f"         {card.found_at}{' · ' + card.address if card.address else ''}", markup=False)
    out.print(f"[bold]File[/bold]     sha256 {card.sha256}")
    run = found.read_in
    out.print(f"[bold]Run[/bold]      {run.run}: {escape(run.software)}, reader {escape(found.reader)}, {run.started}")
    for d in traced.decisions:
        undone = f" (undone by {d.undone_by}: {d.undone_because})" if d.undone_at else ""
        told = f"{d.decision}: {d.kind}, {d.by}, {d.decided_at[:10]}: {d.because}{undone}"
        out.print(f"[bold]Decision[/bold] {escape(told)}")
    if traced.printed_again:
        out.print(f"[bold]Printed again[/bold] in {escape(', '.join(traced.printed_again))}")


def hits(found: Sequence[Any], *, json: bool) -> None:
    if json:
        dump([objects.hit(h) for h in found])
        return
    for h in found:
        out.print(f"[bold]{escape(h.report)}[/bold], {h.published}{', ' + escape(h.title) if h.title else ''}")
        out.print(f"  … {' '.join(h.snippet.split())} …", markup=False)
    print(f"{len(found)} reports.")


def conflicts(found: Sequence[Conflict], *, json: bool) -> None:
    ordered = sorted(found, key=lambda c: (c.first, c.slug))
    if json:
        dump([objects.conflict(c) for c in ordered])
        return
    table = Table(box=None, pad_edge=False)
    for name in ("slug", "name", "from", "to", "parties"):
        table.add_column(name, overflow="fold")
    for c in ordered:
        table.add_row(c.slug, escape(c.name), str(c.first), str(c.last or "now"), ", ".join(c.parties))
    out.print(table)


def policies(found: Sequence[Policy], *, json: bool) -> None:
    if json:
        dump([objects.policy(p) for p in found])
        return
    for p in found:
        out.print(f"[bold]{p.name}[/bold]  {escape(p.summary)}")
        out.print(f"  Scope: {_scope(p)}", markup=False)
        out.print(f"  Rule: {p.rule}{_ranked(p)}", markup=False)
        out.print(f"  Words: {_worth(p)}", markup=False)
        out.print(f"  Source: {p.source}", markup=False)


def _scope(policy: Policy) -> str:
    fates = ", ".join(sorted(f.words for f in policy.fates)) or "any fate"
    measures = ", ".join(sorted(m.value for m in policy.measures)) or "any measure"
    roles = ", ".join(sorted(r.value for r in policy.roles)) or "any role"
    return f"{fates}; {measures}; {roles}"


def _ranked(policy: Policy) -> str:
    told = {Ranking.NONE: "", Ranking.USED: "; you may rate institutions (--rated)", Ranking.NEEDED: "; needs your --ranking"}
    return told[policy.ranking]


def _worth(policy: Policy) -> str:
    """What vague words are worth; the rest is set aside."""
    told = [f"{word} {n:,}" for word, n in policy.words.items()]
    told += [f"{word} at most {n:,}" for word, n in policy.most.items()]
    told += [f"a bare plural {policy.plural:,}"] if policy.plural is not None else []
    return ", ".join(told) or "worth nothing: set aside"


def runs(found: Sequence[tuple[Any, Sequence[Any]]], *, json: bool) -> None:
    if json:
        dump([objects.run(r, refused) for r, refused in found])
        return
    for r, refused in found:
        counts = ", ".join(f"{v:,} {k}" for k, v in r.counts.items() if v) or "nothing new"
        out.print(f"[bold]{r.run}[/bold] {r.command}, {r.started}: {r.outcome or 'going on'} ({escape(counts)})")
        for x in refused:
            out.print(f"   refused: {x.text}", markup=False)


def faults(found: Sequence[Any], *, json: bool) -> None:
    if json:
        dump([{"where": f.where, "what": f.what} for f in found])
        return
    for f in found:
        out.print(f"{f.where}: {f.what}", markup=False)
    print(f"{len(found)} faults." if found else "Every payload, text, passage and anchor is as it was sealed.")
