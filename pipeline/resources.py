"""Where the data files of `models/` are, and how they are read."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigurationError

_HERE = Path(__file__).resolve().parent
# In a wheel the models lie inside the package, in a checkout beside it.
MODELS: Path = _HERE / "_models" if (_HERE / "_models").is_dir() else _HERE.parent / "models"
# The samples likewise.
SAMPLES: Path = _HERE / "_samples" if (_HERE / "_samples").is_dir() else _HERE.parent / "data" / "samples"


@cache
def read_lexicon(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a tab-separated lexicon in `models/`, without blank lines and ``#`` comments.

    Args:
        name: file name below `models/`, e.g. ``surnames.tsv``.

    Raises:
        ConfigurationError: C007 when the file is missing or a row has an empty first cell.
    """
    path = MODELS / name
    rows = []
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = tuple(map(str.strip, line.split("\t")))
        if not row[0]:
            raise ConfigurationError("C007", path=path, problem=f"line {number} starts with an empty cell")
        rows.append(row)
    return tuple(rows)


@cache
def read_toml(name: str) -> dict[str, Any]:
    """A TOML file of `models/` as a dict; shared, so never change it.

    Raises:
        ConfigurationError: C007 when the file is missing or not TOML.
    """
    path = MODELS / name
    try:
        return tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError("C007", path=path, problem=str(error)) from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError("C007", path=path, problem=str(error)) from error
