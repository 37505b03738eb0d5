"""The markup of a page before it is parsed: what the parser would take otherwise than its author meant it, or for ever.

A browser and a parser let an element that was never closed go on over all that follows, so that an article stands in the
link or the navigation before it. Which elements that are is plain in the markup and no longer in the tree: a start tag
without its end tag. Such links end where their line ends; such parts of a page are no parts, and what stands in them is
judged by itself. Attributes beyond all use cost the square of their number, and elements beyond all use are left out by
the parser together with their text; both are cut down here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from pipeline.language.han import HAN
from pipeline.patterns import when_used
from pipeline.resources import read_toml

_NAMES = read_toml("html_names.toml")
_BLOCK_NAMES = frozenset(_NAMES["blocks"])
_PARTS = _NAMES["parts"]
_VOID = frozenset(_NAMES["void"])
_ENDS_ITSELF = frozenset(_NAMES["end_tag_optional"])
# What holds markup that is none.
_RAW = r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b[^<>]*>.*?(?:</\1\s{0,20}>|\Z)"
_TAG = when_used(rf"{_RAW}|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:]*)(?P<rest>[^<>]*)>", re.DOTALL | re.IGNORECASE)
_LINK = when_used(r"<(/?)a(?=[\s>/])", re.IGNORECASE)
_PART = when_used(rf"<(/?)({'|'.join(_PARTS)})(?=[\s>/])", re.IGNORECASE)
_SENTENCE = when_used(r"[。；！？]")
_MAY_BE_LONG = when_used(r"<[A-Za-z][^<>]{4000}")
_WHOLE_TAG = when_used(r"<[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*'){1000,}+>")
_ATTRIBUTE = when_used(r"[\s/]*+[^\s=>/\"']++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']*+))?")
_MOST_ATTRIBUTES = 200
# A phonetic guide that was not closed goes on with what is spoken no more: 校长<ruby>张堃<rt>zhāng kūn介绍.
_OPEN_GUIDE = when_used(
    rf"(<rt\b[^<>]*>(?=[^<{HAN}]*[A-Za-z\u00c0-\u024f])[^<{HAN}]*+)([{HAN}][^<]*+)(?=<(?!/rt))", re.IGNORECASE
)
# Rows and cells, whose ends are not counted, make four elements of one.
_DEEPEST = 500


def mend(markup: str) -> str:
    """`markup` with as many attributes as elements have, and with the ends of links, parts and phonetic guides that lack them."""
    if _MAY_BE_LONG.search(markup):
        markup = _WHOLE_TAG.sub(_with_few_attributes, markup)
    links = "".join(close or "a" for close in _LINK.findall(markup))
    if "aa" in links or links.endswith("a"):
        markup = _with_links_closed(markup)
    tags = Counter((close, name.lower()) for close, name in _PART.findall(markup))
    for name in _PARTS:
        if tags["", name] > tags["/", name]:
            markup = _without_unclosed(markup, name)
    return _OPEN_GUIDE.sub(r"\1</rt>\2", markup) if "<rt" in markup else markup


def flatten(markup: str) -> str:
    """`markup` without the tags of elements that stand deeper than any page needs; what begins a line goes on beginning one."""
    depth = 0
    opened: Counter[str] = Counter()
    left_out: Counter[str] = Counter()

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        name = (match["name"] or "").lower()
        if not name or name in _VOID or name in _ENDS_ITSELF or match["rest"].endswith("/"):
            return match.group()
        line_break = "<br>" if name in _BLOCK_NAMES else ""
        if match["close"]:
            if left_out[name]:
                left_out[name] -= 1
                return line_break
            if opened[name]:
                opened[name] -= 1
                depth -= 1
        elif depth >= _DEEPEST:
            left_out[name] += 1
            return line_break
        else:
            opened[name] += 1
            depth += 1
        return match.group()

    return _TAG.sub(keep, markup)


def _with_few_attributes(match: re.Match[str]) -> str:
    tag = match.group()
    name = re.match(r"<[A-Za-z][^\s>/]*+", tag)
    end = name.end() if name else 0
    for _ in range(_MOST_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(tag, end)
        if attribute is None:
            return tag
        end = attribute.end()
    return tag[:end] + ">"


def _with_links_closed(markup: str) -> str:
    """Links without an end tag end before the next block; where a sentence stands in what they would hold, they are none."""
    pieces: list[str] = []
    done = 0
    for start, end, stop in _unclosed_links(markup):
        if _SENTENCE.search(markup, end, stop):
            pieces += markup[done:start], markup[end:stop]
        else:
            pieces += markup[done:stop], "</a>"
        done = stop
    return "".join((*pieces, markup[done:]))


def _unclosed_links(markup: str) -> Iterator[tuple[int, int, int]]:
    """Where the tags of links without an end tag begin and end, and where the line of each ends."""
    tag: tuple[int, int] | None = None  # of the link that is open
    line_end = 0  # of that link; 0 while it goes on
    for match in _TAG.finditer(markup):
        name = (match["name"] or "").lower()
        if name == "a":
            if tag is not None and not match["close"]:
                yield *tag, line_end or match.start()
            tag, line_end = None if match["close"] else match.span(), 0
        elif tag is not None and not line_end and name in _BLOCK_NAMES:
            line_end = match.start()
    if tag is not None:
        yield *tag, line_end or len(markup)


def _without_unclosed(markup: str, name: str) -> str:
    """`markup` where the start tags of parts of a page that have no end tag only begin a line."""
    open_tags: list[int] = []
    for match in _TAG.finditer(markup):
        if (match["name"] or "").lower() != name:
            continue
        if not match["close"]:
            open_tags.append(match.start())
        elif open_tags:
            open_tags.pop()
    unclosed = frozenset(open_tags)
    return _TAG.sub(partial(_line_break_at, unclosed), markup)


def _line_break_at(places: frozenset[int], match: re.Match[str]) -> str:
    return "<br>" if match.start() in places else match.group()
