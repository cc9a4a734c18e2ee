"""The chart of who says what, when: every mark within its frame, and none that hides another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.ledger.questions import lines
from cenotaph.publishing.chart import chart
from made_figures import figures, made


@settings(max_examples=60, deadline=None)
@given(st.lists(figures(), max_size=5))
def test_any_figures_can_be_drawn_within_the_frame(found):
    drawn = chart(lines(found))
    assert (drawn is None) == all(f.count.vague for f in found)
    if drawn is not None:
        marks = [m for p in drawn.paths for m in p.marks]
        spots = {(f.claimant.line, f.clocks.speaks_for, f.count, f.modality) for f in found if not f.count.vague}
        assert len(marks) == len(spots), "what would be drawn over another is drawn once"
        for m in marks:
            assert drawn.left <= m.x <= drawn.right
            assert all(drawn.top - 0.1 <= y <= drawn.bottom + 0.1 for y in (m.y, m.top, m.bottom) if y is not None)
            assert not (m.open_above and m.top is None)
            assert not (m.open_below and m.bottom is None)


def test_marks_of_several_lines_at_one_spot_stand_side_by_side():
    three = [made(n, 3, origin=who, institution=who) for n, who in (("a", "Armenia"), ("b", "ICRC"), ("c", "UN"))]
    drawn = chart(lines([*three, made("d", 9, origin="UN", institution="UN")]))
    at = {p.name: [(m.x, m.y) for m in p.marks] for p in drawn.paths}
    (left, y), (middle, y2) = at["Armenia"][0], at["ICRC"][0]
    assert (middle - left, y) == (9.0, y2)
    assert at["UN"][0] == (middle + 9.0, y)
    assert at["UN"][1][0] == middle, "a mark that nothing hides is not moved"
