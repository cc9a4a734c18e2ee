"""How much a family's references tell of its missing: the expected log likelihood ratio of the right remains, exactly.

For each marker Σ P(g | references) log(P(g | references) / P(g)) over the genotypes that can be seen, the Kullback-Leibler
divergence; the sum over markers is the mean of log LR when the remains are the missing person's and all markers are read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...model.families import Family
from ...model.markers import Marker
from ..pairing.asked import Asked, lots
from ..peeling.elimination import Array


def expected_log10_lr(families: Sequence[Family], markers: Sequence[Marker]) -> list[tuple[str, str, float]]:
    """Family, missing person, expected log10 LR; nan where the family's own genotypes cannot be. Other missing are not typed."""
    sought = [(f, m) for f in families for m in f.missing]
    asked = [Asked(f.pedigree, m, {p: own for p, own in f.profiles.items() if p != m}, f.qualities) for f, m in sought]
    total = np.zeros(len(asked))
    for lot in lots(asked, markers):
        marker = markers[lot.marker]
        silent = None if marker.silent is None else marker.alleles.index(marker.silent)
        single = lot.table.ndim == 2
        p = lot.frequencies
        alone = p if single else np.outer(p, p)
        whole = lot.table.sum(axis=tuple(range(1, lot.table.ndim)), keepdims=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            own, other = seen(lot.table / whole, silent), seen(alone[None], silent)
            terms = np.where(own > 0, own * np.log10(own / other), 0.0)
            values = np.where(whole.reshape(-1) > 0, terms.reshape(len(terms), -1).sum(axis=1), np.nan)
        total[lot.columns] += values[lot.rows]
    return [(f.pedigree.name, m, float(x)) for (f, m), x in zip(sought, total, strict=True)]


def seen(chances: Array, silent: int | None) -> Array:
    """From ordered genotypes, (Z, A, A), or a man's alleles, (Z, A), to what is seen without fault; both orders have the half each.

    What the silent allele hides is seen as the other allele twice, or not at all (and left out).
    """
    if chances.ndim == 2:
        made = chances.copy()
        if silent is not None:
            made[:, silent] = 0.0
        return made
    made = (chances + chances.transpose(0, 2, 1)) / 2
    if silent is not None:
        each = np.arange(made.shape[1])
        made[:, each, each] += 2 * made[:, each, silent] * (each != silent)
        made[:, silent, :] = made[:, :, silent] = 0.0
    return made
