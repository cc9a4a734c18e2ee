"""Questions to a case. Nothing here changes anything, and all of it works while a build writes."""

from .claims import Window, copies, figures, last_known, withheld, within
from .derived import events, near_copies
from .reports import ReportCard, known_hashes, known_reports, printed, report, report_card, reports, sentences, texts, unread_by
from .runs import (
    Decision,
    RunCard,
    Tombstone,
    counts,
    decisions,
    fingerprint,
    reference_history,
    reference_texts,
    refusals,
    runs,
    tombstones,
)
from .searching import Hit, search
from .trail import Trail, complete, trail, trail_of

__all__ = [
    "Decision",
    "Hit",
    "ReportCard",
    "RunCard",
    "Tombstone",
    "Trail",
    "Window",
    "complete",
    "copies",
    "counts",
    "decisions",
    "events",
    "figures",
    "fingerprint",
    "known_hashes",
    "known_reports",
    "last_known",
    "near_copies",
    "printed",
    "reference_history",
    "reference_texts",
    "refusals",
    "report",
    "report_card",
    "reports",
    "runs",
    "search",
    "sentences",
    "texts",
    "tombstones",
    "trail",
    "trail_of",
    "unread_by",
    "withheld",
    "within",
]
