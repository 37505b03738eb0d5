"""Parts from which the tests of names draw their sentences; places and persons are invented."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from pipeline.ner import find_mentions
from pipeline.records import Mention
from tests.language.analyses import analysis_of

PLACES = [
    "青禾",
    "白水",
    "石桥",
    "柳河",
    "龙泉",
    "永宁",
    "金沙",
    "东山",
    "云岭",
    "双江",
    "清源",
    "平湖",
    "南溪",
    "大坪",
    "长岭",
    "红岩",
    "高塘",
    "马街",
    "黄坪",
    "安林",
    "湖口",
    "临川",
]
SURNAMES = [
    "王",
    "李",
    "张",
    "刘",
    "陈",
    "杨",
    "赵",
    "黄",
    "周",
    "吴",
    "徐",
    "孙",
    "胡",
    "朱",
    "林",
    "何",
    "郭",
    "罗",
    "梁",
    "宋",
    "郑",
    "谢",
    "韩",
    "唐",
    "冯",
    "董",
    "萧",
    "程",
    "曹",
    "袁",
    "邓",
    "许",
    "傅",
    "沈",
    "曾",
    "彭",
    "吕",
    "苏",
    "卢",
    "蒋",
    "俞",
    "章",
    "欧阳",
    "上官",
    "司马",
    "诸葛",
]
GIVEN = [
    "明",
    "敏",
    "丽",
    "强",
    "磊",
    "军",
    "艳",
    "涛",
    "霞",
    "刚",
    "燕",
    "彬",
    "浩",
    "凯",
    "俊",
    "琳",
    "硒",
    "颖",
    "小明",
    "志强",
    "丽华",
    "文清",
    "婉清",
    "春梅",
    "国栋",
    "晓燕",
    "海涛",
    "雨晴",
    "思远",
    "玉兰",
    "秀英",
    "其炎",
    "景尧",
    "燎亚",
]
TITLES = [
    "校长",
    "副校长",
    "党支部书记",
    "副园长",
    "教导主任",
    "办公室主任",
    "总务处副主任",
    "党委书记",
    "工会主席",
    "团委书记",
    "德育处主任",
]


@lru_cache(maxsize=1)
def _mentions(text: str) -> tuple[Mention, ...]:
    """All names of a text; a test asks for one kind after the other."""
    return find_mentions(analysis_of(text))[0]


def names(text: str, label: str) -> list[str]:
    """The names of a kind in a text that stands alone."""
    return [mention.text for mention in _mentions(text) if mention.label == label]


def division(rng: Random) -> str:
    return rng.choice(PLACES) + rng.choice(["县", "镇", "乡", "村", "市", "区", "街道", "旗"])


def person(rng: Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def school(rng: Random) -> str:
    kinds = {
        "县": ["第一中学", "第二中学", "职业中学", "实验小学", "特殊教育学校", "教师进修学校"],
        "镇": ["中心小学", "初级中学", "中心幼儿园"],
        "市": ["第三小学", "第七中学", "外国语学校"],
        "": ["小学", "中学", "幼儿园", "一中", "二中", "师范学院", "职业技术学院", "高级中学"],
    }
    ending = rng.choice(list(kinds))
    return rng.choice(PLACES) + ending + rng.choice(kinds[ending])
