"""Summing a network of tables by the steps of a plan (see `orders`).

Every array has one more axis in front, the batch: families and markers of the same shape, or nodes of a quadrature, go through the
same sums together. After each step tables are scaled to a largest number of 1, so that nothing falls below what a float holds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .orders import Moved, Plan, Product, Scope, letters

Array = NDArray[np.float64]


def eliminated(found: Plan, tables: Sequence[Array], keep: Scope = ()) -> tuple[Array, Array]:
    """The sum over all variables but those kept: (log scale, table). The number meant is exp(log scale) × table.

    `tables`: one a factor of the plan, the batch in front (length 1 where all of a batch share it). The log scale is (batch,), the
    table (batch, *kept).
    """
    alive: dict[int, Array] = dict(enumerate(tables))
    scale: Array | float = 0.0
    made = len(tables)
    for step in found.steps:
        parts = [alive.pop(i) for i in step.inputs]
        if step.moved is not None:
            for move in step.moved:
                alive[made] = _moved(parts[0], move)
                made += 1
            continue
        table = _multiplied(parts, step.product) if step.product is not None else np.einsum(step.formula, *parts)
        top = table.max(axis=tuple(range(1, table.ndim))) if table.ndim > 1 else table
        top = np.where(top > 0, top, 1.0)
        alive[made] = table / top.reshape(-1, *(1,) * (table.ndim - 1))
        scale = scale + np.log(top)
        made += 1
    scopes = dict(zip(found.ends, found.scopes, strict=True))
    letter = letters(keep)
    whole = "".join(letter[v] for v in keep)
    total = np.ones((1,) * (1 + len(keep)))
    for i in found.ends:
        part = "".join(letter[v] for v in scopes[i])
        total = np.einsum(f"...{whole},...{part}->...{whole}", total, alive[i])
    return np.broadcast_to(np.asarray(scale, dtype=np.float64), total.shape[:1]), total


def _moved(table: Array, how: Moved) -> Array:
    """The table where the choice is this one, 1 where it is the other."""
    turned = np.einsum(how.formula, table)
    axis = 1 + how.choice
    shape = list(turned.shape)
    if how.inside:
        here = np.take(turned, how.value, axis=axis)
    else:
        here = turned
        shape.insert(axis, 2)
    made = np.ones(shape)
    made[(slice(None),) * axis + (how.value,)] = here
    return made


def _multiplied(parts: Sequence[Array], how: Product) -> Array:
    left, right = (p.transpose(axes) for p, axes in zip(parts, (how.left, how.right), strict=True))
    rows, columns = math.prod(how.rows), math.prod(how.columns)
    left = left.reshape(left.shape[0], *how.shared, rows, how.inner)
    right = right.reshape(right.shape[0], *how.shared, how.inner, columns)
    made: Array = np.matmul(left, right)
    return made.reshape(made.shape[0], *how.shared, *how.rows, *how.columns).transpose(how.back)
