"""What two figures have in common and where they differ: one finding a feature, each of which has a weight.

Nothing here knows what a finding is worth; that is data (`weights.toml`), fitted on annotated reports by `tools/fit_linking.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.terms import Fate, Role, Unit
from . import people
from .traits import Traits, kilometres

Finding = tuple[str, str]

#: Units of which one is one person: a name on a list, a body. Bags, parts, samples and cases are not.
ONE_EACH = {Unit.PERSON, Unit.BODY, Unit.NAME}

#: Numbers up to these are told of so many occurrences that having one in common says less and less: 1, a few, some, many.
FEW, SOME = 5, 20
#: Bounds that overlap say something only when their lows are close: "at least 2" and 300 overlap in logic alone.
CLOSE, LOOSE = 1.5, 3.0
#: How far apart, as a ratio, two numbers lie that do not meet.
ALMOST, NEAR, RIVAL = 1.03, 1.1, 2.0
#: Kilometres within which two named places may be one scene.
NEARBY = 40.0
#: Days: a short span, one that is still compared by its days, and the gaps within which news is the same news.
SHORT, STRETCH, FAR = 2, 10, 45
NEWS, MONTH = 3, 31
BOTH = "both"
HANDED = {Fate.RETURNED, Fate.RELEASED}


def cannot(a: Traits, b: Traits) -> str | None:
    """The rule that forbids a pair, or None."""
    left, right = a.figure, b.figure
    if left.fate is not right.fate:
        return "different fates"
    if left.count.unit is not right.count.unit and not {left.count.unit, right.count.unit} <= ONE_EACH:
        return "different units"
    if a.slug != b.slug and a.slug is not None and b.slug is not None and BOTH not in (a.slug, b.slug):
        return "different sides"
    if a.voice == b.voice and _two_days(a, b) and not _equal_and_many(a, b):
        return "one voice tells of two days"
    if people.compared(a.people, b.people) == "apart":
        return "different ages or sexes"
    same_sentence = left.report == right.report and left.sentence == right.sentence
    if same_sentence and a.exact and b.exact and (a.low, a.high) != (b.low, b.high) and not alternatives(a, b):
        return "two different exact counts in one sentence"
    return None


def _two_days(a: Traits, b: Traits) -> bool:
    """Whether both tell exactly one day, and not the same."""
    return a.first is not None and a.first == a.last and b.first is not None and b.first == b.last and a.first != b.first


def _equal_and_many(a: Traits, b: Traits) -> bool:
    """A number that tells so much that a day between two tellings is a slip."""
    return (a.low, a.high) == (b.low, b.high) and (a.low or a.high or 0) > SOME


def alternatives(a: Traits, b: Traits) -> bool:
    """Whether a sentence offers two counts as alternatives: nearly one number, or close ones from two voices or around "or"."""
    small, large = sorted((a.middle, b.middle))
    if small > SOME and large <= ALMOST * small:
        return True
    first, then = sorted((a.figure.passage, b.figure.passage), key=lambda p: p.start)
    return large <= NEAR * small and (a.voice != b.voice or then.start - first.end == len(" or "))


def findings(a: Traits, b: Traits) -> Iterator[Finding]:
    """The finding of each feature that can be compared, symmetric in the two."""
    count = _count(a, b)
    yield "count", count
    yield from _people(a, b)
    for feature, left, right in (("side", a.side, b.side), ("actor", a.actor, b.actor), ("recipient", a.recipient, b.recipient)):
        if left is not None and right is not None:
            yield feature, "equal" if left == right else "apart"
    yield "place", _place(a, b)
    yield "days", _days(a, b, count)
    if a.total or b.total:
        yield "total", _total(a, b, count)
    if a.planned != b.planned:
        yield "plan", "one of them"
    conflict, other = a.figure.conflict, b.figure.conflict
    if conflict is not None and other is not None:
        yield "conflict", "equal" if conflict == other else "apart"
    if a.figure.report == b.figure.report:
        yield "report", _in_one_report(a, b, count)


def _size(n: int) -> str:
    return "one" if n <= 1 else "few" if n <= FEW else "some" if n <= SOME else "many"


def _count(a: Traits, b: Traits) -> str:
    """How the bounds agree; of equal and overlapping ones, how telling the number is."""
    if a.vague or b.vague:
        same = a.vague and b.vague and a.figure.count.words.casefold() == b.figure.count.words.casefold()
        return "same word" if same else "word"
    lows = (a.low if a.low is not None else a.high or 0, b.low if b.low is not None else b.high or 0)
    if (a.low, a.high) == (b.low, b.high):
        return f"equal, {_size(lows[0])}"
    open_both = a.high is None and b.high is None  # "at least 100" and "at least 60" are two numbers, though one allows the other
    if (
        not open_both
        and (a.low is None or b.high is None or a.low <= b.high)
        and (b.low is None or a.high is None or b.low <= a.high)
    ):
        if max(lows) <= CLOSE * min(lows):
            return f"meet, {_size(max(lows))}"
        return "loose" if max(lows) <= LOOSE * min(lows) else "apart"
    small, large = sorted((a.middle, b.middle))
    return "near" if large <= NEAR * small else "rival" if large <= RIVAL * small else "apart"


def _people(a: Traits, b: Traits) -> Iterator[Finding]:
    words = people.compared(a.people, b.people)
    if words == "other name" and a.high == b.high == 1:
        words = "another one"  # a nurse and a pharmacist are two; "soldiers" and "fighters" may be the same twelve
    if words != "anybody":
        yield "people", words
    if Role.UNKNOWN not in (a.role, b.role):
        yield "role", "equal" if a.role is b.role else "wider" if Role.MIXED in (a.role, b.role) else "rival"


def _place(a: Traits, b: Traits) -> str:
    if a.place is None or b.place is None:
        return "untold"
    if a.place == b.place:
        return "same, wide" if a.wide else "same"
    if a.wide or b.wide:
        if a.country is not None and b.country is not None and a.country != b.country:
            return "apart"
        return "within"
    if a.at is not None and b.at is not None:
        return "nearby" if kilometres(a.at, b.at) <= NEARBY else "apart"
    # in one report a scene has several names: the village, its bridge, the road to it
    return "other name, one report" if a.figure.report == b.figure.report else "other name"


def _days(a: Traits, b: Traits, count: str) -> str:
    """How the spans in which it happened agree; where one tells none, how far apart the two were published."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        gap = abs(a.published - b.published)
        return "untold, one news" if gap <= NEWS else "untold, one month" if gap <= MONTH else "untold, far"
    if (a.first, a.last) == (b.first, b.last):
        return "equal" if a.last - a.first <= SHORT else "equal span"
    if a.first <= b.last and b.first <= a.last:
        short, long = sorted((a.last - a.first, b.last - b.first))
        return "within" if long <= STRETCH else "meet" if short <= STRETCH else "spans meet"
    gap = max(a.first - b.last, b.first - a.last)
    if gap <= SHORT and a.figure.fate in HANDED and count != "equal, many":
        return "another handover"  # exchanges follow one another day by day, with numbers of their own
    return "next day" if gap <= 1 else "two days" if gap <= SHORT else "apart" if gap <= FAR else "far"


def _total(a: Traits, b: Traits, count: str) -> str:
    """Of sums over a period: whether both are, and whether they speak for the same days."""
    if a.total != b.total:
        return "one of them"
    if count.startswith("equal"):
        return "repeated"
    return "same days" if abs(a.speaks_for - b.speaks_for) <= SHORT else "other days"


def _in_one_report(a: Traits, b: Traits, count: str) -> str:
    """In one report the same number is mostly one thing told twice, and two numbers from one mouth are two things."""
    if count.startswith("equal") or count == "same word":
        return "repeated"
    one_mouth = a.voice == b.voice
    return "two numbers, one voice" if one_mouth else "two numbers, two voices"
