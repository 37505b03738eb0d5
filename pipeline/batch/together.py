"""Which documents are done together: short ones, one after the other.

What is computed in arrays (the model of names, the word lattice, columns of tables) costs as much for one short document as for a dozen. What
goes wrong in a batch is looked for by doing its documents one by one, so a batch is small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

DOCUMENTS = 16
"""Documents of a batch at most."""
SIZE = 32_768
"""Bytes of input (characters, for rows of files) of a batch of more than one document at most."""

_Item = TypeVar("_Item")


def in_batches(documents: Iterable[_Item], size_of: Callable[[_Item], int]) -> Iterator[tuple[_Item, ...]]:
    """Documents in their order, in batches; a long one is a batch of its own.

    Args:
        size_of: the bytes of a document.
    """
    batch: list[_Item] = []
    total = 0
    for document in documents:
        size = size_of(document)
        if batch and (len(batch) == DOCUMENTS or total + size > SIZE):
            yield tuple(batch)
            batch, total = [], 0
        batch.append(document)
        total += size
    if batch:
        yield tuple(batch)
