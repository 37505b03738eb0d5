"""The names of the features of candidates for the subject: one function for each clue (see `candidates.py`)."""

from __future__ import annotations

from collections.abc import Iterator

TRUSTED = "rules agree on a noun phrase"
"""The feature of what the rules say where no verb governs a noun in it. Its weight is not fitted: on texts that the weights
were not fitted to the rules are right more often than on those that they were."""


def zone_of(kind: str, dimension: str, near: str) -> Iterator[str]:
    """Features of all phrases of a zone; `near` is the class of its word next to the quantity."""
    yield kind
    yield f"{kind} of {dimension}"
    yield f"{kind} near {near}"
    yield f"{kind} near {near} of {dimension}"


def left_edge(
    k: str,
    tags: tuple[str, str, str, str],
    verb: str,
    left_leads: bool,
    leads: bool,
    left_role: str,
    role: str,
    skips: int,
) -> Iterator[str]:
    """Features of where a phrase begins.

    Args:
        k: kind of the zone.
        tags: classes of the two words before, of the first word and of the next.
        verb: the word before, when it is a verb.
        left_leads: whether the rules take the word before off the head of a clause.
        leads: whether they do so with the first word.
        left_role: part of the word before in the grammar of figures.
        role: that of the first word.
        skips: words between the quantity and the phrase behind it; -1 for a phrase before it.
    """
    two, before, tag, after = tags
    yield f"{k} left {before}"
    yield f"{k} first {tag}"
    yield f"{k} left {before} first {tag}"
    yield f"{k} left {two} {before}"
    yield f"{k} first {tag} {after}"
    if verb:
        yield f"{k} left word {verb}"
    if left_leads:
        yield f"{k} left leads"
    if leads:
        yield f"{k} first leads"
    if left_role:
        yield f"{k} left is {left_role}"
    if role:
        yield f"{k} first is {role}"
    if skips >= 0:
        yield f"behind skips {skips}"


def right_edge(
    k: str,
    tags: tuple[str, str, str],
    dimension: str,
    character: str,
    verb: str,
    role: str,
    right_role: str,
    skips: int,
) -> Iterator[str]:
    """Features of where a phrase ends.

    Args:
        k: kind of the zone.
        tags: classes of the last word and of the two behind it.
        dimension: of the quantity.
        character: the last of the phrase.
        verb: the word behind, when it is a verb.
        role: part of the last word in the grammar of figures.
        right_role: that of the word behind.
        skips: words between the phrase and the quantity; -1 for a phrase behind it.
    """
    tag, after, two = tags
    yield f"{k} last {tag}"
    yield f"{k} right {after}"
    yield f"{k} last {tag} right {after}"
    yield f"{k} right {after} {two}"
    yield f"{k} last {tag} of {dimension}"
    yield f"{k} last character {character}"
    if verb:
        yield f"{k} right word {verb}"
    if role:
        yield f"{k} last is {role}"
    if right_role:
        yield f"{k} right is {right_role}"
    if skips >= 0:
        yield f"{k} skips {skips}"


def step(k: str, tag: str, after: str, verb: str) -> Iterator[str]:
    """Features of a phrase that holds a word and the next."""
    yield f"{k} in {tag} {after}"
    if verb:
        yield f"{k} in word {verb}"


def whole(k: str, size: int, verb: str, dimension: str, torn: bool) -> Iterator[str]:
    """Features of a phrase of so many words; `verb` is its class when it is one word and a verb."""
    yield f"{k} words {min(size, 8)}"
    if verb:
        yield f"{k} one {verb} of {dimension}"
    if torn:
        yield f"{k} torn quotes"


def agreement(
    k: str, place: str, is_verb: bool, left: bool, right: bool, trusted: bool, elsewhere: bool
) -> Iterator[str]:
    """Features of how a phrase agrees with what the rules say.

    Args:
        k: kind of the zone.
        place: whether it begins with the zone; empty when what the rules say stands nowhere.
        is_verb: whether it begins with a verb.
        left: whether it begins where theirs does.
        right: whether it ends where theirs does.
        trusted: whether it is theirs, without a verb that governs a noun.
        elsewhere: whether theirs lies outside of it.
    """
    if not place:
        yield "rules elsewhere"
        return
    if left:
        yield f"{k} rules begin here {place}{' verb' * is_verb}"
    if right:
        yield f"{k} rules end here"
    if left and right:
        yield f"{k} rules agree"
        if is_verb:
            yield f"{k} rules agree on a verb"
        if trusted:
            yield TRUSTED
    if elsewhere:
        yield f"{k} rules elsewhere"


def earlier(dimension: str, near: str, agrees: bool) -> Iterator[str]:
    """Features of the subject of the quantity before; `near` is the classes of the words next to the quantity."""
    yield "earlier"
    yield f"earlier of {dimension}"
    yield f"earlier with {near}"
    if agrees:
        yield "earlier rules agree"
        yield TRUSTED


def other(where: str, dimension: str, near: str) -> Iterator[str]:
    """Features of what the rules say, where no phrase is the same."""
    yield "rule"
    yield f"rule {where}"
    yield f"rule {where} of {dimension}"
    yield f"rule with {near}"
    yield TRUSTED
