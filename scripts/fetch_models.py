"""Fetch the models that git does not hold. The same as `policyfacts fetch`."""

from __future__ import annotations

import sys

from pipeline.errors import PolicyFactsError
from pipeline.segment.fetch import fetch_merges, fetch_model


def main() -> int:
    """Fetch; 0 when the model is in place, 2 when it could not be fetched."""
    try:
        folder = fetch_model()
        fetch_merges()
    except PolicyFactsError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"word segmentation model: {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
