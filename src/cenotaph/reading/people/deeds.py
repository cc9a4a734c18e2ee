"""Who attacked and who took captives in a report: every place that names a doer, for figures whose own clause names none.

"Rebels ambushed a patrol. Three soldiers were killed." The doer stands in another sentence than the dead; so it does in
"X claimed responsibility", "police blamed X", "a strike by X". One pass over the parsed paragraphs collects them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from spacy.tokens import Token

from ...model.reference import Reference, SideKind
from ..lexicon import table
from ..page.pages import Page
from ..pipeline import lemmas_of
from ..speech.speakers import phrase, subject_of
from .agents import is_attack, maker_of, resolved
from .parties import Named, is_party, party


class Kind(StrEnum):
    HARM = "harm"
    CAPTURE = "capture"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Deed:
    """A doer named at an offset of the report, the sentence and paragraph it stands in, and how plainly it is named."""

    at: int
    passage: tuple[int, int]
    sentence: tuple[int, int]
    paragraph: int
    doer: Named
    kind: Kind
    weight: int
    armed: bool
    words: str

    @property
    def key(self) -> str:
        return self.doer.slug or self.doer.name.casefold().split()[-1].rstrip("s")


def deeds_in(pages: Sequence[Page], reference: Reference) -> tuple[Deed, ...]:
    """Every named doer of a report, in reading order."""
    found: list[Deed] = []
    for n, page in enumerate(pages):
        doc, offset = page.doc, page.offset
        for token in doc if not _telling().isdisjoint(lemmas_of(doc)) else ():
            for doer, kind, weight in _told_at(token, reference):
                sentence = (offset + token.sent.start_char, offset + token.sent.end_char)
                side = reference.side(doer.slug) if doer.slug else None
                armed = side is not None and side.kind is SideKind.ARMED_GROUP
                passage = (offset + doer.start, offset + doer.end)
                found.append(
                    Deed(
                        offset + token.idx,
                        passage,
                        sentence,
                        n,
                        doer,
                        kind,
                        weight,
                        armed,
                        page.text[doer.start : doer.end].casefold(),
                    )
                )
    return tuple(sorted(found, key=lambda d: d.at))


def _told_at(token: Token, reference: Reference) -> Iterator[tuple[Named, Kind, int]]:
    words, lemma = table("parties"), token.lemma_.casefold()
    if lemma not in _telling():
        return
    if token.pos_ == "VERB":
        for kind, verbs in ((Kind.HARM, words["attacking"]), (Kind.CAPTURE, words["capturing"])):
            if lemma in verbs["verbs"] and _complete(token, verbs.get("needed", {}).get(lemma)):
                yield from _named(_attacker(token), kind, 2 if lemma in words["attacking"]["deadly"] else 1, reference)
        yield from _blamed(token, reference)
    elif token.pos_ in {"NOUN", "PROPN"}:
        if is_attack(token):
            yield from _attack(token, reference)
        if lemma in words["clashes"]["nouns"]:
            yield from _clash(token, reference)
        if lemma == "hand" and token.head.lower_ == "at":  # "at the hands of the militia"
            of = next((g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
            yield from _named(of, Kind.HARM, 3, reference)
    if lemma == "responsible" or lemma in words["blame"]["culprits"]:
        yield from _responsible(token, reference)
    harmful = any(is_attack(g) or g.lemma_.casefold() in words["blame"]["harm"] for g in token.children)
    if lemma == "behind" and token.head.lemma_ == "be" and harmful:  # "said that the militia was behind the attack"
        yield from _named(subject_of(token.head), Kind.HARM, 4, reference)


@cache
def _telling() -> frozenset[str]:
    """Every lemma at which a deed may be told: most words of a text are none of them."""
    words = table("parties")
    blame = words["blame"]
    verbs = {*words["attacking"]["verbs"], *words["capturing"]["verbs"], *blame["claiming"], *blame["onto"], *blame["verbs"]}
    nouns = {*words["attacks"]["nouns"], *words["clashes"]["nouns"], *blame["culprits"]}
    return frozenset(verbs | nouns | {"hold", "blame", "hand", "responsible", "behind"})


def _complete(verb: Token, needed: Sequence[str] | None) -> bool:
    return needed is None or any(
        t.lemma_.casefold() in needed or t.lower_ in needed for c in verb.children for t in (c, *c.children)
    )


def _attacker(verb: Token) -> Token | None:
    """The subject of an attack; a bare participle ("three others injured") and a passive have none but their agent."""
    auxiliary = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    subject = subject_of(verb)
    if subject is not None and subject.dep_ != "pobj" and any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return None  # "heard of a raid where 35 were killed": who heard of it did not do it
    if verb.tag_ == "VBN" and not auxiliary and subject is not None and subject.dep_ != "pobj":
        return None
    return subject


def _named(token: Token | None, kind: Kind, weight: int, reference: Reference) -> Iterator[tuple[Named, Kind, int]]:
    """The party at a token; a relative pronoun stands for the noun before it, any other pronoun for nobody we know."""
    token = resolved(token)
    if token is None:
        return
    rule = "who did it, told elsewhere in the report"
    if token.lemma_.casefold() in table("parties")["attacks"]["carriers"]:
        named = maker_of(token, reference)
    else:
        named = party(token, reference, rule) if is_party(token) else None
    if named is not None:
        yield named, kind, weight


def _blamed(verb: Token, reference: Reference) -> Iterator[tuple[Named, Kind, int]]:
    """ "X claimed responsibility", "police blamed X", "attributed to X", "accused X of having executed"."""
    blame, lemma = table("parties")["blame"], verb.lemma_.casefold()
    if lemma not in {*blame["claiming"], *blame["onto"], *blame["verbs"], "hold", "blame"}:
        return
    harmful = any(t.lemma_.casefold() in blame["harm"] for t in verb.subtree if t != verb)
    if lemma in blame["claiming"] and any(c.lemma_ == "responsibility" for c in verb.children):
        yield from _named(subject_of(verb), Kind.HARM, 4, reference)
    it = any(c.dep_ == "dobj" and c.pos_ == "PRON" for c in verb.children)
    if lemma in blame["onto"] and (harmful or it):
        below = [g for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} for g in c.children]
        for prep in (c for c in [*verb.children, *below] if c.lower_ in {"on", "to"}):
            yield from _named(next((g for g in prep.children if g.dep_ == "pobj"), None), Kind.HARM, 3, reference)
    held = lemma == "hold" and any(t.lemma_ == "responsible" for t in verb.subtree)
    plainly = lemma == "blame" and not any(c.lower_ == "for" for c in verb.children)
    if (harmful or plainly) and (lemma in blame["verbs"] or held):
        wanted = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if wanted is None and held:
            wanted = next((g for c in verb.children for g in c.children if g.dep_ == "nsubj"), None)
        for one in [wanted, *(wanted.conjuncts if wanted is not None else ())][:1]:
            yield from _named(one, Kind.HARM, 3, reference)


def _attack(noun: Token, reference: Reference) -> Iterator[tuple[Named, Kind, int]]:
    made = maker_of(noun, reference)
    if made is not None:
        yield made, Kind.HARM, 2
        return
    if noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.casefold() in table("parties")["attacks"]["staged"]:
        subject = subject_of(noun.head)
        if subject is None and noun.head.dep_ == "relcl":
            subject = noun.head.head
        yield from _named(subject if subject != noun else None, Kind.HARM, 2, reference)


def _clash(noun: Token, reference: Reference) -> Iterator[tuple[Named, Kind, int]]:
    """ "Clashes between the army and the rebels", "a firefight with gunmen"."""
    for prep in (c for c in noun.children if c.lower_ in {"between", "with", "against"}):
        first = next((g for g in prep.children if g.dep_ == "pobj"), None)
        for one in [first, *first.conjuncts] if first is not None else []:
            yield from _named(one, Kind.CLASH, 1, reference)


def _responsible(word: Token, reference: Reference) -> Iterator[tuple[Named, Kind, int]]:
    """ "X is responsible for", "X are the suspected perpetrators", "the attacker, identified as X"."""
    verb = word.head
    if word.dep_ in {"attr", "acomp"} and verb.lemma_ == "be":
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        yield from _named(subject, Kind.HARM, 3, reference)
    names = [c for c in word.children if c.dep_ in {"appos", "compound"}]
    names += [
        g for c in word.children if c.dep_ in {"acl", "relcl", "appos"} for a in c.children if a.lower_ == "as" for g in a.children
    ]
    if word.dep_ in {"nsubjpass", "dobj"} and verb.lemma_ in {"identify", "name"}:
        names += [g for c in verb.children if c.lower_ in {"as"} for g in c.children]
        names += [c for c in verb.children if c.dep_ == "oprd"]
    for name in names:
        if name.ent_type_ in {"PERSON", "ORG"} or (name.pos_ == "PROPN" and name.dep_ != "compound"):
            called, start, end = phrase(name)
            yield Named(called, None, start, end, "who is named as the culprit"), Kind.HARM, 4


def main_doer(deeds: Sequence[Deed], kind: Kind, share: float = 0.6) -> Deed | None:
    """The doer that a report names for most of its deeds of a kind; None when no one outweighs the rest."""
    weights: Counter[str] = Counter()
    for deed in deeds:
        if deed.kind is kind:
            weights[deed.key] += deed.weight
    if not weights:
        return None
    key, most = weights.most_common(1)[0]
    if most < share * sum(weights.values()):
        return None
    return max((d for d in deeds if d.kind is kind and d.key == key), key=lambda d: (d.weight, -d.at))
