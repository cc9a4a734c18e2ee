"""Who can speak, under which name and office, and who has spoken so far in a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from ..count.counted import is_person
from ..lexicon import saying, table

SUBJECTS = {"nsubj", "nsubjpass"}
#: What those do whose estimate it is, beside giving it.
SHARING = {"share", "compile", "hold", "accept", "keep", "collect", "use"}
ORGANS = {"ORG", "PERSON", "GPE", "NORP", "FAC"}


@dataclass
class Speakers:
    """Who has spoken so far in one report: what "he" and "the ministry" take up. Reset for every report."""

    named: list[str] = field(default_factory=list)
    offices: dict[str, str] = field(default_factory=dict)
    present: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)

    def listen(self, sentence: Span) -> None:
        """Takes up who speaks in a sentence, who acts in it, and which institutions it names."""
        acting = (t for t in sentence if t.dep_ in SUBJECTS and t.pos_ == "PROPN" and t.ent_type_ in {"PERSON", ""})
        self.persons += [self.resolved(phrase(t)[0]) for t in acting]
        self.authors += authors_in(sentence)
        for name, office in speakers_in(sentence):
            self.hear(name, office)
        for name in bodies_in(sentence):
            self.meet(name)
        self.bodies += [phrase(t)[0] for t in sentence if _is_body(t)]

    def hear(self, name: str, office: str | None) -> None:
        full = self.resolved(name)
        self.named.append(full)
        self.persons.append(full)
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
        if folded == "it" and self.bodies:
            return self.bodies[-1]
        if folded in {"he", "she"} and self.persons:
            return self.persons[-1]
        if folded in {"statement", "report", "update", "bulletin", "communique", "study"} and self.authors:
            return self.authors[-1]
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
            office = self.offices.get(earlier, "")
            if name.isupper() and len(name) > 1 and name not in earlier:
                continue  # "the UN" is not its humanitarian coordinator
            known = f"{earlier} {office}".casefold()
            if len(known) > len(folded) + 1 and folded in known and re.search(rf"\b{re.escape(folded)}\b", known):
                return earlier
        return name


def phrase(token: Token) -> tuple[str, int, int]:
    """The name a noun heads, without clauses and appositions: "Namig Efendiyev of the state commission" → the person."""
    entity = next((e for e in token.doc.ents if e.start <= token.i < e.end and e.label_ in {"PERSON", "ORG"}), None)
    if entity is not None and entity.label_ == "PERSON":
        return entity.text.removesuffix("'s").removesuffix("’s"), entity.start_char, entity.end_char
    named = next((c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"), None)
    if named is not None and token.pos_ == "NOUN":  # "the ombudsman, Gegham Stepanyan"
        whole = next((e for e in token.doc.ents if e.start <= named.i < e.end), None)
        if whole is not None:
            return whole.text.removesuffix("'s").removesuffix("’s"), whole.start_char, whole.end_char
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
    text = re.sub(r"^(?:.*\]\s*)?(?:(?:the|a|an)\s+)?", "", span.text.strip(" ,\"“”'"), flags=re.IGNORECASE)
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
    if token.ent_type_ in {"DATE", "TIME", "CARDINAL"}:
        return False
    if any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in token.children):  # "his counterpart, Majed Fadhail"
        return True
    return token.lemma_.casefold() in saying().speakers or (token.pos_ == "PROPN") or (is_person(token) and token.pos_ == "NOUN")


def subject_of(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.lower_ in {"who", "which"} and verb.dep_ == "relcl":
        return verb.head  # "Armenia, which speaks of 300 missing"
    if subject is None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return subject_of(verb.head)
    agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    if subject is not None and subject.dep_ == "nsubjpass":
        return agent
    return subject


def antecedent(pronoun: Token, verb: Token) -> Token:
    """Who "it" is in its own sentence: "the agency says it has counted 30", "the office listed 12; it puts the rest at 30"."""
    if pronoun.lower_ != "it":
        return pronoun
    above = (a for a in verb.ancestors if a.pos_ in {"VERB", "AUX"})
    before = (c for c in verb.children if c.dep_ in {"advcl", "ccomp"} and c.i < pronoun.i)
    for other in (*above, *before):
        subject = subject_of(other)
        if subject is not None and subject.i < pronoun.i and subject.pos_ != "PRON" and _is_organ(subject):
            return subject
    return pronoun


def author(noun: Token) -> Token | None:
    """Whose statement: "the ministry's figures", "data from the ministry", "a statement by", "military reports"."""
    for child in noun.children:
        if child.dep_ == "poss" and can_speak(child):
            return child
        compiled = next((g for c in child.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        sharer = subject_of(child) if child.dep_ in {"relcl", "acl"} and child.tag_ != "VBN" else None
        if (
            sharer is not None
            and sharer.head == child
            and child.lemma_.casefold() in saying().verbs | SHARING
            and sharer.pos_ != "PRON"
            and can_speak(sharer)
        ):
            return sharer  # "an estimate that historians share"
        if child.dep_ == "acl" and compiled is not None and can_speak(compiled):  # "figures compiled by doctors"
            return compiled
        if child.dep_ == "prep" and child.lower_ in {"of", "by", "from"}:
            inside = next((g for g in child.children if g.dep_ == "pobj"), None)
            counted = inside is not None and child.lower_ == "of" and is_person(inside) and inside.ent_type_ not in ORGANS
            if inside is not None and can_speak(inside) and not counted:  # "the report of a protester being shot"
                return inside
    return None


def _is_organ(token: Token) -> bool:
    """A state or an organisation, which "it" may take up."""
    return token.ent_type_ in {"ORG", "GPE"} or token.lemma_.casefold() in saying().bodies


def _is_body(token: Token) -> bool:
    """Whether a word is the subject of a sentence and an organisation: what "it" takes up."""
    if token.dep_ not in SUBJECTS or token.pos_ == "PRON" or token.ent_type_ in {"PERSON", "GPE", "NORP"}:
        return False
    return token.ent_type_ == "ORG" or (token.lemma_.casefold() in saying().bodies and token.pos_ in {"NOUN", "PROPN"})


def speakers_in(sentence: Span) -> list[tuple[str, str | None]]:
    """Everybody who speaks in a sentence with the office told there, for later pronouns and short names."""
    heard = []
    verbs, tokens = saying().verbs, list(sentence)
    for verb in tokens:
        if verb.pos_ == "VERB" and verb.lemma_.casefold() in verbs:
            subject = subject_of(verb)
            if subject is not None and can_speak(subject) and subject.pos_ != "PRON":
                heard.append((phrase(subject)[0], office_of(subject)))
    for token in tokens:
        if token.lower_ == "according":
            target = next((g for c in token.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"), None)
            if target is not None:
                heard.append((phrase(target)[0], office_of(target)))
    return heard


def authors_in(sentence: Span) -> list[str]:
    """Whose statement or report a sentence speaks of: "a report issued by the human rights office shows"."""
    nouns = (t for t in sentence if t.pos_ == "NOUN" and t.tag_ == "NN" and t.lemma_.casefold() in saying().nouns)
    return [phrase(who)[0] for noun in nouns if (who := author(noun)) is not None and who.pos_ != "PRON"]


def bodies_in(sentence: Span) -> list[str]:
    """Institutions named in full anywhere in a sentence: "the Azerbaijani defence ministry renewed the list"."""
    bodies = table("context")["bodies"]
    full = (
        t for t in sentence if t.lemma_.casefold() in bodies and any(c.dep_ in {"compound", "amod", "poss"} for c in t.children)
    )
    return [phrase(t)[0] for t in full]
