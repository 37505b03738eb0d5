"""Tables in text: quantities whose unit, period and subject stand in a header or a label.

    指标    绝对数（亿元）    比上年增长（%）
    第一产业    52.3    3.1

`rows` finds tables, `cells` reads a cell alone, `names`, `measures` and `periods` read headers and labels, `columns` and
`labels` give every column a role and every row a name, `sections` parts a table at its headers, and `read` puts it together.
"""

from pipeline.claims.grids.bars import bars_as_tabs
from pipeline.claims.grids.read import read_table
from pipeline.claims.grids.result import Cell, Grid, TextCell
from pipeline.claims.grids.rows import find_tables

__all__ = ["Cell", "Grid", "TextCell", "bars_as_tabs", "find_cells"]


def find_cells(content: str, report_year: int | None = None) -> Grid:
    """The quantities of all tables of folded text.

    Args:
        content: folded text.
        report_year: the year that 本年 and 上年 are counted from.
    """
    grid = Grid()
    tables = find_tables(content)
    for table in tables:
        read_table(content, table, report_year, grid)
    grid.texts = sorted((cell for cell in grid.texts if cell.end > cell.start), key=lambda cell: cell.start)
    return grid
