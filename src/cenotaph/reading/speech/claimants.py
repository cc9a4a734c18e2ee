"""Who stands behind a speaker, and how: institution, origin, standing to the people counted, basis of the number."""

from __future__ import annotations

import re

from ...model.claims import Claimant
from ...model.reference import Institution, Side
from ...model.terms import Basis, Standing
from ..context import Context
from ..knowing import Knowledge
from ..people.parties import Named
from .voices import Voice

BASES = (
    (Basis.NAMED_LIST, re.compile(r"\b(?:list of names|named list|names of|list of \d+|by name|lists? of)\b", re.IGNORECASE)),
    (Basis.MORGUE, re.compile(r"\b(?:morgues?|hospitals?|forensic)\b", re.IGNORECASE)),
    (Basis.WITNESS, re.compile(r"\b(?:witness(?:es)?|survivors?|residents)\b", re.IGNORECASE)),
    (Basis.BODY_COUNT, re.compile(r"\bcounted (?:\w+ )?bodies\b", re.IGNORECASE)),
)
LAND = re.compile(r"^(?:region|republic|country|nation|enclave|territory|kingdom|island)['’]s\s+", re.IGNORECASE)


def institution_of(voice: Voice, people: Named | None, context: Context, knowledge: Knowledge) -> Institution | None:
    """Who stands behind a speaker: by his name, his office, or what it was resolved to earlier in the report.

    An office without a country ("the health minister") that speaks of one side's people is that side's own.
    """
    if voice.name in context.institutions:
        return context.institutions[voice.name]
    names = [voice.name, *([voice.office] if voice.office else [])]
    tails = [name.split(link, 1)[1] for name in names for link in (" of the ", " to the ", " to ") if link in name]
    found = next((i for name in [*names, *tails] for i in [knowledge.origin(name)] if i is not None), None)
    if found is None and people is not None and people.slug not in {None, "both"}:
        office = LAND.sub("", voice.office or voice.name)
        if not any(word[:1].isupper() for word in voice.name.split()) or voice.office is not None:
            found = knowledge.origin(f"{people.name} {office}")
    if found is not None:
        context.institutions[voice.name] = found
    return found


def claimant(
    voice: Voice | None,
    institution: Institution | None,
    speaker_side: Side | None,
    group: Named | None,
    *,
    publisher: str | None,
    sentence: str,
) -> Claimant:
    """The chain from the speaker to the page. A speaker without a name ("officials", "the ministry" of nobody) is no origin."""
    named = voice is not None and not voice.name.islower()
    return Claimant(
        speaker=voice.name if voice else None,
        institution=institution.name if institution else (voice.office if voice else None),
        origin=institution.origin if institution else (voice.name if voice and named else None),
        venue=voice.venue if voice else None,
        publisher=publisher,
        standing=Standing.of(
            speaker_side.slug if speaker_side else None, group.slug if group else None, institution.kind if institution else None
        ),
        basis=next((b for b, pattern in BASES if pattern.search(sentence)), Basis.UNSTATED),
    )
