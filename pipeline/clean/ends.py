"""The head and the tail of a page: what is left there between boilerplate is boilerplate.

The rules know much of what sites put around a text, never all. But once a page shows that it is one, by a breadcrumb, a
field, a notice, nothing before the title and nothing after the end of the text is the document's.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.boilerplate import ADORNED, NUMBERED, SIGNATURE_DATE, edges, is_body
from pipeline.clean.lines import Line, letters
from pipeline.clean.rules import load_rules
from pipeline.patterns import when_used

_SALUTATION = when_used(r".{1,80}:")
_DATELINE = when_used(r"[(\-—–].{0,80}")
_OFFICIAL = when_used(
    r".{1,30}(?:\[|\(|〔|【)(?:19|20)[\dXx]{2}(?:\]|\)|〕|】)第?[\dXx*]{1,5}号|"
    r".{2,24}文件|[^\s,。]{2,20}(?:公报|令)"
)
_BYLINE = when_used(r".{0,12}(?:记者|通讯员|作者|撰稿|报道).{0,20}")
_DATE = when_used(r"[\d一二三四五六七八九十〇零年月日\s.:/()-]+")
_OPEN_END = when_used(r"(?:关于|印发|的|和|及|与|、|转发|批准|同意|开展|加强|推进|做好)$")
_ABOUT = ("关于", "印发", "转发", "批转")
_UNFINISHED = when_used("|".join(_ABOUT))
_ORGANISATION = when_used(
    r"[^\s,|]{2,24}(?:局|政府|委员会|厅|学校|中心|小学|中学|大学|学院|办公室|部|处|镇|乡|县|区|市|省|街道|幼儿园|公司|协会|集团|站|馆|所)"
)
# These stand inside a document too and say nothing about its ends.
_NEUTRAL = frozenset(["page-footer", "page-number", "table-of-contents", "address-line", "qr-code"])
_ITEM = when_used(r"\d{1,2}[.、)]")
_LIST = when_used(r"^[^:]{2,6}:|[|/>].{1,20}[|/>]|·.{1,20}·")
# The time of day is that of the page.
_CLOCK = when_used(r"\d{1,2}:\d\d")
# No document parts its quantities so; and ★ before a line marks an item of its own.
_BAR = when_used(r"[‖▏│¦◀▶►◄♥♡☀☾]")
_LINK_MARK = when_used(r"(?![★☆※])(?=" + ADORNED.pattern + ")")
_PAGE_MARK = when_used(r"[‖▏│¦|◀▶►◄♥♡★☆☀☾»›▲▼●◎]")
_MAX_TITLE = 100
# A shorter line that states a quantity, 教师980名, is no title.
_MIN_HEADLINE = 12


def mark_page_head(lines: Sequence[Line]) -> None:
    """Mark what stands before the title, if anything in the head is boilerplate."""
    first, _ = edges(lines)
    head = lines[:first]
    title = find_title(head)
    if title is None:
        return
    if not any(line.rule and line.rule not in _NEUTRAL for line in head) and not _is_dressed(head[:title]):
        return
    start = _title_start(head, title)
    for line in head[:start]:
        if not _OFFICIAL.fullmatch(line.text):
            line.take("page-head", sure=_BAR.search(line.text) is not None)


def _is_dressed(lines: Sequence[Line]) -> bool:
    """Whether lines above a title are set with the marks that pages use and documents do not: ‖ ▏ ◀ ♥."""
    return any(_PAGE_MARK.search(line.text) for line in lines)


def mark_page_tail(lines: Sequence[Line]) -> None:
    """Mark what stands after the first boilerplate behind the text, and before it what follows the date of a document."""
    last = max((n for n, line in enumerate(lines) if not line.rule and is_body(line)), default=-1)
    if last < 0:  # a page of a line or two: nothing tells where its tail begins
        return
    # The last of them dates the document; earlier ones may date an annex.
    dates = [n for n, line in enumerate(lines) if not line.rule and SIGNATURE_DATE.fullmatch(line.text)]
    dated = dates[-1] if dates else -1
    tail = lines[last + 1 :]
    if dated > 0 and not any(line.is_prose and not line.rule for line in lines[dated + 1 :]):
        tail = lines[dated + 1 :]
    if not any(line.rule and line.rule not in _NEUTRAL for line in tail):
        return
    started = listing = False
    for line in tail:
        if line.rule:
            started = started or line.rule not in _NEUTRAL
            listing = False
            continue
        # Items follow the word 附件.
        listing = _is_official(line) or (listing and _ITEM.match(line.text) is not None)
        if (started or dated == last) and not listing:
            line.take("page-tail", sure=started and _LINK_MARK.match(line.text) is not None)


def _is_official(line: Line) -> bool:
    official = load_rules().official_tail
    return SIGNATURE_DATE.fullmatch(line.text) is not None or official.fullmatch(line.text) is not None


def find_title(head: Sequence[Line]) -> int | None:
    """Index of the line of `head` that is most likely the title, the last of equals."""
    best, best_score = None, 0
    for number, line in enumerate(head):
        if line.rule or line.in_table:
            continue
        if _SALUTATION.fullmatch(line.text) or NUMBERED.match(line.text):
            break
        score = _title_score(line)
        if score >= best_score and score > 0:
            best, best_score = number, score
    return best


def _title_score(line: Line) -> int:
    rules = load_rules()
    text = line.text
    name = letters(text)
    if not 4 <= len(name) <= _MAX_TITLE or name.isascii():
        return 0
    if _DATELINE.fullmatch(text) or _DATE.fullmatch(text) or _OFFICIAL.fullmatch(text) or _BYLINE.fullmatch(text):
        return 0
    if _CLOCK.search(text):
        return 0
    score = 2
    if ADORNED.match(text):
        score -= 2
    if line.region is not None and line.region.kind in ("title", "heading"):
        score += 4
    if rules.title_end.search("".join(text.split())):
        score += 3
    if rules.site_words.search(text):
        score -= 2
    if _LIST.search(text):
        score -= 4
    if len(name) < _MIN_HEADLINE and line.states_quantity:
        score -= 2
    if len(name) >= 8:
        score += 1
    return score


def _title_start(head: Sequence[Line], title: int) -> int:
    """Where the title begins: it may run over several lines."""
    given = [letters(line.text) for line in head if line.rule]
    start = title
    for above in range(title - 1, max(-1, title - 4), -1):
        line = head[above]
        if line.rule or line.in_table:
            break
        joined = letters("".join(part.text for part in head[above : title + 1]))
        if any(joined in name for name in given) or _opens_title(line.text, head[above + 1].text):
            start = above
    return start


def _opens_title(line: str, following: str) -> bool:
    if _OPEN_END.search(line):
        return True
    if load_rules().title_end.search(line):
        return False
    if _UNFINISHED.search(line):
        return True
    own_name = _ORGANISATION.match(following) is not None and not following.startswith(_ABOUT)
    return _ORGANISATION.fullmatch(line) is not None and not own_name
