"""Label lines: 常住人口(万人):52.3, 学费(元/学期):4800, 辍学人数:0. The figure takes scale and unit of its label."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.claims.grids.cells import read_cell
from pipeline.claims.grids.measures import noun_dimension
from pipeline.claims.grids.names import is_code, read_name
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


def find_forms(content: str, tables: Sequence[Table], report_year: int | None, grid: Grid) -> None:
    """Add the figures of label lines outside of tables to `grid`."""
    starts = [table.start for table in tables]
    for pattern in (_WITH_UNIT, _WITH_NOUN):
        for match in pattern.finditer(content):
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or match.start() >= tables[index].end:
                _fill_in(content, match, report_year, grid)


def _fill_in(content: str, match: re.Match[str], report_year: int | None, grid: Grid) -> None:
    name = read_name(match["label"], report_year)
    reading = read_cell(match["figure"])
    measured = name.measure is not None or (
        noun_dimension(name.noun) and not is_code(name.written) and not reading.dated
    )
    if not reading.is_figure or not measured or not name.noun:
        return
    if "colon" in match.groupdict() and not match["colon"].strip() and _DIGIT.search(name.noun):
        return  # a table whose cells ran together
    start = match.start("figure")
    grid.cells.append(
        cell_of(content, start, reading, name.measure, name.difference, name.noun, name.period, reading.doubt)
    )
    grid.taken.append((match.start("label"), match.end("figure")))
