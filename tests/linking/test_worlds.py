"""Linking on made worlds of hundreds of unrelated incidents: it finds them again and does not chain them together."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from cenotaph.linking import Linker, link
from cenotaph.model.accounts import Event
from made_worlds import Recipe, b_cubed, pairwise, world

WORLDS = {
    "as usual": Recipe(),
    "many wars": Recipe(events=500, conflicts=6),
    "one war, crowded": Recipe(events=400, conflicts=1, places=60, days=120),
    "rival numbers, little told": Recipe(events=300, rival=0.4, untold=0.3),
    "days told wrong": Recipe(events=300, late=0.3),
    "told often and copied": Recipe(events=200, retold=8, copied=0.4),
    "told once": Recipe(events=400, retold=1, copied=0),
}


@pytest.mark.parametrize("name", WORLDS)
def test_unrelated_incidents_are_found_again_and_not_chained(name):
    made = world(11, WORLDS[name])
    events = link(made.figures, made.places)
    precision, recall, f1 = b_cubed(events, made.truth)
    pairs = pairwise(events, made.truth)
    assert min(precision, f1) >= 0.9, (precision, recall, f1)
    assert recall >= 0.85
    assert name == "told once" or pairs[2] >= 0.8, pairs
    largest = max(Counter(made.truth.values()).values())
    assert max(len(e.figures) for e in events) <= 1.5 * largest


def test_a_world_read_report_by_report_in_any_order_is_the_same_world():
    made = world(5, Recipe(events=120))
    whole = link(made.figures, made.places)
    by_report: dict[str, list] = {}
    for figure in made.figures:
        by_report.setdefault(figure.report, []).append(figure)
    reports = list(by_report.values())
    for seed in (1, 2):
        Random(seed).shuffle(reports)
        linker = Linker(made.places)
        for figures in reports:
            linker.add(figures)
        assert linker.events() == whole


def test_the_measures_are_those_of_their_definitions():
    truth = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}
    events = [Event("a", ("a", "b")), Event("c", ("c", "d")), Event("e", ("e",))]
    assert pairwise(events, truth) == pytest.approx((1 / 2, 1 / 4, 1 / 3))
    precision, recall = (1 + 1 + 0.5 + 0.5 + 1) / 5, (2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5
    assert b_cubed(events, truth) == pytest.approx((precision, recall, 2 * precision * recall / (precision + recall)))


def test_a_world_can_be_made_again():
    assert world(3, Recipe(events=30)) == world(3, Recipe(events=30))
    assert world(3, Recipe(events=30)) != world(4, Recipe(events=30))
