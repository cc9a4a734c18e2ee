"""What may be printed for everybody. Comes before anything is written, and only ever takes away.

Withheld unless a person clears it: the sentences and addresses of reports that are not public; the names of private speakers
and witnesses, with the sentences that carry them. Only who is known to speak for a body is printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model.claims import Claimant, Figure, Passage, Withheld
from ..model.terms import Sensitivity
from .privacy import PRIVATE, UNNAMED, is_private, names


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure as it goes to print. None in `sentence`, `address` or `title` means withheld, and `withheld` says why."""

    figure: Figure
    event: str
    sentence: str | None
    address: str | None
    title: str | None
    sha256: str
    sensitivity: Sensitivity
    withheld: str | None = None


def redacted_all(printed: Iterable[Printed], read: Iterable[Figure] = ()) -> list[Printed]:
    """Each figure redacted, and the sentences that name another figure's private speaker withheld too.

    `read` are all figures that were read in these reports: a speaker is private also where a person has since taken the name out of
    the figure, or rejected it.
    """
    whole = list(printed)
    private = [f for f in (*(p.figure for p in whole), *read) if is_private(f.claimant)]
    said = {f.sentence for f in private}
    named: defaultdict[str, set[str]] = defaultdict(set)
    for f in private:
        named[f.report] |= names(f.claimant.speaker or "")
    return [_without(redacted(p), said, named[p.figure.report]) for p in whole]


def redacted(printed: Printed) -> Printed:
    """The figure without what must not be published. Doing it twice changes nothing more.

    It sees one figure only: `redacted_all` also withholds a sentence that names the private speaker of another figure.
    """
    figure = printed.figure
    private = is_private(figure.claimant)
    if printed.sensitivity is not Sensitivity.PUBLIC:
        claimant = replace(public_claimant(figure.claimant, printed.sensitivity), speaker=None)
        return replace(
            printed,
            figure=replace(figure, claimant=claimant, place=None, traces=()),
            sentence=None,
            address=None,
            title=None,
            withheld=f"the report is {printed.sensitivity.value}",
        )
    if private:
        claimant = public_claimant(figure.claimant, printed.sensitivity)
        return replace(
            printed,
            figure=replace(figure, claimant=claimant),
            sentence=None,
            title=None,
            withheld="the speaker is a private person",
        )
    return printed


def redacted_silence(record: Withheld, sentence: str, sensitivity: Sensitivity) -> tuple[Withheld, str | None]:
    """A record that somebody gives no number, and its sentence, as they may be printed; None: the sentence is withheld."""
    kept = sensitivity is Sensitivity.PUBLIC and not is_private(record.claimant)
    return replace(record, claimant=public_claimant(record.claimant, sensitivity)), sentence if kept else None


def public_claimant(claimant: Claimant, sensitivity: Sensitivity = Sensitivity.PUBLIC) -> Claimant:
    """The claimant without a private person's name; of a report that is not public only the institution and the publisher."""
    if is_private(claimant):
        claimant = replace(claimant, speaker=PRIVATE, origin=PRIVATE, institution=None)
    elif sensitivity is not Sensitivity.PUBLIC and claimant.speaker is not None:
        # without an institution the speaker is the origin, by name
        claimant = replace(claimant, speaker=UNNAMED, origin=claimant.origin if claimant.institution else UNNAMED)
    return claimant if sensitivity is Sensitivity.PUBLIC else replace(claimant, venue=None)


def _without(printed: Printed, said: set[Passage], private: set[str]) -> Printed:
    if printed.sentence is None:
        return printed
    folded = printed.sentence.casefold()
    if printed.figure.sentence in said or any(name in folded for name in private):
        return replace(printed, sentence=None, title=None, withheld="the sentence names a private person")
    return printed
