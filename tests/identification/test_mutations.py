"""Mutation matrices: rows sum to 1, rates are what they say, and what a model cannot do is refused."""

from __future__ import annotations

import numpy as np
import pytest

from cenotaph.identification.peeling.mutations import lumped, matrix
from cenotaph.model.errors import KinFault
from cenotaph.model.markers import Marker, Mutation, MutationModel

MARKER = Marker("TH01", ("6", "7", "8", "9", "9.3", "10.3"), (0.2, 0.1, 0.1, 0.2, 0.3, 0.1))
WHOLE = Marker("D5", ("7", "8", "10"), (0.2, 0.3, 0.5))


@pytest.mark.parametrize("model", [m for m in MutationModel if m not in {MutationModel.CUSTOM, MutationModel.ONESTEP}])
def test_rows_sum_to_one(model):
    made = matrix(MARKER, Mutation(model, 0.01, 0.001, 0.1))
    assert np.allclose(made.sum(axis=1), 1, rtol=0, atol=1e-15)
    assert (made >= 0).all()


def test_equal_and_proportional():
    equal = matrix(MARKER, Mutation(MutationModel.EQUAL, 0.01))
    assert equal[0].tolist() == pytest.approx([0.99, *[0.002] * 5])
    proportional = matrix(MARKER, Mutation(MutationModel.PROPORTIONAL, 0.01))
    p = np.array(MARKER.frequencies)
    assert p @ (1 - np.diag(proportional)) == pytest.approx(0.01)
    assert proportional[0, 4] / proportional[0, 1] == pytest.approx(3)
    assert np.allclose(p @ proportional, p)


def test_stepwise():
    made = matrix(MARKER, Mutation(MutationModel.STEPWISE, 0.003, 0.001, 0.5))
    # From 7: to 6 and 8 one step, to 9 two; to 9.3 and 10.3 as microvariants.
    assert made[1].tolist() == pytest.approx([0.0012, 0.996, 0.0012, 0.0006, 0.0005, 0.0005])
    assert made[4].tolist() == pytest.approx([0.00025] * 4 + [0.996, 0.003])


@pytest.mark.parametrize("reach", [1e-200, 0.1, 2.0, 1e200])
def test_far_alleles_and_any_range_keep_the_rate(reach):
    """Powers of the range that vanish or overflow leave the rates what they are."""
    made = matrix(Marker("L", ("7", "8", "90"), (0.2, 0.3, 0.5)), Mutation(MutationModel.STEPWISE, 0.01, reach=reach))
    assert made.sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert np.diag(made).tolist() == pytest.approx([0.99] * 3)
    assert made[2, 0] / made[2, 1] == pytest.approx(reach)


def test_a_range_that_is_no_number_is_refused():
    with pytest.raises(KinFault, match="mutation range is inf"):
        Mutation(MutationModel.STEPWISE, 0.01, reach=float("inf"))


def test_one_step():
    made = matrix(WHOLE, Mutation(MutationModel.ONESTEP, 0.01))
    assert made.tolist() == [[0.99, 0.01, 0], [0.01, 0.99, 0], [0, 0, 1]]
    with pytest.raises(KinFault, match="microvariants"):
        matrix(MARKER, Mutation(MutationModel.ONESTEP, 0.01))


def test_a_silent_allele_stays_silent_and_nothing_becomes_it():
    silent = Marker("L", ("0", "7", "8"), (0.1, 0.4, 0.5), silent="0")
    for model in (MutationModel.EQUAL, MutationModel.PROPORTIONAL, MutationModel.STEPWISE):
        made = matrix(silent, Mutation(model, 0.01))
        assert made[0].tolist() == [1, 0, 0]
        assert made[:, 0].tolist() == [1, 0, 0]


def test_what_is_no_number_of_repeats_is_named():
    rest = Marker("L", ("7", "Rest allele"), (0.4, 0.6))
    with pytest.raises(KinFault, match="'Rest allele' is no number of repeats"):
        matrix(rest, Mutation(MutationModel.STEPWISE, 0.01))
    assert matrix(rest, Mutation(MutationModel.EQUAL, 0.01)).tolist() == [[0.99, 0.01], [0.01, 0.99]]


def test_a_rate_too_high_is_refused():
    with pytest.raises(KinFault, match="less than nothing"):
        matrix(Marker("L", ("1", "2"), (0.01, 0.99)), Mutation(MutationModel.PROPORTIONAL, 0.5))


def test_lumping_is_exact_or_not_done():
    classes = np.array([0, 1, 2, 2, 2, 2])
    for model, lumps in ((MutationModel.EQUAL, True), (MutationModel.PROPORTIONAL, True), (MutationModel.STEPWISE, False)):
        small = lumped(classes, matrix(MARKER, Mutation(model, 0.01, 0.001)))
        assert (small is not None) is lumps
        if small is not None:
            assert np.allclose(small[0].sum(axis=1), 1)
