"""Every command and its help. Exit codes: 0 done, 3 done with refusals, 1 failed, 2 wrong use."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from ..model.reports import Report
from ..model.terms import Fate, Sensitivity
from ..settings import Settings
from . import about_remains, following, showing
from .exits import DONE, FAILED, REFUSED
from .options import (
    Accepted,
    AsOf,
    Case,
    Columns,
    Conflict,
    Encoding,
    FateOption,
    Institutions,
    Json,
    Kind,
    Paths,
    Policy,
    Ranked,
    Rated,
    Refused,
    SideOption,
    SpeaksFor,
    columns_of,
    day_of,
    encoding_of,
    pairs_of,
    ranks_of,
)

app = typer.Typer(
    name="cenotaph",
    help="Accounts for the people an armed conflict takes: every figure with its sentence, its speaker and its day.\n\n"
    "Exit codes: 0 done, 3 done with refusals, 1 failed, 2 wrong use.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


app.add_typer(about_remains.app, name="identify")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"cenotaph {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Every command has a --help of its own."""


@app.command()
def build(
    paths: Paths,
    case: Annotated[str, typer.Option("--case", help="The case: a file, made if it is not there, or a postgresql:// URL.")],
    columns: Columns = None,
    encoding: Encoding = None,
) -> None:
    """Bring reports into a case: folders, files, JSON Lines, CSV. What is already there is not read again."""
    from ..flow.build import Progress
    from ..flow.build import build as flow

    with showing.progress("Reading") as advance:
        done = flow(paths, case, _settings(), Progress(changed=advance), columns_of(columns), encoding_of(encoding))
    showing.built(done, case)
    raise typer.Exit(REFUSED if done.refusals else DONE)


@app.command()
def read(
    paths: Paths,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Give every figure its event's label over all reports.")] = True,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show for every field the words, the rule and the confidence it rests on, as text.")
    ] = False,
    columns: Columns = None,
    encoding: Encoding = None,
) -> None:
    """Read reports and print one JSON object a figure; keeps nothing. Refusals go to standard error."""
    from ..flow.explain import explained
    from ..flow.read import read as flow

    refused = 0

    def refuse(refusal: object) -> None:
        nonlocal refused
        refused += 1
        showing.refusal(refusal)

    def repeated(report: Report) -> None:
        typer.echo(f"{report.found_at}: the same report twice: passed over.", err=True)

    named, told = columns_of(columns), encoding_of(encoding)
    if explain:
        showing.explained(explained(paths, _settings(), refuse=refuse, repeated=repeated, columns=named, encoding=told))
        raise typer.Exit(REFUSED if refused else DONE)
    showing.printed(flow(paths, _settings(), linked=link, refuse=refuse, repeated=repeated, columns=named, encoding=told))
    raise typer.Exit(REFUSED if refused else DONE)


@app.command("import")
def import_(
    sheet: Annotated[Path, typer.Argument(help="A CSV or TSV file with a header, one figure or withheld record a row.")],
    case: Annotated[str, typer.Option("--case", help="The case: a file, made if it is not there, or a postgresql:// URL.")],
    columns: Annotated[
        str | None, typer.Option("--columns", help="Which column holds what: published=Date,fate=Outcome,low=Minimum.")
    ] = None,
    encoding: Encoding = None,
) -> None:
    """Bring a team's spreadsheet of figures into a case. Each row is kept as the sentence its figure came from."""
    from ..flow.bring_figures import Brought, bring_figures

    done = bring_figures(sheet, case, _settings(), Brought(), columns=pairs_of(columns), encoding=encoding_of(encoding))
    showing.brought(done, case)
    raise typer.Exit(REFUSED if done.refusals else DONE)


@app.command()
def decide(
    kind: Annotated[Kind, typer.Argument(help="same, different, accept, reject, correct, add or undo.")],
    case: Case,
    subjects: Annotated[
        list[str],
        typer.Argument(
            help="Figures (an id or its beginning), a proposal, the report of an added figure, or the decision to undo."
        ),
    ],
    by: Annotated[str, typer.Option("--by", help="Who decides this.")],
    because: Annotated[str, typer.Option("--because", help="Why; it stays with the decision.")],
    sets: Annotated[
        list[str] | None, typer.Option("--set", help="For correct and add: a field and its value, such as low=12; may be repeated.")
    ] = None,
    quote: Annotated[str | None, typer.Option("--quote", help="For add: the words of the count, copied from the report.")] = None,
    context: Annotated[
        str | None, typer.Option("--context", help="For add: the sentence around them, where they come again.")
    ] = None,
    fate: Annotated[Fate | None, typer.Option("--fate", help="For add: what they met.")] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", help="For accept of a downward revision: correction, change of scope or reclassification."),
    ] = None,
) -> None:
    """Record a person's decision on figures or proposals. It holds through rebuilds and better readers, and can be undone."""
    from ..flow import deciding
    from ..flow.refer import case_at

    with case_at(case) as opened:
        asked = deciding.Asked(kind.value, tuple(subjects), tuple(sets or ()), quote, context, fate, as_, by, because)
        done = deciding.decided(opened, asked, seconds=_settings().lock_seconds)
    typer.echo(f"Decision {done.number}: {done.says}.")


@app.command()
def decisions(case: Case, json: Json = False) -> None:
    """List what persons decided, undone decisions included; a corrected figure with the machine's values beside the person's."""
    from ..flow.deciding import listed
    from ..flow.refer import case_at

    with case_at(case) as opened:
        showing.decisions(listed(opened), json=json)


@app.command()
def figures(case: Case, fate: FateOption = None, conflict: Conflict = None, as_of: AsOf = None, json: Json = False) -> None:
    """List every figure with its sentence, speaker, count, fate, group, place and dates."""
    from ..flow import list as flow
    from ..flow.refer import case_at

    with case_at(case) as opened:
        showing.figures(flow.figures(opened, fate=fate, conflict=conflict, known_by=day_of(as_of)), json=json)


@app.command()
def questions(
    case: Case,
    fate: FateOption = None,
    conflict: Conflict = None,
    side: SideOption = None,
    as_of: AsOf = None,
    speaks_for: SpeaksFor = None,
    json: Json = False,
) -> None:
    """List every question that the figures answer, with its lines: who answers, how often, first and newest."""
    from ..flow.ask import questions as flow
    from ..flow.refer import case_at

    with case_at(case) as opened:
        raised = flow(opened, fate=fate, conflict=conflict, side=side, known_by=day_of(as_of), speaks_for=day_of(speaks_for))
        showing.questions(raised, json=json)


@app.command()
def account(
    case: Case,
    fate: FateOption = None,
    conflict: Conflict = None,
    side: SideOption = None,
    as_of: AsOf = None,
    speaks_for: SpeaksFor = None,
    policy: Policy = "widest",
    ranking: Ranked = None,
    rated: Rated = None,
    json: Json = False,
) -> None:
    """Answer every question that matches: bounds, grade, figures used, figures set aside and why."""
    from ..flow.ask import ask
    from ..flow.refer import case_at

    with case_at(case) as opened:
        answers = ask(
            opened,
            policy=policy,
            fate=fate,
            conflict=conflict,
            side=side,
            known_by=day_of(as_of),
            speaks_for=day_of(speaks_for),
            rated=ranks_of(ranking, rated),
        )
        showing.accounts(answers, json=json)


@app.command()
def lines(case: Case, fate: FateOption = None, conflict: Conflict = None, as_of: AsOf = None, json: Json = False) -> None:
    """Show who says what, when: each institution's totals by the day they speak for, and what is withheld."""
    from ..flow import list as listing
    from ..flow.ask import ask
    from ..flow.refer import case_at

    with case_at(case) as opened:
        answers = ask(opened, fate=fate, conflict=conflict, known_by=day_of(as_of))
        totals = [a for a in answers if a.account.question.event is None]
        silences = listing.withheld(opened, fate=fate, conflict=conflict, known_by=day_of(as_of))
        showing.lines(totals, silences, json=json)


@app.command()
def contradictions(
    case: Case,
    conflict: Conflict = None,
    side: SideOption = None,
    institution: Institutions = None,
    as_of: AsOf = None,
    accept: Accepted = None,
    refuse: Refused = None,
    json: Json = False,
) -> None:
    """Show which claims cannot all be true: smallest sets, side by side, with the reasons."""
    from ..flow.contradict import contradict
    from ..flow.refer import case_at

    with case_at(case) as opened:
        found = contradict(
            opened,
            conflict=conflict,
            side=side,
            institutions=institution or (),
            known_by=day_of(as_of),
            accepted=accept or (),
            refused=refuse or (),
        )
        following.contradictions(found, json=json)


@app.command()
def bounds(
    case: Case,
    fate: FateOption = None,
    conflict: Conflict = None,
    side: SideOption = None,
    institution: Institutions = None,
    on: Annotated[
        str | None, typer.Option("--on", help="Also the running totals of this day (YYYY-MM-DD), whether told or not.")
    ] = None,
    as_of: AsOf = None,
    accept: Accepted = None,
    refuse: Refused = None,
    json: Json = False,
) -> None:
    """Show what follows for numbers if all claims and relations hold, apart from what was claimed, and what forces it."""
    from ..flow.bound import bound
    from ..flow.refer import case_at

    with case_at(case) as opened:
        found = bound(
            opened,
            fate=fate,
            conflict=conflict,
            side=side,
            institutions=institution or (),
            known_by=day_of(as_of),
            on=day_of(on),
            accepted=accept or (),
            refused=refuse or (),
        )
        following.bounds(found, json=json)


@app.command()
def proposals(
    case: Case,
    conflict: Conflict = None,
    side: SideOption = None,
    as_of: AsOf = None,
    relations: Annotated[
        bool, typer.Option("--relations", help="Also the relations between numbers that wait for a person.")
    ] = False,
    institution: Institutions = None,
    json: Json = False,
) -> None:
    """Show what figures suggest, for a person to decide: derived, conserved, reworded, revised. Nothing is applied by itself."""
    from ..flow.propose import propose, undecided
    from ..flow.refer import case_at

    with case_at(case) as opened:
        day = day_of(as_of)
        waiting = undecided(opened, conflict=conflict, side=side, institutions=institution or (), known_by=day) if relations else []
        following.proposals(propose(opened, conflict=conflict, side=side, known_by=day), waiting, relations=relations, json=json)


@app.command()
def trail(
    case: Case, figure: Annotated[str, typer.Argument(help="A figure's id, or the beginning of it.")], json: Json = False
) -> None:
    """Walk one figure down: figure, passage, report, hash of the file, run."""
    from ..flow.refer import case_at
    from ..flow.trace import trace

    with case_at(case) as opened:
        showing.trail(trace(opened, figure), json=json)


@app.command()
def search(
    case: Case,
    words: Annotated[list[str], typer.Argument(help='Words that must all be there; "in quotes" for a phrase.')],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many reports at most.")] = 20,
    json: Json = False,
) -> None:
    """Find reports by their words."""
    from ..flow.find import find
    from ..flow.refer import case_at

    with case_at(case) as opened:
        showing.hits(find(opened, " ".join(words), limit=limit), json=json)


@app.command()
def publish(
    case: Case,
    to: Annotated[Path, typer.Option("--to", help="The folder to write. What an earlier publish wrote there is replaced.")],
    title: Annotated[str, typer.Option("--title", help="The heading of the pages.")] = "Who says what",
    policy: Policy = "widest",
    ranking: Ranked = None,
    rated: Rated = None,
    as_of: AsOf = None,
) -> None:
    """Write the case as pages that need nothing else, down to every figure's sentence, and as tables. Redaction comes first."""
    from ..flow.publish import publish as flow
    from ..flow.refer import case_at
    from .steps import steps

    day, ranks = day_of(as_of), ranks_of(ranking, rated)
    with case_at(case) as opened, steps() as advance:
        written = flow(opened, to, title=title, policy=policy, known_by=day, rated=ranks, made=date.today(), advance=advance)
    for path in written:
        typer.echo(str(path))


@app.command()
def serve(
    case: Case,
    host: Annotated[str, typer.Option("--host", help="The address to open on: this machine's own, and no other.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any that is free.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser too.")] = True,
) -> None:
    """Open a case in the browser: accounts, reports, events, review. For this machine alone; Ctrl-C ends it."""
    from ..web.serving import serve as flow

    def told(address: str) -> None:
        typer.echo(f"{showing.place(case)} is open at {address} (Ctrl-C ends it).", err=True)

    flow(case, _settings(), host=host, port=port, browser=browser, told=told)


@app.command()
def refer(case: Case, rows: Annotated[Path, typer.Argument(help="A TOML file of places, sides, institutions, conflicts.")]) -> None:
    """Add a case's own places, sides, institutions and conflicts. The next build reads all reports with them."""
    from ..flow.refer import refer as flow

    flow(case, rows, seconds=_settings().lock_seconds)
    typer.echo(f"{rows} is kept in {showing.place(case)}.")


@app.command()
def conflicts(
    case: Annotated[str | None, typer.Argument(help="A case, to list its own conflicts too.")] = None, json: Json = False
) -> None:
    """List the conflicts that are known by name, with their span and parties."""
    from ..flow.knowing import reference
    from ..flow.refer import case_at, known

    if case is None:
        showing.conflicts(reference().conflicts, json=json)
        return
    with case_at(case) as opened:
        showing.conflicts(known(opened).conflicts, json=json)


@app.command()
def policies(json: Json = False) -> None:
    """List the policies with their scope, rule, source and what vague words are worth."""
    from ..ledger import policies as known

    showing.policies(known(), json=json)


@app.command()
def runs(case: Case, json: Json = False) -> None:
    """List what was done to a case: every run with its counts, and the documents it refused."""
    from ..flow.find import history
    from ..flow.refer import case_at

    with case_at(case) as opened:
        showing.runs(history(opened), json=json)


@app.command()
def verify(case: Case, json: Json = False) -> None:
    """Check every payload, text, passage and anchor of a case. Exit code 1 when something is not as it was sealed."""
    from ..flow.keep import verify as flow
    from ..flow.refer import case_at

    with case_at(case) as opened:
        faults = flow(opened)
    showing.faults(faults, json=json)
    raise typer.Exit(FAILED if faults else DONE)


@app.command()
def relink(case: Case) -> None:
    """Drop everything derived and build it again from the figures."""
    from ..flow.keep import relink as flow
    from ..flow.refer import case_at

    with case_at(case) as opened:
        typer.echo(f"{flow(opened, seconds=_settings().lock_seconds):,} events from the figures of {opened.where}.")


@app.command()
def upgrade(case: Case) -> None:
    """Bring a case of an older version to this one, with a backup first."""
    from ..flow.keep import upgrade as flow

    done = flow(case)
    if done.backup is None:
        typer.echo(f"{showing.place(case)} is up to date (schema {done.to_version}).")
    else:
        typer.echo(f"{showing.place(case)} went from schema {done.from_version} to {done.to_version}. The backup is {done.backup}.")


@app.command()
def mark(
    case: Case,
    report: Annotated[str, typer.Argument(help="The id of the report.")],
    as_: Annotated[Sensitivity, typer.Option("--as", help="How far it may go: public, restricted or secret.")],
    by: Annotated[str, typer.Option("--by", help="Who decides this.")],
    because: Annotated[str, typer.Option("--because", help="Why; it stays with the run.")],
) -> None:
    """Set how far a report may go: what is published from here on keeps to it."""
    from ..flow.keep import mark as flow
    from ..flow.refer import case_at

    with case_at(case) as opened:
        before, others = flow(opened, report, as_, by=by, because=because, seconds=_settings().lock_seconds)
    typer.echo(f"{report} is {as_.value}; it was {before.value}. What was published before is not reached: publish again.")
    for other in others:
        typer.echo(f"The same text is carried by {other}, which is not {as_.value}.")


@app.command()
def withdraw(
    case: Case,
    report: Annotated[str, typer.Argument(help="The id of the report to erase.")],
    by: Annotated[str, typer.Option("--by", help="Who decides this.")],
    because: Annotated[str, typer.Option("--because", help="Why; it stays on the tombstone.")],
) -> None:
    """Erase a report for good, where consent was withdrawn or a person is in danger. A tombstone stays."""
    from ..flow.keep import withdraw as flow
    from ..flow.refer import case_at

    with case_at(case) as opened:
        gone = flow(opened, report, by=by, because=because, seconds=_settings().lock_seconds)
    typer.echo(f"{report} is erased. A tombstone stays.")
    for other in gone.carried_by:
        typer.echo(f"The same text is still carried by {other}: withdraw it too if it must go.")
    for backup in gone.backups:
        typer.echo(f"A backup may still hold it: {backup}")


def _settings() -> Settings:
    return Settings.from_environment()
