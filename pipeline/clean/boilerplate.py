"""Passes that find the boilerplate of sites: lines by pattern, fields, widgets, notices, lists of other documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from pipeline.clean.lines import Line, letters
from pipeline.clean.quantities import states_quantity
from pipeline.clean.rules import MAX_LINE, SHORT_LINE, Rules, load_rules
from pipeline.language.dates import CLOCK, FULL_DATE, WEEKDAY, YEAR

NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[章节条部篇])"
)
_DATE = (
    rf"{FULL_DATE}(?:\s?日)?(?:\s{{0,4}}{WEEKDAY})?"
    r"(?:\s{0,4}T?\d{1,2}\s?[:时]\s?\d{1,2}(?:\s?[:分]\s?\d{0,2}\s?秒?)?)?"
)
_DATE_VALUE = re.compile(rf"[\[(]?\s?{_DATE}\s?[\])]?")
# A day alone may be the date of the document; with the time of day it is that of the page.
_TIMED_DATE = re.compile(
    rf"{FULL_DATE}\s?日?\s{{0,4}}{WEEKDAY}?\s{{0,4}}T?{CLOCK}(?:\s?[:分]\s?\d{{0,2}}\s?秒?)?"
    r"|(?<!\d)\d{1,2}[-/月]\d{1,2}日?\s{1,3}\d{1,2}:\d\d(?!\d)"
)
_ISO_DATE = re.compile(rf"[\[(]?{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}[\])]?")
SIGNATURE_DATE = re.compile(
    r"\(?(?:(?:19|20)[\dXx*]{2}|[二一][〇零○Oo0一二三四五六七八九]{3})\s{0,3}年\s{0,3}[\d一二三四五六七八九十〇元Xx*]{1,3}\s{0,3}月"
    r"(?:\s{0,3}[\d一二三四五六七八九十Xx*]{1,3}\s{0,3}日)?\)?"
)
_SENTENCE = re.compile(r"[。!?;]")
_SEPARATORS = re.compile(r"[\s|/·,、;:：\[\]()【】〖〗《》<>»›_○●◎□■☆★◇◆△▲▽▼▷►→←↑↓▪•┊-]+")
_CELLS = re.compile(r"\s{0,4}[|丨┊]\s{0,4}|\s{2,8}")
_BUTTON = re.compile(r"[\[【〖(]\s?([^\[\]【】〖〗()]{1,12})\s?[\]】〗)]")
_BESIDE_WIDGETS = ("widget", "share-line", "breadcrumb", "breadcrumb-steps", "fields")
_MAX_BESIDE = 8
_MAX_FIELD_LINE = 160
_MAX_VALUE = 40
_MAX_LABELS = 2
_ARROW = re.compile(r"(?:>{1,2}|»|›|→|/|▶)")
_MAX_ITEM = 60
_MAX_CRUMB = 20
# What lists of links put before each: neither a word nor what opens a quotation.
ADORNED = re.compile(r"[^\w\s“\"《(\[【¥$+-]")
_MIN_LINK = 12
# More text than this share of the page behind an announcement and the document goes on there.
_MAX_TAIL = 0.25
_MAX_EDGE = 300
LAYOUT = "layout-boilerplate"
"""The rule of lines that are boilerplate by what the format says of them."""


def mark_anywhere(lines: Sequence[Line]) -> None:
    """Mark lines that match a rule for any place wholly."""
    rules = load_rules()
    for line in lines:
        if not line.rule:
            _apply(rules, rules.anywhere if len(line.text) <= SHORT_LINE else rules.anywhere_long, line)


def _apply(rules: Rules, where: re.Pattern[str], line: Line) -> None:
    """Let the rule of `where` that matches take the line; a rule that knows quantities takes them with it."""
    rule = rules.match(where, line.text)
    if rule:
        line.take(rule, sure=rule in rules.with_quantities)


def mark_edges(lines: Sequence[Line]) -> None:
    """Mark lines of the head and the tail that match a rule for their place wholly."""
    rules = load_rules()
    first, last = edges(lines)
    for number, line in enumerate(lines):
        if line.rule:
            continue
        if number < first:
            _apply(rules, rules.head, line)
        if not line.rule and number > last:
            _apply(rules, rules.tail, line)


def edges(lines: Sequence[Line]) -> tuple[int, int]:
    """Indices of the first and the last line of the body; (len, -1) when there is none.

    No page has hundreds of lines around its text, so a list without prose is mostly body as well. Without prose and
    tables, what states quantities is the body.
    """
    first = next((n for n, line in enumerate(lines) if _begins_body(line)), len(lines))
    if first == len(lines):
        quantities = [n for n, line in enumerate(lines) if not line.rule and line.states_quantity]
        first, last = (quantities[0], quantities[-1]) if quantities else (len(lines), -1)
    else:
        last = next((n for n in range(len(lines) - 1, -1, -1) if _begins_body(lines[n])), -1)
    return min(first, _MAX_EDGE), max(last, len(lines) - 1 - _MAX_EDGE)


def _begins_body(line: Line) -> bool:
    return not line.rule and (line.in_table or (line.is_prose and not _is_notice(line)))


def _is_notice(line: Line) -> bool:
    """Whether the words of the line make it a notice; where it states quantities, only words that none but a site writes."""
    rules = load_rules()
    return rules.is_notice(line.text) and (not line.states_quantity or rules.notice_sure.search(line.text) is not None)


def is_body(line: Line) -> bool:
    """Whether a line near the end of the text still belongs to it: prose, a heading, a row, a date."""
    return (
        _begins_body(line)
        or NUMBERED.match(line.text) is not None
        or "\t" in line.text
        or SIGNATURE_DATE.fullmatch(line.text) is not None
    )


def mark_notices(lines: Sequence[Line]) -> None:
    """Terms of use in whatever words, in the head and the tail."""
    first, last = edges(lines)
    for number, line in enumerate(lines):
        if not line.rule and (number < first or number > last) and _is_notice(line):
            line.take("notice", sure=True)


def mark_fields(lines: Sequence[Line]) -> None:
    """Lines of fields in the head and the tail: source, date, views, size; the value may stand on the next line."""
    first, last = edges(lines)
    for number, line in enumerate(lines):
        if line.rule or first <= number <= last:
            continue
        if number < first and _is_page_date(lines, number):
            line.take("page-date")
        elif _is_field_line(line.text):
            line.take("fields", sure=_has_fields(line.text))
            if line.rule:
                _mark_value(lines, number)


def _is_page_date(lines: Sequence[Line], number: int) -> bool:
    text = lines[number].text
    if _ISO_DATE.fullmatch(text) or (len(text) <= 80 and _TIMED_DATE.search(text) and not _SENTENCE.search(text)):
        return True
    if not _DATE_VALUE.fullmatch(text):
        return False
    return any(_is_marked_field(lines, neighbour) for neighbour in (number - 1, number + 1))


def _is_marked_field(lines: Sequence[Line], number: int) -> bool:
    return 0 <= number < len(lines) and (lines[number].rule != "" or _is_field_line(lines[number].text))


def _is_field_line(text: str) -> bool:
    if len(text) > _MAX_FIELD_LINE or _SENTENCE.search(text):
        return False
    rules = load_rules()
    cells = _CELLS.split(text)
    if len(cells) > 1 and sum(rules.labelled.match(cell) is not None for cell in cells) > 1:
        return all(len(cell) <= _MAX_VALUE for cell in cells)
    labels = list(rules.site_field.finditer(text))
    if labels:
        # Before the first label at most a date and the name of a column.
        before = _DATE_VALUE.sub("", text[: labels[0].start()]).strip()
        return len(before) <= 14 and all(len(value) <= _MAX_VALUE for value in _values(text, labels))
    match = rules.typed_field.search(text)
    if match is None or match.start() > 14:
        return False
    return _DATE_VALUE.match(text[match.end() :].strip()) is not None


def _has_fields(text: str) -> bool:
    """Whether a line has several fields, which bear witness to each other."""
    return text.count(":") > _MAX_LABELS or sum(1 for _ in islice(load_rules().site_field.finditer(text), 2)) > 1


def _values(text: str, labels: Sequence[re.Match[str]]) -> Iterator[str]:
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        yield text[label.end() : end].strip()


def _mark_value(lines: Sequence[Line], number: int) -> None:
    """The value of a field whose line ends with the colon stands on the next line."""
    if not lines[number].text.endswith((":", "：")) or number + 1 >= len(lines):
        return
    rules = load_rules()
    if letters(lines[number].text) in rules.widgets:
        return
    value = lines[number + 1]
    short = len(value.text) <= 20 and not _SENTENCE.search(value.text) and not value.text.endswith(":")
    if not short or rules.title_end.search(value.text) or NUMBERED.match(value.text):
        return
    # The label says whose quantity it is: 浏览次数:/1234次.
    value.take(lines[number].rule, sure=not states_quantity(lines[number].text + value.text))


def mark_records(lines: Sequence[Line]) -> None:
    """The metadata table of an official portal: 索引号, 发文机关, 成文日期, …"""
    rules = load_rules()
    first, _ = edges(lines)
    found = [n for n, line in enumerate(lines[:first]) if not line.rule and _record_labels(rules, line.text)]
    total = sum(_record_labels(rules, lines[n].text) for n in found)
    if total < 3 or not any(_record_labels(rules, lines[n].text, common=False) for n in found):
        return
    for number in range(found[0], found[-1] + 1):
        line = lines[number]
        if number in found or not _SENTENCE.search(line.text):
            line.take("metadata-table", sure=_record_labels(rules, line.text, common=False) > 0)
    label, after = lines[found[-1]], found[-1] + 1
    is_open = label.text.endswith(":") and "\t" not in label.text and label.region is None
    if is_open and after < len(lines) and not lines[after].rule:
        text = lines[after].text
        if len(text) <= 30 and not _SENTENCE.search(text) and not rules.title_end.search(text):
            lines[after].take("metadata-table")


def _record_labels(rules: Rules, text: str, *, common: bool = True) -> int:
    """How many labels of metadata tables a line has; `common` ones stand in other tables, too."""
    if len(text) > MAX_LINE:
        return 0
    count = 0
    for cell in re.split(r"\t|\s{2,}", text):
        label, colon, _ = cell.partition(":")
        name = letters(label)
        if name in rules.record_labels and (colon or "\t" in text) and (common or name not in rules.record_common):
            count += 1
    return count


def mark_widgets(lines: Sequence[Line]) -> None:
    """Buttons, also when a widget is spread over several lines: 【字体： / 大 / 中 / 小 / 】."""
    rules = load_rules()
    first, last = edges(lines)
    group: list[Line] = []
    strong = False
    for number, line in enumerate([*lines, None]):
        if line is not None and not first <= number <= last:
            kind = 0 if line.rule else _widget_kind(rules, line.text)
            if kind or line.rule:
                group.append(line)
                strong = strong or kind == 2 or line.rule in _BESIDE_WIDGETS
                continue
        if strong:
            for member in group:
                member.take("widget")
        group, strong = [], False


def mark_crumbs(lines: Sequence[Line]) -> None:
    """A breadcrumb over several lines: what follows a lone > in the head is its next step."""
    first, _ = edges(lines)
    for before, line in pairwise(lines[:first]):
        if not line.rule and _ARROW.fullmatch(before.text) and len(line.text) <= _MAX_CRUMB:
            line.take("breadcrumb")


def _widget_kind(rules: Rules, text: str) -> int:
    """2 for a line of buttons, 1 for one that is only a part of a widget, else 0."""
    if len(text) > _MAX_ITEM:
        return 0
    if _is_row_of_buttons(rules, text):
        return 2
    words = [word for word in _SEPARATORS.split(text) if word]
    if not words:
        return 1
    if any(word not in rules.widgets and word not in rules.weak_widgets for word in words):
        return 0
    return 2 if any(word in rules.widgets for word in words) else 1


def _is_row_of_buttons(rules: Rules, text: str) -> bool:
    """Short words in brackets and next to nothing beside them: 文字 【加大】【缩小】."""
    buttons = ["".join(name.split()) for name in _BUTTON.findall(text)]
    if len(buttons) < 2 or len(letters(_BUTTON.sub("", text))) > _MAX_BESIDE:
        return False
    return any(name in rules.widgets for name in buttons)


def mark_tail_lists(lines: Sequence[Line]) -> None:
    """What follows the announcement of other documents: all of it, or the titles up to where the text goes on."""
    rules = load_rules()
    total = sum(len(line.text) for line in lines)
    after, goes_on, linked = 0, False, False  # of the lines below the one at hand
    starters: list[tuple[int, bool, bool]] = []
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.rule in rules.tail_starters:
            starters.append((number, goes_on or after > _MAX_TAIL * total, linked))
        elif not line.rule:
            after += len(line.text)
            goes_on = goes_on or NUMBERED.match(line.text) is not None
        linked = linked or line.rule == LAYOUT
    position = 0
    for number, text_follows, is_list in reversed(starters):
        position = max(position, number + 1)
        while position < len(lines):
            follower = lines[position]
            if not follower.rule:
                # What the page says of a document below the link to it is not the text, nor are the figures in it.
                listed = is_list and (not text_follows or lines[position - 1].rule == LAYOUT)
                if follower.in_table or (
                    text_follows and not listed and (follower.is_prose or NUMBERED.match(follower.text))
                ):
                    break
                follower.take(lines[number].rule, sure=listed or _is_link(follower, alone=text_follows))
            position += 1


def _is_link(line: Line, *, alone: bool) -> bool:
    """Whether a line below the announcement of other documents looks like one of their titles.

    Args:
        line: the line.
        alone: whether only its mark can tell, as text follows.
    """
    if ADORNED.match(line.text):
        return True
    is_title = len(letters(line.text)) >= _MIN_LINK and ":" not in line.text and not line.is_prose
    return is_title and not alone


def mark_leftovers(lines: Sequence[Line]) -> None:
    """Lines without a word between boilerplate, and short lines when nothing else is left of the page."""
    for number, line in enumerate(lines):
        if line.rule or line.has_words:
            continue
        before = lines[number - 1].rule if number else "start"
        after = lines[number + 1].rule if number + 1 < len(lines) else "end"
        if before and after:
            line.take("symbols")
    content = [line for line in lines if not line.rule]
    removed = [line for line in lines if line.rule]
    short = all(len(line.text) < 40 and not _SENTENCE.search(line.text) and "\t" not in line.text for line in content)
    short = short and not any(line.in_table or line.states_quantity for line in content)
    structured = any(NUMBERED.match(line.text) for line in content)
    if len(removed) >= 3 and short and len(content) <= len(removed) and not structured:
        for line in content:
            line.rule = "no-body"
