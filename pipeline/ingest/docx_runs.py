"""The text of a DOCX paragraph, run by run: what is raised, struck out, deleted or hidden; symbols, equations, phonetic guides.

Raised runs become marks of notes or powers (see `pipeline.ingest.runs`); what is struck out stays in the text between marks, from which
the writer of lines makes regions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from pipeline.errors import describe
from pipeline.ingest.docx_fields import shown_by
from pipeline.ingest.docx_xml import W, child, is_on, val
from pipeline.ingest.runs import Run, compose, without_marks
from pipeline.resources import read_lexicon

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# A tab inside a paragraph is a gap; a tab in a line of text separates cells.
_GAP = "  "
_TEXTS = {
    f"{W}tab": _GAP,
    f"{W}ptab": _GAP,
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_SKIPPED = frozenset(
    [
        _FALLBACK,
        *(f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText")),
        # How the characters of a phonetic guide are spoken.
        *(f"{W}{name}" for name in ("rt", "rubyPr")),
        *(
            f"{_M}{name}"
            for name in ("rPr", "fPr", "sSupPr", "sSubPr", "sSubSupPr", "naryPr", "dPr", "radPr", "ctrlPr")
        ),
    ]
)
_RAISED = frozenset([f"{_M}sup", f"{_M}deg"])
# What parts the elements of equations: members of a fraction, cells and rows of a matrix, lines; and what stands around them.
_BEFORE = {f"{_M}den": "/", f"{_M}mr": "\n"}
_BETWEEN = {f"{_M}mr": " ", f"{_M}eqArr": "\n"}
_OPENS = {f"{_M}rad": "√"}
# Half-points above the line; less only sets a line straight.
_LEAST_RAISED = 6
_PRIVATE = 0xF000
"""The fonts of symbols have their codes here, and in ASCII, too."""
_UNKNOWN = "\ufffd"
_CODES = re.compile("[\uf020-\uf0ff]")
_State = tuple[bool, bool]
"""Whether text is raised and struck out."""
_PLAIN: _State = (False, False)


class RunReader:
    """Reads the paragraphs of one document.

    Args:
        styles: the root of the part with the styles, or None.
    """

    def __init__(self, styles: Any | None) -> None:
        self._styles = _styles_of_text(styles) if styles is not None else {}
        self._unknown: Counter[str] = Counter()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of the paragraphs read so far has no text."""
        return tuple(
            describe("I013", count=count, font=font or "unnamed") for font, count in sorted(self._unknown.items())
        )

    def text(self, paragraph: Any, boxes: list[Any]) -> str:
        """The visible text of a paragraph, with marks around what is struck out; text boxes go to `boxes`."""
        base = self._styles.get(val(child(child(paragraph, "pPr"), "pStyle")), _PLAIN)
        return compose(self._runs(paragraph, base, boxes)).marked

    def _runs(self, paragraph: Any, base: _State, boxes: list[Any]) -> Iterator[Run]:
        # (elements to go, raised?, struck out?)
        stack: list[tuple[Iterator[Any], bool, bool]] = [(iter(paragraph), *base)]
        field = _Field()
        while stack:
            elements, raised, struck = stack[-1]
            element = next(elements, None)
            if element is None:
                stack.pop()
                continue
            tag = element.tag
            if tag in (f"{W}t", f"{_M}t"):
                yield Run(self._characters(element), raised, struck)
            elif shown := field.read(element):
                yield Run(shown, raised, struck)
            elif tag in _TEXTS:
                yield Run(_TEXTS[tag])
            elif tag == f"{W}sym":
                yield Run(self._symbol(element), raised, struck)
            elif tag == f"{W}txbxContent":
                boxes.append(element)
            elif tag == f"{W}r":
                properties = child(element, "rPr")
                if not is_on(child(properties, "vanish")):
                    stack.append((iter(element), *self._style(properties, base)))
            elif tag not in _SKIPPED:
                if sign := _sign_before(element):
                    yield Run(sign, raised, struck)
                stack.append((_with_end(element), raised or tag in _RAISED, struck))

    def _style(self, properties: Any | None, base: _State) -> _State:
        """Whether a run is raised and struck out, by its style and its own properties, on top of those of its paragraph."""
        if properties is None:
            return base
        return _styled(properties, self._styles.get(val(child(properties, "rStyle")), base))

    def _characters(self, element: Any) -> str:
        """The text of an element, codes of symbol fonts as the characters that they show."""
        text = without_marks(element.text or "")
        if _CODES.search(text) is None:
            return text
        fonts = child(child(element.getparent(), "rPr"), "rFonts")
        font = str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""
        return _CODES.sub(lambda match: self._shown(font, ord(match.group())), text)

    def _symbol(self, element: Any) -> str:
        font = str(element.get(f"{W}font") or "")
        try:
            code = int(str(element.get(f"{W}char") or ""), 16)
        except ValueError:
            code = 0
        return self._shown(font, code)

    def _shown(self, font: str, code: int) -> str:
        """The character that a font shows for a code, told as unknown where nobody knows it."""
        found = _symbols().get((font.lower(), code & 0xFF))
        if found is not None and (code < 0x100 or code >> 8 == _PRIVATE >> 8):
            return found
        if (0x20 < code < 0xE000 and not code >= 0xD800) or 0xF900 <= code < 0xFFF0:  # a character that any font has
            return chr(code)
        self._unknown[font] += 1
        return _UNKNOWN


class _Field:
    """Gathers the codes of the fields that stand in each other, run by run."""

    def __init__(self) -> None:
        self._codes: list[str] = []

    def read(self, element: Any) -> str:
        """Take an element in; the text that the field shows which ends with it, if its code is that text."""
        if element.tag == f"{W}instrText" and self._codes:
            self._codes[-1] += element.text or ""
        if element.tag != f"{W}fldChar":
            return ""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._codes.append("")
            return ""
        return shown_by(self._codes.pop()) if kind == "end" and self._codes else ""


def _sign_before(element: Any) -> str:
    """What an equation shows before one of its elements and the markup does not hold as text."""
    if element.tag == f"{_M}d":
        return _bracket(element, "begChr", "(")
    parent = element.getparent()
    if parent is not None and parent.tag in _BETWEEN and element.getprevious() is not None:
        return _BETWEEN[parent.tag] if element.getprevious().tag == element.tag else ""
    if element.tag == f"{_M}mr" and (element.getprevious() is None or element.getprevious().tag != element.tag):
        return ""
    return _OPENS.get(element.tag, _BEFORE.get(element.tag, ""))


def _with_end(element: Any) -> Iterator[Any]:
    """The children of an element, and after those of brackets the closing one."""
    yield from element
    if element.tag == f"{_M}d":
        closing = etree.Element(f"{_M}t")
        closing.text = _bracket(element, "endChr", ")")
        yield closing


def _bracket(element: Any, name: str, usual: str) -> str:
    written = element.find(f"{_M}dPr/{_M}{name}")
    return str(written.get(f"{_M}val") or "") if written is not None else usual


def _styled(properties: Any, base: _State) -> _State:
    """`base` as the properties of a run or style change it."""
    raised, struck = base
    align = child(properties, "vertAlign")
    position = val(child(properties, "position"))
    if align is not None:
        raised = val(align) == "superscript"
    elif position:
        raised = position.isascii() and position.isdigit() and int(position) >= _LEAST_RAISED
    for name in ("strike", "dstrike"):
        if (strike := child(properties, name)) is not None:
            struck = is_on(strike)
            if struck:
                break
    return raised, struck


def _styles_of_text(root: Any) -> dict[str, _State]:
    """Whether the styles of characters and paragraphs raise and strike out, by id."""
    elements = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    found: dict[str, _State] = {}
    for name in elements:
        chain: list[Any] = []
        base = name
        while base in elements and elements[base] not in chain:
            chain.append(elements[base])
            base = val(child(elements[base], "basedOn"))
        state = _PLAIN
        for style in reversed(chain):
            properties = child(style, "rPr")
            state = _styled(properties, state) if properties is not None else state
        found[name] = state
    return found


@cache
def _symbols() -> dict[tuple[str, int], str]:
    """Characters by font, in lower case, and code."""
    return {(font, int(code, 16)): character for font, code, character in read_lexicon("symbol_fonts.tsv")}
