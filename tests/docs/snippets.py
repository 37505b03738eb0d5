"""Finds the code of Markdown files and runs it as a reader would: block by block, in one folder.

- ```` ```python ````: run in one namespace per file; a block ```` ```output ```` right behind it is what it prints.
- ```` ```console ````: each line that starts with ``$ `` is a command of the shell that must succeed; the lines below it are
  what it prints, where there are any.
- Expected output may leave out parts by ``...``; white space counts as one space.
- A block below ``<!-- not run: reason -->`` is left alone, and so are blocks of other kinds.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r"(?P<skip><!-- not run: [^>]+-->\n+)?^```(?P<kind>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Snippet:
    """A block of code and where its first line is."""

    kind: str
    code: str
    file: Path
    line: int

    @property
    def place(self) -> str:
        """For messages."""
        return f"{self.file.name}:{self.line}"


class SnippetError(Exception):
    """A snippet does not do what its document says."""


def read_snippets(file: Path) -> list[Snippet]:
    """The blocks of a Markdown file that are to be run, in order, and the outputs behind them."""
    text = file.read_text(encoding="utf-8")
    return [
        Snippet(match["kind"], match["code"], file, text.count("\n", 0, match.start("code")) + 1)
        for match in _FENCE.finditer(text)
        if not match["skip"]
    ]


def run_snippets(snippets: list[Snippet], folder: Path) -> int:
    """Run the snippets of one file in `folder`, which is the working directory.

    Returns:
        How many were run.

    Raises:
        SnippetError: a command fails, or something prints other than what is written.
    """
    namespace: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    run = 0
    for snippet in snippets:
        if snippet.kind == "python":
            printed = _run_python(snippet, namespace)
        elif snippet.kind == "output":
            _compare(snippet, snippet.code, printed)
            continue
        elif snippet.kind == "console":
            for command, expected in _commands(snippet):
                found = _run_command(snippet, command, folder)
                if expected:
                    _compare(snippet, expected, found)
        else:
            continue
        run += 1
    return run


def _run_python(snippet: Snippet, namespace: dict[str, object]) -> str:
    # Empty lines in front, so that a traceback shows the line of the document.
    code = compile("\n" * (snippet.line - 1) + snippet.code, str(snippet.file), "exec")
    output = io.StringIO()
    with redirect_stdout(output):
        exec(code, namespace)
    return output.getvalue()


def _commands(snippet: Snippet) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", snippet.code, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def _run_command(snippet: Snippet, command: str, folder: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "COLUMNS": "160"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        raise SnippetError(f"{snippet.place}: `{command}` exits with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def _compare(snippet: Snippet, expected: str, found: str) -> None:
    if not doctest.OutputChecker().check_output(expected.strip() + "\n", found.strip() + "\n", _FLAGS):
        raise SnippetError(f"{snippet.place}: written is\n{expected}\nbut it prints\n{found}")
