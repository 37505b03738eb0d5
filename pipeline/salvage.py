"""What a stage finds in a document at some clauses of which it fails.

A defect that one clause brings out is to cost the rows of that clause, not those of the document. So where names or claims
fail, the clauses that bring it out are found by halving, blanked out, and the stage does the rest. This is the line:
stages that lay the ground (clean, segment, words) fail with the document, since nothing has a place without them; so does
one that fails at many clauses, which shows that it is at odds with the document as a whole, or in what clauses share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.errors import PolicyFactsError, describe
from pipeline.language.analysis import Analysis
from pipeline.language.spans import Span
from pipeline.stages import Draft

MOST = 16
"""Clauses that may be lost; with more, the document fails."""
_SHOWN = 40


def salvage(
    draft: Draft, analysis: Analysis, stage: str, step: Callable[[Draft], Draft], error: Exception
) -> tuple[Draft, str]:
    """What a stage makes of a document without the clauses at which it fails.

    Args:
        draft: at which the stage failed.
        analysis: of the document.
        stage: name of the stage.
        step: what the stage does; it reads the analysis of the draft.
        error: what it raised.

    Returns:
        The draft behind the stage, and a warning (W002).

    Raises:
        Exception: `error`, where no few clauses are to blame for it.
    """

    def fails(blank: Sequence[Span]) -> bool:
        try:
            step(replace(draft, analysis=_without(analysis, blank)))
        except (PolicyFactsError, MemoryError):
            raise
        except Exception:
            return True
        return False

    clauses = list(_clauses(analysis))
    lost = list(_guilty(clauses, 0, len(clauses), fails))
    if not lost or len(lost) > MOST or fails(lost):
        raise error
    done = step(replace(draft, analysis=_without(analysis, lost)))
    first = analysis.text[slice(*lost[0])].strip()[:_SHOWN]
    problem = f"{type(error).__name__}: {error}"
    warning = describe("W002", stage=stage, count=len(lost), clause=first, problem=problem)
    return replace(done, analysis=analysis), warning


def _clauses(analysis: Analysis) -> Iterator[Span]:
    """The clauses of all sentences, in order, each with the mark behind it."""
    for sentence in analysis.sentences:
        start = sentence.start
        while start < sentence.end:
            mark = analysis.clauses.end(start)
            end = sentence.end if mark is None else min(sentence.end, mark + 1)
            yield start, end
            start = end


def _guilty(clauses: list[Span], start: int, end: int, fails: Callable[[Sequence[Span]], bool]) -> Iterator[Span]:
    """Those of `clauses[start:end]` at which the stage fails when it is given no others; no more than `MOST` and one."""
    found = 0
    waiting = [(start, end)]
    while waiting and found <= MOST:
        start, end = waiting.pop()
        if start == end or not fails([*clauses[:start], *clauses[end:]]):
            continue
        if end - start == 1:
            found += 1
            yield clauses[start]
            continue
        middle = (start + end) // 2
        waiting += [(middle, end), (start, middle)]


def _without(analysis: Analysis, blank: Sequence[Span]) -> Analysis:
    """An analysis in whose content some clauses are blanked out, as boilerplate is; all offsets stay."""
    content, position = [], 0
    for start, end in blank:
        content += [analysis.content[position:start], "\n" * (end - start)]
        position = end
    text = "".join(content) + analysis.content[position:]
    sentences = tuple(
        sentence
        if text.startswith(analysis.content[sentence.start : sentence.end], sentence.start)
        else replace(sentence, text=text[sentence.start : sentence.end], words=())
        for sentence in analysis.sentences
    )
    return replace(analysis, content=text, sentences=sentences)
