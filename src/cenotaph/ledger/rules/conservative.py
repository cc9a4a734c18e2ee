"""Most conservative: the figure with the lowest least number is low, best and high alike.

ACLED, FAQs: Fatalities and methodology (May 2024): the most reliable source; where reports differ or are vague, the most
conservative estimate, and the dispute is noted. Whom a person rated most reliable decides among the rated.
"""

from __future__ import annotations

from .outcome import Case, Outcome, aside, point, used


def outcome(case: Case) -> Outcome:
    ranks = {w.line: r for w in case.figures if (r := case.rank(w)) is not None}
    best_rank = min(ranks.values(), default=None)
    judged = []
    stated = []
    for w in case.figures:
        number = point(w.count)
        if best_rank is not None and ranks.get(w.line) != best_rank:
            judged.append(aside(w, "another origin is rated more reliable"))
        elif number is None:
            judged.append(aside(w, "it states no least number"))
        else:
            stated.append((number, w))
    if not stated:
        return Outcome(None, None, None, tuple(judged))
    least, most = min(n for n, _ in stated), max(n for n, _ in stated)
    _, chosen = min(stated, key=lambda s: (s[0], s[1].figure.clocks.published, s[1].figure.id))
    for number, w in stated:
        if w is chosen:
            judged.append(used(w, "the most conservative figure"))
        else:
            judged.append(aside(w, "the same number" if number == least else "a more conservative figure decides"))
    warnings = () if least == most else (f"reports differ: from {least:,} to {most:,}; the most conservative is used",)
    return Outcome(least, least, least, tuple(judged), warnings=warnings)
