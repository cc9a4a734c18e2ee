"""Places that are named and are not those of the fate: where somebody speaks, lives, or is brought to."""

from __future__ import annotations

from spacy.tokens import Token

from ..speech.speakers import can_speak
from .naming import words


def where_somebody_speaks(head: Token) -> bool:
    """ "It was reported in Bogota", "the authorities in Baku", "told reporters in Geneva"."""
    above = head.head.head if head.dep_ == "pobj" and head.head.lower_ in {"in", "at"} else None
    if above is None:
        return False
    if above.pos_ == "VERB":
        return above.lemma_.casefold() in words("telling")
    gathering = above.head.head if above.dep_ == "pobj" and above.head.lower_ in {"at", "during", "in", "to"} else None
    if (
        gathering is not None
        and gathering.lemma_.casefold() in words("telling")
        and gathering.pos_ == "VERB"
        and gathering.i < head.i
    ):
        return True  # "said at a rally in Kasulo"
    if above.dep_ == "nsubj" and above.head.lemma_.casefold() in words("reckoning") and can_speak(above):
        return True  # "a researcher in Kasulo put the total at 107"
    with_somebody = above.dep_ == "nsubj" or (above.dep_ == "pobj" and above.head.lower_ in {"to", "from", "with"})
    if above.ent_type_ == "ORG" and with_somebody:
        return True
    speaks = above.dep_ in {"nsubj", "nsubjpass", "dobj"} or any(a.lower_ == "according" for a in above.ancestors)
    asked = above.dep_ == "pobj" and above.head.lower_ in {"at", "to"}
    return (speaks or asked) and not words("offices").isdisjoint({above.lemma_.casefold(), above.lower_})


#: How many words up from a name the verb or the hospital may stand that tells what it is the place of.
REACH = 5


def elsewhere(head: Token) -> bool:
    """Where somebody lives, or the wounded and the dead are brought: "living in Canada", "taken to a clinic in Kasulo"."""
    above, care = head, False
    for _ in range(REACH):
        lemma = above.lemma_.casefold()
        care = care or lemma in words("care")
        if above.pos_ in {"VERB", "AUX"}:
            cared = care and (lemma in words("caring") or above.pos_ == "AUX")
            return cared or (lemma in words("dwelling") and not _of_many(above))
        if above.head is above:
            break
        above = above.head
    return False


def _of_many(verb: Token) -> bool:
    """Whether a verb of dwelling tells which people were counted: "villagers living in Kasulo"."""
    return verb.dep_ in {"acl", "relcl"} and verb.head.tag_ == "NNS"


def brought_to(ground: Token) -> bool:
    """Whether somebody comes or is brought to or from a ground: "taken to the town of Kasulo"."""
    if ground.dep_ != "pobj":
        return False
    return ground.head.lower_ in {"to", "into", "towards", "toward"} or (
        ground.head.lower_ == "from" and ground.head.head.pos_ == "VERB"
    )
