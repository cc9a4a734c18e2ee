"""What a laboratory reads of a sample, drawn: copies of alleles lost, one allele dropped in, another's genotype read.

The same model by which likelihoods are computed (see `sightings`): each copy of an allele that can be seen survives with
probability 1 - dropout, so a homozygote is lost with dropout²; with probability `drop_in` one allele of the population joins what
survived; with probability `error` the genotype read is that of anybody. Nothing, or three alleles, is no genotype.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...model.markers import Genotype, Marker
from .gene_dropping import NONE, Places, drawn

Chances = NDArray[np.float64]


def read(genotypes: Places, marker: Marker, dropout: Chances, drop_in: Chances, error: Chances, rng: np.random.Generator) -> Places:
    """Two places of alleles as read, (samples, 2), the lower first and the same twice where one was seen; -1, -1 for no genotype.

    `genotypes` (samples, 2): what the persons have, -1 for the allele that a man has not on the X; the rest (samples,).
    """
    silent = None if marker.silent is None else marker.alleles.index(marker.silent)
    samples = len(genotypes)
    wrong = rng.random(samples) < error
    other = drawn(marker, rng, (samples, 2))
    other[genotypes[:, 0] == NONE, 0] = NONE
    has = np.where(wrong[:, None], other, genotypes)
    gone = (rng.random((samples, 2)) < dropout[:, None]) & ~wrong[:, None]
    gone |= (has == NONE) | (has == (NONE if silent is None else silent))
    joins = drawn(marker, rng, (samples, 1))
    stays = (rng.random((samples, 1)) >= drop_in[:, None]) | wrong[:, None] | (joins == (NONE if silent is None else silent))
    seen = np.concatenate([np.where(gone, NONE, has), np.where(stays, NONE, joins)], axis=1)
    seen.sort(axis=1)
    low, middle, high = seen.T
    # From the low end: nothing is -1; three that differ are no genotype.
    three = (low != NONE) & (low != middle) & (middle != high)
    lowest = np.where(low != NONE, low, np.where(middle != NONE, middle, high))
    made = np.stack([lowest, high], axis=1).astype(np.int16)
    made[three | (high == NONE)] = NONE
    return made


def genotype(places: Places, marker: Marker) -> Genotype | None:
    """Two places of alleles in words; None for no genotype."""
    first, second = (int(p) for p in places)
    return None if first == NONE else Genotype(marker.alleles[first], marker.alleles[second])
