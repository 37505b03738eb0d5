"""Names of programs: campaigns, plans, projects, schemes and brands that an authority or a school runs.

Three kinds of evidence, strongest first: quotes with a head noun after them (“双减”政策), quotes alone after a verb of
running (启动“小水滴”), and a head noun at the end of an unquoted phrase after such a verb (深入实施蓝色沃土强基工程).
The lexicon tells what is no program: attitudes, metaphors, construction works, routine work.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from pipeline.language.dates import YEAR
from pipeline.language.divisions import MASK, SUFFIX, WHOLE
from pipeline.language.han import HAN
from pipeline.language.in_force import any_word, lexicon, per_lexicon, words
from pipeline.language.lexicon import places
from pipeline.ner.edges import after_last_break, split
from pipeline.ner.occurrences import occurrences
from pipeline.ner.scanner import Scanner, scanner
from pipeline.ner.spans import Found
from pipeline.patterns import when_used

_QUOTED = when_used(r"“[^“”\n。]{1,40}”")
_STRAIGHT = when_used(r'"([^"\n]{1,60})"')
_TITLED = when_used(r"《[^《》\n]{1,80}》")
_AFTER_QUOTE = when_used(rf"[{HAN}A-Za-z0-9+]{{1,18}}")
_BARRIER = when_used(rf"[^{HAN}0-9A-Za-z*+×]")
_COUNTED_HEAD = when_used(
    rf"(?:等)?(?:[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?:个|项|大|类|种)[{HAN}]{{0,6}}?(?:项目|活动|工程|行动|计划|品牌|平台|模式|课程|应用|体系)"
)
# “A”“B”等系列活动 sums up programs as a counted head does.
_ETC_HEAD = when_used(r"等(?:系列|主题|特色|品牌|重点|专项|一系列|教育|实践){0,3}(?:活动|行动|工程|项目|品牌|计划)")
_THEME = when_used(r"为(?:主要内容|主题|载体|抓手|模式|主线|品牌)")
_ENDS_NAME = when_used(
    r"[,。;、!?:)\n“]|等|和|及|与|建设|创建|工作|特色|双|进一步|落地|落实|落细|见效|走深|常态化|制度化|向纵深|\Z"
)
_CAMPUS = when_used(rf"《[^《》\n]{{1,30}}》进(?:校园|课堂|社区|机关|企业|农村|教材|军营)[{HAN}]{{0,6}}?活动")
_ORDINAL = when_used(r"第[一二三四五六七八九十0-9]{1,3}(?:期|轮|届)|首届|首轮")
_ORDINAL_BEFORE = when_used(rf"(?:{_ORDINAL.pattern}|新一轮)\Z")
_LONGEST_ORDINAL = 5
_LEADING = when_used(
    rf"(?:{MASK}|[{HAN}]{{1,4}}?){SUFFIX}(?![县政际外直属]){WHOLE}|{YEAR}年度?|第[一二三四五六七八九十]{{1,3}}批|首批|新一轮"
)
# 五项工程 sums up, it names nothing.
_SUM = when_used(
    r"[一二三四五六七八九十两0-9]+(?:[项大个类]|[大]?重点)(?:重点)?(?:工程|行动|活动|任务|计划|项目|工作|改革)"
)
_LINK = when_used("[和与及]")
_LINKS = frozenset("、和与及")
_LINKED = frozenset(("program.counted", "program.quoted_head", "program.head_inside", "program.quoted"))
"""Sources of the names in quotes that a link may tie the next one to."""
_VERSION = when_used(r"[0-9]\.[0-9]版?")
_SLOGAN = 12
"""Characters from which the stem of an unquoted 活动 is a slogan of its own rather than a kind of activity."""
_WINDOW = 26


@per_lexicon
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile(any_word(role))


def find_programs(content: str) -> list[Found]:
    """The programs that `content` names, in text order, without overlaps."""
    content = _STRAIGHT.sub(r"“\1”", content)
    titled = [match.span() for match in _TITLED.finditer(content)]
    found: list[Found] = [
        Found("PROGRAM", match.start(), match.end(), "program.campus") for match in _CAMPUS.finditer(content)
    ]
    quoted = list(_quoted(content))
    found.extend(quoted)
    known = list(_known(content))
    found.extend(known)
    found.extend(_bare(content, frozenset(item.end for item in [*quoted, *known])))
    found = [item for item in found if item.source == "program.campus" or not _within(item, titled)]
    found = _longest(found)
    return _longest([*found, *_again(content, found, titled)])


def _known(content: str) -> Iterator[Found]:
    """Names known nationwide; inside quotes the whole of the quotes: “拔尖人才千人计划”."""
    quotes = [match.span() for match in _QUOTED.finditer(content)]
    starts = [start for start, _ in quotes]
    for match in scanner("known_program").finditer(content):
        start, end = match.span()
        index = bisect_left(starts, start) - 1
        if index < 0 or quotes[index][1] <= end:
            yield Found("PROGRAM", start, end, "program.known")
        elif end == quotes[index][1] - 1:
            yield Found("PROGRAM", *quotes[index], "program.known")


def _within(item: Found, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether `item` lies inside one of `ranges`, which are in text order and apart."""
    index = bisect_right(ranges, item.start, key=itemgetter(0)) - 1
    return index >= 0 and item.end <= ranges[index][1]


def _longest(found: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if kept and item.start < kept[-1].end:
            continue
        kept.append(item)
    return kept


def _quoted(content: str) -> Iterator[Found]:
    ends: set[int] = set()
    for chain in _chains(content):
        named = list(_named_in(content, chain, ends))
        yield from named
        ends.update(item.end for item in named if item.source in _LINKED)


def _chains(content: str) -> Iterator[list[re.Match[str]]]:
    """Quotes with nothing but a link between them: “A”“B”、“C”|三个项目."""
    chain: list[re.Match[str]] = []
    for quotes in _QUOTED.finditer(content):
        if chain and content[chain[-1].end() : quotes.start()] not in ("", *_LINKS):
            yield chain
            chain = []
        chain.append(quotes)
    if chain:
        yield chain


def _named_in(content: str, chain: Sequence[re.Match[str]], ends: Collection[int]) -> Iterator[Found]:
    """The programs that a chain of quotes names.

    Args:
        ends: of the programs before it that a link may tie it to: “A”培养工程和|“B”.
    """
    start, end = chain[0].start(), chain[-1].end()
    if _COUNTED_HEAD.match(content, end) or _ETC_HEAD.match(content, end):
        yield from _counted(chain)
    elif _THEME.match(content, end) and _run_by(content, start, "theme_verb"):
        yield from _themes(chain)
    else:
        is_run = _run_by(content, start, "running_verb_of_quotes") or _is_tied(content, start, ends)
        yield from _headed_or_run(content, chain, is_run)


def _is_tied(content: str, start: int, ends: Collection[int]) -> bool:
    """Whether nothing but a link stands between the end of a program and `start`: what it ties to a program is run with it."""
    return content[start - 1 : start] in _LINKS and start - 1 in ends


def _counted(chain: Sequence[re.Match[str]]) -> Iterator[Found]:
    """Quotes that a number or 等 and a head noun sum up: “A”“B”|三个项目, “A”|等系列活动."""
    for quotes in chain:
        if not _names_body(_inner(quotes)):
            yield Found("PROGRAM", *quotes.span(), "program.counted")


def _themes(chain: Sequence[re.Match[str]]) -> Iterator[Found]:
    """Quotes that say what something is about: 以“A”|为主题."""
    for quotes in chain:
        if _inner(quotes) not in words("not_a_program"):
            yield Found("PROGRAM", *quotes.span(), "program.theme", score=0.7)


def _headed_or_run(content: str, chain: Sequence[re.Match[str]], is_run: bool) -> Iterator[Found]:
    """Quotes with a head noun, and those without that are run, or are in a chain that ends in one: 启动|“A”, “A”和“B”|计划."""
    *others, last = chain
    final = _head_after(content, last.end())
    is_run = is_run or final is not None
    named = [_program(content, quotes, None, is_run) for quotes in others]
    named.append(_program(content, last, final, is_run and _ENDS_NAME.match(content, last.end()) is not None))
    yield from (program for program in named if program is not None)


def _program(content: str, quotes: re.Match[str], final: int | None, is_run: bool) -> Found | None:
    """The program that quotes name, if they name one.

    Args:
        final: end of the head noun behind them; None when there is none.
        is_run: whether they name one without a head noun.
    """
    inner = _inner(quotes)
    if _names_no_program(inner, is_headed=final is not None):
        return None
    if inner in words("program_head"):
        start = _bare_before(content, quotes.start())
        is_whole = quotes.start() - start >= 3
        return Found("PROGRAM", start, quotes.end(), "program.quoted_head_only") if is_whole else None
    start = with_ordinal(content, quotes.start())
    if final is not None:
        return Found("PROGRAM", start, final, "program.quoted_head")
    if _ends_in_head(inner):
        return Found("PROGRAM", start, quotes.end(), "program.head_inside")
    return Found("PROGRAM", start, quotes.end(), "program.quoted") if is_run and len(inner) > 1 else None


def begins_with_ordinal(content: str, start: int) -> bool:
    """Whether an ordinal begins at a place: 首轮“双高计划”."""
    return _ORDINAL.match(content, start) is not None or content.startswith("新一轮", start)


def with_ordinal(content: str, start: int) -> int:
    """Where a name in quotes starts with the ordinal right before them, which is part of it: 完成|首轮“双高计划”."""
    if content[start - 1 : start] not in ("期", "轮", "届"):
        return start
    match = _ORDINAL_BEFORE.search(content, max(0, start - _LONGEST_ORDINAL), start)
    return start if match is None else match.start()


def _inner(quotes: re.Match[str]) -> str:
    """What stands within quotes."""
    return quotes.group()[1:-1]


def _names_no_program(inner: str, *, is_headed: bool) -> bool:
    """Whether quoted words sum up (五项工程), are no name (一盘棋), or, without a head noun behind them, name a body (…合唱团)."""
    if _SUM.fullmatch(inner) or inner in words("not_a_program"):
        return True
    return not is_headed and _names_body(inner)


def _names_body(inner: str) -> bool:
    """Whether quoted words end as names of groups, places and institutions do: 小百灵合唱团."""
    return inner.endswith(_body_ends())


@per_lexicon
def _body_ends() -> tuple[str, ...]:
    return tuple(words("not_program_ending"))


def _bare_before(content: str, start: int) -> int:
    """Start of the modifier before quotes that hold nothing but the head noun: 防欺凌“攻坚战”."""
    left = start
    floor = max(0, start - 12)
    while left > floor and _BARRIER.match(content, left - 1) is None:
        left -= 1
    return left + after_last_break(content[left:start], start - left)


def _ends_in_head(inner: str) -> bool:
    """Whether quoted words have their head noun among them: “青蓝工程”."""
    return len(inner) >= 4 and inner.endswith(_quoted_heads()) and _CLAUSES.search(inner) is None


_CLAUSES = when_used(r"[,;。!?]")
"""Marks of a slogan in quotes, which is no name: “甲,乙,抓项目”."""


@per_lexicon
def _quoted_heads() -> tuple[str, ...]:
    return tuple(words("quoted_program_head"))


@per_lexicon
def _heads() -> tuple[str, ...]:
    return tuple(words("program_head"))


def _head_after(content: str, start: int) -> int | None:
    """End of the head noun that belongs to quotes ending at `start`: “…”|作风建设专项行动."""
    match = _AFTER_QUOTE.match(content, start)
    if match is None or _COMPOUND.match(match.group()) is not None:
        return None
    end, verbs = start, 0
    for piece, following in pairwise([*split(match.group()), ""]):
        if _counts_there(piece, following) or (end == start and piece in places()):
            return None
        if piece.endswith(_heads()):
            end += len(piece)
            # 攻坚|行动|计划: one more head may follow.
            return end + len(following) if following in words("second_program_head") else end
        if _leaves(piece):
            return None
        if piece in lexicon().verbs:
            verbs += 1
            # “…”助力农产品品牌: a verb right after the quotes starts a clause unless the head follows (“…”培育工程).
            # 贯通|培养|项目, 寄宿制学校|提升|工程: verbs right before the head modify it.
            starts_clause = verbs > 1 or (end == start and following not in lexicon().verbs)
            if starts_clause and not following.endswith(_heads()):
                return None
        end += len(piece)
    return None


def _leaves(piece: str) -> bool:
    """Whether a word cannot stand between quotes and their head noun."""
    return piece in lexicon().linking or piece in ("为", "的", "字", "之")


def _counts_there(piece: str, following: str) -> bool:
    """Whether a number and its classifier begin what sums up the quotes before: “…”|6|个|活动; 三年 begins a name."""
    is_number = _NUMBER.fullmatch(piece) is not None
    return is_number and following in words("classifier") and following not in "期轮届年大"


_COMPOUND = when_used(rf"[{HAN}]{{0,8}}?项目(?:办|组|县|校|部|区|经理|主任|负责)")
"""A person, body or place of a project, which no longer names it: “…”|项目办主任."""


def _run_by(content: str, start: int, role: str) -> bool:
    """Whether a verb of running stands right before `start`, a place or an ordinal between allowed."""
    left = max(0, start - 14)
    text = content[left:start]
    barrier = max((match.end() for match in _BARRIER.finditer(text)), default=0)
    pieces = split(text[barrier:])
    verbs = words(role)
    for piece in reversed(pieces[-4:]):
        if piece in verbs:
            return True
        if piece in lexicon().breaking and piece not in ("了", "好"):
            return False
    return False


def _bare(content: str, quoted_ends: frozenset[int]) -> Iterator[Found]:
    barriers = [match.start() for match in _BARRIER.finditer(content)]
    ends, last = (
        set(quoted_ends),
        -1,
    )  # of the names that a link may tie the next one to: those in quotes, and the last one
    for match in bare_program_heads().finditer(content):
        head, end = match.group(), match.start()
        at = bisect_left(barriers, end)
        left = _behind_link(content, max(barriers[at - 1] + 1 if at else 0, end - _WINDOW), end, ends)
        before = content[left:end]
        start = _start_of_stem(before, head, _is_tied(content, left, ends))
        if start is None:
            continue
        start = _stripped(before, start)
        if _is_name(before[start:], head):
            version = _VERSION.match(content, match.end())
            if last not in quoted_ends:
                ends.discard(last)
            last = match.end() if version is None else version.end()
            ends.add(last)
            yield Found("PROGRAM", left + start, last, "program.bare_head", score=0.7)


def _behind_link(content: str, left: int, end: int, ends: Collection[int]) -> int:
    """`left` moved behind the last link before `end` that follows a name: 实施A计划和|B行动."""
    links = (link for link in _LINK.finditer(content, left, end) if link.start() in ends)
    return max((link.end() for link in links), default=left)


def _start_of_stem(before: str, head: str, is_tied: bool) -> int | None:
    """Offset in `before` at which the name starts that ends with `head` right after it; None when there is none.

    A number makes a name of it: 完成|第三期|学前教育行动计划.
    """
    ordinal = None if head == "活动" else _ORDINAL.search(before)
    if ordinal is not None and "等" not in before[ordinal.end() :]:
        return ordinal.start()
    return _name_start(before, is_tied or head in words("sure_program_head"))


def bare_program_heads() -> Scanner:
    """What the names of programs without quotes end in."""
    return scanner("bare_program_head", "sure_program_head")


def _name_start(before: str, sure: bool) -> int | None:
    """Offset in `before` at which the name of a program starts that ends there; None when nobody runs it.

    Args:
        sure: whether the head noun makes a name without a verb of running before it.
    """
    pieces = split(before)
    offset = len(before)
    for index in range(len(pieces) - 1, -1, -1):
        if offset < len(before) and _runs(pieces, index):
            return offset
        if _is_link(pieces[index]) or _counts(pieces, index):
            break
        offset -= len(pieces[index])
    return offset if sure else None


def _runs(pieces: Sequence[str], index: int) -> bool:
    """Whether the word there is a verb of running, or one that is where a clause begins: 深入|实施|了, 创建|."""
    return _verb_at(pieces, index) in words("running_verb") or (
        index == 0 and pieces[0] in words("running_verb_of_clause")
    )


def _is_link(piece: str) -> bool:
    """和, 及 and 的, but no 第, which begins an ordinal."""
    return (piece in lexicon().linking or piece == "的") and not piece.startswith("第")


_NUMBER = when_used(r"[0-9.]+|[一二三四五六七八九十两]+")


def _counts(pieces: Sequence[str], index: int) -> bool:
    """Whether the word there is a classifier behind a number, so that the head noun sums up: 三|个|; 第三|批| and 三|年| do not."""
    if index == 0 or pieces[index] not in words("classifier") or pieces[index] in "期轮届年":
        return False
    is_ordinal = index > 1 and pieces[index - 2] == "第"
    return not is_ordinal and _NUMBER.fullmatch(pieces[index - 1]) is not None


def _verb_at(pieces: Sequence[str], index: int) -> str:
    """The word there, without its ending: 实施|了."""
    return pieces[index - 1] if index and pieces[index] in ("了", "过") else pieces[index]


def _stripped(before: str, start: int) -> int:
    """`start` moved behind a place, a year or a batch at the start of the name."""
    while True:
        if _ORDINAL.match(before, start):
            return start
        match = _LEADING.match(before, start) or _pattern("before_program").match(before, start)
        if match is not None and len(before) - match.end() >= 2 and before[match.end()] not in "域级内":
            start = match.end()
            continue
        size = next((size for size in (5, 4, 3, 2) if before[start : start + size] in places()), 0)
        if not size or len(before) - start - size < 2:
            return start
        start += size


def _is_name(stem: str, head: str) -> bool:
    if head in words("known_program") and _pattern("before_program").fullmatch(stem) is not None:
        # 国家级|国培计划
        return False
    if _ORDINAL.match(stem) and head != "活动":
        return len(stem) > 5
    if len(stem) < (_SLOGAN if head == "活动" else 2):
        return False
    plain = words("plain_work")
    pieces = split(stem)
    if head.endswith(("年活动", "月活动", "周活动")):
        return True
    if stem in plain or pieces[-1] in plain or all(piece in plain for piece in pieces):
        return False
    if head in ("行动", "计划", "工程") and len(stem) < 3:
        return stem + head in words("known_program")
    return True


def _again(content: str, found: Sequence[Found], titled: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Further occurrences of names that are sure, with or without quotes."""
    names: set[str] = set()
    for item in found:
        name = content[item.start : item.end]
        if item.source == "program.known":
            continue
        plain = name.replace("“", "").replace("”", "")
        if len(plain) >= 4:
            names.add(name)
            names.add(plain)
        if "”" in name and (name.startswith("“") or begins_with_ordinal(name, 0)):
            inner = name[name.index("“") + 1 : name.index("”")]
            names.add(f"“{inner}”")
            if 4 <= len(inner) <= 12 and any(len(piece) == 1 for piece in split(inner)):
                # Only what is no plain phrase (城乡联盟) is a name without its quotes.
                names.add(inner)
    if not names:
        return
    for start, end in occurrences(names, content):
        again = Found("PROGRAM", start, end, "program.again", score=0.6)
        if not _within(again, titled):
            yield again
