"""What the gate loses: `gate.py FILE`, JSON Lines reports. Reads them with every paragraph parsed, and as they are read always.

Prints how many figures the open gate gives, and how many of these (fate and place in the text) the gate loses, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from cenotaph.flow.knowing import Knowledge, reference
from cenotaph.model.reports import Report
from cenotaph.reading.reader import Reader
from cenotaph.sources import Limits, bring_in


def figures(reader: Reader, reports: Iterable[Report]) -> set[str]:
    """The anchors of all figures: each stands for a place in a text and a fate."""
    return {figure.id for report in reports for figure in reader.read(report).figures}


def lost(path: Path) -> dict[str, int]:
    known = Knowledge(reference())
    reports = [found for found in bring_in([path], Limits()) if isinstance(found, Report)]
    every, kept = (figures(Reader(known, gated=gated), reports) for gated in (False, True))
    return {"figures": len(every), "lost": len(every - kept)}


if __name__ == "__main__":
    print(json.dumps(lost(Path(sys.argv[1]))))
