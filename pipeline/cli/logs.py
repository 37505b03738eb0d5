"""The log of a command on stderr (`-v`), beside the log file that a run writes into its output folder."""

from __future__ import annotations

import json
import logging
import time
from enum import StrEnum

NAME = "policyfacts"
"""Of the logger; modules log to children of it."""
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class Format(StrEnum):
    """The form of a line."""

    TEXT = "text"
    JSON = "json"


class _JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message, and what the call gave as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        extra = {name: value for name, value in vars(record).items() if name not in _OWN}
        return json.dumps(told | extra, ensure_ascii=False, default=str)


def set_up(verbose: int, form: Format) -> None:
    """Send the log of the package to stderr.

    Args:
        verbose: 0 warnings, 1 what is done, 2 and more how long it took.
        form: of the lines.
    """
    handler = logging.StreamHandler()
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")
    handler.setFormatter(_JsonFormatter() if form is Format.JSON else text)
    logger = logging.getLogger(NAME)
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(_LEVELS[min(verbose, len(_LEVELS) - 1)])
