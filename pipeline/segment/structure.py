"""Content blocks to titles, headings, paragraphs, list items, table rows and signatures.

A line is a block of its own, except where layout broke a paragraph in two. A line that is only a
numbering and a title is a heading; a line that begins with a numbering and goes on as text, (一)高位推进。正文…, is
split: the first sentence is a heading run into the paragraph, the rest its text, provided the sentence is short and the
numbering is of a kind that heads sections. Levels follow the order in which kinds of numbering appear: whatever heads
the sections of this document, 第一章 or 一、, is level 1.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.clean.boilerplate import SIGNATURE_DATE
from pipeline.clean.lines import INVISIBLE
from pipeline.clean.rules import load_rules
from pipeline.clean.tables import looks_like_row
from pipeline.language.dates import FULL_DATE, YEAR
from pipeline.language.struck import NOTHING, STRUCK_OUT, struck_inside, without
from pipeline.language.text import Text
from pipeline.language.torn import is_torn
from pipeline.records import Block, BlockRole, Region
from pipeline.segment.numbering import COUNTED, RANKS, Numbering, read_numbering

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_ENDS = re.compile(r"[。!?;:…][”’」』\"')\]》]{0,3}$")
_FIRST_SENTENCE = re.compile(r"[^。!?;:\n]{1,40}[。!]")
# A clause that states a quantity, perhaps with the mark of a note, is text, not a heading.
_FACT = re.compile(
    r"\d[\s⁰¹²³⁴-⁹⁽⁾①-⑳]{0,4}(?:万|亿|余|多|名|人|所|个|元|%|件|次|处|项|家|户|平方|公里|亩|台|套|班|辆|册)"
)
DATELINE = re.compile(
    rf"[(\-—]{{1,3}}.{{4,60}}(?:会议上|大会上|会上|通过\)|修订\))|{FULL_DATE}日在.{{4,50}}会(?:议)?上$"
)
_SENTENCE_MARK = re.compile(r"[。!?;]")
_MAX_HEADING = 60
_MAX_TITLE = 80
_MAX_TITLE_LINES = 4
_MAX_SIGNATURE = 40
# A date under the title dates the report, it signs nothing.
_HEAD_LINES = 4
# 岚教建复〔2024〕31号, perhaps with who signs: a line of the letterhead.
_NUMBERED = re.compile(rf"[^,;。:\s]{{0,14}}〔{YEAR}〕\s?第?\d{{1,5}}\s?号")
# Words by which a report turns from its points to something else.
_TURN = re.compile(r"各位(?:代表|委员)|五年来|(?:过去|这|经过)五年|这是.{2,20}的五年|回[顾首望]|总[的之]")
_ATTACHMENTS = re.compile(r"附件?\s{0,4}:")
# An annex that has no label: a lone line above the notes.
_NOTES = re.compile(r"(?:有关|部分|相关|主要|附[:：]?)?名词(?:解释|注释|说明|术语)|注释|附注|参考文献")
# 预算金额(万元):356.8 is a line of a form.
_FORM = re.compile(r"[^:]{2,24}:\s{0,4}[¥$]?-?\d[\d,.]{0,15}\s{0,2}(?!年)\S{0,4}")
# A line of its own above the title of an annex.
_ANNEX_LABEL = re.compile(r"附(?:件|表|录)\s{0,4}(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?:?")


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    """Of the visible text."""
    folded: str
    kind: str
    rule: str
    region: Region | None = None
    role: BlockRole = ""
    numbering: Numbering | None = None
    level: int = 0


def structure(text: Text, blocks: tuple[Block, ...], layout: tuple[Region, ...] = ()) -> tuple[Block, ...]:
    """Blocks with role, level, numbering and the path of headings above; they tile `text` as `blocks` do.

    Args:
        text: of the document.
        blocks: what `pipeline.clean.clean` made of it.
        layout: what the file format says of ranges of it.
    """
    struck = struck_inside(text.raw, blocks)
    shown = without(text, struck)
    drafts = list(_drafts(shown, _whole_lines(blocks, struck), layout))
    content = [draft for draft in drafts if draft.kind == "content"]
    _set_titles(content)
    _set_annex_titles(content)
    _set_signatures(content)
    _set_roles(content)
    content = list(_split_run_in(content))
    _set_levels(content)
    merged = sorted([*content, *(draft for draft in drafts if draft.kind != "content")], key=lambda draft: draft.start)
    return tuple(_finish(shown.raw, merged, struck))


def _whole_lines(blocks: Sequence[Block], struck: Sequence[tuple[int, int]]) -> list[Block]:
    """The blocks, with the content on both sides of what is struck out inside a line as one."""
    inside = frozenset(struck)
    whole: list[Block] = []
    goes_on = False
    for block in blocks:
        is_inside = (block.start, block.end) in inside
        if is_inside or goes_on:
            whole[-1] = replace(whole[-1], end=block.end)
        else:
            whole.append(block)
        goes_on = is_inside
    return whole


def _drafts(text: Text, blocks: Sequence[Block], layout: Sequence[Region]) -> Iterator[_Draft]:
    regions = iter(layout)
    region = next(regions, None)
    for block in blocks:
        if block.kind != "content":
            yield _Draft(block.start, block.end, "", block.kind, block.rule)
            continue
        for start, end, folded in _whole_quantities(text.folded, _visible_lines(text.raw, block.start, block.end)):
            while region is not None and region.end <= start:
                region = next(regions, None)
            inside = region if region is not None and region.start <= start else None
            yield _Draft(start, end, folded, block.kind, "", inside)


def _whole_quantities(folded: str, lines: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The lines with their text in `folded`, those as one between which a quantity is torn."""
    held: tuple[int, int, str] | None = None
    for start, end in lines:
        line = folded[start:end]
        if held is not None and is_torn(held[2], line):
            held = (held[0], end, folded[held[0] : end])
            continue
        if held is not None:
            yield held
        held = (start, end, line)
    if held is not None:
        yield held


def _visible_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in [*_LINE_BREAK.finditer(text, start, end), None]:
        stop = match.start() if match else end
        line = text[position:stop]
        stripped = line.lstrip(INVISIBLE)
        first = stop - len(stripped)
        stripped = stripped.rstrip(INVISIBLE)
        if stripped:
            yield first, first + len(stripped)
        if match:
            position = match.end()


def _set_titles(content: Sequence[_Draft]) -> None:
    """The lines before the first running text, as long as they look like a title."""
    for draft in content:
        if draft.region is not None and draft.region.kind == "title":
            draft.role = "title"
            return
    ends = load_rules().title_end
    lines: list[_Draft] = []
    first = 1 if content and _ANNEX_LABEL.fullmatch(content[0].folded) else 0
    first = _below_letterhead(content) or first
    for draft in content[first : first + _MAX_TITLE_LINES]:
        if not _may_be_title(draft):
            break
        lines.append(draft)
    if not lines or len(lines) == len(content):
        return
    # A long title is broken over lines up to the noun that ends it; without one the first line is the title.
    last = next((number for number, draft in enumerate(lines) if ends.search("".join(draft.folded.split()))), 0)
    for draft in lines[: last + 1]:
        draft.role = "title"


def _below_letterhead(content: Sequence[_Draft]) -> int:
    """Number of lines down to the one with the number of the document, where that stands between issuer and title; else 0."""
    for number, draft in enumerate(content[:_HEAD_LINES]):
        if load_rules().title_end.search(draft.folded) or len(draft.folded) > _MAX_HEADING:
            return 0
        if _NUMBERED.match(draft.folded):
            return number + 1
    return 0


def _set_annex_titles(content: Sequence[_Draft]) -> None:
    """The line below a lone 附件1 is the title of an annex, and so is a lone 名词解释."""
    for label, below in pairwise(content):
        if below.role:
            continue
        is_named = not label.role and _ANNEX_LABEL.fullmatch(label.folded) and _may_be_title(below)
        if is_named or _NOTES.fullmatch(below.folded):
            below.role = "title"


def _may_be_title(draft: _Draft) -> bool:
    line = draft.folded
    if len(line) > _MAX_TITLE or len(line) < 3 or _ENDS.search(line) or _is_row(draft) or _FORM.fullmatch(line):
        return False
    if line.endswith(",") or line.count(",") > 1:
        return False
    return read_numbering(line) is None and DATELINE.match(line) is None


def _is_row(draft: _Draft) -> bool:
    """Whether a line is a row of a table, by the format of the file or by its look."""
    if draft.region is not None and draft.region.kind == "table_row":
        return True
    return looks_like_row(draft.folded) and load_rules().title_end.search(draft.folded) is None


def _set_signatures(content: Sequence[_Draft]) -> None:
    """Lone dates, and who signs above them; behind one an annex may begin with a title of its own."""
    for number, draft in enumerate(content):
        if number < _HEAD_LINES or draft.role or not SIGNATURE_DATE.fullmatch(draft.folded):
            continue
        draft.role = "signature"
        for above in reversed(content[max(_HEAD_LINES - 1, number - 3) : number]):
            if _ATTACHMENTS.match(above.folded):
                break
            if above.role or len(above.folded) > _MAX_SIGNATURE or not _may_be_title(above):
                break
            above.role = "signature"
        for below in content[number + 1 : number + 3]:
            if _may_be_title(below) and load_rules().title_end.search(below.folded):
                below.role = "title"


def _is_attachment(drafts: Sequence[_Draft], number: int) -> bool:
    """Whether a numbered line is an item of the list behind the word 附件."""
    for above in reversed(drafts[max(0, number - 8) : number]):
        if _ATTACHMENTS.match(above.folded):
            return True
        if above.numbering is None:
            return False
    return False


def _set_roles(content: Sequence[_Draft]) -> None:
    before = ""
    for draft in content:
        # PM / 2.5: a formula that layout broke
        broken = before[-1:].isascii() and before[-1:].isalpha() and draft.folded[:1].isdigit()
        draft.numbering = None if draft.role or broken else read_numbering(draft.folded)
        before = draft.folded
    open_lists: set[int] = set()
    for number, draft in enumerate(content):
        if draft.role:
            continue
        following = content[number + 1] if number + 1 < len(content) else None
        draft.role = _role(draft, following)
        if draft.role == "heading" and draft.numbering is not None and _is_attachment(content, number):
            draft.role = "list_item"
        if draft.numbering is not None:
            # The last item of a list ends in a full stop, as a heading may.
            if draft.role == "heading" and draft.numbering.rank in open_lists and draft.folded.endswith("。"):
                draft.role = "list_item"
            open_lists = {rank for rank in open_lists if rank < draft.numbering.rank}
            if draft.folded.endswith(";"):
                open_lists.add(draft.numbering.rank)


def _role(draft: _Draft, following: _Draft | None) -> BlockRole:
    text, numbering = draft.folded, draft.numbering
    kind = draft.region.kind if draft.region is not None else ""
    if "\t" in text or kind == "table_row":
        return "table"
    if numbering is not None and _is_row(draft):  # 1  东河乡  4800
        draft.numbering = None
        return "paragraph"
    if kind == "heading" and len(text) <= _MAX_HEADING:
        return "heading"
    if numbering is not None:
        return "heading" if _is_heading(text[numbering.end :], numbering, following) else "list_item"
    return "list_item" if kind == "list_item" else "paragraph"


def _is_heading(body: str, numbering: Numbering, following: _Draft | None) -> bool:
    """Whether a numbered line is a heading: one short clause, with text below it that it can head."""
    if not body or len(body) > _MAX_HEADING or _SENTENCE_MARK.search(body[:-1]) or body.endswith((";", ":", ",")):
        return False
    if body.count("“") > body.count("”"):  # it goes on in the next line
        return False
    if numbering.kind == "article" and body.endswith("。"):
        return False
    below = following is not None and (
        following.role == "" if following.numbering is None else following.numbering.rank > numbering.rank
    )
    if body.endswith("。") or numbering.kind == "counted":
        return below and _FACT.search(body) is None
    return below or numbering.rank <= RANKS["bracketed"]


def _split_run_in(content: Sequence[_Draft]) -> Iterator[_Draft]:
    """Split headings off the paragraphs that they are run into."""
    for draft in content:
        numbering = draft.numbering
        if draft.role != "list_item" or numbering is None or numbering.kind in ("circled", "article"):
            yield draft
            continue
        points = list(_points(draft, numbering))
        leads = [_FIRST_SENTENCE.match(point.folded, point.numbering.end if point.numbering else 0) for point in points]
        if not all(lead and _leads(point, lead) for point, lead in zip(points, leads, strict=True)):
            yield draft
            continue
        for point, lead in zip(points, leads, strict=True):
            if lead is not None:
                yield from _split(point, lead.end())


def _points(draft: _Draft, numbering: Numbering) -> Iterator[_Draft]:
    """The paragraph itself, or of one that counts 一是, 二是, … each point."""
    if numbering.kind != "counted":
        yield draft
        return
    starts = [match.start() for match in COUNTED.finditer(draft.folded)]
    for start, end in pairwise([0, *starts[1:], len(draft.folded)]):
        part = draft.folded[start:end]
        lead = len(part) - len(part.lstrip(INVISIBLE))
        part = part.strip(INVISIBLE)
        first = draft.start + start + lead
        yield replace(draft, start=first, end=first + len(part), folded=part, numbering=read_numbering(part))


def _leads(point: _Draft, lead: re.Match[str]) -> bool:
    """Whether a first sentence is a heading: text follows it, and it states no quantity itself."""
    return lead.end() < len(point.folded) and _FACT.search(lead.group()) is None


def _split(draft: _Draft, at: int) -> Iterator[_Draft]:
    rest = draft.folded[at:]
    lead = len(rest) - len(rest.lstrip(INVISIBLE))
    yield replace(draft, end=draft.start + at, folded=draft.folded[:at], role="heading")
    yield replace(
        draft,
        start=draft.start + at + lead,
        folded=rest[lead:],
        role="paragraph",
        numbering=None,
        region=None,
    )


def _set_levels(content: Sequence[_Draft]) -> None:
    """Level of a heading: how many kinds of numbering above it are open."""
    # The highest style that heads a section is level 1, whatever it is called: h2 under the title, or h3.
    styles = sorted({d.region.level for d in content if d.role == "heading" and d.numbering is None and d.region})
    levels = {style: number for number, style in enumerate(styles, start=1)}
    open_ranks: list[int] = []
    for draft in content:
        if draft.role == "title":
            open_ranks.clear()
        if draft.role not in ("heading", "list_item"):
            continue
        if draft.numbering is None:
            style = draft.region.level if draft.region is not None else 0
            draft.level = levels.get(style, style or 1)
            continue
        rank = draft.numbering.rank
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        draft.level = len(open_ranks) + 1
        if draft.role == "heading":
            open_ranks.append(rank)


def _finish(text: str, drafts: Sequence[_Draft], struck: Sequence[tuple[int, int]]) -> Iterator[Block]:
    path: list[tuple[int, str, bool]] = []  # level, heading, whether it is one of the points 一是, 二是, …
    ordinal = 0
    spans = deque(struck)
    for index, draft in enumerate(drafts):
        start = draft.start if index else 0
        end = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
        if draft.kind != "content":
            yield Block(ordinal, start, end, "boilerplate", draft.rule)
            ordinal += 1
            continue
        if draft.role == "title":
            path.clear()
        if draft.level:
            while path and path[-1][0] >= draft.level:
                path.pop()
        elif _TURN.match(draft.folded):
            while path and path[-1][2]:
                path.pop()
        whole = Block(
            ordinal,
            start,
            end,
            "content",
            role=draft.role,
            level=draft.level,
            numbering=text[draft.start : draft.end][: draft.numbering.end].strip() if draft.numbering else "",
            section=tuple(heading for _, heading, _ in path),
        )
        for block in _parted(whole, spans):
            yield block
            ordinal += 1
        if draft.role == "heading":
            is_point = draft.numbering is not None and draft.numbering.kind == "counted"
            heading = text[draft.start : draft.end].replace(NOTHING, "")
            path.append((draft.level, heading.strip("。"), is_point))


def _parted(whole: Block, struck: deque[tuple[int, int]]) -> Iterator[Block]:
    """A content block, or its parts where some of it is struck out; `struck` is used up to its end."""
    if not struck:
        yield whole
        return
    part = whole
    while struck and struck[0][0] < whole.end:
        start, end = struck.popleft()
        yield replace(part, end=start)
        yield Block(part.ordinal + 1, start, end, "boilerplate", STRUCK_OUT)
        part = replace(part, ordinal=part.ordinal + 2, start=end, numbering="")
    yield replace(part, end=whole.end)
