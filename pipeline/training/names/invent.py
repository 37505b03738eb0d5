"""Invented names of every kind, so that a model learns what surrounds names and how they are built, not which there are.

Real are only the divisions of China (public knowledge) and words; who and what bears the invented names does not exist.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from pipeline.language.in_force import lexicon, words
from pipeline.language.lexicon import places
from pipeline.ner.lexicon import surnames
from pipeline.records import MentionLabel

# The most common surnames, in their order; and characters that given names like. Public knowledge.
_COMMON = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉建国志红春海云飞鹏宇晨欣怡佳琪梓涵子轩浩然思雨嘉俊雅婷雪梅兰菊"
    "德荣昌盛福祥瑞庆忠义仁信礼智诚恒毅坚定远宏广博学才俊彦斌彬武威龙虎凤鸣翔鸿雁燕莺琴瑟瑶琳琼瑾瑜璐珊珍珠宝贵金银铁钢"
    "山川河江湖波涛澜清泉源溪洁冰霜雷震霆电光辉耀煌灿烂星辰日月阳晖旭晓东南西北中元亨利贞乾坤天地人和顺达通泰安宁康健寿年"
    "新民生立功业成就有为守正奇才可心悦乐舒畅逸凡尘世纪念恩惠慈善美好真诚挚友朋亚非凯旋胜捷进步先锋之永继承启贤良栋梁材"
)
_PLACE = "安平宁长清新永和丰兴太东西南北大小上下高石山河江溪湖泉林桥湾坪坝塘岭沟庄店集堡营寨屯坡洲浦港沙田柳杨松柏梅桃李竹荷莲龙凤虎马鹿鹤金银玉红白青黄乌云雷双三五七九"
_GOOD = "育才,育英,树人,明德,启明,求实,博雅,崇文,弘毅,致远,新星,红星,阳光,希望,英才,启智,格致,正阳,文昌,文峰,光华,新华,建设,胜利,解放,和平,团结,友谊,朝晖,春晖,晨曦,培德,立德,思源,怀远,鸿鹄,雏鹰,向阳,东风,前进"
_KINDS = "民族完全,蒙古族,藏文,回民,双语,九年制,高新区,开发区,实验,中心,外国语,实验外国语,民族,中心完全,希望,附属,九年一贯制,寄宿制,体育,艺术,职业,职工,农业,第一实验,第二实验,直属机关,机关,幼儿师范附属,师范附属"
_FIELDS = "师范专科,民族师范,科技职业,陶瓷职业,机电,师范,理工,工业,农业,医科,中医药,财经,科技,交通,民族,外国语,工商,林业,海洋,石油,航空,电子科技,职业技术,艺术,体育,警官,城市,信息工程,建筑,水利,轻工业,幼儿师范"
_NUMERALS = "一二三四五六七八九十"
_SYLLABLES = "阿艾巴拜班布才仓达丹德丁东多顿尔噶嘎格古哈海吉加嘉江久卡克肯库拉朗勒里力林罗洛玛马买麦曼梅米姆木纳娜南尼诺普其切仁热萨斯苏塔特提图旺维乌吾西希夏雅亚央叶伊依玉扎泽哲珠卓孜措错迪别甫朵萍莎兰琳"
_CALLED = "老小阿大二三"
_MASKS = ("XX", "××", "**", "某", "XXX")
_IDEAS = "安全,文明,健康,阳光,书香,清廉,智慧,红色,绿色,卓越,强师,强基,名师,青蓝,领航,筑梦,暖心,护苗,春蕾,萤火,烛光,薪火,润德,匠心,启航,提质,培优,增效,扩容,赋能,振兴,共富,关爱,惠民,助学,乡村,校园,课堂,教师,家校,学前,职教,体教,书法,足球,劳动,心理"
_HEADS = (
    "工程",
    "行动",
    "计划",
    "活动",
    "项目",
    "品牌",
    "模式",
    "政策",
    "改革",
    "专项行动",
    "三年行动计划",
    "提升工程",
    "攻坚行动",
    "试点",
    "体系",
)


def _split(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(","))


class Inventor:
    """Draws names; the same ones for the same random numbers.

    Args:
        rng: where chance comes from.
        seen: names of real texts by label; of programs and documents, whose forms are too many to be invented, most are drawn from here.
    """

    def __init__(self, rng: random.Random, seen: Mapping[str, Sequence[str]] | None = None) -> None:
        self._rng = rng
        self._seen = {label: list(names) for label, names in (seen or {}).items()}
        self._makers: dict[MentionLabel, Callable[[], str]] = {
            "SCHOOL": self.school,
            "PERSON": self.person,
            "PLACE": self.place,
            "ORG": self.organisation,
            "PROGRAM": self.program,
            "DOC": self.document,
        }

    def name(self, label: MentionLabel) -> str:
        """A name of `label`."""
        return self._makers[label]()

    @cached_property
    def _surnames(self) -> list[str]:
        return [name for name, kind in surnames().items() if kind != "function"]

    @cached_property
    def _places(self) -> list[str]:
        return sorted(places())

    @cached_property
    def _words(self) -> list[str]:
        return sorted(word for word in lexicon().costs if len(word) == 2)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(sorted(words("body_ending")))

    @cached_property
    def _nationals(self) -> tuple[str, ...]:
        return tuple(sorted(words("national_body")))

    def _one(self, *weighted: tuple[float, Callable[[], str]]) -> str:
        weights = [weight for weight, _ in weighted]
        return self._rng.choices([make for _, make in weighted], weights)[0]()

    def person(self) -> str:
        """A personal name of two to four characters, now and then masked."""
        rng = self._rng
        first = rng.choice(_COMMON) if rng.random() < 0.65 else rng.choice(self._surnames)
        chance = rng.random()
        if chance < 0.12:
            return self._transcribed()
        if chance < 0.15:
            return (
                rng.choice((first + rng.choice(_CALLED), rng.choice(_CALLED)))
                + self._given()
                + rng.choice(("", "", "妹", "娃"))
            )
        if chance < 0.18:
            return first + rng.choice(("某", "某某", "××", "*", "**", "X"))
        size = 1 if chance < 0.38 else 2
        return first + "".join(self._given() for _ in range(size))

    def _transcribed(self) -> str:
        """A name of another language, as characters write it: one part, or two with a dot."""
        rng = self._rng

        def part(least: int, most: int) -> str:
            return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(least, most)))

        if rng.random() < 0.55:
            return f"{part(1, 4)}·{part(2, 4)}"
        return part(3, 4)

    def _given(self) -> str:
        # One in seven is any character of a word, so that a strange one is no reason against a name.
        return (
            self._rng.choice(_GIVEN) if self._rng.random() < 0.86 else self._rng.choice(self._rng.choice(self._words))
        )

    def stem(self) -> str:
        """A division, or two characters that sound like a place."""
        rng = self._rng
        if rng.random() < 0.5:
            return rng.choice(self._places)
        if rng.random() < 0.08:
            return rng.choice(_MASKS)
        if rng.random() < 0.15:
            return rng.choice(_COMMON) + rng.choice(("家", "庄", "村", "屯", "各庄", "家庄", "家村", "坊", "桥", "集"))
        return "".join(rng.choice(_PLACE) for _ in range(2 if rng.random() < 0.85 else 3))

    def place(self) -> str:
        """A division, with its parents or alone."""
        rng = self._rng
        name = self.stem() + rng.choice(("市", "县", "区", "省", "镇", "乡", "市", "县", "区", "", ""))
        if rng.random() < 0.15:
            name += self.stem() + rng.choice(("区", "县", "镇", "街道", "乡"))
        return name

    def _before_school(self) -> str:
        return self._one(
            (0.25, lambda: ""),
            (0.3, self.stem),
            (0.25, lambda: self.stem() + self._rng.choice(("市", "县", "区", "镇", "乡"))),
            (0.08, lambda: self._rng.choice(("市", "县", "区", "镇"))),
            (0.12, lambda: self.stem() + "市" + self.stem() + self._rng.choice(("区", "县", "镇", "乡", "街道"))),
        )

    def school(self) -> str:
        """A school of any stage, by its full or a short name."""
        name = self._one(
            (0.62, self._plain_school),
            (0.16, self._university),
            (0.12, self._short_school),
            (0.06, self._attached),
            (0.04, self._old_school),
        )
        if self._rng.random() < 0.05:
            name += self.stem() + self._rng.choice(("分园", "分校", "校区", "教学点"))
        elif self._rng.random() < 0.05:
            name += self._rng.choice(
                ("东校区", "南校区", "新校区", "本部", "分校", "教学点", "（北校区）", "初中部", self.stem() + "校区")
            )
        return name

    def _head(self) -> str:
        return self._rng.choices(
            (
                "小学",
                "中学",
                "初级中学",
                "初中",
                "高级中学",
                "高中",
                "学校",
                "幼儿园",
                "中心小学",
                "中心幼儿园",
                "完全小学",
                "九年一贯制学校",
                "职业中学",
                "中等职业学校",
                "职教中心",
                "特殊教育学校",
                "职业技术学校",
                "完小",
                "中心校",
                "学堂",
                "教学点",
                "村小",
            ),
            (30, 22, 5, 4, 4, 3, 12, 10, 8, 4, 1, 1, 1, 1, 1, 2, 1, 1, 1, 0.3, 2, 1),
        )[0]

    def _plain_school(self) -> str:
        rng = self._rng
        before = self._before_school()
        middle = self._one(
            (0.3, lambda: "第" + self._ordinal()),
            (0.22, lambda: rng.choice(_split(_GOOD))),
            (0.22, lambda: rng.choice(_split(_KINDS))),
            (0.12, self.stem),
            (0.12, lambda: self.stem() + rng.choice(("路", "街", "巷", "村", "庄", "湖", "山", "路", "村"))),
            (0.06, lambda: rng.choice(_split(_GOOD)) + rng.choice(("实验", "外国语", "双语", "国际"))),
        )
        if len(before) > 1 and not before.endswith(("市", "区")) and rng.random() < 0.35:
            middle = ""
        return before + middle + self._head()

    def _ordinal(self) -> str:
        rng = self._rng
        if rng.random() < 0.12:
            return str(rng.randint(1, 180))
        if rng.random() < 0.2:
            return rng.choice(("十", "二十", "三十")) + rng.choice(_NUMERALS[:9])
        return rng.choice(_NUMERALS)

    def _university(self) -> str:
        rng = self._rng
        field = rng.choice(_split(_FIELDS)) if rng.random() < 0.75 else ""
        head = rng.choices(
            ("大学", "学院", "职业学院", "高等专科学校", "职业技术学院", "职业大学"), (50, 25, 8, 5, 8, 2)
        )[0]
        stem = self.stem() if rng.random() < 0.85 else rng.choice(_split(_GOOD))
        return stem + field.removesuffix("职业技术") + head

    def _short_school(self) -> str:
        rng = self._rng
        numbered = self._ordinal()
        return self._one(
            (
                0.3,
                lambda: (
                    (self.stem() if rng.random() < 0.6 else rng.choice(("市", "县", "区", "")))
                    + numbered
                    + rng.choice(("中", "小", "幼", "高", "初", "职"))
                ),
            ),
            (
                0.2,
                lambda: (
                    self.stem()
                    + rng.choice(("一中", "二中", "实小", "实验", "附中", "附小", "中心校", "职高", "师大", "中"))
                ),
            ),
            (0.15, lambda: rng.choice(_PLACE) + rng.choice(("大", "中", "师大", "大附中", "外"))),
            (
                0.2,
                lambda: (
                    rng.choice(("市", "县", "区", "省", "镇"))
                    + rng.choice(
                        (
                            "实验小学",
                            "一中",
                            "实小",
                            "职教中心",
                            "机关幼儿园",
                            "特校",
                            "外国语学校",
                            "实验中学",
                            "第一小学",
                        )
                    )
                ),
            ),
            (0.15, lambda: rng.choice(_split(_GOOD)) + rng.choice(("小学", "中学", "学校", "幼儿园", "校区"))),
        )

    def _attached(self) -> str:
        rng = self._rng
        return (
            self._university()
            + rng.choice(("附属", "附属", "附属实验", f"{self.stem()}附属", "第一附属", ""))
            + rng.choice(("小学", "中学", "学校", "幼儿园", "高级中学"))
        )

    def _old_school(self) -> str:
        rng = self._rng
        kind = rng.choice(
            ("学堂", "中学堂", "书院", "公学", "师范学校", "简易师范学校", "高等小学堂", "初级中学校", "女子中学")
        )
        return (
            rng.choice(("省立", "县立", "私立", "国立", "")) + self.stem() + rng.choice(("", "第一", "第三", "")) + kind
        )

    def organisation(self) -> str:
        """An authority of a division, or a national body."""
        rng = self._rng
        if rng.random() < 0.2:
            return rng.choice(self._nationals)
        before = (
            rng.choice(("市", "县", "区", "省", ""))
            if rng.random() < 0.3
            else self.stem() + rng.choice(("市", "县", "区", "省"))
        )
        return (before or self.stem() + "市") + rng.choice(self._endings)

    def program(self) -> str:
        """A programme, campaign or brand; in quotes, with a head, or both."""
        rng = self._rng
        seen = self._seen.get("PROGRAM")
        if seen and rng.random() < 0.6:
            return rng.choice(seen)
        ideas = _split(_IDEAS)
        core = self._one(
            (0.4, lambda: rng.choice(ideas) + rng.choice(ideas)),
            (
                0.2,
                lambda: (
                    f"{rng.choice('一二三四五六')}{rng.choice('心校室促好化进')}{rng.choice('一二三四五六')}{rng.choice('品优进化通')}"
                ),
            ),
            (0.2, lambda: rng.choice(ideas) + rng.choice(_PLACE) + rng.choice(_PLACE)),
            (
                0.2,
                lambda: (
                    rng.choice(ideas)
                    + rng.choice(("", "校园", "课堂", "教育"))
                    + rng.choice(("提升", "建设", "培育", "进校园"))
                ),
            ),
        )
        if rng.random() < 0.65:
            return f"“{core}”" + (rng.choice(_HEADS) if rng.random() < 0.7 else "")
        return core + rng.choice(_HEADS)

    def words(self, count: int) -> str:
        """So many words, in no order, with a comma or a particle now and then."""
        drawn = (
            self._rng.choice(self._words) + self._rng.choice(("", "", "", "的", "和", "，", "、", "了"))
            for _ in range(count)
        )
        return "".join(drawn)

    def document(self) -> str:
        """A title in its marks."""
        seen = self._seen.get("DOC")
        if seen and self._rng.random() < 0.7:
            return self._rng.choice(seen)
        ideas = _split(_IDEAS)
        return f"《关于{self._rng.choice(('加强', '推进', '做好'))}{self._rng.choice(ideas)}{self._rng.choice(ideas)}工作的{self._rng.choice(('意见', '通知', '实施方案'))}》"
