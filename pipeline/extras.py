"""The packages that extras install: looked for before a run begins, not in the middle of it."""

from __future__ import annotations

from importlib.util import find_spec

from pipeline.errors import ConfigurationError


def require_extra(extra: str, *packages: str) -> None:
    """Look for the packages of an extra.

    Raises:
        ConfigurationError: C051 when one is not installed.
    """
    for package in packages:
        if find_spec(package) is None:
            raise ConfigurationError("C051", package=package, extra=extra)
