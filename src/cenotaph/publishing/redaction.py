"""What may be printed for everybody. Comes before anything is written, and only ever takes away.

Withheld unless a person clears it: the sentences, addresses, ids and hashes of reports that are not public (the hash of a short
text confirms a guess); the names of private speakers and witnesses, with the sentences that carry them. Only who is known to
speak for a body is printed. A person may put a name into any field of a figure, so fields are looked through too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..model.claims import Claim, Claimant, Figure, Passage, Withheld
from ..model.terms import Sensitivity
from .contract import least
from .privacy import PRIVATE, UNNAMED, is_private, joined, mentions, names, proper


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure as it goes to print. None in `sentence`, `address`, `title` or `sha256` means withheld, and `withheld` says why.

    `unfiled`: the report's id is not printed, for a private person's name stands in it.
    """

    figure: Figure
    event: str
    sentence: str | None
    address: str | None
    title: str | None
    sha256: str | None
    sensitivity: Sensitivity
    withheld: str | None = None
    unfiled: bool = False

    @property
    def report(self) -> str | None:
        """The id of the report where it may be printed: what a report that is not public is called may tell who gave it."""
        return None if self.unfiled or self.sensitivity is not Sensitivity.PUBLIC else self.figure.report


@dataclass(frozen=True)
class Private:
    """What gives private speakers away: the sentences in which they speak, and by report the words that name them.

    `proper` are the names among these, `together` two names of one speaker run together.
    """

    said: frozenset[Passage]
    named: Mapping[str, frozenset[str]]
    proper: Mapping[str, frozenset[str]]
    together: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Private:
        """Of figures and of records that somebody gives no number, as they were read."""
        own = [c for c in claims if is_private(c.claimant)]
        named, own_names, together = (defaultdict[str, set[str]](set) for _ in range(3))
        for c in own:
            named[c.report] |= names(c.claimant.speaker or "")
            own_names[c.report] |= proper(c.claimant.speaker or "")
            together[c.report] |= joined(c.claimant.speaker or "")
        whole = ({report: frozenset(words) for report, words in told.items()} for told in (named, own_names, together))
        return cls(frozenset(c.sentence for c in own), *whole)

    def in_words(self, report: str, words: str | None, *, prose: bool = True) -> bool:
        """Whether these words of the report, or about it, name one of its private speakers; `prose` is as for `mentions`."""
        own, together = self.named.get(report, ()), self.together.get(report, ())
        return bool(words) and mentions(words or "", own, together, prose=prose)


def redacted_all(printed: Iterable[Printed], read: Iterable[Claim] | Private = ()) -> list[Printed]:
    """Each figure redacted, and what names the private speaker of another claim withheld too: sentence, title, address, the id.

    `read` are all claims that were read in these reports, or what is private in all: a speaker is private also where a person has
    since taken the name out of the figure, or rejected it.
    """
    whole = list(printed)
    private = read if isinstance(read, Private) else Private.of((*(p.figure for p in whole), *read))
    return [_without(redacted(p), private) for p in whole]


def redacted(printed: Printed) -> Printed:
    """The figure without what must not be published. Doing it twice changes nothing more.

    It sees one figure only: `redacted_all` also withholds a sentence that names the private speaker of another figure.
    """
    figure = printed.figure
    private = is_private(figure.claimant)
    if printed.sensitivity is not Sensitivity.PUBLIC:
        claimant = replace(public_claimant(figure.claimant, printed.sensitivity), speaker=None)
        group = replace(figure.group, words="", side=figure.group.side if figure.group.slug else None)
        known = figure.count.vague and figure.count.words.casefold() in least()  # a person may have put any words there
        count = figure.count if known else replace(figure.count, words="")
        return replace(
            printed,
            figure=replace(figure, claimant=claimant, place=None, traces=(), group=group, count=count, actor=None, recipient=None),
            sentence=None,
            address=None,
            title=None,
            sha256=None,
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


def redacted_silence(
    record: Withheld, sentence: str, sensitivity: Sensitivity, private: Private | None = None
) -> tuple[Withheld, str | None]:
    """A record that somebody gives no number, and its sentence, as they may be printed; None: the sentence is withheld.

    `private`: of all claims; without it only the record's own speaker is seen.
    """
    told = private or Private.of([record])
    kept = sensitivity is Sensitivity.PUBLIC and not is_private(record.claimant)
    kept = kept and record.sentence not in told.said and not told.in_words(record.report, sentence)
    claimant = _unnamed_claimant(public_claimant(record.claimant, sensitivity), record.report, told)
    return replace(record, claimant=claimant), sentence if kept else None


def public_claimant(claimant: Claimant, sensitivity: Sensitivity = Sensitivity.PUBLIC) -> Claimant:
    """The claimant without a private person's name; of a report that is not public only the institution.

    Its publisher, with the day and the count, would tell which report it is.
    """
    if is_private(claimant):
        claimant = replace(claimant, speaker=PRIVATE, origin=PRIVATE, institution=None)
    elif sensitivity is not Sensitivity.PUBLIC:
        # without an institution the speaker is the origin by name, or the publisher is
        speaker = UNNAMED if claimant.speaker is not None else None
        kept = claimant.institution is not None or claimant.origin in {PRIVATE, UNNAMED}
        claimant = replace(claimant, speaker=speaker, origin=claimant.origin if kept else speaker)
    return claimant if sensitivity is Sensitivity.PUBLIC else replace(claimant, venue=None, publisher=None)


def _without(printed: Printed, private: Private) -> Printed:
    figure, report = printed.figure, printed.figure.report
    if printed.sentence is not None and (figure.sentence in private.said or private.in_words(report, printed.sentence)):
        printed = replace(printed, sentence=None, title=None, withheld="the sentence names a private person")
    if private.in_words(report, printed.title):
        printed = replace(printed, title=None, withheld=printed.withheld or "the title names a private person")
    if private.in_words(report, printed.address, prose=False):
        printed = replace(printed, address=None, withheld=printed.withheld or "the address names a private person")
    printed = replace(printed, figure=_unnamed(figure, private))
    return replace(printed, unfiled=True) if private.in_words(report, report, prose=False) else printed


def _unnamed(figure: Figure, private: Private) -> Figure:
    """The figure without words that name a private speaker of its report: a person may have put a name into any field."""

    def kept(words: str | None) -> str | None:
        return None if private.in_words(figure.report, words) else words

    return replace(
        figure,
        count=replace(figure.count, words=kept(figure.count.words) or ""),
        group=replace(figure.group, side=kept(figure.group.side), words=kept(figure.group.words) or ""),
        claimant=_unnamed_claimant(figure.claimant, figure.report, private),
        actor=kept(figure.actor),
        recipient=kept(figure.recipient),
        place=figure.place if figure.place is not None and kept(figure.place.name) else None,
    )


def _unnamed_claimant(told: Claimant, report: str, private: Private) -> Claimant:
    """The claimant without what bears a private speaker's name. A body does not speak privately: only names are looked for."""
    own, together = private.proper.get(report, ()), private.together.get(report, ())

    def body(words: str | None) -> str | None:
        return None if words and mentions(words, own, together) else words

    def outlet(words: str | None) -> str | None:
        return None if private.in_words(report, words, prose=False) else words

    return replace(
        told,
        speaker=told.speaker and (body(told.speaker) or PRIVATE),
        institution=body(told.institution),
        origin=told.origin and (body(told.origin) or PRIVATE),
        venue=outlet(told.venue),
        publisher=outlet(told.publisher),
    )
