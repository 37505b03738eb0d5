"""Where a document lays down rules, whatever its kind: its articles, its lists of conditions, and what headings call conditions.

Rules are written in articles (第一条), which only what is cited has within a sentence; conditions in items behind a sentence that asks
for them (申请人应具备下列条件:), or under a heading that says so (申报条件, 技术要求).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.claims.exclusions import Spans, merge
from pipeline.claims.norms import TELLS
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word
from pipeline.records import Block, DocumentType

_ARTICLE = "第"
_ASKS = re.compile(
    r"[应须需](?:当|要)?[^,;。:\n]{0,12}(?:下列|以下|如下|下述)[^,;。:\n]{0,10}(?:条件|要求|标准|规定):\s*$"
)
"""At the end of what stands before the items: 申请人应当具备以下条件:."""
_DEFINES = re.compile(r"(?:符合|具有|具备|属于|有)(?:下列|以下)[^,;。:\n]{0,8}之一[^;。:\n]{0,24}:")
"""The same, of what comes under a term: 凡符合下列情形之一的,为较大事件:."""
_ONE_OF = "之一"
_LONGEST = 64
"""Characters of a block that may ask for what its items say."""
_OVER_RULES = LexicalPattern(lambda: rf"(?:{any_word('prescribing_heading')})[^{HAN}]*$")


def ruled(content: str, blocks: Sequence[Block], kind: DocumentType) -> Spans:
    """The stretches of a document in which rules are laid down; in one that tells of what was and will be done only what defines a term.

    Args:
        content: folded text of the document.
        blocks: of the document.
        kind: what the document is.
    """
    if kind == "rules":
        return merge(())
    own = [block for block in blocks if block.kind == "content"]
    defined = _items(content, own, _DEFINES) if _ONE_OF in content else ()
    if kind in TELLS:
        return merge(defined)
    return merge([*_articles(own), *_items(content, own, _ASKS), *defined, *_sections(own)])


def _articles(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """From the first article to the end of the last text that has any."""
    articles = [block for block in blocks if block.numbering.startswith(_ARTICLE) and block.numbering[-1] == "条"]
    if len(articles) < 2:
        return
    titles = (block.start for block in blocks if block.role == "title" and block.start > articles[-1].start)
    yield articles[0].start, next(titles, blocks[-1].end)


def _items(content: str, blocks: Sequence[Block], asks: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The items behind what asks for them, which are numbered alike."""
    end = 0
    for number, block in enumerate(blocks):
        low = block.start if asks is _DEFINES else max(block.start, block.end - _LONGEST)
        if block.start < end or (asked := asks.search(content, low, block.end)) is None:
            continue
        items = blocks[number + 1 :]
        if items and asked.end() == block.end:
            end = items[0].end
        end = max(end, block.end)
        for item in items:
            if not item.level >= items[0].level > 0:
                break
            end = item.end
        yield asked.end(), end


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """What stands under a heading that calls it conditions."""
    over = {heading for block in blocks for heading in block.section if _OVER_RULES.search(heading)}
    for block in blocks if over else ():
        if not over.isdisjoint(block.section):
            yield block.start, block.end
