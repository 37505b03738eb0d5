"""Sentences that are made: words of the lexicon and invented names in plain clauses, so that weights do not lean on known names and verbs.

A clause is drawn part by part: a time, a subject, a verb with an ending, a name, what goes on behind it. Nobody means what it says; what
counts is that a name may follow any verb and consist of any characters.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.evaluation.fillers import Fillers
from pipeline.records import MentionLabel

Made = tuple[str, tuple[tuple[MentionLabel, int, int], ...]]

_KINDS = [
    "小学",
    "中学",
    "幼儿园",
    "学校",
    "学校",
    "学校",
    "小学",
    "中学",
    "实验小学",
    "实验学校",
    "中心小学",
    "第一中学",
    "第二小学",
    "第三幼儿园",
    "一中",
    "二中",
    "四中",
    "高级中学",
    "初级中学",
    "外国语学校",
    "职业中学",
    "县第一中学",
    "县实验小学",
    "镇中心小学",
    "乡中心幼儿园",
    "市第五中学",
    "希望小学",
    "职业技术学校",
    "特殊教育学校",
    "学院",
    "大学",
    "师范学院",
    "教学点",
]
_ENDINGS = ("", "", "了", "过", "完", "完", "起", "起", "着", "到", "好", "出")
_GENERIC = (
    "中小学",
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "民办幼儿园",
    "高中",
    "初中",
    "农村小学",
    "职业学校",
    "高校",
    "九年一贯制学校",
    "完全中学",
    "示范学校",
    "公办学校",
    "职高",
)
_LINKS = ("和", "与", "、", "及", "以及", "并", "或")
_BEFORE = (
    "在",
    "把",
    "对",
    "让",
    "由",
    "从",
    "向",
    "为",
    "给",
    "被",
    "与",
    "到",
    "据",
    "以",
    "经",
    "请",
    "于",
    "将",
    "让",
    "让",
)
_AFTER_PERSON = (
    "说",
    "表示",
    "介绍",
    "指出",
    "认为",
    "担任",
    "出席",
    "主持",
    "参加",
    "带领",
    "的带领下",
    "负责",
    "获",
    "率",
    "任",
    "一行",
    "同志",
    "等",
)
_TITLES = (
    "校长",
    "局长",
    "副局长",
    "书记",
    "教师",
    "老师",
    "院长",
    "主任",
    "园长",
    "县长",
    "副市长",
    "组长",
    "教授",
    "记者",
)
_PROGRAM_HEADS = (
    "工程",
    "行动",
    "计划",
    "专项行动",
    "三年行动计划",
    "提升工程",
    "攻坚行动",
    "试点项目",
    "培养计划",
    "品牌",
    "主题活动",
    "行动计划",
)
_RUNNING = (
    "实施",
    "启动",
    "启动实施了",
    "开展",
    "推进",
    "制定了",
    "制定实施",
    "深入实施",
    "印发",
    "部署开展",
    "组织实施",
    "出台",
    "全面推进",
    "大力实施",
)


class Maker:
    """Draws sentences.

    Args:
        rng: where chance comes from.
        fillers: the words by kind.
    """

    def __init__(self, rng: random.Random, fillers: Fillers) -> None:
        self._rng = rng
        self._fillers = fillers
        self._parts: list[str] = []
        self._names: list[tuple[MentionLabel, int, int]] = []
        self._surnames = fillers.ordered("person", "made")[0]
        self._lists: Mapping[str, Sequence[Sequence[str]]] = {
            kind: fillers.ordered(kind, "made")
            for kind in ("verb", "deed", "activity", "noun", "thing", "role", "time", "place", "person")
        }

    def sentence(self) -> Made:
        """A sentence with its names."""
        self._parts, self._names = [], []
        self._one(
            (self._about_school, 5),
            (self._about_person, 5),
            (self._list_of_persons, 2),
            (self._about_program, 3),
            (self._without, 2),
            (self._schools_of_a_place, 1.5),
            (self._counted_schools, 1.5),
            (self._naming, 1.5),
            (self._list_of_things, 1),
            (self._table, 1.5),
        )
        self._add("。" if "\n" not in self._parts else "")
        return "".join(self._parts), tuple(self._names)

    def _one(self, *weighted: tuple[Callable[[], None], float]) -> None:
        self._rng.choices([make for make, _ in weighted], [weight for _, weight in weighted])[0]()

    def _word(self, kind: str) -> str:
        return "".join(self._rng.choice(part) for part in self._lists[kind])

    def _add(self, *texts: str) -> None:
        self._parts += texts

    def _name(self, label: MentionLabel, text: str) -> None:
        start = sum(map(len, self._parts))
        self._parts.append(text)
        self._names.append((label, start, start + len(text)))

    def _maybe(self, chance: float, *texts: str) -> None:
        if self._rng.random() < chance:
            self._add(*texts)

    def _school(self) -> None:
        self._name("SCHOOL", self._word("place") + self._rng.choice(_KINDS))

    def _person(self) -> None:
        self._name("PERSON", self._word("person"))

    def _lead(self) -> None:
        """What may stand before a name: a time, a subject, a verb, a link."""
        rng = self._rng
        self._maybe(0.2, self._word("time"), "，")
        self._maybe(0.2, self._word("verb"), self._word("noun"), rng.choice(("的", "后，", "，", "、")))
        self._maybe(
            0.35,
            rng.choice(
                (self._word("role"), self._word("thing"), self._word("noun"), "县教育局", "全县", "我市", "一边")
            ),
        )
        if rng.random() < 0.7:
            self._add(self._word(rng.choice(("verb", "deed", "activity"))), rng.choice(_ENDINGS))
            self._maybe(0.15, rng.choice(_LINKS), self._word("verb"))
        elif rng.random() < 0.6:
            self._add(rng.choice(_BEFORE))
        else:
            self._add(self._word("noun"), rng.choice(_LINKS))

    def _tail(self) -> None:
        """What may stand behind a name."""
        rng = self._rng
        self._one(
            (lambda: self._add("的", self._word("noun")), 3),
            (lambda: self._add(self._word("verb"), "了", self._word("noun")), 3),
            (lambda: self._add("又" if rng.random() < 0.3 else "", self._word("verb"), self._word("noun")), 2),
            (lambda: None, 2),
        )

    def _about_school(self) -> None:
        self._maybe(0.15, "")
        if self._rng.random() < 0.85:
            self._lead()
        self._school()
        if self._rng.random() < 0.2:
            self._add(self._rng.choice(("、", "和", "、")))
            self._school()
        self._tail()

    def _about_person(self) -> None:
        rng = self._rng
        if rng.random() < 0.5:
            self._maybe(0.5, self._word("verb"), rng.choice(("了", "", self._word("noun") + "的")))
            if rng.random() < 0.5:
                self._add(self._word("role"))
            else:
                self._maybe(0.7, rng.choice(("县教育局", "市政府", "县一中", "镇中心小学")))
                self._add(rng.choice(_TITLES))
            self._person()
            self._maybe(0.2, "和", self._word("role"))
            self._tail()
            return
        self._add(rng.choice(("", "，", "会议同意", "任命", "授予", "在", "据", "由", "经", "免去", "对", "与", "”")))
        self._person()
        self._one(
            (lambda: self._add(rng.choice(_AFTER_PERSON), rng.choice(("", "，", "，全县" + self._word("verb")))), 3),
            (lambda: self._add(self._word("verb"), self._word("noun")), 2),
            (lambda: self._add("“", self._word("verb"), self._word("noun"), "”称号"), 1),
            (lambda: self._add("为县教育局局长"), 1),
            (lambda: self._add("辞去市人民政府副市长职务"), 0.5),
        )

    def _list_of_persons(self) -> None:
        rng = self._rng
        self._maybe(0.5, rng.choice(("成员：", "组长：", "副组长：", "参加人员：", self._word("role"))))
        for number in range(rng.randint(2, 5)):
            self._maybe(float(number > 0), "、")
            self._person()
        self._maybe(
            0.5, "等", str(rng.randint(3, 20)), "名", self._word("role"), self._word("verb"), "了", self._word("noun")
        )

    def _about_program(self) -> None:
        rng = self._rng
        stem = self._word(rng.choice(("noun", "activity", "thing", "verb"))) + self._word(
            rng.choice(("noun", "activity", "noun"))
        )
        self._maybe(0.3, self._word("place"), "县")
        if rng.random() < 0.6:
            self._add(self._word("verb"), rng.choice(_ENDINGS) if rng.random() < 0.5 else "")
            self._name("PROGRAM", f"“{stem}”{rng.choice(_PROGRAM_HEADS)}")
        else:
            self._add(rng.choice(_RUNNING))
            self._name("PROGRAM", stem + rng.choice(("专项行动", "三年行动计划", "提升工程", "行动计划")))
        self._tail()

    def _schools_of_a_place(self) -> None:
        """A place that has schools: none is named, unless it is."""
        rng = self._rng
        self._maybe(0.4, rng.choice(("全县", "目前", "据统计，", "2023年，")))
        self._add(
            self._word("place"),
            rng.choice(("县", "镇", "乡", "村", "市", "区")),
            rng.choice(("有", "现有", "共有", "拥有", "辖有", "设有")),
        )
        if rng.random() < 0.5:
            self._school()
            self._maybe(0.6, rng.choice(("、幼儿园3所", "等学校", "3所")))
        else:
            self._add(rng.choice(_GENERIC), rng.choice(("3所", "12所", "各1所", "1所、教师30名", "和小学各1所", "")))

    def _counted_schools(self) -> None:
        """Numbers of schools."""
        rng = self._rng
        self._maybe(
            0.7, rng.choice(("有", "共", "全县", "来自", "覆盖", "约有", "走访了", "新建", "组织", "现有", "辖"))
        )
        if rng.random() < 0.6:
            number = rng.choice(
                (
                    "几十",
                    "二十来",
                    "百余",
                    "近百",
                    "数十",
                    "两",
                    "三",
                    "十二",
                    "120",
                    "45",
                    "若干",
                    "十几",
                    "好几",
                    "上千",
                    "一百多",
                )
            )
            self._add(
                number, rng.choice(("所", "所", "个", "家")), rng.choice(_GENERIC), rng.choice(("", "参加", "受益"))
            )
            return
        for member in range(rng.randint(2, 4)):
            self._maybe(float(member > 0), "、")
            self._add(
                str(rng.randint(1, 60)),
                rng.choice(("幼儿园", "小学", "中学", "高中", "初中", "村", "高校", "职高", "完全中学", "医院")),
            )

    def _naming(self) -> None:
        """A name behind a verb of naming."""
        rng = self._rng
        self._maybe(
            0.7, rng.choice(("学校", "该校", "1952年", "1958年起", "后来", "其", "经批准", "2003年学校", "学院"))
        )
        self._add(
            rng.choice(
                ("叫", "称", "改称", "始称", "更名为", "定名为", "改名", "名为", "又称", "改建为", "前身是", "原名")
            )
        )
        self._school()
        self._maybe(0.3, rng.choice(("至今", "（简称师院）", "，", "；")))

    def _list_of_things(self) -> None:
        """A list of places, bodies, things."""
        rng = self._rng
        kind = rng.choice(("place", "thing", "body"))
        endings = {"place": ("镇", "乡", "村", "沟", "庄", "湖"), "body": ("局", "办", "处", "厅"), "thing": ("",)}[
            kind
        ]
        for number in range(rng.randint(2, 4)):
            self._maybe(float(number > 0), "、")
            self._add(rng.choice(self._surnames) if kind != "thing" and rng.random() < 0.6 else "")
            self._add(self._word("thing") if kind == "thing" else self._word("place")[:1] + rng.choice(endings))
        self._add("等", rng.choice(("地推广", "参加", "产品", "材料", "")))

    def _table(self) -> None:
        """Rows whose second column holds persons, places, bodies or goods."""
        rng = self._rng
        mark = rng.choice(("\t", "\t", " | "))
        persons = rng.random() < 0.5
        header = rng.choice(
            ("姓名", "校长", "联系人", "负责人", "获奖者", "学生姓名")
            if persons
            else ("乡镇", "单位", "产品", "部门", "名称")
        )
        if rng.random() < 0.7:
            self._add(mark.join(("序号", header, "数量")), "\n")
        ending = rng.choice(("镇", "乡", "村", "办", "局", "处", "街道", "中心", "公司", "豆", "米", "油"))
        for row in range(1, rng.randint(3, 6)):
            self._add(str(row), mark)
            if persons:
                self._person()
            else:
                self._add(
                    rng.choice((rng.choice(self._surnames), "")) + self._word("place")[:1] + ending
                    if rng.random() < 0.6
                    else self._word("place") + ending
                )
            self._add(mark, str(rng.randint(1, 900)), "\n")

    def _without(self) -> None:
        """A sentence without names."""
        rng = self._rng
        self._lead()
        self._add(
            rng.choice(
                (
                    "各中小学",
                    "这所学校",
                    "全县中小学",
                    "民办幼儿园",
                    "农村学校",
                    "高等学校",
                    "名师",
                    "基层干部",
                    "学校",
                    self._word("noun"),
                )
            )
        )
        self._tail()


def fillers(path: Path = Path("data/gold/substitution.toml")) -> Fillers:
    """The words as the frames of `path` declare them."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Fillers(data["words"], data["numbers"])
