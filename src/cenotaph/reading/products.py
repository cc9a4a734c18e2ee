"""How the parser multiplies matrices: with the linear algebra that NumPy brings, several times as fast as the one spaCy ships.

Most of the time of a parse goes into matrix products. spaCy's own (BLIS) are built for any processor; those of NumPy (OpenBLAS,
Accelerate) for the one at hand. The products are the same to rounding, so a text is parsed alike whatever it is parsed with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from thinc.api import NumpyOps, get_current_ops, set_current_ops

if TYPE_CHECKING:
    from numpy.typing import NDArray


class NumpyProducts(NumpyOps):  # type: ignore[misc] # thinc gives no types here
    """thinc's operations on the processor, with NumPy's matrix product."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> NDArray[Any]:
        """x · y, either of them transposed first, into `out` where it is given."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        if out is None:
            product: NDArray[Any] = left @ right
            return product
        out[...] = left @ right
        filled: NDArray[Any] = out
        return filled


@contextmanager
def numpy_products() -> Iterator[None]:
    """A parser loaded inside multiplies with NumPy. One that runs on a graphics card or on Apple's library is left as it is."""
    before = get_current_ops()
    if type(before) is NumpyOps:
        set_current_ops(NumpyProducts())
    try:
        yield
    finally:
        set_current_ops(before)
