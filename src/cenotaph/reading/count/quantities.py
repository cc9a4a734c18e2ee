"""Which people or remains are counted: count expressions joined to the words they count in the parse."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from ...model.counts import Count
from ..lexicon import verbs
from ..pipeline import text_of
from .counted import Quantity, joined
from .noncounts import not_counting
from .numbers import expressions
from .singulars import DETERMINERS, generic, is_counted_singular, named, nth, one_more, same_number


def quantities(doc: Doc) -> list[Quantity]:
    """Every count expression of the text whose counted words are, or may be, people or remains."""
    found: list[Quantity] = []
    taken: list[tuple[int, int]] = []
    text = text_of(doc)
    for e in expressions(text):
        first = doc.char_span(e.start, e.start + 1, alignment_mode="expand")
        if e.start != e.core and first is not None and _is_particle(first[0]):  # "handed over six": the hedge is the verb's
            behind = first[0].idx + len(first[0])  # "hand over up to 6,000": the hedge that is left
            bare = next(expressions(text[behind : e.end]), e)
            e = replace(e, start=behind + bare.start if bare is not e else e.core, count=bare.count)
        span = doc.char_span(e.core, e.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        number = span.root
        made = joined(e.start, e.end, e.count, number)
        if made is not None and not not_counting(made, doc):
            made = _or_more(made)
            found.append(made)
            taken.append((e.start, e.end))
    for token in doc:
        if any(s <= token.idx < e for s, e in taken):
            continue
        alone = one_more(token) or nth(token) or same_number(token)
        if alone is not None:
            found.append(alone)
        if token.lower_ not in DETERMINERS or alone is not None:
            continue
        negated = token.i > 0 and token.nbor(-1).lower_ in {"not", "no", "without"}
        if (
            token.dep_ in {"det", "nummod"}
            and is_counted_singular(token.head)
            and not (negated or generic(token) or named(token.head))
        ):
            found.append(Quantity(token.idx, token.idx + len(token), Count(1, 1, words=token.text), token.head, token.head, token))
    return sorted(found, key=lambda q: q.start)


def _or_more(q: Quantity) -> Quantity:
    """ "Sixty-six people or more", "12 bodies at least": the hedge after the noun."""
    last = max(q.number.i, q.noun.i if q.noun is not None else 0)
    words = tuple(t.lower_ for t in q.number.doc[last + 1 : last + 3])
    if words not in {("or", "more"), ("at", "least")} or q.count.low is None or q.count.low != q.count.high:
        return q
    end = q.number.doc[last + 2]
    return replace(q, end=end.idx + len(end), count=replace(q.count, high=None))


def _is_particle(word: Token) -> bool:
    """Whether a word that looks like a hedge belongs to the verb before it: "handed over six prisoners"."""
    if word.dep_ == "prt":
        return True
    before = word.nbor(-1).lemma_.casefold() if word.i else ""
    return any(word.lower_ in frame.require.get(before, ()) for frame in verbs().by_object.get(before, ()))
