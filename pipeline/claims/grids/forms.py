"""Label lines: 常住人口(万人):52.3, 学费(元/学期):4800, 辍学人数:0. The figure takes scale and unit of its label."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.claims.grids.cells import Reading, read_cell
from pipeline.claims.grids.measures import noun_dimension
from pipeline.claims.grids.names import Name, is_code, read_name
from pipeline.claims.grids.result import Grid, cell_of
from pipeline.claims.grids.rows import Table

_FIGURE = r"[-−+约近超¥￥$≥≤><]{0,2}\s?\d[\d,.]*(?:\s?[-—~至]\s?\d[\d,.]*)?"
_DIGIT = re.compile(r"\d")
_END = r"(?=\s*(?:[,;、。)\n\t]|\s{2}|$|\((?!\d)))"
_WITH_UNIT = re.compile(
    rf"(?<![^\s,;。:!?()、])(?P<label>[^\s,;。:!?()]{{1,24}}\s?\((?:单位:)?[^()\n]{{1,12}}\))"
    rf"(?P<colon>\s?[:为是]\s?|\s{{0,4}})(?P<figure>{_FIGURE}){_END}"
)
_WITH_NOUN = re.compile(
    rf"(?:^|(?<=[\n,;。、\t])|(?<=\s\s))\s{{0,8}}(?P<label>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9“”、]{{0,14}}[\u4e00-\u9fff])"
    rf"\s?:\s?(?P<figure>{_FIGURE}){_END}"
)
_LINE = re.compile(
    r"^[ ]*(?P<label>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z“”、]{0,14}[\u4e00-\u9fff])\s?:\s?(?P<figure>\S[^,;。:\n]{0,20})[ 。;,]*$",
    re.MULTILINE,
)


def find_forms(content: str, tables: Sequence[Table], report_year: int | None, grid: Grid) -> None:
    """Add the figures of label lines outside of tables to `grid`."""
    starts = [table.start for table in tables]
    for pattern in (_WITH_UNIT, _WITH_NOUN, _LINE):
        for match in pattern.finditer(content):
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or match.start() >= tables[index].end:
                _fill_in(content, match, report_year, grid)


def _fill_in(content: str, match: re.Match[str], report_year: int | None, grid: Grid) -> None:
    name = read_name(match["label"], report_year)
    reading = read_cell(match["figure"].rstrip())
    if not reading.is_figure or not _is_given(match, name, reading):
        return
    start = match.start("figure")
    subject = name.noun or name.written
    grid.cells.append(
        cell_of(content, start, reading, name.measure, name.difference, subject, name.period, reading.doubt)
    )
    grid.taken.append((match.start("label"), match.end("figure")))


def _is_given(match: re.Match[str], name: Name, reading: Reading) -> bool:
    """Whether label and figure belong together: a unit in either, or a label whose noun is measured."""
    if match.re is _LINE:
        return not reading.is_bare
    if match.re is _WITH_UNIT:
        # without a colon digits in the label are a table whose cells ran together
        return name.measure is not None and (bool(match["colon"].strip()) or _DIGIT.search(name.noun) is None)
    return bool(noun_dimension(name.noun)) and not is_code(name.written) and not reading.dated
