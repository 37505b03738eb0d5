"""Where does a name begin?

Chinese has no spaces; the end of a name is easy (…小学, …工程), its left edge is the work. The text before the end is
cut at punctuation, then split into words by a unigram model: the cheapest way to cover it with words of a lexicon, where
unknown characters cost more. Walking back from the end, the name starts after the first word that cannot be inside a
name: a verb, an adverb, a preposition, a counted classifier, a title.
"""

from __future__ import annotations

from pipeline.language.in_force import lexicon

_LONGEST_WORD = 5
_SHORT, _LENGTHS = range(1, 3), range(1, _LONGEST_WORD + 1)
UNKNOWN = 13.0
"""Cost of a character that no word covers: more than a common word, less than two rare ones."""
_INFINITE = float("inf")
_NUMBER_CHARACTERS = frozenset("0123456789.")


def split(text: str) -> list[str]:
    """`text` as words, by the cheapest cover; runs of Arabic digits stay together."""
    _, starts = prefix_covers(text)
    pieces = []
    end = len(text)
    while end > 0:
        pieces.append(text[starts[end] : end])
        end = starts[end]
    pieces.reverse()
    return pieces


def prefix_covers(text: str) -> tuple[list[float], list[int]]:
    """For each i what the cheapest cover of ``text[:i]`` costs, and where the last word of it starts.

    A cover costs little for plain language and much for names.
    """
    table, go_on = lexicon().costs, lexicon().go_on
    size = len(text)
    # No slice reaches over the end of the text, but a longer word than is left is looked up as what is left.
    costs = [0.0] + [_INFINITE] * (size + _LONGEST_WORD)
    starts = [0] * (size + 1 + _LONGEST_WORD)
    for start in range(size):
        cost = costs[start]
        end = start + 1
        if text[start] in _NUMBER_CHARACTERS:
            while end < size and text[end] in _NUMBER_CHARACTERS:
                end += 1
            if cost + 1.0 < costs[end]:
                costs[end], starts[end] = cost + 1.0, start
            continue
        if cost + UNKNOWN < costs[end]:
            costs[end], starts[end] = cost + UNKNOWN, start
        for length in _LENGTHS if text[start : start + 2] in go_on else _SHORT:
            end = start + length
            word = table.get(text[start:end])
            if word is not None and cost + word < costs[end]:
                costs[end], starts[end] = cost + word, start
    return costs[: size + 1], starts


def suffix_costs(text: str) -> list[float]:
    """For each i what the cheapest cover of ``text[i:]`` costs."""
    table, go_on = lexicon().costs, lexicon().go_on
    size = len(text)
    # Behind the end of the text there is nothing.
    costs = [0.0] * (size + 1) + [_INFINITE] * _LONGEST_WORD
    number_end = size  # of the run of digits that the next character may be in
    for start in range(size - 1, -1, -1):
        if text[start] in _NUMBER_CHARACTERS:
            costs[start] = 1.0 + costs[number_end]
            continue
        number_end = start
        cost = UNKNOWN + costs[start + 1]
        for length in _LENGTHS if text[start : start + 2] in go_on else _SHORT:
            word = table.get(text[start : start + length])
            if word is not None and word + costs[start + length] < cost:
                cost = word + costs[start + length]
        costs[start] = cost
    return costs[: size + 1]


def cost_of(text: str) -> float:
    """What the cheapest cover of `text` costs."""
    return suffix_costs(text)[0]


def covered(text: str, vocabulary: frozenset[str], longest: int) -> bool:
    """Whether `text` is a sequence of words of `vocabulary`, the longest of which has `longest` characters."""
    reach = {0}
    for start in range(len(text)):
        if start not in reach:
            continue
        for end in range(start + 1, min(len(text), start + longest) + 1):
            if text[start:end] in vocabulary:
                reach.add(end)
    return len(text) in reach


def after_last_break(text: str, reach: int) -> int:
    """Offset behind the last word in `text[:reach]` that cannot be inside a name: 落实|市政府, 经|区教育局."""
    offset = start = 0
    for piece in split(text):
        offset += len(piece)
        if offset > reach:
            break
        if piece in lexicon().breaking:
            start = offset
    return start
