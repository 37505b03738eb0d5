"""A document on a terminal: every name and quantity in the colour of its label."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rich.cells import cell_len
from rich.console import Console

from pipeline.facts import Facts
from pipeline.show import coloured, show, value_of


def styles(facts: Facts) -> dict[str, set[str]]:
    """The styles of each coloured part of the text."""
    text = coloured(facts)
    found: dict[str, set[str]] = {}
    for span in text.spans:
        found.setdefault(text.plain[span.start : span.end].strip(), set()).add(str(span.style))
    return found


def printed(facts: Facts, width: int = 240) -> str:
    """What a terminal shows."""
    console = Console(width=width, record=True, file=None, force_terminal=False)
    with console.capture() as capture:
        for part in show(facts, "name.txt"):
            console.print(part)
    return capture.get()


def test_show_colours_by_label_and_dims_boilerplate(facts: Facts) -> None:
    suspect = replace(facts, claims=(replace(facts.claims[0], suspect=True), *facts.claims[1:]))
    found = styles(suspect)
    assert found["欢迎光临本站"] == {"dim"}
    assert found["一、办学规模"] == {"underline"}
    assert found["柳溪小学"] != found["“春苗”计划"] != found["19所"]
    assert found["26所"] == {"bold red"}
    assert coloured(facts).plain == facts.document.text


def test_show_tables_tell_values_parts_and_names(facts: Facts) -> None:
    out = printed(facts)
    assert "approx 30,000,000" in out
    [part] = [line for line in out.splitlines() if "19所" in line and "c1" in line]
    assert "part of c0" in part
    assert "柳溪教育" in out


def test_show_does_not_take_text_for_markup(facts: Facts) -> None:
    odd = replace(facts.claims[0], subject="[red]学校[/red]", scope="[/]")
    assert "[red]学校[/red]" in printed(replace(facts, claims=(odd,)))


def test_show_values(facts: Facts) -> None:
    claim = facts.claims[0]
    assert value_of(replace(claim, value=None)) == "masked"
    assert (
        value_of(replace(claim, value=Decimal(3000), value_max=Decimal(5000), comparator="gt")) == "gt 3,000 to 5,000"
    )
    assert value_of(replace(claim, value=Decimal("95.10"))) == "95.10"


def test_show_on_a_narrow_terminal_leaves_nothing_out(facts: Facts) -> None:
    long = replace(facts.claims[0], subject="义务教育阶段进城务工人员随迁子女公办学校就读人数占全部随迁子女的比例" * 2)
    out = printed(replace(facts, claims=(long,)), width=80)
    assert max(map(cell_len, out.splitlines())) <= 80
    assert "…" not in out
    joined = "".join(cell for line in out.splitlines() if "│" in line for cell in line.split("│")[4].split())
    assert "".join(long.subject.split()) in joined
