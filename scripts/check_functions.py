"""Hold the functions of the linguistic stages small, and print the measures of the code.

A function of `pipeline/language`, `pipeline/ner` or `pipeline/claims` has at most 60 lines and cyclomatic complexity 15. Those
that were larger when the check came are listed in `scripts/large_functions.tsv` with what they have; the list only
shrinks: a function that is larger than it says, a new one, and a listed one that is within the limits all fail.

    python scripts/check_functions.py             # the check
    python scripts/check_functions.py --update    # shrink the list to what is still too large; never adds
    python scripts/check_functions.py --measures  # the measures, of the working tree or of another with --root
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("language", "ner", "claims")
MOST_LINES = 60
MOST_COMPLEXITY = 15
LIST = "scripts/large_functions.tsv"
_HEADER = f"""\
# Functions over {MOST_LINES} lines or over cyclomatic complexity {MOST_COMPLEXITY}. Columns: function, lines, complexity. Only shrinks (check_functions.py).
"""
_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.comprehension, ast.match_case)
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_PATTERN_CALLS = frozenset(("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"))


@dataclass(frozen=True, slots=True)
class Function:
    """A function with its size.

    Attributes:
        name: file relative to the root, `::`, qualified name.
        lines: from `def` to the last one, docstring included, decorators not.
        complexity: 1 and one more for each branch, loop, `if` of a comprehension, handler, and `and` or `or`.
    """

    name: str
    lines: int
    complexity: int

    @property
    def is_large(self) -> bool:
        """Whether it is over a limit."""
        return self.lines > MOST_LINES or self.complexity > MOST_COMPLEXITY


def functions(path: Path, root: Path) -> Iterator[Function]:
    """The functions and methods of a file; those inside others count with them too."""
    yield from _functions(ast.parse(path.read_text(encoding="utf-8")), f"{path.relative_to(root).as_posix()}::")


def _functions(node: ast.AST, prefix: str) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (child.end_lineno or child.lineno) - child.lineno + 1
            yield Function(prefix + child.name, lines, 1 + sum(map(_decisions, ast.walk(child))))
        inside = f"{prefix}{child.name}." if isinstance(child, _NAMED) else prefix
        yield from _functions(child, inside)


def _decisions(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return isinstance(node, _BRANCHES) + (len(node.ifs) if isinstance(node, ast.comprehension) else 0)


def large_functions(root: Path) -> dict[str, Function]:
    """Those of the linguistic stages that are over a limit, by name."""
    found = (function for path in _files(root, *STAGES) for function in functions(path, root))
    return {function.name: function for function in found if function.is_large}


def problems(large: dict[str, Function], listed: dict[str, Function]) -> list[str]:
    """What is wrong with the large functions, given those that are listed."""
    found = []
    for name, function in sorted(large.items()):
        size = f"{name}: {function.lines} lines (most {MOST_LINES}), complexity {function.complexity} (most {MOST_COMPLEXITY})"
        known = listed.get(name)
        if known is None:
            found.append(f"{size}: part it")
        elif function.lines > max(known.lines, MOST_LINES) or function.complexity > max(
            known.complexity, MOST_COMPLEXITY
        ):
            found.append(f"{size}: larger than {LIST} has it ({known.lines}, {known.complexity})")
    gone = sorted(set(listed) - set(large))
    return found + [f"{name}: within the limits or gone; take it off with check_functions.py --update" for name in gone]


def read_list(path: Path) -> dict[str, Function]:
    """The listed functions by name; none when there is no list."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: Function(name, int(size), int(complexity)) for name, size, complexity in rows}


def write_list(path: Path, large: dict[str, Function], listed: dict[str, Function]) -> None:
    """Write the listed functions that are still large, each with the lower of its sizes."""
    kept = [
        f"{name}\t{min(large[name].lines, known.lines)}\t{min(large[name].complexity, known.complexity)}\n"
        for name, known in sorted(listed.items())
        if name in large
    ]
    path.write_text(_HEADER + "".join(kept), encoding="utf-8")


def measures(root: Path) -> dict[str, str]:
    """What the size of the code is told by, in words."""
    large = large_functions(root).values()
    everything = _files(root, "")
    parts = {name: _files(root, name) for name in STAGES}
    lines = {name: sum(map(_lines, files)) for name, files in parts.items()}
    patterns = {name: sum(map(_patterns, files)) for name, files in parts.items()}
    return {
        "lines of pipeline": str(sum(map(_lines, everything))),
        "lines of language, ner, claims": ", ".join(str(lines[name]) for name in STAGES),
        f"functions over {MOST_LINES} lines": str(sum(function.lines > MOST_LINES for function in large)),
        f"functions over complexity {MOST_COMPLEXITY}": str(
            sum(function.complexity > MOST_COMPLEXITY for function in large)
        ),
        "highest complexity": str(max((function.complexity for function in large), default=0)),
        **{
            f"regular expressions per 1,000 lines of {name}": f"{1000 * patterns[name] / max(lines[name], 1):.1f}"
            f" ({patterns[name]})"
            for name in ("claims", "ner")
        },
        "files that name scope": str(
            sum(re.search(r"\bscope\b", path.read_text(encoding="utf-8")) is not None for path in everything)
        ),
    }


def _files(root: Path, *folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (root / "pipeline" / folder).rglob("*.py"))


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _patterns(path: Path) -> int:
    """Regular expressions: calls of `re.compile` and `when_used`, and of other functions of `re` with a pattern written there."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return sum(_makes_pattern(call) for call in calls)


def _makes_pattern(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "when_used"
    is_of_re = (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr in _PATTERN_CALLS
    )
    return is_of_re and (
        ast.unparse(function) == "re.compile" or isinstance(call.args[0], ast.Constant | ast.JoinedStr)
    )


def main() -> None:
    """Check, update or measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to look at")
    parser.add_argument("--update", action="store_true", help="shrink the list to what is still too large")
    parser.add_argument("--measures", action="store_true", help="print the measures")
    arguments = parser.parse_args()
    if arguments.measures:
        for name, value in measures(arguments.root).items():
            print(f"{name:44} {value}")
        return
    path = arguments.root / LIST
    large, listed = large_functions(arguments.root), read_list(path)
    if arguments.update:
        write_list(path, large, listed)
        listed = read_list(path)
    if found := problems(large, listed):
        sys.exit("\n".join(found))
    print(f"functions within the limits, {len(listed)} listed exceptions")


if __name__ == "__main__":
    main()
