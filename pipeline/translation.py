"""Messages in the language of the user. English is in the code and in `pipeline.errors`, Chinese in `translation.toml`.

What is stored (tables, logs) is English whoever runs it, so that the same inputs give the same bytes; it is translated when it is shown.
"""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

from pipeline.errors import MESSAGES

LANGUAGES = ("en", "zh")
_FILE = Path(__file__).with_suffix(".toml")
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_CODE = re.compile(r"\[([A-Z]\d{3})\] ")
_chosen = ""


def choose(language: str) -> None:
    """Take this language from now on; that of the locale when empty."""
    global _chosen
    _chosen = language


def language() -> str:
    """The language that was chosen, or that of the locale: ``zh`` or ``en``."""
    if _chosen:
        return _chosen
    locale = next((value for name in _LOCALE if (value := os.environ.get(name))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def translated(text: str) -> str:
    """A text of the interface in the language of the user; itself where there is no translation."""
    return text if language() == "en" else _chinese()["text"].get(" ".join(text.split()), text)


def translated_error(line: str) -> str:
    """An error or warning, ``[code] message``, in the language of the user, with its details; itself where that is not possible."""
    found = _CODE.search(line)
    if language() == "en" or found is None:
        return line
    code = found[1]
    template = _chinese()["errors"].get(code)
    told = _pattern(MESSAGES[code]).fullmatch(line[found.end() :]) if template and code in MESSAGES else None
    if template is None or told is None:
        return line
    return f"{line[: found.end()]}{_filled(template, told)}"


def translated_message(message: str) -> str:
    """A message with details, of typer or of the doctor, in the language of the user; itself where that is not possible."""
    if language() == "en":
        return message
    for english, chinese in _chinese()["messages"].items():
        if told := _pattern(english).fullmatch(message):
            return _filled(chinese, told)
    return message


def _filled(template: str, told: re.Match[str]) -> str:
    """The details of a message in its Chinese form; a problem, and what has it, are messages themselves."""
    details = {
        name: translated_message(text) if name in {"problem", "what"} else text
        for name, text in told.groupdict().items()
    }
    return template.format(**details)


@cache
def _chinese() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What an English message may be, with a group per placeholder."""
    seen: set[str] = set()
    parts = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)
