"""Labels of rows: what names a row, over how many columns, and what a label over several rows adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.claims.changes import Difference
from pipeline.claims.grids.columns import Column, Readings, Texts, filled, first_value, has_value, is_caption
from pipeline.claims.grids.names import Name, is_note, is_serial, read_name, tidy
from pipeline.claims.grids.periods import is_period, split_period
from pipeline.language.han import HAN

_PERIOD_COLUMN = re.compile(r"(?:统计|报告|会计)?(?:年份?|年度|学年|月份?|季度|时间|时期|期间|报告期)?")
_COUNTED = re.compile(rf"(?P<name>.*[{HAN})])\s?\d{{1,6}}")
_MOST = 0.8
_FEW = 3
_LONGEST_GROUP = 30


def row_labels(texts: Texts, readings: Readings, columns: Sequence[Column], base: int | None) -> list[Name]:
    """The label of each row.

    A label over several rows stands in the first of them only. One column names the rows when its labels differ, else as many
    as it takes; what still is alike takes the subheading above it.
    """
    places = [index for index, column in enumerate(columns) if column.role == "label"]
    dated = _dated(columns)
    parts = filled(texts, places)
    groups = _groups(texts, readings)
    alike = _repeated([tuple(part) for part, read in zip(parts, readings, strict=True) if has_value(read)])
    labels: list[Name] = []
    measured = ""  # the last label that is no growth
    for row, part, group in zip(texts, parts, groups, strict=True):
        named = [*([group] if group and tuple(part) in alike else []), *part]
        period = next((p for index in dated if index < len(row) and (p := _period(row[index], base))), "")
        label = _label(named, period, measured, base)
        if label.measure is None and label.written.startswith("其中") and labels:
            label = replace(label, measure=labels[-1].measure)
        if not label.is_growth:
            measured = label.noun
        labels.append(label)
    return labels


def _dated(columns: Sequence[Column]) -> list[int]:
    """The columns before the quantities that hold the periods of the rows."""
    return [
        index
        for index, column in enumerate(columns[: first_value(columns)])
        if not column.is_serial and _PERIOD_COLUMN.fullmatch(column.name.written)
    ]


def _period(cell: str, base: int | None) -> str:
    return split_period(cell, base)[1] if is_period(cell) else ""


def _repeated(labels: Sequence[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    seen: set[tuple[str, ...]] = set()
    return frozenset(label for label in labels if label in seen or seen.add(label))  # type: ignore[func-returns-value]


def _groups(texts: Texts, readings: Readings) -> list[str]:
    """The subheading over each row."""
    groups = []
    group = ""
    for row, read in zip(texts, readings, strict=True):
        if is_caption(row) and not read[0].is_quantity:
            group = "" if is_note(row[0]) or len(row[0]) > _LONGEST_GROUP else tidy(row[0])
        groups.append(group)
    return groups


def _label(parts: Sequence[str], period: str, measured: str, base: int | None) -> Name:
    """The parts of a label as one name; each thing they tell is that of the last part that tells it.

    Args:
        measured: what the growth of a label without noun is of.
    """
    names = [read_name(part, base) for part in parts if part]
    backward = names[::-1]
    written, noun = "".join(parts), _joined_noun(names)
    measure = next((name.measure for name in backward if name.measure is not None), None)
    period = period or next((name.period for name in backward if name.period), "")
    growth = next((name for name in backward if name.is_growth), None)
    if growth is None:
        return Name(noun, written, measure, Difference(), period, is_rate=False)
    acts_on = "".join(name.acts_on or name.noun for name in names) if growth.acts_on else ""
    return Name(noun or measured, written, measure, growth.difference, period, growth.is_rate, acts_on)


def _joined_noun(names: Sequence[Name]) -> str:
    """The nouns of a label; a serial number is none."""
    noun = "".join(name.noun for name in names)
    return "" if noun.isdigit() or is_serial(noun) else noun


def counted_labels(texts: Texts, readings: Readings, columns: Sequence[Column]) -> Iterator[tuple[int, str, int]]:
    """Rows whose label ends in a count, where nearly all do: (row, name, where the count starts in the cell)."""
    place = next((index for index, column in enumerate(columns) if column.role == "label"), None)
    if place is None:
        return
    found = []
    rows = 0
    for index, (row, read) in enumerate(zip(texts, readings, strict=True)):
        if place >= len(row) or is_caption(row) or not any(reading.is_quantity for reading in read[place + 1 :]):
            continue
        rows += 1
        match = _COUNTED.fullmatch(row[place])
        if match is not None:
            found.append((index, match["name"], match.end("name") + (row[place][match.end("name")] == " ")))
    names = {name for _, name, _ in found}
    if len(found) >= max(_FEW, _MOST * rows) and len(names) >= _MOST * len(found):
        yield from found
