"""The text of an ODT paragraph: what is raised, struck out, deleted or hidden; notes, equations, phonetic guides."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.errors import DocumentError
from pipeline.ingest.archives import Package
from pipeline.ingest.docx_xml import parse_part
from pipeline.ingest.odt_styles import DRAW, OFFICE, TEXT, OdtStyles, whole_number
from pipeline.ingest.runs import Run, compose, without_marks

NOTE_BODY = f"{TEXT}note-body"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MATH = "{http://www.w3.org/1998/Math/MathML}"
# The white space of the file says nothing; that of the text has elements of its own.
_WHITE = re.compile(r"[ \t\r\n]+")
# A tab inside a paragraph is a gap; a tab in a line of text separates cells.
_GAP = "  "
_MOST_SPACES = 100
_SKIPPED = frozenset(
    [
        *(
            f"{TEXT}{name}"
            for name in ("ruby-text", "tracked-changes", "change", "change-start", "change-end", "script")
        ),
        *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end")),
    ]
)
_SUPERSCRIPTS = frozenset(f"{_MATH}{name}" for name in ("msup", "mmultiscripts"))
_SLASH = etree.fromstring("<mo>/</mo>")
_MATH_SKIPPED = frozenset(f"{_MATH}{name}" for name in ("annotation", "annotation-xml"))


class OdtRuns:
    """Reads the paragraphs of one document.

    Args:
        package: the file, which holds equations as parts of their own.
        styles: of the document.
    """

    def __init__(self, package: Package, styles: OdtStyles) -> None:
        self._package = package
        self._styles = styles
        self.notes: list[Any] = []
        """The bodies of the notes that the paragraphs read so far refer to."""

    def text(self, paragraph: Any, boxes: list[Any]) -> str:
        """The visible text of a paragraph, with marks around what is struck out; text boxes go to `boxes`."""
        state = self._styles.raised_and_struck(paragraph.get(f"{TEXT}style-name") or "", (False, False))
        return compose(self._runs(paragraph, state, boxes)).marked.strip(" ")

    def _runs(self, element: Any, state: tuple[bool, bool], boxes: list[Any]) -> Iterator[Run]:
        # (element, its state, entering?)
        stack: list[tuple[Any, tuple[bool, bool], bool]] = [(element, state, True)]
        while stack:
            item, state, entering = stack.pop()
            if not entering:
                yield from _plain(item.tail, state)
                continue
            if item is not element:
                stack.append((item, state, False))
                inner = self._enter(item, state, boxes)
                if isinstance(inner, Run):
                    yield inner
                if not isinstance(inner, tuple):
                    continue
                state = inner
            yield from _plain(item.text, state)
            stack.extend((child, state, True) for child in reversed(item))

    def _enter(self, item: Any, state: tuple[bool, bool], boxes: list[Any]) -> Run | tuple[bool, bool] | None:
        """The state of what an element holds, or what stands for it; None for nothing."""
        tag = item.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return None
        if tag == f"{TEXT}s":
            return Run(" " * min(max(whole_number(item.get(f"{TEXT}c")), 1), _MOST_SPACES), *state)
        if tag == f"{TEXT}tab":
            return Run(_GAP)
        if tag == f"{TEXT}line-break":
            return Run("\n")
        if tag == f"{TEXT}note-citation":
            return True, state[1]
        if tag == NOTE_BODY:
            self.notes.append(item)
            return None
        if tag == f"{DRAW}text-box":
            boxes.append(item)
            return None
        if tag == f"{DRAW}object":
            return self._equation(item, state)
        name = item.get(f"{TEXT}style-name") or ""
        if tag == f"{TEXT}span" and self._styles.is_hidden(name):
            return None
        return self._styles.raised_and_struck(name, state) if tag == f"{TEXT}span" else state

    def _equation(self, item: Any, state: tuple[bool, bool]) -> Run | None:
        """An equation as the characters that it shows; None for objects of other kinds."""
        part = posixpath.normpath(posixpath.join((item.get(_HREF) or "").lstrip("/"), "content.xml"))
        if part not in self._package.parts:
            return None
        try:
            root = parse_part(self._package.read(part), part, "ODT")
        except DocumentError as error:
            if error.code != "I008":
                raise
            return None
        if root.tag != f"{_MATH}math":
            return None
        return Run(compose(_equation_runs(root)).text, False, state[1])


def _plain(text: str | None, state: tuple[bool, bool]) -> Iterator[Run]:
    if text:
        yield Run(_WHITE.sub(" ", without_marks(text)), *state)


def _equation_runs(root: Any) -> Iterator[Run]:
    stack = [(root, False)]
    while stack:
        element, raised = stack.pop()
        if element.tag in _MATH_SKIPPED:
            continue
        if not len(element):
            yield Run((element.text or "").strip(), raised)
        children = list(element)
        if element.tag == f"{_MATH}mfrac" and len(children) == 2:
            stack += [(children[1], raised), (_SLASH, raised), (children[0], raised)]
            continue
        scripts = element.tag in _SUPERSCRIPTS
        stack.extend((child, raised or (scripts and place > 0)) for place, child in reversed(list(enumerate(children))))
