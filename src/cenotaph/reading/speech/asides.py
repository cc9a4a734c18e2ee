"""Speakers named beside the clause, where the parse shows no verb of saying over it.

"…, aid organisations report.", "…, say those who cremated them", "Police: 12 killed", "by Ukrainian reckoning", "it was officially
announced". Tried only when no grammatical construction has told who says so.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Span, Token

from ..count.counted import is_person
from ..lexicon import nouns, saying, table
from ..page.layout import LISTED
from ..pipeline import text_of
from .speakers import can_speak, office_of, phrase
from .voices import Voice, commitment_of

DASH = re.compile(r"\s[–—-]{1,2}\s|;")
OFFICIALLY = re.compile(
    r"\bofficially\s+(?:reported|announced|confirmed|stated|said|learned|communicated|informed|acknowledged|disclosed)\b"
    r"|\b(?:reported|announced|confirmed|informed|stated)\s+officially\b",
    re.IGNORECASE,
)
#: How many words may stand between the comma and the verb of a trailing "…, the ministry in Baku said".
WIDTH = 12


@cache
def _verbs() -> frozenset[str]:
    """Verbs that can trail: "…, X said"; not those that also tell of handling ("…, Russia gave")."""
    return frozenset(table("saying")["trailing"]["verbs"])


def parted(one: Token, other: Token) -> bool:
    """Whether an insertion between dashes, or a semicolon, parts two words: who is named in it speaks for it alone."""
    sentence = one.sent
    cuts = [m.start() + sentence.start_char for m in DASH.finditer(sentence.text)]
    text = text_of(one.doc)
    strokes = [c for c in cuts if text[c] != ";"]
    kept = cuts if len(strokes) >= 2 else [c for c in cuts if text[c] == ";"]
    return sum(c < one.idx for c in kept) != sum(c < other.idx for c in kept)


def at_the_end(at: Token, sentence: Span) -> Voice | None:
    """ "12 died, aid organisations report." and "12 died, says the rescuer Oo": after the last comma behind the figure."""
    doc = sentence.doc
    for comma in range(sentence.end - 2, at.i, -1):
        if doc[comma].text not in {",", "–", "—"}:
            continue
        tail = doc[comma + 1 : min(sentence.end, comma + 1 + WIDTH)]
        if tail[0].tag_ in {"WRB", "WDT", "WP"}:  # "…, where residents said that"
            continue
        verb = next((t for t in tail if t.lemma_.casefold() in _verbs() and _finite(t)), None)
        noun_like = verb is not None and verb.pos_ == "NOUN" and verb.i + 1 < len(doc) and not doc[verb.i + 1].is_punct
        if (
            verb is None
            or noun_like
            or (verb.lower_ == "state" and verb.i and verb.nbor(-1).tag_ == "NNP")  # "in Jangebe, Zamfara state, on Friday"
            or any(t.pos_ == "ADP" and t.i == verb.i - 1 for t in tail)
            or any(t.dep_ == "mark" and t.lower_ != "as" for t in tail[: verb.i - comma - 1])
        ):
            continue
        speaker = _who(tail[: verb.i - comma - 1]) if verb.i > comma + 1 else _inverted(tail[1:])
        if speaker is not None and not parted(verb, at):
            name, start, end = phrase(speaker)
            commitment, distance = commitment_of(verb)
            return Voice(name, start, end, f'beside "{verb.lower_}"', commitment, distance, office=office_of(speaker))
    return None


def _finite(verb: Token) -> bool:
    """A verb that ends a sentence with its speaker: "the ministry said", "sources have reported"; no name, no participle."""
    perfect = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    return perfect or verb.tag_ not in {"VBG", "VBN", "NNP", "NNPS"}


def _who(words: Span) -> Token | None:
    """The noun before a trailing verb that can speak and heads the others: "the UN migration agency"."""
    able = [t for t in words if t.pos_ in {"NOUN", "PROPN", "PRON"} and can_speak(t)]
    return next((t for t in able if t.dep_ in {"nsubj", "ROOT", "npadvmod"}), None) or next(
        (t for t in able if t.dep_ not in {"compound", "amod", "poss", "pobj", "nmod"}), able[-1] if able else None
    )


def _inverted(words: Span) -> Token | None:
    """Who stands after "…, says": a name or an office, or "those who …"."""
    for token in words[:6]:
        if token.pos_ in {"DET", "ADJ", "ADV"} and token.lower_ not in {"those"}:
            continue
        if token.lower_ == "those" or (can_speak(token) and token.dep_ not in {"compound", "amod", "poss"}):
            return token
        if token.pos_ == "VERB" or token.is_punct:
            return None
    return None


def before_colon(at: Token, sentence: Span) -> Voice | None:
    """ "Police: 12 killed", "Azerbaijan made public the price: 192 servicemen were killed"."""
    doc = sentence.doc
    colon = next((t for t in doc[sentence.start : at.i] if t.text == ":"), None)
    first = sentence.start
    if colon is None and sentence.start and doc[sentence.start - 1].text == ":":  # the parser may end a sentence there
        colon = doc[sentence.start - 1]
        first = colon.sent.start
    if colon is None:
        return None
    before = doc[first : colon.i]
    if LISTED.match(text_of(doc)):
        return None  # "• Police: 12" in a list of who did it
    if len(before) <= 4 and len(before):
        able = [
            t for t in before if can_speak(t) and t.ent_type_ not in {"GPE", "LOC", "FAC", "NORP"} and t.pos_ in {"NOUN", "PROPN"}
        ]
        if any(t.text in {"-", "–"} for t in before):  # "Iran-Iraq: remains of 76 soldiers exchanged"
            able = []
        if able and able[-1].i == before[-1].i and not _counted(able[-1]):
            name, start, end = phrase(able[-1])
            return Voice(name, start, end, "before a colon", office=office_of(able[-1]))
    for verb in before:
        disclosed = verb.lemma_ in {"make", "go", "lay"} and any(c.lower_ in {"public", "known", "open"} for c in verb.subtree)
        breaks = verb.lemma_ == "break" and any(c.lower_ == "silence" for c in verb.children)
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        says = verb.pos_ == "VERB" and verb.lemma_.casefold() in _verbs()
        if (disclosed or breaks or says) and subject is not None and can_speak(subject):
            name, start, end = phrase(subject)
            return Voice(name, start, end, "before a colon", office=office_of(subject))
    return None


def _counted(token: Token) -> bool:
    """A label that names those counted: "Recovered bodies: 929"."""
    lemma = token.lemma_.casefold()
    several = token.tag_ in {"NNS", "NNPS"}
    return several and (lemma in nouns().remains or (is_person(token) and lemma not in saying().speakers))


def announced_by(at: Token, sentence: Span) -> Voice | None:
    """ "The arrest of a sergeant, announced by the prosecutor": a participle with its speaker beside what is told."""
    for verb in sentence:
        if verb.tag_ != "VBN" or verb.dep_ not in {"acl", "relcl"} or verb.lemma_.casefold() not in _verbs() - saying().claims:
            continue  # who claims a deed does not tell of it
        speaker = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        if speaker is not None and can_speak(speaker) and verb.head in {at, *at.ancestors} and at not in verb.subtree:
            name, start, end = phrase(speaker)
            return Voice(name, start, end, f'by whom "{verb.lower_}"', *commitment_of(verb), office=office_of(speaker))
    return None


def by_reckoning(at: Token, sentence: Span) -> Voice | None:
    """ "By Ukrainian reckoning", "by official data", "in the words of the minister", "in the view of the UN"."""
    nouns = saying().nouns | set(table("saying")["trailing"]["reckonings"])
    for token in sentence:
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if token.lower_ not in {"by", "in", "on", "as"} or noun is None or noun.lemma_.casefold() not in nouns or parted(token, at):
            continue
        if token.head.dep_ in {"relcl", "acl"} and at not in token.head.subtree:
            continue
        whose = next((c for c in noun.children if c.dep_ == "poss" and can_speak(c)), None) or next(
            (g for c in noun.children if c.lower_ in {"of", "by", "from"} for g in c.children if g.dep_ == "pobj" and can_speak(g)),
            None,
        )
        adjective = next(
            (c for c in noun.children if c.ent_type_ in {"NORP", "GPE", "ORG"} or c.lower_ in {"official", "military"}), None
        )
        if whose is not None:
            name, start, end = phrase(whose)
            return Voice(name, start, end, f'whose "{noun.lower_}"', office=office_of(whose))
        if adjective is not None and token.lower_ == "by":
            named = adjective.text if adjective.ent_type_ else f"{adjective.text} {noun.text}"
            return Voice(named, adjective.idx, noun.idx + len(noun), f'whose "{noun.lower_}"')
    return None


def officially(sentence: Span) -> Voice | None:
    """ "It was officially announced" credits officials without a name."""
    match = OFFICIALLY.search(sentence.text)
    if match is None:
        return None
    return Voice("officials", sentence.start_char + match.start(), sentence.start_char + match.end(), "officially announced")
