"""A fingerprint per stage: what its rows depend on besides the bytes of the document.

A stage depends on its own code and that of the modules it imports, on the files of `models/` that this code names, on
the settings that it heeds, and on the stages before it. So a changed unit list gives ``claims`` a new fingerprint and
leaves the others; a changed boilerplate rule gives all of them new ones. Of the lexicon, a user's words included, a stage depends on
words, their frequencies, and the roles that its code names.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from pipeline.config import Config
from pipeline.language import lexicon as lexicon_module
from pipeline.language.lexicon import Lexicon, declared_roles
from pipeline.ner import backends
from pipeline.resources import MODELS
from pipeline.tables.stages import STAGES, Stage

_PACKAGE = Path(__file__).resolve().parents[1]
_SETTINGS_FILE = _PACKAGE / "config.py"
_IMPORT = re.compile(r"^[ \t]*(?:from|import) (pipeline[.\w]*)", re.MULTILINE)
_MODEL_FILE = re.compile(r"[\"']([\w-]+\.(?:toml|tsv|txt))[\"']")

_NAME = re.compile(r"[\"']([a-z_]+)[\"']")
# Read by what they hold for a stage, not by their bytes.
_LEXICON_FILES = frozenset({lexicon_module.FILE, lexicon_module.ROLES_FILE})

_MODULES: dict[Stage, tuple[str, ...]] = {
    "clean": ("pipeline.ingest", "pipeline.clean"),
    "segment": ("pipeline.segment",),
    "ner": ("pipeline.ner", "pipeline.ner.backends"),
    "claims": ("pipeline.claims", "pipeline.checks"),
}
# They hold the stages together, so their own code counts for all, but not what they import: that is every stage.
_COMMON = (
    *("flow.py", "stages.py", "salvage.py", "facts.py", "fields.py", "records.py", "version.py"),
    *("tables/layout.py", "tables/rows.py", "tables/schemas.py"),
)
_SETTINGS: dict[Stage, frozenset[str]] = {
    "clean": frozenset(Config.model_fields)
    - {"words", "segmenter", "pkuseg_model", "ner", "allow_download", "lexicon"},
    "segment": frozenset({"words", "segmenter"}),
    "ner": frozenset(),
    "claims": frozenset(),
}


@cache
def fingerprints(config: Config, last: Stage = "claims") -> tuple[str, ...]:
    """Twelve hexadecimal digits for every stage up to `last`, in order; each covers those before it.

    Raises:
        ConfigurationError: C041 to C046 when the model of names is missing.
    """
    found: list[str] = []
    for stage in STAGES[: STAGES.index(last) + 1]:
        parts = [*found[-1:], _own(stage), _words(stage, config.words_in_force())]
        parts.append(config.model_dump_json(include=set(_SETTINGS[stage])))
        if stage == "segment" and config.words:
            parts.append(_word_model(config.pkuseg_model))
        if stage == "ner":
            parts.append(backends.fingerprint(config.ner, config.allow_download))
        found.append(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12])
    return tuple(found)


@cache
def _own(stage: Stage) -> str:
    code = {file: file.read_bytes() for file in _code(stage)}
    named = {name for text in code.values() for name in _MODEL_FILE.findall(text.decode())} - _LEXICON_FILES
    models = {path: path.read_bytes() for name in named if (path := MODELS / name).is_file()}
    digest = hashlib.sha256()
    for path, data in sorted((code | models).items(), key=lambda item: item[0].as_posix()):
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _words(stage: Stage, lexicon: Lexicon) -> str:
    """A digest of what a stage reads in a lexicon; empty when it reads none."""
    code = _code(stage)
    if Path(lexicon_module.__file__) not in code:
        return ""
    roles = declared_roles() & {name for file in code for name in _NAME.findall(file.read_text(encoding="utf-8"))}
    digest = hashlib.sha256(_dictionary(lexicon).encode())
    for role in sorted(roles):
        digest.update(f"{role} {sorted(lexicon.parameters(role).items())}\n".encode())
    return digest.hexdigest()


@cache
def _dictionary(lexicon: Lexicon) -> str:
    """A digest of its words with parts of speech and frequencies."""
    words = sorted((word, *entry[:2]) for word, entry in lexicon.entries.items() if entry.frequency)
    return hashlib.sha256(repr(words).encode()).hexdigest()


@cache
def _code(stage: Stage) -> frozenset[Path]:
    files = {_PACKAGE / name for name in _COMMON}
    for module in _MODULES[stage]:
        files |= _closure(module)
    return frozenset(files)


def _closure(module: str) -> set[Path]:
    """Files of a module, of the whole package if it is one, and of all that they import from this project."""
    waiting, files = list(_files(module)), set[Path]()
    while waiting:
        path = waiting.pop()
        if path in files:
            continue
        files.add(path)
        if path == _SETTINGS_FILE:  # settings count by value, and they draw in what they choose from
            continue
        for imported in _IMPORT.findall(path.read_text(encoding="utf-8")):
            waiting.extend(_files(imported))
    return files


def _files(module: str) -> list[Path]:
    path = _PACKAGE.joinpath(*module.split(".")[1:])
    if path.is_dir():
        # `from pipeline import x` would draw in everything.
        return [] if path == _PACKAGE else sorted(path.glob("*.py"))
    return [path.with_suffix(".py")]


def _word_model(folder: Path) -> str:
    # The fetched model says itself which wheel it was made of; sizes tell a half-written one.
    stated = folder / "SHA256"
    sizes = [f"{path.name} {path.stat().st_size}" for path in sorted(folder.glob("*"))] if folder.is_dir() else []
    return "\n".join([stated.read_text(encoding="utf-8") if stated.is_file() else str(folder), *sizes])
