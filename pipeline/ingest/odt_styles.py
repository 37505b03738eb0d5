"""What the styles of an ODT file say: which text is struck out or raised, and how the items of lists are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, STYLE, TABLE, TEXT, DRAW = (_OPEN % name for name in ("office", "style", "table", "text", "drawing"))
_NAME, _PARENT = f"{STYLE}name", f"{STYLE}parent-style-name"
OUTLINE = "\0outline"
"""Stands for the name of the list that headings are."""
_NUMBERED = f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"
# How numbers of lists are told, and what DOCX calls the same.
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHINESE = "chineseCounting"
_FULL_WIDTH, _CIRCLED = "decimalFullWidth", "decimalEnclosedCircle"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How the items of one level of a list are numbered."""

    form: str
    before: str
    after: str
    start: int
    shown_levels: int


class OdtStyles:
    """The styles of one document.

    Args:
        roots: of the parts that hold styles, those of the document after the common ones.
    """

    def __init__(self, roots: Sequence[Any]) -> None:
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(_NAME, "")] = style
            for style in root.iter(f"{TEXT}list-style"):
                self._lists[style.get(_NAME, "")] = style
            for style in root.iter(f"{TEXT}outline-style"):
                self._lists[OUTLINE] = style

    def names_of(self, name: str) -> tuple[str, ...]:
        """A style and those that it is based on, nearest first."""
        names: list[str] = []
        while name in self._styles and name not in names:
            names.append(name)
            name = self._styles[name].get(_PARENT, "")
        return (*names, name) if name and name not in names else tuple(names)

    def raised_and_struck(self, name: str, inherited: tuple[bool, bool]) -> tuple[bool, bool]:
        """Whether the text of a style is raised and struck out.

        Args:
            name: of the style.
            inherited: the same of the text around it.
        """
        raised, struck = inherited
        for style in reversed(self.names_of(name)):
            properties = self._styles[style].find(f"{STYLE}text-properties") if style in self._styles else None
            if properties is None:
                continue
            position = properties.get(f"{STYLE}text-position")
            if position:
                raised = position.startswith("super") or (position[0].isdigit() and not position.startswith("0%"))
            line = properties.get(f"{STYLE}text-line-through-style") or properties.get(f"{STYLE}text-line-through-type")
            if line:
                struck = line != "none"
        return raised, struck

    def is_hidden(self, name: str) -> bool:
        """Whether the text of a style is not shown."""
        for style in self.names_of(name):
            properties = self._styles[style].find(f"{STYLE}text-properties") if style in self._styles else None
            shown = properties.get(f"{TEXT}display") if properties is not None else None
            if shown:
                return bool(shown == "none")
        return False

    def list_level(self, name: str, level: int) -> ListLevel | None:
        """How items of a level, counted from 1, are numbered; None when they have bullets or nothing."""
        style = self._lists.get(name)
        for item in style.iterchildren(*_NUMBERED) if style is not None else ():
            written = item.get(f"{STYLE}num-format") or ""
            if whole_number(item.get(f"{TEXT}level")) == level and written:
                return ListLevel(
                    _form(written),
                    item.get(f"{STYLE}num-prefix") or "",
                    item.get(f"{STYLE}num-suffix") or "",
                    whole_number(item.get(f"{TEXT}start-value")) or 1,
                    max(whole_number(item.get(f"{TEXT}display-levels")), 1),
                )
        return None


def _form(written: str) -> str:
    first = written.partition(",")[0].strip()
    if first in ("一", "壹", "甲"):
        return _CHINESE
    return _FULL_WIDTH if first == "１" else _CIRCLED if first == "①" else _FORMS.get(first, "decimal")


def whole_number(text: str | None) -> int:
    """The value of an attribute, at most five digits; 0 when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
