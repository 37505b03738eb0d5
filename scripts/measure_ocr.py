"""Score the text recognition of scanned PDFs on ten pages that are made here: characters, and the quantities read from them.

Needs the extra `ocr`, whose packages bring Pillow, and a font with Chinese characters.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

from office_files import scan

from pipeline.config import Config
from pipeline.facts import Facts
from pipeline.flow import extract_bytes
from pipeline.ingest import document_from_text

_A4 = 8.27, 11.69  # inches
REPORT = (
    "白沙县2022年教育工作总结",
    "　　全县现有各级各类学校132所，在校学生5.83万人，专任教师4,126名，比上年增长3.2%。",
    "　　全年投入教育经费7.65亿元，其中财政拨款68,350.5万元，占89.3%。新建校舍12,600平方米，改造运动场18个。",
    "　　一是学前教育普惠发展。新建、改扩建幼儿园7所，新增学位2160个，普惠性幼儿园覆盖率达到91.47%。",
    "　　二是义务教育优质均衡。组建教育集团12个，覆盖学校86所，集团内交流教师305人次。",
    "　　三是学生资助应助尽助。全年发放资助资金1,482.36万元，惠及学生9,874人次，营养改善计划每生每天补助5元。",
)
TABLE = (
    ("乡镇", "学校（所）", "学生（人）", "经费（万元）"),
    ("东河乡", "13", "4,208", "1,260.5"),
    ("西山乡", "9", "3,177", "986.4"),
    ("南岭镇", "21", "8,965", "2,731"),
    ("石桥镇", "16", "6,540", "1,958.7"),
    ("合计", "59", "22,890", "6,936.6"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to scan: its text, how it is set, and what the scanner does to it."""

    name: str
    lines: Sequence[str | Sequence[str]]
    points: float = 16
    dpi: int = 200
    ruled: bool = False
    spoil: Callable[[Any, Random], Any] = lambda image, random: image


def _turned(degrees: float) -> Callable[[Any, Random], Any]:
    return lambda image, random: image.rotate(degrees, fillcolor=(255, 255, 255), resample=3)


def _grainy(image: Any, random: Random) -> Any:
    from PIL import Image

    noise = Image.effect_noise(image.size, 60).convert("RGB")
    return Image.blend(image, noise, 0.25)


def _pale(image: Any, random: Random) -> Any:
    return image.point(lambda level: 120 + level * 115 // 255)


def _blurred(image: Any, random: Random) -> Any:
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(1.4))


def _sealed(image: Any, random: Random) -> Any:
    from PIL import Image, ImageDraw

    seal = Image.new("RGB", image.size, "white")
    drawing = ImageDraw.Draw(seal)
    x, y = image.width * 0.55, image.height * 0.12
    drawing.ellipse((x, y, x + 330, y + 330), outline=(210, 40, 40), width=9)
    drawing.regular_polygon((x + 165, y + 165, 60), 5, fill=(210, 40, 40))
    return Image.blend(image, seal, 0.35)


PAGES = (
    Page("report, 16 points", REPORT),
    Page("report, 10.5 points", REPORT * 2, points=10.5),
    Page("150 dots per inch", REPORT, dpi=150),
    Page("turned by 0.7 degrees", REPORT, spoil=_turned(0.7)),
    Page("grain", REPORT, spoil=_grainy),
    Page("pale print on grey", REPORT, spoil=_pale),
    Page("out of focus", REPORT, spoil=_blurred),
    Page("a seal over the text", REPORT, spoil=_sealed),
    Page("table with lines", ("白沙县2022年各乡镇学校情况表", *TABLE), points=14, ruled=True),
    Page("table without lines", ("白沙县2022年各乡镇学校情况表", *TABLE), points=12),
)


def drawn(page: Page, font: Path) -> Any:
    """The page as an image."""
    from PIL import Image, ImageDraw, ImageFont

    width, height = (round(side * page.dpi) for side in _A4)
    image = Image.new("RGB", (width, height), "white")
    drawing = ImageDraw.Draw(image)
    size = page.points * page.dpi / 72
    face = ImageFont.truetype(str(font), round(size))
    left, y = width * 0.12, height * 0.1
    room = int((width - 2 * left) / size)
    for line in page.lines:
        if isinstance(line, str):
            for start in range(0, len(line), room):
                drawing.text((left, y), line[start : start + room], font=face, fill=(20, 20, 20))
                y += 1.75 * size
            continue
        step = (width - 2 * left) / len(line)
        for column, cell in enumerate(line):
            drawing.text((left + step * column + size / 2, y), cell, font=face, fill=(20, 20, 20))
            if page.ruled:
                x = left + step * column
                drawing.rectangle((x, y - 0.4 * size, x + step, y + 1.6 * size), outline=(20, 20, 20), width=2)
        y += 2 * size
    return page.spoil(image, Random(1))


def text_of(page: Page) -> str:
    """What the page says, a paragraph or row per line."""
    return "\n".join(line.strip("　") if isinstance(line, str) else "\t".join(line) for line in page.lines)


def quantities(facts: Facts) -> Counter[tuple[str, str, str]]:
    """The quantities of a document, each as value, unit and subject."""
    return Counter((str(claim.value), claim.unit_norm, claim.subject) for claim in facts.claims)


def distance(one: str, other: str) -> int:
    """How many characters have to be put in, taken out or replaced to make one text of the other."""
    before = list(range(len(other) + 1))
    for row, character in enumerate(one, 1):
        now = [row]
        for column, beside in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (character != beside)))
        before = now
    return before[-1]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--font", type=Path, default=Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"))
    font = parser.parse_args().font
    config = Config(words=False, ocr=True)
    print("| page | characters wrong | quantities right | read | stated | seconds |\n|---|---|---|---|---|---|")
    errors = []
    for page in PAGES:
        from pipeline.flow import extract_document

        data = scan([drawn(page, font)], page.dpi)
        extract_bytes(data, "warm.pdf", config)
        started = time.process_time()
        found = extract_bytes(data, "a.pdf", config)
        seconds = time.process_time() - started
        stated = quantities(extract_document(document_from_text(text_of(page)), config))
        read = quantities(found)
        wanted = "".join(text_of(page).split())
        wrong = distance(_plain(found.document.text), _plain(wanted)) / len(wanted)
        errors.append(wrong)
        right = (stated & read).total()
        print(f"| {page.name} | {wrong:.2%} | {right} | {read.total()} | {stated.total()} | {seconds:.1f} |")
    print(f"mean: {mean(errors):.2%} of the characters are wrong")
    return 0


def _plain(text: str) -> str:
    """Text without white space, punctuation in one width."""
    from pipeline.fold import fold

    return fold("".join(text.split())).replace("。", ".")


if __name__ == "__main__":
    sys.exit(main())
