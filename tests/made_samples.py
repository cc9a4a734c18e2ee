"""Made samples: the markers of the golden file, readings of several qualities, a pair of siblings."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

from cenotaph.model.markers import Genotype, Marker, Mutation, MutationModel, Quality
from made_kin import markers
from twin_of_peeling import everybody

ROWS = json.loads((Path(__file__).parent / "identification" / "golden.json").read_text("utf-8"))["frequencies"]
CHANGING = Mutation(MutationModel.EQUAL, 0.001)
LOCI = [Marker(n, tuple(f), tuple(f.values()), CHANGING, CHANGING) for n, f in ROWS.items()]
QUALITY = st.builds(Quality, *(st.sampled_from([0.0, chance]) for chance in (0.3, 0.05, 0.02)))
SIBLINGS = everybody(("f", "0", "0", "M"), ("m", "0", "0", "F"), ("a", "f", "m", "M"), ("b", "f", "m", "M"))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Marker, list[Genotype], list[Quality]]:
    """A marker, and what was read of three samples."""
    marker = draw(markers())
    visible = [a for a in marker.alleles if a != marker.silent]
    seen = [Genotype(draw(st.sampled_from(visible)), draw(st.sampled_from([*visible, None]))) for _ in range(3)]
    return marker, seen, draw(st.lists(QUALITY, min_size=3, max_size=3))
