"""What is known of the language of a document before names and quantities are looked for; computed once, read by all.

The stages behind `segment` are given an `Analysis`, and all that they find has its offsets, which are those of the text
without what layout put into it (see `pipeline.language.unwrap`). `Analysis.back` puts it at its place in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from pipeline.language.clauses import Clauses
from pipeline.language.lattice import Lattice, ToRead
from pipeline.language.spacing import blanks_in_quantities
from pipeline.language.spans import Span, with_words
from pipeline.language.struck import struck_inside
from pipeline.language.text import Text
from pipeline.language.unwrap import FoundT, Unwrapped
from pipeline.records import Block, Mention, Sentence
from pipeline.replaced import replaced


@dataclass(frozen=True)
class Analysis:
    """A document without what layout put into it. All offsets but those of `raw` are those of `text`.

    Attributes:
        raw: the document as given.
        text: the document without what layout put into it.
        content: what patterns read: the folded text with boilerplate blanked out by line breaks, of the same length.
        blocks: the structure; they tile `text`.
        sentences: of the content, in text order, with their words as `text` has them.
        words: (start, end) of each word; empty when words are off.
        layout: the way between `raw` and `text`.
    """

    raw: str
    text: str
    content: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    words: tuple[Span, ...]
    layout: Unwrapped
    _lattice: Lattice | None = None

    @cached_property
    def clauses(self) -> Clauses:
        """Where the clauses of the content begin."""
        return Clauses(self.content)

    @cached_property
    def lattice(self) -> Lattice:
        """The words of the content, and all others that it might be read as."""
        return self._lattice or Lattice.of(*self._to_read)

    @property
    def _to_read(self) -> ToRead:
        return self.content, [(sentence.start, sentence.end) for sentence in self.sentences], self.words

    def inside(self, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """Mentions of the document with the offsets of the analysis; their `text` stays as the document has it."""
        return self.layout.inside(mentions)

    def back(self, found: Iterable[FoundT]) -> tuple[FoundT, ...]:
        """Mentions or claims with the offsets of the document; their `text` is its slice."""
        return self.layout.back(found, self.raw)


def analyse(text: Text, blocks: Sequence[Block], sentences: Sequence[Sentence], words: Sequence[Span] = ()) -> Analysis:
    """The analysis of a document.

    Args:
        text: of the document.
        blocks: its structure, as `pipeline.segment.structure` gives it; they tile the text.
        sentences: of the content, in text order.
        words: (start, end) of each word, in text order, or empty when words are off.
    """
    content = text.content(blocks)
    layout = Unwrapped.of(content, sentences, _meaningless(text.raw, content, blocks, sentences))
    unwrapped, places = layout.text(text.raw), layout.spans_inside(words)
    return Analysis(
        raw=text.raw,
        text=unwrapped,
        content=layout.text(content),
        blocks=layout.inside(blocks),
        sentences=_as_in(unwrapped, sentences, layout.inside(sentences), places),
        words=places,
        layout=layout,
    )


def with_lattices(analyses: Sequence[Analysis]) -> list[Analysis]:
    """The same analyses, whose lattices were made at once; they are those that each would make for itself."""
    if len({bool(analysis.words) for analysis in analyses}) > 1:  # what evidence costs is for all of them or for none
        return list(analyses)
    lattices = Lattice.of_all([analysis._to_read for analysis in analyses])
    return [replace(analysis, _lattice=lattice) for analysis, lattice in zip(analyses, lattices, strict=True)]


def _as_in(
    text: str, before: Sequence[Sentence], after: Sequence[Sentence], words: Sequence[Span]
) -> tuple[Sentence, ...]:
    """The sentences of `after`, with their text and words as in `text` where that has less of them than `before`."""
    shortened = [
        replaced(sentence, text=text[sentence.start : sentence.end])
        for old, sentence in zip(before, after, strict=True)
        if sentence.end - sentence.start < old.end - old.start
    ]
    known = {sentence.ordinal: sentence for sentence in with_words(text, shortened, words)}
    return tuple(known.get(sentence.ordinal, sentence) for sentence in after)


def _meaningless(text: str, content: str, blocks: Sequence[Block], sentences: Iterable[Sentence]) -> list[Span]:
    """What means nothing beside the breaks of lines: what is struck out, and white space within quantities."""
    rows = frozenset(  # one line with a tab is no table
        ordinal
        for one, other in pairwise(block for block in blocks if block.kind == "content")
        if one.role == other.role == "table"
        for ordinal in (one.ordinal, other.ordinal)
    )
    return struck_inside(text, blocks) + [
        blank
        for sentence in sentences
        for blank in blanks_in_quantities(content, sentence.start, sentence.end, sentence.block in rows)
    ]
