"""At odds: contradictions and what follows, as they may be printed: without a sentence, name or place that redaction took.

They are worked out from the case as it is. Then claims are told with the redacted figures, their questions without a place that
only reports tell which are not public; and what ties a claim whose sentence is withheld is told by its kind alone, for the reason
of a relation repeats words of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..ledger import contradictions as ledger
from ..ledger import statements
from ..ledger.bounds import follows as bounded
from ..ledger.relations import holding, related
from ..ledger.telling import among
from ..model.accounts import Question
from ..model.claims import Figure
from ..model.reference import folded
from ..model.relations import Bounds, Contradiction, Forcing, Kind, Relation, Told, Unknown
from ..publishing import Printed
from ..publishing.accounts import Following
from ..publishing.clashes import Clash, Quote
from ..publishing.site import marked, sentence_page
from .printable import PLACE_WITHHELD, Printable, place_withheld, public_question
from .relate import decided

#: What ties numbers, where more would repeat words of a sentence that is withheld.
KINDS = {
    Kind.PART_OF: "one of the numbers is a part of the other",
    Kind.SUM: "the parts are told to add up to the whole",
    Kind.CUSTODY: "nobody can hand over more than was recovered or held",
    Kind.SAME_LINE: "a running total does not fall",
}
#: Figures of one claim that are quoted.
QUOTED = 3


@dataclass(frozen=True, slots=True)
class AtOdds:
    """Contradictions by conflict (None: not told), and how many are left out as they are of speakers who are not named."""

    clashes: Mapping[str | None, list[Clash]]
    left_out: int


def at_odds(what: Printable, keys: Mapping[str, str]) -> AtOdds:
    """Every institution's contradictions with itself. `keys`: the pages of reports, by the report's id."""
    speaking = _Speaking(what)
    found = ledger.contradictions(
        what.matter.telling, what.matter.within, decided=decided(what.matter, None, accepted=(), refused=())
    )
    told: defaultdict[str | None, list[Clash]] = defaultdict(list)
    left = 0
    for c in found:
        if not speaking.named(c.forcing):
            left += 1
            continue
        forcing = speaking.forcing(c.forcing)
        told[forcing.told[0].unknown.question.conflict].append(
            Clash(
                statements.contradiction(Contradiction(c.institutions, forcing), what.matter.names),
                tuple(
                    (statements.told(t, what.matter.names), tuple(_quote(f, what, keys) for f in t.figures[:QUOTED]))
                    for t in forcing.told
                ),
                tuple(statements.relation(r) for r in forcing.relations),
            )
        )
    return AtOdds(dict(told), left)


def followings(what: Printable) -> dict[Question, list[Following]]:
    """What follows for totals from what one institution says, by question, apart from what was claimed."""
    speaking, names = _Speaking(what), what.matter.names
    person = decided(what.matter, None, accepted=(), refused=())
    made: defaultdict[Question, list[Following]] = defaultdict(list)
    for own in ledger.groups(what.matter.telling, None):
        asked = [u for u in dict.fromkeys(t.unknown for t in own.told) if u.question.event is None and not u.unnamed]
        if not asked or not speaking.named(Forcing(own.told)):
            continue
        who = tuple(sorted({t.institution for t in own.told}))
        for b in bounded(
            asked, own.told, holding(related(own, what.matter.within), accepted=person.accepted, refused=person.refused)
        ):
            if b.follows:
                low, high = speaking.forcing(b.low_from), speaking.forcing(b.high_from)
                said = Bounds(
                    speaking.unknown(b.unknown), b.low, b.high, low, high, b.claimed_low, b.claimed_high, impossible=b.impossible
                )
                because = dict.fromkeys([*statements.forced(low, names), *statements.forced(high, names)])
                made[b.unknown.question].append(Following(statements.bounds(said, who, names), tuple(because)))
    return dict(made)


class _Speaking:
    """Claims and what ties them, with the redacted figures instead of those that were read."""

    def __init__(self, what: Printable) -> None:
        self.printed, self.sides = what.printed, what.matter.names.sides
        #: Words for a part of the people ("children") that a printed sentence has.
        self.open = {among(f) for own in what.matter.questions.values() for f in own if not self._hidden(f)}
        self.figures: dict[Question, list[Printed]] = {
            q: [what.printed[f.id] for f in own] for q, own in what.matter.questions.items()
        }
        self.questions: dict[Question, Question] = {}

    def named(self, forcing: Forcing) -> bool:
        """Whether every line that claims here is printed by its own name: what an unnamed speaker said twice would tell him."""
        return all(self.printed[f.id].figure.claimant.line == t.institution for t in forcing.told for f in t.figures)

    def forcing(self, forcing: Forcing) -> Forcing:
        hidden = any(self._hidden(f) for t in forcing.told for f in t.figures)
        return Forcing(
            tuple(self._told(t) for t in forcing.told), tuple(self._relation(r, hidden=hidden) for r in forcing.relations)
        )

    def unknown(self, unknown: Unknown) -> Unknown:
        return Unknown(self._question(unknown.question), unknown.day, "a part of them" if self._closed(unknown) else unknown.among)

    def _told(self, t: Told) -> Told:
        return replace(t, unknown=self.unknown(t.unknown), figures=tuple(self.printed[f.id].figure for f in t.figures))

    def _relation(self, r: Relation, *, hidden: bool) -> Relation:
        return replace(
            r,
            lesser=tuple(map(self.unknown, r.lesser)),
            greater=tuple(map(self.unknown, r.greater)),
            reason=KINDS[r.kind] if hidden or any(map(self._closed, r.unknowns)) else r.reason,
        )

    def _hidden(self, f: Figure) -> bool:
        return self.printed[f.id].sentence is None

    def _closed(self, unknown: Unknown) -> bool:
        """Whether the word for a part of the people is one that no printed sentence has."""
        return bool(unknown.among) and not unknown.unnamed and unknown.among not in self.open

    def _question(self, question: Question) -> Question:
        """The question with its place, side and part of the people as a printed figure has them, or without what none has."""
        if question not in self.questions:
            self.questions[question] = self._public(question)
        return self.questions[question]

    def _public(self, question: Question) -> Question:
        own = self.figures.get(question, [])
        public = public_question(question, own, self.sides) if own else question
        if question.place is not None:
            own = own or self._of_place(question.place)
            names = [
                p.figure.place.name
                for p in own
                if p.figure.place is not None and question.place in {p.figure.place.place, folded(p.figure.place.name)}
            ]
            public = replace(public, place=PLACE_WITHHELD if place_withheld(question.place, own) else names[0])
        return public

    def _of_place(self, place: str) -> list[Printed]:
        """Figures of a question that was made of another one's: those of any question that is asked of the place."""
        return [p for q, own in self.figures.items() if q.place == place for p in own]


def _quote(f: Figure, what: Printable, keys: Mapping[str, str]) -> Quote:
    printed = what.printed[f.id]
    return Quote(printed, marked(printed), sentence_page(printed, keys))
