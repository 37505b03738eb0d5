"""What an installation has and lacks: versions, models with their hashes, Java; each lack with its cure."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement
from packaging.version import Version

from pipeline.batch.system import can_limit_memory
from pipeline.config import Config
from pipeline.resources import MODELS
from pipeline.segment.fetch import ModelSource, model_source
from pipeline.segment.model_arrays import FOLDER, MERGES, digest, load_merge_arrays, load_model_arrays, saved_digest
from pipeline.tables import SCHEMA_VERSION
from pipeline.version import VERSION

_DISTRIBUTION = "policyfacts"
# Extras that somebody who uses the package may want; the others are for its developers.
_EXTRAS: Mapping[str, str] = {
    "polars": "pipeline.load_polars",
    "spacy": "nlp.add_pipe and --ner spacy:MODEL",
    "ocr": "--ocr",
    "spark": "--engine spark",
    "hanlp": "--ner hanlp:MODEL",
    "notebook": "docs/questions.ipynb",
}
_FETCH = "policyfacts fetch"
_JAVA_FLOOR = 17
_HASH_SHOWN = 12

State = Literal["ok", "optional", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what.
        state: ``ok``; ``optional``: not there, and only missed by those who want it; ``missing``: not there or damaged.
        found: version, hash or problem.
        cure: the command or step that mends it; empty when it is well.
    """

    name: str
    state: State
    found: str
    cure: str = ""


def examine(word_model: Path | None = None, dictionary: Path = MERGES) -> Iterator[Finding]:
    """Look at everything that the package uses, without changing anything.

    Args:
        word_model: folder of the pkuseg model; that of the default settings when None.
        dictionary: folder of the converted dictionary of spacy-pkuseg.
    """
    yield Finding(_DISTRIBUTION, "ok", f"{VERSION}, tables of schema version {SCHEMA_VERSION}")
    yield Finding("Python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Finding("processor cores", "ok", str(os.cpu_count() or "unknown"))
    yield _limits()
    yield from _packages()
    yield _word_model(model_source(), word_model or Config().pkuseg_model)
    yield _dictionary(dictionary)
    yield from _model_files(MODELS)
    yield from _extras()
    yield _java()


def _limits() -> Finding:
    name = "limits of a document"
    if can_limit_memory():
        return Finding(name, "ok", "time and memory")
    return Finding(
        name, "optional", "time; this system cannot hold a process to its memory", "run on Linux, or few workers"
    )


def _requirements(extra: str) -> list[Requirement]:
    """What the package requires: always when `extra` is empty, else for that extra alone."""
    parsed = [Requirement(line) for line in requires(_DISTRIBUTION) or ()]
    if not extra:
        return [requirement for requirement in parsed if requirement.marker is None]
    return [
        requirement
        for requirement in parsed
        if requirement.marker is not None and requirement.marker.evaluate({"extra": extra})
    ]


def _packages() -> Iterator[Finding]:
    for requirement in _requirements(""):
        found = _installed(requirement.name)
        if found and requirement.specifier.contains(Version(found), prereleases=True):
            yield Finding(requirement.name, "ok", found)
        else:
            problem = f"{found or 'not installed'}, wanted {requirement.specifier}"
            yield Finding(requirement.name, "missing", problem, f"pip install '{requirement}'")


def _extras() -> Iterator[Finding]:
    for extra, purpose in _EXTRAS.items():
        wanted = {requirement.name: _installed(requirement.name) for requirement in _requirements(extra)}
        if all(wanted.values()):
            told = ", ".join(f"{name} {found}" for name, found in wanted.items())
            yield Finding(f"extra {extra}", "ok", told)
        else:
            cure = f"pip install '{_DISTRIBUTION}[{extra}]'"
            yield Finding(f"extra {extra}", "optional", f"not installed; for {purpose}", cure)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _word_model(source: ModelSource, folder: Path) -> Finding:
    name = f"word model {source.name}"
    cure = f"rm -r '{folder}' && {_FETCH}"
    marker = folder / "SHA256"
    if not marker.is_file():
        return Finding(name, "missing", f"{folder} does not hold it", f"{_FETCH}  (or run with --no-words)")
    if marker.read_text(encoding="ascii").strip() != source.sha256:
        return Finding(name, "missing", f"of another version than {source.version}", cure)
    if not saved_digest(folder / FOLDER):
        return Finding(name, "missing", "not converted for the decoder", _FETCH)
    try:
        found = digest(load_model_arrays(folder))
    except (OSError, EOFError, ValueError) as error:
        return Finding(name, "missing", f"damaged: {error}", cure)
    if found != source.arrays_sha256:
        return Finding(name, "missing", f"damaged: sha256 {found[:_HASH_SHOWN]}…", cure)
    return Finding(name, "ok", f"{source.version}, sha256 {found[:_HASH_SHOWN]}…, as pinned")


def _dictionary(folder: Path) -> Finding:
    name = "word dictionary"
    kept = saved_digest(folder)
    if not kept:
        return Finding(name, "missing", f"{folder} does not hold it", _FETCH)
    try:
        found = digest(load_merge_arrays(folder))
    except (OSError, EOFError, ValueError) as error:
        return Finding(name, "missing", f"damaged: {error}", f"rm -r '{folder}' && {_FETCH}")
    if found != kept:
        return Finding(name, "missing", f"damaged: sha256 {found[:_HASH_SHOWN]}…", f"rm -r '{folder}' && {_FETCH}")
    return Finding(name, "ok", f"sha256 {found[:_HASH_SHOWN]}…")


def _model_files(folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            found = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Finding(f"models/{path.name}", "ok", f"sha256 {found[:_HASH_SHOWN]}…")


def _java() -> Finding:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    state: State = "missing" if _installed("pyspark") else "optional"
    cure = f"install a JDK, {_JAVA_FLOOR} or newer, or set JAVA_HOME to one"
    if java is None:
        return Finding("Java", state, "not found; for --engine spark", cure)
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    quoted = told.partition('"')[2].partition('"')[0]
    major = quoted.partition(".")[0]
    if not major.isdigit() or int(major) < _JAVA_FLOOR:
        return Finding("Java", state, f"{quoted or 'of unknown version'} at {java}", cure)
    return Finding("Java", "ok", f"{quoted} at {java}")
