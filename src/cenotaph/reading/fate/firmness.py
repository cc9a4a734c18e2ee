"""How firmly a figure is held: the publisher's distance, plans and denials around the word that tells the fate."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from ...model.terms import Distance
from ..lexicon import around, saying, table
from ..pipeline import text_of

RISING = {"rise", "climb", "grow", "increase", "reach", "exceed", "surpass", "top", "mount", "go"}
#: What the next sentence says of a figure that nobody could check.
UNPROVEN = re.compile(
    r"\b(?:(?:could|can|cannot|has|have|was|were|is)(?: not|n't)? (?:yet )?(?:be|been)? ?(?:independently |immediately )?"
    r"(?:verified|confirmed|proven|corroborated)"
    r"|(?:considers?|regards?|calls?) (?:this|it|that|the \w+) (?:as )?(?:not proven|unproven|unconfirmed|doubtful)"
    r"|no (?:independent )?(?:confirmation|evidence|proof) (?:of|for|was|has|for the)"
    r"|(?:presented|provided|offered|gave|without) (?:no |any )?(?:evidence|proof))\b",
    re.IGNORECASE,
)
NEGATION = re.compile(r"\b(?:not|cannot|no|n't|unproven|unconfirmed|doubtful|without)\b|n't\b", re.IGNORECASE)
DENIED_AFTER = re.compile(
    r"\b(?:this|that|these|the|which)(?: \w+)? ?"
    r"(?:reports?|claims?|allegations?|figures?|information|versions?|numbers?|accounts?)?,? "
    r"(?:(?:was|were|has been|have been|is|are) (?:later |since |immediately )?(?:denied|refuted|rejected|dismissed))\b",
    re.IGNORECASE,
)


def hedged(at: Token, sentence: Span, telling: Token) -> Distance:
    """The publisher's distance from the figure: "reportedly", "may have", "accused of"; within the figure's own clause only."""
    table = saying()
    chain = _chain(at, telling)
    for token in sentence:
        above = token.head.head.i if token.head.dep_ in {"nsubj", "nsubjpass"} else token.head.i
        if token.lower_ in table.doubt_adverbs and (
            {token.head.i, above} & chain or token.i + 1 in {at.i, at.left_edge.i, telling.i}
        ):
            return Distance.UNCONFIRMED
    if any(c.dep_ == "aux" and c.lower_ in {"may", "might"} for verb in _verbs(telling) for c in verb.children):
        return Distance.UNCONFIRMED
    if any(v.lemma_.casefold() in table.suspects and any(c.dep_ == "auxpass" for c in v.children) for v in _verbs(telling)[1:]):
        return Distance.UNCONFIRMED  # "was believed to contain 15 to 20 dead"
    if _accused(telling):
        return Distance.CLAIMED
    words = sentence.text.casefold()
    if any(p in words for p in table.doubt_phrases) or _unproven_next(sentence):
        return Distance.UNCONFIRMED
    return Distance.NONE


def _chain(at: Token, telling: Token) -> set[int]:
    """The words from the count up to what tells its fate, and the verbs that this verb is coordinated with or depends on."""
    chain = {at.i, telling.i}
    for above in at.ancestors:
        chain.add(above.i)
        if above == telling or above.pos_ == "VERB":
            break
    return chain | {verb.i for verb in _verbs(telling)}


def _verbs(telling: Token) -> list[Token]:
    """The verb of the fate, those that it is coordinated with, and the one that it completes ("is believed to contain")."""
    verbs = [telling]
    while (
        verbs[-1].dep_ in {"conj", "xcomp", "acomp", "attr", "oprd", "dobj", "pobj", "prep", "agent", "auxpass"} and len(verbs) < 5
    ):
        below, above = verbs[-1], verbs[-1].head
        if (
            below.dep_ == "conj"
            and any(c.dep_ in {"nsubj", "nsubjpass", "aux"} and c.i < below.i for c in below.children)
            and below.i != telling.i
        ):
            break
        if (
            above.dep_ == "ROOT"
            and below.dep_ == "conj"
            and any(c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ == "PROPN" for c in below.children)
        ):
            break
        verbs.append(above)
    return verbs


def _accused(telling: Token) -> bool:
    """ "Accuse X of having executed 2,000": what is told in a relative clause below ("of hiding 12 who fell") is not the charge."""
    for above in [telling, *telling.ancestors][:5]:
        if above.dep_ in {"relcl", "acl", "advcl", "ccomp"}:
            return False
        if above.lemma_ == "accuse" and above != telling:
            return True
    return False


def _unproven_next(sentence: Span) -> bool:
    """Whether the next sentence says that nothing is proven: "Kyiv considers this as not proven."."""
    doc = sentence.doc
    if sentence.end >= len(doc):
        return False
    following = doc[sentence.end].sent.text
    match = UNPROVEN.search(following)
    return match is not None and NEGATION.search(following, max(0, match.start() - 5), match.end()) is not None


def planned(telling: Token) -> bool:
    """Whether the fate is still to come: "will hand over", "are to be released", "agreed to exchange", "ready to transfer"."""
    said = saying()
    for verb in [telling, *telling.ancestors][:4]:
        if any(c.dep_ == "aux" and c.lower_ in said.modals for c in verb.children) and not _perfect(verb):
            return True
        if verb == telling and (_due(telling) or _may_come(verb)):
            return True
        if any(c.dep_ in {"amod", "compound"} and c.lower_ in said.coming for c in verb.children) and verb == telling:
            return True
        if (
            verb.lemma_.casefold() in said.plans
            and verb != telling
            and telling.dep_ in {"xcomp", "ccomp", "dobj", "pobj", "advcl", "acl", "oprd"}
        ):
            return True
        to_come = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        if verb.dep_ in {"xcomp", "ccomp", "acl", "advcl", "oprd"} and to_come and _ahead(verb.head):
            return True
        if verb.lemma_ == "follow" and to_come:  # "thousands more to follow"
            return True
        if verb.dep_ in {"ROOT", "ccomp", "relcl", "parataxis"} or (verb.dep_ == "conj" and _own_clause(verb)):
            break
    return False


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(table("saying")["plans"]["to_come"], re.IGNORECASE)


def _may_come(verb: Token) -> bool:
    """ "Could be freed next week": what is only possible has not happened where a time to come is told."""
    possible = any(c.dep_ == "aux" and c.lower_ in {"could", "may", "might", "can"} for c in verb.children)
    return possible and not _perfect(verb) and _to_come().search(verb.sent.text) is not None


def _due(act: Token) -> bool:
    """Whether an act is said to be set for a day: "the burial is scheduled for Friday", "the release is due on Monday"."""
    above = act.head
    if act.pos_ not in {"NOUN", "PROPN"} or act.dep_ not in {"nsubj", "nsubjpass"} or above == act:
        return False
    if above.lemma_ == "be":
        return any(c.dep_ == "acomp" and c.lower_ in saying().ready for c in above.children)
    return above.lemma_.casefold() in saying().plans and any(c.dep_ == "auxpass" for c in above.children)


def _perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _ahead(above: Token) -> bool:
    """What "to" looks forward from: "is to", "expected to", "ready to"."""
    if above.lemma_ == "have" and any(c.lower_ == "yet" for c in above.children):
        return True
    return above.lemma_ in {"be", "expect", "schedule", "due", "go", "set"} or above.lower_ in saying().ready


def _own_clause(verb: Token) -> bool:
    """A coordinated verb with its own subject or auxiliary is not under the plan of the first."""
    return any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)


def denied(telling: Token) -> bool:
    """Whether the fate is denied: negated, in what somebody denies, or "not true that". A denial does not reach over an "and"."""
    if any(c.dep_ == "neg" and not _other_number(c, telling) for c in telling.children):
        return True
    if re.search(r"\b(?:not true|untrue|not the case|false)\s+that\b", telling.sent.text, re.IGNORECASE):
        return True
    if DENIED_AFTER.search(text_of(telling.doc), telling.idx, telling.sent.end_char):
        return True
    if _false_claim(telling):
        return True
    below = telling
    for above in list(telling.ancestors)[:2]:
        if below.dep_ in {"conj", "parataxis", "ROOT"}:
            return False
        if below.dep_ == "advcl" and below.tag_ == "VBG":
            return False  # "rejected the claim, putting its own losses at 219"
        if above.lemma_.casefold() in saying().denies:
            return True
        below = above
    return False


def _false_claim(telling: Token) -> bool:
    """ "The claim that 600 soldiers died is false": what somebody is said to be wrong about."""
    claim = telling.head
    if telling.dep_ not in {"acl", "ccomp", "relcl"} or claim.lemma_.casefold() not in around("claims"):
        return False
    return any(c.dep_ in {"acomp", "attr", "oprd"} and c.lower_ in around("false") for c in claim.head.children)


def _other_number(negation: Token, telling: Token) -> bool:
    """ "31,000 had died, not 300,000": what is denied is another number."""
    after = negation.nbor(1) if negation.i + 1 < len(negation.doc) else None
    return negation.i > telling.i and after is not None and (after.like_num or after.lower_ in {"as", "the", "more"})


def unreal(telling: Token) -> bool:
    """Whether the fate is only supposed or wished: "would have been killed", "the toll could rise", "if … die". No figure then."""
    if _averted(telling) or _demanded(telling) or _never_said(telling):
        return True
    clause = [telling, *list(telling.ancestors)[:2]]
    for verb in (v for v in clause if v.pos_ in {"VERB", "AUX"}):
        auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if "would" in auxiliaries and "have" in auxiliaries:
            return True
        if auxiliaries & {"could", "might", "may"} and verb.lemma_.casefold() in RISING:
            return True
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in verb.children):
            return True
        if verb.dep_ in {"ROOT", "ccomp", "conj"}:
            break
    return False


def _never_said(telling: Token) -> bool:
    """ "The ministry never said that 300 were killed": nobody has said so here."""
    verb = telling.head
    said = telling.dep_ == "ccomp" and verb.i < telling.i and verb.lemma_.casefold() in saying().says
    return said and any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)


def _averted(telling: Token) -> bool:
    """What nearly happened or was only attempted: "nearly killed", "could have killed", "a plot to kill"."""
    if telling.pos_ != "VERB":
        return False
    before = telling.nbor(-1).lower_ if telling.i else ""
    if before in saying().nearly and not (telling.i > 1 and telling.nbor(-2).lower_ in {"not", "very"}):
        return True
    auxiliaries = {c.lower_ for c in telling.children if c.dep_ == "aux"}
    passive = any(c.dep_ == "auxpass" for c in telling.children)
    if {"could", "have"} <= auxiliaries and not passive:
        return True
    return "to" in auxiliaries and telling.dep_ in {"acl", "xcomp"} and telling.head.lemma_.casefold() in saying().attempts


def _demanded(act: Token) -> bool:
    """What somebody only asks for: "demanded the release of 90", "called for the exchange of"."""
    above = act.head
    if act.pos_ == "VERB":  # "demanded that 60 soldiers be freed"
        bare = any(c.dep_ in {"auxpass", "aux"} and c.tag_ == "VB" and c.lower_ == "be" for c in act.children)
        free = not any(c.tag_ in {"MD", "TO"} for c in act.children)
        return bare and free and act.dep_ == "ccomp" and above.lemma_.casefold() in saying().demands
    if act.pos_ not in {"NOUN", "PROPN"}:
        return False
    if act.dep_ == "dobj":
        return above.lemma_.casefold() in saying().demands
    return act.dep_ == "pobj" and above.lower_ == "for" and above.head.lemma_.casefold() in saying().demands_for
