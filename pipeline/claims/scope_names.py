"""Places, schools and groups that a quantity may hold for, as the head of a clause names them.

Most names come from the mentions; the lexicon of places has no small ones, but at the head of a clause or of a member of a
list the left edge is known, and the last character tells the rest (鹤山区, 柘木镇). Generic words that end alike are none (城区, 示范县).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.claims.words import tagged, uses
from pipeline.language.han import HAN
from pipeline.language.in_force import LexicalPattern, any_word, per_lexicon
from pipeline.language.vocabulary import counted

_NOT_AT_START = "各有多该此每其这那两三四五六七八九十几一全本我同与和由从到向对为以将把被让使会根按经依新所在设"
_UNLISTED = LexicalPattern(
    lambda: (
        rf"(?![{_NOT_AT_START}]|{any_word('lead')}|[山城林湖海江矿]区|[{HAN}]{{0,3}}(?:贫困|边远|偏远|石|深|高|大)山区|(?:老|主|中心|农)城区)"
        rf"(?:[{HAN}]{{1,4}}?(?:"
        r"(?<![城全各我本县省辖都超夜上门菜股强大均型范困点互])市(?![级直委政场民县区域值容内外])"
        r"|(?<![全各我本市区郡强大均型范困点整贫])县(?![城域级直委政区市外内处])"
        r"|(?<![地社校园学片小灾辖景新老牧库郊市全各我本县选战疫厂禁特发成任目验])区(?![域县位块间属委别分级内外])"
        r"|旗(?![帜舰下])|(?<![乡城全各我本集强大范制])镇(?![村街域级内])|(?<![城全各我本家老])乡(?![镇村亲])|街道"
        r"|(?<![全各我本农乡新老山渔边城中政然困弱范点美型个每])村(?![民级里庄干委务内外支两集居医]))"
        rf"|[{HAN}]{{2,6}}?(?:新区|开发区|高新区|经开区|经济区))"
    )
)
_UNLISTED_ENDS = frozenset("市县区旗镇乡道村")
"""The last characters of such places."""
_LONGEST = 10
"""Characters of the longest one."""
# A modifier of one noun (农村卫生户厕覆盖率、污水治理率) is no topic of what follows.
MODIFIERS = frozenset(("全国", "农村", "城区", "城镇"))
GROUP = LexicalPattern(
    lambda: (
        rf"(?:{any_word('scope')})"
        r"(?!第|首位|首[个条家批创]|前列|平均|各地|推广|领先|唯一|居民|新增|化|常住|调查|上下|人民|一盘棋)"
        rf"|(?!{any_word('lead')})(?:(?![为是])[{HAN}]){{2,14}}?(?:先行区|试验区|示范区|合作区|开发区|高新区|经济圈)(?![、和与建创])"
        r"|各[县市区乡镇校园地](?:[^,;。:、\d]{0,6}?)(?=均|都)|(?!根据|按照|由于|鉴于|对于|关于|符合|尤其|特别|[在于从到对向])[^及和国为是,;。:、\d]{2,5}地区(?!生产|差异|性|间)"
    )
)
_VERB_AND_NAME = 4
"""Characters of a name that begins like a verb, at most: with more it is a verb and a name."""
_NEXT = 6
"""Characters behind a name in which the next word is read."""
_DIVISIONS = "省市县区州镇乡旗圈"
_OF_AN_OFFICE = "、和与及政教财人委局厅级管长直内"
"""How what stands behind a division goes on when it is its office, or not all of it: 城中区|教育局."""
_KINDS = re.compile(r"\([省市县区旗州盟地、]{1,8}\)")
"""Kinds of division that go with the one before them: 五省|(市)."""
_REST = re.compile(
    r"其[余他](?:区县|县区|县市|市县|乡镇|[市县区乡镇])|区县|县区|县市|市县|市直(?:学校|单位)?|[区县]直(?:学校|单位)?"
)
"""What is left over in a breakdown by places."""


def unlisted_end(content: str, position: int) -> int | None:
    """End of the place that starts at `position`, where a clause or a member of a list begins, told by its last character alone."""
    if _UNLISTED_ENDS.isdisjoint(content[position : position + _LONGEST]):
        return None
    match = _UNLISTED.match(content, position)
    if match is None:
        return None
    begins_with_verb = match.group()[:2] in _verbs()
    if begins_with_verb and (
        len(match.group()) > _VERB_AND_NAME
        or content.startswith("(", match.end())
        or _is_before_noun(content, match.end())
    ):
        return None  # 走进|滨河街道, 配合|县教育局, but 团结街道
    return match.end()


def _is_before_noun(content: str, position: int) -> bool:
    """Whether the word that begins there is a noun."""
    words = tagged(content, position, min(len(content), position + _NEXT))
    return bool(words) and words[0].tag.startswith("n")


@per_lexicon
def _verbs() -> frozenset[str]:
    """Verbs of two characters that official texts do not use as names of acts."""
    known = uses()
    return frozenset(text for text, word in counted().items() if len(text) == 2 and known.get(text, word.pos) == "v")


def is_scope_name(phrase: str, names: Collection[str]) -> bool:
    """Whether a phrase is nothing but such a name.

    Args:
        names: of places and schools in the document, as folded text.
    """
    if phrase in names:
        return True
    unlisted = phrase[-1:] in _UNLISTED_ENDS and _UNLISTED.fullmatch(phrase) is not None
    return unlisted or _REST.fullmatch(phrase) is not None


def without_scope_name(phrase: str, names: Collection[str]) -> str:
    """What stands behind the place or school that a phrase begins with (深圳|地铁客运量); empty when it begins with none."""
    unlisted = _UNLISTED.match(phrase)
    ends = [len(name) for name in names if phrase.startswith(name)]
    if unlisted:
        ends.append(unlisted.end())
    return phrase[max(ends) :] if ends else ""


def split_scope(subject: str, scope: str, names: Collection[str]) -> tuple[str, str]:
    """Subject and scope of a quantity whose topic is `scope`; a scope that the subject says, and cannot do without, is empty.

    A division or a school is parted from what it has (成都平原经济区|经济总量); 全市 stays with it, by the guide, and 云南 with 企业.
    """
    if not scope or scope not in subject:
        return subject, scope
    rest = subject.removeprefix(scope)
    parts = (scope[-1] in _DIVISIONS and scope[0] not in "全各" and len(scope) > 2) or scope in names
    if rest != subject and parts and (kinds := _KINDS.match(rest)) is not None:
        rest, scope = rest[kinds.end() :], f"{scope}{kinds.group()}"
    if rest != subject and len(rest) > 1 and parts and rest[0] not in _OF_AN_OFFICE:
        return rest, scope
    return subject, ""
