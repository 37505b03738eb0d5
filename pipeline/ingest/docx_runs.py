"""The text of a DOCX paragraph, run by run: what is raised, struck out, deleted or hidden; symbols, equations, phonetic guides.

Raised runs become marks of notes or powers (see `pipeline.ingest.runs`); what is struck out stays in the text between marks, from which
the writer of lines makes regions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.errors import describe
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
_RAISED = frozenset([f"{_M}sup"])
_PRIVATE = 0xF000
"""The fonts of symbols have their codes here, and in ASCII, too."""
_UNKNOWN = "\ufffd"


class RunReader:
    """Reads the paragraphs of one document.

    Args:
        styles: the root of the part with the styles, or None.
    """

    def __init__(self, styles: Any | None) -> None:
        self._styles = _character_styles(styles) if styles is not None else {}
        self._unknown: Counter[str] = Counter()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of the paragraphs read so far has no text."""
        return tuple(
            describe("I013", count=count, font=font or "unnamed") for font, count in sorted(self._unknown.items())
        )

    def text(self, paragraph: Any, boxes: list[Any]) -> str:
        """The visible text of a paragraph, with marks around what is struck out; text boxes go to `boxes`."""
        return compose(self._runs(paragraph, boxes)).marked

    def _runs(self, paragraph: Any, boxes: list[Any]) -> Iterator[Run]:
        # (elements to go, raised?, struck out?)
        stack: list[tuple[Iterator[Any], bool, bool]] = [(iter(paragraph), False, False)]
        while stack:
            elements, raised, struck = stack[-1]
            element = next(elements, None)
            if element is None:
                stack.pop()
                continue
            tag = element.tag
            if tag in (f"{W}t", f"{_M}t"):
                yield Run(without_marks(element.text or ""), raised, struck)
            elif tag in _TEXTS:
                yield Run(_TEXTS[tag])
            elif tag == f"{W}sym":
                yield Run(self._symbol(element), raised, struck)
            elif tag == f"{W}txbxContent":
                boxes.append(element)
            elif tag == f"{W}r":
                properties = child(element, "rPr")
                if not is_on(child(properties, "vanish")):
                    stack.append((iter(element), *self._style(properties)))
            elif tag not in _SKIPPED:
                if tag == f"{_M}den":
                    yield Run("/", raised, struck)
                stack.append((iter(element), raised or tag in _RAISED, struck))

    def _style(self, properties: Any | None) -> tuple[bool, bool]:
        """Whether a run is raised and struck out, by its style and its own properties."""
        if properties is None:
            return False, False
        return _styled(properties, self._styles.get(val(child(properties, "rStyle")), (False, False)))

    def _symbol(self, element: Any) -> str:
        font = str(element.get(f"{W}font") or "")
        try:
            code = int(str(element.get(f"{W}char") or ""), 16)
        except ValueError:
            code = 0
        found = _symbols().get((font.lower(), code & 0xFF))
        if found is not None and (code < 0x100 or code >> 8 == _PRIVATE >> 8):
            return found
        if (0x20 < code < 0xE000 and not code >= 0xD800) or 0xF900 <= code < 0xFFF0:  # a character that any font has
            return chr(code)
        self._unknown[font] += 1
        return _UNKNOWN


def _styled(properties: Any, base: tuple[bool, bool]) -> tuple[bool, bool]:
    """`base` as the properties of a run or style change it."""
    raised, struck = base
    align = child(properties, "vertAlign")
    if align is not None:
        raised = val(align) == "superscript"
    for name in ("strike", "dstrike"):
        if (strike := child(properties, name)) is not None:
            struck = is_on(strike)
            if struck:
                break
    return raised, struck


def _character_styles(root: Any) -> dict[str, tuple[bool, bool]]:
    """Whether the styles of characters raise and strike out, by id."""
    elements = {
        style.get(f"{W}styleId", ""): style
        for style in root.iterchildren(f"{W}style")
        if style.get(f"{W}type") == "character"
    }
    found: dict[str, tuple[bool, bool]] = {}
    for name in elements:
        chain: list[Any] = []
        base = name
        while base in elements and elements[base] not in chain:
            chain.append(elements[base])
            base = val(child(elements[base], "basedOn"))
        state = (False, False)
        for style in reversed(chain):
            properties = child(style, "rPr")
            state = _styled(properties, state) if properties is not None else state
        found[name] = state
    return found


@cache
def _symbols() -> dict[tuple[str, int], str]:
    """Characters by font, in lower case, and code."""
    return {(font, int(code, 16)): character for font, code, character in read_lexicon("symbol_fonts.tsv")}
