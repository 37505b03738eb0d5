"""Score and time content extraction from the HTML samples, ours and that of well-known libraries, in one run.

Text is compared as multisets of runs of eight characters without white space, against the hand labels: neither the order of
lines nor the way a table is printed counts. Every library gets the decoded page and its settings for completeness.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from lxml import html

from pipeline.clean import clean
from pipeline.config import Config
from pipeline.evaluation.labels import read_gold
from pipeline.ingest import read_document
from pipeline.language.text import Text

_GRAM = 8
_ROUNDS = 7
Extractor = Callable[[bytes, str], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the samples and the grams of its labelled content."""

    name: str
    data: bytes
    markup: str
    content: Counter[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What an extractor scored on each page, and its median time per page in milliseconds."""

    name: str
    f1: tuple[float, ...]
    milliseconds: float


def ours(data: bytes, markup: str) -> str:
    """The content of this project."""
    document = read_document(data, "page.html", Config(words=False))
    blocks = clean(Text(document.text), document.layout)
    return "\n".join(document.text[block.start : block.end] for block in blocks if block.kind == "content")


def by_trafilatura(data: bytes, markup: str) -> str:
    """Content by trafilatura, tables included and recall favoured."""
    import trafilatura

    return str(trafilatura.extract(markup, include_tables=True, include_comments=False, favor_recall=True) or "")


def by_justext(data: bytes, markup: str) -> str:
    """Content by jusText without stop words: it has no list for Chinese, and its own advice then is a density of 0."""
    import justext

    settings = {
        "stopwords_low": 0.0,
        "stopwords_high": 0.0,
        "length_low": 10,
        "length_high": 40,
        "max_heading_distance": 400,
    }
    paragraphs = justext.justext(markup.encode(), frozenset(), encoding="utf-8", **settings)
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def by_readability(data: bytes, markup: str) -> str:
    """Content by readability-lxml."""
    from readability import Document

    return "\n".join(html.fromstring(Document(markup).summary()).itertext())


def by_resiliparse(data: bytes, markup: str) -> str:
    """Content by resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(markup, main_content=True))


EXTRACTORS: dict[str, Extractor] = {
    "policyfacts": ours,
    "trafilatura": by_trafilatura,
    "jusText": by_justext,
    "readability-lxml": by_readability,
    "resiliparse": by_resiliparse,
}


def grams(text: str) -> Counter[str]:
    """Runs of eight characters, white space aside."""
    squeezed = "".join(text.split())
    return Counter(squeezed[start : start + _GRAM] for start in range(max(1, len(squeezed) - _GRAM + 1)))


def f1(expected: Counter[str], found: Counter[str]) -> float:
    """Harmonic mean of precision and recall of the grams."""
    return 2 * (expected & found).total() / (expected.total() + found.total())


def read_pages(samples: Path, gold: Path) -> list[Page]:
    """The HTML samples that have labels."""
    pages = []
    for path in sorted(samples.glob("*.html")):
        labels = gold / f"{path.stem}.json"
        if not labels.exists():
            continue
        data = path.read_bytes()
        document = read_document(data, path.name, Config(words=False))
        content = "\n".join(document.text[start:end] for start, end in read_gold(labels).content)
        pages.append(Page(path.stem, data, data.decode(document.encoding), grams(content)))
    return pages


def measure(name: str, extract: Extractor, pages: list[Page]) -> Result:
    """Score an extractor on all pages and time it, the first round aside."""
    scores = tuple(f1(page.content, grams(extract(page.data, page.markup))) for page in pages)
    rounds = []
    for _ in range(_ROUNDS):
        begin = perf_counter()
        for page in pages:
            extract(page.data, page.markup)
        rounds.append(perf_counter() - begin)
    return Result(name, scores, 1000 * median(rounds) / len(pages))


def main(root: Path) -> int:
    """Print the table; 1 when another extractor is better than ours."""
    pages = read_pages(root / "samples", root / "gold")
    results = [measure(name, extract, pages) for name, extract in EXTRACTORS.items()]
    print(f"{len(pages)} pages")
    print("| extractor | F1, mean | F1, least | ms per page |\n|---|---|---|---|")
    for result in results:
        mean = sum(result.f1) / len(result.f1)
        print(f"| {result.name} | {mean:.4f} | {min(result.f1):.4f} | {result.milliseconds:.1f} |")
    own, *others = (sum(result.f1) for result in results)
    return int(own <= max(others))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "data")))
