"""How often the forms of a PDF are drawn when they draw each other: told by the file, before PDFium draws them.

A form is a drawing with a name; a page or another form draws it by ``/Name Do``. Six forms that draw the next one ten
times each are a million drawings in two kilobytes. What is locked or packed otherwise than by Flate is not looked into.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import DocumentError

MOST_DRAWN = 100_000
"""A figure of many thousand points draws a form for each; PDFium takes some three kilobytes for one."""
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,3}\d{1,5}\s{1,3}obj\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_REFERENCE = re.compile(rb"\s*(\d{1,10})\s{1,3}\d{1,5}\s{1,3}R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,127})\s*(\d{1,10})\s{1,3}\d{1,5}\s{1,3}R\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\]()]{1,127})\s{1,9}Do\b")
_EDGES = re.compile(rb"<<|>>")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PACK = re.compile(rb"/Type\s*/ObjStm\b")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_FILTER = re.compile(rb"/Filter\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_PACKED = re.compile(rb"(\d{1,10})\s+(\d{1,9})\s")
# Pages inherit their resources from nodes above them, of which there are few.
_MOST_PARENTS = 40


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of the file: what it says of itself, and where its stream begins, -1 when it has none."""

    head: bytes
    stream: int = -1


def require_modest_forms(data: bytes, most: int) -> None:
    """Refuse a file of which a page draws more forms than any does, counted through the forms that draw each other.

    Args:
        data: the bytes of the file.
        most: most bytes that a stream may expand to.

    Raises:
        DocumentError: I007.
    """
    if data.count(b"Form") < 2:  # nothing that draws each other
        return
    objects = _objects(data, most)
    draws = {
        number: _drawn_by(objects, number, data, most) for number, found in objects.items() if _FORM.search(found.head)
    }
    totals: dict[int, int] = {}
    for number in draws:
        _total(number, draws, totals)
    for number, found in objects.items():
        if _PAGE.search(found.head):
            drawn = _drawn_by(objects, number, data, most)
            if sum(count * totals.get(form, 0) for form, count in drawn.items()) > MOST_DRAWN:
                raise DocumentError("I007", stage="ingest", limit=MOST_DRAWN)


def _total(number: int, draws: Mapping[int, Mapping[int, int]], totals: dict[int, int]) -> None:
    """Put into `totals` how many drawings a form comes to, itself and all that it draws; circles are cut, as viewers do."""
    totals[number] = 1
    stack = [(number, iter(draws[number]))]
    while stack:
        form, children = stack[-1]
        child = next((child for child in children if child in draws and child not in totals), None)
        if child is not None:
            totals[child] = 1
            stack.append((child, iter(draws[child])))
            continue
        totals[form] += sum(count * totals.get(child, 0) for child, count in draws[form].items() if child != form)
        stack.pop()


def _objects(data: bytes, most: int) -> dict[int, _Object]:
    """The objects of a file by number, those packed in streams too; of several of one number the last one."""
    objects: dict[int, _Object] = {}
    marks = [(int(match[1]), match.end()) for match in _OBJECT.finditer(data)]
    ends = [start for _, start in marks[1:]] + [len(data)]
    for (number, start), end in zip(marks, ends, strict=True):
        stream = _STREAM.search(data, start, end)
        objects[number] = _Object(data[start : stream.start()], stream.end()) if stream else _Object(data[start:end])
    packs = [found for found in objects.values() if found.stream >= 0 and _PACK.search(found.head)]
    for pack in packs:
        for number, head in _unpacked(pack, data, most).items():
            objects.setdefault(number, _Object(head))
    return objects


def _unpacked(pack: _Object, data: bytes, most: int) -> dict[int, bytes]:
    """The objects that a stream of objects holds, by number."""
    plain = _plain(pack, data, most)
    first = _FIRST.search(pack.head)
    start = int(first[1]) if first else 0
    places = [(int(number), start + int(place)) for number, place in _PACKED.findall(plain[:start] + b" ")]
    ends = [place for _, place in places[1:]] + [len(plain)]
    return {number: plain[place:end] for (number, place), end in zip(places, ends, strict=True)}


def _drawn_by(objects: Mapping[int, _Object], number: int, data: bytes, most: int) -> Counter[int]:
    """How often a page or form draws each object by itself."""
    found = objects[number]
    contents = [found] if found.stream >= 0 else _contents(found, objects)
    names = Counter(name for content in contents for name in _DRAWS.findall(_plain(content, data, most)))
    if not names:
        return Counter()
    named = {name: int(target) for name, target in _NAMED.findall(_drawings(found, objects))}
    drawn: Counter[int] = Counter()
    for name, count in names.items():
        if name in named:
            drawn[named[name]] += count
    return drawn


def _drawings(found: _Object, objects: Mapping[int, _Object]) -> bytes:
    """What the drawings are that an object names: its own ``/XObject``, or that of the node of pages above it."""
    for _ in range(_MOST_PARENTS):
        resources = _value(found.head, b"/Resources", objects)
        if resources:
            return _value(resources, b"/XObject", objects)
        match = re.search(rb"/Parent" + _REFERENCE.pattern, found.head)
        if match is None or int(match[1]) not in objects:
            break
        found = objects[int(match[1])]
    return b""


def _contents(page: _Object, objects: Mapping[int, _Object]) -> list[_Object]:
    """The streams of a page."""
    at = page.head.find(b"/Contents")
    if at < 0:
        return []
    rest = page.head[at + len(b"/Contents") :]
    listed = rest[: rest.find(b"]")] if rest.lstrip().startswith(b"[") else (_REFERENCE.match(rest) or [b""])[0]
    numbers = [int(number) for number in _REFERENCE.findall(listed)]
    return [objects[number] for number in numbers if number in objects and objects[number].stream >= 0]


def _value(head: bytes, key: bytes, objects: Mapping[int, _Object]) -> bytes:
    """The dictionary that stands behind a key, there or in an object of its own; empty when there is none."""
    at = head.find(key)
    if at < 0:
        return b""
    start = at + len(key)
    match = _REFERENCE.match(head, start)
    if match is not None:
        number = int(match[1])
        return objects[number].head if number in objects else b""
    depth = 0
    for edge in _EDGES.finditer(head, start):
        depth += 1 if edge[0] == b"<<" else -1
        if depth <= 0:
            return head[start : edge.end()]
    return b""


def _plain(found: _Object, data: bytes, most: int) -> bytes:
    """What a stream holds; empty when it is packed otherwise than by Flate, or damaged."""
    filters = len(_FLATE.findall(found.head))
    if not filters:
        end = data.find(b"endstream", found.stream)
        return b"" if _FILTER.search(found.head) else data[found.stream : end if end >= 0 else len(data)]
    plain: bytes | memoryview = memoryview(data)[found.stream :]
    for _ in range(filters):
        try:
            plain = zlib.decompressobj().decompress(plain, most)
        except zlib.error:
            return b""
    return bytes(plain)
