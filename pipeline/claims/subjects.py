"""What a figure counts or measures, in the words of the text.

A count names its thing behind the classifier (16名书记) or before the number (小学19所); a rate is named before it (参与率超95%);
money is named by its fund, else by the word of spending. 占比3.9% speaks of the thing counted before; with 分别 the values
take the subjects before it in order. Noun phrases are cut at words that cannot belong to them (`models/claims_words.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.claims.changes import Difference
from pipeline.records import Quantity, Sentence
from pipeline.resources import read_toml

_WORDS: dict[str, list[str]] = read_toml("claims_words.toml")["subject"]
_LONGEST = 24  # characters; a longer noun phrase is no name of a column


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BOUND = re.compile(r"[,;。:!?\n()\[\]…]|(?<=[^\d])[.](?=\D)")
_LEAD = re.compile(
    rf"(?:{_any(_WORDS['lead'])}|(?:19|20)\d\d年(?:度|底|末|\d{{1,2}}月(?:底|末|份)?)?|截[至止][^,]{{0,12}}|[、和与及])+"
)
_TRAIL = re.compile(rf"(?:{_any(_WORDS['trail'])})$")
_TAIL_CHANGE = re.compile(r"(?:比|较|同比|环比)[^,;。、]{0,14}$")
_CUT = re.compile(rf"(?:{_any(w for w in _WORDS['cut'] if len(w) > 1)}|[赴获被均已并走遍随](?!军)|将(?!军)|在(?![校园职编岗建读册线])|为(?!民)|与(?!会)|到(?!位)|是|占)")
_GOT = re.compile(rf"(?:先后|分别|均|共|已|被)*(?:{_any(_WORDS['got'])})(?:了|为)?")
_AFTER_STOP = re.compile(r"[,;。:!?\n“”\"《》()\[\]…\d]")
_SPEND = re.compile(rf"(?:{_any(_WORDS['spend'])})$")
_SAME = re.compile(rf"(?:{_any(_WORDS['same_thing'])})")
_SHARE = re.compile(r"(?P<part>[^,;。]*?)(?:约|仅|共|各|分别|只|已|均)*占(?!地|用|比|有)(?P<whole>[^,;。]*)$")
_RESPECTIVELY = re.compile(r"分别")
_LIST_GAP = re.compile(r"[、和与及]\s?|,?\s?(?:和|与|及)|")
_SPLIT = re.compile(r"[、和与及]|以及")
_OPENING = re.compile(r"[“\"《(]")
_NOUN_UNITS = frozenset("人校班园县区市镇乡村户省国站馆院队店")
_ACTIVITY_UNITS = frozenset(("人次", "台次", "场次", "批次", "班次", "次", "课时", "学时"))
_PRONOUN = re.compile(r"(?:参与)?其中|上述|该")


def subjects(
    content: str, sentence: Sentence, quantities: Sequence[Quantity], differences: Sequence[Difference], heading: str
) -> list[str]:
    """One subject for each quantity of a sentence, in order; empty when the sentence names none.

    Args:
        content: folded text of the document.
        sentence: the sentence, with offsets into `content`.
        quantities: its quantities in order.
        differences: whether each is a difference; a bare difference speaks of the figure before.
        heading: the nearest heading, the last resort.
    """
    found: list[str] = []
    for index, quantity in enumerate(quantities):
        previous = quantities[index - 1] if index else None
        gap = content[previous.end if previous else sentence.start : quantity.start]
        next_start = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
        behind = content[quantity.end : min(next_start, sentence.end, quantity.end + 2 * _LONGEST)]
        found.append(_subject(gap, behind, quantity, differences[index], found, quantities[:index], content))
    _assign_respectively(content, sentence, quantities, found)
    return [subject or _last(found[:index]) or heading for index, subject in enumerate(found)]


def _subject(
    gap: str,
    behind: str,
    quantity: Quantity,
    difference: Difference,
    found: Sequence[str],
    before: Sequence[Quantity],
    content: str,
) -> str:
    last = _last(found)
    if before and _LIST_GAP.fullmatch(gap) and (gap == "" or quantity.dimension != "count" or not behind_noun(behind)):
        return last
    clause = _clause(gap)
    share = _SHARE.search(clause)
    if quantity.dimension in ("ratio", "number") and share is not None:
        return _trim(share["part"]) or last
    front = _trim(_TAIL_CHANGE.sub("", clause))
    if quantity.dimension == "money" or (quantity.dimension == "rate" and quantity.unit_norm.startswith("CNY")):
        return _money(front, clause, behind, last)
    if quantity.dimension in ("ratio", "ratio_change", "number", "score"):
        return front or _behind(behind) or last
    if difference.change != "none" and front:
        return front
    if quantity.unit in _ACTIVITY_UNITS:
        return _behind(behind) or front or last
    after = _behind(behind)
    if quantity.unit.partition("/")[0] in _NOUN_UNITS:
        got = _got(behind)
        if front and not got and not after:
            return front
        return got or after or front or last
    if front and not after:
        return front
    return after or _got(behind) or front or last


def behind_noun(behind: str) -> bool:
    """Whether a noun follows the number directly."""
    return bool(_behind(behind))


def _clause(gap: str) -> str:
    """What stands after the last punctuation mark of `gap`; a closed parenthesis is stepped over."""
    cut = 0
    depth = 0
    for match in _BOUND.finditer(gap):
        mark = match.group()
        if mark == "(":
            depth += 1
            cut_candidate = match.end()
            if gap.find(")", match.end()) < 0:
                cut = cut_candidate
        elif mark == ")":
            depth -= 1
        else:
            cut = match.end()
    return gap[cut:].strip()


def _trim(phrase: str) -> str:
    """A noun phrase without the words before and after it that are no part of it."""
    phrase = phrase.strip(" 、,;:。")
    while True:
        trimmed = _TRAIL.sub("", phrase).strip(" 、,:")
        if trimmed == phrase:
            break
        phrase = trimmed
    lead = _LEAD.match(phrase)
    while lead and lead.end() < len(phrase) and lead.group():
        phrase = phrase[lead.end() :].lstrip(" 、,了的")
        lead = _LEAD.match(phrase)
    if lead and lead.end() == len(phrase) and not _SPEND.search(phrase):
        return ""
    phrase = phrase.strip(" 、,:了的")
    if _SAME.fullmatch(phrase) or _PRONOUN.fullmatch(phrase):
        return ""
    return phrase[-_LONGEST:] if len(phrase) > _LONGEST else phrase


def _behind(behind: str) -> str:
    """The noun phrase that starts right behind the number."""
    text = behind
    attributive = text.startswith("的")
    text = text.removeprefix("的").lstrip()
    if not text or (text[0] in ",;。:!?\n)]、." and not attributive):
        return ""
    if text.startswith("("):
        return ""
    quoted = re.match(r"[“《\"][^”》\"\n]{1,20}[”》\"][^,;。:、!?\n()“”《》]{0,10}", text)
    if quoted:
        return _cut(quoted.group())
    stop = _AFTER_STOP.search(text)
    phrase = text[: stop.start()] if stop else text
    return _cut(phrase)


def _cut(phrase: str) -> str:
    if _GOT.match(phrase):
        return ""
    cut = _CUT.search(phrase)
    if cut:
        phrase = phrase[: cut.start()]
    phrase = phrase.strip(" 、,的")
    first = _SPLIT.split(phrase)
    if len(phrase) > _LONGEST and first:
        phrase = first[0]
    return "" if _PRONOUN.match(phrase) else phrase[:_LONGEST]


def _got(behind: str) -> str:
    """What the counted ones got or did: 2校获评示范校, 7校参加评估."""
    match = _GOT.match(behind)
    rest = behind[match.end() :] if match else behind.lstrip("的已共均先后")
    stop = re.search(r"[,;。:!?\n、()]|(?<!第)\d", rest)
    phrase = (rest[: stop.start()] if stop else rest).strip(" 、,的")
    return "" if _PRONOUN.search(phrase) or phrase.startswith(("(", "等")) else phrase[:_LONGEST]


def _money(front: str, clause: str, behind: str, last: str) -> str:
    if front:
        return front
    spent = re.search(rf"(?:{_any(_WORDS['spend'])})(?:[了约近超达共]|资金)*$", clause)
    after = _behind(behind)
    if spent:
        if after and re.search(r"(?:款|资金|经费|补助|补贴|专项|奖金|基金|费)$", after):
            return after
        return re.sub(r"[了约近超达共]+$", "", spent.group())
    return after or last


def _assign_respectively(
    content: str, sentence: Sentence, quantities: Sequence[Quantity], found: list[str]
) -> None:
    """After 分别 each value takes its own antecedent, in order (changes `found` in place)."""
    index = 0
    while index < len(quantities):
        start = quantities[index - 1].end if index else sentence.start
        gap = content[start : quantities[index].start]
        match = _last_match(_RESPECTIVELY, gap)
        if match is None:
            index += 1
            continue
        run = [index]
        while run[-1] + 1 < len(quantities) and _LIST_GAP.fullmatch(
            content[quantities[run[-1]].end : quantities[run[-1] + 1].start]
        ) and content[quantities[run[-1]].end : quantities[run[-1] + 1].start]:
            run.append(run[-1] + 1)
        clause = _clause(gap[: match.start()])
        names = [_trim(name) for name in _SPLIT.split(clause) if _trim(name)]
        if len(names) < len(run):
            names = found[max(0, index - len(run)) : index] if not names and index >= len(run) else names
        if len(names) == len(run) and len(run) > 1:
            head = ""
            for position, name in zip(run, names, strict=True):
                found[position] = name or head
        elif not names and index >= len(run) and len(run) > 1:
            found[index : index + len(run)] = found[index - len(run) : index]
        index = run[-1] + 1


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last


def _last(found: Sequence[str]) -> str:
    return next((subject for subject in reversed(found) if subject), "")
