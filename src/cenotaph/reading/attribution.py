"""Who says so: the speaker a figure is credited to, how far he stands behind it, and how far the publisher stands off.

In order: "according to", a verb of saying that governs the figure's clause, a noun of saying ("figures from"), the quotation the
figure stands in. A sentence that merely follows has no speaker. Pronouns and short names ("the ministry") are resolved to the
last speaker named before them in the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from ..model.terms import Commitment, Distance
from .lexicon import saying, table
from .quantities import is_person

SUBJECTS = {"nsubj", "nsubjpass"}
ORGANS = {"ORG", "PERSON", "GPE", "NORP", "FAC"}


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the text names him, with offsets in the parsed text, and the venue if one is told."""

    name: str
    start: int
    end: int
    rule: str
    commitment: Commitment = Commitment.SAYS
    distance: Distance = Distance.NONE
    venue: str | None = None
    office: str | None = None


@dataclass
class Speakers:
    """Who has spoken so far in one report: what "he" and "the ministry" take up. Reset for every report."""

    named: list[str] = field(default_factory=list)
    offices: dict[str, str] = field(default_factory=dict)
    present: list[str] = field(default_factory=list)

    def hear(self, name: str, office: str | None) -> None:
        full = self.resolved(name)
        self.named.append(full)
        if office is not None:
            self.offices.setdefault(full, office)

    def meet(self, name: str) -> None:
        """An institution that is named without speaking: "the ministry" may take it up later."""
        self.present.append(name)

    def office_of(self, name: str) -> str | None:
        """The office in which somebody spoke before, by full name or by the last part of it."""
        return next((o for n, o in reversed(self.offices.items()) if n == name or n.split()[-1:] == name.split()[-1:]), None)

    def resolved(self, name: str) -> str:
        """A pronoun or short name as the last fuller name that fits it, else as it stands.

        "The minister" fits "Health Minister A. Torosyan" by the office, "the same ministry" any ministry, "the statement" whoever
        made the last one.
        """
        folded = re.sub(r"^(?:the|that|this|its|their)\s+|\bsame\s+", "", name.casefold()).strip()
        if folded in {
            "he",
            "she",
            "they",
            "it",
            "who",
            "statement",
            "report",
            "figures",
            "update",
            "bulletin",
            "organisation",
            "organization",
            "agency",
        }:
            return self.named[-1] if self.named else name
        for earlier in [*reversed(self.named), *reversed(self.present)]:
            known = f"{earlier} {self.offices.get(earlier, '')}".casefold()
            if len(known) > len(folded) + 1 and re.search(rf"\b{re.escape(folded)}\b", known):
                return earlier
        return name


def phrase(token: Token) -> tuple[str, int, int]:
    """The name a noun heads, without clauses and appositions: "Namig Efendiyev of the state commission" → the person."""
    entity = next((e for e in token.doc.ents if e.start <= token.i < e.end and e.label_ in {"PERSON", "ORG"}), None)
    if entity is not None and entity.label_ == "PERSON":
        return entity.text.removesuffix("'s").removesuffix("’s"), entity.start_char, entity.end_char
    kept = [token]
    for child in token.children:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "det", "nummod"} or (
            child.dep_ == "prep" and child.lower_ in {"of", "for"}
        ):
            kept += list(child.subtree)
    if entity is not None:
        kept += list(entity)
    first, last = min(t.i for t in kept), max(t.i for t in kept)
    span: Span = token.doc[first : last + 1]
    text = re.sub(r"^(?:the|a|an)\s+", "", span.text.strip(" ,\"“”'"), flags=re.IGNORECASE)
    return re.sub(r"['’]s$", "", text), span.start_char, span.end_char


def office_of(token: Token) -> str | None:
    """The office a person speaks in: "Efendiyev of the commission", "Health Minister Arsen Torosyan", "X, an adviser to Y"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "in" and token.pos_ == "NOUN":
            seat = next((g for g in child.children if g.dep_ == "pobj" and g.ent_type_ == "GPE"), None)
            if seat is not None:  # "the authorities in Baku"
                return f"{seat.text} {phrase(token)[0]}"
    entity = next((e for e in token.doc.ents if e.start <= token.i < e.end and e.label_ == "PERSON"), None)
    if entity is None and not (token.pos_ == "PROPN" and token.ent_type_ in {"", "PERSON"}):
        return None
    first, last = (entity.start, entity.end) if entity is not None else (token.i, token.i + 1)
    table = saying().speakers
    for child in token.children:
        if child.dep_ == "appos" and child.lemma_.casefold() in table and not first <= child.i < last:
            return _words(list(child.subtree))
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "from", "at"}:
            inside = next((g for g in child.children if g.dep_ == "pobj"), None)
            if inside is not None and (inside.lemma_.casefold() in table or inside.ent_type_ == "ORG"):
                return _words(list(inside.subtree))
    before = [t for c in token.children if c.dep_ in {"compound", "amod", "nmod", "poss"} for t in c.subtree if t.i < first]
    titled = entity is not None and entity[0].lemma_.casefold() in table
    if titled and entity is not None:
        before += [t for t in entity if t.lemma_.casefold() in table or t.i < token.i - 1]
    return _words(before) if any(t.lemma_.casefold() in table for t in before) else None


def _words(tokens: list[Token]) -> str:
    """The words from the first to the last of these tokens, up to a comma, without a leading article."""
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    text = tokens[0].doc[first : last + 1].text.split(",")[0].strip()
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)


def can_speak(token: Token) -> bool:
    """Whether a noun can be credited: a name, an office, a pronoun for one."""
    if token.ent_type_ in ORGANS or token.lower_ in {"he", "she", "they", "it"}:
        return True
    return token.lemma_.casefold() in saying().speakers or (token.pos_ == "PROPN") or (is_person(token) and token.pos_ == "NOUN")


def voice(at: Token, sentence: Span, speakers: Speakers, quoted: str | None) -> Voice | None:
    """Who is credited with what stands at a token."""
    found = _according(sentence, at) or _governing(at, sentence) or _noun_of_saying(at, sentence) or _trailing(at, sentence)
    if found is None and quoted is not None:
        office = speakers.office_of(quoted)
        return Voice(
            quoted,
            sentence.start_char,
            sentence.start_char + 1,
            "quotation or list that runs on",
            venue=_venue(sentence),
            office=office,
        )
    if found is None:
        return None
    name = speakers.resolved(found.name)
    office = found.office or speakers.office_of(name)
    return Voice(name, found.start, found.end, found.rule, found.commitment, found.distance, _venue(sentence), office)


def _according(sentence: Span, at: Token) -> Voice | None:
    for token in sentence:
        if token.lower_ != "according" or token.i + 1 >= len(sentence.doc):
            continue
        target = next((g for c in token.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"), None)
        if target is None or at.i in {t.i for t in target.subtree}:
            continue
        if target.lemma_.casefold() in saying().nouns and not target.ent_type_:
            inner = _speaker_of(target)
            target = inner or target
        name, start, end = phrase(target)
        return Voice(name, start, end, "according to", office=office_of(target))
    return None


def _speaker_of(noun: Token) -> Token | None:
    """Whose statement: "the ministry's figures", "data from the ministry", "a statement by", "military reports"."""
    for child in noun.children:
        if child.dep_ == "poss" and can_speak(child):
            return child
        if child.dep_ == "prep" and child.lower_ in {"of", "by", "from"}:
            inside = next((g for g in child.children if g.dep_ == "pobj"), None)
            if inside is not None and can_speak(inside):
                return inside
    return None


def _commitment(verb: Token) -> tuple[Commitment, Distance]:
    table, lemma = saying(), verb.lemma_.casefold()
    if lemma in table.denies:
        return Commitment.DENIES, Distance.NONE
    if lemma in table.claims:
        return Commitment.SAYS, Distance.CLAIMED
    if lemma in table.suspects:
        return Commitment.SUSPECTS, Distance.NONE
    if lemma in table.estimates:
        return Commitment.ESTIMATES, Distance.NONE
    return Commitment.SAYS, Distance.NONE


def _subject(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head)
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    if subject is not None and subject.dep_ == "nsubjpass":
        return agent
    return subject


def _governing(at: Token, sentence: Span) -> Voice | None:
    """A verb of saying above the figure: its clause is what was said."""
    table = saying()
    for verb in [at, *at.ancestors]:
        if verb.i < sentence.start or verb.lemma_.casefold() not in table.verbs or verb.pos_ not in {"VERB", "AUX"}:
            continue
        subject = _subject(verb)
        if subject is None or subject == at or at in subject.subtree or not can_speak(subject):
            continue
        if subject.lemma_.casefold() in table.nouns and not subject.ent_type_:
            subject = _speaker_of(subject) or subject
        name, start, end = phrase(subject)
        commitment, distance = _commitment(verb)
        return Voice(name, start, end, f'subject of "{verb.lemma_}"', commitment, distance, office=office_of(subject))
    return None


def _noun_of_saying(at: Token, sentence: Span) -> Voice | None:
    """ "The ministry's list of 23 names", "figures from the ministry put the toll at 12"."""
    for noun in sentence:
        if noun.lemma_.casefold() not in saying().nouns or noun.pos_ != "NOUN" or noun == at:
            continue
        speaker = _speaker_of(noun)
        heading = noun.i < at.i and any(t.text == ":" for t in noun.doc[noun.i : at.i + 2])
        said = noun.head.lemma_.casefold() in saying().verbs and at in noun.head.subtree
        if speaker is None or not (said or heading):
            continue
        name, start, end = phrase(speaker)
        return Voice(name, start, end, f'whose "{noun.lemma_}"')
    return None


def _trailing(at: Token, sentence: Span) -> Voice | None:
    """A parenthetic verb of saying beside the figure's clause: "12 died, the ministry said on Friday"."""
    root = sentence.root
    for verb in sentence:
        if (
            verb.lemma_.casefold() not in saying().verbs
            or verb.pos_ != "VERB"
            or verb.dep_ not in {"parataxis", "ROOT", "advcl", "ccomp", "conj"}
        ):
            continue
        subject = _subject(verb)
        subject = subject or _before(verb)
        if subject is None or not can_speak(subject) or at in subject.subtree or verb == at:
            continue
        if subject.dep_ not in SUBJECTS and at.i < subject.i:
            commitment, distance = _commitment(verb)
            name, start, end = phrase(subject)
            return Voice(name, start, end, f'before "{verb.lemma_}"', commitment, distance, office=office_of(subject))
        if verb.dep_ == "parataxis" and (at in verb.head.subtree) and (at not in verb.subtree or verb == root):
            name, start, end = phrase(subject)
            commitment, distance = _commitment(verb)
            return Voice(name, start, end, f'beside "{verb.lemma_}"', commitment, distance, office=office_of(subject))
    return None


def _before(verb: Token) -> Token | None:
    """Who stands between the last comma and a verb of saying that lost its subject in the parse: "…, D. Messerli said"."""
    doc = verb.doc
    comma = next((i for i in range(verb.i - 1, max(verb.sent.start, verb.i - 16) - 1, -1) if doc[i].text == ","), None)
    if comma is None:
        return None
    between = doc[comma + 1 : verb.i]
    named = next((e for e in doc.ents if e.start >= comma + 1 and e.end <= verb.i and e.label_ in {"PERSON", "ORG"}), None)
    if named is not None:
        return named.root
    return next((t for t in between if t.pos_ in {"NOUN", "PROPN"} and can_speak(t) and t.head not in list(between)), None)


def hedged(at: Token, sentence: Span, telling: Token) -> Distance:
    """The publisher's distance from the figure: "reportedly", "unconfirmed reports"; within the figure's own clause only."""
    table = saying()
    clause = {t.i for t in telling.subtree} | {t.i for t in at.subtree}
    for token in sentence:
        if token.lower_ in table.doubt_adverbs and (token.i in clause or token.head.i in clause or token.head == telling.head):
            return Distance.UNCONFIRMED
    words = sentence.text.casefold()
    return Distance.UNCONFIRMED if any(p in words for p in table.doubt_phrases) else Distance.NONE


def planned(telling: Token) -> bool:
    """Whether the fate is still to come: "will hand over", "are to be released", "agreed to exchange"."""
    table = saying()
    for verb in [telling, *telling.ancestors][:3]:
        if any(c.dep_ in {"aux"} and c.lower_ in table.modals for c in verb.children):
            return True
        if (
            verb.lemma_.casefold() in table.plans
            and verb != telling
            and telling.dep_ in {"xcomp", "ccomp", "dobj", "pobj", "advcl"}
        ):
            return True
        if (
            verb.dep_ == "xcomp"
            and verb.head.lemma_ in {"be", "expect", "schedule", "due", "go", "set"}
            and any(c.lower_ == "to" for c in verb.children)
        ):
            return True
        if verb.dep_ in {"ROOT", "conj", "ccomp", "relcl"}:
            break
    return False


def denied(telling: Token) -> bool:
    return any(c.dep_ == "neg" for c in telling.children) or any(
        v.lemma_.casefold() in saying().denies for v in list(telling.ancestors)[:2]
    )


def _venue(sentence: Span) -> str | None:
    venues = "|".join(table("context")["venues"])
    match = re.search(rf"\b(?:on|via|through|in)\s+(?:(?:its|his|her|their|the|a|an)\s+)?(?:\w+\s+)?({venues})\b", sentence.text)
    if match:
        return match.group(1)
    told = re.search(r"\btold\s+(?:the\s+)?((?:[A-Z][\w.]*)(?:\s+[A-Z][\w.]*)*)", sentence.text)
    return told.group(1) if told else None


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Spans of the parsed text that stand in quotation marks; an opening mark without its closing one runs to the end."""
    spans, opened = [], None
    for i, mark in enumerate(doc.text):
        if mark in "“«„" or (mark == '"' and opened is None):
            opened = i
        elif mark in "”»" or mark == '"':
            if opened is not None:
                spans.append((opened, i + 1))
            opened = None
    if opened is not None:
        spans.append((opened, len(doc.text)))
    return spans


def quoted_by(doc: Doc, start: int, speakers: Speakers) -> str | None:
    """The speaker of the quotation that an offset stands in, named in the sentence before or after it in the paragraph."""
    around = next(((a, b) for a, b in quotations(doc) if a <= start < b), None)
    if around is None:
        return None
    for sentence in doc.sents:
        if sentence.end_char < around[0] or sentence.start_char > around[1] + 1:
            continue
        for verb in sentence:
            if verb.lemma_.casefold() in saying().verbs and not around[0] <= verb.idx < around[1]:
                subject = _subject(verb)
                if subject is not None and can_speak(subject) and not around[0] <= subject.idx < around[1]:
                    return speakers.resolved(phrase(subject)[0])
    return None


def speakers_in(sentence: Span) -> list[tuple[str, str | None]]:
    """Everybody who speaks in a sentence with the office told there, for later pronouns and short names."""
    heard = []
    for verb in sentence:
        if verb.lemma_.casefold() in saying().verbs and verb.pos_ == "VERB":
            subject = _subject(verb)
            if subject is not None and can_speak(subject) and subject.pos_ != "PRON":
                heard.append((phrase(subject)[0], office_of(subject)))
    for token in sentence:
        if token.lower_ == "according":
            target = next((g for c in token.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"), None)
            if target is not None:
                heard.append((phrase(target)[0], office_of(target)))
    return heard


def bodies_in(sentence: Span) -> list[str]:
    """Institutions named in full anywhere in a sentence: "the Azerbaijani defence ministry renewed the list"."""
    bodies = table("context")["bodies"]
    full = (
        t for t in sentence if t.lemma_.casefold() in bodies and any(c.dep_ in {"compound", "amod", "poss"} for c in t.children)
    )
    return [phrase(t)[0] for t in full]
