"""Score the pipeline against gold files. The same as `policyfacts evaluate`."""

from __future__ import annotations

import sys

from pipeline.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "evaluate")
    main()
