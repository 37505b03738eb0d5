"""The command line: ``policyfacts run | show | report | status | …``, one module per command.

A command's module is imported when it is asked for, and what it works with when it begins to work, so that help, versions and
mistakes are told at once. `group` has the commands in order, `options` what several of them take, `streams` how
they write and how they fail.

Exit codes: 0 all well, 1 some documents failed (or the gate did), 2 usage or configuration, 130 interrupted.
"""

from __future__ import annotations

from pipeline.cli.group import app, main

__all__ = ["app", "main"]
