"""Does a line state a quantity of the document?

The rules of cleaning know what boilerplate looks like, and now and then a line of the document looks the
same. A number with a unit is what a reader of the facts would miss most, so a rule that is about to take a line asks
here first. The quantities that a page states about itself (浏览1234次, 共12页, 1.2MB) do not count; `models/boilerplate.toml`
lists them.
"""

from __future__ import annotations

from pipeline.clean.rules import load_rules
from pipeline.language.dates import YEAR
from pipeline.language.han import HAN
from pipeline.patterns import when_used

_NUMBER = r"\d(?:[\d,]{0,14}\d)?(?:\.\d{1,8})?"
# Not the middle of a date, a time, a number of a document or a name (2023-05-06, 17:08, COVID-19), and no ordinal.
_START = r"(?<![\d./A-Za-z_])(?<![\dA-Za-z][-—,:])(?<!\d[时点])(?<!第)(?<!第\s)"
_SCALED = "万亿千百余多几"
_COUNTED = "个名人位口户所家项件套台支座处条种次场批门本册篇间栋幢辆艘架张份枚块株棵头只"
_MEASURED = "元角亩平立公米吨斤克升倍折成天周秒岁班校字页"
_SYMBOL = r"[%‰℃°㎡]|(?:[kcm]?m|km|[km]?g|[kKM]?[Ww]h?)[²³23]?(?![A-Za-z\d])"
# Behind digits nearly every noun is counted; these characters date or order.
# Behind a year these begin a noun: 2023校长述职, 2022家长会.
_NAMED = "(?:个人|名[师校]|人[才事民大]|家[长庭校]|项目|平安|公|本|校|班|天|学|周)"
_DATED = "年月日号时届期级世后前楼室路点线"
_FIGURE = when_used(
    rf"{_START}(?!{YEAR}(?!\d))(?:{_NUMBER}\s?[-—~至]\s?)?{_NUMBER}"
    rf"(?:\s?{_SYMBOL}|(?![{_DATED}])[{HAN}]|\s[{_SCALED}{_COUNTED}{_MEASURED}]|\s?个月|年(?!\d|级))"
    # 2000人, but 2023教育
    rf"|{_START}{YEAR}\s?(?!{_NAMED})[%{_SCALED}{_COUNTED}{_MEASURED}]"
    rf"|[¥$€]\s?{_NUMBER}|(?:RMB|CNY|USD)\s?{_NUMBER}"
    r"|百分之[一二三四五六七八九十百零点\d]"
    r"|(?<![一二三四五六七八九十百千万第上下前后])(?:[两二三四五六七八九十]|一(?=[十百千万])|[近上数几][十百千万])[一二三四五六七八九十百千万零亿]{0,12}[余多几]?"
    rf"(?:(?:个(?!工作日)|[{_COUNTED.replace('个', '').replace('篇', '').replace('条', '')}元亩吨倍岁])|公里|平方米|小时)"
    # 人数0, 预算金额(万元):356.8
    rf"|(?:[数额率量费价款]|面积|收入|支出|经费|预算)(?:\([^()]{{1,8}}\))?\s?:?\s?-?{_NUMBER}(?![\d/:年-])"
    rf"|\([^()\d]{{0,4}}[{_SCALED}{_COUNTED}{_MEASURED}%][^()\d]{{0,6}}\)\s{{0,2}}:?\s{{0,2}}-?{_NUMBER}"
)
_DIGIT = when_used(r"[\d一二三四五六七八九十百千两]")


def states_quantity(text: str) -> bool:
    """Whether folded `text` states a quantity, apart from those that pages state about themselves."""
    if _DIGIT.search(text) is None:
        return False
    return _FIGURE.search(load_rules().own_quantities.sub("#", text)) is not None
