"""Lists and tables: items whose heading tells the fate, cells whose column does.

Those released include:            | Party | Killed | of them children |
- 71 servicemen of the army;       | Army  |    141 |               38 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ...model.terms import Fate, Role
from ..count.counted import Quantity, is_person
from ..fate.clauses import as_subject, verb_tells
from ..fate.items import own_word
from ..fate.tellings import PASSIVES, SUBJECTS, Telling
from ..lexicon import nouns, verbs
from ..people.roles import noun_role
from ..where.naming import words
from .layout import BULLET, LABELLED, ROW
from .pages import Page

TOTAL = re.compile(r"\s*(?:grand |sub-?)?(?:total|sum|all|overall)\b", re.IGNORECASE)
CELL = re.compile(r"[^|\t]+")
#: Rules by which a count tells something else than what its list is about: "14 marines captured in Mariupol" of those released.
WEAK = {"participle on the counted noun", "participle after the counted", "the counted noun itself", "enumeration"}
#: The rules by which a heading or a column tells the fate of what stands under it.
LISTED = ("in a list under a heading", "column of a table", "row of a table")
Told = list[tuple[Quantity, Telling | None]]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading tells of what is listed under it: a fate, and the people it names."""

    fate: Fate
    people: Token | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table with the fate and the people that its head names, and where it lies among the cells.

    `by_place`: the first cells of the rows are places, as the head of their column tells.
    """

    place: int
    fate: Fate
    people: Token | None
    by_place: bool


def under_headings(pages: Sequence[Page], told: Sequence[Told]) -> list[Told]:
    """The tellings of all paragraphs, those of list items and cells completed from the heading above them."""
    out: list[Told] = []
    heading: Heading | None = None
    columns: list[Column] = []
    for page, counted in zip(pages, told, strict=True):
        if ROW.match(page.text):
            head = _columns(page, heading)
            columns = head or columns
            out.append(counted if head else list(_cells(page, counted, columns)))
            continue
        columns = []
        labelled = LABELLED.match(page.text)
        fate = fate_named(labelled["label"]) if labelled is not None else None
        if fate is not None:
            out.append([(q, Telling(fate, q.number, LISTED[2])) for q, _ in counted])
            continue
        if BULLET.match(page.text):
            out.append(list(_items(counted, heading)) if heading is not None else counted)
            continue
        heading = _heading(page, counted)
        out.append(counted)
    return out


def _heading(page: Page, counted: Told) -> Heading | None:
    """What a line with a colon at its end tells of what is listed under it."""
    if not page.text.rstrip().endswith(":"):
        return None
    last = next((t.fate for _, t in reversed(counted) if t is not None), None)
    fate = (
        last
        or fate_named(page.text)
        or _done(page)
        or (Fate.KILLED if re.search(r"\bvictims?\b", page.text, re.IGNORECASE) else None)
    )
    return Heading(fate, _people_in(page, 0, len(page.text))) if fate is not None else None


def _done(page: Page) -> Fate | None:
    """What the verb of a heading tells: "Who is coming back:", "Our defenders have come home:"."""
    verb = next((s.root for s in reversed(page.sentences) if s.root.pos_ == "VERB"), None)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS | PASSIVES), None) if verb is not None else None
    if verb is None or subject is None or not (subject.tag_ == "WP" or is_person(subject)):
        return None
    told = verb_tells(verb, passive=True, dead=False) if subject.dep_ in PASSIVES else as_subject(verb, dead=False)
    return told.fate if told is not None else None


def _people_in(page: Page, start: int, end: int) -> Token | None:
    """The first noun for people of a known role in a stretch of a paragraph."""
    return next((t for t in page.doc if start <= t.idx < end and noun_role(t) is not Role.UNKNOWN), None)


def fate_named(words: str) -> Fate | None:
    """The first fate that a heading's words name: "Civilians killed, by party", "Detention and abduction", "Bodies returned".

    >>> fate_named("Those released include"), fate_named("News from the regions")
    (<Fate.RELEASED: 'released'>, None)
    """
    found = [w.casefold() for w in re.findall(r"[^\W\d_]+", words)]
    remains = bool({w.rstrip("s") for w in found} & set(nouns().remains))
    for word, after in zip(found, [*found[1:], ""], strict=True):
        if after == "of" and word in nouns().acts:
            continue  # "in the course of the examination of the area"
        fate = verbs().states.get(word) or nouns().fates.get(word) or nouns().fates.get(word.removesuffix("s"))
        if fate is not None:
            return Fate.RETURNED if remains and fate is Fate.RELEASED else fate
        base = next((b for b in _bases(word) if b in verbs().by_object), None)
        frame = next((f for f in verbs().by_object.get(base or "", ()) if base not in f.require), None)
        if frame is not None and (remains or base not in frame.remains_only):
            return frame.fate_dead if remains and frame.fate_dead else frame.fate
    return None


def _bases(participle: str) -> Iterator[str]:
    """What verbs a participle may be of: "exhumed" of exhume, "detained" of detain."""
    if participle.endswith("ed"):
        yield participle[:-1]
        yield participle[:-2]


def _items(counted: Told, heading: Heading) -> Iterator[tuple[Quantity, Telling | None]]:
    """The counts of a list item: the first takes the fate of the heading, what is only told in passing gives way to it."""
    taken: Quantity | None = None
    for q, told in counted:
        first = q.number.doc[: q.number.i]
        opens = taken is None and not any(t.pos_ in {"VERB", "AUX"} for t in first)
        weak = told is None or (told.rule in WEAK and told.fate is Fate.CAPTURED and heading.fate is Fate.RELEASED)
        if weak and (opens or (taken is not None and q.node in taken.node.conjuncts)):
            taken = q
            yield q, Telling(heading.fate, own_word(q), LISTED[0], people=heading.people)
        else:
            yield q, told


def _columns(page: Page, heading: Heading | None) -> list[Column]:
    """The columns of a table's head: none when the row holds numbers or names no fate."""
    cells = list(CELL.finditer(page.text))
    if any(re.search(r"\d", cell.group()) for cell in cells):
        return []
    above = heading.people if heading is not None else None
    first = {w.casefold() for w in re.findall(r"[^\W\d_]+", cells[0].group())} if cells else set()
    by_place = not first.isdisjoint(words("settlements") | words("parts") | words("numbered") | {"place", "location", "area"})
    columns: list[Column] = []
    for n, cell in enumerate(cells):
        fate = fate_named(cell.group())
        part = columns and re.match(r"\s*(?:of (?:them|whom|which)|including|among)\b", cell.group(), re.IGNORECASE)
        if fate is not None or part:
            people = _people_in(page, cell.start(), cell.end()) or above
            columns.append(Column(n, fate or columns[-1].fate, people, by_place))
    return columns


def _cells(page: Page, counted: Told, columns: Sequence[Column]) -> Iterator[tuple[Quantity, Telling | None]]:
    """The counts of a row, each with the fate of its column."""
    by_place = {c.place: c for c in columns}
    cells = list(CELL.finditer(page.text))
    for q, told in counted:
        place = next((n for n, m in enumerate(cells) if m.start() <= q.start < m.end()), -1)
        alone = place >= 0 and cells[place].group().strip() == page.text[q.start : q.end].strip()
        column = by_place.get(place) if alone else None
        if column is None:
            yield q, told
            continue
        at = (cells[0].start(), cells[0].end()) if column.by_place and not TOTAL.match(cells[0].group()) else None
        yield q, Telling(column.fate, q.number, LISTED[1], people=column.people, at=at)
