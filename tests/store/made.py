"""Reports with claims, made up, alike for equal numbers; run as a program it writes batches until it is killed."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from cenotaph.model.claims import Claimant, Figure, Group, Passage, Trace, Where, Withheld, anchor
from cenotaph.model.counts import Count
from cenotaph.model.days import Clocks, Span
from cenotaph.model.reports import Report
from cenotaph.model.terms import Basis, Commitment, Distance, Fate, Measure, Role, Standing, Unit
from cenotaph.store.locking import building
from cenotaph.store.opening import open_case
from cenotaph.store.writing import ReadReport, add_batch, begin_run, end_run

FATES = (Fate.KILLED, Fate.INJURED, Fate.MISSING)


def text_of(n: int, sentences: int = 3) -> str:
    said = [f"The ministry said {n + i} soldiers were lost near Şuşa in Nagorno-Karabakh." for i in range(sentences)]
    return f"Report number {n}. {' '.join(said)} The army gave no losses of its own."


def read(n: int, *, name: str | None = None, text: str | None = None, published: date | None = None, words: str = "") -> ReadReport:
    """Report n with one figure a sentence and one withheld record; `words` makes the values those of another reader."""
    name, text = name or f"r{n:05}", text_of(n) if text is None else text
    day = published or date(2020, 9, 27) + timedelta(days=n % 60)
    report = Report(
        name, text, day, f"<p>{text}</p>{name}".encode(), "A paper", f"https://example.org/{n}", f"News {n}", "en", f"in.jsonl:{n}"
    )
    return ReadReport(report, tuple(_figures(report, words)), _withheld(report))


def _figures(report: Report, words: str) -> list[Figure]:
    made, at = [], report.text.find("The ministry")
    while at >= 0:
        end = report.text.index(".", at) + 1
        start = at + len("The ministry said ")
        stop = report.text.index(" ", start)
        n, fate = int(report.text[start:stop]), FATES[len(made) % 3]
        made.append(
            Figure(
                id=anchor("fig", report.text_sha256, start, stop, fate.value),
                report=report.id,
                passage=Passage.of(report.id, report.text, start, stop),
                sentence=Passage.of(report.id, report.text, at, end),
                count=Count(n, None if n % 2 else n, n % 5 == 0, Unit.PERSON, words or report.text[start:stop]),
                fate=fate,
                measure=Measure.RUNNING_TOTAL if n % 3 else Measure.INCIDENT,
                group=Group("Armenian", "armenia", Role.COMBATANT, "soldiers"),
                claimant=Claimant(
                    "a spokesman", "Ministry of Defence", "Armenia", "Facebook", "A paper", Standing.OWN, Basis.NAMED_LIST
                ),
                clocks=Clocks(Span.day(report.published) if n % 4 else None, report.published, report.published),
                commitment=Commitment.ESTIMATES,
                distance=Distance.CLAIMED,
                actor="Azerbaijan",
                recipient="the Red Cross",
                place=Where("Şuşa", "geo:1") if n % 2 else None,
                conflict="war-2020" if n % 3 else None,
                traces=(Trace("count", "number", start, stop, 0.9), Trace("fate", "verb", at, end, 0.7)),
            )
        )
        at = report.text.find("The ministry", end)
    return made


def _withheld(report: Report) -> tuple[Withheld, ...]:
    start = report.text.find("The army gave")
    if start < 0:
        return ()
    sentence = Passage.of(report.id, report.text, start, len(report.text))
    name = anchor("wit", report.text_sha256, start, len(report.text), "withheld")
    return (
        Withheld(
            name, report.id, sentence, (Fate.KILLED, Fate.INJURED), Group("Azerbaijani"), Claimant(institution="Army"),
            report.published, Span(date(2020, 9, 27), None), "war-2020",
        ),
    )  # fmt: skip


def write_until_killed(where: str, first: int) -> None:
    """Prints the number of each batch after its commit; ten reports a batch."""
    with open_case(where) as case, building(case):
        run = begin_run(case, "build", {}, "cenotaph test")
        for n in range(first, first + 10_000):
            add_batch(case, run, [read(n * 10 + i) for i in range(10)], "reader 1")
            print(n, flush=True)
        end_run(case, run, "done", {}, None, None)


if __name__ == "__main__":
    write_until_killed(sys.argv[1], int(sys.argv[2]))
