"""The word order of translated text: "the commission has on Friday 73 soldiers in Halbe buried", "there 14 men buried lie".

A translation from German, Dutch or Turkish leaves the participle at the end of its clause, where the parser hangs it on what stands
before it. A bare form of "have" or "be" in front of the count and a participle at the end of the clause are read as one verb.
"""

from __future__ import annotations

from spacy.tokens import Token

from ...model.terms import Fate
from ..count.counted import Quantity
from .conditions import object_frame
from .tellings import SUBJECTS, Telling, owner_of

#: How far the participle may stand behind the count, in words, and how far the helping verb before it.
BEHIND, BEFORE = 16, 24
ENDS = {",", ".", ";", ":", "!", "?", "–", "—", ")", "”", '"'}
PARTICLES = {"over", "out", "up", "down", "off", "back", "away"}
LYING = {"lie", "lies", "lay", "lain"}


def verb_final(q: Quantity, *, dead: bool) -> Telling | None:
    """The fate that a participle at the end of the clause tells, where its helping verb stands alone before the count."""
    lost = _life_lost(q)
    if lost is not None:
        return lost
    participle = _at_the_end(q)
    if participle is None or not _helped(q, participle):
        return None
    owner = owner_of(q.node)
    of_remains = dead or (owner is not None and owner.lemma_.casefold() in {"remains", "body", "bone", "corpse", "skeleton"})
    frame = object_frame(participle, dead=of_remains)
    if frame is None:
        return None
    fate = frame.fate_dead if of_remains and frame.fate_dead is not None else frame.fate
    return Telling(fate, participle, "participle at the end of its clause", frame)


def _life_lost(q: Quantity) -> Telling | None:
    """ "At Halbe lost in April about 30,000 soldiers and 10,000 civilians their life": the verb far before its object."""
    doc, sent = q.number.doc, q.number.sent
    behind = doc[q.number.i + 1 : min(q.number.i + BEHIND, sent.end)]
    life = next((t for t in behind if t.lower_ in {"life", "lives"} and t.nbor(-1).lower_ == "their"), None)
    verb = next((t for t in reversed(doc[max(q.number.i - BEFORE, sent.start) : q.number.i]) if t.lower_ in {"lost", "lose"}), None)
    finite = verb is not None and verb.i > sent.start and verb.nbor(-1).lower_ not in {"had", "has", "have", "who", "be", "were"}
    own_subject = verb is not None and any(c.dep_ in SUBJECTS for c in verb.children)
    if life is None or verb is None or not finite or own_subject:
        return None
    return Telling(Fate.KILLED, verb, "light verb and its noun")


def _at_the_end(q: Quantity) -> Token | None:
    """The participle right before the end of the count's clause, with no finite verb on the way."""
    last = q.noun if q.noun is not None and q.noun.i > q.number.i else q.number
    doc = q.number.doc
    found: Token | None = None
    for token in doc[last.i + 1 : min(last.i + BEHIND, q.number.sent.end)]:
        if token.text in ENDS:
            return found
        if found is not None and token.lower_ not in PARTICLES | LYING:
            found = None
        if token.tag_ in {"VBN", "VBD"}:
            found = token
        elif token.pos_ in {"VERB", "AUX"} and token.lower_ not in LYING:
            return None
    return found


def _helped(q: Quantity, participle: Token) -> bool:
    """Whether a form of "have" or "be" stands before the count with no verb of its own, or "lie" behind the participle."""
    if any(t.lower_ in LYING for t in participle.doc[participle.i + 1 : participle.i + 2]):
        return True
    start = max(q.number.i - BEFORE, q.number.sent.start)
    for token in reversed(q.number.doc[start : q.number.i]):
        if token.lower_ in {"has", "have", "had", "were", "was", "are", "is", "been"}:
            after = token.nbor(1)
            return after.tag_ not in {"VBN", "VBD", "VBG", "RB", "TO"} and after.lower_ not in {"not", "a"} and after.i < q.number.i
        if token.pos_ in {"VERB", "AUX"} or token.text in {";", ":"}:
            return False
    return False
