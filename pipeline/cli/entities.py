"""``policyfacts entities``: the entities of all documents."""

from __future__ import annotations

from collections import Counter

from pipeline.cli.options import OutArgument
from pipeline.cli.streams import configuration_errors, stdout


def command(out: OutArgument) -> None:
    """Merge the entities of all documents in OUT by name and region, into OUT/corpus_entities.parquet."""
    from rich.table import Table

    from pipeline.ner.corpus import write_corpus_entities

    with configuration_errors():
        merged = write_corpus_entities(out)
    counts = Counter(entity.label for entity in merged)
    table = Table("label", "entities", "mentions")
    for label, count in sorted(counts.items()):
        mentions = sum(entity.n_mentions for entity in merged if entity.label == label)
        table.add_row(label, f"{count:,}", f"{mentions:,}")
    stdout().print(table)
