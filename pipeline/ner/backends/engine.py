"""What an engine is: a library that runs models which find names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Sentence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that a model sees.

    Attributes:
        label: as the model calls it.
        start, end: offsets into the raw text of the document, like those of the sentence.
        score: the model's own confidence, 0 to 1; 1 when it states none.
    """

    label: str
    start: int
    end: int
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is loaded.

    Attributes:
        labels: every label that it may give.
        find: the names in the sentences of one document, in any order. Pure: same sentences, same names.
        reads_words: whether `find` needs the words of the sentences.
    """

    labels: frozenset[str]
    find: Callable[[Sequence[Sentence]], Iterable[Suggestion]]
    reads_words: bool = False


@dataclass(frozen=True, slots=True)
class Engine:
    """A library that runs models; an entry point of the group ``policyfacts_ner`` names it.

    Attributes:
        packages: distributions whose version may change what a model finds.
        locate: (folder or name of a model, whether it may be downloaded) to its folder. Says with a `ConfigurationError`
            what is missing, and does so without loading the library, since every run asks it first.
        load: (folder, whether what it refers to may be downloaded) to the model, or a `ConfigurationError`.
    """

    packages: tuple[str, ...]
    locate: Callable[[str, bool], Path]
    load: Callable[[Path, bool], Model]
