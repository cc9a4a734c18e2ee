"""Made pedigrees and markers."""

from __future__ import annotations

from hypothesis import strategies as st

from cenotaph.model.markers import Marker, Mutation, MutationModel
from twin_of_peeling import everybody

#: Founders first; with a mating of siblings, an incestuous and a double one, half siblings, and an unrelated person.
FAMILIES = [
    everybody(("a", "0", "0", "M"), ("b", "0", "0", "F"), ("c", "a", "b", "M")),
    everybody(("a", "0", "0", "M"), ("b", "0", "0", "F"), ("c", "a", "b", "M"), ("d", "a", "b", "F"), ("e", "c", "d", "F")),
    everybody(("a", "0", "0", "M"), ("b", "0", "0", "F"), ("c", "a", "b", "F"), ("d", "a", "c", "F"), ("e", "a", "d", "F")),
    everybody(("a", "0", "0", "M"), ("b", "0", "0", "F"), ("s", "0", "0", "F"), ("c", "a", "b", "M"), ("d", "a", "s", "M")),
    everybody(("a", "0", "0", "M"), ("b", "0", "0", "F"), ("c", "a", "b", "M"), ("d", "a", "b", "M"), ("u", "0", "0", "F")),
    everybody(("a", "0", "0", "M"), ("b", "0", "0", "F"), ("c", "a", "b", "M"), ("w", "0", "0", "F"), ("d", "c", "w", "F")),
]  # fmt: skip
NAMES = ("9", "9.3", "10", "11")


@st.composite
def markers(draw: st.DrawFn, *, x_linked: bool = False) -> Marker:
    size = draw(st.integers(2, 3))
    parts = draw(st.lists(st.integers(1, 9), min_size=size, max_size=size))
    silent = draw(st.booleans()) and size == 3
    names = NAMES[:size]
    made = []
    for _ in range(2):
        models = [m for m in MutationModel if m is not MutationModel.ONESTEP]
        model = draw(st.sampled_from(models))
        rows = draw(st.lists(st.lists(st.integers(1, 5), min_size=size, max_size=size), min_size=size, max_size=size))
        grid = tuple(tuple(x / sum(row) for x in row) for row in rows) if model is MutationModel.CUSTOM else ()
        made.append(Mutation(model, draw(st.sampled_from([0.0, 0.002, 0.1])), draw(st.sampled_from([0.0, 0.01])), 0.2, grid))
    return Marker("L", names, tuple(p / sum(parts) for p in parts), *made, names[0] if silent else None, x_linked)
