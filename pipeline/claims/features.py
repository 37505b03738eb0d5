"""The names of the features of candidates for the subject: one function for each clue (see `candidates.py`)."""

from __future__ import annotations

from collections.abc import Iterator


def zone_of(kind: str, dimension: str, unit: str, near: str, opposite: str, verb: str) -> Iterator[str]:
    """Features of all phrases of a zone.

    Args:
        kind: of the zone.
        dimension: of the quantity.
        unit: of the quantity, as written.
        near: class of the word of the zone next to the quantity.
        opposite: class of the word, or the mark, on the other side of the quantity.
        verb: the word next to the quantity, when it is a verb.
    """
    yield kind
    yield f"{kind} of {dimension}"
    yield f"{kind} by {unit}"
    yield f"{kind} near {near}"
    yield f"{kind} near {near} of {dimension}"
    yield f"{kind} opposite {opposite}"
    yield f"{kind} opposite {opposite} of {dimension}"
    yield f"{kind} near {near} opposite {opposite}"
    if verb:
        yield f"{kind} near word {verb}"
        yield f"{kind} near word {verb} opposite {opposite}"


def left_edge(
    k: str,
    tags: tuple[str, str, str, str],
    verb: str,
    left_leads: bool,
    leads: bool,
    left_role: str,
    role: str,
    skips: int,
    agrees: bool,
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
        agrees: whether what the rules say begins here, too.
    """
    yield from _apart(_left_edge(k, tags, verb, left_leads, leads, left_role, role), agrees)
    if skips >= 0:
        yield f"behind skips {skips}"


def _apart(edge: Iterator[str], agrees: bool) -> Iterator[str]:
    """Features of an edge, and the same by whether the rules agree: where they are to be trusted, and where not, is learnt."""
    named = tuple(edge)
    word = "rules, too:" if agrees else "not the rules:"
    yield from named
    yield from (f"{word} {feature}" for feature in named)


def _left_edge(
    k: str, tags: tuple[str, str, str, str], verb: str, left_leads: bool, leads: bool, left_role: str, role: str
) -> Iterator[str]:
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


def right_edge(
    k: str,
    tags: tuple[str, str, str],
    dimension: str,
    character: str,
    verb: str,
    role: str,
    right_role: str,
    skips: int,
    fit: str,
    fits_later: bool,
    agrees: bool,
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
        fit: how well the classifier goes with the last word; empty where nothing is counted.
        fits_later: whether it goes better with a later word of the zone.
        agrees: whether what the rules say ends here, too.
    """
    yield from _apart(_right_edge(k, tags, dimension, character, verb, role, right_role, fit, fits_later), agrees)
    if skips >= 0:
        yield f"{k} skips {skips}"


def _right_edge(
    k: str,
    tags: tuple[str, str, str],
    dimension: str,
    character: str,
    verb: str,
    role: str,
    right_role: str,
    fit: str,
    fits_later: bool,
) -> Iterator[str]:
    tag, after, two = tags
    if fit:
        yield f"{k} fits {fit}"
        yield f"{k} fits {fit} right {after}"
        yield f"{k} fits {fit} last {tag}"
    if fits_later:
        yield f"{k} fits later"
        yield f"{k} fits later after {fit} right {after}"
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


def agreement(k: str, place: str, is_verb: bool, left: bool, right: bool, elsewhere: bool) -> Iterator[str]:
    """Features of how a phrase agrees with what the rules say.

    Args:
        k: kind of the zone.
        place: whether it begins with the zone; empty when what the rules say stands nowhere.
        is_verb: whether it begins with a verb.
        left: whether it begins where theirs does.
        right: whether it ends where theirs does.
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
    if elsewhere:
        yield f"{k} rules elsewhere"


def earlier(rank: int, dimension: str, near: str, nouns: str, agrees: bool) -> Iterator[str]:
    """Features of the subject of an earlier quantity.

    Args:
        rank: 0 for that of the quantity before, 1 and more for other ones before it.
        dimension: of the quantity.
        near: classes of the words next to the quantity.
        nouns: how many nouns stand in each zone.
        agrees: whether the rules say the same.
    """
    k = "earlier" if rank == 0 else "former"
    yield k
    yield f"{k} {rank}"
    yield f"{k} of {dimension}"
    yield f"{k} with {near}"
    yield f"{k} beside {nouns}"
    yield f"{k} beside {nouns} of {dimension}"
    if agrees:
        yield f"{k} rules agree"


def other(where: str, dimension: str, near: str, nouns: str) -> Iterator[str]:
    """Features of what the rules say, where no phrase is the same."""
    yield "rule"
    yield f"rule {where}"
    yield f"rule {where} of {dimension}"
    yield f"rule with {near}"
    yield f"rule {where} beside {nouns}"
