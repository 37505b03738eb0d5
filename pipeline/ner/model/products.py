"""Products of matrices on one core, that depend on nothing but the row and the matrix.

Libraries of linear algebra share out larger products among threads. These products are small, documents are shared out among processes
already, and threads that wait for each other on a busy machine cost more than the product. A product of few rows is never shared out.

They also round otherwise for other numbers of rows. All products here have the same number, so what a row gives is the same to the last bit, whatever texts
are read beside it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_Matrix = npt.NDArray[np.float32]
_ROWS = 32
"""Rows of one product: with 80 columns on both sides it stays below what OpenBLAS shares out, and is no slower."""


def product(rows: _Matrix, matrix: _Matrix, out: _Matrix | None = None) -> _Matrix:
    """`rows @ matrix`, into `out` where it is given.

    Args:
        rows: contiguous, like `out`.
    """
    if out is None:
        out = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    whole = len(rows) // _ROWS * _ROWS
    if whole:
        stacked = rows[:whole].reshape(-1, _ROWS, rows.shape[1])
        np.matmul(stacked, matrix, out=out[:whole].reshape(-1, _ROWS, matrix.shape[1]))
    if whole < len(rows):
        rest = np.zeros((_ROWS, rows.shape[1]), dtype=np.float32)
        rest[: len(rows) - whole] = rows[whole:]
        out[whole:] = np.matmul(rest, matrix)[: len(rows) - whole]
    return out
