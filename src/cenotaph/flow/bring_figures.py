"""Bring figures: a team's spreadsheet into a case, one figure or withheld record a row, each with its row as its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from .. import __version__
from ..model.claims import Claimant, Figure, Group, Passage, Withheld, anchor
from ..model.corrections import corrected
from ..model.counts import Count
from ..model.days import Clocks, Span
from ..model.errors import WrongUse
from ..model.reference import Reference
from ..model.reports import Refusal, Stage
from ..model.terms import Basis, Fate, Measure, Role, Standing
from ..settings import Settings
from ..sources.sheet import Row, sheet
from ..store import looking, writing
from ..store.locking import building
from .build import link, unlinked
from .decide import completed
from .refer import known, opened

#: The version of how rows are understood; raised when the same row would become another figure.
READER = "table+1"
WITHHELD = "withheld"
#: What teams write for standing, beside the full words.
STANDINGS = {"own": Standing.OWN, "enemy": Standing.ADVERSARY, "third": Standing.THIRD_PARTY}
YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
#: Cells that become fields of a figure as they stand.
PLAIN = (
    "words", "unit", "measure", "role", "people", "speaker", "institution", "basis", "commitment", "distance", "actor", "recipient",
    "place", "from", "to", "speaks_for", "conflict",
)  # fmt: skip


@dataclass
class Brought:
    """What came of a spreadsheet. `found` = `taken` + `unchanged` + the refusals."""

    found: int = 0
    taken: int = 0
    unchanged: int = 0
    figures: int = 0
    withheld: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    changed: Callable[[int], None] = lambda _: None

    @property
    def counts(self) -> Mapping[str, int]:
        return {
            "found": self.found, "read": self.taken, "unchanged": self.unchanged, "refused": len(self.refusals),
            "figures": self.figures, "withheld": self.withheld,
        }  # fmt: skip


def bring_figures(
    path: Path, where: str, settings: Settings, done: Brought, *, columns: Mapping[str, str] = {}, encoding: str | None = None
) -> Brought:
    """The rows of a spreadsheet into the case at `where`, made if it is not there. A row that is wrong is refused alone."""
    rows = sheet(path, columns, encoding)
    first = list(islice(rows, 1))  # a sheet without a header is told of before a case is made
    with opened(where) as case, building(case, seconds=settings.lock_seconds):
        writing.mark_interrupted(case)
        stale = unlinked(case)
        run = writing.begin_run(case, "import", {"path": str(path), "columns": dict(columns)}, f"cenotaph {__version__}")
        outcome = "failed"
        seal = sha256()
        try:
            reference, held = known(case), looking.known_reports(case)
            before = set(held)
            told = _told(chain(first, rows), reference, held, done, seal.update)
            while batch := list(islice(told, settings.batch)):
                refused = writing.add_batch(case, run, batch, READER)
                done.refusals += refused
                lost = {r.place for r in refused}
                kept = [r for r in batch if r.report.found_at not in lost]
                done.taken += len(kept)
                done.figures += sum(len(r.figures) for r in kept)
                done.withheld += sum(len(r.withheld) for r in kept)
            writing.add_refusals(case, run, [r for r in done.refusals if r.stage is not Stage.STORE])
            if done.taken:
                link(case, fresh=None if stale else list(held.keys() - before))
            outcome = "done with refusals" if done.refusals else "done"
        except KeyboardInterrupt:
            outcome = "interrupted"
            raise
        finally:
            writing.end_run(case, run, outcome, done.counts, seal.hexdigest(), looking.fingerprint(case))
    return done


def _told(
    rows: Iterable[Row | Refusal], reference: Reference, held: dict[str, str], done: Brought, hashed: Callable[[bytes], None]
) -> Iterator[writing.ReadReport]:
    for row in rows:
        done.found += 1
        done.changed(done.found)
        if isinstance(row, Refusal):
            done.refusals.append(row)
            continue
        before = held.get(row.report.id)
        hashed(row.report.sha256.encode())
        if before == row.report.sha256:
            done.unchanged += 1
            continue
        if before is not None:
            cure = "Give it another id; a row in a case is never changed. Set the figure right with `cenotaph decide correct`."
            done.refusals.append(Refusal(row.report.found_at, f"the case holds another report with the id {row.report.id!r}", cure))
            continue
        held[row.report.id] = row.report.sha256
        try:
            yield claims(row, reference)
        except WrongUse as wrong:
            done.refusals.append(Refusal(row.report.found_at, wrong.what, wrong.cure))


def claims(row: Row, reference: Reference) -> writing.ReadReport:
    """What a row says somebody says: a figure, or that no number is given. WrongUse names the cell that cannot be so."""
    report, cells, seal = row.report, row.cells, row.report.text_sha256
    sentence = Passage.of(report.id, report.text, 0, len(report.text))
    withheld = cells.get("measure", "").casefold() == WITHHELD
    fates = [_fate(name.strip()) for name in cells.get("fate", "").split(";") if name.strip()]
    if not fates or (len(fates) > 1 and not withheld):
        raise WrongUse(f"the fate is {cells.get('fate', '')!r}", cure="Give one fate a row; only a withheld row may have several.")
    counted = next((name for name in ("low", "high", "words") if name in cells), None)
    if counted is None and not withheld:
        raise WrongUse("it has no count", cure="Fill low, high or words; where no number is given, write withheld as its measure.")
    start, end = row.spans[counted or "fate"]
    blank = Figure(
        id=anchor("fig", seal, start, end, fates[0].value),
        report=report.id,
        passage=Passage.of(report.id, report.text, start, end),
        sentence=sentence,
        count=Count(None, None, words=cells.get("words", "")),
        fate=fates[0],
        measure=Measure.INCIDENT,
        group=Group(role=Role.UNKNOWN),
        claimant=Claimant(publisher=report.publisher, basis=Basis.UNSTATED),
        clocks=Clocks(None, report.published, report.published),
    )
    figure = corrected(blank, completed(_fields(cells, withheld=withheld), reference))
    if withheld:
        kept = Withheld(
            anchor("wth", seal, 0, len(report.text), ",".join(fates)), report.id, sentence, tuple(fates), figure.group,
            figure.claimant, report.published, figure.clocks.happened or Span(figure.clocks.speaks_for, None), figure.conflict,
        )  # fmt: skip
        return writing.ReadReport(report, withheld=(kept,))
    return writing.ReadReport(report, figures=(figure,))


def _fields(cells: Mapping[str, str], *, withheld: bool) -> dict[str, object]:
    """The cells as fields of a figure: numbers, yes and no, and names."""
    found: dict[str, object] = {name: cells[name] for name in PLAIN if name in cells}
    if withheld:
        del found["measure"]
    for name in ("unit", "measure", "role", "basis", "commitment", "distance"):
        if name in found:
            found[name] = str(found[name]).casefold()
    if "low" in cells or "high" in cells:
        low, high = (_number(cells, name) for name in ("low", "high"))
        found |= {"low": low, "high": high}
    if "approx" in cells:
        if cells["approx"].casefold() not in YES:
            raise WrongUse(f"approx is {cells['approx']!r}", cure="Write yes or no.")
        found["approx"] = YES[cells["approx"].casefold()]
    if "standing" in cells:
        told = cells["standing"].casefold()
        found["standing"] = STANDINGS.get(told, told)
    if cells.get("side", "all").casefold() != "all":
        found["side"] = cells["side"]
    return found


def _number(cells: Mapping[str, str], name: str) -> int | None:
    """A whole number of a cell, with commas or spaces in its thousands; None where there is none."""
    if name not in cells:
        return None
    digits = cells[name].replace(",", "").replace(" ", "").replace("\u00a0", "").removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()):
        raise WrongUse(
            f"{name} is {cells[name]!r}", cure="Write a whole number, such as 2317; leave the cell empty for an open end."
        )
    return int(digits)


def _fate(name: str) -> Fate:
    try:
        return Fate(name.casefold().replace(" ", "_"))
    except ValueError:
        raise WrongUse(f"the fate is {name!r}", cure=f"It is one of {', '.join(f.value for f in Fate)}.") from None
