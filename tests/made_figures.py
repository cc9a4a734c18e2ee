"""Figures made up for the tests of the pure rooms: one from literals (`made`), and a hypothesis strategy of many (`many`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from cenotaph.model.claims import Claimant, Figure, Group, Passage, Where, Withheld, anchor
from cenotaph.model.counts import Count
from cenotaph.model.days import Clocks, Span
from cenotaph.model.reference import Conflict, Place, Reference
from cenotaph.model.terms import Basis, Commitment, Distance, Fate, Measure, Role, Standing, Unit

WAR = date(2020, 9, 27)


def made(
    name: str = "a",
    low: int | None = 10,
    high: int | None = -1,
    *,
    fate: Fate = Fate.KILLED,
    unit: Unit = Unit.PERSON,
    words: str = "",
    approx: bool = False,
    side: str | None = "armenia",
    role: Role = Role.COMBATANT,
    origin: str | None = "Armenia",
    speaker: str | None = None,
    institution: str | None = None,
    standing: Standing = Standing.OWN,
    basis: Basis = Basis.UNSTATED,
    measure: Measure = Measure.INCIDENT,
    speaks_for: int = 0,
    published: int | None = None,
    report: str | None = None,
    start: int = 0,
    sentence: int = 0,
    actor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    conflict: str | None = "war-2020",
    happened: Span | None = None,
    commitment: Commitment = Commitment.SAYS,
    distance: Distance = Distance.NONE,
) -> Figure:
    """Days are counted from the war's first; `high` -1 means as `low`, so that `made("a", 12)` is exactly twelve."""
    report = name if report is None else report
    published = speaks_for if published is None else published
    return Figure(
        id=anchor("fig", name, start, start + 2, fate.value),
        report=report,
        passage=Passage(report, start, start + 2, "0" * 64),
        sentence=Passage(report, sentence, sentence + 100, "1" * 64),
        count=Count(low, low if high == -1 else high, approx, unit, words),
        fate=fate,
        measure=measure,
        group=Group(side, side, role, "people"),
        claimant=Claimant(speaker, institution, origin, None, "A paper", standing, basis),
        clocks=Clocks(happened, WAR + timedelta(days=speaks_for), WAR + timedelta(days=published)),
        commitment=commitment,
        distance=distance,
        actor=actor,
        recipient=recipient,
        place=Where(place) if place else None,
        conflict=conflict,
    )


#: What the ledger is told of the made-up war: it began on WAR, in Karabakh, and Shusha is a town of it.
REFERENCE = Reference(
    places=(
        Place("p:karabakh", "Karabakh", "AZ", "region"),
        Place("p:shusha", "Shusha", "AZ", "town", names=("Shushi",)),
        Place("p:armenia", "Armenia", "AM", "country"),
    ),
    conflicts=(Conflict("war-2020", "Second Karabakh war", WAR, None, ("armenia", "azerbaijan"), ("Karabakh", "Shusha")),),
)


def silent(
    name: str = "w", *, published: int = 0, side: str = "armenia", who: str = "Armenia", fates: tuple[Fate, ...] = (Fate.KILLED,)
) -> Withheld:
    group, claimant = Group(side, side), Claimant(institution=who, origin=who)
    return Withheld(
        name, name, Passage(name, 0, 9, "2" * 64), fates, group, claimant, WAR + timedelta(days=published), None, "war-2020"
    )


bounds = st.one_of(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda p: (min(p), max(p))),
    st.integers(0, 40).map(lambda n: (n, n)),
    st.integers(0, 40).map(lambda n: (n, None)),
    st.integers(0, 40).map(lambda n: (None, n)),
)


@st.composite
def figures(draw: st.DrawFn, name: str = "a") -> Figure:
    low, high = draw(bounds)
    vague = draw(st.sampled_from([None, None, None, "dozens", "several", "umpteen"]))
    happened = draw(st.sampled_from([None, 0, 0, 1, 9]))
    return made(
        name,
        None if vague else low,
        None if vague else high,
        words=vague or "",
        approx=draw(st.booleans()),
        fate=draw(st.sampled_from([Fate.KILLED, Fate.KILLED, Fate.KILLED, Fate.INJURED, Fate.MISSING])),
        unit=draw(st.sampled_from([Unit.PERSON, Unit.PERSON, Unit.BODY])),
        side=draw(st.sampled_from([None, "armenia", "azerbaijan"])),
        role=draw(st.sampled_from(Role)),
        origin=draw(st.sampled_from(["Armenia", "Azerbaijan", "ICRC", None])),
        standing=draw(st.sampled_from(Standing)),
        measure=draw(st.sampled_from(Measure)),
        speaks_for=draw(st.integers(0, 3)),
        published=draw(st.integers(3, 6)),
        report=draw(st.sampled_from(["r1", "r2", "r3"])),
        start=draw(st.integers(0, 5)),
        sentence=draw(st.sampled_from([0, 100])),
        actor=draw(st.sampled_from([None, "Armenia", "Azerbaijan"])),
        place=draw(st.sampled_from([None, "Shusha", "Martuni"])),
        conflict=draw(st.sampled_from(["war-2020", None])),
        happened=None if happened is None else Span.day(WAR + timedelta(days=happened)),
        commitment=draw(st.sampled_from([Commitment.SAYS, Commitment.SAYS, Commitment.PLANS, Commitment.DENIES])),
        distance=draw(st.sampled_from(Distance)),
    )


@st.composite
def many(draw: st.DrawFn, largest: int = 9) -> list[Figure]:
    """A list of figures with different ids."""
    return [draw(figures(name=f"f{n}")) for n in range(draw(st.integers(0, largest)))]


def renamed(figure: Figure, name: str) -> Figure:
    """The same claim printed once more, in another report."""
    return replace(
        figure,
        id=anchor("fig", name, 0, 1, figure.fate.value),
        report=name,
        passage=Passage(name, 0, 1, "3" * 64),
        sentence=Passage(name, 0, 9, "4" * 64),
    )
