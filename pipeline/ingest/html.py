"""HTML to the text that a browser shows, with what the markup says of each stretch.

The page is walked once, iteratively (pages nest deeper than Python recurses). The writer below keeps one
line under construction; block elements end it, inline ones do not. A table whose cells are short is data: a line per
row, cells separated by tabs. A table that holds tables or whole articles only lays the page out and is read as blocks.

Which lines are boilerplate is decided by structure: elements that HTML has for it (nav, footer, aside), names of classes
and ids that name it, lines that are nothing but links, and what stands before or after the main content. The main
content is the smallest element that holds all prose outside such elements.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from lxml import etree, html

from pipeline.errors import DocumentError
from pipeline.ingest.content import regions
from pipeline.ingest.html_markup import flatten, mend
from pipeline.ingest.runs import Line as Composed
from pipeline.ingest.runs import Run, compose
from pipeline.records import Region, RegionKind
from pipeline.resources import read_toml

_NAMES = {kind: frozenset(names) for kind, names in read_toml("html_names.toml").items()}
_INVISIBLE = _NAMES["invisible"]
_BLOCKS = _NAMES["blocks"]
_FURNITURE_NAMES = _NAMES["boilerplate"]
_CONTENT_NAMES = _NAMES["content"]
_PRONUNCIATION = _NAMES["pronunciation"]
_RAISED = _NAMES["raised"]
_STRUCK = _NAMES["struck"]
_NOTE_NAMES = _NAMES["notes"]
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FURNITURE_TAGS = _NAMES["parts"] - {"header"}
_FURNITURE_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "menu", "toolbar"])
_NAME_PARTS = re.compile(r"[a-z]+(?:_editor)?", re.ASCII)
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Word also raises text by points; less than three only set a line straight.
_RAISING_STYLE = re.compile(r"vertical-align\s*:\s*super|mso-text-raise\s*:\s*(?:[3-9]|\d\d)", re.IGNORECASE)
_STRIKING_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.-]{1,40})",
    re.IGNORECASE,
)
_BESIDE_LINKS = re.compile(
    r"[\[(（]?(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s?\d{1,2}:\d\d(?::\d\d)?)?[\])）]?(?!\d)|[\s|丨┊/·•●>»|—-]"
)
# What programs make a button of; or the start of the page.
_NOWHERE = re.compile(r"\s*(?:#|javascript:|$)", re.IGNORECASE)
# A browser collapses these, and only these: no-break and ideographic spaces stay.
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_PROSE = re.compile(r"[。；！？]")
_MIN_PROSE = 20
# A data cell holds a phrase; longer ones make the table a layout table.
_MAX_CELL = 400
# A hinted element that holds more prose than this share of the page is a badly named wrapper.
_MAX_HINTED_SHARE = 0.5
_MANY_SENTENCES = 3
_MAX_LINK_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Page:
    """What `read_html` makes of a page."""

    text: str
    layout: tuple[Region, ...]
    metadata: tuple[tuple[str, str], ...]


_SPAN = re.compile(r"\d{1,4}")
_WIDEST_SPAN = 100
"""Columns or rows. Wider is damage, or an attempt to make a page swell."""


@dataclass(slots=True)
class _Line:
    """A line under construction."""

    runs: list[Run] = field(default_factory=list)
    composed: Composed = field(default_factory=Composed)
    """What the runs make, once the line has ended."""
    text: str = ""
    length: int = 0
    linked: int = 0
    """Characters inside links."""
    beside: list[str] = field(default_factory=list)
    """What stands outside of them."""
    element: Any = None
    """The block element that the line stands in."""
    boilerplate: bool = False
    row: bool = False
    item: bool = False
    level: int = 0


def declared_encoding(data: bytes) -> str:
    """The encoding that the first kilobytes of a page name; empty when none."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    return (match.group(1) or match.group(2)).decode("ascii", "ignore").lower()


def read_html(markup: str) -> Page:
    """Visible text, layout and metadata of a page. Never touches the network; entities of a DTD are not expanded.

    Raises:
        DocumentError: I004 when the elements nest too deeply to be read whole.
    """
    root = _parse(mend(markup))
    if root is None:
        return Page("", (), ())
    lines = [line for line in _Reader(root).lines if line.text.strip()]
    main = _main_element(lines)
    _mark_outside(lines, main)
    texts = []
    layout: list[Region] = []
    offset = 0
    title = _title_line(lines)
    for line in lines:
        text = line.text.rstrip("\t ")
        kind = _kind(line, title)
        if kind:
            level = line.level if kind == "heading" else 0
            layout.extend(regions(line.composed, offset, offset + len(text), kind, level))
        texts.append(text)
        offset += len(text) + 1
    return Page("\n".join(texts), tuple(layout), tuple(_metadata(root)))


def _parse(markup: str) -> Any:
    root, left_out = _tree(markup)
    if left_out:
        root, left_out = _tree(flatten(markup))
    if left_out:
        raise DocumentError("I004", stage="ingest", problem=left_out)
    return root


def _tree(markup: str) -> tuple[Any, str]:
    """The root of a page, None when it is nothing but comments, and the message that elements nest too deeply."""
    # huge_tree lifts the limit on depth (256), which scraped pages pass; the size is limited by max_bytes before.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.ParserError:
        return None, ""
    # The parser drops what nests too deeply and says so only in its log.
    return root, next((entry.message.strip() for entry in parser.error_log if "depth" in entry.message.lower()), "")


def _kind(line: _Line, title: _Line | None) -> RegionKind | None:
    if line.boilerplate:
        return "boilerplate"
    if line is title:
        return "title"
    if line.row:
        return "table_row"
    if line.level:
        return "heading"
    if line.item:
        return "list_item"
    return "paragraph"


def _span(cell: Any, attribute: str) -> int:
    """How many columns or rows a cell covers."""
    written = (cell.get(attribute) or "").strip()
    return min(max(int(written), 1), _WIDEST_SPAN) if _SPAN.fullmatch(written) else 1


class _Grid:
    """Columns of a table: a cell is preceded by as many tabs as it has columns to its left, whatever spans cover them."""

    def __init__(self, table: Any) -> None:
        self.table = table
        self._covered: dict[int, int] = {}  # rows that a cell above still covers, by column
        self._column = 0
        self._tabs = 0

    def start_row(self) -> None:
        """Go to the next row."""
        self._skip(max(self._covered, default=-1) + 1)
        self._column = self._tabs = 0

    def start_cell(self, columns: int, rows: int) -> int:
        """Go to the next free cell, which covers so many columns and rows; the tabs to write before it."""
        while self._column in self._covered:
            self._skip(self._column + 1)
        tabs = self._column - self._tabs
        self._tabs = self._column
        if rows > 1:
            self._covered.update(dict.fromkeys(range(self._column, self._column + columns), rows))
        self._skip(self._column + columns)
        return tabs

    def _skip(self, end: int) -> None:
        for column in range(self._column, end):
            left = self._covered.pop(column, 1) - 1
            if left:
                self._covered[column] = left
        self._column = max(self._column, end)


class _Reader:
    """Walks the tree and writes lines."""

    def __init__(self, root: Any) -> None:
        self.lines: list[_Line] = []
        self._line = _Line()
        self._space = False
        self._root = root
        self._sizes = _visible_sizes(root)
        self._walk()

    def _walk(self) -> None:
        # (element, entering?); state that must be restored on leaving is kept in the stacks.
        stack: list[tuple[Any, bool]] = [(self._root, True)]
        self._open: Counter[str] = Counter()  # how many elements are open that make text boilerplate, linked, raised, …
        self._opened: list[list[str]] = []  # by each open element
        self._grid = _Grid(None)
        self._blocks: list[Any] = [self._root]
        rows: list[Any] = []
        while stack:
            element, entering = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if not entering:
                self._leave(element, tag, rows)
                self._write(element.tail or "")
                continue
            if not tag or tag in _INVISIBLE or _is_hidden(element) or _is_pronunciation(element, tag):
                self._write(element.tail or "")
                continue
            if tag == "br":
                self._break()
                self._write(element.tail or "")
                continue
            self._enter(element, tag, rows)
            self._write(element.text or "")
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(element))
        self._end_line()

    def _enter(self, element: Any, tag: str, rows: list[Any]) -> None:
        opened = [state for state, begins in self._STATES.items() if begins(self, element, tag)]
        self._open.update(opened)
        self._opened.append(opened)
        if tag == "tr" and _is_data_row(element):
            self._break()
            rows.append(element)
            self._line.row = True
            table = next(element.iterancestors("table"), None)
            if table is not self._grid.table:
                self._grid = _Grid(table)
            self._grid.start_row()
        elif tag in ("td", "th") and rows and element.getparent() is rows[-1]:
            tabs = self._grid.start_cell(_span(element, "colspan"), _span(element, "rowspan"))
            self._line.runs.append(Run("\t" * tabs))
            self._line.length += tabs
            self._space = False
        elif tag in _BLOCKS:
            self._break()
        if tag in _BLOCKS:
            self._blocks.append(element)

    def _leave(self, element: Any, tag: str, rows: list[Any]) -> None:
        if rows and element is rows[-1]:
            self._end_line()
            rows.pop()
        elif tag in _BLOCKS and not (tag in ("td", "th") and rows):
            self._break()
        if tag in _BLOCKS:
            self._blocks.pop()
        self._open.subtract(self._opened.pop())

    def _break(self) -> None:
        """A line break; inside the row of a data table only a space."""
        if self._line.row:
            self._space = self._line.length > 0 and not self._line.runs[-1].text.endswith("\t")
        else:
            self._end_line()

    def _end_line(self) -> None:
        if self._line.length:
            self._line.composed = compose(self._line.runs)
            self._line.text = self._line.composed.text
            self.lines.append(self._line)
        self._line = _Line()
        self._space = False

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._open["preformatted"] and not self._line.row:
            first, *others = text.split("\n")
            self._append(first)
            for other in others:
                self._end_line()
                self._append(other)
            return
        collapsed = _COLLAPSIBLE.sub(" ", text)
        if collapsed.startswith(" "):
            self._space = self._space or self._line.length > 0
            collapsed = collapsed[1:]
        if not collapsed:
            return
        trailing = collapsed.endswith(" ")
        if trailing:
            collapsed = collapsed[:-1]
        if self._space:
            collapsed = " " + collapsed
        self._append(collapsed)
        self._space = trailing

    def _append(self, text: str) -> None:
        if not text:
            return
        line = self._line
        if line.element is None:
            line.element = self._blocks[-1]
            line.boilerplate = self._open["boilerplate"] > 0
            line.level = next((_HEADINGS[b.tag] for b in reversed(self._blocks[-3:]) if b.tag in _HEADINGS), 0)
            line.item = any(b.tag == "li" for b in self._blocks[-3:])
        line.runs.append(Run(text, self._open["raised"] > 0, self._open["struck"] > 0))
        line.length += len(text)
        if self._open["linked"]:
            line.linked += len(text.strip())
        else:
            line.beside.append(text)

    def _is_boilerplate(self, element: Any, tag: str) -> bool:
        if tag in _FURNITURE_TAGS or element.get("role", "").lower() in _FURNITURE_ROLES:
            return not self._wraps_page(element)
        if tag == "header":
            # A header inside the article holds its title.
            return next(element.iterancestors("article", "main"), None) is None and not self._wraps_page(element)
        if tag in ("html", "body", "p", "span", "b", "strong", "font", "a", "td") or tag in _HEADINGS:
            return False
        names = _names(element)
        if not names & _FURNITURE_NAMES or names & _CONTENT_NAMES:
            return False
        return not self._wraps_page(element)

    def _is_struck(self, element: Any, tag: str) -> bool:
        style = element.get("style")
        strikes = tag in _STRUCK or (bool(style) and _STRIKING_STYLE.search(style) is not None)
        return strikes and not self._wraps_content(element)  # one that was never closed

    def _is_link(self, element: Any, tag: str) -> bool:
        """Whether an element leads elsewhere: not by its name only, to a place of the page, or around running text."""
        if tag != "a" or element.get("href") is None:
            return False
        leads_nowhere = _NOWHERE.match(element.get("href")) is not None and self._sizes[element][1] > 0
        return not leads_nowhere and not self._wraps_content(element)

    _STATES: ClassVar[dict[str, Callable[[_Reader, Any, str], bool]]] = {
        "boilerplate": _is_boilerplate,
        "struck": _is_struck,
        "raised": lambda _, element, tag: _is_raised(element, tag),
        "linked": _is_link,
        "preformatted": lambda _, element, tag: tag == "pre",
    }

    def _wraps_content(self, element: Any) -> bool:
        total, _ = self._sizes[self._root]
        length, prose = self._sizes[element]
        return length > _MAX_HINTED_SHARE * total and prose > _MANY_SENTENCES

    def _wraps_page(self, element: Any) -> bool:
        """Whether an element holds most of the page with many of its sentences, or with all of them: badly named, or never closed."""
        total, sentences = self._sizes[self._root]
        length, prose = self._sizes[element]
        return self._wraps_content(element) or (length > _MAX_HINTED_SHARE * total and prose == sentences > 0)


def _visible_sizes(root: Any) -> dict[Any, tuple[int, int]]:
    """Characters and sentences inside each element, counted once from the leaves up."""
    elements = list(root.iter())
    sizes = dict.fromkeys(elements, (0, 0))
    for element in reversed(elements):
        length, prose = sizes[element]
        if not isinstance(element.tag, str) or element.tag in _INVISIBLE:
            length = prose = 0
        else:
            length, prose = length + len(element.text or ""), prose + len(_PROSE.findall(element.text or ""))
        sizes[element] = (length, prose)
        parent = element.getparent()
        if parent is not None and parent in sizes:
            tail = element.tail or ""
            sizes[parent] = (
                sizes[parent][0] + length + len(tail),
                sizes[parent][1] + prose + len(_PROSE.findall(tail)),
            )
    return sizes


def _names(element: Any) -> frozenset[str]:
    value = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return frozenset(_NAME_PARTS.findall(value)) if len(value) > 1 else frozenset()


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and _HIDING_STYLE.search(style) is not None


def _is_pronunciation(element: Any, tag: str) -> bool:
    """What ruby sets above its characters, and the brackets for where it cannot."""
    return tag in _PRONUNCIATION and next(element.iterancestors("ruby"), None) is not None


def _is_raised(element: Any, tag: str) -> bool:
    if tag in _RAISED:
        return True
    style = element.get("style")
    if style and _RAISING_STYLE.search(style) is not None:
        return True
    return tag in ("a", "span") and not _NOTE_NAMES.isdisjoint(_names(element))


def _is_data_row(row: Any) -> bool:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    listed = any(next(cell.iter("ul", "ol"), None) is not None for cell in cells)
    if listed and next(row.iter("a"), None) is not None:
        return False  # a list of links lays the page out; a list of words is data
    for cell in cells:
        if next(cell.iter("table", "h1", "h2", "h3"), None) is not None:
            return False
        length = 0
        for text in cell.itertext():
            length += len(text.strip())
            if listed and "。" in text:
                return False
        if length > _MAX_CELL:
            return False
    return True


def _main_element(lines: list[_Line]) -> Any:
    """The smallest element that holds all prose outside of boilerplate, grown to a content container around it."""
    prose = [
        line.element
        for line in lines
        if not line.boilerplate and not _is_linked(line) and line.length >= _MIN_PROSE and _PROSE.search(line.text)
    ]
    if not prose:
        return None
    path = _path(prose[0])
    for element in prose[1:]:
        other = _path(element)
        common = 0
        for one, two in zip(path, other, strict=False):
            if one is not two:
                break
            common += 1
        path = path[:common]
    if not path:
        return None
    main = path[-1]
    if main.tag in ("p", "span", "td"):
        main = main.getparent() if main.getparent() is not None and main.tag == "p" else main
    for ancestor in [*reversed(path[:-1])][:3]:
        if _names(ancestor) & _CONTENT_NAMES and ancestor.tag not in ("body", "html"):
            main = ancestor
            break
    return main


def _path(element: Any) -> list[Any]:
    return [*reversed([*element.iterancestors()]), element]


def _mark_outside(lines: list[_Line], main: Any) -> None:
    """Lines of links, what stands before the title outside of the main content, and what stands after it."""
    if main is None or main.tag in ("body", "html"):
        for line in lines:
            line.boilerplate = line.boilerplate or _is_linked(line)
        return
    inside = [any(ancestor is main for ancestor in _path(line.element)) for line in lines]
    first = inside.index(True)
    last = len(inside) - 1 - inside[::-1].index(True)
    headings = [n for n in range(first) if lines[n].level and not lines[n].boilerplate and not _is_linked(lines[n])]
    title = headings[-1] if headings else None
    main_title = _title_line(lines)
    if main_title is not None and main_title is lines[first]:
        title = first
    for number, line in enumerate(lines):
        if inside[number]:
            continue
        if number > last or (title is not None and number < title) or _is_linked(line):
            line.boilerplate = True


def _is_linked(line: _Line) -> bool:
    """Whether a line is links and next to nothing else; their dates and what parts them say nothing, but in a table."""
    if not line.linked or line.row:
        return line.linked > _MAX_LINK_SHARE * len(line.text.strip())
    beside = len(_BESIDE_LINKS.sub("", "".join(line.beside)))
    return line.linked > _MAX_LINK_SHARE * (line.linked + beside)


def _title_line(lines: list[_Line]) -> _Line | None:
    candidates = [line for line in lines if not line.boilerplate and line.level == 1]
    return candidates[-1] if len(candidates) == 1 else None


def _metadata(root: Any) -> Iterator[tuple[str, str]]:
    title = root.find(".//title")
    if title is not None:
        text = " ".join("".join(title.itertext()).split())
        if text:
            yield "title", text
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            yield name, content
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            yield "canonical", link.get("href")
