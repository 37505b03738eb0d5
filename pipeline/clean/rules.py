"""The boilerplate rules of `models/boilerplate.toml`, each compiled when a text first asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import ConfigurationError
from pipeline.patterns import any_of, when_used
from pipeline.resources import MODELS, read_toml

# Longer lines are never wholly boilerplate by pattern; notices may be longer and are told by their words.
MAX_LINE = 400
# Up to here lines are short.
SHORT_LINE = 120
_FILE = "boilerplate.toml"
_AFTER_TITLE = r"(?:范文)?(?:\s?[(\[【〔《].{1,30}[)\]】〕》]){0,2}[》”\"]?(?:\d|[⁰¹²³⁴-⁹⁽⁾*]{1,4})?$"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules. The name of the group that matched is the index of the rule."""

    anywhere: re.Pattern[str]
    anywhere_long: re.Pattern[str]
    """The rules for `anywhere` that apply to lines of more than `SHORT_LINE` characters."""
    head: re.Pattern[str]
    tail: re.Pattern[str]
    inline: re.Pattern[str]
    ids: dict[str, str]
    tail_starters: frozenset[str]
    with_quantities: frozenset[str]
    """Rules to which the quantities of their lines belong."""
    own_quantities: re.Pattern[str]
    """Quantities that a page states about itself."""
    site_field: re.Pattern[str]
    typed_field: re.Pattern[str]
    labelled: re.Pattern[str]
    """A cell that begins with a label of a site, with or without a colon."""
    record_labels: frozenset[str]
    record_common: frozenset[str]
    """Those of them that other tables use too."""
    widgets: frozenset[str]
    weak_widgets: frozenset[str]
    notice_strong: re.Pattern[str]
    notice_weak: re.Pattern[str]
    notice_sure: re.Pattern[str]
    notice_threshold: int
    title_end: re.Pattern[str]
    """A noun that ends titles, at the end of a line, before brackets."""
    site_words: re.Pattern[str]
    official_tail: re.Pattern[str]
    """What a document itself writes after its date."""

    def match(self, where: re.Pattern[str], line: str) -> str:
        """Id of the rule among `where` that matches the whole line; empty when none does."""
        if len(line) > MAX_LINE:
            return ""
        match = where.fullmatch(line)
        return self.ids[match.lastgroup] if match and match.lastgroup else ""

    def is_notice(self, line: str) -> bool:
        """Whether the words of the line make it a notice of the site."""
        if len(line) > 2 * MAX_LINE:
            return False
        strong = len(set(self.notice_strong.findall(line)))
        weak = len(set(self.notice_weak.findall(line)))
        return strong > 0 and 2 * strong + weak >= self.notice_threshold


@cache
def load_rules() -> Rules:
    """The rules.

    Raises:
        ConfigurationError: C007 when the file or a part of it is missing.
    """
    data = read_toml(_FILE)
    try:
        return _compile(data)
    except KeyError as error:
        raise ConfigurationError("C007", path=MODELS / _FILE, problem=str(error)) from error


def _compile(data: dict[str, Any]) -> Rules:
    ids = {f"r{number}": rule["id"] for number, rule in enumerate(data["rule"])}
    by_place: dict[str, list[str]] = {"anywhere": [], "anywhere_long": [], "head": [], "tail": [], "inline": []}
    # The first that matches counts; one that knows the quantities of its lines comes before the others.
    for number, rule in sorted(enumerate(data["rule"]), key=lambda item: not item[1].get("quantities")):
        pattern = f"(?P<r{number}>{'|'.join(rule['patterns'])})"
        for place in ("head", "tail") if rule["where"] == "edge" else (rule["where"],):
            by_place[place].append(pattern)
        if rule["where"] == "anywhere" and not rule.get("short"):
            by_place["anywhere_long"].append(pattern)
    fields = data["fields"]
    return Rules(
        anywhere=when_used("|".join(by_place["anywhere"])),
        anywhere_long=when_used("|".join(by_place["anywhere_long"])),
        head=when_used("|".join(by_place["head"])),
        tail=when_used("|".join(by_place["tail"])),
        inline=when_used("|".join(by_place["inline"])),
        ids=ids,
        with_quantities=frozenset(rule["id"] for rule in data["rule"] if rule.get("quantities")),
        own_quantities=when_used("|".join(data["quantities"]["own"])),
        tail_starters=frozenset(rule["id"] for rule in data["rule"] if rule.get("starts_tail")),
        site_field=_labels(fields["site"]),
        typed_field=_labels([*fields["date"], *fields["agent"]]),
        labelled=when_used(f"(?:{any_of([*fields['site'], *fields['date'], *fields['agent']])})(?:[:\\s\\d]|$)"),
        record_labels=frozenset([*fields["record"], *fields["record_common"]]),
        record_common=frozenset(fields["record_common"]),
        widgets=frozenset(data["widgets"]["words"]),
        weak_widgets=frozenset(data["widgets"]["weak"]),
        notice_strong=_words(data["notice"]["strong"]),
        notice_weak=_words(data["notice"]["weak"]),
        notice_sure=_words(data["notice"]["sure"]),
        notice_threshold=data["notice"]["threshold"],
        title_end=when_used(f"(?:{'|'.join(data['titles']['nouns'])})" + _AFTER_TITLE),
        official_tail=when_used(data["official"]["tail"]),
        site_words=_words(data["titles"]["site_words"]),
    )


def _words(words: list[str]) -> re.Pattern[str]:
    return when_used(any_of(words))


def _labels(words: list[str]) -> re.Pattern[str]:
    # Labels are often spaced out: 来　源：
    spaced = (r"\s{0,4}".join(word) for word in sorted(words, key=len, reverse=True))
    return when_used(rf"(?:{'|'.join(spaced)})\s{{0,3}}[:：|丨]\s{{0,4}}")
