"""Compare the decoder with spacy-pkuseg on megabytes of generated text. `make exactness` runs it.

Three settings are compared: the model alone, with the dictionary of spacy-pkuseg, and with words of a user.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.ingest import read_document
from pipeline.segment.decoder import Decoder

USER_WORDS = ("教育", "教育局长会", "学校", "校", "全市教", "a1b2", "中国人民大学附属", "２０", "%", "。")
ASCII = "0123456789" * 3 + "abcxyzABCXYZ" + "-._,|/*:&%()[]{}<>!?+=~`'\"\\@#$^;"
FULL_WIDTH = (
    "０１２３４５６７８９％．，。、；：？！（）【】《》“”‘’…—·／－ＡＢＣＸＹＺａｂｃｊｌｘｙｚ几两百千万亿兆零〇"
)
SPACES = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000"
RARE = "㐀㒨㓛䶵龘鿿豈﨩﨏⺀⼀ㄅ々〆ヶ㎡№½①⑩㈠Ⅷ°℃€￥§\u200b\u200d\ufeff\u0301\x00\x7f\ufffd\ufffe\ud800\udfff"
ASTRAL = "𠀀𠮷𡈽𪚥𫠠𬺰𰀀𱍊😀🎓🏫👩\U000e0001\U0010ffff"


def texts(samples: Path, model: Path, rng: random.Random) -> Iterator[str]:
    """Endless texts of all kinds, the same for the same state of `rng`."""
    config = Config()
    written = [read_document(path.read_bytes(), path.name, config).text for path in sorted(samples.iterdir())]
    sentences = [piece for text in written for piece in text.replace("。", "。\n").split("\n")]
    alphabet = "".join(written)
    words = _words(model)
    mixed = [alphabet, ASCII, FULL_WIDTH, SPACES, RARE, ASTRAL]
    kinds: list[Callable[[], str]] = [
        lambda: rng.choice(written),
        lambda: "\n".join(rng.choices(sentences, k=rng.randint(1, 200))),
        lambda: "".join(rng.choices(alphabet, k=rng.randint(1, 400))),
        lambda: "".join(rng.choices(words, k=rng.randint(1, 400))),
        lambda: "".join(chr(rng.randint(0x4E00, 0x9FFF)) for _ in range(rng.randint(1, 300))),
        lambda: "".join(rng.choice(rng.choice(mixed)) for _ in range(rng.randint(1, 300))),
        lambda: "".join(rng.choices(ASCII + FULL_WIDTH, k=rng.randint(1, 200))),
        lambda: "".join(chr(rng.randint(0, 0x10FFFF)) for _ in range(rng.randint(1, 200))),
        # One-character pieces and emptiness.
        lambda: rng.choice(SPACES).join(rng.choices(alphabet + RARE + ASTRAL, k=rng.randint(0, 60))),
        lambda: "".join(rng.choices(SPACES, k=rng.randint(0, 5))),
    ]
    yield from ("", " ", "\n\u3000", "学", " 学 ", "学\x00", "*", "**Num", "**Letter学", "**noWord*学校")
    yield from written
    # One piece longer than any window.
    yield "".join(rng.choices(words, k=20_000))
    while True:
        yield rng.choice(kinds)()


def main() -> int:
    """Compare; 0 when all words are the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=5.0, help="of text in UTF-8")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path, default=Path("data/samples"))
    parser.add_argument("--model", type=Path, default=Config().pkuseg_model)
    options = parser.parse_args()
    size = characters = count = 0
    started = time.perf_counter()
    check = _Check(options.model)
    for text in texts(options.samples, options.model, random.Random(options.seed)):
        if size >= options.megabytes * 1e6:
            break
        problem = check(text)
        if problem:
            print(f"text {count}, {text[:60]!r}…: {problem}")
            return 1
        size += len(text.encode("utf-8", "surrogatepass"))
        characters += len(text)
        count += 1
    print(
        f"the same words in {count:,} texts of {characters:,} characters ({size / 1e6:.1f} MB), three settings each, "
        f"{time.perf_counter() - started:.0f} s"
    )
    return 0


class _Check:
    def __init__(self, model: Path) -> None:
        import spacy_pkuseg

        self._pkuseg = spacy_pkuseg.pkuseg(str(model))
        self._merge = self._pkuseg.postprocesser
        self._pkuseg.postprocesser = self._keep
        self._no_words = self._pkuseg.preprocesser
        self._user_words = spacy_pkuseg.Preprocesser(list(USER_WORDS))
        self._unmerged: list[str] = []
        self._plain = Decoder(model, None)
        self._default = Decoder(model)
        self._user = Decoder(model, USER_WORDS)

    def __call__(self, text: str) -> str:
        """What differs first; empty when nothing does."""
        self._unmerged = []
        self._pkuseg.preprocesser = self._no_words
        merged = self._pkuseg.cut(text)
        comparisons = [("model alone", self._unmerged, self._plain), ("default", merged, self._default)]
        # The reference is slow; a user's words cut the text into short pieces, so its beginning says as much.
        self._pkuseg.preprocesser = self._user_words
        beginning = text[:100]
        for name, expected, decoder in comparisons:
            if difference := _difference(expected, decoder.cut(text)):
                return f"{name}: {difference}"
        difference = _difference(self._pkuseg.cut(beginning), self._user.cut(beginning))
        return f"user words: {difference}" if difference else ""

    def _keep(self, words: list[str]) -> Any:
        """One run of the reference gives words before and after merging."""
        self._unmerged.extend(words)
        return self._merge(words)


def _difference(expected: list[str], found: list[str]) -> str:
    if expected == found:
        return ""
    at = next((n for n, pair in enumerate(zip(expected, found, strict=False)) if pair[0] != pair[1]), len(found))
    return f"expected {expected[at : at + 5]}, found {found[at : at + 5]} at word {at}"


def _words(model: Path) -> list[str]:
    import srsly

    data: Any = srsly.read_msgpack(model / "features.msgpack")
    return [word for word in data["unigram"] if len(word) <= 8]


if __name__ == "__main__":
    sys.exit(main())
